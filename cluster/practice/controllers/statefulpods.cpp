// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/controllers/statefulpods.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"
#include "cluster/practice/controllers/statefulidentity.h"

#include <algorithm>

namespace practice {

using model::Value;
using namespace Qt::StringLiterals;

namespace {

// An error of this controller's own.
ApiStatus failure(const QString &message) { return {.code = 500, .reason = {}, .message = message}; }

// Several errors as one, as Go writes them.
std::optional<ApiStatus> together(const QStringList &errors)
{
    if (errors.isEmpty()) return std::nullopt;
    return failure(errors.size() == 1 ? errors.front() : u'[' + errors.join(u", ") + u']');
}

} // namespace

void StatefulPods::tell(const QString &verb, const Value &set, const Value &pod, const Refusal &refusal)
{
    const QString capital = verb.front().toUpper() + verb.sliced(1);
    const QString what = u"%1 Pod %2 in StatefulSet %3 "_s.arg(verb, nameOf(pod), nameOf(set));
    if (refusal)
        m_events.record(set, u"Warning"_s, u"Failed"_s + capital, what + u"failed error: "_s + refusal->message);
    else
        m_events.record(set, u"Normal"_s, u"Successful"_s + capital, what + u"successful"_s);
}

void StatefulPods::tellOfClaim(const Value &set, const Value &pod, const Value &claim, const Refusal &refusal)
{
    if (refusal)
        m_events.record(set, u"Warning"_s, u"FailedCreate"_s,
                        u"create Claim %1 for Pod %2 in StatefulSet %3 failed error: "_s.arg(nameOf(claim), nameOf(pod),
                                                                                             nameOf(set)) +
                            refusal->message);
    else
        m_events.record(
            set, u"Normal"_s, u"SuccessfulCreate"_s,
            u"create Claim %1 Pod %2 in StatefulSet %3 success"_s.arg(nameOf(claim), nameOf(pod), nameOf(set)));
}

const Value *StatefulPods::find(const Value &claim) const
{
    const auto written = m_written.constFind(Informer::keyOf(claim));
    return written != m_written.cend() ? &*written : m_claims.find(Informer::keyOf(claim));
}

std::optional<ApiStatus> StatefulPods::createClaims(const Value &set, const Value &pod)
{
    constexpr int conflict = 409; // it is there already
    QStringList errors;
    for (const Value &claim : claimsOf(set, pod)) {
        if (const Value *known = find(claim)) {
            if (isGoing(*known)) errors.append(u"pvc %1 is being deleted"_s.arg(nameOf(claim)));
            continue;
        }
        const auto made = m_client.create(claim);
        const Refusal refusal = made ? std::nullopt : std::optional(made.status());
        if (made) m_written[Informer::keyOf(*made)] = *made;
        if (refusal) errors.append(u"failed to create PVC %1: "_s.arg(nameOf(claim)) + refusal->message);
        if (!refusal || refusal->code != conflict) tellOfClaim(set, pod, claim, refusal);
    }
    return together(errors);
}

std::optional<ApiStatus> StatefulPods::create(const Value &set, const Value &pod)
{
    if (auto refusal = createClaims(set, pod)) {
        tell(u"create"_s, set, pod, refusal);
        return refusal;
    }
    const auto made = m_client.create(pod);
    const Refusal refusal = made ? std::nullopt : std::optional(made.status());
    if (refusal && refusal->reason == u"AlreadyExists") return refusal;
    if (auto failed = giveClaimsRightOwners(set, pod)) {
        tell(u"update"_s, set, pod, failed);
        return failed;
    }
    tell(u"create"_s, set, pod, refusal);
    return refusal;
}

std::optional<ApiStatus> StatefulPods::update(const Value &set, Value pod)
{
    const bool isRight = hasIdentity(set, pod) && hasStorage(set, pod);
    if (!hasIdentity(set, pod)) giveIdentity(set, pod);
    if (!hasStorage(set, pod)) {
        giveStorage(set, pod);
        if (auto refusal = createClaims(set, pod)) {
            tell(u"update"_s, set, pod, refusal);
            return refusal;
        }
    }
    const bool areRight = claimsHaveRightOwners(set, pod);
    if (!areRight)
        if (auto refusal = giveClaimsRightOwners(set, pod)) {
            tell(u"update"_s, set, pod, refusal);
            return refusal;
        }
    if (isRight && areRight) return std::nullopt;
    const auto written = m_client.update(pod);
    const Refusal refusal = written ? std::nullopt : std::optional(written.status());
    tell(u"update"_s, set, pod, refusal);
    return refusal;
}

std::optional<ApiStatus> StatefulPods::remove(const Value &set, const Value &pod)
{
    const auto removed = m_client.remove(m_client.kind(u"v1", u"Pod"), namespaceOf(pod), nameOf(pod));
    const Refusal refusal = removed ? std::nullopt : std::optional(removed.status());
    tell(u"delete"_s, set, pod, refusal);
    return refusal;
}

std::optional<ApiStatus> StatefulPods::createMissingClaims(const Value &set, const Value &pod)
{
    if (auto refusal = createClaims(set, pod)) return refusal;
    auto refusal = giveClaimsRightOwners(set, pod);
    if (refusal) tell(u"update"_s, set, pod, refusal);
    return refusal;
}

bool StatefulPods::hasStaleClaim(const Value &set, const Value &pod) const
{
    if (!deletesWhenScaled(set)) return false;
    const std::vector<Value> claims = claimsOf(set, pod);
    return std::any_of(claims.begin(), claims.end(), [&](const Value &claim) {
        const Value *known = find(claim);
        return known && isOfEarlier(*known, pod);
    });
}

bool StatefulPods::claimsHaveRightOwners(const Value &set, const Value &pod) const
{
    const std::vector<Value> claims = claimsOf(set, pod);
    return std::all_of(claims.begin(), claims.end(), [&](const Value &claim) {
        const Value *known = find(claim);
        return !known || hasRightOwners(*known, set, pod);
    });
}

std::optional<ApiStatus> StatefulPods::giveClaimsRightOwners(const Value &set, const Value &pod)
{
    for (const Value &wanted : claimsOf(set, pod)) {
        const Value *known = find(wanted);
        if (!known) continue; // the next look finds it
        if (hasOtherController(*known, set, pod))
            m_events.record(set, u"Warning"_s, u"ConflictingController"_s,
                            u"PersistentVolumeClaim %1 has a conflicting OwnerReference that acts as a manging "
                            "controller, the retention policy is ignored for this claim"_s.arg(nameOf(wanted)));
        if (hasRightOwners(*known, set, pod)) continue;
        Value claim = *known;
        giveRightOwners(claim, set, pod);
        const auto written = m_client.update(std::move(claim));
        if (!written)
            return failure(u"could not update claim %1 for delete policy ownerRefs: "_s.arg(nameOf(wanted)) +
                           written.status().message);
        m_written[Informer::keyOf(*written)] = *written;
    }
    return std::nullopt;
}

} // namespace practice
