// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schema/suggest.h"

#include <algorithm>

namespace model {

namespace {

constexpr qsizetype longestWord = 64; // field names and enum values are shorter; what is longer is no typing error

char lower(char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; }

} // namespace

int wordDistance(QByteArrayView a, QByteArrayView b, int limit)
{
    if (std::abs(a.size() - b.size()) > limit || std::max(a.size(), b.size()) > longestWord) return limit + 1;
    // Optimal string alignment; three rows are enough.
    std::vector<int> before(size_t(b.size()) + 1), above(before), row(before);
    for (size_t j = 0; j < above.size(); ++j) above[j] = int(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        row[0] = int(i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const char x = lower(a[i - 1]), y = lower(b[j - 1]);
            const auto at = size_t(j);
            row[at] = std::min({above[at] + 1, row[at - 1] + 1, above[at - 1] + (x == y ? 0 : 1)});
            if (i > 1 && j > 1 && x == lower(b[j - 2]) && y == lower(a[i - 2]))
                row[at] = std::min(row[at], before[at - 2] + 1);
        }
        std::swap(before, above);
        std::swap(above, row);
    }
    return std::min(above.back(), limit + 1);
}

QByteArrayView nearestWord(QByteArrayView word, const std::vector<QByteArrayView> &candidates)
{
    // Of one or two letters only the case is forgiven: any word would be near.
    int limit = word.size() < 3 ? 0 : std::max(1, int(word.size()) / 3);
    QByteArrayView best;
    for (const QByteArrayView candidate : candidates) {
        const int distance = wordDistance(word, candidate, limit);
        if (distance > limit) continue;
        best = candidate;
        limit = distance - 1;
        if (limit < 0) break;
    }
    return best;
}

} // namespace model
