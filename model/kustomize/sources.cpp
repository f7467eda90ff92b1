// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/kustomize/sources.h"

#include "model/base/textindex.h"

#include <QDir>
#include <QSet>

#include <algorithm>

namespace model::kustomize {

using namespace Qt::StringLiterals;

namespace {

using LineStarts = std::vector<std::pair<qsizetype, qsizetype>>;

// Of a literal block's lines, behind its header; each is the end of a line there.
LineStarts linesOfLiteral(const QByteArray &outer, qsizetype at, QByteArrayView text)
{
    LineStarts lines;
    for (qsizetype from = 0; from < text.size();) {
        const qsizetype end = text.indexOf('\n', from);
        const QByteArrayView line = text.sliced(from, (end < 0 ? text.size() : end) - from);
        at = outer.indexOf('\n', at) + 1; // of the header, or of the line before
        if (at == 0) return {};
        qsizetype outerEnd = outer.indexOf('\n', at);
        if (outerEnd < 0) outerEnd = outer.size();
        if (outerEnd > at && outer[outerEnd - 1] == '\r') --outerEnd;
        if (!QByteArrayView(outer).sliced(at, outerEnd - at).endsWith(line)) return {};
        lines.emplace_back(from, outerEnd - line.size());
        from += line.size() + 1;
    }
    return lines;
}

} // namespace

int Sources::add(const QString &file, std::shared_ptr<const YamlDocument> document, qsizetype offset, int firstLine)
{
    m_sources.push_back({.file = file, .document = std::move(document), .offset = offset, .firstLine = firstLine});
    return int(m_sources.size()) - 1;
}

int Sources::addInline(Origin scalar, std::shared_ptr<const YamlDocument> document, qsizetype offset, int firstLine)
{
    Source source{.file = m_sources[size_t(scalar.source)].file,
                  .document = std::move(document),
                  .offset = offset,
                  .firstLine = locate(scalar).line - 1 + firstLine,
                  .scalar = scalar};
    const YamlDocument &outer = *m_sources[size_t(scalar.source)].document;
    const auto &nodes = outer.nodes(); // in the order of the text
    auto at = std::ranges::lower_bound(nodes, scalar.begin, {}, [](const YamlNode &node) { return node.span.begin; });
    for (; at != nodes.end() && at->span.begin == scalar.begin; ++at) {
        const YamlNode &node = *at;
        if (node.span.end != scalar.end) continue;
        if (node.style == YamlStyle::Literal || node.style == YamlStyle::Folded) ++source.firstLine;
        if (node.style == YamlStyle::Literal) {
            source.lines = linesOfLiteral(outer.text(), scalar.begin, node.value);
        } else if (node.kind == YamlKind::Scalar) {
            const bool isQuoted = node.style == YamlStyle::SingleQuoted || node.style == YamlStyle::DoubleQuoted;
            const qsizetype inset = isQuoted ? 1 : 0, begin = scalar.begin + inset;
            const auto raw = QByteArrayView(outer.text()).sliced(begin, node.span.size() - 2 * inset);
            if (raw == node.value) source.lines = {{0, begin}};
        }
        break;
    }
    m_sources.push_back(std::move(source));
    return int(m_sources.size()) - 1;
}

// The same place in a document of a file.
Origin Sources::outermost(Origin origin) const
{
    while (origin.isKnown() && m_sources[size_t(origin.source)].scalar.isKnown()) {
        const Source &source = m_sources[size_t(origin.source)];
        if (source.lines.empty()) {
            origin = source.scalar;
            continue;
        }
        const auto mapped = [&source](int at) {
            const qsizetype inText = source.offset + at;
            auto line = std::ranges::upper_bound(source.lines, inText, {}, &LineStarts::value_type::first);
            if (line != source.lines.begin()) --line;
            return int(line->second + inText - line->first);
        };
        origin = {source.scalar.source, mapped(origin.begin), mapped(origin.end)};
    }
    return origin;
}

int Sources::addFile(const QString &file) { return add(file, nullptr, 0, 0); }

QString Sources::file(Origin origin) const
{
    return origin.isKnown() ? m_sources[size_t(origin.source)].file : QString();
}

Location Sources::locate(Origin origin) const
{
    origin = outermost(origin);
    if (!origin.isKnown()) return {};
    const Source &source = m_sources[size_t(origin.source)];
    if (!source.document) return {source.file, 0, 0};
    const TextPosition place = TextIndex(source.document->text()).codePoints(origin.begin);
    return {source.file, source.firstLine + place.line + 1, place.column + 1};
}

void Sources::setIgnores(int source, std::shared_ptr<const std::vector<IgnoreComment>> ignores)
{
    m_sources[size_t(source)].ignores = std::move(ignores);
    m_hasIgnores = true;
}

Problems Sources::unknownIgnores() const
{
    Problems problems;
    QSet<const std::vector<IgnoreComment> *> told; // several documents of a file share them
    int looked = 0;
    constexpr int maxLooked = 1000;
    for (const Source &source : m_sources) {
        if (!source.ignores || told.contains(source.ignores.get())) continue;
        told.insert(source.ignores.get());
        for (const IgnoreComment &comment : *source.ignores)
            if (++looked <= maxLooked)
                if (auto unknown = unknownIgnore(comment.mark)) problems.push_back(*std::move(unknown));
    }
    return problems;
}

Span Sources::span(Origin origin) const
{
    origin = outermost(origin);
    if (!origin.isKnown()) return {};
    const Source &source = m_sources[size_t(origin.source)];
    if (!source.document) return {};
    return Span{origin.begin, origin.end}.shifted(source.offset);
}

QByteArrayView Sources::text(Origin origin) const
{
    const YamlDocument *document = origin.isKnown() ? this->document(origin.source) : nullptr;
    if (!document || origin.begin < 0 || origin.end < origin.begin || origin.end > document->text().size()) return {};
    return QByteArrayView(document->text()).sliced(origin.begin, origin.end - origin.begin);
}

QString shownPath(const QString &folder, const QString &path)
{
    const QString clean = QDir::cleanPath(folder + u'/' + path);
    const bool isHere = folder == "."_L1 || folder.startsWith("./"_L1);
    return isHere && clean != "."_L1 && !clean.startsWith("../"_L1) ? u"./"_s + clean : clean;
}

Fault invalid(Origin origin, const QString &message) { return {u"kustomize-invalid"_s, message, origin}; }

Fault unsupported(Origin origin, const QString &message) { return {u"kustomize-unsupported"_s, message, origin}; }

Fault tooLarge(Origin origin, const QString &message) { return {u"kustomize-limit"_s, message, origin}; }

} // namespace model::kustomize
