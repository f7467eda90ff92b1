// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dashboard/rowtables.h"

#include "app/live/liveindex.h"
#include "app/shell/marks.h"
#include "look/tooltip.h"
#include "model/base/say.h"

#include <algorithm>
#include <numeric>

namespace app {

namespace {

QString age(qint64 createdMs, qint64 nowMs)
{
    const qint64 seconds = std::max<qint64>(0, (nowMs - createdMs) / 1000);
    if (seconds < 120) return model::say("%1 s").arg(seconds);
    if (seconds < 7200) return model::say("%1 min").arg(seconds / 60);
    if (seconds < 172800) return model::say("%1 h").arg(seconds / 3600);
    return model::say("%1 d").arg(seconds / 86400);
}

bool less(const QVariant &a, const QVariant &b)
{
    if (a.typeId() == QMetaType::LongLong) return a.toLongLong() < b.toLongLong();
    return a.toString() < b.toString();
}

QString nodeState(const cluster::NodeRow &node)
{
    QString state = node.ready              ? model::say("ready")
                    : node.reason.isEmpty() ? model::say("not ready")
                                            : node.reason.display();
    if (node.unschedulable) state += model::say(", takes no new pods");
    return state;
}

} // namespace

template<typename Row>
void RowTableModel<Row>::setRows(std::span<const Row> rows)
{
    m_rows.assign(rows.begin(), rows.end());
    rebuild();
}

template<typename Row>
void RowTableModel<Row>::setFilter(const QString &text)
{
    m_filter = text.trimmed();
    rebuild();
}

template<typename Row>
void RowTableModel<Row>::sort(int column, Qt::SortOrder order)
{
    m_sortColumn = std::max(column, 0);
    m_sortOrder = order;
    rebuild();
}

template<typename Row>
void RowTableModel<Row>::rebuild()
{
    std::vector<int> next;
    for (int i = 0; i < int(m_rows.size()); ++i) {
        bool matches = m_filter.isEmpty();
        for (int column = 0; column < columnCount({}) && !matches; ++column)
            matches = text(m_rows[size_t(i)], column).contains(m_filter, Qt::CaseInsensitive);
        if (matches) next.push_back(i);
    }
    std::vector<QVariant> keys(m_rows.size());
    for (int i : next) keys[size_t(i)] = sortKey(m_rows[size_t(i)], m_sortColumn);
    std::ranges::sort(next, [&](int a, int b) {
        const QVariant &ka = keys[size_t(a)], &kb = keys[size_t(b)];
        if (less(ka, kb) || less(kb, ka)) return m_sortOrder == Qt::AscendingOrder ? less(ka, kb) : less(kb, ka);
        // Equal ones in the order of their names, so that nothing jumps between updates.
        const auto &na = m_rows[size_t(a)].meta.name, &nb = m_rows[size_t(b)].meta.name;
        return na.ns != nb.ns ? na.ns < nb.ns : na.name < nb.name;
    });
    if (next.size() == m_order.size()) {
        m_order = std::move(next);
        if (!m_order.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount({}) - 1));
        return;
    }
    beginResetModel();
    m_order = std::move(next);
    endResetModel();
}

template<typename Row>
QVariant RowTableModel<Row>::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) return {};
    const Row &row = m_rows[size_t(m_order[size_t(index.row())])];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return role == Qt::DisplayRole ? text(row, index.column()) : look::toolTipOf(text(row, index.column()));
    case Qt::DecorationRole: return decoration(row, index.column());
    default: return {};
    }
}

template class RowTableModel<cluster::PodRow>;
template class RowTableModel<cluster::NodeRow>;

QVariant PodTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    const QString titles[] = {tr("Namespace"), tr("Pod"),  tr("State"), tr("Ready"),
                              tr("Restarts"),  tr("Node"), tr("Age")};
    return titles[section];
}

QString PodTableModel::text(const cluster::PodRow &row, int column) const
{
    switch (column) {
    case Namespace: return row.meta.name.ns.display();
    case Name: return row.meta.name.name.display();
    case State: return stateWordOf(row);
    case Ready: return QStringLiteral("%1/%2").arg(row.readyContainers).arg(row.containers);
    case Restarts: return QString::number(row.restarts);
    case Node: return row.node.display();
    case Age: return age(row.meta.createdMs, nowMs());
    default: return {};
    }
}

QVariant PodTableModel::decoration(const cluster::PodRow &row, int column) const
{
    if (column != State) return {};
    const graph::PodDot dot = dotOf(row);
    return markPixmap(dot.shape, dot.state);
}

QVariant PodTableModel::sortKey(const cluster::PodRow &row, int column) const
{
    if (column == Restarts) return qlonglong(row.restarts);
    if (column == Age) return qlonglong(-row.meta.createdMs);
    return text(row, column);
}

QVariant NodeTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    const QString titles[] = {tr("Node"), tr("State"), tr("Version"), tr("Age")};
    return titles[section];
}

QString NodeTableModel::text(const cluster::NodeRow &row, int column) const
{
    switch (column) {
    case Name: return row.meta.name.name.display();
    case State: return nodeState(row);
    case Version: return row.version.display();
    case Age: return age(row.meta.createdMs, nowMs());
    default: return {};
    }
}

QVariant NodeTableModel::decoration(const cluster::NodeRow &row, int column) const
{
    if (column != State) return {};
    return row.ready ? markPixmap(graph::DotShape::Disc, look::State::Ok)
                     : markPixmap(graph::DotShape::Cross, look::State::Bad);
}

QVariant NodeTableModel::sortKey(const cluster::NodeRow &row, int column) const
{
    if (column == Age) return qlonglong(-row.meta.createdMs);
    return text(row, column);
}

} // namespace app
