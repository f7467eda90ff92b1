// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/fields/fieldset.h"
#include "cluster/practice/fields/fieldtype.h"
#include "model/base/value.h"

#include <QString>

#include <optional>

namespace practice {

// kubectl.kubernetes.io/last-applied-configuration, which server-side apply keeps in step for the manager "kubectl"
// (apimachinery managedfields internal/lastapplied*.go).

// The fields that kubectl's client-side apply set and nobody changed since: they are no conflicts. Nothing when live
// has no such annotation, or one that does not fit.
std::optional<FieldSet> lastAppliedFields(const model::Value &live, const FieldType &type, const QString &apiVersion);
// Writes applied into the annotation when object has one.
void refreshLastApplied(model::Value &object, const model::Value &applied);

} // namespace practice
