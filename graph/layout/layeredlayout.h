// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/layout/problem.h"

namespace graph::layered {

// A connected problem in columns from left to right (Sugiyama): order, coordinates, for ranks as assignRanks() gives
// them. Top left is (0, 0). Links that pass columns get their passages; those against the flow from right to left,
// below both of their cards. Cancelled: the positions are meaningless.
Arrangement layeredLayout(const Problem &problem, const std::vector<int> &ranks);

} // namespace graph::layered
