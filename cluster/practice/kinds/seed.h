// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QString>

#include <vector>

namespace practice {

struct SeedInfo
{
    QString serviceIp = QStringLiteral("10.96.0.1"); // of default/kubernetes: the first of the range
    QString serviceCidr = QStringLiteral("10.96.0.0/16");
    QString serverIp = QStringLiteral("192.0.2.1"); // where pods would find the apiserver
    int serverPort = 6443;
    QString time; // RFC 3339, for conditions
};

// The objects of a fresh cluster, in the order of making: namespaces, ServiceCIDR, the Service kubernetes with its
// IPAddress, Endpoints and EndpointSlice, the system PriorityClasses, the ClusterRoles that people bind. As somebody
// would post them, without what the server fills in (uid, creationTimestamp, defaults), apart from the ServiceCIDR's
// status. Not everything that an apiserver makes: the roles of its own parts, FlowSchemas and APIServices are left out.
std::vector<model::Value> seedObjects(const SeedInfo &info = {});

} // namespace practice
