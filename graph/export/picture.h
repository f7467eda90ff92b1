// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/layout/layout.h"
#include "graph/model/graph.h"
#include "look/tokens.h"
#include "model/base/limits.h"

#include <QByteArray>
#include <QImage>

namespace graph {

// The part of a graph that one picture can hold: so many nodes, joined ones together, and the first lines between them.
struct Excerpt
{
    Graph graph;              // whole, but for nodes and links
    int nodes = 0, links = 0; // of the whole graph
    bool isWhole() const { return graph.nodes.size() == size_t(nodes) && graph.links.size() == size_t(links); }
    // "5000 of 100000 objects and 0 of 0 lines are drawn; the rest is left out", or nothing when it is whole.
    QString caption() const;
};
Excerpt excerptOf(Graph graph, int maxNodes = model::limits::maxDrawnNodes,
                  int maxLinks = model::limits::maxDrawnLinks);

// A picture of the laid-out graph. title goes into the file for assistive technology, caption below the drawing.
// The SVG has the same bytes for the same graph, fonts and Qt, and is XML whatever the names hold.
QByteArray toSvg(const Graph &graph, const Layout &layout, look::Theme theme, const QString &title,
                 const QString &caption = {});

// At most 16,384 pixels a side and limits::maxPicturePixels: larger graphs are drawn smaller.
QImage toImage(const Graph &graph, const Layout &layout, look::Theme theme, const QString &caption = {},
               qreal scale = 2);

} // namespace graph
