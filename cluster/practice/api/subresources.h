// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/api/apicore.h"
#include "cluster/practice/api/exchange.h"
#include "cluster/practice/api/logsource.h"

namespace practice {

// scale, binding, eviction, log, finalize. False where the kind has no such subresource.
bool answerSubresource(const std::shared_ptr<Exchange> &exchange, ApiCore &core, const ApiKind &kind,
                       const LogSource *logs);

} // namespace practice
