// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/schema/apicheck.h"

namespace practice {

// What an API server has against a resource of a kind that a CustomResourceDefinition defines, on a create:
// ObjectMeta's rules, the schema, embedded resources, lists that are sets or maps; not CEL. The definition has its
// openApi.
std::vector<model::ApiFault> judgeCustom(model::Value written, const model::CustomKind &definition);

// A create's metadata, as far as it is the server's.
void stampMetadata(bool namespaced, model::Value &object);

} // namespace practice
