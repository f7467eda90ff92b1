// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/fielderrors.h"
#include "cluster/practice/base/objects.h"
#include "cluster/practice/kinds/convert.h"

namespace practice {

using model::Value;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostSteps = 64; // of a path in a custom resource

QStringList stepsOf(const QString &path)
{
    QStringList steps = path.split(u'.');
    if (!steps.isEmpty() && steps.front().isEmpty()) steps.removeFirst();
    return steps.mid(0, mostSteps);
}

const Value *find(const Value &object, const QStringList &steps)
{
    const Value *value = &object;
    for (const QString &step : steps)
        if (value = value->find(step); !value) return nullptr;
    return value;
}

qint64 numberAt(const Value &object, const QString &path)
{
    const Value *value = find(object, stepsOf(path));
    return value && value->integer() ? *value->integer() : 0;
}

QString requirementText(const Value &requirement)
{
    const QString key = textAt(requirement, {u"key"}), op = textAt(requirement, {u"operator"});
    if (op == u"Exists") return key;
    if (op == u"DoesNotExist") return u'!' + key;
    QStringList values;
    for (const Value &value : listAt(requirement, {u"values"}))
        if (value.string()) values.append(*value.string());
    values.sort();
    return key + (op == u"NotIn" ? u" notin ("_s : u" in ("_s) + values.join(u',') + u')';
}

QString labelsText(const ValueMap &labels)
{
    QStringList parts;
    for (const auto &[key, value] : labels) parts.append(key + u'=' + (value.string() ? *value.string() : QString()));
    parts.sort();
    return parts.join(u',');
}

Value scaleWith(const Value &object, qint64 wanted, qint64 current, const QString &selector)
{
    ValueMap metadata;
    for (const QString &field : {u"name"_s, u"namespace"_s, u"uid"_s, u"resourceVersion"_s, u"creationTimestamp"_s})
        if (const Value *value = at(object, {u"metadata", field})) metadata.emplace_back(field, *value);
    ValueMap spec, status = {{u"replicas"_s, current}};
    if (wanted) spec.emplace_back(u"replicas"_s, wanted);
    if (!selector.isEmpty()) status.emplace_back(u"selector"_s, selector);
    return ValueMap{{u"kind"_s, u"Scale"},
                    {u"apiVersion"_s, u"autoscaling/v1"},
                    {u"metadata"_s, std::move(metadata)},
                    {u"spec"_s, std::move(spec)},
                    {u"status"_s, std::move(status)}};
}

} // namespace

QString selectorText(const Value &labelSelector)
{
    std::vector<std::pair<QString, QString>> parts; // by key
    for (const auto &[key, value] : mapAt(labelSelector, {u"matchLabels"}))
        parts.emplace_back(key, key + u'=' + (value.string() ? *value.string() : QString()));
    for (const Value &requirement : listAt(labelSelector, {u"matchExpressions"}))
        parts.emplace_back(textAt(requirement, {u"key"}), requirementText(requirement));
    std::ranges::stable_sort(parts, {}, &std::pair<QString, QString>::first);
    QStringList texts;
    for (const auto &part : parts) texts.append(part.second);
    return texts.join(u',');
}

// pkg/registry/apps/deployment/storage scaleFromDeployment, apiextensions scaleFromCustomResource
Answer<Value> scaleOf(const ApiKind &kind, const Value &object, const ScalePaths *paths, bool forChange)
{
    if (paths) {
        const Value *given = find(object, stepsOf(paths->specReplicas));
        const bool isSet = given && given->integer();
        if (!isSet && !forChange)
            return ApiStatus::internal(
                u"the spec replicas field %1 does not exist"_s.arg(goQuoted(paths->specReplicas)));
        const Value *selector = paths->labelSelector.isEmpty() ? nullptr : find(object, stepsOf(paths->labelSelector));
        return scaleWith(object, isSet ? *given->integer() : unsetReplicas, numberAt(object, paths->statusReplicas),
                         selector && selector->string() ? *selector->string() : QString());
    }
    const Value *selector = at(object, {u"spec", u"selector"});
    QString text;
    if (selector)
        text = kind.group.isEmpty() ? labelsText(mapAt(object, {u"spec", u"selector"})) : selectorText(*selector);
    return scaleWith(object, integerAt(object, {u"spec", u"replicas"}), integerAt(object, {u"status", u"replicas"}),
                     text);
}

Answer<Value> withScale(const ApiKind &kind, Value object, const Value &scale, const ScalePaths *paths)
{
    const qint64 replicas = integerAt(scale, {u"spec", u"replicas"});
    const QString name = nameOf(object);
    if (paths && replicas == unsetReplicas)
        return ApiStatus::badRequest(
            u"the spec replicas field %1 cannot be empty"_s.arg(goQuoted(paths->specReplicas)));
    if (replicas < 0 && !paths) { // a custom object is judged as such
        FieldErrors errors;
        const Where spec(u"spec");
        errors.invalid(spec.child(u"replicas"), QString::number(replicas), u"must be greater than or equal to 0"_s);
        return errors.toStatus({u"autoscaling"_s, u"Scale"_s}, name);
    }
    const QString uid = uidOf(scale);
    if (!uid.isEmpty() && uid != uidOf(object))
        return ApiStatus::conflict(
            {kind.group, kind.plural + u"/scale"_s}, name,
            u"Precondition failed: UID in precondition: %1, UID in object meta: %2"_s.arg(uid, uidOf(object)));
    Value *place = &object;
    const QStringList steps = paths ? stepsOf(paths->specReplicas) : QStringList{u"spec"_s, u"replicas"_s};
    for (qsizetype i = 0; i + 1 < steps.size(); ++i) place = &mapIn(*place, steps[i]);
    if (steps.isEmpty()) return ApiStatus::internal(u"the spec replicas field \"\" does not exist"_s);
    place->set(steps.back(), replicas);
    const QString version = textAt(scale, {u"metadata", u"resourceVersion"});
    if (!version.isEmpty()) mapIn(object, u"metadata").set(u"resourceVersion", version);
    return object;
}

} // namespace practice
