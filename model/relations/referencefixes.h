// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/problem.h"
#include "model/document/changeset.h"
#include "model/relations/edge.h"
#include "model/resource/resourceset.h"

#include <vector>

namespace model {

struct ReferenceFix
{
    QString text; // "Create ConfigMap web-config", translated: a menu entry and an undo step
    Edits edits;
};

// What would mend a broken edge, the likeliest first; may be none. A missing resource of a simple kind is made beside
// the one that names it; a name or port nearly right is put right; a missing key is added.
std::vector<ReferenceFix> fixesFor(const ResourceSet &set, const Edge &edge);

// The same for a problem of referenceProblems(); edges are inferEdges(set)'s.
std::vector<ReferenceFix> fixesFor(const ResourceSet &set, const Edges &edges, const Problem &problem);

} // namespace model
