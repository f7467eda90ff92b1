// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/findings.h"

#include "model/base/say.h"

#include <algorithm>
#include <tuple>

namespace app {

namespace {

auto orderOf(const Finding &finding)
{
    const model::Problem &p = finding.problem;
    return std::tie(p.file, p.line, p.column, p.severity, p.rule, p.message, p.field);
}

bool isSamePlace(const model::Problem &a, const model::Problem &b)
{
    return a.line > 0 && a.file == b.file && a.line == b.line && a.column == b.column && a.rule == b.rule &&
           a.message == b.message && a.field == b.field;
}

} // namespace

QString Finding::message() const
{
    if (sharers.empty()) return problem.message;
    const QString mine = owner.resource.title();
    if (sharers.size() > 1)
        return model::say("%1, in %2 and %3 others").arg(problem.message, mine, QString::number(sharers.size()));
    const QString other = sharers.front().resource.title();
    if (other == mine)
        return model::say("%1, in %2 of %3 and of %4").arg(problem.message, mine, owner.file, sharers.front().file);
    return model::say("%1, in %2 and %3").arg(problem.message, mine, other);
}

std::vector<Finding> findingsOf(const Inputs &inputs, model::Problems found)
{
    std::vector<Finding> all;
    all.reserve(found.size() + inputs.problems.size());
    for (model::Problem &problem : found) {
        Owner owner{problem.file, problem.resource};
        inputs.relocate(problem);
        all.push_back({std::move(problem), std::move(owner), {}});
    }
    for (const model::Problem &problem : inputs.problems)
        all.push_back({problem, {problem.file, problem.resource}, {}});
    std::ranges::stable_sort(all, [](const Finding &a, const Finding &b) { return orderOf(a) < orderOf(b); });
    size_t told = 0;
    for (size_t i = 0; i < all.size(); ++i) {
        if (i > 0 && isSamePlace(all[told - 1].problem, all[i].problem)) {
            Finding &first = all[told - 1];
            const Owner &last = first.sharers.empty() ? first.owner : first.sharers.back();
            if (!all[i].owner.resource.isEmpty() && all[i].owner != last)
                first.sharers.push_back(std::move(all[i].owner));
        } else if (told++ != i) {
            all[told - 1] = std::move(all[i]);
        }
    }
    all.erase(all.begin() + qsizetype(told), all.end());
    return all;
}

} // namespace app
