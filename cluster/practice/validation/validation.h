// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/fielderrors.h"
#include "cluster/practice/kinds/apikind.h"
#include "model/base/value.h"

namespace practice {

// The rules of pkg/apis/*/validation: the same fields, reasons and words in the same order. Objects have their defaults
// and are in normal form. metadata is checked too. Hostile sizes are answered in time that grows with the input.
// Whether there are any for what is created of the kind.
bool isValidated(const ApiKind &kind);
void validateCreate(const ApiKind &kind, const model::Value &object, FieldErrors &errors);
void validateUpdate(const ApiKind &kind, const model::Value &object, const model::Value &old, FieldErrors &errors);
void validateStatusUpdate(const ApiKind &kind, const model::Value &object, const model::Value &old,
                          FieldErrors &errors);
// The fields of a Service that its allocators look at before everything else (ValidateServiceClusterIPsRelatedFields).
void validateForAllocation(const model::Value &service, const model::Value *old, FieldErrors &errors);
// The pod's subresource ephemeralcontainers, where the rest of the pod is the stored one's.
void validateEphemeralContainers(const model::Value &pod, const model::Value &old, FieldErrors &errors);
// What a client is told beside success (Warning: 299), in the order of Go's (pkg/api/*/warnings.go, the strategies'
// WarningsOnCreate and WarningsOnUpdate).
std::vector<QString> writeWarnings(const ApiKind &kind, const model::Value &object, const model::Value *old,
                                   QStringView subresource = {});

} // namespace practice
