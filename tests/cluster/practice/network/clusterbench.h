// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/objects.h"
#include "cluster/practice/component/controller.h"
#include "tests/cluster/practice/api/apibench.h"

namespace bench {

// An API server with a person who writes objects as YAML-like JSON, and a kubelet's word about pods.
struct ClusterBench
{
    ApiBench api;
    practice::ComponentClient user{api.core, QStringLiteral("user")};
    practice::ComponentProcess process{api.core, api.clock, QStringLiteral("kube-controller-manager")};

    // Single quotes stand for double ones. Fails loudly when the object is refused.
    model::Value create(QByteArray json);
    model::Value parse(QByteArray json) const;
    void patch(const char *apiVersion, const char *kind, const char *name, QByteArray json,
               const QString &subresource = {});
    void remove(const char *apiVersion, const char *kind, const char *name);
    // Null where it is not there.
    model::Value get(const char *apiVersion, const char *kind, const QString &name) const;
    std::vector<model::Value> list(const char *apiVersion, const char *kind) const;

    void node(const QByteArray &name, const QByteArray &zone = {});
    // A pod with a container that listens on containerPort 8080, named "web".
    void pod(const QByteArray &name, const QByteArray &app, const QByteArray &nodeName = "node-a");
    void setPod(const QByteArray &name, const QByteArray &address, bool ready, const QByteArray &phase = "Running");
    void settle(qint64 ms = 100) { api.clock.advance(ms); }
    // "Normal Reason message", those of one object; by name of the Event's object.
    QStringList events(const QString &object) const;
};

} // namespace bench
