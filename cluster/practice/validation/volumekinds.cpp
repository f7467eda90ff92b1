// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/nodeselectors.h"
#include "cluster/practice/validation/persistence.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/resourcenames.h"
#include "cluster/practice/validation/restrules.h"
#include "cluster/practice/validation/restwarnings.h"

#include <algorithm>

// pkg/apis/core/validation/validation.go and pkg/volume/validation: PersistentVolume.

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;
using model::ValueMap;

namespace {

void checkVolumeAffinity(FieldErrors &errors, const Where &where, const Value &affinity, bool allowInvalid)
{
    const Where required = where.child(u"required");
    const Value *selector = fieldIn(affinity, u"required");
    if (!selector) return errors.required(required, u"must specify required node constraints"_s);
    checkNodeSelector(errors, required, *selector, allowInvalid);
}

bool hasInvalidAffinityValue(const Value &spec)
{
    for (const Value &term : listAt(spec, {u"nodeAffinity", u"required", u"nodeSelectorTerms"}))
        for (const Value &expression : listIn(term, u"matchExpressions"))
            for (const Value &value : listIn(expression, u"values"))
                if (!labelValueProblems(textOf(value)).empty()) return true;
    return false;
}

void checkCapacity(FieldErrors &errors, const Where &where, const Value &spec)
{
    const ValueMap &capacity = entriesIn(spec, u"capacity");
    const Where at = where.child(u"capacity");
    if (capacity.empty()) errors.required(at);
    if (capacity.size() != 1 || capacity.front().first != u"storage") {
        QString all;
        for (const auto &entry : capacity)
            all += (all.isEmpty() ? QString() : u", "_s) + goQuoted(entry.first) + u":resource.Quantity{...}"_s;
        const QString text =
            !fieldIn(spec, u"capacity") ? u"core.ResourceList(nil)"_s : u"core.ResourceList{"_s + all + u'}';
        errors.notSupported(at, text, {u"storage"_s});
    }
    for (const auto &[name, amount] : capacity) {
        checkBasicQuantity(errors, at.key(name), amount);
        checkPositiveQuantity(errors, at.key(name), amount);
    }
}

void checkInlined(FieldErrors &errors, const Where &where, const Value &spec)
{
    const QString context = u" in the context of inline volumes"_s;
    const QString may = u"may not be specified"_s + context;
    if (fieldIn(spec, u"claimRef")) errors.forbidden(where.child(u"claimRef"), may);
    if (!entriesIn(spec, u"capacity").empty()) errors.forbidden(where.child(u"capacity"), may);
    if (!fieldIn(spec, u"csi")) errors.required(where.child(u"csi"), u"has to be specified"_s + context);
}

void checkSpec(FieldErrors &errors, const Where &where, const Value &spec, bool inlined, bool allowInvalid)
{
    if (inlined) checkInlined(errors, where, spec);
    if (listIn(spec, u"accessModes").empty()) errors.required(where.child(u"accessModes"));
    checkAccessModes(errors, where, spec);
    if (!inlined) checkCapacity(errors, where, spec);
    const QString policy = textIn(spec, u"persistentVolumeReclaimPolicy"), mode = textIn(spec, u"volumeMode");
    const Where policyAt = where.child(u"persistentVolumeReclaimPolicy");
    const QString context = u" in the context of inline volumes"_s;
    if (!policy.isEmpty() && !inlined) checkOneOf(errors, policyAt, policy, {u"Delete", u"Recycle", u"Retain"});
    if (!policy.isEmpty() && inlined && policy != u"Retain")
        errors.forbidden(policyAt, u"may only be Retain"_s + context);
    const Value *affinity = fieldIn(spec, u"nodeAffinity");
    if (affinity && inlined) errors.forbidden(where.child(u"nodeAffinity"), u"may not be specified"_s + context);
    if (affinity && !inlined) checkVolumeAffinity(errors, where.child(u"nodeAffinity"), *affinity, allowInvalid);
    checkVolumeSources(errors, where, spec, affinity && !inlined);
    if (const QString name = textIn(spec, u"storageClassName"); !name.isEmpty()) {
        if (inlined)
            errors.forbidden(where.child(u"storageClassName"), u"may not be specified"_s + context);
        else
            invalidEach(errors, where.child(u"storageClassName"), name, dns1123SubdomainProblems(name));
    }
    if (!fieldIn(spec, u"volumeMode")) return;
    if (!inlined)
        checkOneOf(errors, where.child(u"volumeMode"), mode, {u"Block", u"Filesystem"});
    else if (mode != u"Filesystem")
        errors.forbidden(where.child(u"volumeMode"), u"may not specify volumeMode other than Filesystem"_s + context);
}

void checkVolume(const Value &volume, bool allowInvalid, FieldErrors &errors)
{
    checkKubeMetadata(volume, false, nameIsSubdomain, errors);
    checkSpec(errors, Where(u"spec"), structIn(volume, u"spec"), false, allowInvalid);
}

// pkg/volume/validation/pv_validation.go: these kinds take mount options from an annotation.
void checkMountOptions(const Value &volume, FieldErrors &errors)
{
    const QStringView key = u"volume.beta.kubernetes.io/mount-options";
    const Value &spec = structIn(volume, u"spec");
    for (const QStringView source :
         {u"gcePersistentDisk", u"awsElasticBlockStore", u"glusterfs", u"nfs", u"rbd", u"quobyte", u"iscsi", u"cinder",
          u"cephfs", u"azureFile", u"vsphereVolume", u"azureDisk", u"photonPersistentDisk"})
        if (fieldIn(spec, source)) return;
    const Where metadata(u"metadata");
    const Where annotations = metadata.child(u"annotations");
    if (at(volume, {u"metadata", u"annotations", key}))
        errors.forbidden(annotations.child(key), u"may not specify mount options for this volume type"_s);
}

void createVolume(const Value &volume, FieldErrors &errors)
{
    checkVolume(volume, false, errors);
    checkMountOptions(volume, errors);
}

void updateVolume(const Value &volume, const Value &old, FieldErrors &errors)
{
    const Value &spec = structIn(volume, u"spec"), &oldSpec = structIn(old, u"spec");
    const bool allowInvalid = hasInvalidAffinityValue(oldSpec);
    checkVolume(volume, allowInvalid, errors);
    checkMountOptions(volume, errors);
    checkVolume(volume, allowInvalid, errors);
    const Where where(u"spec");
    // Go prints the difference of the two, whose blanks change from run to run; what it says is left out here.
    if (!sameVolumeSources(spec, oldSpec))
        errors.forbidden(where.child(u"persistentvolumesource"),
                         u"spec.persistentvolumesource is immutable after creation\n"_s);
    checkImmutable(fieldIn(spec, u"volumeMode"), fieldIn(oldSpec, u"volumeMode"), Where(u"volumeMode"), errors);
    const Value *affinity = fieldIn(spec, u"nodeAffinity"), *oldAffinity = fieldIn(oldSpec, u"nodeAffinity");
    if (oldAffinity && !sameValue(affinity, oldAffinity))
        errors.invalid(Where(u"nodeAffinity"), affinity ? u"core.VolumeNodeAffinity{...}"_s : u"\"null\""_s,
                       u"field is immutable, except for updating from beta label to GA"_s);
    if (!sameValue(fieldIn(spec, u"volumeAttributesClassName"), fieldIn(oldSpec, u"volumeAttributesClassName")))
        errors.forbidden(where.child(u"volumeAttributesClassName"),
                         u"update is forbidden when the VolumeAttributesClass feature gate is disabled"_s);
}

void updateVolumeStatus(const Value &volume, const Value &old, FieldErrors &errors)
{
    checkKubeMetadataUpdate(volume, old, errors);
}

} // namespace

void checkVolumeSpec(FieldErrors &errors, const Where &where, const Value &spec, bool inlined)
{
    checkSpec(errors, where, spec, inlined, false);
}

std::span<const KindValidation> volumeKinds()
{
    static constexpr KindValidation kinds[] = {
        {u"", u"PersistentVolume", createWith<createVolume, false>, updateWith<updateVolume, false>,
         updateWith<updateVolumeStatus, false>, volumeWarnings},
    };
    return kinds;
}

} // namespace practice
