// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QString>

#include <vector>

namespace practice {

// KindValidation::Warnings of the kinds that have any (pkg/api/*/warnings.go, pkg/registry/*/strategy.go).
using Warnings = std::vector<QString>;

// Of addresses as status has them: podIPs and hostIPs.
Warnings podStatusWarnings(const model::Value &pod);
Warnings secretWarnings(const model::Value &secret, const model::Value *old);
Warnings serviceAccountWarnings(const model::Value &account, const model::Value *old);
Warnings nodeWarnings(const model::Value &node, const model::Value *old);
Warnings endpointsWarnings(const model::Value &endpoints, const model::Value *old);
Warnings endpointSliceWarnings(const model::Value &slice, const model::Value *old);
Warnings ingressWarnings(const model::Value &ingress, const model::Value *old);
Warnings networkPolicyWarnings(const model::Value &policy, const model::Value *old);
Warnings volumeWarnings(const model::Value &volume, const model::Value *old);
Warnings claimWarnings(const model::Value &claim, const model::Value *old);
Warnings storageClassWarnings(const model::Value &storageClass, const model::Value *old);
Warnings runtimeClassWarnings(const model::Value &runtimeClass, const model::Value *old);

} // namespace practice
