// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/quickfixes.h"

#include "model/relations/referencefixes.h"
#include "model/rules/practice.h"
#include "model/schema/likelytext.h"
#include "model/schema/schemafixes.h"

namespace model {

namespace {

template<typename Fix>
void append(std::vector<QuickFix> &all, std::vector<Fix> more)
{
    for (Fix &fix : more)
        if (!fix.edits.empty()) all.push_back({std::move(fix.text), std::move(fix.edits)});
}

} // namespace

std::vector<QuickFix> quickFixesFor(const ResourceSet &set, const KindSet &kinds, const Edges &edges,
                                    const RuleSettings &rules, const Problem &problem)
{
    std::vector<QuickFix> fixes;
    switch (problem.layer) {
    case Layer::Yaml: append(fixes, textFixesFor(set, problem)); break;
    case Layer::Schema:
        append(fixes, schemaFixesFor(set, kinds, problem));
        append(fixes, textFixesFor(set, problem));
        break;
    case Layer::Reference: append(fixes, fixesFor(set, edges, problem)); break;
    case Layer::Practice: append(fixes, fixesFor(set, rules, problem)); break;
    case Layer::Server: break; // it knows more than the files
    }
    return fixes;
}

} // namespace model
