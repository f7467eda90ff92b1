// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/customschema.h"

#include "cluster/practice/validation/reading.h"

#include <QSet>

#include <algorithm>

// apiextensions-apiserver pkg/apiserver/schema/pruning and defaulting.

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;

namespace {

bool isMetaField(QStringView key) { return key == u"apiVersion" || key == u"kind" || key == u"metadata"; }

bool keepsUnknown(const Value &schema)
{
    return flagIn(schema, u"x-kubernetes-preserve-unknown-fields").value_or(false);
}

const Value *propertyOf(const Value &schema, QStringView key)
{
    const Value *property = structIn(schema, u"properties").find(key);
    return property && property->isMap() ? property : nullptr;
}

// The schema of the entries that have none of their own.
const Value *additionalOf(const Value &schema) { return fieldIn(schema, u"additionalProperties"); }

class Pruner
{
public:
    std::vector<QString> removed;

    void prune(const Value *schema, Value &value, const QString &path, bool isRoot, int depth)
    {
        if (depth > maxSchemaDepth) return;
        const bool keeps = schema && keepsUnknown(*schema);
        if (ValueList *list = value.list()) {
            const Value *items = schema ? fieldIn(*schema, u"items") : nullptr;
            if (keeps && !items) return;
            for (size_t at = 0; at < list->size(); ++at)
                if ((*list)[at].isContainer())
                    prune(items, (*list)[at], u"%1[%2]"_s.arg(path).arg(at), false, depth + 1);
            return;
        }
        if (ValueMap *map = value.map()) pruneMap(schema, *map, path, isRoot, keeps, depth);
    }

private:
    void pruneMap(const Value *schema, ValueMap &map, const QString &path, bool isRoot, bool keeps, int depth)
    {
        const bool isResource =
            isRoot || (schema && flagIn(*schema, u"x-kubernetes-embedded-resource").value_or(false));
        const Value *additional = schema ? additionalOf(*schema) : nullptr;
        const auto goes = [&](auto &entry) {
            auto &[key, value] = entry;
            if (isResource && isMetaField(key)) return false;
            const QString here = path.isEmpty() ? key : path + u'.' + key;
            const Value *property = schema ? propertyOf(*schema, key) : nullptr;
            if (property || additional) {
                const Value *next = property ? property : additional->isMap() ? additional : nullptr;
                if (value.isContainer()) prune(next, value, here, false, depth + 1);
                return false;
            }
            if (!keeps) removed.push_back(here);
            return !keeps;
        };
        map.erase(std::remove_if(map.begin(), map.end(), goes), map.end());
    }
};

bool isUnwantedNull(const Value &value, const Value *schema)
{
    return value.isNull() && schema && !flagIn(*schema, u"nullable").value_or(false);
}

void dropNulls(const Value *schema, Value &value, int depth)
{
    if (depth > maxSchemaDepth || !schema) return;
    if (ValueList *list = value.list()) {
        for (Value &item : *list) dropNulls(fieldIn(*schema, u"items"), item, depth + 1);
        return;
    }
    ValueMap *map = value.map();
    if (!map) return;
    const Value *additional = additionalOf(*schema);
    const auto goes = [&](auto &entry) {
        const Value *property = propertyOf(*schema, entry.first);
        if (!property && additional && additional->isMap()) property = additional;
        if (isUnwantedNull(entry.second, property) && !fieldIn(*property, u"default")) return true;
        dropNulls(property, entry.second, depth + 1);
        return false;
    };
    map->erase(std::remove_if(map->begin(), map->end(), goes), map->end());
}

Value defaultOf(const Value &schema)
{
    const Value *value = fieldIn(schema, u"default");
    return value ? *value : Value();
}

void fill(const Value *schema, Value &value, int depth)
{
    if (depth > maxSchemaDepth || !schema) return;
    if (ValueList *list = value.list()) {
        const Value *items = fieldIn(*schema, u"items");
        for (Value &item : *list) {
            if (isUnwantedNull(item, items)) item = defaultOf(*items);
            fill(items, item, depth + 1);
        }
        return;
    }
    if (!value.isMap()) return;
    QSet<QString> there;
    for (const auto &entry : *value.map()) there.insert(entry.first);
    for (const auto &[name, property] : *structIn(*schema, u"properties").map()) {
        const Value *standard = fieldIn(property, u"default");
        if (!standard) continue;
        if (!there.contains(name))
            value.map()->emplace_back(name, *standard);
        else if (Value &present = value.entry(name); isUnwantedNull(present, &property))
            present = *standard;
    }
    const Value *additional = additionalOf(*schema);
    for (auto &[key, entry] : *value.map()) {
        const Value *property = propertyOf(*schema, key);
        if (!property && additional && additional->isMap()) {
            property = additional;
            if (isUnwantedNull(entry, property)) entry = defaultOf(*property);
        }
        fill(property, entry, depth + 1);
    }
}

} // namespace

std::vector<QString> pruneCustom(const Value &schema, Value &object)
{
    Pruner pruner;
    if (schema.isMap()) pruner.prune(&schema, object, {}, true, 0);
    return std::move(pruner.removed);
}

void dropCustomNulls(const Value &schema, Value &object)
{
    if (schema.isMap()) dropNulls(&schema, object, 0);
}

void setCustomDefaults(const Value &schema, Value &object)
{
    if (!schema.isMap()) return;
    dropNulls(&schema, object, 0);
    fill(&schema, object, 0);
}

} // namespace practice
