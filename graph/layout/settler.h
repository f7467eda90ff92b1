// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/layout/problem.h"
#include "graph/layout/rectindex.h"

namespace graph::layered {

// Cards on a canvas, put down one after the other without overlap: one that lands on others pushes them away, up or
// down, as far as needed; pinned ones never yield.
class Settler
{
public:
    explicit Settler(const Problem &problem);

    void putPinned(int node);
    // At this place; what it overlaps is pushed away. On a pinned card it takes the nearest free place above or below
    // instead.
    void put(int node, QPoint place);
    // At the nearest free place above or below if that is not far, else as put().
    void putNear(int node, QPoint place);

    bool placed(int node) const { return m_index.contains(node); }
    QRect card(int node) const { return m_index.rect(node); }
    bool free(const QRect &area) const;

private:
    QRect cardAt(int node, QPoint place) const;
    int freeTop(int node, QPoint place, bool down) const;
    QPoint freePlace(int node, QPoint place) const;
    void push(std::vector<int> cards, bool down);

    const Problem &m_problem;
    RectIndex m_index;
    std::vector<int> m_settledIn; // the round of pushing in which a card last moved
    int m_round = 0;
};

} // namespace graph::layered
