// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/keepers/crontimetable.h"

#include "cluster/practice/api/apicore.h"
#include "cluster/practice/base/objects.h"

#include <algorithm>

namespace practice {

using model::Value;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 paddingMs = 100; // nextScheduleDelta
constexpr qint64 muchMissed = 100;

} // namespace

CronTimetable::Recent CronTimetable::recent(bool withDeadline) const
{
    Recent found;
    found.earliest = timeOf(textAt(m_cronJob, {u"metadata", u"creationTimestamp"}));
    if (const QString last = textAt(m_cronJob, {u"status", u"lastScheduleTime"}); !last.isEmpty())
        found.earliest = timeOf(last);
    if (const Value *deadline = at(m_cronJob, {u"spec", u"startingDeadlineSeconds"});
        withDeadline && deadline && deadline->integer())
        found.earliest = std::max(found.earliest, m_now - *deadline->integer() * 1000);
    const qint64 first = m_schedule.next(found.earliest);
    const qint64 second = m_schedule.next(first);
    if (first != CronSchedule::never && m_now < first) return found;
    if (second != CronSchedule::never && m_now < second) {
        found.last = first;
        return found;
    }
    // The time between the two is taken for that between any two: the last one is looked for from near it.
    constexpr qint64 second1 = 1000;
    const qint64 between =
        first == CronSchedule::never || second == CronSchedule::never ? 0 : (second - first + second1 / 2) / second1;
    if (between < 1) {
        found.isSenseless = true;
        return found;
    }
    found.missed = (m_now - first) / second1 / between + 1;
    const qint64 near = first + (found.missed - 2) * between * second1;
    for (qint64 time = m_schedule.next(near); time != CronSchedule::never && time <= m_now;
         time = m_schedule.next(time))
        found.last = time;
    return found;
}

CronTimetable::Due CronTimetable::due() const
{
    const Recent found = recent(true);
    if (found.isSenseless) return {.problem = u"time difference between two schedules is less than 1 second"_s};
    return {.time = found.last, .isMuchMissed = found.last && found.missed > muchMissed};
}

qint64 CronTimetable::untilNextMs() const
{
    const Recent found = recent(false);
    const qint64 from = found.isSenseless ? m_now : found.last ? *found.last : found.missed ? m_now : found.earliest;
    const qint64 next = m_schedule.next(from);
    return next == CronSchedule::never ? 0 : next + paddingMs - m_now;
}

} // namespace practice
