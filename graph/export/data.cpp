// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/export/data.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <tuple>

namespace graph {

namespace {

// One object in a line, keys in the given order.
class JsonLine
{
public:
    void text(const char *key, const QString &value) { raw(key, quoted(value)); }
    void boolean(const char *key, bool value) { raw(key, value ? "true" : "false"); }
    QByteArray line() const { return '{' + m_fields + '}'; }

private:
    static QByteArray quoted(const QString &value)
    {
        // Qt's own escaping, through the only JSON value that it writes without a container around it.
        const QByteArray array =
            QJsonDocument(QJsonObject{{QStringLiteral("v"), value}}).toJson(QJsonDocument::Compact);
        return array.mid(5, array.size() - 6);
    }
    void raw(const char *key, const QByteArray &value)
    {
        if (!m_fields.isEmpty()) m_fields += ',';
        m_fields += '"' + QByteArray(key) + "\":" + value;
    }
    QByteArray m_fields;
};

QByteArray nodeLine(const GraphNode &node)
{
    JsonLine line;
    line.text("id", node.key.id());
    line.text("group", node.key.group);
    line.text("kind", node.key.kind);
    line.text("namespace", node.key.ns);
    line.text("name", node.key.name);
    line.boolean("ghost", node.ghost);
    return line.line();
}

QByteArray edgeLine(const model::Edge &edge)
{
    JsonLine line;
    line.text("from", edge.from.id());
    line.text("to", edge.to.id());
    line.text("rule", model::toWord(edge.relation));
    line.text("field", edge.field.toString());
    line.text("holder", edge.holder.id());
    line.text("label", edge.label);
    line.boolean("broken", edge.broken);
    if (edge.broken) line.text("reason", edge.reason);
    return line.line();
}

template<typename T, typename F>
QByteArray lines(const std::vector<T> &values, F toLine)
{
    QByteArray out;
    for (const T &value : values) out += (out.isEmpty() ? "\n    " : ",\n    ") + toLine(value);
    return out.isEmpty() ? out : out + "\n  ";
}

model::Edges sortedEdges(const Graph &graph)
{
    model::Edges edges = graph.edges;
    std::stable_sort(edges.begin(), edges.end(), [](const model::Edge &a, const model::Edge &b) {
        return std::tie(a.from, a.to, a.relation, a.holder, a.field) <
               std::tie(b.from, b.to, b.relation, b.holder, b.field);
    });
    return edges;
}

QByteArray dotString(const QString &text)
{
    QString safe = text;
    // Control characters as their pictures: visible, and still told apart.
    for (QChar &c : safe)
        if (c.unicode() < 0x20 && c != u'\n')
            c = QChar(0x2400 + c.unicode());
        else if (c.unicode() >= 0xFFFE)
            c = QChar::ReplacementCharacter;
    safe.replace(u'\\', QStringLiteral("\\\\"))
        .replace(u'"', QStringLiteral("\\\""))
        .replace(u'\n', QStringLiteral("\\n"));
    return '"' + safe.toUtf8() + '"';
}

} // namespace

QByteArray toJson(const Graph &graph)
{
    return "{\n  \"nodes\": [" + lines(graph.nodes, nodeLine) + "],\n  \"edges\": [" +
           lines(sortedEdges(graph), edgeLine) + "]\n}\n";
}

QByteArray toDot(const Graph &graph)
{
    QByteArray out = "digraph kubewright {\n  rankdir=LR;\n  node [shape=box, style=rounded];\n";
    for (const GraphNode &node : graph.nodes) {
        out += "  " + dotString(node.key.id()) + " [label=" + dotString(node.subtitle + u'\n' + node.title);
        out += node.ghost ? ", style=\"rounded,dashed\"];\n" : "];\n";
    }
    for (const model::Edge &edge : sortedEdges(graph)) {
        out += "  " + dotString(edge.from.id()) + " -> " + dotString(edge.to.id()) +
               " [class=" + dotString(model::toWord(edge.relation));
        if (!edge.label.isEmpty()) out += ", label=" + dotString(edge.label);
        if (edge.broken) out += ", style=dashed";
        out += "];\n";
    }
    return out + "}\n";
}

} // namespace graph
