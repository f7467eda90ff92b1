// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/gitrevision.h"

#include "app/cli/gittree.h"
#include "model/base/limits.h"
#include "model/base/say.h"
#include "model/kustomize/rendering.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <algorithm>
#include <functional>
#include <optional>

namespace app {

using model::Error;
using model::Result;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxListing = qsizetype(64) << 20;

// A file that is read: its name in the revision, and the blob that it has or that its link leads to.
struct Blob
{
    QString path; // from the repository's root
    QByteArray hash;
    QString target; // its own path where no link leads to it
    qsizetype size = 0;
};

// One repository, as far as git's plumbing tells of it.
class Git
{
public:
    explicit Git(const GitPath &path) : m_path(path), m_git(shown()) {}

    GitFiles read()
    {
        GitFiles files;
        files.revision = m_path.revision;
        const auto done = readInto(files);
        if (!done) {
            files.read = {};
            files.read.errors.push_back(done.error());
        }
        return files;
    }

private:
    QString shown() const { return m_path.revision + u':' + m_path.path; }
    // The path as it was given, and the way from there.
    QString nameOf(const QString &path) const
    {
        const QString below = belowRoot(path);
        const bool needsSlash = !below.isEmpty() && !m_path.path.isEmpty() && !m_path.path.endsWith(u'/');
        return shown() + (needsSlash ? u"/"_s : QString()) + below;
    }
    QString belowRoot(const QString &path) const
    {
        return path == m_root ? QString() : path.mid(m_root.isEmpty() ? 0 : m_root.size() + 1);
    }
    Error error(Error::Code code, const QString &message) const { return m_git.error(code, message); }
    Error refusal(GitTree::Place::What what, const QString &path) const
    {
        return {Error::Code::Unsupported, GitTree::reasonOf(what), model::Location{nameOf(path)}};
    }
    Error notThere() const
    {
        return error(Error::Code::NotFound, model::say("there is no such path in that revision"));
    }

    Result<QByteArray> ask(const QStringList &words)
    {
        return m_git.run(words, model::say("git knows no such revision here, or this is no repository"), maxListing);
    }

    Result<QString> fromRoot()
    {
        if (!m_path.path.startsWith(u"./") && !m_path.path.startsWith(u"../") && m_path.path != u".")
            return m_path.path;
        const auto prefix = ask({u"rev-parse"_s, u"--show-prefix"_s});
        if (!prefix) return prefix.error();
        const QByteArray folder = prefix->endsWith('\n') ? prefix->chopped(1) : *prefix;
        const QString path = QDir::cleanPath(QString::fromUtf8(folder) + m_path.path);
        return path == u"." ? QString() : path;
    }

    Result<void> readInto(GitFiles &files)
    {
        const auto commit =
            ask({u"rev-parse"_s, u"--verify"_s, u"--quiet"_s, u"--end-of-options"_s, m_path.revision + u"^{commit}"_s});
        if (!commit) return commit.error();
        m_commit = QString::fromLatin1(commit->trimmed());
        const auto entries = entriesBelow();
        if (!entries) return entries.error();
        std::vector<Blob> manifests;
        bool isRendered = false;
        for (const GitEntry &entry : *entries) {
            const QString below = belowRoot(entry.path);
            const bool isHere = !isHidden(below), isPackageFile = isHere && isPackage(entry.path);
            if (entry.isSubmodule() && isHere) return refusal(GitTree::Place::What::Submodule, entry.path);
            if (below.isEmpty() || isManifest(below) || isPackageFile) {
                const auto added = addBlob(entry, manifests);
                if (!added) return added.error();
                isRendered = isRendered || (isPackageFile && *added);
            }
        }
        if (isRendered) return checkOut(files);
        std::erase_if(manifests, [this](const Blob &blob) {
            const QString below = belowRoot(blob.path);
            return !below.isEmpty() && !isManifest(below);
        });
        keepEachOnce(manifests);
        if (manifests.size() > size_t(model::limits::maxFilesPerFolder))
            return error(Error::Code::TooLarge, model::say("the folder holds too many files"));
        return forEachText(manifests, [&](const Blob &blob, const QByteArray &text) {
            files.read.files.push_back({nameOf(blob.path), text, {}});
            return Result<void>();
        });
    }

    // False: it is no file, and leads to none.
    Result<bool> addBlob(const GitEntry &entry, std::vector<Blob> &blobs)
    {
        if (entry.isFile()) blobs.push_back({entry.path, entry.hash, entry.path});
        if (!entry.isLink()) return entry.isFile();
        if (const auto loaded = loadTree(); !loaded) return loaded.error();
        const GitTree::Place place = m_tree->resolve(entry.path);
        if (place.what == GitTree::Place::What::Folder) return false; // as on disk
        if (place.what != GitTree::Place::What::File) return refusal(place.what, entry.path);
        blobs.push_back({entry.path, place.entry->hash, place.path});
        return true;
    }

    // In the order in which they are read from a disk; what is reached twice has the first of its names.
    static void keepEachOnce(std::vector<Blob> &blobs)
    {
        const auto onDisk = [](const Blob &blob) { return QString(blob.path).replace(u'/', QChar(0)); };
        std::ranges::stable_sort(blobs, {}, onDisk);
        QSet<QString> known;
        std::erase_if(blobs, [&known](const Blob &blob) {
            const bool isKnown = known.contains(blob.target);
            known.insert(blob.target);
            return isKnown;
        });
    }

    Result<std::vector<GitEntry>> list(const QString &path)
    {
        QStringList words{u"ls-tree"_s, u"-r"_s, u"-z"_s, u"--full-tree"_s, m_commit};
        if (!path.isEmpty()) words += {u"--"_s, path};
        const auto listing = ask(words);
        if (!listing) return listing.error();
        std::vector<GitEntry> entries = gitEntries(*listing);
        std::erase_if(entries,
                      [&path](const GitEntry &entry) { return entry.path != path && !isIn(path, entry.path); });
        return entries;
    }

    // All of the revision.
    Result<void> loadTree()
    {
        if (m_tree) return {};
        auto all = list({});
        if (!all) return all.error();
        m_tree.emplace(m_git, *std::move(all));
        return {};
    }

    // What is at the path and below it; m_root is then where it is without links.
    Result<std::vector<GitEntry>> entriesBelow()
    {
        auto path = fromRoot();
        if (!path) return path.error();
        while (path->endsWith(u'/')) path->chop(1);
        m_root = *path;
        const QStringList names = m_root.split(u'/');
        if (names.contains(u"."_s) || names.contains(u".."_s)) return notThere();
        auto entries = list(m_root);
        if (!entries) return entries;
        const bool isLink = entries->size() == 1 && entries->front().path == m_root && entries->front().isLink();
        if (!entries->empty() && !isLink) return entries;
        if (const auto loaded = loadTree(); !loaded) return loaded.error();
        const GitTree::Place place = m_tree->resolve(m_root);
        using What = GitTree::Place::What;
        if (place.what == What::Missing && !isLink) return notThere();
        if (place.what != What::File && place.what != What::Folder) return refusal(place.what, m_root);
        m_root = place.path;
        return list(m_root);
    }

    // Objects one behind the other: "hash type size", a line end, the bytes, a line end.
    Result<void> forEachText(std::vector<Blob> &blobs,
                             const std::function<Result<void>(const Blob &, const QByteArray &)> &visit)
    {
        if (blobs.empty()) return {};
        QList<QByteArray> hashes;
        for (const Blob &blob : blobs) hashes += blob.hash;
        const auto sizes = m_git.sizesOf(hashes);
        if (!sizes) return sizes.error();
        const auto notHere = [this](const Blob &blob) {
            return error(Error::Code::NotFound,
                         model::say("git has no longer, or not yet, what is in %1").arg(blob.path));
        };
        for (Blob &blob : blobs) {
            blob.size = sizes->value(blob.hash, -1);
            if (blob.size < 0) return notHere(blob);
            m_total += blob.size;
            if (blob.size > model::limits::maxFileBytes || m_total > model::limits::maxTotalBytes)
                return error(Error::Code::TooLarge, model::say("too large: %1").arg(blob.path));
        }
        constexpr qsizetype headerBytes = 200;
        const auto said = m_git.run(
            {u"cat-file"_s, u"--batch"_s}, model::say("git has not all that is there, and nothing is fetched"),
            model::limits::maxTotalBytes + qsizetype(blobs.size()) * headerBytes, hashes.join('\n') + '\n');
        if (!said) return said.error();
        qsizetype at = 0;
        for (const Blob &blob : blobs) {
            const QByteArray header = blob.hash + " blob " + QByteArray::number(blob.size) + '\n';
            if (!QByteArrayView(*said).sliced(std::min(at, said->size())).startsWith(header) ||
                at + header.size() + blob.size >= said->size())
                return notHere(blob);
            at += header.size();
            if (const auto done = visit(blob, said->mid(at, blob.size)); !done) return done.error();
            at += blob.size + 1;
        }
        return {};
    }

    // Writes down the path's folder, then what the kustomizations there stand on, and so on.
    Result<void> checkOut(GitFiles &files)
    {
        if (const auto loaded = loadTree(); !loaded) return loaded.error();
        files.folder = std::make_unique<QTemporaryDir>();
        m_top = QFileInfo(files.folder->path()).canonicalFilePath();
        if (!files.folder->isValid() || m_top.isEmpty())
            return error(Error::Code::Io, model::say("no folder can be made to render it in"));
        files.path = onDisk(m_root);
        if (const auto made = makeFolders(); !made) return made.error();
        QStringList wanted{m_tree->resolve(m_root).what == GitTree::Place::What::File ? folderOf(m_root) : m_root};
        QSet<QString> asked, written;
        while (!wanted.isEmpty()) {
            const QString folder = wanted.takeFirst();
            m_seen.insert(folder);
            QStringList kustomizations;
            std::vector<Blob> blobs = takeFolder(folder, wanted, written);
            for (const Blob &blob : blobs)
                if (isPackage(blob.path) && !asked.contains(folderOf(blob.path))) {
                    asked.insert(folderOf(blob.path));
                    kustomizations += folderOf(blob.path);
                }
            const auto done = forEachText(
                blobs, [this](const Blob &blob, const QByteArray &text) { return write(onDisk(blob.path), text); });
            if (!done) return done.error();
            for (const QString &around : kustomizations)
                for (const QString &under : model::foldersUnder(onDisk(around)))
                    if (under == m_top || under.startsWith(m_top + u'/')) wanted += under.mid(m_top.size() + 1);
            wanted.removeDuplicates();
            wanted.removeIf([this](const QString &one) { return m_seen.contains(one); });
        }
        return {};
    }

    QString onDisk(const QString &path) const { return path.isEmpty() ? m_top : m_top + u'/' + path; }

    // The files in and below a folder and those that links there lead to, which are not written yet; folders that links
    // lead to are wanted, too.
    std::vector<Blob> takeFolder(const QString &folder, QStringList &wanted, QSet<QString> &written)
    {
        std::vector<Blob> blobs;
        const auto take = [&](const GitEntry &file) {
            if (!written.contains(file.path)) blobs.push_back({file.path, file.hash, file.path});
            written.insert(file.path);
        };
        for (const GitEntry &entry : m_tree->entries()) {
            if (!isIn(folder, entry.path)) continue;
            if (entry.isFile()) take(entry);
            if (!entry.isLink()) continue;
            const GitTree::Place place = m_tree->resolve(entry.path);
            if (place.what == GitTree::Place::What::File) take(*place.entry);
            if (place.what == GitTree::Place::What::Folder) wanted += place.path;
        }
        return blobs;
    }

    // All of them, and all links that lead to something in the revision: what a kustomization names is only looked for
    // where it is there.
    Result<void> makeFolders()
    {
        QSet<QString> made;
        for (const GitEntry &entry : m_tree->entries()) {
            const QStringList names = entry.path.split(u'/');
            const bool isOdd = std::ranges::any_of(
                names, [](const QString &name) { return name.isEmpty() || name == u"." || name == u".."; });
            if (isOdd || entry.path.contains(QChar(0)))
                return error(Error::Code::Unsupported, model::say("the revision has a file with an odd name"));
            const QString folder = folderOf(entry.path);
            if (folder.isEmpty() || made.contains(folder)) continue;
            made.insert(folder);
            if (made.size() > model::limits::maxFilesPerFolder)
                return error(Error::Code::TooLarge, model::say("the revision has too many folders to be rendered"));
            if (!QDir(m_top).mkpath(folder))
                return error(Error::Code::Io, model::say("no folder can be made to render it in"));
        }
        for (const GitEntry &entry : m_tree->entries()) {
            if (!entry.isLink()) continue;
            const GitTree::Place place = m_tree->resolve(entry.path);
            if (place.what != GitTree::Place::What::File && place.what != GitTree::Place::What::Folder) continue;
            const QString target = QDir(onDisk(folderOf(entry.path))).relativeFilePath(onDisk(place.path));
            if (!QFile::link(target, onDisk(entry.path)))
                return error(Error::Code::Io, model::say("no folder can be made to render it in"));
        }
        return {};
    }

    Result<void> write(const QString &path, const QByteArray &text) const
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly) || file.write(text) != text.size() || !file.flush())
            return error(Error::Code::Io, file.errorString());
        return {};
    }

    static QString folderOf(const QString &path)
    {
        const qsizetype slash = path.lastIndexOf(u'/');
        return slash < 0 ? QString() : path.left(slash);
    }
    static bool isIn(const QString &folder, const QString &path)
    {
        return folder.isEmpty() ||
               (path.size() > folder.size() && path.startsWith(folder) && path[folder.size()] == u'/');
    }
    static bool isHidden(const QString &below) { return below.startsWith(u'.') || below.contains(u"/."); }
    static bool isPackage(const QString &path)
    {
        const QString name = path.mid(path.lastIndexOf(u'/') + 1);
        return model::isKustomizationName(name) || name == u"Chart.yaml";
    }

    static bool isManifest(const QString &below)
    {
        return !isHidden(below) && (below.endsWith(u".yaml") || below.endsWith(u".yml") || below.endsWith(u".json"));
    }

    const GitPath &m_path;
    GitProgram m_git;
    QString m_commit, m_root;      // m_path's, from the repository's root
    std::optional<GitTree> m_tree; // all of the revision, where it is needed
    QString m_top;                 // of the folder in which something is rendered
    QSet<QString> m_seen;          // folders that have been written down
    qsizetype m_total = 0;
};

} // namespace

std::optional<GitPath> GitPath::parse(const QString &text)
{
    // As git has it: what is in braces (a time, a pattern) is the revision's.
    qsizetype colon = 0;
    int depth = 0;
    for (; colon < text.size() && (depth > 0 || text[colon] != u':'); ++colon) {
        if (text[colon] == u'{') ++depth;
        if (text[colon] == u'}' && depth > 0) --depth;
    }
    if (colon == 0 || colon == text.size() || QFileInfo::exists(text)) return std::nullopt;
    return GitPath{text.left(colon), text.mid(colon + 1)};
}

QString GitFiles::inWords(QString text) const
{
    if (!folder) return text;
    const QString top = QFileInfo(folder->path()).canonicalFilePath();
    return text.replace(top + u'/', revision + u':').replace(top, revision + u':');
}

GitFiles readGit(const GitPath &path) { return Git(path).read(); }

} // namespace app
