// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

namespace practice {

enum class Rounding : quint8 { Down, Up };
// What an IntOrString comes to: 3 is 3, "25%" is a quarter of the total (apimachinery pkg/util/intstr). 0 for null and
// for what is neither, which validation keeps out.
qint64 scaledValue(const model::Value *intOrPercent, qint64 total, Rounding rounding);

} // namespace practice
