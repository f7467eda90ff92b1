// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <optional>

namespace model {

// A moment as a message has it: seconds since 1970 and nanoseconds, not negative, behind them.
struct WireTime
{
    static constexpr qint64 zero = -62135596800; // Go's time.Time{}: 0001-01-01T00:00:00Z
    static constexpr qint64 last = 253402300799; // 9999-12-31T23:59:59Z

    qint64 seconds = 0;
    qint32 nanos = 0;

    bool isZero() const { return seconds == zero && nanos == 0; }
    bool operator==(const WireTime &) const = default;
};

// RFC 3339, with any offset; nothing for what is none or beyond the years 1 to 9999.
std::optional<WireTime> parseWireTime(QStringView text);
// In UTC, whole seconds, or six digits behind them. time: within the years 1 to 9999.
QString wireTimeText(const WireTime &time, bool withMicros);

// Nanoseconds to and from the text of Go's time.Duration: "1h0m1.5s".
std::optional<qint64> parseWireDuration(QStringView text);
QString wireDurationText(qint64 nanoseconds);

} // namespace model
