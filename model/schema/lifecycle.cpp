// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schema/lifecycle.h"

#include <algorithm>
#include <tuple>

namespace model {

const ApiLifecycle *apiLifecycle(QByteArrayView group, QByteArrayView version, QByteArrayView kind)
{
    const auto keyOf = [](const ApiLifecycle &one) {
        return std::tuple(QByteArrayView(one.group), QByteArrayView(one.version), QByteArrayView(one.kind));
    };
    const auto wanted = std::tuple(group, version, kind);
    const auto table = apiLifecycles();
    const auto found = std::lower_bound(table.begin(), table.end(), wanted,
                                        [&](const ApiLifecycle &one, const auto &key) { return keyOf(one) < key; });
    return found != table.end() && keyOf(*found) == wanted ? &*found : nullptr;
}

SchemaKind successorOf(const ApiLifecycle &lifecycle, const SchemaStore &store)
{
    const ApiLifecycle *at = &lifecycle;
    // A successor may be gone itself: extensions' PodSecurityPolicy. Chains are short.
    constexpr int longest = 5;
    for (int i = 0; i < longest && at && at->hasSuccessor(); ++i) {
        if (const SchemaKind kind = store.kind(at->newGroup, at->newVersion, at->newKind)) return kind;
        at = apiLifecycle(at->newGroup, at->newVersion, at->newKind);
    }
    const std::vector<SchemaKind> versions = store.versions(lifecycle.group, lifecycle.kind);
    for (const SchemaKind &kind : versions)
        if (kind.stored && kind.version != lifecycle.version) return kind;
    return {};
}

int kubernetesMinor(QByteArrayView version)
{
    if (version.startsWith('v')) version = version.sliced(1);
    if (!version.startsWith("1.")) return 0;
    version = version.sliced(2);
    qsizetype digits = 0;
    while (digits < version.size() && version[digits] >= '0' && version[digits] <= '9') ++digits;
    return digits > 0 && digits < 4 ? version.first(digits).toInt() : 0;
}

} // namespace model
