// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/restored.h"

#include "cluster/practice/api/registry.h"
#include "cluster/practice/base/objects.h"
#include "cluster/practice/request/bodies.h"
#include "cluster/practice/request/fieldselectortext.h"
#include "model/wire/json.h"
#include "model/wire/typed.h"

#include <QCoreApplication>

namespace practice {

using model::Error;
using model::Result;
using model::Value;
using model::ValueMap;

namespace {

Error refused(const QString &why) { return {Error::Code::Invalid, why}; }
Error refused(const char *why) { return refused(QCoreApplication::translate("Practice", why)); }

struct Head
{
    QString kind, group, version;
};

// What every stored object begins with; nothing when this one does not.
std::optional<Head> headOf(const Value &object)
{
    const ValueMap *entries = object.map();
    if (!entries || entries->size() < 2) return std::nullopt;
    const auto &[first, kind] = (*entries)[0];
    const auto &[second, apiVersion] = (*entries)[1];
    if (first != u"kind" || second != u"apiVersion" || !kind.string() || !apiVersion.string()) return std::nullopt;
    const qsizetype slash = apiVersion.string()->indexOf(u'/');
    Head head{*kind.string(), apiVersion.string()->left(std::max<qsizetype>(slash, 0)),
              apiVersion.string()->mid(slash + 1)};
    if (head.kind.isEmpty() || head.version.isEmpty()) return std::nullopt;
    return head;
}

// Whether a key is that of an object of a kind that is not served: group/plural/namespace/name.
bool mayBeKey(const Catalogue &catalogue, const Head &head, const QString &key, const Value &object)
{
    const QString start = head.group.isEmpty() ? QString() : head.group + u'/';
    const QString space = namespaceOf(object);
    const QString end = u'/' + (space.isEmpty() ? QString() : space + u'/') + nameOf(object);
    if (!key.startsWith(start) || !key.endsWith(end) || start.size() + end.size() >= key.size()) return false;
    const QString plural = key.mid(start.size(), key.size() - start.size() - end.size());
    if (plural.contains(u'/')) return false;
    const Catalogue::Group *group = catalogue.group(head.group);
    return !group || std::none_of(group->versions.begin(), group->versions.end(), [&](const QString &version) {
        return catalogue.byPlural(head.group, version, plural);
    });
}

// Whether the metadata is of the right types. That of all kinds is the same.
std::optional<QString> problemOfMetadata(const Value &object)
{
    static const model::WireType any = model::WireTypes::builtin().kind("", "v1", "ConfigMap");
    const auto typed = model::readTyped(any, ValueMap{{QStringLiteral("metadata"), *object.find(u"metadata")}});
    return typed ? std::nullopt : std::optional(typed.error().message);
}

} // namespace

Facts storedFacts(ObjectFacts facts)
{
    auto kept = std::make_shared<const ObjectFacts>(std::move(facts));
    const qsizetype bytes = kept->bytes();
    return {std::move(kept), bytes};
}

Result<Facts> Registry::describe(const Catalogue &catalogue, const Record &record)
{
    auto text = model::readJson(record.json);
    if (!text) return text.error();
    Value &object = text->value;
    const std::optional<Head> head = headOf(object);
    if (!head) return refused(QT_TRANSLATE_NOOP("Practice", "no object of a kind"));
    const Value *metadata = object.find(u"metadata");
    if (!metadata || !metadata->isMap()) return refused(QT_TRANSLATE_NOOP("Practice", "an object without metadata"));
    if (nameOf(object).isEmpty() || uidOf(object).isEmpty() ||
        textAt(object, {u"metadata", u"creationTimestamp"}).isEmpty() ||
        textAt(object, {u"metadata", u"resourceVersion"}) != QString::number(record.revision))
        return refused(QT_TRANSLATE_NOOP("Practice", "metadata that no write made"));
    const ServedKind *served = catalogue.byKind(head->group, head->version, head->kind);
    if (!served) {
        if (!mayBeKey(catalogue, *head, QString::fromUtf8(record.key), object))
            return refused(QT_TRANSLATE_NOOP("Practice", "the key of another object"));
        if (const auto problem = problemOfMetadata(object)) return refused(*problem);
        return storedFacts(practice::factsOf(ApiKind(), object));
    }
    const ApiKind &kind = served->api;
    if (catalogue.stored(kind) != served) return refused(QT_TRANSLATE_NOOP("Practice", "a version that is not stored"));
    if (kind.namespaced == namespaceOf(object).isEmpty() ||
        keyOf(kind, namespaceOf(object), nameOf(object)) != record.key)
        return refused(QT_TRANSLATE_NOOP("Practice", "the key of another object"));
    Facts facts = storedFacts(practice::factsOf(kind, object));
    StrictProblems unknown;
    if (auto typed = toNormalForm(std::move(object), kind, unknown); !typed) return refused(typed.status().message);
    return facts;
}

} // namespace practice
