// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/kinds/apikind.h"
#include "model/base/value.h"

namespace practice {

// Puts back into an object in its normal form, with defaults, what Go keeps of the written one until it is stored and
// what its validation sees: empty lists and maps that are not the same as none, and quantities of more than 18 digits,
// which are not reckoned with as 100E is (apimachinery pkg/api/resource).
// sent: asSent() of the written one.
void keepAsRead(const ApiKind &kind, const model::Value &sent, model::Value &object);
// What keepAsRead() needs of an object before it is read; null where nothing is to be put back, which is most often.
model::Value asSent(const ApiKind &kind, const model::Value &written);

} // namespace practice
