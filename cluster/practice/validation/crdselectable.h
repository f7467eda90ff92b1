// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/fielderrors.h"
#include "model/base/value.h"

namespace practice {

// The selectableFields of a CustomResourceDefinition (apiextensions-apiserver pkg/apis/apiextensions/validation
// ValidateCustomResourceSelectableFields). What all versions have in common is kept beside them, schema and fields each
// by itself, and is judged only where both are kept (pkg/apis/apiextensions/v1/conversion.go).
// where: at the spec.
void checkSelectableFields(const model::ValueList &versions, const Where &where, FieldErrors &errors);

} // namespace practice
