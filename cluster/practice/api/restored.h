// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/kinds/apikind.h"
#include "cluster/practice/store/store.h"
#include "model/base/value.h"

namespace practice {

// The facts of an object that is stored as kind, as the store keeps them.
Facts storedFacts(const ApiKind &kind, const model::Value &object);

} // namespace practice
