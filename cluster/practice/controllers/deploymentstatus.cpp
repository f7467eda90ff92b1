// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/apicore.h"
#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/deployment.h"

#include <algorithm>

// What is said about a Deployment (pkg/controller/deployment/{sync,progress}.go).

namespace practice {

using model::Value;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

Value failureOf(const Value &set)
{
    const Value *failure = conditionIn(statusIn(set), u"ReplicaFailure");
    if (!failure) return {};
    Value condition = *failure;
    condition.set(u"lastUpdateTime", textAt(*failure, {u"lastTransitionTime"}));
    return condition;
}

} // namespace

Value DeploymentController::statusOf(const Sync &sync) const
{
    const Sets all = sync.all();
    const qint64 available = countIn(all, u"availableReplicas");
    Value status;
    status.set(u"observedGeneration", integerAt(sync.d, {u"metadata", u"generation"}));
    const auto put = [&status](QStringView field, qint64 count) {
        if (count) status.set(field, count);
    };
    put(u"replicas", countIn(all, u"replicas"));
    put(u"updatedReplicas", integerAt(sync.newSet, {u"status", u"replicas"}));
    put(u"readyReplicas", countIn(all, u"readyReplicas"));
    put(u"availableReplicas", available);
    put(u"unavailableReplicas", std::max<qint64>(0, wantedReplicas(all) - available));
    for (const QStringView kept : {QStringView(u"collisionCount"), QStringView(u"conditions")})
        if (const Value *known = at(sync.d, {u"status", kept})) status.set(kept, *known);
    const qint64 now = clock().wallMs();
    if (available >= wantedReplicas(sync.d) - maxUnavailable(sync.d))
        setCondition(status, newCondition(u"Available"_s, u"True"_s, u"MinimumReplicasAvailable"_s,
                                          u"Deployment has minimum availability."_s, now));
    else
        setCondition(status, newCondition(u"Available"_s, u"False"_s, u"MinimumReplicasUnavailable"_s,
                                          u"Deployment does not have minimum availability."_s, now));
    return status;
}

// A paused Deployment makes no progress, and a resumed one begins its time anew.
std::optional<ApiStatus> DeploymentController::notePause(Sync &sync)
{
    if (!hasProgressDeadline(sync.d)) return std::nullopt;
    Value status = statusIn(sync.d);
    const Value *condition = conditionIn(std::as_const(status), u"Progressing");
    const QString reason = condition ? textAt(*condition, {u"reason"}) : QString();
    const bool isPaused = boolAt(sync.d, {u"spec", u"paused"});
    if (reason == u"ProgressDeadlineExceeded" || isPaused == (reason == u"DeploymentPaused")) return std::nullopt;
    setCondition(status,
                 newCondition(u"Progressing"_s, u"Unknown"_s, isPaused ? u"DeploymentPaused"_s : u"DeploymentResumed"_s,
                              isPaused ? u"Deployment is paused"_s : u"Deployment is resumed"_s, clock().wallMs()));
    decided(sync.key, isPaused ? u"is paused: changes no template"_s : u"is resumed"_s);
    return writeStatus(sync, std::move(status));
}

// The Deployment at hand keeps its resourceVersion, so that a second write from the same look is a conflict and the
// next look sees the first one.
std::optional<ApiStatus> DeploymentController::writeStatus(Sync &sync, Value status)
{
    sync.d.set(u"status", std::move(status));
    const auto written = client().update(sync.d, u"status"_s);
    return written ? std::nullopt : std::optional(written.status());
}

std::optional<ApiStatus> DeploymentController::writeRolloutStatus(Sync &sync)
{
    Value status = statusOf(sync);
    judgeProgress(sync, status);
    Value failure = sync.newSet.isNull() ? Value() : failureOf(sync.newSet);
    for (const Value &set : sync.all())
        if (failure.isNull()) failure = failureOf(set);
    if (failure.isNull())
        removeCondition(status, u"ReplicaFailure");
    else
        setCondition(status, std::move(failure));
    if (status.means(statusIn(sync.d))) {
        lookAgain(sync, status);
        return std::nullopt;
    }
    return writeStatus(sync, std::move(status));
}

void DeploymentController::judgeProgress(const Sync &sync, Value &status)
{
    if (!hasProgressDeadline(sync.d)) return removeCondition(status, u"Progressing");
    const Value before = statusIn(sync.d);
    const Value *known = conditionIn(before, u"Progressing");
    const bool wasDone = known && textAt(*known, {u"reason"}) == u"NewReplicaSetAvailable";
    // Nothing is being rolled out.
    if (wasDone && integerAt(status, {u"replicas"}) == integerAt(status, {u"updatedReplicas"})) return;
    const qint64 now = clock().wallMs();
    const QString who = sync.newSet.isNull() ? u"Deployment \"%1\""_s.arg(nameOf(sync.d))
                                             : u"ReplicaSet \"%1\""_s.arg(nameOf(sync.newSet));
    if (isComplete(sync.d, status)) {
        setCondition(status, newCondition(u"Progressing"_s, u"True"_s, u"NewReplicaSetAvailable"_s,
                                          who + u" has successfully progressed."_s, now));
        decided(sync.key, who + u" has all its pods: the rollout is done"_s);
    } else if (isProgressing(sync.d, status)) {
        // Even when it says what it said before, its time is that of the latest progress.
        Value condition =
            newCondition(u"Progressing"_s, u"True"_s, u"ReplicaSetUpdated"_s, who + u" is progressing."_s, now);
        if (known && textAt(*known, {u"status"}) == u"True")
            condition.set(u"lastTransitionTime", textAt(*known, {u"lastTransitionTime"}));
        removeCondition(status, u"Progressing");
        setCondition(status, std::move(condition));
    } else if (isTimedOut(sync.d, status, now)) {
        if (!known || textAt(*known, {u"reason"}) != u"ProgressDeadlineExceeded")
            decided(sync.key, u"no progress for %1 seconds: says so, and goes on trying"_s.arg(
                                  integerAt(sync.d, {u"spec", u"progressDeadlineSeconds"})));
        setCondition(status, newCondition(u"Progressing"_s, u"False"_s, u"ProgressDeadlineExceeded"_s,
                                          who + u" has timed out progressing."_s, now));
    }
}

// Nothing else will tell when its time is over.
void DeploymentController::lookAgain(const Sync &sync, const Value &status)
{
    const Value before = statusIn(sync.d);
    const Value *known = conditionIn(before, u"Progressing");
    if (!hasProgressDeadline(sync.d) || !known || isComplete(sync.d, status)) return;
    const QString reason = textAt(*known, {u"reason"});
    if (reason == u"ProgressDeadlineExceeded" || reason == u"NewReplicaSetAvailable") return;
    const qint64 deadline =
        timeOf(textAt(*known, {u"lastUpdateTime"})) + integerAt(sync.d, {u"spec", u"progressDeadlineSeconds"}) * 1000;
    const qint64 left = deadline - clock().wallMs();
    constexpr qint64 aSecond = 1000; // times are kept in whole seconds
    enqueueAfter(sync.key, left < aSecond ? std::max<qint64>(left, 0) + 1 : left + aSecond);
}

} // namespace practice
