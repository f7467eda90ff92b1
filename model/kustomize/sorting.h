// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/kustomize/kustomization.h"
#include "model/kustomize/object.h"

namespace model::kustomize {

// Brings what a kustomization renders into the order of its sortOptions (api/types SortOptions). Only those of the
// outermost one count. Without them it is the order "legacy", as `kustomize build` and kubectl print them.
MaybeFault applySortOptions(Objects &objects, const Kustomization &by);

} // namespace model::kustomize
