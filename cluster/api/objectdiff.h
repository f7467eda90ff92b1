// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/fieldpath.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QStringList>

namespace cluster {

// One field that an apply would change.
struct FieldChange
{
    model::FieldPath path = {}; // an element of a list by its index after the change, a removed one by that before
    QJsonValue before = {};     // Undefined: the field is new
    QJsonValue after = {};      // Undefined: the field goes
    QStringList owners = {};    // the managers that own it now
    bool hidden = false;        // a Secret's value: before and after only say how long it is
};

// What changes from one state of an object to another, field by field, in the order of keys. What the server writes by
// itself is left out: managedFields, resourceVersion, uid, generation, creationTimestamp and status. Elements of lists
// are paired by the keys that managedFields tells of, else by "name", else by position. Values of Secrets, and copies
// of them in the last-applied annotation, never appear.
QList<FieldChange> diffObjects(const QJsonObject &before, const QJsonObject &after);

} // namespace cluster
