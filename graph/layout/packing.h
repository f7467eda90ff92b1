// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPoint>
#include <QSize>

#include <vector>

namespace graph::layered {

// Places boxes on shelves, high ones first, equals in the order given, so that the whole fits a window of this aspect
// ratio as large as possible; low boxes stack up beside high ones. Returns their top lefts; total is the size of the
// whole.
std::vector<QPoint> packBoxes(const std::vector<QSize> &boxes, int gap, double aspectRatio, QSize *total);

// Boxes in rows of equal cells, in the order given; the columns are chosen as above, but at least so many that the grid
// is as wide as minimumWidth, if there are enough boxes.
std::vector<QPoint> packGrid(const std::vector<QSize> &boxes, int gap, double aspectRatio, int minimumWidth,
                             QSize *total);

} // namespace graph::layered
