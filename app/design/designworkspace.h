// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/design/graphpipeline.h"
#include "model/document/document.h"
#include "model/document/selection.h"

#include <QWidget>

class QAction;
class QSplitter;
class QStackedWidget;
class QTabWidget;

namespace editor {
class Inspector;
class ProblemsList;
class YamlPane;
} // namespace editor

namespace graph {
class Canvas;
}

namespace app {

class DesignActions;
class ProblemActions;

// Canvas, YAML, inspector and problems over one document and one selection. Builds and wires; the panes do the work.
class DesignWorkspace : public QWidget
{
    Q_OBJECT

public:
    DesignWorkspace(model::Document *document, model::Selection *selection, GraphPipeline *pipeline,
                    QWidget *parent = nullptr);

    graph::Canvas *canvas() const { return m_canvas; }
    DesignActions *actions() const { return m_actions; }
    ProblemActions *problemActions() const { return m_problemActions; }
    // Panes shown and hidden, and the keyboard moved between them.
    const QList<QAction *> &paneActions() const { return m_paneActions; }
    void applyTheme();
    // Leads to a problem: its node selected, its line in the text.
    void showProblem(const model::Problem &problem);
    void commitPending();      // what is half typed in the fields becomes part of the document
    QString shownFile() const; // in the text pane
    void showProblems();       // gives their list the keyboard
    void showYaml();
    void showInspector();

    QByteArray saveState() const;
    void restoreState(const QByteArray &state);

Q_SIGNALS:
    void previewRequested();
    void newFromTemplateRequested();
    void openRequested();
    // Something that the user asked for cannot be done, and why.
    void refused(const QString &message);
    void told(const QString &message); // what was done, where it may not be seen

protected:
    void focusInEvent(QFocusEvent *event) override; // the canvas takes it

private:
    QWidget *makeCanvasColumn();
    QWidget *makeToolbar();
    QWidget *makeEmptyState();
    void wireActions();
    void wireSelection();
    void onGraph(bool arrangedAfresh);
    void onProblems();
    QAction *paneAction(QWidget *pane, const QString &text, const QKeySequence &shortcut);
    void makePaneActions();
    void stepPane(int step);

    model::Document *m_document;
    model::Selection *m_selection;
    GraphPipeline *m_pipeline;
    graph::Canvas *m_canvas = nullptr;
    QStackedWidget *m_stage = nullptr; // canvas or empty state
    editor::YamlPane *m_yaml = nullptr;
    editor::Inspector *m_inspector = nullptr;
    editor::ProblemsList *m_problems = nullptr;
    QTabWidget *m_tabs = nullptr;
    QSplitter *m_across = nullptr, *m_down = nullptr;
    DesignActions *m_actions = nullptr;
    ProblemActions *m_problemActions = nullptr;
    QAction *m_textPane = nullptr, *m_problemsPane = nullptr;
    QList<QAction *> m_paneActions;
};

} // namespace app
