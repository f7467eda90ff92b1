// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/life/drain.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"

namespace practice {

using model::Value;

namespace {

// What drain leaves alone: a DaemonSet's pods, mirror pods, and what is going already. What is over goes too.
bool isMeant(const Value &pod)
{
    const Value *owner = controllerOf(pod);
    const bool isDaemon = owner && textAt(*owner, {u"kind"}) == u"DaemonSet";
    return !at(pod, {u"metadata", u"deletionTimestamp"}) && !isDaemon &&
           !at(pod, {u"metadata", u"annotations", u"kubernetes.io/config.mirror"});
}

} // namespace

Drain::Drain(const ComponentClient &client, const model::Clock &clock, QString node)
    : m_client(client), m_clock(clock), m_node(std::move(node))
{
}

std::optional<ApiStatus> Drain::setUnschedulable(const ComponentClient &client, const QString &node, bool unschedulable)
{
    Value patch;
    mapIn(patch, u"spec").set(u"unschedulable", unschedulable ? Value(true) : Value());
    const auto patched = client.patch(client.kind(u"v1", u"Node"), {}, node, patch);
    return patched ? std::nullopt : std::optional(patched.status());
}

std::optional<ApiStatus> Drain::begin()
{
    if (auto refusal = setUnschedulable(m_client, m_node, true)) return refusal;
    evictAll();
    return std::nullopt;
}

void Drain::evictAll()
{
    m_held.clear();
    for (const Value &pod : m_client.list(m_client.kind(u"v1", u"Pod")).objects) {
        if (textAt(pod, {u"spec", u"nodeName"}) != m_node || !isMeant(pod)) continue;
        if (const auto refusal = m_client.evict(namespaceOf(pod), nameOf(pod)))
            m_held.append(namespaceOf(pod) + u'/' + nameOf(pod) + QStringLiteral(": ") + refusal->message);
    }
    m_again = !m_held.isEmpty() ? m_clock.after(againMs, [this] { evictAll(); }) : nullptr;
}

} // namespace practice
