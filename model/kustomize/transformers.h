// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/kustomize/kustomization.h"
#include "model/kustomize/object.h"

namespace model::kustomize {

// What the fields of a kustomization do to the objects that it holds, each as kustomize's transformer of that name.
// Nothing happens where the field is not there.
MaybeFault applyNamespace(Objects &objects, const Kustomization &by);
void applyPrefixAndSuffix(Objects &objects, const Kustomization &by);
MaybeFault applyLabels(Objects &objects, const Kustomization &by);
MaybeFault applyAnnotations(Objects &objects, const Kustomization &by);
MaybeFault applyReplicas(Objects &objects, const Kustomization &by);
MaybeFault applyImages(Objects &objects, const Kustomization &by);

// The names of generated objects get the hash of what they hold.
void applyHashes(Objects &objects);
// References in the objects follow the names that have changed (kustomize api/filters/nameref).
MaybeFault fixReferences(Objects &objects);

} // namespace model::kustomize
