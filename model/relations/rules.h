// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
    const char *explanation; // one sentence for people, context "Relations"; see explain()
    // Inferring: what a resource's fields say, and where that leads.
    void (*read)(const Reading &reading, Facts &facts);
    void (*link)(const Linker &linker, const Subject &holder, const Reference &reference, Edges &edges);
};

// Every rule, in the order of Relation.
const std::vector<EdgeRule> &edgeRules();
const EdgeRule &edgeRule(Relation relation);

// What such an edge means, translated.
QString explain(Relation relation);

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

} // namespace model
