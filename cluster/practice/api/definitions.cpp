// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/definitions.h"

#include "cluster/practice/api/customkinds.h"
#include "cluster/practice/api/definitionnames.h"
#include "cluster/practice/api/systemwriter.h"
#include "cluster/practice/base/objects.h"

#include <QHash>

#include <algorithm>
#include <utility>

namespace practice {

using model::Value;

namespace {

const ApiKind &definitionKind(const Catalogue &catalogue)
{
    const ServedKind *served = catalogue.byPlural(u"apiextensions.k8s.io", u"v1", u"customresourcedefinitions");
    Q_ASSERT(served);
    return served->api;
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
    for (const Value &definition : all({})) {
        if (isEstablished(definition))
            m_core.customKinds.define(servedDefinition(definition));
        else
            judgeSoon(definition);
    }
}

// Those of some groups, which their names end with; without groups all.
std::vector<Value> Definitions::all(const QStringList &groups) const
{
    std::vector<Value> definitions;
    for (const RecordPtr &record : m_core.registry.store().list(Registry::prefixOf(m_kind, {})).records)
        if (groups.empty() || std::any_of(groups.begin(), groups.end(), [&record](const QString &group) {
                return record->key.endsWith('.' + group.toUtf8());
            }))
            definitions.push_back(m_core.registry.objectOf(*record, m_kind));
    return definitions;
}

void Definitions::changed(const Change &change)
{
    const Value definition = m_core.registry.objectOf(*change.now, m_kind);
    if (change.removed) {
        m_core.customKinds.forget(servedDefinition(definition));
        return judgeSoon(definition); // its names are free
    }
    const Value before = change.before ? m_core.registry.objectOf(*change.before, m_kind) : Value();
    const auto isSame = [&](std::initializer_list<QStringView> way) {
        const Value *now = at(definition, way), *then = at(before, way);
        return now && then ? now->means(*then) : now == then;
    };
    const bool isSpec = isSame({u"spec"}), areNames = isSame({u"status", u"acceptedNames"});
    if (isEstablished(definition) && !(isEstablished(before) && isSpec && areNames))
        m_core.customKinds.define(servedDefinition(definition));
    if (!isSpec || !areNames || !isEstablished(definition)) judgeSoon(definition);
}

// Not from inside the write that is being told of.
void Definitions::judgeSoon(const Value &definition)
{
    const QString group = textAt(definition, {u"spec", u"group"});
    if (!m_waiting.contains(group)) m_waiting.append(group);
    if (!m_soon) m_soon = m_core.clientClock.after(0, [this] { judge(); });
}

void Definitions::judge()
{
    m_soon.reset();
    std::vector<Value> definitions = all(std::exchange(m_waiting, {}));
    QHash<QString, TakenNames> taken;
    for (const Value &definition : definitions) taken[textAt(definition, {u"spec", u"group"})].take(definition);
    for (Value &definition : definitions) {
        TakenNames &ofGroup = taken[textAt(definition, {u"spec", u"group"})];
        if (auto status = namedStatus(definition, ofGroup, m_core.now())) write(definition, std::move(*status));
        ofGroup.take(definition);
        if (auto status = establishedStatus(definition, m_core.now())) write(definition, std::move(*status));
    }
}

void Definitions::write(Value &definition, Value status)
{
    const QString name = nameOf(definition);
    if (auto refusal = SystemWriter(m_core, QStringLiteral("kube-apiserver")).writeStatus(m_kind, {}, name, status)) {
        qWarning("CustomResourceDefinition %s: %s", qPrintable(name), qPrintable(refusal->message));
        return;
    }
    definition.set(u"status", std::move(status));
}

} // namespace practice
