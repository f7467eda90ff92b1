// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"
#include "model/document/files.h"
#include "model/resource/resourcekey.h"

#include <QHash>
#include <QPointF>

#include <memory>
#include <optional>
#include <vector>

namespace model {

// Unsaved work as autosave keeps it, in one file `ID.journal`. Beside it `ID.lock` is locked for as long as its process
// lives: the kernel lets go of it when the process is killed, and a process number that is used again deceives nobody.
struct Journal
{
    struct File
    {
        QString path;                      // absolute, except for a file that was never on disk
        FileStamp stamp;                   // of the disk, when it was read or saved
        std::optional<QByteArray> unsaved; // the whole text, when it differs from the disk's
        // The same for a file that was never on disk and that nobody changed, as a sample: not to be saved.
        std::optional<QByteArray> loaded = std::nullopt;
    };

    QString path;            // of the journal itself; not part of its bytes
    qint64 pid = 0;          // who wrote it; for people
    qint64 wallMs = 0;       // when, since 1970 UTC
    std::vector<File> files; // of the document, in order
    QHash<ResourceKey, QPointF> pins;
};

QByteArray encodeJournal(const Journal &journal);
// Error Invalid when the bytes are no journal, or not whole.
Result<Journal> decodeJournal(const QByteArray &bytes);

struct Journals
{
    std::vector<Journal> found; // newest first
    std::vector<Error> errors;  // unreadable ones; a damaged one is renamed to ID.damaged and stays
};
// The journals in the folder whose process is gone. A folder that does not exist has none.
Journals abandonedJournals(const QString &directory);

// The right to write, or to take over, one journal.
class JournalLock
{
public:
    // journalPath: DIRECTORY/ID.journal. Errors: Conflict (a living process has it), Io.
    static Result<std::shared_ptr<JournalLock>> acquire(const QString &journalPath);
    ~JournalLock();
    JournalLock(const JournalLock &) = delete;
    JournalLock &operator=(const JournalLock &) = delete;

    // The journal goes, and with it the lock's file.
    void removeJournal();

private:
    JournalLock(QString journalPath, int descriptor) : m_journalPath(std::move(journalPath)), m_descriptor(descriptor)
    {
    }
    QString m_journalPath;
    int m_descriptor;
};

// The user does not want it: removes it. Errors as of JournalLock::acquire().
Result<void> discardJournal(const Journal &journal);

} // namespace model
