// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/inputs.h"

#include <vector>

namespace app {

// A resource, and the file that defines or renders it.
struct Owner
{
    QString file;
    model::ResourceKey resource; // may be empty: the file alone
    bool operator==(const Owner &) const = default;
};

// A problem as it is told: once for each place in the text.
struct Finding
{
    model::Problem problem;
    Owner owner;                // the problem's resource; a rendered one's file is not the problem's
    std::vector<Owner> sharers; // the other resources that have it: by an alias, or from a base of several overlays

    // The problem's message, with those that share it: "…, in Service a and Service b", "…, in Service a and 3 others".
    QString message() const;
};

// What was found in the inputs' resources, with what the inputs themselves have, in the order of every output.
std::vector<Finding> findingsOf(const Inputs &inputs, model::Problems found);

} // namespace app
