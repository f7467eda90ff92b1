// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/resolver.h"

#include <QLatin1StringView>
#include <QSet>

#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

namespace model {

namespace {

const QSet<QByteArray> &words(bool truth)
{
    static const QSet<QByteArray> yes{"y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE"};
    static const QSet<QByteArray> no{"n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE"};
    return truth ? yes : no;
}

bool isNullWord(const QByteArray &text)
{
    return text.isEmpty() || text == "~" || text == "null" || text == "Null" || text == "NULL";
}

std::optional<double> specialFloat(const QByteArray &text)
{
    if (text == ".nan" || text == ".NaN" || text == ".NAN") return std::numeric_limits<double>::quiet_NaN();
    QByteArray rest = text;
    const bool negative = rest.startsWith('-');
    if (negative || rest.startsWith('+')) rest.remove(0, 1);
    if (rest == ".inf" || rest == ".Inf" || rest == ".INF")
        return negative ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
    return std::nullopt;
}

// An unsigned number in Go's strconv base-0 syntax (0x, 0o, 0b, leading 0), underscores already gone. Whole text or
// nothing.
std::optional<quint64> magnitude(QByteArrayView digits)
{
    int base = 10;
    if (digits.size() > 1 && digits[0] == '0') {
        const char mark = char(digits[1] | 0x20);
        base = mark == 'x' ? 16 : mark == 'b' ? 2 : 8;
        digits = digits.sliced(mark == 'x' || mark == 'b' || mark == 'o' ? 2 : 1);
    }
    quint64 value = 0;
    const char *end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, value, base);
    if (digits.isEmpty() || error != std::errc() || stop != end) return std::nullopt;
    return value;
}

std::optional<Scalar> integer(const QByteArray &text)
{
    const bool negative = text.startsWith('-');
    const QByteArrayView digits = QByteArrayView(text).sliced(negative || text.startsWith('+') ? 1 : 0);
    const std::optional<quint64> size = magnitude(digits);
    if (!size) return std::nullopt;
    const quint64 limit = quint64(std::numeric_limits<qint64>::max());
    if (negative) {
        if (*size > limit + 1) return std::nullopt;
        return Scalar{ScalarType::Int, qint64(0 - *size)};
    }
    if (*size <= limit) return Scalar{ScalarType::Int, qint64(*size)};
    return Scalar{ScalarType::Int, *size};
}

// go-yaml: ^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$
std::optional<double> decimal(const QByteArray &text)
{
    qsizetype i = 0;
    const auto digits = [&] {
        const qsizetype start = i;
        while (i < text.size() && text[i] >= '0' && text[i] <= '9') ++i;
        return i - start;
    };
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
    if (i < text.size() && text[i] == '.') {
        ++i;
        if (digits() == 0) return std::nullopt;
    } else {
        if (digits() == 0) return std::nullopt;
        if (i < text.size() && text[i] == '.') {
            ++i;
            digits();
        }
    }
    if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
        ++i;
        if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
        if (digits() == 0) return std::nullopt;
    }
    if (i != text.size()) return std::nullopt;
    bool ok = false;
    const double value = text.toDouble(&ok);
    return ok || std::isinf(value) ? std::optional(value) : std::nullopt;
}

bool mayBeNumber(char first) { return (first >= '0' && first <= '9') || first == '+' || first == '-' || first == '.'; }

} // namespace

Scalar resolvePlain(const QByteArray &text)
{
    if (isNullWord(text)) return {ScalarType::Null};
    if (!mayBeNumber(text[0])) {
        if (text.size() > 5) return {ScalarType::String};
        if (words(true).contains(text)) return {ScalarType::Bool, true};
        if (words(false).contains(text)) return {ScalarType::Bool, false};
        return {ScalarType::String};
    }
    if (const auto special = specialFloat(text)) return {ScalarType::Float, *special};
    QByteArray plain = text;
    plain.replace("_", "");
    if (const auto whole = integer(plain)) return *whole;
    if (const auto fraction = decimal(plain)) return {ScalarType::Float, *fraction};
    return {ScalarType::String};
}

} // namespace model
