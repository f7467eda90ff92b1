// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/nodeselectors.h"

#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/reading.h"

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;

namespace {

void checkNodeRequirement(FieldErrors &errors, const Where &where, const Value &requirement, bool allowInvalidValues)
{
    const QString &op = textIn(requirement, u"operator");
    const auto &values = listIn(requirement, u"values");
    const Where valuesAt = where.child(u"values");
    if (op == u"In" || op == u"NotIn") {
        if (values.empty()) errors.required(valuesAt, u"must be specified when `operator` is 'In' or 'NotIn'"_s);
    } else if (op == u"Exists" || op == u"DoesNotExist") {
        if (!values.empty())
            errors.forbidden(valuesAt, u"may not be specified when `operator` is 'Exists' or 'DoesNotExist'"_s);
    } else if (op == u"Gt" || op == u"Lt") {
        if (values.size() != 1)
            errors.required(valuesAt, u"must be specified single value when `operator` is 'Lt' or 'Gt'"_s);
    } else {
        errors.invalidText(where.child(u"operator"), op, u"not a valid selector operator"_s);
    }
    checkLabelName(errors, where.child(u"key"), textIn(requirement, u"key"));
    if (allowInvalidValues) return;
    for (std::size_t i = 0; i < values.size(); ++i)
        invalidEach(errors, valuesAt.index(qsizetype(i)), textOf(values[i]), labelValueProblems(textOf(values[i])));
}

void checkNodeField(FieldErrors &errors, const Where &where, const Value &requirement)
{
    const QString &op = textIn(requirement, u"operator");
    const QString &key = textIn(requirement, u"key");
    const auto &values = listIn(requirement, u"values");
    const Where valuesAt = where.child(u"values");
    if (op != u"In" && op != u"NotIn")
        errors.invalidText(where.child(u"operator"), op, u"not a valid selector operator"_s);
    else if (values.size() != 1)
        errors.required(valuesAt,
                        u"must be only one value when `operator` is 'In' or 'NotIn' for node field selector"_s);
    if (key != u"metadata.name")
        return errors.invalidText(where.child(u"key"), key, u"not a valid field selector key"_s);
    for (std::size_t i = 0; i < values.size(); ++i)
        invalidEach(errors, valuesAt.index(qsizetype(i)), textOf(values[i]),
                    dns1123SubdomainProblems(textOf(values[i])));
}

} // namespace

void checkNodeSelectorTerm(FieldErrors &errors, const Where &where, const Value &term, bool allowInvalidValues)
{
    const Where expressionsAt = where.child(u"matchExpressions");
    const auto &expressions = listIn(term, u"matchExpressions");
    for (std::size_t i = 0; i < expressions.size(); ++i)
        checkNodeRequirement(errors, expressionsAt.index(qsizetype(i)), expressions[i], allowInvalidValues);
    const Where fieldsAt = where.child(u"matchFields");
    const auto &fields = listIn(term, u"matchFields");
    for (std::size_t i = 0; i < fields.size(); ++i) checkNodeField(errors, fieldsAt.index(qsizetype(i)), fields[i]);
}

void checkNodeSelector(FieldErrors &errors, const Where &where, const Value &selector, bool allowInvalidValues)
{
    const Where termsAt = where.child(u"nodeSelectorTerms");
    const auto &terms = listIn(selector, u"nodeSelectorTerms");
    if (terms.empty()) errors.required(termsAt, u"must have at least one node selector term"_s);
    for (std::size_t i = 0; i < terms.size(); ++i)
        checkNodeSelectorTerm(errors, termsAt.index(qsizetype(i)), terms[i], allowInvalidValues);
}

} // namespace practice
