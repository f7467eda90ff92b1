// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/problem.h"

#include <QWidget>

class QLabel;
class QTreeView;

namespace editor {

class ProblemsModel;

// Every problem of the document in one list, worst first; a click leads to line and node. GUI thread.
class ProblemsList : public QWidget
{
    Q_OBJECT

public:
    explicit ProblemsList(QWidget *parent = nullptr);

    void setProblems(const model::Problems &problems);
    // The problems are of an older text: a new check is under way.
    void setStale(bool stale);
    // "2 errors, 1 warning", or "No problems".
    static QString summary(const model::Problems &problems);
    void next(int step); // selects and activates the next (1) or previous (-1)

Q_SIGNALS:
    void activated(const model::Problem &problem);

private:
    void activate(const QModelIndex &index);
    ProblemsModel *m_model;
    QTreeView *m_view;
    QLabel *m_summary;
};

} // namespace editor
