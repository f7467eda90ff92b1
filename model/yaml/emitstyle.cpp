// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/emitter.h"

#include <map>

namespace model {

namespace {

// Columns in front of an offset on its line; a byte order mark takes none.
int columnOf(const QByteArray &text, qsizetype offset)
{
    qsizetype start = offset > 0 ? text.lastIndexOf('\n', offset - 1) + 1 : 0;
    if (start == 0 && text.startsWith("\xEF\xBB\xBF")) start = 3;
    return int(offset - start);
}

int mostOften(const std::map<int, int> &counts, int otherwise)
{
    int best = otherwise, most = 0;
    for (const auto &[value, count] : counts)
        if (count > most) {
            best = value;
            most = count;
        }
    return best;
}

} // namespace

EmitStyle styleOf(const YamlDocument &document)
{
    EmitStyle style;
    const QByteArray &text = document.text();
    const qsizetype lineBreak = text.indexOf('\n');
    if (lineBreak > 0 && text[lineBreak - 1] == '\r') style.lineEnd = "\r\n";
    std::map<int, int> indents, listIndents;
    int spaced = 0;
    const auto &nodes = document.nodes();
    for (const YamlNode &node : nodes) {
        if (node.kind == YamlKind::Mapping && node.style == YamlStyle::Flow && node.childCount > 0)
            spaced += text[node.span.begin + 1] == ' ' ? 1 : -1;
        if (node.style != YamlStyle::Block || node.parent < 0) continue;
        const YamlNode &parent = nodes[size_t(node.parent)];
        if (parent.kind != YamlKind::Mapping || parent.style != YamlStyle::Block) continue;
        const int step = columnOf(text, node.span.begin) - columnOf(text, parent.span.begin);
        if (step < 0 || step > 8) continue; // a compact item's later key, or a slip
        if (node.kind == YamlKind::Sequence)
            ++listIndents[step];
        else if (step > 0)
            ++indents[step];
    }
    style.indent = mostOften(indents, style.indent);
    style.listIndent = mostOften(listIndents, style.listIndent);
    style.spacedBraces = spaced > 0;
    style.json = !nodes.empty() && nodes[0].kind == YamlKind::Mapping && nodes[0].style == YamlStyle::Flow &&
                 nodes[0].childCount > 0 && nodes[size_t(nodes[0].firstChild)].style == YamlStyle::DoubleQuoted;
    return style;
}

} // namespace model
