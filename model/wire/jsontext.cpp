// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/jsontext.h"

#include <charconv>
#include <cmath>
#include <cstring>

namespace model {

using namespace Qt::StringLiterals;

namespace {

constexpr quint64 ones = 0x0101010101010101;
constexpr quint64 highBits = 0x8080808080808080;

quint64 eightBytes(const char *at)
{
    quint64 word = 0;
    std::memcpy(&word, at, sizeof word);
    return word;
}

// The high bit of (at least) the first byte that is zero.
constexpr quint64 zeroBytes(quint64 word) { return (word - ones) & ~word & highBits; }

constexpr bool isStop(char c) { return c == '"' || c == '\\' || uchar(c) < 0x20; }

bool isAscii(QByteArrayView text)
{
    const char *at = text.data();
    const char *const end = at + text.size();
    quint64 bits = 0;
    for (; end - at >= 8; at += 8) bits |= eightBytes(at);
    for (; at < end; ++at) bits |= quint64(uchar(*at));
    return !(bits & highBits);
}

struct Rune
{
    char32_t code = 0xfffd;
    int size = 1;
};

// As Go's utf8.DecodeRune: a byte that starts no whole, shortest sequence is one U+FFFD by itself.
Rune decodeRune(const char *at, const char *end)
{
    const uchar first = uchar(*at);
    if (first < 0x80) return {first, 1};
    int size = 0;
    char32_t code = 0;
    if (first >= 0xc2 && first < 0xe0) {
        size = 2;
        code = first & 0x1f;
    } else if (first >= 0xe0 && first < 0xf0) {
        size = 3;
        code = first & 0x0f;
    } else if (first >= 0xf0 && first < 0xf5) {
        size = 4;
        code = first & 0x07;
    }
    if (!size || end - at < size) return {};
    for (int i = 1; i < size; ++i) {
        if ((uchar(at[i]) & 0xc0) != 0x80) return {};
        code = (code << 6) | (uchar(at[i]) & 0x3f);
    }
    const bool isTooLong = (size == 3 && code < 0x800) || (size == 4 && code < 0x10000);
    if (isTooLong || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return {};
    return {code, size};
}

// The unit of a \uXXXX at `at`.
std::optional<char16_t> unitAt(const char *at, const char *end)
{
    if (end - at < 6 || at[0] != '\\' || at[1] != 'u') return std::nullopt;
    ushort unit = 0;
    const auto [stop, error] = std::from_chars(at + 2, at + 6, unit, 16);
    if (error != std::errc() || stop != at + 6) return std::nullopt;
    return char16_t(unit);
}

char16_t *append(char16_t *to, char32_t code)
{
    if (code < 0x10000) {
        *to++ = char16_t(code);
    } else {
        *to++ = QChar::highSurrogate(code);
        *to++ = QChar::lowSurrogate(code);
    }
    return to;
}

// Appends what the escape at `at` stands for, and steps behind it.
char16_t *appendEscape(char16_t *to, const char *&at, const char *end)
{
    const std::optional<char16_t> unit = unitAt(at, end);
    if (!unit) {
        const char c = at + 1 < end ? at[1] : '\\';
        at += 2;
        switch (c) {
        case 'b': return append(to, u'\b');
        case 'f': return append(to, u'\f');
        case 'n': return append(to, u'\n');
        case 'r': return append(to, u'\r');
        case 't': return append(to, u'\t');
        default: return append(to, uchar(c));
        }
    }
    at += 6;
    if (!QChar::isSurrogate(*unit)) return append(to, *unit);
    const std::optional<char16_t> low = unitAt(at, end);
    if (!QChar::isHighSurrogate(*unit) || !low || !QChar::isLowSurrogate(*low))
        return append(to, QChar::ReplacementCharacter);
    at += 6;
    return append(to, QChar::surrogateToUcs4(*unit, *low));
}

// Whether a number that std::from_chars calls out of range is too large rather than too small.
bool isHuge(QByteArrayView number)
{
    qint64 exponent = 0;
    qint64 places = 0; // before the point, from the first digit that is not zero; negative behind it
    bool isBehindPoint = false;
    bool isCounting = false;
    qsizetype i = number.startsWith('-') ? 1 : 0;
    for (; i < number.size() && number[i] != 'e' && number[i] != 'E'; ++i) {
        if (number[i] == '.') {
            isBehindPoint = true;
            continue;
        }
        isCounting = isCounting || number[i] != '0';
        if (isCounting && !isBehindPoint) ++places;
        if (!isCounting && isBehindPoint) --places;
    }
    if (!isCounting) return false;
    if (++i < number.size()) {
        const bool isNegative = number[i] == '-';
        if (isNegative || number[i] == '+') ++i;
        constexpr qint64 enough = qint64(1) << 40;
        for (; i < number.size() && exponent < enough; ++i) exponent = exponent * 10 + (number[i] - '0');
        if (isNegative) exponent = -exponent;
    }
    return places + exponent > 0;
}

JsonKeys::Key make(QByteArrayView raw, quint64 hash)
{
    // With escapes or broken UTF-8 many spellings are one text, so that such a one has all marks.
    const bool isPlain = isAscii(raw) && !raw.contains('\\');
    return {jsonStringValue(raw), isPlain ? quint64(1) << (hash >> 58) : ~quint64(0)};
}

std::optional<Value> doubleValue(QByteArrayView number)
{
    double value = 0;
    const auto [stop, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (error == std::errc() && std::isfinite(value)) return Value(value);
    if (isHuge(number)) return std::nullopt;
    return Value(number.startsWith('-') ? -0.0 : 0.0);
}

} // namespace

const char *jsonStringStop(const char *at, const char *end)
{
    for (; end - at >= 8; at += 8) {
        const quint64 word = eightBytes(at);
        const quint64 quotes = zeroBytes(word ^ (ones * quint64('"')));
        const quint64 slashes = zeroBytes(word ^ (ones * quint64('\\')));
        const quint64 controls = (word - ones * 0x20) & ~word & highBits;
        if (quotes | slashes | controls) break;
    }
    while (at < end && !isStop(*at)) ++at;
    return at;
}

QString jsonStringValue(QByteArrayView raw)
{
    const char *at = raw.data();
    const char *const end = at + raw.size();
    const bool hasEscapes = !raw.isEmpty() && std::memchr(at, '\\', size_t(raw.size()));
    if (!hasEscapes && isAscii(raw)) return QString::fromLatin1(raw);
    QString text(raw.size(), Qt::Uninitialized); // no byte gives more than one unit
    auto *const begin = reinterpret_cast<char16_t *>(text.data());
    char16_t *to = begin;
    while (at < end) {
        if (*at == '\\') {
            to = appendEscape(to, at, end);
        } else if (uchar(*at) < 0x80) {
            *to++ = uchar(*at++);
        } else {
            const Rune rune = decodeRune(at, end);
            to = append(to, rune.code);
            at += rune.size;
        }
    }
    text.truncate(to - begin);
    return text;
}

std::optional<QString> utf8Text(QByteArrayView bytes)
{
    if (isAscii(bytes)) return QString::fromLatin1(bytes);
    QString text(bytes.size(), Qt::Uninitialized);
    auto *const begin = reinterpret_cast<char16_t *>(text.data());
    char16_t *to = begin;
    const char *at = bytes.data();
    const char *const end = at + bytes.size();
    while (at < end) {
        const Rune rune = decodeRune(at, end);
        if (rune.size == 1 && uchar(*at) >= 0x80) return std::nullopt;
        to = append(to, rune.code);
        at += rune.size;
    }
    text.truncate(to - begin);
    return text;
}

std::optional<Value> jsonNumberValue(QByteArrayView number)
{
    const char *const begin = number.data();
    const char *const end = begin + number.size();
    qint64 integer = 0;
    const auto [stop, error] = std::from_chars(begin, end, integer);
    if (stop == end && error == std::errc()) return Value(integer);
    if (stop == end) {
        quint64 big = 0;
        if (const auto read = std::from_chars(begin, end, big); read.ec == std::errc() && read.ptr == end)
            return Value(big);
    }
    return doubleValue(number);
}

QString quotedByte(char byte)
{
    // strconv.Quote of the byte taken as a character: U+0080 and above are what Latin-1 has there.
    const uchar c = uchar(byte);
    const QString hex = QString::number(c, 16).rightJustified(2, u'0');
    QString text = QChar::fromLatin1(byte);
    constexpr uchar noBreakSpace = 0xa0;
    constexpr uchar softHyphen = 0xad;
    if (c == '\'' || c == '\\')
        text.prepend(u'\\');
    else if (const qsizetype named = QByteArrayView("\a\b\t\n\v\f\r").indexOf(byte); c && named >= 0)
        text = u'\\' + QString(QLatin1String("abtnvfr").at(named));
    else if (c < 0x20 || c == 0x7f)
        text = u"\\x"_s + hex;
    else if ((c > 0x7f && c <= noBreakSpace) || c == softHyphen)
        text = u"\\u00"_s + hex;
    return u'\'' + text + u'\'';
}

JsonKeys::Key JsonKeys::key(QByteArrayView raw)
{
    constexpr qsizetype maxKept = 64;
    quint64 hash = quint64(raw.size());
    if (raw.size() >= 8) {
        hash ^= eightBytes(raw.data()) ^ (eightBytes(raw.data() + raw.size() - 8) * 31);
    } else {
        for (const char c : raw) hash = hash << 8 | uchar(c);
    }
    hash *= 0x9e3779b97f4a7c15;
    if (raw.size() > maxKept) return make(raw, hash);
    Slot &slot = m_slots[hash >> 32 & (m_slots.size() - 1)];
    if (!slot.raw.data() || slot.raw != raw) slot = {raw, make(raw, hash)};
    return slot.key;
}

} // namespace model
