// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/kustomize/node.h"

namespace model::kustomize {

// Kustomize's strategic merge (kyaml yaml/merge2), which is not the apiserver's: what a patch adds to a list with a
// merge key, and what it changes there, comes first, in the patch's order; a list's items may be told apart by several
// keys; kinds without a schema are merged map by map, their lists replaced; $patch may be delete, replace or merge, in
// a map or as an item of a list. Null deletes. object becomes null when the patch deletes it whole.
MaybeFault strategicMerge(Node &object, const Node &patch);

} // namespace model::kustomize
