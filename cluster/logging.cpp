// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/logging.h"

namespace cluster {
Q_LOGGING_CATEGORY(lc, "kubewright.cluster", QtWarningMsg)
} // namespace cluster
