// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/resource/resourcekey.h"

#include <QCoreApplication>
#include <QStringList>

namespace model {

QString ResourceKey::id() const { return group + u'/' + kind + u'/' + ns + u'/' + name; }

ResourceKey ResourceKey::fromId(const QString &id)
{
    const QStringList parts = id.split(u'/');
    if (parts.size() < 4) return {};
    return {parts[0], parts[1], parts[2], parts.mid(3).join(u'/')};
}

QString ResourceKey::shownName() const
{
    const bool named = !name.isEmpty() && !name.startsWith(u'*');
    return named ? name : QCoreApplication::translate("ResourceSet", "(no name)");
}

QString ResourceKey::title() const { return kind + u' ' + (ns.isEmpty() ? QString() : ns + u'/') + shownName(); }

// QString has no operator<=> in Qt 6.4.
std::strong_ordering ResourceKey::operator<=>(const ResourceKey &other) const
{
    if (const auto order = group.compare(other.group) <=> 0; order != 0) return order;
    if (const auto order = kind.compare(other.kind) <=> 0; order != 0) return order;
    if (const auto order = ns.compare(other.ns) <=> 0; order != 0) return order;
    return name.compare(other.name) <=> 0;
}

} // namespace model
