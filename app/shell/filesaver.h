// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/appstate.h"

#include <QObject>

#include <functional>

class QWidget;

namespace app {

// Writes files of the document, and asks what only the user can say: where a new file goes, and what to do about one
// that changed on disk. One question at a time. GUI thread.
class FileSaver : public QObject
{
    Q_OBJECT

public:
    using Then = std::function<void(bool saved)>; // called once; false: not saved, because it failed or was given up

    FileSaver(AppState *state, QWidget *window);

    void save(const QString &file, const Then &then = {});
    void saveAs(const QString &file, const Then &then = {});
    // One after the other; the first that is not saved ends it.
    void saveEach(const QStringList &files, const Then &then = {});
    QStringList modifiedFiles() const;

Q_SIGNALS:
    void saved(const QString &path);
    void readAgain(const QString &path); // the disk's text took the place of the document's
    void failed(const QString &message);

private:
    using Signal = void (FileSaver::*)(const QString &path);
    void settleConflict(const QString &file, const model::Error &conflict, const Then &then);
    void conclude(const QString &path, const model::Result<void> &result, const Then &then,
                  Signal done = &FileSaver::saved);
    QString suggestedPath(const QString &file) const;

    AppState *m_state;
    QWidget *m_window;
};

} // namespace app
