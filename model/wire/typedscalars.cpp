// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/typedscalars.h"

#include "model/wire/calendar.h"

#include <QByteArray>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace model {

namespace {

constexpr qint64 zeroTime = -62135596800; // 0001-01-01T00:00:00Z, Go's zero

bool isDecimal(QChar c) { return c >= u'0' && c <= u'9'; }

// As Go's time package quotes.
QString quoted(QStringView text)
{
    QString out = QStringLiteral("\"");
    for (const char byte : text.toUtf8()) {
        if (quint8(byte) >= 0x80 || quint8(byte) < ' ')
            out += QStringLiteral("\\x%1").arg(quint8(byte), 2, 16, QLatin1Char('0'));
        else if (byte == '"' || byte == '\\')
            out += QLatin1Char('\\'), out += QLatin1Char(byte);
        else
            out += QLatin1Char(byte);
    }
    return out + QLatin1Char('"');
}

// Go's time.Parse with the layouts 2006-01-02T15:04:05[.000000]Z07:00 (time/format.go): one step a part of the layout.
class TimeParser
{
public:
    TimeParser(QStringView text, TimeLayout layout) : m_text(text), m_rest(text), m_layout(layout) {}

    bool parse();
    QString error() const { return m_error; }
    qint64 seconds() const { return m_seconds; }
    int nanoseconds() const { return m_nanoseconds; }

private:
    bool skip(QChar prefix);
    bool number(int &number, QStringView part, bool fixed);
    bool outOfRange(const char16_t *what);
    bool fail(QStringView rest, QStringView part);
    bool second(int &second);
    bool fraction(QStringView digits);
    bool zone(int &offset);

    QStringView m_text, m_rest;
    TimeLayout m_layout;
    QString m_error;
    qint64 m_seconds = 0;
    int m_nanoseconds = 0;
};

bool TimeParser::fail(QStringView rest, QStringView part)
{
    const QStringView layout = m_layout == TimeLayout::Seconds ? QStringView(u"2006-01-02T15:04:05Z07:00")
                                                               : QStringView(u"2006-01-02T15:04:05.000000Z07:00");
    m_error = QStringLiteral("parsing time ") + quoted(m_text) + QStringLiteral(" as ") + quoted(layout) +
              QStringLiteral(": cannot parse ") + quoted(rest) + QStringLiteral(" as ") + quoted(part);
    return false;
}

bool TimeParser::outOfRange(const char16_t *what)
{
    m_error = QStringLiteral("parsing time ") + quoted(m_text) + QStringLiteral(": ") + QStringView(what).toString() +
              QStringLiteral(" out of range");
    return false;
}

bool TimeParser::skip(QChar prefix)
{
    if (!m_rest.startsWith(prefix)) return fail(m_rest, QStringView(&prefix, 1));
    m_rest = m_rest.sliced(1);
    return true;
}

// One or two digits; two when fixed.
bool TimeParser::number(int &number, QStringView part, bool fixed)
{
    const int digits = m_rest.isEmpty() || !isDecimal(m_rest[0])   ? 0
                       : m_rest.size() > 1 && isDecimal(m_rest[1]) ? 2
                                                                   : 1;
    if (digits == 0 || (fixed && digits == 1)) return fail(m_rest, part);
    number = m_rest.first(digits).toInt();
    m_rest = m_rest.sliced(digits);
    return true;
}

// ".5", of which nine digits count.
bool TimeParser::fraction(QStringView digits)
{
    const QStringView counted = digits.first(std::min<qsizetype>(digits.size(), 9));
    m_nanoseconds = counted.toInt();
    for (qsizetype i = counted.size(); i < 9; ++i) m_nanoseconds *= 10;
    return true;
}

bool TimeParser::second(int &second)
{
    if (!number(second, u"05", true)) return false;
    if (second >= 60) return outOfRange(u"second");
    const bool separated = !m_rest.isEmpty() && (m_rest[0] == u'.' || m_rest[0] == u',');
    if (m_layout == TimeLayout::Microseconds) {
        if (m_rest.size() < 7 || !separated) return fail(m_rest, u".000000");
        const QStringView six = m_rest.sliced(1, 6);
        const bool sign = six[0] == u'-' || six[0] == u'+'; // Go's Atoi takes one
        if (!std::all_of(six.begin() + sign, six.end(), isDecimal)) return fail(m_rest, u".000000");
        if (six[0] == u'-' && six.toInt() < 0) return outOfRange(u"fractional second");
        m_nanoseconds = std::abs(six.toInt()) * 1000;
        m_rest = m_rest.sliced(7);
        return true;
    }
    if (!separated || m_rest.size() < 2 || !isDecimal(m_rest[1])) return true;
    const auto end = std::find_if_not(m_rest.begin() + 1, m_rest.end(), isDecimal);
    const QStringView digits(m_rest.begin() + 1, end);
    m_rest = m_rest.sliced(1 + digits.size());
    return fraction(digits);
}

bool TimeParser::zone(int &offset)
{
    if (m_rest.startsWith(u'Z')) {
        m_rest = m_rest.sliced(1);
        return true;
    }
    const auto digits = [this](qsizetype at) { return isDecimal(m_rest[at]) && isDecimal(m_rest[at + 1]); };
    const bool shaped = m_rest.size() >= 6 && m_rest[3] == u':';
    const int hours = shaped && digits(1) ? m_rest.sliced(1, 2).toInt() : 0;
    const int minutes = shaped && digits(1) && digits(4) ? m_rest.sliced(4, 2).toInt() : 0;
    if (hours > 24) return outOfRange(u"time zone offset hour");
    if (minutes > 60) return outOfRange(u"time zone offset minute");
    if (!shaped || !digits(1) || !digits(4) || (m_rest[0] != u'+' && m_rest[0] != u'-')) return fail(m_rest, u"Z07:00");
    offset = (hours * 60 + minutes) * 60 * (m_rest[0] == u'-' ? -1 : 1);
    m_rest = m_rest.sliced(6);
    return true;
}

bool TimeParser::parse()
{
    if (m_rest.size() < 4 || !std::all_of(m_rest.begin(), m_rest.begin() + 4, isDecimal)) return fail(m_rest, u"2006");
    const int year = m_rest.first(4).toInt();
    m_rest = m_rest.sliced(4);
    int month = 0, day = 0, hour = 0, minute = 0, seconds = 0, offset = 0;
    if (!skip(u'-') || !number(month, u"01", true)) return false;
    if (month < 1 || month > 12) return outOfRange(u"month");
    if (!skip(u'-') || !number(day, u"02", true) || !skip(u'T') || !number(hour, u"15", false)) return false;
    if (hour >= 24) return outOfRange(u"hour");
    if (!skip(u':') || !number(minute, u"04", true)) return false;
    if (minute >= 60) return outOfRange(u"minute");
    if (!skip(u':') || !second(seconds) || !zone(offset)) return false;
    if (!m_rest.isEmpty()) {
        m_error = QStringLiteral("parsing time ") + quoted(m_text) + QStringLiteral(": extra text: ") + quoted(m_rest);
        return false;
    }
    if (day < 1 || day > daysInMonth(year, month)) return outOfRange(u"day");
    m_seconds = daysOf({year, month, day}) * secondsPerDay + hour * 3600 + minute * 60 + seconds - offset;
    return true;
}

// 20 characters of the usual form need no rewriting.
bool isCanonicalTime(QStringView text)
{
    static constexpr QStringView form = u"0000-00-00T00:00:00Z";
    if (text.size() != form.size()) return false;
    for (qsizetype i = 0; i < form.size(); ++i)
        if (form[i] == u'0' ? !isDecimal(text[i]) : text[i] != form[i]) return false;
    return true;
}

QString padded(qint64 number, int width)
{
    const QString digits = QString::number(std::abs(number)).rightJustified(width, u'0');
    return number < 0 ? u'-' + digits : digits;
}

constexpr std::array<qint8, 256> base64Values = [] {
    std::array<qint8, 256> values{};
    for (qint8 &value : values) value = -1;
    for (int i = 0; i < 26; ++i) values[std::size_t('A' + i)] = qint8(i), values[std::size_t('a' + i)] = qint8(26 + i);
    for (int i = 0; i < 10; ++i) values[std::size_t('0' + i)] = qint8(52 + i);
    values['+'] = 62, values['/'] = 63;
    return values;
}();

// The byte at which Go's decoder stops (encoding/base64, with padding, not strict), or -1; and the bytes without what
// it passes over.
qsizetype wrongBase64At(const QByteArray &text, QByteArray &clean)
{
    const auto isBreak = [&](qsizetype i) { return text[i] == '\n' || text[i] == '\r'; };
    int inGroup = 0;
    qsizetype at = 0;
    for (; at < text.size(); ++at) {
        if (isBreak(at)) continue;
        if (base64Values[quint8(text[at])] < 0) break;
        clean.append(text[at]);
        inGroup = (inGroup + 1) % 4;
    }
    if (at == text.size()) return inGroup == 0 ? -1 : at - inGroup;
    if (text[at] != '=' || inGroup < 2) return at;
    ++at;
    if (inGroup == 2) { // two of them
        while (at < text.size() && isBreak(at)) ++at;
        if (at == text.size()) return at;
        if (text[at] != '=') return at - 1;
        ++at;
    }
    while (at < text.size() && isBreak(at)) ++at;
    return at == text.size() ? -1 : at;
}

} // namespace

std::optional<QString> normalizeTime(Value &text, TimeLayout layout)
{
    const QString &given = *text.string();
    TimeParser parser(given, layout);
    if (!parser.parse()) return parser.error();
    const int micros = layout == TimeLayout::Microseconds ? parser.nanoseconds() / 1000 : 0;
    if (parser.seconds() == zeroTime && micros == 0) {
        text = Value();
        return std::nullopt;
    }
    if (layout == TimeLayout::Seconds && isCanonicalTime(given)) return std::nullopt;
    const qint64 days = qint64(std::floor(double(parser.seconds()) / secondsPerDay));
    const int rest = int(parser.seconds() - days * secondsPerDay);
    const CalendarDate date = dateOf(days);
    QString out = padded(date.year, 4) + u'-' + padded(date.month, 2) + u'-' + padded(date.day, 2) + u'T' +
                  padded(rest / 3600, 2) + u':' + padded(rest / 60 % 60, 2) + u':' + padded(rest % 60, 2);
    if (layout == TimeLayout::Microseconds) out += u'.' + padded(micros, 6);
    text = out + u'Z';
    return std::nullopt;
}

std::optional<QString> normalizeBase64(Value &text)
{
    const QByteArray given = text.string()->toUtf8();
    QByteArray clean;
    clean.reserve(given.size());
    const qsizetype wrong = wrongBase64At(given, clean);
    if (wrong >= 0) return QStringLiteral("illegal base64 data at input byte %1").arg(wrong);
    const QByteArray again = QByteArray::fromBase64(clean).toBase64();
    if (again != given) text = QString::fromLatin1(again);
    return std::nullopt;
}

QString numberText(const Value &number)
{
    if (const qint64 *integer = number.integer()) return QString::number(*integer);
    if (const quint64 *integer = number.bigInteger()) return QString::number(*integer);
    const double real = number.number() ? *number.number() : 0;
    const bool plain = std::abs(real) < 1e21 && (real == 0 || std::abs(real) >= 1e-6);
    const QString text = QString::number(real, plain ? 'f' : 'e', QLocale::FloatingPointShortest);
    return plain && !text.contains(u'.') ? text + QStringLiteral(".0") : text; // else it were an integer
}

void sortKeys(ValueMap &map)
{
    const auto before = [](const auto &a, const auto &b) {
        const auto [x, y] = std::mismatch(a.first.begin(), a.first.end(), b.first.begin(), b.first.end());
        if (y == b.first.end()) return false;
        if (x == a.first.end()) return true;
        // In UTF-8, unlike UTF-16, what surrogates stand for comes last.
        return x->isSurrogate() != y->isSurrogate() ? y->isSurrogate() : *x < *y;
    };
    if (!std::is_sorted(map.begin(), map.end(), before)) std::sort(map.begin(), map.end(), before);
}

} // namespace model
