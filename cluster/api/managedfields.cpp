// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/api/managedfields.h"

#include "cluster/api/status.h"

#include <QJsonDocument>

#include <algorithm>

namespace cluster {

using namespace Qt::StringLiterals;

namespace {

QJsonObject keyObject(const QString &member)
{
    return member.startsWith("k:"_L1) ? QJsonDocument::fromJson(QStringView(member).mid(2).toUtf8()).object()
                                      : QJsonObject();
}

bool identifies(const QJsonObject &keys, const QJsonObject &element)
{
    if (keys.isEmpty()) return false;
    for (auto it = keys.begin(); it != keys.end(); ++it)
        if (element.value(it.key()) != it.value()) return false;
    return true;
}

bool names(const QString &member, const QJsonValue &element, qsizetype index)
{
    if (member.startsWith("k:"_L1)) return identifies(keyObject(member), element.toObject());
    if (member.startsWith("i:"_L1)) return QStringView(member).mid(2) == QString::number(index);
    if (!member.startsWith("v:"_L1)) return false;
    const QByteArray wrapped = "[" + QStringView(member).mid(2).toUtf8() + "]";
    return QJsonDocument::fromJson(wrapped).array().at(0) == element;
}

} // namespace

ManagedFields::ManagedFields(const QJsonObject &object)
{
    for (const QJsonValue &entry : object["metadata"_L1]["managedFields"_L1].toArray()) {
        QString manager = inertText(entry["manager"_L1].toString(), 128);
        const QString subresource = entry["subresource"_L1].toString();
        if (!subresource.isEmpty()) manager += " ("_L1 + inertText(subresource, 64) + ')'_L1;
        m_branches.append({manager, entry["fieldsV1"_L1].toObject()});
    }
}

ManagedFields ManagedFields::field(const QString &name) const
{
    ManagedFields below;
    for (const Branch &branch : m_branches) {
        const auto it = branch.fields.find("f:"_L1 + name);
        if (it != branch.fields.end())
            below.m_branches.append({branch.manager, it->toObject(), it->toObject().isEmpty()});
        else if (branch.whole)
            below.m_branches.append({branch.manager, {}, true});
    }
    return below;
}

ManagedFields ManagedFields::element(const QJsonValue &element, qsizetype index) const
{
    ManagedFields below;
    for (const Branch &branch : m_branches) {
        if (branch.whole) {
            below.m_branches.append(branch);
            continue;
        }
        for (auto it = branch.fields.begin(); it != branch.fields.end(); ++it) {
            if (!names(it.key(), element, index)) continue;
            below.m_branches.append({branch.manager, it->toObject(), it->toObject().isEmpty()});
            break;
        }
    }
    return below;
}

QStringList ManagedFields::owners() const
{
    QStringList managers;
    for (const Branch &branch : m_branches) managers.append(branch.manager);
    managers.removeDuplicates();
    managers.sort();
    return managers;
}

QStringList ManagedFields::listKeys() const
{
    for (const Branch &branch : m_branches)
        for (auto it = branch.fields.begin(); it != branch.fields.end(); ++it)
            if (const QJsonObject keys = keyObject(it.key()); !keys.isEmpty()) return keys.keys();
    return {};
}

} // namespace cluster
