// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/component/workqueue.h"

#include <algorithm>

namespace practice {

WorkQueue::WorkQueue(const model::Clock &clock, Process process) : m_clock(clock), m_process(std::move(process)) {}

void WorkQueue::add(const QString &key)
{
    m_delayed.erase(key);
    if (m_waiting.contains(key)) return;
    m_waiting.insert(key);
    m_ready.push_back(key);
    arm();
}

void WorkQueue::addAfter(const QString &key, qint64 ms)
{
    if (ms <= 0) return add(key);
    if (m_waiting.contains(key)) return;
    const qint64 due = m_clock.monotonicMs() + ms;
    const auto known = m_delayed.find(key);
    if (known != m_delayed.end() && known->second.dueMs <= due) return;
    m_delayed[key] = {due, m_clock.after(ms, [this, key] {
                          const auto self = m_delayed.extract(key); // lives until add() is done
                          add(key);
                      })};
}

void WorkQueue::addRateLimited(const QString &key)
{
    constexpr int most = 20; // 5 ms doubled so often is more than the last
    const int failures = m_failures[key]++;
    addAfter(key, std::min(lastRetryMs, firstRetryMs << std::min(failures, most)));
}

void WorkQueue::setStopped(bool stopped)
{
    m_isStopped = stopped;
    if (stopped)
        m_turn.reset();
    else
        arm();
}

void WorkQueue::clear()
{
    m_ready.clear();
    m_waiting.clear();
    m_delayed.clear();
    m_failures.clear();
}

std::vector<std::pair<QString, qint64>> WorkQueue::delayed() const
{
    std::vector<std::pair<QString, qint64>> all;
    for (const auto &[key, entry] : m_delayed) all.emplace_back(key, entry.dueMs);
    std::ranges::sort(all, {}, &std::pair<QString, qint64>::second);
    return all;
}

void WorkQueue::arm()
{
    if (m_isStopped || m_turn || m_ready.empty()) return;
    m_turn = m_clock.after(0, [this] { takeOne(); });
}

void WorkQueue::takeOne()
{
    const std::unique_ptr<QObject> turn = std::move(m_turn);
    if (m_ready.empty()) return;
    const QString key = std::move(m_ready.front());
    m_ready.pop_front();
    m_waiting.remove(key);
    m_process(key);
    arm();
}

} // namespace practice
