// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/relations/linker.h"
#include "model/relations/rules.h"

namespace model {

using namespace Qt::StringLiterals;

namespace {

void readClaims(const Reading &reading, Facts &facts)
{
    if (!reading.pod) return;
    const FieldPath volumes = reading.pod->path / u"volumes"_s;
    reading.pod->volumes().forEachItem([&](int i, YamlRef volume) {
        const QString claim = volume[u"persistentVolumeClaim"][u"claimName"].text();
        if (claim.isEmpty()) return;
        facts.references.push_back({.relation = Relation::VolumeClaim,
                                    .target = {{}, u"PersistentVolumeClaim"_s, {}, claim},
                                    .field = volumes / i / u"persistentVolumeClaim"_s / u"claimName"_s,
                                    .label = volume[u"name"].text(),
                                    .keys = {},
                                    .port = {},
                                    .protocol = {}});
    });
}

void linkClaim(const Linker &linker, const Subject &holder, const Reference &reference, Edges &edges)
{
    const ResourceKey &key = holder.resource->key;
    const Resource *found = linker.find(reference.target, key);
    if (!found && linker.isMadeClaim({{}, reference.target.kind, key.ns, reference.target.name})) return;
    appendNamed(*holder.resource, reference, found, edges);
}

void readAccount(const Reading &reading, Facts &facts)
{
    const QString name = reading.pod ? reading.pod->serviceAccountName() : QString();
    if (name.isEmpty()) return;
    const bool old = reading.pod->node[u"serviceAccountName"].text().isEmpty();
    facts.references.push_back({.relation = Relation::ServiceAccount,
                                .target = {{}, u"ServiceAccount"_s, {}, name},
                                .field = reading.pod->path / (old ? u"serviceAccount"_s : u"serviceAccountName"_s),
                                .label = {},
                                .keys = {},
                                .port = {},
                                .protocol = {},
                                .certain = name != u"default"}); // every namespace gets that one
}

void linkAccount(const Linker &linker, const Subject &holder, const Reference &reference, Edges &edges)
{
    appendNamed(*holder.resource, reference, linker.find(reference.target, holder.resource->key), edges);
}

} // namespace

EdgeRule volumeClaimRule()
{
    return {.relation = Relation::VolumeClaim,
            .word = u"volume-claim"_s,
            .explanation = QT_TRANSLATE_NOOP("Relations", "The Pod keeps files on the storage that the claim asks for; "
                                                          "they outlive it."),
            .read = readClaims,
            .link = linkClaim};
}

EdgeRule serviceAccountRule()
{
    return {.relation = Relation::ServiceAccount,
            .word = u"service-account"_s,
            .explanation = QT_TRANSLATE_NOOP("Relations", "The Pod speaks to the API server in the name of this "
                                                          "ServiceAccount, with its rights."),
            .read = readAccount,
            .link = linkAccount};
}

} // namespace model
