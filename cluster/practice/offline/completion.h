// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diff/completed.h"

namespace practice {

// The defaults of Kubernetes 1.33 without a cluster: what a create fills in before strategies, admission and the
// allocation of addresses. Old and new names of one field are both there; a Secret's stringData stays apart from its
// data. The function may be called from any thread, by several at once.
model::Completion offlineCompletion();

} // namespace practice
