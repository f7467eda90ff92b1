// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/customkinds.h"

#include "cluster/practice/base/objects.h"
#include "model/schema/openapischema.h"

namespace practice {

using model::Value;

namespace {

QString idOf(const QString &group, const QString &version, const QString &kind)
{
    return group + u'/' + version + u'/' + kind;
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

} // namespace

void CustomKinds::define(const Value &definition)
{
    const Value *names = at(definition, {u"spec", u"names"});
    if (!names) return;
    forget(definition);
    for (const Value &version : listAt(definition, {u"spec", u"versions"})) {
        if (!boolAt(version, {u"served"})) continue;
        ApiKind kind = kindOf(definition, version);
        Entry entry;
        if (const Value *schema = at(version, {u"schema", u"openAPIV3Schema"})) entry.schema = *schema;
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
        kind.schema = entry.store->kindAt(0).node;
        if (m_catalogue.addCustom(kind)) m_entries[idOf(kind.group, kind.version, kind.kind)] = std::move(entry);
    }
}

void CustomKinds::forget(const Value &definition)
{
    const QString group = textAt(definition, {u"spec", u"group"});
    const QString plural = textAt(definition, {u"spec", u"names", u"plural"});
    const QString kindName = textAt(definition, {u"spec", u"names", u"kind"});
    for (const Catalogue::Group &served : m_catalogue.groups()) {
        if (served.name != group) continue;
        for (const QString &version : served.versions) {
            const ServedKind *kind = m_catalogue.byPlural(group, version, plural);
            if (!kind || !kind->api.isCustom) continue;
            if (m_onGoing) m_onGoing(kind->api);
            m_entries.erase(idOf(group, version, kindName));
            m_catalogue.removeCustom(group, version, plural);
        }
        return;
    }
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

const CustomKinds::Entry &CustomKinds::entryOf(const ApiKind &kind) const
{
    static const Entry none;
    const auto found = m_entries.find(idOf(kind.group, kind.version, kind.kind));
    return found == m_entries.end() ? none : found->second;
}

} // namespace practice
