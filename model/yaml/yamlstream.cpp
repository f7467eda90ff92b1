// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/yamlstream.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace model {

namespace {

struct Cut
{
    Span span;
    int firstLine;
};

// Where each document stands. A separator line belongs to no document; a file without one is one document.
std::vector<Cut> cuts(const QByteArray &text)
{
    std::vector<Cut> found;
    qsizetype start = 0;
    int line = 0, startLine = 0;
    const qsizetype bom = text.startsWith("\xEF\xBB\xBF") ? 3 : 0;
    for (qsizetype at = 0; at < text.size();) {
        qsizetype end = text.indexOf('\n', at);
        end = end < 0 ? text.size() : end + 1;
        const qsizetype content = at == 0 ? bom : at;
        if (QByteArrayView(text).sliced(content).startsWith("---")) {
            if (at > start) found.push_back({{start, at}, startLine});
            const QByteArray rest = text.mid(content + 3, end - content - 3).trimmed();
            // `--- {a: b}` is YAML but not to kubectl: left in the document, where the parser or the loader tells.
            start = rest.isEmpty() || rest.startsWith('#') ? end : at;
            startLine = start == end ? line + 1 : line;
        }
        at = end;
        ++line;
    }
    if (start < text.size() || found.empty()) found.push_back({{start, text.size()}, startLine});
    return found;
}

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
    const std::vector<Cut> found = cuts(stream.m_text);
    const auto bytesOf = [&](size_t i) {
        return QByteArray::fromRawData(stream.m_text.constData() + found[i].span.begin, found[i].span.size());
    };
    // An edit changes a few documents in a row: those before and after are found by comparing, which is much cheaper
    // than hashing all of them at every keystroke.
    const size_t most = std::min(found.size(), old.size());
    size_t front = 0, back = 0;
    while (front < most && old[front].document->text() == bytesOf(front)) ++front;
    while (back < most - front && old[old.size() - 1 - back].document->text() == bytesOf(found.size() - 1 - back))
        ++back;
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
        if (!document || wasRefused)
            document = YamlDocument::parse(QByteArray(bytesOf(i).constData(), found[i].span.size()));
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
