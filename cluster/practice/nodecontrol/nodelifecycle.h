// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/controller.h"
#include "cluster/practice/nodecontrol/nodehealth.h"

#include <set>

namespace practice {

// Watches over the nodes: says Unknown of those that say nothing, taints them by their conditions, marks their pods as
// not ready (pkg/controller/nodelifecycle). Its Events bear "node-controller".
class NodeLifecycleController final : public Controller
{
public:
    static constexpr qint64 monitorMs = 5000; // node-monitor-period
    static constexpr qint64 paceMs = 100;     // scheduler.NodeEvictionPeriod

    explicit NodeLifecycleController(ComponentProcess &process);

protected:
    std::optional<ApiStatus> reconcile(const QString &key) override;

private:
    struct Zone
    {
        ZoneState state = ZoneState::Initial;
        EvictionPace pace = {};
    };

    std::optional<ApiStatus> setScheduleTaints(const model::Value &node);
    std::optional<ApiStatus> setLabels(const model::Value &node);
    void armMonitor();
    void monitor();
    void noticeNodes();
    // What its Ready condition is now: "True", "False", "Unknown", or empty: it has none.
    QString checkNode(const model::Value &node);
    QString sayUnknown(const model::Value &node);
    void setExecuteTaints(const model::Value &node, const QString &ready);
    bool markReachable(const model::Value &node);
    bool markPodsNotReady(const std::vector<model::Value> &pods);
    void judgeZones(const std::map<QString, std::pair<int, int>> &counts);
    void armPace();
    void taintInTurn();
    void sayOfNode(const QString &name, const QString &uid, const QString &reason, const QString &message);

    Informer &m_nodes;
    Informer &m_pods;
    Informer &m_leases;
    NodeHealth m_health = {};
    std::map<QString, QString> m_known = {}; // uid by name
    std::set<QString> m_toRetry = {};        // pods of these could not all be marked
    std::map<QString, Zone> m_zones = {};
    std::unique_ptr<QObject> m_monitor = {};
    std::unique_ptr<QObject> m_pace = {};
};

} // namespace practice
