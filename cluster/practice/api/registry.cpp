// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/registry.h"

#include "cluster/practice/api/restored.h"
#include "cluster/practice/base/fielderrors.h"
#include "cluster/practice/base/objects.h"
#include "cluster/practice/kinds/convert.h"
#include "cluster/practice/validation/names.h"
#include "model/wire/json.h"

namespace practice {

using model::Value;
using model::ValueMap;

namespace {

// kind and apiVersion first, so that a list can leave them out by their length.
Value withHead(const ApiKind &kind, Value object)
{
    object.remove(u"kind");
    object.remove(u"apiVersion");
    if (!object.isMap()) return object;
    ValueMap &entries = *object.map();
    entries.insert(entries.begin(),
                   {{QStringLiteral("kind"), kind.kind}, {QStringLiteral("apiVersion"), kind.apiVersion()}});
    return object;
}

bool hasHead(const ApiKind &kind, const Value &object)
{
    const ValueMap *entries = object.map();
    const auto is = [entries](std::size_t at, QStringView key, const QString &text) {
        return (*entries)[at].first == key && (*entries)[at].second.string() && *(*entries)[at].second.string() == text;
    };
    return entries && entries->size() > 1 && is(0, u"kind", kind.kind) && is(1, u"apiVersion", kind.apiVersion());
}

// Whether JSON gives back what was written. Where any data may stand, a float that is whole comes back as an integer.
bool keepsItsForm(const ApiKind &kind)
{
    return !kind.isCustom && kind.kind != u"CustomResourceDefinition" && kind.kind != u"ControllerRevision";
}

ApiStatus refused(const model::Error &error) { return ApiStatus::internal(error.message); }

} // namespace

QByteArray Registry::prefixOf(const ApiKind &kind, const QString &space)
{
    // Events are one set of objects, whichever group asks.
    const bool core = kind.group.isEmpty() || (kind.group == u"events.k8s.io" && kind.kind == u"Event");
    QByteArray prefix = core ? QByteArray() : kind.group.toUtf8() + '/';
    prefix += kind.plural.toUtf8() + '/';
    if (!space.isEmpty()) prefix += space.toUtf8() + '/';
    return prefix;
}

QByteArray Registry::keyOf(const ApiKind &kind, const QString &space, const QString &name)
{
    return prefixOf(kind, kind.namespaced ? space : QString()) + name.toUtf8();
}

RecordPtr Registry::find(const ApiKind &kind, const QString &space, const QString &name) const
{
    return m_store.get(keyOf(kind, space, name));
}

const ApiKind &Registry::storedKind(const ApiKind &kind) const
{
    const ServedKind *stored = m_catalogue.stored(kind);
    return stored ? stored->api : kind;
}

Value Registry::objectOf(const Record &record, const ApiKind &kind) const
{
    if (kind.isCustom) return m_customForms.objectOf(record, kind);
    const ApiKind &stored = storedKind(kind);
    const Recent *recent = m_recent.object(record.key);
    Value object;
    if (recent && recent->revision == record.revision) {
        object = recent->object;
    } else {
        auto text = model::readJson(record.json);
        if (!text) return {}; // what is stored was written here
        object = std::move(text->value);
    }
    return &stored == &kind ? object : convertTo(kind.apiVersion(), std::move(object));
}

void Registry::remember(const ApiKind &kind, const Record &record, const Value &object) const
{
    constexpr qsizetype timesJson = 6; // what a tree takes, about
    if (!keepsItsForm(kind) || &storedKind(kind) != &kind) return;
    m_recent.insert(record.key, new Recent{record.revision, object}, record.json.size() * timesJson);
}

QByteArray Registry::jsonOf(const Record &record, const ApiKind &kind) const
{
    if (kind.isCustom) return m_customForms.jsonOf(record, kind);
    if (&storedKind(kind) == &kind) return record.json;
    return model::writeJson(withHead(kind, objectOf(record, kind)));
}

bool Registry::isStored(const Record &record, const ApiKind &kind, const Value &object) const
{
    return !kind.isCustom || m_customForms.isStored(record, kind, object);
}

const ObjectFacts &Registry::factsOf(const Record &record, const ApiKind &kind) const
{
    if (kind.isCustom) return m_customForms.factsOf(record, kind);
    static const ObjectFacts none;
    return record.facts.data ? *static_cast<const ObjectFacts *>(record.facts.data.get()) : none;
}

Registry::Stored Registry::prepare(const ApiKind &kind, Value &object) const
{
    mapIn(object, u"metadata").set(u"resourceVersion", QString::number(m_store.nextRevision()));
    const auto stored = [&](const Value &kept, ObjectFacts facts) {
        return Stored{keyOf(kind, namespaceOf(object), nameOf(object)), model::writeJson(kept),
                      storedFacts(std::move(facts))};
    };
    if (kind.isCustom) {
        if (!hasHead(kind, object)) object = withHead(kind, std::move(object));
        const Value kept = m_customForms.toStore(kind, object);
        return stored(kept, m_customForms.describe(kind, kept));
    }
    const ApiKind &inStore = storedKind(kind);
    const auto made = [&](const Value &kept) { return stored(kept, practice::factsOf(inStore, kept)); };
    if (&inStore != &kind) return made(withHead(inStore, convertTo(inStore.apiVersion(), object)));
    if (!hasHead(kind, object)) object = withHead(kind, std::move(object));
    return made(object);
}

Answer<RecordPtr> Registry::write(const ApiKind &kind, Value &object)
{
    Stored stored = prepare(kind, object);
    auto record = m_store.put(stored.key, stored.json, std::move(stored.facts));
    if (!record) return refused(record.error());
    remember(kind, **record, object);
    return std::move(*record);
}

Answer<RecordPtr> Registry::erase(const ApiKind &kind, Value &object)
{
    Stored stored = prepare(kind, object);
    auto record = m_store.remove(stored.key, stored.json, std::move(stored.facts));
    m_recent.remove(stored.key);
    if (!record) return refused(record.error());
    return std::move(*record);
}

// apiserver pkg/registry/generic/registry/store.go NamespaceKeyFunc.
std::optional<ApiStatus> checkPathName(const QString &name)
{
    const Problems problems = pathSegmentProblems(name);
    if (problems.empty()) return std::nullopt;
    const QStringList texts(problems.begin(), problems.end());
    return ApiStatus::badRequest(
        QStringLiteral("Name parameter invalid: %1: %2").arg(goQuoted(name), texts.join(u';')));
}

} // namespace practice
