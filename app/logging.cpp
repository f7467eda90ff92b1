// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/logging.h"

namespace app {
Q_LOGGING_CATEGORY(lc, "kubewright.app", QtWarningMsg)
} // namespace app
