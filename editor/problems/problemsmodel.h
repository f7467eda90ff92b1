// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/problem.h"

#include <QAbstractTableModel>
#include <QStringList>

namespace editor {

// Problems as rows: severity and message, fix, place. Errors first, then by place.
class ProblemsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Message, Fix, Place, ColumnCount };
    enum Role { SeverityRole = Qt::UserRole };
    using QAbstractTableModel::QAbstractTableModel;

    void setProblems(model::Problems problems);
    const model::Problem &problem(int row) const { return m_problems[size_t(row)]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(int row, int column) const;

    model::Problems m_problems;
    QStringList m_fileNames; // beside m_problems
};

} // namespace editor
