// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/problem.h"

#include <array>
#include <functional>
#include <utility>

namespace model {

// Collects problems without growing beyond limits::maxProblems, however many are found.
class ProblemList
{
public:
    // Problems of which this is true are not taken, and do not count.
    void setUnwanted(std::function<bool(const Problem &)> unwanted) { m_unwanted = std::move(unwanted); }
    // What another list says of more problems is always kept. Control characters in message and fix become U+FFFD.
    void add(Problem problem);
    void add(const Problems &problems);
    // The most severe that were added, of equal ones the first; one more, too-many-problems, as severe as the worst
    // that is left out and at its place, says how many that are. Sorted. The list is empty afterwards.
    Problems take();

private:
    std::function<bool(const Problem &)> m_unwanted;
    std::array<Problems, 3> m_kept; // by severity
    std::array<qsizetype, 3> m_added{};
    Problems m_others; // too-many-problems
};

} // namespace model
