// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/problemlist.h"

#include "model/base/limits.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace model {

namespace {

constexpr QLatin1StringView tooMany("too-many-problems");

// What repeats a user's text may repeat what would upset a terminal.
void replaceControls(QString &text)
{
    const auto isControl = [](QChar c) { return c.unicode() < ' ' || c.unicode() == 0x7F; };
    if (std::none_of(text.cbegin(), text.cend(), isControl)) return;
    std::replace_if(text.begin(), text.end(), isControl, QChar(QChar::ReplacementCharacter));
}

} // namespace

// One more than is listed, whose place the last word then has.
void ProblemList::add(Problem problem)
{
    if (m_unwanted && m_unwanted(problem)) return;
    replaceControls(problem.message);
    replaceControls(problem.fix);
    if (problem.rule == tooMany) return m_others.push_back(std::move(problem));
    const auto severity = size_t(problem.severity);
    ++m_added[severity];
    if (m_kept[severity].size() <= limits::maxProblems) m_kept[severity].push_back(std::move(problem));
}

void ProblemList::add(const Problems &problems)
{
    for (const Problem &problem : problems) add(problem);
}

Problems ProblemList::take()
{
    Problems all, others = std::exchange(m_others, {});
    std::optional<Problem> more;
    qsizetype count = 0;
    for (size_t severity = 0; severity < m_kept.size(); ++severity) {
        Problems &kept = m_kept[severity];
        const size_t fitting = std::min(kept.size(), limits::maxProblems - all.size());
        if (!more && fitting < kept.size()) more = kept[fitting];
        count += m_added[severity] - qsizetype(fitting);
        std::move(kept.begin(), kept.begin() + std::ptrdiff_t(fitting), std::back_inserter(all));
        kept.clear();
        m_added[severity] = 0;
    }
    if (more) {
        more->rule = tooMany;
        more->message = QCoreApplication::translate("Problem", "and %1 more problems, which are not listed").arg(count);
        more->fix.clear();
        more->resource = {};
        more->field = {};
        all.push_back(*std::move(more));
    }
    std::move(others.begin(), others.end(), std::back_inserter(all));
    sortProblems(all);
    return all;
}

} // namespace model
