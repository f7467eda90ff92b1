// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/offline/asread.h"

#include "cluster/practice/base/objects.h"
#include "model/resource/quantity.h"
#include "model/wire/json.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

bool isEmptyContainer(const Value &value)
{
    return (value.list() && value.list()->empty()) || (value.map() && value.map()->empty());
}

void putBack(const Value &written, Value &object, QStringView field)
{
    const Value *value = written.find(field);
    if (value && isEmptyContainer(*value)) object.set(field, *value);
}

// pkg/apis/autoscaling/v2 defaults.go and validation: of rules with an empty list of policies no default is taken.
void keepPolicies(const Value &written, Value &object)
{
    for (const QStringView field : {u"scaleUp", u"scaleDown"}) {
        const Value *rules = at(written, {u"spec", u"behavior", field});
        const Value *policies = rules ? rules->find(u"policies") : nullptr;
        if (!policies || !policies->list() || !policies->list()->empty()) continue;
        mapIn(mapIn(mapIn(object, u"spec"), u"behavior"), field).set(u"policies", *policies);
    }
}

// pkg/apis/core/validation validateWindows: whether there is a list, not whether something is in it.
void keepGroups(const Value &written, Value &object)
{
    const Value *context = at(written, {u"spec", u"securityContext"});
    const Value *groups = context ? context->find(u"supplementalGroups") : nullptr;
    if (groups && groups->list() && groups->list()->empty())
        mapIn(mapIn(object, u"spec"), u"securityContext").set(u"supplementalGroups", *groups);
}

// pkg/apis/apiextensions/validation looks at pointers: an empty list of a schema is one, too.
void keepSchema(const Value &written, Value &object, int depth)
{
    constexpr int deepest = 200;
    if (depth > deepest || !written.isMap() || !object.isMap()) return;
    for (const QStringView field : {u"dependencies", u"enum", u"required", u"properties", u"x-kubernetes-list-map-keys",
                                    u"allOf", u"anyOf", u"oneOf", u"definitions", u"patternProperties"})
        putBack(written, object, field);
    for (const auto &[key, value] : *written.map()) {
        if (!value.isContainer() || key == u"default" || key == u"enum" || key == u"example") continue;
        Value *below = object.find(key);
        if (!below) continue;
        if (const ValueList *list = value.list()) {
            ValueList *others = below->list();
            for (size_t i = 0; others && i < std::min(list->size(), others->size()); ++i)
                keepSchema((*list)[i], (*others)[i], depth + 1);
        } else if (key == u"properties" || key == u"definitions" || key == u"patternProperties") {
            for (const auto &[name, schema] : *value.map())
                if (Value *other = below->find(name)) keepSchema(schema, *other, depth + 1);
        } else {
            keepSchema(value, *below, depth + 1);
        }
    }
}

void keepSchemas(const Value &written, Value &object)
{
    const ValueList &versions = listAt(written, {u"spec", u"versions"});
    Value *others = mapIn(object, u"spec").find(u"versions");
    for (size_t i = 0; others && others->list() && i < std::min(versions.size(), others->list()->size()); ++i) {
        const Value *schema = at(versions[i], {u"schema", u"openAPIV3Schema"});
        Value *holder = (*others->list())[i].find(u"schema");
        Value *other = holder ? holder->find(u"openAPIV3Schema") : nullptr;
        if (schema && other) keepSchema(*schema, *other, 0);
    }
}

// The digits of a whole number beyond what fits into 64 bits; empty: of no such one.
QString digitsBeyond64(const Value &value)
{
    constexpr double limit = 9223372036854775808.0, most = 1e21;
    if (const quint64 *big = value.bigInteger()) return QString::number(*big);
    if (const double *real = value.number(); real && *real >= limit && *real < most)
        return QString::fromLatin1(model::writeJson(value));
    return {};
}

constexpr int deepestDigits = 100;

bool hasLongDigits(const Value &value, int depth)
{
    if (depth > deepestDigits) return false;
    if (const ValueMap *map = value.map())
        return std::ranges::any_of(*map, [&](const auto &entry) { return hasLongDigits(entry.second, depth + 1); });
    if (const ValueList *list = value.list())
        return std::ranges::any_of(*list, [&](const Value &item) { return hasLongDigits(item, depth + 1); });
    return !digitsBeyond64(value).isEmpty();
}

// Numbers that became texts are quantities.
void keepDigits(const Value &written, Value &object, int depth)
{
    if (depth > deepestDigits) return;
    if (const ValueMap *map = written.map()) {
        for (const auto &[key, value] : *map)
            if (value.isContainer() || value.bigInteger() || value.number())
                if (Value *other = object.isMap() ? object.find(key) : nullptr) keepDigits(value, *other, depth + 1);
    } else if (const ValueList *list = written.list()) {
        ValueList *others = object.list();
        for (size_t i = 0; others && i < std::min(list->size(), others->size()); ++i)
            keepDigits((*list)[i], (*others)[i], depth + 1);
    } else if (const QString digits = digitsBeyond64(written); !digits.isEmpty() && object.isString()) {
        object = digits;
    }
}

} // namespace

Value asSent(const ApiKind &kind, const Value &written)
{
    const bool mayHaveEmpties = (kind.kind == u"HorizontalPodAutoscaler" && kind.version == u"v2") ||
                                kind.kind == u"Pod" || kind.kind == u"CustomResourceDefinition";
    return mayHaveEmpties || hasLongDigits(written, 0) ? written : Value();
}

void keepAsRead(const ApiKind &kind, const Value &sent, Value &object)
{
    if (sent.isNull()) return;
    if (kind.kind == u"HorizontalPodAutoscaler" && kind.version == u"v2") keepPolicies(sent, object);
    if (kind.kind == u"Pod") keepGroups(sent, object);
    if (kind.kind == u"CustomResourceDefinition") keepSchemas(sent, object);
    keepDigits(sent, object, 0);
}

} // namespace practice
