// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/request/requesttarget.h"

#include "cluster/practice/base/fielderrors.h"

#include <QStringList>

namespace practice {

namespace {

constexpr qsizetype maxParts = 64;

// namespaces/NAME/status is a namespace's subresource, namespaces/NAME/pods is a collection in it.
bool isNamespaceSubresource(const QString &part) { return part == u"status" || part == u"finalize"; }

void readResource(RequestTarget &target, QStringList parts)
{
    target.isUnfinished = parts.size() == 1 && (parts.first() == u"watch" || parts.first() == u"proxy");
    if (parts.first() == u"watch") {
        target.watchPath = true;
        parts.removeFirst();
    }
    if (parts.isEmpty()) return;
    target.kind = RequestTarget::Kind::Resource;
    if (parts.first() == u"namespaces" && parts.size() > 1) {
        target.space = parts.at(1);
        if (parts.size() > 2 && !isNamespaceSubresource(parts.at(2))) parts = parts.mid(2);
    }
    target.resource = parts.value(0);
    target.name = parts.value(1);
    target.subresource = parts.value(2);
    target.rest = parts.mid(3).join(u'/');
    if (target.resource == u"namespaces") target.space.clear(); // a namespace is in none
}

} // namespace

RequestTarget readTarget(QByteArrayView path)
{
    RequestTarget target;
    const QString text = textOfBytes(QByteArray::fromPercentEncoding(path.toByteArray()));
    target.path = text;
    while (target.path.size() > 1 && target.path.endsWith(u'/')) target.path.chop(1);
    QStringList parts = target.path.mid(1).split(u'/');
    if (parts.size() > maxParts) return target;
    const QString prefix = parts.takeFirst();
    if (prefix != u"api" && prefix != u"apis") return target;
    if (prefix == u"apis" && target.path != u"/apis") target.group = parts.takeFirst();
    if (prefix == u"apis" && target.group.isEmpty() && text.size() > qsizetype(sizeof "/apis/") - 1)
        return target; // /apis//v1: a group has a name
    target.kind = RequestTarget::Kind::Group;
    if (parts.isEmpty()) return target; // /api, /apis, /apis/apps
    target.version = parts.takeFirst();
    if (!parts.isEmpty()) readResource(target, parts);
    return target;
}

} // namespace practice
