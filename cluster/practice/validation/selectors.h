// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/fielderrors.h"
#include "model/base/value.h"

namespace practice {

// metav1.LabelSelector (apimachinery pkg/apis/meta/v1/validation). A null pointer is no selector, and right.
// allowInvalidValues: the object had such values before the rule came.
void checkLabelSelector(const model::Value *selector, const Where &where, FieldErrors &errors,
                        bool allowInvalidValues = false);
// Whether a selector selects everything: neither labels nor expressions.
bool isEmptySelector(const model::Value *selector);

} // namespace practice
