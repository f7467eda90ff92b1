// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/yamlstream.h"

#include "model/yaml/jsonparse.h"
#include "model/yaml/jsonscan.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace model {

namespace {

struct Cut
{
    Span span;
    int firstLine;
    YamlDialect dialect = YamlDialect::Any;
};

// Where each document stands. A separator line belongs to no document; a file without one is one document.
class Cutter
{
public:
    explicit Cutter(const QByteArray &text) : m_text(text) {}

    std::vector<Cut> cut()
    {
        if (JsonTreeBuilder::mayBeJson(m_text))
            cutJson();
        else
            m_dialect = YamlDialect::YamlOnly;
        if (m_start < m_text.size()) cutYaml();
        if (m_start < m_text.size() || m_found.empty()) add(m_text.size());
        return std::move(m_found);
    }

private:
    void add(qsizetype end)
    {
        m_found.push_back({{m_start, end}, m_line, m_dialect});
        m_line += int(std::count(m_text.begin() + m_start, m_text.begin() + end, '\n'));
        m_start = end;
    }

    // As Go's decoder reads one JSON value behind the other. What is none is YAML, but behind two it is an error.
    void cutJson()
    {
        while (m_start < m_text.size()) {
            const qsizetype end = jsonValueEnd(m_text, skipJsonSpace(m_text, m_start));
            if (end < 0) break;
            qsizetype next = end; // the rest of its line belongs to it
            while (next < m_text.size() && m_text[next] != '\n' && skipJsonSpace(m_text, next) > next) ++next;
            if (next < m_text.size() && m_text[next] == '\n') ++next;
            if (skipJsonSpace(m_text, next) == m_text.size()) next = m_text.size();
            add(next);
        }
        if (m_found.size() < 2 || m_start == m_text.size()) return;
        m_found.back().span.end = m_start = m_text.size();
        m_found.back().dialect = YamlDialect::JsonOnly;
    }

    void cutYaml()
    {
        if (m_start > 0) m_dialect = YamlDialect::YamlOnly;
        bool hasLines = false; // what kubectl would make a document of at the next separator
        for (qsizetype at = m_start; at < m_text.size();) {
            qsizetype end = m_text.indexOf('\n', at);
            end = end < 0 ? m_text.size() : end + 1;
            const bool isSeparator = QByteArrayView(m_text).sliced(at).startsWith("---");
            if (isSeparator) cutAt(at, end, hasLines);
            hasLines = !isSeparator || !hasLines;
            at = end;
        }
    }

    void cutAt(qsizetype at, qsizetype end, bool hasLines)
    {
        if (at > m_start) add(at);
        m_dialect = YamlDialect::YamlOnly;
        const QByteArrayView behind = QByteArrayView(m_text).sliced(at + 3, end - at - 3);
        const QByteArrayView rest = behind.trimmed();
        // What is no separator to kubectl is left in the document, where the parser tells: `--- {a: b}`.
        if (!rest.isEmpty() && !rest.startsWith('#')) return;
        // Where it has not begun a document, kubectl begins one with the separator. That counts when what follows could
        // not stand at the head of one, or when it is the text `---#c`.
        if (!hasLines && (behind.startsWith('#') || needsSeparator(end))) return;
        m_start = end;
        ++m_line;
    }

    // `...` or `%YAML`, perhaps below comments, or a byte order mark.
    bool needsSeparator(qsizetype at) const
    {
        if (QByteArrayView(m_text).sliced(at).startsWith("\xEF\xBB\xBF")) return true;
        while (at < m_text.size()) {
            const qsizetype end = m_text.indexOf('\n', at);
            const QByteArrayView line = QByteArrayView(m_text).sliced(at, (end < 0 ? m_text.size() : end) - at);
            if (line.startsWith("...") || line.startsWith("%")) return true;
            if (end < 0 || !(line.trimmed().isEmpty() || line.trimmed().startsWith('#'))) return false;
            at = end + 1;
        }
        return false;
    }

    const QByteArray &m_text;
    std::vector<Cut> m_found;
    qsizetype m_start = 0;                    // of the document that is being cut
    int m_line = 0;                           // of m_start
    YamlDialect m_dialect = YamlDialect::Any; // of what is cut next
};

// In nodes: an anchor and a tag take as much memory as two of them.
qint64 costOf(const YamlDocument &document)
{
    const std::vector<YamlNode> &nodes = document.nodes();
    return qint64(nodes.size()) +
           2 * std::count_if(nodes.begin(), nodes.end(), [](const YamlNode &node) { return node.properties >= 0; });
}

YamlStream::Part unread(const QByteArray &text, qsizetype begin, int firstLine, size_t documents)
{
    const QString why = QCoreApplication::translate("Yaml", "more than %1 documents or %2 nodes in one set of files; "
                                                            "%3 documents from here on are not read")
                            .arg(limits::maxDocuments)
                            .arg(limits::maxNodes)
                            .arg(documents);
    return {{begin, text.size()}, firstLine, YamlDocument::refuse(text.mid(begin), why)};
}

} // namespace

YamlStream YamlStream::parse(QByteArray text, const YamlStream *previous, YamlBudget *budget)
{
    static const std::vector<Part> none;
    const std::vector<Part> &old = previous ? previous->m_parts : none;
    YamlStream stream;
    stream.m_text = std::move(text);
    const std::vector<Cut> found = Cutter(stream.m_text).cut();
    const auto bytesOf = [&](size_t i) {
        return QByteArray::fromRawData(stream.m_text.constData() + found[i].span.begin, found[i].span.size());
    };
    // An edit changes a few documents in a row: those before and after are found by comparing, which is much cheaper
    // than hashing all of them at every keystroke.
    const size_t most = std::min(found.size(), old.size());
    size_t front = 0, back = 0;
    const auto isSame = [&](const YamlDocument &document, size_t i) {
        return document.dialect() == found[i].dialect && document.text() == bytesOf(i);
    };
    while (front < most && isSame(*old[front].document, front)) ++front;
    while (back < most - front && isSame(*old[old.size() - 1 - back].document, found.size() - 1 - back)) ++back;
    QHash<QByteArray, std::shared_ptr<const YamlDocument>> known;
    for (size_t i = front; i < old.size() - back; ++i) known.insert(old[i].document->text(), old[i].document);

    YamlBudget own;
    YamlBudget &left = budget ? *budget : own;
    stream.m_parts.reserve(std::min(found.size(), size_t(std::max(left.documents, 0)) + 1));
    for (size_t i = 0; i < found.size(); ++i) {
        if (left.isSpent()) {
            stream.m_parts.push_back(unread(stream.m_text, found[i].span.begin, found[i].firstLine, found.size() - i));
            break;
        }
        std::shared_ptr<const YamlDocument> document;
        if (i < front)
            document = old[i].document;
        else if (i >= found.size() - back)
            document = old[i + old.size() - found.size()].document;
        else
            document = known.value(bytesOf(i));
        const bool wasRefused = document && document->error() && document->error()->kind == YamlIssue::Kind::TooLarge;
        if (!document || wasRefused || document->dialect() != found[i].dialect)
            document = YamlDocument::parse(QByteArray(bytesOf(i).constData(), found[i].span.size()), found[i].dialect);
        --left.documents;
        left.nodes -= costOf(*document);
        stream.m_parts.push_back({found[i].span, found[i].firstLine, std::move(document)});
    }
    return stream;
}

int YamlStream::partAt(qsizetype offset) const
{
    const auto after = std::upper_bound(m_parts.begin(), m_parts.end(), offset,
                                        [](qsizetype value, const Part &part) { return value < part.span.begin; });
    return after == m_parts.begin() ? -1 : int(after - m_parts.begin()) - 1;
}

} // namespace model
