// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/yamllayout.h"

#include <algorithm>

namespace model {

namespace {

bool isBreak(char c) { return c == '\n' || c == '\r'; }
bool isBlank(char c) { return c == ' ' || c == '\t'; }

} // namespace

qsizetype YamlLayout::lineStart(qsizetype offset) const
{
    while (offset > 0 && !isBreak(m_text[offset - 1])) --offset;
    return offset == 0 && m_text.startsWith("\xEF\xBB\xBF") ? 3 : offset;
}

qsizetype YamlLayout::lineEnd(qsizetype offset) const
{
    while (offset < m_text.size() && !isBreak(m_text[offset])) ++offset;
    return offset;
}

qsizetype YamlLayout::nextLine(qsizetype offset) const
{
    offset = lineEnd(offset);
    if (offset + 1 < m_text.size() && m_text[offset] == '\r' && m_text[offset + 1] == '\n') return offset + 2;
    return std::min(offset + 1, m_text.size());
}

bool YamlLayout::isFirstOnLine(qsizetype offset) const { return skipBlanks(lineStart(offset)) >= offset; }

qsizetype YamlLayout::skipBlanks(qsizetype offset) const
{
    while (offset < m_text.size() && isBlank(m_text[offset])) ++offset;
    return offset;
}

qsizetype YamlLayout::skipBlanksAndComments(qsizetype offset) const
{
    while (offset < m_text.size()) {
        if (m_text[offset] == '#')
            offset = lineEnd(offset);
        else if (isBlank(m_text[offset]) || isBreak(m_text[offset]))
            ++offset;
        else
            break;
    }
    return offset;
}

bool YamlLayout::isInFlow(int node) const
{
    const auto &nodes = m_document.nodes();
    const int parent = nodes[size_t(node)].parent;
    // Block collections cannot stand in flow ones: the parent tells.
    return parent >= 0 && nodes[size_t(parent)].style == YamlStyle::Flow;
}

bool YamlLayout::isIndicator(qsizetype offset, char c) const
{
    if (offset >= m_text.size() || m_text[offset] != c) return false;
    return offset + 1 == m_text.size() || isBlank(m_text[offset + 1]) || isBreak(m_text[offset + 1]);
}

qsizetype YamlLayout::entryBegin(int key) const
{
    const auto &nodes = m_document.nodes();
    const YamlNode &mapping = nodes[size_t(nodes[size_t(key)].parent)];
    const qsizetype own = m_document.outerSpan(nodes[size_t(key)]).begin;
    qsizetype at = mapping.span.begin;
    if (mapping.firstChild != key) {
        int before = mapping.firstChild;
        while (nodes[size_t(before)].nextSibling != key) before = nodes[size_t(before)].nextSibling;
        at = skipBlanksAndComments(contentEnd(before));
    }
    if (mapping.style == YamlStyle::Flow && at < own) at = skipBlanksAndComments(at + 1); // a brace or comma
    return at < own && isIndicator(at, '?') ? at : own;
}

qsizetype YamlLayout::emptyChild(int before, qsizetype said) const
{
    if (before < 0) return said;
    const YamlNode &key = m_document.nodes()[size_t(before)];
    const YamlNode &parent = m_document.nodes()[size_t(key.parent)];
    if (parent.kind != YamlKind::Mapping || parent.childCount % 2 == 0) return said;
    const qsizetype next = skipBlanksAndComments(key.span.end);
    return next < said && m_text[next] == ':' ? said : key.span.end;
}

qsizetype YamlLayout::colon(int key) const
{
    const YamlNode &node = m_document.nodes()[size_t(key)];
    const bool mayBeBelow = isInFlow(key) || isExplicit(key);
    const qsizetype at = mayBeBelow ? skipBlanksAndComments(contentEnd(key)) : skipBlanks(node.span.end);
    return at < m_text.size() && m_text[at] == ':' ? at : -1;
}

qsizetype YamlLayout::dash(int item) const
{
    const auto &nodes = m_document.nodes();
    const YamlNode &sequence = nodes[size_t(nodes[size_t(item)].parent)];
    qsizetype at = sequence.span.begin;
    if (sequence.firstChild != item) {
        int before = sequence.firstChild;
        while (nodes[size_t(before)].nextSibling != item) before = nodes[size_t(before)].nextSibling;
        at = skipBlanksAndComments(contentEnd(before));
    }
    return at < m_text.size() && m_text[at] == '-' ? at : -1;
}

int YamlLayout::lastLeaf(int node) const
{
    const auto &nodes = m_document.nodes();
    while (nodes[size_t(node)].style == YamlStyle::Block && nodes[size_t(node)].firstChild >= 0) {
        const bool isMapping = nodes[size_t(node)].kind == YamlKind::Mapping;
        int before = node = nodes[size_t(node)].firstChild;
        for (int next = node; next >= 0; next = nodes[size_t(next)].nextSibling) {
            before = node;
            node = next;
        }
        const Span value = nodes[size_t(node)].span;
        if (isMapping && value.isEmpty() && value.begin == nodes[size_t(before)].span.end) node = before;
    }
    return node;
}

qsizetype YamlLayout::contentEnd(int node) const { return m_document.nodes()[size_t(lastLeaf(node))].span.end; }

bool YamlLayout::hasCommentAround(Span thing) const
{
    const QByteArrayView text(m_text);
    QByteArrayView above = text.first(thing.begin).trimmed();
    while (above.endsWith(',')) above = above.chopped(1).trimmed(); // it may stand behind the comment
    const QByteArrayView between = text.first(thing.begin).sliced(above.end() - text.begin());
    if (between.contains('\n') && above.sliced(above.lastIndexOf('\n') + 1).trimmed().startsWith('#')) return true;
    const QByteArrayView below = text.sliced(thing.end).trimmed();
    const qsizetype next = below.isEmpty() ? text.size() : below.begin() - text.begin();
    return below.startsWith('#') && isFirstOnLine(next) && column(next) > column(skipBlanks(thing.begin));
}

qsizetype YamlLayout::propertiesEnd(int node) const
{
    const YamlNode &owner = m_document.nodes()[size_t(node)];
    qsizetype at = m_document.outerSpan(owner).begin;
    qsizetype end = at;
    while (at < owner.span.begin && (m_text[at] == '&' || m_text[at] == '!')) {
        while (at < owner.span.begin && !isBlank(m_text[at]) && !isBreak(m_text[at])) ++at;
        end = at;
        at = skipBlanksAndComments(at);
    }
    return end;
}

qsizetype YamlLayout::headerEnd(int node) const
{
    qsizetype at = m_document.nodes()[size_t(node)].span.begin;
    while (at < m_text.size() && !isBlank(m_text[at]) && !isBreak(m_text[at])) ++at;
    return at;
}

QByteArrayView YamlLayout::blockHeader(int node) const
{
    const YamlNode &scalar = m_document.nodes()[size_t(node)];
    if (scalar.style != YamlStyle::Literal && scalar.style != YamlStyle::Folded) return {};
    return QByteArrayView(m_text).sliced(scalar.span.begin, headerEnd(node) - scalar.span.begin);
}

bool YamlLayout::isClipped(int node) const
{
    const QByteArrayView header = blockHeader(node);
    return !header.isEmpty() && !header.contains('+') && !header.contains('-');
}

bool YamlLayout::isKept(int node) const { return blockHeader(node).contains('+'); }

qsizetype YamlLayout::afterLines(int node) const
{
    const int leaf = lastLeaf(node);
    qsizetype at = nextLine(m_document.nodes()[size_t(leaf)].span.end);
    if (!isKept(leaf)) return at;
    while (at < m_text.size() && skipBlanks(at) == lineEnd(at)) at = nextLine(at);
    return at;
}

qsizetype YamlLayout::firstLine(qsizetype indicator) const
{
    const int own = column(indicator);
    qsizetype start = lineStart(indicator);
    qsizetype first = start;
    while (first > 0) {
        const qsizetype above =
            lineStart(first - (first > 1 && m_text[first - 1] == '\n' && m_text[first - 2] == '\r' ? 2 : 1));
        const qsizetype content = skipBlanks(above);
        if (above >= first || content >= m_text.size() || m_text[content] != '#' || column(content) != own) break;
        first = above;
    }
    // A comment at the head of the document speaks for the document.
    return skipBlanksAndComments(lineStart(0)) >= start ? start : first;
}

} // namespace model
