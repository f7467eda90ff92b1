// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/layout/coordinates.h"
#include "graph/layout/blockalign.h"
#include "graph/layout/networksimplex.h"

#include <algorithm>

namespace graph::layered {

namespace {

// Beyond this many vertices and arcs the simplex is too slow for what it gains.
constexpr size_t straightenLimit = 4'000;
constexpr qint64 straightenWork = 4'000'000;

// The inner parts of long edges matter most: a bend there shows more than one at a card (weights as in Gansner et al.
// 1993).
int straightness(const LayerGraph &graph, const LayerArc &arc)
{
    const int dummies = int(graph.dummy(arc.from)) + int(graph.dummy(arc.to));
    return arc.weight * (dummies == 2 ? 8 : dummies == 1 ? 2 : 1);
}

// The tops with the least total bending: ranking again, with an extra vertex per arc that hangs on both ports. In grid
// units.
void straighten(const Problem &problem, const LayerGraph &graph, std::vector<int> *tops)
{
    std::vector<RankArc> arcs;
    for (const auto &layer : graph.layers)
        for (size_t i = 1; i < layer.size(); ++i)
            arcs.push_back(
                {layer[i - 1], layer[i], 0,
                 (graph.height[layer[i - 1]] + gapBetween(problem.options, graph, layer[i - 1], layer[i])) / grid});
    std::vector<int> ranks = *tops;
    for (int &top : ranks) top /= grid;
    for (const LayerArc &arc : graph.arcs) {
        const int hook = int(ranks.size()), weight = straightness(graph, arc);
        ranks.push_back(std::min(ranks[arc.from] + arc.fromPort / grid, ranks[arc.to] + arc.toPort / grid));
        arcs.push_back({hook, arc.from, weight, -arc.fromPort / grid});
        arcs.push_back({hook, arc.to, weight, -arc.toPort / grid});
    }
    networkSimplex(arcs, straightenWork, problem.cancel, &ranks);
    for (size_t vertex = 0; vertex < tops->size(); ++vertex) (*tops)[vertex] = ranks[vertex] * grid;
}

// Between two neighbours any height bends as little in sum; the middle looks right. Never bends anything more than
// before.
void balance(const Problem &problem, const LayerGraph &graph, std::vector<int> *tops)
{
    struct Pull
    {
        int top, weight;
    };
    std::vector<Pull> pulls;
    const auto pullsAt = [&](int vertex) {
        pulls.clear();
        for (int i = graph.inStart[vertex]; i < graph.inStart[vertex + 1]; ++i) {
            const LayerArc &arc = graph.arcs[graph.inArcs[i]];
            pulls.push_back({(*tops)[arc.from] + arc.fromPort - arc.toPort, straightness(graph, arc)});
        }
        for (int i = graph.outStart[vertex]; i < graph.outStart[vertex + 1]; ++i) {
            const LayerArc &arc = graph.arcs[graph.outArcs[i]];
            pulls.push_back({(*tops)[arc.to] + arc.toPort - arc.fromPort, straightness(graph, arc)});
        }
        std::ranges::sort(pulls, {}, &Pull::top);
    };
    for (const auto &layer : graph.layers) {
        for (size_t at = 0; at < layer.size(); ++at) {
            const int vertex = layer[at];
            if (graph.dummy(vertex)) continue;
            pullsAt(vertex);
            int total = 0, sum = 0;
            for (const Pull &pull : pulls) total += pull.weight;
            size_t middle = 0;
            while (middle < pulls.size() && 2 * (sum += pulls[middle].weight) < total) ++middle;
            if (middle + 1 >= pulls.size() || 2 * sum != total) continue; // one best height only
            int wanted = snapDown((pulls[middle].top + pulls[middle + 1].top) / 2);
            if (at > 0)
                wanted = std::max(wanted, (*tops)[layer[at - 1]] + graph.height[layer[at - 1]] +
                                              gapBetween(problem.options, graph, layer[at - 1], vertex));
            if (at + 1 < layer.size())
                wanted = std::min(wanted, (*tops)[layer[at + 1]] - graph.height[vertex] -
                                              gapBetween(problem.options, graph, vertex, layer[at + 1]));
            (*tops)[vertex] = wanted;
        }
    }
}

} // namespace

std::vector<int> assignCoordinates(const Problem &problem, const LayerGraph &graph)
{
    std::vector<int> tops = alignBlocks(problem.options, graph);
    const int first = *std::ranges::min_element(tops);
    for (int &top : tops) top -= first; // on the grid from here on, and positive
    if (graph.rank.size() + graph.arcs.size() <= straightenLimit) straighten(problem, graph, &tops);
    balance(problem, graph, &tops);
    const int lowest = *std::ranges::min_element(tops);
    for (int &top : tops) top -= lowest;
    return tops;
}

} // namespace graph::layered
