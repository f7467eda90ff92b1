// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QHash>
#include <QString>

#include <optional>
#include <unordered_map>
#include <vector>

namespace practice {

// What strategic merge patches do with the items of a list, whatever is in them (apimachinery strategicpatch patch.go).

// An item's value of the merge key, or the item itself where there is no such key, as a text that equal ones share.
// Nothing: it has none, or one that cannot be compared.
std::optional<QString> itemIdentity(const model::Value &item, const QString &mergeKey);

// Where each identity is first.
class ItemPlaces
{
public:
    ItemPlaces() = default;
    ItemPlaces(const model::ValueList &list, const QString &mergeKey);
    void add(const std::optional<QString> &identity, std::size_t place);
    bool has(const model::Value &item, const QString &mergeKey) const;
    std::optional<std::size_t> placeOf(const std::optional<QString> &identity) const;
    std::optional<std::size_t> placeOf(const model::Value &item, const QString &mergeKey) const
    {
        return placeOf(itemIdentity(item, mergeKey));
    }

private:
    std::unordered_map<QString, std::size_t> m_places;
};

// merged in its final order: what patchOrder has in patchOrder's, everything else where serverOrder has it.
model::ValueList orderedItems(model::ValueList merged, const ItemPlaces &patchOrder, const ItemPlaces &serverOrder,
                              const QString &mergeKey);

} // namespace practice
