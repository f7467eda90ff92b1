// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/kinds/allocators.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/kinds/servicewriter.h"

#include <QHash>
#include <QSet>

namespace practice {

using model::Value;
using model::ValueList;

namespace {

struct Network
{
    quint32 address = 0;
    quint32 size = 0;
    QString text;
};

std::optional<Network> parseCidr(const QString &cidr)
{
    const qsizetype slash = cidr.indexOf(u'/');
    if (slash < 0) return {};
    const auto address = parseIpv4(QStringView(cidr).left(slash));
    bool fine = false;
    const int bits = QStringView(cidr).mid(slash + 1).toInt(&fine);
    if (!address || !fine || bits < 8 || bits > 30) return {};
    const quint32 size = quint32(1) << (32 - bits);
    const quint32 base = *address & ~(size - 1);
    return Network{base, size, ipv4Text(base) + u'/' + QString::number(bits)};
}

// The lower part, which is given out last (ipallocator and portallocator calculateRangeOffset).
quint32 lowerPart(quint32 size, quint32 step, quint32 most)
{
    constexpr quint32 least = 16;
    return size <= least ? 0 : std::clamp(size / step, least, most);
}

bool hasIps(const Value &service)
{
    return textAt(service, {u"spec", u"type"}) != u"ExternalName" &&
           textAt(service, {u"spec", u"clusterIP"}) != u"None";
}

std::vector<quint32> ipsOf(const Value &service)
{
    std::vector<quint32> ips;
    if (!hasIps(service)) return ips;
    for (const Value &text : listAt(service, {u"spec", u"clusterIPs"}))
        if (const auto ip = text.string() ? parseIpv4(*text.string()) : std::nullopt) ips.push_back(*ip);
    return ips;
}

// An old writer knows clusterIP alone, a new one writes both (storage.go normalizeClusterIPs).
void pairClusterIps(Value &service, const Value *old)
{
    Value &spec = mapIn(service, u"spec");
    const QString ip = textAt(spec, {u"clusterIP"});
    const bool hasList = !listAt(spec, {u"clusterIPs"}).empty();
    if (!old) {
        if (!ip.isEmpty() && !hasList) spec.set(u"clusterIPs", ValueList{ip});
        return;
    }
    const ValueList &oldIps = listAt(*old, {u"spec", u"clusterIPs"});
    const QString oldIp = textAt(*old, {u"spec", u"clusterIP"});
    if (!oldIps.empty() && !hasList && oldIp == ip) spec.set(u"clusterIPs", oldIps);
    if (oldIp == ip || !(listAt(spec, {u"clusterIPs"}) == oldIps)) return;
    if (!oldIp.isEmpty() && ip.isEmpty())
        spec.remove(u"clusterIPs");
    else
        spec.set(u"clusterIPs", ValueList{ip});
}

void keepNodePorts(Value &service, const Value &old)
{
    QSet<quint32> oldPorts, used;
    for (const quint32 port : nodePortsOf(old)) oldPorts.insert(port);
    for (const quint32 port : nodePortsOf(service))
        if (oldPorts.contains(port)) used.insert(port);
    QHash<QString, qint64> byName;
    for (const Value &port : listAt(old, {u"spec", u"ports"}))
        byName.insert(textAt(port, {u"name"}), integerAt(port, {u"nodePort"}));
    Value *ports = at(service, {u"spec", u"ports"});
    if (!ports || !ports->list()) return;
    for (Value &port : *ports->list()) {
        if (integerAt(port, {u"nodePort"})) continue;
        const qint64 before = byName.value(textAt(port, {u"name"}));
        if (before && !used.contains(quint32(before))) port.set(u"nodePort", before);
    }
}

// What the writer left out, but the cluster gave (storage.go patchAllocatedValues).
void keepAllocated(Value &service, const Value &old)
{
    const auto needsIp = [](const Value &one) { return textAt(one, {u"spec", u"type"}) != u"ExternalName"; };
    if (needsIp(old) && needsIp(service)) {
        Value &spec = mapIn(service, u"spec");
        const QString ip = textAt(old, {u"spec", u"clusterIP"});
        if (textAt(spec, {u"clusterIP"}).isEmpty() && !ip.isEmpty()) spec.set(u"clusterIP", ip);
        const ValueList &ips = listAt(old, {u"spec", u"clusterIPs"});
        if (listAt(spec, {u"clusterIPs"}).empty() && !ips.empty()) spec.set(u"clusterIPs", ips);
    }
    if (allocatesNodePorts(old) && allocatesNodePorts(service)) keepNodePorts(service, old);
    const qint64 health = integerAt(old, {u"spec", u"healthCheckNodePort"});
    if (takesHealthPort(old) && takesHealthPort(service) && health &&
        !integerAt(service, {u"spec", u"healthCheckNodePort"}))
        mapIn(service, u"spec").set(u"healthCheckNodePort", health);
}

} // namespace

ServiceAllocators::ServiceAllocators(const ServiceRanges &ranges, NumberPool::Random random)
{
    std::optional<Network> network = parseCidr(ranges.cidr);
    if (!network) network = parseCidr(ServiceRanges().cidr);
    const bool ports = ranges.firstPort > 0 && ranges.firstPort <= ranges.lastPort && ranges.lastPort < 65536;
    const int first = ports ? ranges.firstPort : ServiceRanges().firstPort;
    const int last = ports ? ranges.lastPort : ServiceRanges().lastPort;
    const quint32 portCount = quint32(last - first + 1);
    // Neither the network's own address nor the one for all.
    d = std::make_unique<Data>(
        Data{network->text, network->address,
             NumberPool(network->address + 1, network->size - 2, lowerPart(network->size, 16, 256)),
             NumberPool(quint32(first), portCount, lowerPart(portCount, 32, 128)), first, last, std::move(random)});
}

ServiceAllocators::~ServiceAllocators() = default;

ServiceAllocators::Lease::Lease(std::unique_ptr<Data> data) : d(std::move(data)) {}

ServiceAllocators::Lease::Lease(Lease &&) noexcept = default;

ServiceAllocators::Lease::~Lease()
{
    if (!d || !d->allocators) return;
    for (const quint32 ip : d->takenIps) d->allocators->ips.release(ip);
    for (const quint32 port : d->takenPorts) d->allocators->ports.release(port);
}

void ServiceAllocators::Lease::commit()
{
    if (!d || !d->allocators) return;
    for (const quint32 ip : d->releasedIps) d->allocators->ips.release(ip);
    for (const quint32 port : d->releasedPorts) d->allocators->ports.release(port);
    d.reset();
}

Answer<ServiceAllocators::Lease> ServiceAllocators::create(Value &service, bool dryRun, const Check &check)
{
    Lease lease(std::make_unique<Lease::Data>());
    if (!dryRun) lease.d->allocators = d.get();
    pairClusterIps(service, nullptr);
    if (check)
        if (auto refusal = check(service, nullptr)) return *refusal;
    ServiceWriter writer{*d, *lease.d, service, dryRun};
    if (auto refusal = writer.fillFamilies(nullptr)) return *refusal;
    if (auto refusal = writer.allocateIps()) return *refusal;
    if (auto refusal = writer.allocatePorts()) return *refusal;
    if (auto refusal = writer.allocateHealthPort()) return *refusal;
    return lease;
}

Answer<ServiceAllocators::Lease> ServiceAllocators::update(Value &service, const Value &old, bool dryRun,
                                                           const Check &check)
{
    Lease lease(std::make_unique<Lease::Data>());
    if (!dryRun) lease.d->allocators = d.get();
    keepAllocated(service, old);
    pairClusterIps(service, &old);
    if (check)
        if (auto refusal = check(service, &old)) return *refusal;
    ServiceWriter writer{*d, *lease.d, service, dryRun};
    if (auto refusal = writer.fillFamilies(&old)) return *refusal;
    if (auto refusal = writer.updateIps(old)) return *refusal;
    if (auto refusal = writer.updatePorts(old)) return *refusal;
    if (auto refusal = writer.updateHealthPort(old)) return *refusal;
    return lease;
}

void ServiceAllocators::reserve(const Value &service)
{
    for (const quint32 ip : ipsOf(service)) d->ips.take(ip);
    for (const quint32 port : nodePortsOf(service)) d->ports.take(port);
    if (takesHealthPort(service)) d->ports.take(quint32(integerAt(service, {u"spec", u"healthCheckNodePort"})));
}

void ServiceAllocators::release(const Value &service)
{
    for (const quint32 ip : ipsOf(service)) d->ips.release(ip);
    for (const quint32 port : nodePortsOf(service)) d->ports.release(port);
    if (takesHealthPort(service)) d->ports.release(quint32(integerAt(service, {u"spec", u"healthCheckNodePort"})));
}

QString ServiceAllocators::serviceIp(quint32 offset) const { return ipv4Text(d->network + offset); }

const QString &ServiceAllocators::cidr() const { return d->cidr; }

} // namespace practice
