// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/keepers/jobpods.h"

#include "cluster/practice/api/apicore.h"
#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"
#include "cluster/practice/keepers/jobindexes.h"
#include "cluster/practice/keepers/ownergraph.h"

#include <QSet>

#include <algorithm>
#include <limits>

namespace practice {

using model::Value;
using model::ValueList;
using namespace Qt::StringLiterals;

namespace {

bool isEnded(const Value &pod)
{
    const QString phase = textAt(pod, {u"status", u"phase"});
    return phase == u"Succeeded" || phase == u"Failed";
}

qint64 countIn(const Value &pod, QStringView annotation)
{
    bool isNumber = false;
    const qint64 count = textAt(pod, {u"metadata", u"annotations", annotation}).toLongLong(&isNumber);
    return isNumber && count >= 0 && count <= std::numeric_limits<qint32>::max() ? count : 0;
}

// The last of the containers' ends; nothing when one of them has not ended.
std::optional<qint64> containersEnd(const Value &pod)
{
    QSet<QString> sidecars;
    for (const Value &container : listAt(pod, {u"spec", u"initContainers"}))
        if (textAt(container, {u"restartPolicy"}) == u"Always") sidecars.insert(textAt(container, {u"name"}));
    std::optional<qint64> last;
    const auto add = [&last](const Value &status) {
        const qint64 end = timeOf(textAt(status, {u"state", u"terminated", u"finishedAt"}));
        if (end == 0) return false;
        last = std::max(last.value_or(end), end);
        return true;
    };
    for (const Value &status : listAt(pod, {u"status", u"containerStatuses"}))
        if (!add(status)) return std::nullopt;
    for (const Value &status : listAt(pod, {u"status", u"initContainerStatuses"}))
        if (sidecars.contains(textAt(status, {u"name"})) && !add(status)) return std::nullopt;
    return last;
}

// pod_failure_policy.go matchOnExitCodes: the container's status that a rule means.
const Value *endThatMatches(const Value &pod, const Value &rule)
{
    const QString only = textAt(rule, {u"containerName"});
    const ValueList &values = listAt(rule, {u"values"});
    const bool in = textAt(rule, {u"operator"}) == u"In";
    for (const QStringView field : {QStringView(u"containerStatuses"), QStringView(u"initContainerStatuses")}) {
        for (const Value &status : listAt(pod, {u"status", field})) {
            const Value *code = at(status, {u"state", u"terminated", u"exitCode"});
            if (!code || !code->integer() || *code->integer() == 0) continue;
            if (!only.isEmpty() && only != textAt(status, {u"name"})) continue;
            const bool isListed = std::find(values.begin(), values.end(), *code) != values.end();
            if (isListed == in) return &status;
        }
    }
    return nullptr;
}

const Value *conditionThatMatches(const Value &pod, const ValueList &patterns)
{
    for (const Value &condition : listAt(pod, {u"status", u"conditions"}))
        for (const Value &pattern : patterns)
            if (textAt(condition, {u"type"}) == textAt(pattern, {u"type"}) &&
                textAt(condition, {u"status"}) == textAt(pattern, {u"status"}))
                return &condition;
    return nullptr;
}

// Of one rule: what is matched, in the words of the failure; empty: nothing is.
QString matchRule(const Value &rule, const Value &pod)
{
    const QString name = namespaceOf(pod) + u'/' + nameOf(pod);
    if (const Value *exits = rule.find(u"onExitCodes"); exits && exits->isMap()) {
        const Value *status = endThatMatches(pod, *exits);
        return status ? u"Container %1 for pod %2 failed with exit code %3"_s.arg(
                            textAt(*status, {u"name"}), name,
                            QString::number(integerAt(*status, {u"state", u"terminated", u"exitCode"})))
                      : QString();
    }
    const Value *condition = conditionThatMatches(pod, listAt(rule, {u"onPodConditions"}));
    return condition ? u"Pod %1 has condition %2"_s.arg(name, textAt(*condition, {u"type"})) : QString();
}

} // namespace

const Value *conditionOf(const Value &object, QStringView type)
{
    for (const Value &condition : listAt(object, {u"status", u"conditions"}))
        if (textAt(condition, {u"type"}) == type) return &condition;
    return nullptr;
}

const Value *finishedCondition(const Value &job)
{
    for (const Value &condition : listAt(job, {u"status", u"conditions"})) {
        const QString type = textAt(condition, {u"type"});
        if ((type == u"Complete" || type == u"Failed") && textAt(condition, {u"status"}) == u"True") return &condition;
    }
    return nullptr;
}

bool isSuspended(const Value &job) { return boolAt(job, {u"spec", u"suspend"}); }

bool isIndexed(const Value &job) { return textAt(job, {u"spec", u"completionMode"}) == u"Indexed"; }

bool hasLimitPerIndex(const Value &job)
{
    const Value *limit = at(job, {u"spec", u"backoffLimitPerIndex"});
    return limit && limit->integer();
}

bool replacesOnlyFailed(const Value &job)
{
    return textAt(job, {u"spec", u"podReplacementPolicy"}) == u"Failed" || at(job, {u"spec", u"podFailurePolicy"});
}

bool isTracked(const Value &pod) { return hasFinalizer(pod, jobTracking); }

bool isTerminating(const Value &pod) { return isGoing(pod) && !isEnded(pod); }

bool isPodFailed(const Value &pod, const Value &job)
{
    const QString phase = textAt(pod, {u"status", u"phase"});
    if (phase == u"Failed") return true;
    return !replacesOnlyFailed(job) && isGoing(pod) && phase != u"Succeeded";
}

std::optional<qint64> completionIndexOf(const Value &pod)
{
    bool isNumber = false;
    const qint64 index = textAt(pod, {u"metadata", u"annotations", jobIndex}).toLongLong(&isNumber);
    return isNumber && index >= 0 ? std::optional(index) : std::nullopt;
}

qint64 indexFailures(const Value &pod) { return countIn(pod, jobIndexFailures); }

qint64 allIndexFailures(const Value &pod) { return indexFailures(pod) + countIn(pod, jobIndexIgnoredFailures); }

// backoff_utils.go getFinishedTime
qint64 finishedMs(const Value &pod)
{
    if (const auto end = containersEnd(pod)) return *end;
    if (const Value *ready = conditionOf(pod, u"Ready"); ready && textAt(*ready, {u"status"}) == u"False")
        if (const qint64 since = timeOf(textAt(*ready, {u"lastTransitionTime"}))) return since;
    if (isGoing(pod))
        return timeOf(textAt(pod, {u"metadata", u"deletionTimestamp"})) -
               integerAt(pod, {u"metadata", u"deletionGracePeriodSeconds"}) * 1000;
    return timeOf(textAt(pod, {u"metadata", u"creationTimestamp"}));
}

PolicyMatch matchFailurePolicy(const Value &job, const Value &pod)
{
    qint64 index = 0;
    for (const Value &rule : listAt(job, {u"spec", u"podFailurePolicy", u"rules"})) {
        const QString matched = matchRule(rule, pod);
        const QString action = textAt(rule, {u"action"});
        const qint64 number = index++;
        if (matched.isEmpty()) continue;
        if (action == u"FailJob")
            return {action, u"%1 matching FailJob rule at index %2"_s.arg(matched, QString::number(number)), true};
        return {action, {}, action != u"Ignore"};
    }
    return {};
}

QString matchSuccessPolicy(const Value &job, const JobIndexes &succeeded)
{
    if (succeeded.isEmpty()) return {};
    qint64 index = 0;
    for (const Value &rule : listAt(job, {u"spec", u"successPolicy", u"rules"})) {
        const QString met = u"Matched rules at index %1"_s.arg(index++);
        const Value *count = rule.find(u"succeededCount");
        const qint64 needed = count && count->integer() ? *count->integer() : -1;
        if (const Value *indexes = rule.find(u"succeededIndexes"); indexes && indexes->string()) {
            const JobIndexes wanted = JobIndexes::read(*indexes->string(), integerAt(job, {u"spec", u"completions"}));
            if (wanted.isEmpty()) continue;
            const qint64 shared = wanted.shared(succeeded);
            if (shared == wanted.total() || (needed >= 0 && shared >= needed)) return met;
        } else if (needed >= 0 && succeeded.total() >= needed) {
            return met;
        }
    }
    return {};
}

bool exceedsRestarts(const Value &job, const std::vector<Value> &pods)
{
    if (textAt(job, {u"spec", u"template", u"spec", u"restartPolicy"}) != u"OnFailure") return false;
    qint64 restarts = 0;
    for (const Value &pod : pods) {
        const QString phase = textAt(pod, {u"status", u"phase"});
        if (phase != u"Running" && phase != u"Pending") continue;
        for (const QStringView field : {QStringView(u"initContainerStatuses"), QStringView(u"containerStatuses")})
            for (const Value &status : listAt(pod, {u"status", field}))
                restarts += integerAt(status, {u"restartCount"});
    }
    const qint64 limit = integerAt(job, {u"spec", u"backoffLimit"});
    return limit == 0 ? restarts > 0 : restarts >= limit;
}

void sortForRemoval(std::vector<Value> &pods)
{
    const auto rank = [](const Value &pod) {
        const QString phase = textAt(pod, {u"status", u"phase"});
        return phase == u"Pending" ? 0 : phase == u"Running" ? 2 : 1;
    };
    std::sort(pods.begin(), pods.end(), [&rank](const Value &left, const Value &right) {
        const bool leftPlaced = !textAt(left, {u"spec", u"nodeName"}).isEmpty();
        const bool rightPlaced = !textAt(right, {u"spec", u"nodeName"}).isEmpty();
        if (leftPlaced != rightPlaced) return !leftPlaced;
        if (rank(left) != rank(right)) return rank(left) < rank(right);
        if (isReady(left) != isReady(right)) return !isReady(left);
        if (isReady(left) && readySinceMs(left) != readySinceMs(right)) return readySinceMs(left) > readySinceMs(right);
        if (mostRestarts(left) != mostRestarts(right)) return mostRestarts(left) > mostRestarts(right);
        const QString leftMade = textAt(left, {u"metadata", u"creationTimestamp"});
        const QString rightMade = textAt(right, {u"metadata", u"creationTimestamp"});
        if (leftMade != rightMade) return leftMade > rightMade;
        return nameOf(left) < nameOf(right);
    });
}

} // namespace practice
