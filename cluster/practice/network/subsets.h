// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

namespace practice {

inline constexpr int mostAddresses = 1000; // of an Endpoints object

// Subsets with the same addresses become one, in Kubernetes' order (pkg/api/v1/endpoints/util.go RepackSubsets).
model::ValueList repackSubsets(const model::ValueList &subsets);
// Whether there were too many: ready ones stay first (endpoints_controller.go truncateEndpoints).
bool truncateSubsets(model::ValueList &subsets);
int addressCount(const model::ValueList &subsets);

} // namespace practice
