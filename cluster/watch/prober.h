// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/http/transport.h"
#include "model/base/clock.h"

#include <QObject>

namespace cluster {

// Whether the peer of a session still lives. Bookmarks come about once a minute and are not promised, so a watch may be
// silent for long and well. When nothing at all has come for a while, one small request asks; any answer will do. A
// peer that died without a word is known within quietMs + tickMs + 2 × (timeoutMs + graceMs), 49 s.
class Prober : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 tickMs = 5000;
    static constexpr qint64 quietMs = 20000;
    static constexpr qint64 timeoutMs = 10000;  // the transport's to keep: it then also gives up the silent connection
    static constexpr qint64 graceMs = 2000;     // after which we don't wait for the transport either
    static constexpr qint64 wallJumpMs = 30000; // so far apart, the two clocks tell of a sleep: ask at once

    // transport, clock: outlive it.
    Prober(Transport &transport, const model::Clock &clock);
    ~Prober() override;

    // Asks only while somebody watches.
    void setWatching(bool watching);
    void sawLife();
    qint64 requests() const { return m_requests; }

Q_SIGNALS:
    // It then stops until the next setWatching(true).
    void silent(const model::Error &error);

private:
    void tick();
    void ask();
    void answered();
    void unanswered(const model::Error &error);

    Transport &m_transport;
    const model::Clock &m_clock;
    std::unique_ptr<QObject> m_tick;
    std::unique_ptr<QObject> m_timeout;
    std::unique_ptr<Call> m_call;
    qint64 m_lastLifeMs = 0;
    qint64 m_wallMinusMonotonicMs = 0;
    qint64 m_requests = 0;
    bool m_secondTry = false;
    bool m_watching = false;
};

} // namespace cluster
