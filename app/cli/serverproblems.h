// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/api/applyitem.h"
#include "model/base/problem.h"
#include "model/resource/resource.h"

#include <optional>

namespace app {

// What a server said against a resource, as problems at the lines that it means: server-conflict for each field that
// another manager owns, server-invalid for each cause of a refusal, else server-failed at the resource.
model::Problems serverProblems(const model::Resource &resource, const std::optional<cluster::ApiFailure> &failure,
                               const QList<cluster::FieldConflict> &conflicts);

} // namespace app
