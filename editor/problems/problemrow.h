// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/problem.h"

#include <QStyledItemDelegate>

class QTreeView;

namespace editor {

// A row of the list of problems in full: the message first, what to do behind it where both fit, else below it; whether
// there are quick fixes, the layer and the place. The state of the row fills all of it and moves nothing.
class ProblemRow : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit ProblemRow(QTreeView *view);

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    static QStringList linesOf(const QModelIndex &index, const QStyleOptionViewItem &option, int width);
    void paintProblem(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    static void paintQuickFixes(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index);
    static void paintAside(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index);

    QTreeView *m_view;
};

} // namespace editor
