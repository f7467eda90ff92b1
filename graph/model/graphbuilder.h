// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/model/graph.h"
#include "model/base/problem.h"
#include "model/resource/resourceset.h"

namespace graph {

// The graph of a document: a node for each resource, a ghost for each missing target, lines from the edges, and the
// count of problems on each node. Pure; any thread.
Graph buildGraph(const model::ResourceSet &resources, const model::Edges &edges, const model::Problems &problems = {});

// Marks each node with its problems, in place.
void countProblems(Graph &graph, const model::Problems &problems);

} // namespace graph
