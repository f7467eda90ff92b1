// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/layout/swaps.h"

#include <algorithm>

namespace graph::layered {

Swaps::Swaps(LayerGraph &graph) : m_graph(graph), m_left(graph.rank.size()), m_right(graph.rank.size()) {}

void Swaps::load(int layer)
{
    m_ends.clear();
    const auto take = [this](int vertex, const std::vector<int> &start, const std::vector<int> &arcs,
                             int LayerArc::*end) {
        Range range{int(m_ends.size()), 0};
        for (int i = start[vertex]; i < start[vertex + 1]; ++i)
            m_ends.push_back(m_graph.position[m_graph.arcs[arcs[i]].*end]);
        range.last = int(m_ends.size());
        if (range.last - range.first > 1) std::sort(m_ends.begin() + range.first, m_ends.end());
        return range;
    };
    for (int vertex : m_graph.layers[layer]) {
        m_left[vertex] = take(vertex, m_graph.inStart, m_graph.inArcs, &LayerArc::from);
        m_right[vertex] = take(vertex, m_graph.outStart, m_graph.outArcs, &LayerArc::to);
    }
}

// Pairs of which the upper vertex's end lies below the lower one's, less the pairs the other way round.
qint64 Swaps::inversions(const Range &upper, const Range &lower) const
{
    qint64 sum = 0;
    int below = lower.first, notAbove = lower.first;
    for (int i = upper.first; i < upper.last; ++i) {
        while (below < lower.last && m_ends[below] < m_ends[i]) ++below;
        while (notAbove < lower.last && m_ends[notAbove] <= m_ends[i]) ++notAbove;
        sum += (below - lower.first) - (lower.last - notAbove);
    }
    return sum;
}

qint64 Swaps::gain(int upper, int lower) const
{
    return inversions(m_left[upper], m_left[lower]) + inversions(m_right[upper], m_right[lower]);
}

bool Swaps::transpose(int layer)
{
    load(layer);
    auto &vertices = m_graph.layers[layer];
    bool improved = true, any = false;
    for (int round = 0; improved && round < 6; ++round) {
        improved = false;
        for (size_t i = 0; i + 1 < vertices.size(); ++i) {
            if (gain(vertices[i], vertices[i + 1]) <= 0) continue;
            std::swap(vertices[i], vertices[i + 1]);
            improved = any = true;
        }
    }
    for (int i = 0; i < int(vertices.size()); ++i) m_graph.position[vertices[i]] = i;
    return any;
}

void Swaps::sift(int layer)
{
    load(layer);
    auto &vertices = m_graph.layers[layer];
    std::vector<int> byDegree = vertices;
    const auto degree = [this](int v) { return m_left[v].first - m_left[v].last + m_right[v].first - m_right[v].last; };
    std::ranges::stable_sort(byDegree, {}, degree); // negative degrees: the busiest first
    for (int vertex : byDegree) {
        const int at = int(std::ranges::find(vertices, vertex) - vertices.begin());
        qint64 best = 0, sum = 0;
        int to = at;
        for (int i = at - 1; i >= 0; --i) {
            sum += gain(vertices[i], vertex);
            if (sum > best) {
                best = sum;
                to = i;
            }
        }
        sum = 0;
        for (int i = at + 1; i < int(vertices.size()); ++i) {
            sum += gain(vertex, vertices[i]);
            if (sum > best) {
                best = sum;
                to = i;
            }
        }
        if (to < at) std::rotate(vertices.begin() + to, vertices.begin() + at, vertices.begin() + at + 1);
        if (to > at) std::rotate(vertices.begin() + at, vertices.begin() + at + 1, vertices.begin() + to + 1);
    }
    for (int i = 0; i < int(vertices.size()); ++i) m_graph.position[vertices[i]] = i;
}

} // namespace graph::layered
