// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/yamlstream.h"

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

} // namespace

YamlStream YamlStream::parse(QByteArray text, const YamlStream *previous)
{
    QHash<QByteArray, std::shared_ptr<const YamlDocument>> known;
    if (previous)
        for (const Part &part : previous->m_parts) known.insert(part.document->text(), part.document);
    YamlStream stream;
    stream.m_text = std::move(text);
    for (const Cut &cut : cuts(stream.m_text)) {
        // Looked up without a copy; only what is new is copied and parsed.
        const QByteArray bytes = QByteArray::fromRawData(stream.m_text.constData() + cut.span.begin, cut.span.size());
        auto document = known.value(bytes);
        if (!document) document = YamlDocument::parse(QByteArray(bytes.constData(), bytes.size()));
        stream.m_parts.push_back({cut.span, cut.firstLine, std::move(document)});
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
