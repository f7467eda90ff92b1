// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/apistatus.h"
#include "model/base/value.h"
#include "model/schema/schemastore.h"

namespace practice {

// The three patches that are not server-side apply. Each answers the patched object, or the Status that an apiserver
// gives (apiserver pkg/endpoints/handlers/patch.go). Uses no stack per level of hostile input.

// RFC 6902. At most 10,000 operations; copies are limited as there. Operations that take more than about a second
// together get the answer of a server whose time is up, 504.
Answer<model::Value> applyJsonPatch(const model::Value &object, const model::Value &patch);
// RFC 7386.
Answer<model::Value> applyMergePatch(const model::Value &object, const model::Value &patch);
// apimachinery pkg/util/strategicpatch: patchStrategy and patchMergeKey of the schema, $patch, $retainKeys,
// $deleteFromPrimitiveList/x, $setElementOrder/x.
Answer<model::Value> applyStrategicPatch(const model::Value &object, const model::Value &patch,
                                         model::SchemaNode schema);

} // namespace practice
