// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/clock.h"

#include <map>
#include <utility>

namespace practice {

// The time in which the practice cluster lives: another clock's, made quicker or slower, stopped, or taken one event at
// a time. Timers fire in the order of their times, those of one time in the order in which they were set, and the clock
// stands at a timer's own time while it fires, however late it is: the same inputs at the same times give the same
// history. Time never passes a timer that is due, so a cluster with more to do than it can falls behind and loses
// nothing. One thread, that of the base clock.
class SimClock final : public model::Clock
{
public:
    static constexpr double minSpeed = 0.1;
    static constexpr double maxSpeed = 100;

    // base outlives this. Begins now, at the base's wall time, at speed 1.
    explicit SimClock(const model::Clock &base);
    ~SimClock() override;

    qint64 monotonicMs() const override; // since it began
    qint64 wallMs() const override;
    [[nodiscard]] std::unique_ptr<QObject> after(qint64 ms, std::function<void()> function) const override;

    // How many of its milliseconds pass in one of the base's; brought into its bounds.
    void setSpeed(double speed);
    double speed() const { return m_speed; }
    void setPaused(bool paused);
    bool isPaused() const { return m_isPaused; }
    // There was more to do lately than its speed leaves time for, so it goes slower than it is set.
    bool isBehind() const;
    // Lets what comes next happen, whenever that is; for a paused clock. False: nothing is waiting.
    bool step();
    // Of the next timer; -1 when there is none.
    qint64 nextDueMs() const;

private:
    class Handle;
    using Key = std::pair<qint64, quint64>; // due, order of setting
    struct Timer
    {
        Handle *handle;
        std::function<void()> function;
    };

    qint64 elapsedMs() const; // if no timer held time up
    void rebase(qint64 nowMs);
    void arm() const;
    void fireDue();
    void fireFirst();

    const model::Clock &m_base;
    qint64 m_beginWallMs;
    double m_speed = 1;
    bool m_isPaused = false;
    qint64 m_sinceBaseMs; // the base's time at which m_sinceMs was it here
    qint64 m_sinceMs = 0;
    qint64 m_heldUpMs = -1; // the base's time at which it had to be put back last; -1: never
    qint64 m_firingMs = -1; // the time of the timer that is firing; -1: none is
    mutable quint64 m_count = 0;
    mutable std::map<Key, Timer> m_timers;
    mutable std::unique_ptr<QObject> m_alarm = {};
    mutable qint64 m_alarmDueMs = -1;
};

} // namespace practice
