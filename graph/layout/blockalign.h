// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/layout/layergraph.h"

namespace graph::layered {

// The room between two vertices that follow each other in a layer.
int gapBetween(const LayoutOptions &options, const LayerGraph &graph, int upper, int lower);

// The tops that Brandes and Köpf (2002) assign: chains become straight blocks, blocks are packed, four times (from the
// left or the right, from the top or the bottom), and the two middle answers are averaged. Ports and heights are
// heeded: what is straight is the line from port to port. Linear time.
std::vector<int> alignBlocks(const LayoutOptions &options, const LayerGraph &graph);

} // namespace graph::layered
