// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/fielderrors.h"
#include "model/base/value.h"

namespace practice {

// core.NodeSelector and core.NodeSelectorTerm (pkg/apis/core/validation/validation.go). allowInvalidValues: values may
// be no labels' values, as where the stored object has such already.
void checkNodeSelector(FieldErrors &errors, const Where &where, const model::Value &selector, bool allowInvalidValues);
void checkNodeSelectorTerm(FieldErrors &errors, const Where &where, const model::Value &term, bool allowInvalidValues);

} // namespace practice
