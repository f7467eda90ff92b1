// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace model {

// Days of the Gregorian calendar, counted from 1970-01-01, also backwards and before it was in use, as Go's time does.

constexpr qint64 secondsPerDay = 86400;

struct CalendarDate
{
    qint64 year = 1970; // 0 is the year before 1, and so on
    int month = 1;      // 1 to 12
    int day = 1;        // 1 to daysInMonth
};

int daysInMonth(qint64 year, int month);
qint64 daysOf(const CalendarDate &date);
CalendarDate dateOf(qint64 days);

} // namespace model
