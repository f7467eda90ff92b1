// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/yamlplan.h"

namespace model {

std::optional<Splices> YamlPlan::removeAt(const FieldPath &path) const
{
    const int value = find(path);
    if (value < 0) return std::nullopt;
    if (path.isEmpty()) return replace(value, Value());
    const int parent = node(value).parent;
    const bool isMapping = node(parent).kind == YamlKind::Mapping;
    if (node(parent).childCount == (isMapping ? 2 : 1)) {
        if (isMapping) return replace(parent, ValueMap());
        return replace(parent, ValueList());
    }
    return removeOne(value);
}

std::optional<Splices> YamlPlan::removeOne(int value) const
{
    const int parent = node(value).parent;
    const bool isMapping = node(parent).kind == YamlKind::Mapping;
    const int first = isMapping ? keyOf(value) : value;
    if (node(parent).style == YamlStyle::Flow) return removeFlow(parent, first, value);
    const qsizetype indicator = isMapping ? m_layout.entryBegin(first) : m_layout.dash(value);
    if (indicator < 0) return std::nullopt;
    return removeBlock(first, value, indicator);
}

std::optional<Splices> YamlPlan::removeBlock(int first, int last, qsizetype indicator) const
{
    qsizetype end = m_layout.afterLines(last);
    if (!m_layout.isFirstOnLine(indicator)) {
        // The first of a compact item, `- a: 1`: what follows moves up behind the dash.
        if (node(node(first).parent).firstChild != first) return std::nullopt;
        qsizetype next = m_layout.skipBlanks(end);
        while (next < m_text.size() && m_layout.nextLine(next) > next && next == m_layout.lineEnd(next))
            next = m_layout.skipBlanks(m_layout.nextLine(next));
        return Splices{{{indicator, next}, {}}};
    }
    qsizetype begin = m_layout.firstLine(indicator);
    int before = node(node(first).parent).firstChild; // the one above, or first itself
    while (before != first && node(before).nextSibling != first) before = node(before).nextSibling;
    if (before != first && m_layout.isKept(m_layout.lastLeaf(before))) // it would take blank lines that follow
        while (end < m_text.size() && m_layout.skipBlanks(end) == m_layout.lineEnd(end)) end = m_layout.nextLine(end);
    // Where the text had no last line end it still has none, unless a literal block needs it for readers other than
    // kubectl.
    if (end == m_text.size() && m_layout.lineStart(end) != end && !m_layout.isClipped(m_layout.lastLeaf(before)))
        while (begin > 0 && (m_text[begin - 1] == '\n' || m_text[begin - 1] == '\r')) --begin;
    return Splices{{{begin, end}, {}}};
}

std::optional<Splices> YamlPlan::removeFlow(int collection, int first, int last) const
{
    const YamlNode &target = node(collection);
    const bool isEntry = target.kind == YamlKind::Mapping;
    const auto beginOf = [&](int child) {
        return isEntry ? m_layout.entryBegin(child) : m_document.outerSpan(node(child)).begin;
    };
    const qsizetype begin = beginOf(first);
    const int next = node(last).nextSibling;
    if (next < 0) {
        int before = target.firstChild;
        while (node(before).nextSibling != first) before = node(before).nextSibling;
        return Splices{{{node(before).span.end, std::max(node(last).span.end, begin)}, {}}};
    }
    const qsizetype comma = m_layout.skipBlanksAndComments(std::max(node(last).span.end, begin));
    if (!isPresent(comma, ',')) return std::nullopt;
    const qsizetype nextBegin = beginOf(next);
    // Alone on its lines: they go, and comments on the next one's lines stay.
    if (m_layout.isFirstOnLine(begin) && m_layout.lineEnd(comma) < nextBegin)
        return Splices{{{m_layout.lineStart(begin), m_layout.nextLine(comma)}, {}}};
    return Splices{{{begin, nextBegin}, {}}};
}

} // namespace model
