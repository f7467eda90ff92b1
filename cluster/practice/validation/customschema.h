// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/fielderrors.h"
#include "model/base/value.h"

#include <QString>
#include <QStringView>

#include <vector>

namespace practice {

// Custom resources against the openAPIV3Schema of their version (apiextensions-apiserver pkg/apiserver/schema and
// pkg/apiserver/validation, kube-openapi pkg/validation). schema is that value; null: there is none, anything goes.
// CEL rules (x-kubernetes-validations) are not evaluated: what they refuse is let through. What lies deeper in a schema
// than maxSchemaDepth is taken as it is.
constexpr int maxSchemaDepth = 200;

// What the schema does not know is removed; apiVersion, kind and metadata of the root stay. Answers the fields that
// went, as strict decoding names them: "spec.foo", "spec.list[0].bar".
std::vector<QString> pruneCustom(const model::Value &schema, model::Value &object);
// Nulls that may not be null, and have no default, go.
void dropCustomNulls(const model::Value &schema, model::Value &object);
// They go, and what is missing and has a default is put there.
void setCustomDefaults(const model::Value &schema, model::Value &object);

struct CustomRules
{
    const model::Value &schema;
    bool namespaced = true;
    // Of the scale subresource, ".spec.replicas"; empty: no such subresource.
    QString specReplicasPath = {};
    QString statusReplicasPath = {};
    QString labelSelectorPath = {};
};
// Metadata, schema, scale's paths, embedded resources, lists that are sets or maps. An unchanged part of an object is
// not refused on an update, whatever the schema says of it now (ratcheting).
void validateCustomCreate(const CustomRules &rules, const model::Value &object, FieldErrors &errors);
void validateCustomUpdate(const CustomRules &rules, const model::Value &object, const model::Value &old,
                          FieldErrors &errors);
void validateCustomStatusUpdate(const CustomRules &rules, const model::Value &object, const model::Value &old,
                                FieldErrors &errors);

// The schema alone: types, bounds, patterns, enumerations, compositions. path is where value stands ("", "status").
// Also for defaults in a schema. Gives up when that takes too long. old: what was there before, null pointer for a
// create.
void checkCustomValue(const model::Value &schema, const model::Value &value, const model::Value *old,
                      const QString &path, FieldErrors &errors);
// The resources that stand in a value; isResource: the value is one itself. (pkg/apiserver/schema/objectmeta)
void checkEmbeddedResources(const model::Value &schema, const model::Value &value, bool isResource, const Where &where,
                            FieldErrors &errors);
// A value as field.Error shows it: a text in quotes, numbers bare, the rest as Go's %#v.
QString goAny(const model::Value &value);
QString goFloat(double number); // %v

} // namespace practice
