// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/offline/customjudge.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/offline/causes.h"
#include "cluster/practice/validation/customnormal.h"
#include "cluster/practice/validation/customschema.h"

namespace practice {

using model::ApiFault;
using model::Value;
using namespace Qt::StringLiterals;

namespace {

// "spec.x: Invalid value: 1: must be a string", or Go's words alone.
ApiFault undecodable(const QString &message)
{
    const qsizetype value = message.indexOf(u": Invalid value: ");
    if (value <= 0 || message.first(value).contains(u' ')) return {u"BadRequest"_s, {}, {}, message};
    const QString field = message.first(value);
    return {u"FieldValueInvalid"_s, field, field, message.sliced(value + 2)};
}

} // namespace

std::vector<ApiFault> judgeCustom(Value written, const model::CustomKind &definition)
{
    Value object = std::move(written);
    std::vector<QString> unknown; // the schema layer tells of them
    if (const auto made = makeCustomNormal(definition.openApi, object, unknown); !made)
        return {undecodable(made.error().message)};
    if (definition.hasStatus) object.remove(u"status");
    const bool isNamed = !nameOf(object).isEmpty();
    stampMetadata(definition.namespaced, object);
    mapIn(object, u"metadata").remove(u"generation"); // the server counts it
    setCustomDefaults(definition.openApi, object);
    FieldErrors errors;
    const CustomRules rules{.schema = definition.openApi,
                            .namespaced = definition.namespaced,
                            .specReplicasPath = definition.specReplicasPath,
                            .statusReplicasPath = definition.statusReplicasPath};
    validateCustomCreate(rules, object, errors);
    std::vector<ApiFault> faults;
    for (const Cause &cause : errors.causes()) {
        const QString field = cause.field == u"<nil>" ? QString() : cause.field;
        const bool isMadeName = !isNamed && field == u"metadata.name";
        faults.push_back(
            {cause.reason, field, isMadeName ? u"metadata.generateName"_s : field, plainMessage(cause.message)});
    }
    return faults;
}

} // namespace practice
