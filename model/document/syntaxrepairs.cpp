// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/syntaxrepairs.h"

#include "model/base/say.h"
#include "model/yaml/yamltree.h"

#include <QRegularExpression>

#include <algorithm>

namespace model {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxTried = 48;     // each is a parse of the document
constexpr size_t maxRepairs = 3; // more are no help
constexpr int maxLinesBefore = 200;
constexpr int linesBefore = 3; // an error is often seen only some lines below what caused it

struct TextLine
{
    qsizetype begin = 0, end = 0; // without its line end
    qsizetype indent = 0;         // bytes of blanks and tabs before its text
    bool isBlank = true;          // nothing, or only a comment
};

std::vector<TextLine> textLines(const QByteArray &text)
{
    std::vector<TextLine> lines;
    for (qsizetype begin = 0; begin < text.size();) {
        qsizetype end = text.indexOf('\n', begin);
        const qsizetype next = end < 0 ? text.size() : end + 1;
        if (end < 0) end = text.size();
        if (end > begin && text[end - 1] == '\r') --end;
        TextLine line{begin, end};
        while (begin + line.indent < end && (text[begin + line.indent] == ' ' || text[begin + line.indent] == '\t'))
            ++line.indent;
        line.isBlank = begin + line.indent == end || text[begin + line.indent] == '#';
        lines.push_back(line);
        begin = next;
    }
    return lines;
}

bool isReadableYaml(const QByteArray &text)
{
    const auto document = YamlDocument::parse(text, YamlDialect::YamlOnly);
    return !document->error() && document->issues().empty() && document->root().isMapping();
}

// Tries changes of single lines.
class LineRepairs
{
public:
    LineRepairs(const QByteArray &text, qsizetype offset) : m_text(text), m_lines(textLines(text))
    {
        m_error = int(std::ranges::upper_bound(m_lines, offset, {}, &TextLine::begin) - m_lines.begin()) - 1;
    }

    std::vector<SyntaxRepair> run()
    {
        if (m_error < 0) return {};
        replaceTabs();
        std::vector<int> near; // the line of the error, then those above it
        for (int at = m_error; at >= 0 && int(near.size()) <= linesBefore; --at)
            if (!m_lines[size_t(at)].isBlank) near.push_back(at);
        for (const int at : near) repairWords(at);
        // Text that is never closed is noticed only where the next quotes are, or at the end.
        if (m_repairs.empty() && !near.empty())
            for (int at = near.back() - 1, i = 0; at >= 0 && i < maxLinesBefore; --at, ++i)
                if (!m_lines[size_t(at)].isBlank && opensText(at)) repairWords(at);
        if (m_repairs.empty())
            for (const int at : near) reindent(at);
        return std::move(m_repairs);
    }

private:
    QByteArray textOf(int at) const
    {
        const TextLine &line = m_lines[size_t(at)];
        return m_text.sliced(line.begin, line.end - line.begin);
    }

    bool opensText(int at) const
    {
        const QByteArray text = textOf(at);
        return text.count('"') % 2 == 1 || text.count('\'') % 2 == 1;
    }

    int neighbour(int at, int step) const
    {
        for (at += step; at >= 0 && at < int(m_lines.size()); at += step)
            if (!m_lines[size_t(at)].isBlank) return at;
        return -1;
    }

    void attempt(const QString &text, Splices splices)
    {
        if (m_tried >= maxTried || m_repairs.size() >= maxRepairs) return;
        const auto isThere = [&splices](const SyntaxRepair &one) { return one.splices == splices; };
        if (std::ranges::any_of(m_repairs, isThere)) return;
        ++m_tried;
        if (isReadableYaml(applySplices(m_text, splices))) m_repairs.push_back({text, std::move(splices)});
    }

    // Where a line goes that belongs to the same mapping as the one above it, or to its value.
    qsizetype depthBelow(const TextLine &above, qsizetype depth) const
    {
        const QByteArray text = m_text.sliced(above.begin, above.end - above.begin).trimmed();
        qsizetype item = 0;
        while (text.sliced(item).startsWith("- ")) item += 2;
        return depth + item + (text.endsWith(':') ? 2 : 0);
    }

    // All lines that are indented by tabs: each as the one above it asks for, or two blanks for a tab.
    void replaceTabs()
    {
        Splices like, twoEach;
        const TextLine *above = nullptr;
        qsizetype depth = 0; // of the line above, as it is indented then
        for (int at = 0; at < int(m_lines.size()); ++at) {
            const TextLine &line = m_lines[size_t(at)];
            if (line.isBlank) continue;
            const QByteArray indent = m_text.sliced(line.begin, line.indent);
            qsizetype wanted = line.indent;
            if (indent.contains('\t')) {
                wanted = above ? depthBelow(*above, depth) : 0;
                const Span span{line.begin, line.begin + line.indent};
                like.push_back({span, QByteArray(wanted, ' ')});
                twoEach.push_back({span, QByteArray(indent).replace('\t', "  ")});
            }
            above = &line;
            depth = wanted;
        }
        if (like.empty()) return;
        const QString text = say("Indent by spaces instead of tabs");
        const size_t before = m_repairs.size();
        if (like.size() == 1) attempt(text, like);
        if (m_repairs.size() == before) attempt(text, twoEach);
        if (m_repairs.size() == before) attempt(text, like);
    }

    // What is wrong in the words of a line itself.
    void repairWords(int at)
    {
        const TextLine &line = m_lines[size_t(at)];
        const QString text = QString::fromLatin1(textOf(at)); // a character a byte, so that offsets stay
        const auto insert = [&](qsizetype in, const QByteArray &what) {
            return Splices{{{line.begin + in, line.begin + in}, what}};
        };
        static const QRegularExpression glued(u"^\\s*(?:- +)*[A-Za-z][\\w./-]*:(?=[^\\s:/])"_s);
        if (const auto match = glued.match(text); match.hasMatch())
            attempt(say("Add a space after the colon"), insert(match.capturedEnd(), " "));
        static const QRegularExpression dash(u"^\\s*-(?=[A-Za-z])"_s);
        if (const auto match = dash.match(text); match.hasMatch())
            attempt(say("Add a space after the dash"), insert(match.capturedEnd(), " "));
        static const QRegularExpression entry(u"^(\\s*(?:- +)*)([A-Za-z][\\w./-]*)(: +|: *$| +|$)(.*?)\\s*$"_s);
        const auto match = entry.match(text);
        if (!match.hasMatch()) return closeBrackets(at, text);
        if (!match.captured(3).startsWith(u':'))
            attempt(say("Add a colon after %1").arg(match.captured(2)), insert(match.capturedEnd(2), ":"));
        closeBrackets(at, text);
        const QString value = match.captured(4);
        const bool isOpen = !m_repairs.empty() && (value.startsWith(u'[') || value.startsWith(u'{'));
        if (!value.isEmpty() && !isOpen) repairValue(at, value, match.capturedStart(4));
    }

    void repairValue(int at, const QString &value, qsizetype column)
    {
        const TextLine &line = m_lines[size_t(at)];
        const qsizetype begin = line.begin + column, end = begin + value.size();
        const QChar first = value[0], last = value[value.size() - 1];
        if (first == u'"' || first == u'\'') {
            if (value.count(first) % 2 == 1 && value.size() > 2 && last == first && value[value.size() - 2] == first)
                attempt(say("Remove the last quote"), {{{end - 1, end}, {}}});
            if (value.count(first) % 2 == 1)
                attempt(say("Close the quotes"), {{{end, end}, QByteArray(1, first.toLatin1())}});
            return;
        }
        if ((last == u'"' || last == u'\'') && value.count(last) % 2 == 1)
            attempt(say("Open the quotes"), {{{begin, begin}, QByteArray(1, last.toLatin1())}});
        if (first == u'|' || first == u'>' || value.contains(u" #"_s)) return;
        const char quote = value.contains(u'"') ? '\'' : '"';
        if (value.contains(QLatin1Char(quote)) || (quote == '"' && value.contains(u'\\'))) return;
        attempt(say("Quote the value"), {{{begin, begin}, QByteArray(1, quote)}, {{end, end}, QByteArray(1, quote)}});
    }

    void closeBrackets(int at, const QString &text)
    {
        QByteArray open;
        QChar quote;
        for (const QChar c : text) {
            if (!quote.isNull()) {
                if (c == quote) quote = {};
            } else if (c == u'"' || c == u'\'') {
                quote = c;
            } else if (c == u'[' || c == u'{') {
                open += c == u'[' ? ']' : '}';
            } else if (!open.isEmpty() && c == QLatin1Char(open.back())) {
                open.chop(1);
            }
        }
        if (open.isEmpty()) return;
        std::ranges::reverse(open);
        const qsizetype end = m_lines[size_t(at)].end;
        attempt(say("Add %1 at the end of the line").arg(QString::fromLatin1(open)), {{{end, end}, open}});
    }

    // As deep as a line near it.
    void reindent(int at)
    {
        const TextLine &line = m_lines[size_t(at)];
        const Span span{line.begin, line.begin + line.indent};
        std::vector<qsizetype> depths;
        const auto add = [&](qsizetype depth) {
            if (depth != line.indent && std::ranges::find(depths, depth) == depths.end()) depths.push_back(depth);
        };
        if (const int below = neighbour(at, 1); below >= 0) add(m_lines[size_t(below)].indent);
        for (int above = neighbour(at, -1), i = 0; above >= 0 && i < 8; above = neighbour(above, -1), ++i)
            add(m_lines[size_t(above)].indent);
        // A slip is by a blank or two.
        std::ranges::stable_sort(depths, {}, [&line](qsizetype depth) { return std::abs(depth - line.indent); });
        for (const qsizetype depth : depths) {
            const size_t before = m_repairs.size();
            attempt(say("Indent line by %1").arg(depth), {{span, QByteArray(depth, ' ')}});
            if (m_repairs.size() > before) return;
        }
    }

    const QByteArray &m_text;
    std::vector<TextLine> m_lines;
    int m_error = -1;
    int m_tried = 0;
    std::vector<SyntaxRepair> m_repairs;
};

} // namespace

std::vector<SyntaxRepair> syntaxRepairs(const QByteArray &document, qsizetype offset)
{
    return LineRepairs(document, offset).run();
}

} // namespace model
