// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/deployment.h"
#include "cluster/practice/controllers/podstate.h"

#include <algorithm>

// How a Deployment's ReplicaSets grow and shrink (pkg/controller/deployment/{sync,rolling,recreate,rollback}.go).

namespace practice {

using model::Value;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

// The template and the annotations that the Deployment had when the set was its new one.
void restoreFrom(const Value &set, Value &d)
{
    Value podTemplate = templateOf(set);
    if (Value *labels = at(podTemplate, {u"metadata", u"labels"})) labels->remove(revisions::hashLabel);
    mapIn(d, u"spec").set(u"template", std::move(podTemplate));
    Value annotations{ValueMap()};
    for (const auto &[key, text] : mapAt(std::as_const(d), {u"metadata", u"annotations"}))
        if (isKeptFromSets(key)) annotations.set(key, text);
    for (const auto &[key, text] : mapAt(set, {u"metadata", u"annotations"}))
        if (!isKeptFromSets(key)) annotations.set(key, text);
    mapIn(d, u"metadata").set(u"annotations", std::move(annotations));
}

} // namespace

bool DeploymentController::isScalingEvent(const Sync &sync) const
{
    const qint64 wanted = wantedReplicas(sync.d);
    const Sets active = activeOnes(sync.all());
    return std::any_of(active.begin(), active.end(), [wanted](const Value &set) {
        const std::optional<qint64> desired = desiredReplicas(set);
        return desired && *desired != wanted;
    });
}

std::optional<ApiStatus> DeploymentController::scale(Sync &sync)
{
    if (auto refusal = findSets(sync, false)) return refusal;
    if (auto refusal = scaleSets(sync)) return refusal;
    if (boolAt(sync.d, {u"spec", u"paused"}))
        if (auto refusal = removeOldSets(sync)) return refusal;
    Value status = statusOf(sync);
    if (status.means(statusIn(sync.d))) return std::nullopt;
    return writeStatus(sync, std::move(status));
}

std::optional<ApiStatus> DeploymentController::scaleSets(Sync &sync)
{
    const Sets all = sync.all();
    if (all.empty()) return std::nullopt;
    const qint64 wanted = wantedReplicas(sync.d);
    const Sets active = activeOnes(all);
    // The only one that has pods, or the newest where none has, takes all the change.
    if (active.size() == 1) return resizeSet(sync, active.front(), wanted);
    if (active.empty()) return resizeSet(sync, sync.newSet.isNull() ? sync.oldSets.back() : sync.newSet, wanted);
    if (isSaturated(sync.d, sync.newSet)) {
        for (const Value &old : activeOnes(sync.oldSets))
            if (auto refusal = resizeSet(sync, old, 0)) return refusal;
        return std::nullopt;
    }
    return isRollingUpdate(sync.d) ? scaleInProportion(sync) : std::nullopt;
}

// In the middle of a rollout each has its share, so that the rollout is neither hurried nor undone.
std::optional<ApiStatus> DeploymentController::scaleInProportion(Sync &sync)
{
    Sets active = activeOnes(sync.all());
    const qint64 wanted = wantedReplicas(sync.d);
    const qint64 allowed = wanted > 0 ? wanted + maxSurge(sync.d) : 0;
    const qint64 toAdd = allowed - wantedReplicas(active);
    std::sort(active.begin(), active.end(), [toAdd](const Value &left, const Value &right) {
        const qint64 mine = wantedReplicas(left);
        const qint64 other = wantedReplicas(right);
        if (mine != other) return mine > other;
        return toAdd > 0 ? isOlder(right, left) : isOlder(left, right);
    });
    std::vector<qint64> sizes;
    qint64 added = 0;
    for (const Value &set : active) {
        const qint64 share = shareOf(set, sync.d, toAdd, added);
        added += share;
        sizes.push_back(wantedReplicas(set) + share);
    }
    // What rounding left over is the largest one's.
    sizes.front() = std::max<qint64>(0, sizes.front() + toAdd - added);
    for (std::size_t i = 0; i < active.size(); ++i)
        if (auto refusal = scaleSet(sync, active[i], sizes[i])) return refusal;
    return std::nullopt;
}

std::optional<ApiStatus> DeploymentController::rollOut(Sync &sync)
{
    if (auto refusal = findSets(sync, true)) return refusal;
    const qint64 wanted = wantedReplicas(sync.d);
    const qint64 mine = wantedReplicas(sync.newSet);
    const qint64 replicas = mine < wanted ? newSetReplicas(sync.d, sync.all(), sync.newSet) : wanted;
    if (replicas != mine) {
        if (auto refusal = resizeSet(sync, sync.newSet, replicas)) return refusal;
        return writeRolloutStatus(sync);
    }
    bool scaled = false;
    if (auto refusal = scaleDownOldSets(sync, scaled)) return refusal;
    if (!scaled && isComplete(sync.d, statusIn(sync.d)))
        if (auto refusal = removeOldSets(sync)) return refusal;
    return writeRolloutStatus(sync);
}

// A refusal here is not told: the status is written, and the next look tries again (reconcileOldReplicaSets).
std::optional<ApiStatus> DeploymentController::scaleDownOldSets(Sync &sync, bool &scaled)
{
    Sets old = activeOnes(sync.oldSets);
    if (wantedReplicas(old) == 0) return std::nullopt;
    const qint64 least = wantedReplicas(sync.d) - maxUnavailable(sync.d);
    const qint64 newUnavailable =
        wantedReplicas(sync.newSet) - integerAt(sync.newSet, {u"status", u"availableReplicas"});
    const qint64 most = wantedReplicas(sync.all()) - least - newUnavailable;
    if (most <= 0) return std::nullopt;
    std::sort(old.begin(), old.end(), isOlder);
    qint64 taken = 0;
    if (takeUnhealthy(sync, old, most, taken)) return std::nullopt;
    Sets all = old;
    all.push_back(sync.newSet);
    const qint64 spare = countIn(all, u"availableReplicas") - least;
    qint64 down = 0;
    for (const Value &set : old) {
        if (down >= spare) break;
        const qint64 count = std::min(wantedReplicas(set), spare - down);
        if (count == 0) continue;
        if (resizeSet(sync, set, wantedReplicas(set) - count)) return std::nullopt;
        down += count;
    }
    scaled = taken + down > 0;
    return std::nullopt;
}

// Pods that are not available are given up first: they hold nothing up.
std::optional<ApiStatus> DeploymentController::takeUnhealthy(Sync &sync, Sets &old, qint64 most, qint64 &taken)
{
    for (Value &set : old) {
        if (taken >= most) break;
        const qint64 replicas = wantedReplicas(set);
        const qint64 unhealthy = replicas - integerAt(set, {u"status", u"availableReplicas"});
        if (replicas == 0 || unhealthy == 0) continue;
        const qint64 count = std::min(most - taken, unhealthy);
        if (count < 0) return ApiStatus::internal(u"more pods are available than are wanted"_s);
        Value after;
        if (auto refusal = resizeSet(sync, set, replicas - count, &after)) return refusal;
        taken += count;
        set = std::move(after);
    }
    return std::nullopt;
}

std::optional<ApiStatus> DeploymentController::recreate(Sync &sync)
{
    bool scaled = false;
    for (const Value &set : activeOnes(sync.oldSets)) {
        if (auto refusal = resizeSet(sync, set, 0)) return refusal;
        scaled = true;
    }
    if (scaled || hasOldPods(sync)) return writeRolloutStatus(sync);
    if (sync.newSet.isNull())
        if (auto refusal = findSets(sync, true)) return refusal;
    if (auto refusal = resizeSet(sync, sync.newSet, wantedReplicas(sync.d))) return refusal;
    if (isComplete(sync.d, statusIn(sync.d)))
        if (auto refusal = removeOldSets(sync)) return refusal;
    return writeRolloutStatus(sync);
}

bool DeploymentController::hasOldPods(const Sync &sync) const
{
    if (countIn(sync.oldSets, u"replicas") > 0) return true;
    for (const Value &set : sync.oldSets)
        for (const Value *pod : ownOf(m_pods, set)) {
            const QString phase = textAt(*pod, {u"status", u"phase"});
            if (phase != u"Failed" && phase != u"Succeeded") return true;
        }
    return false;
}

// By an annotation that the API of old left behind; kubectl copies the template itself.
std::optional<ApiStatus> DeploymentController::rollBack(Sync &sync, qint64 revision)
{
    if (auto refusal = findSets(sync, true)) return refusal;
    const Sets all = sync.all();
    const bool lastOne = revision == 0;
    if (lastOne) revision = lastRevision(all);
    const auto meant =
        std::find_if(all.begin(), all.end(), [revision](const Value &set) { return revisionOf(set) == revision; });
    Value d = sync.d;
    bool done = false;
    if (lastOne && revision == 0) {
        events().record(sync.d, u"Warning"_s, u"DeploymentRollbackRevisionNotFound"_s,
                        u"Unable to find last revision."_s);
    } else if (meant == all.end()) {
        events().record(sync.d, u"Warning"_s, u"DeploymentRollbackRevisionNotFound"_s,
                        u"Unable to find the revision to rollback to."_s);
    } else if (isSameTemplate(templateOf(d), templateOf(*meant))) {
        events().record(
            sync.d, u"Warning"_s, u"DeploymentRollbackTemplateUnchanged"_s,
            u"The rollback revision contains the same template as current deployment \"%1\""_s.arg(nameOf(sync.d)));
    } else {
        restoreFrom(*meant, d);
        done = true;
    }
    mapIn(mapIn(d, u"metadata"), u"annotations").remove(revisions::rollbackTo);
    const auto written = client().update(std::move(d));
    if (!written) return written.status();
    if (done) {
        const QString text = u"Rolled back deployment \"%1\" to revision %2"_s.arg(nameOf(sync.d)).arg(revision);
        events().record(sync.d, u"Normal"_s, u"DeploymentRollback"_s, text);
        decided(sync.key, text);
    }
    return std::nullopt;
}

} // namespace practice
