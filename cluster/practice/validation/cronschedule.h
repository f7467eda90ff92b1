// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QString>
#include <QTimeZone>

#include <array>
#include <limits>

namespace practice {

inline constexpr quint64 starBit = quint64(1) << 63; // of a field that is given as a star

// A CronJob's schedule, as github.com/robfig/cron/v3 ParseStandard reads it: five fields, "@daily" and the like, or
// "@every 90m"; with "TZ=Europe/Berlin " before it in that zone, else in UTC.
class CronSchedule
{
public:
    static constexpr qint64 never = std::numeric_limits<qint64>::min();

    // problem: what is wrong with it, in the parser's words; empty: nothing is.
    static CronSchedule read(const QString &text, QString &problem);

    // The first time behind that one, both in milliseconds since 1970; never: there is none in five years.
    qint64 next(qint64 afterMs) const;

private:
    enum Field : quint8 { Minute, Hour, Day, Month, Weekday };

    void readFields(const QString &text, QString &problem);
    bool has(Field field, int value) const { return m_bits[field] >> value & 1; }
    bool isDay(const QDate &date) const;
    bool findMonth(qint64 &ms, bool &isReset) const;
    bool findDay(qint64 &ms, bool &isReset) const;
    bool findTime(qint64 &ms, bool &isReset) const;
    QDateTime local(qint64 ms) const; // its date and time are those of the zone
    qint64 fromLocal(const QDate &date, const QTime &time) const;

    std::array<quint64, 5> m_bits = {}; // the highest one: starBit
    qint64 m_everyMs = 0;               // 0: by the fields
    QTimeZone m_zone;                   // invalid: UTC
};

// What time.LoadLocation finds.
bool isTimeZone(const QString &name);

} // namespace practice
