// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/kustomize/fieldspecs.h"

namespace model::kustomize {

// A field that holds the name of something else, or a map (or a list of maps) with name and namespace.
struct NameReference
{
    Gvk target;
    FieldSpec field;
};

// kustomize api/internal/konfig/builtinpluginconsts/namereference, as of 5.6. Its entry for IngressClass is left out:
// it names a group that no object has, so that kustomize renames none.
const std::vector<NameReference> &nameReferences();

} // namespace model::kustomize
