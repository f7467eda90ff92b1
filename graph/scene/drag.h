// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/scene/canvas.h"

#include <QHash>
#include <QPoint>
#include <QPointF>

namespace graph {

constexpr qreal dotStep = 24; // between the dots of the ground, scene units

// What the mouse is doing between press and release.
struct Canvas::Drag
{
    enum Kind { Pan, Move, Connect, Rubber } kind = Pan;
    QPoint start, last;                      // viewport
    QPointF grab;                            // scene, where the mouse went down
    QHash<model::ResourceKey, QPointF> from; // cards that move, and where they were
    QPointF by;                              // how far they are now, scene
    model::ResourceKey source, target;       // of a line being drawn; target only where one may end
    model::ResourceKey over;                 // the card under the mouse, whether or not one may end there
    bool moved = false;
};

} // namespace graph
