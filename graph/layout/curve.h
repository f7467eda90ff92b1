// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/layout/layout.h"

namespace graph::layered {

// Splines as in EdgeRoute::points.
using Spline = std::vector<QPointF>;

// From start to end (which lies to the right), horizontal at both, gently through the middles of the passages.
Spline gentleCurve(QPointF start, const std::vector<Passage> &via, QPointF end);

// The same, but level over the whole of each passage: it climbs only between columns, where no card can be.
Spline levelCurve(QPointF start, const std::vector<Passage> &via, QPointF end);

// For an end that lies to the left: out to the right, round, back along the passages (at least one, from right to
// left), and round into the end. bulge: how far the turns reach beyond the passages.
Spline backCurve(QPointF start, const std::vector<Passage> &via, QPointF end, qreal bulge);

// Points along the spline, dense enough to be taken for it.
std::vector<QPointF> flatten(const Spline &spline, size_t firstPiece, size_t lastPiece);

// The points at these fractions of its length.
QPointF pointAt(const std::vector<QPointF> &line, qreal fraction);

} // namespace graph::layered
