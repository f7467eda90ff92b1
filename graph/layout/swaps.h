// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/layout/layergraph.h"

namespace graph::layered {

// Local improvement of one layer while its neighbours stand still.
class Swaps
{
public:
    explicit Swaps(LayerGraph &graph);

    // Swaps neighbours for as long as that takes away crossings; says whether any swap did.
    bool transpose(int layer);
    // Moves each vertex to the best place in its layer (Matuszewski, Schönfeld, Molitor 1999); slower and better.
    void sift(int layer);

private:
    struct Range
    {
        int first = 0, last = 0;
    };
    void load(int layer);
    qint64 gain(int upper, int lower) const; // crossings that a swap of two neighbours takes away
    qint64 inversions(const Range &upper, const Range &lower) const;

    LayerGraph &m_graph;
    std::vector<int> m_ends;            // sorted positions of the neighbours of the loaded layer's vertices
    std::vector<Range> m_left, m_right; // by vertex, into m_ends
};

} // namespace graph::layered
