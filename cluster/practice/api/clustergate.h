// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/api/gate.h"
#include "cluster/practice/api/registry.h"

namespace practice {

// The gate of a whole cluster: admission by what the store says, addresses and ports from one stock.
class ClusterGate final : public Gate
{
public:
    ClusterGate(Registry &registry, const Catalogue &catalogue) : m_registry(registry), m_catalogue(catalogue) {}

    // After the store was restored: what its objects hold is taken.
    void readAll();

    Refusal admitCreate(const ApiKind &kind, const QString &space, model::Value &object) override;
    Refusal admitUpdate(const ApiKind &kind, const QString &space, model::Value &object,
                        const model::Value &old) override;
    Refusal admitDelete(const ApiKind &kind, const QString &space, const QString &name) override;
    Refusal allocate(const ApiKind &kind, model::Value &object, const model::Value *old, bool dryRun) override;
    Refusal charge(const ApiKind &kind, const QString &space, const model::Value &object, const model::Value *old,
                   bool dryRun) override;
    void release(const ApiKind &kind, const model::Value &object) override;

private:
    Registry &m_registry;
    const Catalogue &m_catalogue;
};

} // namespace practice
