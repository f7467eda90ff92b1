// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/crdrules.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/restrules.h"

#include <QSet>
#include <QStringList>

// apiextensions-apiserver pkg/apis/apiextensions/validation/validation.go: names, columns, scale, conversion.

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;
using model::ValueList;

namespace {

QString allOf(const Problems &problems) { return QStringList(problems.begin(), problems.end()).join(u','); }

void checkLabelOf(FieldErrors &errors, const Where &where, const QString &name)
{
    if (const Problems problems = dns1035LabelProblems(name); !name.isEmpty() && !problems.empty())
        errors.invalidText(where, name, allOf(problems));
}

void checkMixedCase(FieldErrors &errors, const Where &where, const QString &name)
{
    if (const Problems problems = dns1035LabelProblems(name.toLower()); !name.isEmpty() && !problems.empty())
        errors.invalidText(where, name, u"may have mixed case, but should otherwise match: "_s + allOf(problems));
}

} // namespace

void checkDefinitionNames(const Value &names, const Where &where, FieldErrors &errors)
{
    const QString kind = textIn(names, u"kind"), listKind = textIn(names, u"listKind");
    for (const QStringView field : {u"plural", u"singular"})
        checkLabelOf(errors, where.child(field), textIn(names, field));
    checkMixedCase(errors, where.child(u"kind"), kind);
    checkMixedCase(errors, where.child(u"listKind"), listKind);
    const auto checkAll = [&](QStringView field) {
        const Where list = where.child(field);
        const ValueList &all = listIn(names, field);
        for (qsizetype at = 0; at < qsizetype(all.size()); ++at)
            if (const Problems problems = dns1035LabelProblems(textOf(all[at])); !problems.empty())
                errors.invalidText(list.index(at), textOf(all[at]), allOf(problems));
    };
    checkAll(u"shortNames");
    if (!kind.isEmpty() && kind == listKind)
        errors.invalidText(where.child(u"listKind"), listKind, u"kind and listKind may not be the same"_s);
    checkAll(u"categories");
}

namespace {

// "" is fine, ".a.b" too.
bool checkJsonPath(FieldErrors &errors, const Where &where, const QString &path)
{
    if (path.startsWith(u'.')) return true;
    errors.invalidText(where, path, u"must be a simple json path starting with ."_s);
    return false;
}

} // namespace

void checkDefinitionColumn(const Value &column, const Where &where, FieldErrors &errors)
{
    const QString type = textIn(column, u"type"), format = textIn(column, u"format"),
                  path = textIn(column, u"jsonPath");
    const QStringList types = {u"boolean"_s, u"date"_s, u"integer"_s, u"number"_s, u"string"_s};
    const QStringList formats = {u"byte"_s,  u"date"_s,  u"date-time"_s, u"double"_s,
                                 u"float"_s, u"int32"_s, u"int64"_s,     u"password"_s};
    if (textIn(column, u"name").isEmpty()) errors.required(where.child(u"name"));
    if (type.isEmpty())
        errors.required(where.child(u"type"), u"must be one of "_s + types.join(u','));
    else if (!types.contains(type))
        errors.invalidText(where.child(u"type"), type, u"must be one of "_s + types.join(u','));
    if (!format.isEmpty() && !formats.contains(format))
        errors.invalidText(where.child(u"format"), format, u"must be one of "_s + formats.join(u','));
    if (path.isEmpty())
        errors.required(where.child(u"JSONPath"));
    else
        checkJsonPath(errors, where.child(u"JSONPath"), path);
}

void checkDefinitionScale(const Value &scale, const Where &at, FieldErrors &errors)
{
    constexpr std::pair<QStringView, QStringView> paths[] = {{u"specReplicasPath", u".spec"},
                                                             {u"statusReplicasPath", u".status"}};
    for (const auto &[field, below] : paths) {
        const QString path = textIn(scale, field), name = u"scale."_s + field.toString();
        if (path.isEmpty())
            errors.required(at.child(name));
        else if (checkJsonPath(errors, at.child(name), path) && !path.startsWith(below.toString() + u'.'))
            errors.invalidText(at.child(name), path, u"should be a json path under "_s + below.toString());
    }
    const QString path = textIn(scale, u"labelSelectorPath");
    const QString name = u"scale.labelSelectorPath"_s;
    if (!path.isEmpty() && checkJsonPath(errors, at.child(name), path) && !path.startsWith(u".spec.") &&
        !path.startsWith(u".status."))
        errors.invalidText(at.child(name), path, u"should be a json path under either .spec or .status"_s);
}

namespace {

void checkReviewVersions(const ValueList &versions, const Where &where, FieldErrors &errors)
{
    if (versions.empty()) return errors.required(where);
    QSet<QString> seen;
    for (qsizetype one = 0; one < qsizetype(versions.size()); ++one) {
        const QString &version = textOf(versions[one]);
        if (seen.contains(version)) {
            errors.invalidText(where.index(one), version, u"duplicate version"_s);
            continue;
        }
        seen.insert(version);
        for (const QString &problem : dns1035LabelProblems(version))
            errors.invalidText(where.index(one), version, problem);
    }
    if (!seen.contains(u"v1"_s) && !seen.contains(u"v1beta1"_s))
        errors.invalid(where, goTexts(versions), u"must include at least one of v1, v1beta1"_s);
}

} // namespace

void checkDefinitionConversion(const Value &spec, const Where &where, FieldErrors &errors)
{
    const Value *conversion = fieldIn(spec, u"conversion");
    if (!conversion) return;
    const QString strategy = textIn(*conversion, u"strategy");
    if (strategy != u"None" && flagIn(spec, u"preserveUnknownFields").value_or(false))
        errors.invalidText(where.child(u"strategy"), strategy, u"must be None if spec.preserveUnknownFields is true"_s);
    checkRequiredOneOf(errors, where.child(u"strategy"), strategy, {u"None", u"Webhook"});
    const Value &webhook = structIn(*conversion, u"webhook");
    const Value *client = fieldIn(webhook, u"clientConfig");
    const ValueList &versions = listIn(webhook, u"conversionReviewVersions");
    const Where clientAt = where.child(u"webhookClientConfig"), versionsAt = where.child(u"conversionReviewVersions");
    if (strategy == u"Webhook") {
        if (client)
            checkWebhookClient(*client, clientAt, errors);
        else
            errors.required(clientAt, u"required when strategy is set to Webhook"_s);
        return checkReviewVersions(versions, versionsAt, errors);
    }
    const QString detail = u"should not be set when strategy is not set to Webhook"_s;
    if (client) errors.forbidden(clientAt, detail);
    if (!versions.empty()) errors.forbidden(versionsAt, detail);
}

} // namespace practice
