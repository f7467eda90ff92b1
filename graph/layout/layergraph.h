// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/layout/problem.h"

namespace graph::layered {

// A connection between two neighbouring layers; ports are distances from the vertices' tops.
struct LayerArc
{
    int from = 0, to = 0;
    int fromPort = 0, toPort = 0;
    int weight = 1;
};

// The proper layered graph: a link over several layers became a chain of arcs through dummies, vertices without height.
struct LayerGraph
{
    int realCount = 0; // vertices below it are the problem's nodes, the others dummies
    std::vector<int> height;
    std::vector<int> rank;
    std::vector<int> position;            // in its layer
    std::vector<std::vector<int>> layers; // vertices from top to bottom
    std::vector<LayerArc> arcs;
    // The arcs at each vertex: in those from the layer to the left, out those to the right.
    std::vector<int> inStart, inArcs, outStart, outArcs;

    bool dummy(int vertex) const { return vertex >= realCount; }
    void setLayer(int layer, std::vector<int> vertices);
};

struct LinkChain
{
    int firstDummy = -1; // its dummies are consecutive, from left to right
    int length = 0;
};

// Builds it; chains tells each link's dummies. Where the whole would have more than a bearable number of dummies, the
// longest links stay out: they shape neither order nor places, and are routed round the cards later.
LayerGraph buildLayers(const Problem &problem, const std::vector<int> &ranks, std::vector<LinkChain> *chains);

} // namespace graph::layered
