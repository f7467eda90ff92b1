// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/scheduler/nodestate.h"
#include "cluster/practice/scheduler/podvolumes.h"

#include <QStringList>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace practice {

// Namespaces by name, for affinity terms that choose them by label. Null: not known.
using NamespaceLabels = std::function<const model::Labels *(const QString &name)>;

// One pod's way through the scheduler.
struct Cycle
{
    const PodState &pod;
    const SchedulerView &view;
    const NamespaceLabels &namespaceLabels;
    // Whom it would be spread from by default: a label selector, of its Services and of the set that it belongs to.
    // Null: nobody.
    const model::Value kin = {};
    const PodVolumes *volumes = nullptr; // of its claims; null: it has none
};

// Why a pod can't go to a node.
struct Rejection
{
    QStringList reasons;     // in the scheduler's own words: "Insufficient cpu"
    bool canBeMended = true; // by taking other pods away (Unschedulable against UnschedulableAndUnresolvable)
};

// What decides on its own whether a node will do (kube-scheduler pkg/scheduler/framework/plugins). Made anew for each
// cycle, so that what is the same for all nodes is worked out once.
class FilterPlugin
{
public:
    virtual ~FilterPlugin() = default;
    virtual QString name() const = 0;
    virtual std::optional<Rejection> filter(const NodeState &node) const = 0;
};
// What ranks the nodes that will do: from 0 to 100, the more the better.
class ScorePlugin
{
public:
    static constexpr qint64 most = 100;

    virtual ~ScorePlugin() = default;
    virtual QString name() const = 0;
    virtual int weight() const = 0;
    virtual std::vector<qint64> score(const std::vector<const NodeState *> &nodes) const = 0;
};

// In the order of the default profile. Those that have nothing to say of the pod are left out.
std::vector<std::unique_ptr<FilterPlugin>> filtersFor(const Cycle &cycle);
std::vector<std::unique_ptr<ScorePlugin>> scoresFor(const Cycle &cycle);

// Null where they have nothing to say.
std::unique_ptr<FilterPlugin> makeVolumeFilter(const Cycle &cycle);
std::unique_ptr<FilterPlugin> makePodAffinityFilter(const Cycle &cycle);
std::unique_ptr<FilterPlugin> makeTopologySpreadFilter(const Cycle &cycle);
std::unique_ptr<ScorePlugin> makePodAffinityScore(const Cycle &cycle);
std::unique_ptr<ScorePlugin> makeTopologySpreadScore(const Cycle &cycle);

// To 0…100 by the largest; reverse: the largest is worst (helper.DefaultNormalizeScore).
void normalize(std::vector<qint64> &scores, bool reverse);

} // namespace practice
