// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/crdrules.h"
#include "cluster/practice/validation/gotext.h"
#include "cluster/practice/validation/reading.h"

#include <QHash>
#include <QSet>

// apiextensions-apiserver pkg/apis/apiextensions/validation/validation.go: x-kubernetes-list-type and -map-type.

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;
using model::ValueList;

namespace {

constexpr QStringView listType = u"x-kubernetes-list-type";
constexpr QStringView mapType = u"x-kubernetes-map-type";
constexpr QStringView mapKeys = u"x-kubernetes-list-map-keys";

// Whether type is what an extension is for.
bool checkTypeFor(QStringView extension, const QString &type, QStringView wanted, const Where &where,
                  FieldErrors &errors)
{
    if (type == wanted) return true;
    const QString detail = u"must be %1 if %2 is specified"_s.arg(wanted, extension);
    if (type.isEmpty())
        errors.required(where.child(u"type"), detail);
    else
        errors.invalidText(where.child(u"type"), type, detail);
    return false;
}

// The properties that keys name.
QHash<QString, const Value *> propertiesOf(const Value &items)
{
    QHash<QString, const Value *> all;
    for (const auto &[name, property] : entriesIn(items, u"properties")) all.insert(name, &property);
    return all;
}

// Items of a set must be atomic.
void checkSetItems(const Value &items, const Where &where, FieldErrors &errors)
{
    const QString detail = u"must be atomic as item of a list with x-kubernetes-list-type=set"_s;
    const Value *list = fieldIn(items, listType), *map = fieldIn(items, mapType);
    const QString shown = goQuoted(list ? QStringView(textOf(*list)) : QStringView(u"null"));
    const QString &type = textIn(items, u"type");
    if (type == u"array" && list && textOf(*list) != u"atomic") errors.invalid(where.child(listType), shown, detail);
    if (type == u"object" && (!map || textOf(*map) != u"atomic"))
        errors.invalid(where.child(mapType), shown, detail); // there, too, it is the list type that is shown
}

void checkKeys(const ValueList &keys, const Value &list, const Value &items, const Where &where, FieldErrors &errors)
{
    const Where itemsAt = where.child(u"items");
    const Where properties = itemsAt.child(u"properties");
    const QHash<QString, const Value *> known = propertiesOf(items);
    QSet<QString> seen;
    ProblemLimit limit(errors);
    for (const Value &key : keys) {
        if (limit.isReached()) return;
        const QString &name = textOf(key);
        const Value *property = known.value(name);
        const QString type = property ? textIn(*property, u"type") : QString();
        if (type == u"array" || type == u"object")
            errors.invalidText(properties.key(name).child(u"type"), textIn(items, u"type"),
                               u"must be a scalar type if parent array's x-kubernetes-list-type is map"_s);
        if (!property)
            errors.invalid(where.child(mapKeys), goStringList(fieldIn(list, mapKeys)),
                           u"entries must all be names of item properties"_s);
        if (seen.contains(name))
            errors.invalid(where.child(mapKeys), goStringList(fieldIn(list, mapKeys)),
                           u"must not contain duplicate entries"_s);
        seen.insert(name);
    }
}

void checkListMap(const Value &schema, const Where &where, FieldErrors &errors)
{
    const Where itemsAt = where.child(u"items");
    const ValueList &keys = listIn(schema, mapKeys);
    const Value *items = fieldIn(schema, u"items");
    if (keys.empty()) errors.required(where.child(mapKeys), u"must not be empty if x-kubernetes-list-type is map"_s);
    if (!items) errors.required(itemsAt, u"must have a schema if x-kubernetes-list-type is map"_s);
    if (!items) return;
    if (!items->isMap())
        return errors.invalid(itemsAt, goOpaque(u"apiextensions.JSONSchemaPropsOrArray"),
                              u"must only have a single schema if x-kubernetes-list-type is map"_s);
    if (textIn(*items, u"type") != u"object")
        return errors.invalidText(itemsAt.child(u"type"), textIn(*items, u"type"),
                                  u"must be object if parent array's x-kubernetes-list-type is map"_s);
    checkKeys(keys, schema, *items, where, errors);
}

// Items that are told apart must be there, and so must what they are told apart by.
void checkIdentity(const Value &schema, const QString &type, const Value &items, const Where &where,
                   FieldErrors &errors)
{
    const Where itemsAt = where.child(u"items");
    if (flagIn(items, u"nullable").value_or(false))
        errors.forbidden(itemsAt.child(u"nullable"), u"cannot be nullable when x-kubernetes-list-type is "_s + type);
    if (type != u"map") return;
    QSet<QString> required;
    for (const Value &name : listIn(items, u"required")) required.insert(textOf(name));
    const Where properties = itemsAt.child(u"properties");
    const QHash<QString, const Value *> known = propertiesOf(items);
    ProblemLimit limit(errors);
    for (const Value &key : listIn(schema, mapKeys)) {
        const QString &name = textOf(key);
        const Value *property = known.value(name);
        if (!property || limit.isReached()) continue;
        if (!required.contains(name) && !fieldIn(*property, u"default"))
            errors.required(properties.key(name).child(u"default"),
                            u"this property is in x-kubernetes-list-map-keys, so it must have a default or be a "
                            "required property"_s);
        if (flagIn(*property, u"nullable").value_or(false))
            errors.forbidden(properties.key(name).child(u"nullable"),
                             u"this property is in x-kubernetes-list-map-keys, so it cannot be nullable"_s);
    }
}

} // namespace

void checkSchemaListTypes(const Value &schema, const Where &where, FieldErrors &errors)
{
    const QString &type = textIn(schema, u"type");
    const Value *map = fieldIn(schema, mapType), *list = fieldIn(schema, listType);
    const Value *items = fieldIn(schema, u"items");
    if (items && !items->isMap()) items = nullptr;
    if (map) {
        checkTypeFor(mapType, type, u"object", where, errors);
        checkOneOf(errors, where.child(mapType), textOf(*map), {u"atomic", u"granular"});
    }
    const QString &kind = list ? textOf(*list) : textIn(schema, listType);
    if (list && checkTypeFor(listType, type, u"array", where, errors) && kind == u"set" && items)
        checkSetItems(*items, where.child(u"items"), errors);
    if (list) checkOneOf(errors, where.child(listType), kind, {u"atomic", u"set", u"map"});
    const QString mustBeMap = u"must be map if x-kubernetes-list-map-keys is non-empty"_s;
    const bool hasKeys = !listIn(schema, mapKeys).empty();
    if (hasKeys && !list)
        errors.required(where.child(listType), mustBeMap);
    else if (hasKeys && kind != u"map")
        errors.invalidText(where.child(listType), kind, mustBeMap);
    if (kind == u"map") checkListMap(schema, where, errors);
    if (items && (kind == u"map" || kind == u"set")) checkIdentity(schema, kind, *items, where, errors);
}

} // namespace practice
