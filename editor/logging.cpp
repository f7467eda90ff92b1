// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/logging.h"

namespace editor {
Q_LOGGING_CATEGORY(lc, "kubewright.editor", QtWarningMsg)
} // namespace editor
