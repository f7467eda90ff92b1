// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logging.h"

namespace model {
Q_LOGGING_CATEGORY(lc, "kubewright.model", QtWarningMsg)
} // namespace model
