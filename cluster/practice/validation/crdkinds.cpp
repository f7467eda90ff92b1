// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/crdselectable.h"
#include "cluster/practice/validation/customschema.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/restrules.h"

#include <QSet>
#include <QStringList>

#include <algorithm>

// apiextensions-apiserver pkg/apis/apiextensions/validation and pkg/apiserver/schema/validation.go:
// CustomResourceDefinition. Checked are names, group, scope, versions, columns, subresources, conversion, and what
// makes a schema structural: types everywhere, items, no mixing of properties and additionalProperties, no unique
// items. Not checked: CEL rules, whether defaults keep their own schema, the client of a webhook.

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;
using model::ValueList;

namespace {

QString joined(const Problems &problems) { return QStringList(problems.begin(), problems.end()).join(u','); }

void checkLabelOf(FieldErrors &errors, const Where &where, const QString &name)
{
    if (const Problems problems = dns1035LabelProblems(name); !name.isEmpty() && !problems.empty())
        errors.invalidText(where, name, joined(problems));
}

void checkMixedCase(FieldErrors &errors, const Where &where, const QString &name)
{
    if (const Problems problems = dns1035LabelProblems(name.toLower()); !name.isEmpty() && !problems.empty())
        errors.invalidText(where, name, u"may have mixed case, but should otherwise match: "_s + joined(problems));
}

void checkNames(const Value &names, const Where &where, FieldErrors &errors)
{
    for (const QStringView field : {u"plural", u"singular", u"kind", u"listKind"})
        if (textIn(names, field).isEmpty()) errors.required(where.child(field));
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
                errors.invalidText(list.index(at), textOf(all[at]), joined(problems));
    };
    checkAll(u"shortNames");
    if (!kind.isEmpty() && kind == listKind)
        errors.invalidText(where.child(u"listKind"), listKind, u"kind and listKind may not be the same"_s);
    checkAll(u"categories");
}

// "" is fine, ".a.b" too.
bool checkJsonPath(FieldErrors &errors, const Where &where, const QString &path)
{
    if (path.startsWith(u'.')) return true;
    errors.invalidText(where, path, u"must be a simple json path starting with ."_s);
    return false;
}

void checkColumn(const Value &column, const Where &where, FieldErrors &errors)
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

void checkScale(const Value &version, const Where &where, FieldErrors &errors)
{
    const Value *scale = fieldIn(structIn(version, u"subresources"), u"scale");
    if (!scale) return;
    const Where at = where.child(u"subresources");
    constexpr std::pair<QStringView, QStringView> paths[] = {{u"specReplicasPath", u".spec"},
                                                             {u"statusReplicasPath", u".status"}};
    for (const auto &[field, below] : paths) {
        const QString path = textIn(*scale, field), name = u"scale."_s + field.toString();
        if (path.isEmpty())
            errors.required(at.child(name));
        else if (checkJsonPath(errors, at.child(name), path) && !path.startsWith(below.toString() + u'.'))
            errors.invalidText(at.child(name), path, u"should be a json path under "_s + below.toString());
    }
    const QString path = textIn(*scale, u"labelSelectorPath");
    const QString name = u"scale.labelSelectorPath"_s;
    if (!path.isEmpty() && checkJsonPath(errors, at.child(name), path) && !path.startsWith(u".spec.") &&
        !path.startsWith(u".status."))
        errors.invalidText(at.child(name), path, u"should be a json path under either .spec or .status"_s);
}

enum class Level : quint8 { Root, Item, Field };

// Of a schema, and of those that it is composed of (pkg/apiserver/schema validateValueValidation).
void checkPatterns(const Value &schema, const Where &where, FieldErrors &errors, PatternTime &time, int depth,
                   bool isNested = false)
{
    if (depth > maxSchemaDepth || !schema.isMap()) return;
    for (const QStringView junctor : {u"anyOf", u"allOf", u"oneOf"}) {
        const ValueList &parts = listIn(schema, junctor);
        const Where at = where.child(junctor);
        for (qsizetype one = 0; one < qsizetype(parts.size()); ++one)
            checkPatterns(parts[one], at.index(one), errors, time, depth + 1, true);
    }
    if (const Value *no = fieldIn(schema, u"not"))
        checkPatterns(*no, where.child(u"not"), errors, time, depth + 1, true);
    if (isNested) {
        if (const Value *items = fieldIn(schema, u"items"))
            checkPatterns(*items, where.child(u"items"), errors, time, depth + 1, true);
        const Where properties = where.child(u"properties");
        for (const auto &[name, property] : entriesIn(schema, u"properties"))
            checkPatterns(property, properties.key(name), errors, time, depth + 1, true);
    }
    const QString pattern = textIn(schema, u"pattern");
    if (const QString problem = goPatternProblem(pattern, time); !problem.isEmpty())
        errors.invalidText(where.child(u"pattern"), pattern,
                           u"must be a valid regular expression, but isn't: error parsing regexp: "_s + problem);
}

void checkStructural(const Value &schema, Level level, const Where &where, FieldErrors &errors, PatternTime &time,
                     int depth)
{
    if (depth > maxSchemaDepth || !schema.isMap()) return;
    const QString type = textIn(schema, u"type");
    const Value *items = fieldIn(schema, u"items"), *additional = fieldIn(schema, u"additionalProperties");
    if (type == u"array" && !items) errors.required(where.child(u"items"), u"must be specified"_s);
    if (items) checkStructural(*items, Level::Item, where.child(u"items"), errors, time, depth + 1);
    const Where properties = where.child(u"properties");
    for (const auto &[name, property] : entriesIn(schema, u"properties"))
        checkStructural(property, Level::Field, properties.key(name), errors, time, depth + 1);
    if (additional && level == Level::Root)
        errors.forbidden(where.child(u"additionalProperties"), u"must not be used at the root"_s);
    if (additional)
        checkStructural(*additional, Level::Field, where.child(u"additionalProperties"), errors, time, depth + 1);
    checkPatterns(schema, where, errors, time, depth);
    const bool embedded = flagIn(schema, u"x-kubernetes-embedded-resource").value_or(false);
    const bool open = flagIn(schema, u"x-kubernetes-preserve-unknown-fields").value_or(false);
    const QString mustBeObject = u"must be object if x-kubernetes-embedded-resource is true"_s;
    if (embedded && type.isEmpty()) {
        errors.required(where.child(u"type"), mustBeObject);
    } else if (embedded && type != u"object") {
        errors.invalidText(where.child(u"type"), type, mustBeObject);
    } else if (type.isEmpty() && !open && !flagIn(schema, u"x-kubernetes-int-or-string").value_or(false)) {
        errors.required(where.child(u"type"), level == Level::Root ? u"must not be empty at the root"_s
                                              : level == Level::Item
                                                  ? u"must not be empty for specified array items"_s
                                                  : u"must not be empty for specified object fields"_s);
    }
    if (level == Level::Root && !type.isEmpty() && type != u"object")
        errors.invalidText(where.child(u"type"), type, u"must be object at the root"_s);
}

void checkSchemaWords(const Value &schema, const Where &where, FieldErrors &errors, int depth)
{
    if (depth > maxSchemaDepth || !schema.isMap()) return;
    const QString type = textIn(schema, u"type");
    if (flagIn(schema, u"uniqueItems").value_or(false))
        errors.forbidden(where.child(u"uniqueItems"),
                         u"uniqueItems cannot be set to true since the runtime complexity becomes quadratic"_s);
    const Value *additional = fieldIn(schema, u"additionalProperties");
    if (additional && !entriesIn(schema, u"properties").empty())
        errors.forbidden(where.child(u"additionalProperties"),
                         u"additionalProperties and properties are mutual exclusive"_s);
    if (additional) checkSchemaWords(*additional, where.child(u"additionalProperties"), errors, depth + 1);
    const Where properties = where.child(u"properties");
    for (const auto &[name, property] : entriesIn(schema, u"properties"))
        checkSchemaWords(property, properties.key(name), errors, depth + 1);
    if (const Value *items = fieldIn(schema, u"items"))
        checkSchemaWords(*items, where.child(u"items"), errors, depth + 1);
    if (!type.isEmpty())
        checkOneOf(errors, where.child(u"type"), type,
                   {u"array", u"boolean", u"integer", u"number", u"object", u"string"});
}

void checkSchema(const Value &schema, const Where &where, FieldErrors &errors)
{
    const Where at = where.child(u"openAPIV3Schema");
    FieldErrors found;
    PatternTime time;
    checkStructural(schema, Level::Root, at, found, time, 0);
    std::vector<Cause> causes = found.causes();
    std::sort(causes.begin(), causes.end(), [](const Cause &a, const Cause &b) {
        return a.field + u": "_s + a.message < b.field + u": "_s + b.message;
    });
    for (Cause &cause : causes) errors.add(std::move(cause));
    if (found.hasGivenUp() || time.isOver()) errors.giveUp();
    checkSchemaWords(schema, at, errors, 0);
}

// What a version says; where: at the version, or at spec for a definition of one version, which is kept so.
void checkVersionParts(const Value &version, const Where &where, QStringView schemaField, FieldErrors &errors)
{
    const Value *schema = at(version, {u"schema", u"openAPIV3Schema"});
    if (schema && schema->isMap()) checkSchema(*schema, where.child(schemaField), errors);
    checkScale(version, where, errors);
    const Where list = where.child(u"additionalPrinterColumns");
    const ValueList &columns = listIn(version, u"additionalPrinterColumns");
    for (qsizetype one = 0; one < qsizetype(columns.size()); ++one) checkColumn(columns[one], list.index(one), errors);
}

void checkVersions(const Value &spec, const Where &where, FieldErrors &errors)
{
    const ValueList &versions = listIn(spec, u"versions");
    const Where list = where.child(u"versions");
    const bool alone = versions.size() == 1;
    for (qsizetype one = 0; one < qsizetype(versions.size()); ++one) {
        const Where version = list.index(one);
        const Where schema = version.child(u"schema");
        if (!at(versions[one], {u"schema", u"openAPIV3Schema"}))
            errors.required(schema.child(u"openAPIV3Schema"), u"schemas are required"_s);
    }
    qsizetype stored = 0;
    QSet<QString> names;
    for (qsizetype one = 0; one < qsizetype(versions.size()); ++one) {
        const Where version = list.index(one);
        const QString name = textIn(versions[one], u"name");
        stored += flagIn(versions[one], u"storage").value_or(false);
        names.insert(name);
        if (const Problems problems = dns1035LabelProblems(name); !problems.empty())
            errors.invalidText(version.child(u"name"), name, joined(problems));
        const Value *warning = fieldIn(versions[one], u"deprecationWarning");
        if (warning && !flagIn(versions[one], u"deprecated").value_or(false))
            errors.invalidText(version.child(u"deprecationWarning"), textOf(*warning),
                               u"can only be set for deprecated versions"_s);
        if (!alone) checkVersionParts(versions[one], version, u"schema", errors);
    }
    const QString all = u"[]apiextensions.CustomResourceDefinitionVersion{...}"_s;
    if (names.size() != qsizetype(versions.size())) errors.invalid(list, all, u"must contain unique version names"_s);
    if (stored != 1) errors.invalid(list, all, u"must have exactly one version marked as storage version"_s);
    // The first version is kept beside the list, too, and checked there again.
    if (!versions.empty()) checkLabelOf(errors, where.child(u"version"), textIn(versions[0], u"name"));
}

void checkConversion(const Value &spec, const Where &where, FieldErrors &errors)
{
    const Value *conversion = fieldIn(spec, u"conversion");
    if (!conversion) return;
    const Where at = where.child(u"conversion");
    const QString strategy = textIn(*conversion, u"strategy");
    checkRequiredOneOf(errors, at.child(u"strategy"), strategy, {u"None", u"Webhook"});
    const Value &webhook = structIn(*conversion, u"webhook");
    const Value *client = fieldIn(webhook, u"clientConfig");
    const Where clientAt = at.child(u"webhookClientConfig");
    if (strategy != u"Webhook") {
        const QString detail = u"should not be set when strategy is not set to Webhook"_s;
        if (client) errors.forbidden(clientAt, detail);
        if (!listIn(webhook, u"conversionReviewVersions").empty())
            errors.forbidden(at.child(u"conversionReviewVersions"), detail);
        return;
    }
    if (!client)
        errors.required(clientAt, u"required when strategy is set to Webhook"_s);
    else if (!fieldIn(*client, u"url") == !fieldIn(*client, u"service"))
        errors.required(clientAt, u"exactly one of url or service is required"_s);
}

void checkSpec(const Value &definition, FieldErrors &errors)
{
    const Where where(u"spec");
    const Value &spec = structIn(definition, u"spec");
    const QString group = textIn(spec, u"group");
    if (group.isEmpty())
        errors.required(where.child(u"group"));
    else if (const Problems problems = dns1123SubdomainProblems(group); !problems.empty())
        errors.invalidText(where.child(u"group"), group, joined(problems));
    else if (!group.contains(u'.'))
        errors.invalidText(where.child(u"group"), group, u"should be a domain with at least one dot"_s);
    checkRequiredOneOf(errors, where.child(u"scope"), textIn(spec, u"scope"), {u"Cluster", u"Namespaced"});
    checkVersions(spec, where, errors);
    checkNames(structIn(spec, u"names"), where.child(u"names"), errors);
    const ValueList &versions = listIn(spec, u"versions");
    if (versions.size() == 1) checkVersionParts(versions[0], where, u"validation", errors);
    checkSelectableFields(versions, where, errors);
    checkConversion(spec, where, errors);
}

// Kubernetes' own groups are for what it approved (pkg/registry/customresourcedefinition/strategy.go).
void checkApproval(const Value &definition, const QString &group, FieldErrors &errors)
{
    const bool isProtected = group == u"k8s.io" || group == u"kubernetes.io" || group.endsWith(u".k8s.io") ||
                             group.endsWith(u".kubernetes.io");
    const QString key = u"api-approved.kubernetes.io"_s;
    if (isProtected && textAt(definition, {u"metadata", u"annotations", key}).isEmpty())
        errors.required(Where(u"metadata").child(u"annotations").key(key),
                        u"protected groups must have approval annotation \"api-approved.kubernetes.io\", see "
                        "https://github.com/kubernetes/enhancements/pull/1111"_s);
}

void createDefinition(const Value &definition, FieldErrors &errors)
{
    checkMetadata(definition, false, nameIsSubdomain, errors);
    const Value &spec = structIn(definition, u"spec");
    checkApproval(definition, textIn(spec, u"group"), errors);
    const Where metadata(u"metadata");
    const QString name = nameOf(definition);
    if (name != textAt(spec, {u"names", u"plural"}) + u'.' + textIn(spec, u"group"))
        errors.invalidText(metadata.child(u"name"), name, u"must be spec.names.plural+\".\"+spec.group"_s);
    checkSpec(definition, errors);
}

bool isEstablished(const Value &definition)
{
    for (const Value &condition : listAt(definition, {u"status", u"conditions"}))
        if (textIn(condition, u"type") == u"Established") return textIn(condition, u"status") == u"True";
    return false;
}

void updateDefinition(const Value &definition, const Value &old, FieldErrors &errors)
{
    checkMetadataUpdate(definition, old, errors);
    checkSpec(definition, errors);
    const Where where(u"spec");
    const Where names = where.child(u"names");
    if (isEstablished(old)) {
        checkImmutable(at(definition, {u"spec", u"scope"}), at(old, {u"spec", u"scope"}), where.child(u"scope"),
                       errors);
        checkImmutable(at(definition, {u"spec", u"names", u"kind"}), at(old, {u"spec", u"names", u"kind"}),
                       names.child(u"kind"), errors);
    }
    checkImmutable(at(definition, {u"spec", u"group"}), at(old, {u"spec", u"group"}), where.child(u"group"), errors);
    checkImmutable(at(definition, {u"spec", u"names", u"plural"}), at(old, {u"spec", u"names", u"plural"}),
                   names.child(u"plural"), errors);
}

void updateDefinitionStatus(const Value &definition, const Value &old, FieldErrors &errors)
{
    checkMetadataUpdate(definition, old, errors);
}

} // namespace

std::span<const KindValidation> extensionKinds()
{
    static constexpr KindValidation kinds[] = {
        {u"apiextensions.k8s.io", u"CustomResourceDefinition", createWith<createDefinition, false>,
         updateWith<updateDefinition, false>, updateWith<updateDefinitionStatus, false>},
    };
    return kinds;
}

} // namespace practice
