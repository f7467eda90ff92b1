// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/layout/layout.h"
#include "graph/model/graph.h"

#include <QHash>
#include <QPointF>

#include <utility>
#include <vector>

namespace graph {

// Where lines pass between the cards, by what they join.
using Routes = QHash<std::pair<model::ResourceKey, model::ResourceKey>, std::vector<Passage>>;

// What the layout is asked: cards with their sizes (needs fonts, so the GUI thread), lines with their labels. pins stay
// where they are, previous places are kept as far as possible.
std::vector<LayoutNode> layoutNodes(const Graph &graph, const QHash<model::ResourceKey, QPointF> &pins = {},
                                    const QHash<model::ResourceKey, QPointF> &previous = {});
std::vector<LayoutEdge> layoutEdges(const Graph &graph, const Routes &previous = {});
// The ways of the lines of a layout of this graph, to be kept in the next one.
Routes routesOf(const Graph &graph, const Layout &layout);

// Both and the layout itself, at once: for pictures and tests.
Layout arrange(const Graph &graph, const QHash<model::ResourceKey, QPointF> &pins = {});

} // namespace graph
