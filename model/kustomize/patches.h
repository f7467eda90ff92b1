// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/kustomize/kustomization.h"
#include "model/kustomize/loader.h"
#include "model/kustomize/object.h"

namespace model::kustomize {

// The patches of a kustomization, each where kustomize does it: patchesStrategicMerge, patches, and, after names and
// labels, patchesJson6902.
MaybeFault applyStrategicPatches(Objects &objects, const Kustomization &by, Loader &loader, const Root &root);
MaybeFault applyPatches(Objects &objects, const Kustomization &by, Loader &loader, const Root &root);
MaybeFault applyJsonPatches(Objects &objects, const Kustomization &by, Loader &loader, const Root &root);

} // namespace model::kustomize
