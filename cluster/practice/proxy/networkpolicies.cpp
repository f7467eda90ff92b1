// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/proxy/networkpolicies.h"

#include "cluster/practice/base/ipaddress.h"
#include "cluster/practice/base/objects.h"
#include "cluster/practice/request/objectfacts.h"
#include "cluster/practice/request/objectselector.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using namespace Qt::StringLiterals;

namespace {

using Namespaces = std::function<const Value *(const QString &)>;

bool contains(const QString &cidr, const IpAddress &address)
{
    const auto network = IpNetwork::parse(cidr);
    if (!network || network->address.isV4() != address.isV4()) return false;
    constexpr int mappedBits = 96, bitsOfByte = 8;
    const int bits = network->prefix + (address.isV4() ? mappedBits : 0);
    for (int bit = 0; bit < bits; ++bit) {
        const auto byte = std::size_t(bit / bitsOfByte);
        const int mask = 0x80 >> (bit % bitsOfByte);
        if ((network->address.bytes[byte] & mask) != (address.bytes[byte] & mask)) return false;
    }
    return true;
}

bool blockMatches(const Value &block, const QString &text)
{
    const auto address = IpAddress::parse(text);
    if (!address || !contains(textAt(block, {u"cidr"}), *address)) return false;
    const ValueList &except = listAt(block, {u"except"});
    return std::none_of(except.begin(), except.end(),
                        [&address](const Value &one) { return one.isString() && contains(*one.string(), *address); });
}

bool peerMatches(const Value &peer, const Value &policy, const Peer &other, const Namespaces &namespaces)
{
    if (const Value *block = peer.find(u"ipBlock"); block && !block->isNull())
        return blockMatches(*block, other.address);
    if (!other.pod) return false;
    const Value *spaces = peer.find(u"namespaceSelector");
    if (spaces && !spaces->isNull()) {
        const Value *space = namespaces(namespaceOf(*other.pod));
        if (!space || !selectorMatches(*spaces, labelsOf(*space))) return false;
    } else if (namespaceOf(*other.pod) != namespaceOf(policy)) {
        return false;
    }
    const Value *pods = peer.find(u"podSelector");
    return !pods || pods->isNull() || selectorMatches(*pods, labelsOf(*other.pod));
}

bool isNamed(const Value *pod, const QString &name, qint64 number, const QString &protocol)
{
    if (!pod) return false;
    for (const Value &container : listAt(*pod, {u"spec", u"containers"}))
        for (const Value &port : listAt(container, {u"ports"}))
            if (textAt(port, {u"name"}) == name && integerAt(port, {u"containerPort"}) == number &&
                textAt(port, {u"protocol"}) == protocol)
                return true;
    return false;
}

bool portMatches(const Value &port, const Connection &connection)
{
    const QString protocol = textAt(port, {u"protocol"});
    if ((protocol.isEmpty() ? u"TCP"_s : protocol) != connection.protocol) return false;
    const Value *number = port.find(u"port");
    if (!number || number->isNull()) return true;
    if (number->isString()) // of the target's containers, in both directions
        return isNamed(connection.to.pod, *number->string(), connection.port, connection.protocol);
    const qint64 first = integerAt(port, {u"port"});
    return connection.port >= first && connection.port <= integerAt(port, {u"endPort"}, first);
}

bool appliesTo(const Value &policy, const Value &pod, Direction direction)
{
    if (namespaceOf(policy) != namespaceOf(pod)) return false;
    const ValueList &types = listAt(policy, {u"spec", u"policyTypes"});
    const QStringView wanted = direction == Direction::Ingress ? u"Ingress" : u"Egress";
    if (std::none_of(types.begin(), types.end(),
                     [wanted](const Value &type) { return type.isString() && *type.string() == wanted; }))
        return false;
    const Value *selector = at(policy, {u"spec", u"podSelector"});
    return !selector || selectorMatches(*selector, labelsOf(pod));
}

bool ruleAllows(const Value &rule, const Value &policy, const Connection &connection, Direction direction,
                const Namespaces &namespaces)
{
    const bool isIngress = direction == Direction::Ingress;
    const ValueList &peers = listAt(rule, {isIngress ? QStringView(u"from") : QStringView(u"to")});
    const ValueList &ports = listAt(rule, {u"ports"});
    const Peer &other = isIngress ? connection.from : connection.to;
    const bool isPeer = peers.empty() || std::any_of(peers.begin(), peers.end(), [&](const Value &peer) {
                            return peerMatches(peer, policy, other, namespaces);
                        });
    return isPeer && (ports.empty() || std::any_of(ports.begin(), ports.end(), [&connection](const Value &port) {
                          return portMatches(port, connection);
                      }));
}

} // namespace

PolicyVerdict judge(const std::vector<const Value *> &policies, const Connection &connection, Direction direction,
                    const Namespaces &namespaces)
{
    PolicyVerdict verdict;
    const bool isIngress = direction == Direction::Ingress;
    const Value *pod = isIngress ? connection.to.pod : connection.from.pod;
    if (!pod || boolAt(*pod, {u"spec", u"hostNetwork"})) return verdict; // a node's traffic is not a pod's
    if (connection.from.pod && connection.to.pod && uidOf(*connection.from.pod) == uidOf(*connection.to.pod))
        return verdict;
    for (const Value *policy : policies) {
        if (!appliesTo(*policy, *pod, direction)) continue;
        verdict.selecting.push_back(*policy);
        const ValueList &rules =
            listAt(*policy, {u"spec", isIngress ? QStringView(u"ingress") : QStringView(u"egress")});
        for (std::size_t i = 0; i < rules.size() && verdict.rule < 0; ++i) {
            if (!ruleAllows(rules[i], *policy, connection, direction, namespaces)) continue;
            verdict.allowing = *policy;
            verdict.rule = int(i);
        }
    }
    verdict.isAllowed = verdict.selecting.empty() || verdict.rule >= 0;
    return verdict;
}

} // namespace practice
