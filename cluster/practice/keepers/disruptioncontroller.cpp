// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/keepers/disruptioncontroller.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"
#include "cluster/practice/keepers/jobpods.h"
#include "cluster/practice/request/objectselector.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

constexpr QStringView staleKey = u"stale pod "; // before a pod's key

bool selects(const Value &budget, const Value &pod)
{
    const Value *selector = at(budget, {u"spec", u"selector"});
    return selector && selectorMatches(*selector, labelsOf(pod));
}

// As Go prints a *metav1.LabelSelector.
QString goSelector(const Value &selector)
{
    QStringList labels;
    for (const auto &[key, value] : mapAt(selector, {u"matchLabels"}))
        labels.append(u"%1: %2,"_s.arg(key, value.string() ? *value.string() : QString()));
    labels.sort();
    QString expressions;
    for (const Value &one : listAt(selector, {u"matchExpressions"})) {
        QStringList values;
        for (const Value &value : listAt(one, {u"values"}))
            if (value.string()) values.append(*value.string());
        expressions += u"LabelSelectorRequirement{Key:%1,Operator:%2,Values:[%3],},"_s.arg(
            textAt(one, {u"key"}), textAt(one, {u"operator"}), values.join(u' '));
    }
    return u"&LabelSelector{MatchLabels:map[string]string{%1},MatchExpressions:[]LabelSelectorRequirement{%2},}"_s.arg(
        labels.join(QString()), expressions);
}

// The condition DisruptionAllowed, whose time stays when its status does.
void setAllowed(Value &budget, bool allowed, const QString &reason, const QString &message, const QString &now)
{
    const QString status = allowed ? u"True"_s : u"False"_s;
    ValueList list = listAt(budget, {u"status", u"conditions"});
    const auto old = std::find_if(list.begin(), list.end(),
                                  [](const Value &one) { return textAt(one, {u"type"}) == u"DisruptionAllowed"; });
    const bool stays = old != list.end() && textAt(*old, {u"status"}) == status;
    Value condition(ValueMap{{u"type"_s, u"DisruptionAllowed"},
                             {u"status"_s, status},
                             {u"observedGeneration"_s, integerAt(budget, {u"status", u"observedGeneration"})},
                             {u"lastTransitionTime"_s, stays ? textAt(*old, {u"lastTransitionTime"}) : now},
                             {u"reason"_s, reason},
                             {u"message"_s, message}});
    if (old == list.end())
        list.push_back(std::move(condition));
    else
        *old = std::move(condition);
    mapIn(budget, u"status").set(u"conditions", std::move(list));
}

} // namespace

DisruptionController::DisruptionController(ComponentProcess &process)
    : Controller(process, u"controllermanager"_s),
      m_budgets(process.informer(u"policy/v1", u"PodDisruptionBudget")),
      m_pods(process.informer(u"v1", u"Pod")),
      m_scale(process)
{
    const auto space = [](const Value &object) { return QStringList{namespaceOf(object)}; };
    const auto look = [this](const Value &budget) { enqueue(Informer::keyOf(budget)); };
    m_budgets.addIndex(u"namespace"_s, space);
    m_pods.addIndex(u"namespace"_s, space);
    m_budgets.addHandler(
        {.added = look, .changed = [look](const Value &, const Value &now) { look(now); }, .removed = look});
    const auto changed = [this](const Value &pod) {
        podChanged(pod);
        if (const auto left = untilStaleMs(pod)) enqueueAfter(staleKey.toString() + Informer::keyOf(pod), *left);
    };
    m_pods.addHandler({.added = changed,
                       .changed = [changed](const Value &, const Value &now) { changed(now); },
                       .removed = [this](const Value &last) { podChanged(last); }});
}

void DisruptionController::podChanged(const Value &pod)
{
    std::vector<const Value *> budgets = m_budgets.byIndex(u"namespace"_s, namespaceOf(pod));
    std::erase_if(budgets, [&pod](const Value *budget) { return !selects(*budget, pod); });
    if (budgets.empty()) return;
    const QString first = nameOf(*budgets.front());
    enqueue(Informer::keyOf(*budgets.front()));
    if (budgets.size() > 1)
        events().record(pod, u"Warning"_s, u"MultiplePodDisruptionBudgets"_s,
                        u"Pod \"%1\"/\"%2\" matches multiple PodDisruptionBudgets.  Chose \"%3\" arbitrarily."_s.arg(
                            namespaceOf(pod), nameOf(pod), first));
}

DisruptionController::Pods DisruptionController::podsOf(const Value &budget) const
{
    Pods pods = m_pods.byIndex(u"namespace"_s, namespaceOf(budget));
    std::erase_if(pods, [&budget](const Value *pod) { return !selects(budget, *pod); });
    return pods;
}

Answer<DisruptionController::Healthy> DisruptionController::healthOf(const Value &budget, const Pods &pods)
{
    Healthy health;
    const Value *most = at(budget, {u"spec", u"maxUnavailable"});
    const Value *least = at(budget, {u"spec", u"minAvailable"});
    if (!most && !least) return health;
    if (!most && least->integer()) {
        health.desired = *least->integer();
        health.expected = qint64(pods.size());
        return health;
    }
    const auto scale = m_scale.of(pods);
    if (!scale) {
        events().record(budget, u"Warning"_s, u"CalculateExpectedPodCountFailed"_s,
                        u"Failed to calculate the number of expected pods: "_s + scale.status().message);
        return scale.status();
    }
    if (!scale->unmanaged.isEmpty()) {
        const Value *selector = at(budget, {u"spec", u"selector"});
        events().record(budget, u"Warning"_s, u"UnmanagedPods"_s,
                        u"Pods selected by this PodDisruptionBudget (selector: %1) were found to be unmanaged. As a "
                        u"result, the status of the PDB cannot be calculated correctly, which may result in undefined "
                        u"behavior. To account for these pods please set \".spec.minAvailable\" field of the PDB to an "
                        u"integer value."_s.arg(selector ? goSelector(*selector) : u"nil"_s));
    }
    health.expected = scale->pods;
    health.desired = most ? std::max<qint64>(0, health.expected - scaledValue(*most, health.expected))
                          : scaledValue(*least, health.expected);
    return health;
}

ValueMap DisruptionController::stillDisrupted(const Value &budget, const Pods &pods, qint64 &againMs)
{
    ValueMap still;
    const qint64 now = clock().wallMs();
    againMs = 0;
    for (const Value *pod : pods) {
        const QString since = textAt(budget, {u"status", u"disruptedPods", nameOf(*pod)});
        if (isGoing(*pod) || since.isEmpty()) continue;
        const qint64 left = timeOf(since) + deletionMs - now;
        if (left < 0) {
            // The real one names the namespace twice.
            events().record(*pod, u"Warning"_s, u"NotDeleted"_s,
                            u"Pod was expected by PDB %1/%1 to be deleted but it wasn't"_s.arg(namespaceOf(budget)));
            continue;
        }
        againMs = againMs ? std::min(againMs, left + 1) : left + 1;
        still.emplace_back(nameOf(*pod), since);
    }
    return still;
}

std::optional<ApiStatus> DisruptionController::reconcile(const QString &key)
{
    if (key.startsWith(staleKey)) return clearStale(key.mid(staleKey.size()));
    const Value *found = m_budgets.find(key);
    if (!found) return std::nullopt;
    const Value budget = *found;
    const Pods pods = podsOf(budget);
    if (pods.empty()) events().record(budget, u"Normal"_s, u"NoPods"_s, u"No matching pods found"_s);
    auto health = healthOf(budget, pods);
    if (!health) return failSafe(budget, health.status().message);
    qint64 againMs = 0;
    ValueMap disrupted = stillDisrupted(budget, pods, againMs);
    const qint64 now = clock().wallMs();
    for (const Value *pod : pods) {
        const QString name = nameOf(*pod);
        const bool leaves = std::any_of(disrupted.begin(), disrupted.end(), [&](const auto &one) {
            return one.first == name && timeOf(*one.second.string()) + deletionMs > now;
        });
        if (!isGoing(*pod) && !leaves && isReady(*pod)) ++health->current;
    }
    const auto refusal = write(key, budget, *health, std::move(disrupted));
    if (!refusal && againMs) enqueueAfter(key, againMs);
    constexpr int conflict = 409;
    if (!refusal || refusal->code == conflict) return refusal;
    return failSafe(budget, refusal->message);
}

std::optional<ApiStatus> DisruptionController::write(const QString &key, const Value &budget, const Healthy &health,
                                                     ValueMap disrupted)
{
    const qint64 allowed = health.expected > 0 ? std::max<qint64>(0, health.current - health.desired) : 0;
    const QString reason = allowed > 0 ? u"SufficientPods"_s : u"InsufficientPods"_s;
    Value status;
    if (!disrupted.empty()) status.set(u"disruptedPods", std::move(disrupted));
    status.set(u"observedGeneration", integerAt(budget, {u"metadata", u"generation"}));
    status.set(u"disruptionsAllowed", allowed);
    status.set(u"currentHealthy", health.current);
    status.set(u"desiredHealthy", health.desired);
    status.set(u"expectedPods", health.expected);
    if (const ValueList &conditions = listAt(budget, {u"status", u"conditions"}); !conditions.empty())
        status.set(u"conditions", conditions);
    const Value *condition = conditionOf(budget, u"DisruptionAllowed");
    const Value *old = budget.find(u"status");
    if (old && old->means(status) && condition && textAt(*condition, {u"reason"}) == reason &&
        textAt(*condition, {u"status"}) == (allowed > 0 ? u"True" : u"False"))
        return std::nullopt;
    Value object = budget;
    object.set(u"status", std::move(status));
    setAllowed(object, allowed > 0, reason, {}, timeText(clock().wallMs()));
    decided(key, u"%1 of %2 pods are healthy and %3 must be: %4 may be disrupted"_s.arg(health.current)
                     .arg(health.expected)
                     .arg(health.desired)
                     .arg(allowed));
    const auto written = client().update(std::move(object), u"status"_s);
    return written ? std::nullopt : std::optional(written.status());
}

// Whatever went wrong: nothing may be evicted.
std::optional<ApiStatus> DisruptionController::failSafe(const Value &budget, const QString &why) const
{
    Value object = budget;
    Value &status = mapIn(object, u"status");
    status.set(u"disruptionsAllowed", 0);
    for (const QStringView field :
         {QStringView(u"currentHealthy"), QStringView(u"desiredHealthy"), QStringView(u"expectedPods")})
        if (!std::as_const(status).find(field)) status.set(field, 0);
    setAllowed(object, false, u"SyncFailed"_s, why, timeText(clock().wallMs()));
    if (object.means(budget)) return std::nullopt;
    const auto written = client().update(std::move(object), u"status"_s);
    return written ? std::nullopt : std::optional(written.status());
}

std::optional<qint64> DisruptionController::untilStaleMs(const Value &pod) const
{
    const Value *target = conditionOf(pod, u"DisruptionTarget");
    const QString phase = textAt(pod, {u"status", u"phase"});
    if (isGoing(pod) || !target || textAt(*target, {u"status"}) != u"True" || phase == u"Succeeded" ||
        phase == u"Failed" || textAt(*target, {u"reason"}) == u"TerminationByKubelet")
        return std::nullopt;
    const qint64 passed = clock().wallMs() - timeOf(textAt(*target, {u"lastTransitionTime"}));
    return std::max<qint64>(0, staleMs - passed);
}

std::optional<ApiStatus> DisruptionController::clearStale(const QString &podKey)
{
    const Value *found = m_pods.find(podKey);
    const auto left = found ? untilStaleMs(*found) : std::nullopt;
    if (!left) return std::nullopt;
    if (*left > 0) {
        enqueueAfter(staleKey.toString() + podKey, *left);
        return std::nullopt;
    }
    Value pod = *found;
    ValueList conditions = listAt(pod, {u"status", u"conditions"});
    for (Value &condition : conditions)
        if (textAt(condition, {u"type"}) == u"DisruptionTarget")
            condition = ValueMap{{u"type"_s, u"DisruptionTarget"},
                                 {u"status"_s, u"False"},
                                 {u"lastProbeTime"_s, Value()},
                                 {u"lastTransitionTime"_s, timeText(clock().wallMs())}};
    mapIn(pod, u"status").set(u"conditions", std::move(conditions));
    decided(podKey, u"was to be disrupted two minutes ago and still runs: takes the condition back"_s);
    const auto written = client().update(std::move(pod), u"status"_s);
    return written ? std::nullopt : std::optional(written.status());
}

} // namespace practice
