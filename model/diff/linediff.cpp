// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diff/linediff.h"

#include <QByteArrayView>

#include <algorithm>
#include <vector>

namespace model {

namespace {

constexpr int maxDifferentLines = 2000; // lines gone and come, together: costs its square in bytes and steps

using DiffLines = std::vector<QByteArrayView>; // each with its line end

DiffLines diffLines(const QByteArray &text)
{
    DiffLines lines;
    for (qsizetype begin = 0; begin < text.size();) {
        const qsizetype found = text.indexOf('\n', begin);
        const qsizetype end = found < 0 ? text.size() : found + 1;
        lines.push_back(QByteArrayView(text).sliced(begin, end - begin));
        begin = end;
    }
    return lines;
}

// DiffLines of the first text that go and of the second that come in their place.
struct LineChange
{
    int from = 0, gone = 0;
    int to = 0, come = 0;
};
using LineChanges = std::vector<LineChange>;

void addLineStep(LineChanges &changes, int from, int gone, int to, int come)
{
    if (!changes.empty()) {
        LineChange &last = changes.back();
        if (last.from + last.gone == from && last.to + last.come == to) {
            last.gone += gone;
            last.come += come;
            return;
        }
    }
    changes.push_back({from, gone, to, come});
}

// The shortest edit script (E. Myers, An O(ND) difference algorithm): furthest[d] holds, for each diagonal, how far d
// steps lead in the first text.
class ShortestScript
{
public:
    ShortestScript(const DiffLines &a, const DiffLines &b, int head, int tail)
        : m_a(a), m_b(b), m_head(head), m_n(int(a.size()) - head - tail), m_m(int(b.size()) - head - tail)
    {
    }

    LineChanges run()
    {
        if (m_n == 0 || m_m == 0 || !search()) return {{m_head, m_n, m_head, m_m}};
        return trace();
    }

private:
    // Of diagonal k after d steps; k is from -d to d.
    int &at(int d, int k) { return m_furthest[size_t(d)][size_t(k + d)]; }

    bool search()
    {
        for (int d = 0; d <= std::min(m_n + m_m, maxDifferentLines); ++d) {
            m_furthest.emplace_back(size_t(2 * d + 1), 0);
            for (int k = -d; k <= d; k += 2) {
                int x = 0;
                if (d > 0) x = isDown(d, k) ? at(d - 1, k + 1) : at(d - 1, k - 1) + 1;
                while (x < m_n && x - k < m_m && x - k >= 0 && m_a[size_t(m_head + x)] == m_b[size_t(m_head + x - k)])
                    ++x;
                at(d, k) = x;
                if (k == m_n - m_m && x >= m_n) return true;
            }
        }
        return false;
    }

    // Whether step d comes to diagonal k by a line that comes, rather than one that goes.
    bool isDown(int d, int k) { return k == -d || (k != d && at(d - 1, k - 1) < at(d - 1, k + 1)); }

    LineChanges trace()
    {
        std::vector<LineChange> steps; // from the end
        int k = m_n - m_m;
        for (int d = int(m_furthest.size()) - 1; d > 0; --d) {
            const bool down = isDown(d, k);
            const int before = down ? k + 1 : k - 1;
            const int x = at(d - 1, before), y = x - before;
            steps.push_back({m_head + x, down ? 0 : 1, m_head + y, down ? 1 : 0});
            k = before;
        }
        LineChanges changes;
        for (auto step = steps.rbegin(); step != steps.rend(); ++step)
            addLineStep(changes, step->from, step->gone, step->to, step->come);
        return changes;
    }

    const DiffLines &m_a, &m_b;
    int m_head, m_n, m_m;
    std::vector<std::vector<int>> m_furthest;
};

LineChanges changesBetween(const DiffLines &a, const DiffLines &b)
{
    const size_t least = std::min(a.size(), b.size());
    size_t head = 0, tail = 0;
    while (head < least && a[head] == b[head]) ++head;
    while (tail < least - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
    return ShortestScript(a, b, int(head), int(tail)).run();
}

void putDiffLines(QByteArray &out, char sign, const DiffLines &lines, int from, int count)
{
    for (int i = from; i < from + count; ++i) {
        const QByteArrayView line = lines[size_t(i)];
        out += sign;
        out += line;
        if (!line.endsWith('\n')) out += "\n\\ No newline at end of file\n";
    }
}

// git's quote.c: C's escapes in double quotes; a tab behind a name with spaces says where it ends.
QByteArray headerName(const QString &path)
{
    const QByteArray name = path.toUtf8();
    QByteArray quoted;
    for (const char c : name) {
        constexpr QByteArrayView escaped("\a\b\t\n\v\f\r\"\\"), letters("abtnvfr\"\\");
        const qsizetype known = escaped.indexOf(c);
        const auto byte = static_cast<unsigned char>(c);
        if (known >= 0)
            quoted += QByteArray("\\") + letters[known];
        else if (byte < ' ' || byte == 0x7F)
            quoted += '\\' + QByteArray::number(byte, 8).rightJustified(3, '0');
        else
            quoted += c;
    }
    const QByteArray shown = quoted == name ? name : '"' + quoted + '"';
    return name.contains(' ') ? shown + '\t' : shown;
}

QByteArray hunkRange(int from, int count)
{
    const QByteArray start = QByteArray::number(count == 0 ? from : from + 1);
    return count == 1 ? start : start + ',' + QByteArray::number(count);
}

} // namespace

QByteArray unifiedDiff(const QString &path, const QByteArray &before, const QByteArray &after, int around)
{
    if (before == after) return {};
    const DiffLines a = diffLines(before), b = diffLines(after);
    const LineChanges changes = changesBetween(a, b);
    const QByteArray name = headerName(path);
    QByteArray out = "--- " + name + "\n+++ " + name + '\n';
    for (size_t first = 0; first < changes.size();) {
        size_t end = first + 1; // changes whose surroundings touch are one hunk
        while (end < changes.size() &&
               changes[end].from - (changes[end - 1].from + changes[end - 1].gone) <= 2 * around)
            ++end;
        const LineChange &last = changes[end - 1];
        const int lead = std::min(around, changes[first].from);
        const int trail = std::min(around, int(a.size()) - (last.from + last.gone));
        const int from = changes[first].from - lead, to = changes[first].to - lead;
        out += "@@ -" + hunkRange(from, last.from + last.gone + trail - from) + " +" +
               hunkRange(to, last.to + last.come + trail - to) + " @@\n";
        int line = from;
        for (size_t i = first; i < end; ++i) {
            putDiffLines(out, ' ', a, line, changes[i].from - line);
            putDiffLines(out, '-', a, changes[i].from, changes[i].gone);
            putDiffLines(out, '+', b, changes[i].to, changes[i].come);
            line = changes[i].from + changes[i].gone;
        }
        putDiffLines(out, ' ', a, line, trail);
        first = end;
    }
    return out;
}

} // namespace model
