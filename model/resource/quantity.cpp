// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/resource/quantity.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <limits>

namespace model {

namespace {

struct Suffix
{
    const char16_t *text;
    int exponent;
};

// Powers of ten and of two (apimachinery pkg/api/resource/suffix.go).
constexpr std::array decimalSuffixes{Suffix{u"n", -9}, Suffix{u"u", -6}, Suffix{u"m", -3}, Suffix{u"", 0},
                                     Suffix{u"k", 3},  Suffix{u"M", 6},  Suffix{u"G", 9},  Suffix{u"T", 12},
                                     Suffix{u"P", 15}, Suffix{u"E", 18}};
constexpr std::array binarySuffixes{Suffix{u"Ki", 10}, Suffix{u"Mi", 20}, Suffix{u"Gi", 30},
                                    Suffix{u"Ti", 40}, Suffix{u"Pi", 50}, Suffix{u"Ei", 60}};
constexpr int nano = -9;
constexpr int maxIntegerDigits = 18;

bool isDigit(QChar c) { return c >= u'0' && c <= u'9'; }

Error wrongFormat()
{
    return {Error::Code::Invalid, QStringLiteral("quantities must match the regular expression "
                                                 "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'")};
}

std::optional<qint64> power(qint64 value, qint64 exponent)
{
    if (value == 0) return 0;
    for (qint64 i = 0; i < exponent; ++i)
        if (qMulOverflow(value, qint64(10), &value)) return std::nullopt;
    return value;
}

QString suffixOf(Quantity::Format format, int exponent)
{
    if (format == Quantity::Format::DecimalExponent)
        return exponent == 0 ? QString() : QStringLiteral("e%1").arg(exponent);
    const auto named = [exponent](const Suffix &suffix) { return suffix.exponent == exponent; };
    if (format == Quantity::Format::BinarySI) {
        const auto found = std::find_if(binarySuffixes.begin(), binarySuffixes.end(), named);
        return found == binarySuffixes.end() ? QString() : QString(QStringView(found->text).toString());
    }
    const auto found = std::find_if(decimalSuffixes.begin(), decimalSuffixes.end(), named);
    return found == decimalSuffixes.end() ? QString() : QString(QStringView(found->text).toString());
}

// Go's ParseInt, of a number with a sign.
std::optional<qint64> parseExponent(QStringView text)
{
    const QStringView digits = text.startsWith(u'-') || text.startsWith(u'+') ? text.sliced(1) : text;
    if (digits.isEmpty() || !std::all_of(digits.begin(), digits.end(), isDigit)) return std::nullopt;
    bool ok = false;
    const qint64 number = text.toLongLong(&ok);
    return ok ? std::optional(number) : std::nullopt;
}

struct Unit
{
    Quantity::Format format;
    qint32 exponent;
};

std::optional<Unit> unitOf(QStringView suffix)
{
    for (const Suffix &known : decimalSuffixes)
        if (suffix == QStringView(known.text)) return Unit{Quantity::Format::DecimalSI, known.exponent};
    for (const Suffix &known : binarySuffixes)
        if (suffix == QStringView(known.text)) return Unit{Quantity::Format::BinarySI, known.exponent};
    if (suffix.size() < 2 || (suffix[0] != u'e' && suffix[0] != u'E')) return std::nullopt;
    const auto exponent = parseExponent(suffix.sliced(1));
    return exponent ? std::optional(Unit{Quantity::Format::DecimalExponent, qint32(quint64(*exponent))}) : std::nullopt;
}

} // namespace

struct Quantity::Parts
{
    bool negative = false, anyDigit = false;
    QStringView whole, fraction; // digits; whole without leading zeros, "0" at least
    QStringView suffix;
    Unit unit = {Format::DecimalSI, 0};
};

// As Go's scanner has it: "-", "." and "1.Gi" are numbers too.
std::optional<Quantity::Parts> Quantity::split(QStringView text)
{
    Parts parts;
    qsizetype at = 0;
    const qsizetype end = text.size();
    const auto skip = [&](auto accepts) {
        const qsizetype start = at;
        while (at < end && accepts(text[at])) ++at;
        return text.sliced(start, at - start);
    };
    if (at < end && (text[at] == u'-' || text[at] == u'+')) parts.negative = text[at++] == u'-';
    parts.anyDigit = !skip([](QChar c) { return c == u'0'; }).isEmpty();
    parts.whole = skip(isDigit);
    parts.anyDigit |= !parts.whole.isEmpty();
    if (parts.whole.isEmpty()) parts.whole = u"0";
    if (at < end && text[at] == u'.') {
        ++at;
        parts.fraction = skip(isDigit);
        parts.anyDigit |= !parts.fraction.isEmpty();
    }
    const qsizetype suffixAt = at;
    skip([](QChar c) { return QStringView(u"eEinumkKMGTP").contains(c); });
    if (at < end && (text[at] == u'-' || text[at] == u'+')) ++at;
    skip(isDigit);
    parts.suffix = text.sliced(suffixAt);
    return at == end ? std::optional(parts) : std::nullopt;
}

Result<Quantity> Quantity::parse(QStringView text)
{
    if (text.isEmpty()) return wrongFormat();
    auto parts = split(text);
    if (!parts) return wrongFormat();
    const auto unit = unitOf(parts->suffix);
    if (!unit) return Error{Error::Code::Invalid, QStringLiteral("unable to parse quantity's suffix")};
    parts->unit = *unit;
    if (auto quantity = parseShort(*parts, text)) return *std::move(quantity);
    if (auto quantity = parseLong(*parts)) return *std::move(quantity);
    return Error{Error::Code::Invalid, QStringLiteral("unable to parse numeric part of quantity")};
}

// What fits an integer and a power of ten.
std::optional<Quantity> Quantity::parseShort(const Parts &parts, QStringView text)
{
    const auto [format, exponent] = parts.unit;
    const bool binary = format == Format::BinarySI;
    const qsizetype places = parts.fraction.size(), digits = parts.whole.size() + places;
    if (binary ? places > 0 || 14 - digits - exponent * 3 / 10 < 0 : digits > maxIntegerDigits) return std::nullopt;
    const qint32 scale = qint32(quint32(binary ? 0 : exponent) - quint32(places));
    if (scale < nano) return std::nullopt;
    qint64 value = 0;
    for (const QStringView part : {parts.whole, parts.fraction})
        for (const QChar c : part) value = value * 10 + (c.unicode() - u'0');
    qint64 amount = value;
    if (binary && qMulOverflow(value, qint64(1) << exponent, &amount)) return std::nullopt;
    Quantity quantity(parts.negative ? -amount : amount, format);
    quantity.m_exponent = scale;
    // Go keeps the text of what looks canonical at a glance.
    const bool startsWithZero = parts.whole.startsWith(u'0');
    const bool canonical = binary ? exponent % 10 == 0 && (value & 7) != 0
                                  : scale % 3 == 0 && !(digits >= 3 && value % 1000 == 0) && !startsWithZero;
    if (canonical) quantity.m_text = text.toString();
    return quantity;
}

std::optional<Quantity> Quantity::parseLong(const Parts &parts)
{
    Quantity quantity(0, parts.unit.format);
    const qsizetype places = parts.fraction.size();
    if (!parts.anyDigit || parts.whole.size() + places > maxDigits) return std::nullopt;
    Digits digits = parts.whole.toLatin1() + parts.fraction.toLatin1();
    trim(digits);
    qint64 exponent = -qint64(places);
    if (parts.unit.format == Format::BinarySI)
        for (int i = 0; i < parts.unit.exponent / 10; ++i) multiply(digits, 1024);
    else
        exponent += parts.unit.exponent;
    if (!digits.isEmpty()) { // any amount is at least the least one
        if (exponent < nano && !cut(digits, nano - exponent)) digits = addDigits(digits, "1");
        if (exponent > maxDigits) return std::nullopt;
        if (exponent > nano) digits.append(exponent - nano, '0');
        exponent = nano;
    }
    if (parts.unit.format == Format::BinarySI) {
        const Decimal amount{digits, qint32(exponent), false};
        const Decimal greatest = Quantity(std::numeric_limits<qint64>::max()).decimal();
        if (model::compare(amount, greatest) > 0) digits = greatest.digits, exponent = 0;
        if (!digits.isEmpty() && model::compare(amount, Quantity(1).decimal()) < 0)
            quantity.m_format = Format::DecimalSI;
    }
    quantity.setDecimal({digits, qint32(exponent), parts.negative && !digits.isEmpty()});
    return quantity;
}

Quantity Quantity::milli(qint64 value, Format format)
{
    Quantity quantity(value, format);
    quantity.m_exponent = -3;
    return quantity;
}

int Quantity::sign() const
{
    if (m_isDecimal) return m_decimal.digits.isEmpty() ? 0 : m_decimal.negative ? -1 : 1;
    return int(m_value > 0) - int(m_value < 0);
}

Decimal Quantity::decimal() const
{
    if (m_isDecimal) return m_decimal;
    const quint64 amount = m_value < 0 ? 0 - quint64(m_value) : quint64(m_value);
    return {amount ? QByteArray::number(amount) : QByteArray(), m_exponent, m_value < 0};
}

void Quantity::setDecimal(Decimal amount)
{
    m_value = 0, m_exponent = 0, m_isDecimal = true;
    m_decimal = std::move(amount);
}

int Quantity::compare(const Quantity &other) const
{
    if (!m_isDecimal && !other.m_isDecimal && m_exponent == other.m_exponent)
        return int(m_value > other.m_value) - int(m_value < other.m_value);
    return model::compare(decimal(), other.decimal());
}

// False when the sum is no integer of 64 bits.
bool Quantity::addIntegers(qint64 value, qint32 exponent)
{
    if (value == 0) return true;
    if (m_value == 0) {
        m_value = value, m_exponent = exponent;
        return true;
    }
    const qint32 lower = std::min(m_exponent, exponent);
    const auto a = power(m_value, qint64(m_exponent) - lower), b = power(value, qint64(exponent) - lower);
    qint64 total = 0;
    if (!a || !b || qAddOverflow(*a, *b, &total)) return false;
    m_value = total, m_exponent = lower;
    return true;
}

void Quantity::add(const Quantity &other)
{
    m_text = QString();
    if (isZero()) m_format = other.m_format;
    if (!m_isDecimal && !other.m_isDecimal && addIntegers(other.m_value, other.m_exponent)) return;
    setDecimal(sum(decimal(), other.decimal(), maxDigits));
}

void Quantity::subtract(const Quantity &other)
{
    Quantity negative = other;
    negative.negate();
    add(negative);
}

void Quantity::negate()
{
    m_text = QString();
    if (!m_isDecimal && m_value == std::numeric_limits<qint64>::min()) setDecimal(decimal());
    if (m_isDecimal)
        m_decimal.negative = !m_decimal.negative && !m_decimal.digits.isEmpty();
    else
        m_value = -m_value;
}

std::optional<qint64> Quantity::toInteger() const
{
    if (m_isDecimal || m_exponent < 0) return std::nullopt;
    return power(m_value, m_exponent);
}

// Integers as amount.go has it, decimals as math.go has it (apimachinery pkg/api/resource).
qint64 Quantity::scaled(qint32 scale) const
{
    if (!m_isDecimal && m_exponent >= scale) {
        const qint64 places = qint64(m_exponent) - scale;
        const auto product = power(m_value, places);
        const bool wraps = (places <= 3 || places == 6 || places == 9) && m_value != std::numeric_limits<qint64>::min();
        return product || !wraps ? product.value_or(0) : qint64(quint64(m_value) * quint64(*power(1, places)));
    }
    Decimal amount = decimal();
    const qint64 places = qint64(scale) - amount.exponent;
    if (places <= 0) {
        amount.digits.append(qsizetype(std::min<qint64>(-places, maxDigits)), '0');
        return lowBits(amount.digits, amount.negative);
    }
    const bool isShort = amount.negative || compareDigits(amount.digits, "9223372036854775807") < 0;
    if (m_isDecimal && isShort && places < 19) {
        const qint64 low = lowBits(amount.digits, amount.negative), divisor = *power(1, places);
        return low / divisor + qint64(low % divisor != 0);
    }
    const bool exact = cut(amount.digits, places);
    if (!exact && !(m_isDecimal && amount.negative)) amount.digits = addDigits(amount.digits, "1");
    return lowBits(amount.digits, amount.negative);
}

QString Quantity::toString() const { return m_text.isNull() ? canonical() : m_text; }

QString Quantity::canonical() const
{
    if (isZero()) return QStringLiteral("0");
    Decimal amount = decimal();
    Format format = m_format;
    if (format == Format::BinarySI) { // small and fractional amounts are clearer in powers of ten
        const Decimal limit = Quantity(1024).decimal();
        Digits whole = amount.digits;
        if (model::compare({amount.digits, amount.exponent, false}, limit) < 0 || !cut(whole, -qint64(amount.exponent)))
            format = Format::DecimalSI;
    }
    qint64 exponent = amount.exponent;
    if (format == Format::BinarySI) {
        if (exponent < 0) cut(amount.digits, -exponent);
        if (exponent > 0) amount.digits.append(qsizetype(std::min<qint64>(exponent, maxDigits)), '0');
        exponent = 0;
        for (Digits quotient = amount.digits; divide(quotient, 1024) == 0; exponent += 10) amount.digits = quotient;
    } else {
        while (amount.digits.endsWith('0')) amount.digits.chop(1), ++exponent;
        for (; exponent % 3 != 0; --exponent) amount.digits.append('0');
    }
    return (amount.negative ? QStringLiteral("-") : QString()) + QString::fromLatin1(amount.digits) +
           suffixOf(format, int(exponent));
}

} // namespace model
