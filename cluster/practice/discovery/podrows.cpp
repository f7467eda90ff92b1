// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/discovery/tablerows.h"
#include "cluster/practice/discovery/tabletext.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;

namespace {

// What goes through the containers, first the init containers, then the others (printers.go printPod).
struct Summary
{
    QString reason;
    qint64 restarts = 0;
    qint64 sidecarRestarts = 0;
    qint64 ready = 0;
    qint64 total = 0;
    qint64 lastRestart = 0; // 0: never
    qint64 lastSidecarRestart = 0;
};

qint64 lastTermination(const Value &status)
{
    return parseTime(textAt(status, {u"lastState", u"terminated", u"finishedAt"})).value_or(0);
}

QSet<QString> sidecarNames(const Value &pod)
{
    QSet<QString> names;
    for (const Value &container : listAt(pod, {u"spec", u"initContainers"}))
        if (textAt(container, {u"restartPolicy"}) == u"Always") names.insert(textAt(container, {u"name"}));
    return names;
}

bool hasCondition(const Value &pod, QStringView type)
{
    for (const Value &condition : listAt(pod, {u"status", u"conditions"}))
        if (textAt(condition, {u"type"}) == type) return textAt(condition, {u"status"}) == u"True";
    return false;
}

QString terminationText(const Value &terminated)
{
    const QString reason = textAt(terminated, {u"reason"});
    if (!reason.isEmpty()) return reason;
    const qint64 signal = integerAt(terminated, {u"signal"});
    if (signal != 0) return QStringLiteral("Signal:%1").arg(signal);
    return QStringLiteral("ExitCode:%1").arg(integerAt(terminated, {u"exitCode"}));
}

// Why the pod is still initializing because of this init container; empty when it is not.
QString initReason(const Value &status, bool sidecar, std::size_t index, std::size_t count)
{
    const Value *terminated = at(status, {u"state", u"terminated"});
    if (terminated && terminated->isMap() && integerAt(*terminated, {u"exitCode"}) == 0) return {};
    if (sidecar && boolAt(status, {u"started"})) return {};
    if (terminated && terminated->isMap()) return QStringLiteral("Init:") + terminationText(*terminated);
    const QString waiting = textAt(status, {u"state", u"waiting", u"reason"});
    if (!waiting.isEmpty() && waiting != u"PodInitializing") return QStringLiteral("Init:") + waiting;
    return QStringLiteral("Init:%1/%2").arg(index).arg(count);
}

// Whether one of them still holds the pod up.
bool sumInitContainers(const Value &pod, Summary &sum)
{
    const std::size_t count = listAt(pod, {u"spec", u"initContainers"}).size();
    const QSet<QString> sidecars = sidecarNames(pod);
    const ValueList &statuses = listAt(pod, {u"status", u"initContainerStatuses"});
    for (std::size_t i = 0; i < statuses.size(); ++i) {
        const Value &status = statuses[i];
        const bool sidecar = sidecars.contains(textAt(status, {u"name"}));
        const qint64 restarts = integerAt(status, {u"restartCount"});
        sum.restarts += restarts;
        sum.lastRestart = std::max(sum.lastRestart, lastTermination(status));
        if (sidecar) {
            sum.sidecarRestarts += restarts;
            sum.lastSidecarRestart = std::max(sum.lastSidecarRestart, lastTermination(status));
        }
        const QString reason = initReason(status, sidecar, i, count);
        if (!reason.isEmpty()) {
            sum.reason = reason;
            return true;
        }
        const Value *terminated = at(status, {u"state", u"terminated"});
        const bool ended = terminated && terminated->isMap() && integerAt(*terminated, {u"exitCode"}) == 0;
        if (!ended && boolAt(status, {u"ready"})) ++sum.ready;
    }
    return false;
}

void sumContainers(const Value &pod, Summary &sum)
{
    bool runs = false;
    const ValueList &statuses = listAt(pod, {u"status", u"containerStatuses"});
    for (auto status = statuses.rbegin(); status != statuses.rend(); ++status) {
        sum.restarts += integerAt(*status, {u"restartCount"});
        sum.lastRestart = std::max(sum.lastRestart, lastTermination(*status));
        const QString waiting = textAt(*status, {u"state", u"waiting", u"reason"});
        const Value *terminated = at(*status, {u"state", u"terminated"});
        const Value *running = at(*status, {u"state", u"running"});
        if (!waiting.isEmpty()) {
            sum.reason = waiting;
        } else if (terminated && terminated->isMap()) {
            sum.reason = terminationText(*terminated);
        } else if (boolAt(*status, {u"ready"}) && running && running->isMap()) {
            runs = true;
            ++sum.ready;
        }
    }
    if (sum.reason == u"Completed" && runs)
        sum.reason = hasCondition(pod, u"Ready") ? QStringLiteral("Running") : QStringLiteral("NotReady");
}

Summary summarize(const Value &pod)
{
    Summary sum;
    const QString phase = textAt(pod, {u"status", u"phase"});
    const QString why = textAt(pod, {u"status", u"reason"});
    sum.reason = why.isEmpty() ? phase : why;
    for (const Value &condition : listAt(pod, {u"status", u"conditions"}))
        if (textAt(condition, {u"type"}) == u"PodScheduled" && textAt(condition, {u"reason"}) == u"SchedulingGated")
            sum.reason = QStringLiteral("SchedulingGated");
    sum.total = qint64(listAt(pod, {u"spec", u"containers"}).size());
    for (const Value &container : listAt(pod, {u"spec", u"initContainers"}))
        if (textAt(container, {u"restartPolicy"}) == u"Always") ++sum.total;

    const bool initializing = sumInitContainers(pod, sum);
    if (!initializing || hasCondition(pod, u"Initialized")) {
        sum.restarts = sum.sidecarRestarts;
        sum.lastRestart = sum.lastSidecarRestart;
        sumContainers(pod, sum);
    }
    const Value *deletion = at(pod, {u"metadata", u"deletionTimestamp"});
    if (deletion && !deletion->isNull()) {
        if (why == u"NodeLost")
            sum.reason = QStringLiteral("Unknown");
        else if (phase != u"Succeeded" && phase != u"Failed")
            sum.reason = QStringLiteral("Terminating");
    }
    return sum;
}

QString readinessGates(const Value &pod)
{
    const ValueList &gates = listAt(pod, {u"spec", u"readinessGates"});
    if (gates.empty()) return QStringLiteral("<none>");
    QHash<QString, bool> conditions; // the first of a type counts
    for (const Value &condition : listAt(pod, {u"status", u"conditions"})) {
        const QString type = textAt(condition, {u"type"});
        if (!conditions.contains(type)) conditions.insert(type, textAt(condition, {u"status"}) == u"True");
    }
    const auto open = std::count_if(gates.begin(), gates.end(), [&conditions](const Value &gate) {
        return conditions.value(textAt(gate, {u"conditionType"}));
    });
    return QStringLiteral("%1/%2").arg(open).arg(gates.size());
}

} // namespace

ValueList podCells(const Value &pod, qint64 nowMs)
{
    const Summary sum = summarize(pod);
    QString restarts = QString::number(sum.restarts);
    if (sum.restarts != 0 && sum.lastRestart != 0)
        restarts += QStringLiteral(" (%1 ago)").arg(humanDuration(nowMs - sum.lastRestart));
    const ValueList &addresses = listAt(pod, {u"status", u"podIPs"});
    const QString address = addresses.empty() ? QString() : textAt(addresses.front(), {u"ip"});
    return {nameOf(pod),
            QStringLiteral("%1/%2").arg(sum.ready).arg(sum.total),
            sum.reason,
            restarts,
            ageOf(pod, nowMs),
            orElse(address, u"<none>"),
            orElse(textAt(pod, {u"spec", u"nodeName"}), u"<none>"),
            orElse(textAt(pod, {u"status", u"nominatedNodeName"}), u"<none>"),
            readinessGates(pod)};
}

ValueList podTemplateCells(const Value &object, qint64)
{
    const ValueList &containers = listAt(object, {u"template", u"spec", u"containers"});
    return {nameOf(object), joined(containers, u"name"), joined(containers, u"image"),
            labelsText(mapAt(object, {u"template", u"metadata", u"labels"}))};
}

Value podRowConditions(const Value &pod)
{
    const QString phase = textAt(pod, {u"status", u"phase"});
    const bool succeeded = phase == u"Succeeded";
    if (!succeeded && phase != u"Failed") return {};
    return ValueList{
        ValueMap{{QStringLiteral("type"), u"Completed"},
                 {QStringLiteral("status"), u"True"},
                 {QStringLiteral("reason"), phase},
                 {QStringLiteral("message"), succeeded ? u"The pod has completed successfully." : u"The pod failed."}}};
}

} // namespace practice
