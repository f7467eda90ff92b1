// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/fields/fieldset.h"
#include "model/base/result.h"
#include "model/base/value.h"

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
// Sorted as there: appliers first, then by time, name, version, subresource.
model::Value writeManagers(const Managers &managers);

// Merges the oldest writers into one named "ancient-changes" per version, until there are at most ten
// (internal/capmanagers.go).
void capManagers(Managers &managers);

} // namespace practice
