// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/fieldpath.h"
#include "model/base/problem.h"
#include "model/resource/places.h"
#include "model/resource/resourceset.h"
#include "model/schema/kindset.h"
#include "model/schema/schemastore.h"
#include "model/yaml/yamltree.h"

#include <QLatin1StringView>
#include <QString>

#include <vector>

namespace model {

// What the schema layer finds in one resource; offsets are bytes of the YAML document.
struct SchemaFinding
{
    Severity severity = Severity::Error;
    // schema-unknown-field, schema-wrong-type, schema-missing-field, schema-enum, schema-format, schema-unknown-kind,
    // schema-no-schema, schema-name, schema-label, schema-duplicate, schema-no-volume, schema-limit,
    // schema-alternatives, schema-removed-version, schema-deprecated-version, schema-expressions
    QLatin1StringView rule;
    Span span;       // an unknown field: its key; a missing field: its parent's key; else the value
    FieldPath field; // from the resource's root
    QString message; // one line, translated; never a value of a Secret
    QString fix;     // "did you mean replicas?", or empty

    bool operator==(const SchemaFinding &) const = default;
};
using SchemaFindings = std::vector<SchemaFinding>;

// Checks one resource (for a List: each item) as the apiserver decodes it with fieldValidation=Strict, plus required
// fields and enums: null is as good as absent, names of fields are case-sensitive, whole floats are integers. root is a
// mapping with apiVersion and kind; another one gives nothing (the yaml layer tells). Findings are appended in the
// order of the text, at most 1,000 for one resource. Any thread.
void validateSchema(YamlRef root, const KindSet &kinds, SchemaFindings &out);
// The same for one that need not say what it is.
void validateSchema(YamlRef root, const QString &apiVersion, const QString &kind, const KindSet &kinds,
                    SchemaFindings &out);

// The same for a resource of a file, as problems of the schema layer.
void appendSchemaProblems(const Resource &resource, const KindSet &kinds, Places &places, Problems &out);
// … and for every resource that is not stale, those that are left out among them. CustomResourceDefinitions among them
// define kinds, too.
Problems schemaProblems(const ResourceSet &resources, KindSet kinds);

// The kinds that a resource defines; none when it is no CustomResourceDefinition.
CustomKinds customKinds(const Resource &resource);

} // namespace model
