// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/text/secretspans.h"

#include "editor/text/lines.h"

#include <algorithm>

namespace editor {

namespace {

const char16_t lastApplied[] = u"kubectl.kubernetes.io/last-applied-configuration";

class Collector
{
public:
    Collector(qsizetype offset, std::vector<model::Span> &spans) : m_offset(offset), m_spans(spans) {}

    // Also what is no resource of the set: a second definition, one without a name, an item of a List.
    void visit(model::YamlRef root)
    {
        if (root[u"kind"].text() == u"Secret") {
            addValues(root[u"data"]);
            addValues(root[u"stringData"]);
            add(root[u"metadata"][u"annotations"][lastApplied]);
        }
        if (root[u"items"].isSequence()) root[u"items"].forEachItem([&](int, model::YamlRef item) { visit(item); });
    }

private:
    void addValues(model::YamlRef values)
    {
        if (!values.isMapping()) return values.isNull() ? void() : add(values);
        values.forEachEntry([&](const QString &, model::YamlRef, model::YamlRef value) { add(value); });
    }

    // The value's own bytes, and of an alias those that it stands for.
    void add(model::YamlRef value)
    {
        if (!value || value.span().isEmpty()) return;
        m_spans.push_back(value.span().shifted(m_offset));
        if (value.written().target >= 0)
            m_spans.push_back(model::YamlRef(value.document(), value.written().target).span().shifted(m_offset));
    }

    qsizetype m_offset;
    std::vector<model::Span> &m_spans;
};

// Without a tree: everything that stands behind `data:` and `stringData:`, on their line and deeper.
void addByLook(QByteArrayView text, qsizetype offset, std::vector<model::Span> &spans)
{
    bool isSecret = false;
    forEachLine(text, [&](qsizetype, QByteArrayView line) {
        const QByteArray plain = line.trimmed().toByteArray();
        isSecret = isSecret || (plain.contains("kind") && plain.contains("Secret"));
    });
    if (!isSecret) return;
    int holder = -1; // the indent of the field whose lines these are
    forEachLine(text, [&](qsizetype start, QByteArrayView line) {
        const QByteArrayView plain = line.trimmed();
        if (plain.isEmpty() || plain.startsWith('#')) return;
        const int indent = indentOf(line);
        const qsizetype colon = QByteArray::fromRawData(plain.data(), plain.size()).indexOf(':');
        if (holder >= 0 && indent <= holder) holder = -1;
        const bool isField = plain.startsWith("data:") || plain.startsWith("stringData:");
        if (holder < 0 && !isField) return;
        if (holder < 0) holder = indent;
        // A line without a colon continues a value.
        const qsizetype begin = indent + (colon < 0 ? 0 : colon + 1), end = indent + plain.size();
        if (begin < end) spans.push_back({offset + start + begin, offset + start + end});
    });
}

} // namespace

std::vector<model::Span> secretSpans(const model::ResourceSet &resources, const QString &file)
{
    std::vector<model::Span> spans;
    const model::SourceFile *source = resources.file(file);
    if (!source) return spans;
    const QByteArrayView text(source->stream.text());
    for (const model::YamlStream::Part &part : source->stream.parts()) {
        if (part.document->error())
            addByLook(text.sliced(part.span.begin, part.span.size()), part.span.begin, spans);
        else if (!part.document->isEmpty())
            Collector(part.span.begin, spans).visit(part.document->root());
    }
    std::sort(spans.begin(), spans.end());
    return spans;
}

} // namespace editor
