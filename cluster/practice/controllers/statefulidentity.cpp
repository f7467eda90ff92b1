// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/controllers/statefulidentity.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

constexpr QStringView podNameLabel = u"statefulset.kubernetes.io/pod-name";
constexpr QStringView podIndexLabel = u"apps.kubernetes.io/pod-index";
constexpr QStringView revisionKey = u"controller-revision-hash";

QString claimName(const Value &set, const Value &claim, int ordinal)
{
    return nameOf(claim) + u'-' + nameOf(set) + u'-' + QString::number(ordinal);
}

const ValueList &claimTemplates(const Value &set) { return listAt(set, {u"spec", u"volumeClaimTemplates"}); }

bool refersTo(const Value &reference, const Value &owner)
{
    return textAt(reference, {u"apiVersion"}) == textAt(owner, {u"apiVersion"}) &&
           textAt(reference, {u"kind"}) == textAt(owner, {u"kind"}) && textAt(reference, {u"name"}) == nameOf(owner);
}

bool isOwnedBy(const Value &claim, const Value &owner)
{
    const ValueList &owners = listAt(claim, {u"metadata", u"ownerReferences"});
    return std::any_of(owners.begin(), owners.end(),
                       [&owner](const Value &one) { return textAt(one, {u"uid"}) == uidOf(owner); });
}

// Which of the two is to own the claim: while the pod is wanted the set, then the pod.
struct Wanted
{
    bool set = false;
    bool pod = false;
};
Wanted wantedOwners(const Value &set, const Value &pod)
{
    const bool scaledDown = !isInRange(set, ordinalOf(pod));
    if (!deletesWhenScaled(set)) return {.set = deletesWhenDeleted(set), .pod = false};
    return {.set = deletesWhenDeleted(set) && !scaledDown, .pod = scaledDown};
}

} // namespace

int ordinalOf(const Value &pod)
{
    const QString name = nameOf(pod);
    const qsizetype dash = name.lastIndexOf(u'-');
    if (dash < 0 || dash + 1 == name.size()) return -1;
    const QStringView digits = QStringView(name).sliced(dash + 1);
    if (!std::all_of(digits.begin(), digits.end(), [](QChar c) { return c >= u'0' && c <= u'9'; })) return -1;
    bool fits = false;
    const int ordinal = digits.toInt(&fits);
    return fits ? ordinal : -1;
}

bool isMemberOf(const Value &set, const Value &pod)
{
    const QString name = nameOf(pod);
    const qsizetype dash = name.lastIndexOf(u'-');
    return dash >= 0 && ordinalOf(pod) >= 0 && QStringView(name).first(dash) == nameOf(set);
}

int firstOrdinal(const Value &set) { return int(integerAt(set, {u"spec", u"ordinals", u"start"})); }

bool isInRange(const Value &set, int ordinal)
{
    const int first = firstOrdinal(set);
    return ordinal >= first && ordinal < first + integerAt(set, {u"spec", u"replicas"}, 1);
}

QString revisionLabel(const Value &pod) { return textAt(pod, {u"metadata", u"labels", revisionKey}); }

Value newMember(const Value &set, int ordinal, const QString &revision)
{
    Value pod(ValueMap{{u"kind"_s, u"Pod"}, {u"apiVersion"_s, u"v1"}});
    Value &metadata = mapIn(pod, u"metadata");
    for (const QStringView field : {QStringView(u"labels"), QStringView(u"annotations"), QStringView(u"finalizers")})
        if (const Value *given = at(set, {u"spec", u"template", u"metadata", field}); given && !given->isNull())
            metadata.set(field, *given);
    metadata.set(u"generateName", nameOf(set) + u'-');
    metadata.set(u"name", nameOf(set) + u'-' + QString::number(ordinal));
    metadata.set(u"ownerReferences", ValueList{controllerReference(set)});
    const Value *spec = at(set, {u"spec", u"template", u"spec"});
    pod.set(u"spec", spec ? *spec : Value(ValueMap()));
    giveIdentity(set, pod);
    Value &podSpec = mapIn(pod, u"spec");
    podSpec.set(u"hostname", nameOf(pod));
    if (const QString service = textAt(set, {u"spec", u"serviceName"}); !service.isEmpty())
        podSpec.set(u"subdomain", service);
    giveStorage(set, pod);
    mapIn(mapIn(pod, u"metadata"), u"labels").set(revisionKey, revision);
    return pod;
}

bool hasIdentity(const Value &set, const Value &pod)
{
    const QString name = nameOf(pod);
    return textAt(pod, {u"metadata", u"labels", podNameLabel}) == name && isMemberOf(set, pod) &&
           name == nameOf(set) + u'-' + QString::number(ordinalOf(pod));
}

void giveIdentity(const Value &set, Value &pod)
{
    const QString ordinal = QString::number(ordinalOf(pod));
    Value &metadata = mapIn(pod, u"metadata");
    const QString name = nameOf(set) + u'-' + ordinal;
    metadata.set(u"name", name);
    metadata.set(u"namespace", namespaceOf(set));
    mapIn(metadata, u"labels").set(podNameLabel, name);
    mapIn(metadata, u"labels").set(podIndexLabel, ordinal);
}

bool hasStorage(const Value &set, const Value &pod)
{
    const int ordinal = ordinalOf(pod);
    if (ordinal < 0) return false;
    const ValueList &wanted = claimTemplates(set);
    if (wanted.empty()) return true;
    const ValueList &volumes = listAt(pod, {u"spec", u"volumes"});
    return std::all_of(wanted.begin(), wanted.end(), [&](const Value &claim) {
        return std::any_of(volumes.begin(), volumes.end(), [&](const Value &volume) {
            return textAt(volume, {u"name"}) == nameOf(claim) &&
                   textAt(volume, {u"persistentVolumeClaim", u"claimName"}) == claimName(set, claim, ordinal);
        });
    });
}

void giveStorage(const Value &set, Value &pod)
{
    ValueList volumes;
    const ValueList &wanted = claimTemplates(set);
    for (const Value &claim : wanted) {
        Value volume(ValueMap{{u"name"_s, nameOf(claim)}});
        mapIn(volume, u"persistentVolumeClaim").set(u"claimName", claimName(set, claim, ordinalOf(pod)));
        volumes.push_back(std::move(volume));
    }
    for (const Value &volume : listAt(pod, {u"spec", u"volumes"}))
        if (std::none_of(wanted.begin(), wanted.end(),
                         [&volume](const Value &claim) { return nameOf(claim) == textAt(volume, {u"name"}); }))
            volumes.push_back(volume);
    if (!volumes.empty()) mapIn(pod, u"spec").set(u"volumes", std::move(volumes));
}

std::vector<Value> claimsOf(const Value &set, const Value &pod)
{
    std::vector<Value> claims;
    for (const Value &wanted : claimTemplates(set)) {
        Value claim = wanted;
        claim.set(u"kind", u"PersistentVolumeClaim");
        claim.set(u"apiVersion", u"v1");
        Value &metadata = mapIn(claim, u"metadata");
        metadata.set(u"name", claimName(set, wanted, ordinalOf(pod)));
        metadata.set(u"namespace", namespaceOf(set));
        for (const auto &[key, label] : mapAt(set, {u"spec", u"selector", u"matchLabels"}))
            mapIn(metadata, u"labels").set(key, label);
        claims.push_back(std::move(claim));
    }
    return claims;
}

bool deletesWhenScaled(const Value &set)
{
    return textAt(set, {u"spec", u"persistentVolumeClaimRetentionPolicy", u"whenScaled"}) == u"Delete";
}

bool deletesWhenDeleted(const Value &set)
{
    return textAt(set, {u"spec", u"persistentVolumeClaimRetentionPolicy", u"whenDeleted"}) == u"Delete";
}

bool isOfEarlier(const Value &claim, const Value &owner)
{
    for (const Value &reference : listAt(claim, {u"metadata", u"ownerReferences"}))
        if (refersTo(reference, owner)) return textAt(reference, {u"uid"}) != uidOf(owner);
    return false;
}

bool hasOtherController(const Value &claim, const Value &set, const Value &pod)
{
    if (!deletesWhenScaled(set) && !deletesWhenDeleted(set)) return false;
    for (const Value &reference : listAt(claim, {u"metadata", u"ownerReferences"})) {
        const Value *us = refersTo(reference, set) ? &set : refersTo(reference, pod) ? &pod : nullptr;
        if (us ? textAt(reference, {u"uid"}) != uidOf(*us) : boolAt(reference, {u"controller"})) return true;
    }
    return false;
}

bool hasRightOwners(const Value &claim, const Value &set, const Value &pod)
{
    if (isOfEarlier(claim, set) || isOfEarlier(claim, pod)) return true; // collected soon, and made again
    const bool bySet = isOwnedBy(claim, set);
    const bool byPod = isOwnedBy(claim, pod);
    if (hasOtherController(claim, set, pod)) return !bySet && !byPod;
    for (const Value &reference : listAt(claim, {u"metadata", u"ownerReferences"})) {
        const QString uid = textAt(reference, {u"uid"});
        if ((uid == uidOf(set) || uid == uidOf(pod)) && !boolAt(reference, {u"controller"})) return false;
    }
    const Wanted wanted = wantedOwners(set, pod);
    return wanted.set == bySet && wanted.pod == byPod;
}

void giveRightOwners(Value &claim, const Value &set, const Value &pod)
{
    const bool isOthers = hasOtherController(claim, set, pod);
    ValueList owners = listAt(std::as_const(claim), {u"metadata", u"ownerReferences"});
    std::erase_if(owners, [&](const Value &one) { return refersTo(one, set) || refersTo(one, pod); });
    if (!isOthers) {
        const Wanted wanted = wantedOwners(set, pod);
        if (wanted.pod) owners.push_back(controllerReference(pod));
        if (wanted.set) owners.push_back(controllerReference(set));
    }
    if (owners.empty())
        mapIn(claim, u"metadata").remove(u"ownerReferences");
    else
        mapIn(claim, u"metadata").set(u"ownerReferences", std::move(owners));
}

} // namespace practice
