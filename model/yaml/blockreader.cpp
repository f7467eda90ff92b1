// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/blockreader.h"

#include <algorithm>
#include <cstring>

namespace model {

namespace {

constexpr size_t deepest = 500;          // deeper is not common
constexpr qsizetype longestKey = 1000;   // libyaml takes up to 1,024 bytes for one
constexpr qsizetype bytesPerNode = 14;   // of common manifests
constexpr qsizetype columnInFlow = 1000; // never compared

bool isFlowLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
           c == '/' || c == '=' || c == '-';
}

} // namespace

BlockReader::BlockReader(YamlDocument &document) : m_document(document), m_text(document.m_text) {}

bool BlockReader::reads(const QByteArray &text)
{
    YamlDocument document;
    document.m_text = text;
    return BlockReader(document).read();
}

bool BlockReader::read()
{
    if (!isOurs()) return false;
    // Nodes are gathered where those of the document before were, and kept in as much memory as they need.
    static thread_local std::vector<YamlNode> gathered;
    gathered.clear();
    gathered.reserve(size_t(m_text.size() / bytesPerNode));
    gathered.swap(m_document.m_nodes);
    bool isRead = true;
    while (isRead && m_next < m_text.size()) isRead = readLine();
    while (isRead && !m_open.empty()) close();
    gathered.swap(m_document.m_nodes);
    isRead = isRead && !gathered.empty();
    if (isRead)
        m_document.m_nodes.assign(gathered.begin(), gathered.end());
    else
        m_document.m_decoded.clear();
    constexpr size_t most = 8 * 1024; // nodes of a document that is not unusually large: half a megabyte
    if (gathered.capacity() > most) gathered = {};
    return isRead;
}

// Printable ASCII in lines.
bool BlockReader::isOurs() const
{
    unsigned foreign = 0;
    for (const char c : m_text) foreign |= unsigned(uchar(c - ' ') > '~' - ' ') & unsigned(c != '\n');
    return foreign == 0;
}

bool BlockReader::readLine()
{
    m_line = m_next;
    m_end = endOfLine(m_line);
    m_next = m_end + 1;
    const qsizetype at = skipSpaces(m_line);
    if (at == m_end || m_text[at] == '#') return true;
    const QByteArrayView line = m_text.sliced(m_line, m_end - m_line);
    if (line.startsWith("---") || line.startsWith("...") || line.startsWith('%')) return false;
    const bool isItem = startsItem(at);
    if (!closeTo(at - m_line, isItem)) return false;
    const bool isNew =
        m_open.empty() || m_open.back().column < at - m_line || isItem != (topKind() == YamlKind::Sequence);
    return readContent(at, isNew);
}

// Whether a line that starts at a column may follow; ends what it ends.
bool BlockReader::closeTo(qsizetype column, bool isItem)
{
    while (!m_open.empty()) {
        const Open &top = m_open.back();
        if (top.column < column) return top.isWaiting;
        const bool isList = topKind() == YamlKind::Sequence;
        if (top.column == column && isList == isItem) {
            if (top.isWaiting) addScalar({top.empty, top.empty}, m_text.sliced(top.empty, 0), YamlStyle::Plain);
            return true;
        }
        if (top.column == column && isItem) return top.isWaiting; // a list may stand right below its key
        close();
    }
    return m_document.m_nodes.empty();
}

// isNew: the line begins a collection.
bool BlockReader::readContent(qsizetype at, bool isNew)
{
    if (m_open.size() > deepest) return false;
    bool isInItem = false;
    while (startsItem(at)) {
        if (isNew) open(YamlKind::Sequence, at);
        wait(at + 1);
        at = skipSpaces(at + 1);
        if (isRestBlank(at)) return true;
        if (m_open.size() > deepest) return false;
        isNew = isInItem = true;
    }
    Span key;
    qsizetype colon = 0;
    if (!readKey(at, key, colon)) return isInItem && readValue(at);
    if (isNew) open(YamlKind::Mapping, at);
    const bool isQuoted = m_text[at] == '"' || m_text[at] == '\'';
    const Span inside = isQuoted ? Span{key.begin + 1, key.end - 1} : key;
    addScalar(key, m_text.sliced(inside.begin, inside.size()),
              !isQuoted           ? YamlStyle::Plain
              : m_text[at] == '"' ? YamlStyle::DoubleQuoted
                                  : YamlStyle::SingleQuoted);
    wait(colon + 1);
    at = skipSpaces(colon + 1);
    return isRestBlank(at) || readValue(at);
}

bool BlockReader::readKey(qsizetype at, Span &key, qsizetype &colon) const
{
    if (m_text[at] == '"' || m_text[at] == '\'') {
        const qsizetype quote = closingQuote(at);
        if (quote < 0) return false;
        key = {at, quote + 1};
        colon = skipSpaces(quote + 1);
        return colon - at < longestKey && colon < m_end && m_text[colon] == ':' && endsWord(colon + 1);
    }
    if (!startsPlain(at)) return false;
    for (colon = at; colon < m_end; ++colon) {
        if (m_text[colon] == '#' && m_text[colon - 1] == ' ') return false;
        if (m_text[colon] == ':' && endsWord(colon + 1)) break;
    }
    if (colon == m_end) return false;
    key = {at, colon};
    while (m_text[key.end - 1] == ' ') --key.end;
    return colon - at < longestKey;
}

bool BlockReader::readValue(qsizetype at)
{
    switch (m_text[at]) {
    case '"':
    case '\'': return readQuoted(at);
    case '|': return readLiteral(at);
    case '[':
    case '{': return readFlow(at);
    default: return readPlain(at);
    }
}

bool BlockReader::readPlain(qsizetype at)
{
    if (!startsPlain(at)) return false;
    qsizetype end = at;
    for (; end < m_end; ++end) {
        if (m_text[end] == ':' && endsWord(end + 1)) return false;
        if (m_text[end] == '#' && m_text[end - 1] == ' ') break;
    }
    while (m_text[end - 1] == ' ') --end;
    addScalar({at, end}, m_text.sliced(at, end - at), YamlStyle::Plain);
    return true;
}

bool BlockReader::readQuoted(qsizetype at)
{
    const qsizetype quote = closingQuote(at);
    if (quote < 0 || !isRestBlank(quote + 1)) return false;
    addScalar({at, quote + 1}, m_text.sliced(at + 1, quote - at - 1),
              m_text[at] == '"' ? YamlStyle::DoubleQuoted : YamlStyle::SingleQuoted);
    return true;
}

// `|` or `|-`, whose first line is not blank.
bool BlockReader::readLiteral(qsizetype at)
{
    const bool isStripped = at + 1 < m_end && m_text[at + 1] == '-';
    if (skipSpaces(at + (isStripped ? 2 : 1)) != m_end || m_next >= m_text.size()) return false;
    const qsizetype outer = m_open.back().column;
    qsizetype indent = 0, end = 0, breaks = 0;
    QByteArray text;
    for (qsizetype line = m_next; line < m_text.size();) {
        m_end = endOfLine(line);
        const qsizetype first = skipSpaces(line);
        if (indent == 0) indent = first - line;
        if (indent <= outer || (first == m_end && text.isEmpty())) return false;
        if (first == m_end) {
            if (first - line > indent) return false; // blanks that count
            ++breaks;
        } else if (first - line >= indent) {
            text.append(breaks, '\n');
            text.append(m_text.sliced(line + indent, m_end - line - indent));
            breaks = 1;
            end = m_end;
        } else {
            if (first - line > outer) return false;
            break;
        }
        m_next = line = m_end + 1;
    }
    while (m_text[end - 1] == ' ') --end;
    if (!isStripped) text.append('\n');
    m_document.m_decoded.push_back(std::move(text));
    addScalar({at, end}, m_document.m_decoded.back(), YamlStyle::Literal);
    return true;
}

// `{}`, `[]` and `[a, "b c"]`.
bool BlockReader::readFlow(qsizetype at)
{
    const bool isList = m_text[at] == '[';
    const char bracket = isList ? ']' : '}';
    const int node = append(isList ? YamlKind::Sequence : YamlKind::Mapping, YamlStyle::Flow, {at, at});
    m_open.back().isWaiting = false;
    m_open.push_back({node, columnInFlow});
    at = skipSpaces(at + 1);
    while (at < m_end && m_text[at] != bracket) {
        if (!isList) return false;
        at = readFlowItem(at);
        if (at < 0) return false;
        at = skipSpaces(at);
        if (at < m_end && m_text[at] == ',') {
            at = skipSpaces(at + 1);
            if (at < m_end && m_text[at] == bracket) return false;
        } else if (at == m_end || m_text[at] != bracket) {
            return false;
        }
    }
    m_open.pop_back();
    if (at == m_end || !isRestBlank(at + 1)) return false;
    m_document.m_nodes[size_t(node)].span.end = at + 1;
    return true;
}

// Where it ends, or -1.
qsizetype BlockReader::readFlowItem(qsizetype at)
{
    if (m_text[at] == '"' || m_text[at] == '\'') {
        const qsizetype quote = closingQuote(at);
        if (quote < 0) return -1;
        addScalar({at, quote + 1}, m_text.sliced(at + 1, quote - at - 1),
                  m_text[at] == '"' ? YamlStyle::DoubleQuoted : YamlStyle::SingleQuoted);
        return quote + 1;
    }
    qsizetype end = at;
    while (end < m_end && isFlowLetter(m_text[end])) ++end;
    if (end == at || (end == at + 1 && m_text[at] == '-')) return -1;
    addScalar({at, end}, m_text.sliced(at, end - at), YamlStyle::Plain);
    return end;
}

bool BlockReader::startsItem(qsizetype at) const { return m_text[at] == '-' && endsWord(at + 1); }

bool BlockReader::startsPlain(qsizetype at) const
{
    return m_text[at] == '-' ? !endsWord(at + 1) : !std::strchr("?:,[]{}#&*!|>'\"%@`", m_text[at]);
}

bool BlockReader::endsWord(qsizetype at) const { return at >= m_end || m_text[at] == ' '; }

// But for a comment.
bool BlockReader::isRestBlank(qsizetype at) const
{
    const qsizetype first = skipSpaces(at);
    return first == m_end || (m_text[first] == '#' && m_text[first - 1] == ' ');
}

qsizetype BlockReader::skipSpaces(qsizetype at) const
{
    while (at < m_end && m_text[at] == ' ') ++at;
    return at;
}

// On the same line, with nothing in between that means something else; or -1.
qsizetype BlockReader::closingQuote(qsizetype at) const
{
    const char quote = m_text[at];
    for (qsizetype i = at + 1; i < m_end; ++i) {
        if (m_text[i] == '\\' && quote == '"') return -1;
        if (m_text[i] == quote) return quote == '\'' && i + 1 < m_end && m_text[i + 1] == quote ? -1 : i;
    }
    return -1;
}

qsizetype BlockReader::endOfLine(qsizetype at) const
{
    const void *found = std::memchr(m_text.data() + at, '\n', size_t(m_text.size() - at));
    return found ? static_cast<const char *>(found) - m_text.data() : m_text.size();
}

YamlKind BlockReader::topKind() const { return m_document.m_nodes[size_t(m_open.back().node)].kind; }

void BlockReader::open(YamlKind kind, qsizetype at)
{
    const int node = append(kind, YamlStyle::Block, {at, at});
    if (!m_open.empty()) m_open.back().isWaiting = false;
    m_open.push_back({node, at - m_line});
}

void BlockReader::close()
{
    const Open &top = m_open.back();
    if (top.isWaiting) addScalar({top.empty, top.empty}, m_text.sliced(top.empty, 0), YamlStyle::Plain);
    auto &nodes = m_document.m_nodes;
    nodes[size_t(top.node)].span.end = nodes[size_t(top.last)].span.end;
    m_open.pop_back();
}

void BlockReader::wait(qsizetype behind)
{
    m_open.back().isWaiting = true;
    m_open.back().empty = behind;
}

void BlockReader::addScalar(Span span, QByteArrayView text, YamlStyle style)
{
    append(YamlKind::Scalar, style, span, text);
    m_open.back().isWaiting = false;
}

int BlockReader::append(YamlKind kind, YamlStyle style, Span span, QByteArrayView text)
{
    auto &nodes = m_document.m_nodes;
    const int index = int(nodes.size());
    YamlNode &node = nodes.emplace_back();
    node.kind = kind;
    node.style = style;
    node.span = span;
    node.value = text;
    if (m_open.empty()) return index;
    Open &top = m_open.back();
    node.parent = top.node;
    YamlNode &parent = nodes[size_t(top.node)];
    ++parent.childCount;
    (top.last < 0 ? parent.firstChild : nodes[size_t(top.last)].nextSibling) = index;
    top.last = index;
    return index;
}

} // namespace model
