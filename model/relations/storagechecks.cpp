// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/say.h"
#include "model/relations/checks.h"
#include "model/resource/kinds.h"
#include "model/resource/quantity.h"
#include "model/resource/views.h"

#include <QSet>
#include <QStringList>

#include <optional>

namespace model {

using namespace Qt::StringLiterals;

namespace {
const FieldPath &oldClass()
{
    static const FieldPath path{u"metadata"_s, u"annotations"_s, u"volume.beta.kubernetes.io/storage-class"_s};
    return path;
}

// Nothing: none is said, and the cluster's default one is taken.
std::optional<QString> classOf(YamlRef claim)
{
    const YamlRef old = claim.at(oldClass()), written = claim[u"spec"][u"storageClassName"];
    if (old.isScalar() && !old.isNull()) return old.text();
    if (written.isScalar() && !written.isNull()) return written.text();
    return std::nullopt;
}

bool hasDefaultClass(const ResourceSet &set)
{
    for (const Resource &resource : set.resources())
        if (resource.key.kind == u"StorageClass")
            for (const QString &key : {u"storageclass.kubernetes.io/is-default-class"_s,
                                       u"storageclass.beta.kubernetes.io/is-default-class"_s})
                if (resource.at({u"metadata"_s, u"annotations"_s, key}).text() == u"true") return true;
    return false;
}

QStringList modesOf(YamlRef spec)
{
    QStringList modes;
    spec[u"accessModes"].forEachItem([&](int, YamlRef mode) { modes << mode.text(); });
    return modes;
}

QString modeOf(YamlRef spec)
{
    const QString mode = spec[u"volumeMode"].string();
    return mode.isEmpty() ? u"Filesystem"_s : mode;
}

// The first thing in which the volume is not what the claim asks for (pv_controller.go, checkVolumeSatisfyClaim).
std::optional<std::pair<FieldPath, QString>> misfit(const Resource &claim, const Resource &volume)
{
    const YamlRef asks = claim.root()[u"spec"], has = volume.root()[u"spec"];
    const QString name = volume.key.title();
    const auto wanted = Quantity::parse(asks[u"resources"][u"requests"][u"storage"].text());
    const auto capacity = Quantity::parse(has[u"capacity"][u"storage"].text());
    if (wanted && capacity && capacity->compare(*wanted) < 0)
        return std::pair(FieldPath{u"spec"_s, u"resources"_s, u"requests"_s, u"storage"_s},
                         say("%1 has only %2").arg(name, has[u"capacity"][u"storage"].text()));
    const auto askedClass = classOf(claim.root());
    const QString volumeClass = classOf(volume.root()).value_or(QString());
    if (askedClass && *askedClass != volumeClass)
        return std::pair(claim.at({u"spec"_s, u"storageClassName"_s}) ? FieldPath{u"spec"_s, u"storageClassName"_s}
                                                                      : oldClass(),
                         volumeClass.isEmpty() ? say("%1 has no class").arg(name)
                                               : say("%1 has the class %2").arg(name, volumeClass));
    const QString askedMode = modeOf(asks), volumeMode = modeOf(has);
    if (askedMode != volumeMode)
        return std::pair(asks[u"volumeMode"] ? FieldPath{u"spec"_s, u"volumeMode"_s} : FieldPath{u"spec"_s},
                         say("%1 has the volumeMode %2").arg(name, volumeMode));
    const QStringList modes = modesOf(has);
    const QStringList askedModes = modesOf(asks);
    for (int i = 0; i < int(askedModes.size()); ++i)
        if (!modes.contains(askedModes[i]))
            return std::pair(FieldPath{u"spec"_s, u"accessModes"_s} / i,
                             say("%1 has no access mode %2").arg(name, askedModes[i]));
    return std::nullopt;
}

void checkClass(const Resource &resource, YamlRef claim, const FieldPath &field, const Report &report)
{
    const YamlRef spec = claim[u"spec"];
    if (classOf(claim) || !spec[u"volumeName"].text().isEmpty() || !spec.isMapping()) return;
    report({.severity = Severity::Info,
            .rule = u"reference-no-class"_s,
            .resource = &resource,
            .field = field,
            .message = say("without a storageClassName it gets storage only where the cluster has a default class")});
}

// The claim that the volume is kept for (pv_controller.go, IsVolumeBoundToClaim), or an empty key.
ResourceKey reservedFor(const Resource &volume)
{
    const YamlRef claim = volume.root()[u"spec"][u"claimRef"];
    const QString name = claim[u"name"].string();
    return name.isEmpty() ? ResourceKey()
                          : ResourceKey{{}, u"PersistentVolumeClaim"_s, claim[u"namespace"].string(), name};
}

// One of them names the other. A claim is told once, whoever names whom.
void checkBinding(const Resource &claim, const Resource &volume, QSet<ResourceKey> &told, const Report &report)
{
    if (told.contains(claim.key)) return;
    auto wrong = misfit(claim, volume);
    const ResourceKey owner = reservedFor(volume);
    const bool isOurs = owner.isEmpty() || (owner.name == claim.key.name && sameNamespace(owner.ns, claim.key.ns));
    if (!isOurs)
        wrong = std::pair(FieldPath{u"spec"_s, u"volumeName"_s},
                          say("%1 is kept for %2").arg(volume.key.title(), owner.title()));
    if (!wrong) return;
    told.insert(claim.key);
    report({.severity = Severity::Error,
            .rule = u"reference-claim-mismatch"_s,
            .resource = &claim,
            .field = wrong->first,
            .message = wrong->second});
}

} // namespace

void checkStorage(const CheckInput &in, const Report &report)
{
    QSet<ResourceKey> told;
    for (const Edge &edge : in.edges) {
        if (edge.relation != Relation::VolumeBinding || edge.broken) continue;
        const Resource *from = in.set.find(edge.from), *to = in.set.find(edge.to);
        const bool fromClaim = isCore(edge.from, u"PersistentVolumeClaim");
        const Resource *claim = fromClaim ? from : to, *volume = fromClaim ? to : from;
        if (claim && volume && !claim->isRefused && !volume->isRefused) checkBinding(*claim, *volume, told, report);
    }
    const bool hasDefault = hasDefaultClass(in.set);
    for (const Resource &resource : in.set.resources()) {
        if (resource.isRefused) continue;
        if (isCore(resource.key, u"PersistentVolumeClaim")) {
            if (!hasDefault) checkClass(resource, resource.root(), {u"spec"_s}, report);
        } else if (resource.key.kind == u"StatefulSet" && isWorkload(resource.key) && !hasDefault) {
            const FieldPath templates{u"spec"_s, u"volumeClaimTemplates"_s};
            resource.at(templates).forEachItem(
                [&](int i, YamlRef claim) { checkClass(resource, claim, templates / i / u"spec"_s, report); });
        }
    }
}

} // namespace model
