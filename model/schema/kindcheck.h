// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/schema/kindset.h"
#include "model/schema/walker.h"

namespace model {

// A resource as it is written, and what it is checked against.
struct SavedKind
{
    YamlRef root;
    const QString &apiVersion, &kind;
    const KindSet &kinds;
};

// A built-in kind's version that its server warns of: schema-deprecated-version.
void checkDeprecation(const SavedKind &saved, SchemaWalker &walker);
// Everything about a resource of a kind that somebody defined.
void checkCustomKind(const SavedKind &saved, const CustomKind &kind, SchemaWalker &walker);
// Why there is no such kind: schema-removed-version, schema-unknown-kind, schema-no-schema.
void reportUnknownKind(const SavedKind &saved, SchemaWalker &walker);

// What to write instead of a version that is deprecated or gone; empty: nothing takes its place. isEnough: the rest of
// the resource can stay as it is.
struct NewVersion
{
    QString apiVersion, kind;
    bool isEnough = false;
};
NewVersion newVersionOf(YamlRef root, const QString &apiVersion, const QString &kind, const KindSet &kinds);

} // namespace model
