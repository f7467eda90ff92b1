// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/discovery/tablerows.h"
#include "cluster/practice/discovery/tabletext.h"

#include <QStringList>

namespace practice {

using model::Value;
using model::ValueList;

namespace {

// "80%", or otherwise.
QString percentAt(const Value &object, std::initializer_list<QStringView> way, QStringView otherwise)
{
    const Value *value = at(object, way);
    if (!value || !value->integer()) return otherwise.toString();
    return QString::number(*value->integer()) + u'%';
}

// A metric of sort "resource", "pods" and so on, against what is known of it; status may be missing.
QString resourceText(const Value &metric, const Value *current)
{
    static const Value nothing;
    const Value &known = current ? *current : nothing;
    const QString name = textAt(metric, {u"name"}) + QStringLiteral(": ");
    const Value *average = at(metric, {u"target", u"averageValue"});
    if (average && !average->isNull())
        return name + scalarAt(known, {u"current", u"averageValue"}, QStringView(current ? u"0" : u"<unknown>")) +
               u'/' + scalarAt(metric, {u"target", u"averageValue"}, u"0");
    return name + percentAt(known, {u"current", u"averageUtilization"}, u"<unknown>") + u'/' +
           percentAt(metric, {u"target", u"averageUtilization"}, u"<auto>");
}

QString valueText(const Value &metric, const Value *current)
{
    static const Value nothing;
    const Value &known = current ? *current : nothing;
    const Value *average = at(metric, {u"target", u"averageValue"});
    if (average && !average->isNull())
        return scalarAt(known, {u"current", u"averageValue"}, u"<unknown>") + u'/' +
               scalarAt(metric, {u"target", u"averageValue"}, u"0") + QStringLiteral(" (avg)");
    return scalarAt(known, {u"current", u"value"}, QStringView(current ? u"0" : u"<unknown>")) + u'/' +
           scalarAt(metric, {u"target", u"value"}, u"0");
}

QString podsText(const Value &metric, const Value *current)
{
    static const Value nothing;
    return scalarAt(current ? *current : nothing, {u"current", u"averageValue"},
                    QStringView(current ? u"0" : u"<unknown>")) +
           u'/' + scalarAt(metric, {u"target", u"averageValue"}, u"0");
}

QString metricText(const Value &spec, const Value &status)
{
    using Text = QString (*)(const Value &, const Value *);
    struct Sort
    {
        QStringView type;
        QStringView field;
        Text text;
    };
    static const Sort sorts[] = {{u"External", u"external", valueText},
                                 {u"Pods", u"pods", podsText},
                                 {u"Object", u"object", valueText},
                                 {u"Resource", u"resource", resourceText},
                                 {u"ContainerResource", u"containerResource", resourceText}};
    const QString type = textAt(spec, {u"type"});
    for (const Sort &sort : sorts) {
        const Value *metric = spec.find(sort.field);
        if (type != sort.type || !metric) continue;
        const Value *current = status.find(sort.field);
        return sort.text(*metric, current && current->isMap() ? current : nullptr);
    }
    return QStringLiteral("<unknown type>");
}

QString targets(const Value &object)
{
    static const Value nothing;
    // autoscaling/v1 has but one metric.
    if (const Value *percent = at(object, {u"spec", u"targetCPUUtilizationPercentage"}); percent && percent->integer())
        return QStringLiteral("cpu: ") +
               percentAt(object, {u"status", u"currentCPUUtilizationPercentage"}, u"<unknown>") + u'/' +
               percentAt(object, {u"spec", u"targetCPUUtilizationPercentage"}, u"<auto>");
    const ValueList &metrics = listAt(object, {u"spec", u"metrics"});
    const ValueList &known = listAt(object, {u"status", u"currentMetrics"});
    constexpr std::size_t shown = 2;
    QStringList texts;
    for (std::size_t i = 0; i < metrics.size() && i < shown; ++i)
        texts += metricText(metrics[i], i < known.size() ? known[i] : nothing);
    if (texts.isEmpty()) return QStringLiteral("<none>");
    const QString text = texts.join(u", ");
    return metrics.size() > shown ? QStringLiteral("%1 + %2 more...").arg(text).arg(metrics.size() - shown) : text;
}

} // namespace

// printers.go formatHPAMetrics, printHorizontalPodAutoscaler.
ValueList autoscalerCells(const Value &object, qint64 nowMs)
{
    const Value *target = at(object, {u"spec", u"scaleTargetRef"});
    return {nameOf(object),
            target ? QString(textAt(*target, {u"kind"}) + u'/' + textAt(*target, {u"name"})) : QStringLiteral("/"),
            targets(object),
            scalarAt(object, {u"spec", u"minReplicas"}, u"<unset>"),
            integerAt(object, {u"spec", u"maxReplicas"}),
            integerAt(object, {u"status", u"currentReplicas"}),
            ageOf(object, nowMs)};
}

} // namespace practice
