// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/scheduler/nodestate.h"

namespace practice {

// corev1.NodeSelectorTerm (component-helpers scheduling/corev1/nodeaffinity): labels by In, NotIn, Exists,
// DoesNotExist, Gt and Lt, and the node's name as a field. A term without anything matches nothing.
bool termMatches(const model::Value &term, const NodeState &node);
// Any of nodeSelectorTerms.
bool nodeSelectorMatches(const model::Value &selector, const NodeState &node);
// spec.nodeSelector and the required node affinity of a pod.
bool wantsNode(const model::Value &podSpec, const NodeState &node);

// component-helpers scheduling/corev1 ToleratesTaint.
bool tolerates(const model::Value &toleration, const model::Value &taint);
// The first taint of those effects that none of the tolerations bears; null: there is none.
const model::Value *untoleratedTaint(const model::ValueList &taints, const model::ValueList &tolerations,
                                     std::initializer_list<QStringView> effects);

} // namespace practice
