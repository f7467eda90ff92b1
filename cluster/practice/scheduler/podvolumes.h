// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/scheduler/nodestate.h"

namespace practice {

// What a pod's claims have to say of nodes, as it is now (plugins/volumebinding binder.go FindPodVolumes).
struct PodVolumes
{
    struct Open // a claim that waits for its first pod
    {
        model::Value claim;
        model::Value storageClass; // null: it is not there
    };
    struct Match
    {
        model::Value claim;
        model::Value volume; // null: one has to be made
    };

    bool lacksVolume = false;                // one is bound to a volume that is not there
    std::vector<model::Value> reach;         // where those that are bound can be used from: node selectors
    std::vector<Open> open;                  // those that ask for least first
    std::map<QString, model::Value> volumes; // that can be had, by name; empty where nothing is open

    bool isEmpty() const { return !lacksVolume && reach.empty() && open.empty(); }
    // Why the node will not do, in the scheduler's words; empty: it will.
    QStringList problemsOn(const NodeState &node) const;
    // What each open claim would get there. Nothing: there is no volume for one of them, nor a provisioner.
    std::optional<std::vector<Match>> matchOn(const NodeState &node) const;
};

} // namespace practice
