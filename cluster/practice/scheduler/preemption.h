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
};

// A pod that fits nowhere takes the place of less important ones where that helps (plugins/defaultpreemption): on each
// node all of those are thought away, as many as fit beside it are given back, and the node whose victims matter least
// is taken. Nothing: nobody would make room, or the pod may not push. Disruption budgets are not asked. view is as
// before afterwards.
std::optional<Preemption> findVictims(const PodState &pod, const Placement &placement, SchedulerView &view,
                                      const NamespaceLabels &labels);

} // namespace practice
