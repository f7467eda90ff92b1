// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/customschema.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/reading.h"
#include "model/wire/json.h"

#include <QHash>

#include <limits>

// apiextensions-apiserver pkg/registry/customresource, pkg/apiserver/schema/listtype and objectmeta.

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;

namespace {

// Those that are there a second time; a third one is not told.
std::vector<qsizetype> repeated(const std::vector<Value> &values)
{
    QHash<QByteArray, int> seen;
    std::vector<qsizetype> out;
    for (qsizetype at = 0; at < qsizetype(values.size()); ++at)
        if (++seen[model::writeJson(values[size_t(at)])] == 2) out.push_back(at);
    return out;
}

Value keyOf(const Value &item, const ValueList &names)
{
    ValueMap key;
    for (const Value &name : names)
        if (const Value *part = item.find(textOf(name))) key.emplace_back(textOf(name), *part);
    return key;
}

void checkListType(const Value &schema, const ValueList &list, const Where &where, FieldErrors &errors)
{
    const QString type = textIn(schema, u"x-kubernetes-list-type");
    std::vector<Value> values;
    if (type == u"set") {
        values.assign(list.begin(), list.end());
    } else if (type == u"map") {
        for (qsizetype at = 0; at < qsizetype(list.size()); ++at)
            if (!list[at].isNull() && !list[at].isMap())
                return errors.invalid(where.index(at), goAny(list[at]),
                                      u"must be an object for an array of list-type map"_s);
        for (const Value &item : list) values.push_back(keyOf(item, listIn(schema, u"x-kubernetes-list-map-keys")));
    }
    if (values.size() < 2) return;
    for (const qsizetype at : repeated(values)) errors.duplicate(where.index(at), goAny(values[at]));
}

void checkListTypes(const Value &schema, const Value &value, const Where &where, FieldErrors &errors, int depth)
{
    if (depth > maxSchemaDepth) return;
    if (const ValueList *list = value.list()) {
        checkListType(schema, *list, where, errors);
        const Value *items = fieldIn(schema, u"items");
        for (qsizetype at = 0; items && at < qsizetype(list->size()); ++at)
            checkListTypes(*items, (*list)[at], where.index(at), errors, depth + 1);
        return;
    }
    const ValueMap *map = value.map();
    if (!map) return;
    const Value *additional = fieldIn(schema, u"additionalProperties");
    const Value &properties = structIn(schema, u"properties");
    for (const auto &[key, entry] : *map) {
        if (additional && additional->isMap()) checkListTypes(*additional, entry, where.key(key), errors, depth + 1);
        if (const Value *property = properties.find(key))
            checkListTypes(*property, entry, where.child(key), errors, depth + 1);
    }
}

void checkResource(const Value &resource, const Where &where, FieldErrors &errors)
{
    for (const QStringView field : {u"apiVersion", u"kind"})
        if (!resource.find(field)) errors.required(where.child(field), u"must not be empty"_s);
    for (const QStringView field : {u"apiVersion", u"kind"}) {
        const Value *value = resource.find(field);
        if (!value) continue;
        const QString text = textOf(*value);
        if (!value->isString())
            errors.invalid(where.child(field), goAny(*value), u"must be a string"_s);
        else if (text.isEmpty())
            errors.invalidText(where.child(field), text, u"must not be empty"_s);
        else if (field == u"apiVersion" && text.count(u'/') > 1)
            errors.invalidText(where.child(field), text, u"unexpected GroupVersion string: "_s + text);
        else if (const Problems problems = dns1035LabelProblems(text.toLower()); field == u"kind" && !problems.empty())
            errors.invalidText(where.child(field), text,
                               u"may have mixed case, but should otherwise match: "_s +
                                   QStringList(problems.begin(), problems.end()).join(u','));
    }
    const Value *meta = resource.find(u"metadata");
    if (!meta || !meta->isMap()) return;
    Value named = *meta;
    if (textIn(named, u"name").isEmpty()) named.set(u"name", u"fakename"_s); // none is right, too
    checkMetadata(named, !textIn(named, u"namespace").isEmpty(), nameIsPathSegment, where.child(u"metadata"), errors);
}

void checkResources(const Value &schema, const Value &value, bool isRoot, const Where &where, FieldErrors &errors,
                    int depth)
{
    if (depth > maxSchemaDepth) return;
    if (const ValueList *list = value.list()) {
        const Value *items = fieldIn(schema, u"items");
        for (qsizetype at = 0; items && at < qsizetype(list->size()); ++at)
            checkResources(*items, (*list)[at], false, where.index(at), errors, depth + 1);
        return;
    }
    const ValueMap *map = value.map();
    if (!map) return;
    if (!isRoot && flagIn(schema, u"x-kubernetes-embedded-resource").value_or(false))
        checkResource(value, where, errors);
    const Value *additional = fieldIn(schema, u"additionalProperties");
    const Value &properties = structIn(schema, u"properties");
    for (const auto &[key, entry] : *map) {
        if (const Value *property = properties.find(key))
            checkResources(*property, entry, false, where.child(key), errors, depth + 1);
        else if (additional && additional->isMap())
            checkResources(*additional, entry, false, where.key(key), errors, depth + 1);
    }
}

void checkReplicas(const Value &object, const QString &path, FieldErrors &errors)
{
    if (path.isEmpty()) return;
    const Value *value = &object;
    const QString way = path.startsWith(u'.') ? path.sliced(1) : path;
    for (const QString &step : way.split(u'.')) {
        value = value->isMap() ? value->find(step) : nullptr;
        if (!value) return;
    }
    constexpr qint64 max = std::numeric_limits<qint32>::max();
    const Where where(path);
    if (!value->integer()) return; // the schema asks for an integer
    if (*value->integer() < 0)
        invalidNumber(errors, where, *value->integer(), u"should be a non-negative integer"_s);
    else if (*value->integer() > max)
        invalidNumber(errors, where, *value->integer(), u"should be less than or equal to %1"_s.arg(max));
}

void checkShape(const CustomRules &rules, const Value &object, FieldErrors &errors)
{
    checkReplicas(object, rules.specReplicasPath, errors);
    checkReplicas(object, rules.statusReplicasPath, errors);
    checkResources(rules.schema, object, true, Where(), errors, 0);
    checkListTypes(rules.schema, object, Where(), errors, 0);
}

} // namespace

void checkEmbeddedResources(const Value &schema, const Value &value, bool isResource, const Where &where,
                            FieldErrors &errors)
{
    if (isResource && value.isMap()) checkResource(value, where, errors);
    checkResources(schema, value, true, where, errors, 0);
}

void validateCustomCreate(const CustomRules &rules, const Value &object, FieldErrors &errors)
{
    checkMetadata(object, rules.namespaced, nameIsSubdomain, errors);
    checkCustomValue(rules.schema, object, nullptr, {}, errors);
    checkShape(rules, object, errors);
    checkCommonCreate(object, rules.namespaced, errors);
}

void validateCustomUpdate(const CustomRules &rules, const Value &object, const Value &old, FieldErrors &errors)
{
    checkCommonUpdate(object, old, rules.namespaced, errors);
    checkMetadataUpdate(object, old, errors);
    checkCustomValue(rules.schema, object, &old, {}, errors);
    FieldErrors before; // an old object that was wrong in these may stay so
    checkListTypes(rules.schema, old, Where(), before, 0);
    checkReplicas(object, rules.specReplicasPath, errors);
    checkReplicas(object, rules.statusReplicasPath, errors);
    checkResources(rules.schema, object, true, Where(), errors, 0);
    if (before.isEmpty()) checkListTypes(rules.schema, object, Where(), errors, 0);
}

void validateCustomStatusUpdate(const CustomRules &rules, const Value &object, const Value &old, FieldErrors &errors)
{
    checkCommonUpdate(object, old, rules.namespaced, errors);
    checkMetadataUpdate(object, old, errors);
    const Value *schema = structIn(rules.schema, u"properties").find(u"status");
    const Value *status = fieldIn(object, u"status");
    if (schema && status) checkCustomValue(*schema, *status, fieldIn(old, u"status"), u"status"_s, errors);
    checkReplicas(object, rules.statusReplicasPath, errors);
    if (!schema || !status) return;
    const Where where(u"status");
    checkResources(*schema, *status, true, where, errors, 0);
    checkListTypes(*schema, *status, where, errors, 0);
}

} // namespace practice
