// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/files.h"

#include "model/base/files.h"
#include "model/base/limits.h"
#include "model/document/filestamp.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <algorithm>
#include <filesystem>

namespace model {

namespace {

QString say(const char *text) { return QCoreApplication::translate("Files", text); }

bool isManifest(const QString &name)
{
    return name.endsWith(u".yaml") || name.endsWith(u".yml") || name.endsWith(u".json");
}

class Reader
{
public:
    explicit Reader(Folders folders) : m_folders(folders) {}

    void read(const QString &path)
    {
        const QFileInfo info(path);
        if (!info.isDir()) return readFile(path);
        m_entries = m_found = 0;
        readFolder(path, path);
    }
    ReadFiles take() { return std::move(m_read); }

private:
    void fail(Error::Code code, const QString &path, const QString &message)
    {
        m_read.errors.push_back({code, message, Location{path}});
    }

    // False when a limit says that it is enough.
    bool readFolder(const QString &path, const QString &top)
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
        for (const QFileInfo &entry : entries) {
            const QString child = path.endsWith(u'/') ? path + entry.fileName() : path + u'/' + entry.fileName();
            if (m_entries > limits::maxFolderEntries || m_found >= limits::maxFilesPerFolder) {
                fail(Error::Code::TooLarge, top, say("the folder holds too many files; not all were read"));
                return false;
            }
            if (entry.isDir()) {
                const bool enter = m_folders == Folders::Recursive && !entry.isSymLink();
                if (enter && !readFolder(child, top)) return false;
            } else if (isManifest(child)) {
                ++m_found;
                readFile(child);
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

    void readFile(const QString &path)
    {
        if (path.contains(QChar::ReplacementCharacter) && !QFileInfo::exists(path))
            return fail(Error::Code::Unsupported, path, notUtf8());
        const QString canonical = QFileInfo(path).canonicalFilePath();
        if (!canonical.isEmpty()) {
            if (m_seen.contains(canonical)) return;
            m_seen.insert(canonical);
        }
        if (m_full) return;
        // Stamped before it is read: who writes in between is noticed when it is saved.
        FileStamp stamp = stampOnDisk(path);
        Result<QByteArray> text = readFileLimited(path);
        if (!text) return m_read.errors.push_back(text.error());
        m_total += text->size();
        if (m_total > limits::maxTotalBytes) {
            m_full = true;
            return fail(Error::Code::TooLarge, path,
                        say("the files together are too large; this one and those after it were not read"));
        }
        stamp.hash = hashOf(*text);
        m_read.files.push_back({path, *std::move(text), stamp});
    }

    Folders m_folders;
    ReadFiles m_read;
    QSet<QString> m_seen; // canonical paths
    int m_entries = 0, m_found = 0;
    qsizetype m_total = 0;
    bool m_full = false;
};

} // namespace

ReadFiles readFiles(const QStringList &paths, Folders folders)
{
    Reader reader(folders);
    for (const QString &path : paths) reader.read(path);
    return reader.take();
}

} // namespace model
