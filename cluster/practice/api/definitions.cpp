// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/definitions.h"

#include "cluster/practice/api/customkinds.h"
#include "cluster/practice/api/systemwriter.h"
#include "cluster/practice/base/objects.h"

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;

namespace {

const ApiKind &definitionKind(const Catalogue &catalogue)
{
    const ServedKind *served = catalogue.byPlural(u"apiextensions.k8s.io", u"v1", u"customresourcedefinitions");
    Q_ASSERT(served);
    return served->api;
}

bool isEstablished(const Value &definition)
{
    for (const Value &condition : listAt(definition, {u"status", u"conditions"}))
        if (textAt(condition, {u"type"}) == u"Established") return textAt(condition, {u"status"}) == u"True";
    return false;
}

Value condition(const char16_t *type, const char16_t *reason, const char16_t *message, const QString &now)
{
    return ValueMap{{QStringLiteral("type"), type},
                    {QStringLiteral("status"), u"True"},
                    {QStringLiteral("lastTransitionTime"), now},
                    {QStringLiteral("reason"), reason},
                    {QStringLiteral("message"), message}};
}

// What the two controllers write when no other definition has the names (apiextensions-apiserver pkg/controller).
Value acceptedStatus(const Value &definition, const QString &now)
{
    Value status;
    status.set(u"conditions", ValueList{condition(u"NamesAccepted", u"NoConflicts", u"no conflicts found", now),
                                        condition(u"Established", u"InitialNamesAccepted",
                                                  u"the initial names have been accepted", now)});
    if (const Value *names = at(definition, {u"spec", u"names"})) status.set(u"acceptedNames", *names);
    ValueList stored = listAt(definition, {u"status", u"storedVersions"});
    for (const Value &version : listAt(definition, {u"spec", u"versions"}))
        if (boolAt(version, {u"storage"}) && stored.empty()) stored.emplace_back(textAt(version, {u"name"}));
    status.set(u"storedVersions", std::move(stored));
    return status;
}

} // namespace

Definitions::Definitions(ApiCore &core) : m_core(core), m_kind(definitionKind(core.catalogue))
{
    m_watch =
        core.registry.store().watch(Registry::prefixOf(m_kind, {}), [this](const Change &change) { changed(change); });
}

Definitions::~Definitions() = default;

void Definitions::readAll()
{
    for (const RecordPtr &record : m_core.registry.store().list(Registry::prefixOf(m_kind, {})).records)
        m_core.customKinds.define(m_core.registry.objectOf(*record, m_kind));
}

void Definitions::changed(const Change &change)
{
    const Value definition = m_core.registry.objectOf(*change.now, m_kind);
    if (change.removed) return m_core.customKinds.forget(definition);
    const Value before = change.before ? m_core.registry.objectOf(*change.before, m_kind) : Value();
    const Value *spec = definition.find(u"spec");
    const Value *oldSpec = before.find(u"spec");
    if (spec && oldSpec && spec->means(*oldSpec) && isEstablished(definition)) return;
    m_core.customKinds.define(definition);
    // Not from inside the write that is being told of.
    m_waiting.push_back(nameOf(definition));
    if (!m_soon) m_soon = m_core.clock.after(0, [this] { accept(); });
}

void Definitions::accept()
{
    m_soon.reset();
    for (const QString &name : std::exchange(m_waiting, {})) {
        const RecordPtr record = m_core.registry.find(m_kind, {}, name);
        if (!record) continue;
        const Value definition = m_core.registry.objectOf(*record, m_kind);
        if (isEstablished(definition)) continue;
        if (auto refusal = SystemWriter(m_core, QStringLiteral("kube-apiserver"))
                               .writeStatus(m_kind, {}, name, acceptedStatus(definition, m_core.now())))
            qWarning("CustomResourceDefinition %s: %s", qPrintable(name), qPrintable(refusal->message));
    }
}

} // namespace practice
