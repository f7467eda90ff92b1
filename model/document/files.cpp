// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/files.h"

#include "model/base/files.h"
#include "model/base/say.h"
#include "model/document/document.h"
#include "model/document/filestamp.h"
#include "model/document/replacefile.h"
#include "model/resource/resourceset.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

#include <sys/stat.h>

namespace model {

namespace {
Error notInDocument(const QString &file)
{
    return {Error::Code::NotFound, say("the document holds no such file"), Location{file}};
}

} // namespace

QByteArray hashOf(const QByteArray &text) { return QCryptographicHash::hash(text, QCryptographicHash::Sha256); }

FileStamp stampOnDisk(const QString &path)
{
    struct stat status = {};
    if (::stat(QFile::encodeName(path).constData(), &status) != 0) return {};
    return {qint64(status.st_size), qint64(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec, {}};
}

bool isStillOnDisk(const QString &path, const FileStamp &stamp)
{
    const FileStamp now = stampOnDisk(path);
    if (now.size != stamp.size) return false;
    if (now.isNull() || now.modifiedNs == stamp.modifiedNs) return true;
    const Result<QByteArray> text = readFileLimited(path);
    return text && hashOf(*text) == stamp.hash;
}

void DocumentFiles::open(const ParsedFiles &files)
{
    close();
    m_stamps = files.stamps;
    m_document.setReadOnly(files.rendered);
    m_document.load(files.resources, files.pins);
}

void DocumentFiles::close()
{
    m_document.clear();
    // A new file that happens to have the name of an old one must not pass for it.
    m_stamps.clear();
}

Result<void> DocumentFiles::write(const QString &path, const QByteArray &text, IfChanged ifChanged)
{
    const FileStamp known = m_stamps.value(path);
    if (ifChanged == IfChanged::Refuse && !isStillOnDisk(path, known)) {
        const QString message = known.isNull() ? say("there is a file of this name already")
                                : stampOnDisk(path).isNull()
                                    ? say("the file is gone from the disk since it was read")
                                    : say("another program changed the file since it was read");
        return Error{Error::Code::Conflict, message, Location{path}};
    }
    if (const Result<void> written = replaceFile(path, text); !written) return written;
    FileStamp stamp = stampOnDisk(path);
    stamp.hash = hashOf(text);
    m_stamps.insert(path, stamp);
    return {};
}

Result<void> DocumentFiles::save(const QString &file, IfChanged ifChanged)
{
    if (!m_document.files().contains(file)) return notInDocument(file);
    if (!m_document.isModified(file)) return {};
    const Result<void> written = write(file, m_document.text(file), ifChanged);
    if (written) m_document.markSaved(file);
    return written;
}

std::vector<Error> DocumentFiles::saveAll()
{
    std::vector<Error> errors;
    for (const QString &file : m_document.files())
        if (const Result<void> saved = save(file); !saved) errors.push_back(saved.error());
    return errors;
}

// One file may have several names: relative and absolute, or through a link.
bool DocumentFiles::isSameFile(const QString &file, const QString &path) const
{
    if (file == path) return true;
    const QString there = QFileInfo(path).canonicalFilePath();
    return !stamp(file).isNull() && !there.isEmpty() && QFileInfo(file).canonicalFilePath() == there;
}

Result<void> DocumentFiles::saveAs(const QString &file, const QString &newPath, IfChanged ifChanged)
{
    if (newPath == file) return save(file, ifChanged);
    const QStringList files = m_document.files();
    if (!files.contains(file)) return notInDocument(file);
    for (const QString &other : files) {
        if (!isSameFile(other, newPath)) continue;
        if (other == file) return save(file, ifChanged);
        return Error{Error::Code::Invalid, say("the document holds a file of this name already"), Location{newPath}};
    }
    const QByteArray text = m_document.text(file);
    // A stamp from an earlier life of that name says nothing about the file that is there now.
    m_stamps.remove(newPath);
    if (const Result<void> written = write(newPath, text, ifChanged); !written) return written;
    const int position = int(files.indexOf(file));
    m_document.perform(
        {say("Save as %1").arg(newPath), Origin::File},
        {{FileChange{file, text, std::nullopt, position}, FileChange{newPath, std::nullopt, text, position}}});
    m_document.markSaved(newPath);
    return {};
}

Result<void> DocumentFiles::reload(const QString &file)
{
    if (!m_document.files().contains(file)) return notInDocument(file);
    ReadFiles read = readFiles({file});
    if (!read.errors.empty()) return read.errors.front();
    const ReadFile &fresh = read.files.front();
    m_document.perform({say("Read %1 again").arg(file), Origin::File},
                       {{FileChange{file, m_document.text(file), fresh.text}}});
    m_stamps.insert(file, fresh.stamp);
    m_document.markSaved(file);
    return {};
}

QStringList DocumentFiles::changedOnDisk() const
{
    QStringList changed;
    for (const QString &file : m_document.files()) {
        const auto stamp = m_stamps.constFind(file);
        if (stamp != m_stamps.cend() && !isStillOnDisk(file, *stamp)) changed.append(file);
    }
    return changed;
}

} // namespace model
