// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

namespace support {

// One measurement of a benchmark program, beside its budget from docs/performance.md.
struct Figure
{
    int row;       // of the table of budgets
    QString what;  // "layout, 1,000 nodes"
    double value;  // in unit; less is better, unless moreIsBetter
    QString unit;  // "ms", "MB", "×"
    double budget; // in unit
    bool moreIsBetter = false;
};

// One line on stdout: "row 9   layout, 1,000 nodes    83 ms   budget ≤ 100 ms   met". A missed budget is "missed", and
// no failure: benchmarks tell, tests judge.
void print(const Figure &figure);

// The median of some rounds of work, in milliseconds by a monotonic clock; a first round that only warms up is not
// counted.
double medianMs(int rounds, const std::function<void()> &work);

} // namespace support
