// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/scene/cardpainter.h"

namespace graph {

// A card whose details would be too small to read: the letter of its kind, as much of its name as there is room for,
// how many pods are ready and, where they fit, the pods as dots, all as large on the screen at any scale. Farther
// still, a box with the letter. Paints up to maxRing outside rect.
void paintFarCard(QPainter &painter, const QRectF &rect, const GraphNode &node, const CardState &state,
                  const look::Tokens &tokens);

} // namespace graph
