// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <cstring>

namespace editor {

inline int indentOf(QByteArrayView line)
{
    int indent = 0;
    while (indent < line.size() && line[indent] == ' ') ++indent;
    return indent;
}

// Where the line that holds the offset starts.
inline qsizetype startOfLine(QByteArrayView text, qsizetype offset)
{
    while (offset > 0 && text[offset - 1] != '\n') --offset;
    return offset;
}

// Each line with its line end; what follows the last line end is a line too unless it is empty.
template<typename Visit>
void forEachLine(QByteArrayView text, Visit visit)
{
    for (qsizetype at = 0; at < text.size();) {
        const void *end = std::memchr(text.data() + at, '\n', size_t(text.size() - at));
        const qsizetype next = end ? static_cast<const char *>(end) - text.data() + 1 : text.size();
        visit(at, text.sliced(at, next - at));
        at = next;
    }
}

} // namespace editor
