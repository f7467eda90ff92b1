// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/watch/objectstore.h"
#include "cluster/watch/watchkind.h"
#include "graph/model/graph.h"

#include <QHash>
#include <QString>

#include <vector>

namespace app {

// A workload's ReplicaSets and pods as the cluster reports them, by name.
struct Observed
{
    const cluster::WorkloadRow *workload = nullptr;
    std::vector<const cluster::WorkloadRow *> replicaSets; // with pods, wanted or left; newest revision first
    std::vector<const cluster::PodRow *> pods;             // by creation, then name
};

// Joins document and observation by key, once per change of the store: the only place where the two meet. Rows are
// valid until the store changes. A key without a namespace means defaultNamespace.
class LiveIndex
{
public:
    LiveIndex(const cluster::ObjectStore &store, QString defaultNamespace);

    cluster::ObjectName nameOf(const model::ResourceKey &key) const;
    Observed observe(const model::ResourceKey &key) const;
    // What the cluster says of each node of the graph that it can say something of.
    QHash<model::ResourceKey, graph::Overlay> overlays(const graph::Graph &graph) const;

private:
    graph::Overlay overlay(const model::ResourceKey &key) const;
    void addWorkload(const model::ResourceKey &key, graph::Overlay &overlay) const;
    bool exists(const cluster::ObjectName &name) const;

    const cluster::ObjectStore &m_store;
    QString m_namespace;
    QHash<QUuid, std::vector<const cluster::PodRow *>> m_podsOf;
    QHash<QUuid, std::vector<const cluster::WorkloadRow *>> m_setsOf;
};

graph::PodDot dotOf(const cluster::PodRow &pod);
QString wordOf(const cluster::PodRow &pod); // "Running on node-1", "CrashLoopBackOff on node-2"

// What has to be watched to observe a graph: its own kinds, and what their controllers make of them.
QList<cluster::WatchSpec> specsFor(const graph::Graph &graph, const QString &defaultNamespace);

} // namespace app
