// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/jsonparse.h"

#include "model/base/limits.h"

#include <QCoreApplication>

#include <algorithm>
#include <charconv>
#include <optional>

namespace model {

namespace {

QString say(const char *text) { return QCoreApplication::translate("Yaml", text); }

bool isDigit(char c) { return c >= '0' && c <= '9'; }

// JSON's -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?
bool isNumber(QByteArrayView text)
{
    qsizetype i = text.startsWith('-') ? 1 : 0;
    const auto digits = [&] {
        const qsizetype start = i;
        while (i < text.size() && isDigit(text[i])) ++i;
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

// The UTF-16 unit of a \\uXXXX.
std::optional<char16_t> unitAt(QByteArrayView raw, qsizetype at)
{
    if (at + 6 > raw.size() || raw[at] != '\\' || raw[at + 1] != 'u') return std::nullopt;
    ushort unit = 0;
    const char *end = raw.data() + at + 6;
    const auto [stop, error] = std::from_chars(raw.data() + at + 2, end, unit, 16);
    return error == std::errc() && stop == end ? std::optional(char16_t(unit)) : std::nullopt;
}

// JSON's escapes; halves of a surrogate pair alone become U+FFFD, as in Go. False for an escape that JSON has not.
bool decode(QByteArrayView raw, QByteArray &out)
{
    constexpr QByteArrayView letters = "\"\\/bfnrt";
    constexpr QByteArrayView meanings = "\"\\/\b\f\n\r\t";
    for (qsizetype i = 0; i < raw.size(); ++i) {
        if (raw[i] != '\\') {
            out += raw[i];
            continue;
        }
        if (const auto unit = unitAt(raw, i)) {
            const auto low = QChar::isHighSurrogate(*unit) ? unitAt(raw, i + 6) : std::nullopt;
            const bool pair = low && QChar::isLowSurrogate(*low);
            const char32_t single = QChar::isSurrogate(*unit) ? char32_t(QChar::ReplacementCharacter) : *unit;
            const char32_t c = pair ? QChar::surrogateToUcs4(*unit, *low) : single;
            out += QString::fromUcs4(&c, 1).toUtf8();
            i += pair ? 11 : 5;
            continue;
        }
        const qsizetype letter = letters.indexOf(raw[++i]);
        if (letter < 0) return false;
        out += meanings[letter];
    }
    return true;
}

} // namespace

bool JsonTreeBuilder::mayBeJson(const QByteArray &text)
{
    const auto first = std::find_if(text.begin(), text.end(), [](char c) { return !isspace(uchar(c)); });
    return first != text.end() && *first == '{';
}

bool JsonTreeBuilder::build()
{
    skipSpace();
    Want want = Want::Value;
    bool ok = m_text.isValidUtf8() && value(want);
    while (ok && !m_open.empty() && !m_document.m_error) {
        skipSpace();
        ok = m_at < m_text.size() && step(want);
    }
    skipSpace();
    // kubectl reads a second object, which YAML would pass over: better said than lost. Anything else may be YAML.
    if (ok && m_at < m_text.size() && m_text[m_at] == '{')
        refuse(YamlIssue::Kind::Syntax, say("another JSON object follows; put a line with --- between them"));
    else if (ok && m_at < m_text.size() && !m_document.m_error)
        ok = false;
    if (ok) return true;
    m_document.m_nodes.clear();
    m_document.m_decoded.clear();
    m_document.m_error.reset();
    return false;
}

void JsonTreeBuilder::skipSpace()
{
    while (m_at < m_text.size() && QByteArrayView(" \t\r\n").contains(m_text[m_at])) ++m_at;
}

void JsonTreeBuilder::refuse(YamlIssue::Kind kind, const QString &message)
{
    if (!m_document.m_error) m_document.m_error = YamlIssue{kind, m_at, message};
}

bool JsonTreeBuilder::step(Want &want)
{
    const char c = m_text[m_at];
    const bool inMap = m_document.m_nodes[size_t(m_open.back())].kind == YamlKind::Mapping;
    switch (want) {
    case Want::FirstItem: return c == ']' ? close(want) : value(want);
    case Want::FirstKey:
        if (c == '}') return close(want);
        [[fallthrough]];
    case Want::Key: want = Want::Colon; return c == '"' && string();
    case Want::Colon:
        want = Want::Value;
        ++m_at;
        return c == ':';
    case Want::CommaOrEnd:
        if (c == (inMap ? '}' : ']')) return close(want);
        want = inMap ? Want::Key : Want::Value;
        ++m_at;
        return c == ',';
    case Want::Value: break;
    }
    return value(want);
}

bool JsonTreeBuilder::value(Want &want)
{
    const char c = m_text[m_at];
    want = c == '{' ? Want::FirstKey : c == '[' ? Want::FirstItem : Want::CommaOrEnd;
    if (c == '"') return string();
    if (c != '{' && c != '[') return word();
    YamlNode node;
    node.kind = c == '{' ? YamlKind::Mapping : YamlKind::Sequence;
    node.style = YamlStyle::Flow;
    node.span = {m_at, m_at + 1};
    append(node);
    m_open.push_back(int(m_document.m_nodes.size()) - 1);
    m_last.push_back(-1);
    if (m_open.size() > size_t(limits::maxDepth))
        refuse(YamlIssue::Kind::TooDeep, say("nested deeper than 10,000 levels"));
    ++m_at;
    return true;
}

bool JsonTreeBuilder::close(Want &want)
{
    want = Want::CommaOrEnd;
    m_document.m_nodes[size_t(m_open.back())].span.end = ++m_at;
    m_open.pop_back();
    m_last.pop_back();
    return true;
}

void JsonTreeBuilder::append(YamlNode node)
{
    auto &nodes = m_document.m_nodes;
    const int index = int(nodes.size());
    if (!m_open.empty()) {
        node.parent = m_open.back();
        YamlNode &parent = nodes[size_t(node.parent)];
        ++parent.childCount;
        (m_last.back() < 0 ? parent.firstChild : nodes[size_t(m_last.back())].nextSibling) = index;
        m_last.back() = index;
    }
    nodes.push_back(node);
}

bool JsonTreeBuilder::word()
{
    const qsizetype begin = m_at;
    while (m_at < m_text.size() && (isalnum(uchar(m_text[m_at])) || QByteArrayView("+-.").contains(m_text[m_at])))
        ++m_at;
    const auto text = QByteArrayView(m_text).sliced(begin, m_at - begin);
    if (text != "true" && text != "false" && text != "null" && !isNumber(text)) return false;
    YamlNode node;
    node.span = {begin, m_at};
    node.value = text;
    append(node);
    return true;
}

bool JsonTreeBuilder::string()
{
    const qsizetype begin = m_at++;
    bool escaped = false;
    for (; m_at < m_text.size() && m_text[m_at] != '"'; ++m_at) {
        if (uchar(m_text[m_at]) < 0x20) return false;
        if (m_text[m_at] != '\\') continue;
        escaped = true;
        ++m_at;
    }
    if (m_at >= m_text.size()) return false;
    const auto raw = QByteArrayView(m_text).sliced(begin + 1, m_at - begin - 1);
    YamlNode node;
    node.style = YamlStyle::DoubleQuoted;
    node.span = {begin, ++m_at};
    node.value = raw;
    if (escaped) {
        QByteArray decoded;
        if (!decode(raw, decoded)) return false;
        m_document.m_decoded.push_back(std::move(decoded));
        node.value = m_document.m_decoded.back();
    }
    append(node);
    return true;
}

} // namespace model
