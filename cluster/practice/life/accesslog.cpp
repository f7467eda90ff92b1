// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/life/accesslog.h"

namespace practice {

using model::Value;
using model::ValueList;

void AccessLog::add(const Access &access)
{
    m_entries.push_back({m_clock.wallMs(), access, access.kind ? access.kind->kind : QString()});
    m_entries.back().access.kind = nullptr;
    ++m_next;
    if (m_entries.size() > kept) m_entries.pop_front();
}

Value AccessLog::since(qint64 number) const
{
    const qint64 first = m_next - qint64(m_entries.size());
    ValueList entries;
    for (qint64 at = std::max(number, first); at < m_next; ++at) {
        const auto &[wallMs, access, kind] = m_entries[std::size_t(at - first)];
        Value entry;
        entry.set(u"number", at);
        entry.set(u"time", timeText(wallMs));
        entry.set(u"agent", access.agent);
        entry.set(u"verb", access.verb);
        entry.set(u"kind", kind);
        if (!access.space.isEmpty()) entry.set(u"namespace", access.space);
        if (!access.name.isEmpty()) entry.set(u"name", access.name);
        if (!access.subresource.isEmpty()) entry.set(u"subresource", access.subresource);
        entry.set(u"code", qint64(access.code));
        entry.set(u"revision", access.revision);
        entries.push_back(std::move(entry));
    }
    Value all;
    all.set(u"entries", std::move(entries));
    all.set(u"next", m_next);
    return all;
}

} // namespace practice
