// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/patch/listmerge.h"

#include "cluster/practice/patch/goprint.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;
using model::Value;
using model::ValueList;

namespace practice {

std::optional<QString> itemIdentity(const Value &item, const QString &mergeKey)
{
    const Value *value = mergeKey.isEmpty() ? &item : item.find(mergeKey);
    if (!value || value->isContainer()) return std::nullopt;
    // Go's == also compares the types.
    const QChar type = value->isString()  ? u's'
                       : value->boolean() ? u'b'
                       : value->integer() ? u'i'
                       : value->isNull()  ? u'n'
                                          : u'f';
    return type + goPlain(*value);
}

ItemPlaces::ItemPlaces(const ValueList &list, const QString &mergeKey)
{
    for (std::size_t i = 0; i < list.size(); ++i) add(itemIdentity(list[i], mergeKey), i);
}

void ItemPlaces::add(const std::optional<QString> &identity, std::size_t place)
{
    if (identity) m_places.emplace(*identity, place);
}

bool ItemPlaces::has(const Value &item, const QString &mergeKey) const { return placeOf(item, mergeKey).has_value(); }

std::optional<std::size_t> ItemPlaces::placeOf(const std::optional<QString> &identity) const
{
    const auto place = identity ? m_places.find(*identity) : m_places.end();
    return place == m_places.end() ? std::nullopt : std::optional(place->second);
}

namespace {

constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();

struct Placed
{
    Value item;
    std::size_t order;  // of its part
    std::size_t server; // in the server's list
};

void sortByOrder(std::vector<Placed> &part)
{
    std::stable_sort(part.begin(), part.end(), [](const Placed &l, const Placed &r) { return l.order < r.order; });
}

} // namespace

ValueList orderedItems(ValueList merged, const ItemPlaces &patchOrder, const ItemPlaces &serverOrder,
                       const QString &mergeKey)
{
    std::vector<Placed> patch;
    std::vector<Placed> serverOnly;
    for (Value &item : merged) {
        const std::optional<QString> identity = itemIdentity(item, mergeKey);
        const std::size_t server = serverOrder.placeOf(identity).value_or(nowhere);
        if (const auto place = patchOrder.placeOf(identity)) {
            patch.push_back({std::move(item), *place, server});
        } else {
            serverOnly.push_back({std::move(item), server, server});
        }
    }
    sortByOrder(patch);
    sortByOrder(serverOnly);
    // Where the server has no order for the two, the patch's item comes first.
    ValueList out;
    out.reserve(merged.size());
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < serverOnly.size() || j < patch.size()) {
        const bool server = j == patch.size() || (i < serverOnly.size() && patch[j].server != nowhere &&
                                                  serverOnly[i].server < patch[j].server);
        out.push_back(std::move(server ? serverOnly[i++].item : patch[j++].item));
    }
    return out;
}

} // namespace practice
