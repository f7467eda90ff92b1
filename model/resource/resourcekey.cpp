// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/resource/resourcekey.h"

#include <QStringList>

namespace model {

QString ResourceKey::id() const { return group + u'/' + kind + u'/' + ns + u'/' + name; }

ResourceKey ResourceKey::fromId(const QString &id)
{
    const QStringList parts = id.split(u'/');
    if (parts.size() < 4) return {};
    return {parts[0], parts[1], parts[2], parts.mid(3).join(u'/')};
}

QString ResourceKey::title() const { return kind + u' ' + (ns.isEmpty() ? name : ns + u'/' + name); }

} // namespace model
