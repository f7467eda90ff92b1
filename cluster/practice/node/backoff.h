// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

namespace practice {

// How long to keep from something that failed: twice as long each time, forgotten when nothing failed for twice the
// longest (client-go util/flowcontrol Backoff). Times are of one clock, in milliseconds.
class Backoff
{
public:
    static constexpr qint64 firstMs = 10 * 1000; // kubelet backOffPeriod
    static constexpr qint64 mostMs = 300 * 1000; // kubelet MaxContainerBackOff

    // Since something happened to it.
    bool isInSince(const QString &key, qint64 eventMs, qint64 nowMs) const
    {
        const auto entry = m_entries.constFind(key);
        return entry != m_entries.cend() && !isExpired(*entry, eventMs) && nowMs - eventMs < entry->backoffMs;
    }
    // Since it failed.
    bool isInSinceUpdate(const QString &key, qint64 nowMs) const
    {
        const auto entry = m_entries.constFind(key);
        return entry != m_entries.cend() && !isExpired(*entry, nowMs) && nowMs - entry->updatedMs < entry->backoffMs;
    }
    qint64 of(const QString &key) const { return m_entries.value(key).backoffMs; }
    void next(const QString &key, qint64 eventMs, qint64 nowMs)
    {
        const auto entry = m_entries.constFind(key);
        const bool isNew = entry == m_entries.cend() || isExpired(*entry, eventMs);
        m_entries[key] = {isNew ? firstMs : qMin(entry->backoffMs * 2, mostMs), nowMs};
    }

private:
    struct Entry
    {
        qint64 backoffMs = 0;
        qint64 updatedMs = 0;
    };
    static bool isExpired(const Entry &entry, qint64 eventMs) { return eventMs - entry.updatedMs > mostMs * 2; }

    QHash<QString, Entry> m_entries;
};

} // namespace practice
