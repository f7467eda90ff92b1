// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/crdrules.h"
#include "cluster/practice/validation/customschema.h"
#include "cluster/practice/validation/reading.h"
#include "model/schema/gopatterns.h"

#include <QHash>

#include <algorithm>

// apiextensions-apiserver pkg/apiserver/schema: convert.go, validation.go, complete.go.

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;
using model::ValueList;

bool isZero(const Value *value)
{
    if (!value || value->isNull()) return true;
    if (value->boolean()) return !*value->boolean();
    if (value->string()) return value->string()->isEmpty();
    if (value->list()) return value->list()->empty();
    return value->map() && value->map()->empty();
}

namespace {

constexpr QStringView junctions[] = {u"allOf", u"anyOf", u"oneOf"};

enum class Level : quint8 { Root, Item, Field };

const Value *schemaIn(const Value &schema, QStringView field)
{
    const Value *value = fieldIn(schema, field);
    return value && value->isMap() ? value : nullptr;
}

bool isOn(const Value &schema, QStringView field) { return flagIn(schema, field).value_or(false); }

QString unsupported(const Value &schema)
{
    for (const QStringView field : {u"id", u"$schema", u"$ref"})
        if (!textIn(schema, field).isEmpty())
            return u"OpenAPIV3Schema '%1' is not supported"_s.arg(field == u"$schema" ? QStringView(u"schema") : field);
    for (const QStringView field : {u"patternProperties", u"dependencies", u"definitions"})
        if (!entriesIn(schema, field).empty()) return u"OpenAPIV3Schema '%1' is not supported"_s.arg(field);
    if (fieldIn(schema, u"additionalItems")) return u"OpenAPIV3Schema 'additionalItems' is not supported"_s;
    if (!flagIn(schema, u"x-kubernetes-preserve-unknown-fields").value_or(true))
        return u"internal error: 'x-kubernetes-preserve-unknown-fields' must be true or undefined"_s;
    if (!listIn(schema, u"items").empty()) return u"OpenAPIV3Schema 'items' must be a schema, but is an array"_s;
    return {};
}

QString problemIn(const Value &schema, int depth)
{
    if (depth > maxSchemaDepth || !schema.isMap()) return {};
    if (QString problem = unsupported(schema); !problem.isEmpty()) return problem;
    for (const QStringView field : {u"not", u"items", u"additionalProperties"})
        if (const Value *below = schemaIn(schema, field))
            if (QString problem = problemIn(*below, depth + 1); !problem.isEmpty()) return problem;
    for (const QStringView field : junctions)
        for (const Value &below : listIn(schema, field))
            if (QString problem = problemIn(below, depth + 1); !problem.isEmpty()) return problem;
    for (const auto &entry : entriesIn(schema, u"properties"))
        if (QString problem = problemIn(entry.second, depth + 1); !problem.isEmpty()) return problem;
    return {};
}

// Nothing but a type: [{type: integer}, {type: string}].
bool isIntOrString(const ValueList &schemas)
{
    const auto isOnly = [](const Value &schema, QStringView type) {
        if (!schema.isMap() || textIn(schema, u"type") != type) return false;
        return std::all_of(schema.map()->begin(), schema.map()->end(), [](const auto &entry) {
            const QString &field = entry.first;
            const bool isPointer = field == u"x-kubernetes-list-type" || field == u"x-kubernetes-map-type";
            return field == u"type" || field == u"externalDocs" || field == u"example" || entry.second.isNull() ||
                   (!isPointer && !entry.second.isContainer() && isZero(&entry.second));
        });
    };
    return schemas.size() == 2 && isOnly(schemas[0], u"integer") && isOnly(schemas[1], u"string");
}

class StructuralCheck
{
public:
    explicit StructuralCheck(FieldErrors &errors) : m_errors(errors), m_limit(errors) {}

    void checkInvariants(const Value &schema, Level level, const Where &where, int depth);
    // What validations name, the schema must have beside them.
    void checkComplete(const Value &validation, const Value *schema, const Where &schemaAt, const Where &where,
                       int depth);

    // The time for patterns is over, so that nothing can be said of the whole.
    bool hasGivenUp() const { return m_time.isOver() || m_errors.hasGivenUp(); }

private:
    void checkChildren(const Value &schema, Level level, const Where &where, int depth);
    void checkExtensions(const Value &schema, const Where &where);
    void checkType(const Value &schema, Level level, const Where &where);
    void checkMeta(const Value &schema, Level level, const Where &where);
    void checkMetadata(const Value &metadata, bool mustBeObject, Level level, const Where &where);
    void checkJunctions(const Value &validation, bool skipAnyOf, bool skipFirst, const Where &where, int depth);
    void checkNested(const Value &validation, bool skipAnyOf, const Where &where, int depth);
    void checkEmpty(const Value &validation, const Where &where);
    const Value *propertyOf(const Value &schema, const QString &name);
    bool isOver(int depth) { return depth > maxSchemaDepth || m_limit.isReached(); }

    FieldErrors &m_errors;
    ProblemLimit m_limit;
    model::PatternTime m_time;
    QHash<const Value *, QHash<QString, const Value *>> m_properties; // by schema, of those that were asked for
};

const Value *StructuralCheck::propertyOf(const Value &schema, const QString &name)
{
    auto found = m_properties.find(&schema);
    if (found == m_properties.end()) {
        found = m_properties.insert(&schema, {});
        for (const auto &[key, property] : entriesIn(schema, u"properties")) found->insert(key, &property);
    }
    return found->value(name);
}

void StructuralCheck::checkChildren(const Value &schema, Level level, const Where &where, int depth)
{
    const Value *items = schemaIn(schema, u"items"), *additional = fieldIn(schema, u"additionalProperties");
    if (textIn(schema, u"type") == u"array" && !items) m_errors.required(where.child(u"items"), u"must be specified"_s);
    if (items) checkInvariants(*items, Level::Item, where.child(u"items"), depth + 1);
    const Where properties = where.child(u"properties");
    for (const auto &[name, property] : entriesIn(schema, u"properties"))
        checkInvariants(property, Level::Field, properties.key(name), depth + 1);
    if (!additional) return;
    const Where at = where.child(u"additionalProperties");
    if (level == Level::Root) m_errors.forbidden(at, u"must not be used at the root"_s);
    if (additional->isMap()) checkInvariants(*additional, Level::Field, at, depth + 1);
}

void StructuralCheck::checkExtensions(const Value &schema, const Where &where)
{
    if (!isOn(schema, u"x-kubernetes-int-or-string")) return;
    for (const QStringView field : {u"x-kubernetes-preserve-unknown-fields", u"x-kubernetes-embedded-resource"})
        if (isOn(schema, field))
            m_errors.invalid(where.child(field), u"true"_s, u"must be false if x-kubernetes-int-or-string is true"_s);
}

void StructuralCheck::checkType(const Value &schema, Level level, const Where &where)
{
    const Where at = where.child(u"type");
    const QString &type = textIn(schema, u"type");
    const bool embedded = isOn(schema, u"x-kubernetes-embedded-resource");
    const bool open = isOn(schema, u"x-kubernetes-preserve-unknown-fields");
    const QString mustBeObject = u"must be object if x-kubernetes-embedded-resource is true"_s;
    if (embedded && type.isEmpty()) {
        m_errors.required(at, mustBeObject);
    } else if (embedded && type != u"object") {
        m_errors.invalidText(at, type, mustBeObject);
    } else if (type.isEmpty() && !open && !isOn(schema, u"x-kubernetes-int-or-string")) {
        m_errors.required(at, level == Level::Root   ? u"must not be empty at the root"_s
                              : level == Level::Item ? u"must not be empty for specified array items"_s
                                                     : u"must not be empty for specified object fields"_s);
    }
    if (embedded && fieldIn(schema, u"additionalProperties"))
        m_errors.forbidden(where.child(u"additionalProperties"),
                           u"must not be used if x-kubernetes-embedded-resource is set"_s);
    if (level == Level::Root && !type.isEmpty() && type != u"object")
        m_errors.invalidText(at, type, u"must be object at the root"_s);
}

void StructuralCheck::checkMeta(const Value &schema, Level level, const Where &where)
{
    const bool embedded = isOn(schema, u"x-kubernetes-embedded-resource");
    const bool isResource = level == Level::Root || embedded;
    const Where properties = where.child(u"properties");
    const Value &known = structIn(schema, u"properties");
    for (const QStringView field : {u"kind", u"apiVersion"})
        if (const Value *property = schemaIn(known, field);
            property && isResource && textIn(*property, u"type") != u"string")
            m_errors.invalidText(properties.key(field).child(u"type"), textIn(*property, u"type"), u"must be string"_s);
    if (const Value *metadata = schemaIn(known, u"metadata"))
        checkMetadata(*metadata, isResource, level, properties.key(u"metadata"));
    if (embedded && !isOn(schema, u"x-kubernetes-preserve-unknown-fields") && known.map()->empty())
        m_errors.required(properties, u"must not be empty if x-kubernetes-embedded-resource is true without "
                                      "x-kubernetes-preserve-unknown-fields"_s);
}

// Of an object itself a schema may say nothing but what its names are.
void StructuralCheck::checkMetadata(const Value &metadata, bool mustBeObject, Level level, const Where &where)
{
    const QString &type = textIn(metadata, u"type");
    if (mustBeObject && type != u"object") m_errors.invalidText(where.child(u"type"), type, u"must be object"_s);
    if (level != Level::Root) return;
    const auto says = [](const auto &entry) {
        const QString &field = entry.first;
        if (field == u"type" || field == u"default" || field == u"externalDocs" || field == u"example") return false;
        if (field == u"properties") {
            const auto *names = entry.second.map();
            return names && !std::all_of(names->begin(), names->end(), [](const auto &property) {
                       return property.first == u"name" || property.first == u"generateName";
                   });
        }
        // Pointers in Go: there is no value of theirs that says nothing.
        const bool isPointer = field == u"items" || field == u"not" || field == u"additionalProperties" ||
                               field == u"required" || field == u"x-kubernetes-list-type" ||
                               field == u"x-kubernetes-map-type";
        return isPointer ? !entry.second.isNull() : !isZero(&entry.second);
    };
    if (std::any_of(metadata.map()->begin(), metadata.map()->end(), says))
        m_errors.forbidden(where, u"must not specify anything other than name and generateName, but metadata is "
                                  "implicitly specified"_s);
}

void StructuralCheck::checkInvariants(const Value &schema, Level level, const Where &where, int depth)
{
    if (isOver(depth) || !schema.isMap()) return;
    checkChildren(schema, level, where, depth);
    checkExtensions(schema, where);
    const ValueList &all = listIn(schema, u"allOf");
    checkJunctions(schema, isIntOrString(listIn(schema, u"anyOf")),
                   !all.empty() && isIntOrString(listIn(all[0], u"anyOf")), where, depth);
    checkType(schema, level, where);
    checkMeta(schema, level, where);
}

void StructuralCheck::checkJunctions(const Value &validation, bool skipAnyOf, bool skipFirst, const Where &where,
                                     int depth)
{
    for (const QStringView field : junctions) {
        if (skipAnyOf && field == u"anyOf") continue;
        const ValueList &all = listIn(validation, field);
        const Where list = where.child(field);
        for (qsizetype at = 0; at < qsizetype(all.size()); ++at)
            checkNested(all[at], skipFirst && at == 0 && field == u"allOf", list.index(at), depth + 1);
    }
    if (const Value *no = schemaIn(validation, u"not")) checkNested(*no, false, where.child(u"not"), depth + 1);
    const QString &pattern = textIn(validation, u"pattern");
    if (const QString problem = model::goPatternProblem(pattern, m_time); !problem.isEmpty())
        m_errors.invalidText(where.child(u"pattern"), pattern,
                             u"must be a valid regular expression, but isn't: error parsing regexp: "_s + problem);
}

void StructuralCheck::checkNested(const Value &validation, bool skipAnyOf, const Where &where, int depth)
{
    if (isOver(depth) || !validation.isMap()) return;
    checkJunctions(validation, skipAnyOf, false, where, depth);
    if (const Value *items = schemaIn(validation, u"items"))
        checkNested(*items, false, where.child(u"items"), depth + 1);
    const Where properties = where.child(u"properties");
    for (const auto &[name, property] : entriesIn(validation, u"properties"))
        checkNested(property, false, properties.key(name), depth + 1);
    checkEmpty(validation, where);
}

// What only the schema itself may say, not its validations.
void StructuralCheck::checkEmpty(const Value &validation, const Where &where)
{
    constexpr std::pair<QStringView, QStringView> fields[] = {
        {u"type", u"empty"},
        {u"additionalProperties", u"undefined"},
        {u"default", u"undefined"},
        {u"title", u"empty"},
        {u"description", u"empty"},
        {u"nullable", u"false"},
        {u"x-kubernetes-preserve-unknown-fields", u"false"},
        {u"x-kubernetes-embedded-resource", u"false"},
        {u"x-kubernetes-int-or-string", u"false"},
        {u"x-kubernetes-list-map-keys", u"empty"},
        {u"x-kubernetes-list-type", u"undefined"},
        {u"x-kubernetes-map-type", u"undefined"},
        {u"x-kubernetes-validations", u"empty"},
    };
    for (const auto &[field, wanted] : fields) {
        const Value *value = fieldIn(validation, field);
        const bool isAbsentAlone = wanted == u"undefined" && (!value || value->isContainer() || !value->boolean());
        const bool isSaid = isAbsentAlone || field == u"default" ? value != nullptr : !isZero(value);
        if (isSaid) m_errors.forbidden(where.child(field), u"must be %1 to be structural"_s.arg(wanted));
    }
    if (structIn(validation, u"properties").find(u"metadata"))
        m_errors.forbidden(where.child(u"properties").key(u"metadata"), u"must not be specified in a nested context"_s);
}

void StructuralCheck::checkComplete(const Value &validation, const Value *schema, const Where &schemaAt,
                                    const Where &where, int depth)
{
    if (isOver(depth) || !validation.isMap()) return;
    const auto isMissing = [&] {
        return m_errors.required(schemaAt, u"because it is defined in "_s + where.toString());
    };
    if (!schema) return isMissing();
    if (const Value *no = schemaIn(validation, u"not"))
        checkComplete(*no, schema, schemaAt, where.child(u"not"), depth + 1);
    for (const QStringView field : junctions) {
        const ValueList &all = listIn(validation, field);
        const Where list = where.child(field);
        for (qsizetype at = 0; at < qsizetype(all.size()); ++at)
            checkComplete(all[at], schema, schemaAt, list.index(at), depth + 1);
    }
    if (depth == 0) return; // the schema itself: below it stand no validations, but schemas
    if (const Value *items = schemaIn(validation, u"items"))
        checkComplete(*items, schemaIn(*schema, u"items"), schemaAt.child(u"items"), where.child(u"items"), depth + 1);
    const Where knownAt = schemaAt.child(u"properties"), properties = where.child(u"properties");
    for (const auto &[name, property] : entriesIn(validation, u"properties"))
        checkComplete(property, propertyOf(*schema, name), knownAt.key(name), properties.key(name), depth + 1);
}

} // namespace

QString structuralProblem(const Value &schema) { return problemIn(schema, 0); }

void checkStructural(const Value &schema, const Where &where, FieldErrors &errors)
{
    FieldErrors found;
    StructuralCheck check(found);
    check.checkInvariants(schema, Level::Root, where, 0);
    check.checkComplete(schema, &schema, where, where, 0);
    if (check.hasGivenUp()) errors.giveUp();
    std::vector<std::pair<QString, const Cause *>> sorted;
    for (const Cause &cause : found.causes()) sorted.emplace_back(cause.field + u": "_s + cause.message, &cause);
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    for (const auto &entry : sorted) errors.add(*entry.second);
}

} // namespace practice
