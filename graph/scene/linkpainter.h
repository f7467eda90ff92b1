// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/model/graph.h"
#include "look/tokens.h"

#include <QPainterPath>
#include <QPointF>
#include <QString>

#include <vector>

class QPainter;

// How a line looks, the same on the canvas and in a picture file.
namespace graph {

struct LinkState
{
    bool selected = false;
    bool hovered = false;
    bool dimmed = false;
    qreal scale = 1;
};

// The curve of a route (start, then control, control, end a piece) without its arrowhead.
QPainterPath linkPath(const std::vector<QPointF> &points);

// Line and arrowhead.
void paintLink(QPainter &painter, const QPainterPath &path, const GraphLink &link, const LinkState &state,
               const look::Tokens &tokens);
// The label, when near enough to be read: above all lines.
void paintLinkLabel(QPainter &painter, const QPointF &labelAt, const GraphLink &link, const LinkState &state,
                    const look::Tokens &tokens);

// The label's box around its middle; empty without a label.
QRectF labelRect(const QPointF &labelAt, const GraphLink &link);

} // namespace graph
