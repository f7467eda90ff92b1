// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/node/podstatus.h"

#include "cluster/practice/api/apicore.h"
#include "cluster/practice/base/objects.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

// How many containers are in which state, as getPhase() counts them.
struct Tally
{
    int pendingInit = 0;
    int pendingSidecars = 0;
    int failedInit = 0;
    int running = 0;
    int waiting = 0;
    int stopped = 0;
    int succeeded = 0;
};

bool runs(const Value &status) { return at(status, {u"state", u"running"}) != nullptr; }
const Value *ended(const Value &status) { return at(status, {u"state", u"terminated"}); }
const Value *endedBefore(const Value &status) { return at(status, {u"lastState", u"terminated"}); }

void countInit(Tally &tally, const Value &status)
{
    const Value *over = ended(status) ? ended(status) : !runs(status) ? endedBefore(status) : nullptr;
    if (!over)
        ++tally.pendingInit;
    else if (integerAt(*over, {u"exitCode"}) != 0)
        ++tally.failedInit;
}

void countSidecar(Tally &tally, const Value &status)
{
    if (runs(status)) {
        if (!boolAt(status, {u"started"})) ++tally.pendingSidecars;
        ++tally.running;
    } else if (!ended(status) && !endedBefore(status)) {
        ++tally.pendingSidecars;
        ++tally.waiting;
    }
}

void countRegular(Tally &tally, const Value &status)
{
    if (runs(status)) {
        ++tally.running;
    } else if (const Value *over = ended(status)) {
        ++tally.stopped;
        if (integerAt(*over, {u"exitCode"}) == 0) ++tally.succeeded;
    } else {
        ++(endedBefore(status) ? tally.stopped : tally.waiting);
    }
}

// Whether a regular container of this sandbox ever started.
bool isInitialized(const StatusFacts &facts)
{
    const ValueList &containers = listAt(facts.pod, {u"spec", u"containers"});
    return std::any_of(containers.begin(), containers.end(), [&facts](const Value &container) {
        const SimContainer *run = facts.sandbox.latest(textAt(container, {u"name"}));
        return run && run->sandbox == facts.sandbox.attempt();
    });
}

void setAddresses(const StatusFacts &facts, Value &status)
{
    const QString &host = facts.hostAddress;
    status.set(u"hostIP", host);
    status.set(u"hostIPs", ValueList{ValueMap{{u"ip"_s, host}}});
    const bool usesHost = boolAt(facts.pod, {u"spec", u"hostNetwork"});
    const QString address = usesHost ? host : facts.sandbox.address();
    if (address.isEmpty()) return;
    status.set(u"podIP", address);
    status.set(u"podIPs", ValueList{ValueMap{{u"ip"_s, address}}});
}

void setPhase(const StatusFacts &facts, Value &status, const ValueList &statuses)
{
    QString phase = podPhase(facts, statuses);
    const QString oldPhase = textAt(facts.old, {u"phase"});
    const QString livePhase = textAt(facts.pod, {u"status", u"phase"});
    if (!isTerminalPhase(phase)) {
        if (isTerminalPhase(oldPhase))
            phase = oldPhase;
        else if (isTerminalPhase(livePhase))
            phase = livePhase;
    }
    const auto keep = [&facts, &status](QStringView field) {
        QString text = textAt(facts.old, {field});
        if (text.isEmpty()) text = textAt(facts.pod, {u"status", field});
        if (!text.isEmpty()) status.set(field, text);
    };
    if (phase == oldPhase) {
        keep(u"reason");
        keep(u"message");
    }
    if (!facts.verdict.reason.isEmpty()) {
        phase = u"Failed"_s;
        status.set(u"reason", facts.verdict.reason);
        status.set(u"message", facts.verdict.message);
    }
    // Nothing leaves a phase that is terminal for the API server.
    if (isTerminalPhase(livePhase)) phase = livePhase;
    status.set(u"phase", phase);
}

} // namespace

bool isTerminalPhase(const QString &phase) { return phase == u"Succeeded" || phase == u"Failed"; }

QString podText(const Value &pod) { return nameOf(pod) + u'_' + namespaceOf(pod) + u'(' + uidOf(pod) + u')'; }

QString podPhase(const StatusFacts &facts, const ValueList &statuses)
{
    Tally tally;
    for (const Value &container : listAt(facts.pod, {u"spec", u"initContainers"})) {
        const Value *status = findNamed(statuses, u"name", textAt(container, {u"name"}));
        if (!status) continue;
        if (isSidecar(container))
            countSidecar(tally, *status);
        else
            countInit(tally, *status);
    }
    for (const Value &container : listAt(facts.pod, {u"spec", u"containers"}))
        if (const Value *status = findNamed(statuses, u"name", textAt(container, {u"name"})))
            countRegular(tally, *status);
    const QString policy = textAt(facts.pod, {u"spec", u"restartPolicy"});
    if (tally.failedInit > 0 && policy == u"Never") return u"Failed"_s;
    if (tally.pendingInit > 0 || (tally.pendingSidecars > 0 && !isInitialized(facts)) || tally.waiting > 0)
        return u"Pending"_s;
    if (tally.running > 0) return u"Running"_s;
    if (tally.stopped == 0) return u"Pending"_s;
    const bool isGood = tally.stopped == tally.succeeded;
    if (facts.isTerminal) return isGood ? u"Succeeded"_s : u"Failed"_s;
    if (policy == u"Always") return u"Running"_s;
    if (isGood) return u"Succeeded"_s;
    return policy == u"Never" ? u"Failed"_s : u"Running"_s;
}

Value podStatus(const StatusFacts &facts)
{
    Value status;
    ValueList containers = containerStatuses(facts, u"containers");
    ValueList inits = containerStatuses(facts, u"initContainers");
    ValueList all = containers;
    all.insert(all.end(), inits.begin(), inits.end());
    setPhase(facts, status, all);
    status.set(u"containerStatuses", std::move(containers));
    if (!inits.empty()) status.set(u"initContainerStatuses", std::move(inits));
    status.set(u"qosClass", textAt(facts.pod, {u"status", u"qosClass"}));
    setAddresses(facts, status);
    const QString started = textAt(facts.old, {u"startTime"});
    status.set(u"startTime", started.isEmpty() ? timeText(facts.nowMs) : started);
    status.set(u"conditions", podConditions(facts, status));
    return status;
}

Value mergedStatus(const Value &live, const Value &mine, bool couldRun, qint64 nowMs)
{
    const auto isOwn = [](const QString &type) {
        return type == u"PodScheduled" || type == u"Ready" || type == u"Initialized" || type == u"ContainersReady" ||
               type == u"PodReadyToStartContainers";
    };
    Value merged = mine;
    const QString phase = textAt(mine, {u"phase"});
    const bool ends = isTerminalPhase(phase) && !isTerminalPhase(textAt(live, {u"phase"}));
    ValueList conditions;
    for (const Value &condition : listAt(live, {u"conditions"}))
        if (!isOwn(textAt(condition, {u"type"}))) conditions.push_back(condition);
    for (Value condition : listAt(mine, {u"conditions"})) {
        const QString type = textAt(condition, {u"type"});
        if (isOwn(type))
            conditions.push_back(std::move(condition));
        else if (type == u"DisruptionTarget" && ends && !couldRun) {
            condition.set(u"lastTransitionTime", timeText(nowMs));
            std::erase_if(conditions, [](const Value &c) { return textAt(c, {u"type"}) == u"DisruptionTarget"; });
            conditions.push_back(std::move(condition));
        }
    }
    if (ends && couldRun) {
        for (const QStringView field : {QStringView(u"phase"), QStringView(u"reason"), QStringView(u"message")}) {
            merged.remove(field);
            if (const Value *now = live.find(field)) merged.set(field, *now);
        }
    }
    for (const QStringView field : {QStringView(u"resourceClaimStatuses"), QStringView(u"nominatedNodeName")})
        if (const Value *now = live.find(field)) merged.set(field, *now);
    // Not ready once it is over, whatever the probes said last.
    if (isTerminalPhase(textAt(merged, {u"phase"}))) {
        const QString reason = textAt(merged, {u"phase"}) == u"Failed" ? u"PodFailed"_s : u"PodCompleted"_s;
        for (Value &condition : conditions) {
            const QString type = textAt(condition, {u"type"});
            if ((type != u"Ready" && type != u"ContainersReady") || textAt(condition, {u"status"}) != u"True") continue;
            condition.set(u"status", u"False");
            condition.set(u"reason", reason);
            condition.set(u"lastTransitionTime", timeText(nowMs));
        }
    }
    merged.set(u"conditions", std::move(conditions));
    return merged;
}

Value statusPatch(const Value &from, const Value &to)
{
    Value patch;
    if (const model::ValueMap *entries = to.map())
        for (const auto &[key, value] : *entries) {
            const Value *before = from.find(key);
            if (!before || !before->means(value)) patch.set(key, value);
        }
    if (const model::ValueMap *entries = from.map())
        for (const auto &[key, value] : *entries)
            if (!to.find(key)) patch.set(key, Value());
    return patch;
}

} // namespace practice
