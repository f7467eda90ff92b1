// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/layout/layout.h"

#include <optional>

// Graphs to lay out, and what to say about a drawing. Shared by the layout's tests and its benchmark.
namespace samplegraphs {

struct Graph
{
    std::vector<graph::LayoutNode> nodes;
    std::vector<graph::LayoutEdge> edges;

    int add(const QByteArray &key, QSizeF size, int rankHint = 0);
    void connect(int from, int to, int weight = 1);
    int find(const QByteArray &key) const;
};

// The shape of online-boutique: 12 Services, 12 Deployments, 11 ServiceAccounts; selectors, addresses, accounts.
Graph onlineBoutique();

// About this many nodes of applications that call each other: Services, Deployments, accounts, configuration, some of
// it shared. The same seed gives the same graph. namespaces > 1: calls mostly stay inside one.
Graph services(int nodes, quint32 seed, int namespaces = 1);

// Edges between random nodes, cycles among them.
Graph anything(int nodes, int edges, quint32 seed);

// The graph with nodes and edges in another order.
Graph shuffled(const Graph &graph, quint32 seed);

// How many pairs of drawn edges cross, pairs that share an end left out.
using Line = std::vector<QPointF>;
qint64 crossings(const Graph &graph, const std::vector<Line> &lines);
std::vector<Line> lines(const graph::Layout &layout);

struct DotResult
{
    std::vector<Line> lines;
    double milliseconds = 0; // of the whole process
};
bool haveDot();
// What Graphviz draws for the same nodes, sizes and gaps. Nothing when dot fails.
std::optional<DotResult> runDot(const Graph &graph);

} // namespace samplegraphs
