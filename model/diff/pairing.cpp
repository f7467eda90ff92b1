// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diff/pairing.h"

#include "model/resource/kinds.h"

#include <algorithm>
#include <map>

namespace model {

using namespace Qt::StringLiterals;

namespace {

// Of one base name, those that one set alone has.
struct Generated
{
    ResourcePair *before = nullptr, *after = nullptr;
    int befores = 0, afters = 0;
};

bool isGenerated(const ResourceKey &key) { return isCore(key, u"ConfigMap") || isCore(key, u"Secret"); }

void joinRenamed(std::vector<ResourcePair> &pairs)
{
    std::map<ResourceKey, Generated> byBase;
    for (ResourcePair &pair : pairs) {
        if ((pair.before && pair.after) || !isGenerated(pair.key)) continue;
        ResourceKey base = pair.key;
        base.name = nameWithoutHash(base.name);
        if (base.name.isEmpty()) continue;
        Generated &generated = byBase[base];
        (pair.before ? generated.before : generated.after) = &pair;
        ++(pair.before ? generated.befores : generated.afters);
    }
    for (auto &[base, generated] : byBase) {
        if (generated.befores != 1 || generated.afters != 1) continue;
        generated.after->before = generated.before->before;
        generated.after->isRenamed = true;
        generated.before->before = nullptr;
    }
    std::erase_if(pairs, [](const ResourcePair &pair) { return !pair.before && !pair.after; });
}

} // namespace

QString nameWithoutHash(const QString &name)
{
    constexpr qsizetype length = 10;
    constexpr QLatin1StringView letters("2456789bcdfghkmt");
    const qsizetype dash = name.size() - length - 1;
    if (dash < 1 || name[dash] != u'-') return {};
    const QStringView hash = QStringView(name).sliced(dash + 1);
    const bool isHash =
        std::all_of(hash.begin(), hash.end(), [letters](QChar letter) { return letters.contains(letter); });
    return isHash ? name.left(dash) : QString();
}

std::vector<ResourcePair> pairResources(const ResourceSet &before, const ResourceSet &after)
{
    std::vector<ResourcePair> all;
    QHash<ResourceKey, qsizetype> places;
    const auto pairOf = [&](const Resource &resource) -> ResourcePair & {
        const ResourceKey key = comparableKey(resource.key);
        const auto known = places.constFind(key);
        if (known != places.cend()) return all[size_t(*known)];
        places.insert(key, qsizetype(all.size()));
        all.push_back({key});
        return all.back();
    };
    for (const Resource &resource : before.resources()) {
        ResourcePair &pair = pairOf(resource);
        if (!pair.before) pair.before = &resource;
    }
    for (const Resource &resource : after.resources()) {
        ResourcePair &pair = pairOf(resource);
        if (!pair.after) pair.after = &resource;
    }
    joinRenamed(all);
    std::sort(all.begin(), all.end());
    return all;
}

} // namespace model
