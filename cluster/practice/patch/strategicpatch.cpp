// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/patch/directives.h"
#include "cluster/practice/patch/listmerge.h"
#include "cluster/practice/patch/patches.h"

#include <QHash>
#include <QSet>

#include <utility>

using namespace Qt::StringLiterals;
using model::SchemaNode;
using model::Value;
using model::ValueList;
using model::ValueMap;

namespace practice {

namespace {

// Deeper patches are refused, so recursion is bounded. Built-in kinds are never that deep.
constexpr int maxPatchDepth = 300;

// What the schema says of a field.
struct FieldMeta
{
    SchemaNode node; // of the field, of an item for a list
    QString mergeKey;
    bool merges = false;   // patchStrategy merge
    bool replaces = false; // patchStrategy replace
};

// A map with an index, so that merging into it takes time that grows with it.
class IndexedMap
{
public:
    explicit IndexedMap(ValueMap &map) : m_map(map)
    {
        for (std::size_t i = 0; i < map.size(); ++i) m_places.insert(map[i].first, i);
    }
    Value *find(const QString &name)
    {
        const auto place = m_places.constFind(name);
        return place == m_places.constEnd() ? nullptr : &m_map[*place].second;
    }
    void set(const QString &name, Value value)
    {
        if (Value *old = find(name)) {
            *old = std::move(value);
            return;
        }
        m_places.insert(name, m_map.size());
        m_map.emplace_back(name, std::move(value));
    }
    void remove(const QString &name) { m_places.remove(name); }
    // To be called last. What was removed and put again stands twice until then.
    void finish()
    {
        if (m_places.size() == qsizetype(m_map.size())) return;
        ValueMap kept;
        for (std::size_t i = 0; i < m_map.size(); ++i) {
            const auto place = m_places.constFind(m_map[i].first);
            if (place != m_places.constEnd() && *place == i) kept.push_back(std::move(m_map[i]));
        }
        m_map = std::move(kept);
    }

private:
    ValueMap &m_map;
    QHash<QString, std::size_t> m_places;
};

Answer<FieldMeta> lookUp(SchemaNode schema, const QString &name, bool isList)
{
    const int at = schema.indexOf(name.toUtf8());
    if (at < 0 && schema.child().isValid() && !isList) return FieldMeta{.node = schema.child(), .mergeKey = {}};
    if (at < 0) {
        return patchFailure(u"unable to find api field in struct "_s + QString::fromUtf8(schema.typeName()) +
                            u" for the json field \""_s + name + u'"');
    }
    const model::SchemaProperty property = schema.property(at);
    FieldMeta meta{property.node, QString::fromUtf8(property.node.patchMergeKey()), property.patchMerge,
                   property.patchReplace};
    if (isList) meta.node = property.node.child();
    return meta;
}

Refusal mergeMap(Value &original, Value patch, SchemaNode schema);

// What the special items of a patch's list do: those told to be deleted go from original, one "replace" empties it.
Refusal applySpecialItems(ValueList &original, ValueList &patch, const QString &mergeKey)
{
    ItemPlaces deleted;
    bool replaces = false;
    ValueList plain;
    for (Value &item : patch) {
        const Value *directive = item.find(patchDirective);
        if (!directive) {
            plain.push_back(std::move(item));
            continue;
        }
        const QString kind = directive->isString() ? *directive->string() : QString();
        if (kind == u"delete") {
            if (!item.find(mergeKey)) return noMergeKey(item, mergeKey);
            deleted.add(itemIdentity(item, mergeKey), 0);
        } else if (kind == u"replace") {
            replaces = true;
        } else if (kind == u"merge") {
            return patchFailure(u"merging lists cannot yet be specified in the patch"_s);
        } else {
            return unknownDirective(*directive, item);
        }
    }
    std::erase_if(original, [&](const Value &item) { return deleted.has(item, mergeKey); });
    if (replaces) original = std::exchange(plain, {});
    patch = std::move(plain);
    return std::nullopt;
}

Refusal mergeItems(ValueList &original, ValueList patch, const QString &mergeKey, SchemaNode schema)
{
    ItemPlaces places(original, mergeKey);
    for (Value &item : patch) {
        if (!item.find(mergeKey)) return noMergeKey(item, mergeKey);
        const std::optional<QString> identity = itemIdentity(item, mergeKey);
        if (const auto place = places.placeOf(identity)) {
            if (const Refusal refusal = mergeMap(original[*place], std::move(item), schema)) return refusal;
            continue;
        }
        places.add(identity, original.size());
        original.push_back(std::move(item));
    }
    return std::nullopt;
}

Refusal requireMergeKeys(const ValueList &list, const QString &mergeKey)
{
    for (const Value &item : list) {
        if (!item.isMap()) return badType(u"map[string]interface {}"_s, item);
        if (!item.find(mergeKey)) return noMergeKey(item, mergeKey);
    }
    return std::nullopt;
}

// Each once, and the patch's behind the original's.
ValueList unitedScalars(ValueList original, const ValueList &patch)
{
    original.insert(original.end(), patch.begin(), patch.end());
    QSet<QString> seen;
    std::erase_if(original, [&seen](const Value &item) {
        const std::optional<QString> identity = itemIdentity(item, {});
        if (!identity || seen.contains(*identity)) return identity.has_value();
        seen.insert(*identity);
        return false;
    });
    return original;
}

Refusal mergeList(ValueList &original, ValueList patch, const FieldMeta &meta, bool deletes)
{
    if (original.empty() && patch.empty()) return std::nullopt;
    const Answer<bool> maps = haveMaps(original, patch);
    if (!maps) return maps.status();
    if (!*maps) {
        if (deletes) {
            const ItemPlaces gone(patch, {});
            std::erase_if(original, [&gone](const Value &item) { return gone.has(item, {}); });
            return std::nullopt;
        }
        const ItemPlaces serverOrder(original, {});
        original = orderedItems(unitedScalars(std::move(original), patch), ItemPlaces(patch, {}), serverOrder, {});
        return std::nullopt;
    }
    if (meta.mergeKey.isEmpty()) return patchFailure(u"cannot merge lists without merge key for struct"_s);
    if (const Refusal refusal = applySpecialItems(original, patch, meta.mergeKey)) return refusal;
    const ItemPlaces serverOrder(original, meta.mergeKey);
    const ItemPlaces patchOrder(patch, meta.mergeKey);
    if (const Refusal refusal = mergeItems(original, std::move(patch), meta.mergeKey, meta.node)) return refusal;
    if (const Refusal refusal = requireMergeKeys(original, meta.mergeKey)) return refusal;
    original = orderedItems(std::move(original), patchOrder, serverOrder, meta.mergeKey);
    return std::nullopt;
}

// The order that a list had, as Go's program sees it then: it deletes in place, and what it appends fills the room up.
ItemPlaces orderAfter(const ValueList &before, const Value *patch, const FieldMeta &meta)
{
    if (!patch || !meta.merges || meta.mergeKey.isEmpty()) return {before, meta.mergeKey};
    ItemPlaces deleted;
    bool replaces = false;
    for (const Value &item : *patch->list()) {
        const Value *directive = item.find(patchDirective);
        const QString kind = directive && directive->isString() ? *directive->string() : QString();
        if (kind == u"delete") deleted.add(itemIdentity(item, meta.mergeKey), 0);
        replaces = replaces || kind == u"replace";
    }
    ItemPlaces order;
    std::size_t next = 0;
    for (const Value &item : before)
        if (!deleted.has(item, meta.mergeKey)) order.add(itemIdentity(item, meta.mergeKey), next++);
    for (const Value &item : *patch->list()) {
        if (next == before.size() || replaces) break;
        if (item.find(patchDirective) || order.has(item, meta.mergeKey)) continue;
        order.add(itemIdentity(item, meta.mergeKey), next++);
    }
    return order;
}

// Merges a list that has a $setElementOrder beside it; takes it from patch.
Refusal mergeOrdered(IndexedMap &original, Value &patch, const QString &name, const Value &order, SchemaNode schema)
{
    const QString listType = u"[]interface {}"_s;
    if (!order.isList()) return badType(listType, order);
    Value *live = original.find(name);
    Value *wanted = patch.find(name);
    if (live && !live->isList()) return badType(listType, *live);
    if (wanted && !wanted->isList()) return badType(listType, *wanted);
    const Answer<FieldMeta> meta = lookUp(schema, name, true);
    if (!meta) return meta.status();
    const QString &mergeKey = meta->mergeKey;
    if (wanted) {
        if (const Refusal refusal = refuseElementOrder(*wanted->list(), *order.list(), mergeKey)) return refusal;
    }
    if (!live && !wanted) return std::nullopt;
    const ValueList before = live ? *live->list() : ValueList();
    const ItemPlaces serverOrder = orderAfter(before, wanted, *meta);
    const Answer<bool> maps = haveMaps(before, wanted ? *wanted->list() : ValueList());
    Value merged = live ? *live : *wanted;
    if (!live) {
        removeDirectives(merged);
    } else if (wanted && !meta->merges) {
        merged = *wanted;
    } else if (wanted) {
        if (const Refusal refusal = mergeList(*merged.list(), *wanted->list(), *meta, false)) return refusal;
    }
    if (!maps) return maps.status();
    if (!mergeKey.isEmpty()) {
        if (const Refusal refusal = requireMergeKeys(*merged.list(), mergeKey)) return refusal;
        if (const Refusal refusal = requireMergeKeys(*order.list(), mergeKey)) return refusal;
    }
    original.set(name,
                 orderedItems(std::move(*merged.list()), ItemPlaces(*order.list(), mergeKey), serverOrder, mergeKey));
    patch.remove(name);
    return std::nullopt;
}

Refusal mergeOrderedLists(IndexedMap &original, Value &patch, SchemaNode schema)
{
    ValueMap orders;
    std::erase_if(*patch.map(), [&orders](auto &entry) {
        if (!entry.first.startsWith(elementOrderDirective)) return false;
        orders.push_back(std::move(entry));
        return true;
    });
    for (const auto &[key, order] : orders) {
        if (!key.startsWith(elementOrderDirective.toString() + u'/')) return badDirective(u"setElementOrder list"_s);
        const QString name = key.mid(elementOrderDirective.size() + 1);
        if (const Refusal refusal = mergeOrdered(original, patch, name, order, schema)) return refusal;
    }
    return std::nullopt;
}

Refusal mergeField(IndexedMap &original, const QString &name, Value patch, bool deletes, SchemaNode schema)
{
    if (patch.isNull()) {
        original.remove(name);
        return std::nullopt;
    }
    Value *live = original.find(name);
    const bool sameKind = live && ((live->isMap() && patch.isMap()) || (live->isList() && patch.isList()));
    if (!sameKind) {
        if (deletes && !(live && !live->isContainer() && !patch.isContainer())) return std::nullopt;
        discardNulls(patch);
        if (removeDirectives(patch)) {
            original.set(name, std::move(patch));
        } else {
            original.remove(name);
        }
        return std::nullopt;
    }
    const Answer<FieldMeta> meta = lookUp(schema, name, live->isList());
    if (!meta) return meta.status();
    if (live->isMap() && !meta->replaces) return mergeMap(*live, std::move(patch), meta->node);
    if (live->isList() && (meta->merges || deletes))
        return mergeList(*live->list(), std::move(*patch.list()), *meta, deletes);
    *live = std::move(patch);
    return std::nullopt;
}

Refusal mergeMap(Value &original, Value patch, SchemaNode schema)
{
    if (const Value *directive = patch.find(patchDirective)) {
        const QString kind = directive->isString() ? *directive->string() : QString();
        if (kind != u"replace" && kind != u"delete") return unknownDirective(*directive, patch);
        patch.remove(patchDirective);
        original = kind == u"replace" ? std::move(patch) : Value(ValueMap());
        return std::nullopt;
    }
    if (const Refusal refusal = retainKeys(*original.map(), patch)) return refusal;
    IndexedMap indexed(*original.map());
    if (const Refusal refusal = mergeOrderedLists(indexed, patch, schema)) return refusal;
    for (auto &[key, value] : *patch.map()) {
        const bool deletes = key.startsWith(deleteListDirective);
        if (deletes && !key.startsWith(deleteListDirective.toString() + u'/')) return badDirective(u"primitive list"_s);
        const QString name = deletes ? key.mid(deleteListDirective.size() + 1) : key;
        if (const Refusal refusal = mergeField(indexed, name, std::move(value), deletes, schema)) return refusal;
    }
    indexed.finish();
    return std::nullopt;
}

} // namespace

Answer<Value> applyStrategicPatch(const Value &object, const Value &patch, SchemaNode schema)
{
    if (patch.isNull()) return object;
    if (!patch.isMap()) {
        const QString type = patch.isList()     ? u"array"_s
                             : patch.isString() ? u"string"_s
                             : patch.boolean()  ? u"bool"_s
                                                : u"number"_s;
        return ApiStatus::badRequest(u"json: cannot unmarshal "_s + type +
                                     u" into Go value of type map[string]interface {}"_s);
    }
    if (isDeeperThan(patch, maxPatchDepth)) return ApiStatus::badRequest(u"exceeded max depth"_s);
    Value result = object.isMap() ? object : Value(ValueMap());
    if (const Refusal refusal = mergeMap(result, patch, schema)) return *refusal;
    return result;
}

} // namespace practice
