// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/appstate.h"

#include <QObject>

#include <functional>
#include <vector>

class QAction;
class QMenu;
class QWidget;

namespace app {

class FileSaver;
class Recovery;

// Open, save, recent, templates: the file menu, and what it asks the user. GUI thread; files are read in the worker.
class FileController : public QObject
{
    Q_OBJECT

public:
    FileController(AppState *state, QWidget *window);

    QList<QAction *> actions() const
    {
        return {m_new, m_open, m_openFolder, m_save, m_saveAs, m_saveAll, m_recover, m_close};
    }
    QMenu *recentMenu() const { return m_recentMenu; }

    // In place of what is open; asks when that has unsaved changes.
    void open(const QStringList &paths);
    void openSample();
    void newFromTemplate();
    void openDialog();
    // Which file the user is at: what Save means.
    void setCurrentFile(std::function<QString()> current) { m_current = std::move(current); }
    // Makes what is half typed part of the document; called before anything is saved, closed or asked about.
    void setCommit(std::function<void()> commit) { m_commit = std::move(commit); }
    Recovery *recovery() const { return m_recovery; }
    bool isSettled() const { return m_reading == 0; } // nothing is being read
    bool isUntouchedSample() const;
    // Everything is saved, or the user gives it up. False: stay; once nothing is unsaved any more, then goes on.
    bool mayClose(const std::function<void()> &then);

Q_SIGNALS:
    void opened();
    void saved(const QString &path);
    void readAgain(const QString &path);
    void failed(const QString &message);

private:
    QAction *add(const QString &text, const QKeySequence &shortcut, void (FileController::*slot)());
    void openFolder();
    void save();
    void saveAs();
    void saveAll();
    void recover();
    void closeAll();
    void addFromTemplate(const QString &templateId, const QString &name);
    QString startFolder() const;
    void show(const QStringList &paths, const model::ParsedFiles &files, const std::vector<model::Error> &errors);
    void fillRecent();
    QString currentFile() const;
    QString freshName(const QString &base) const;

    AppState *m_state;
    QWidget *m_window;
    QAction *m_new, *m_open, *m_openFolder, *m_save, *m_saveAs, *m_saveAll, *m_recover, *m_close;
    FileSaver *m_saver;
    Recovery *m_recovery;
    QMenu *m_recentMenu;
    std::function<QString()> m_current;
    std::function<void()> m_commit = [] {};
    int m_reading = 0;
};

} // namespace app
