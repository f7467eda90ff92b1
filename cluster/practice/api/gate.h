// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/apistatus.h"
#include "cluster/practice/kinds/apikind.h"
#include "model/base/value.h"

#include <QString>

#include <optional>

namespace practice {

// What a write must pass besides its kind's own rules: admission, and what is handed out from the cluster's stock
// (addresses, ports). Nothing answered: go on. One thread.
class Gate
{
public:
    virtual ~Gate() = default;
    using Refusal = std::optional<ApiStatus>;

    // Before the kind's strategy: may change object. The namespace must be there and not be going away.
    virtual Refusal admitCreate(const ApiKind &kind, const QString &space, model::Value &object) = 0;
    virtual Refusal admitUpdate(const ApiKind &kind, const QString &space, model::Value &object,
                                const model::Value &old) = 0;
    virtual Refusal admitDelete(const ApiKind &kind, const QString &space, const QString &name) = 0;
    // Addresses and ports of Services: fills in what object asks for. old is null for a create.
    virtual Refusal allocate(const ApiKind &kind, model::Value &object, const model::Value *old, bool dryRun) = 0;
    // After validation: quota.
    virtual Refusal charge(const ApiKind &kind, const QString &space, const model::Value &object,
                           const model::Value *old, bool dryRun) = 0;
    // The object was removed: gives back what it held.
    virtual void release(const ApiKind &kind, const model::Value &object) = 0;
};

} // namespace practice
