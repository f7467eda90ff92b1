// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

// The floor's own logging category: "kubewright.cluster". No line logged here or below it may hold a credential or a
// Secret's value.
namespace cluster {
Q_DECLARE_LOGGING_CATEGORY(lc)
} // namespace cluster
