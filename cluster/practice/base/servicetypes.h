// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

namespace practice {

// Which fields a Service's type asks for (pkg/api/service/util.go, pkg/registry/core/service). spec: what is under
// "spec".

bool hasNodePorts(const model::Value &spec);     // NodePort or LoadBalancer
bool needsHealthCheck(const model::Value &spec); // a LoadBalancer that keeps traffic local: healthCheckNodePort

} // namespace practice
