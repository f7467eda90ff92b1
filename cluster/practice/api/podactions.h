// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/api/writer.h"

namespace practice {

// What is done to a pod through a subresource of its own (pkg/registry/core/pod/storage).

// pods/NAME/binding: gives the pod to a node. 409 when it has one.
std::optional<ApiStatus> bindPod(ApiCore &core, WriteRequest &request, const model::Value &binding);
// pods/NAME/eviction: deletes it when no disruption budget forbids that; 429 when one does.
std::optional<ApiStatus> evictPod(ApiCore &core, WriteRequest &request, const model::Value &eviction);

} // namespace practice
