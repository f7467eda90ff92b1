// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/text/folds.h"

#include "editor/text/lines.h"

namespace editor {

namespace {

bool isBlank(QByteArrayView line)
{
    const QByteArrayView text = line.trimmed();
    return text.isEmpty() || text.startsWith('#');
}

// kubectl's own style puts a list's dashes at the key's indent: an item counts as one deeper than a key.
int rankOf(QByteArrayView line)
{
    const int indent = indentOf(line);
    return indent * 2 + (line[indent] == '-' ? 1 : 0);
}

} // namespace

std::vector<FoldLine> foldLines(QByteArrayView text)
{
    std::vector<FoldLine> lines;
    std::vector<int> open; // the ranks of the heads around
    int previous = -1, previousRank = 0;
    forEachLine(text, [&](qsizetype, QByteArrayView line) {
        if (line.startsWith("---") || line.startsWith("...")) {
            open.clear();
            previous = -1;
        } else if (!isBlank(line)) {
            const int rank = rankOf(line);
            while (!open.empty() && open.back() >= rank) open.pop_back();
            if (previous >= 0 && rank > previousRank && (open.empty() || open.back() < previousRank)) {
                open.push_back(previousRank);
                lines[size_t(previous)].isHead = true;
            }
            previous = int(lines.size());
            previousRank = rank;
        }
        lines.push_back({int(open.size()), false});
    });
    return lines;
}

} // namespace editor
