// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/clock.h"
#include "model/document/document.h"
#include "model/document/files.h"
#include "model/document/journal.h"

#include <QObject>

#include <memory>

namespace model {

// Keeps unsaved work through a crash: within delayMs of a change a journal (0600) in the given folder holds every
// unsaved text; nothing unsaved, no journal. Destroying it is a clean exit: the journal goes. Any number of instances
// may share the folder. Survives the death of the process; it does not force the disk, which would stop the typing, so
// after a loss of power the last seconds may be missing. GUI thread.
class Autosave : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 delayMs = 1000;

    // All outlive it. directory: made (0700) when needed; empty or not writable: see failed().
    Autosave(Document &document, DocumentFiles &files, const Clock &clock, const QString &directory,
             QObject *parent = nullptr);
    ~Autosave() override;

    // Writes, or removes, the journal now.
    void flush();
    // Replaces the document by what the journal holds: files as they are on disk now (those that never were there, as
    // they were loaded), then one step of history that brings the unsaved texts and the pins. A file that changed on
    // disk since then will be a Conflict when it is saved. The journal is removed once the work is in our own. Returns
    // what could not be read, which does not stop the rest; Conflict: another window is at it, nothing was done.
    std::vector<Error> recover(const Journal &journal);

Q_SIGNALS:
    // Unsaved work is not kept, and why. Once, until it works again.
    void failed(const model::Error &error);

private:
    void schedule();
    Result<void> write();
    Journal present() const;
    void restore(const Journal &journal);

    Document &m_document;
    DocumentFiles &m_files;
    const Clock &m_clock;
    QString m_directory;
    std::shared_ptr<JournalLock> m_lock; // of our own journal; null before the first
    QString m_path;
    std::unique_ptr<QObject> m_timer;
    bool m_waiting = false;
    bool m_failing = false;
};

} // namespace model
