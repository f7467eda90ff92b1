// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/layout/layeredlayout.h"
#include "graph/layout/coordinates.h"
#include "graph/layout/order.h"

#include <algorithm>
#include <cstdlib>

namespace graph::layered {

namespace {

struct Column
{
    int left = 0, width = 0;
};

// Columns stand as far apart as labels and steep edges need: a curve that climbs far wants room to turn in.
std::vector<Column> placeColumns(const Problem &problem, const LayerGraph &graph, const std::vector<int> &tops)
{
    std::vector<Column> columns(graph.layers.size());
    std::vector<int> gaps(graph.layers.size(), problem.options.layerGap);
    for (int node = 0; node < graph.realCount; ++node) {
        Column &column = columns[graph.rank[node]];
        column.width = std::max(column.width, problem.nodes[node].width);
    }
    for (const Link &link : problem.links) {
        const int column = std::min(graph.rank[link.from], graph.rank[link.to]);
        if (link.labelWidth > 0) gaps[column] = std::max(gaps[column], link.labelWidth + problem.options.layerGap / 2);
    }
    for (const LayerArc &arc : graph.arcs) {
        const int climb = std::abs(tops[arc.from] + arc.fromPort - tops[arc.to] - arc.toPort);
        const int wish = problem.options.layerGap + std::min(climb / 12, problem.options.layerGap);
        gaps[graph.rank[arc.from]] = std::max(gaps[graph.rank[arc.from]], wish);
    }
    for (size_t i = 1; i < columns.size(); ++i)
        columns[i].left = columns[i - 1].left + columns[i - 1].width + snapUp(gaps[i - 1]);
    return columns;
}

} // namespace

Arrangement layeredLayout(const Problem &problem, const std::vector<int> &ranks)
{
    Arrangement result;
    result.positions.resize(problem.nodes.size());
    result.passages.resize(problem.links.size());
    std::vector<LinkChain> chains;
    LayerGraph graph = buildLayers(problem, ranks, &chains);
    if (problem.cancel.requested()) return result;
    orderLayers(problem, &graph);
    if (problem.cancel.requested()) return result;
    const std::vector<int> tops = assignCoordinates(problem, graph);
    const std::vector<Column> columns = placeColumns(problem, graph, tops);

    int bottom = 0;
    for (int node = 0; node < graph.realCount; ++node) {
        result.positions[node] = {columns[ranks[node]].left, tops[node]};
        bottom = std::max(bottom, tops[node] + problem.nodes[node].height);
    }
    for (size_t i = 0; i < problem.links.size(); ++i) {
        const Link &link = problem.links[i];
        std::vector<Passage> &passages = result.passages[i];
        const auto pass = [&](int rank, int y) {
            passages.push_back({qreal(columns[rank].left), qreal(columns[rank].left + columns[rank].width), qreal(y)});
        };
        const auto passBelow = [&](int node) {
            pass(ranks[node], tops[node] + problem.nodes[node].height + problem.options.edgeGap);
        };
        const bool back = ranks[link.from] > ranks[link.to];
        if (back) passBelow(link.from);
        for (int step = 0; step < chains[i].length; ++step) {
            const int dummy = chains[i].firstDummy + (back ? chains[i].length - 1 - step : step);
            pass(graph.rank[dummy], tops[dummy]);
        }
        if (back) passBelow(link.to);
    }
    result.size = {columns.back().left + columns.back().width, bottom};
    return result;
}

} // namespace graph::layered
