// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/problem.h"

#include <array>

namespace model {

// Collects problems without growing beyond limits::maxProblems, however many are found.
class ProblemList
{
public:
    // What another list says of more problems is always kept. Control characters in message and fix become U+FFFD.
    void add(Problem problem);
    void add(const Problems &problems);
    // The most severe that were added, of equal ones the first; one more, too-many-problems, as severe as the worst
    // that is left out and at its place, says how many that are. Sorted. The list is empty afterwards.
    Problems take();

private:
    std::array<Problems, 3> m_kept; // by severity
    std::array<qsizetype, 3> m_added{};
    Problems m_others; // too-many-problems
};

} // namespace model
