// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/jsonparse.h"

#include "model/base/limits.h"
#include "model/base/say.h"
#include "model/yaml/jsonscan.h"

#include <algorithm>

namespace model {

namespace {
// JSON's escapes; halves of a surrogate pair alone become U+FFFD, as in Go. raw has only escapes that JSON has.
QByteArray decode(QByteArrayView raw)
{
    QByteArray out;
    constexpr QByteArrayView letters = "\"\\/bfnrt";
    constexpr QByteArrayView meanings = "\"\\/\b\f\n\r\t";
    for (qsizetype i = 0; i < raw.size(); ++i) {
        if (raw[i] != '\\') {
            out += raw[i];
            continue;
        }
        if (const auto unit = jsonUnitAt(raw, i)) {
            const auto low = QChar::isHighSurrogate(*unit) ? jsonUnitAt(raw, i + 6) : std::nullopt;
            const bool pair = low && QChar::isLowSurrogate(*low);
            const char32_t single = QChar::isSurrogate(*unit) ? char32_t(QChar::ReplacementCharacter) : *unit;
            const char32_t c = pair ? QChar::surrogateToUcs4(*unit, *low) : single;
            out += QString::fromUcs4(&c, 1).toUtf8();
            i += pair ? 11 : 5;
            continue;
        }
        out += meanings[letters.indexOf(raw[++i])];
    }
    return out;
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
    if (ok) skipSpace();
    if (ok && m_at < m_text.size() && !m_document.m_error) ok = acceptRest();
    if (ok) return true;
    m_document.m_nodes.clear();
    m_document.m_decoded.clear();
    m_document.m_error.reset();
    return false;
}

// False: the whole may be YAML.
bool JsonTreeBuilder::acceptRest()
{
    if (m_document.m_dialect == YamlDialect::JsonOnly) {
        refuse(YamlIssue::Kind::Syntax, say("kubectl reads only JSON behind two JSON objects"));
        return true;
    }
    if (m_text[m_at] != '{') return false;
    m_document.m_issues.push_back({YamlIssue::Kind::Ignored, m_at, say("kubectl does not read what follows here")});
    return true;
}

void JsonTreeBuilder::skipSpace() { m_at = skipJsonSpace(m_text, m_at); }

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
    m_at = jsonWordEnd(m_text, begin);
    if (m_at < 0) return false;
    YamlNode node;
    node.span = {begin, m_at};
    node.value = QByteArrayView(m_text).sliced(begin, m_at - begin);
    append(node);
    return true;
}

bool JsonTreeBuilder::string()
{
    const qsizetype begin = m_at;
    m_at = jsonStringEnd(m_text, begin);
    if (m_at < 0) return false;
    const auto raw = QByteArrayView(m_text).sliced(begin + 1, m_at - begin - 2);
    YamlNode node;
    node.style = YamlStyle::DoubleQuoted;
    node.span = {begin, m_at};
    node.value = raw;
    if (raw.contains('\\')) {
        m_document.m_decoded.push_back(decode(raw));
        node.value = m_document.m_decoded.back();
    }
    append(node);
    return true;
}

} // namespace model
