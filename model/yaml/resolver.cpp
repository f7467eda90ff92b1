// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/resolver.h"

#include <QByteArray>
#include <QDate>
#include <QRegularExpression>
#include <QString>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>

namespace model {

namespace {

constexpr qsizetype longestWord = 5; // of the tables below: "false"

constexpr std::array<QByteArrayView, 11> trueWords{"y",  "Y",  "yes",  "Yes",  "YES", "on",
                                                   "On", "ON", "true", "True", "TRUE"};
constexpr std::array<QByteArrayView, 11> falseWords{"n",   "N",   "no",    "No",    "NO",   "off",
                                                    "Off", "OFF", "false", "False", "FALSE"};
constexpr std::array<QByteArrayView, 4> nullWords{"~", "null", "Null", "NULL"};

template<size_t n>
bool isOneOf(const std::array<QByteArrayView, n> &words, QByteArrayView text)
{
    return std::any_of(words.begin(), words.end(), [text](QByteArrayView word) {
        return word.size() == text.size() && word[0] == text[0] && word == text;
    });
}

// Whether a word of the tables begins so.
bool beginsWord(char c)
{
    switch (c) {
    case '~':
    case 'n':
    case 'N':
    case 'y':
    case 'Y':
    case 't':
    case 'T':
    case 'f':
    case 'F':
    case 'o':
    case 'O': return true;
    default: return false;
    }
}

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isSign(char c) { return c == '-' || c == '+'; }

std::optional<double> specialFloat(QByteArrayView text)
{
    if (text == ".nan" || text == ".NaN" || text == ".NAN") return std::numeric_limits<double>::quiet_NaN();
    const bool negative = text.startsWith('-');
    const QByteArrayView rest = text.sliced(isSign(text[0]) ? 1 : 0);
    if (rest == ".inf" || rest == ".Inf" || rest == ".INF")
        return negative ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
    return std::nullopt;
}

std::optional<quint64> wholeNumber(QByteArrayView digits, int base)
{
    quint64 value = 0;
    const char *end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, value, base);
    if (digits.isEmpty() || error != std::errc() || stop != end) return std::nullopt;
    return value;
}

// An unsigned number in Go's strconv base-0 syntax (0x, 0o, 0b, leading 0), underscores already gone. Whole text or
// nothing.
std::optional<quint64> magnitude(QByteArrayView digits)
{
    if (digits.size() < 2 || digits[0] != '0') return wholeNumber(digits, 10);
    switch (digits[1] | 0x20) {
    case 'x': return wholeNumber(digits.sliced(2), 16);
    case 'b': return wholeNumber(digits.sliced(2), 2);
    case 'o': return wholeNumber(digits.sliced(2), 8);
    default: return wholeNumber(digits.sliced(1), 8);
    }
}

std::optional<Scalar> withSign(std::optional<quint64> size, bool negative)
{
    const quint64 limit = quint64(std::numeric_limits<qint64>::max());
    if (!size || *size > limit + (negative ? 1 : 0)) return std::nullopt;
    return Scalar{ScalarType::Int, negative ? qint64(0 - *size) : qint64(*size)};
}

std::optional<Scalar> integer(QByteArrayView text)
{
    const bool hasSign = isSign(text[0]);
    const std::optional<quint64> size = magnitude(text.sliced(hasSign ? 1 : 0));
    if (const auto whole = withSign(size, text[0] == '-')) return whole;
    if (size && !hasSign) return Scalar{ScalarType::Int, *size};
    // go-yaml's second look at 0b lets a sign stand behind the prefix.
    if (!text.startsWith("0b") || text.size() < 4 || !isSign(text[2])) return std::nullopt;
    return withSign(wholeNumber(text.sliced(3), 2), text[2] == '-');
}

// go-yaml: ^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$
bool isDecimal(QByteArrayView text)
{
    qsizetype i = 0;
    const auto digits = [&] {
        const qsizetype start = i;
        while (i < text.size() && isDigit(text[i])) ++i;
        return i - start;
    };
    if (i < text.size() && isSign(text[i])) ++i;
    const bool whole = digits() > 0;
    if (i < text.size() && text[i] == '.') {
        ++i;
        if (digits() == 0 && !whole) return false;
    } else if (!whole) {
        return false;
    }
    if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
        ++i;
        if (i < text.size() && isSign(text[i])) ++i;
        if (digits() == 0) return false;
    }
    return i == text.size();
}

// Whether a decimal that double cannot hold is too small rather than too large.
bool isTiny(QByteArrayView text)
{
    const qsizetype e = std::max(text.indexOf('e'), text.indexOf('E'));
    if (e >= 0 && text[e + 1] == '-') return true;
    if (e >= 0) return false;
    return text.contains('.') && (text.startsWith('.') || text.startsWith('0'));
}

std::optional<double> decimal(QByteArrayView text)
{
    if (!isDecimal(text)) return std::nullopt;
    const bool negative = text[0] == '-';
    const QByteArrayView digits = text.sliced(isSign(text[0]) ? 1 : 0);
    double value = 0;
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error == std::errc::result_out_of_range) {
        if (!isTiny(digits)) return std::nullopt; // Go refuses it, so it is text
        value = 0;
    }
    return negative ? -value : value;
}

// Go's strconv: an underscore stands between digits only.
bool underscoresSeparateDigits(QByteArrayView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '_') continue;
        if (i == 0 || i + 1 == text.size() || !isDigit(text[i - 1]) || !isDigit(text[i + 1])) return false;
    }
    return true;
}

Scalar resolveNumber(QByteArrayView text)
{
    if (const auto special = specialFloat(text)) return {ScalarType::Float, *special};
    QByteArray stripped;
    QByteArrayView plain = text;
    if (text.contains('_')) {
        if (text[0] == '.' && !underscoresSeparateDigits(text)) return {ScalarType::String};
        stripped = text.toByteArray().replace("_", "");
        plain = stripped;
    }
    if (text[0] != '.')
        if (const auto whole = integer(plain)) return *whole;
    if (const auto fraction = decimal(plain)) return {ScalarType::Float, *fraction};
    return {ScalarType::String};
}

bool consistsOf(QByteArrayView text, QByteArrayView allowed)
{
    return std::all_of(text.begin(), text.end(), [&](char c) { return isDigit(c) || allowed.contains(c); });
}

// 0x, 0o, 0b and letters or digits behind: a number to somebody, whatever its size.
bool hasBasePrefix(QByteArrayView text)
{
    const QByteArrayView rest = text.sliced(isSign(text[0]) ? 1 : 0);
    return rest.size() > 2 && rest[0] == '0' && QByteArrayView("xXoObB").contains(rest[1]) &&
           consistsOf(rest.sliced(2), "abcdefABCDEF_+-");
}

bool looksLikeDate(QByteArrayView text)
{
    return text.size() > 5 && consistsOf(text.first(4), "") && text[4] == '-' &&
           consistsOf(text.sliced(5), "-:.TtZz+ \t");
}

// YYYY-M-D, alone or with a time of day; the zone is asked for by T and refused without it.
bool isTimestamp(QByteArrayView text)
{
    static const QRegularExpression form(
        QStringLiteral("^[0-9]{4}-(0?[1-9]|1[0-2])-(0?[1-9]|[12][0-9]|3[01])"
                       "([Tt]([01]?[0-9]|2[0-3]):[0-5]?[0-9]:[0-5]?[0-9]([.,][0-9]+)?(Z|[-+][0-9]{2}:[0-9]{2})"
                       "| +([01]?[0-9]|2[0-3]):[0-5]?[0-9]:[0-5]?[0-9]([.,][0-9]+)?)?$"));
    if (!form.match(QString::fromUtf8(text)).hasMatch()) return false;
    const QList<QByteArray> parts = text.first(std::min<qsizetype>(text.size(), 10)).toByteArray().split('-');
    const qsizetype digits = std::find_if_not(parts[2].begin(), parts[2].end(), isDigit) - parts[2].begin();
    return QDate::isValid(parts[0].toInt() == 0 ? 2000 : parts[0].toInt(), parts[1].toInt(),
                          parts[2].first(digits).toInt()); // Qt has no year 0, which Go's leap years have
}

// YAML 1.1: [-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?
bool isBase60(QByteArrayView text)
{
    qsizetype i = isSign(text[0]) ? 1 : 0;
    const qsizetype start = i;
    while (i < text.size() && (isDigit(text[i]) || (i > start && text[i] == '_'))) ++i;
    if (i == start || i == text.size() || text[i] != ':') return false;
    while (i < text.size() && text[i] == ':') {
        const qsizetype group = ++i;
        while (i < text.size() && isDigit(text[i])) ++i;
        if (i == group || i - group > 2 || (i - group == 2 && text[group] > '5')) return false;
    }
    return i == text.size() || (text[i] == '.' && consistsOf(text.sliced(i + 1), "_"));
}

} // namespace

Scalar resolvePlain(QByteArrayView text)
{
    if (text.isEmpty()) return {ScalarType::Null};
    if (isDigit(text[0]) || isSign(text[0]) || text[0] == '.') return resolveNumber(text);
    if (text.size() > longestWord || !beginsWord(text[0])) return {ScalarType::String};
    if (isOneOf(nullWords, text)) return {ScalarType::Null};
    if (isOneOf(trueWords, text)) return {ScalarType::Bool, true};
    if (isOneOf(falseWords, text)) return {ScalarType::Bool, false};
    return {ScalarType::String};
}

std::optional<Scalar> resolveTagged(QByteArrayView tag, QByteArrayView text)
{
    constexpr QByteArrayView prefix = "tag:yaml.org,2002:";
    if (!tag.startsWith(prefix)) return Scalar{};
    const QByteArrayView name = tag.sliced(prefix.size());
    const auto onlyIf = [&](ScalarType type) {
        const Scalar found = resolvePlain(text);
        return found.type == type ? std::optional(found) : std::nullopt;
    };
    if (name == "bool") return onlyIf(ScalarType::Bool);
    if (name == "int") return onlyIf(ScalarType::Int);
    if (name == "null") return onlyIf(ScalarType::Null);
    if (name == "float") {
        const Scalar found = resolvePlain(text);
        if (const auto *whole = std::get_if<qint64>(&found.value)) return Scalar{ScalarType::Float, double(*whole)};
        return onlyIf(ScalarType::Float);
    }
    if (name == "timestamp") return isTimestamp(text) ? std::optional(Scalar{}) : std::nullopt;
    return Scalar{};
}

bool isLikelyText(QByteArrayView text, bool isVersion)
{
    const Scalar scalar = resolvePlain(text);
    if (scalar.type == ScalarType::Bool) return text.size() <= 3 || (text[0] | 0x20) == 'o'; // not true and false
    if (scalar.type != ScalarType::Int && scalar.type != ScalarType::Float) return false;
    if (text.contains('_')) return true;
    const QByteArrayView digits = text.sliced(isSign(text[0]) ? 1 : 0);
    if (digits.size() > 1 && digits[0] == '0' && (isDigit(digits[1]) || QByteArrayView("oObB").contains(digits[1])))
        return true;
    if (scalar.type == ScalarType::Int) return false;
    const qsizetype point = digits.indexOf('.');
    if (point < 0) return !digits.contains('-') && !digits.contains('+') && digits.size() == text.size(); // 12e3
    if (!consistsOf(digits, ".")) return false;
    return isVersion || (digits[0] != '0' && digits.size() - point > 2 && digits.endsWith('0'));
}

bool resolvesSomewhere(QByteArrayView text)
{
    if (resolvePlain(text).type != ScalarType::String || text == "=" || text == "<<") return true;
    if (text.size() <= longestWord) {
        const QByteArray lower = text.toByteArray().toLower();
        if (isOneOf(nullWords, lower) || isOneOf(trueWords, lower) || isOneOf(falseWords, lower)) return true;
    }
    if (!isDigit(text[0]) && !isSign(text[0]) && text[0] != '.') return false;
    const QByteArray lower = text.toByteArray().toLower().replace("_", "");
    if (lower.endsWith(".inf") || lower == ".nan") return true;
    if (isDecimal(lower) || hasBasePrefix(text) || looksLikeDate(text)) return true;
    return isBase60(text);
}

} // namespace model
