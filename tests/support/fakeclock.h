// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/clock.h"

#include <QPointer>

#include <algorithm>
#include <vector>

namespace support {

// A clock that stands still until a test moves it.
class FakeClock final : public model::Clock
{
public:
    qint64 monotonicMs() const override { return m_nowMs; }
    qint64 wallMs() const override { return m_nowMs + wallOffsetMs; }
    [[nodiscard]] std::unique_ptr<QObject> after(qint64 ms, std::function<void()> function) const override
    {
        auto handle = std::make_unique<QObject>();
        m_timers.push_back({m_nowMs + ms, m_count++, handle.get(), std::move(function)});
        return handle;
    }

    // Lets ms go by; timers fire in order, each at its time, and afterEach is called after every one of them.
    void advance(
        qint64 ms, const std::function<void()> &afterEach = [] {})
    {
        const qint64 end = m_nowMs + ms;
        for (;;) {
            std::erase_if(m_timers, [](const Timer &timer) { return timer.handle.isNull(); });
            const auto next =
                std::ranges::min_element(m_timers, {}, [](const Timer &t) { return std::pair(t.dueMs, t.order); });
            if (next == m_timers.end() || next->dueMs > end) break;
            m_nowMs = std::max(m_nowMs, next->dueMs);
            const std::function<void()> function = std::move(next->function);
            m_timers.erase(next);
            function();
            afterEach();
        }
        m_nowMs = end;
    }

    qint64 wallOffsetMs = 1700000000000;

private:
    struct Timer
    {
        qint64 dueMs;
        quint64 order;
        QPointer<QObject> handle; // null once cancelled
        std::function<void()> function;
    };
    qint64 m_nowMs = 0;
    mutable quint64 m_count = 0;
    mutable std::vector<Timer> m_timers;
};

} // namespace support
