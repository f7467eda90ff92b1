// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <atomic>
#include <optional>
#include <vector>

// Layered layout of a directed graph, drawn left to right: an edge leaves its source on the right side and enters its
// target on the left. Pure functions of plain values: any thread, no state, no documents. All lengths are
// device-independent pixels.
//
// Promises: the same set of nodes and edges gives the same output whatever its order; positions lie on the 4 px grid;
// no two nodes overlap unless two pinned ones do; cycles, self-loops, parallel edges, hubs and disconnected graphs are
// fine.
namespace graph {

// A horizontal stretch of an edge between the cards of a column that it passes.
struct Passage
{
    qreal left = 0, right = 0, y = 0;
};

struct LayoutNode
{
    QByteArray sortKey; // stable identity, unique, for example "apps/Deployment/shop/web": ties are broken by it
    QSizeF size;        // at least 4×4 is assumed; not-a-number counts as 4
    int group = -1;     // components of one group (a namespace) are packed side by side
    int rankHint = 0;   // family order from left to right: which node starts a cycle, and how lone nodes are sorted
    std::optional<QPointF> pinned;   // top left, kept exactly
    std::optional<QPointF> previous; // top left in the last layout, kept as far as possible
};

struct LayoutEdge
{
    int from = 0, to = 0; // indices into the nodes; an edge that points outside gets an empty route
    int weight = 1;       // 1…100: how much the edge wants to be short and straight
    qreal labelWidth = 0; // 0: no label; columns move apart so that a label fits between them
    std::optional<qreal> fromOffsetY, toOffsetY; // ports, from the card's top; by default the middle, on the grid
    QByteArray sortKey;                          // orders edges between the same two nodes
    std::vector<Passage> previousVia;            // EdgeRoute::via of the last layout, kept while it is still free
};

struct LayoutOptions
{
    int nodeGap = 24;        // between two cards of one column
    int layerGap = 72;       // between two columns, at least
    int edgeGap = 12;        // between two edges, and an edge and a card, that run side by side
    int componentGap = 56;   // between two components
    qreal aspectRatio = 1.6; // of the whole drawing, aimed at by packing components
};

struct EdgeRoute
{
    // Cubic Bézier spline: start, then three points (control, control, end) a piece: 3k+1 points. Empty: no such edge.
    std::vector<QPointF> points;
    std::vector<Passage> via; // to be handed back as LayoutEdge::previousVia
    QPointF label;            // the middle of the label: on the curve, away from the ends, on no card if possible
};

struct Layout
{
    std::vector<QPointF> positions;     // top left of each node, in the order of the input
    std::vector<EdgeRoute> routes;      // in the order of the input
    std::vector<int> component;         // of each node: index into componentRects
    std::vector<QRectF> componentRects; // around the cards of each connected component
};

// Lays the graph out. When most nodes have a previous or pinned position, these stay where they are: new nodes are
// fitted in near their neighbours and only what they overlap moves. Otherwise everything is arranged afresh, pinned
// nodes excepted. To tidy up, call it without previous positions. Nothing is returned when *cancel became true (checked
// every few ms).
std::optional<Layout> computeLayout(const std::vector<LayoutNode> &nodes, const std::vector<LayoutEdge> &edges,
                                    const LayoutOptions &options = {}, const std::atomic_bool *cancel = nullptr);

// Only the routes, for cards at the given places: cheap enough to follow a drag.
std::vector<EdgeRoute> routeEdges(const std::vector<QRectF> &cards, const std::vector<LayoutEdge> &edges,
                                  const LayoutOptions &options = {});

} // namespace graph
