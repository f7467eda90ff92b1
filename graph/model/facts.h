// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/model/graph.h"
#include "model/resource/resource.h"

namespace graph {

// Fills a node's facts and containers: the two or three things that matter for its kind. A Secret's values never
// appear.
void describe(const model::Resource &resource, GraphNode &node);

} // namespace graph
