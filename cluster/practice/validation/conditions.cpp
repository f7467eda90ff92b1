// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/reading.h"

#include <QSet>

// apimachinery pkg/apis/meta/v1/validation/validation.go ValidateConditions.

namespace practice {

using model::Value;
using model::ValueList;

namespace {

constexpr qsizetype maxReasonBytes = 1024, maxMessageBytes = 32 * 1024;

void checkCondition(const Value &condition, const Where &where, FieldErrors &errors)
{
    checkLabelName(errors, where.child(u"type"), textIn(condition, u"type"));
    checkOneOf(errors, where.child(u"status"), textIn(condition, u"status"), {u"False", u"True", u"Unknown"});
    if (const qint64 generation = numberIn(condition, u"observedGeneration").value_or(0); generation < 0)
        invalidNumber(errors, where.child(u"observedGeneration"), generation,
                      QStringLiteral("must be greater than or equal to zero"));
    const QString mustBeSet = QStringLiteral("must be set");
    if (textIn(condition, u"lastTransitionTime").isEmpty())
        errors.required(where.child(u"lastTransitionTime"), mustBeSet);
    const QString &reason = textIn(condition, u"reason");
    if (reason.isEmpty())
        errors.required(where.child(u"reason"), mustBeSet);
    else
        invalidEach(errors, where.child(u"reason"), reason, conditionReasonProblems(reason));
    if (utf8Size(reason) > maxReasonBytes) errors.tooLong(where.child(u"reason"), maxReasonBytes);
    if (utf8Size(textIn(condition, u"message")) > maxMessageBytes)
        errors.tooLong(where.child(u"message"), maxMessageBytes);
}

} // namespace

void checkStatusConditions(const ValueList &conditions, const Where &where, FieldErrors &errors)
{
    QSet<QString> types;
    for (qsizetype at = 0; at < qsizetype(conditions.size()); ++at) {
        const Where here = where.index(at);
        const QString &type = textIn(conditions[at], u"type");
        if (types.contains(type)) errors.duplicate(here.child(u"type"), goQuoted(type));
        types.insert(type);
        checkCondition(conditions[at], here, errors);
    }
}

} // namespace practice
