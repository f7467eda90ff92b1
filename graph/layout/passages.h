// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/layout/layout.h"

#include <QRect>

namespace graph::layered {

// A way through obstacles from start to end, in columns: obstacles whose horizontal extents overlap form a column, the
// way passes each column level in a gap between two of them or beyond the outermost, and bends only between columns. Of
// the ways, a short one near the straight line. backwards: the end lies left of the start and the way leads from right
// to left. Empty when there are no obstacles.
std::vector<Passage> findPassages(QPointF start, QPointF end, const std::vector<QRect> &obstacles, int clearance,
                                  bool backwards);

} // namespace graph::layered
