// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

namespace practice {

// What a Go program has when it makes a new object of a kind: the fields that are written even when they are empty
// ("spec": {}, "creationTimestamp": null). Just apiVersion and kind where the kind is not built in.
model::Value emptyObjectLike(const model::Value &object);

} // namespace practice
