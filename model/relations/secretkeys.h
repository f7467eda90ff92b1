// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/relations/facts.h"

namespace model {

// The edge is broken when its ConfigMap or Secret doesn't hold a key that the reference asks for. One without any data,
// and a token of a ServiceAccount, is filled by somebody else.
void breakOnMissingKey(const Resource &target, const Reference &reference, Edge &edge);

} // namespace model
