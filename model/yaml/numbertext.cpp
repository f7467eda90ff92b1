// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/numbertext.h"

#include <array>
#include <charconv>
#include <cmath>

namespace model {

namespace {

// As long as the longest double in fixed notation.
using Buffer = std::array<char, 400>;

template<typename Number>
QByteArray text(Number value, std::chars_format format)
{
    Buffer buffer;
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format);
    Q_ASSERT(error == std::errc());
    return QByteArray(buffer.data(), end - buffer.data());
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
    if (size == 0 || (size >= 1e-6 && size < 1e21)) return text(value, std::chars_format::fixed);
    QByteArray number = text(value, std::chars_format::scientific);
    if (number.size() > 4 && number.lastIndexOf("e-0") == number.size() - 4) number.remove(number.size() - 2, 1);
    return number;
}

QByteArray keyNumber(double value)
{
    const float single = float(value);
    if (!std::isfinite(single)) return special(double(single));
    const QByteArray number = text(single, std::chars_format::scientific);
    const int exponent = number.mid(number.indexOf('e') + 1).toInt();
    constexpr int fixedBelow = 6; // strconv's limit for 'g' with the shortest precision
    return exponent < -4 || exponent >= fixedBelow ? number : text(single, std::chars_format::fixed);
}

QByteArray yamlNumber(double value)
{
    if (!std::isfinite(value)) return special(value);
    QByteArray number = jsonNumber(value);
    if (!number.contains('.') && !number.contains('e')) number += ".0";
    return number;
}

} // namespace model
