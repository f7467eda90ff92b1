// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/scheduler/claims.h"

#include "cluster/practice/base/objects.h"

namespace practice {

using model::Value;
using namespace Qt::StringLiterals;

namespace {

constexpr QStringView selectedNode = u"volume.kubernetes.io/selected-node";

bool isBound(const Value &claim)
{
    return !textAt(claim, {u"spec", u"volumeName"}).isEmpty() &&
           !annotationOf(claim, u"pv.kubernetes.io/bind-completed").isEmpty();
}

} // namespace

PodClaims::PodClaims(ComponentProcess &process, const std::function<void()> &changed)
    : m_client(process.client()),
      m_claims(process.informer(u"v1", u"PersistentVolumeClaim")),
      m_classes(process.informer(u"storage.k8s.io/v1", u"StorageClass"))
{
    m_claims.addHandler({.added = [changed](const Value &) { changed(); },
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

bool PodClaims::claimFor(const Value &pod, const QString &node) const
{
    bool waits = false;
    for (const auto &entry : claimsOf(pod)) {
        const Value *claim = m_claims.find(namespaceOf(pod), entry.first);
        if (!claim || isBound(*claim)) continue;
        waits = true;
        if (annotationOf(*claim, selectedNode) == node) continue;
        Value patch;
        mapIn(mapIn(patch, u"metadata"), u"annotations").set(selectedNode, node);
        // What is refused is tried again with the pod.
        (void)m_client.patch(m_claims.kind(), namespaceOf(pod), entry.first, patch);
    }
    return waits;
}

} // namespace practice
