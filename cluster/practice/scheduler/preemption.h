// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/scheduler/placement.h"

namespace practice {

// Which pods would have to go for another one to come.
struct Preemption
{
    QString node;
    std::vector<PodPtr> victims; // of lower priority, the most important first
    qint64 violations = 0;       // how many of them no disruption budget lets go
};

// A PodDisruptionBudget, read once.
struct Budget
{
    QString space;
    model::Value selector;
    qint64 allowed = 0;    // disruptions
    QStringList disrupted; // pods that are let go already
    static Budget read(const model::Value &object);
};

// A pod that fits nowhere takes the place of less important ones where that helps (plugins/defaultpreemption): on each
// node all of those are thought away, as many as fit beside it are given back, and the node whose victims matter least
// is taken. Those whose disruption budgets would not let them go are given back first, and the node with the fewest of
// them is taken: budgets are heeded where that can be, and no further. Nothing: nobody would make room, or the pod may
// not push. view is as before afterwards.
std::optional<Preemption> findVictims(const PodState &pod, const Placement &placement, SchedulerView &view,
                                      const NamespaceLabels &labels, const std::vector<Budget> &budgets = {},
                                      const PodVolumes *volumes = nullptr);

} // namespace practice
