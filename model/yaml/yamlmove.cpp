// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/yamlplan.h"

namespace model {

std::optional<Splices> YamlPlan::moveItem(const FieldPath &path, int to) const
{
    const int item = find(path), from = std::get<int>(path.last());
    if (item < 0) return std::nullopt;
    const int sequence = node(item).parent;
    if (to < 0 || to >= node(sequence).childCount) return std::nullopt;
    if (to == from) return Splices();
    const int before = to < from ? child(sequence, to) : child(sequence, to + 1); // -1: it becomes the last
    const int behind = before < 0 ? child(sequence, to) : -1;
    if (node(sequence).style != YamlStyle::Flow) return moveLines(item, before, behind);
    const Span span = m_document.outerSpan(node(item));
    const auto gone = removeFlow(sequence, item, item);
    auto come = insertInFlow(sequence, before, m_text.mid(span.begin, span.size()));
    if (!gone || !come) return std::nullopt;
    come->insert(come->end(), gone->begin(), gone->end());
    return tidySplices(m_text, std::move(*come));
}

// The first item of a list that begins behind another dash or colon: the next one moves up, and it gets a line.
Splices YamlPlan::moveFirstDown(int item, qsizetype dash, qsizetype place) const
{
    const Splices gone = *removeBlock(item, item, dash);
    const QByteArray &lineEnd = m_emitter.style().lineEnd;
    QByteArray text = QByteArray(m_layout.column(dash), ' ') + m_text.mid(dash, m_layout.afterLines(item) - dash);
    if (place == m_text.size() && m_layout.lineStart(place) != place) {
        while (text.endsWith('\n') || text.endsWith('\r')) text.chop(1);
        text.prepend(lineEnd);
    }
    return tidySplices(m_text, {gone.front(), {{place, place}, text}});
}

// The item's lines, and those of the comments above that belong to it, as they are.
std::optional<Splices> YamlPlan::moveLines(int item, int before, int behind) const
{
    const qsizetype dash = m_layout.dash(item), other = m_layout.dash(before < 0 ? behind : before);
    if (dash < 0 || other < 0) return std::nullopt;
    const bool toFront = !m_layout.isFirstOnLine(other); // behind another dash or colon
    const qsizetype place = before < 0 ? m_layout.afterLines(behind) : toFront ? other : m_layout.firstLine(other);
    if (!m_layout.isFirstOnLine(dash)) return moveFirstDown(item, dash, place);
    Span lines{m_layout.firstLine(dash), m_layout.afterLines(item)};
    QByteArray text = m_text.mid(lines.begin, lines.size());
    const QByteArray &lineEnd = m_emitter.style().lineEnd;
    const auto isOpen = [&](qsizetype at) { return at == m_text.size() && m_layout.lineStart(at) != at; };
    if (isOpen(lines.end)) { // the last line of a text that does not end it: the one above is the last one now
        while (lines.begin > 0 && (m_text[lines.begin - 1] == '\n' || m_text[lines.begin - 1] == '\r')) --lines.begin;
        text += lineEnd;
    } else if (isOpen(place)) {
        while (text.endsWith('\n') || text.endsWith('\r')) text.chop(1);
        text.prepend(lineEnd);
    }
    if (toFront) { // the line it comes to has begun already
        const int column = m_layout.column(dash);
        text = text.sliced(column) + QByteArray(column, ' ');
    }
    return tidySplices(m_text, {{lines, {}}, {{place, place}, text}});
}

} // namespace model
