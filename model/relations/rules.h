// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"
#include "model/document/changeset.h"
#include "model/relations/edge.h"
#include "model/relations/facts.h"

#include <QString>

#include <vector>

namespace model {

class Linker;
struct Subject;

// One row of the edge-rule table: the only place that says what an edge means. docs/edges.md tells the same to people.
struct EdgeRule
{
    Relation relation;
    QString word;            // of the data formats, never translated
    const char *title;       // two or three words for a menu or a legend, context "Relations"
    const char *explanation; // one sentence, same context
    // Inferring: what a resource's fields say, and where that leads.
    void (*read)(const Reading &reading, Facts &facts);
    void (*link)(const Linker &linker, const Subject &holder, const Reference &reference, Edges &edges);
    // Drawing: whether a user may draw it between these kinds at all, and what it writes. Both resources are in the
    // files, in the same namespace (but for anyNamespace), and not connected so yet.
    bool (*joins)(const ResourceKey &from, const ResourceKey &to);
    Result<Edits> (*connect)(const Resource &from, const Resource &to);
    // Deleting: field is an Edge's, and there.
    Result<Edits> (*disconnect)(const Resource &holder, const FieldPath &field);
    // The field stands in what the edge leads to.
    bool isHeldByTarget = false;
    // connect() looks at the namespaces by itself.
    bool anyNamespace = false;
};

// Every rule, in the order of Relation.
const std::vector<EdgeRule> &edgeRules();
const EdgeRule &edgeRule(Relation relation);

// The rule's title and explanation, translated.
QString title(Relation relation);
QString explain(Relation relation);
// The same, or what the rule file says that the edge comes from.
QString explain(const Edge &edge);

// The rows, by the files that hold them.
EdgeRule ownerRule();
EdgeRule serviceSelectorRule();
EdgeRule servicePortRule();
EdgeRule ingressBackendRule();
EdgeRule envConfigRule();
EdgeRule envSecretRule();
EdgeRule volumeConfigRule();
EdgeRule volumeSecretRule();
EdgeRule volumeClaimRule();
EdgeRule serviceAccountRule();
EdgeRule addressRule();
EdgeRule disruptionSelectorRule();
EdgeRule policySelectorRule();
EdgeRule policyFromRule();
EdgeRule policyToRule();
EdgeRule customInstanceRule();
// Those of the table of fields, in fieldrule.cpp.
EdgeRule fieldEdgeRule(Relation relation);

} // namespace model
