// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/problem.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <optional>
#include <vector>

namespace editor {

// Which problems are in the list. A value.
struct ProblemFilter
{
    bool errors = true, warnings = true, advice = true;
    std::optional<model::Layer> layer = {}; // none: all of them
    bool takes(const model::Problem &problem) const;
    bool operator==(const ProblemFilter &) const = default;
};

// Problems as rows: severity and message, fix, whether there are quick fixes, layer, place. Errors first, then by
// place.
class ProblemsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Message, Fix, QuickFixes, Layer, Place, ColumnCount };
    enum Role { SeverityRole = Qt::UserRole };
    using QAbstractTableModel::QAbstractTableModel;

    // Of those that were there before it stays known whether they have quick fixes.
    void setProblems(model::Problems problems);
    // For each of the problems that setProblems() got last.
    void setFixable(const std::vector<bool> &fixable);
    void setFilter(const ProblemFilter &filter);
    const ProblemFilter &filter() const { return m_filter; }
    // When the server was asked: "14:03"; told with what it said.
    void setServerTime(const QString &time);

    const model::Problem &problem(int row) const { return entryAt(row).problem; }
    bool isFixable(int row) const { return entryAt(row).isFixable; }
    // Of all, whether they are shown or not.
    int count(model::Severity severity) const;
    int hiddenCount() const { return int(m_entries.size() - m_shown.size()); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Entry
    {
        model::Problem problem;
        QString fileName;
        size_t given = 0; // its place in what setProblems() got
        bool isFixable = false;
    };
    const Entry &entryAt(int row) const { return m_entries[m_shown[size_t(row)]]; }
    QString text(int row, int column) const;
    QString accessibleText(const QModelIndex &index) const;
    void choose();

    model::Problems m_given;
    std::vector<Entry> m_entries;
    std::vector<size_t> m_shown; // in m_entries
    ProblemFilter m_filter;
    QString m_serverTime;
};

// "schema", "references": a layer in the user's words.
QString layerText(model::Layer layer);

} // namespace editor
