// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/kustomize/sorting.h"

#include "model/base/say.h"

#include <algorithm>

namespace model::kustomize {

using namespace Qt::StringLiterals;

namespace {

using Ranks = QHash<QString, int>; // of kinds: below 0 first, above 0 last

Ranks ranksOf(const QStringList &first, const QStringList &last)
{
    Ranks ranks;
    for (qsizetype i = 0; i < first.size(); ++i) ranks[first[i]] = int(i - first.size());
    for (qsizetype i = 0; i < last.size(); ++i) ranks[last[i]] = int(i + 1);
    return ranks;
}

QStringList kindsIn(const Node &options, QStringView field)
{
    QStringList kinds;
    for (const Text &text : textsOf(options, field)) kinds += text.value;
    return kinds;
}

Ranks usualRanks()
{
    return ranksOf(
        u"Namespace ResourceQuota StorageClass CustomResourceDefinition ServiceAccount PodSecurityPolicy Role "
        "ClusterRole RoleBinding ClusterRoleBinding ConfigMap Secret Endpoints Service LimitRange "
        "PriorityClass PersistentVolume PersistentVolumeClaim Deployment StatefulSet CronJob "
        "PodDisruptionBudget"_s.split(u' '),
        {u"MutatingWebhookConfiguration"_s, u"ValidatingWebhookConfiguration"_s});
}

// What an object is sorted by, one part after the other.
struct SortKey
{
    int rank = 0;
    QString kind, name;
    bool backwards = false; // kinds called Namespace: the built-in one comes first

    bool operator<(const SortKey &other) const
    {
        if (rank != other.rank) return rank < other.rank;
        if (kind != other.kind) return backwards && other.backwards ? kind > other.kind : kind < other.kind;
        return name < other.name;
    }
};

SortKey sortKeyOf(const Object &object, const Ranks &ranks)
{
    const auto orElse = [](const QString &text, const QString &none) { return text.isEmpty() ? none : text; };
    const Gvk gvk = object.gvk();
    return {ranks.value(gvk.kind),
            orElse(gvk.group, u"~G"_s) + u'_' + orElse(gvk.version, u"~V"_s) + u'_' + orElse(gvk.kind, u"~K"_s),
            orElse(object.nameSpace(), u"~X"_s) + u'|' + orElse(object.name(), u"~N"_s), gvk.kind == "Namespace"_L1};
}

MaybeFault readSortOptions(const Kustomization &by, bool &sorts, Ranks &ranks)
{
    const Node *options = by.root.find(u"sortOptions");
    ranks = usualRanks();
    if (!options || options->isNull()) return std::nullopt;
    const QString order = textOf(*options, u"order").value;
    if (order != "fifo"_L1 && order != "legacy"_L1)
        return invalid(by.originOf(u"sortOptions"), say("the order of sortOptions is fifo or legacy"));
    sorts = order == "legacy"_L1;
    const Node *lists = options->find(u"legacySortOptions");
    if (!lists || lists->isNull()) return std::nullopt;
    ranks = ranksOf(kindsIn(*lists, u"orderFirst"), kindsIn(*lists, u"orderLast"));
    if (sorts) return std::nullopt;
    return invalid(by.originOf(u"sortOptions"), say("legacySortOptions are for the order legacy, and it is fifo"));
}

} // namespace

MaybeFault applySortOptions(Objects &objects, const Kustomization &by)
{
    bool sorts = true;
    Ranks ranks;
    if (auto fault = readSortOptions(by, sorts, ranks)) return fault;
    if (!sorts) return std::nullopt;
    std::vector<std::pair<SortKey, Object>> sorted;
    for (Object &object : objects.all()) {
        SortKey key = sortKeyOf(object, ranks);
        sorted.emplace_back(std::move(key), std::move(object));
    }
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    for (size_t i = 0; i < sorted.size(); ++i) objects.all()[i] = std::move(sorted[i].second);
    objects.namesChanged();
    return std::nullopt;
}

} // namespace model::kustomize
