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

// How much of a graph one picture can hold, or has.
struct Amount
{
    int nodes = 0, links = 0, containers = 0;
    bool operator==(const Amount &) const = default;
};
constexpr Amount mostDrawn{model::limits::maxDrawnNodes, model::limits::maxDrawnLinks,
                           model::limits::maxDrawnContainers};

// The part of a graph that is drawn: joined nodes together, the first lines between them, the first containers in them.
struct Excerpt
{
    Graph graph; // whole, but for nodes, links and containers
    Amount drawn, whole;
    bool isWhole() const { return drawn == whole; }
    // "5000 of 100000 objects, 0 of 0 lines and 0 of 0 containers are drawn; the rest is left out", or nothing when it
    // is whole.
    QString caption() const;
};
Excerpt excerptOf(Graph graph, const Amount &most = mostDrawn);

// A picture of the laid-out graph. title goes into the file for assistive technology, caption below the drawing.
// The SVG has the same bytes for the same graph, fonts and Qt, and is XML whatever the names hold.
QByteArray toSvg(const Graph &graph, const Layout &layout, look::Theme theme, const QString &title,
                 const QString &caption = {});

// At most 16,384 pixels a side and limits::maxPicturePixels: larger graphs are drawn smaller.
QImage toImage(const Graph &graph, const Layout &layout, look::Theme theme, const QString &caption = {},
               qreal scale = 2);

} // namespace graph
