// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"
#include "model/words/schemaparts.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace model {

// A version of a kind that can be explained. What its schema points into must stay: a SchemaStore, or the document that
// foreignKinds() read.
struct KnownKind
{
    QString group, version, kind;
    QString plural = {}; // empty: it has no resource of its own
    QStringList shortNames = {};
    bool namespaced = true;
    SchemaPlace schema = SchemaNode();
    QString description = {}; // foreign

    QString apiVersion() const { return group.isEmpty() ? version : group + QLatin1Char('/') + version; }
};
using KnownKinds = std::vector<KnownKind>;

// All but lists, the core's first, and of each group's kind the preferred version first.
KnownKinds builtinKinds(const SchemaStore &store);
// What a document defines, as customKinds() takes it, with its schemas; documents of which no schema is found define
// nothing.
KnownKinds foreignKinds(const Value &document, const QString &path = {});
// What others define wins over what is there; the rest comes behind it.
void addKinds(KnownKinds &kinds, const KnownKinds &more);

// What a word asks for: a kind by any name that kubectl takes (deployment, deployments, deploy, deployments.apps,
// deployments.v1.apps), or with its group or version (apps/v1/Deployment, apps/Deployment, v1/Pod), whatever the case,
// and fields behind it, with or without indexes (pod.spec.containers[0].image).
struct AskedKind
{
    const KnownKind *kind = nullptr; // in kinds
    QStringList fields = {};
};
// NotFound: there is no such kind; says the nearest one.
Result<AskedKind> findKind(const KnownKinds &kinds, const QString &word);

} // namespace model
