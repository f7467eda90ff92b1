// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/commandsearch.h"

#include <QStringList>

#include <algorithm>

namespace app {

namespace {

constexpr int atStart = 1000, atWord = 600, inside = 300, scattered = 60;

// Letters in their order; the closer together, the better.
int scatteredScore(const QString &word, const QString &text)
{
    qsizetype at = -1, first = -1;
    for (const QChar letter : word) {
        at = text.indexOf(letter, at + 1);
        if (at < 0) return -1;
        if (first < 0) first = at;
    }
    const qsizetype spread = at - first + 1 - word.size();
    return spread > 2 * word.size() ? -1 : std::max<int>(1, scattered - int(spread));
}

int wordScore(const QString &word, const QString &text)
{
    for (qsizetype at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
        if (at == 0) return atStart;
        if (!text[at - 1].isLetterOrNumber()) return atWord;
    }
    return text.contains(word) ? inside : scatteredScore(word, text);
}

} // namespace

int commandScore(const QString &needle, const QString &text)
{
    const QString folded = text.toCaseFolded();
    const QStringList words = needle.toCaseFolded().split(u' ', Qt::SkipEmptyParts);
    int total = 0;
    for (const QString &word : words) {
        const int score = wordScore(word, folded);
        if (score < 0) return -1;
        total += score;
    }
    // Of two that answer alike, the shorter one is meant.
    return words.isEmpty() ? 0
                           : std::max(0, total / int(words.size()) * 4 - int(std::min<qsizetype>(text.size(), 200)));
}

CommandEntries bestCommands(const CommandEntries &entries, const QString &needle, size_t most)
{
    std::vector<std::pair<int, const CommandEntry *>> found;
    for (const CommandEntry &entry : entries)
        if (const int score = commandScore(needle, entry.text); score >= 0) found.emplace_back(score, &entry);
    std::ranges::stable_sort(found, std::ranges::greater(), [](const auto &hit) { return hit.first; });
    CommandEntries best;
    for (size_t i = 0; i < std::min(most, found.size()); ++i) best.push_back(*found[i].second);
    return best;
}

} // namespace app
