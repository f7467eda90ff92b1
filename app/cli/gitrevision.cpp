// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/gitrevision.h"

#include "model/base/limits.h"
#include "model/base/say.h"
#include "model/kustomize/rendering.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSet>

#include <algorithm>
#include <functional>
#include <utility>

namespace app {

using model::Error;
using model::Result;
using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 30000;
constexpr qsizetype maxListing = qsizetype(64) << 20;

struct Blob
{
    QByteArray hash;
    qsizetype size = 0;
    QString path; // from the repository's root
    QByteArray mode;

    bool isFile() const { return mode == "100644" || mode == "100755"; } // no link, no submodule
};

// One repository, as far as git's plumbing tells of it.
class Git
{
public:
    explicit Git(const GitPath &path) : m_path(path) { m_clock.start(); }

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
    QString nameOf(const Blob &blob) const
    {
        const QString below = m_root.isEmpty() ? blob.path : blob.path.mid(m_root.size() + 1);
        const bool needsSlash = !below.isEmpty() && !m_path.path.isEmpty() && !m_path.path.endsWith(u'/');
        return shown() + (needsSlash ? u"/"_s : QString()) + below;
    }
    Error error(Error::Code code, const QString &message) const { return {code, message, model::Location{shown()}}; }

    Result<QByteArray> run(const QStringList &words, qsizetype limit = maxListing, const QByteArray &input = {})
    {
        QProcess git;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"GIT_TERMINAL_PROMPT"_s, u"0"_s);
        environment.insert(u"GIT_OPTIONAL_LOCKS"_s, u"0"_s);
        environment.insert(u"GIT_NO_LAZY_FETCH"_s, u"1"_s); // of a partial clone only what is here
        git.setProcessEnvironment(environment);
        git.setStandardErrorFile(QProcess::nullDevice());
        git.start(u"git"_s, words);
        if (!git.waitForStarted())
            return error(Error::Code::NotFound,
                         model::say("git is not installed, and a revision cannot be read without it"));
        git.write(input);
        git.closeWriteChannel();
        QByteArray out;
        while (git.waitForReadyRead(left()) || git.bytesAvailable() > 0) {
            out += git.readAll();
            if (out.size() <= limit) continue;
            git.kill();
            git.waitForFinished();
            return error(Error::Code::TooLarge, model::say("git has more to say than can be read"));
        }
        if (git.state() != QProcess::NotRunning && !git.waitForFinished(left())) {
            git.kill();
            git.waitForFinished();
            return error(Error::Code::Io, model::say("git has not answered in time"));
        }
        out += git.readAll();
        if (git.exitStatus() != QProcess::NormalExit || git.exitCode() != 0)
            return error(Error::Code::NotFound,
                         model::say("git knows no such revision here, or this is no repository"));
        return out;
    }
    int left() const { return std::max(1, patienceMs - int(m_clock.elapsed())); }

    Result<QString> fromRoot()
    {
        if (!m_path.path.startsWith(u"./") && !m_path.path.startsWith(u"../") && m_path.path != u".")
            return m_path.path;
        const auto prefix = run({u"rev-parse"_s, u"--show-prefix"_s});
        if (!prefix) return prefix.error();
        const QString path = QDir::cleanPath(QString::fromUtf8(*prefix).trimmed() + m_path.path);
        return path == u"." ? QString() : path;
    }

    Result<void> readInto(GitFiles &files)
    {
        const auto all = list();
        if (!all) return all.error();
        std::vector<Blob> manifests;
        bool isThere = m_root.isEmpty(), isRendered = false;
        for (const Blob &blob : *all) {
            const bool isWhole = blob.path == m_root;
            if (!isWhole && !isIn(m_root, blob.path)) continue;
            isThere = true;
            const QString below = isWhole ? QString() : blob.path.mid(m_root.isEmpty() ? 0 : m_root.size() + 1);
            isRendered = isRendered || (blob.isFile() && isPackage(blob.path) && !isHidden(below));
            if (blob.isFile() && (isWhole || isManifest(below))) manifests.push_back(blob);
        }
        if (!isThere) return error(Error::Code::NotFound, model::say("there is no such path in that revision"));
        if (isRendered) return checkOut(*all, files);
        if (manifests.size() > size_t(model::limits::maxFilesPerFolder))
            return error(Error::Code::TooLarge, model::say("the folder holds too many files"));
        return forEachText(manifests, [&](const Blob &blob, const QByteArray &text) {
            files.read.files.push_back({nameOf(blob), text, {}});
            return Result<void>();
        });
    }

    // Everything in the revision.
    Result<std::vector<Blob>> list()
    {
        const auto commit =
            run({u"rev-parse"_s, u"--verify"_s, u"--quiet"_s, u"--end-of-options"_s, m_path.revision + u"^{commit}"_s});
        if (!commit) return commit.error();
        auto path = fromRoot();
        if (!path) return path.error();
        while (path->endsWith(u'/')) path->chop(1);
        m_root = *path;
        const auto listing =
            run({u"ls-tree"_s, u"-r"_s, u"-z"_s, u"-l"_s, u"--full-tree"_s, QString::fromLatin1(commit->trimmed())});
        if (!listing) return listing.error();
        // Lines are "mode type hash size<tab>path", each with a NUL at its end.
        std::vector<Blob> found;
        for (qsizetype at = 0; at < listing->size();) {
            qsizetype end = listing->indexOf('\0', at);
            if (end < 0) end = listing->size();
            const QByteArray line = listing->mid(at, end - at);
            at = end + 1;
            const qsizetype tab = line.indexOf('\t');
            const QList<QByteArray> facts = line.left(tab).simplified().split(' ');
            if (tab > 0 && facts.size() == 4)
                found.push_back({facts[2], facts[3].toLongLong(), QString::fromUtf8(line.mid(tab + 1)), facts[0]});
        }
        return found;
    }

    // Objects one behind the other: "hash type size", a line end, the bytes, a line end.
    Result<void> forEachText(const std::vector<Blob> &blobs,
                             const std::function<Result<void>(const Blob &, const QByteArray &)> &visit)
    {
        QByteArray hashes;
        for (const Blob &blob : blobs) {
            m_total += blob.size;
            if (blob.size > model::limits::maxFileBytes || m_total > model::limits::maxTotalBytes)
                return error(Error::Code::TooLarge, model::say("too large: %1").arg(blob.path));
            hashes += blob.hash + '\n';
        }
        if (blobs.empty()) return {};
        constexpr qsizetype headerBytes = 200;
        const auto said = run({u"cat-file"_s, u"--batch"_s},
                              model::limits::maxTotalBytes + qsizetype(blobs.size()) * headerBytes, hashes);
        if (!said) return said.error();
        qsizetype at = 0;
        for (const Blob &blob : blobs) {
            const QByteArray header = blob.hash + " blob " + QByteArray::number(blob.size) + '\n';
            if (!QByteArrayView(*said).sliced(std::min(at, said->size())).startsWith(header) ||
                at + header.size() + blob.size >= said->size())
                return error(Error::Code::NotFound,
                             model::say("git has no longer, or not yet, what is in %1").arg(blob.path));
            at += header.size();
            if (const auto done = visit(blob, said->mid(at, blob.size)); !done) return done.error();
            at += blob.size + 1;
        }
        return {};
    }

    // Writes down the path's folder, then what the kustomizations there stand on, and so on.
    Result<void> checkOut(const std::vector<Blob> &all, GitFiles &files)
    {
        files.folder = std::make_unique<QTemporaryDir>();
        const QString top = QFileInfo(files.folder->path()).canonicalFilePath();
        if (!files.folder->isValid() || top.isEmpty())
            return error(Error::Code::Io, model::say("no folder can be made to render it in"));
        files.path = m_root.isEmpty() ? top : top + u'/' + m_root;
        const bool isFile = std::ranges::any_of(all, [&](const Blob &blob) { return blob.path == m_root; });
        QStringList wanted{isFile ? folderOf(m_root) : m_root};
        if (const auto made = makeFolders(all, top); !made) return made.error();
        QSet<QString> written, asked;
        while (!wanted.isEmpty()) {
            const QString folder = wanted.takeFirst();
            std::vector<Blob> blobs;
            for (const Blob &blob : all) {
                if (!blob.isFile() || !isIn(folder, blob.path)) continue;
                if (!written.contains(blob.path)) blobs.push_back(blob);
                written.insert(blob.path);
                const QString around = folderOf(blob.path);
                if (!isPackage(blob.path) || asked.contains(around)) continue;
                asked.insert(around);
                m_kustomizations += around;
            }
            if (const auto done =
                    forEachText(blobs, [&](const Blob &blob,
                                           const QByteArray &text) { return write(top + u'/' + blob.path, text); });
                !done)
                return done.error();
            for (const QString &around : std::exchange(m_kustomizations, {}))
                for (const QString &under : model::foldersUnder(around.isEmpty() ? top : top + u'/' + around))
                    if (under == top || under.startsWith(top + u'/')) wanted += under.mid(top.size() + 1);
            wanted.removeDuplicates();
            m_seen.insert(folder);
            wanted.removeIf([this](const QString &one) { return m_seen.contains(one); });
        }
        return {};
    }

    // All of them: what a kustomization names is only looked for where it is there.
    Result<void> makeFolders(const std::vector<Blob> &all, const QString &top)
    {
        QSet<QString> made;
        for (const Blob &blob : all) {
            const QStringList names = blob.path.split(u'/');
            const bool isOdd = std::ranges::any_of(
                names, [](const QString &name) { return name.isEmpty() || name == u"." || name == u".."; });
            if (isOdd || blob.path.contains(QChar(0)))
                return error(Error::Code::Unsupported, model::say("the revision has a file with an odd name"));
            const QString folder = folderOf(blob.path);
            if (folder.isEmpty() || made.contains(folder)) continue;
            made.insert(folder);
            if (made.size() > model::limits::maxFilesPerFolder)
                return error(Error::Code::TooLarge, model::say("the revision has too many folders to be rendered"));
            if (!QDir(top).mkpath(folder))
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
    QElapsedTimer m_clock;
    QString m_root;               // m_path's, from the repository's root
    QStringList m_kustomizations; // folders that are to be asked what they stand on
    QSet<QString> m_seen;         // folders that have been written down
    qsizetype m_total = 0;
};

} // namespace

std::optional<GitPath> GitPath::parse(const QString &text)
{
    const qsizetype colon = text.indexOf(u':');
    if (colon <= 0 || QFileInfo::exists(text)) return std::nullopt;
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
