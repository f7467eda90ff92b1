// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/cronschedule.h"

#include <QDateTime>

// When a schedule is due (robfig/cron/v3 spec.go): from the month down to the minute, each field is moved on to where
// it matches, and whenever one begins anew all of them are looked at again. What clocks do in spring and autumn comes
// out as there.
namespace practice {

namespace {

constexpr qint64 secondMs = 1000;
constexpr qint64 minuteMs = 60 * secondMs;
constexpr qint64 hourMs = 60 * minuteMs;

qint64 offsetMs(const QTimeZone &zone, qint64 ms)
{
    if (!zone.isValid()) return 0;
    return zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC)) * secondMs;
}

} // namespace

QDateTime CronSchedule::local(qint64 ms) const
{
    return QDateTime::fromMSecsSinceEpoch(ms + offsetMs(m_zone, ms), Qt::UTC);
}

// As Go's time.Date does it: an hour that is left out comes later.
qint64 CronSchedule::fromLocal(const QDate &date, const QTime &time) const
{
    const qint64 asUtc = QDateTime(date, time, Qt::UTC).toMSecsSinceEpoch();
    const qint64 offset = offsetMs(m_zone, asUtc);
    return offset == 0 ? asUtc : asUtc - offsetMs(m_zone, asUtc - offset);
}

bool CronSchedule::isDay(const QDate &date) const
{
    const bool isOfMonth = has(Day, date.day());
    const bool isOfWeek = has(Weekday, date.dayOfWeek() % 7);
    return (m_bits[Day] | m_bits[Weekday]) & starBit ? isOfMonth && isOfWeek : isOfMonth || isOfWeek;
}

// These answer whether a field has begun anew on the way.
bool CronSchedule::findMonth(qint64 &ms, bool &isReset) const
{
    for (QDateTime now = local(ms); !has(Month, now.date().month()); now = local(ms)) {
        if (!std::exchange(isReset, true))
            now = QDateTime(QDate(now.date().year(), now.date().month(), 1), QTime(0, 0), Qt::UTC);
        ms = fromLocal(now.date().addMonths(1), now.time());
        if (local(ms).date().month() == 1) return true;
    }
    return false;
}

bool CronSchedule::findDay(qint64 &ms, bool &isReset) const
{
    for (QDateTime now = local(ms); !isDay(now.date()); now = local(ms)) {
        if (!std::exchange(isReset, true)) now = local(fromLocal(now.date(), QTime(0, 0)));
        ms = fromLocal(now.date().addDays(1), now.time());
        // Where there is no midnight.
        if (const int hour = local(ms).time().hour(); hour > 12)
            ms += (24 - hour) * hourMs;
        else
            ms -= hour * hourMs;
        if (local(ms).date().day() == 1) return true;
    }
    return false;
}

bool CronSchedule::findTime(qint64 &ms, bool &isReset) const
{
    for (QDateTime now = local(ms); !has(Hour, now.time().hour()); now = local(ms)) {
        if (!std::exchange(isReset, true)) ms = fromLocal(now.date(), QTime(now.time().hour(), 0));
        ms += hourMs;
        if (local(ms).time().hour() == 0) return true;
    }
    for (QDateTime now = local(ms); !has(Minute, now.time().minute()); now = local(ms)) {
        if (!std::exchange(isReset, true)) ms -= ms % minuteMs;
        ms += minuteMs;
        if (local(ms).time().minute() == 0) return true;
    }
    const int second = local(ms).time().second();
    if (second == 0) return false;
    ms += (60 - second) * secondMs;
    isReset = true;
    return true;
}

qint64 CronSchedule::next(qint64 afterMs) const
{
    if (afterMs == never) return never;
    const qint64 wholeMs = afterMs - afterMs % secondMs;
    if (m_everyMs) return wholeMs + m_everyMs;
    qint64 ms = wholeMs + secondMs;
    constexpr int years = 5;
    const int last = local(ms).date().year() + years;
    for (bool isReset = false; local(ms).date().year() <= last;)
        if (!findMonth(ms, isReset) && !findDay(ms, isReset) && !findTime(ms, isReset)) return ms;
    return never;
}

} // namespace practice
