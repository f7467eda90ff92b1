// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/layout/blockalign.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>

namespace graph::layered {

namespace {

// An arc that crosses the inner part of a long edge yields to it: long edges run straight.
std::vector<char> yieldingArcs(const LayerGraph &graph)
{
    std::vector<char> yields(graph.arcs.size());
    const auto inner = [&graph](const LayerArc &arc) { return graph.dummy(arc.from) && graph.dummy(arc.to); };
    for (int layer = 1; layer < int(graph.layers.size()); ++layer) {
        const auto &vertices = graph.layers[layer];
        int low = 0;
        size_t scanned = 0;
        for (size_t at = 0; at < vertices.size(); ++at) {
            const int vertex = vertices[at];
            int high = -1;
            if (graph.dummy(vertex) && inner(graph.arcs[graph.inArcs[graph.inStart[vertex]]]))
                high = graph.position[graph.arcs[graph.inArcs[graph.inStart[vertex]]].from];
            else if (at + 1 == vertices.size())
                high = std::numeric_limits<int>::max();
            if (high < 0) continue;
            for (; scanned <= at; ++scanned) {
                for (int i = graph.inStart[vertices[scanned]]; i < graph.inStart[vertices[scanned] + 1]; ++i) {
                    const LayerArc &arc = graph.arcs[graph.inArcs[i]];
                    const int place = graph.position[arc.from];
                    if ((place < low || place > high) && !inner(arc)) yields[graph.inArcs[i]] = 1;
                }
            }
            low = high;
        }
    }
    return yields;
}

// One of the four: blocks grow from the left or from the right; upside down means that everything is mirrored first.
class Alignment
{
public:
    Alignment(const LayoutOptions &options, const LayerGraph &graph, const std::vector<char> &yields, bool fromLeft,
              bool upsideDown)
        : m_options(options),
          m_graph(graph),
          m_yields(yields),
          m_fromLeft(fromLeft),
          m_upsideDown(upsideDown),
          m_root(graph.rank.size()),
          m_next(graph.rank.size()),
          m_offset(graph.rank.size())
    {
        std::iota(m_root.begin(), m_root.end(), 0);
        std::iota(m_next.begin(), m_next.end(), 0);
    }
    std::vector<int> tops();

private:
    int place(int vertex) const { return m_upsideDown ? -m_graph.position[vertex] : m_graph.position[vertex]; }
    int port(int arc, bool from) const
    {
        const LayerArc &a = m_graph.arcs[arc];
        const int offset = from ? a.fromPort : a.toPort;
        return m_upsideDown ? m_graph.height[from ? a.from : a.to] - offset : offset;
    }
    void align();
    void alignToMedian(int vertex, int *last);
    std::vector<int> pack();

    const LayoutOptions &m_options;
    const LayerGraph &m_graph;
    const std::vector<char> &m_yields;
    bool m_fromLeft, m_upsideDown;
    std::vector<int> m_root, m_next;
    std::vector<int> m_offset; // of a vertex's top from its block's root's
    std::vector<int> m_around;
};

void Alignment::alignToMedian(int vertex, int *last)
{
    const auto &start = m_fromLeft ? m_graph.inStart : m_graph.outStart;
    const auto &arcs = m_fromLeft ? m_graph.inArcs : m_graph.outArcs;
    const int count = start[vertex + 1] - start[vertex];
    if (count == 0) return;
    const auto neighbour = [&](int arc) { return m_fromLeft ? m_graph.arcs[arc].from : m_graph.arcs[arc].to; };
    m_around.assign(arcs.begin() + start[vertex], arcs.begin() + start[vertex + 1]);
    std::ranges::sort(m_around, {}, [&](int arc) { return place(neighbour(arc)); });
    for (int middle : {(count - 1) / 2, count / 2}) {
        const int arc = m_around[middle];
        const int other = neighbour(arc);
        if (m_next[vertex] != vertex || m_yields[arc] || place(other) <= *last) continue;
        m_next[other] = vertex;
        m_root[vertex] = m_root[other];
        m_next[vertex] = m_root[vertex];
        m_offset[vertex] = m_offset[other] + port(arc, m_fromLeft) - port(arc, !m_fromLeft);
        *last = place(other);
    }
}

void Alignment::align()
{
    const int count = int(m_graph.layers.size());
    for (int step = 1; step < count; ++step) {
        const auto &vertices = m_graph.layers[m_fromLeft ? step : count - 1 - step];
        int last = std::numeric_limits<int>::min();
        for (size_t i = 0; i < vertices.size(); ++i)
            alignToMedian(vertices[m_upsideDown ? vertices.size() - 1 - i : i], &last);
    }
}

// Each block goes as far up as those above it allow; then, so that no gap opens that nothing asks for, down to the one
// below.
std::vector<int> Alignment::pack()
{
    struct Below
    {
        int upper, lower, distance;
    };
    std::vector<Below> pairs;
    std::vector<int> start(m_root.size() + 1), waiting(m_root.size()), order;
    for (const auto &layer : m_graph.layers) {
        for (size_t i = 1; i < layer.size(); ++i) {
            const int a = layer[m_upsideDown ? layer.size() - i : i - 1];
            const int b = layer[m_upsideDown ? layer.size() - i - 1 : i];
            const int room = m_graph.height[a] + gapBetween(m_options, m_graph, a, b);
            pairs.push_back({m_root[a], m_root[b], m_offset[a] + room - m_offset[b]});
            ++start[m_root[a] + 1];
            ++waiting[m_root[b]];
        }
    }
    std::partial_sum(start.begin(), start.end(), start.begin());
    std::vector<int> fill(start.begin(), start.end() - 1), below(pairs.size());
    for (int i = 0; i < int(pairs.size()); ++i) below[fill[pairs[i].upper]++] = i;

    constexpr int unset = std::numeric_limits<int>::min();
    std::vector<int> top(m_root.size(), unset);
    for (int vertex = 0; vertex < int(m_root.size()); ++vertex)
        if (m_root[vertex] == vertex && waiting[vertex] == 0) order.push_back(vertex);
    for (size_t next = 0; next < order.size(); ++next) {
        const int block = order[next];
        if (top[block] == unset) top[block] = 0;
        for (int i = start[block]; i < start[block + 1]; ++i) {
            const Below &pair = pairs[below[i]];
            top[pair.lower] = std::max(top[pair.lower], top[block] + pair.distance);
            if (--waiting[pair.lower] == 0) order.push_back(pair.lower);
        }
    }
    for (size_t k = order.size(); k-- > 0;) {
        const int block = order[k];
        int room = std::numeric_limits<int>::max();
        for (int i = start[block]; i < start[block + 1]; ++i)
            room = std::min(room, top[pairs[below[i]].lower] - pairs[below[i]].distance);
        if (room != std::numeric_limits<int>::max()) top[block] = std::max(top[block], room);
    }
    return top;
}

std::vector<int> Alignment::tops()
{
    align();
    const std::vector<int> blocks = pack();
    std::vector<int> top(m_root.size());
    for (int vertex = 0; vertex < int(top.size()); ++vertex) {
        top[vertex] = blocks[m_root[vertex]] + m_offset[vertex];
        if (m_upsideDown) top[vertex] = -top[vertex] - m_graph.height[vertex];
    }
    return top;
}

struct Extent
{
    int low = std::numeric_limits<int>::max(), high = std::numeric_limits<int>::min();
};

Extent extent(const LayerGraph &graph, const std::vector<int> &tops)
{
    Extent result;
    for (int vertex = 0; vertex < int(tops.size()); ++vertex) {
        result.low = std::min(result.low, tops[vertex]);
        result.high = std::max(result.high, tops[vertex] + graph.height[vertex]);
    }
    return result;
}

} // namespace

int gapBetween(const LayoutOptions &options, const LayerGraph &graph, int upper, int lower)
{
    return graph.dummy(upper) || graph.dummy(lower) ? options.edgeGap : options.nodeGap;
}

std::vector<int> alignBlocks(const LayoutOptions &options, const LayerGraph &graph)
{
    const std::vector<char> yields = yieldingArcs(graph);
    std::array<std::vector<int>, 4> answers;
    std::array<Extent, 4> extents;
    int narrowest = 0;
    for (int i = 0; i < 4; ++i) {
        answers[i] = Alignment(options, graph, yields, i % 2 == 0, i >= 2).tops();
        extents[i] = extent(graph, answers[i]);
        if (extents[i].high - extents[i].low < extents[narrowest].high - extents[narrowest].low) narrowest = i;
    }
    for (int i = 0; i < 4; ++i) {
        const int shift = i < 2 ? extents[narrowest].low - extents[i].low : extents[narrowest].high - extents[i].high;
        for (int &top : answers[i]) top += shift;
    }
    std::vector<int> tops(graph.rank.size());
    for (size_t vertex = 0; vertex < tops.size(); ++vertex) {
        std::array<int, 4> four{answers[0][vertex], answers[1][vertex], answers[2][vertex], answers[3][vertex]};
        std::ranges::sort(four);
        tops[vertex] = snapDown((four[1] + four[2]) / 2);
    }
    return tops;
}

} // namespace graph::layered
