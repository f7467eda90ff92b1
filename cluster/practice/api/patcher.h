// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/api/exchange.h"
#include "cluster/practice/api/writer.h"

namespace practice {

enum class PatchType : quint8 { Json, Merge, Strategic, Apply };

// By Content-Type; error 415.
Answer<PatchType> patchTypeOf(const HttpRequest &request, const ApiKind &kind);

// The object must have the name of the path; error 400.
std::optional<ApiStatus> checkName(const WriteRequest &request, const model::Value &object);

// A patch, read and made: what the body turns the live object into (apiserver pkg/endpoints/handlers/patch.go).
class Patcher
{
public:
    explicit Patcher(ApiCore &core) : m_core(core) {}

    Answer<Written> patch(const Exchange &exchange, WriteRequest &request, PatchType type) const;
    // Server-side apply to the Scale of an object: it owns the number of replicas of the object itself.
    Answer<Written> applyScale(const Exchange &exchange, WriteRequest &request, const QString &replicasPath) const;
    // The body alone, as data; error 400.
    static Answer<RawBody> readPatch(const QByteArray &body, PatchType type);

private:
    Answer<model::Value> changed(WriteRequest &request, PatchType type, const RawBody &patch,
                                 const model::Value &live) const;
    Answer<model::Value> applied(WriteRequest &request, const RawBody &patch, const model::Value &live) const;

    ApiCore &m_core;
};

} // namespace practice
