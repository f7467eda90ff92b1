// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/validation/cronschedule.h"
#include "model/base/value.h"

#include <optional>

namespace practice {

// Which times of a CronJob's schedule were missed and which comes next (pkg/controller/cronjob/utils.go).
class CronTimetable
{
public:
    // cronJob outlives this. Times are milliseconds since 1970.
    CronTimetable(const model::Value &cronJob, const CronSchedule &schedule, qint64 nowMs)
        : m_cronJob(cronJob), m_schedule(schedule), m_now(nowMs)
    {
    }

    struct Due
    {
        std::optional<qint64> time = {}; // the last one that is past; none: nothing is due
        bool isMuchMissed = false;       // more than a hundred are past
        QString problem = {};            // the schedule makes no sense
    };
    // Those before startingDeadlineSeconds do not count.
    Due due() const;
    // How long until the next one, with a little more for clocks that differ.
    qint64 untilNextMs() const;

private:
    struct Recent
    {
        qint64 earliest = 0; // from which on times count
        std::optional<qint64> last = {};
        qint64 missed = 0;
        bool isSenseless = false;
    };
    Recent recent(bool withDeadline) const;

    const model::Value &m_cronJob;
    const CronSchedule &m_schedule;
    qint64 m_now;
};

} // namespace practice
