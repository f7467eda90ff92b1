// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/kustomize/node.h"

namespace model::kustomize {

// RFC 6902 as kustomize runs it (evanphx/json-patch v4): indexes may count from the end, replace also sets what is not
// there in a map. operations is the patch: a list. Nothing is changed when it fails.
MaybeFault applyJsonPatch(Node &object, const Node &operations);
// Whether it looks like one: a list of maps with op and path.
bool isJsonPatch(const Node &patch);

} // namespace model::kustomize
