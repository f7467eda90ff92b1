// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"
#include "model/schema/schemastore.h"

#include <functional>

namespace model {

// An object as an API server completes it on its way in: the defaults of its version, empty fields as Go writes them.
// Null for a kind that is not known, and for what cannot be decoded. From any thread.
using Completion = std::function<Value(Value object)>;

// A value that Go does not tell from nothing, but for a pointer to one: null, "", 0, false, {} and [].
bool isGoZero(const Value *value);

// Scalars that Kubernetes takes for the same: 1 and 1.0, quantities that are written in another way.
bool isSameScalar(const Value &before, const Value &after, SchemaNode node);

// Whether all that is written came through completion as it is written; what the server does not know of, and so drops,
// did not. completed may be null: nothing is there. Uses no stack per level.
bool isKept(const Value &written, const Value *completed, SchemaNode node);

} // namespace model
