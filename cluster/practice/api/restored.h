// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/request/objectfacts.h"
#include "cluster/practice/store/store.h"

namespace practice {

// The facts of an object as the store keeps them.
Facts storedFacts(ObjectFacts facts);

} // namespace practice
