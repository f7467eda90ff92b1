// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"
#include "model/schema/schemastore.h"

#include <QByteArray>

#include <memory>

namespace model {

// A kind that a CustomResourceDefinition declares.
struct CustomKindName
{
    QByteArray group, version, kind, plural;
    bool namespaced = true;
};

// A store of that one kind, made from its openAPIV3Schema (apiextensions JSONSchemaProps): types, fields, formats,
// required, enums, defaults of plain fields, and how server-side apply merges (x-kubernetes-list-type, -list-map-keys,
// -map-type, -preserve-unknown-fields, -int-or-string). metadata is ObjectMeta's, whatever the schema says. What lies
// deeper than maxDepth, and fields beyond SchemaStore::maxProperties of one object, may be anything. Never null.
std::unique_ptr<const SchemaStore> makeSchemaStore(const CustomKindName &name, const Value &openApi);

} // namespace model
