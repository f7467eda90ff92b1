// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/emitter.h"

#include "model/base/limits.h"
#include "model/yaml/numbertext.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace model {

namespace {

// Deeper levels go in brackets: indentation alone would make the text quadratic.
constexpr int maxBlockDepth = 50;
// libyaml takes a key without `?` up to 1,024 characters.
constexpr qsizetype longestSimpleKey = 1000;

bool isEmptyCollection(const Value &value)
{
    return (value.list() && value.list()->empty()) || (value.map() && value.map()->empty());
}

int rank(const QString &key)
{
    static const std::array<QString, 4> order{QStringLiteral("apiVersion"), QStringLiteral("kind"),
                                              QStringLiteral("metadata"), QStringLiteral("spec")};
    return int(std::find(order.begin(), order.end(), key) - order.begin());
}

// The resource with its leading keys in front; anything else as it is.
Value inResourceOrder(const Value &value)
{
    Value ordered = value;
    if (value.find(u"apiVersion") && value.find(u"kind"))
        std::stable_sort(ordered.map()->begin(), ordered.map()->end(),
                         [](const auto &a, const auto &b) { return rank(a.first) < rank(b.first); });
    return ordered;
}

} // namespace

QByteArray YamlEmitter::key(const QString &key, ScalarPlace place) const
{
    const QByteArray text = m_style.json ? doubleQuoted(key) : scalarText(key, place);
    if (text.size() <= longestSimpleKey) return text + ':';
    return "? " + text + (place == ScalarPlace::Flow ? QByteArray(" :") : m_style.lineEnd + ':');
}

QByteArray YamlEmitter::leaf(const Value &value, ScalarPlace place) const
{
    if (const bool *truth = value.boolean()) return *truth ? "true" : "false";
    if (const qint64 *whole = value.integer()) return QByteArray::number(*whole);
    if (const quint64 *big = value.bigInteger()) return QByteArray::number(*big);
    if (const double *number = value.number()) return yamlNumber(*number);
    if (const QString *text = value.string()) return m_style.json ? doubleQuoted(*text) : scalarText(*text, place);
    return value.isList() ? "[]" : value.isMap() ? "{}" : "null";
}

QByteArray YamlEmitter::flow(const Value &value, ScalarPlace place) const
{
    struct Open
    {
        const Value *value;
        size_t next;
    };
    if (!value.isContainer() || isEmptyCollection(value)) return leaf(value, place);
    const QByteArray space = m_style.spacedBraces ? " " : "";
    QByteArray out;
    std::vector<Open> open;
    const auto begin = [&](const Value &child) {
        if (!child.isContainer() || isEmptyCollection(child)) {
            out += leaf(child, ScalarPlace::Flow);
            return;
        }
        out += child.isMap() ? '{' + space : QByteArray("[");
        open.push_back({&child, 0});
    };
    begin(value);
    while (!open.empty()) {
        auto &[parent, next] = open.back();
        const size_t size = parent->isMap() ? parent->map()->size() : parent->list()->size();
        if (next == size) {
            out += parent->isMap() ? space + '}' : QByteArray("]");
            open.pop_back();
            continue;
        }
        if (next > 0) out += ", ";
        const size_t i = next++;
        if (const ValueMap *map = parent->map()) {
            out += key((*map)[i].first, ScalarPlace::Flow) + ' ';
            begin((*map)[i].second);
        } else {
            begin((*parent->list())[i]);
        }
        if (out.size() > limits::maxDocumentBytes) break; // whoever asked finds it too large
    }
    return out;
}

bool YamlEmitter::isLiteral(const Value &value) const
{
    const QString *text = value.string();
    if (!text || m_style.json || m_literals == Literals::Never || !fitsLiteral(*text)) return false;
    return m_literals == Literals::All || !text->endsWith(u"\n\n");
}

QByteArray YamlEmitter::literal(int column, const QString &text) const
{
    const bool ended = text.endsWith(u'\n');
    QByteArray out = !ended ? "|-" : text.endsWith(u"\n\n") ? "|+" : "|";
    const QByteArray margin(column, ' ');
    const QByteArray bytes = ended ? text.chopped(1).toUtf8() : text.toUtf8();
    for (const QByteArray &line : bytes.split('\n')) out += m_style.lineEnd + (line.isEmpty() ? line : margin + line);
    return out;
}

QByteArray YamlEmitter::after(YamlSlot slot, int column, const Value &value) const
{
    return after(slot, column, value, 0);
}

QByteArray YamlEmitter::after(YamlSlot slot, int column, const Value &value, int depth) const
{
    const QByteArray space = slot == YamlSlot::Root ? "" : " ";
    if (value.isContainer() && (isEmptyCollection(value) || m_style.json || depth >= maxBlockDepth))
        return space + flow(value, ScalarPlace::Block);
    if (value.isContainer()) {
        if (slot == YamlSlot::Root) return lines(column, value, depth);
        if (slot == YamlSlot::Item) return ' ' + lines(column + 2, value, depth);
        const int child = column + (value.isList() ? m_style.listIndent : m_style.indent);
        return m_style.lineEnd + QByteArray(child, ' ') + lines(child, value, depth);
    }
    if (isLiteral(value)) return space + literal(column + m_style.indent, *value.string());
    return space + leaf(value, ScalarPlace::Block);
}

QByteArray YamlEmitter::lines(int column, const Value &value, int depth) const
{
    const QByteArray between = m_style.lineEnd + QByteArray(column, ' ');
    QByteArray out;
    if (const ValueMap *map = value.map()) {
        for (const auto &[name, child] : *map) {
            if (!out.isEmpty()) out += between;
            QByteArray start = key(name, ScalarPlace::Block);
            out += start.replace(m_style.lineEnd, between) + after(YamlSlot::Key, column, child, depth + 1);
            if (out.size() > limits::maxDocumentBytes) break;
        }
    } else if (const ValueList *list = value.list()) {
        for (const Value &child : *list) {
            if (!out.isEmpty()) out += between;
            out += '-' + after(YamlSlot::Item, column, child, depth + 1);
            if (out.size() > limits::maxDocumentBytes) break;
        }
    }
    return out;
}

QByteArray YamlEmitter::entry(int column, const QString &name, const Value &value) const
{
    return lines(column, ValueMap{{name, value}}, 0);
}

QByteArray YamlEmitter::item(int column, const Value &value) const { return lines(column, ValueList{value}, 0); }

Result<QByteArray> emitYaml(const Value &value, const EmitStyle &style)
{
    YamlEmitter emitter(style);
    emitter.setLiterals(YamlEmitter::Literals::All);
    const QByteArray text =
        emitter.after(YamlSlot::Root, 0, style.resourceOrder ? inResourceOrder(value) : value) + style.lineEnd;
    if (text.size() > limits::maxDocumentBytes)
        return Error{Error::Code::TooLarge,
                     QCoreApplication::translate(
                         "Yaml", "the document would be larger than 5 MiB, the most that kubectl reads")};
    return text;
}

} // namespace model
