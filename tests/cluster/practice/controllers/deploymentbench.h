// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/deployment.h"
#include "cluster/practice/controllers/replicaset.h"
#include "tests/cluster/practice/controllers/controllersbench.h"

#include <algorithm>

namespace bench {

using namespace Qt::StringLiterals;

// What tests of Deployments ask and say.
struct DeploymentBench : ControllersBench
{
    practice::ReplicaSetController sets{process};
    practice::DeploymentController controller{process};

    DeploymentBench() { start(); }

    model::Value deploy(int replicas, const QByteArray &more = {}, const QByteArray &name = "web")
    {
        return create("{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"" + name +
                      "\"},\"spec\":{\"replicas\":" + QByteArray::number(replicas) +
                      (more.isEmpty() ? "" : "," + more) +
                      R"(,"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},)"
                      R"("spec":{"containers":[{"name":"c","image":"nginx:1"}]}}}})");
    }
    void setImage(const QByteArray &image)
    {
        patch(u"apps/v1", u"Deployment", u"web"_s,
              R"({"spec":{"template":{"spec":{"containers":[{"name":"c","image":")" + image + R"("}]}}}})");
    }
    void setSpec(const QByteArray &json) { patch(u"apps/v1", u"Deployment", u"web"_s, "{\"spec\":" + json + "}"); }
    model::Value web() { return get(u"apps/v1", u"Deployment", u"web"_s); }
    // "Progressing True NewReplicaSetAvailable: …" by type.
    QStringList conditions()
    {
        QStringList all;
        const model::Value d = web();
        for (const model::Value &one : practice::listAt(d, {u"status", u"conditions"}))
            all.append(practice::textAt(one, {u"type"}) + u' ' + practice::textAt(one, {u"status"}) + u' ' +
                       practice::textAt(one, {u"reason"}) + u": "_s + practice::textAt(one, {u"message"}));
        all.sort();
        return all;
    }
    QString counts()
    {
        model::Value status = practice::statusIn(web());
        status.remove(u"conditions");
        return flat(status);
    }
    // "hash wants/has revision" of each ReplicaSet, the oldest first.
    QStringList shape()
    {
        practice::Sets all = list(u"apps/v1", u"ReplicaSet");
        std::sort(all.begin(), all.end(), practice::isOlder);
        QStringList lines;
        for (const model::Value &set : all)
            lines.append(u"%1 %2/%3 r%4"_s.arg(practice::textAt(set, {u"metadata", u"labels", u"pod-template-hash"}))
                             .arg(practice::wantedReplicas(set))
                             .arg(practice::integerAt(set, {u"status", u"replicas"}))
                             .arg(practice::annotationOf(set, practice::revisions::revision)));
        return lines;
    }
};

} // namespace bench
