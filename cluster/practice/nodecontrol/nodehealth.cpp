// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/nodecontrol/nodehealth.h"

#include "cluster/practice/api/apicore.h"
#include "cluster/practice/base/objects.h"
#include "cluster/practice/nodecontrol/taints.h"

#include <algorithm>

namespace practice {

using model::Value;
using namespace Qt::StringLiterals;

bool NodeHealth::isSilent(const Value &node, const Value *lease, qint64 nowMs)
{
    const QString name = nameOf(node);
    const Value *ready = conditionOf(node, u"Ready"_s);
    const QString heartbeat = ready ? textAt(*ready, {u"lastHeartbeatTime"}) : QString();
    const QString renewed = lease ? textAt(*lease, {u"spec", u"renewTime"}) : QString();
    const auto known = m_seen.find(name);
    if (known == m_seen.end()) {
        // A node that never said anything counts from when it was made.
        const qint64 since = ready ? nowMs : timeOf(textAt(node, {u"metadata", u"creationTimestamp"}));
        m_seen[name] = {heartbeat, renewed, renewed.isEmpty() ? since : nowMs};
    } else {
        Seen &seen = known->second;
        if (seen.heartbeat != heartbeat || (!renewed.isEmpty() && seen.renewed != renewed)) seen.atMs = nowMs;
        seen.heartbeat = heartbeat;
        seen.renewed = renewed;
    }
    return nowMs > m_seen[name].atMs + (ready ? graceMs : startupMs);
}

void NodeHealth::startOver(qint64 nowMs)
{
    for (auto &[name, seen] : m_seen) seen.atMs = nowMs;
}

ZoneState zoneStateOf(int ready, int notReady)
{
    constexpr double unhealthy = 0.55; // unhealthy-zone-threshold
    if (ready == 0 && notReady > 0) return ZoneState::FullDisruption;
    if (notReady > 2 && double(notReady) / (notReady + ready) >= unhealthy) return ZoneState::PartialDisruption;
    return ZoneState::Normal;
}

void EvictionPace::add(const QString &node)
{
    if (!has(node)) m_nodes.push_back(node);
}

bool EvictionPace::has(const QString &node) const
{
    return std::find(m_nodes.begin(), m_nodes.end(), node) != m_nodes.end();
}

void EvictionPace::setState(ZoneState state, int nodes)
{
    const bool isPartial = state == ZoneState::PartialDisruption;
    m_perSecond = !isPartial ? perSecond : nodes > largeZone ? slowPerSecond : 0;
    m_tokens = 1; // another limiter, and it begins full
}

std::vector<QString> EvictionPace::take(qint64 nowMs)
{
    m_tokens = std::min(1.0, m_tokens + double(nowMs - m_sinceMs) / 1000 * m_perSecond);
    m_sinceMs = nowMs;
    std::vector<QString> taken;
    while (!m_nodes.empty() && m_perSecond > 0 && m_tokens >= 1) {
        m_tokens -= 1;
        taken.push_back(m_nodes.front());
        m_nodes.erase(m_nodes.begin());
    }
    return taken;
}

} // namespace practice
