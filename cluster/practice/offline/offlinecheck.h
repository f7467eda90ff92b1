// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/schema/apicheck.h"

namespace practice {

// What an API server does on a create (that of Kubernetes 1.33, but for what later versions are known to let through),
// without a cluster: decoding, defaults, the kind's strategy, the allocation of a Service's addresses and ports,
// validation. What only a cluster decides is never told: which names, addresses, ports and classes there are, which of
// them are taken, admission, the owners of fields. Kinds that somebody defines are judged by their definition, without
// its CEL rules. The function may be called from any thread, by several at once.
model::ApiCheck offlineCheck();

} // namespace practice
