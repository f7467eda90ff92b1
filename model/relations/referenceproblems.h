// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/problem.h"
#include "model/relations/edge.h"
#include "model/resource/resourceset.h"

namespace model {

// The reference layer of validation, sorted; edges are inferEdges(set)'s. An error is what nothing outside the files
// can mend; what could be in the cluster is a warning. Rules, explained in docs/edges.md:
// - reference-missing, a warning: a named resource is not in the files
// - reference-selector-unmatched, a warning: a Service selects nothing in the files
// - reference-missing-port, an error: a port that a resource of the files hasn't; a warning where the field finds it in
//   another one
// - reference-missing-key, an error: a key that a ConfigMap or Secret of the files hasn't
// - reference-selector-mismatch, an error: a workload's selector doesn't match its own template
// - reference-port-undeclared, an info: a Service's port number is not among the ports that the Pods declare
// - reference-too-many, a warning: there are more than limits::maxEdges edges, limits::maxReferenceProblems broken ones
//   or limits::maxLabelComparisons: the rest is not looked at
Problems referenceProblems(const ResourceSet &set, const Edges &edges);

// Of the files' resources of that kind and namespace the one whose name is nearest to the missing one's, or an empty
// key.
ResourceKey nearestResource(const ResourceSet &set, const ResourceKey &missing);

} // namespace model
