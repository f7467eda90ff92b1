// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/deployment.h"
#include "cluster/practice/controllers/podstate.h"
#include "cluster/practice/controllers/templatehash.h"

#include <algorithm>

// The ReplicaSets of a Deployment (pkg/controller/deployment/sync.go).

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

constexpr int conflict = 409; // AlreadyExists has it too

Value newSetOf(const Value &d, const QString &name, const QString &hash)
{
    Value podTemplate = templateOf(d);
    mapIn(mapIn(podTemplate, u"metadata"), u"labels").set(revisions::hashLabel, hash);
    Value selector = *at(d, {u"spec", u"selector"});
    mapIn(selector, u"matchLabels").set(revisions::hashLabel, hash);
    Value set(ValueMap{{u"kind"_s, u"ReplicaSet"}, {u"apiVersion"_s, u"apps/v1"}});
    Value &metadata = mapIn(set, u"metadata");
    metadata.set(u"name", name);
    metadata.set(u"namespace", namespaceOf(d));
    metadata.set(u"ownerReferences", ValueList{controllerReference(d)});
    metadata.set(u"labels", *at(std::as_const(podTemplate), {u"metadata", u"labels"}));
    Value &spec = mapIn(set, u"spec");
    if (const qint64 minReady = integerAt(d, {u"spec", u"minReadySeconds"})) spec.set(u"minReadySeconds", minReady);
    spec.set(u"selector", std::move(selector));
    spec.set(u"template", std::move(podTemplate));
    spec.set(u"replicas", 0);
    return set;
}

// The revision that the Deployment says it has; whether that is news.
bool setRevision(Value &d, const QString &revision)
{
    if (annotationOf(d, revisions::revision) == revision) return false;
    mapIn(mapIn(d, u"metadata"), u"annotations").set(revisions::revision, revision);
    return true;
}

} // namespace

std::optional<ApiStatus> DeploymentController::findSets(Sync &sync, bool create)
{
    const int index = findNewSet(sync.d, sync.sets);
    sync.newSet = Value();
    sync.oldSets = sync.sets;
    if (index >= 0) sync.oldSets.erase(sync.oldSets.begin() + index);
    // More than one may have the template; the others are old ones.
    const qint64 revision = newestRevision(sync.oldSets) + 1;
    if (index >= 0) return takeUpSet(sync, index, revision);
    return create ? makeSet(sync, revision) : std::nullopt;
}

std::optional<ApiStatus> DeploymentController::takeUpSet(Sync &sync, int index, qint64 revision)
{
    Value set = sync.sets[std::size_t(index)];
    const qint64 minReady = integerAt(sync.d, {u"spec", u"minReadySeconds"});
    const bool annotated = annotateNewSet(sync.d, set, revision, false);
    if (annotated || integerAt(set, {u"spec", u"minReadySeconds"}) != minReady) {
        mapIn(set, u"spec").set(u"minReadySeconds", minReady);
        auto written = client().update(std::move(set));
        if (!written) return written.status();
        sync.newSet = std::move(*written);
        sync.sets[std::size_t(index)] = sync.newSet;
        return std::nullopt;
    }
    sync.newSet = set;
    bool changed = setRevision(sync.d, annotationOf(set, revisions::revision));
    Value status = statusIn(sync.d);
    if (hasProgressDeadline(sync.d) && !conditionIn(status, u"Progressing")) {
        setCondition(status, newCondition(u"Progressing"_s, u"True"_s, u"FoundNewReplicaSet"_s,
                                          u"Found new replica set \"%1\""_s.arg(nameOf(set)), clock().wallMs()));
        changed = true;
    }
    return changed ? writeStatus(sync, std::move(status)) : std::nullopt;
}

std::optional<ApiStatus> DeploymentController::makeSet(Sync &sync, qint64 revision)
{
    const Value *collisions = at(std::as_const(sync.d), {u"status", u"collisionCount"});
    const QString hash = podTemplateHash(
        templateOf(sync.d), collisions && collisions->integer() ? std::optional(*collisions->integer()) : std::nullopt);
    const QString name = nameOf(sync.d) + u'-' + hash;
    Value set = newSetOf(sync.d, name, hash);
    const qint64 replicas = newSetReplicas(sync.d, sync.oldSets, set);
    mapIn(set, u"spec").set(u"replicas", replicas);
    annotateNewSet(sync.d, set, revision, true);
    auto made = client().create(std::move(set));
    if (!made && made.status().code == conflict) return setExists(sync, made.status(), name);
    if (!made) return failedToMakeSet(sync, made.status(), name);
    sync.newSet = std::move(*made);
    sync.sets.push_back(sync.newSet);
    decided(sync.key,
            u"no ReplicaSet has its template: creates %1 with %2 pods, revision %3"_s.arg(name).arg(replicas).arg(
                revision));
    if (replicas > 0)
        events().record(sync.d, u"Normal"_s, u"ScalingReplicaSet"_s,
                        u"Scaled up replica set %1 from 0 to %2"_s.arg(name).arg(replicas));
    bool changed = setRevision(sync.d, QString::number(revision));
    Value status = statusIn(sync.d);
    if (hasProgressDeadline(sync.d)) {
        setCondition(status, newCondition(u"Progressing"_s, u"True"_s, u"NewReplicaSetCreated"_s,
                                          u"Created new replica set \"%1\""_s.arg(name), clock().wallMs()));
        changed = true;
    }
    return changed ? writeStatus(sync, std::move(status)) : std::nullopt;
}

// Its own that the copy of the cluster does not show yet, or another template with the same hash.
std::optional<ApiStatus> DeploymentController::setExists(Sync &sync, const ApiStatus &refusal, const QString &name)
{
    const Value *known = m_sets.find(namespaceOf(sync.d), name);
    if (!known) return ApiStatus::notFound({u"apps"_s, u"replicasets"_s}, name);
    if (isControlledBy(*known, sync.d) && isSameTemplate(templateOf(*known), templateOf(sync.d))) {
        sync.newSet = *known;
        return setRevision(sync.d, annotationOf(*known, revisions::revision)) ? writeStatus(sync, statusIn(sync.d))
                                                                              : std::nullopt;
    }
    Value status = statusIn(sync.d);
    status.set(u"collisionCount", integerAt(status, {u"collisionCount"}) + 1);
    decided(sync.key, u"%1 is another one's: takes another hash"_s.arg(name));
    if (auto failed = writeStatus(sync, std::move(status))) return failed;
    return refusal;
}

std::optional<ApiStatus> DeploymentController::failedToMakeSet(Sync &sync, const ApiStatus &refusal,
                                                               const QString &name)
{
    if (refusal.isNamespaceTerminating()) return refusal;
    const QString message = u"Failed to create new replica set \"%1\": %2"_s.arg(name, refusal.message);
    if (hasProgressDeadline(sync.d)) {
        Value status = statusIn(sync.d);
        setCondition(status,
                     newCondition(u"Progressing"_s, u"False"_s, u"ReplicaSetCreateError"_s, message, clock().wallMs()));
        (void)writeStatus(sync, std::move(status)); // the refusal is what counts
    }
    events().record(sync.d, u"Warning"_s, u"ReplicaSetCreateError"_s, message);
    return refusal;
}

std::optional<ApiStatus> DeploymentController::resizeSet(Sync &sync, const Value &set, qint64 replicas, Value *after)
{
    if (wantedReplicas(set) != replicas) return scaleSet(sync, set, replicas, after);
    if (after) *after = set;
    return std::nullopt;
}

std::optional<ApiStatus> DeploymentController::scaleSet(Sync &sync, const Value &set, qint64 replicas, Value *after)
{
    if (after) *after = set;
    Value scaled = set;
    const qint64 before = wantedReplicas(set);
    const bool annotated = annotateReplicas(scaled, sync.d);
    if (before == replicas && !annotated) return std::nullopt;
    mapIn(scaled, u"spec").set(u"replicas", replicas);
    auto written = client().update(std::move(scaled));
    if (!written) return written.status();
    if (before != replicas) {
        const QString text =
            u"Scaled %1 replica set %2 from %3 to %4"_s.arg(before < replicas ? u"up"_s : u"down"_s, nameOf(set))
                .arg(before)
                .arg(replicas);
        events().record(sync.d, u"Normal"_s, u"ScalingReplicaSet"_s, text);
        decided(sync.key, u"wants %1 pods: %2"_s.arg(wantedReplicas(sync.d)).arg(text));
    }
    if (after) *after = std::move(*written);
    return std::nullopt;
}

// All but the newest of the old ones, as far as they are done.
std::optional<ApiStatus> DeploymentController::removeOldSets(Sync &sync)
{
    const std::optional<qint64> limit = historyLimit(sync.d);
    if (!limit) return std::nullopt;
    Sets old = sync.oldSets;
    std::erase_if(old, isGoing);
    const qint64 surplus = qint64(old.size()) - *limit;
    if (surplus <= 0) return std::nullopt;
    std::sort(old.begin(), old.end(), [](const Value &left, const Value &right) {
        const auto mine = revisionOf(left);
        const auto other = revisionOf(right);
        return !mine || !other || *mine == *other ? isOlder(left, right) : *mine < *other;
    });
    old.resize(std::size_t(surplus));
    for (const Value &set : old) {
        if (integerAt(set, {u"status", u"replicas"}) != 0 || wantedReplicas(set) != 0 ||
            integerAt(set, {u"metadata", u"generation"}) > integerAt(set, {u"status", u"observedGeneration"}))
            continue;
        const auto removed = client().remove(m_sets.kind(), namespaceOf(set), nameOf(set));
        if (!removed && !removed.status().isNotFound()) return removed.status();
        decided(sync.key, u"keeps %1 old ReplicaSets: deletes %2"_s.arg(*limit).arg(nameOf(set)));
    }
    return std::nullopt;
}

} // namespace practice
