// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/api/apiresources.h"
#include "cluster/api/status.h"
#include "model/base/result.h"
#include "model/resource/resource.h"

#include <QByteArray>
#include <QList>

namespace cluster {

// One object to be applied. body is JSON or YAML and goes to the server as it is.
struct ApplyItem
{
    model::ResourceKey key; // ns empty: the default namespace, for namespaced kinds
    QString apiVersion;
    QByteArray body;
    int source = -1; // the caller's own number for it, untouched
};

// A document's resource as an item, its body as JSON with kubectl's reading of the YAML. TooLarge beyond 3 MiB
// (apiserver server/config.go) or 1000 levels; Invalid for what JSON has no form for (.inf, .nan), and without
// metadata.name where there is a generateName.
model::Result<ApplyItem> applyItemOf(const model::Resource &resource, int source);

// What must exist first comes first: namespaces and cluster-wide definitions, accounts and their rights, configuration
// and storage, services (so that pods see them in their environment), workloads, custom resources, what routes to
// workloads, and last the webhooks, which could refuse the rest. Equals keep their order. The idea is that of Helm's
// install order; the groups are ours.
QList<ApplyItem> inApplyOrder(QList<ApplyItem> items);

// "deployment.apps/web": as ApplyTarget::title() where the server does not know the kind (yet).
QString titleOf(const ApplyItem &item);

// Where an item goes.
struct ApplyTarget
{
    ApiResource resource;
    QString ns; // empty for cluster-scoped kinds
    QString name;
    QString path() const { return resource.path(ns, name); }
    QString title() const; // "deployment.apps/web", as kubectl prints it
};
// NotFound: the server does not have the kind. Invalid: no name, or a name that is none.
model::Result<ApplyTarget> applyTarget(const ApplyItem &item, const ApiResources &resources,
                                       const QString &defaultNamespace);

// An answer of 200 is the object itself. Anything else of 200 is no answer to what was asked.
bool isObjectOf(const QJsonObject &answer, const ApplyTarget &target);
ApiFailure notTheObject(const ApplyTarget &target);

// A field that another manager owns with another value.
struct FieldConflict
{
    QString field;   // as the server writes it: .spec.template.spec.containers[name="web"].image; see locateField()
    QString manager; // "kubectl-client-side-apply"
    QString message;
    bool operator==(const FieldConflict &) const = default;
};
// Of a 409 of server-side apply; empty when the failure is another one.
QList<FieldConflict> conflictsOf(const ApiFailure &failure);

// A manifest that does not fit the kind's schema is answered by server-side apply with a bare 500 whose text begins
// "failed to create typed patch object" (apiserver handlers/patch.go), and by strict YAML decoding with a bare 400.
// This makes such an answer what it means: Invalid, with a cause for each field. Others are returned as they are.
ApiFailure readApplyFailure(ApiFailure failure);

// The failure says that the item's namespace does not exist.
bool lacksNamespace(const ApiFailure &failure);

// definition is a CustomResourceDefinition of the item's group.
bool definesKindOf(const ApplyItem &definition, const ApplyItem &item);

constexpr auto fieldManager = "kubewright";

} // namespace cluster
