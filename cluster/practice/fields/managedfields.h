// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/apistatus.h"
#include "model/base/value.h"
#include "model/schema/schemastore.h"

#include <QString>

#include <functional>

namespace practice {

class ManagersMemory;

// Who writes, and how.
struct FieldWriter
{
    QString manager;          // --field-manager, or the user agent up to the first '/'
    QString apiVersion;       // of the request: "apps/v1"
    QString subresource;      // "status", "scale", or empty
    QString time;             // RFC 3339, seconds: "2026-01-31T23:59:00Z"
    model::SchemaNode schema; // of the kind in that version
    // Fields that this endpoint resets, so nobody owns them by writing here: "status", or "spec" and "metadata" on the
    // status subresource; as paths of map keys with dots.
    std::vector<QString> resetFields = {};
    QString scaledField = {}; // of a write to "scale": the number's path with dots, "spec.replicas"
    // Of the kind in other versions that are kept, for kinds whose versions have schemas of their own; may be empty.
    std::function<model::SchemaNode(const QString &apiVersion)> schemaOfVersion = {};
    ManagersMemory *memory = nullptr; // of lists that were written here before; may be absent
};

// metadata.managedFields after a plain write (create, update, patch): what differs from live belongs to the writer's
// Update entry, what vanished belongs to nobody. live is null for a create. Never fails: an object whose managedFields
// cannot be read loses them (apimachinery managedfields UpdateNoErrors). Caps the number of Update entries at ten.
model::Value trackWrite(const model::Value *live, model::Value updated, const FieldWriter &writer);

// Server-side apply (structured-merge-diff v4 Updater.Apply): live is null when the object is made by this. Answers the
// merged object with its new managedFields, its metadata else untouched. 409 with a cause per field when others own
// fields with other values, unless forced; 400 and 422 where an apiserver has them.
Answer<model::Value> applyFields(const model::Value *live, const model::Value &applied, const FieldWriter &writer,
                                 bool force);

// Just before an object is stored, with live's resourceVersion: one that differs from live in nothing but the times of
// managedFields gets live's times, so that nothing is written (apiserver fieldmanager/equality.go).
model::Value keepTimesOfNoChange(const model::Value &live, model::Value object);

} // namespace practice
