// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/layout/layergraph.h"

namespace graph::layered {

// The top of every vertex, on the grid, lowest 0: order and gaps are kept, and arcs, above all the inner ones of long
// chains, are as straight as that allows (Brandes, Köpf 2002, with ports and sizes; then balanced within the free
// room).
std::vector<int> assignCoordinates(const Problem &problem, const LayerGraph &graph);

} // namespace graph::layered
