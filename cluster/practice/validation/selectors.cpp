// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/selectors.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/names.h"

namespace practice {

using model::Value;
using model::ValueList;

namespace {

void checkRequirement(const Value &expression, const Where &where, FieldErrors &errors, bool allowInvalidValues)
{
    const QString operation = textAt(expression, {u"operator"});
    const ValueList &values = listAt(expression, {u"values"});
    if (operation == u"In" || operation == u"NotIn") {
        if (values.empty())
            errors.required(where.child(u"values"),
                            QStringLiteral("must be specified when `operator` is 'In' or 'NotIn'"));
    } else if (operation == u"Exists" || operation == u"DoesNotExist") {
        if (!values.empty())
            errors.forbidden(where.child(u"values"),
                             QStringLiteral("may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
    } else {
        errors.invalidText(where.child(u"operator"), operation, QStringLiteral("not a valid selector operator"));
    }
    checkLabelName(errors, where.child(u"key"), textAt(expression, {u"key"}));
    if (allowInvalidValues) return;
    const Where list = where.child(u"values");
    for (qsizetype at = 0; at < qsizetype(values.size()); ++at)
        if (const QString *text = values[at].string())
            invalidEach(errors, list.index(at), *text, labelValueProblems(*text));
}

} // namespace

void checkLabelSelector(const Value *selector, const Where &where, FieldErrors &errors, bool allowInvalidValues)
{
    if (!selector || !selector->map()) return;
    checkLabels(selector->find(u"matchLabels"), where.child(u"matchLabels"), errors);
    const ValueList &expressions = listAt(*selector, {u"matchExpressions"});
    const Where list = where.child(u"matchExpressions");
    for (qsizetype at = 0; at < qsizetype(expressions.size()); ++at)
        checkRequirement(expressions[at], list.index(at), errors, allowInvalidValues);
}

bool isEmptySelector(const Value *selector)
{
    return !selector ||
           (mapAt(*selector, {u"matchLabels"}).empty() && listAt(*selector, {u"matchExpressions"}).empty());
}

} // namespace practice
