// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/autosave.h"

#include "model/base/limits.h"
#include "model/base/say.h"
#include "model/document/filestamp.h"
#include "model/document/parsefiles.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace model {

namespace {
Error systemError(const QString &path)
{
    return {Error::Code::Io, say("unsaved work cannot be kept: %1").arg(qt_error_string(errno)), Location{path}};
}

// A whole new file or the old one, never half of it; for our eyes only.
Result<void> replacePrivately(const QString &path, const QByteArray &bytes)
{
    const QByteArray name = QFile::encodeName(path), fresh = name + ".new";
    const int descriptor = ::open(fresh.constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0) return systemError(path);
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::write(descriptor, bytes.constData() + done, size_t(bytes.size() - done));
        if (count < 0 && errno != EINTR) break;
        if (count > 0) done += count;
    }
    const bool written = done == bytes.size();
    const int error = errno;
    const bool closed = ::close(descriptor) == 0;
    if (written && closed && ::rename(fresh.constData(), name.constData()) == 0) return {};
    if (!written) errno = error;
    const Error failure = systemError(path);
    ::unlink(fresh.constData());
    return failure;
}

// What the document held before it was changed, in its order: from the disk, or from the journal itself.
ReadFiles filesOf(const Journal &journal)
{
    QStringList onDisk;
    for (const Journal::File &file : journal.files)
        if (!file.stamp.isNull() && (!file.unsaved || QFileInfo::exists(file.path))) onDisk.append(file.path);
    ReadFiles read = readFiles(onDisk);
    ReadFiles all{{}, std::move(read.errors)};
    auto next = read.files.begin();
    for (const Journal::File &file : journal.files) {
        if (file.loaded)
            all.files.push_back({file.path, *file.loaded, {}});
        else if (next != read.files.end() && next->path == file.path)
            all.files.push_back(std::move(*next++));
    }
    return all;
}

} // namespace

Autosave::Autosave(Document &document, DocumentFiles &files, const Clock &clock, const QString &directory,
                   QObject *parent)
    : QObject(parent), m_document(document), m_files(files), m_clock(clock), m_directory(directory)
{
    connect(&document, &Document::changed, this, &Autosave::schedule);
    connect(&document, &Document::fileModifiedChanged, this, &Autosave::schedule);
}

Autosave::~Autosave()
{
    if (m_lock) m_lock->removeJournal();
}

void Autosave::schedule()
{
    if (m_waiting) return; // not put off by more typing
    m_waiting = true;
    m_timer = m_clock.after(delayMs, [this] { flush(); });
}

void Autosave::flush()
{
    m_waiting = false;
    if (!m_document.isModified()) {
        if (m_lock) m_lock->removeJournal();
        m_lock.reset();
        return;
    }
    const Result<void> written = write();
    if (!written && !m_failing) Q_EMIT failed(written.error());
    m_failing = !written;
}

Result<void> Autosave::write()
{
    if (m_directory.isEmpty())
        return Error{Error::Code::Io, say("unsaved work cannot be kept: there is no folder for it")};
    const Journal journal = present();
    qsizetype size = 0;
    for (const Journal::File &file : journal.files)
        size += file.unsaved.value_or(QByteArray()).size() + file.loaded.value_or(QByteArray()).size();
    if (size > limits::maxTotalBytes)
        return Error{Error::Code::TooLarge, say("unsaved work cannot be kept: it is too large")};
    if (!m_lock) {
        if (!QDir().mkpath(QFileInfo(m_directory).absolutePath())) return systemError(m_directory);
        if (::mkdir(QFile::encodeName(m_directory).constData(), 0700) != 0 && errno != EEXIST)
            return systemError(m_directory);
        m_path = QStringLiteral("%1/%2.journal").arg(m_directory, QUuid::createUuid().toString(QUuid::WithoutBraces));
        auto lock = JournalLock::acquire(m_path);
        if (!lock) return lock.error();
        m_lock = *lock;
    }
    return replacePrivately(m_path, encodeJournal(journal));
}

Journal Autosave::present() const
{
    Journal journal;
    journal.pid = QCoreApplication::applicationPid();
    journal.wallMs = m_clock.wallMs();
    journal.pins = m_document.pins();
    for (const QString &path : m_document.files()) {
        const FileStamp stamp = m_files.stamp(path);
        Journal::File file{stamp.isNull() ? path : QFileInfo(path).absoluteFilePath(), stamp, std::nullopt};
        if (m_document.isModified(path))
            file.unsaved = m_document.text(path);
        else if (stamp.isNull())
            file.loaded = m_document.text(path);
        journal.files.push_back(std::move(file));
    }
    return journal;
}

std::vector<Error> Autosave::recover(const Journal &journal)
{
    const auto lock = JournalLock::acquire(journal.path);
    if (!lock) return {lock.error()};
    ReadFiles read = filesOf(journal);
    m_files.open(parsed(std::move(read.files)));
    restore(journal);
    flush();
    if (!m_failing) (*lock)->removeJournal();
    return read.errors;
}

void Autosave::restore(const Journal &journal)
{
    ChangeSet changes;
    QStringList present = m_document.files();
    int position = 0;
    for (const Journal::File &file : journal.files) {
        const bool there = present.contains(file.path);
        if (file.unsaved) {
            std::optional<QByteArray> before;
            if (there) before = m_document.text(file.path);
            if (before != file.unsaved) {
                changes.changes.push_back(FileChange{file.path, before, file.unsaved, position});
                // What the disk held when the text was typed: anything else there now is somebody else's.
                m_files.setStamp(file.path, file.stamp);
            }
        }
        if (there || file.unsaved) ++position;
    }
    for (auto pin = journal.pins.cbegin(); pin != journal.pins.cend(); ++pin)
        changes.changes.push_back(MoveChange{pin.key(), std::nullopt, pin.value()});
    m_document.perform({say("Recover unsaved work"), Origin::File}, changes);
}

} // namespace model
