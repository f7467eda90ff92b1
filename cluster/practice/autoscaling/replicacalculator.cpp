// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/autoscaling/replicacalculator.h"

#include "cluster/practice/api/apicore.h"
#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"
#include "cluster/practice/kinds/quantities.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace practice {

using model::Value;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 milli = 1000;

struct Metric
{
    qint64 value = 0;
    qint64 atMs = 0;
    qint64 windowMs = 0;
};
using Metrics = std::map<QString, Metric>; // by pod

Metrics metricsOf(const ReplicaQuestion &question, const UsageSource *source)
{
    Metrics metrics;
    if (!source) return metrics;
    const bool isCpu = question.resource == u"cpu";
    for (const Value *pod : question.pods) {
        const auto usage = source->usageOf(*pod);
        if (!usage) continue;
        qint64 value = isCpu ? usage->milliCpu : usage->memory * milli;
        if (!question.container.isEmpty()) {
            const auto one = usage->containers.find(question.container);
            if (one == usage->containers.end()) continue;
            value = isCpu ? one->second.milliCpu : one->second.memory * milli;
        }
        metrics[nameOf(*pod)] = {value, usage->measuredMs ? usage->measuredMs : question.nowMs, usage->windowMs};
    }
    return metrics;
}

struct Groups // of the pods' names
{
    qint64 ready = 0;
    std::vector<QString> unready = {};
    std::vector<QString> missing = {};
    std::vector<QString> ignored = {};
};

// A CPU that starts says nothing of the load: pods that have just come, or never were ready, do not count.
bool isStarting(const Value &pod, const Metric &metric, qint64 nowMs)
{
    const qint64 started = timeOf(textAt(pod, {u"status", u"startTime"}));
    const Value *ready = nullptr;
    for (const Value &condition : listAt(pod, {u"status", u"conditions"}))
        if (textAt(condition, {u"type"}) == u"Ready") ready = &condition;
    if (!ready || started == 0) return true;
    const bool isFalse = textAt(*ready, {u"status"}) == u"False";
    const qint64 since = timeOf(textAt(*ready, {u"lastTransitionTime"}));
    if (started + cpuInitializationMs > nowMs) return isFalse || metric.atMs < since + metric.windowMs;
    return isFalse && started + initialReadinessDelayMs > since;
}

Groups groupPods(const ReplicaQuestion &question, const Metrics &metrics)
{
    Groups groups;
    for (const Value *pod : question.pods) {
        const QString name = nameOf(*pod);
        const QString phase = textAt(*pod, {u"status", u"phase"});
        const auto metric = metrics.find(name);
        const bool isPending = phase == u"Pending";
        const bool isMissing = !isPending && metric == metrics.end();
        const bool isUnready = isPending || (!isMissing && question.resource == u"cpu" &&
                                             isStarting(*pod, metric->second, question.nowMs));
        if (isGoing(*pod) || phase == u"Failed")
            groups.ignored.push_back(name);
        else if (isMissing)
            groups.missing.push_back(name);
        else if (isUnready)
            groups.unready.push_back(name);
        else
            ++groups.ready;
    }
    return groups;
}

struct Requests
{
    QString error = {};
    std::map<QString, qint64> byPod = {};
};

Requests requestsOf(const ReplicaQuestion &question)
{
    Requests requests;
    for (const Value *pod : question.pods) {
        std::vector<const Value *> containers;
        for (const Value &one : listAt(*pod, {u"spec", u"containers"})) containers.push_back(&one);
        for (const Value &one : listAt(*pod, {u"spec", u"initContainers"}))
            if (textAt(one, {u"restartPolicy"}) == u"Always") containers.push_back(&one);
        qint64 sum = 0;
        for (const Value *one : containers) {
            const QString name = textAt(*one, {u"name"});
            if (!question.container.isEmpty() && question.container != name) continue;
            const auto amount = Quantity::parse(textAt(*one, {u"resources", u"requests", question.resource}));
            if (!amount) {
                requests.error =
                    u"missing request for %1 in container %2 of Pod %3"_s.arg(question.resource, name, nameOf(*pod));
                return requests;
            }
            sum += qint64(std::ceil(amount->toDouble() * milli - 1e-6));
        }
        requests.byPod[nameOf(*pod)] = sum;
    }
    return requests;
}

struct Ratio
{
    QString error = {};
    double ratio = 0;
    qint64 utilization = 0;
    qint64 average = 0;
};
using RatioOf = std::function<Ratio(const Metrics &)>;

bool isWithin(double ratio) { return 1.0 - scalingTolerance <= ratio && ratio <= 1.0 + scalingTolerance; }

// Pods that are not ready use nothing when there is too much to do, and those without metric are taken to speak against
// a change; if that turns the answer round, nothing changes. missingValue: what one without metric uses when there are
// too many.
ReplicaAnswer calculate(const ReplicaQuestion &question, Metrics metrics, const RatioOf &ratioOf,
                        const std::function<qint64(const QString &)> &missingValue)
{
    ReplicaAnswer answer;
    const Groups groups = groupPods(question, metrics);
    for (const auto *list : {&groups.ignored, &groups.unready})
        for (const QString &name : *list) metrics.erase(name);
    if (metrics.empty()) {
        answer.error = u"did not receive metrics for targeted pods (pods might be unready)"_s;
        return answer;
    }
    const Ratio first = ratioOf(metrics);
    answer.error = first.error;
    answer.utilization = first.utilization;
    answer.average = first.average;
    answer.replicas = question.current;
    if (!first.error.isEmpty()) return answer;
    const bool isUpWithUnready = !groups.unready.empty() && first.ratio > 1.0;
    if (!isUpWithUnready && groups.missing.empty()) {
        if (!isWithin(first.ratio)) answer.replicas = qint64(std::ceil(first.ratio * double(groups.ready)));
        return answer;
    }
    for (const QString &name : groups.missing) {
        if (first.ratio < 1.0) metrics[name].value = missingValue(name);
        if (first.ratio > 1.0) metrics[name].value = 0;
    }
    if (isUpWithUnready)
        for (const QString &name : groups.unready) metrics[name].value = 0;
    const Ratio second = ratioOf(metrics);
    answer.error = second.error;
    const bool isTurned = (first.ratio < 1.0 && second.ratio > 1.0) || (first.ratio > 1.0 && second.ratio < 1.0);
    if (!second.error.isEmpty() || isWithin(second.ratio) || isTurned) return answer;
    const auto wanted = qint64(std::ceil(second.ratio * double(metrics.size())));
    const bool isOpposite =
        (second.ratio < 1.0 && wanted > question.current) || (second.ratio > 1.0 && wanted < question.current);
    if (!isOpposite) answer.replicas = wanted;
    return answer;
}

QString whyNone(const ReplicaQuestion &question, const Metrics &metrics)
{
    if (metrics.empty() && question.container.isEmpty())
        return u"unable to get metrics for resource %1: no metrics returned from resource metrics API"_s.arg(
            question.resource);
    return question.pods.empty() ? u"no pods returned by selector while calculating replica count"_s : QString();
}

} // namespace

ReplicaAnswer replicasForUtilization(const ReplicaQuestion &question, const UsageSource *usage, qint64 targetPercent)
{
    const Metrics metrics = metricsOf(question, usage);
    if (const QString why = whyNone(question, metrics); !why.isEmpty()) return {.error = why};
    const Requests requests = requestsOf(question);
    const auto ratioOf = [&requests, targetPercent](const Metrics &some) {
        if (!requests.error.isEmpty()) return Ratio{.error = requests.error};
        qint64 used = 0, requested = 0, count = 0;
        for (const auto &[name, metric] : some) {
            const auto request = requests.byPod.find(name);
            if (request == requests.byPod.end()) continue;
            used += metric.value;
            requested += request->second;
            ++count;
        }
        if (requested == 0) return Ratio{.error = u"no metrics returned matched known pods"_s};
        const qint64 percent = used * 100 / requested;
        return Ratio{.ratio = double(percent) / double(targetPercent), .utilization = percent, .average = used / count};
    };
    return calculate(question, metrics, ratioOf, [&requests, targetPercent](const QString &name) {
        const auto request = requests.byPod.find(name);
        return request == requests.byPod.end() ? 0 : request->second * std::max<qint64>(100, targetPercent) / 100;
    });
}

ReplicaAnswer replicasForAverage(const ReplicaQuestion &question, const UsageSource *usage, qint64 target)
{
    const Metrics metrics = metricsOf(question, usage);
    if (const QString why = whyNone(question, metrics); !why.isEmpty()) return {.error = why};
    const auto ratioOf = [target](const Metrics &some) {
        qint64 used = 0;
        for (const auto &[name, metric] : some) used += metric.value;
        const qint64 average = used / qint64(some.size());
        return Ratio{.ratio = double(average) / double(target), .average = average};
    };
    return calculate(question, metrics, ratioOf, [target](const QString &) { return target; });
}

} // namespace practice
