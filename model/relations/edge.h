// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/fieldpath.h"
#include "model/resource/resourcekey.h"

#include <QString>

#include <vector>

namespace model {

// The closed list of edge rules; docs/edges.md explains each. The words are those of `render --out x.json`.
enum class Relation : quint8 {
    Owner,           // owner
    ServiceSelector, // service-selector
    ServicePort,     // service-port
    IngressBackend,  // ingress-backend
    EnvConfig,       // env-config
    EnvSecret,       // env-secret
    VolumeConfig,    // volume-config
    VolumeSecret,    // volume-secret
    VolumeClaim,     // volume-claim
    ServiceAccount,  // service-account
    Address,         // address
};

QString toWord(Relation relation);

// A fact derived from a field: never a decoration, never a pointer.
struct Edge
{
    ResourceKey from, to;
    Relation relation = Relation::Owner;
    ResourceKey holder; // the resource whose field says so: from, but for owner
    FieldPath field;    // that field, from the holder's root
    QString label;      // what tells something on the drawn edge: "app=frontend", "80 → http", "/"; may be empty
    // What the field names is not in the files (to is then a ghost; for owner, from is), or not as the field wants it.
    bool broken = false;
    QString reason; // why it is broken, translated

    bool operator==(const Edge &) const = default;
};

using Edges = std::vector<Edge>;

} // namespace model
