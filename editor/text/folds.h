// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <vector>

namespace editor {

// How a line folds: its depth is the number of lines above that hold it; a head hides the deeper lines behind it.
struct FoldLine
{
    int depth = 0;
    bool isHead = false;
    bool operator==(const FoldLine &) const = default;
};

// One for each line of a YAML text, by indentation. A list's dashes may stand at their key's indent. `---` stands by
// itself: no fold reaches over it.
std::vector<FoldLine> foldLines(QByteArrayView text);

} // namespace editor
