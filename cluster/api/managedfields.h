// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/fieldpath.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QStringList>

namespace cluster {

// Who owns which field of an object, read from metadata.managedFields (FieldsV1 of structured-merge-diff: f:name,
// k:{"name":"x"} for an element of a keyed list, v:value for one of a set, i:index). A cursor stands at one field and
// is walked down along the object. A value.
class ManagedFields
{
public:
    ManagedFields() = default;
    // At the object's root. Subresources' entries count too, named "manager (status)".
    explicit ManagedFields(const QJsonObject &object);

    ManagedFields field(const QString &name) const;
    // The element of a list; element is its value.
    ManagedFields element(const QJsonValue &element, qsizetype index) const;
    // Managers that own the field here, or a whole field above it; sorted, each once.
    QStringList owners() const;
    // The names of the fields that identify an element of the list here ("name"; "containerPort", "protocol"); empty:
    // none known.
    QStringList listKeys() const;

private:
    struct Branch
    {
        QString manager;
        QJsonObject fields; // below here
        bool whole = false; // a field above is owned as a whole
    };
    QList<Branch> m_branches;
};

} // namespace cluster
