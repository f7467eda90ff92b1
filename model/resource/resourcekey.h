// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>
#include <QString>

#include <compare>

namespace model {

// What makes a resource that one: never a pointer. The version is no part of it (apps/v1 and apps/v1beta1 name the same
// object).
struct ResourceKey
{
    QString group; // empty: core
    QString kind;
    QString ns; // empty: cluster-scoped, or not said in the file
    QString name;

    bool isEmpty() const { return kind.isEmpty() && name.isEmpty(); }
    // "group/Kind/namespace/name", empty parts kept: the id in every data format.
    QString id() const;
    static ResourceKey fromId(const QString &id);
    // The name, or "(no name)" for people: a set makes up names with a '*' for resources that have none, so that each
    // is one of its own. Of `generateName: pi-` they are "pi-*", "pi-*2", …; else "", "*2", …
    QString shownName() const;
    // "Kind namespace/name" or "Kind name", for people.
    QString title() const;

    // By group, kind, namespace and name.
    std::strong_ordering operator<=>(const ResourceKey &other) const;
    bool operator==(const ResourceKey &) const = default;
};

inline size_t qHash(const ResourceKey &key, size_t seed = 0) noexcept
{
    return qHashMulti(seed, key.group, key.kind, key.ns, key.name);
}

} // namespace model
