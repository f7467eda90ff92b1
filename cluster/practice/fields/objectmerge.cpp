// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/fields/smdvalue.h"
#include "cluster/practice/fields/typedobject.h"

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;
using model::Value;
using model::ValueList;
using model::ValueMap;
using Shape = practice::FieldType::Shape;

namespace practice {

namespace {

// Nothing when neither side leaves anything.
std::optional<Value> merge(const Value *live, const Value *applied, const FieldType &type, int depth);

std::optional<Value> mergeMaps(const Value *live, const Value *applied, const FieldType &type, int depth)
{
    ValueMap out;
    const auto wanted = sortedEntries(applied);
    std::vector<bool> taken(wanted.size());
    const auto put = [&](const QString &name, const Value *before, const Value *now) {
        std::optional<Value> merged = merge(before, now, type.field(name), depth + 1);
        if (merged) out.emplace_back(name, std::move(*merged));
    };
    if (const ValueMap *before = live ? live->map() : nullptr) {
        for (const auto &[name, value] : *before) {
            const auto found =
                std::lower_bound(wanted.begin(), wanted.end(), name,
                                 [](const MapEntry *l, const QString &r) { return compareTexts(l->first, r) < 0; });
            const bool both = found != wanted.end() && (*found)->first == name;
            if (both) taken[std::size_t(found - wanted.begin())] = true;
            put(name, &value, both ? &(*found)->second : nullptr);
        }
    }
    for (std::size_t i = 0; i < wanted.size(); ++i)
        if (!taken[i]) put(wanted[i]->first, nullptr, &wanted[i]->second);
    return out.empty() ? std::optional<Value>() : Value(std::move(out));
}

// The items of two lists as numbers: equal ones for items with equal keys.
class ListMerge
{
public:
    ListMerge(const ValueList *live, const ValueList *applied, const FieldType &type, int depth)
        : m_type(type), m_itemType(type.item()), m_depth(depth)
    {
        index(live, m_live);
        index(applied, m_applied);
        number();
    }

    std::optional<Value> run();

private:
    struct Item
    {
        PathElement element;
        const Value *value = nullptr;
        std::size_t number = 0;
    };
    struct Seen
    {
        const Value *live = nullptr;
        const Value *applied = nullptr;
        bool merged = false;
    };

    void index(const ValueList *list, std::vector<Item> &items) const;
    void number();
    void take(const Value *live, const Value *applied);
    void takeApplied(const Item &item);
    void nextShared() { ++m_nextShared; }
    bool waitsForShared(const Item &item) const
    {
        return m_nextShared < m_shared.size() && m_shared[m_nextShared] != item.number;
    }

    const FieldType &m_type;
    FieldType m_itemType;
    int m_depth;
    std::vector<Item> m_live, m_applied;
    std::vector<Seen> m_seen;          // by number
    std::vector<std::size_t> m_shared; // the numbers that are on both sides, in applied's order
    std::size_t m_nextShared = 0;
    ValueList m_out;
};

const Value &nullValue()
{
    static const Value value;
    return value;
}

void ListMerge::index(const ValueList *list, std::vector<Item> &items) const
{
    if (!list) return;
    items.reserve(list->size());
    for (const Value &value : *list) {
        std::variant<PathElement, QString> element = m_type.elementOf(value);
        if (PathElement *found = std::get_if<PathElement>(&element)) items.push_back({std::move(*found), &value, 0});
    }
}

void ListMerge::number()
{
    std::vector<Item *> all;
    all.reserve(m_live.size() + m_applied.size());
    for (Item &item : m_live) all.push_back(&item);
    for (Item &item : m_applied) all.push_back(&item);
    std::stable_sort(all.begin(), all.end(),
                     [](const Item *l, const Item *r) { return l->element.compare(r->element) < 0; });
    std::size_t next = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i && all[i - 1]->element.compare(all[i]->element) != 0) ++next;
        all[i]->number = next;
    }
    m_seen.resize(all.empty() ? 0 : next + 1);
    // Items that live has twice are not merged with the applied one.
    for (const Item &item : m_live) {
        const Value *&live = m_seen[item.number].live;
        live = live ? &nullValue() : item.value;
    }
    for (const Item &item : m_applied) m_seen[item.number].applied = item.value;
    for (const Item &item : m_applied)
        if (m_seen[item.number].live) m_shared.push_back(item.number);
}

void ListMerge::take(const Value *live, const Value *applied)
{
    std::optional<Value> merged = merge(live, applied, m_itemType, m_depth + 1);
    if (merged) m_out.push_back(std::move(*merged));
}

void ListMerge::takeApplied(const Item &item)
{
    Seen &seen = m_seen[item.number];
    seen.merged = true;
    take(seen.live, seen.applied);
}

// typed/merge.go visitListItems: live's order, but items that both have come in applied's order.
std::optional<Value> ListMerge::run()
{
    std::size_t l = 0;
    std::size_t r = 0;
    while (l < m_live.size() || r < m_applied.size()) {
        if (l < m_live.size() && r < m_applied.size()) {
            const Item &item = m_live[l];
            if (item.number == m_applied[r].number) {
                takeApplied(m_applied[r]);
                ++l;
                ++r;
                nextShared();
                continue;
            }
            if (m_seen[item.number].applied && waitsForShared(item)) {
                ++l;
                continue;
            }
        }
        if (l < m_live.size()) {
            const Item &item = m_live[l];
            if (!m_seen[item.number].applied) {
                take(item.value, nullptr);
                ++l;
                continue;
            }
            if (m_seen[item.number].merged) ++l;
        }
        if (r < m_applied.size()) {
            const bool shared = m_nextShared < m_shared.size() && m_shared[m_nextShared] == m_applied[r].number;
            takeApplied(m_applied[r]);
            ++r;
            if (shared) nextShared();
        }
    }
    return m_out.empty() ? std::optional<Value>() : Value(std::move(m_out));
}

bool isEmptyContainer(const Value *value, Shape shape)
{
    if (!value) return true;
    if (shape == Shape::Map) return !value->isMap() || value->map()->empty();
    return !value->isList() || value->list()->empty();
}

std::optional<Value> merge(const Value *live, const Value *applied, const FieldType &type, int depth)
{
    const Shape shape = applied ? type.shape(applied) : type.shape(live);
    if (shape == Shape::None || shape == Shape::Scalar || isAtomic(shape) || depth > maxFieldDepth ||
        (isEmptyContainer(live, shape) && isEmptyContainer(applied, shape))) {
        return applied ? *applied : *live;
    }
    if (shape == Shape::Map) return mergeMaps(live, applied, type, depth);
    return ListMerge(live ? live->list() : nullptr, applied ? applied->list() : nullptr, type, depth).run();
}

// Whether anything is left of value, which is null otherwise.
void remove(Value &value, const FieldSet &set, const FieldType &type)
{
    const Shape shape = type.shape(&value);
    if (shape == Shape::None || shape == Shape::Scalar) return;
    const bool isMap = shape >= Shape::AtomicMap;
    if (isAtomic(shape) || isEmptyContainer(&value, isMap ? Shape::Map : Shape::Set)) {
        value = Value();
        return;
    }
    if (ValueMap *map = isMap ? value.map() : nullptr) {
        const auto gone = [&](MapEntry &entry) {
            const FieldSet::Entry *found = set.findField(entry.first);
            if (found && found->member) return true;
            if (found) remove(entry.second, found->below, type.field(entry.first));
            return false;
        };
        map->erase(std::remove_if(map->begin(), map->end(), gone), map->end());
        if (map->empty()) value = Value();
        return;
    }
    ValueList *list = value.list();
    const FieldType itemType = type.item();
    const auto gone = [&](Value &item) {
        const std::variant<PathElement, QString> element = type.elementOf(item);
        const PathElement *key = std::get_if<PathElement>(&element);
        const FieldSet::Entry *found = key ? set.find(*key) : nullptr;
        if (found && found->member) return true;
        if (found) remove(item, found->below, itemType);
        return false;
    };
    list->erase(std::remove_if(list->begin(), list->end(), gone), list->end());
    if (list->empty()) value = Value();
}

} // namespace

Value mergeObjects(const Value &live, const Value &applied, const FieldType &type)
{
    return merge(&live, &applied, type, 0).value_or(Value());
}

Value removeFields(Value object, const FieldSet &set, const FieldType &type)
{
    if (!set.isEmpty()) remove(object, set, type);
    return object;
}

} // namespace practice
