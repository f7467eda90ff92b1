// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/layout/problem.h"

namespace graph::layered {

// Any problem afresh: each connected component in layers, lone nodes in a grid, the components of one group together,
// all of it packed to the wanted aspect ratio. Top left is (0, 0).
Arrangement arrange(const Problem &problem);

} // namespace graph::layered
