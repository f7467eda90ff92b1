// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/fielderrors.h"
#include "cluster/practice/validation/names.h"
#include "model/base/value.h"

#include <QString>

namespace practice {

// The rules of ObjectMeta (apimachinery pkg/api/validation/objectmeta.go). A meta is the value under "metadata".

// ValidateObjectMeta: name and generateName, namespace, labels, annotations, owners, finalizers, managedFields.
void checkMetadata(const model::Value &meta, bool namespaced, NameCheck name, const Where &where, FieldErrors &errors);
// ValidateObjectMetaUpdate: what may not change, then labels, annotations, owners and managedFields.
void checkMetadataUpdate(const model::Value &meta, const model::Value &old, const Where &where, FieldErrors &errors);

// The same two for a whole object, at "metadata".
void checkMetadata(const model::Value &object, bool namespaced, NameCheck name, FieldErrors &errors);
void checkMetadataUpdate(const model::Value &object, const model::Value &old, FieldErrors &errors);

// As the kinds of core, networking, storage, rbac and so on have them (kubernetes pkg/apis/core/validation): a
// finalizer without a domain must be one of the standard ones.
void checkKubeMetadata(const model::Value &object, bool namespaced, NameCheck name, FieldErrors &errors);
void checkKubeMetadataUpdate(const model::Value &object, const model::Value &old, FieldErrors &errors);
void checkKubeFinalizer(const QString &finalizer, const Where &where, FieldErrors &errors);

// What every kind's create and update is checked for besides its own rules (apiserver pkg/registry/rest): on a create
// after them and only if they found nothing, on an update before them.
void checkCommonCreate(const model::Value &object, bool namespaced, FieldErrors &errors);
void checkCommonUpdate(const model::Value &object, const model::Value &old, bool namespaced, FieldErrors &errors);

// ValidateConditions: a list of metav1.Condition.
void checkStatusConditions(const model::ValueList &conditions, const Where &where, FieldErrors &errors);

// Maps of texts; also those of templates and selectors.
void checkLabels(const model::Value *labels, const Where &where, FieldErrors &errors);
void checkAnnotations(const model::Value *annotations, const Where &where, FieldErrors &errors);

// As Go's %#v writes a list of texts: []string{"a", "b"}.
QString goTexts(const model::ValueList &texts);

// ValidateImmutableField for a text, a number or a boolean: "field is immutable" with the new value.
void checkImmutable(const model::Value *value, const model::Value *old, const Where &where, FieldErrors &errors);
// Semantic equality: nothing equals empty.
bool sameValue(const model::Value *a, const model::Value *b);

} // namespace practice
