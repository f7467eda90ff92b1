// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/wiretime.h"

#include "model/wire/calendar.h"

#include <array>
#include <limits>
#include <utility>

namespace model {

using namespace Qt::StringLiterals;

namespace {

bool isDigit(QChar c) { return c >= u'0' && c <= u'9'; }

class Scanner
{
public:
    explicit Scanner(QStringView text) : m_text(text) {}

    bool number(int digits, int most, int &value)
    {
        value = 0;
        for (int i = 0; i < digits; ++i, ++m_at) {
            if (m_at >= m_text.size() || !isDigit(m_text[m_at])) return false;
            value = value * 10 + (m_text[m_at].unicode() - u'0');
        }
        return value <= most;
    }
    bool accept(QChar c)
    {
        if (m_at >= m_text.size() || m_text[m_at] != c) return false;
        ++m_at;
        return true;
    }
    // Digits behind a point; more than nine count for nothing.
    bool nanos(qint32 &value)
    {
        const qsizetype begin = m_at;
        qint32 unit = 100'000'000;
        for (; m_at < m_text.size() && isDigit(m_text[m_at]); ++m_at, unit /= 10)
            value += unit * (m_text[m_at].unicode() - u'0');
        return m_at > begin;
    }
    // Seconds east of UTC.
    bool offset(int &value)
    {
        if (accept(u'Z')) return true;
        const bool isWest = accept(u'-');
        int hours = 0, minutes = 0;
        if (!isWest && !accept(u'+')) return false;
        if (!number(2, 24, hours) || !accept(u':') || !number(2, 60, minutes)) return false;
        value = (hours * 60 + minutes) * (isWest ? -60 : 60);
        return true;
    }
    bool atEnd() const { return m_at == m_text.size(); }

private:
    QStringView m_text;
    qsizetype m_at = 0;
};

struct Unit
{
    QStringView name;
    qint64 nanoseconds;
};
constexpr std::array<Unit, 8> units = {{{u"ns", 1},
                                        {u"us", 1000},
                                        {u"µs", 1000},
                                        {u"μs", 1000},
                                        {u"ms", 1'000'000},
                                        {u"s", 1'000'000'000},
                                        {u"m", 60'000'000'000},
                                        {u"h", 3'600'000'000'000}}};

// A number with up to so many digits behind the point, none of the last ones zero.
QString decimal(quint64 value, quint64 unit)
{
    QString text = QString::number(value / unit);
    QString rest;
    for (quint64 left = value % unit, place = unit / 10; left > 0; left %= place, place /= 10) {
        rest += QChar(char16_t(u'0' + left / place));
        if (place == 1) break;
    }
    return rest.isEmpty() ? text : text + u'.' + rest;
}

} // namespace

std::optional<WireTime> parseWireTime(QStringView text)
{
    Scanner scanner(text);
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, offset = 0;
    WireTime time;
    const bool isDate = scanner.number(4, 9999, year) && scanner.accept(u'-') && scanner.number(2, 12, month) &&
                        scanner.accept(u'-') && scanner.number(2, 31, day) && month > 0 && day > 0;
    if (!isDate || day > daysInMonth(year, month)) return std::nullopt;
    const bool isTime = scanner.accept(u'T') && scanner.number(2, 23, hour) && scanner.accept(u':') &&
                        scanner.number(2, 59, minute) && scanner.accept(u':') && scanner.number(2, 59, second) &&
                        (!scanner.accept(u'.') || scanner.nanos(time.nanos)) && scanner.offset(offset);
    if (!isTime || !scanner.atEnd() || year == 0) return std::nullopt;
    time.seconds = daysOf({year, month, day}) * secondsPerDay + hour * 3600 + minute * 60 + second - offset;
    if (time.seconds < WireTime::zero || time.seconds > WireTime::last) return std::nullopt;
    return time;
}

QString wireTimeText(const WireTime &time, bool withMicros)
{
    const int second =
        int((time.seconds - WireTime::zero) % secondsPerDay); // zero is a midnight, and none is before it
    const CalendarDate date = dateOf((time.seconds - second) / secondsPerDay);
    QString text(20, u'-');
    const auto put = [&text](int at, int digits, qint64 value) {
        for (int i = digits - 1; i >= 0; --i, value /= 10) text[at + i] = QChar(char16_t(u'0' + value % 10));
    };
    put(0, 4, date.year);
    put(5, 2, date.month);
    put(8, 2, date.day);
    text[10] = u'T';
    put(11, 2, second / 3600);
    text[13] = u':';
    put(14, 2, second / 60 % 60);
    text[16] = u':';
    put(17, 2, second % 60);
    text[19] = u'Z';
    if (!withMicros) return text;
    text.insert(19, u".000000"_s);
    put(20, 6, time.nanos / 1000);
    return text;
}

std::optional<qint64> parseWireDuration(QStringView text)
{
    // time.ParseDuration
    const bool isNegative = text.startsWith(u'-');
    if (isNegative || text.startsWith(u'+')) text = text.sliced(1);
    if (text == u"0") return 0;
    if (text.isEmpty()) return std::nullopt;
    long double total = 0;
    while (!text.isEmpty()) {
        qsizetype at = 0;
        long double value = 0;
        for (; at < text.size() && isDigit(text[at]); ++at) value = value * 10 + (text[at].unicode() - u'0');
        qsizetype digits = at;
        if (at < text.size() && text[at] == u'.') {
            long double place = 1;
            for (++at, --digits; at < text.size() && isDigit(text[at]); ++at)
                value += (place /= 10) * (text[at].unicode() - u'0');
            digits += at;
        }
        if (at == 0 || digits == 0) return std::nullopt;
        const qsizetype begin = at;
        while (at < text.size() && !isDigit(text[at]) && text[at] != u'.') ++at;
        const QStringView name = text.sliced(begin, at - begin);
        qint64 unit = 0;
        for (const Unit &known : units)
            if (known.name == name) unit = known.nanoseconds;
        if (unit == 0) return std::nullopt;
        total += value * (long double)(unit);
        text = text.sliced(at);
    }
    constexpr long double beyond = 9223372036854775808.0L;
    if (total > beyond || (total == beyond && !isNegative)) return std::nullopt;
    if (total == beyond) return std::numeric_limits<qint64>::min();
    constexpr long double belowNanosecond = 1e-6L; // what decimal places lose
    const auto whole = qint64(total + belowNanosecond);
    return isNegative ? -whole : whole;
}

QString wireDurationText(qint64 nanoseconds)
{
    // time.Duration.String
    const QString sign = nanoseconds < 0 ? u"-"_s : QString();
    const quint64 size = nanoseconds < 0 ? quint64(0) - quint64(nanoseconds) : quint64(nanoseconds);
    constexpr quint64 second = 1'000'000'000;
    if (size == 0) return u"0s"_s;
    if (size < 1000) return sign + QString::number(size) + u"ns"_s;
    if (size < 1'000'000) return sign + decimal(size, 1000) + u"µs"_s;
    if (size < second) return sign + decimal(size, 1'000'000) + u"ms"_s;
    const quint64 minutes = size / (60 * second);
    QString text = decimal(size % (60 * second), second) + u's';
    if (minutes > 0) text.prepend(QString::number(minutes % 60) + u'm');
    if (minutes >= 60) text.prepend(QString::number(minutes / 60) + u'h');
    return sign + text;
}

} // namespace model
