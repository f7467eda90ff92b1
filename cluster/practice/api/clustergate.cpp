// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/clustergate.h"

#include "cluster/practice/base/objects.h"

namespace practice {

using model::Value;

void ClusterGate::readAll() {}

Gate::Refusal ClusterGate::admitCreate(const ApiKind &kind, const QString &space, Value &)
{
    if (!kind.namespaced) return std::nullopt;
    const ServedKind *served = m_catalogue.byPlural(u"", u"v1", u"namespaces");
    const RecordPtr record = served ? m_registry.find(served->api, {}, space) : nullptr;
    if (!record) return ApiStatus::notFound({{}, QStringLiteral("namespaces")}, space);
    return std::nullopt;
}

Gate::Refusal ClusterGate::admitUpdate(const ApiKind &, const QString &, Value &, const Value &)
{
    return std::nullopt;
}

Gate::Refusal ClusterGate::admitDelete(const ApiKind &kind, const QString &, const QString &name)
{
    const QStringList immortal{QStringLiteral("default"), QStringLiteral("kube-system"), QStringLiteral("kube-public")};
    if (kind.kind == u"Namespace" && immortal.contains(name))
        return ApiStatus::forbidden({{}, QStringLiteral("namespaces")}, name, QStringLiteral("this namespace may not be deleted"));
    return std::nullopt;
}

Gate::Refusal ClusterGate::allocate(const ApiKind &, Value &, const Value *, bool)
{
    return std::nullopt;
}

Gate::Refusal ClusterGate::charge(const ApiKind &, const QString &, const Value &, const Value *, bool)
{
    return std::nullopt;
}

void ClusterGate::release(const ApiKind &, const Value &) {}

} // namespace practice
