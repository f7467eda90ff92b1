// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"
#include "cluster/practice/controllers/statefulidentity.h"
#include "cluster/practice/controllers/statefulset.h"

#include <algorithm>

// Which pod of a StatefulSet is next (pkg/controller/statefulset/stateful_set_control.go).

namespace practice {

using model::Value;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

QString phaseOf(const Value &pod) { return textAt(pod, {u"status", u"phase"}); }
bool isCreated(const Value &pod) { return !phaseOf(pod).isEmpty(); }
bool isRunningAndReady(const Value &pod) { return phaseOf(pod) == u"Running" && isReady(pod); }
bool isHealthy(const Value &pod) { return isRunningAndReady(pod) && !isGoing(pod); }

qint64 wantedPods(const Value &set) { return integerAt(set, {u"spec", u"replicas"}, 1); }
qint64 minReadyOf(const Value &set) { return integerAt(set, {u"spec", u"minReadySeconds"}); }

// Below the partition pods keep what they have.
bool keepsCurrent(const Value &set, int ordinal)
{
    const int past = ordinal - firstOrdinal(set);
    const Value *rolling = at(set, {u"spec", u"updateStrategy", u"rollingUpdate"});
    if (rolling && rolling->isMap()) return past < integerAt(*rolling, {u"partition"});
    return textAt(set, {u"spec", u"updateStrategy", u"type"}) == u"RollingUpdate" &&
           past < integerAt(set, {u"status", u"currentReplicas"});
}

} // namespace

void StatefulSetController::sortPods(Sync &sync)
{
    const int first = firstOrdinal(sync.set);
    // However many are wanted, only so many more are made in one look.
    const auto wanted = std::size_t(wantedPods(sync.set));
    sync.replicas.assign(std::min(wanted, sync.pods.size() + std::size_t(burst)), Value());
    for (const Value &pod : sync.pods) {
        const int ordinal = ordinalOf(pod);
        const bool isWanted = isInRange(sync.set, ordinal);
        if (isWanted && std::size_t(ordinal - first) < sync.replicas.size())
            sync.replicas[std::size_t(ordinal - first)] = pod;
        else if (!isWanted && ordinal >= 0)
            sync.condemned.push_back(pod);
    }
    std::sort(sync.condemned.begin(), sync.condemned.end(),
              [](const Value &left, const Value &right) { return ordinalOf(left) > ordinalOf(right); });
    for (std::size_t i = 0; i < sync.replicas.size() && sync.unhealthy.isEmpty(); ++i)
        if (!isHealthy(sync.replicas[i])) sync.unhealthy = nameOf(sync.set) + u'-' + QString::number(first + int(i));
    for (std::size_t i = sync.condemned.size(); i-- > 0 && sync.unhealthy.isEmpty();)
        if (!isHealthy(sync.condemned[i])) sync.unhealthy = nameOf(sync.condemned[i]);
}

// One that is not there, as it is to be made.
Value StatefulSetController::memberToBe(const Sync &sync, std::size_t index) const
{
    const int ordinal = firstOrdinal(sync.set) + int(index);
    return keepsCurrent(sync.currentSet, ordinal) ? newMember(sync.currentSet, ordinal, nameOf(sync.current))
                                                  : newMember(sync.updateSet, ordinal, nameOf(sync.update));
}

std::optional<ApiStatus> StatefulSetController::updatePods(Sync &sync)
{
    sync.status = ValueMap();
    sync.status.set(u"observedGeneration", integerAt(sync.set, {u"metadata", u"generation"}));
    sync.status.set(u"currentRevision", nameOf(sync.current));
    sync.status.set(u"updateRevision", nameOf(sync.update));
    sync.status.set(u"collisionCount", sync.collisions);
    sortPods(sync);
    count(sync); // those that are made in this look have no phase yet
    if (isGoing(sync.set)) return std::nullopt;
    Step step = forAll(sync, sync.replicas.size(), [&](std::size_t i) { return processReplica(sync, i); });
    if (!step.stops)
        step = forAll(sync, sync.condemned.size(), [&](std::size_t i) {
            const Value &pod = sync.condemned[i];
            if (m_members.claimsHaveRightOwners(sync.updateSet, pod)) return Step();
            const Refusal refusal = m_members.giveClaimsRightOwners(sync.updateSet, pod);
            return Step{.stops = refusal.has_value(), .refusal = refusal};
        });
    if (!step.stops)
        step = forAll(sync, sync.condemned.size(),
                      [&](std::size_t i) { return processCondemned(sync, sync.condemned[i]); });
    if (step.stops || textAt(sync.set, {u"spec", u"updateStrategy", u"type"}) == u"OnDelete") return step.refusal;
    return replaceOld(sync);
}

// In order until one says stop; otherwise all, in batches that double while nothing is refused.
StatefulSetController::Step StatefulSetController::forAll(const Sync &sync, std::size_t count,
                                                          const std::function<Step(std::size_t)> &step)
{
    if (sync.isOrdered()) {
        for (std::size_t i = 0; i < count; ++i)
            if (Step made = step(i); made.stops || made.refusal) return {.stops = true, .refusal = made.refusal};
        return {};
    }
    std::size_t batch = 1;
    for (std::size_t done = 0; done < count; batch = std::min<std::size_t>(2 * batch, burst)) {
        Refusal refusal;
        for (const std::size_t end = std::min(done + batch, count); done < end; ++done)
            if (Step made = step(done); made.refusal && !refusal) refusal = made.refusal;
        if (refusal) return {.stops = true, .refusal = refusal};
    }
    return {};
}

StatefulSetController::Step StatefulSetController::processReplica(Sync &sync, std::size_t index)
{
    const Value pod = sync.replicas[index].isNull() ? memberToBe(sync, index) : sync.replicas[index];
    const bool ordered = sync.isOrdered();
    const auto refusedBy = [](const Refusal &refusal) { return Step{.stops = true, .refusal = refusal}; };
    const QString phase = phaseOf(pod);
    if (phase == u"Failed" || phase == u"Succeeded") {
        if (isGoing(pod)) return {.stops = true};
        decided(sync.key, u"%1 is over: deletes it, to make it anew"_s.arg(nameOf(pod)));
        return refusedBy(m_members.remove(sync.set, pod));
    }
    if (phase.isEmpty()) {
        if (m_members.hasStaleClaim(sync.set, pod)) return {.stops = true};
        if (auto refusal = m_members.create(sync.set, pod)) return refusedBy(refusal);
        decided(sync.key,
                u"wants %1 pods, and %2 is not there: creates it"_s.arg(wantedPods(sync.set)).arg(nameOf(pod)));
        if (ordered) return {.stops = true};
    }
    if (phase == u"Pending")
        if (auto refusal = m_members.createMissingClaims(sync.set, pod)) return refusedBy(refusal);
    if (ordered &&
        (isGoing(pod) || !isRunningAndReady(pod) || !isAvailable(pod, minReadyOf(sync.set), clock().wallMs())))
        return {.stops = true};
    if (hasIdentity(sync.set, pod) && hasStorage(sync.set, pod) && m_members.claimsHaveRightOwners(sync.updateSet, pod))
        return {};
    const Refusal refusal = m_members.update(sync.updateSet, pod);
    return {.stops = refusal.has_value(), .refusal = refusal};
}

StatefulSetController::Step StatefulSetController::processCondemned(Sync &sync, const Value &pod)
{
    const bool ordered = sync.isOrdered();
    if (isGoing(pod)) return {.stops = ordered};
    // Nobody goes while somebody else is not well.
    const bool waits = !isRunningAndReady(pod) || !isAvailable(pod, minReadyOf(sync.set), clock().wallMs());
    if (ordered && waits && nameOf(pod) != sync.unhealthy) return {.stops = true};
    decided(sync.key, u"wants %1 pods: deletes %2"_s.arg(wantedPods(sync.set)).arg(nameOf(pod)));
    return {.stops = true, .refusal = m_members.remove(sync.set, pod)};
}

// The highest one that has an old template, when all above it are well.
std::optional<ApiStatus> StatefulSetController::replaceOld(Sync &sync)
{
    const auto least = std::size_t(integerAt(sync.set, {u"spec", u"updateStrategy", u"rollingUpdate", u"partition"}));
    for (std::size_t i = sync.replicas.size(); i-- > least;) {
        const Value &pod = sync.replicas[i];
        if (pod.isNull()) return std::nullopt; // it is on its way
        if (revisionLabel(pod) != nameOf(sync.update) && !isGoing(pod)) {
            decided(sync.key, u"%1 has an old template: deletes it, to make it anew"_s.arg(nameOf(pod)));
            const Refusal refusal = m_members.remove(sync.set, pod);
            if (refusal && !refusal->isNotFound()) return refusal;
            sync.status.set(u"currentReplicas", integerAt(sync.status, {u"currentReplicas"}) - 1);
            return refusal;
        }
        if (!isHealthy(pod)) return std::nullopt;
    }
    return std::nullopt;
}

void StatefulSetController::count(Sync &sync)
{
    const QString current = nameOf(sync.current);
    const QString update = nameOf(sync.update);
    const qint64 minReady = minReadyOf(sync.set);
    const qint64 now = clock().wallMs();
    qint64 made = 0, ready = 0, available = 0, ofCurrent = 0, ofUpdate = 0;
    for (const Value &pod : sync.pods) {
        if (!isCreated(pod)) continue;
        ++made;
        if (isRunningAndReady(pod)) {
            ++ready;
            if (isAvailable(pod, minReady, now)) ++available;
        }
        if (isGoing(pod)) continue;
        const QString revision = revisionLabel(pod);
        if (revision == current) ++ofCurrent;
        if (revision == update) ++ofUpdate;
    }
    sync.status.set(u"replicas", made);
    sync.status.set(u"readyReplicas", ready);
    sync.status.set(u"availableReplicas", available);
    sync.status.set(u"currentReplicas", ofCurrent);
    sync.status.set(u"updatedReplicas", ofUpdate);
}

std::optional<ApiStatus> StatefulSetController::writeStatus(Sync &sync)
{
    Value &status = sync.status;
    const qint64 wanted = wantedPods(sync.set);
    const auto is = [&status](QStringView field, qint64 count) { return integerAt(status, {field}) == count; };
    if (textAt(sync.set, {u"spec", u"updateStrategy", u"type"}) == u"RollingUpdate" && is(u"updatedReplicas", wanted) &&
        is(u"readyReplicas", wanted) && is(u"replicas", wanted)) {
        status.set(u"currentReplicas", wanted);
        status.set(u"currentRevision", nameOf(sync.update));
    }
    // The other two are there even when there are none.
    for (const QStringView field :
         {QStringView(u"readyReplicas"), QStringView(u"currentReplicas"), QStringView(u"updatedReplicas")})
        if (is(field, 0)) status.remove(field);
    const Value *old = sync.set.find(u"status");
    bool isSame = old && integerAt(status, {u"observedGeneration"}) <= integerAt(*old, {u"observedGeneration"});
    for (const QStringView field :
         {QStringView(u"replicas"), QStringView(u"readyReplicas"), QStringView(u"currentReplicas"),
          QStringView(u"updatedReplicas"), QStringView(u"availableReplicas")})
        isSame = isSame && is(field, integerAt(*old, {field}));
    for (const QStringView field : {QStringView(u"currentRevision"), QStringView(u"updateRevision")})
        isSame = isSame && textAt(status, {field}) == textAt(*old, {field});
    if (isSame) return std::nullopt;
    Value object = sync.set;
    object.set(u"status", status);
    const auto written = client().update(std::move(object), u"status"_s);
    return written ? std::nullopt : std::optional(written.status());
}

} // namespace practice
