// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/yamlplan.h"

#include <algorithm>

namespace model {

namespace {

// What the rest of a path makes of a value: set a.b[0] on nothing is {b: [value]} at a.
Value nested(const FieldPath &path, int from, Value value)
{
    for (int i = path.size() - 1; i >= from; --i) {
        if (const QString *key = std::get_if<QString>(&path[i]))
            value = ValueMap{{*key, std::move(value)}};
        else
            value = ValueList{std::move(value)};
    }
    return value;
}

} // namespace

YamlPlan::YamlPlan(const YamlDocument &document, YamlEmitter::Literals literals)
    : m_document(document), m_text(document.text()), m_layout(document), m_emitter(styleOf(document))
{
    m_emitter.setLiterals(literals);
}

// Whether the value's text only means it when its last line ends: a literal block without `-`.
bool YamlPlan::needsLineEnd(const Value &value) const
{
    const Value *last = &value;
    while (last->isContainer()) {
        const bool empty = last->isMap() ? last->map()->empty() : last->list()->empty();
        if (empty) return false;
        last = last->isMap() ? &last->map()->back().second : &last->list()->back();
    }
    return m_emitter.isLiteral(*last) && last->string()->endsWith(u'\n');
}

int YamlPlan::child(int parent, const FieldPath::Step &step) const
{
    const YamlNode &collection = node(parent);
    int at = collection.firstChild;
    if (const int *index = std::get_if<int>(&step)) {
        if (collection.kind != YamlKind::Sequence || *index < 0) return -1;
        for (int i = *index; at >= 0 && i > 0; --i) at = node(at).nextSibling;
        return at;
    }
    if (collection.kind != YamlKind::Mapping) return -1;
    int found = -1;
    for (; at >= 0; at = node(node(at).nextSibling).nextSibling) {
        const YamlRef key(&m_document, at);
        if (keyIs(key, std::get<QString>(step)) && !isMergeKey(key)) found = node(at).nextSibling;
    }
    return found;
}

int YamlPlan::find(const FieldPath &path) const
{
    int at = m_document.isEmpty() ? -1 : 0;
    for (int i = 0; at >= 0 && i < path.size(); ++i) at = child(at, path[i]);
    return at;
}

std::optional<Splices> YamlPlan::edit(const YamlEdit &edit) const
{
    switch (edit.kind) {
    case YamlEdit::Kind::Set: return set(edit.path, edit.value);
    case YamlEdit::Kind::Insert: {
        const int sequence = find(edit.path.parent());
        return sequence < 0 ? std::nullopt : insertItem(sequence, std::get<int>(edit.path.last()), edit.value);
    }
    case YamlEdit::Kind::Remove: return removeAt(edit.path);
    case YamlEdit::Kind::Move: return moveItem(edit.path, edit.to);
    case YamlEdit::Kind::Rename: break;
    }
    const int value = find(edit.path);
    if (value < 0) return std::nullopt;
    return rename(keyOf(value), edit.name);
}

int YamlPlan::keyOf(int value) const
{
    int key = node(node(value).parent).firstChild;
    while (node(key).nextSibling != value) key = node(key).nextSibling;
    return key;
}

std::optional<Splices> YamlPlan::rename(int key, const QString &name) const
{
    const YamlNode &old = node(key);
    const bool inFlow = node(old.parent).style == YamlStyle::Flow;
    const QByteArray asKey = m_emitter.key(name, inFlow ? ScalarPlace::Flow : ScalarPlace::Block);
    const bool isLong = asKey.startsWith("? ");
    QByteArray text = isLong ? asKey.sliced(2) : asKey;
    text.truncate(text.lastIndexOf(':'));
    text = text.trimmed();
    if (old.style == YamlStyle::SingleQuoted || old.style == YamlStyle::DoubleQuoted) text = sameQuotes(old, name);
    const Span span = m_document.outerSpan(old);
    if (!isLong || m_layout.isExplicit(key)) return Splices{{span, text}};
    const qsizetype colon = m_layout.colon(key);
    if (inFlow || colon < 0) return std::nullopt;
    const QByteArray margin(m_layout.column(span.begin), ' ');
    return Splices{{{span.begin, colon}, "? " + text + m_emitter.style().lineEnd + margin}};
}

std::optional<Splices> YamlPlan::set(const FieldPath &path, const Value &value) const
{
    if (m_document.isEmpty()) return createRoot(nested(path, 0, value));
    int at = 0;
    for (int i = 0; i < path.size(); ++i) {
        const int next = child(at, path[i]);
        if (next >= 0) {
            at = next;
            continue;
        }
        if (node(at).kind == YamlKind::Scalar) return replace(at, nested(path, i, value));
        if (node(at).kind == YamlKind::Alias) return std::nullopt;
        const Value made = nested(path, i + 1, value);
        if (const QString *key = std::get_if<QString>(&path[i])) return insertKey(at, *key, made);
        return insertItem(at, std::get<int>(path[i]), made);
    }
    return replace(at, value);
}

std::optional<Splices> YamlPlan::createRoot(const Value &value) const
{
    const auto text = emitYaml(value, m_emitter.style());
    if (!text) return std::nullopt;
    const bool onOwnLine = m_layout.isFirstOnLine(m_text.size());
    return Splices{{{m_text.size(), m_text.size()}, onOwnLine ? *text : m_emitter.style().lineEnd + *text}};
}

QByteArray YamlPlan::sameQuotes(const YamlNode &old, const Value &value) const
{
    const ScalarPlace place =
        node(std::max(old.parent, 0)).style == YamlStyle::Flow ? ScalarPlace::Flow : ScalarPlace::Block;
    const bool quoted = old.style == YamlStyle::SingleQuoted || old.style == YamlStyle::DoubleQuoted;
    if (value.string() && quoted) return scalarText(*value.string(), place, old.style);
    return m_emitter.flow(value, place);
}

std::optional<Splices> YamlPlan::replace(int index, const Value &value) const
{
    const YamlNode &old = node(index);
    if (old.parent < 0) return replaceBlock(index, YamlSlot::Root, m_document.outerSpan(old).begin, value);
    if (m_layout.isInFlow(index)) return replaceInline(index, value);
    if (node(old.parent).kind == YamlKind::Sequence) {
        const qsizetype dash = m_layout.dash(index);
        return dash < 0 ? std::nullopt : replaceBlock(index, YamlSlot::Item, dash, value);
    }
    int key = node(old.parent).firstChild;
    if (key == index) return replaceInline(index, value); // an alias that is a key
    while (node(key).nextSibling != index) {
        key = node(key).nextSibling;
        if (key == index) return replaceInline(index, value);
    }
    const qsizetype colon = m_layout.colon(key);
    if (colon >= 0) return replaceBlock(index, YamlSlot::Key, colon, value);
    if (!m_layout.isExplicit(key)) return std::nullopt;
    const int column = m_layout.column(m_layout.entryBegin(key));
    return insertLines(m_layout.afterLines(key), column, ':' + m_emitter.after(YamlSlot::Key, column, value), value);
}

std::optional<Splices> YamlPlan::replaceInline(int index, const Value &value) const
{
    const YamlNode &old = node(index);
    const Span span = m_document.outerSpan(old);
    const QByteArray text =
        old.kind == YamlKind::Scalar ? sameQuotes(old, value) : m_emitter.flow(value, ScalarPlace::Flow);
    if (!span.isEmpty()) return Splices{{span, text}};
    const YamlNode &parent = node(old.parent);
    if (parent.kind != YamlKind::Mapping) return std::nullopt;
    int key = parent.firstChild;
    while (key >= 0 && node(key).nextSibling != index) key = node(key).nextSibling;
    if (key < 0) return std::nullopt;
    const qsizetype colon = m_layout.colon(key);
    const qsizetype at = colon < 0 ? node(key).span.end : colon + 1;
    return Splices{{{at, at}, (colon < 0 ? ": " : " ") + text}};
}

// A scalar or flow collection that has text goes where the old one is, if that fits on one line.
bool YamlPlan::staysOnItsLine(const YamlNode &old, const QByteArray &text) const
{
    const bool isInline =
        old.style != YamlStyle::Literal && old.style != YamlStyle::Folded && old.style != YamlStyle::Block;
    return isInline && !old.span.isEmpty() && !text.contains('\n');
}

std::optional<Splices> YamlPlan::replaceBlock(int index, YamlSlot slot, qsizetype indicator, const Value &value) const
{
    const YamlNode &old = node(index);
    const Span outer = m_document.outerSpan(old);
    const int column = slot == YamlSlot::Key ? m_layout.column(m_layout.entryBegin(node(old.parent).firstChild))
                                             : m_layout.column(indicator);
    QByteArray text = m_emitter.after(slot, column, value);
    const bool quoted = old.style == YamlStyle::SingleQuoted || old.style == YamlStyle::DoubleQuoted;
    if (quoted && value.string()) text = ' ' + sameQuotes(old, value);
    if (staysOnItsLine(old, text)) return Splices{{outer, text.trimmed()}};

    const qsizetype from = slot == YamlSlot::Root ? indicator : indicator + 1;
    const bool isBlockScalar = old.style == YamlStyle::Literal || old.style == YamlStyle::Folded;
    const bool startsBehind = old.span.begin <= m_layout.lineEnd(from) && !old.span.isEmpty();
    qsizetype inlineEnd = from; // of what goes on the indicator's line
    qsizetype bodyEnd = from;   // of the lines that go with it
    if (outer.isEmpty()) {
        bodyEnd = m_layout.lineEnd(from);
    } else if (old.style == YamlStyle::Block && startsBehind) { // `- a: 1`, or the root
        inlineEnd = bodyEnd = m_layout.lineEnd(m_layout.contentEnd(index));
    } else if (startsBehind && !isBlockScalar) {
        inlineEnd = old.span.end;
        bodyEnd = m_layout.lineEnd(inlineEnd);
    } else {
        if (startsBehind)
            inlineEnd = m_layout.headerEnd(index);
        else if (outer.begin < m_layout.lineEnd(from)) // its anchor or tag stands on the indicator's line
            inlineEnd = m_layout.propertiesEnd(index);
        bodyEnd = m_layout.afterLines(index);
        while (bodyEnd > inlineEnd && (m_text[bodyEnd - 1] == '\n' || m_text[bodyEnd - 1] == '\r')) --bodyEnd;
        if (bodyEnd < m_layout.lineEnd(inlineEnd)) bodyEnd = m_layout.lineEnd(inlineEnd);
    }
    const qsizetype split = text.indexOf(m_emitter.style().lineEnd);
    QByteArray head = split < 0 ? text : text.first(split);
    QByteArray body = split < 0 ? QByteArray() : text.sliced(split);
    if (bodyEnd == m_text.size() && needsLineEnd(value)) body += m_emitter.style().lineEnd;
    if (head.isEmpty() && slot == YamlSlot::Key && m_layout.isFirstOnLine(indicator) && isPresent(inlineEnd, '\t')) {
        inlineEnd = m_layout.skipBlanks(inlineEnd); // libyaml takes no tab behind the colon of a `? key`
        head = " ";
    }
    const qsizetype lineEnd = m_layout.lineEnd(inlineEnd);
    return tidySplices(m_text, {{{from, inlineEnd}, head}, {{lineEnd, std::max(lineEnd, bodyEnd)}, body}});
}

} // namespace model
