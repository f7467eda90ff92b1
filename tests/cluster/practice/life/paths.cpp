// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/life/paths.h"

#include <QStringList>

#include <algorithm>

namespace life {

using model::Value;
using model::ValueList;

namespace {

QStringList partsOf(const QString &path)
{
    QStringList parts;
    QString part;
    bool isInside = false;
    for (const QChar c : path) {
        const bool ends = isInside ? c == u')' : c == u'.' || c == u'(';
        if (!ends) {
            part += c;
            continue;
        }
        if (!part.isEmpty()) parts += part;
        part.clear();
        isInside = c == u'(';
    }
    if (!part.isEmpty()) parts += part;
    return parts;
}

const Value *entryOf(const ValueList &list, const QString &part)
{
    bool isIndex = false;
    const uint index = part.toUInt(&isIndex);
    if (isIndex) return index < list.size() ? &list[index] : nullptr;
    const auto is = [&part](const Value &entry) {
        for (const QStringView key : {u"type", u"name", u"key"})
            if (const Value *value = entry.find(key); value && value->string() && *value->string() == part) return true;
        return false;
    };
    const auto found = std::find_if(list.cbegin(), list.cend(), is);
    return found == list.cend() ? nullptr : &*found;
}

} // namespace

const Value *atPath(const Value &object, const QString &path)
{
    const Value *at = &object;
    for (const QString &part : partsOf(path)) {
        at = at->list() ? entryOf(*at->list(), part) : at->find(part);
        if (!at) return nullptr;
    }
    return at;
}

QString textAtPath(const Value &object, const QString &path)
{
    const Value *found = atPath(object, path);
    return found && found->string() ? *found->string() : QString();
}

} // namespace life
