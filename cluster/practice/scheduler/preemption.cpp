// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/scheduler/preemption.h"

#include "cluster/practice/api/apicore.h"
#include "cluster/practice/base/objects.h"
#include "cluster/practice/request/objectselector.h"

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

// Who asks for room, and where.
struct Asking
{
    const PodState &pod;
    SchedulerView &view;
    const NamespaceLabels &labels;
    const std::vector<Budget> &budgets;
    const PodVolumes *volumes;
};

bool fits(const Asking &asking, const QString &node)
{
    const NodeState *state = asking.view.find(node);
    const Cycle cycle{
        .pod = asking.pod, .view = asking.view, .namespaceLabels = asking.labels, .volumes = asking.volumes};
    const auto filters = filtersFor(cycle);
    return state &&
           std::ranges::none_of(filters, [state](const auto &filter) { return filter->filter(*state).has_value(); });
}

bool isEmptySelector(const model::Value &selector)
{
    return mapAt(selector, {u"matchLabels"}).empty() && listAt(selector, {u"matchExpressions"}).empty();
}

// Those that no budget lets go come first, otherwise as they were (filterPodsWithPDBViolation). How many they are.
std::size_t heldFirst(std::vector<PodPtr> &pods, std::vector<Budget> budgets)
{
    const auto isHeld = [&budgets](const PodPtr &pod) {
        bool held = false;
        for (Budget &budget : budgets) {
            // One that selects everything selects nothing here.
            if (pod->labels.empty() || budget.space != pod->space || isEmptySelector(budget.selector) ||
                !selectorMatches(budget.selector, pod->labels) || budget.disrupted.contains(nameOf(pod->pod)))
                continue;
            held = --budget.allowed < 0 || held;
        }
        return held;
    };
    std::vector<PodPtr> held, free;
    for (const PodPtr &pod : pods) (isHeld(pod) ? held : free).push_back(pod);
    const std::size_t count = held.size();
    held.insert(held.end(), free.begin(), free.end());
    pods = std::move(held);
    return count;
}

// Without victims: it does not help.
Preemption victimsOn(const QString &node, const Asking &asking)
{
    const NodeState *state = asking.view.find(node);
    std::vector<PodPtr> lower;
    for (const auto &[key, other] : state->pods)
        if (priorityOf(*other) < priorityOf(asking.pod)) lower.push_back(other);
    if (lower.empty()) return {};
    std::sort(lower.begin(), lower.end(), isMoreImportant);
    const std::size_t held = heldFirst(lower, asking.budgets);
    for (const PodPtr &other : lower) asking.view.removePod(other->key);
    Preemption preemption{node, {}};
    const bool helps = fits(asking, node);
    for (std::size_t i = 0; i < lower.size(); ++i) {
        asking.view.setPod(node, lower[i]);
        if (!helps || fits(asking, node)) continue;
        asking.view.removePod(lower[i]->key);
        preemption.victims.push_back(lower[i]);
        if (i < held) ++preemption.violations;
    }
    for (const PodPtr &victim : preemption.victims) asking.view.setPod(node, victim);
    std::sort(preemption.victims.begin(), preemption.victims.end(), isMoreImportant);
    return preemption;
}

// The less, the better: how many no budget lets go, the most important victim, all of them together, how many, and how
// long the oldest of the most important ones has been there.
std::tuple<qint64, qint64, qint64, std::size_t, qint64> costOf(const Preemption &preemption)
{
    const std::vector<PodPtr> &victims = preemption.victims;
    constexpr qint64 shift =
        qint64(1) << 31; // so that many unimportant ones cost more than a few (pickOneNodeForPreemption)
    qint64 sum = 0, oldest = std::numeric_limits<qint64>::max();
    for (const PodPtr &victim : victims) {
        sum += priorityOf(*victim) + shift;
        if (priorityOf(*victim) == priorityOf(*victims.front())) oldest = std::min(oldest, startOf(*victim));
    }
    return {preemption.violations, priorityOf(*victims.front()), sum, victims.size(), -oldest};
}

} // namespace

Budget Budget::read(const model::Value &object)
{
    Budget budget{namespaceOf(object), {}, integerAt(object, {u"status", u"disruptionsAllowed"}), {}};
    if (const model::Value *selector = at(object, {u"spec", u"selector"})) budget.selector = *selector;
    for (const auto &entry : mapAt(object, {u"status", u"disruptedPods"})) budget.disrupted.append(entry.first);
    return budget;
}

std::optional<Preemption> findVictims(const PodState &pod, const Placement &placement, SchedulerView &view,
                                      const NamespaceLabels &labels, const std::vector<Budget> &budgets,
                                      const PodVolumes *volumes)
{
    const Asking asking{pod, view, labels, budgets, volumes};
    if (textAt(pod.spec(), {u"preemptionPolicy"}) == u"Never") return std::nullopt;
    std::optional<Preemption> best;
    std::size_t looked = 0;
    for (const NodeVerdict &verdict : placement.verdicts) {
        if (verdict.rejectedBy.isEmpty() || !verdict.rejection.canBeMended || !view.find(verdict.node)) continue;
        if (looked++ == mostNodes) break;
        Preemption here = victimsOn(verdict.node, asking);
        if (here.victims.empty()) continue;
        if (!best || costOf(here) < costOf(*best)) best = std::move(here);
    }
    return best;
}

} // namespace practice
