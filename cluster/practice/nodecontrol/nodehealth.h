// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QString>

#include <map>
#include <vector>

namespace practice {

// Since when a node has been silent, by what others see of it: its Ready condition's heartbeat and its Lease
// (node_lifecycle_controller.go tryUpdateNodeHealth). Times of the controller's own clock.
class NodeHealth
{
public:
    static constexpr qint64 graceMs = 50 * 1000;   // node-monitor-grace-period
    static constexpr qint64 startupMs = 60 * 1000; // node-startup-grace-period

    // lease may be null. True: longer than it may.
    bool isSilent(const model::Value &node, const model::Value *lease, qint64 nowMs);
    // After everything was silent: begins to count again.
    void startOver(qint64 nowMs);
    void forget(const QString &node) { m_seen.erase(node); }

private:
    struct Seen
    {
        QString heartbeat; // of its Ready condition; empty: it has none
        QString renewed;   // of its Lease
        qint64 atMs = 0;
    };
    std::map<QString, Seen> m_seen;
};

enum class ZoneState : quint8 { Initial, Normal, PartialDisruption, FullDisruption };
// Of a zone by how many of its nodes are ready (ComputeZoneState).
ZoneState zoneStateOf(int ready, int notReady);

// How quickly nodes of a zone get their NoExecute taint: a bucket with one token
// (pkg/controller/nodelifecycle/scheduler RateLimitedTimedQueue).
class EvictionPace
{
public:
    static constexpr double perSecond = 0.1;      // node-eviction-rate
    static constexpr double slowPerSecond = 0.01; // secondary-node-eviction-rate
    static constexpr int largeZone = 50;          // large-cluster-size-threshold

    void add(const QString &node);
    void remove(const QString &node) { std::erase(m_nodes, node); }
    bool has(const QString &node) const;
    // Somebody's turn is still to come, at the pace that there is now.
    bool isWaiting() const { return !m_nodes.empty() && m_perSecond > 0; }
    void setState(ZoneState state, int nodes);
    void setStopped() { m_perSecond = 0; }
    // Those whose turn it is now; they leave the queue.
    std::vector<QString> take(qint64 nowMs);

private:
    std::vector<QString> m_nodes;
    double m_perSecond = perSecond;
    double m_tokens = 1;
    qint64 m_sinceMs = 0;
};

} // namespace practice
