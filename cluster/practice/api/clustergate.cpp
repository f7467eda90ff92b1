// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/clustergate.h"

#include "cluster/practice/base/fielderrors.h"
#include "cluster/practice/base/objects.h"
#include "cluster/practice/fields/managedfields.h"
#include "cluster/practice/kinds/kindrules.h"
#include "cluster/practice/validation/validation.h"

namespace practice {

using model::Value;

namespace {

bool isService(const ApiKind &kind) { return kind.group.isEmpty() && kind.kind == u"Service"; }

// The server itself is who counts (apiserver's quota admission writes through a client of its own).
Value chargedBy(Registry &registry, const ApiKind &kind, Value quota, const QString &now)
{
    const RecordPtr record = registry.find(kind, namespaceOf(quota), nameOf(quota));
    if (!record) return quota;
    const Value live = registry.objectOf(*record, kind);
    return trackWrite(&live, std::move(quota),
                      {.manager = QStringLiteral("kube-apiserver"),
                       .apiVersion = kind.apiVersion(),
                       .subresource = QStringLiteral("status"),
                       .time = now,
                       .schema = kind.schema,
                       .resetFields = resetFields(kind, QStringLiteral("status")),
                       .memory = &registry.managersMemory()});
}

} // namespace

ClusterGate::ClusterGate(Registry &registry, const Catalogue &catalogue, const ServiceRanges &ranges)
    : m_registry(registry), m_catalogue(catalogue), m_allocators(ranges)
{
    m_lookup.namespaceNamed = [this](const QString &name) { return named(u"", u"namespaces", name); };
    m_lookup.priorityClass = [this](const QString &name) {
        return named(u"scheduling.k8s.io", u"priorityclasses", name);
    };
    m_lookup.runtimeClass = [this](const QString &name) { return named(u"node.k8s.io", u"runtimeclasses", name); };
    m_lookup.storageClass = [this](const QString &name) { return named(u"storage.k8s.io", u"storageclasses", name); };
    m_lookup.priorityClasses = [this] { return all(u"scheduling.k8s.io", u"priorityclasses", {}); };
    m_lookup.storageClasses = [this] { return all(u"storage.k8s.io", u"storageclasses", {}); };
    m_lookup.ingressClasses = [this] { return all(u"networking.k8s.io", u"ingressclasses", {}); };
    m_lookup.limitRanges = [this](const QString &space) { return all(u"", u"limitranges", space); };
    m_lookup.resourceQuotas = [this](const QString &space) { return all(u"", u"resourcequotas", space); };
}

void ClusterGate::giveAccounts(std::function<QString()> suffix)
{
    m_lookup.nameSuffix = std::move(suffix);
    m_lookup.serviceAccount = [this](const QString &space, const QString &name) -> std::optional<Value> {
        const ApiKind *kind = kindOf(u"", u"serviceaccounts");
        const RecordPtr record = kind ? m_registry.find(*kind, space, name) : nullptr;
        if (!record) return std::nullopt;
        return read(record, *kind);
    };
}

const ApiKind *ClusterGate::kindOf(QStringView group, QStringView plural) const
{
    const ServedKind *served = m_catalogue.byPlural(group, u"v1", plural);
    return served ? &served->api : nullptr;
}

std::optional<Value> ClusterGate::named(QStringView group, QStringView plural, const QString &name) const
{
    const ApiKind *kind = kindOf(group, plural);
    const RecordPtr record = kind ? m_registry.find(*kind, {}, name) : nullptr;
    if (!record) return std::nullopt;
    return read(record, *kind);
}

// What is kept holds its record, so that an address stands for one state.
const Value &ClusterGate::read(const RecordPtr &record, const ApiKind &kind) const
{
    constexpr std::size_t maxRead = 256;
    if (const auto found = m_read.find(record.get()); found != m_read.end()) return found->second.object;
    if (m_read.size() >= maxRead) m_read.clear();
    return m_read.emplace(record.get(), Read{record, m_registry.objectOf(*record, kind)}).first->second.object;
}

std::vector<Value> ClusterGate::all(QStringView group, QStringView plural, const QString &space) const
{
    std::vector<Value> objects;
    if (const ApiKind *kind = kindOf(group, plural))
        for (const RecordPtr &record : m_registry.store().list(Registry::prefixOf(*kind, space)).records)
            objects.push_back(read(record, *kind));
    return objects;
}

void ClusterGate::readAll()
{
    for (const Value &service : all(u"", u"services", {})) m_allocators.reserve(service);
    m_read.clear();
}

void ClusterGate::begin()
{
    m_lease.reset();
    m_quotas.clear();
}

Refusal ClusterGate::admit(const AdmissionRequest &request) { return practice::admit(request, m_lookup); }

Refusal ClusterGate::allocate(const AdmissionRequest &request, bool dryRun)
{
    if (!isService(request.kind) || !request.object || !request.subresource.isEmpty()) return std::nullopt;
    const auto check = [](const Value &service, const Value *old) -> Refusal {
        FieldErrors errors;
        validateForAllocation(service, old, errors);
        if (errors.isEmpty()) return std::nullopt;
        return errors.toStatus({QString(), QStringLiteral("Service")}, nameOf(service));
    };
    auto lease = request.old ? m_allocators.update(*request.object, *request.old, dryRun, check)
                             : m_allocators.create(*request.object, dryRun, check);
    if (!lease) return std::move(lease).status();
    m_lease.emplace(std::move(*lease));
    return std::nullopt;
}

Refusal ClusterGate::check(const AdmissionRequest &request)
{
    if (auto refusal = checkAdmitted(request, m_lookup)) return refusal;
    auto quotas = chargeQuotas(request, m_lookup);
    if (!quotas) return std::move(quotas).status();
    m_quotas = std::move(*quotas);
    return std::nullopt;
}

void ClusterGate::keep(const QString &now)
{
    if (m_lease) m_lease->commit();
    m_lease.reset();
    const ApiKind *kind = kindOf(u"", u"resourcequotas");
    for (Value &charged : std::exchange(m_quotas, {})) {
        Value quota = chargedBy(m_registry, *kind, std::move(charged), now);
        if (auto written = m_registry.write(*kind, quota); !written)
            qWarning("ResourceQuota: %s", qPrintable(written.status().message));
    }
}

void ClusterGate::release(const ApiKind &kind, const Value &object)
{
    if (isService(kind)) m_allocators.release(object);
}

} // namespace practice
