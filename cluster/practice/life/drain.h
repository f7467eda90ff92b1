// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/componentclient.h"
#include "model/base/clock.h"

namespace practice {

// A node that is being drained, as `kubectl drain --ignore-daemonsets --force` does it: no pod comes there any more,
// and those that are there are evicted; what a PodDisruptionBudget holds back is tried again every five seconds.
// Destroying it only ends the evictions. One thread.
class Drain
{
public:
    static constexpr qint64 againMs = 5000;

    // Both outlive this.
    Drain(const ComponentClient &client, const model::Clock &clock, QString node);

    // 404: there is no such node.
    std::optional<ApiStatus> begin();
    // What is not gone yet, and why: "default/web-1: Cannot evict pod as it would violate the pod's disruption budget."
    const QStringList &held() const { return m_held; }
    // Pods may come again.
    static std::optional<ApiStatus> setUnschedulable(const ComponentClient &client, const QString &node,
                                                     bool unschedulable);

private:
    void evictAll();

    const ComponentClient &m_client;
    const model::Clock &m_clock;
    QString m_node;
    QStringList m_held = {};
    std::unique_ptr<QObject> m_again = {};
};

} // namespace practice
