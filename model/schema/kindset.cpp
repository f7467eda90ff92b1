// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schema/kindset.h"

#include <QRegularExpression>

#include <algorithm>
#include <tuple>

namespace model {

using namespace Qt::StringLiterals;

namespace {

const Value *inner(const Value *value, std::initializer_list<QStringView> keys)
{
    for (const QStringView key : keys) value = value ? value->find(key) : nullptr;
    return value;
}

QString text(const Value *value) { return value && value->string() ? *value->string() : QString(); }

bool isTrue(const Value *value, bool fallback = false)
{
    return value && value->boolean() ? *value->boolean() : fallback;
}

// The one value that a field may have: {enum: [v1]} or {const: v1}.
QString onlyValue(const Value *schema)
{
    if (const Value *value = inner(schema, {u"const"})) return text(value);
    const Value *values = inner(schema, {u"enum"});
    return values && values->list() && values->list()->size() == 1 ? text(&values->list()->front()) : QString();
}

std::pair<QString, QString> split(const QString &apiVersion)
{
    const qsizetype slash = apiVersion.indexOf(u'/');
    return {slash < 0 ? QString() : apiVersion.left(slash), apiVersion.mid(slash + 1)};
}

QString keyOf(const QString &group, const QString &kindLower) { return group + u'/' + kindLower; }

// One version of a CustomResourceDefinition; old ones have one schema and one status for all.
CustomKind definedVersion(const Value &spec, const Value *version, const QString &name, bool isOld)
{
    CustomKind kind;
    kind.group = text(spec.find(u"group"));
    kind.version = name;
    kind.kind = text(inner(&spec, {u"names", u"kind"}));
    kind.kindLower = kind.kind.toLower();
    kind.plural = text(inner(&spec, {u"names", u"plural"}));
    kind.namespaced = text(spec.find(u"scope")) != u"Cluster";
    kind.isDefinition = true;
    kind.served = !version || isTrue(version->find(u"served"), true);
    kind.deprecated = isTrue(inner(version, {u"deprecated"}));
    kind.deprecationWarning = text(inner(version, {u"deprecationWarning"}));
    const Value *schema = inner(version, {u"schema", u"openAPIV3Schema"});
    if (!schema) schema = inner(&spec, {u"validation", u"openAPIV3Schema"});
    kind.hasStatus = inner(version, {u"subresources", u"status"}) || inner(&spec, {u"subresources", u"status"});
    if (!schema || !schema->isMap() || schema->map()->empty()) return kind;
    const bool open = isTrue(spec.find(u"preserveUnknownFields"), isOld);
    CustomSchemaBuilder builder(open ? CustomSchema::Dialect::Json : CustomSchema::Dialect::Structural, *schema);
    kind.node = builder.add(*schema, true);
    kind.schema = builder.finish();
    if (open) return kind;
    kind.openApi = *schema;
    const Value *scale = inner(version, {u"subresources", u"scale"});
    kind.specReplicasPath = text(inner(scale, {u"specReplicasPath"}));
    kind.statusReplicasPath = text(inner(scale, {u"statusReplicasPath"}));
    return kind;
}

void readDefinition(const Value &definition, CustomKinds &out)
{
    const Value *spec = definition.find(u"spec");
    if (!spec || text(spec->find(u"group")).isEmpty() || text(inner(spec, {u"names", u"kind"})).isEmpty()) return;
    const bool isOld = text(definition.find(u"apiVersion")).endsWith(u"/v1beta1");
    const Value *versions = spec->find(u"versions");
    if (versions && versions->list() && !versions->list()->empty()) {
        for (const Value &version : *versions->list())
            if (const QString name = text(version.find(u"name")); !name.isEmpty())
                out.push_back(definedVersion(*spec, &version, name, isOld));
    } else if (const QString name = text(spec->find(u"version")); !name.isEmpty()) {
        out.push_back(definedVersion(*spec, nullptr, name, isOld));
    }
}

CustomKind named(const QString &group, const QString &version, const QString &kind)
{
    CustomKind made;
    made.group = group;
    made.version = version;
    made.kind = kind;
    made.kindLower = kind.toLower();
    return made;
}

// Kinds that a schema says it is of.
CustomKinds saidKinds(const Value &schema)
{
    CustomKinds kinds;
    const Value *said = schema.find(u"x-kubernetes-group-version-kind");
    if (said && said->isMap())
        kinds.push_back(named(text(said->find(u"group")), text(said->find(u"version")), text(said->find(u"kind"))));
    else if (said && said->list())
        for (const Value &one : *said->list())
            kinds.push_back(named(text(one.find(u"group")), text(one.find(u"version")), text(one.find(u"kind"))));
    std::erase_if(kinds, [](const CustomKind &kind) { return kind.version.isEmpty() || kind.kind.isEmpty(); });
    return kinds;
}

void readOpenApi(const Value &document, const Value &definitions, const QString &pointer, CustomKinds &out)
{
    CustomSchemaBuilder builder(CustomSchema::Dialect::OpenApi, document);
    const size_t first = out.size();
    for (const auto &[name, schema] : *definitions.map()) {
        for (CustomKind &kind : saidKinds(schema)) {
            QString step = name;
            step.replace(u"~"_s, u"~0"_s).replace(u"/"_s, u"~1"_s);
            kind.node = builder.addReference(pointer + step);
            out.push_back(std::move(kind));
        }
    }
    const auto schema = builder.finish();
    for (size_t i = first; i < out.size(); ++i) out[i].schema = schema;
}

void readJsonSchema(const Value &schema, const QString &path, CustomKinds &out)
{
    CustomKinds kinds = saidKinds(schema);
    if (kinds.empty()) {
        const QString apiVersion = onlyValue(inner(&schema, {u"properties", u"apiVersion"}));
        const QString kind = onlyValue(inner(&schema, {u"properties", u"kind"}));
        if (!apiVersion.isEmpty() && !kind.isEmpty())
            kinds.push_back(named(split(apiVersion).first, split(apiVersion).second, kind));
    }
    if (kinds.empty()) {
        static const QRegularExpression place(
            u"(?:^|/)([a-z0-9.-]+\\.[a-z0-9.-]+)/([a-z0-9]+)_(v[a-z0-9]+)\\.[a-z]+$"_s);
        const QRegularExpressionMatch match = place.match(path);
        if (!match.hasMatch()) return;
        kinds.push_back(named(match.captured(1), match.captured(3), {}));
        kinds.back().kindLower = match.captured(2);
    }
    CustomSchemaBuilder builder(CustomSchema::Dialect::Json, schema);
    const int node = builder.add(schema, true);
    const auto made = builder.finish();
    for (CustomKind &kind : kinds) {
        kind.node = node;
        kind.schema = made;
        out.push_back(std::move(kind));
    }
}

// v2 → {2, 3, 0}, v1beta2 → {1, 2, 2}: the number, then how stable it is, then the number behind that.
std::tuple<int, int, int> rankOf(const QString &version)
{
    static const QRegularExpression pattern(u"^v([1-9][0-9]{0,8})(?:(alpha|beta)([1-9][0-9]{0,8}))?$"_s);
    const QRegularExpressionMatch match = pattern.match(version);
    if (!match.hasMatch()) return {-1, 0, 0};
    const QString stage = match.captured(2);
    return {stage.isEmpty() ? 3 : stage == u"beta" ? 2 : 1, match.captured(1).toInt(), match.captured(3).toInt()};
}

} // namespace

bool isNewerVersion(const QString &a, const QString &b)
{
    const auto left = rankOf(a), right = rankOf(b);
    return left == right ? a < b : left > right;
}

CustomKinds customKinds(const Value &document, const QString &path)
{
    CustomKinds kinds;
    if (text(document.find(u"kind")) == u"CustomResourceDefinition" &&
        text(document.find(u"apiVersion")).startsWith(u"apiextensions.k8s.io/")) {
        readDefinition(document, kinds);
        return kinds;
    }
    if (text(document.find(u"kind")).endsWith(u"List")) {
        const Value *items = document.find(u"items");
        const bool typed = text(document.find(u"kind")) == u"CustomResourceDefinitionList";
        if (items && items->list())
            for (const Value &item : *items->list())
                if (typed || text(item.find(u"kind")) == u"CustomResourceDefinition") readDefinition(item, kinds);
        return kinds;
    }
    const Value *schemas = inner(&document, {u"components", u"schemas"});
    const Value *definitions = document.find(u"definitions");
    if (schemas && schemas->isMap()) readOpenApi(document, *schemas, u"#/components/schemas/"_s, kinds);
    if (definitions && definitions->isMap()) readOpenApi(document, *definitions, u"#/definitions/"_s, kinds);
    if (kinds.empty() && (document.find(u"properties") || document.find(u"$schema") || document.find(u"$ref")))
        readJsonSchema(document, path, kinds);
    return kinds;
}

void KindSet::add(const CustomKinds &kinds)
{
    for (const CustomKind &kind : kinds) {
        CustomKinds &known = m_custom[keyOf(kind.group, kind.kindLower)];
        const auto same = [&](const CustomKind &other) {
            return other.version == kind.version && other.kind == kind.kind;
        };
        std::erase_if(known, same);
        known.push_back(kind);
    }
}

const CustomKind *KindSet::find(const QString &apiVersion, const QString &kind) const
{
    if (m_custom.isEmpty()) return nullptr;
    const auto [group, version] = split(apiVersion);
    const auto known = m_custom.constFind(keyOf(group, kind.toLower()));
    if (known == m_custom.cend()) return nullptr;
    for (const CustomKind &one : *known)
        if (one.version == version && (one.kind.isEmpty() || one.kind == kind)) return &one;
    return nullptr;
}

const CustomKind *KindSet::best(const QString &group, const QString &kind) const
{
    const auto known = m_custom.constFind(keyOf(group, kind.toLower()));
    if (known == m_custom.cend()) return nullptr;
    const CustomKind *found = nullptr;
    for (const CustomKind &one : *known)
        if (one.isDefinition && one.served && one.kind == kind &&
            (!found || isNewerVersion(one.version, found->version)))
            found = &one;
    return found;
}

QStringList KindSet::kindsOf(const QString &group) const
{
    QStringList kinds;
    for (const CustomKinds &known : m_custom)
        for (const CustomKind &one : known)
            if (one.group == group && one.isDefinition && !kinds.contains(one.kind)) kinds << one.kind;
    kinds.sort();
    return kinds;
}

} // namespace model
