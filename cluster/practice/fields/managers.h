// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/fields/fieldset.h"
#include "model/base/result.h"
#include "model/base/value.h"

#include <QCache>
#include <QString>

#include <map>

namespace practice {

// One entry of metadata.managedFields.
struct Manager
{
    QString name;
    bool applied = false; // by server-side apply
    QString apiVersion;
    QString subresource = {};
    QString time = {}; // RFC 3339; may be empty
    FieldSet fields = {};
    // The entry that writeManagers() made of this, and what of it may have changed since.
    struct Entry
    {
        model::Value value;
        QString time;
        FieldSet fields;
    };
    Entry written = {};
    bool isWritten() const;

    // Two entries with the same one are one: JSON without time and fields, and for appliers without the version
    // (apimachinery managedfields BuildManagerIdentifier).
    QString identifier() const;
    // As conflicts name it: "kubectl" with subresource "status" using apps/v1.
    QString printed() const;
};

// By identifier.
using Managers = std::map<QString, Manager>;

// Error Invalid for entries that an apiserver would not read either.
model::Result<Managers> readManagers(const model::Value *managedFields);
// Sorted as there: appliers first, then by time, name, version, subresource. In normal form, and noted as such; what is
// as it was when it was written last is not written again.
model::Value writeManagers(Managers &managers);

// The managers of lists that were written lately, so that the next write to the object need not read them. Knows a list
// by its being shared (Value::isSharedWith), not by what is in it. One thread.
class ManagersMemory
{
public:
    // Null: not known. Valid until the next call of remember().
    const Managers *find(const model::Value &managedFields) const;
    // replaced: the list that this one takes the place of, which nobody will ask for again; or null.
    void remember(const model::Value &managedFields, Managers managers, const model::Value *replaced);

private:
    struct Known
    {
        model::Value managedFields; // held, so that its address is nobody else's
        Managers managers;
    };
    static constexpr qsizetype capacity = 4096;
    QCache<const model::ValueList *, Known> m_known{capacity};
};

// Merges the oldest writers into one named "ancient-changes" per version, until there are at most ten
// (internal/capmanagers.go).
void capManagers(Managers &managers);

} // namespace practice
