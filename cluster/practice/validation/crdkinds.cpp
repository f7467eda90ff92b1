// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/crdrules.h"
#include "cluster/practice/validation/customschema.h"
#include "cluster/practice/validation/gotext.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/restrules.h"

#include <QHash>
#include <QSet>
#include <QStringList>
#include <QUrl>

#include <algorithm>

// apiextensions-apiserver pkg/apis/apiextensions/validation/validation.go: CustomResourceDefinition. Not checked: CEL,
// so whether rules compile and what they cost; and the certificates of a webhook. What the original forgives a
// definition that was already wrong is not forgiven: one that is stored here was judged by the same rules.

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;
using model::ValueList;

namespace {

QString problemsText(const Problems &problems) { return QStringList(problems.begin(), problems.end()).join(u','); }

// Which parts all versions have in common: the original keeps those once, beside the versions, and says so of them.
struct Common
{
    bool schema = true, subresources = true, columns = true, selectable = true;
};

Common commonOf(const ValueList &versions)
{
    Common common;
    if (versions.empty()) return {false, false, false, false};
    const auto isCommon = [&versions](QStringView field) {
        const Value *first = fieldIn(versions[0], field);
        return std::all_of(versions.begin(), versions.end(),
                           [&](const Value &version) { return sameValue(fieldIn(version, field), first); });
    };
    common.schema = isCommon(u"schema");
    common.subresources = isCommon(u"subresources");
    common.columns = isCommon(u"additionalPrinterColumns");
    common.selectable = isCommon(u"selectableFields");
    return common;
}

bool hasStatus(const Value &version) { return fieldIn(structIn(version, u"subresources"), u"status"); }

const Value *schemaOf(const Value &version)
{
    const Value *schema = at(version, {u"schema", u"openAPIV3Schema"});
    return schema && schema->isMap() ? schema : nullptr;
}

void checkColumns(const Value &version, const Where &where, FieldErrors &errors)
{
    const Where list = where.child(u"additionalPrinterColumns");
    const ValueList &columns = listIn(version, u"additionalPrinterColumns");
    for (qsizetype one = 0; one < qsizetype(columns.size()); ++one)
        checkDefinitionColumn(columns[one], list.index(one), errors);
}

void checkSubresources(const Value &version, const Where &where, FieldErrors &errors)
{
    if (const Value *scale = fieldIn(structIn(version, u"subresources"), u"scale"))
        checkDefinitionScale(*scale, where.child(u"subresources"), errors);
}

void checkDeprecation(const Value &version, const Where &where, FieldErrors &errors)
{
    constexpr qsizetype mostBytes = 256;
    const Value *value = fieldIn(version, u"deprecationWarning");
    if (!value) return;
    const QString &warning = textOf(*value);
    const auto invalid = [&](const QString &detail) { errors.invalidText(where, warning, detail); };
    if (!flagIn(version, u"deprecated").value_or(false)) return invalid(u"can only be set for deprecated versions"_s);
    if (warning.toUtf8().size() > mostBytes) invalid(u"must be <= 256 characters long"_s);
    if (warning.isEmpty()) invalid(u"must not be an empty string"_s);
    qsizetype bytes = 0;
    for (const char32_t character : warning.toUcs4()) {
        if (!QChar::isPrint(character) || (QChar::isSpace(character) && character != U' '))
            return invalid(
                u"must only contain printable UTF-8 characters; non-printable character found at index %1"_s.arg(
                    bytes));
        bytes += QString::fromUcs4(&character, 1).toUtf8().size();
    }
}

void checkVersion(const Value &version, const Common &common, bool withStatus, const Where &where, FieldErrors &errors)
{
    const QString &name = textIn(version, u"name");
    if (const Problems problems = dns1035LabelProblems(name); !problems.empty())
        errors.invalidText(where.child(u"name"), name, problemsText(problems));
    checkDeprecation(version, where.child(u"deprecationWarning"), errors);
    const Value *schema = common.schema ? nullptr : schemaOf(version);
    if (schema) checkDefinitionSchema(*schema, withStatus, where.child(u"schema"), errors);
    if (!common.subresources) checkSubresources(version, where, errors);
    if (!common.columns) checkColumns(version, where, errors);
    const ValueList &selectable = listIn(version, u"selectableFields");
    if (common.selectable || selectable.empty()) return;
    const Where selectableAt = where.child(u"selectableFields");
    if (!schema)
        return errors.invalidText(selectableAt, {},
                                  u"selectableFields may only be set when version.schema.openAPIV3Schema is not "
                                  "included"_s);
    if (const QString problem = structuralProblem(*schema); !problem.isEmpty())
        return errors.invalidText(where.child(u"schema.openAPIV3Schema"), {}, problem);
    checkSelectableFields(selectable, *schema, selectableAt, errors);
}

// Whether the version of a name, the first of them, has the status subresource.
QHash<QString, bool> statusByVersion(const ValueList &versions)
{
    QHash<QString, bool> all;
    for (const Value &version : versions)
        if (const QString &name = textIn(version, u"name"); !all.contains(name)) all.insert(name, hasStatus(version));
    return all;
}

void checkVersions(const ValueList &versions, const Common &common, const Where &where, FieldErrors &errors)
{
    const Where list = where.child(u"versions");
    const QHash<QString, bool> status = statusByVersion(versions);
    qsizetype stored = 0;
    for (qsizetype one = 0; one < qsizetype(versions.size()); ++one) {
        stored += flagIn(versions[one], u"storage").value_or(false);
        checkVersion(versions[one], common, status.value(textIn(versions[one], u"name")), list.index(one), errors);
    }
    const QString all = goOpaque(u"[]apiextensions.CustomResourceDefinitionVersion");
    if (status.size() != qsizetype(versions.size())) errors.invalid(list, all, u"must contain unique version names"_s);
    if (stored != 1) errors.invalid(list, all, u"must have exactly one version marked as storage version"_s);
    // The first version is kept beside the list, too, and checked there again.
    if (versions.empty()) return;
    const QString &name = textIn(versions[0], u"name");
    if (const Problems problems = dns1035LabelProblems(name); !name.isEmpty() && !problems.empty())
        errors.invalidText(where.child(u"version"), name, problemsText(problems));
}

void checkCommon(const ValueList &versions, const Common &common, const Where &where, FieldErrors &errors)
{
    if (versions.empty()) return;
    const Value &first = versions[0];
    const Value *schema = common.schema ? schemaOf(first) : nullptr;
    const bool anyStatus = std::any_of(versions.begin(), versions.end(), hasStatus);
    if (schema) checkDefinitionSchema(*schema, anyStatus, where.child(u"validation"), errors);
    if (common.subresources) checkSubresources(first, where, errors);
    if (common.columns) checkColumns(first, where, errors);
    const ValueList &selectable = listIn(first, u"selectableFields");
    if (!common.selectable || selectable.empty()) return;
    const Where selectableAt = where.child(u"selectableFields");
    if (!schema)
        errors.invalidText(selectableAt, {}, u"selectableFields may only be set when validations.schema is included"_s);
    else if (const QString problem = structuralProblem(*schema); !problem.isEmpty())
        errors.invalidText(where.child(u"schema.openAPIV3Schema"), {}, problem);
    else
        checkSelectableFields(selectable, *schema, selectableAt, errors);
}

void checkGroup(const QString &group, const Where &where, FieldErrors &errors)
{
    if (group.isEmpty())
        errors.required(where);
    else if (const Problems problems = dns1123SubdomainProblems(group); !problems.empty())
        errors.invalidText(where, group, problemsText(problems));
    else if (!group.contains(u'.'))
        errors.invalidText(where, group, u"should be a domain with at least one dot"_s);
}

bool hasDefault(const Value &schema, int depth)
{
    if (depth > maxSchemaDepth || !schema.isContainer()) return false;
    if (const ValueList *list = schema.list())
        return std::any_of(list->begin(), list->end(), [&](const Value &one) { return hasDefault(one, depth + 1); });
    if (fieldIn(schema, u"default")) return true;
    constexpr QStringView below[] = {u"items", u"allOf", u"anyOf", u"oneOf", u"not", u"additionalProperties"};
    for (const QStringView field : below)
        if (const Value *one = fieldIn(schema, field); one && hasDefault(*one, depth + 1)) return true;
    for (const auto &entry : entriesIn(schema, u"properties"))
        if (hasDefault(entry.second, depth + 1)) return true;
    return false;
}

void checkSpec(const Value &definition, FieldErrors &errors)
{
    const Where where(u"spec");
    const Value &spec = structIn(definition, u"spec");
    const ValueList &versions = listIn(spec, u"versions");
    const Where list = where.child(u"versions"), names = where.child(u"names");
    checkGroup(textIn(spec, u"group"), where.child(u"group"), errors);
    checkRequiredOneOf(errors, where.child(u"scope"), textIn(spec, u"scope"), {u"Cluster", u"Namespaced"});
    bool hasDefaults = false;
    for (qsizetype one = 0; one < qsizetype(versions.size()); ++one) {
        const Where version = list.index(one);
        const Where schemaAt = version.child(u"schema");
        const Value *schema = schemaOf(versions[one]);
        if (!schema) errors.required(schemaAt.child(u"openAPIV3Schema"), u"schemas are required"_s);
        hasDefaults = hasDefaults || (schema && hasDefault(*schema, 0));
    }
    if (hasDefaults && flagIn(spec, u"preserveUnknownFields").value_or(false))
        errors.invalid(where.child(u"preserveUnknownFields"), u"true"_s,
                       u"must be false in order to use defaults in the schema"_s);
    const Common common = commonOf(versions);
    checkVersions(versions, common, where, errors);
    for (const QStringView field : {u"plural", u"singular", u"kind", u"listKind"})
        if (textIn(structIn(spec, u"names"), field).isEmpty()) errors.required(names.child(field));
    checkDefinitionNames(structIn(spec, u"names"), names, errors);
    checkCommon(versions, common, where, errors);
    checkDefinitionConversion(spec, where.child(u"conversion"), errors);
}

void checkStoredVersions(const Value &definition, FieldErrors &errors)
{
    const Where status(u"status");
    const Where where = status.child(u"storedVersions");
    const ValueList &stored = listAt(definition, {u"status", u"storedVersions"});
    if (stored.empty()) return errors.invalid(where, goStringList(nullptr), u"must have at least one stored version"_s);
    QHash<QString, qsizetype> missing;
    for (qsizetype one = 0; one < qsizetype(stored.size()); ++one) missing.insert(textOf(stored[one]), one);
    for (const Value &version : listAt(definition, {u"spec", u"versions"})) {
        const QString &name = textIn(version, u"name");
        if (!missing.contains(name) && flagIn(version, u"storage").value_or(false))
            errors.invalid(where, goTexts(stored), u"must have the storage version "_s + name);
        missing.remove(name);
    }
    for (qsizetype one = 0; one < qsizetype(stored.size()); ++one)
        if (const QString &name = textOf(stored[one]); missing.value(name, -1) == one)
            errors.invalidText(where.index(one), name,
                               u"missing from spec.versions; %1 was previously a storage version, and must remain in "
                               "spec.versions until a storage migration ensures no data remains persisted in %1 and "
                               "removes %1 from status.storedVersions"_s.arg(name));
}

enum class Approval : quint8 { Given, Bypassed, Missing, Invalid };

Approval approvalOf(const QString &text)
{
    if (text.isEmpty()) return Approval::Missing;
    if (text.startsWith(u"unapproved")) return Approval::Bypassed;
    const QUrl url(text);
    return url.isValid() && !url.scheme().isEmpty() && !url.host().isEmpty() ? Approval::Given : Approval::Invalid;
}

// Kubernetes' own groups are for what it approved (pkg/apihelpers). old: null pointer for a create.
void checkApproval(const Value &definition, const Value *old, FieldErrors &errors)
{
    const QString &group = textIn(structIn(definition, u"spec"), u"group");
    const bool isProtected = group == u"k8s.io" || group == u"kubernetes.io" || group.endsWith(u".k8s.io") ||
                             group.endsWith(u".kubernetes.io");
    if (!isProtected) return;
    const QString key = u"api-approved.kubernetes.io"_s;
    const QString text = textAt(definition, {u"metadata", u"annotations", key});
    const Approval approval = approvalOf(text);
    if (old && approvalOf(textAt(*old, {u"metadata", u"annotations", key})) == approval) return;
    const Where metadata(u"metadata");
    const Where annotations = metadata.child(u"annotations");
    const QString detail = u"protected groups must have approval annotation \"api-approved.kubernetes.io\"%1, see "
                           "https://github.com/kubernetes/enhancements/pull/1111"_s;
    if (approval == Approval::Missing) errors.required(annotations.key(key), detail.arg(QString()));
    if (approval == Approval::Invalid)
        errors.invalidText(annotations.key(key), text,
                           detail.arg(u" with either a URL or a reason starting with \"unapproved\""_s));
}

// What comes after the spec. old: null pointer for a create.
void checkRest(const Value &definition, const Value *old, FieldErrors &errors)
{
    const Where status(u"status"), spec(u"spec");
    checkDefinitionNames(structIn(structIn(definition, u"status"), u"acceptedNames"), status.child(u"acceptedNames"),
                         errors);
    checkStoredVersions(definition, errors);
    checkApproval(definition, old, errors);
    const auto preserves = [](const Value &one) {
        return flagIn(structIn(one, u"spec"), u"preserveUnknownFields").value_or(false);
    };
    if (preserves(definition) && !(old && preserves(*old)))
        errors.invalid(spec.child(u"preserveUnknownFields"), u"true"_s,
                       u"cannot set to true, set x-kubernetes-preserve-unknown-fields to true in "
                       "spec.versions[*].schema instead"_s);
}

// A definition's name is told by its spec; that is said among what is wrong with the name.
void checkName(const Value &definition, FieldErrors &errors)
{
    FieldErrors found;
    checkMetadata(definition, false, nameIsSubdomain, found);
    const Value &spec = structIn(definition, u"spec");
    const QString right = textAt(spec, {u"names", u"plural"}) + u'.' + textIn(spec, u"group");
    const QString detail = u"must be spec.names.plural+\".\"+spec.group"_s;
    std::vector<Cause> causes = found.causes();
    for (const QStringView field : {u"generateName", u"name"}) {
        const QString text = textAt(definition, {u"metadata", field});
        if (text == right || text.isEmpty()) continue;
        const QString place = u"metadata."_s + field.toString();
        const auto after = std::find_if(causes.rbegin(), causes.rend(), [&place](const Cause &cause) {
            return cause.field == place || cause.field == u"metadata.generateName";
        });
        FieldErrors one;
        one.invalidText(Where(place), text, detail);
        causes.insert(after.base(), one.causes().front());
    }
    for (Cause &cause : causes) errors.add(std::move(cause));
}

void createDefinition(const Value &definition, FieldErrors &errors)
{
    checkName(definition, errors);
    checkSpec(definition, errors);
    checkRest(definition, nullptr, errors);
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
    checkRest(definition, &old, errors);
}

void updateDefinitionStatus(const Value &definition, const Value &old, FieldErrors &errors)
{
    checkMetadataUpdate(definition, old, errors);
    const Where status(u"status");
    checkDefinitionNames(structIn(structIn(definition, u"status"), u"acceptedNames"), status.child(u"acceptedNames"),
                         errors);
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
