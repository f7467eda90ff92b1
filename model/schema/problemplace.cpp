// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schema/problemplace.h"

namespace model {

const Resource *editableAt(const ResourceSet &set, const Problem &problem)
{
    const Resource *resource = set.find(problem.resource);
    if (!resource || resource->stale || resource->file != problem.file) return nullptr;
    const Span root = resource->spanInFile(resource->root());
    return problem.span.begin >= root.begin && problem.span.begin <= root.end ? resource : nullptr;
}

} // namespace model
