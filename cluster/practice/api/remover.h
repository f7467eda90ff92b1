// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/api/apicore.h"
#include "cluster/practice/request/queryoptions.h"

#include <optional>

namespace practice {

struct Removed
{
    model::Value object; // its last state, or the one that waits for its end
    bool gone = false;
};

// Deletes as the generic registry does: preconditions, grace, finalizers (apiserver pkg/registry/rest/delete.go and
// generic/registry/store.go), and namespaces and pods in their own ways.
class Remover
{
public:
    explicit Remover(ApiCore &core) : m_core(core) {}

    Answer<Removed> remove(const ApiKind &kind, const QString &space, const QString &name, DeleteOptions options);

private:
    Answer<Removed> removeDefinition(const ApiKind &kind, model::Value object, const DeleteOptions &options);
    std::optional<ApiStatus> removeInstances(const model::Value &definition);
    Answer<Removed> removeNamespace(const ApiKind &kind, model::Value object, const DeleteOptions &options);
    // Whether the object's end lies in the future; sets its metadata.
    bool setGrace(const ApiKind &kind, model::Value &object, DeleteOptions &options, bool &pending) const;
    Answer<Removed> write(const ApiKind &kind, model::Value object, bool dryRun);
    Answer<Removed> erase(const ApiKind &kind, model::Value object, bool dryRun);

    ApiCore &m_core;
};

} // namespace practice
