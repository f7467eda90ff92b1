// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"
#include "model/document/changeset.h"
#include "model/resource/resourceset.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QStringList>

#include <memory>
#include <vector>

class QUndoStack;

namespace model {

struct FileText
{
    QString path;
    QByteArray text;
};

// What the user intends: files of YAML with one history. Views read resources() and text(), and call perform(); nothing
// else changes it. GUI thread.
class Document : public QObject
{
    Q_OBJECT

public:
    explicit Document(QObject *parent = nullptr);
    ~Document() override;

    // The snapshot after the last change. Never null.
    std::shared_ptr<const ResourceSet> resources() const;
    QStringList files() const;                  // in the order in which they were added
    QByteArray text(const QString &file) const; // empty when there is no such file
    QHash<ResourceKey, QPointF> pins() const;   // nodes that the user put somewhere
    bool isModified() const;                    // text differs from what was loaded or saved; pins don't count
    bool isModified(const QString &file) const;
    // Its text was rendered from other files: it is never changed, and so never saved.
    bool isReadOnly(const QString &file) const;
    // For undo and redo actions and for setUndoLimit(); nobody else pushes. Its clean state means nothing:
    // isModified().
    QUndoStack *history() const;

    // Compiles edits, in order, into the smallest change of bytes. Errors: no such resource, a stale resource (its text
    // is broken; says where), a field that cannot be set there, a file that is read-only (Unsupported).
    Result<ChangeSet> compile(const Edits &edits) const;
    // The only mutator. A no-op leaves no trace. Changes must fit the present text (asserts; a release build does
    // nothing but log), and leave the text of read-only files as it is (else nothing is done). A pin follows its
    // resource when that gets another name: the step then also holds the moves. Not to be called from a slot of
    // changed().
    void perform(const Intent &intent, const ChangeSet &changes);
    // compile() and perform().
    Result<void> edit(const Intent &intent, const Edits &edits);

    // Loading and saving, without history: the file's text becomes the saved one. See files.h for reading from and
    // writing to disk.
    void load(const std::vector<FileText> &files); // new ones, or ones read again; clears the history; one signal
    void load(const QString &file, const QByteArray &text);
    // Into a document that holds nothing: what another thread has parsed. Pins of what is not in it are left out.
    void load(std::shared_ptr<const ResourceSet> parsed, const QHash<ResourceKey, QPointF> &pins = {});
    void setReadOnly(const QSet<QString> &files); // before they are loaded; clear() forgets it
    void markSaved(const QString &file);          // later edits are a step of their own
    void clear();

Q_SIGNALS:
    // After the state and the history are whole. Several steps of history at once are one signal.
    void changed(const model::ChangeSet &changes, model::Origin origin);
    // After changed(), by edit(): places that shared their value by an alias or a merge have copies of their own now, a
    // sentence for each (compileEdits). For whoever tells the user.
    void detached(const QStringList &places);
    void modifiedChanged(bool modified);
    void fileModifiedChanged(const QString &file, bool modified);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace model
