// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/customkinds.h"

#include "cluster/practice/base/objects.h"
#include "model/schema/openapischema.h"

#include <algorithm>

namespace practice {

using model::Value;

namespace {

QString idOf(const QString &group, const QString &plural) { return plural + u'.' + group; }

QString idOf(const Value &definition)
{
    return idOf(textAt(definition, {u"spec", u"group"}), textAt(definition, {u"spec", u"names", u"plural"}));
}

QStringList textsAt(const Value &object, std::initializer_list<QStringView> way)
{
    QStringList texts;
    for (const Value &value : listAt(object, way))
        if (value.string()) texts.append(*value.string());
    return texts;
}

QString storedVersion(const Value &definition)
{
    for (const Value &version : listAt(definition, {u"spec", u"versions"}))
        if (boolAt(version, {u"storage"})) return textAt(version, {u"name"});
    return {};
}

ApiKind kindOf(const Value &definition, const Value &version)
{
    const Value *names = at(definition, {u"spec", u"names"});
    ApiKind kind{.group = textAt(definition, {u"spec", u"group"}),
                 .version = textAt(version, {u"name"}),
                 .kind = textAt(*names, {u"kind"}),
                 .plural = textAt(*names, {u"plural"}),
                 .singular = textAt(*names, {u"singular"})};
    kind.listKind = textAt(*names, {u"listKind"});
    kind.shortNames = textsAt(*names, {u"shortNames"});
    kind.categories = textsAt(*names, {u"categories"});
    kind.namespaced = textAt(definition, {u"spec", u"scope"}) == u"Namespaced";
    kind.hasStatus = at(version, {u"subresources", u"status"});
    kind.hasScale = at(version, {u"subresources", u"scale"});
    kind.storedVersion = storedVersion(definition);
    kind.isCustom = true;
    return kind;
}

std::vector<TableColumn> printerColumns(const Value &version)
{
    std::vector<TableColumn> columns;
    for (const Value &column : listAt(version, {u"additionalPrinterColumns"}))
        columns.push_back({.name = textAt(column, {u"name"}),
                           .type = textAt(column, {u"type"}),
                           .format = textAt(column, {u"format"}),
                           .description = textAt(column, {u"description"}),
                           .priority = int(integerAt(column, {u"priority"})),
                           .jsonPath = textAt(column, {u"jsonPath"})});
    return columns;
}

// apiextensions pkg/apiserver/customresource_handler.go: what is newer and not deprecated is to be used instead.
QString defaultDeprecation(const Value &definition, const ApiKind &kind)
{
    QString text = QStringLiteral("%1 %2 is deprecated").arg(kind.apiVersion(), kind.kind);
    QString best;
    for (const Value &version : listAt(definition, {u"spec", u"versions"})) {
        const QString name = textAt(version, {u"name"});
        if (!boolAt(version, {u"served"}) || boolAt(version, {u"deprecated"})) continue;
        if (versionComesFirst(name, best.isEmpty() ? kind.version : best)) best = name;
    }
    if (!best.isEmpty()) text += QStringLiteral("; use %1/%2 %3").arg(kind.group, best, kind.kind);
    return text;
}

CustomKinds::Entry entryFrom(const Value &definition, const Value &version, const ApiKind &kind)
{
    CustomKinds::Entry entry;
    if (const Value *schema = at(version, {u"schema", u"openAPIV3Schema"})) entry.schema = *schema;
    for (const Value &field : listAt(version, {u"selectableFields"}))
        entry.selectableFields.append(textAt(field, {u"jsonPath"}).mid(1));
    entry.columns = printerColumns(version);
    if (boolAt(version, {u"deprecated"})) {
        entry.deprecation = textAt(version, {u"deprecationWarning"});
        if (entry.deprecation.isEmpty()) entry.deprecation = defaultDeprecation(definition, kind);
    }
    if (const Value *scale = at(version, {u"subresources", u"scale"}))
        entry.scale = ScalePaths{textAt(*scale, {u"specReplicasPath"}), textAt(*scale, {u"statusReplicasPath"}),
                                 textAt(*scale, {u"labelSelectorPath"})};
    entry.store = model::makeSchemaStore(
        {kind.group.toUtf8(), kind.version.toUtf8(), kind.kind.toUtf8(), kind.plural.toUtf8(), kind.namespaced},
        entry.schema);
    return entry;
}

bool haveSameForm(const CustomKinds::Forms &before, const CustomKinds::Forms &now)
{
    const auto isSame = [](const auto &left, const auto &right) {
        return left.first == right.first && left.second.selectableFields == right.second.selectableFields &&
               left.second.schema.means(right.second.schema);
    };
    return before.generation != 0 && before.storedVersion == now.storedVersion &&
           std::equal(before.versions.begin(), before.versions.end(), now.versions.begin(), now.versions.end(), isSame);
}

} // namespace

void CustomKinds::define(const Value &definition)
{
    if (!at(definition, {u"spec", u"names"})) return;
    const QString id = idOf(definition);
    const auto known = m_forms.find(id);
    const Forms before = known == m_forms.end() ? Forms() : known->second;
    forget(definition);
    Forms forms{.versions = {}, .storedVersion = storedVersion(definition)};
    std::vector<ApiKind> served;
    for (const Value &version : listAt(definition, {u"spec", u"versions"})) {
        ApiKind kind = kindOf(definition, version);
        Entry entry = entryFrom(definition, version, kind);
        kind.schema = entry.store->kindAt(0).node;
        kind.openApi = entry.schema;
        kind.selectableFields = entry.selectableFields;
        forms.versions[kind.version] = std::move(entry);
        if (boolAt(version, {u"served"})) served.push_back(std::move(kind));
    }
    forms.generation = haveSameForm(before, forms) ? before.generation : ++m_generation;
    m_forms[id] = std::move(forms);
    for (ApiKind &kind : served) m_catalogue.addCustom(std::move(kind));
}

void CustomKinds::forget(const Value &definition)
{
    const QString group = textAt(definition, {u"spec", u"group"});
    const QString plural = textAt(definition, {u"spec", u"names", u"plural"});
    for (const Catalogue::Group &served : m_catalogue.groups()) {
        if (served.name != group) continue;
        for (const QString &version : served.versions) {
            const ServedKind *kind = m_catalogue.byPlural(group, version, plural);
            if (!kind || !kind->api.isCustom) continue;
            if (m_onGoing) m_onGoing(kind->api);
            m_catalogue.removeCustom(group, version, plural);
        }
        break;
    }
    m_forms.erase(idOf(definition));
}

CustomRules CustomKinds::rulesOf(const ApiKind &kind) const
{
    const Entry &entry = entryOf(kind);
    CustomRules rules{.schema = entry.schema, .namespaced = kind.namespaced};
    if (!entry.scale) return rules;
    rules.specReplicasPath = entry.scale->specReplicas;
    rules.statusReplicasPath = entry.scale->statusReplicas;
    rules.labelSelectorPath = entry.scale->labelSelector;
    return rules;
}

const CustomKinds::Forms &CustomKinds::formsOf(const ApiKind &kind) const
{
    static const Forms none;
    const auto found = m_forms.find(idOf(kind.group, kind.plural));
    return found == m_forms.end() ? none : found->second;
}

std::function<model::SchemaNode(const QString &)> CustomKinds::schemasOfVersions(const ApiKind &kind) const
{
    if (!kind.isCustom) return {};
    return [&forms = formsOf(kind), group = kind.group](const QString &apiVersion) {
        const auto found = forms.versions.find(apiVersion.section(u'/', -1));
        const bool isOne = found != forms.versions.end() && apiVersion.section(u'/', 0, -2) == group;
        return isOne ? found->second.store->kindAt(0).node : model::SchemaNode();
    };
}

const CustomKinds::Entry &CustomKinds::entryOf(const ApiKind &kind) const
{
    static const Entry none;
    const Forms &forms = formsOf(kind);
    const auto found = forms.versions.find(kind.version);
    return found == forms.versions.end() ? none : found->second;
}

} // namespace practice
