// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/fielderrors.h"
#include "model/base/value.h"

#include <QString>

#include <vector>

namespace practice {

// Parts of a Service's rules (pkg/apis/core/validation); spec is the value under "spec", where its place.

bool isHeadless(const model::Value &spec); // clusterIPs is exactly "None"
// clusterIP, clusterIPs, ipFamilies, ipFamilyPolicy. oldSpec: null for a create.
void checkServiceIps(const model::Value &spec, const model::Value *oldSpec, const Where &where, FieldErrors &errors);
void checkLoadBalancerClass(const model::Value &spec, const model::Value *oldSpec, const Where &where,
                            FieldErrors &errors);
// What may not change: IPs, families, the load balancer's class, the health check's port.
void checkServiceChange(const model::Value &spec, const model::Value &oldSpec, const Where &where, FieldErrors &errors);
// pkg/api/service/warnings.go.
std::vector<QString> serviceWarnings(const model::Value &service, const model::Value *old);

} // namespace practice
