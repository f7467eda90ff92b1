// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/layout/rectindex.h"

#include <cmath>

namespace graph::layered {

RectIndex::RectIndex(const QRect &bounds, int count) : m_bounds(bounds), m_rects(count)
{
    // About two cells a rectangle, none smaller than a card: long chains and high columns stay cheap.
    const double area = double(std::max(bounds.width(), 1)) * std::max(bounds.height(), 1);
    const int side = std::max(160, int(std::sqrt(area / (2.0 * count + 1))));
    m_cellWidth = std::max(side, bounds.width() / 2000 + 1);
    m_cellHeight = std::max(side, bounds.height() / 2000 + 1);
    m_columns = bounds.width() / m_cellWidth + 1;
    m_rows = bounds.height() / m_cellHeight + 1;
    m_cells.resize(size_t(m_columns) * m_rows);
}

QRect RectIndex::cells(const QRect &area) const
{
    const auto cell = [](int place, int origin, int size, int count) {
        return std::clamp((place - origin) / size, 0, count - 1);
    };
    return {QPoint(cell(area.left(), m_bounds.left(), m_cellWidth, m_columns),
                   cell(area.top(), m_bounds.top(), m_cellHeight, m_rows)),
            QPoint(cell(area.right(), m_bounds.left(), m_cellWidth, m_columns),
                   cell(area.bottom(), m_bounds.top(), m_cellHeight, m_rows))};
}

void RectIndex::insert(int id, const QRect &rect)
{
    if (id >= int(m_rects.size())) m_rects.resize(id + 1);
    m_rects[id] = rect;
    const QRect range = cells(rect);
    for (int y = range.top(); y <= range.bottom(); ++y)
        for (int x = range.left(); x <= range.right(); ++x) m_cells[size_t(y) * m_columns + x].push_back(id);
}

void RectIndex::remove(int id)
{
    const QRect range = cells(m_rects[id]);
    for (int y = range.top(); y <= range.bottom(); ++y)
        for (int x = range.left(); x <= range.right(); ++x) std::erase(m_cells[size_t(y) * m_columns + x], id);
    m_rects[id] = QRect();
}

} // namespace graph::layered
