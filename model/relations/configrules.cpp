// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/relations/edgeedits.h"
#include "model/relations/linker.h"
#include "model/relations/rules.h"
#include "model/relations/secretkeys.h"
#include "model/relations/volumes.h"
#include "model/resource/kinds.h"

#include <QCoreApplication>

namespace model {

using namespace Qt::StringLiterals;

namespace {

// In every namespace without anybody's doing (kube-controller-manager rootcacertpublisher).
bool isMadeByCluster(const QString &kind, const QString &name)
{
    return kind == u"ConfigMap" && name == u"kube-root-ca.crt";
}

Reference named(Relation relation, const QString &kind, YamlRef node, QStringView nameKey)
{
    return {.relation = relation,
            .target = {{}, kind, {}, node[nameKey].text()},
            .field = {},
            .label = {},
            .keys = {},
            .port = {},
            .protocol = {},
            .optional = node[u"optional"].boolean().value_or(false) || isMadeByCluster(kind, node[nameKey].text())};
}

void readEnv(const Reading &reading, Facts &facts, Relation relation, const QString &kind, const char16_t *one,
             const char16_t *all)
{
    for (const Reading::Container &container : reading.containers) {
        for (const Reading::Env &env : container.env) {
            const YamlRef source = env.source[one];
            Reference reference = named(relation, kind, source, u"name");
            if (reference.target.name.isEmpty()) continue;
            reference.field = container.envField(env.index, {u"valueFrom", one, u"name"});
            reference.label = source[u"key"].text();
            reference.keys = {reference.label};
            facts.references.push_back(std::move(reference));
        }
        container.view.node[u"envFrom"].forEachItem([&](int i, YamlRef item) {
            Reference reference = named(relation, kind, item[all], u"name");
            if (reference.target.name.isEmpty()) return;
            reference.field = container.view.path / u"envFrom"_s / i / QString::fromUtf16(all) / u"name"_s;
            reference.label = u"*"_s;
            facts.references.push_back(std::move(reference));
        });
    }
}

// source: the volume itself, or an entry of a projected one.
void readVolumeSource(Reference reference, YamlRef source, FieldPath field, Facts &facts)
{
    if (reference.target.name.isEmpty()) return;
    reference.field = std::move(field);
    source[u"items"].forEachItem([&](int, YamlRef item) { reference.keys.push_back(item[u"key"].text()); });
    facts.references.push_back(std::move(reference));
}

void readVolumes(const Reading &reading, Facts &facts, Relation relation, const QString &kind, const QString &source,
                 const QString &nameKey)
{
    if (!reading.pod) return;
    const FieldPath volumes = reading.pod->path / u"volumes"_s;
    reading.pod->volumes().forEachItem([&](int i, YamlRef volume) {
        const QString label = volume[u"name"].text();
        const YamlRef whole = volume[source];
        Reference reference = named(relation, kind, whole, nameKey);
        reference.label = label;
        readVolumeSource(std::move(reference), whole, volumes / i / source / nameKey, facts);
        volume[u"projected"][u"sources"].forEachItem([&](int s, YamlRef item) {
            const YamlRef part = item[source]; // here a Secret is named by "name" too
            Reference inside = named(relation, kind, part, u"name");
            inside.label = label;
            readVolumeSource(std::move(inside), part,
                             volumes / i / u"projected"_s / u"sources"_s / s / source / u"name"_s, facts);
        });
    });
}

// Volumes of other systems, whose user and password are in a Secret (corev1.VolumeSource).
void readForeignVolumes(const Reading &reading, Facts &facts)
{
    struct Place
    {
        QString source, object, name; // object empty: the name stands in the source itself
    };
    const QString ref = u"secretRef"_s, name = u"name"_s;
    static const std::vector<Place> places{
        {u"azureFile"_s, {}, u"secretName"_s},
        {u"cephfs"_s, ref, name},
        {u"cinder"_s, ref, name},
        {u"flexVolume"_s, ref, name},
        {u"iscsi"_s, ref, name},
        {u"rbd"_s, ref, name},
        {u"scaleIO"_s, ref, name},
        {u"storageos"_s, ref, name},
        {u"csi"_s, u"nodePublishSecretRef"_s, name},
    };
    if (!reading.pod) return;
    const FieldPath volumes = reading.pod->path / u"volumes"_s;
    reading.pod->volumes().forEachItem([&](int i, YamlRef volume) {
        for (const Place &place : places) {
            const YamlRef source = volume[place.source];
            if (!source) continue;
            const FieldPath path = volumes / i / place.source;
            const bool deep = !place.object.isEmpty();
            Reference reference =
                named(Relation::VolumeSecret, u"Secret"_s, deep ? source[place.object] : source, place.name);
            reference.label = volume[u"name"].text();
            readVolumeSource(std::move(reference), {}, (deep ? path / place.object : path) / place.name, facts);
        }
    });
}

// A key that a ConfigMap or Secret of the files doesn't hold; empty when it holds all. One without any data, and a
// token of a ServiceAccount, is filled by somebody else.
QString missingKey(const Resource &target, const std::vector<QString> &keys)
{
    const YamlRef root = target.root();
    const YamlRef parts[] = {root[u"data"], root[target.key.kind == u"Secret" ? u"stringData" : u"binaryData"]};
    if (parts[0].size() == 0 && parts[1].size() == 0) return {};
    if (root[u"type"].text() == u"kubernetes.io/service-account-token") return {};
    for (const QString &key : keys)
        if (!key.isEmpty() && !parts[0][key] && !parts[1][key]) return key;
    return {};
}

void link(const Linker &linker, const Subject &holder, const Reference &reference, Edges &edges)
{
    const Resource *found = linker.find(reference.target, holder.resource->key);
    appendNamed(linker, *holder.resource, reference, found, edges);
    if (found) breakOnMissingKey(*found, reference, edges.back());
}

bool joinsConfig(const ResourceKey &from, const ResourceKey &to)
{
    return isWorkload(from) && isCore(to, u"ConfigMap");
}
bool joinsSecret(const ResourceKey &from, const ResourceKey &to) { return isWorkload(from) && isCore(to, u"Secret"); }

// All of its entries, for the first container.
Result<Edits> connectEnv(const Resource &from, const Resource &to, const QString &source)
{
    const Result<ContainerView> container = firstContainer(from);
    if (!container) return container.error();
    return Edits{append(from, container->path / u"envFrom"_s, ValueMap{{source, ValueMap{{u"name"_s, to.key.name}}}})};
}

Result<Edits> disconnectEnv(const Resource &holder, const FieldPath &field)
{
    const FieldPath one = itemAround(field, u"env");
    return Edits{removeItem(holder, one.isEmpty() ? itemAround(field, u"envFrom") : one)};
}

Result<Edits> connectVolume(const Resource &from, const Resource &to, const QString &source, const QString &nameKey)
{
    const QString path = u"/etc/"_s + to.key.name;
    return addVolume(from, to.key.name, {source, ValueMap{{nameKey, to.key.name}}},
                     {.path = path, .otherPath = path, .readOnly = true});
}

} // namespace

void breakOnMissingKey(const Resource &target, const Reference &reference, Edge &edge)
{
    if (reference.optional || reference.keys.empty()) return;
    const QString missing = missingKey(target, reference.keys);
    if (missing.isEmpty()) return;
    edge.broken = true;
    edge.reason = QCoreApplication::translate("Relations", "%1 has no key \"%2\"").arg(target.key.title(), missing);
}

EdgeRule envConfigRule()
{
    return {.relation = Relation::EnvConfig,
            .word = u"env-config"_s,
            .title = QT_TRANSLATE_NOOP("Relations", "Environment from a ConfigMap"),
            .explanation = QT_TRANSLATE_NOOP("Relations", "Environment variables of a container are taken from the "
                                                          "ConfigMap when it starts."),
            .read =
                [](const Reading &reading, Facts &facts) {
                    readEnv(reading, facts, Relation::EnvConfig, u"ConfigMap"_s, u"configMapKeyRef", u"configMapRef");
                },
            .link = link,
            .joins = joinsConfig,
            .connect = [](const Resource &from, const Resource &to) { return connectEnv(from, to, u"configMapRef"_s); },
            .disconnect = disconnectEnv};
}

EdgeRule envSecretRule()
{
    return {.relation = Relation::EnvSecret,
            .word = u"env-secret"_s,
            .title = QT_TRANSLATE_NOOP("Relations", "Environment from a Secret"),
            .explanation = QT_TRANSLATE_NOOP("Relations", "Environment variables of a container are taken from the "
                                                          "Secret when it starts."),
            .read =
                [](const Reading &reading, Facts &facts) {
                    readEnv(reading, facts, Relation::EnvSecret, u"Secret"_s, u"secretKeyRef", u"secretRef");
                },
            .link = link,
            .joins = joinsSecret,
            .connect = [](const Resource &from, const Resource &to) { return connectEnv(from, to, u"secretRef"_s); },
            .disconnect = disconnectEnv};
}

EdgeRule volumeConfigRule()
{
    return {.relation = Relation::VolumeConfig,
            .word = u"volume-config"_s,
            .title = QT_TRANSLATE_NOOP("Relations", "Files from a ConfigMap"),
            .explanation = QT_TRANSLATE_NOOP("Relations", "The ConfigMap's entries are files in a volume of the Pod."),
            .read =
                [](const Reading &reading, Facts &facts) {
                    readVolumes(reading, facts, Relation::VolumeConfig, u"ConfigMap"_s, u"configMap"_s, u"name"_s);
                },
            .link = link,
            .joins = joinsConfig,
            .connect = [](const Resource &from,
                          const Resource &to) { return connectVolume(from, to, u"configMap"_s, u"name"_s); },
            .disconnect = removeVolume};
}

EdgeRule volumeSecretRule()
{
    return {.relation = Relation::VolumeSecret,
            .word = u"volume-secret"_s,
            .title = QT_TRANSLATE_NOOP("Relations", "Files from a Secret"),
            .explanation = QT_TRANSLATE_NOOP("Relations", "The Secret's entries are files in a volume of the Pod."),
            .read =
                [](const Reading &reading, Facts &facts) {
                    readVolumes(reading, facts, Relation::VolumeSecret, u"Secret"_s, u"secret"_s, u"secretName"_s);
                    readForeignVolumes(reading, facts);
                },
            .link = link,
            .joins = joinsSecret,
            .connect = [](const Resource &from,
                          const Resource &to) { return connectVolume(from, to, u"secret"_s, u"secretName"_s); },
            .disconnect = removeVolume};
}

} // namespace model
