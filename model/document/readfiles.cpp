// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/files.h"

#include "model/base/files.h"
#include "model/base/limits.h"
#include "model/base/parallel.h"
#include "model/base/say.h"
#include "model/document/filestamp.h"
#include "model/kustomize/rendering.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <optional>

namespace model {

using namespace Qt::StringLiterals;

namespace {
bool isManifest(const QString &name)
{
    return name.endsWith(u".yaml") || name.endsWith(u".yml") || name.endsWith(u".json");
}

// A file that is to be read, or what went wrong before.
struct Wanted
{
    QString path;
    std::optional<Error> error = {};
    bool isAsked = false; // given itself
};

// Finds the files; opens none.
class Finder
{
public:
    Finder(Folders folders, Packages packages) : m_folders(folders), m_packages(packages) {}

    void find(const QString &path)
    {
        const QFileInfo info(path);
        if (!info.isDir()) {
            if (m_packages == Packages::AsFiles || !info.isFile()) return addFile(path, true);
            const QString folder = path.contains(u'/') ? path.section(u'/', 0, -2) + u'/' : u"./"_s;
            if (isKustomizationName(info.fileName())) return addPackage(m_read.kustomizations, {folder, true});
            if (info.fileName() == "Chart.yaml"_L1) return addPackage(m_read.charts, {folder, true});
            return addFile(path, true);
        }
        m_entries = m_found = 0;
        findInFolder(path, path);
    }
    std::vector<Wanted> take() { return std::move(m_wanted); }
    ReadFiles takePackages() { return std::move(m_read); }

private:
    void fail(Error::Code code, const QString &path, const QString &message)
    {
        m_wanted.push_back({path, Error{code, message, Location{path}}});
    }

    // Each once, told apart by where it is on disk.
    void addPackage(std::vector<PackageFolder> &packages, PackageFolder folder)
    {
        const QString canonical = QFileInfo(folder.path).canonicalFilePath();
        while (folder.path.size() > 1 && folder.path.endsWith(u'/')) folder.path.chop(1);
        if (const int known = m_packagePlaces.value(canonical, -1); known >= 0) {
            packages[size_t(known)].asked = packages[size_t(known)].asked || folder.asked;
            return;
        }
        m_packagePlaces.insert(canonical, int(packages.size()));
        packages.push_back(std::move(folder));
    }

    // What the entries of a folder make of it. True: it is not gone into.
    bool recognise(const QString &path, bool isTop, const QFileInfoList &entries, bool &isKustomization)
    {
        if (m_packages == Packages::AsFiles) return false;
        PackageFolder package{path, isTop};
        bool isChart = false;
        for (const QFileInfo &entry : entries) {
            if (entry.isDir()) continue;
            isChart = isChart || entry.fileName() == "Chart.yaml"_L1;
            if (isKustomizationName(entry.fileName()))
                isKustomization = true;
            else if (isManifest(entry.fileName()))
                package.beside += path.endsWith(u'/') ? path + entry.fileName() : path + u'/' + entry.fileName();
        }
        if (isKustomization) addPackage(m_read.kustomizations, std::move(package));
        isChart = isChart && !isKustomization;
        if (isChart) addPackage(m_read.charts, {path, isTop});
        return isChart;
    }

    // False when a limit says that it is enough.
    bool findInFolder(const QString &path, const QString &top)
    {
        const QFileInfo info(path);
        if (!info.isReadable() || !info.isExecutable()) {
            fail(Error::Code::Io, path, say("the folder cannot be read"));
            return true;
        }
        refuseNames(path);
        // Hidden entries are not listed; System lists pipes and dangling links, which then get their error.
        QFileInfoList entries =
            QDir(path).entryInfoList(QDir::Files | QDir::Dirs | QDir::System | QDir::NoDotAndDotDot, QDir::NoSort);
        std::sort(entries.begin(), entries.end(),
                  [](const QFileInfo &a, const QFileInfo &b) { return a.fileName() < b.fileName(); });
        m_entries += int(entries.size());
        bool isKustomization = false;
        if (recognise(path, path == top, entries, isKustomization)) return true;
        for (const QFileInfo &entry : entries) {
            const QString child = path.endsWith(u'/') ? path + entry.fileName() : path + u'/' + entry.fileName();
            if (m_entries > limits::maxFolderEntries || m_found >= limits::maxFilesPerFolder) {
                fail(Error::Code::TooLarge, top, say("the folder holds too many files; not all were read"));
                return false;
            }
            if (entry.isDir()) {
                const bool enter = m_folders == Folders::Recursive && !entry.isSymLink();
                if (enter && !findInFolder(child, top)) return false;
            } else if (isManifest(child) && !isKustomization) {
                ++m_found;
                addFile(child);
            }
        }
        return true;
    }

    // Qt leaves out entries whose names are not UTF-8: nothing is passed over in silence.
    void refuseNames(const QString &folder)
    {
        std::error_code error;
        std::filesystem::directory_iterator entry(QFile::encodeName(folder).toStdString(), error);
        QStringList names;
        for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
            const QByteArray name = QByteArray::fromStdString(entry->path().filename().native());
            if (name.isValidUtf8() || name.startsWith('.')) continue;
            std::error_code ignored;
            const bool isFolder = entry->is_directory(ignored);
            const bool wanted = isFolder ? m_folders == Folders::Recursive : isManifest(QString::fromUtf8(name));
            if (wanted) names += QString::fromUtf8(name);
        }
        names.sort();
        for (const QString &name : names)
            fail(Error::Code::Unsupported, folder.endsWith(u'/') ? folder + name : folder + u'/' + name, notUtf8());
    }
    static QString notUtf8() { return say("the name is not UTF-8; only files with such names can be read"); }

    void addFile(const QString &path, bool isAsked = false)
    {
        if (path.contains(QChar::ReplacementCharacter) && !QFileInfo::exists(path))
            return fail(Error::Code::Unsupported, path, notUtf8());
        const QString canonical = QFileInfo(path).canonicalFilePath();
        if (!canonical.isEmpty()) {
            if (m_seen.contains(canonical)) return;
            m_seen.insert(canonical);
        }
        m_wanted.push_back({path, {}, isAsked});
    }

    Folders m_folders;
    Packages m_packages;
    QHash<QString, int> m_packagePlaces; // canonical paths
    ReadFiles m_read;                    // only packages
    std::vector<Wanted> m_wanted;
    QSet<QString> m_seen; // canonical paths
    int m_entries = 0, m_found = 0;
};

Result<ReadFile> readOne(const QString &path, Stamps stamps, bool mayBePipe)
{
    // Stamped before it is read: who writes in between is noticed when it is saved.
    FileStamp stamp = stamps == Stamps::Take ? stampOnDisk(path) : FileStamp();
    Result<QByteArray> text = mayBePipe ? readFileOrPipeLimited(path) : readFileLimited(path);
    if (!text) return text.error();
    if (stamps == Stamps::Take) stamp.hash = hashOf(*text);
    return ReadFile{path, *std::move(text), stamp};
}

// What was found is read side by side, and put down in its order.
void readWanted(const std::vector<Wanted> &wanted, const ReadOptions &options, ReadFiles &read)
{
    std::vector<std::optional<Result<ReadFile>>> results(wanted.size());
    std::atomic<qsizetype> total = 0;
    forEachParallel(wanted.size(), options.threads, [&](size_t i) {
        if (wanted[i].error) return true;
        results[i] = readOne(wanted[i].path, options.stamps, options.pipes && wanted[i].isAsked);
        if (!results[i]->ok()) return true;
        return (total += (*results[i])->text.size()) <= limits::maxTotalBytes;
    });
    qsizetype sum = 0;
    for (size_t i = 0; i < wanted.size(); ++i) {
        if (wanted[i].error) read.errors.push_back(*wanted[i].error);
        if (!results[i] || sum > limits::maxTotalBytes) continue;
        if (!results[i]->ok()) {
            read.errors.push_back(results[i]->error());
            continue;
        }
        ReadFile &file = **results[i];
        sum += file.text.size();
        if (sum > limits::maxTotalBytes)
            read.errors.push_back({Error::Code::TooLarge,
                                   say("the files together are too large; this one and those after it were not read"),
                                   Location{wanted[i].path}});
        else
            read.files.push_back(std::move(file));
    }
}

} // namespace

ReadFiles readFiles(const QStringList &paths, Folders folders, Packages packages, const ReadOptions &options)
{
    Finder finder(folders, packages);
    for (const QString &path : paths) finder.find(path);
    ReadFiles read = finder.takePackages();
    readWanted(finder.take(), options, read);
    return read;
}

} // namespace model
