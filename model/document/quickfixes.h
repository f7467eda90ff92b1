// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/problem.h"
#include "model/base/result.h"
#include "model/document/changeset.h"
#include "model/relations/edge.h"
#include "model/resource/resourceset.h"
#include "model/rules/settings.h"
#include "model/schema/kindset.h"

#include <vector>

namespace model {

struct QuickFix
{
    QString text;           // "Rename replicaz to replicas", translated: a menu entry and an undo step
    Edits edits = {};       // for Document::edit() or compileEdits(); empty: see changes
    ChangeSet changes = {}; // of text for which there is no edit: for Document::perform()
    // The API server refuses the resource as it stands (or will, its version being deprecated), and only one thing can
    // have been meant that says the same: may be done unasked. docs/formats.md lists them.
    bool isSafe = false;
};

// Everything that would mend a problem of Checker::check(set), of whatever layer, the likeliest first; may be none.
// kinds: those that were checked against; that the files' own definitions are not among them costs no fix but that of
// a custom version. edges: inferEdges(set)'s. rules: those that count for problem.file. A fix mends this one problem;
// what it uncovers is for the next check. Any thread.
std::vector<QuickFix> quickFixesFor(const ResourceSet &set, const KindSet &kinds, const Edges &edges,
                                    const RuleSettings &rules, const Problem &problem);

// What a fix means in bytes, whichever form it has. Errors as of compileEdits(). Any thread.
Result<ChangeSet> changesOf(const ResourceSet &set, const QuickFix &fix);

} // namespace model
