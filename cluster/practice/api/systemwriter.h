// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/api/writer.h"

namespace practice {

// Writes by the API server itself, through the same door as everybody's. A refusal is answered; nothing: it worked.
class SystemWriter
{
public:
    SystemWriter(ApiCore &core, QString manager) : m_core(core), m_manager(std::move(manager)) {}

    // Whether the object's kind is served at all.
    bool serves(const model::Value &object) const { return kindOf(object); }
    // object says its apiVersion and kind; what it has as status is written too.
    std::optional<ApiStatus> create(model::Value object);
    // The whole status of an object that is there.
    std::optional<ApiStatus> writeStatus(const ApiKind &kind, const QString &space, const QString &name,
                                         const model::Value &status);

private:
    const ApiKind *kindOf(const model::Value &object) const;

    ApiCore &m_core;
    QString m_manager;
};

} // namespace practice
