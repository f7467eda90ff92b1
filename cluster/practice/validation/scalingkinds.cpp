// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/gotext.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/resourcenames.h"
#include "cluster/practice/validation/restrules.h"
#include "cluster/practice/validation/selectors.h"
#include "cluster/practice/validation/workload.h"

#include <array>

using namespace Qt::StringLiterals;

// pkg/apis/autoscaling/validation, pkg/apis/policy/validation.
namespace practice {

using model::Value;

namespace {

void checkReference(FieldErrors &errors, const Where &where, const Value &reference)
{
    for (const QStringView field : {u"kind", u"name"}) {
        const QString &text = textIn(reference, field);
        if (text.isEmpty())
            errors.required(where.child(field));
        else
            invalidEach(errors, where.child(field), text, pathSegmentProblems(text));
    }
}

void checkMetric(FieldErrors &errors, const Where &where, const Value &metric)
{
    const QString &name = textIn(metric, u"name");
    if (name.isEmpty())
        errors.required(where.child(u"name"), u"must specify a metric name"_s);
    else
        invalidEach(errors, where.child(u"name"), name, pathSegmentProblems(name));
}

void checkTarget(FieldErrors &errors, const Where &where, const Value &target)
{
    const QString &type = textIn(target, u"type");
    if (type.isEmpty()) errors.required(where.child(u"type"), u"must specify a metric target type"_s);
    if (type != u"Utilization" && type != u"Value" && type != u"AverageValue")
        errors.invalidText(where.child(u"type"), type, u"must be either Utilization, Value, or AverageValue"_s);
    for (const QStringView field : {u"value", u"averageValue"})
        if (const Value *value = fieldIn(target, field); value && quantityOf(*value).sign() <= 0)
            errors.invalid(where.child(field), goQuantityStruct(*value), u"must be positive"_s);
    const auto utilization = numberIn(target, u"averageUtilization");
    if (utilization && *utilization < 1)
        invalidNumber(errors, where.child(u"averageUtilization"), *utilization, u"must be greater than 0"_s);
}

void checkObjectSource(FieldErrors &errors, const Where &where, const Value &source)
{
    const Value &target = structIn(source, u"target");
    checkReference(errors, where.child(u"describedObject"), structIn(source, u"describedObject"));
    checkMetric(errors, where.child(u"metric"), structIn(source, u"metric"));
    checkTarget(errors, where.child(u"target"), target);
    if (!fieldIn(target, u"value") && !fieldIn(target, u"averageValue"))
        errors.required(where.child(u"target").child(u"averageValue"),
                        u"must set either a target value or averageValue"_s);
}

void checkExternalSource(FieldErrors &errors, const Where &where, const Value &source)
{
    const Value &target = structIn(source, u"target");
    const bool hasValue = fieldIn(target, u"value");
    const bool hasAverage = fieldIn(target, u"averageValue");
    checkMetric(errors, where.child(u"metric"), structIn(source, u"metric"));
    checkTarget(errors, where.child(u"target"), target);
    if (!hasValue && !hasAverage)
        errors.required(where.child(u"target").child(u"averageValue"),
                        u"must set either a target value for metric or a per-pod target"_s);
    if (hasValue && hasAverage)
        errors.forbidden(where.child(u"target").child(u"value"),
                         u"may not set both a target value for metric and a per-pod target"_s);
}

void checkPodsSource(FieldErrors &errors, const Where &where, const Value &source)
{
    const Value &target = structIn(source, u"target");
    checkMetric(errors, where.child(u"metric"), structIn(source, u"metric"));
    checkTarget(errors, where.child(u"target"), target);
    if (!fieldIn(target, u"averageValue"))
        errors.required(where.child(u"target").child(u"averageValue"),
                        u"must specify a positive target averageValue"_s);
}

void checkUsage(FieldErrors &errors, const Where &where, const Value &source)
{
    const Value &target = structIn(source, u"target");
    const bool hasUtilization = fieldIn(target, u"averageUtilization");
    const bool hasAverage = fieldIn(target, u"averageValue");
    checkTarget(errors, where.child(u"target"), target);
    if (!hasUtilization && !hasAverage)
        errors.required(where.child(u"target").child(u"averageUtilization"),
                        u"must set either a target raw value or a target utilization"_s);
    if (hasUtilization && hasAverage)
        errors.forbidden(where.child(u"target").child(u"averageValue"),
                         u"may not set both a target raw value and a target utilization"_s);
}

void checkResourceSource(FieldErrors &errors, const Where &where, const Value &source)
{
    if (textIn(source, u"name").isEmpty()) errors.required(where.child(u"name"), u"must specify a resource name"_s);
    checkUsage(errors, where, source);
}

void checkContainerSource(FieldErrors &errors, const Where &where, const Value &source)
{
    const QString &name = textIn(source, u"name");
    const QString &container = textIn(source, u"container");
    if (name.isEmpty())
        errors.required(where.child(u"name"), u"must specify a resource name"_s);
    else
        checkContainerResourceName(errors, where.child(u"name"), name);
    if (container.isEmpty())
        errors.required(where.child(u"container"), u"must specify a container"_s);
    else
        invalidEach(errors, where.child(u"container"), container, dns1123LabelProblems(container));
    checkUsage(errors, where, source);
}

struct MetricRule
{
    QStringView type;
    QStringView field;
    void (*check)(FieldErrors &errors, const Where &where, const Value &source);
};

constexpr std::array metricRules = {
    MetricRule{u"Object", u"object", checkObjectSource},
    MetricRule{u"External", u"external", checkExternalSource},
    MetricRule{u"Pods", u"pods", checkPodsSource},
    MetricRule{u"Resource", u"resource", checkResourceSource},
    MetricRule{u"ContainerResource", u"containerResource", checkContainerSource},
};

bool checkSourceType(FieldErrors &errors, const Where &where, const QString &type)
{
    return checkOneOf(errors, where.child(u"type"), type,
                      {u"ContainerResource", u"External", u"Object", u"Pods", u"Resource"});
}

void checkMetricSpec(FieldErrors &errors, const Where &where, const Value &spec)
{
    const QString &type = textIn(spec, u"type");
    if (type.isEmpty()) errors.required(where.child(u"type"), u"must specify a metric source type"_s);
    checkSourceType(errors, where, type);
    int present = 0;
    QStringView expected;
    for (const MetricRule &rule : metricRules) {
        if (rule.type == type) expected = rule.field;
        const Value *source = fieldIn(spec, rule.field);
        if (source && ++present == 1) rule.check(errors, where.child(rule.field), *source);
    }
    if (expected.isEmpty())
        checkSourceType(errors, where, type);
    else if (!fieldIn(spec, expected))
        errors.required(where.child(expected), u"must populate information for the given metric source"_s);
    if (present == 1) return;
    for (const MetricRule &rule : metricRules)
        if (rule.field != expected && fieldIn(spec, rule.field))
            errors.forbidden(where.child(rule.field), u"must populate the given metric source only"_s);
}

void checkScalingRules(FieldErrors &errors, const Where &where, const Value *rules)
{
    if (!rules) return;
    const Where windowAt = where.child(u"stabilizationWindowSeconds");
    const auto window = numberIn(*rules, u"stabilizationWindowSeconds");
    if (window && *window < 0) invalidNumber(errors, windowAt, *window, u"must be greater than or equal to zero"_s);
    if (window && *window > 3600) invalidNumber(errors, windowAt, *window, u"must be less than or equal to 3600"_s);
    if (fieldIn(*rules, u"selectPolicy"))
        checkOneOf(errors, where.child(u"selectPolicy"), textIn(*rules, u"selectPolicy"),
                   {u"Disabled", u"Max", u"Min"});
    const Where policiesAt = where.child(u"policies");
    const auto &policies = listIn(*rules, u"policies");
    if (policies.empty()) errors.required(policiesAt, u"must specify at least one Policy"_s);
    for (std::size_t i = 0; i < policies.size(); ++i) {
        const Where at = policiesAt.index(qsizetype(i));
        const qint64 value = numberIn(policies[i], u"value").value_or(0);
        const qint64 period = numberIn(policies[i], u"periodSeconds").value_or(0);
        checkOneOf(errors, at.child(u"type"), textIn(policies[i], u"type"), {u"Percent", u"Pods"});
        if (value <= 0) invalidNumber(errors, at.child(u"value"), value, u"must be greater than zero"_s);
        if (period <= 0) invalidNumber(errors, at.child(u"periodSeconds"), period, u"must be greater than zero"_s);
        if (period > 1800)
            invalidNumber(errors, at.child(u"periodSeconds"), period, u"must be less than or equal to 1800"_s);
    }
    if (const Value *tolerance = fieldIn(*rules, u"tolerance"))
        checkNotNegativeQuantity(errors, where.child(u"tolerance"), *tolerance);
}

void checkAutoscalerSpec(FieldErrors &errors, const Value &object, qint64 fewest)
{
    const Where where(u"spec");
    const Value &spec = structIn(object, u"spec");
    const auto min = numberIn(spec, u"minReplicas");
    const qint64 max = numberIn(spec, u"maxReplicas").value_or(0);
    if (min && *min < fewest)
        invalidNumber(errors, where.child(u"minReplicas"), *min, u"must be greater than or equal to %1"_s.arg(fewest));
    if (max < 1) invalidNumber(errors, where.child(u"maxReplicas"), max, u"must be greater than 0"_s);
    if (min && max < *min)
        invalidNumber(errors, where.child(u"maxReplicas"), max, u"must be greater than or equal to `minReplicas`"_s);
    checkReference(errors, where.child(u"scaleTargetRef"), structIn(spec, u"scaleTargetRef"));
    const Where metricsAt = where.child(u"metrics");
    const auto &metrics = listIn(spec, u"metrics");
    bool canReachZero = false;
    if (const auto share = numberIn(spec, u"targetCPUUtilizationPercentage"); share && *share < 1)
        invalidNumber(errors, metricsAt.index(0).child(u"resource").child(u"target").child(u"averageUtilization"),
                      *share, u"must be greater than 0"_s);
    for (std::size_t i = 0; i < metrics.size(); ++i) {
        checkMetricSpec(errors, metricsAt.index(qsizetype(i)), metrics[i]);
        const QString &type = textIn(metrics[i], u"type");
        canReachZero = canReachZero || type == u"Object" || type == u"External";
    }
    if (min == 0 && !canReachZero)
        errors.forbidden(metricsAt,
                         u"must specify at least one Object or External metric to support scaling to zero replicas"_s);
    const Value &behavior = structIn(spec, u"behavior");
    const Where behaviorAt = where.child(u"behavior");
    for (const QStringView field : {u"scaleUp", u"scaleDown"})
        checkScalingRules(errors, behaviorAt.child(field), fieldIn(behavior, field));
}

// An object of autoscaling/v1 is the same but for its target, which Go takes for the first metric; further metrics
// stand in annotations there, unchecked.
void createAutoscaler(const Value &object, FieldErrors &errors)
{
    checkKubeMetadata(object, true, nameIsSubdomain, errors);
    checkAutoscalerSpec(errors, object, 1);
}

void updateAutoscaler(const Value &object, const Value &old, FieldErrors &errors)
{
    checkKubeMetadataUpdate(object, old, errors);
    checkAutoscalerSpec(errors, object, numberIn(structIn(old, u"spec"), u"minReplicas") == 0 ? 0 : 1);
}

void updateAutoscalerStatus(const Value &object, const Value &old, FieldErrors &errors)
{
    checkKubeMetadataUpdate(object, old, errors);
    checkNotNegativeFields(errors, Where(u"status"), structIn(object, u"status"),
                           {u"currentReplicas", u"desiredReplicas"});
}

void createScale(const Value &object, FieldErrors &errors)
{
    checkKubeMetadata(object, true, nameIsSubdomain, errors);
    const Where where(u"spec");
    if (const qint64 replicas = numberIn(structIn(object, u"spec"), u"replicas").value_or(0); replicas < 0)
        invalidNumber(errors, where.child(u"replicas"), replicas, u"must be greater than or equal to 0"_s);
}

void updateScale(const Value &object, const Value &, FieldErrors &errors) { createScale(object, errors); }

void checkBudget(FieldErrors &errors, const Value &object, bool allowInvalidValues)
{
    const Where where(u"spec");
    const Value &spec = structIn(object, u"spec");
    if (fieldIn(spec, u"minAvailable") && fieldIn(spec, u"maxUnavailable"))
        errors.invalid(where, goOpaque(u"policy.PodDisruptionBudgetSpec"),
                       u"minAvailable and maxUnavailable cannot be both set"_s);
    for (const QStringView field : {u"minAvailable", u"maxUnavailable"}) {
        const Value *value = fieldIn(spec, field);
        if (!value) continue;
        checkIntOrPercent(errors, where.child(field), *value);
        checkAtMost100Percent(errors, where.child(field), *value);
    }
    checkLabelSelector(fieldIn(spec, u"selector"), where.child(u"selector"), errors, allowInvalidValues);
    if (fieldIn(spec, u"unhealthyPodEvictionPolicy"))
        checkOneOf(errors, where.child(u"unhealthyPodEvictionPolicy"), textIn(spec, u"unhealthyPodEvictionPolicy"),
                   {u"AlwaysAllow", u"IfHealthyBudget"});
}

void createBudget(const Value &object, FieldErrors &errors) { checkBudget(errors, object, false); }

void updateBudget(const Value &object, const Value &old, FieldErrors &errors)
{
    FieldErrors before;
    checkLabelSelector(fieldIn(structIn(old, u"spec"), u"selector"), Where(), before);
    checkBudget(errors, object, !before.isEmpty());
}

void updateBudgetStatus(const Value &object, const Value &, FieldErrors &errors)
{
    const Where where(u"status");
    const Value &status = structIn(object, u"status");
    checkStatusConditions(listIn(status, u"conditions"), where.child(u"conditions"), errors);
    checkNotNegativeFields(errors, where, status,
                           {u"disruptionsAllowed", u"currentHealthy", u"desiredHealthy", u"expectedPods"});
}

constexpr std::array scalingTable = {
    KindValidation{u"autoscaling", u"HorizontalPodAutoscaler", createWith<createAutoscaler, true>,
                   updateWith<updateAutoscaler, true>, updateWith<updateAutoscalerStatus, true>},
    KindValidation{u"autoscaling", u"Scale", createScale, updateScale},
    KindValidation{u"policy", u"PodDisruptionBudget", createWith<createBudget, true>, updateWith<updateBudget, true>,
                   updateWith<updateBudgetStatus, true>},
};

} // namespace

std::span<const KindValidation> scalingKinds() { return scalingTable; }

} // namespace practice
