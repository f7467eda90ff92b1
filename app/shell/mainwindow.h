// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/rail.h"

#include <QMainWindow>

#include <memory>

class QLabel;
class QMenu;
class QStackedWidget;

namespace app {

struct AppState;
class ClusterWorkspace;
class DesignWorkspace;
class FileController;
class LiveWorkspace;
class NoticeBar;
class PracticeBar;
class PracticeControl;
class SampleRun;
class ServerCheck;
class StatusLine;

// The one window: builds and wires, and holds no logic.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(AppState *state, QWidget *parent = nullptr);
    ~MainWindow() override;

    FileController *files() const { return m_files; }
    DesignWorkspace *design() const { return m_design; }
    void showWorkspace(Rail::Workspace workspace);
    // Applies the sample in the practice cluster as soon as that is connected, unless another document is open by then.
    void bringUpSample();
    // Nothing is being read, arranged, checked or listed.
    bool isSettled() const;
    void restoreLayout();
    void saveLayout();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    QWidget *makeTopBar();
    QMenu *makeMenu();
    QWidget *makeCommandField(const QMenu *menu);
    void wire();
    void updateTitle();
    void updateProblems();
    void chooseContext();
    void previewAndApply();
    void checkWithServer();
    void wireServerCheck();
    void showPracticeBar();

    AppState *m_state;
    FileController *m_files;
    DesignWorkspace *m_design;
    LiveWorkspace *m_live;
    ClusterWorkspace *m_cluster;
    Rail *m_rail;
    QStackedWidget *m_pages;
    NoticeBar *m_notice;
    PracticeControl *m_practice;
    PracticeBar *m_practiceBar;
    std::unique_ptr<SampleRun> m_sampleRun;
    StatusLine *m_status;
    ServerCheck *m_serverCheck;
    QLabel *m_title = nullptr;
};

} // namespace app
