// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/validation/addresses.h"
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/restrules.h"
#include "cluster/practice/validation/restwarnings.h"

#include <QSet>

// pkg/apis/core/validation/validation.go (Endpoints) and pkg/apis/discovery/validation/validation.go (EndpointSlice).

using namespace Qt::StringLiterals;

namespace practice {

using model::Value;
using model::ValueList;

namespace {

constexpr qsizetype maxLabels = 16, maxAddresses = 100, maxPorts = 20000, maxEndpoints = 1000, maxHints = 8;

void checkAddress(const Value &address, const Where &where, FieldErrors &errors)
{
    const QString ip = textIn(address, u"ip"), host = textIn(address, u"hostname");
    checkLegacyIp(errors, where.child(u"ip"), ip);
    if (!host.isEmpty()) invalidEach(errors, where.child(u"hostname"), host, dns1123LabelProblems(host));
    if (const Value *node = fieldIn(address, u"nodeName"))
        invalidEach(errors, where.child(u"nodeName"), textOf(*node), dns1123SubdomainProblems(textOf(*node)));
    checkEndpointIp(errors, where.child(u"ip"), ip);
}

void checkPort(const Value &port, bool needsName, const Where &where, FieldErrors &errors)
{
    const QString name = textIn(port, u"name");
    if (name.isEmpty() && needsName) errors.required(where.child(u"name"));
    if (!name.isEmpty()) invalidEach(errors, where.child(u"name"), name, dns1123LabelProblems(name));
    const qint64 number = numberIn(port, u"port").value_or(0);
    invalidEach(errors, where.child(u"port"), number, portNumberProblems(number));
    checkRequiredOneOf(errors, where.child(u"protocol"), textIn(port, u"protocol"), {u"SCTP", u"TCP", u"UDP"});
    if (const Value *protocol = fieldIn(port, u"appProtocol"))
        checkLabelName(errors, where.child(u"appProtocol"), textOf(*protocol));
}

void checkSubset(const Value &subset, const Where &where, FieldErrors &errors)
{
    if (listIn(subset, u"addresses").empty() && listIn(subset, u"notReadyAddresses").empty())
        errors.required(where, u"must specify `addresses` or `notReadyAddresses`"_s);
    for (const QStringView field : {u"addresses", u"notReadyAddresses"}) {
        const Where list = where.child(field);
        const ValueList &addresses = listIn(subset, field);
        for (qsizetype at = 0; at < qsizetype(addresses.size()); ++at)
            checkAddress(addresses[at], list.index(at), errors);
    }
    const Where list = where.child(u"ports");
    const ValueList &ports = listIn(subset, u"ports");
    for (qsizetype at = 0; at < qsizetype(ports.size()); ++at)
        checkPort(ports[at], ports.size() > 1, list.index(at), errors);
}

void checkEndpoints(const Value &endpoints, const Value *old, FieldErrors &errors)
{
    checkKubeMetadata(endpoints, true, nameIsSubdomain, errors);
    if (old && sameValue(endpoints.find(u"subsets"), old->find(u"subsets"))) return; // older rules let them in
    const Where list(u"subsets");
    const ValueList &subsets = listIn(endpoints, u"subsets");
    for (qsizetype at = 0; at < qsizetype(subsets.size()); ++at) checkSubset(subsets[at], list.index(at), errors);
}

void createEndpoints(const Value &endpoints, FieldErrors &errors) { checkEndpoints(endpoints, nullptr, errors); }

void updateEndpoints(const Value &endpoints, const Value &old, FieldErrors &errors)
{
    checkKubeMetadataUpdate(endpoints, old, errors);
    checkEndpoints(endpoints, &old, errors);
}

void checkSlicePorts(const ValueList &ports, FieldErrors &errors)
{
    const Where list(u"ports");
    if (qsizetype(ports.size()) > maxPorts) return errors.tooMany(list, qsizetype(ports.size()), maxPorts);
    QSet<QString> names;
    for (qsizetype at = 0; at < qsizetype(ports.size()); ++at) {
        const Where port = list.index(at);
        const QString name = textIn(ports[at], u"name");
        if (!name.isEmpty()) invalidEach(errors, port.child(u"name"), name, dns1123LabelProblems(name));
        if (names.contains(name)) errors.duplicate(port.child(u"name"), goQuoted(name));
        names.insert(name);
        if (const Value *protocol = fieldIn(ports[at], u"protocol"))
            checkOneOf(errors, port.child(u"protocol"), textOf(*protocol), {u"SCTP", u"TCP", u"UDP"});
        else
            errors.required(port.child(u"protocol"));
        if (const Value *protocol = fieldIn(ports[at], u"appProtocol"))
            checkLabelName(errors, port.child(u"appProtocol"), textOf(*protocol));
    }
}

void checkSliceAddress(const QString &address, const QString &type, const Where &list, qsizetype at,
                       FieldErrors &errors)
{
    const Where here = list.index(at);
    if (type == u"FQDN") return checkFullyQualifiedDomainName(errors, here, address);
    const qsizetype before = errors.count();
    if (type == u"IPv4") {
        checkLegacyIp(errors, here, address);
        if (errors.count() != before) return;
        if (!isIpv4(address)) errors.invalidText(list, address, u"must be an IPv4 address"_s);
    } else if (type == u"IPv6") {
        checkIp(errors, here, address);
        if (errors.count() != before) return;
        if (!isIpv6(address)) errors.invalidText(list, address, u"must be an IPv6 address"_s);
    } else {
        return;
    }
    checkEndpointIp(errors, here, address);
}

// One list of hints; false when it is too long, which ends the check.
bool checkHintList(const ValueList &hints, const Where &list, bool zones, FieldErrors &errors)
{
    if (qsizetype(hints.size()) > maxHints) {
        errors.tooMany(list, qsizetype(hints.size()), maxHints);
        return false;
    }
    QSet<QString> names;
    for (qsizetype at = 0; at < qsizetype(hints.size()); ++at) {
        const Where hint = list.index(at);
        const QString name = textIn(hints[at], u"name");
        if (names.contains(name)) errors.duplicate(hint.child(u"name"), goQuoted(name));
        names.insert(name);
        invalidEach(errors, hint.child(u"name"), name,
                    zones ? labelValueProblems(name) : dns1123SubdomainProblems(name));
    }
    return true;
}

void checkEndpoint(const Value &endpoint, const QString &type, const Where &where, FieldErrors &errors)
{
    const Where list = where.child(u"addresses");
    const ValueList &addresses = listIn(endpoint, u"addresses");
    if (addresses.empty()) errors.required(list, u"must contain at least 1 address"_s);
    if (qsizetype(addresses.size()) > maxAddresses) errors.tooMany(list, qsizetype(addresses.size()), maxAddresses);
    for (qsizetype at = 0; at < qsizetype(addresses.size()); ++at)
        checkSliceAddress(textOf(addresses[at]), type, list, at, errors);
    if (const Value *node = fieldIn(endpoint, u"nodeName"))
        invalidEach(errors, where.child(u"nodeName"), textOf(*node), dns1123SubdomainProblems(textOf(*node)));
    const Value &topology = structIn(endpoint, u"deprecatedTopology");
    if (const qsizetype count = qsizetype(topology.map()->size()); count > maxLabels)
        errors.tooMany(where.child(u"deprecatedTopology"), count, maxLabels);
    checkLabels(&topology, where.child(u"deprecatedTopology"), errors);
    if (const Value *host = fieldIn(endpoint, u"hostname"))
        invalidEach(errors, where.child(u"hostname"), textOf(*host), dns1123LabelProblems(textOf(*host)));
    const Value &hints = structIn(endpoint, u"hints");
    const Where at = where.child(u"hints");
    if (checkHintList(listIn(hints, u"forZones"), at.child(u"forZones"), true, errors))
        checkHintList(listIn(hints, u"forNodes"), at.child(u"forNodes"), false, errors);
}

void checkSlice(const Value &slice, const Value *old, FieldErrors &errors)
{
    checkKubeMetadata(slice, true, nameIsSubdomain, errors);
    const QString type = textIn(slice, u"addressType");
    checkRequiredOneOf(errors, Where(u"addressType"), type, {u"FQDN", u"IPv4", u"IPv6"});
    checkSlicePorts(listIn(slice, u"ports"), errors);
    if (old && sameValue(slice.find(u"endpoints"), old->find(u"endpoints"))) return;
    const Where list(u"endpoints");
    const ValueList &endpoints = listIn(slice, u"endpoints");
    if (qsizetype(endpoints.size()) > maxEndpoints)
        return errors.tooMany(list, qsizetype(endpoints.size()), maxEndpoints);
    for (qsizetype at = 0; at < qsizetype(endpoints.size()); ++at)
        checkEndpoint(endpoints[at], type, list.index(at), errors);
}

void createSlice(const Value &slice, FieldErrors &errors) { checkSlice(slice, nullptr, errors); }

void updateSlice(const Value &slice, const Value &old, FieldErrors &errors)
{
    checkSlice(slice, &old, errors);
    checkImmutable(fieldIn(slice, u"addressType"), fieldIn(old, u"addressType"), Where(u"addressType"), errors);
}

} // namespace

void checkEndpointIp(FieldErrors &errors, const Where &where, QStringView ip)
{
    const auto address = IpAddress::parse(ip);
    if (!address) return errors.invalidText(where, ip, u"must be a valid IP address"_s);
    if (address->isUnspecified()) errors.invalidText(where, ip, u"may not be unspecified (%1)"_s.arg(ip));
    const struct
    {
        bool holds;
        QStringView problem;
    } ranges[] = {
        {address->isLoopback(), u"may not be in the loopback range (127.0.0.0/8, ::1/128)"},
        {address->isLinkLocalUnicast(), u"may not be in the link-local range (169.254.0.0/16, fe80::/10)"},
        {address->isLinkLocalMulticast(), u"may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)"},
    };
    for (const auto &range : ranges)
        if (range.holds) errors.invalidText(where, ip, range.problem.toString());
}

std::span<const KindValidation> endpointKinds()
{
    static constexpr KindValidation kinds[] = {
        {u"", u"Endpoints", createWith<createEndpoints, true>, updateWith<updateEndpoints, true>, nullptr,
         endpointsWarnings},
        {u"discovery.k8s.io", u"EndpointSlice", createWith<createSlice, true>, updateWith<updateSlice, true>, nullptr,
         endpointSliceWarnings},
    };
    return kinds;
}

} // namespace practice
