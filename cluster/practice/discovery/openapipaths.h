// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/discovery/catalogue.h"
#include "cluster/practice/discovery/openapischemas.h"
#include "model/base/value.h"

namespace practice {

// Adds the paths of one kind to an OpenAPI document: its operations with their parameters, x-kubernetes-action and
// x-kubernetes-group-version-kind. reference and list are what objects and lists refer to.
void addOpenApiPaths(model::Value &paths, const ServedKind &served, OpenApiSchemas::Format format,
                     const model::Value &reference, const model::Value &list);

} // namespace practice
