// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/calendar.h"

#include <array>
#include <cstddef>

namespace model {

namespace {

// Years are counted from March, so that the odd day is the last one, and in eras of 400 years, which repeat.
constexpr qint64 eraDays = 146097;
constexpr qint64 epochDays = 719468; // from 0000-03-01, when an era starts, to 1970-01-01

constexpr qint64 eraOf(qint64 number, qint64 size) { return (number >= 0 ? number : number - size + 1) / size; }

bool isLeap(qint64 year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

} // namespace

int daysInMonth(qint64 year, int month)
{
    static constexpr std::array days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && isLeap(year) ? 29 : days[std::size_t(month - 1)];
}

qint64 daysOf(const CalendarDate &date)
{
    const qint64 year = date.month <= 2 ? date.year - 1 : date.year;
    const qint64 era = eraOf(year, 400);
    const qint64 yearOfEra = year - era * 400;
    const qint64 month = (date.month + 9) % 12;
    const qint64 dayOfYear = (153 * month + 2) / 5 + date.day - 1;
    return era * eraDays + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - epochDays;
}

CalendarDate dateOf(qint64 days)
{
    days += epochDays;
    const qint64 era = eraOf(days, eraDays);
    const qint64 dayOfEra = days - era * eraDays;
    const qint64 yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    const qint64 dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const qint64 month = (5 * dayOfYear + 2) / 153;
    CalendarDate date;
    date.day = int(dayOfYear - (153 * month + 2) / 5 + 1);
    date.month = int(month < 10 ? month + 3 : month - 9);
    date.year = era * 400 + yearOfEra + (date.month <= 2 ? 1 : 0);
    return date;
}

} // namespace model
