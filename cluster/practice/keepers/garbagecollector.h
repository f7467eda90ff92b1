// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/keepers/everykind.h"
#include "cluster/practice/keepers/ownergraph.h"

#include <QHash>
#include <QSet>

namespace practice {

// Deletes objects all of whose owners are gone, and owners in the foreground when nothing holds them up any more; takes
// references to owners that leave their dependents behind (pkg/controller/garbagecollector).
class GarbageCollector final : public Controller
{
public:
    explicit GarbageCollector(ComponentProcess &process);

protected:
    std::optional<ApiStatus> reconcile(const QString &key) override;

private:
    struct References
    {
        QStringList solid;   // uids of owners that are there
        QStringList gone;    // that are not
        QStringList waiting; // that are there until their dependents are gone
        std::optional<ApiStatus> refusal = {};
    };

    void look(const OwnerGraph::Node &node);
    void report(const OwnerGraph::Node &dependent, const model::Value &reference);
    std::optional<ApiStatus> collect(const OwnerGraph::Node &node);
    std::optional<ApiStatus> judge(const OwnerGraph::Node &node, const model::Value &latest);
    std::optional<ApiStatus> finishForeground(const OwnerGraph::Node &node);
    std::optional<ApiStatus> orphan(const OwnerGraph::Node &owner);
    std::optional<ApiStatus> unblockCycle(const OwnerGraph::Node &node, const model::Value &latest);
    References classify(const OwnerGraph::Node &node, const model::Value &latest);
    std::optional<ApiStatus> removeReferences(const model::Value &latest, const QStringList &owners) const;
    std::optional<ApiStatus> removeFinalizer(const OwnerGraph::Identity &of, QStringView finalizer) const;
    std::optional<ApiStatus> remove(const OwnerGraph::Identity &what, const QString &propagation) const;
    Answer<model::Value> get(const OwnerGraph::Identity &what) const;

    static constexpr qsizetype rememberedAbsent = 500;

    QHash<QString, QString> m_uids; // of the keys that wait
    QSet<QString> m_absent;         // owners that are known to be gone
    OwnerGraph m_graph;
    EveryKind m_kinds;
};

} // namespace practice
