// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/kinds/servicewriter.h"

#include "cluster/practice/base/fielderrors.h"
#include "cluster/practice/base/ipaddress.h"
#include "cluster/practice/base/objects.h"
#include "cluster/practice/base/servicetypes.h"

#include <QHash>
#include <QSet>
#include <QtEndian>

namespace practice {

using model::Value;
using model::ValueList;
using namespace Qt::StringLiterals;

namespace {

const GroupName serviceKind = {QString(), u"Service"_s};
const QString notConfigured = u"not configured on this cluster"_s;

QString typeOf(const Value &service) { return textAt(service, {u"spec", u"type"}); }
QString policyOf(const Value &service) { return textAt(service, {u"spec", u"ipFamilyPolicy"}); }
bool isHeadless(const Value &service) { return textAt(service, {u"spec", u"clusterIP"}) == u"None"; }
bool hasSelector(const Value &service) { return !mapAt(service, {u"spec", u"selector"}).empty(); }

QString listText(const ValueList &texts)
{
    QStringList quoted;
    for (const Value &text : texts) quoted.append(goQuoted(text.string() ? *text.string() : QString()));
    return u"[]string{"_s + quoted.join(u", ") + u'}';
}

// Nothing to do for a service that asked for two families where there is one, and asks for nothing else now.
bool prefersAsBefore(const Value &service, const Value *old)
{
    if (!old || policyOf(service) != u"PreferDualStack") return false;
    if (typeOf(*old) != typeOf(service) || typeOf(service) == u"ExternalName") return false;
    if (!policyOf(*old).isEmpty() && policyOf(*old) != u"PreferDualStack") return false;
    return listAt(*old, {u"spec", u"clusterIPs"}) == listAt(service, {u"spec", u"clusterIPs"}) &&
           listAt(*old, {u"spec", u"ipFamilies"}) == listAt(service, {u"spec", u"ipFamilies"});
}

QString familyOf(const QString &ip)
{
    if (parseIpv4(ip)) return u"IPv4"_s;
    return ip.contains(u':') ? u"IPv6"_s : QString();
}

} // namespace

std::optional<quint32> parseIpv4(QStringView text)
{
    const auto address = IpAddress::parse(text);
    if (!address || !address->isV4() || address->wroteMapped) return {};
    return qFromBigEndian<quint32>(address->bytes.data() + address->bytes.size() - sizeof(quint32));
}

QString ipv4Text(quint32 ip)
{
    return u"%1.%2.%3.%4"_s.arg(ip >> 24).arg(ip >> 16 & 255).arg(ip >> 8 & 255).arg(ip & 255);
}

bool isNodePortType(const Value &service)
{
    const Value *spec = at(service, {u"spec"});
    return spec && hasNodePorts(*spec);
}

bool allocatesNodePorts(const Value &service)
{
    return typeOf(service) == u"NodePort" ||
           (typeOf(service) == u"LoadBalancer" && boolAt(service, {u"spec", u"allocateLoadBalancerNodePorts"}));
}

bool takesHealthPort(const Value &service)
{
    const Value *spec = at(service, {u"spec"});
    return spec && needsHealthCheck(*spec);
}

std::vector<quint32> nodePortsOf(const Value &service)
{
    std::vector<quint32> ports;
    for (const Value &port : listAt(service, {u"spec", u"ports"}))
        if (const qint64 number = integerAt(port, {u"nodePort"}); number > 0 && number < 65536)
            ports.push_back(quint32(number));
    return ports;
}

ServiceWriter::Refusal ServiceWriter::invalid(const QString &field, const QString &value, const QString &detail) const
{
    FieldErrors errors;
    const Where spec(u"spec");
    errors.invalid(spec.child(field), value, detail);
    return errors.toStatus(serviceKind, nameOf(service));
}

ServiceWriter::Refusal ServiceWriter::portRefusal(qsizetype index, qint64 port, const QString &why) const
{
    FieldErrors errors;
    const Where spec(u"spec"), ports = spec.child(u"ports"), item = ports.index(index);
    errors.invalid(item.child(u"nodePort"), QString::number(port), why);
    return errors.toStatus(serviceKind, nameOf(service));
}

// alloc.go initIPFamilyFields, for a cluster of IPv4 alone.
ServiceWriter::Refusal ServiceWriter::fillFamilies(const Value *old)
{
    if (typeOf(service) == u"ExternalName" || prefersAsBefore(service, old)) return {};
    Value &spec = mapIn(service, u"spec");
    if (policyOf(service).isEmpty()) {
        QString policy = old ? policyOf(*old) : QString();
        if (policy.isEmpty())
            policy = isHeadless(service) && !hasSelector(service) ? u"RequireDualStack"_s : u"SingleStack"_s;
        spec.set(u"ipFamilyPolicy", policy);
    }
    if (auto refusal = checkFamilies(old)) return refusal;
    ValueList families = listAt(spec, {u"ipFamilies"});
    if (isHeadless(service) && !hasSelector(service)) {
        if (families.empty()) families.push_back(u"IPv4");
        if (families.size() < 2 && policyOf(service) != u"SingleStack")
            families.push_back(families.front() == Value(u"IPv4") ? u"IPv6" : u"IPv4");
        spec.set(u"ipFamilies", std::move(families));
        return {};
    }
    if (auto refusal = checkConfigured()) return refusal;
    if (families.empty()) spec.set(u"ipFamilies", ValueList{u"IPv4"});
    return {};
}

// Adds the families of IPs that were asked for. What is wrong with the fields alone, validation says.
ServiceWriter::Refusal ServiceWriter::checkFamilies(const Value *old)
{
    Value &spec = mapIn(service, u"spec");
    FieldErrors errors;
    const Where root(u"spec"), policy = root.child(u"ipFamilyPolicy"), ips = root.child(u"clusterIPs");
    const bool single = policyOf(service) == u"SingleStack";
    for (const QStringView field : {QStringView(u"clusterIPs"), QStringView(u"ipFamilies")}) {
        ValueList items = listAt(spec, {field});
        if (single && old && items.size() > 1 && items == listAt(*old, {u"spec", field})) {
            items.resize(1);
            spec.set(field, items);
        }
        const QString what = field == u"clusterIPs" ? u"cluster IP"_s : u"IP family"_s;
        const bool reduced = old && !items.empty() && items.size() < listAt(*old, {u"spec", field}).size();
        if (!single && reduced)
            errors.invalidText(policy, policyOf(service),
                               u"must be 'SingleStack' to release the secondary %1"_s.arg(what));
        if (single && items.size() == 2)
            errors.invalidText(policy, policyOf(service),
                               u"must be 'RequireDualStack' or 'PreferDualStack' when multiple %1 are specified"_s.arg(
                                   field == u"clusterIPs" ? u"cluster IPs"_s : u"IP families"_s));
    }
    const ValueList &clusterIps = listAt(spec, {u"clusterIPs"});
    ValueList families = listAt(spec, {u"ipFamilies"});
    for (std::size_t i = 0; i < clusterIps.size(); ++i) {
        const QString ip = clusterIps[i].string() ? *clusterIps[i].string() : QString();
        if (ip == u"None") break;
        const QString family = familyOf(ip);
        if (i < families.size() || family.isEmpty()) continue;
        if (family == u"IPv4")
            families.push_back(family);
        else
            errors.invalid(ips.index(qsizetype(i)), listText(clusterIps), u"IPv6 is not configured on this cluster"_s);
    }
    if (!errors.isEmpty()) return errors.toStatus(serviceKind, nameOf(service));
    if (!families.empty()) spec.set(u"ipFamilies", std::move(families));
    return {};
}

ServiceWriter::Refusal ServiceWriter::checkConfigured()
{
    FieldErrors errors;
    const Where root(u"spec"), policy = root.child(u"ipFamilyPolicy"), families = root.child(u"ipFamilies");
    if (policyOf(service) == u"RequireDualStack")
        errors.invalidText(policy, policyOf(service), u"this cluster is not configured for dual-stack services"_s);
    qsizetype index = 0;
    for (const Value &family : listAt(service, {u"spec", u"ipFamilies"})) {
        if (!(family == Value(u"IPv4")))
            errors.invalidText(families.index(index), family.string() ? *family.string() : QString(), notConfigured);
        ++index;
    }
    if (errors.isEmpty()) return {};
    return errors.toStatus(serviceKind, nameOf(service));
}

ServiceWriter::Refusal ServiceWriter::allocateIps()
{
    if (typeOf(service) == u"ExternalName") return {};
    const ValueList ips = listAt(service, {u"spec", u"clusterIPs"});
    if (isHeadless(service) || (!ips.empty() && ips.front() == Value(u"None"))) return {};
    const QString asked = ips.empty() || !ips.front().string() ? QString() : *ips.front().string();
    if (!asked.isEmpty()) {
        const auto ip = parseIpv4(asked);
        if (ips.size() > 1 || !ip) return {}; // validation has a word on it
        using enum NumberPool::Outcome;
        const bool inNetwork = allocators.ips.contains(*ip) || *ip == allocators.network ||
                               (*ip > allocators.network && allocators.ips.contains(*ip - 1));
        auto outcome = dryRun ? (allocators.ips.contains(*ip) ? Done : OutOfRange) : allocators.ips.take(*ip);
        if (outcome == Done && !dryRun) lease.takenIps.push_back(*ip);
        if (outcome == Done) return {};
        const QString plain = ipv4Text(*ip);
        const QString why = outcome == Taken ? u"provided IP is already allocated"_s
                            : dryRun || inNetwork // which asks no other range
                                ? u"the provided IP (%1) is not in the valid range. The range of valid IPs is %2"_s.arg(
                                      plain, allocators.cidr)
                                : u"the provided network does not match the current range"_s;
        return invalid(u"clusterIPs"_s, listText(ips), u"failed to allocate IP %1: %2"_s.arg(asked, why));
    }
    std::optional<quint32> ip = allocators.network;
    if (!dryRun) {
        ip = allocators.ips.next(allocators.random);
        if (!ip) return ApiStatus::internal(u"failed to allocate a serviceIP: range is full"_s);
        lease.takenIps.push_back(*ip);
    }
    Value &spec = mapIn(service, u"spec");
    spec.set(u"clusterIP", ipv4Text(*ip));
    spec.set(u"clusterIPs", ValueList{ipv4Text(*ip)});
    return {};
}

ServiceWriter::Refusal ServiceWriter::updateIps(const Value &old)
{
    if (prefersAsBefore(service, &old)) return {};
    const bool hadName = typeOf(old) == u"ExternalName", hasName = typeOf(service) == u"ExternalName";
    if (hadName && !hasName) return allocateIps();
    const ValueList &ips = listAt(old, {u"spec", u"clusterIPs"});
    if (!ips.empty() && ips.front() == Value(u"None")) return {};
    if (hadName || !hasName || dryRun) return {};
    for (const Value &text : ips)
        if (const auto ip = text.string() ? parseIpv4(*text.string()) : std::nullopt) lease.releasedIps.push_back(*ip);
    return {};
}

QString ServiceWriter::takePort(quint32 number)
{
    if (dryRun) {
        if (allocators.ports.isTaken(number) || std::ranges::count(lease.takenPorts, number))
            return u"provided port is already allocated"_s;
        lease.takenPorts.push_back(number);
        return {};
    }
    switch (allocators.ports.take(number)) {
    case NumberPool::Outcome::Done: lease.takenPorts.push_back(number); return {};
    case NumberPool::Outcome::Taken: return u"provided port is already allocated"_s;
    case NumberPool::Outcome::OutOfRange: break;
    }
    return u"provided port is not in the valid range. The range of valid ports is %1-%2"_s.arg(allocators.firstPort)
        .arg(allocators.lastPort);
}

std::optional<quint32> ServiceWriter::nextPort()
{
    if (!dryRun) {
        const auto port = allocators.ports.next(allocators.random);
        if (port) lease.takenPorts.push_back(*port);
        return port;
    }
    // A number that nobody can have, since nothing is taken (portallocator/operation.go).
    const quint32 last = lease.takenPorts.empty() ? 32768 : *std::ranges::max_element(lease.takenPorts);
    lease.takenPorts.push_back(last + 1);
    return last + 1;
}

// alloc.go initNodePorts: two protocols of one port share a node port.
ServiceWriter::Refusal ServiceWriter::allocatePorts()
{
    Value *ports = at(service, {u"spec", u"ports"});
    if (!isNodePortType(service) || !ports || !ports->list()) return {};
    QHash<qint64, qint64> requested, allocated;
    for (const Value &port : *ports->list())
        if (const qint64 number = integerAt(port, {u"nodePort"}))
            if (const qint64 key = integerAt(port, {u"port"}); !requested.contains(key)) requested.insert(key, number);
    qsizetype index = -1;
    for (Value &port : *ports->list()) {
        ++index;
        const qint64 number = integerAt(port, {u"nodePort"}), key = integerAt(port, {u"port"});
        if (!number && !allocatesNodePorts(service)) continue;
        const qint64 shared = allocated.value(key);
        if (shared && !number) port.set(u"nodePort", shared);
        if (shared && (!number || number == shared)) continue;
        if (const qint64 wanted = shared ? number : requested.value(key)) {
            const QString why = takePort(quint32(std::clamp<qint64>(wanted, 0, 1 << 20)));
            if (!why.isEmpty()) return portRefusal(index, wanted, why);
            port.set(u"nodePort", wanted);
            if (!shared) allocated.insert(key, wanted);
            continue;
        }
        const auto next = nextPort();
        if (!next) return ApiStatus::internal(u"failed to allocate a nodePort: range is full"_s);
        port.set(u"nodePort", qint64(*next));
        allocated.insert(key, *next);
    }
    return {};
}

ServiceWriter::Refusal ServiceWriter::updatePorts(const Value &old)
{
    const auto before = nodePortsOf(old);
    QSet<qint64> oldPorts, taken;
    for (const quint32 port : before) oldPorts.insert(port);
    Value *ports = at(service, {u"spec", u"ports"});
    if (isNodePortType(service) && ports && ports->list()) {
        qsizetype index = -1;
        for (Value &port : *ports->list()) {
            ++index;
            const qint64 number = integerAt(port, {u"nodePort"});
            if (!number && !allocatesNodePorts(service)) continue;
            if (!number) {
                const auto next = nextPort();
                if (!next) return ApiStatus::internal(u"failed to allocate a nodePort: range is full"_s);
                port.set(u"nodePort", qint64(*next));
            } else if (!oldPorts.contains(number) && !taken.contains(number)) {
                const QString why = takePort(quint32(std::clamp<qint64>(number, 0, 1 << 20)));
                if (!why.isEmpty()) return portRefusal(index, number, why);
                taken.insert(number);
            }
        }
    }
    if (dryRun) return {};
    QSet<qint64> kept;
    if (isNodePortType(service))
        for (const quint32 port : nodePortsOf(service)) kept.insert(port);
    for (const quint32 port : before)
        if (!kept.contains(port)) lease.releasedPorts.push_back(port);
    return {};
}

ServiceWriter::Refusal ServiceWriter::allocateHealthPort()
{
    if (!takesHealthPort(service)) return {};
    if (const qint64 wanted = integerAt(service, {u"spec", u"healthCheckNodePort"})) {
        const QString why = takePort(quint32(std::clamp<qint64>(wanted, 0, 1 << 20)));
        if (why.isEmpty()) return {};
        return ApiStatus::internal(u"failed to allocate requested HealthCheck NodePort %1: %2"_s.arg(wanted).arg(why));
    }
    const auto next = nextPort();
    if (!next) return ApiStatus::internal(u"failed to allocate a HealthCheck NodePort 0: range is full"_s);
    mapIn(service, u"spec").set(u"healthCheckNodePort", qint64(*next));
    return {};
}

ServiceWriter::Refusal ServiceWriter::updateHealthPort(const Value &old)
{
    const bool needed = takesHealthPort(old);
    if (!needed && takesHealthPort(service)) return allocateHealthPort();
    const qint64 before = integerAt(old, {u"spec", u"healthCheckNodePort"});
    if (needed && !takesHealthPort(service) && !dryRun && before > 0 && before < 65536)
        lease.releasedPorts.push_back(quint32(before));
    return {};
}

} // namespace practice
