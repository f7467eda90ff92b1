// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/component/simclock.h"

#include <algorithm>
#include <cmath>

namespace practice {

namespace {

// How long the loop may be kept from everybody else, of the base's time.
constexpr qint64 turnMs = 5;

} // namespace

// Whoever destroys it takes the timer out.
class SimClock::Handle final : public QObject
{
public:
    Handle(std::map<Key, Timer> &timers, Key key) : m_timers(&timers), m_key(key) {}
    ~Handle() override
    {
        if (m_timers) m_timers->erase(m_key);
    }
    Handle(const Handle &) = delete;
    Handle &operator=(const Handle &) = delete;

    void letGo() { m_timers = nullptr; } // it fires, or the clock ends

private:
    std::map<Key, Timer> *m_timers;
    Key m_key;
};

SimClock::SimClock(const model::Clock &base)
    : m_base(base), m_beginWallMs(base.wallMs()), m_sinceBaseMs(base.monotonicMs())
{
}

SimClock::~SimClock()
{
    for (auto &[key, timer] : m_timers) timer.handle->letGo();
}

qint64 SimClock::elapsedMs() const
{
    if (m_isPaused) return m_sinceMs;
    return m_sinceMs + qint64(std::floor(double(m_base.monotonicMs() - m_sinceBaseMs) * m_speed));
}

qint64 SimClock::monotonicMs() const
{
    if (m_firingMs >= 0) return m_firingMs;
    const qint64 elapsed = elapsedMs();
    return m_timers.empty() ? elapsed : std::min(elapsed, std::max(m_timers.begin()->first.first, m_sinceMs));
}

qint64 SimClock::wallMs() const { return m_beginWallMs + monotonicMs(); }

std::unique_ptr<QObject> SimClock::after(qint64 ms, std::function<void()> function) const
{
    const Key key{monotonicMs() + std::max<qint64>(ms, 0), m_count++};
    auto handle = std::make_unique<Handle>(m_timers, key);
    m_timers.emplace(key, Timer{handle.get(), std::move(function)});
    arm();
    return handle;
}

qint64 SimClock::nextDueMs() const { return m_timers.empty() ? -1 : m_timers.begin()->first.first; }

// From here on time passes as it is set now.
void SimClock::rebase(qint64 nowMs)
{
    m_sinceMs = nowMs;
    m_sinceBaseMs = m_base.monotonicMs();
}

void SimClock::setSpeed(double speed)
{
    rebase(monotonicMs());
    m_speed = std::isfinite(speed) ? std::clamp(speed, minSpeed, maxSpeed) : 1;
    m_alarm.reset();
    arm();
}

void SimClock::setPaused(bool paused)
{
    if (paused == m_isPaused) return;
    rebase(monotonicMs());
    m_isPaused = paused;
    m_alarm.reset();
    arm();
}

bool SimClock::isBehind() const
{
    constexpr qint64 latelyMs = 3000;
    return !m_isPaused && m_heldUpMs >= 0 && m_base.monotonicMs() - m_heldUpMs <= latelyMs;
}

bool SimClock::step()
{
    if (m_timers.empty()) return false;
    fireFirst();
    arm();
    return true;
}

void SimClock::arm() const
{
    if (m_isPaused || m_timers.empty() || m_firingMs >= 0) return;
    const qint64 due = m_timers.begin()->first.first;
    if (m_alarm && m_alarmDueMs <= due) return; // it rings early enough
    m_alarmDueMs = due;
    const auto wait = qint64(std::ceil(double(std::max<qint64>(due - elapsedMs(), 0)) / m_speed));
    m_alarm = m_base.after(wait, [self = const_cast<SimClock *>(this)] { self->fireDue(); });
}

void SimClock::fireFirst()
{
    auto first = m_timers.extract(m_timers.begin());
    first.mapped().handle->letGo();
    m_firingMs = std::max(first.key().first, m_sinceMs);
    const std::function<void()> function = std::move(first.mapped().function);
    function();
    // A paused clock stands where the step took it; a running one is never behind what has happened.
    if (m_isPaused || elapsedMs() < m_firingMs) rebase(m_firingMs);
    m_firingMs = -1;
}

void SimClock::fireDue()
{
    const std::unique_ptr<QObject> rung = std::move(m_alarm);
    const qint64 begin = m_base.monotonicMs();
    while (!m_isPaused && !m_timers.empty() && m_timers.begin()->first.first <= elapsedMs()) {
        fireFirst();
        if (m_base.monotonicMs() - begin >= turnMs) break;
    }
    // Behind: time goes on from where it is, instead of running after what cannot be made good.
    if (!m_isPaused && !m_timers.empty()) {
        constexpr qint64 patienceMs = 1000;
        const qint64 due = m_timers.begin()->first.first;
        if (elapsedMs() - due > patienceMs * m_speed) {
            rebase(due);
            m_heldUpMs = m_sinceBaseMs;
        }
    }
    arm();
}

} // namespace practice
