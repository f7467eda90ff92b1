// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/resource/resourceset.h"

#include <QHash>

namespace model {

// Resources that have another key now: what is gone, by what stands where it stood and stood nowhere before.
QHash<ResourceKey, ResourceKey> successors(const ResourceSet &before, const ResourceSet &now);

} // namespace model
