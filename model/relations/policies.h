// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/resource/resource.h"

namespace model {

bool isBudget(const ResourceKey &key);        // a PodDisruptionBudget
bool isNetworkPolicy(const ResourceKey &key); // of networking.k8s.io, or of extensions
// Whether the policy is about what the Pods receive (ingress) or send. Without policyTypes: about what they receive,
// and about what they send where it has rules for that (networking/v1 NetworkPolicySpec).
bool isolates(const Resource &policy, bool ingress);

} // namespace model
