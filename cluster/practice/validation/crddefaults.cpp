// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/crdrules.h"
#include "cluster/practice/validation/customschema.h"
#include "cluster/practice/validation/reading.h"

// apiextensions-apiserver pkg/apiserver/schema/defaulting/validation.go. Not checked: what a default inside a
// resource's metadata would make of that metadata as a whole, and the CEL rules on the way.

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;
using model::ValueMap;

namespace {

class DefaultCheck
{
public:
    explicit DefaultCheck(FieldErrors &errors) : m_errors(errors), m_limit(errors) {}

    // isResource: the schema is of a whole object. Defaults of additional properties are refused elsewhere.
    void check(const Value &schema, bool isResource, bool insideMeta, const Where &where, int depth)
    {
        if (depth > maxSchemaDepth || !schema.isMap() || m_limit.isReached()) return;
        if (isResource) insideMeta = false;
        if (const Value *standard = fieldIn(schema, u"default"))
            checkOne(schema, *standard, isResource, insideMeta, where.child(u"default"));
        if (const Value *items = fieldIn(schema, u"items"))
            check(*items, isEmbedded(*items), insideMeta, where.child(u"items"), depth + 1);
        const Where properties = where.child(u"properties");
        for (const auto &[name, property] : entriesIn(schema, u"properties")) {
            const bool isMeta = isResource && (name == u"metadata" || name == u"apiVersion" || name == u"kind");
            check(property, isEmbedded(property), insideMeta || isMeta, properties.key(name), depth + 1);
        }
    }

private:
    static bool isEmbedded(const Value &schema)
    {
        return flagIn(schema, u"x-kubernetes-embedded-resource").value_or(false);
    }

    void checkOne(const Value &schema, const Value &standard, bool isResource, bool insideMeta, const Where &where)
    {
        if (!insideMeta && hasUnknown(schema, standard))
            m_errors.invalid(where, goAny(standard), u"must not have unknown fields"_s);
        const qsizetype before = m_errors.count();
        if (!insideMeta) checkEmbeddedResources(schema, standard, isResource, where, m_errors);
        if (m_errors.count() == before) checkCustomValue(schema, standard, nullptr, where.toString(), m_errors);
    }

    static bool hasUnknown(const Value &schema, const Value &standard)
    {
        // As the value of a field, since at the root of an object some fields are always known.
        const QString field = u"default"_s;
        Value object(ValueMap{{field, standard}});
        const Value properties(ValueMap{{field, schema}});
        return !pruneCustom(ValueMap{{u"properties"_s, properties}}, object).empty();
    }

    FieldErrors &m_errors;
    ProblemLimit m_limit;
};

} // namespace

void checkSchemaDefaults(const Value &schema, const Where &where, FieldErrors &errors)
{
    DefaultCheck(errors).check(schema, true, false, where, 0);
}

} // namespace practice
