// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/quickfixes.h"

#include "model/document/compile.h"
#include "model/document/textrepairs.h"
#include "model/relations/referencefixes.h"
#include "model/rules/practice.h"
#include "model/schema/likelytext.h"
#include "model/schema/schemafixes.h"

namespace model {

namespace {

template<typename Fix>
void appendFixes(std::vector<QuickFix> &all, std::vector<Fix> more)
{
    for (Fix &fix : more)
        if (!fix.edits.empty()) all.push_back({std::move(fix.text), std::move(fix.edits)});
}

void appendSchemaFixes(std::vector<QuickFix> &all, const ResourceSet &set, const KindSet &kinds, const Problem &problem)
{
    for (SchemaFix &fix : schemaFixesFor(set, kinds, problem))
        all.push_back({std::move(fix.text), std::move(fix.edits), {}, fix.isSafe});
    // Text is wanted there, and this is how it was written.
    for (TextFix &fix : textFixesFor(set, problem))
        all.push_back({std::move(fix.text), std::move(fix.edits), {}, true});
}

void appendRepairs(std::vector<QuickFix> &all, const ResourceSet &set, const Problem &problem)
{
    for (TextRepair &repair : textRepairsFor(set, problem))
        if (!repair.changes.isEmpty())
            all.push_back({std::move(repair.text), {}, std::move(repair.changes), repair.isSafe});
}

} // namespace

std::vector<QuickFix> quickFixesFor(const ResourceSet &set, const KindSet &kinds, const Edges &edges,
                                    const RuleSettings &rules, const Problem &problem)
{
    std::vector<QuickFix> fixes;
    switch (problem.layer) {
    case Layer::Yaml:
        appendFixes(fixes, textFixesFor(set, problem));
        appendRepairs(fixes, set, problem);
        break;
    case Layer::Schema:
        appendSchemaFixes(fixes, set, kinds, problem);
        appendRepairs(fixes, set, problem);
        break;
    case Layer::Reference: appendFixes(fixes, fixesFor(set, edges, problem)); break;
    case Layer::Practice: appendFixes(fixes, fixesFor(set, rules, problem)); break;
    case Layer::Server: break; // it knows more than the files
    }
    // Where there is a choice, nobody but the user makes it.
    if (fixes.size() > 1)
        for (QuickFix &fix : fixes) fix.isSafe = false;
    return fixes;
}

Result<ChangeSet> changesOf(const ResourceSet &set, const QuickFix &fix)
{
    if (fix.edits.empty()) return fix.changes;
    return compileEdits(set, fix.edits);
}

} // namespace model
