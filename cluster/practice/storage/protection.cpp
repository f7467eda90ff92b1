// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/storage/protection.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"
#include "cluster/practice/storage/claims.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using namespace Qt::StringLiterals;

namespace {

constexpr QStringView claimFinalizer = u"kubernetes.io/pvc-protection";
constexpr QStringView volumeFinalizer = u"kubernetes.io/pv-protection";

bool has(const Value &object, QStringView finalizer)
{
    const ValueList &all = listAt(object, {u"metadata", u"finalizers"});
    return std::any_of(all.begin(), all.end(),
                       [finalizer](const Value &one) { return one.isString() && *one.string() == finalizer; });
}

bool isOfInterest(const Value &object, QStringView finalizer) { return isGoing(object) == has(object, finalizer); }

std::optional<ApiStatus> setFinalizer(const ComponentClient &client, Value object, QStringView finalizer, bool wanted)
{
    ValueList all = listAt(object, {u"metadata", u"finalizers"});
    if (wanted)
        all.push_back(finalizer.toString());
    else
        std::erase_if(all, [finalizer](const Value &one) { return one.isString() && *one.string() == finalizer; });
    if (all.empty())
        mapIn(object, u"metadata").remove(u"finalizers");
    else
        mapIn(object, u"metadata").set(u"finalizers", std::move(all));
    const auto written = client.update(std::move(object));
    return written ? std::nullopt : std::optional(written.status());
}

// A pod that goes and whose time is over keeps no volume of its own any more.
bool uses(const Value &pod, const Value &claim)
{
    if (textAt(pod, {u"spec", u"nodeName"}).isEmpty()) return false;
    const Value *grace = at(pod, {u"metadata", u"deletionGracePeriodSeconds"});
    const bool isShutDown = isGoing(pod) && grace && grace->integer() && *grace->integer() == 0;
    for (const Value &volume : listAt(pod, {u"spec", u"volumes"})) {
        if (textAt(volume, {u"persistentVolumeClaim", u"claimName"}) == nameOf(claim)) return true;
        if (!isShutDown && volume.find(u"ephemeral") && isControlledBy(claim, pod) &&
            nameOf(pod) + u'-' + textAt(volume, {u"name"}) == nameOf(claim))
            return true;
    }
    return false;
}

} // namespace

ClaimProtectionController::ClaimProtectionController(ComponentProcess &process)
    : Controller(process, u"pvc-protection-controller"_s),
      m_claims(process.informer(u"v1", u"PersistentVolumeClaim")),
      m_pods(process.informer(u"v1", u"Pod"))
{
    m_pods.addIndex(u"claim"_s, claimsOfPod);
    const auto look = [this](const Value &claim) {
        if (isOfInterest(claim, claimFinalizer)) enqueue(Informer::keyOf(claim));
    };
    m_claims.addHandler({.added = look, .changed = [look](const Value &, const Value &now) { look(now); }});
    const auto lookAtPod = [this](const Value &pod) {
        if (isOver(pod) || textAt(pod, {u"spec", u"nodeName"}).isEmpty()) podGone(pod);
    };
    m_pods.addHandler({.added = lookAtPod,
                       .changed =
                           [this, lookAtPod](const Value &before, const Value &now) {
                               lookAtPod(now);
                               if (uidOf(before) != uidOf(now)) podGone(before);
                           },
                       .removed = [this](const Value &last) { podGone(last); }});
}

void ClaimProtectionController::podGone(const Value &pod)
{
    for (const QString &key : claimsOfPod(pod)) enqueue(key);
}

std::optional<QString> ClaimProtectionController::userOf(const Value &claim) const
{
    for (const Value *pod : m_pods.byIndex(u"claim"_s, Informer::keyOf(claim)))
        if (uses(*pod, claim)) return nameOf(*pod);
    // The copy may be late, and what is let go is lost.
    for (const Value &pod : client().list(m_pods.kind(), namespaceOf(claim)).objects)
        if (uses(pod, claim)) return nameOf(pod);
    return std::nullopt;
}

std::optional<ApiStatus> ClaimProtectionController::reconcile(const QString &key)
{
    const Value *found = m_claims.find(key);
    if (!found) return std::nullopt;
    const Value claim = *found;
    if (isGoing(claim) && has(claim, claimFinalizer)) {
        if (const auto user = userOf(claim)) {
            decided(key, u"keeps it: pod %1 uses it"_s.arg(*user));
            return std::nullopt;
        }
        decided(key, u"no pod uses it any more: lets it go"_s);
        return setFinalizer(client(), claim, claimFinalizer, false);
    }
    if (!isGoing(claim) && !has(claim, claimFinalizer)) return setFinalizer(client(), claim, claimFinalizer, true);
    return std::nullopt;
}

VolumeProtectionController::VolumeProtectionController(ComponentProcess &process)
    : Controller(process, u"pv-protection-controller"_s), m_volumes(process.informer(u"v1", u"PersistentVolume"))
{
    const auto look = [this](const Value &volume) {
        if (isOfInterest(volume, volumeFinalizer)) enqueue(Informer::keyOf(volume));
    };
    m_volumes.addHandler({.added = look, .changed = [look](const Value &, const Value &now) { look(now); }});
}

std::optional<ApiStatus> VolumeProtectionController::reconcile(const QString &key)
{
    const Value *found = m_volumes.find(key);
    if (!found) return std::nullopt;
    const Value volume = *found;
    if (isGoing(volume) && has(volume, volumeFinalizer)) {
        if (textAt(volume, {u"status", u"phase"}) == u"Bound") {
            decided(key, u"keeps it: it is bound to %1"_s.arg(claimKeyOf(volume)));
            return std::nullopt;
        }
        decided(key, u"nobody is bound to it: lets it go"_s);
        return setFinalizer(client(), volume, volumeFinalizer, false);
    }
    if (!isGoing(volume) && !has(volume, volumeFinalizer)) return setFinalizer(client(), volume, volumeFinalizer, true);
    return std::nullopt;
}

} // namespace practice
