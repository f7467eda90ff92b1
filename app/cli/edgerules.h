// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace app {

// Puts the user's rule files of edges into force (docs/edges.md): before anything is read. False: one is not right, and
// that has been said.
bool loadEdgeRules();

} // namespace app
