// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/layout/networksimplex.h"

namespace graph::layered {

// Which links to turn round so that no cycle is left: few, and rather light ones. Where a cycle could begin anywhere,
// the family order decides.
std::vector<char> backLinks(const Problem &problem);

// The column of each node, from 0, so that links (with those marked in back turned round) lead to the right and their
// summed weight × length is small. The problem is connected.
std::vector<int> assignRanks(const Problem &problem, const std::vector<char> &back);

} // namespace graph::layered
