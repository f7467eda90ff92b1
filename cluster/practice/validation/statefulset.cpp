// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/statefulset.h"

#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/gotext.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/selectors.h"
#include "cluster/practice/validation/workload.h"

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;

namespace {

void checkStatefulStrategy(FieldErrors &errors, const Where &where, const Value &strategy)
{
    const QString &type = textIn(strategy, u"type");
    const Value *update = fieldIn(strategy, u"rollingUpdate");
    const Where updateAt = where.child(u"rollingUpdate");
    if (type.isEmpty()) return errors.required(where);
    if (type == u"OnDelete") {
        if (update)
            errors.invalid(updateAt,
                           fieldIn(*update, u"maxUnavailable") ? goOpaque(u"apps.RollingUpdateStatefulSetStrategy")
                                                               : u"apps.RollingUpdateStatefulSetStrategy{Partition:%1, "
                                                                 u"MaxUnavailable:(*intstr.IntOrString)(nil)}"_s.arg(
                                                                     numberIn(*update, u"partition").value_or(0)),
                           u"only allowed for updateStrategy 'RollingUpdate'"_s);
        return;
    }
    if (type != u"RollingUpdate")
        return errors.invalid(where,
                              update ? goOpaque(u"apps.StatefulSetUpdateStrategy")
                                     : u"apps.StatefulSetUpdateStrategy{Type:"_s + goQuoted(type) +
                                           u", RollingUpdate:(*apps.RollingUpdateStatefulSetStrategy)(nil)}"_s,
                              u"must be 'RollingUpdate' or 'OnDelete'"_s);
    if (!update) return;
    checkNotNegativeFields(errors, updateAt, *update, {u"partition"});
    if (const Value *most = fieldIn(*update, u"maxUnavailable")) {
        const Where mostAt = updateAt.child(u"maxUnavailable");
        checkIntOrPercent(errors, mostAt, *most);
        if (intOrPercentValue(*most) == 0) errors.invalid(mostAt, goIntOrString(*most), u"cannot be 0"_s);
        checkAtMost100Percent(errors, mostAt, *most);
    }
}

// ValidatePodTemplateSpecForStatefulSet: the pod's spec is left unchecked, since it lacks the claims' volumes.
void checkStatefulTemplate(FieldErrors &errors, const Where &where, const Value &spec, const PodOptions &options)
{
    const Where at = where.child(u"template");
    const Value *selector = fieldIn(spec, u"selector");
    const Value &podTemplate = structIn(spec, u"template");
    const Value &meta = structIn(podTemplate, u"metadata");
    if (const auto ready = ReadySelector::from(selector)) {
        if (!ready->selectsEverything()) checkTemplateMatches(errors, at, *ready, podTemplate);
        checkLabels(fieldIn(meta, u"labels"), at.child(u"labels"), errors);
        checkAnnotations(fieldIn(meta, u"annotations"), at.child(u"annotations"), errors);
        checkPodAnnotations(errors, at.child(u"annotations"), meta, structIn(podTemplate, u"spec"), options);
    } else {
        errors.invalid(where.child(u"selector"), goLabelSelector(selector), {});
    }
    checkAlwaysRestarts(errors, at, podTemplate, u"StatefulSet");
}

void checkStatefulSpec(FieldErrors &errors, const Value &object, const PodOptions &options, bool checksServiceName)
{
    const Where where(u"spec");
    const Value &spec = structIn(object, u"spec");
    const QString &management = textIn(spec, u"podManagementPolicy");
    if (management.isEmpty())
        errors.required(where.child(u"podManagementPolicy"));
    else if (management != u"OrderedReady" && management != u"Parallel")
        errors.invalidText(where.child(u"podManagementPolicy"), management, u"must be 'OrderedReady' or 'Parallel'"_s);
    checkStatefulStrategy(errors, where.child(u"updateStrategy"), structIn(spec, u"updateStrategy"));
    if (const Value *retention = fieldIn(spec, u"persistentVolumeClaimRetentionPolicy")) {
        const Where at = where.child(u"persistentVolumeClaimRetentionPolicy");
        for (const QStringView field : {u"whenDeleted", u"whenScaled"})
            checkOneOf(errors, at.child(field), textIn(*retention, field), {u"Retain", u"Delete"});
    }
    checkNotNegativeFields(errors, where, spec, {u"replicas", u"minReadySeconds"});
    if (const Value *ordinals = fieldIn(spec, u"ordinals"))
        checkNotNegative(errors, where.child(u"ordinals.start"), numberIn(*ordinals, u"start").value_or(0));
    if (const QString &service = textIn(spec, u"serviceName"); checksServiceName && !service.isEmpty())
        invalidEach(errors, where.child(u"serviceName"), service, dns1123LabelProblems(service));
    checkNonEmptySelector(errors, where.child(u"selector"), fieldIn(spec, u"selector"), u"statefulset");
    checkStatefulTemplate(errors, where, spec, options);
}

} // namespace

void createStatefulSet(const Value &object, FieldErrors &errors)
{
    checkKubeMetadata(object, true, nameIsLabel, errors);
    checkStatefulSpec(errors, object, templateOptions(nullptr), true);
}

void updateStatefulSet(const Value &object, const Value &old, FieldErrors &errors)
{
    checkKubeMetadataUpdate(object, old, errors);
    checkStatefulSpec(errors, object, templateOptions(&old), false);
    Value now = structIn(object, u"spec");
    Value before = structIn(old, u"spec");
    for (const QStringView field : {u"replicas", u"template", u"updateStrategy", u"minReadySeconds", u"ordinals",
                                    u"revisionHistoryLimit", u"persistentVolumeClaimRetentionPolicy"}) {
        now.remove(field);
        before.remove(field);
    }
    if (!now.means(before))
        errors.forbidden(Where(u"spec"),
                         u"updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', "
                         u"'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and "
                         u"'minReadySeconds' are forbidden"_s);
}

void updateStatefulSetStatus(const Value &object, const Value &old, FieldErrors &errors)
{
    const Where where(u"status");
    const Value &status = structIn(object, u"status");
    const QStringView overReplicas = u"cannot be greater than status.replicas";
    checkNotNegativeFields(errors, where, status,
                           {u"replicas", u"readyReplicas", u"currentReplicas", u"updatedReplicas", u"availableReplicas",
                            u"observedGeneration", u"collisionCount"});
    checkCounts(errors, where, status,
                {{u"readyReplicas", u"replicas", overReplicas},
                 {u"currentReplicas", u"replicas", overReplicas},
                 {u"updatedReplicas", u"replicas", overReplicas},
                 {u"availableReplicas", u"replicas", overReplicas},
                 {u"availableReplicas", u"readyReplicas", u"cannot be greater than status.readyReplicas"}});
    checkKubeMetadataUpdate(object, old, errors);
    checkCollisions(errors, object, old);
}

std::vector<QString> warnOfStatefulSet(const Value &object, const Value *old)
{
    std::vector<QString> warnings = templateWarnings(object, old, {u"spec", u"template"}, false);
    if (numberIn(structIn(object, u"spec"), u"revisionHistoryLimit").value_or(0) < 0)
        warnings.push_back(u"spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= "
                           u"0 is recommended"_s);
    return warnings;
}

namespace {

void checkDaemonUpdate(FieldErrors &errors, const Where &where, const Value &update)
{
    const Value zero(0);
    const Value *unavailable = fieldIn(update, u"maxUnavailable");
    const Value *surge = fieldIn(update, u"maxSurge");
    const Value &most = unavailable ? *unavailable : zero;
    const Value &more = surge ? *surge : zero;
    const Where mostAt = where.child(u"maxUnavailable");
    const Where moreAt = where.child(u"maxSurge");
    checkIntOrPercent(errors, mostAt, most);
    checkIntOrPercent(errors, moreAt, more);
    checkAtMost100Percent(errors, mostAt, most);
    checkAtMost100Percent(errors, moreAt, more);
    const bool hasMost = intOrPercentValue(most) != 0;
    const bool hasMore = intOrPercentValue(more) != 0;
    if (hasMost && hasMore)
        errors.invalid(moreAt, goIntOrString(more), u"may not be set when maxUnavailable is non-zero"_s);
    if (!hasMost && !hasMore) errors.required(mostAt, u"cannot be 0 when maxSurge is 0"_s);
}

void checkDaemonStrategy(FieldErrors &errors, const Where &where, const Value &strategy)
{
    const QString &type = textIn(strategy, u"type");
    const Value *update = fieldIn(strategy, u"rollingUpdate");
    if (type == u"OnDelete") return;
    if (type != u"RollingUpdate")
        return errors.notSupported(where,
                                   update ? goOpaque(u"apps.DaemonSetUpdateStrategy")
                                          : u"apps.DaemonSetUpdateStrategy{Type:"_s + goQuoted(type) +
                                                u", RollingUpdate:(*apps.RollingUpdateDaemonSet)(nil)}"_s,
                                   {u"RollingUpdate"_s, u"OnDelete"_s});
    if (!update) return errors.required(where.child(u"rollingUpdate"));
    checkDaemonUpdate(errors, where.child(u"rollingUpdate"), *update);
}

void checkDaemonSpec(FieldErrors &errors, const Value &object, const PodOptions &options)
{
    const Where where(u"spec");
    const Value &spec = structIn(object, u"spec");
    const Where templateAt = where.child(u"template");
    const Value &podTemplate = structIn(spec, u"template");
    const Value *selector = fieldIn(spec, u"selector");
    checkLabelSelector(selector, where.child(u"selector"), errors, options.allowInvalidLabelValueInSelector);
    if (const auto ready = ReadySelector::from(selector)) checkTemplateMatches(errors, templateAt, *ready, podTemplate);
    if (selector && isEmptySelector(selector))
        errors.invalid(where.child(u"selector"), goLabelSelector(selector),
                       u"empty selector is invalid for daemonset"_s);
    checkPodTemplate(errors, templateAt, podTemplate, options);
    checkAlwaysRestarts(errors, templateAt, podTemplate, u"DaemonSet");
    checkNotNegativeFields(errors, where, spec, {u"minReadySeconds"});
    checkDaemonStrategy(errors, where.child(u"updateStrategy"), structIn(spec, u"updateStrategy"));
    checkNotNegativeFields(errors, where, spec, {u"revisionHistoryLimit"});
}

} // namespace

void createDaemonSet(const Value &object, FieldErrors &errors)
{
    checkKubeMetadata(object, true, nameIsSubdomain, errors);
    checkDaemonSpec(errors, object, templateOptions(nullptr));
}

// The generation of the template, which Go checks too, is the server's own.
void updateDaemonSet(const Value &object, const Value &old, FieldErrors &errors)
{
    PodOptions options = templateOptions(&old);
    if (hasInvalidSelectorValue(fieldIn(structIn(old, u"spec"), u"selector")))
        options.allowInvalidLabelValueInSelector = true;
    checkKubeMetadata(object, true, nameIsSubdomain, errors);
    checkDaemonSpec(errors, object, options);
    checkKubeMetadataUpdate(object, old, errors);
    checkDaemonSpec(errors, object, options);
    checkSelectorUnchanged(errors, object, old);
}

void updateDaemonSetStatus(const Value &object, const Value &old, FieldErrors &errors)
{
    checkKubeMetadataUpdate(object, old, errors);
    checkNotNegativeFields(errors, Where(u"status"), structIn(object, u"status"),
                           {u"currentNumberScheduled", u"numberMisscheduled", u"desiredNumberScheduled", u"numberReady",
                            u"observedGeneration", u"updatedNumberScheduled", u"numberAvailable", u"numberUnavailable",
                            u"collisionCount"});
    checkCollisions(errors, object, old);
}

std::vector<QString> warnOfDaemonSet(const Value &object, const Value *old)
{
    return templateWarnings(object, old, {u"spec", u"template"}, false);
}

} // namespace practice
