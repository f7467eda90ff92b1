// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/clock.h"

#include <QHash>
#include <QSet>
#include <QString>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace practice {

// The keys that a controller has yet to look at (client-go util/workqueue): a key that is waiting is not added twice;
// one after the other is taken, each from the event loop, so that a stopped clock stops between two of them; failures
// come back after a time that doubles. One thread.
class WorkQueue
{
public:
    static constexpr qint64 firstRetryMs = 5; // DefaultTypedControllerRateLimiter
    static constexpr qint64 lastRetryMs = 1000 * 1000;

    using Process = std::function<void(const QString &key)>;
    // clock outlives this.
    WorkQueue(const model::Clock &clock, Process process);

    void add(const QString &key);
    // Keys that are added again before keep the earlier time.
    void addAfter(const QString &key, qint64 ms);
    // After a failure: later with each one, until forget().
    void addRateLimited(const QString &key);
    void forget(const QString &key) { m_failures.remove(key); }
    int failures(const QString &key) const { return m_failures.value(key); }

    // Nothing is taken while it is stopped; what is added waits.
    void setStopped(bool stopped);
    void clear();

    bool isIdle() const { return m_ready.empty(); }
    // For whoever looks in from outside: what waits to be taken, in order; what comes later, with its time.
    const std::deque<QString> &ready() const { return m_ready; }
    std::vector<std::pair<QString, qint64>> delayed() const;

private:
    void arm();
    void takeOne();

    const model::Clock &m_clock;
    Process m_process;
    std::deque<QString> m_ready;
    QSet<QString> m_waiting; // in m_ready
    struct Delayed
    {
        qint64 dueMs;
        std::unique_ptr<QObject> timer;
    };
    std::map<QString, Delayed> m_delayed;
    QHash<QString, int> m_failures;
    std::unique_ptr<QObject> m_turn = {};
    bool m_isStopped = false;
};

} // namespace practice
