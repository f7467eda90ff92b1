// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

namespace practice {

// The Node "node-NUMBER": 8 CPUs, 32 GiB, 110 pods. Without conditions: no kubelet has spoken for it yet.
model::Value machine(int number);

} // namespace practice
