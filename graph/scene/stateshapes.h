// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/model/graph.h"

#include <QColor>
#include <QPointF>

class QPainter;

namespace graph {

// The state shapes of the design language: full disc running, ring starting or ending, triangle warning, cross failing,
// hollow (dashed) gone. ground is the colour behind, for what is cut out of the shape.
void paintStateShape(QPainter &painter, const QPointF &centre, qreal radius, DotShape shape, const QColor &colour,
                     const QColor &ground);

} // namespace graph
