// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/storage/claims.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"
#include "cluster/practice/kinds/quantities.h"
#include "cluster/practice/request/objectselector.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using namespace Qt::StringLiterals;

namespace {

Quantity quantityAt(const Value &object, std::initializer_list<QStringView> way)
{
    return Quantity::parse(textAt(object, way)).value_or(Quantity());
}

Quantity requestOf(const Value &claim) { return quantityAt(claim, {u"spec", u"resources", u"requests", u"storage"}); }
Quantity capacityOf(const Value &volume) { return quantityAt(volume, {u"spec", u"capacity", u"storage"}); }

QString modeOf(const Value &object)
{
    const QString mode = textAt(object, {u"spec", u"volumeMode"});
    return mode.isEmpty() ? u"Filesystem"_s : mode;
}

QStringList accessModes(const Value &object)
{
    QStringList modes;
    for (const Value &mode : listAt(object, {u"spec", u"accessModes"}))
        if (mode.isString()) modes.append(*mode.string());
    return modes;
}

bool offersModes(const Value &volume, const Value &claim)
{
    const QStringList offered = accessModes(volume);
    const QStringList wanted = accessModes(claim);
    return std::all_of(wanted.begin(), wanted.end(),
                       [&offered](const QString &mode) { return offered.contains(mode); });
}

bool isCandidate(const Value &volume, const Value &claim)
{
    const bool isFree = !at(volume, {u"spec", u"claimRef"}) || isBoundTo(volume, claim);
    return isFree && offersModes(volume, claim) && capacityOf(volume) >= requestOf(claim) &&
           !differInMode(volume, claim) && !isGoing(volume);
}

} // namespace

bool hasAnnotation(const Value &object, QStringView name)
{
    return at(object, {u"metadata", u"annotations", name}) != nullptr;
}

QString annotationOf(const Value &object, QStringView name)
{
    return textAt(object, {u"metadata", u"annotations", name});
}

QString storageClassOf(const Value &object)
{
    if (const Value *beta = at(object, {u"metadata", u"annotations", u"volume.beta.kubernetes.io/storage-class"}))
        return beta->isString() ? *beta->string() : QString();
    return textAt(object, {u"spec", u"storageClassName"});
}

bool hasStorageClass(const Value &claim)
{
    if (hasAnnotation(claim, u"volume.beta.kubernetes.io/storage-class")) return true;
    const Value *name = at(claim, {u"spec", u"storageClassName"});
    return name && !name->isNull();
}

bool isBoundTo(const Value &volume, const Value &claim)
{
    const Value *reference = at(volume, {u"spec", u"claimRef"});
    if (!reference || reference->isNull()) return false;
    if (textAt(*reference, {u"name"}) != nameOf(claim) || textAt(*reference, {u"namespace"}) != namespaceOf(claim))
        return false;
    const QString uid = textAt(*reference, {u"uid"});
    return uid.isEmpty() || uid == uidOf(claim);
}

Value claimReference(const Value &claim)
{
    Value reference;
    reference.set(u"kind", u"PersistentVolumeClaim");
    reference.set(u"namespace", namespaceOf(claim));
    reference.set(u"name", nameOf(claim));
    reference.set(u"uid", uidOf(claim));
    reference.set(u"apiVersion", u"v1");
    reference.set(u"resourceVersion", textAt(claim, {u"metadata", u"resourceVersion"}));
    return reference;
}

QString claimKeyOf(const Value &volume)
{
    const QString name = textAt(volume, {u"spec", u"claimRef", u"name"});
    return name.isEmpty() ? QString() : Informer::keyOf(textAt(volume, {u"spec", u"claimRef", u"namespace"}), name);
}

bool differInMode(const Value &volume, const Value &claim) { return modeOf(volume) != modeOf(claim); }

// Volumes that offer the fewest access modes are looked at first (persistentvolume/index.go).
const Value *bestVolume(const Value &claim, const std::map<QString, Value> &volumes, bool delaysBinding)
{
    std::map<qsizetype, std::vector<const Value *>> byModes;
    for (const auto &[name, volume] : volumes)
        if (isCandidate(volume, claim)) byModes[accessModes(volume).size()].push_back(&volume);
    const Value *selector = at(claim, {u"spec", u"selector"});
    for (const auto &[count, some] : byModes) {
        const Value *smallest = nullptr;
        for (const Value *volume : some) {
            if (isBoundTo(*volume, claim)) return volume;
            if (delaysBinding || textAt(*volume, {u"status", u"phase"}) != u"Available") continue;
            if (selector && !selector->isNull() && !selectorMatches(*selector, labelsOf(*volume))) continue;
            if (storageClassOf(*volume) != storageClassOf(claim)) continue;
            if (!smallest || capacityOf(*volume) < capacityOf(*smallest)) smallest = volume;
        }
        if (smallest) return smallest;
    }
    return nullptr;
}

QString whyUnfit(const Value &volume, const Value &claim)
{
    if (isGoing(volume)) return u"the volume is marked for deletion \"%1\""_s.arg(nameOf(volume));
    if (capacityOf(volume).roundedUp() < requestOf(claim).roundedUp()) return u"requested PV is too small"_s;
    if (storageClassOf(volume) != storageClassOf(claim)) return u"storageClassName does not match"_s;
    if (differInMode(volume, claim)) return u"incompatible volumeMode"_s;
    if (!offersModes(volume, claim)) return u"incompatible accessMode"_s;
    return {};
}

QStringList claimsOfPod(const Value &pod)
{
    QStringList keys;
    for (const Value &volume : listAt(pod, {u"spec", u"volumes"})) {
        if (const QString name = textAt(volume, {u"persistentVolumeClaim", u"claimName"}); !name.isEmpty())
            keys.append(Informer::keyOf(namespaceOf(pod), name));
        else if (volume.find(u"ephemeral"))
            keys.append(Informer::keyOf(namespaceOf(pod), nameOf(pod) + u'-' + textAt(volume, {u"name"})));
    }
    return keys;
}

bool isOver(const Value &pod)
{
    const QString phase = textAt(pod, {u"status", u"phase"});
    return phase == u"Failed" || phase == u"Succeeded";
}

} // namespace practice
