// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/kinds/hpaconversion.h"

#include "cluster/practice/base/objects.h"
#include "model/wire/json.h"

#include <span>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

constexpr QStringView metricsName = u"autoscaling.alpha.kubernetes.io/metrics";
constexpr QStringView currentName = u"autoscaling.alpha.kubernetes.io/current-metrics";
constexpr QStringView conditionsName = u"autoscaling.alpha.kubernetes.io/conditions";
constexpr QStringView behaviorName = u"autoscaling.alpha.kubernetes.io/behavior";

// A field of a metric: its name in v1, in the order in which Go writes them, and its way in v2.
struct MetricField
{
    const char16_t *source;
    const char16_t *old;
    const char16_t *parent; // in v2; empty: the source itself
    const char16_t *name;
    const char16_t *zero; // what v1 writes where there is none; null: nothing
};

constexpr MetricField specFields[] = {
    {u"object", u"target", u"", u"describedObject", nullptr},
    {u"object", u"metricName", u"metric", u"name", u""},
    {u"object", u"targetValue", u"target", u"value", u"0"},
    {u"object", u"selector", u"metric", u"selector", nullptr},
    {u"object", u"averageValue", u"target", u"averageValue", nullptr},
    {u"pods", u"metricName", u"metric", u"name", u""},
    {u"pods", u"targetAverageValue", u"target", u"averageValue", u"0"},
    {u"pods", u"selector", u"metric", u"selector", nullptr},
    {u"resource", u"name", u"", u"name", u""},
    {u"resource", u"targetAverageUtilization", u"target", u"averageUtilization", nullptr},
    {u"resource", u"targetAverageValue", u"target", u"averageValue", nullptr},
    {u"containerResource", u"name", u"", u"name", u""},
    {u"containerResource", u"targetAverageUtilization", u"target", u"averageUtilization", nullptr},
    {u"containerResource", u"targetAverageValue", u"target", u"averageValue", nullptr},
    {u"containerResource", u"container", u"", u"container", u""},
    {u"external", u"metricName", u"metric", u"name", u""},
    {u"external", u"metricSelector", u"metric", u"selector", nullptr},
    {u"external", u"targetValue", u"target", u"value", nullptr},
    {u"external", u"targetAverageValue", u"target", u"averageValue", nullptr},
};

constexpr MetricField statusFields[] = {
    {u"object", u"target", u"", u"describedObject", nullptr},
    {u"object", u"metricName", u"metric", u"name", u""},
    {u"object", u"currentValue", u"current", u"value", u"0"},
    {u"object", u"selector", u"metric", u"selector", nullptr},
    {u"object", u"averageValue", u"current", u"averageValue", nullptr},
    {u"pods", u"metricName", u"metric", u"name", u""},
    {u"pods", u"currentAverageValue", u"current", u"averageValue", u"0"},
    {u"pods", u"selector", u"metric", u"selector", nullptr},
    {u"resource", u"name", u"", u"name", u""},
    {u"resource", u"currentAverageUtilization", u"current", u"averageUtilization", nullptr},
    {u"resource", u"currentAverageValue", u"current", u"averageValue", u"0"},
    {u"containerResource", u"name", u"", u"name", u""},
    {u"containerResource", u"currentAverageUtilization", u"current", u"averageUtilization", nullptr},
    {u"containerResource", u"currentAverageValue", u"current", u"averageValue", u"0"},
    {u"containerResource", u"container", u"", u"container", u""},
    {u"external", u"metricName", u"metric", u"name", u""},
    {u"external", u"metricSelector", u"metric", u"selector", nullptr},
    {u"external", u"currentValue", u"current", u"value", u"0"},
    {u"external", u"currentAverageValue", u"current", u"averageValue", nullptr},
};

constexpr QStringView sources[] = {u"object", u"pods", u"resource", u"containerResource", u"external"};

Value ordered(const Value &reference)
{
    ValueMap result = {{u"kind"_s, textAt(reference, {u"kind"})}, {u"name"_s, textAt(reference, {u"name"})}};
    if (const QString version = textAt(reference, {u"apiVersion"}); !version.isEmpty())
        result.emplace_back(u"apiVersion"_s, version);
    return result;
}

Value metricToV1(const Value &metric, std::span<const MetricField> fields)
{
    Value result = ValueMap{{u"type"_s, textAt(metric, {u"type"})}};
    for (const QStringView source : sources) {
        const Value *from = metric.find(source);
        if (!from || !from->isMap()) continue;
        Value to = ValueMap();
        for (const MetricField &field : fields) {
            if (source != QStringView(field.source)) continue;
            const QStringView parent(field.parent);
            const Value *holder = parent.isEmpty() ? from : from->find(parent);
            const Value *value = holder ? holder->find(field.name) : nullptr;
            if (QStringView(field.name) == u"describedObject")
                to.set(field.old, ordered(value ? *value : Value()));
            else if (value)
                to.set(field.old, *value);
            else if (field.zero)
                to.set(field.old, field.zero);
        }
        result.set(source, std::move(to));
    }
    return result;
}

QString targetType(QStringView source, const Value &v1)
{
    if (source == u"object") return v1.find(u"averageValue") ? u"AverageValue"_s : u"Value"_s;
    if (source == u"external") return v1.find(u"targetValue") ? u"Value"_s : u"AverageValue"_s;
    if (source == u"pods") return u"AverageValue"_s;
    return v1.find(u"targetAverageUtilization") ? u"Utilization"_s : u"AverageValue"_s;
}

Value metricToV2(const Value &metric, std::span<const MetricField> fields)
{
    const bool isSpec = fields.data() == specFields;
    Value result = ValueMap{{u"type"_s, textAt(metric, {u"type"})}};
    for (const QStringView source : sources) {
        const Value *from = metric.find(source);
        if (!from || !from->isMap()) continue;
        Value to = ValueMap();
        if (isSpec)
            to.set(u"target", ValueMap{{u"type"_s, targetType(source, *from)}});
        else
            to.set(u"current", ValueMap());
        for (const MetricField &field : fields) {
            if (source != QStringView(field.source)) continue;
            const Value *value = from->find(field.old);
            const QStringView parent(field.parent);
            Value &holder = parent.isEmpty() ? to : mapIn(to, parent);
            if (value && !value->isNull())
                holder.set(field.name, *value);
            else if (field.zero)
                holder.set(field.name, field.zero);
            else if (QStringView(field.name) == u"describedObject")
                holder.set(field.name, ordered({}));
        }
        result.set(source, std::move(to));
    }
    return result;
}

// Go writes the hub's behaviour with the names of its fields, and every one of them.
Value rulesToHub(const Value *rules)
{
    if (!rules || !rules->isMap()) return {};
    const auto field = [rules](QStringView name) {
        const Value *value = rules->find(name);
        return value ? *value : Value();
    };
    Value policies;
    if (const Value *given = rules->find(u"policies"); given && given->list()) {
        ValueList list;
        for (const Value &policy : *given->list())
            list.push_back(ValueMap{{u"Type"_s, textAt(policy, {u"type"})},
                                    {u"Value"_s, integerAt(policy, {u"value"})},
                                    {u"PeriodSeconds"_s, integerAt(policy, {u"periodSeconds"})}});
        policies = std::move(list);
    }
    return ValueMap{{u"StabilizationWindowSeconds"_s, field(u"stabilizationWindowSeconds")},
                    {u"SelectPolicy"_s, field(u"selectPolicy")},
                    {u"Policies"_s, std::move(policies)},
                    {u"Tolerance"_s, field(u"tolerance")}};
}

Value rulesFromHub(const Value *rules)
{
    if (!rules || !rules->isMap()) return {};
    Value result = ValueMap();
    const auto copy = [&](QStringView from, QStringView to) {
        if (const Value *value = rules->find(from); value && !value->isNull()) result.set(to, *value);
    };
    copy(u"StabilizationWindowSeconds", u"stabilizationWindowSeconds");
    copy(u"SelectPolicy", u"selectPolicy");
    if (const Value *given = rules->find(u"Policies"); given && given->list()) {
        ValueList list;
        for (const Value &policy : *given->list())
            list.push_back(ValueMap{{u"type"_s, textAt(policy, {u"Type"})},
                                    {u"value"_s, integerAt(policy, {u"Value"})},
                                    {u"periodSeconds"_s, integerAt(policy, {u"PeriodSeconds"})}});
        result.set(u"policies", std::move(list));
    }
    copy(u"Tolerance", u"tolerance");
    return result;
}

bool isCpu(const Value &metric)
{
    return textAt(metric, {u"type"}) == u"Resource" && textAt(metric, {u"resource", u"name"}) == u"cpu";
}

// encoding/json escapes these in a text.
QString goJson(const Value &value)
{
    QString text = QString::fromUtf8(model::writeJson(value));
    text.replace(u'<', u"\\u003c"_s).replace(u'>', u"\\u003e"_s).replace(u'&', u"\\u0026"_s);
    return text;
}

Value takeAnnotation(Value &object, QStringView name)
{
    Value *annotations = at(object, {u"metadata", u"annotations"});
    const Value *text = annotations ? annotations->find(name) : nullptr;
    if (!text) return {};
    auto json = text->string() ? model::readJson(text->string()->toUtf8()) : model::readJson("");
    annotations->remove(name);
    return json ? std::move(json->value) : Value();
}

void dropAnnotations(Value &object)
{
    Value *annotations = at(object, {u"metadata", u"annotations"});
    if (!annotations || !annotations->isMap()) return;
    for (const QStringView name : {metricsName, currentName, conditionsName, behaviorName}) annotations->remove(name);
    if (annotations->map()->empty()) at(object, {u"metadata"})->remove(u"annotations");
}

void annotate(Value &object, QStringView name, const Value &value)
{
    Value &annotations = mapIn(mapIn(object, u"metadata"), u"annotations");
    annotations.set(name, goJson(value));
    std::ranges::sort(*annotations.map(), {}, &std::pair<QString, Value>::first);
}

ValueList convertAll(const ValueList &metrics, std::span<const MetricField> fields, bool toV1)
{
    ValueList result;
    for (const Value &metric : metrics)
        result.push_back(toV1 ? metricToV1(metric, fields) : metricToV2(metric, fields));
    return result;
}

void statusToV1(Value &object, const Value &old)
{
    Value status = ValueMap();
    for (const QStringView field : {QStringView(u"observedGeneration"), QStringView(u"lastScaleTime")})
        if (const Value *value = at(old, {u"status", field})) status.set(field, *value);
    status.set(u"currentReplicas", integerAt(old, {u"status", u"currentReplicas"}));
    status.set(u"desiredReplicas", integerAt(old, {u"status", u"desiredReplicas"}));
    const ValueList &metrics = listAt(old, {u"status", u"currentMetrics"});
    for (const Value &metric : metrics)
        if (const Value *share = isCpu(metric) ? at(metric, {u"resource", u"current", u"averageUtilization"}) : nullptr)
            status.set(u"currentCPUUtilizationPercentage", *share);
    object.set(u"status", std::move(status));
    if (!metrics.empty()) annotate(object, currentName, convertAll(metrics, statusFields, true));
    const ValueList &conditions = listAt(old, {u"status", u"conditions"});
    if (!conditions.empty()) annotate(object, conditionsName, conditions);
}

void statusToV2(Value &object, const Value &old, Value current, Value conditions)
{
    Value status = ValueMap();
    for (const QStringView field : {QStringView(u"observedGeneration"), QStringView(u"lastScaleTime")})
        if (const Value *value = at(old, {u"status", field})) status.set(field, *value);
    if (const qint64 replicas = integerAt(old, {u"status", u"currentReplicas"}))
        status.set(u"currentReplicas", replicas);
    status.set(u"desiredReplicas", integerAt(old, {u"status", u"desiredReplicas"}));
    Value metrics;
    if (const Value *share = at(old, {u"status", u"currentCPUUtilizationPercentage"})) {
        const ValueMap amount = {{u"averageUtilization"_s, *share}};
        const ValueMap resource = {{u"name"_s, u"cpu"}, {u"current"_s, amount}};
        metrics = ValueList{ValueMap{{u"type"_s, u"Resource"}, {u"resource"_s, resource}}};
    }
    if (current.list()) metrics = convertAll(*current.list(), statusFields, false);
    status.set(u"currentMetrics", std::move(metrics));
    if (conditions.list() && !conditions.list()->empty()) status.set(u"conditions", std::move(conditions));
    object.set(u"status", std::move(status));
}

Value cpuMetric(const Value &share)
{
    const ValueMap target = {{u"type"_s, u"Utilization"}, {u"averageUtilization"_s, share}};
    const ValueMap resource = {{u"name"_s, u"cpu"}, {u"target"_s, target}};
    return ValueMap{{u"type"_s, u"Resource"}, {u"resource"_s, resource}};
}

} // namespace

bool hasMetrics(const Value &autoscaler)
{
    if (at(autoscaler, {u"spec", u"targetCPUUtilizationPercentage"})) return true;
    const Value *text = at(autoscaler, {u"metadata", u"annotations", metricsName});
    const auto json = model::readJson(text && text->string() ? text->string()->toUtf8() : QByteArray());
    return json && json->value.list() && !json->value.list()->empty();
}

Value autoscalerToV1(Value autoscaler)
{
    const Value old = autoscaler;
    autoscaler.set(u"apiVersion", u"autoscaling/v1");
    dropAnnotations(autoscaler);
    Value &spec = mapIn(autoscaler, u"spec");
    ValueList others;
    const Value *share = nullptr;
    for (const Value &metric : listAt(old, {u"spec", u"metrics"})) {
        const Value *own = isCpu(metric) ? at(metric, {u"resource", u"target", u"averageUtilization"}) : nullptr;
        if (!own)
            others.push_back(metricToV1(metric, specFields));
        else if (!share)
            share = own;
    }
    spec.remove(u"metrics");
    spec.remove(u"behavior");
    if (share) spec.set(u"targetCPUUtilizationPercentage", *share);
    if (!others.empty()) annotate(autoscaler, metricsName, others);
    if (const Value *behavior = at(old, {u"spec", u"behavior"}); behavior && behavior->isMap())
        annotate(autoscaler, behaviorName,
                 ValueMap{{u"ScaleUp"_s, rulesToHub(behavior->find(u"scaleUp"))},
                          {u"ScaleDown"_s, rulesToHub(behavior->find(u"scaleDown"))}});
    statusToV1(autoscaler, old);
    return autoscaler;
}

Value autoscalerToV2(Value autoscaler)
{
    const Value old = autoscaler;
    autoscaler.set(u"apiVersion", u"autoscaling/v2");
    const Value metrics = takeAnnotation(autoscaler, metricsName), behavior = takeAnnotation(autoscaler, behaviorName);
    Value current = takeAnnotation(autoscaler, currentName), conditions = takeAnnotation(autoscaler, conditionsName);
    dropAnnotations(autoscaler);
    Value &spec = mapIn(autoscaler, u"spec");
    spec.remove(u"targetCPUUtilizationPercentage");
    ValueList all;
    if (metrics.list()) all = convertAll(*metrics.list(), specFields, false);
    if (const Value *share = at(old, {u"spec", u"targetCPUUtilizationPercentage"})) all.push_back(cpuMetric(*share));
    if (all.empty()) all.push_back(cpuMetric(defaultShare));
    spec.set(u"metrics", std::move(all));
    const Value up = rulesFromHub(behavior.find(u"ScaleUp")), down = rulesFromHub(behavior.find(u"ScaleDown"));
    if (!up.isNull() || !down.isNull()) {
        Value &rules = mapIn(spec, u"behavior");
        if (!up.isNull()) rules.set(u"scaleUp", up);
        if (!down.isNull()) rules.set(u"scaleDown", down);
    }
    statusToV2(autoscaler, old, std::move(current), std::move(conditions));
    return autoscaler;
}

} // namespace practice
