// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/persistence.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/resourcenames.h"
#include "cluster/practice/validation/restrules.h"
#include "cluster/practice/validation/restwarnings.h"
#include "cluster/practice/validation/selectors.h"

// pkg/apis/core/validation/validation.go: PersistentVolumeClaim.

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;

namespace {

constexpr QStringView classAnnotation = u"volume.beta.kubernetes.io/storage-class";

void checkDataSource(FieldErrors &errors, const Where &where, const Value &source, bool allowOldGroup)
{
    const QString kind = textIn(source, u"kind"), group = textIn(source, u"apiGroup");
    for (const QStringView field : {u"name", u"kind"})
        if (textIn(source, field).isEmpty()) errors.required(where.child(field));
    if (group.isEmpty() && kind != u"PersistentVolumeClaim")
        errors.invalidText(where, kind, u"must be 'PersistentVolumeClaim' when referencing the default apiGroup"_s);
    if (!group.isEmpty() && !allowOldGroup)
        invalidEach(errors, where.child(u"apiGroup"), group, dns1123SubdomainProblems(group));
    if (const QString space = textIn(source, u"namespace"); !space.isEmpty())
        invalidEach(errors, where.child(u"namespace"), space, dns1123LabelProblems(space));
}

void checkDataSources(FieldErrors &errors, const Where &where, const Value &spec, const Value *oldSpec)
{
    const Value *source = fieldIn(spec, u"dataSource"), *reference = fieldIn(spec, u"dataSourceRef");
    const bool allowOldGroup =
        oldSpec && (at(*oldSpec, {u"dataSource", u"apiGroup"}) || at(*oldSpec, {u"dataSourceRef", u"apiGroup"}));
    if (source) checkDataSource(errors, where.child(u"dataSource"), *source, allowOldGroup);
    if (reference) checkDataSource(errors, where.child(u"dataSourceRef"), *reference, allowOldGroup);
    if (!source || !reference) return;
    const QString place = // the path as a value, which it is by mistake
        u"field.Path{name:\"dataSource\", index:\"\", parent:(*field.Path)(0xc000000000)}"_s;
    if (!textIn(*reference, u"namespace").isEmpty()) {
        errors.invalid(where, place, u"may not be specified when dataSourceRef.namespace is specified"_s);
        return;
    }
    for (const QStringView field : {u"apiGroup", u"kind", u"name"})
        if (!sameValue(source->find(field), reference->find(field)))
            return errors.invalid(where, place, u"must match dataSourceRef"_s);
}

void createClaim(const Value &claim, FieldErrors &errors)
{
    checkKubeMetadata(claim, true, nameIsSubdomain, errors);
    checkClaimSpec(errors, Where(u"spec"), structIn(claim, u"spec"));
}

QString annotationOf(const Value &claim) { return textAt(claim, {u"metadata", u"annotations", classAnnotation}); }

// The specs as they are compared: what may change is made equal first.
struct ComparedSpecs
{
    Value now, before;
};

ComparedSpecs comparedSpecs(const Value &claim, const Value &old, FieldErrors &errors)
{
    ComparedSpecs specs{structIn(claim, u"spec"), structIn(old, u"spec")};
    if (textIn(specs.before, u"volumeName").isEmpty() && fieldIn(specs.now, u"volumeName"))
        specs.before.set(u"volumeName", *fieldIn(specs.now, u"volumeName"));
    const Value *name = fieldIn(specs.now, u"storageClassName"), *oldName = fieldIn(specs.before, u"storageClassName");
    const bool had = at(old, {u"metadata", u"annotations", classAnnotation});
    const bool has = at(claim, {u"metadata", u"annotations", classAnnotation});
    const QString oldClass = annotationOf(old);
    const bool moved =
        had && !oldName && name && textOf(*name) == oldClass && (!has || annotationOf(claim) == oldClass);
    const Where metadata(u"metadata");
    const Where annotations = metadata.child(u"annotations");
    if (!moved && annotationOf(claim) != oldClass)
        errors.invalidText(annotations.child(classAnnotation), annotationOf(claim), immutableProblem());
    if (name && !oldName && (moved || !had || textOf(*name) == oldClass)) specs.now.remove(u"storageClassName");
    if (textAt(claim, {u"status", u"phase"}) != u"Bound") return specs;
    const Value *size = at(specs.before, {u"resources", u"requests", u"storage"});
    if (Value *now = at(specs.now, {u"resources", u"requests", u"storage"}); now && size) *now = *size;
    if (fieldIn(specs.now, u"volumeAttributesClassName")) {
        const Value *attributes = fieldIn(specs.before, u"volumeAttributesClassName");
        specs.now.set(u"volumeAttributesClassName", attributes ? *attributes : Value());
    }
    return specs;
}

bool sameSpec(const Value &a, const Value &b)
{
    for (const Value *spec : {&a, &b})
        for (const auto &entry : spec->map() ? *spec->map() : model::ValueMap())
            if (!sameValue(a.find(entry.first), b.find(entry.first))) return false;
    return true;
}

void checkSize(const Value &claim, const Value &old, FieldErrors &errors)
{
    const auto size = [](const Value &object, std::initializer_list<QStringView> way) {
        const Value *amount = at(object, way);
        return amount ? quantityOf(*amount) : model::Quantity();
    };
    const auto now = size(claim, {u"spec", u"resources", u"requests", u"storage"});
    const auto before = size(old, {u"spec", u"resources", u"requests", u"storage"});
    const Where spec(u"spec");
    const Where resources = spec.child(u"resources");
    const Where requests = resources.child(u"requests");
    if (now.compare(before) < 0 && now.compare(size(old, {u"status", u"capacity", u"storage"})) <= 0)
        errors.forbidden(requests.child(u"storage"), u"field can not be less than status.capacity"_s);
}

void updateClaim(const Value &claim, const Value &old, FieldErrors &errors)
{
    const Value &spec = structIn(claim, u"spec"), &oldSpec = structIn(old, u"spec");
    checkKubeMetadata(claim, true, nameIsSubdomain, errors);
    checkClaimSpec(errors, Where(u"spec"), spec, &oldSpec);
    checkKubeMetadataUpdate(claim, old, errors);
    checkKubeMetadata(claim, true, nameIsSubdomain, errors);
    checkClaimSpec(errors, Where(u"spec"), spec, &oldSpec);
    const ComparedSpecs specs = comparedSpecs(claim, old, errors);
    // Go prints the difference of the two after the line end, with blanks that change from run to run; it is left out
    // here.
    if (!sameSpec(specs.now, specs.before))
        errors.forbidden(Where(u"spec"), u"spec is immutable after creation except resources.requests and "
                                         "volumeAttributesClassName for bound claims\n"_s);
    checkSize(claim, old, errors);
    checkImmutable(fieldIn(spec, u"volumeMode"), fieldIn(oldSpec, u"volumeMode"), Where(u"volumeMode"), errors);
    const Where where(u"spec");
    if (!sameValue(fieldIn(spec, u"volumeAttributesClassName"), fieldIn(oldSpec, u"volumeAttributesClassName")))
        errors.forbidden(where.child(u"volumeAttributesClassName"),
                         u"update is forbidden when the VolumeAttributesClass feature gate is disabled"_s);
}

void checkResourceKey(FieldErrors &errors, const Where &where, const QString &name)
{
    const Problems problems = qualifiedNameProblems(name);
    invalidEach(errors, where, name, problems);
    if (problems.empty() && isNativeResource(name) && name != u"storage")
        errors.notSupported(where, goQuoted(name), {u"storage"_s});
}

void updateClaimStatus(const Value &claim, const Value &old, FieldErrors &errors)
{
    checkKubeMetadataUpdate(claim, old, errors);
    const Where spec(u"Spec"), status(u"status");
    if (listAt(claim, {u"spec", u"accessModes"}).empty()) errors.required(spec.child(u"accessModes"));
    const Where capacity = status.child(u"capacity"), allocated = status.child(u"allocatedResources");
    for (const auto &[name, amount] : mapAt(claim, {u"status", u"capacity"}))
        checkBasicQuantity(errors, capacity.key(name), amount);
    const Where states = status.child(u"allocatedResourceStatus");
    for (const auto &[name, state] : mapAt(claim, {u"status", u"allocatedResourceStatuses"})) {
        checkResourceKey(errors, states, name);
        const std::vector<QString> known = {u"ControllerResizeInProgress"_s, u"ControllerResizeInfeasible"_s,
                                            u"NodeResizeInProgress"_s, u"NodeResizeInfeasible"_s,
                                            u"NodeResizePending"_s};
        if (std::find(known.begin(), known.end(), textOf(state)) == known.end())
            errors.notSupported(states, name, known);
    }
    for (const auto &[name, amount] : mapAt(claim, {u"status", u"allocatedResources"})) {
        const qsizetype before = errors.count();
        checkResourceKey(errors, allocated, name);
        if (errors.count() != before) continue;
        checkBasicQuantity(errors, allocated.key(name), amount);
        if (errors.count() == before) checkResourceQuantity(errors, allocated.key(name), u"storage"_s, amount);
    }
}

} // namespace

void checkAccessModes(FieldErrors &errors, const Where &where, const Value &spec)
{
    bool once = false, others = false;
    for (const Value &mode : listIn(spec, u"accessModes")) {
        const QString text = textOf(mode);
        const bool known = checkOneOf(errors, where.child(u"accessModes"), text,
                                      {u"ReadOnlyMany", u"ReadWriteMany", u"ReadWriteOnce", u"ReadWriteOncePod"});
        once = once || text == u"ReadWriteOncePod";
        others = others || (known && text != u"ReadWriteOncePod");
    }
    if (once && others)
        errors.forbidden(where.child(u"accessModes"), u"may not use ReadWriteOncePod with other access modes"_s);
}

void checkClaimSpec(FieldErrors &errors, const Where &where, const Value &spec, const Value *oldSpec)
{
    if (listIn(spec, u"accessModes").empty())
        errors.required(where.child(u"accessModes"), u"at least 1 access mode is required"_s);
    FieldErrors before;
    if (oldSpec) checkLabelSelector(fieldIn(*oldSpec, u"selector"), Where(), before);
    checkLabelSelector(fieldIn(spec, u"selector"), where.child(u"selector"), errors, !before.isEmpty());
    checkAccessModes(errors, where, spec);
    const Where resources = where.child(u"resources");
    if (const Value *size = at(spec, {u"resources", u"requests", u"storage"}))
        checkPositiveQuantity(errors, resources.key(u"storage"), *size);
    else
        errors.required(resources.key(u"storage"));
    if (const QString name = textIn(spec, u"storageClassName"); !name.isEmpty())
        invalidEach(errors, where.child(u"storageClassName"), name, dns1123SubdomainProblems(name));
    if (const Value *mode = fieldIn(spec, u"volumeMode"))
        checkOneOf(errors, where.child(u"volumeMode"), textOf(*mode), {u"Block", u"Filesystem"});
    checkDataSources(errors, where, spec, oldSpec);
}

std::span<const KindValidation> claimKinds()
{
    static constexpr KindValidation kinds[] = {
        {u"", u"PersistentVolumeClaim", createWith<createClaim, true>, updateWith<updateClaim, true>,
         updateWith<updateClaimStatus, true>, claimWarnings},
    };
    return kinds;
}

} // namespace practice
