// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/resource/succession.h"

#include <map>
#include <tuple>

namespace model {

QHash<ResourceKey, ResourceKey> successors(const ResourceSet &before, const ResourceSet &now)
{
    const auto placeOf = [](const Resource &resource) {
        return std::tuple(resource.file, resource.part, resource.base.toString());
    };
    std::map<std::tuple<QString, int, QString>, ResourceKey> gone;
    for (const Resource &resource : before.resources())
        if (!now.find(resource.key)) gone.emplace(placeOf(resource), resource.key);
    QHash<ResourceKey, ResourceKey> found;
    if (gone.empty()) return found;
    for (const Resource &resource : now.resources()) {
        if (before.find(resource.key)) continue;
        if (const auto old = gone.find(placeOf(resource)); old != gone.end()) found.insert(old->second, resource.key);
    }
    return found;
}

} // namespace model
