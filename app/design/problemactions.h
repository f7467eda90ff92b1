// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/design/graphpipeline.h"
#include "model/document/quickfixes.h"

#include <QObject>

class QAction;
class QMenu;

namespace editor {
class ProblemsList;
class YamlPane;
} // namespace editor

namespace app {

// What can be done about the problems of the list, there and in the text: finds out in the worker which have quick
// fixes, carries a chosen one out as one step of the history, explains rules, and says what is known of the server's
// answer. GUI thread.
class ProblemActions : public QObject
{
    Q_OBJECT

public:
    ProblemActions(model::Document *document, GraphPipeline *pipeline, editor::ProblemsList *list,
                   editor::YamlPane *text);
    ~ProblemActions() override;

    // With shortcuts: the menu of the problem that the text's caret is at, or that the list has selected; ask the
    // server.
    const QList<QAction *> &actions() const { return m_actions; }
    bool isSettled() const { return !m_runs; }
    // What would mend a problem of the present text.
    std::vector<model::QuickFix> fixesOf(const model::Problem &problem);
    // A server is being asked; empty: none is any more.
    void setAsking(const QString &text);

Q_SIGNALS:
    void refused(const QString &message);
    void serverCheckAsked();

private:
    void onProblems();
    void tellServer();
    void apply(const model::QuickFix &fix);
    void openMenu();
    void fillMenu(QMenu *menu, const model::Problems &problems);
    void explain(const QString &rule);

    model::Document *m_document;
    GraphPipeline *m_pipeline;
    editor::ProblemsList *m_list;
    editor::YamlPane *m_text;
    QList<QAction *> m_actions;
    QString m_asking;
    std::shared_ptr<const model::ResourceSet> m_fixedText; // that of the fixes that were given last
    Worker::Cancel m_job;
    bool m_runs = false;
};

} // namespace app
