// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/customnormal.h"

#include "cluster/practice/patch/goprint.h"
#include "cluster/practice/validation/customschema.h"
#include "cluster/practice/validation/reading.h"
#include "model/wire/typed.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace practice {

using model::Error;
using model::Result;
using model::Value;
using model::ValueList;
using model::ValueMap;

namespace {

// Go reads it from a map that it has written sorted; path is where it stands.
Result<void> makeMetadata(Value &metadata, const QString &path, std::vector<QString> &unknown)
{
    static const model::WireType type = model::WireTypes::builtin().goType("meta/v1", "ObjectMeta");
    if (ValueMap *entries = metadata.map())
        std::stable_sort(entries->begin(), entries->end(),
                         [](const auto &left, const auto &right) { return left.first < right.first; });
    auto typed = model::readTyped(type, std::move(metadata));
    if (!typed) return typed.error();
    metadata = std::move(typed->object);
    if (const Value *created = std::as_const(metadata).find(u"creationTimestamp"); created && created->isNull())
        metadata.remove(u"creationTimestamp");
    for (const QString &field : typed->unknown) unknown.push_back(path + u'.' + field);
    return {};
}

// Resources that stand in an object.
class EmbeddedReader
{
public:
    std::vector<QString> unknown;

    Result<void> read(const Value &schema, Value &value, const QString &path, bool isRoot, int depth)
    {
        if (depth > maxSchemaDepth || !value.isContainer()) return {};
        if (ValueList *list = value.list()) {
            const Value *items = fieldIn(schema, u"items");
            for (size_t at = 0; items && at < list->size(); ++at)
                if (auto done = read(*items, (*list)[at], u"%1[%2]"_s.arg(path).arg(at), false, depth + 1); !done)
                    return done;
            return {};
        }
        if (!isRoot && flagIn(schema, u"x-kubernetes-embedded-resource").value_or(false))
            if (auto done = readResource(value, path); !done) return done;
        const Value *additional = fieldIn(schema, u"additionalProperties");
        const Value &properties = structIn(schema, u"properties");
        for (auto &[key, entry] : *value.map()) {
            if (!entry.isContainer()) continue;
            const Value *next = properties.find(key);
            const QString here =
                next || !additional ? path + (path.isEmpty() ? u""_s : u"."_s) + key : u"%1[%2]"_s.arg(path, key);
            if (!next) next = additional;
            if (!next || !next->isMap()) continue;
            if (auto done = read(*next, entry, here, false, depth + 1); !done) return done;
        }
        return {};
    }

private:
    Result<void> readResource(Value &resource, const QString &path)
    {
        for (const QStringView key : {u"apiVersion", u"kind"})
            if (const Value *value = std::as_const(resource).find(key); value && !value->isString())
                return refused(u"%1.%2"_s.arg(path, key), *value, u"must be a string"_s);
        const Value *given = std::as_const(resource).find(u"metadata");
        if (!given) return {};
        const Value before = *given;
        Value metadata = before;
        if (auto made = makeMetadata(metadata, path + u".metadata"_s, unknown); !made)
            return refused(path + u".metadata"_s, before, made.error().message);
        resource.set(u"metadata", std::move(metadata));
        return {};
    }

    static Error refused(const QString &field, const Value &value, const QString &why)
    {
        const QString shown = value.isNull() ? u"null"_s : goSyntax(value);
        return {Error::Code::Invalid, u"%1: Invalid value: %2: %3"_s.arg(field, shown, why)};
    }
};

} // namespace

Result<void> makeCustomNormal(const Value &schema, Value &object, std::vector<QString> &unknown)
{
    if (std::as_const(object).find(u"metadata"))
        if (auto made = makeMetadata(*object.find(u"metadata"), u"metadata"_s, unknown); !made) return made;
    std::vector<QString> pruned = pruneCustom(schema, object);
    std::sort(pruned.begin(), pruned.end());
    unknown.insert(unknown.end(), pruned.begin(), pruned.end());
    dropCustomNulls(schema, object);
    if (!schema.isMap()) return {};
    EmbeddedReader embedded;
    if (auto read = embedded.read(schema, object, {}, true, 0); !read) return read;
    std::sort(embedded.unknown.begin(), embedded.unknown.end());
    unknown.insert(unknown.end(), embedded.unknown.begin(), embedded.unknown.end());
    return {};
}

} // namespace practice
