// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/words/kindnames.h"

#include "model/schema/kindset.h"

#include <algorithm>
#include <initializer_list>

namespace model {

using namespace Qt::StringLiterals;

namespace {

QString wordAt(const Value &value, QStringView key)
{
    const Value *found = value.find(key);
    return found && found->string() ? *found->string() : QString();
}

const Value *valueAt(const Value *value, std::initializer_list<QStringView> path)
{
    for (const QStringView key : path)
        if (value) value = value->find(key);
    return value;
}

QStringList stringsOf(const Value *list)
{
    QStringList texts;
    if (list && list->list())
        for (const Value &item : *list->list())
            if (item.string()) texts += *item.string();
    return texts;
}

// The versions of a CustomResourceDefinition, the newest first.
KnownKinds kindsOfDefinition(const Value &document)
{
    KnownKinds kinds;
    const Value *spec = document.find(u"spec"), *names = valueAt(spec, {u"names"});
    if (!names) return kinds;
    KnownKind kind{wordAt(*spec, u"group"), {}, wordAt(*names, u"kind"), wordAt(*names, u"plural")};
    kind.shortNames = stringsOf(names->find(u"shortNames"));
    if (const QString singular = wordAt(*names, u"singular"); !singular.isEmpty() && singular != kind.kind.toLower())
        kind.shortNames += singular;
    kind.namespaced = wordAt(*spec, u"scope") != u"Cluster";
    const Value *shared = valueAt(spec, {u"validation", u"openAPIV3Schema"}), *versions = spec->find(u"versions");
    const auto add = [&](const QString &version, const Value *schema) {
        if (version.isEmpty() || !schema) return;
        kind.version = version;
        kind.schema = ForeignNode{&document, schema};
        kind.description = wordAt(*schema, u"description");
        kinds.push_back(kind);
    };
    if (!versions || !versions->list()) {
        add(wordAt(*spec, u"version"), shared);
        return kinds;
    }
    for (const Value &version : *versions->list()) {
        const Value *served = version.find(u"served"), *own = valueAt(&version, {u"schema", u"openAPIV3Schema"});
        if (served && served->boolean() && !*served->boolean()) continue;
        add(wordAt(version, u"name"), own ? own : shared);
    }
    std::ranges::stable_sort(
        kinds, [](const KnownKind &a, const KnownKind &b) { return isNewerVersion(a.version, b.version); });
    return kinds;
}

// Of an OpenAPI document, those definitions that say which kind they are.
KnownKinds kindsOfOpenApi(const Value &document, const Value &definitions)
{
    KnownKinds kinds;
    if (!definitions.map()) return kinds;
    for (const auto &[name, schema] : *definitions.map()) {
        const Value *all = schema.find(u"x-kubernetes-group-version-kind");
        // Options and the like belong to many.
        if (!all || !all->list() || all->list()->size() != 1) continue;
        const Value &one = all->list()->front();
        KnownKind kind{wordAt(one, u"group"), wordAt(one, u"version"), wordAt(one, u"kind")};
        if (kind.kind.isEmpty() || kind.kind.endsWith(u"List")) continue;
        kind.schema = ForeignNode{&document, &schema};
        kind.description = wordAt(schema, u"description");
        kinds.push_back(kind);
    }
    return kinds;
}

} // namespace

KnownKinds foreignKinds(const Value &document, const QString &path)
{
    if (wordAt(document, u"kind") == u"CustomResourceDefinition") return kindsOfDefinition(document);
    if (const Value *items = document.find(u"items"); items && items->list() && document.find(u"kind")) {
        KnownKinds kinds;
        for (const Value &item : *items->list())
            if (wordAt(item, u"kind") == u"CustomResourceDefinition" || wordAt(item, u"kind").isEmpty())
                addKinds(kinds, kindsOfDefinition(item));
        return kinds;
    }
    if (const Value *definitions = document.find(u"definitions"); definitions && document.find(u"swagger"))
        return kindsOfOpenApi(document, *definitions);
    if (const Value *schemas = valueAt(&document, {u"components", u"schemas"}))
        return kindsOfOpenApi(document, *schemas);
    KnownKinds kinds;
    for (const CustomKind &kind : customKinds(document, path)) {
        KnownKind known{kind.group, kind.version, kind.kind.isEmpty() ? kind.kindLower : kind.kind, kind.plural};
        known.namespaced = kind.namespaced;
        known.schema = ForeignNode{&document, &document};
        known.description = wordAt(document, u"description");
        kinds.push_back(known);
    }
    return kinds;
}

} // namespace model
