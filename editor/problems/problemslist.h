// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/document/quickfixes.h"

#include <QWidget>

#include <array>
#include <functional>

class QComboBox;
class QLabel;
class QMenu;
class QPushButton;
class QToolButton;
class QTreeView;

namespace editor {

class ProblemsModel;

// Every problem of the document in one list, worst first; a click leads to line and node. Severities and layers can be
// left out; a problem's menu has what would mend it, each in words, and what its rule is about. GUI thread.
class ProblemsList : public QWidget
{
    Q_OBJECT

public:
    explicit ProblemsList(QWidget *parent = nullptr);

    void setProblems(const model::Problems &problems);
    // For each of the problems that setProblems() got last: it has quick fixes.
    void setFixable(const std::vector<bool> &fixable);
    // Gives the fixes of a problem when its menu opens.
    using FixSource = std::function<std::vector<model::QuickFix>(const model::Problem &)>;
    void setFixSource(FixSource source) { m_fixesOf = std::move(source); }
    // What is known of the server's answer, in a line; empty: it was not asked. time: when, for the rows of its layer.
    void setServerState(const QString &text, const QString &time);
    // The problems are of an older text: a new check is under way.
    void setStale(bool stale);
    // "2 errors, 1 warning", or "No problems".
    static QString summary(const model::Problems &problems);
    void next(int step); // selects and activates the next (1) or previous (-1)
    // The menu of the selected problem, or of the first one.
    void openMenu();

Q_SIGNALS:
    void activated(const model::Problem &problem);
    void fixChosen(const model::QuickFix &fix);
    void ruleAsked(const QString &rule); // what it is about
    void serverCheckAsked();

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override; // the rows take it
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeHead();
    void makeToggle(model::Severity severity);
    void activate(const QModelIndex &index);
    void openMenuOf(const QModelIndex &index, const QPoint &at);
    void addFixes(QMenu *menu, const model::Problem &problem);
    void showFocus(int row);
    void filter();
    void updateHead();

    ProblemsModel *m_model;
    QTreeView *m_view = nullptr;
    QLabel *m_summary, *m_server;
    std::array<QToolButton *, 3> m_toggles = {}; // by severity
    QComboBox *m_layers = nullptr;
    FixSource m_fixesOf;
};

} // namespace editor
