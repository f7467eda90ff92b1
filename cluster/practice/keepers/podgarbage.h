// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/controller.h"

#include <QHash>
#include <QSet>

namespace practice {

// Deletes pods that nobody will end any more: of nodes that are gone or out of service, that go without ever having had
// a node, and of those that are over the oldest when there are too many (pkg/controller/podgc).
class PodGarbageCollector final : public Controller
{
public:
    static constexpr qint64 periodMs = 20 * 1000;
    static constexpr qint64 quarantineMs = 40 * 1000; // that a node may be unknown
    static constexpr int terminatedThreshold = 12500;

    explicit PodGarbageCollector(ComponentProcess &process, int threshold = terminatedThreshold);

protected:
    std::optional<ApiStatus> reconcile(const QString &key) override; // one round

private:
    using Pods = std::vector<model::Value>;
    void removeTerminated(const Pods &pods);
    void removeOutOfService(const Pods &pods);
    void removeOrphaned(const Pods &pods);
    void removeUnscheduled(const Pods &pods);
    QSet<QString> goneNodes(const Pods &pods);
    void remove(const model::Value &pod, const QString &why, bool isDisrupted = false);

    Informer &m_pods;
    Informer &m_nodes;
    QHash<QString, qint64> m_quarantine; // unknown nodes, and until when
    int m_threshold;
};

} // namespace practice
