// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/componentclient.h"
#include "model/base/clock.h"

#include <QHash>

#include <deque>

namespace practice {

// Takes Events away an hour after they were last written, as an API server does that stores them with a lease
// (--event-ttl): else a cluster that lives for days would hold nothing else. Nobody asks for it, so no access is noted.
class EventExpiry
{
public:
    static constexpr qint64 keptMs = 60 * 60 * 1000; // --event-ttl
    static constexpr qint64 lookMs = 60 * 1000;      // so much later at most

    // Both outlive this.
    EventExpiry(ApiCore &core, const model::Clock &clock);

    // Those that are there already count as written now.
    void start();

private:
    struct Written
    {
        qint64 atMs; // monotonic
        QString space;
        QString name;
        qint64 revision;
    };
    void noted(const model::Value &event, qint64 revision);
    void look();

    ComponentClient m_client;
    const model::Clock &m_clock;
    std::deque<Written> m_written = {};      // oldest first
    QHash<QString, qint64> m_revisions = {}; // the last one of each, by "namespace/name"
    std::unique_ptr<QObject> m_watch = {};
    std::unique_ptr<QObject> m_timer = {};
};

} // namespace practice
