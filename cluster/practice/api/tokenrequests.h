// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/api/apicore.h"
#include "cluster/practice/api/exchange.h"

namespace practice {

// serviceaccounts/NAME/token (pkg/registry/core/serviceaccount/storage/token.go): a token of the ServiceAccount as JWT,
// signed with a key that this run made and keeps. It says who it is, and opens nothing here: there is one user.
void answerTokenRequest(Exchange &exchange, const ApiCore &core, const ApiKind &kind);

} // namespace practice
