// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/layout/layergraph.h"

namespace graph::layered {

// How many pairs of arcs cross in the present order of the layers (bilayer counting with an accumulator tree, Barth,
// Jünger, Mutzel 2002: arcs × log layer).
qint64 countCrossings(const LayerGraph &graph);

} // namespace graph::layered
