// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/kustomize/kustomization.h"
#include "model/kustomize/loader.h"
#include "model/kustomize/object.h"

namespace model::kustomize {

// replacements: copies a field of one object into fields of others (kustomize api/filters/replacement). What is written
// keeps the place of the field that it was taken from.
MaybeFault applyReplacements(Objects &objects, const Kustomization &by, Loader &loader, const Root &root);

} // namespace model::kustomize
