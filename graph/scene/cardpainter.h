// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/model/graph.h"
#include "look/tokens.h"

#include <QRectF>
#include <QSizeF>

class QPainter;

// How a node looks, the same on the canvas, in a picture file and in print.
namespace graph {

struct CardState
{
    bool selected = false;
    bool hovered = false;
    bool focused = false;       // keyboard focus inside the selection
    bool dimmed = false;        // something else is emphasised
    bool connectTarget = false; // a drag could end here
    qreal scale = 1;            // device pixels per unit: below detailScale only boxes are drawn
};

constexpr qreal detailScale = 0.5;
constexpr qreal maxRing = 24; // how far outside its box a card paints at most, at any scale

// The size a card needs; on the 4 px grid. Needs a QGuiApplication (fonts).
QSizeF cardSize(const GraphNode &node);

// Paints the card into rect, whose size is cardSize().
void paintCard(QPainter &painter, const QRectF &rect, const GraphNode &node, const CardState &state,
               const look::Tokens &tokens);

// Where lines leave and enter, at the middle of the head.
qreal socketOffset(const GraphNode &node);

// All that the card cuts or leaves out, as plain text for a tooltip and for assistive technology.
QString cardDescription(const GraphNode &node);

} // namespace graph
