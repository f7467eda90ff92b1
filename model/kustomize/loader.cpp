// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/kustomize/loader.h"

#include "model/base/files.h"
#include "model/base/limits.h"
#include "model/base/say.h"
#include "model/yaml/yamlstream.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <limits>

namespace model::kustomize {

using namespace Qt::StringLiterals;

namespace {
bool isBelow(const QString &path, const QString &folder)
{
    return path.startsWith(folder.endsWith(u'/') ? folder : folder + u'/');
}

QString ruleOf(YamlIssue::Kind kind)
{
    switch (kind) {
    case YamlIssue::Kind::DuplicateKey: return u"yaml-duplicate-key"_s;
    case YamlIssue::Kind::BadTag: return u"yaml-bad-tag"_s;
    case YamlIssue::Kind::BadMerge: return u"yaml-bad-merge"_s;
    case YamlIssue::Kind::NotJson: return u"yaml-not-json"_s;
    case YamlIssue::Kind::Ignored: return u"yaml-ignored-text"_s;
    default: return u"yaml-syntax"_s;
    }
}

// Their lines by so many further down.
std::shared_ptr<const std::vector<IgnoreComment>> ignoresIn(const YamlStream &stream, const QString &file, int shift)
{
    auto comments = std::make_shared<std::vector<IgnoreComment>>(readIgnoreComments({file, stream}));
    for (IgnoreComment &comment : *comments) {
        const bool isOpen = comment.lastLine == std::numeric_limits<int>::max();
        comment.firstLine += shift;
        comment.lastLine += isOpen ? 0 : shift;
        comment.mark.place.line += shift;
        if (shift == 0) continue; // of a text inside another one, where columns and bytes are others
        comment.mark.place.column = 0;
        comment.mark.place.span = {};
    }
    return comments;
}

Fault remote(const Text &path)
{
    return {u"kustomize-remote"_s, say("“%1” is somewhere else: nothing is downloaded").arg(path.value), path.origin,
            say("copy it beside this kustomization, as `kustomize localize` does, and name the copy")};
}

} // namespace

bool Loader::isRemote(const QString &path)
{
    static const QRegularExpression form(
        u"^(git::|[A-Za-z][A-Za-z0-9+.-]*://|[A-Za-z0-9_.-]+@[A-Za-z0-9.-]+:|(github|gitlab|bitbucket)\\.[a-z]+/)|"
        "[?&](ref|version)=|\\.git(/|$)"_s);
    return form.match(path).hasMatch();
}

bool Loader::isFolder(const Root &root, const QString &path) { return QFileInfo(QDir(root.canonical), path).isDir(); }

std::optional<QByteArray> Loader::bytes(const Root &root, const Text &path, MaybeFault &fault)
{
    const QFileInfo info(QDir(root.canonical), path.value);
    const bool isThere = !path.value.isEmpty() && info.exists();
    if (!isThere && isRemote(path.value)) {
        fault = remote(path);
        return std::nullopt;
    }
    // In the same words whether it is there or not: in a revision of a repository nobody looks further.
    if (!path.value.isEmpty() && !isBelow(QDir::cleanPath(info.absoluteFilePath()), root.canonical)) {
        fault = invalid(path.origin, say("“%1” is no folder with a kustomization, and files must lie in or below the "
                                         "folder of the kustomization that names them")
                                         .arg(path.value));
        return std::nullopt;
    }
    if (!isThere) {
        fault = invalid(path.origin, say("there is no file “%1”").arg(path.value));
        return std::nullopt;
    }
    const QString canonical = info.canonicalFilePath();
    if (!isBelow(canonical, root.canonical)) {
        fault = invalid(path.origin, say("“%1” leads out of the folder of this kustomization, and files must lie in or "
                                         "below it")
                                         .arg(path.value));
        return std::nullopt;
    }
    auto read = readFileLimited(canonical, limits::maxFileBytes);
    if (!read) {
        fault = invalid(path.origin, u"%1: %2"_s.arg(path.value, read.error().message));
        return std::nullopt;
    }
    m_files.insert(canonical);
    m_bytes += read->size();
    if (m_bytes > limits::maxTotalBytes) {
        fault = tooLarge(path.origin, say("the files of this kustomization together are too large"));
        return std::nullopt;
    }
    return *std::move(read);
}

std::vector<LoadedDocument> Loader::documents(const Root &root, const Text &path, Dialect dialect, MaybeFault &fault)
{
    auto read = bytes(root, path, fault);
    if (!read) return {};
    const QString file = QDir::isAbsolutePath(path.value) ? path.value : shownPath(root.path, path.value);
    return parse(*std::move(read), file, nullptr, dialect, fault);
}

std::vector<LoadedDocument> Loader::documents(const Text &text, Dialect dialect, MaybeFault &fault)
{
    return parse(text.value.toUtf8(), {}, &text, dialect, fault);
}

std::vector<LoadedDocument> Loader::parse(QByteArray text, const QString &file, const Text *inlineText, Dialect dialect,
                                          MaybeFault &fault)
{
    std::vector<LoadedDocument> documents;
    YamlBudget yaml;
    yaml.nodes = std::max<qsizetype>(m_budget, 1);
    const YamlStream stream = YamlStream::parse(std::move(text), nullptr, &yaml);
    std::shared_ptr<const std::vector<IgnoreComment>> ignores;
    for (const YamlStream::Part &part : stream.parts()) {
        if (part.document->isEmpty() && !part.document->error()) continue;
        const int source = inlineText
                               ? m_sources.addInline(inlineText->origin, part.document, part.span.begin, part.firstLine)
                               : m_sources.add(file, part.document, part.span.begin, part.firstLine);
        if (!ignores)
            ignores = ignoresIn(stream, m_sources.file({source}), m_sources.firstLine(source) - part.firstLine);
        if (!ignores->empty()) m_sources.setIgnores(source, ignores);
        const auto faultOf = [source](const YamlIssue &issue) {
            const int at = int(issue.offset);
            return Fault{ruleOf(issue.kind), issue.message, Origin{source, at, at}};
        };
        if (part.document->error()) {
            fault = faultOf(*part.document->error());
            return {};
        }
        for (const YamlIssue &issue : part.document->issues()) {
            const bool isTaken = issue.kind == YamlIssue::Kind::Ignored ||
                                 (issue.kind == YamlIssue::Kind::DuplicateKey && dialect == Dialect::Kubectl);
            if (isTaken) {
                m_warnings.push_back(faultOf(issue));
                continue;
            }
            fault = faultOf(issue);
            return {};
        }
        auto root = readNode(part.document->root(), source, dialect, m_budget);
        if (!root) {
            fault = tooLarge(Origin{source, 0, 0}, say("it is nested too deeply, or all files hold too much together"));
            return {};
        }
        if (!root->isNull()) documents.push_back({*std::move(root), source});
    }
    return documents;
}

std::optional<Root> Loader::folder(const Root &root, const Text &path, MaybeFault &fault)
{
    const QFileInfo info(QDir(root.canonical), path.value);
    if (!path.value.isEmpty() && info.isDir()) {
        if (QDir::isAbsolutePath(path.value)) {
            fault = invalid(path.origin, say("a folder is named from here, not from the root of the disk"));
            return std::nullopt;
        }
        return Root{shownPath(root.path, path.value), info.canonicalFilePath()};
    }
    if (isRemote(path.value))
        fault = remote(path);
    else
        fault = invalid(path.origin, say("there is no folder “%1”").arg(path.value));
    return std::nullopt;
}

QString Loader::kustomizationOf(const Root &root, MaybeFault &fault) const
{
    QStringList found;
    for (const QString &name : fileNames())
        if (QFileInfo(QDir(root.canonical), name).exists()) found += name;
    if (found.size() > 1)
        fault =
            invalid({}, say("there is more than one kustomization in “%1”: %2").arg(root.path, found.join(u", "_s)));
    return found.value(0);
}

} // namespace model::kustomize
