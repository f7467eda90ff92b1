// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/scheduler/claims.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/kinds/quantities.h"
#include "cluster/practice/storage/claims.h"

#include <algorithm>

namespace practice {

using model::Value;
using namespace Qt::StringLiterals;

namespace {

bool isBound(const Value &claim)
{
    return !textAt(claim, {u"spec", u"volumeName"}).isEmpty() && !annotationOf(claim, bindCompleted).isEmpty();
}

Quantity requestOf(const Value &claim)
{
    const auto parsed = Quantity::parse(textAt(claim, {u"spec", u"resources", u"requests", u"storage"}));
    return parsed ? *parsed : Quantity();
}

} // namespace

PodClaims::PodClaims(ComponentProcess &process, const std::function<void()> &changed)
    : m_client(process.client()),
      m_claims(process.informer(u"v1", u"PersistentVolumeClaim")),
      m_volumes(process.informer(u"v1", u"PersistentVolume")),
      m_classes(process.informer(u"storage.k8s.io/v1", u"StorageClass"))
{
    m_claims.addHandler({.added = [changed](const Value &) { changed(); },
                         .changed = [changed](const Value &, const Value &) { changed(); }});
    m_volumes.addHandler({.added = [changed](const Value &) { changed(); },
                          .changed = [changed](const Value &, const Value &) { changed(); }});
    m_classes.addHandler({.added = [changed](const Value &) { changed(); }});
}

// Their names, and whether each comes with the pod (a generic ephemeral volume).
std::vector<std::pair<QString, bool>> PodClaims::claimsOf(const Value &pod) const
{
    std::vector<std::pair<QString, bool>> claims;
    for (const Value &volume : listAt(pod, {u"spec", u"volumes"})) {
        const QString name = textAt(volume, {u"persistentVolumeClaim", u"claimName"});
        if (!name.isEmpty()) claims.emplace_back(name, false);
        if (at(volume, {u"ephemeral"})) claims.emplace_back(nameOf(pod) + u'-' + textAt(volume, {u"name"}), true);
    }
    return claims;
}

bool PodClaims::waitsForPod(const Value &claim) const
{
    const Value *kind = m_classes.find(textAt(claim, {u"spec", u"storageClassName"}));
    return kind && textAt(*kind, {u"volumeBindingMode"}) == u"WaitForFirstConsumer";
}

QString PodClaims::problemOf(const Value &pod) const
{
    bool isWaiting = false;
    for (const auto &[name, isEphemeral] : claimsOf(pod)) {
        const Value *claim = m_claims.find(namespaceOf(pod), name);
        if (!claim && isEphemeral)
            return u"waiting for ephemeral volume controller to create the persistentvolumeclaim \"%1\""_s.arg(name);
        if (!claim) return u"persistentvolumeclaim \"%1\" not found"_s.arg(name);
        if (textAt(*claim, {u"status", u"phase"}) == u"Lost")
            return u"persistentvolumeclaim \"%1\" bound to non-existent persistentvolume \"%2\""_s.arg(
                name, textAt(*claim, {u"spec", u"volumeName"}));
        if (at(*claim, {u"metadata", u"deletionTimestamp"}))
            return u"persistentvolumeclaim \"%1\" is being deleted"_s.arg(name);
        isWaiting = isWaiting || (!isBound(*claim) && !waitsForPod(*claim));
    }
    return isWaiting ? u"pod has unbound immediate PersistentVolumeClaims"_s : QString();
}

PodVolumes PodClaims::volumesOf(const Value &pod) const
{
    PodVolumes all;
    for (const auto &entry : claimsOf(pod)) {
        const Value *claim = m_claims.find(namespaceOf(pod), entry.first);
        if (!claim) continue; // problemOf() has said so
        if (!isBound(*claim)) {
            const Value *kind = m_classes.find(storageClassOf(*claim));
            all.open.push_back({*claim, kind ? *kind : Value()});
            continue;
        }
        const Value *volume = m_volumes.find(textAt(*claim, {u"spec", u"volumeName"}));
        all.lacksVolume = all.lacksVolume || !volume;
        const Value *required = volume ? at(*volume, {u"spec", u"nodeAffinity", u"required"}) : nullptr;
        if (required && required->isMap()) all.reach.push_back(*required);
    }
    std::stable_sort(all.open.begin(), all.open.end(), [](const auto &left, const auto &right) {
        return requestOf(left.claim) < requestOf(right.claim);
    });
    if (all.open.empty()) return all;
    for (const auto &[name, volume] : m_volumes.objects()) all.volumes.emplace(name, volume);
    return all;
}

// PodVolumes.StaticBindings: the volume is given, and the controller does the rest.
void PodClaims::bindTo(const Value &claim, const Value &volume) const
{
    if (isBoundTo(volume, claim) && !textAt(volume, {u"spec", u"claimRef", u"uid"}).isEmpty()) return;
    Value given = volume;
    const bool isNew = !isBoundTo(volume, claim);
    mapIn(given, u"spec").set(u"claimRef", claimReference(claim));
    if (isNew) mapIn(mapIn(given, u"metadata"), u"annotations").set(boundByController, u"yes");
    // What is refused is tried again with the pod, as below.
    (void)m_client.update(std::move(given));
}

void PodClaims::select(const Value &claim, const QString &node) const
{
    if (annotationOf(claim, selectedNode) == node) return;
    Value patch;
    mapIn(mapIn(patch, u"metadata"), u"annotations").set(selectedNode, node);
    (void)m_client.patch(m_claims.kind(), namespaceOf(claim), nameOf(claim), patch);
}

bool PodClaims::claimFor(const Value &pod, const NodeState &node) const
{
    const auto matches = volumesOf(pod).matchOn(node);
    if (!matches) return true; // it was there when the node was chosen, and will be said anew
    for (const auto &[claim, volume] : *matches) {
        if (volume.isNull())
            select(claim, node.name);
        else
            bindTo(claim, volume);
    }
    return !matches->empty();
}

} // namespace practice
