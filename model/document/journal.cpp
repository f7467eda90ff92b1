// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/journal.h"

#include "model/base/files.h"
#include "model/base/limits.h"
#include "model/base/say.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QDir>
#include <QFile>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace model {

namespace {
constexpr char magic[] = "kubewright journal 1\n";
constexpr qsizetype magicSize = sizeof magic - 1;
constexpr qsizetype hashSize = 20;
constexpr qsizetype maxJournalBytes = limits::maxTotalBytes + (qsizetype(16) << 20);

QByteArray hashed(const QByteArray &bytes) { return QCryptographicHash::hash(bytes, QCryptographicHash::Blake2b_160); }

// ID.journal → ID.lock, ID.damaged
QString beside(const QString &journalPath, QLatin1StringView suffix)
{
    return journalPath.chopped(qsizetype(qstrlen("journal"))) + suffix;
}

QString lockPath(const QString &journalPath) { return beside(journalPath, QLatin1StringView("lock")); }

} // namespace

QByteArray encodeJournal(const Journal &journal)
{
    QByteArray body;
    QDataStream out(&body, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << journal.pid << journal.wallMs << quint32(journal.files.size());
    for (const Journal::File &file : journal.files) {
        out << file.path << file.stamp.size << file.stamp.modifiedNs << file.stamp.hash << file.unsaved.has_value()
            << file.unsaved.value_or(file.loaded.value_or(QByteArray()));
    }
    out << quint32(journal.pins.size());
    for (auto pin = journal.pins.cbegin(); pin != journal.pins.cend(); ++pin)
        out << pin.key().group << pin.key().kind << pin.key().ns << pin.key().name << pin.value();
    return magic + hashed(body) + body;
}

Result<Journal> decodeJournal(const QByteArray &bytes)
{
    const Error damaged{Error::Code::Invalid, say("this autosave file is damaged")};
    if (!bytes.startsWith(magic) || bytes.size() < magicSize + hashSize) return damaged;
    // Only what is whole is decoded, so that no length in it can be a lie by accident.
    const QByteArray body = bytes.mid(magicSize + hashSize);
    if (hashed(body) != bytes.mid(magicSize, hashSize)) return damaged;
    QDataStream in(body);
    in.setVersion(QDataStream::Qt_6_4);
    Journal journal;
    quint32 count = 0;
    in >> journal.pid >> journal.wallMs >> count;
    for (quint32 i = 0; i < count && in.status() == QDataStream::Ok; ++i) {
        Journal::File file;
        bool isUnsaved = false;
        QByteArray text;
        in >> file.path >> file.stamp.size >> file.stamp.modifiedNs >> file.stamp.hash >> isUnsaved >> text;
        if (text.isNull()) text = "";
        if (isUnsaved)
            file.unsaved = text;
        else if (file.stamp.isNull())
            file.loaded = text;
        journal.files.push_back(std::move(file));
    }
    in >> count;
    for (quint32 i = 0; i < count && in.status() == QDataStream::Ok; ++i) {
        ResourceKey key;
        QPointF at;
        in >> key.group >> key.kind >> key.ns >> key.name >> at;
        journal.pins.insert(key, at);
    }
    if (in.status() != QDataStream::Ok || !in.atEnd()) return damaged;
    return journal;
}

Result<std::shared_ptr<JournalLock>> JournalLock::acquire(const QString &journalPath)
{
    const QString path = lockPath(journalPath);
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0) return Error{Error::Code::Io, qt_error_string(errno), Location{path}};
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        const int error = errno;
        ::close(descriptor);
        if (error == EWOULDBLOCK)
            return Error{Error::Code::Conflict, say("another window has this autosave file"), Location{path}};
        return Error{Error::Code::Io, qt_error_string(error), Location{path}};
    }
    return std::shared_ptr<JournalLock>(new JournalLock(journalPath, descriptor));
}

JournalLock::~JournalLock() { ::close(m_descriptor); }

void JournalLock::removeJournal()
{
    QFile::remove(m_journalPath);
    QFile::remove(lockPath(m_journalPath));
}

Journals abandonedJournals(const QString &directory)
{
    Journals journals;
    const QDir folder(directory);
    if (directory.isEmpty()) return journals;
    for (const QString &name : folder.entryList({QStringLiteral("*.journal")}, QDir::Files)) {
        const QString path = folder.filePath(name);
        const auto lock = JournalLock::acquire(path);
        if (!lock && lock.error().code == Error::Code::Conflict) continue;
        Result<QByteArray> bytes = readFileLimited(path, maxJournalBytes);
        if (!bytes) {
            journals.errors.push_back(bytes.error());
            continue;
        }
        Result<Journal> journal = decodeJournal(*bytes);
        if (!journal) {
            const QString aside = beside(path, QLatin1StringView("damaged"));
            const bool kept = QFile::rename(path, aside);
            if (kept) QFile::remove(lockPath(path));
            Error error = journal.error();
            error.where = Location{kept ? aside : path};
            journals.errors.push_back(std::move(error));
            continue;
        }
        journal->path = path;
        journals.found.push_back(*std::move(journal));
    }
    std::stable_sort(journals.found.begin(), journals.found.end(),
                     [](const Journal &a, const Journal &b) { return a.wallMs > b.wallMs; });
    return journals;
}

Result<void> discardJournal(const Journal &journal)
{
    const auto lock = JournalLock::acquire(journal.path);
    if (!lock) return lock.error();
    (*lock)->removeJournal();
    return {};
}

} // namespace model
