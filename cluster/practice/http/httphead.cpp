// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/http/httphead.h"

#include <algorithm>
#include <limits>

namespace practice {
namespace {

constexpr bool isAlphaNumeric(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool isHex(char c) { return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
constexpr bool isControl(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

// RFC 9110 5.6.2
bool isTokenCharacter(char c) { return isAlphaNumeric(c) || (c && QByteArrayView("!#$%&'*+-.^_`|~").contains(c)); }
bool isToken(QByteArrayView text) { return !text.isEmpty() && std::ranges::all_of(text, isTokenCharacter); }

QByteArrayView trimmed(QByteArrayView text)
{
    const auto isBlank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.isEmpty() && isBlank(text.front())) text = text.sliced(1);
    while (!text.isEmpty() && isBlank(text.back())) text.chop(1);
    return text;
}

bool sameWord(QByteArrayView a, QByteArrayView b) { return a.compare(b, Qt::CaseInsensitive) == 0; }

bool hasGoodEscapes(QByteArrayView path)
{
    for (qsizetype i = 0; i < path.size(); ++i) {
        if (path[i] != '%') continue;
        if (path.size() - i < 3 || !isHex(path[i + 1]) || !isHex(path[i + 2])) return false;
        i += 2;
    }
    return true;
}

// Host names, addresses, brackets, ports (golang.org/x/net/http/httpguts ValidHostHeader).
bool isHost(QByteArrayView host)
{
    return std::ranges::all_of(
        host, [](char c) { return isAlphaNumeric(c) || (c && QByteArrayView("!$%&()*+,-.:;=@[]_~'").contains(c)); });
}

HttpRefusal bad(QByteArray message = {}) { return {400, std::move(message)}; }

bool readTarget(QByteArrayView target, HttpRequestLine &out)
{
    if (target.isEmpty() || std::ranges::any_of(target, isControl)) return false;
    for (const QByteArrayView scheme : {QByteArrayView("http://"), QByteArrayView("https://")}) {
        if (!sameWord(target.first(std::min(scheme.size(), target.size())), scheme)) continue;
        target = target.sliced(scheme.size());
        const auto end = std::ranges::find_if(target, [](char c) { return c == '/' || c == '?'; });
        const qsizetype length = end - target.begin();
        if (length == 0 || !isHost(target.first(length))) return false;
        out.authority = target.first(length).toByteArray();
        target = target.sliced(length);
        if (target.isEmpty()) target = "/";
        break;
    }
    const qsizetype question = target.indexOf('?');
    QByteArrayView path = question < 0 ? target : target.first(question);
    if (path.isEmpty() && !out.authority.isEmpty()) path = "/";
    if (!path.startsWith('/') && target != QByteArrayView("*")) return false;
    if (!hasGoodEscapes(path)) return false;
    out.path = path.toByteArray();
    if (question >= 0) out.query = target.sliced(question + 1).toByteArray();
    return true;
}

// Digits alone, and no more than fit.
bool readLength(QByteArrayView text, qsizetype &out)
{
    if (text.isEmpty() || text.size() > 18 || !std::ranges::all_of(text, isDigit)) return false;
    out = 0;
    for (const char c : text) out = out * 10 + (c - '0');
    return true;
}

// Every token of a list, in turn; false as soon as function says so.
template<typename F>
bool eachToken(QByteArrayView list, F &&function)
{
    for (;;) {
        const qsizetype comma = list.indexOf(',');
        if (!function(trimmed(comma < 0 ? list : list.first(comma)))) return false;
        if (comma < 0) return true;
        list = list.sliced(comma + 1);
    }
}

// What the lines say that decide about the message's shape.
struct Seen
{
    int hosts = 0;
    int lengths = 0;
    int encodings = 0;
    bool close = false;
    bool keepAlive = false;
    QByteArrayView host = {};
    QByteArrayView length = {};
    QByteArrayView encoding = {};
    QByteArrayView expectation = {};
    bool lengthsDiffer = false;
};

Seen look(const HttpHeaders &headers)
{
    Seen seen;
    for (const auto &[name, value] : headers) {
        if (name == "host") {
            ++seen.hosts;
            seen.host = value;
        } else if (name == "content-length") {
            seen.lengthsDiffer = seen.lengthsDiffer || (seen.lengths > 0 && seen.length != value);
            ++seen.lengths;
            seen.length = value;
        } else if (name == "transfer-encoding") {
            ++seen.encodings;
            seen.encoding = value;
        } else if (name == "connection") {
            seen.close = seen.close || hasToken(value, "close");
            seen.keepAlive = seen.keepAlive || hasToken(value, "keep-alive");
        } else if (name == "expect" && seen.expectation.isEmpty()) {
            seen.expectation = value;
        }
    }
    return seen;
}

} // namespace

bool hasToken(QByteArrayView list, QByteArrayView token)
{
    return !eachToken(list, [token](QByteArrayView other) { return !sameWord(other, token); });
}

HttpRefusal tooLarge(qsizetype bodyBytes)
{
    return {413, "Request entity too large: limit is " + QByteArray::number(bodyBytes), true};
}

std::optional<HttpRefusal> readRequestLine(QByteArrayView line, HttpRequestLine &out)
{
    const qsizetype first = line.indexOf(' ');
    const qsizetype second = first < 0 ? -1 : line.indexOf(' ', first + 1);
    if (second < 0) return bad();
    const QByteArrayView method = line.first(first);
    const QByteArrayView target = line.sliced(first + 1, second - first - 1);
    const QByteArrayView version = line.sliced(second + 1);
    if (!isToken(method)) return bad();
    if (version.size() != 8 || !version.startsWith("HTTP/") || !isDigit(version[5]) || version[6] != '.' ||
        !isDigit(version[7]))
        return bad();
    if (version[5] == '2' && method == QByteArrayView("PRI")) return HttpRefusal{0, {}};
    if (version[5] != '1') return HttpRefusal{505, "unsupported protocol version"};
    out.isHttp10 = version[7] == '0';
    out.method = method.toByteArray();
    return readTarget(target, out) ? std::nullopt : std::optional(bad());
}

HttpRefusal headTooLarge() { return {431, "Request Header Fields Too Large"}; }

std::optional<HttpRefusal> readField(QByteArrayView line, HttpHeaders &headers)
{
    const bool isFolded = line.startsWith(' ') || line.startsWith('\t');
    const qsizetype colon = isFolded ? 0 : line.indexOf(':');
    if (colon < 0 || (isFolded && headers.empty())) return bad();
    const QByteArrayView name = line.first(colon);
    if (!isFolded && !isToken(name)) return bad(name.contains(' ') ? "invalid header name" : "");
    const QByteArrayView value = trimmed(isFolded ? line : line.sliced(colon + 1));
    if (std::ranges::any_of(value, [](char c) { return isControl(c) && c != '\t'; })) return bad();
    if (!isFolded) {
        headers.emplace_back(name.toByteArray().toLower(), value.toByteArray());
        return std::nullopt;
    }
    QByteArray &last = headers.back().second;
    if (!last.isEmpty()) last += ' ';
    last += value;
    return std::nullopt;
}

std::optional<HttpRefusal> readFraming(const HttpHeaders &headers, bool isHttp10, bool hasAuthority,
                                       qsizetype bodyBytes, HttpFraming &out)
{
    const Seen seen = look(headers);
    if (seen.hosts == 0 && !isHttp10 && !hasAuthority) return bad("missing required Host header");
    if (seen.hosts > 1) return bad();
    if (!isHost(seen.host)) return bad("malformed Host header");
    out.keepAlive = !seen.close && (!isHttp10 || seen.keepAlive);

    if (seen.lengthsDiffer) return bad();
    if (seen.lengths > 0 && !readLength(seen.length, out.length)) return bad();
    if (seen.encodings > 0) {
        if (isHttp10) return bad();
        if (seen.encodings > 1 || !sameWord(seen.encoding, "chunked"))
            return HttpRefusal{501, "Unsupported transfer encoding"};
        out.isChunked = true;
        out.length = 0;
    }
    if (!seen.expectation.isEmpty()) {
        if (!sameWord(seen.expectation, "100-continue")) return HttpRefusal{417, "Expectation Failed"};
        out.expectsContinue = !isHttp10 && (out.isChunked || out.length > 0);
    }
    if (out.length > bodyBytes) return tooLarge(bodyBytes);
    return std::nullopt;
}

} // namespace practice
