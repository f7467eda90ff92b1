// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/layout/problem.h"

namespace graph::layered {

// Whether so many nodes have a place already that the rest should be fitted in, not everything arranged anew.
bool mostlyPlaced(const Problem &problem);

// Keeps every pinned and previous place, moving only unpinned nodes that would overlap another; fits new nodes in
// beside their neighbours, and parts that hang on nothing old into free space.
std::vector<QPoint> fitIn(const Problem &problem);

// Puts pinned nodes where they belong in a fresh arrangement, near which the rest stays, and moves what they overlap.
std::vector<QPoint> holdPinned(const Problem &problem, const std::vector<QPoint> &fresh);

} // namespace graph::layered
