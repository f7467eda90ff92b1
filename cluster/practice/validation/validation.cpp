// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/validation.h"

#include "cluster/practice/validation/restwarnings.h"
#include "cluster/practice/validation/rules.h"

namespace practice {

using model::Value;

namespace {

const KindValidation *rulesOf(const ApiKind &kind)
{
    for (const auto table : {podKinds(), workloadKinds(), restKinds()})
        for (const KindValidation &rules : table)
            if (rules.kind == kind.kind && rules.group == kind.group) return &rules;
    return nullptr;
}

} // namespace

bool isValidated(const ApiKind &kind)
{
    const KindValidation *rules = rulesOf(kind);
    return rules && rules->create;
}

void validateCreate(const ApiKind &kind, const Value &object, FieldErrors &errors)
{
    if (const KindValidation *rules = rulesOf(kind); rules && rules->create) rules->create(object, errors);
}

void validateUpdate(const ApiKind &kind, const Value &object, const Value &old, FieldErrors &errors)
{
    if (const KindValidation *rules = rulesOf(kind); rules && rules->update) rules->update(object, old, errors);
}

void validateStatusUpdate(const ApiKind &kind, const Value &object, const Value &old, FieldErrors &errors)
{
    if (const KindValidation *rules = rulesOf(kind); rules && rules->statusUpdate)
        rules->statusUpdate(object, old, errors);
}

std::vector<QString> writeWarnings(const ApiKind &kind, const Value &object, const Value *old, QStringView subresource)
{
    if (subresource == u"status" && kind.kind == u"Pod" && kind.group.isEmpty()) return podStatusWarnings(object);
    if (subresource == u"status" || subresource == u"approval" || subresource == u"finalize") return {};
    const KindValidation *rules = rulesOf(kind);
    return rules && rules->warnings ? rules->warnings(object, old) : std::vector<QString>();
}

} // namespace practice
