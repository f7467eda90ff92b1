// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/componentclient.h"
#include "cluster/practice/scheduler/nodestate.h"

namespace practice {

// What a pod must have before a kubelet lets it run.

struct PodRefusal
{
    QString reason; // "OutOfcpu", "NodeAffinity", …
    QString message;
};
// Whether it fits beside the pods that are there (pkg/kubelet/lifecycle/predicate.go). Nothing: it does.
std::optional<PodRefusal> refusePod(const NodeState &node, const PodState &pod);

struct MountProblem
{
    QString volume;
    QString message; // of Event FailedMount; empty: it waits without a word
};
// ConfigMaps, Secrets and claims of its volumes that are not there (pkg/volume).
std::vector<MountProblem> mountProblems(const ComponentClient &client, const model::Value &pod);
// The ConfigMap, Secret or key that its environment misses (makeEnvironmentVariables); empty: none.
QString environmentProblem(const ComponentClient &client, const model::Value &pod, const model::Value &container);

} // namespace practice
