// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/problem.h"
#include "model/resource/resourceset.h"

namespace model {

// The resource that a problem is about, if an edit of it would be one of where the problem stands: of a resource that
// is defined twice, edits are of the first definition. Null: there is none, or its text is broken now.
const Resource *editableAt(const ResourceSet &set, const Problem &problem);

} // namespace model
