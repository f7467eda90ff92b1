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
    Owner,              // owner
    ServiceSelector,    // service-selector
    ServicePort,        // service-port
    IngressBackend,     // ingress-backend
    EnvConfig,          // env-config
    EnvSecret,          // env-secret
    VolumeConfig,       // volume-config
    VolumeSecret,       // volume-secret
    VolumeClaim,        // volume-claim
    ServiceAccount,     // service-account
    Address,            // address
    ScaleTarget,        // scale-target
    DisruptionSelector, // disruption-selector
    PolicySelector,     // policy-selector
    PolicyFrom,         // policy-from
    PolicyTo,           // policy-to
    RoleRef,            // role-ref
    RoleSubject,        // role-subject
    GoverningService,   // governing-service
    StorageClass,       // storage-class
    VolumeBinding,      // volume-binding
    IngressClass,       // ingress-class
    PriorityClass,      // priority-class
    RuntimeClass,       // runtime-class
    PullSecret,         // pull-secret
    TlsSecret,          // tls-secret
    WebhookService,     // webhook-service
    ApiService,         // api-service
    RouteBackend,       // route-backend
    CustomInstance,     // custom-instance
    Reference,          // reference: a field that a rule file describes
    Selects,            // selects: a selector that a rule file describes
};

QString toWord(Relation relation);

// A fact derived from a field: never a decoration, never a pointer.
struct Edge
{
    ResourceKey from, to;
    Relation relation = Relation::Owner;
    ResourceKey holder; // the resource whose field says so: from, but for rules that the target holds (rules.h)
    FieldPath field;    // that field, from the holder's root
    QString label;      // what tells something on the drawn edge: "app=frontend", "80 → http", "/"; may be empty
    // What the field names is not in the files (the end that isn't the holder is then a ghost), or not as the field
    // wants it.
    bool broken = false;
    QString reason; // why it is broken, translated

    bool operator==(const Edge &) const = default;
};

using Edges = std::vector<Edge>;

} // namespace model
