// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/numbertext.h"

#include <array>
#include <charconv>
#include <cmath>

namespace model {

namespace {

// The shortest digits that read back the same, as d.ddde±dd.
template<typename Number>
QByteArray scientific(Number value)
{
    std::array<char, 40> buffer;
    const auto [end, error] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific);
    Q_ASSERT(error == std::errc());
    return QByteArray(buffer.data(), end - buffer.data());
}

// The same digits without an exponent. (std::to_chars would write out all digits of a large number, Go writes zeros.)
QByteArray fixed(const QByteArray &text)
{
    const qsizetype e = text.indexOf('e');
    const int exponent = text.mid(e + 1).toInt();
    QByteArray digits = text.first(e).replace(".", "");
    const QByteArray sign = digits.startsWith('-') ? "-" : "";
    digits.remove(0, sign.size());
    if (exponent < 0) return sign + "0." + QByteArray(-exponent - 1, '0') + digits;
    if (digits.size() <= exponent) digits = digits.leftJustified(exponent + 1, '0');
    if (digits.size() > exponent + 1) digits.insert(exponent + 1, '.');
    return sign + digits;
}

QByteArray special(double value)
{
    if (std::isnan(value)) return ".nan";
    return value < 0 ? "-.inf" : ".inf";
}

} // namespace

QByteArray jsonNumber(double value)
{
    const double size = std::abs(value);
    if (size == 0 || (size >= 1e-6 && size < 1e21)) return fixed(scientific(value));
    QByteArray number = scientific(value);
    if (number.size() > 4 && number.lastIndexOf("e-0") == number.size() - 4) number.remove(number.size() - 2, 1);
    return number;
}

std::variant<double, qint64, quint64> jsonReading(double value)
{
    constexpr double limit = 18446744073709551616.0; // 2^64
    if (!(std::abs(value) < limit) || value != std::trunc(value) || (value == 0 && std::signbit(value))) return value;
    const QByteArray text = jsonNumber(value);
    bool isWhole = false;
    if (const qint64 whole = text.toLongLong(&isWhole); isWhole) return whole;
    const quint64 big = text.toULongLong(&isWhole);
    if (isWhole) return big;
    return value;
}

QByteArray keyNumber(double value)
{
    const float single = float(value);
    if (!std::isfinite(single)) return special(double(single));
    const QByteArray number = scientific(single);
    const int exponent = number.mid(number.indexOf('e') + 1).toInt();
    constexpr int fixedBelow = 6; // strconv's limit for 'g' with the shortest precision
    return exponent < -4 || exponent >= fixedBelow ? number : fixed(number);
}

QByteArray yamlNumber(double value)
{
    if (!std::isfinite(value)) return special(value);
    QByteArray number = jsonNumber(value);
    if (!number.contains('.') && !number.contains('e')) number += ".0";
    return number;
}

} // namespace model
