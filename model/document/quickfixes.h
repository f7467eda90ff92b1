// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/problem.h"
#include "model/document/changeset.h"
#include "model/relations/edge.h"
#include "model/resource/resourceset.h"
#include "model/rules/settings.h"
#include "model/schema/kindset.h"

#include <vector>

namespace model {

struct QuickFix
{
    QString text; // "Rename replicaz to replicas", translated: a menu entry and an undo step
    Edits edits;  // for Document::edit() or compileEdits(); never empty
};

// Everything that would mend a problem of Checker::check(set), of whatever layer, the likeliest first; may be none, as
// for all text that is no YAML. kinds: those that were checked against; that the files' own definitions are not among
// them costs no fix but that of a custom version. edges: inferEdges(set)'s. rules: those that count for problem.file.
// A fix mends this one problem; what it uncovers is for the next check. Any thread.
std::vector<QuickFix> quickFixesFor(const ResourceSet &set, const KindSet &kinds, const Edges &edges,
                                    const RuleSettings &rules, const Problem &problem);

} // namespace model
