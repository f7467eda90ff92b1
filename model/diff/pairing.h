// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/resource/resourceset.h"

#include <QHash>

#include <vector>

// Which resources of two sets are the same one.
namespace model {

struct ResourcePair
{
    ResourceKey key; // comparable; the newer one's where there is one
    const Resource *before = nullptr, *after = nullptr;
    bool isRenamed = false; // both are there, and their names differ by a hash

    bool operator<(const ResourcePair &other) const { return key < other.key; }
};

// By key. A ConfigMap or Secret of one set alone goes with the one of the other set alone whose name differs only by
// the hash that kustomize's generators append, where there is exactly one on each side. Valid while the sets live.
std::vector<ResourcePair> pairResources(const ResourceSet &before, const ResourceSet &after);

// The name without kustomize's hash of ten letters (api/hasher encodeHash); empty where it ends in none.
QString nameWithoutHash(const QString &name);

} // namespace model
