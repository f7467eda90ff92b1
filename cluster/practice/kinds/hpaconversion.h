// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

namespace practice {

// autoscaling/v1 keeps in annotations what only v2 has fields for (pkg/apis/autoscaling/v1/conversion.go).
model::Value autoscalerToV1(model::Value autoscaler);
model::Value autoscalerToV2(model::Value autoscaler);
// Whether one of v1 says what to scale by, in its field or in the annotation; else it is the CPU, to this share of what
// was asked for.
bool hasMetrics(const model::Value &autoscaler);
constexpr int defaultShare = 80;

} // namespace practice
