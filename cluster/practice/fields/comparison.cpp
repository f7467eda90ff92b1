// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/fields/smdvalue.h"
#include "cluster/practice/fields/typedobject.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using model::Value;
using model::ValueList;
using Shape = practice::FieldType::Shape;

namespace practice {

namespace {

// A comparison of one field: what is below it, and what is said of itself.
struct Difference
{
    Comparison below;
    bool removed = false, modified = false, added = false;

    void add(PathElement element, Difference inner)
    {
        // Most fields are in none of them, and an element costs more to copy than to look.
        if (inner.removed || !inner.below.removed.isEmpty()) {
            below.removed.add(element, inner.removed, std::move(inner.below.removed));
        }
        if (inner.modified || !inner.below.modified.isEmpty()) {
            below.modified.add(element, inner.modified, std::move(inner.below.modified));
        }
        if (inner.added || !inner.below.added.isEmpty()) {
            below.added.add(std::move(element), inner.added, std::move(inner.below.added));
        }
    }
    void unite(const Difference &other)
    {
        below.removed = below.removed.unitedWith(other.below.removed);
        below.modified = below.modified.unitedWith(other.below.modified);
        below.added = below.added.unitedWith(other.below.added);
        removed = removed || other.removed;
        modified = modified || other.modified;
        added = added || other.added;
    }
};

// Null pointers: that side has no such field.
Difference compare(const Value *before, const Value *now, const FieldType &type, int depth);

Difference compareLeaves(const Value *before, const Value *now)
{
    Difference difference;
    difference.added = !before;
    difference.removed = before && !now;
    difference.modified = before && now && !sameValue(*before, *now);
    return difference;
}

Difference compareMaps(const Value *before, const Value *now, const FieldType &type, int depth)
{
    const auto l = sortedEntries(before);
    const auto r = sortedEntries(now);
    Difference difference;
    for (std::size_t i = 0, j = 0; i < l.size() || j < r.size();) {
        const int order = i == l.size() ? 1 : j == r.size() ? -1 : compareTexts(l[i]->first, r[j]->first);
        const MapEntry *left = order <= 0 ? l[i++] : nullptr;
        const MapEntry *right = order >= 0 ? r[j++] : nullptr;
        const QString &name = left ? left->first : right->first;
        difference.add(
            PathElement::field(name),
            compare(left ? &left->second : nullptr, right ? &right->second : nullptr, type.field(name), depth + 1));
    }
    return difference;
}

// An item of a list, or all items that have the same keys.
struct Item
{
    PathElement element;
    std::vector<const Value *> before, now;
};

void collect(std::vector<Item> &items, const Value *list, const FieldType &type, bool isNow)
{
    const ValueList *values = list ? list->list() : nullptr;
    if (!values) return;
    for (const Value &value : *values) {
        std::variant<PathElement, QString> element = type.elementOf(value);
        PathElement *found = std::get_if<PathElement>(&element);
        if (!found) continue;
        Item item{std::move(*found), {}, {}};
        (isNow ? item.now : item.before).push_back(&value);
        items.push_back(std::move(item));
    }
}

std::vector<Item> itemsOf(const Value *before, const Value *now, const FieldType &type)
{
    std::vector<Item> items;
    collect(items, before, type, false);
    collect(items, now, type, true);
    // Sorted by their addresses: they are large.
    std::vector<Item *> order;
    order.reserve(items.size());
    for (Item &item : items) order.push_back(&item);
    std::stable_sort(order.begin(), order.end(),
                     [](const Item *l, const Item *r) { return l->element.compare(r->element) < 0; });
    std::vector<Item> united;
    united.reserve(items.size());
    for (Item *item : order) {
        if (united.empty() || united.back().element.compare(item->element) != 0) {
            united.push_back(std::move(*item));
            continue;
        }
        Item &last = united.back();
        last.before.insert(last.before.end(), item->before.begin(), item->before.end());
        last.now.insert(last.now.end(), item->now.begin(), item->now.end());
    }
    return united;
}

// Items that are there twice are compared as one atom (typed/compare.go).
Difference compareItem(const Item &item, const FieldType &type, int depth)
{
    const Value *before = item.before.empty() ? nullptr : item.before.front();
    const Value *now = item.now.empty() ? nullptr : item.now.front();
    const bool twiceBefore = item.before.size() > 1;
    const bool twiceNow = item.now.size() > 1;
    if (!twiceBefore && !twiceNow) return compare(before, now, type, depth + 1);
    Difference difference;
    if (twiceBefore && twiceNow) {
        difference.modified = !std::equal(item.before.begin(), item.before.end(), item.now.begin(), item.now.end(),
                                          [](const Value *l, const Value *r) { return sameValue(*l, *r); });
    } else if (twiceBefore) {
        if (now) difference = compare(nullptr, now, type, depth + 1);
        difference.removed = true;
    } else {
        if (before) difference = compare(before, nullptr, type, depth + 1);
        difference.added = true;
    }
    return difference;
}

bool isEmptyContainer(const Value *value, Shape shape)
{
    if (!value) return true;
    if (shape == Shape::Map) return !value->isMap() || value->map()->empty();
    return !value->isList() || value->list()->empty();
}

// leaf: whether the field was compared as a whole, which says all of itself.
Difference compareAs(Shape shape, const Value *before, const Value *now, const FieldType &type, int depth, bool &leaf)
{
    leaf = true;
    if (shape == Shape::None || shape == Shape::Scalar || isAtomic(shape) || depth > maxFieldDepth ||
        (isEmptyContainer(before, shape) && isEmptyContainer(now, shape))) {
        return compareLeaves(before, now);
    }
    leaf = false;
    if (shape == Shape::Map) return compareMaps(before, now, type, depth);
    Difference difference;
    const FieldType itemType = type.item();
    for (Item &item : itemsOf(before, now, type)) {
        Difference inner = compareItem(item, itemType, depth);
        difference.add(std::move(item.element), std::move(inner));
    }
    return difference;
}

Difference compare(const Value *before, const Value *now, const FieldType &type, int depth)
{
    // Of most writes the larger part changes nothing: looking at whole sections is quicker than taking them apart.
    constexpr int sections = 2;
    if (before && now && depth > 0) {
        if (before->isSharedWith(*now)) return {};
        if (depth <= sections && before->isContainer() && *before == *now) return {};
    }
    const Shape shapeBefore = type.shape(before);
    const Shape shapeNow = type.shape(now);
    bool leaf = false;
    if (before && now && shapeBefore != shapeNow) {
        Difference difference = compareAs(shapeBefore, before, now, type, depth, leaf);
        difference.unite(compareAs(shapeNow, before, now, type, depth, leaf));
        return difference;
    }
    Difference difference = compareAs(now ? shapeNow : shapeBefore, before, now, type, depth, leaf);
    if (!leaf && !before) difference.added = true;
    if (!leaf && !now) difference.removed = true;
    return difference;
}

} // namespace

void Comparison::leaveOutTrees(const FieldSet &set)
{
    if (set.isEmpty()) return;
    removed = removed.withoutTrees(set);
    modified = modified.withoutTrees(set);
    added = added.withoutTrees(set);
}

Comparison compareObjects(const Value &before, const Value &now, const FieldType &type)
{
    return compare(&before, &now, type, 0).below;
}

} // namespace practice
