// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/apistatus.h"
#include "cluster/practice/kinds/numberpool.h"
#include "model/base/value.h"

#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace practice {

struct ServiceRanges
{
    QString cidr = QStringLiteral("10.96.0.0/16"); // IPv4, /8 to /30; anything else is the default one
    int firstPort = 30000;
    int lastPort = 32767;
};

// What Services get from the cluster: IPs and node ports (pkg/registry/core/service/storage). One thread.
class ServiceAllocators
{
public:
    explicit ServiceAllocators(const ServiceRanges &ranges = {}, NumberPool::Random random = {});
    ~ServiceAllocators();

    // What one write took. Unless it is committed, the end of it gives everything back.
    class Lease
    {
    public:
        Lease(Lease &&) noexcept;
        Lease &operator=(Lease &&) = delete;
        ~Lease();
        void commit(); // the write happened: what the object gave up is free now

    private:
        friend class ServiceAllocators;
        friend struct ServiceWriter;
        struct Data;
        explicit Lease(std::unique_ptr<Data> data);
        std::unique_ptr<Data> d;
    };

    // What is wrong with the fields themselves, which is said before anything is allocated. old: null for a create.
    using Check = std::function<std::optional<ApiStatus>(const model::Value &service, const model::Value *old)>;
    // Before prepareForCreate and validation: fills in clusterIP, clusterIPs, ipFamilies, ipFamilyPolicy, nodePort and
    // healthCheckNodePort. 422 for what is taken or out of range. An IP that is none is left to validation. dryRun
    // takes nothing. The allocators must outlive the lease.
    Answer<Lease> create(model::Value &service, bool dryRun = false, const Check &check = {});
    // Before prepareForUpdate. What service leaves out it keeps from old.
    Answer<Lease> update(model::Value &service, const model::Value &old, bool dryRun = false, const Check &check = {});

    void reserve(const model::Value &service); // of a stored Service, when the store is loaded
    void release(const model::Value &service); // of a removed Service

    QString serviceIp(quint32 offset) const; // the nth of the range: 1 is that of default/kubernetes
    const QString &cidr() const;

private:
    friend struct ServiceWriter;
    struct Data;
    std::unique_ptr<Data> d;
};

} // namespace practice
