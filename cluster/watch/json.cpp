// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/watch/json.h"

#include <charconv>
#include <chrono>
#include <limits>

namespace cluster {

namespace {

// The token without the white space that may follow it; a string keeps its quotes.
std::string_view token(JsonValue value)
{
    std::string_view text = value.raw_json_token();
    while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\r' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

qsizetype closingQuote(const char *text, qsizetype limit)
{
    for (qsizetype i = 0; i < limit; ++i) {
        if (text[i] == '"') return i;
        if (text[i] == '\\') ++i;
    }
    return -1;
}

char32_t hexUnit(std::string_view text, size_t at)
{
    unsigned unit = 0xfffd;
    if (at + 4 <= text.size()) std::from_chars(text.data() + at, text.data() + at + 4, unit, 16);
    return unit;
}

// One \uXXXX or a pair of them from the place after the u; at moves behind what was read.
char32_t codePoint(std::string_view text, size_t &at)
{
    const char32_t unit = hexUnit(text, at);
    at += 4;
    if (unit < 0xd800 || unit > 0xdfff) return unit;
    if (unit <= 0xdbff && at + 6 <= text.size() && text[at] == '\\' && text[at + 1] == 'u') {
        const char32_t low = hexUnit(text, at + 2);
        if (low >= 0xdc00 && low <= 0xdfff) {
            at += 6;
            return 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
        }
    }
    return 0xfffd;
}

QByteArray unescaped(std::string_view text)
{
    QByteArray result;
    result.reserve(qsizetype(text.size()));
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            result += text[i];
            continue;
        }
        switch (const char c = text[++i]) {
        case 'n': result += '\n'; break;
        case 't': result += '\t'; break;
        case 'r': result += '\r'; break;
        case 'b': result += '\b'; break;
        case 'f': result += '\f'; break;
        case 'u': {
            size_t at = i + 1;
            const char32_t point = codePoint(text, at);
            result += QString::fromUcs4(&point, 1).toUtf8();
            i = at - 1;
            break;
        }
        default: result += c;
        }
    }
    return result;
}

} // namespace

QByteArrayView JsonWalk::cut(QByteArrayView text)
{
    if (text.size() <= maxTextBytes) return text;
    qsizetype end = maxTextBytes;
    while (end > 0 && (quint8(text[end]) & 0xc0) == 0x80) --end;
    return text.first(end);
}

QByteArrayView JsonWalk::keyText(const char *afterQuote)
{
    // The parser has seen the closing quote; a key longer than this is none of ours, nor worth keeping.
    const qsizetype end = closingQuote(afterQuote, maxTextBytes);
    return end < 0 ? QByteArrayView() : QByteArrayView(afterQuote, end);
}

QByteArray JsonWalk::text(JsonValue value) const
{
    const std::string_view raw = token(value);
    if (raw.size() < 2 || raw.front() != '"') return {};
    const qsizetype end = closingQuote(raw.data() + 1, qsizetype(raw.size()) - 1);
    if (end < 0) return {};
    const std::string_view inner = raw.substr(1, size_t(end));
    if (inner.find('\\') != std::string_view::npos) return unescaped(inner);
    return QByteArray(inner.data(), qsizetype(inner.size()));
}

qint64 JsonWalk::integer(JsonValue value) const
{
    constexpr qint64 least = std::numeric_limits<qint64>::min();
    constexpr qint64 most = std::numeric_limits<qint64>::max();
    const std::string_view raw = token(value);
    const char *const end = raw.data() + raw.size();
    qint64 number = 0;
    const auto whole = std::from_chars(raw.data(), end, number);
    if (whole.ec == std::errc() && whole.ptr == end) return number;
    double real = 0;
    const auto fraction = std::from_chars(raw.data(), end, real);
    if (fraction.ptr != end) return 0;
    const bool out = fraction.ec == std::errc::result_out_of_range; // 1e400, and 1e-400, which nobody sends as a count
    if (out || real >= 9.2e18 || real <= -9.2e18) return raw.front() == '-' ? least : most;
    return qint64(real);
}

qint32 JsonWalk::count(JsonValue value) const
{
    return qint32(std::clamp<qint64>(integer(value), 0, std::numeric_limits<qint32>::max()));
}

bool JsonWalk::boolean(JsonValue value) const { return token(value) == "true"; }

QUuid JsonWalk::uid(JsonValue value) const
{
    const QByteArray written = text(value);
    if (written.isEmpty()) return {};
    const QUuid uuid = QUuid::fromString(QLatin1StringView(written));
    // An apiserver's are UUIDs, though the API only says that they are unique: any other text becomes one of its own.
    return uuid.isNull() ? QUuid::createUuidV5(QUuid(), written) : uuid;
}

qint64 JsonWalk::timeMs(JsonValue value) const
{
    const QByteArray written = text(value);
    // "2026-11-23T14:56:58[.123456](Z|+01:00)"
    if (written.size() < 20 || written.at(4) != '-' || written.at(10) != 'T' || written.at(16) != ':') return 0;
    const auto number = [&written](int at, int length) {
        int result = 0;
        std::from_chars(written.data() + at, written.data() + at + length, result);
        return result;
    };
    using namespace std::chrono;
    const year_month_day day(year(number(0, 4)), month(unsigned(number(5, 2))),
                             std::chrono::day(unsigned(number(8, 2))));
    if (!day.ok()) return 0;
    qint64 ms = duration_cast<milliseconds>(sys_days(day).time_since_epoch()).count();
    ms += ((number(11, 2) * 60 + number(14, 2)) * 60 + number(17, 2)) * qint64(1000);
    qsizetype at = 19;
    if (written.at(at) == '.') {
        int unit = 100;
        for (++at; at < written.size() && isdigit(quint8(written.at(at))); ++at, unit /= 10)
            ms += (written.at(at) - '0') * unit;
    }
    const qsizetype left = written.size() - at;
    if (left >= 6 && (written.at(at) == '+' || written.at(at) == '-')) {
        const qint64 offset = (number(int(at) + 1, 2) * 60 + number(int(at) + 4, 2)) * qint64(60000);
        ms += written.at(at) == '+' ? -offset : offset;
    }
    return ms;
}

} // namespace cluster
