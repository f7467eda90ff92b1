// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/gitrevision.h"

#include "model/base/limits.h"
#include "model/base/say.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QProcess>

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
};

// One repository, as far as git's plumbing tells of it.
class Git
{
public:
    explicit Git(const GitPath &path) : m_path(path) { m_clock.start(); }

    model::ReadFiles read()
    {
        model::ReadFiles read;
        const auto blobs = find();
        if (!blobs) {
            read.errors.push_back(blobs.error());
            return read;
        }
        for (const Blob &blob : *blobs) {
            m_total += blob.size;
            if (blob.size > model::limits::maxFileBytes || m_total > model::limits::maxTotalBytes) {
                read.errors.push_back(error(Error::Code::TooLarge, model::say("too large: %1").arg(blob.path)));
                return read;
            }
            auto text = run({u"cat-file"_s, u"blob"_s, QString::fromLatin1(blob.hash)}, model::limits::maxFileBytes);
            if (!text) {
                read.errors.push_back(text.error());
                return read;
            }
            read.files.push_back({nameOf(blob), *std::move(text), {}});
        }
        return read;
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

    Result<QByteArray> run(const QStringList &words, qsizetype limit = maxListing)
    {
        QProcess git;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"GIT_TERMINAL_PROMPT"_s, u"0"_s);
        environment.insert(u"GIT_OPTIONAL_LOCKS"_s, u"0"_s);
        environment.insert(u"GIT_NO_LAZY_FETCH"_s, u"1"_s); // of a partial clone only what is here
        git.setProcessEnvironment(environment);
        git.setStandardErrorFile(QProcess::nullDevice());
        git.start(u"git"_s, words, QIODevice::ReadOnly);
        if (!git.waitForStarted())
            return error(Error::Code::NotFound,
                         model::say("git is not installed, and a revision cannot be read without it"));
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

    Result<std::vector<Blob>> find()
    {
        const auto commit =
            run({u"rev-parse"_s, u"--verify"_s, u"--quiet"_s, u"--end-of-options"_s, m_path.revision + u"^{commit}"_s});
        if (!commit) return commit.error();
        auto path = fromRoot();
        if (!path) return path.error();
        while (path->endsWith(u'/')) path->chop(1);
        QStringList words{u"ls-tree"_s, u"-r"_s,          u"-z"_s,
                          u"-l"_s,      u"--full-tree"_s, QString::fromLatin1(commit->trimmed())};
        if (!path->isEmpty()) words << u"--"_s << *path;
        const auto listing = run(words);
        if (!listing) return listing.error();
        m_root = *path;
        std::vector<Blob> found = choose(*listing, m_root);
        if (listing->isEmpty())
            return error(Error::Code::NotFound, model::say("there is no such path in that revision"));
        if (found.size() > std::size_t(model::limits::maxFilesPerFolder))
            return error(Error::Code::TooLarge, model::say("the folder holds too many files"));
        return found;
    }

    // Lines are "mode type hash size<tab>path", each with a NUL at its end.
    static std::vector<Blob> choose(const QByteArray &listing, const QString &path)
    {
        std::vector<Blob> found;
        for (const QByteArray &line : listing.split('\0')) {
            const qsizetype tab = line.indexOf('\t');
            if (tab < 0) continue;
            const QList<QByteArray> facts = line.left(tab).simplified().split(' ');
            const QString name = QString::fromUtf8(line.mid(tab + 1));
            const bool isFile = facts.size() == 4 && facts[1] == "blob" && facts[0] != "120000"; // a link
            if (!isFile || (name != path && !isManifest(name.mid(path.isEmpty() ? 0 : path.size() + 1)))) continue;
            found.push_back({facts[2], facts[3].toLongLong(), name});
        }
        return found;
    }

    static bool isManifest(const QString &below)
    {
        const bool isHidden = below.startsWith(u'.') || below.contains(u"/.");
        return !isHidden && (below.endsWith(u".yaml") || below.endsWith(u".yml") || below.endsWith(u".json") ||
                             below == u"Kustomization" || below.endsWith(u"/Kustomization"));
    }

    const GitPath &m_path;
    QElapsedTimer m_clock;
    QString m_root; // m_path's, from the repository's root
    qsizetype m_total = 0;
};

} // namespace

std::optional<GitPath> GitPath::parse(const QString &text)
{
    const qsizetype colon = text.indexOf(u':');
    if (colon <= 0 || QFileInfo::exists(text)) return std::nullopt;
    return GitPath{text.left(colon), text.mid(colon + 1)};
}

model::ReadFiles readGit(const GitPath &path) { return Git(path).read(); }

} // namespace app
