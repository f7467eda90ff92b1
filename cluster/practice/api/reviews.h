// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/api/apicore.h"
#include "cluster/practice/api/exchange.h"

namespace practice {

// Kinds that are asked and answered, and never stored: SelfSubjectAccessReview and its like.
bool isReview(const ApiKind &kind);
void answerReview(Exchange &exchange, const ApiCore &core, const ApiKind &kind);

} // namespace practice
