// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/problem.h"
#include "model/base/problemlist.h"
#include "model/document/changeset.h"
#include "model/relations/edge.h"
#include "model/relations/referencefixes.h"
#include "model/resource/places.h"
#include "model/resource/resourceset.h"
#include "model/rules/ignores.h"
#include "model/rules/settingssearch.h"

#include <functional>
#include <memory>
#include <vector>

// The practice layer: what the table of rules finds in a set of files.
namespace model {

class Surroundings;

// What the rules found in one resource, whatever else is in the files: to be remembered until its text changes.
struct PracticeReading
{
    struct Item
    {
        Problem problem; // where the document stood then
        int rule = 0;    // of practiceRules()
        quint16 when = 0;
        QString about;
    };
    std::vector<Item> items;
    std::shared_ptr<const IgnoreMarks> ignores; // null: none
};
PracticeReading readPractice(const Resource &resource, const RuleSettings &settings, Places &places);

// Puts the findings of all resources together: those whose conditions hold and that nobody wants to be left alone by;
// of rules that gather, those of a namespace as one.
class PracticeGatherer
{
public:
    using Wanted = std::function<bool(Problem &)>;
    // wanted says whether a problem is to be told. All that is referred to must outlive it.
    PracticeGatherer(const Surroundings &surroundings, Wanted wanted, ProblemList &into);
    // lines, bytes: how far the document has moved since it was read.
    void add(const Resource &resource, const PracticeReading &reading, int lines, qsizetype bytes);
    void finish();

private:
    struct Group
    {
        Problem first;
        int rule = 0;
        std::vector<ResourceKey> resources; // the first few
        const Resource *last = nullptr;     // that was counted
        int count = 0;                      // of all of them
    };
    const Surroundings &m_surroundings;
    Wanted m_wanted;
    ProblemList &m_problems;
    std::vector<Group> m_groups; // in the order of their first
    QHash<QString, int> m_groupOf;
};

// What would mend a problem of a practice rule, made by the same check; may be none. Of a gathered problem: the first.
std::vector<ReferenceFix> fixesFor(const ResourceSet &set, const RuleSettings &settings, const Problem &problem);

} // namespace model
