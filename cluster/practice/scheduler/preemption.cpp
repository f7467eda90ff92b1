// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/scheduler/preemption.h"

#include "cluster/practice/api/apicore.h"
#include "cluster/practice/base/objects.h"

#include <algorithm>
#include <tuple>

namespace practice {

namespace {

constexpr std::size_t mostNodes = 100; // that are looked at; each costs all filters several times

qint64 priorityOf(const PodState &pod) { return integerAt(pod.spec(), {u"priority"}); }

qint64 startOf(const PodState &pod) { return timeOf(textAt(pod.pod, {u"status", u"startTime"})); }

// util.MoreImportantPod.
bool isMoreImportant(const PodPtr &left, const PodPtr &right)
{
    const qint64 a = priorityOf(*left), b = priorityOf(*right);
    if (a != b) return a > b;
    const qint64 since = startOf(*left), other = startOf(*right);
    return since != other ? since < other : left->key < right->key;
}

bool fits(const PodState &pod, const QString &node, const SchedulerView &view, const NamespaceLabels &labels)
{
    const NodeState *state = view.find(node);
    const Cycle cycle{.pod = pod, .view = view, .namespaceLabels = labels};
    const auto filters = filtersFor(cycle);
    return state &&
           std::ranges::none_of(filters, [state](const auto &filter) { return filter->filter(*state).has_value(); });
}

// Empty: it does not help.
std::vector<PodPtr> victimsOn(const QString &node, const PodState &pod, SchedulerView &view,
                              const NamespaceLabels &labels)
{
    const NodeState *state = view.find(node);
    std::vector<PodPtr> lower;
    for (const auto &[key, other] : state->pods)
        if (priorityOf(*other) < priorityOf(pod)) lower.push_back(other);
    if (lower.empty()) return {};
    std::sort(lower.begin(), lower.end(), isMoreImportant);
    for (const PodPtr &other : lower) view.removePod(other->key);
    std::vector<PodPtr> victims;
    const bool helps = fits(pod, node, view, labels);
    for (const PodPtr &other : lower) {
        view.setPod(node, other);
        if (!helps || fits(pod, node, view, labels)) continue;
        view.removePod(other->key);
        victims.push_back(other);
    }
    for (const PodPtr &victim : victims) view.setPod(node, victim);
    return victims;
}

// The less, the better: the most important victim, all of them together, how many, and how long the oldest of the most
// important ones has been there.
std::tuple<qint64, qint64, std::size_t, qint64> costOf(const std::vector<PodPtr> &victims)
{
    constexpr qint64 shift =
        qint64(1) << 31; // so that many unimportant ones cost more than a few (pickOneNodeForPreemption)
    qint64 sum = 0, oldest = std::numeric_limits<qint64>::max();
    for (const PodPtr &victim : victims) {
        sum += priorityOf(*victim) + shift;
        if (priorityOf(*victim) == priorityOf(*victims.front())) oldest = std::min(oldest, startOf(*victim));
    }
    return {priorityOf(*victims.front()), sum, victims.size(), -oldest};
}

} // namespace

std::optional<Preemption> findVictims(const PodState &pod, const Placement &placement, SchedulerView &view,
                                      const NamespaceLabels &labels)
{
    if (textAt(pod.spec(), {u"preemptionPolicy"}) == u"Never") return std::nullopt;
    std::optional<Preemption> best;
    std::size_t looked = 0;
    for (const NodeVerdict &verdict : placement.verdicts) {
        if (verdict.rejectedBy.isEmpty() || !verdict.rejection.canBeMended || !view.find(verdict.node)) continue;
        if (looked++ == mostNodes) break;
        std::vector<PodPtr> victims = victimsOn(verdict.node, pod, view, labels);
        if (victims.empty()) continue;
        if (!best || costOf(victims) < costOf(best->victims)) best = Preemption{verdict.node, std::move(victims)};
    }
    return best;
}

} // namespace practice
