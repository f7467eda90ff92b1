// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/life/eventexpiry.h"

#include "cluster/practice/base/objects.h"

namespace practice {

using model::Value;
using namespace Qt::StringLiterals;

EventExpiry::EventExpiry(ApiCore &core, const model::Clock &clock) : m_client(core, u"kube-apiserver"_s), m_clock(clock)
{
}

void EventExpiry::start()
{
    const ApiKind &kind = m_client.kind(u"v1", u"Event");
    const auto there = m_client.list(kind);
    for (const Value &event : there.objects) noted(event, there.revision);
    m_watch = m_client.watch(kind, there.revision, [this](const ComponentClient::Event &change) {
        if (change.type[0] == 'D')
            m_revisions.remove(namespaceOf(change.object) + u'/' + nameOf(change.object));
        else
            noted(change.object, change.revision);
    });
    m_timer = m_clock.after(lookMs, [this] { look(); });
}

void EventExpiry::noted(const Value &event, qint64 revision)
{
    m_written.push_back({m_clock.monotonicMs(), namespaceOf(event), nameOf(event), revision});
    m_revisions[namespaceOf(event) + u'/' + nameOf(event)] = revision;
}

void EventExpiry::look()
{
    const qint64 before = m_clock.monotonicMs() - keptMs;
    while (!m_written.empty() && m_written.front().atMs <= before) {
        const Written oldest = m_written.front();
        m_written.pop_front();
        // Written again since, or gone.
        if (m_revisions.value(oldest.space + u'/' + oldest.name, -1) != oldest.revision) continue;
        (void)m_client.remove(m_client.kind(u"v1", u"Event"), oldest.space, oldest.name);
    }
    m_timer = m_clock.after(lookMs, [this] { look(); });
}

} // namespace practice
