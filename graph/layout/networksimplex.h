// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/layout/problem.h"

namespace graph::layered {

struct RankArc
{
    int from = 0, to = 0;
    int weight = 1;
    int length = 1; // rank[to] - rank[from] is at least this
};

// Integers that keep every arc at least as long as it must be and make the sum of weight × length as small as it can
// be, by the network simplex method (Gansner, Koutsofios, North, Vo 1993). The graph is connected and acyclic; ranks
// holds a feasible answer on entry, a better one on return. workLimit bounds the node visits: beyond it the best answer
// so far stays.
void networkSimplex(const std::vector<RankArc> &arcs, qint64 workLimit, const Cancel &cancel, std::vector<int> *ranks);

} // namespace graph::layered
