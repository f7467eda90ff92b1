// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"
#include "model/document/changeset.h"
#include "model/relations/edge.h"
#include "model/resource/resourceset.h"

#include <vector>

// Drawing and deleting edges: an edge becomes the edits of the fields that it means, and nothing else.
namespace model {

struct PossibleRelations
{
    std::vector<Relation> relations; // what drawEdge() would do now, in the order of Relation
    QString whyNot;                  // when there is none: one sentence, translated
};
PossibleRelations possibleRelations(const ResourceSet &set, const ResourceKey &from, const ResourceKey &to);

// The edits after which inferEdges() gives this edge. Errors, with a message for people: NotFound (an end is not in the
// files), Unsupported (no field can say it), Invalid (it is there already, or the resources lack what it needs).
// A Service has one selector: to draw it to another workload points the Service there.
Result<Edits> drawEdge(const ResourceSet &set, const ResourceKey &from, const ResourceKey &to, Relation relation);

// The edits after which the edge's field is gone, with what makes no sense without it: a volume's mounts, an Ingress
// rule without paths, a list without items. A field that several edges share (a Service's selector and ports) takes
// them all along. Error NotFound: the field is not there any more.
Result<Edits> deleteEdge(const ResourceSet &set, const Edge &edge);

} // namespace model
