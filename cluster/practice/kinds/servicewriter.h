// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/kinds/allocators.h"

#include <optional>
#include <vector>

namespace practice {

struct ServiceAllocators::Data
{
    QString cidr;
    quint32 network = 0;
    NumberPool ips;
    NumberPool ports;
    int firstPort;
    int lastPort;
    NumberPool::Random random;
};

struct ServiceAllocators::Lease::Data
{
    ServiceAllocators::Data *allocators = nullptr;
    std::vector<quint32> takenIps, takenPorts;       // given back unless committed
    std::vector<quint32> releasedIps, releasedPorts; // given back when committed
};

// One write of one Service.
struct ServiceWriter
{
    ServiceAllocators::Data &allocators;
    ServiceAllocators::Lease::Data &lease;
    model::Value &service;
    bool dryRun;

    using Refusal = std::optional<ApiStatus>;
    Refusal fillFamilies(const model::Value *old);
    Refusal allocateIps();
    Refusal updateIps(const model::Value &old);
    Refusal allocatePorts();
    Refusal updatePorts(const model::Value &old);
    Refusal allocateHealthPort();
    Refusal updateHealthPort(const model::Value &old);

private:
    Refusal checkFamilies(const model::Value *old);
    Refusal checkConfigured();
    QString takePort(quint32 number); // why not; empty: done
    std::optional<quint32> nextPort();
    Refusal invalid(const QString &field, const QString &value, const QString &detail) const;
    Refusal portRefusal(qsizetype index, qint64 port, const QString &why) const;
};

// "10.96.0.1" as a number; none for anything else than four decimal numbers up to 255.
std::optional<quint32> parseIpv4(QStringView text);
QString ipv4Text(quint32 ip);
bool isNodePortType(const model::Value &service);     // NodePort or LoadBalancer
bool allocatesNodePorts(const model::Value &service); // those of them that get what they don't name
bool takesHealthPort(const model::Value &service);
std::vector<quint32> nodePortsOf(const model::Value &service);

} // namespace practice
