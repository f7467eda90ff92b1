// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/schema/realfiles.h"

namespace {

constexpr KnownDifference differences[] = {
    {"scheduler_perf/dra/templates/resourceclaimtemplate-first-available.yaml", "", true,
     "firstAvailable is behind a feature gate that is off in 1.33 (DRAPrioritizedList): the server drops the field, "
     "and "
     "then misses it. What a cluster can enable is no mistake in a file."},
};

} // namespace

std::span<const KnownDifference> knownDifferences() { return differences; }

const KnownDifference *knownDifference(const QString &file, const QString &resource)
{
    for (const KnownDifference &one : differences)
        if (*one.file && file.endsWith(QLatin1String(one.file)) &&
            (!*one.resource || resource == QLatin1String(one.resource)))
            return &one;
    return nullptr;
}
