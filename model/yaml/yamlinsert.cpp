// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/yamlplan.h"

#include <algorithm>
#include <array>

namespace model {

namespace {

// kubectl's order at the root of a resource; 4 for any other key.
int rootRank(QStringView key)
{
    constexpr std::array<QStringView, 4> order{u"apiVersion", u"kind", u"metadata", u"spec"};
    return int(std::find(order.begin(), order.end(), key) - order.begin());
}

} // namespace

// Lines in front of the line that starts at `at`, or behind the text's last one.
Splices YamlPlan::insertLines(qsizetype at, int column, const QByteArray &text, const Value &value) const
{
    const QByteArray &lineEnd = m_emitter.style().lineEnd;
    const QByteArray line = QByteArray(column, ' ') + text;
    if (m_layout.lineStart(at) == at) return {{{at, at}, line + lineEnd}};
    // The text ends without a line end; a literal block does not, for readers that do not end lines as kubectl does.
    return {{{at, at}, lineEnd + line + (needsLineEnd(value) ? lineEnd : QByteArray())}};
}

Splices YamlPlan::appendLines(int collection, int column, const QByteArray &text, const Value &value) const
{
    return insertLines(m_layout.afterLines(collection), column, text, value);
}

// The entry that a new root key stands before; -1: it goes to the end.
int YamlPlan::keyBehind(int mapping, const QString &key) const
{
    if (node(mapping).parent >= 0 || m_document.hasMergesOrDuplicates()) return -1;
    for (int i = node(mapping).firstChild; i >= 0; i = node(node(i).nextSibling).nextSibling)
        if (rootRank(keyText(YamlRef(&m_document, i))) > rootRank(key)) return i;
    return -1;
}

std::optional<Splices> YamlPlan::insertKey(int mapping, const QString &key, const Value &value) const
{
    const YamlNode &target = node(mapping);
    if (target.kind != YamlKind::Mapping) return std::nullopt;
    if (target.childCount == 0 && !m_layout.isInFlow(mapping)) return replace(mapping, ValueMap{{key, value}});
    const int behind = keyBehind(mapping, key);
    if (target.style == YamlStyle::Flow) {
        const QByteArray text = m_emitter.key(key, ScalarPlace::Flow) + ' ' + m_emitter.flow(value, ScalarPlace::Flow);
        return insertInFlow(mapping, behind, text);
    }
    const int column = m_layout.column(m_layout.entryBegin(target.firstChild));
    const QByteArray text = m_emitter.entry(column, key, value);
    if (behind < 0) return appendLines(mapping, column, text, value);
    const qsizetype before = m_layout.entryBegin(behind);
    if (!m_layout.isFirstOnLine(before)) return std::nullopt;
    return insertLines(m_layout.firstLine(before), column, text, value);
}

std::optional<Splices> YamlPlan::insertItem(int sequence, int index, const Value &value) const
{
    const YamlNode &target = node(sequence);
    if (target.kind != YamlKind::Sequence || index > target.childCount) return std::nullopt;
    if (target.childCount == 0 && !m_layout.isInFlow(sequence)) return replace(sequence, ValueList{value});
    const int behind = index == target.childCount ? -1 : child(sequence, index);
    if (target.style == YamlStyle::Flow)
        return insertInFlow(sequence, behind, m_emitter.flow(value, ScalarPlace::Flow));
    const int column = m_layout.column(target.span.begin);
    const QByteArray text = m_emitter.item(column, value);
    if (behind < 0) return appendLines(sequence, column, text, value);
    const qsizetype dash = m_layout.dash(behind);
    if (dash < 0) return std::nullopt;
    if (m_layout.isFirstOnLine(dash)) return insertLines(m_layout.firstLine(dash), column, text, value);
    return Splices{{{dash, dash}, text + m_emitter.style().lineEnd + QByteArray(column, ' ')}}; // `- - a`
}

// Entries that stand on lines of their own get a line of its own beside them; else all is one line.
std::optional<Splices> YamlPlan::insertInFlow(int collection, int before, const QByteArray &text) const
{
    const YamlNode &target = node(collection);
    const char open = target.kind == YamlKind::Mapping ? '{' : '[';
    if (!isPresent(target.span.begin, open)) return std::nullopt; // `[a: 1]` has no braces of its own
    if (target.firstChild < 0) {
        const QByteArray space = open == '{' && m_emitter.style().spacedBraces ? " " : "";
        return Splices{{{target.span.begin + 1, target.span.end - 1}, space + text + space}};
    }
    const int beside = before < 0 ? target.firstChild : before;
    const bool isEntry = target.kind == YamlKind::Mapping;
    const qsizetype first = isEntry ? m_layout.entryBegin(beside) : m_document.outerSpan(node(beside)).begin;
    const bool ownLine = m_layout.isFirstOnLine(first);
    const QByteArray margin = m_emitter.style().lineEnd + QByteArray(m_layout.column(first), ' ');
    if (before >= 0) return Splices{{{first, first}, text + ',' + (ownLine ? margin : QByteArray(" "))}};
    int last = target.firstChild;
    while (node(last).nextSibling >= 0) last = node(last).nextSibling;
    const qsizetype end = node(last).span.end;
    const qsizetype comma = m_layout.skipBlanksAndComments(end);
    const bool hasComma = isPresent(comma, ',');
    const qsizetype behind = hasComma ? comma + 1 : end;
    const bool comment = isPresent(m_layout.skipBlanks(behind), '#');
    if (!ownLine && !comment) return Splices{{{behind, behind}, (hasComma ? " " : ", ") + text}};
    const qsizetype lineEnd = m_layout.lineEnd(behind);
    if (!comment && m_layout.skipBlanks(behind) < lineEnd) // the closing bracket stands on this line
        return Splices{{{behind, behind}, (hasComma ? QByteArray() : QByteArray(",")) + margin + text}};
    return tidySplices(m_text,
                       {{{end, end}, hasComma ? QByteArray() : QByteArray(",")}, {{lineEnd, lineEnd}, margin + text}});
}

} // namespace model
