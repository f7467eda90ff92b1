// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/layout/crossings.h"

#include <algorithm>

namespace graph::layered {

namespace {

qint64 crossingsAfter(const LayerGraph &graph, int layer, std::vector<int> *ends, std::vector<int> *tree)
{
    ends->clear();
    for (int vertex : graph.layers[layer]) {
        const auto first = ends->size();
        for (int i = graph.outStart[vertex]; i < graph.outStart[vertex + 1]; ++i)
            ends->push_back(graph.position[graph.arcs[graph.outArcs[i]].to]);
        std::sort(ends->begin() + qsizetype(first), ends->end());
    }
    // Every arc crosses those before it (from above) that end below it.
    int leaves = 1;
    while (leaves < int(graph.layers[layer + 1].size())) leaves *= 2;
    tree->assign(2 * leaves, 0);
    qint64 crossings = 0;
    for (int end : *ends) {
        for (int i = leaves + end; i > 0; i /= 2) {
            ++(*tree)[i];
            if (i % 2 == 0) crossings += (*tree)[i + 1];
        }
    }
    return crossings;
}

} // namespace

qint64 countCrossings(const LayerGraph &graph)
{
    std::vector<int> ends, tree;
    qint64 crossings = 0;
    for (int layer = 0; layer + 1 < int(graph.layers.size()); ++layer)
        crossings += crossingsAfter(graph, layer, &ends, &tree);
    return crossings;
}

} // namespace graph::layered
