// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/apicore.h"
#include "cluster/practice/base/objects.h"
#include "cluster/practice/node/podstatus.h"

#include <algorithm>

namespace practice {

// The conditions that a kubelet owns (pkg/kubelet/status/generate.go).

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

struct Outcome
{
    bool isTrue = true;
    QString reason = {};
    QString message = {};
};

ValueList allStatuses(const Value &status)
{
    ValueList all = listAt(status, {u"initContainerStatuses"});
    const ValueList &regular = listAt(status, {u"containerStatuses"});
    all.insert(all.end(), regular.begin(), regular.end());
    return all;
}

QString listText(const QStringList &names) { return u'[' + names.join(u' ') + u']'; }

QString messageOf(const QStringList &unknown, const QStringList &open, const QString &what)
{
    QStringList parts;
    if (!unknown.isEmpty()) parts.append(u"containers with unknown status: "_s + listText(unknown));
    if (!open.isEmpty()) parts.append(u"containers with %1 status: "_s.arg(what) + listText(open));
    return parts.join(u", "_s);
}

Outcome containersReady(const StatusFacts &facts, const Value &status)
{
    const ValueList all = allStatuses(status);
    const QString phase = textAt(status, {u"phase"});
    QStringList unknown, unready;
    const auto look = [&](const Value &container) {
        const QString name = textAt(container, {u"name"});
        const Value *one = findNamed(all, u"name", name);
        if (!one)
            unknown.append(name);
        else if (!boolAt(*one, {u"ready"}))
            unready.append(name);
    };
    for (const Value &container : listAt(facts.pod, {u"spec", u"initContainers"}))
        if (isSidecar(container)) look(container);
    for (const Value &container : listAt(facts.pod, {u"spec", u"containers"})) look(container);
    if (phase == u"Succeeded" && unknown.isEmpty()) return {false, u"PodCompleted"_s};
    if (phase == u"Failed") return {false, u"PodFailed"_s};
    const QString message = messageOf(unknown, unready, u"unready"_s);
    if (!message.isEmpty()) return {false, u"ContainersNotReady"_s, message};
    return {};
}

Outcome ready(const StatusFacts &facts, const Value &status)
{
    const Outcome containers = containersReady(facts, status);
    if (!containers.isTrue) return containers;
    QStringList messages;
    const ValueList &conditions = listAt(facts.pod, {u"status", u"conditions"});
    for (const Value &gate : listAt(facts.pod, {u"spec", u"readinessGates"})) {
        const QString type = textAt(gate, {u"conditionType"});
        const Value *condition = findNamed(conditions, u"type", type);
        if (!condition)
            messages.append(u"corresponding condition of pod readiness gate \"%1\" does not exist."_s.arg(type));
        else if (textAt(*condition, {u"status"}) != u"True")
            messages.append(u"the status of pod readiness gate \"%1\" is not \"True\", but %2"_s.arg(
                type, textAt(*condition, {u"status"})));
    }
    if (!messages.isEmpty()) return {false, u"ReadinessGatesNotReady"_s, messages.join(u", "_s)};
    return {};
}

Outcome initialized(const StatusFacts &facts, const Value &status)
{
    const ValueList &inits = listAt(facts.pod, {u"spec", u"initContainers"});
    const ValueList all = allStatuses(status);
    QStringList unknown, incomplete;
    for (const Value &container : inits) {
        const QString name = textAt(container, {u"name"});
        const Value *one = findNamed(all, u"name", name);
        if (!one)
            unknown.append(name);
        else if (!boolAt(*one, {isSidecar(container) ? QStringView(u"started") : QStringView(u"ready")}))
            incomplete.append(name);
    }
    if (textAt(status, {u"phase"}) == u"Succeeded" && unknown.isEmpty()) return {true, u"PodCompleted"_s};
    const ValueList &regular = listAt(status, {u"containerStatuses"});
    const bool hasStarted = std::any_of(regular.begin(), regular.end(), [](const Value &one) {
        return at(one, {u"state", u"running"}) || at(one, {u"state", u"terminated"});
    });
    if (hasStarted) return {};
    const QString message = messageOf(unknown, incomplete, u"incomplete"_s);
    if (!message.isEmpty()) return {false, u"ContainersNotInitialized"_s, message};
    return {};
}

Value conditionOf(const StatusFacts &facts, const QString &type, const Outcome &outcome)
{
    const QString to = outcome.isTrue ? u"True"_s : u"False"_s;
    const Value *before = findNamed(listAt(facts.old, {u"conditions"}), u"type", type);
    const bool isSame = before && textAt(*before, {u"status"}) == to;
    Value condition(ValueMap{{u"type"_s, type}, {u"status"_s, to}, {u"lastProbeTime"_s, Value()}});
    condition.set(u"lastTransitionTime", isSame ? textAt(*before, {u"lastTransitionTime"}) : timeText(facts.nowMs));
    if (!outcome.reason.isEmpty()) condition.set(u"reason", outcome.reason);
    if (!outcome.message.isEmpty()) condition.set(u"message", outcome.message);
    return condition;
}

} // namespace

ValueList podConditions(const StatusFacts &facts, const Value &status)
{
    ValueList conditions;
    if (facts.verdict.isDisruption)
        conditions.push_back(
            conditionOf(facts, u"DisruptionTarget"_s, {true, u"TerminationByKubelet"_s, facts.verdict.message}));
    else if (const Value *before = findNamed(listAt(facts.old, {u"conditions"}), u"type", u"DisruptionTarget"_s))
        conditions.push_back(*before);
    conditions.push_back(conditionOf(facts, u"PodReadyToStartContainers"_s, {facts.sandbox.isReady()}));
    conditions.push_back(conditionOf(facts, u"Initialized"_s, initialized(facts, status)));
    conditions.push_back(conditionOf(facts, u"Ready"_s, ready(facts, status)));
    conditions.push_back(conditionOf(facts, u"ContainersReady"_s, containersReady(facts, status)));
    conditions.push_back(conditionOf(facts, u"PodScheduled"_s, {}));
    return conditions;
}

} // namespace practice
