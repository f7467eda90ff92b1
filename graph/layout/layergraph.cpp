// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/layout/layergraph.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>

namespace graph::layered {

namespace {

int dummyLimit(size_t nodes) { return int(std::min<size_t>(4000 + 10 * nodes, 60'000)); }

// Parallel links and links there and back share one chain.
struct Chains
{
    std::vector<int> firstOfPair; // for each link, the link whose chain it shares (maybe itself)
    std::vector<char> modelled;
};

Chains chooseChains(const Problem &problem, const std::vector<int> &ranks)
{
    const auto &links = problem.links;
    Chains chains{std::vector<int>(links.size()), std::vector<char>(links.size(), 1)};
    const auto ends = [&](int i) {
        const auto [a, b] = std::minmax(links[i].from, links[i].to);
        return std::pair(a, b);
    };
    std::vector<int> sorted(links.size());
    std::iota(sorted.begin(), sorted.end(), 0);
    std::ranges::stable_sort(sorted, {}, ends);
    for (size_t i = 0; i < sorted.size(); ++i)
        chains.firstOfPair[sorted[i]] =
            i > 0 && ends(sorted[i]) == ends(sorted[i - 1]) ? chains.firstOfPair[sorted[i - 1]] : sorted[i];

    const auto span = [&](int i) { return std::abs(ranks[links[i].to] - ranks[links[i].from]); };
    std::ranges::stable_sort(sorted, {}, span);
    int left = dummyLimit(problem.nodes.size());
    for (int i : sorted) {
        if (chains.firstOfPair[i] != i) continue;
        left -= span(i) - 1;
        chains.modelled[i] = left >= 0;
    }
    return chains;
}

void index(const std::vector<LayerArc> &arcs, size_t vertices, int LayerArc::*end, std::vector<int> *start,
           std::vector<int> *list)
{
    start->assign(vertices + 1, 0);
    list->resize(arcs.size());
    for (const LayerArc &arc : arcs) ++(*start)[arc.*end + 1];
    for (size_t i = 1; i <= vertices; ++i) (*start)[i] += (*start)[i - 1];
    std::vector<int> fill(start->begin(), start->end() - 1);
    for (int i = 0; i < int(arcs.size()); ++i) (*list)[fill[arcs[i].*end]++] = i;
}

} // namespace

void LayerGraph::setLayer(int layer, std::vector<int> vertices)
{
    layers[layer] = std::move(vertices);
    for (int i = 0; i < int(layers[layer].size()); ++i) position[layers[layer][i]] = i;
}

LayerGraph buildLayers(const Problem &problem, const std::vector<int> &ranks, std::vector<LinkChain> *chains)
{
    LayerGraph graph;
    graph.realCount = int(problem.nodes.size());
    graph.rank = ranks;
    for (const Node &node : problem.nodes) graph.height.push_back(node.height);

    const Chains chosen = chooseChains(problem, ranks);
    chains->assign(problem.links.size(), {});
    for (int i = 0; i < int(problem.links.size()); ++i) {
        if (chosen.firstOfPair[i] != i || !chosen.modelled[i]) continue;
        const Link &link = problem.links[i];
        const bool forward = ranks[link.from] < ranks[link.to];
        const int first = forward ? link.from : link.to, last = forward ? link.to : link.from;
        // A link against the flow leaves and enters on the far sides: it comes back below its own cards.
        const int below = problem.options.edgeGap;
        const int firstPort = forward ? link.fromPort : problem.nodes[first].height + below;
        const int lastPort = forward ? link.toPort : problem.nodes[last].height + below;
        const int span = ranks[last] - ranks[first];
        (*chains)[i] = {int(graph.rank.size()), span - 1};
        int before = first, port = firstPort;
        for (int step = 1; step < span; ++step) {
            const int dummy = int(graph.rank.size());
            graph.rank.push_back(ranks[first] + step);
            graph.height.push_back(0);
            graph.arcs.push_back({before, dummy, port, 0, link.weight});
            before = dummy;
            port = 0;
        }
        graph.arcs.push_back({before, last, port, lastPort, link.weight});
    }
    for (int i = 0; i < int(problem.links.size()); ++i) (*chains)[i] = (*chains)[chosen.firstOfPair[i]];

    const size_t vertices = graph.rank.size();
    graph.position.resize(vertices);
    graph.layers.resize(1 + *std::ranges::max_element(ranks));
    for (int vertex = 0; vertex < int(vertices); ++vertex) {
        graph.position[vertex] = int(graph.layers[graph.rank[vertex]].size());
        graph.layers[graph.rank[vertex]].push_back(vertex);
    }
    index(graph.arcs, vertices, &LayerArc::from, &graph.outStart, &graph.outArcs);
    index(graph.arcs, vertices, &LayerArc::to, &graph.inStart, &graph.inArcs);
    return graph;
}

} // namespace graph::layered
