// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/kinds/apikind.h"
#include "model/base/value.h"

namespace practice {

// How the strategies of pkg/registry/*/strategy.go and storage.go answer, by kind.
bool allowsCreateOnUpdate(const ApiKind &kind);
bool allowsUnconditionalUpdate(const ApiKind &kind);
bool returnsDeletedObject(const ApiKind &kind);
bool orphansByDefault(const ApiKind &kind);
bool hasNoDependents(const ApiKind &kind); // garbage collection does not apply
// Whether it stays although nothing in its metadata keeps it: a namespace with finalizers in its spec.
bool holdsOn(const ApiKind &kind, const model::Value &object);

} // namespace practice
