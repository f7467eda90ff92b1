// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/watch/backoff.h"

#include <QRandomGenerator>

#include <algorithm>

namespace cluster {

Random realRandom()
{
    return [] { return QRandomGenerator::global()->generateDouble(); };
}

Backoff::Backoff(const BackoffPolicy &policy, const model::Clock &clock, Random random)
    : m_policy(policy), m_clock(clock), m_random(std::move(random))
{
}

qint64 Backoff::next(std::optional<qint64> retryAfterMs)
{
    const qint64 now = m_clock.monotonicMs();
    const bool fresh = m_currentMs == 0 || now - m_lastMs > m_policy.resetMs;
    m_currentMs = fresh ? m_policy.firstMs : std::min(2 * m_currentMs, m_policy.maxMs);
    const qint64 asked = std::clamp(retryAfterMs.value_or(0), qint64(0), m_policy.maxRetryAfterMs);
    const qint64 wait = stretched(std::max(m_currentMs, asked));
    m_lastMs = now + wait; // quiet counts from the attempt on
    return wait;
}

qint64 Backoff::nextRefused() { return stretched(m_policy.refusedMs); }

qint64 Backoff::stretched(qint64 ms) const { return ms + qint64(double(ms) * m_policy.jitter * m_random()); }

} // namespace cluster
