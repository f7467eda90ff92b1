// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/apistatus.h"
#include "cluster/practice/kinds/apikind.h"
#include "model/base/value.h"

#include <QString>

#include <optional>

namespace practice {

// How the strategies of pkg/registry/*/strategy.go and storage.go answer, by kind.
bool allowsCreateOnUpdate(const ApiKind &kind);
bool allowsUnconditionalUpdate(const ApiKind &kind);
bool returnsDeletedObject(const ApiKind &kind);
// Why a request for this one object's removal is refused, whatever is stored: it is the cluster's own. A removal of all
// takes it along.
std::optional<ApiStatus> refuseRemoval(const ApiKind &kind, const QString &name);
bool orphansByDefault(const ApiKind &kind);
bool hasNoDependents(const ApiKind &kind); // garbage collection does not apply
// Whether it stays although nothing in its metadata keeps it: a namespace with finalizers in its spec.
bool holdsOn(const ApiKind &kind, const model::Value &object);

} // namespace practice
