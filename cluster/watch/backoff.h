// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/clock.h"

#include <functional>
#include <optional>

namespace cluster {

// Uniform in [0, 1).
using Random = std::function<double()>;
Random realRandom();

// How long to wait between attempts; milliseconds. The defaults are client-go's (tools/cache/reflector.go): 0.8 s
// doubling to 30 s, each wait stretched by a random factor of 1 to 2, from the start again after two minutes without a
// failure.
struct BackoffPolicy
{
    qint64 firstMs = 800;
    qint64 maxMs = 30000;
    double jitter = 1.0;
    qint64 resetMs = 120000;
    qint64 refusedMs = 60000;       // where only a person can help (401, 403, 404): one attempt in one to two minutes
    qint64 maxRetryAfterMs = 60000; // what a server's Retry-After may ask for
};

class Backoff
{
public:
    Backoff(const BackoffPolicy &policy, const model::Clock &clock, Random random);
    // The wait before the next attempt, and one step further. A server's Retry-After can only make it longer: a server
    // that always says 0 must not get a storm.
    qint64 next(std::optional<qint64> retryAfterMs = std::nullopt);
    qint64 nextRefused();

private:
    qint64 stretched(qint64 ms) const;

    BackoffPolicy m_policy;
    const model::Clock &m_clock;
    Random m_random;
    qint64 m_currentMs = 0;
    qint64 m_lastMs = 0;
};

} // namespace cluster
