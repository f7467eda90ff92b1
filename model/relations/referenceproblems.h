// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/problem.h"
#include "model/relations/edge.h"
#include "model/resource/resourceset.h"

namespace model {

// The reference layer of validation, sorted; edges are inferEdges(set)'s. An error is what nothing outside the files
// can mend; what could be in the cluster is a warning. docs/edges.md has the rules with their severities; among them
// - reference-too-many, a warning: there are more than limits::maxEdges edges, limits::maxReferenceProblems broken ones
//   or limits::maxLabelComparisons: the rest is not looked at
Problems referenceProblems(const ResourceSet &set, const Edges &edges);

// Of the files' resources of that kind and namespace the one whose name is nearest to the missing one's, or an empty
// key.
ResourceKey nearestResource(const ResourceSet &set, const ResourceKey &missing);

} // namespace model
