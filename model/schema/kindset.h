// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"
#include "model/schema/customschema.h"
#include "model/schema/schemastore.h"

#include <QHash>
#include <QString>
#include <QStringList>
#include <QStringView>

#include <memory>
#include <vector>

namespace model {

// One version of a kind that somebody defines.
struct CustomKind
{
    QString group, version;
    QString kind; // empty: only kindLower is known, from a file's name
    QString kindLower;
    QString plural; // empty: not known
    bool namespaced = true;
    bool isDefinition = false; // of a CustomResourceDefinition, which names all versions there are
    bool served = true;
    bool deprecated = false;
    QString deprecationWarning;                 // what the definition says of that, or empty
    bool hasStatus = false;                     // status is a subresource: what a file says of it is not looked at
    std::shared_ptr<const CustomSchema> schema; // null: its fields may be anything
    int node = -1;                              // in schema
    // Of a definition whose fields an apiserver knows: its openAPIV3Schema as written, and .spec.replicas of the scale
    // subresource and its like. Null: of something else.
    Value openApi;
    QString specReplicasPath, statusReplicasPath;
};
using CustomKinds = std::vector<CustomKind>;

// The kinds that a document defines: a CustomResourceDefinition (apiextensions.k8s.io/v1, and v1beta1 as old files
// have it), a List of them, an OpenAPI document (v2 or v3) whose definitions say x-kubernetes-group-version-kind, or a
// JSON schema of one kind: named by x-kubernetes-group-version-kind, by the only values of its apiVersion and kind, or
// by a path …/GROUP/KIND_VERSION.json. None: it is something else.
CustomKinds customKinds(const Value &document, const QString &path = {});

// The kinds that files are checked against: those of a Kubernetes version, and those that somebody defines, which win.
// A value that shares what it holds. The store must outlive it.
class KindSet
{
public:
    KindSet(const SchemaStore &builtin = SchemaStore::newest()) : m_builtin(&builtin) {}

    const SchemaStore &builtin() const { return *m_builtin; }
    // Later definitions of a version win.
    void add(const CustomKinds &kinds);
    bool hasCustomKinds() const { return !m_custom.isEmpty(); }

    // The version of a kind that somebody defined, or null. Valid while the set is not changed.
    const CustomKind *find(const QString &apiVersion, const QString &kind) const;
    // A served version of a kind that a CustomResourceDefinition defines, the best one: v2 before v1, v1 before
    // v1beta1.
    const CustomKind *best(const QString &group, const QString &kind) const;
    // Kinds of a group that somebody defined.
    QStringList kindsOf(const QString &group) const;

private:
    const SchemaStore *m_builtin;
    QHash<QString, CustomKinds> m_custom; // by group/kind in lower case
};

// Whether Kubernetes prefers version a to b (apimachinery pkg/version CompareKubeAwareVersionStrings).
bool isNewerVersion(const QString &a, const QString &b);

} // namespace model
