// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/logging.h"

namespace graph {
Q_LOGGING_CATEGORY(lc, "kubewright.graph", QtWarningMsg)
} // namespace graph
