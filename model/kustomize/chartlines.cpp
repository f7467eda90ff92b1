// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/kustomize/chartlines.h"

#include <algorithm>

namespace model {

namespace {

std::vector<QByteArrayView> linesIn(QByteArrayView text)
{
    std::vector<QByteArrayView> lines;
    for (qsizetype at = 0; at < text.size();) {
        qsizetype end = text.indexOf('\n', at);
        if (end < 0) end = text.size();
        QByteArrayView line = text.sliced(at, end - at);
        while (!line.isEmpty() && (line.back() == ' ' || line.back() == '\r' || line.back() == '\t')) line.chop(1);
        lines.push_back(line);
        at = end + 1;
    }
    return lines;
}

bool isBlank(QByteArrayView line) { return line.trimmed().isEmpty(); }

// Bytes at the beginning that a line shares with the template's, if that one can have made it; else -1.
int sharedStart(QByteArrayView rendered, QByteArrayView source)
{
    if (rendered == source) return isBlank(rendered) ? -1 : int(rendered.size());
    const qsizetype open = source.indexOf("{{"), close = source.lastIndexOf("}}");
    if (open < 0 || close < open) return -1;
    const QByteArrayView before = source.first(open), behind = source.sliced(close + 2);
    const bool fits = !isBlank(before) && before.trimmed() != "-" && before.size() + behind.size() <= rendered.size() &&
                      rendered.startsWith(before) && rendered.endsWith(behind);
    return fits ? int(before.size()) : -1;
}

qsizetype indentOf(QByteArrayView line)
{
    return std::find_if(line.begin(), line.end(), [](char byte) { return byte != ' '; }) - line.begin();
}

// Whether it prints something: no `if`, `end`, `with`, comment or assignment.
bool isProducer(QByteArrayView source)
{
    const qsizetype open = source.indexOf("{{");
    if (open < 0) return false;
    QByteArrayView inner = source.sliced(open + 2);
    if (inner.startsWith('-')) inner = inner.sliced(1);
    inner = inner.trimmed();
    for (const QByteArrayView word : {"if ", "else", "end", "with ", "range ", "define ", "/*", "$", "block "})
        if (inner.startsWith(word)) return false;
    return true;
}

// Lines of a part of a template, aligned with a document.
class Alignment
{
public:
    Alignment(const std::vector<QByteArrayView> &rendered, const std::vector<QByteArrayView> &source, size_t first,
              size_t last, qsizetype &budget)
        : m_rendered(rendered), m_source(source), m_first(first), m_last(last), m_lines(rendered.size())
    {
        size_t begin = 0, end = rendered.size();
        while (begin < end && m_first < m_last && takeEnds(begin, m_first)) ++begin, ++m_first;
        while (begin < end && m_first < m_last && takeEnds(end - 1, m_last - 1)) --end, --m_last;
        const bool isWhole = align(begin, end, budget);
        m_first = first;
        m_last = last;
        if (isWhole) fillGaps();
    }
    qsizetype score() const { return m_score; }
    std::vector<TemplateLine> take() { return std::move(m_lines); }

private:
    void put(size_t i, size_t j, int shared)
    {
        m_lines[i] = {int(j) + 1, shared};
        ++m_score;
    }
    bool takeEnds(size_t i, size_t j)
    {
        if (m_rendered[i] != m_source[j]) return false;
        if (!isBlank(m_rendered[i])) put(i, j, int(m_rendered[i].size()));
        return true;
    }
    // The most lines in order. False: it was too much.
    bool align(size_t begin, size_t end, qsizetype &budget)
    {
        const size_t rows = end - begin, columns = m_last - m_first;
        if (rows == 0 || columns == 0) return true;
        if (qsizetype(rows * columns) > budget) return false;
        budget -= qsizetype(rows * columns);
        const size_t width = columns + 1;
        std::vector<quint32> best((rows + 1) * width, 0);
        std::vector<bool> fits(rows * columns, false);
        for (size_t i = rows; i-- > 0;)
            for (size_t j = columns; j-- > 0;) {
                quint32 most = std::max(best[(i + 1) * width + j], best[i * width + j + 1]);
                if (sharedStart(m_rendered[begin + i], m_source[m_first + j]) >= 0) {
                    fits[i * columns + j] = true;
                    most = std::max(most, best[(i + 1) * width + j + 1] + 1);
                }
                best[i * width + j] = most;
            }
        for (size_t i = 0, j = 0; i < rows && j < columns;) {
            const quint32 here = best[i * width + j];
            if (fits[i * columns + j] && here == best[(i + 1) * width + j + 1] + 1) {
                put(begin + i, m_first + j, sharedStart(m_rendered[begin + i], m_source[m_first + j]));
                ++i, ++j;
            } else if (here == best[i * width + j + 1]) {
                ++j;
            } else {
                ++i;
            }
        }
        return true;
    }
    // Between two known lines, the only one that prints made all of what is new.
    void fillGaps()
    {
        for (size_t i = 0; i < m_lines.size();) {
            if (m_lines[i].line > 0) {
                ++i;
                continue;
            }
            size_t end = i;
            while (end < m_lines.size() && m_lines[end].line == 0) ++end;
            const size_t from = i > 0 ? size_t(m_lines[i - 1].line) : m_first;
            const size_t to = end < m_lines.size() ? size_t(m_lines[end].line) - 1 : m_last;
            size_t maker = 0, makers = 0;
            for (size_t j = from; j < to; ++j)
                if (isProducer(m_source[j])) maker = j + 1, ++makers;
            // Of several, the one that stands right where the new lines begin has made those of its depth.
            const bool isNext = makers > 1 && from < to && isProducer(m_source[from]);
            const qsizetype depth = indentOf(m_rendered[i]);
            for (bool isIts = makers == 1 || isNext; i < end; ++i) {
                isIts = isIts && (makers == 1 || indentOf(m_rendered[i]) >= depth);
                if (isIts) m_lines[i] = {int(makers == 1 ? maker : from + 1), 0};
            }
        }
    }

    const std::vector<QByteArrayView> &m_rendered, &m_source;
    size_t m_first, m_last;
    qsizetype m_score = 0;
    std::vector<TemplateLine> m_lines;
};

} // namespace

std::vector<TemplateLine> templateLines(QByteArrayView rendered, QByteArrayView source, qsizetype &budget)
{
    const std::vector<QByteArrayView> document = linesIn(rendered), lines = linesIn(source);
    std::vector<TemplateLine> found(document.size());
    qsizetype most = 0;
    int tried = 0;
    constexpr int maxParts = 100;
    // Of a template that makes several documents, the part that has most of it.
    for (size_t first = 0; first < lines.size() && tried < maxParts; ++tried) {
        size_t last = first;
        while (last < lines.size() && (last == first || !lines[last].startsWith("---"))) ++last;
        Alignment alignment(document, lines, first, last, budget);
        if (alignment.score() > most) {
            most = alignment.score();
            found = alignment.take();
        }
        first = last;
    }
    return found;
}

} // namespace model
