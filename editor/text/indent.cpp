// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/text/indent.h"

#include "editor/text/lines.h"

#include <algorithm>
#include <array>
#include <limits>

namespace editor {

namespace {

// What follows the dashes of list items, and where it starts.
struct Content
{
    int column = 0;
    int dash = -1; // the last one's column; -1: none
    QByteArrayView text;
};

Content contentOf(QByteArrayView line)
{
    Content content{.column = indentOf(line), .text = {}};
    while (content.column < line.size() && line[content.column] == '-' &&
           (content.column + 1 == line.size() || line[content.column + 1] == ' ')) {
        content.dash = content.column++;
        while (content.column < line.size() && line[content.column] == ' ') ++content.column;
    }
    content.text = line.sliced(content.column).trimmed();
    return content;
}

// Without a comment at its end. A `#` inside quotes has no blank before it often enough.
QByteArrayView withoutComment(QByteArrayView text)
{
    const qsizetype at = QByteArray::fromRawData(text.data(), text.size()).indexOf(" #");
    return at < 0 ? text : text.first(at).trimmed();
}

// Where the value starts behind `key:`, or -1.
qsizetype valueStart(QByteArrayView content)
{
    if (content.startsWith('"') || content.startsWith('\'')) {
        const qsizetype close = QByteArray::fromRawData(content.data(), content.size()).indexOf(content[0], 1);
        return close > 0 && close + 1 < content.size() && content[close + 1] == ':' ? close + 2 : -1;
    }
    for (qsizetype at = 0; at < content.size(); ++at)
        if (content[at] == ':' && (at + 1 == content.size() || content[at + 1] == ' ')) return at + 1;
    return -1;
}

// A value without the anchor and the tag before it.
QByteArrayView withoutProperties(QByteArrayView value)
{
    value = value.trimmed();
    while (value.startsWith('&') || value.startsWith('!')) {
        const qsizetype end = QByteArray::fromRawData(value.data(), value.size()).indexOf(' ');
        value = end < 0 ? QByteArrayView() : value.sliced(end).trimmed();
    }
    return value;
}

bool isBlockHeader(QByteArrayView value)
{
    if (!value.startsWith('|') && !value.startsWith('>')) return false;
    return value.size() <= 3 && std::all_of(value.begin() + 1, value.end(),
                                            [](char c) { return c == '+' || c == '-' || (c >= '1' && c <= '9'); });
}

// What stands behind the key, or the whole of a line without one.
QByteArrayView valueOf(const Content &content)
{
    const QByteArrayView text = withoutComment(content.text);
    const qsizetype start = valueStart(text);
    return withoutProperties(start < 0 ? text : text.sliced(start));
}

// Whether the line that starts at the offset and is indented so lies in a block of text.
bool isInBlockText(QByteArrayView text, qsizetype lineStart, int indent)
{
    while (lineStart > 0 && indent > 0) {
        const qsizetype start = startOfLine(text, lineStart - 1);
        const QByteArrayView line = text.sliced(start, lineStart - start);
        lineStart = start;
        if (line.trimmed().isEmpty() || indentOf(line) >= indent) continue;
        indent = indentOf(line);
        if (line.trimmed().startsWith('#')) continue;
        if (isBlockHeader(valueOf(contentOf(line)))) return true;
    }
    return false;
}

} // namespace

int indentStepOf(QByteArrayView text)
{
    constexpr int widest = 8;
    std::array<int, widest + 1> seen{};
    int before = -1;
    forEachLine(text, [&](qsizetype, QByteArrayView line) {
        const Content content = contentOf(line);
        if (content.text.isEmpty() || content.text.startsWith('#') || line.startsWith("---")) return;
        const int deeper = indentOf(line) - before;
        if (before >= 0 && content.dash < 0 && deeper > 0 && deeper <= widest) ++seen[size_t(deeper)];
        // Only what stands behind a bare `key:` tells; the depth inside a list's item is the dash's.
        before = content.dash < 0 && withoutComment(content.text).endsWith(':') ? indentOf(line) : -1;
    });
    const auto most = std::max_element(seen.begin(), seen.end());
    return *most == 0 ? 2 : int(most - seen.begin());
}

int indentAfter(QByteArrayView before, int width)
{
    const qsizetype start = startOfLine(before, before.size());
    const QByteArrayView line = before.sliced(start);
    const int indent = indentOf(line);
    const Content content = contentOf(line);
    if (content.text.startsWith('#') || isInBlockText(before, start, indent)) return indent;
    if (content.text.isEmpty()) return content.dash < 0 ? indent : content.dash + 2;
    const bool hasKey = valueStart(withoutComment(content.text)) >= 0;
    const QByteArrayView value = valueOf(content);
    const bool opens = value.endsWith('{') || value.endsWith('[');
    if (!hasKey && isBlockHeader(value)) return content.dash < 0 ? indent + width : content.dash + 2;
    if (hasKey ? value.isEmpty() || isBlockHeader(value) || opens : opens) return content.column + width;
    return hasKey ? content.column : indent;
}

TextEdits toggleComment(QByteArrayView text, int firstLine, int lastLine)
{
    struct Line
    {
        qsizetype start;
        int indent;
        QByteArrayView bytes;
    };
    std::vector<Line> lines;
    int number = 0, least = std::numeric_limits<int>::max();
    bool allComments = true;
    forEachLine(text, [&](qsizetype start, QByteArrayView line) {
        const int at = number++;
        if (at < firstLine || at > lastLine || line.trimmed().isEmpty()) return;
        lines.push_back({start, indentOf(line), line});
        least = std::min(least, lines.back().indent);
        allComments = allComments && line[lines.back().indent] == '#';
    });
    TextEdits edits;
    for (const Line &line : lines) {
        const bool blankBehind = line.bytes.sliced(line.indent).startsWith("# ");
        if (allComments)
            edits.push_back({line.start + line.indent, blankBehind ? 2 : 1, {}});
        else
            edits.push_back({line.start + least, 0, QByteArrayLiteral("# ")});
    }
    return edits;
}

} // namespace editor
