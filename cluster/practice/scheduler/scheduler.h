// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/controller.h"
#include "cluster/practice/component/seriesrecorder.h"
#include "cluster/practice/scheduler/claims.h"
#include "cluster/practice/scheduler/kin.h"
#include "cluster/practice/scheduler/preemption.h"

#include <set>

namespace practice {

// kube-scheduler: gives every pod that has no node the best one. Pods of higher priority come first; one that fits
// nowhere says so in its status and in an Event, waits until something changes that may help it, and is tried again
// after a time that doubles from one second to ten (pkg/scheduler/backend/queue), or takes the place of less important
// ones.
class Scheduler final : public Controller
{
public:
    static constexpr qint64 firstBackoffMs = 1000;
    static constexpr qint64 lastBackoffMs = 10 * 1000;
    static constexpr qint64 longestWaitMs = 300 * 1000; // then it is tried without a reason

    explicit Scheduler(ComponentProcess &process);

    // The last decision about a pod, with every node's filters and scores; null: there was none lately.
    const Placement *lastPlacement(const QString &key) const;
    // Controller's, with "unschedulable":[{"key","attempts","message"}].
    model::Value describe() const override;

protected:
    std::optional<ApiStatus> reconcile(const QString &key) override;

private:
    struct Waiting // a pod that fits nowhere
    {
        int attempts = 0;
        qint64 triedMs = 0;
        QString message = {};
        std::unique_ptr<QObject> timer = {};
    };
    struct Turn // in the order in which pods are taken
    {
        qint64 priority;
        quint64 order;
        QString key;
        bool operator<(const Turn &other) const
        {
            return priority != other.priority ? priority > other.priority : order < other.order;
        }
    };

    bool isOurs(const model::Value &pod) const;
    void podChanged(const model::Value *before, const model::Value &now);
    void podGone(const model::Value &last);
    void activate(const QString &key, const model::Value &pod);
    void forgetTurn(const QString &key);
    void somethingChanged();
    void wake(const QString &key);
    Placement nowhere(const QString &why) const;
    void schedule(const QString &key, const model::Value &pod);
    void bound(const model::Value &pod, const QString &node);
    // nominated: the node where room is made for it.
    void failed(const model::Value &pod, Placement placement, const QString &nominated = {});
    bool isClearing(const model::Value &pod) const;
    std::optional<Preemption> victimsFor(const PodState &pod, const Placement &placement, const NamespaceLabels &labels,
                                         const PodVolumes &volumes);
    void preempt(const model::Value &pod, const Preemption &preemption);
    void sayEvent(const model::Value &pod, const SeriesRecorder::Saying &saying);
    void remember(const QString &key, Placement placement);

    static constexpr std::size_t keptPlacements = 500;

    Informer &m_pods;
    Informer &m_nodes;
    Informer &m_namespaces;
    Informer &m_budgets;
    Kin m_kin;
    PodClaims m_claims;
    SeriesRecorder m_series;
    SchedulerView m_view;
    std::set<Turn> m_active;
    std::map<QString, Turn> m_turns; // by key, those in m_active
    std::map<QString, Waiting> m_waiting;
    std::map<QString, Placement> m_placements;
    std::deque<QString> m_placed; // the keys of m_placements, oldest first
    mutable std::map<QString, std::pair<QString, model::Labels>> m_namespaceLabels = {}; // by name, with their version
    std::size_t m_firstNode = 0;
    quint64 m_order = 0;
};

} // namespace practice
