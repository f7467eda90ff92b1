// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"
#include "model/resource/labels.h"

namespace practice {

// A metav1.LabelSelector that stands in an object: read once where it is asked of many.
model::LabelSelector readSelector(const model::Value &selector);
// Whether a metav1.LabelSelector that stands in an object selects the labels. An empty one selects everything.
bool selectorMatches(const model::Value &selector, const model::Labels &labels);

} // namespace practice
