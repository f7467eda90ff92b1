// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QString>

#include <map>
#include <optional>

namespace practice {

// What a container uses.
struct ContainerUsage
{
    qint64 milliCpu = 0;
    qint64 memory = 0; // bytes
};

// What a pod uses, as the metrics API tells.
struct PodUsage
{
    qint64 milliCpu = 0;                               // all containers
    qint64 memory = 0;                                 // bytes
    qint64 measuredMs = 0;                             // wall time; 0: now
    qint64 windowMs = 15 * 1000;                       // over which the CPU was averaged
    std::map<QString, ContainerUsage> containers = {}; // by name; may be empty
};

// Who knows what pods use: the kubelets' runtimes, through a metrics server.
class UsageSource
{
public:
    virtual ~UsageSource() = default;
    // Nothing: it was not measured (yet).
    virtual std::optional<PodUsage> usageOf(const model::Value &pod) const = 0;
};

} // namespace practice
