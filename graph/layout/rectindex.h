// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>

#include <algorithm>
#include <vector>

namespace graph::layered {

// Rectangles by place: which ones touch an area. Rectangles may come, go and lie outside the bounds (then they are only
// found more slowly). Ids are small numbers.
class RectIndex
{
public:
    RectIndex(const QRect &bounds, int count);

    void insert(int id, const QRect &rect);
    void remove(int id);
    bool contains(int id) const { return id < int(m_rects.size()) && !m_rects[id].isNull(); }
    const QRect &rect(int id) const { return m_rects[id]; }

    // Calls visit(id) for every rectangle that intersects the area, maybe more than once, until it returns true; says
    // whether it did.
    template<typename Visit>
    bool any(const QRect &area, Visit &&visit) const
    {
        const QRect range = cells(area);
        for (int y = range.top(); y <= range.bottom(); ++y)
            for (int x = range.left(); x <= range.right(); ++x)
                for (int id : m_cells[size_t(y) * m_columns + x])
                    if (m_rects[id].intersects(area) && visit(id)) return true;
        return false;
    }

private:
    QRect cells(const QRect &area) const;

    QRect m_bounds;
    int m_cellWidth, m_cellHeight, m_columns, m_rows;
    std::vector<std::vector<int>> m_cells;
    std::vector<QRect> m_rects;
};

} // namespace graph::layered
