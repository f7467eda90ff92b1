// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diff/difference.h"

#include <QHash>

namespace model {

// What differs between the edges of two sets, sorted. renamed: which resource of the newer set a resource of the older
// one has become, by comparable keys. Beside the edges it needs 16 bytes for each and a number for each end.
std::vector<EdgeChange> edgeChanges(Edges &&before, Edges &&after, const QHash<ResourceKey, ResourceKey> &renamed);

} // namespace model
