// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/layout/layergraph.h"

namespace graph::layered {

// Orders each layer so that few arcs cross. Where nodes were before (previous, in the problem) decides the first order;
// from there on only what takes away crossings moves.
void orderLayers(const Problem &problem, LayerGraph *graph);

} // namespace graph::layered
