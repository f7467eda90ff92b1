// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/statefulset.h"
#include "tests/cluster/practice/controllers/controllersbench.h"

namespace bench {

using namespace Qt::StringLiterals;

// What tests of StatefulSets ask and say.
struct StatefulSetBench : ControllersBench
{
    practice::StatefulSetController controller{process};

    StatefulSetBench() { start(); }

    void make(int replicas, const QByteArray &more = {})
    {
        create(
            "{\"apiVersion\":\"apps/"
            "v1\",\"kind\":\"StatefulSet\",\"metadata\":{\"name\":\"db\"},\"spec\":{\"replicas\":" +
            QByteArray::number(replicas) + (more.isEmpty() ? "" : "," + more) +
            R"(,"serviceName":"db","selector":{"matchLabels":{"app":"db"}},"template":{"metadata":{"labels":{)"
            R"("app":"db"}},"spec":{"containers":[{"name":"c","image":"nginx:1","env":[{"name":"A","value":"<&ä>"}],)"
            R"("resources":{"limits":{"cpu":"0.5"}}}]}}}})");
    }
    void setImage(const QByteArray &image)
    {
        QByteArray json = R"({"spec":{"template":{"spec":{"containers":[{"name":"c","image":"IMAGE",)"
                          R"("env":[{"name":"A","value":"<&ä>"}],"resources":{"limits":{"cpu":"0.5"}}}]}}}})";
        patch(u"apps/v1", u"StatefulSet", u"db"_s, json.replace("IMAGE", image));
    }
    void setSpec(const QByteArray &json) { patch(u"apps/v1", u"StatefulSet", u"db"_s, "{\"spec\":" + json + "}"); }
    QString counts() { return flat(status(u"apps/v1", u"StatefulSet", u"db"_s)); }
    // "db-0 nginx:1" of each pod.
    QStringList shape()
    {
        QStringList lines;
        for (const model::Value &pod : pods())
            lines.append(practice::nameOf(pod) + u' ' +
                         practice::textAt(practice::listAt(pod, {u"spec", u"containers"}).front(), {u"image"}));
        return lines;
    }
};

} // namespace bench
