// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/kinds/quantities.h"

using namespace Qt::StringLiterals;

namespace practice {

namespace {

using Nanos = Quantity::Nanos;

constexpr Nanos billion = 1000000000;
constexpr Nanos most = Nanos(1) << 120; // sums of two stay in range

Nanos capped(Nanos value) { return value > most ? most : value < -most ? -most : value; }

Nanos times(Nanos value, qint64 factor)
{
    if (value > most / factor) return most;
    if (value < -most / factor) return -most;
    return value * factor;
}

struct Scale
{
    int decimal = 0; // power of ten
    int binary = 0;  // power of 1024
    Quantity::Format format = Quantity::Format::DecimalSI;
};

std::optional<Scale> exponentOf(QStringView suffix)
{
    bool fine = false;
    const QStringView digits = suffix.mid(1);
    if (digits.isEmpty() || digits.size() > 4) return {};
    const int power = digits.toInt(&fine);
    if (!fine || digits[0].isSpace()) return {};
    return Scale{power, 0, Quantity::Format::DecimalExponent};
}

std::optional<Scale> scaleOf(QStringView suffix)
{
    static constexpr struct
    {
        const char16_t *name;
        Scale scale;
    } known[] = {
        {u"", {}},
        {u"n", {-9}},
        {u"u", {-6}},
        {u"m", {-3}},
        {u"k", {3}},
        {u"M", {6}},
        {u"G", {9}},
        {u"T", {12}},
        {u"P", {15}},
        {u"E", {18}},
        {u"Ki", {0, 1, Quantity::Format::BinarySI}},
        {u"Mi", {0, 2, Quantity::Format::BinarySI}},
        {u"Gi", {0, 3, Quantity::Format::BinarySI}},
        {u"Ti", {0, 4, Quantity::Format::BinarySI}},
        {u"Pi", {0, 5, Quantity::Format::BinarySI}},
        {u"Ei", {0, 6, Quantity::Format::BinarySI}},
    };
    for (const auto &entry : known)
        if (suffix == QStringView(entry.name)) return entry.scale;
    if (suffix.startsWith(u'e') || suffix.startsWith(u'E')) return exponentOf(suffix);
    return {};
}

bool isDigit(QChar c) { return c >= u'0' && c <= u'9'; }

QString digitsOf(Nanos value)
{
    if (value == 0) return QStringLiteral("0");
    const bool negative = value < 0;
    QString text;
    for (Nanos rest = negative ? -value : value; rest; rest /= 10) text.prepend(QChar(u'0' + int(rest % 10)));
    return negative ? u'-' + text : text;
}

QString decimalText(Nanos nanos, bool exponent)
{
    int power = -9;
    while (nanos % 10 == 0 && power < 100) {
        nanos /= 10;
        ++power;
    }
    // Down to a power that has a suffix.
    while (power % 3 != 0 || power > 18) {
        nanos *= 10;
        --power;
    }
    static const QString suffixes[] = {u"n"_s, u"u"_s, u"m"_s, QString(), u"k"_s,
                                       u"M"_s, u"G"_s, u"T"_s, u"P"_s,    u"E"_s};
    if (!exponent) return digitsOf(nanos) + suffixes[power / 3 + 3];
    return power == 0 ? digitsOf(nanos) : digitsOf(nanos) + u'e' + QString::number(power);
}

} // namespace

std::optional<Quantity> Quantity::parse(QStringView text)
{
    qsizetype at = 0;
    const bool negative = text.startsWith(u'-');
    if (negative || text.startsWith(u'+')) ++at;
    Nanos mantissa = 0;
    int power = 0; // of ten, that the mantissa is divided by
    bool point = false, any = false, lost = false;
    for (; at < text.size() && (isDigit(text[at]) || (text[at] == u'.' && !point)); ++at) {
        if (text[at] == u'.') {
            point = true;
            continue;
        }
        any = true;
        if (mantissa >= most / 100) { // digits beyond what is kept
            if (!point) return {};
            lost = lost || text[at] != u'0';
            continue;
        }
        mantissa = mantissa * 10 + (text[at].unicode() - u'0');
        if (point) ++power;
    }
    const std::optional<Scale> scale = scaleOf(text.mid(at));
    if (!any || !scale) return {};
    for (int i = 0; i < scale->binary; ++i) mantissa = times(mantissa, 1024);
    int shift = scale->decimal + 9 - power;
    for (; shift > 0 && mantissa < most; --shift) mantissa = times(mantissa, 10);
    for (; shift < 0; ++shift) {
        lost = lost || mantissa % 10;
        mantissa /= 10;
    }
    Quantity result;
    result.m_nanos = mantissa + (lost ? 1 : 0);
    if (negative) result.m_nanos = -result.m_nanos;
    result.m_format = scale->format;
    return result;
}

QString Quantity::toString() const
{
    if (m_nanos == 0) return QStringLiteral("0");
    const Nanos whole = m_nanos / billion;
    const bool exact = m_nanos % billion == 0;
    if (m_format != Format::BinarySI || !exact || (whole > -1024 && whole < 1024))
        return decimalText(m_nanos, m_format == Format::DecimalExponent);
    static const QString suffixes[] = {QString(), u"Ki"_s, u"Mi"_s, u"Gi"_s, u"Ti"_s, u"Pi"_s, u"Ei"_s};
    Nanos value = whole;
    int power = 0;
    for (; value % 1024 == 0 && power < 6; ++power) value /= 1024;
    return digitsOf(value) + suffixes[power];
}

Quantity Quantity::roundedToMilli() const
{
    constexpr Nanos step = 1000000;
    Quantity result = *this;
    const Nanos rest = m_nanos % step;
    if (rest > 0) result.m_nanos += step - rest;
    if (rest < 0) result.m_nanos -= step + rest; // away from zero
    return result;
}

qint64 Quantity::roundedUp() const
{
    Nanos whole = m_nanos / billion;
    if (m_nanos % billion > 0) ++whole;
    if (m_nanos % billion < 0) --whole;
    constexpr Nanos largest = std::numeric_limits<qint64>::max();
    return qint64(std::clamp(whole, -largest, largest));
}

Quantity &Quantity::operator+=(const Quantity &other)
{
    if (isZero()) m_format = other.m_format;
    m_nanos = capped(m_nanos + other.m_nanos);
    return *this;
}

Quantity &Quantity::operator-=(const Quantity &other)
{
    if (isZero()) m_format = other.m_format;
    m_nanos = capped(m_nanos - other.m_nanos);
    return *this;
}

} // namespace practice
