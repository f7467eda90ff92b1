// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/layout/problem.h"

namespace graph::layered {

// A connected problem, in layers. Where a few busy nodes would make that one endless column (a ConfigMap that a
// thousand workloads use), these stand aside, and what falls apart without them is packed like separate components;
// edges to the busy nodes run between the rows.
Arrangement layoutConnected(const Problem &problem);

} // namespace graph::layered
