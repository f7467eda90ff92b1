// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/relations/referencefixes.h"

namespace model {

// What mends a finding of a check of checks.h; may be nothing.
std::vector<ReferenceFix> checkFixes(const ResourceSet &set, const Problem &problem);

} // namespace model
