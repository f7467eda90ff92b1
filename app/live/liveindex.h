// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/watch/objectstore.h"
#include "cluster/watch/watchkind.h"
#include "graph/model/graph.h"

#include <QHash>
#include <QString>

#include <functional>
#include <optional>
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
    // isListed: whether all objects of that API path were listed; what was not is not said to be missing.
    using IsListed = std::function<bool(const QString &path)>;
    LiveIndex(
        const cluster::ObjectStore &store, QString defaultNamespace,
        IsListed isListed = [](const QString &) { return true; });

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
    IsListed m_isListed;
    QHash<QUuid, std::vector<const cluster::PodRow *>> m_podsOf;
    QHash<QUuid, std::vector<const cluster::WorkloadRow *>> m_setsOf;
};

graph::PodDot dotOf(const cluster::PodRow &pod);
QString stateWordOf(const cluster::PodRow &pod); // "not ready", "CrashLoopBackOff"
QString wordOf(const cluster::PodRow &pod);      // "not ready on node-1"

// What watches a resource's kind where the resource is; nothing for a kind that is not built in.
std::optional<cluster::WatchSpec> specOf(const model::ResourceKey &key, const QString &defaultNamespace);
// What has to be watched to observe a graph: its own kinds, and what their controllers make of them.
QList<cluster::WatchSpec> specsFor(const graph::Graph &graph, const QString &defaultNamespace);

} // namespace app
