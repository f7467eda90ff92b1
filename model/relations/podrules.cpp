// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/relations/edgeedits.h"
#include "model/relations/linker.h"
#include "model/relations/rules.h"
#include "model/relations/volumes.h"
#include "model/resource/kinds.h"

namespace model {

using namespace Qt::StringLiterals;

namespace {

QSet<QString> claimTemplateNames(const Resource &resource)
{
    QSet<QString> names;
    if (resource.key.kind != u"StatefulSet") return names;
    resource.root()[u"spec"][u"volumeClaimTemplates"].forEachItem(
        [&](int, YamlRef item) { names.insert(item[u"metadata"][u"name"].text()); });
    return names;
}

void readClaims(const Reading &reading, Facts &facts)
{
    if (!reading.pod) return;
    // The claim of a template takes the place of a volume of its name (stateful_set_utils.go, updateStorage).
    const QSet<QString> replaced = claimTemplateNames(reading.resource);
    const FieldPath volumes = reading.pod->path / u"volumes"_s;
    reading.pod->volumes().forEachItem([&](int i, YamlRef volume) {
        const QString claim = volume[u"persistentVolumeClaim"][u"claimName"].text();
        if (claim.isEmpty() || replaced.contains(volume[u"name"].text())) return;
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
    appendNamed(linker, *holder.resource, reference, linker.find(reference.target, holder.resource->key), edges);
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
    appendNamed(linker, *holder.resource, reference, linker.find(reference.target, holder.resource->key), edges);
}

bool joinsClaim(const ResourceKey &from, const ResourceKey &to)
{
    return isWorkload(from) && isCore(to, u"PersistentVolumeClaim");
}

Result<Edits> connectClaim(const Resource &from, const Resource &to)
{
    const QString ownPath = u'/' + dnsLabel(to.key.name);
    return addVolume(from, to.key.name, {u"persistentVolumeClaim"_s, Value(ValueMap{{u"claimName"_s, to.key.name}})},
                     {.path = u"/data"_s, .otherPath = ownPath});
}

bool joinsAccount(const ResourceKey &from, const ResourceKey &to)
{
    return isWorkload(from) && isCore(to, u"ServiceAccount");
}

Edits withoutOldAccount(const Resource &resource, const PodSpecView &pod, Edits edits)
{
    if (pod.node[u"serviceAccount"]) edits.push_back(RemoveField{resource.key, pod.path / u"serviceAccount"_s});
    return edits;
}

Result<Edits> connectAccount(const Resource &from, const Resource &to)
{
    const PodSpecView pod = WorkloadView(from).podSpec();
    const FieldPath field = pod.path / u"serviceAccountName"_s;
    return withoutOldAccount(from, pod, {SetField{from.key, field, to.key.name}});
}

Result<Edits> disconnectAccount(const Resource &holder, const FieldPath &)
{
    const PodSpecView pod = WorkloadView(holder).podSpec();
    return withoutOldAccount(holder, pod, {RemoveField{holder.key, pod.path / u"serviceAccountName"_s}});
}

} // namespace

EdgeRule volumeClaimRule()
{
    return {.relation = Relation::VolumeClaim,
            .word = u"volume-claim"_s,
            .title = QT_TRANSLATE_NOOP("Relations", "Storage"),
            .explanation = QT_TRANSLATE_NOOP("Relations", "The Pod keeps files on the storage that the claim asks for; "
                                                          "they outlive it."),
            .read = readClaims,
            .link = linkClaim,
            .joins = joinsClaim,
            .connect = connectClaim,
            .disconnect = removeVolume};
}

EdgeRule serviceAccountRule()
{
    return {.relation = Relation::ServiceAccount,
            .word = u"service-account"_s,
            .title = QT_TRANSLATE_NOOP("Relations", "Identity"),
            .explanation = QT_TRANSLATE_NOOP("Relations", "The Pod speaks to the API server in the name of this "
                                                          "ServiceAccount, with its rights."),
            .read = readAccount,
            .link = linkAccount,
            .joins = joinsAccount,
            .connect = connectAccount,
            .disconnect = disconnectAccount};
}

} // namespace model
