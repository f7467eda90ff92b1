// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/api/apicore.h"
#include "cluster/practice/api/exchange.h"

namespace practice {

// What is served beside objects: health, version, discovery, OpenAPI. False for a path that is none of them.
bool answerDocument(Exchange &exchange, const ApiCore &core);

// /api/v1/watch, and no more (apiserver pkg/endpoints/request/requestinfo.go): refused before anybody is asked who he
// is.
void refuseUnfinished(const Exchange &exchange);

} // namespace practice
