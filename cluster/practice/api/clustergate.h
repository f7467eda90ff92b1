// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/api/gate.h"
#include "cluster/practice/api/registry.h"
#include "cluster/practice/kinds/allocators.h"

#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

namespace practice {

// The gate of a whole cluster: admission by what the store says, addresses and ports from one stock.
class ClusterGate final : public Gate
{
public:
    ClusterGate(Registry &registry, const Catalogue &catalogue, const ServiceRanges &ranges);

    // From now on pods get service accounts, as where the ServiceAccount controller runs. suffix draws a volume's name.
    void giveAccounts(std::function<QString()> suffix);
    // After the store was restored: what its objects hold is taken.
    void readAll();
    const ServiceAllocators &allocators() const { return m_allocators; }

    void begin() override;
    Refusal admit(const AdmissionRequest &request) override;
    Refusal allocate(const AdmissionRequest &request, bool dryRun) override;
    Refusal check(const AdmissionRequest &request) override;
    void keep(const QString &now) override;
    void release(const ApiKind &kind, const model::Value &object) override;

private:
    const ApiKind *kindOf(QStringView group, QStringView plural) const;
    std::optional<model::Value> named(QStringView group, QStringView plural, const QString &name) const;
    std::vector<model::Value> all(QStringView group, QStringView plural, const QString &space) const;
    const model::Value &read(const RecordPtr &record, const ApiKind &kind) const;

    Registry &m_registry;
    const Catalogue &m_catalogue;
    ClusterLookup m_lookup;
    ServiceAllocators m_allocators;
    std::optional<ServiceAllocators::Lease> m_lease;
    // Namespaces, classes, limits: nearly every write asks for the same few.
    struct Read
    {
        RecordPtr record;
        model::Value object;
    };
    mutable std::unordered_map<const Record *, Read> m_read;
    std::vector<model::Value> m_quotas; // as they are to be stored when the write is kept
};

} // namespace practice
