// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/kustomize/sources.h"

#include "model/base/textindex.h"

#include <QDir>
#include <QSet>

namespace model::kustomize {

using namespace Qt::StringLiterals;

int Sources::add(const QString &file, std::shared_ptr<const YamlDocument> document, qsizetype offset, int firstLine)
{
    m_sources.push_back({.file = file, .document = std::move(document), .offset = offset, .firstLine = firstLine});
    return int(m_sources.size()) - 1;
}

int Sources::addInline(Origin scalar, std::shared_ptr<const YamlDocument> document, int firstLine)
{
    const Source &outer = m_sources[size_t(scalar.source)];
    const char first = scalar.begin < outer.document->text().size() ? outer.document->text().at(scalar.begin) : ' ';
    const bool isBlock = first == '|' || first == '>';
    const int line = locate(scalar).line - 1 + (isBlock ? 1 : 0) + firstLine;
    m_sources.push_back({.file = outer.file, .document = std::move(document), .firstLine = line, .exact = false});
    return int(m_sources.size()) - 1;
}

int Sources::addFile(const QString &file) { return add(file, nullptr, 0, 0); }

QString Sources::file(Origin origin) const
{
    return origin.isKnown() ? m_sources[size_t(origin.source)].file : QString();
}

Location Sources::locate(Origin origin) const
{
    if (!origin.isKnown()) return {};
    const Source &source = m_sources[size_t(origin.source)];
    if (!source.document) return {source.file, 0, 0};
    const TextPosition place = TextIndex(source.document->text()).codePoints(origin.begin);
    return {source.file, source.firstLine + place.line + 1, source.exact ? place.column + 1 : 0};
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
    if (!origin.isKnown()) return {};
    const Source &source = m_sources[size_t(origin.source)];
    if (!source.document || !source.exact) return {};
    return Span{origin.begin, origin.end}.shifted(source.offset);
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
