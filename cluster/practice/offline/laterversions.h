// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/apistatus.h"

#include <QStringView>

namespace practice {

// Whether Kubernetes 1.minor takes what 1.33 refuses with the cause: what its feature gates, as they are by default,
// let through (pkg/features/kube_features.go).
bool isTakenLater(const Cause &cause, QStringView kind, int minor);

} // namespace practice
