// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/nodecontrol/nodeipam.h"

#include "cluster/practice/base/objects.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using namespace Qt::StringLiterals;

namespace {

quint32 numeric(const IpAddress &address)
{
    return quint32(address.bytes[12]) << 24 | quint32(address.bytes[13]) << 16 | quint32(address.bytes[14]) << 8 |
           quint32(address.bytes[15]);
}

quint32 rangesIn(const QString &cluster, int nodeBits)
{
    const auto network = IpNetwork::parse(cluster);
    const int bits = network ? std::clamp(nodeBits - network->prefix, 0, 16) : 0;
    return 1U << unsigned(bits);
}

} // namespace

NodeIpamController::NodeIpamController(ComponentProcess &process, const QString &cluster, int nodeBits)
    : Controller(process, u"node-ipam-controller"_s),
      m_nodes(process.informer(u"v1", u"Node")),
      // The allocator's own name, which is not the controller's (range_allocator.go).
      m_allocator(client(), clock(), u"cidrAllocator"_s),
      m_nodeBits(nodeBits),
      m_pool(0, rangesIn(cluster, nodeBits), 0)
{
    if (const auto network = IpNetwork::parse(cluster)) m_first = numeric(network->address);
    m_nodes.addHandler({.added =
                            [this](const Value &node) {
                                // What nodes have already is taken before anything is given.
                                const auto number = numberOf(node);
                                if (number && m_pool.take(*number) == NumberPool::Outcome::Done)
                                    m_given[nameOf(node)] = *number;
                                enqueue(nameOf(node));
                            },
                        .changed = [this](const Value &, const Value &node) { enqueue(nameOf(node)); },
                        .removed =
                            [this](const Value &node) {
                                const auto given = m_given.find(nameOf(node));
                                if (given == m_given.end()) return;
                                m_pool.release(given->second);
                                m_given.erase(given);
                            }});
}

std::optional<quint32> NodeIpamController::numberOf(const Value &node) const
{
    const auto network = IpNetwork::parse(textAt(node, {u"spec", u"podCIDR"}));
    if (!network || !network->address.isV4()) return std::nullopt;
    const quint32 address = numeric(network->address);
    if (address < m_first) return std::nullopt;
    const quint32 number = (address - m_first) >> unsigned(32 - m_nodeBits);
    return m_pool.contains(number) ? std::optional(number) : std::nullopt;
}

QString NodeIpamController::rangeText(quint32 number) const
{
    const quint32 address = m_first + (number << unsigned(32 - m_nodeBits));
    return u"%1.%2.%3.%4/%5"_s.arg(address >> 24)
        .arg(address >> 16 & 255)
        .arg(address >> 8 & 255)
        .arg(address & 255)
        .arg(m_nodeBits);
}

std::optional<ApiStatus> NodeIpamController::reconcile(const QString &key)
{
    const Value *node = m_nodes.find(key);
    if (!node || !listAt(*node, {u"spec", u"podCIDRs"}).empty()) return std::nullopt;
    const auto given = m_given.find(key);
    const auto number = given != m_given.end() ? std::optional(given->second) : m_pool.next({});
    if (!number) {
        m_allocator.record(*node, u"Normal"_s, u"CIDRNotAvailable"_s,
                           u"Node %1 status is now: CIDRNotAvailable"_s.arg(key));
        return ApiStatus::internal(
            u"failed to allocate cidr from cluster cidr at idx:0: CIDR allocation failed; there are no remaining CIDRs left to allocate in the accepted range"_s);
    }
    m_given[key] = *number;
    const QString range = rangeText(*number);
    Value patch;
    Value &spec = mapIn(patch, u"spec");
    spec.set(u"podCIDR", range);
    spec.set(u"podCIDRs", ValueList{range});
    const auto written = client().patch(m_nodes.kind(), {}, key, patch);
    if (!written) return written.status();
    decided(key, u"gives %1 the addresses %2 for its pods: it had none"_s.arg(key, range));
    return std::nullopt;
}

} // namespace practice
