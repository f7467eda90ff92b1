// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/crdrules.h"
#include "cluster/practice/validation/customschema.h"
#include "cluster/practice/validation/gotext.h"
#include "cluster/practice/validation/reading.h"

// apiextensions-apiserver pkg/apis/apiextensions/validation/validation.go: a schema as a whole, and word for word.

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;

namespace {

// What of a schema's place its words depend on.
struct Place
{
    bool isRoot = false;
    bool insideMeta = false; // in a resource's metadata, kind or apiVersion
    QString noDefaults = {}; // why; empty: a default may be set
};

class WordCheck
{
public:
    explicit WordCheck(FieldErrors &errors) : m_errors(errors), m_limit(errors) {}
    void check(const Value &schema, const Place &place, const Where &where, int depth);

private:
    void checkUnsupported(const Value &schema, const Place &place, const Where &where);
    void checkAdditional(const Value &schema, const Place &place, const Where &where, int depth);
    void checkProperties(const Value &schema, const Place &place, const Where &where, int depth);
    void checkAll(const Value &all, const Place &place, const Where &where, int depth);

    FieldErrors &m_errors;
    ProblemLimit m_limit;
};

void WordCheck::checkUnsupported(const Value &schema, const Place &place, const Where &where)
{
    const QString &type = textIn(schema, u"type");
    if (!type.isEmpty())
        checkOneOf(m_errors, where.child(u"type"), type,
                   {u"array", u"boolean", u"integer", u"number", u"object", u"string"});
    if (!place.noDefaults.isEmpty() && fieldIn(schema, u"default"))
        m_errors.forbidden(where.child(u"default"), u"must not be set "_s + place.noDefaults);
    const auto isThere = [&schema](QStringView field) {
        const Value *value = fieldIn(schema, field);
        const bool isPointer = field == u"additionalItems" || field == u"dependencies" || field == u"$ref";
        return isPointer ? value != nullptr : !isZero(value);
    };
    for (const QStringView field :
         {u"id", u"additionalItems", u"patternProperties", u"definitions", u"dependencies", u"$ref"})
        if (isThere(field)) m_errors.forbidden(where.child(field), field.toString() + u" is not supported"_s);
    if (type == u"null")
        m_errors.forbidden(where.child(u"type"), u"type cannot be set to null, use nullable as an alternative"_s);
    if (!listIn(schema, u"items").empty())
        m_errors.forbidden(where.child(u"items"), u"items must be a schema object and not an array"_s);
    if (place.insideMeta && flagIn(schema, u"x-kubernetes-embedded-resource").value_or(false))
        m_errors.forbidden(where.child(u"x-kubernetes-embedded-resource"),
                           u"must not be used inside of resource meta"_s);
}

void WordCheck::checkAdditional(const Value &schema, const Place &place, const Where &where, int depth)
{
    const Value *additional = fieldIn(schema, u"additionalProperties");
    if (!additional) return;
    const Where at = where.child(u"additionalProperties");
    const bool isAny = additional->boolean() && *additional->boolean();
    if (!entriesIn(schema, u"properties").empty() && !isAny)
        m_errors.forbidden(at, u"additionalProperties and properties are mutual exclusive"_s);
    Place below{.insideMeta = place.insideMeta, .noDefaults = place.noDefaults};
    if (place.insideMeta) below.noDefaults = u"inside additionalProperties applying to object metadata"_s;
    check(*additional, below, at, depth + 1);
}

void WordCheck::checkProperties(const Value &schema, const Place &place, const Where &where, int depth)
{
    const bool isResource = place.isRoot || flagIn(schema, u"x-kubernetes-embedded-resource").value_or(false);
    const Where properties = where.child(u"properties");
    for (const auto &[name, property] : entriesIn(schema, u"properties")) {
        Place below{.insideMeta = place.insideMeta, .noDefaults = place.noDefaults};
        if (isResource && (name == u"metadata" || name == u"kind" || name == u"apiVersion")) {
            below.insideMeta = true;
            if (place.isRoot) below.noDefaults = u"in top-level "_s + name;
        }
        check(property, below, properties.key(name), depth + 1);
    }
}

// A list, or a map, of schemas.
void WordCheck::checkAll(const Value &all, const Place &place, const Where &where, int depth)
{
    if (const ValueList *list = all.list())
        for (qsizetype at = 0; at < qsizetype(list->size()); ++at)
            check((*list)[at], place, where.index(at), depth + 1);
    if (const ValueMap *map = all.map())
        for (const auto &[name, schema] : *map) check(schema, place, where.key(name), depth + 1);
}

void WordCheck::check(const Value &schema, const Place &place, const Where &where, int depth)
{
    if (depth > maxSchemaDepth || !schema.isMap() || m_limit.isReached()) return;
    checkUnsupported(schema, place, where);
    if (flagIn(schema, u"uniqueItems").value_or(false))
        m_errors.forbidden(where.child(u"uniqueItems"),
                           u"uniqueItems cannot be set to true since the runtime complexity becomes quadratic"_s);
    checkAdditional(schema, place, where, depth);
    checkProperties(schema, place, where, depth);
    const Place below{.insideMeta = place.insideMeta, .noDefaults = place.noDefaults};
    check(structIn(schema, u"not"), below, where.child(u"not"), depth + 1);
    for (const QStringView field : {u"allOf", u"oneOf", u"anyOf", u"definitions"})
        if (const Value *all = fieldIn(schema, field)) checkAll(*all, below, where.child(field), depth);
    if (const Value *items = fieldIn(schema, u"items"); items && items->isMap())
        check(*items, below, where.child(u"items"), depth + 1);
    else if (items)
        checkAll(*items, below, where.child(u"items"), depth);
    if (const Value *all = fieldIn(schema, u"dependencies")) checkAll(*all, below, where.child(u"dependencies"), depth);
    if (!flagIn(schema, u"x-kubernetes-preserve-unknown-fields").value_or(true))
        m_errors.invalid(where.child(u"x-kubernetes-preserve-unknown-fields"), u"false"_s,
                         u"must be true or undefined"_s);
    checkSchemaListTypes(schema, where, m_errors);
    checkSchemaRules(schema, where, m_errors);
}

// With the status subresource, a status is held against properties.status alone: what the root says must not count.
void checkStatusRoot(const Value &schema, const Where &where, FieldErrors &errors)
{
    constexpr QStringView fields[] = {u"id",
                                      u"$schema",
                                      u"$ref",
                                      u"type",
                                      u"nullable",
                                      u"default",
                                      u"enum",
                                      u"maxProperties",
                                      u"minProperties",
                                      u"allOf",
                                      u"oneOf",
                                      u"anyOf",
                                      u"not",
                                      u"additionalProperties",
                                      u"patternProperties",
                                      u"dependencies",
                                      u"additionalItems",
                                      u"definitions",
                                      u"x-kubernetes-embedded-resource",
                                      u"x-kubernetes-int-or-string",
                                      u"x-kubernetes-list-map-keys",
                                      u"x-kubernetes-list-type",
                                      u"x-kubernetes-map-type"};
    for (const QStringView field : fields) {
        const Value *value = fieldIn(schema, field);
        const bool isFlag = value && value->boolean() && field != u"additionalProperties";
        if (!value || (isFlag && isZero(value))) continue;
        if (field == u"type" && textOf(*value) == u"object") continue;
        if (field == u"type" && textOf(*value).isEmpty()) continue;
        if (field == u"type")
            return errors.invalidText(where.child(u"openAPIV3Schema.type"), textOf(*value),
                                      u"only \"object\" is allowed as the type at the root of the schema if the "
                                      "status subresource is enabled"_s);
        return errors.invalid(
            where.child(u"openAPIV3Schema"), goOpaque(u"apiextensions.JSONSchemaProps"),
            u"only [Description Type Format Title Maximum ExclusiveMaximum Minimum ExclusiveMinimum MaxLength "
            "MinLength Pattern MaxItems MinItems UniqueItems MultipleOf Required Items Properties ExternalDocs "
            "Example XPreserveUnknownFields XValidations] fields are allowed at the root of the schema if the "
            "status subresource is enabled"_s);
    }
}

// The maps in a value, counted no further than most.
qsizetype mapsIn(const Value &value, qsizetype most)
{
    std::vector<const Value *> left{&value};
    qsizetype count = 0;
    while (!left.empty() && count <= most) {
        const Value &one = *left.back();
        left.pop_back();
        if (const model::ValueList *list = one.list())
            for (const Value &item : *list) left.push_back(&item);
        if (const model::ValueMap *map = one.map()) {
            ++count;
            for (const auto &entry : *map) left.push_back(&entry.second);
        }
    }
    return count;
}

} // namespace

void checkSchemaWords(const Value &schema, const Where &where, FieldErrors &errors)
{
    WordCheck(errors).check(schema, {.isRoot = true}, where, 0);
}

void checkDefinitionSchema(const Value &schema, bool hasStatus, const Where &where, FieldErrors &errors)
{
    // More could not be stored, and takes seconds to look through.
    constexpr qsizetype maxSchemas = 50 * 1000;
    if (mapsIn(schema, maxSchemas) > maxSchemas) return errors.giveUp();
    FieldErrors found;
    if (hasStatus) checkStatusRoot(schema, where, found);
    if (flagIn(schema, u"nullable").value_or(false))
        found.forbidden(where.child(u"openAPIV3Schema.nullable"), u"nullable cannot be true at the root"_s);
    const Where at = where.child(u"openAPIV3Schema");
    const QString problem = structuralProblem(schema);
    if (problem.isEmpty()) {
        const qsizetype before = found.count();
        checkStructural(schema, at, found);
        if (found.count() == before) checkSchemaDefaults(schema, at, found);
    }
    checkSchemaWords(schema, at, found);
    // The words tell of it more exactly, where they do.
    if (found.isEmpty() && !problem.isEmpty()) found.invalidText(at, {}, problem);
    for (const Cause &cause : found.causes()) errors.add(cause);
}

} // namespace practice
