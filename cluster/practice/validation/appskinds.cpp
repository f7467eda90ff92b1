// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/gotext.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/restrules.h"
#include "cluster/practice/validation/selectors.h"
#include "cluster/practice/validation/statefulset.h"
#include "cluster/practice/validation/workload.h"

#include <array>

using namespace Qt::StringLiterals;

// pkg/apis/apps/validation/validation.go, and ReplicationController of pkg/apis/core/validation.
namespace practice {

using model::Value;

namespace {

// ValidatePodTemplateSpecForReplicaSet.
void checkReplicaTemplate(FieldErrors &errors, const Where &where, const Value &spec, const PodOptions &options,
                          QStringView kind, const QString &badSelector)
{
    const Value *selector = fieldIn(spec, u"selector");
    const auto ready = ReadySelector::from(selector);
    const Where templateAt = where.child(u"template");
    if (!ready) return errors.invalid(where.child(u"selector"), goLabelSelector(selector), badSelector);
    const Value &podTemplate = structIn(spec, u"template");
    if (!ready->selectsEverything()) checkTemplateMatches(errors, templateAt, *ready, podTemplate);
    checkPodTemplate(errors, templateAt, podTemplate, options);
    checkAlwaysRestarts(errors, templateAt, podTemplate, kind);
}

void checkRollingUpdate(FieldErrors &errors, const Where &where, const Value &update)
{
    const Value zero(0);
    const Value *unavailable = fieldIn(update, u"maxUnavailable");
    const Value *surge = fieldIn(update, u"maxSurge");
    const Value &most = unavailable ? *unavailable : zero;
    const Value &more = surge ? *surge : zero;
    const Where mostAt = where.child(u"maxUnavailable");
    checkIntOrPercent(errors, mostAt, most);
    checkIntOrPercent(errors, where.child(u"maxSurge"), more);
    if (intOrPercentValue(most) == 0 && intOrPercentValue(more) == 0)
        errors.invalid(mostAt, goIntOrString(most), u"may not be 0 when `maxSurge` is 0"_s);
    checkAtMost100Percent(errors, mostAt, most);
}

void checkDeploymentStrategy(FieldErrors &errors, const Where &where, const Value &strategy)
{
    const QString &type = textIn(strategy, u"type");
    const Value *update = fieldIn(strategy, u"rollingUpdate");
    if (type == u"Recreate") {
        if (update)
            errors.forbidden(where.child(u"rollingUpdate"),
                             u"may not be specified when strategy `type` is 'Recreate'"_s);
    } else if (type == u"RollingUpdate") {
        if (update)
            checkRollingUpdate(errors, where.child(u"rollingUpdate"), *update);
        else
            errors.required(where.child(u"rollingUpdate"), u"this should be defaulted and never be nil"_s);
    } else {
        errors.notSupported(where,
                            update ? goOpaque(u"apps.DeploymentStrategy")
                                   : u"apps.DeploymentStrategy{Type:"_s + goQuoted(type) +
                                         u", RollingUpdate:(*apps.RollingUpdateDeployment)(nil)}"_s,
                            {u"Recreate"_s, u"RollingUpdate"_s});
    }
}

void checkDeploymentSpec(FieldErrors &errors, const Value &object, const PodOptions &options)
{
    const Where where(u"spec");
    const Value &spec = structIn(object, u"spec");
    checkNotNegativeFields(errors, where, spec, {u"replicas"});
    checkNonEmptySelector(errors, where.child(u"selector"), fieldIn(spec, u"selector"), u"deployment");
    checkReplicaTemplate(errors, where, spec, options, u"ReplicaSet", u"invalid label selector"_s);
    checkDeploymentStrategy(errors, where.child(u"strategy"), structIn(spec, u"strategy"));
    checkNotNegativeFields(errors, where, spec,
                           {u"minReadySeconds", u"revisionHistoryLimit", u"progressDeadlineSeconds"});
    const auto deadline = numberIn(spec, u"progressDeadlineSeconds");
    if (deadline && *deadline <= numberIn(spec, u"minReadySeconds").value_or(0))
        invalidNumber(errors, where.child(u"progressDeadlineSeconds"), *deadline,
                      u"must be greater than minReadySeconds"_s);
}

void createDeployment(const Value &object, FieldErrors &errors)
{
    checkKubeMetadata(object, true, nameIsSubdomain, errors);
    checkDeploymentSpec(errors, object, templateOptions(nullptr));
}

void updateDeployment(const Value &object, const Value &old, FieldErrors &errors)
{
    checkKubeMetadataUpdate(object, old, errors);
    checkDeploymentSpec(errors, object, templateOptions(&old));
    checkSelectorUnchanged(errors, object, old);
}

constexpr QStringView overReplicas = u"cannot be greater than status.replicas";
constexpr QStringView overReady = u"cannot be greater than readyReplicas";

void updateDeploymentStatus(const Value &object, const Value &old, FieldErrors &errors)
{
    const Where where(u"status");
    const Value &status = structIn(object, u"status");
    checkKubeMetadataUpdate(object, old, errors);
    checkNotNegativeFields(errors, where, status,
                           {u"observedGeneration", u"replicas", u"updatedReplicas", u"readyReplicas",
                            u"availableReplicas", u"unavailableReplicas", u"terminatingReplicas", u"collisionCount"});
    checkCounts(errors, where, status,
                {{u"updatedReplicas", u"replicas", overReplicas},
                 {u"readyReplicas", u"replicas", overReplicas},
                 {u"availableReplicas", u"replicas", overReplicas},
                 {u"availableReplicas", u"readyReplicas", overReady}});
    checkCollisions(errors, object, old);
}

void checkReplicaSetSpec(FieldErrors &errors, const Value &object, const PodOptions &options)
{
    const Where where(u"spec");
    const Value &spec = structIn(object, u"spec");
    checkNotNegativeFields(errors, where, spec, {u"replicas", u"minReadySeconds"});
    checkNonEmptySelector(errors, where.child(u"selector"), fieldIn(spec, u"selector"), u"deployment");
    checkReplicaTemplate(errors, where, spec, options, u"ReplicaSet", u"invalid label selector"_s);
}

void createReplicaSet(const Value &object, FieldErrors &errors)
{
    checkKubeMetadata(object, true, nameIsSubdomain, errors);
    checkReplicaSetSpec(errors, object, templateOptions(nullptr));
}

void updateReplicaSet(const Value &object, const Value &old, FieldErrors &errors)
{
    const PodOptions options = templateOptions(&old);
    checkKubeMetadata(object, true, nameIsSubdomain, errors);
    checkReplicaSetSpec(errors, object, options);
    checkKubeMetadataUpdate(object, old, errors);
    checkReplicaSetSpec(errors, object, options);
    checkSelectorUnchanged(errors, object, old);
}

// Also of a ReplicationController.
void updateReplicaStatus(const Value &object, const Value &old, FieldErrors &errors)
{
    const Where where(u"status");
    const Value &status = structIn(object, u"status");
    checkKubeMetadataUpdate(object, old, errors);
    checkNotNegativeFields(errors, where, status,
                           {u"replicas", u"fullyLabeledReplicas", u"readyReplicas", u"availableReplicas",
                            u"observedGeneration", u"terminatingReplicas"});
    checkCounts(errors, where, status,
                {{u"fullyLabeledReplicas", u"replicas", overReplicas},
                 {u"readyReplicas", u"replicas", overReplicas},
                 {u"availableReplicas", u"replicas", overReplicas},
                 {u"availableReplicas", u"readyReplicas", overReady}});
}

void checkControllerSpec(FieldErrors &errors, const Value &object, const PodOptions &options)
{
    const Where where(u"spec");
    const Value &spec = structIn(object, u"spec");
    const Where templateAt = where.child(u"template");
    checkNotNegativeFields(errors, where, spec, {u"minReadySeconds"});
    const auto &selector = entriesIn(spec, u"selector");
    if (selector.empty()) errors.required(where.child(u"selector"));
    if (fieldIn(spec, u"replicas"))
        checkNotNegativeFields(errors, where, spec, {u"replicas"});
    else
        errors.required(where.child(u"replicas"));
    const Value *podTemplate = fieldIn(spec, u"template");
    if (!podTemplate) return errors.required(templateAt);
    const Value &meta = structIn(*podTemplate, u"metadata");
    const LabelMap labels = labelMap(entriesIn(meta, u"labels"));
    for (const auto &[key, value] : selector) {
        const auto found = labels.constFind(key);
        if (found != labels.constEnd() && *found == textOf(value)) continue;
        errors.invalid(templateAt.child(u"metadata").child(u"labels"), goStringMap(fieldIn(meta, u"labels")),
                       u"`selector` does not match template `labels`"_s);
        break;
    }
    checkPodTemplate(errors, templateAt, *podTemplate, options);
    checkAlwaysRestarts(errors, templateAt, *podTemplate, u"ReplicationController");
}

void createController(const Value &object, FieldErrors &errors)
{
    checkKubeMetadata(object, true, nameIsSubdomain, errors);
    checkControllerSpec(errors, object, templateOptions(nullptr));
}

void updateController(const Value &object, const Value &old, FieldErrors &errors)
{
    const PodOptions options = templateOptions(&old);
    checkKubeMetadata(object, true, nameIsSubdomain, errors);
    checkControllerSpec(errors, object, options);
    checkKubeMetadataUpdate(object, old, errors);
    checkControllerSpec(errors, object, options);
}

void checkRevision(FieldErrors &errors, const Value &object)
{
    checkKubeMetadata(object, true, nameIsSubdomain, errors);
    checkNotNegativeFields(errors, Where(), object, {u"revision"});
}

void createRevision(const Value &object, FieldErrors &errors)
{
    checkRevision(errors, object);
    const Value *data = fieldIn(object, u"data");
    if (!data)
        errors.required(Where(u"data"), u"data is mandatory"_s);
    else if (!data->isMap())
        errors.required(Where(u"data"), u"data must be a valid JSON object"_s);
}

void updateRevision(const Value &object, const Value &old, FieldErrors &errors)
{
    checkKubeMetadataUpdate(object, old, errors);
    checkRevision(errors, object);
    checkUnchanged(errors, Where(u"data"), fieldIn(object, u"data"), fieldIn(old, u"data"),
                   goOpaque(u"runtime.RawExtension"));
}

std::vector<QString> warn(const Value &object, const Value *old)
{
    return templateWarnings(object, old, {u"spec", u"template"}, true);
}

constexpr std::array appsTable = {
    KindValidation{u"", u"ReplicationController", createWith<createController, true>,
                   updateWith<updateController, true>, updateWith<updateReplicaStatus, true>, warn},
    KindValidation{u"apps", u"Deployment", createWith<createDeployment, true>, updateWith<updateDeployment, true>,
                   updateWith<updateDeploymentStatus, true>, warn},
    KindValidation{u"apps", u"ReplicaSet", createWith<createReplicaSet, true>, updateWith<updateReplicaSet, true>,
                   updateWith<updateReplicaStatus, true>, warn},
    KindValidation{u"apps", u"StatefulSet", createWith<createStatefulSet, true>, updateWith<updateStatefulSet, true>,
                   updateWith<updateStatefulSetStatus, true>, warnOfStatefulSet},
    KindValidation{u"apps", u"DaemonSet", createWith<createDaemonSet, true>, updateWith<updateDaemonSet, true>,
                   updateWith<updateDaemonSetStatus, true>, warnOfDaemonSet},
    KindValidation{u"apps", u"ControllerRevision", createWith<createRevision, true>, updateWith<updateRevision, true>},
};

} // namespace

std::span<const KindValidation> appsKinds() { return appsTable; }

} // namespace practice
