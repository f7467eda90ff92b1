// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace practice {

// What containers use now, as metrics-server would say: for whoever scales by it.
struct ContainerUsage
{
    QString container;
    qint64 milliCpu = 0;
    qint64 memory = 0; // bytes
};
struct PodUsage
{
    QString space;
    QString pod;
    std::vector<ContainerUsage> containers; // that run, in the order of the spec
};

class UsageSource
{
public:
    virtual ~UsageSource() = default;
    // Of the pods of a namespace that run on nodes that can be asked, by name; of all namespaces where it is empty.
    virtual std::vector<PodUsage> podUsage(const QString &space) const = 0;
};

} // namespace practice
