// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/watch/objectstore.h"

#include <QAbstractTableModel>
#include <QDateTime>

#include <functional>
#include <vector>

namespace app {

// Rows of one kind as a table: contiguous values, filtered and sorted by permuting an index. What a kind shows is
// policy of the derived class; the plumbing is here and final.
template<typename Row>
class RowTableModel : public QAbstractTableModel
{
public:
    using QAbstractTableModel::QAbstractTableModel;

    // Takes the rows as they are now; a selection is kept where the rows are the same ones in the same order.
    void setRows(std::span<const Row> rows);
    void setFilter(const QString &text);
    int shownRows() const { return int(m_order.size()); }
    // Since 1970, for ages; of the machine as long as nobody says otherwise.
    void setNow(std::function<qint64()> now) { m_now = std::move(now); }
    int allRows() const { return int(m_rows.size()); }

    int rowCount(const QModelIndex &parent = {}) const final { return parent.isValid() ? 0 : int(m_order.size()); }
    QVariant data(const QModelIndex &index, int role) const final;
    void sort(int column, Qt::SortOrder order) final;

protected:
    qint64 nowMs() const { return m_now ? m_now() : QDateTime::currentMSecsSinceEpoch(); }
    virtual QString text(const Row &row, int column) const = 0;
    virtual QVariant decoration(const Row &, int) const { return {}; }
    // Numbers sort as numbers.
    virtual QVariant sortKey(const Row &row, int column) const { return text(row, column); }

private:
    void rebuild(); // filters and sorts; one reset, or one change of all cells when the same rows stay
    std::function<qint64()> m_now = {};
    std::vector<Row> m_rows;
    std::vector<int> m_order;
    QString m_filter;
    int m_sortColumn = 0;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

class PodTableModel final : public RowTableModel<cluster::PodRow>
{
    Q_OBJECT

public:
    enum Column { Namespace, Name, State, Ready, Restarts, Node, Age, ColumnCount };
    using RowTableModel::RowTableModel;
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QString text(const cluster::PodRow &row, int column) const override;
    QVariant decoration(const cluster::PodRow &row, int column) const override;
    QVariant sortKey(const cluster::PodRow &row, int column) const override;
};

class NodeTableModel final : public RowTableModel<cluster::NodeRow>
{
    Q_OBJECT

public:
    enum Column { Name, State, Version, Age, ColumnCount };
    using RowTableModel::RowTableModel;
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QString text(const cluster::NodeRow &row, int column) const override;
    QVariant decoration(const cluster::NodeRow &row, int column) const override;
    QVariant sortKey(const cluster::NodeRow &row, int column) const override;
};

} // namespace app
