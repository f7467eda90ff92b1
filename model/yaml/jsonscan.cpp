// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/jsonscan.h"

#include "model/base/limits.h"

#include <cctype>
#include <charconv>
#include <vector>

namespace model {

namespace {

bool isJsonDigit(char c) { return c >= '0' && c <= '9'; }

// JSON's -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?
bool isNumber(QByteArrayView text)
{
    qsizetype i = text.startsWith('-') ? 1 : 0;
    const auto digits = [&] {
        const qsizetype start = i;
        while (i < text.size() && isJsonDigit(text[i])) ++i;
        return i > start;
    };
    const bool zero = i < text.size() && text[i] == '0';
    if (!digits() || (zero && i > (text.startsWith('-') ? 2 : 1))) return false;
    if (i < text.size() && text[i] == '.' && (++i, !digits())) return false;
    if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
        ++i;
        if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
        if (!digits()) return false;
    }
    return i == text.size();
}

} // namespace

qsizetype skipJsonSpace(QByteArrayView text, qsizetype at)
{
    while (at >= 0 && at < text.size() && QByteArrayView(" \t\r\n").contains(text[at])) ++at;
    return at;
}

std::optional<char16_t> jsonUnitAt(QByteArrayView text, qsizetype at)
{
    if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') return std::nullopt;
    ushort unit = 0;
    const char *end = text.data() + at + 6;
    const auto [stop, error] = std::from_chars(text.data() + at + 2, end, unit, 16);
    return error == std::errc() && stop == end ? std::optional(char16_t(unit)) : std::nullopt;
}

qsizetype jsonStringEnd(QByteArrayView text, qsizetype at)
{
    for (++at; at < text.size() && text[at] != '"'; ++at) {
        if (uchar(text[at]) < 0x20) return -1;
        if (text[at] != '\\') continue;
        if (jsonUnitAt(text, at))
            at += 5;
        else if (++at >= text.size() || !QByteArrayView("\"\\/bfnrt").contains(text[at]))
            return -1;
    }
    return at < text.size() ? at + 1 : -1;
}

qsizetype jsonWordEnd(QByteArrayView text, qsizetype at)
{
    const qsizetype begin = at;
    while (at < text.size() && (isalnum(uchar(text[at])) || QByteArrayView("+-.").contains(text[at]))) ++at;
    const QByteArrayView word = text.sliced(begin, at - begin);
    return word == "true" || word == "false" || word == "null" || isNumber(word) ? at : -1;
}

qsizetype jsonValueEnd(QByteArrayView text, qsizetype at)
{
    std::vector<char> open; // the closing brackets that are awaited
    bool fresh = true;      // a value may start here; else one has ended
    while (true) {
        at = skipJsonSpace(text, at);
        if (at >= text.size()) return -1;
        const char c = text[at];
        if (fresh && (c == '{' || c == '[')) {
            open.push_back(c == '{' ? '}' : ']');
            if (open.size() > size_t(limits::maxDepth)) return -1;
            at = skipJsonSpace(text, at + 1);
            fresh = at >= text.size() || text[at] != open.back();
        } else if (fresh) {
            at = c == '"' ? jsonStringEnd(text, at) : jsonWordEnd(text, at);
            fresh = false;
            if (at < 0 || open.empty()) return at;
            continue;
        } else if (c == open.back()) {
            open.pop_back();
            ++at;
            if (open.empty()) return at;
            continue;
        } else if (c == ',') {
            ++at;
            fresh = true;
        } else {
            return -1;
        }
        if (!fresh || open.back() == ']') continue;
        at = skipJsonSpace(text, at);
        at = at < text.size() && text[at] == '"' ? skipJsonSpace(text, jsonStringEnd(text, at)) : -1;
        if (at < 0 || at >= text.size() || text[at++] != ':') return -1;
    }
}

} // namespace model
