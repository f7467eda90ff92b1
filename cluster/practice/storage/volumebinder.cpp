// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/storage/volumebinder.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/kinds/quantities.h"
#include "cluster/practice/storage/claims.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using namespace Qt::StringLiterals;

namespace {

qint64 versionOf(const Value &object) { return textAt(object, {u"metadata", u"resourceVersion"}).toLongLong(); }

// Provisioners that were in Kubernetes, and the drivers that took over (k8s.io/csi-translation-lib).
QString driverOf(const QString &provisioner)
{
    static const std::map<QString, QString> drivers{
        {u"kubernetes.io/aws-ebs"_s, u"ebs.csi.aws.com"_s},
        {u"kubernetes.io/azure-disk"_s, u"disk.csi.azure.com"_s},
        {u"kubernetes.io/azure-file"_s, u"file.csi.azure.com"_s},
        {u"kubernetes.io/cinder"_s, u"cinder.csi.openstack.org"_s},
        {u"kubernetes.io/gce-pd"_s, u"pd.csi.storage.gke.io"_s},
        {u"kubernetes.io/portworx-volume"_s, u"pxd.portworx.com"_s},
        {u"kubernetes.io/vsphere-volume"_s, u"csi.vsphere.vmware.com"_s},
    };
    const auto found = drivers.find(provisioner);
    return found == drivers.end() ? provisioner : found->second;
}

} // namespace

VolumeBinder::VolumeBinder(ComponentProcess &process)
    : Controller(process, u"persistentvolume-controller"_s),
      m_claims(process.informer(u"v1", u"PersistentVolumeClaim")),
      m_volumes(process.informer(u"v1", u"PersistentVolume")),
      m_classes(process.informer(u"storage.k8s.io/v1", u"StorageClass")),
      m_pods(process.informer(u"v1", u"Pod"))
{
    m_pods.addIndex(u"claim"_s, claimsOfPod);
    const auto again = [this](const Value &object) { enqueue(Informer::keyOf(object)); };
    const auto changed = [again](const Value &, const Value &now) { again(now); };
    m_claims.addHandler({.added = again, .changed = changed, .removed = [this](const Value &last) {
                             m_written.erase(Informer::keyOf(last));
                             const QString volume = textAt(last, {u"spec", u"volumeName"});
                             if (!volume.isEmpty()) enqueue(volume);
                         }});
    m_volumes.addHandler({.added = again, .changed = changed, .removed = [this](const Value &last) {
                              m_written.erase(Informer::keyOf(last));
                              if (const QString claim = claimKeyOf(last); !claim.isEmpty()) enqueue(claim);
                          }});
    m_resync = clock().after(resyncMs, [this] { resync(); });
}

void VolumeBinder::resync()
{
    m_resync = clock().after(resyncMs, [this] { resync(); });
    if (!process().isRunning()) return;
    for (const auto &[key, claim] : m_claims.objects()) enqueue(key);
    for (const auto &[key, volume] : m_volumes.objects()) enqueue(key);
}

std::optional<Value> VolumeBinder::claimAt(const QString &key) const
{
    const Value *known = m_claims.find(key);
    const auto written = m_written.find(key);
    if (!known) return std::nullopt;
    return written != m_written.end() && versionOf(written->second) > versionOf(*known) ? written->second : *known;
}

std::optional<Value> VolumeBinder::volumeAt(const QString &name) const
{
    const Value *known = m_volumes.find(name);
    const auto written = m_written.find(name);
    if (!known) return std::nullopt;
    return written != m_written.end() && versionOf(written->second) > versionOf(*known) ? written->second : *known;
}

std::map<QString, Value> VolumeBinder::allVolumes() const
{
    std::map<QString, Value> volumes;
    for (const auto &[name, volume] : m_volumes.objects()) volumes.emplace(name, *volumeAt(name));
    return volumes;
}

Answer<Value> VolumeBinder::write(Value object, const QString &subresource)
{
    auto written = client().update(std::move(object), subresource);
    if (written) m_written[Informer::keyOf(*written)] = *written;
    return written;
}

std::optional<ApiStatus> VolumeBinder::reconcile(const QString &key)
{
    Outcome outcome;
    if (key.contains(u'/')) {
        if (const auto claim = claimAt(key)) outcome = syncClaim(*claim);
    } else if (const auto volume = volumeAt(key)) {
        outcome = syncVolume(*volume);
    }
    constexpr int conflict = 409;
    if (outcome && outcome->code != conflict) decided(key, outcome->message);
    return std::nullopt; // the next change or the resync brings it back
}

VolumeBinder::Outcome VolumeBinder::syncClaim(const Value &claim)
{
    if (hasAnnotation(claim, bindCompleted)) return syncBound(claim);
    return textAt(claim, {u"spec", u"volumeName"}).isEmpty() ? syncUnbound(claim) : syncNamed(claim);
}

bool VolumeBinder::delaysBinding(const Value &claim) const
{
    const Value *found = m_classes.find(storageClassOf(claim));
    return found && textAt(*found, {u"volumeBindingMode"}) == u"WaitForFirstConsumer";
}

VolumeBinder::Outcome VolumeBinder::syncUnbound(const Value &claim)
{
    const bool waits = delaysBinding(claim);
    const std::map<QString, Value> volumes = allVolumes();
    if (const Value *volume = bestVolume(claim, volumes, waits)) {
        decided(Informer::keyOf(claim),
                u"binds it to %1, the smallest volume that satisfies it"_s.arg(nameOf(*volume)));
        return bind(*volume, claim);
    }
    const auto assigned = assignDefaultClass(claim);
    if (!assigned) return assigned.status();
    return *assigned ? std::nullopt : waitOrProvision(claim, waits);
}

VolumeBinder::Outcome VolumeBinder::waitOrProvision(const Value &claim, bool waits)
{
    if (waits && !hasAnnotation(claim, selectedNode))
        sayWaiting(claim);
    else if (!storageClassOf(claim).isEmpty())
        return provision(claim);
    else
        events().record(claim, u"Normal"_s, u"FailedBinding"_s,
                        u"no persistent volumes available for this claim and no storage class is set"_s);
    return setClaimPhase(claim, u"Pending"_s);
}

Answer<bool> VolumeBinder::assignDefaultClass(const Value &claim)
{
    if (hasStorageClass(claim)) return false;
    const Value *newest = nullptr;
    for (const auto &[name, one] : m_classes.objects()) {
        if (annotationOf(one, u"storageclass.kubernetes.io/is-default-class") != u"true" &&
            annotationOf(one, u"storageclass.beta.kubernetes.io/is-default-class") != u"true")
            continue;
        const auto created = [](const Value &object) { return textAt(object, {u"metadata", u"creationTimestamp"}); };
        if (!newest || created(one) > created(*newest)) newest = &one;
    }
    if (!newest) return false;
    Value next = claim;
    mapIn(next, u"spec").set(u"storageClassName", nameOf(*newest));
    decided(Informer::keyOf(claim), u"gives it the default StorageClass %1"_s.arg(nameOf(*newest)));
    const auto written = write(std::move(next));
    if (!written) return written.status();
    return true;
}

void VolumeBinder::sayWaiting(const Value &claim)
{
    QStringList waiting;
    for (const Value *pod : m_pods.byIndex(u"claim"_s, Informer::keyOf(claim)))
        if (!isOver(*pod) && textAt(*pod, {u"spec", u"nodeName"}).isEmpty()) waiting.append(nameOf(*pod));
    if (waiting.isEmpty())
        events().record(claim, u"Normal"_s, u"WaitForFirstConsumer"_s,
                        u"waiting for first consumer to be created before binding"_s);
    else
        events().record(
            claim, u"Normal"_s, u"WaitForPodScheduled"_s,
            (waiting.size() > 1 ? u"waiting for pods %1 to be scheduled"_s : u"waiting for pod %1 to be scheduled"_s)
                .arg(waiting.join(u',')));
}

VolumeBinder::Outcome VolumeBinder::provision(const Value &claim)
{
    const auto failed = [this, &claim](const QString &message) {
        events().record(claim, u"Warning"_s, u"ProvisioningFailed"_s, message);
        return std::nullopt;
    };
    const QString name = storageClassOf(claim);
    const Value *found = m_classes.find(name);
    if (!found) return failed(u"storageclass.storage.k8s.io \"%1\" not found"_s.arg(name));
    const QString provisioner = driverOf(textAt(*found, {u"provisioner"}));
    if (provisioner.startsWith(u"kubernetes.io/"))
        return failed(u"no volume plugin matched name: %1"_s.arg(provisioner));
    Value told = claim;
    if (annotationOf(claim, storageProvisioner) != provisioner) {
        Value &annotations = mapIn(mapIn(told, u"metadata"), u"annotations");
        annotations.set(betaStorageProvisioner, provisioner);
        annotations.set(storageProvisioner, provisioner);
        const auto written = write(std::move(told));
        if (!written) return failed(u"Error saving claim: %1"_s.arg(written.status().message));
        told = *written;
        decided(Informer::keyOf(claim), u"no volume satisfies it; asks provisioner %1 for one"_s.arg(provisioner));
    }
    events().record(told, u"Normal"_s, u"ExternalProvisioning"_s,
                    u"Waiting for a volume to be created either by the external provisioner '%1' or manually by the "
                    "system administrator. If volume creation is delayed, please verify that the provisioner is "
                    "running and correctly registered."_s.arg(provisioner));
    return std::nullopt;
}

VolumeBinder::Outcome VolumeBinder::syncNamed(const Value &claim)
{
    const QString name = textAt(claim, {u"spec", u"volumeName"});
    const auto volume = volumeAt(name);
    if (!volume) return setClaimPhase(claim, u"Pending"_s);
    if (claimKeyOf(*volume).isEmpty()) {
        const QString why = whyUnfit(*volume, claim);
        if (why.isEmpty()) return bind(*volume, claim);
        events().record(claim, u"Warning"_s, u"VolumeMismatch"_s,
                        u"Cannot bind to requested volume \"%1\": %2"_s.arg(name, why));
        return setClaimPhase(claim, u"Pending"_s);
    }
    if (isBoundTo(*volume, claim)) return bind(*volume, claim);
    events().record(claim, u"Warning"_s, u"FailedBinding"_s,
                    u"volume \"%1\" already bound to a different claim."_s.arg(name));
    if (!hasAnnotation(claim, boundByController)) return setClaimPhase(claim, u"Pending"_s);
    return ApiStatus::internal(
        u"invalid binding of claim \"%1\" to volume \"%2\": volume already claimed by \"%3\""_s.arg(
            Informer::keyOf(claim), name, claimKeyOf(*volume)));
}

VolumeBinder::Outcome VolumeBinder::loseClaim(const Value &claim, const QString &reason, const QString &message)
{
    if (textAt(claim, {u"status", u"phase"}) == u"Lost") return std::nullopt;
    if (auto refusal = setClaimPhase(claim, u"Lost"_s)) return refusal;
    decided(Informer::keyOf(claim), message);
    events().record(claim, u"Warning"_s, reason, message);
    return std::nullopt;
}

VolumeBinder::Outcome VolumeBinder::syncBound(const Value &claim)
{
    const QString name = textAt(claim, {u"spec", u"volumeName"});
    if (name.isEmpty())
        return loseClaim(claim, u"ClaimLost"_s,
                         u"Bound claim has lost reference to PersistentVolume. Data on the volume is lost!"_s);
    const auto volume = volumeAt(name);
    if (!volume)
        return loseClaim(claim, u"ClaimLost"_s,
                         u"Bound claim has lost its PersistentVolume. Data on the volume is lost!"_s);
    if (claimKeyOf(*volume).isEmpty() || textAt(*volume, {u"spec", u"claimRef", u"uid"}) == uidOf(claim))
        return bind(*volume, claim);
    return loseClaim(claim, u"ClaimMisbound"_s,
                     u"Two claims are bound to the same volume, this one is bound incorrectly"_s);
}

// Four writes in this order, each only where it changes something, so that it goes on where it was interrupted.
VolumeBinder::Outcome VolumeBinder::bind(Value volume, Value claim)
{
    const Value *reference = at(std::as_const(volume), {u"spec", u"claimRef"});
    const bool isOurs = !isBoundTo(volume, claim) && !hasAnnotation(volume, boundByController);
    const bool isRight = reference && isBoundTo(volume, claim) && textAt(*reference, {u"uid"}) == uidOf(claim);
    if (isOurs || !isRight) {
        if (!isRight) mapIn(volume, u"spec").set(u"claimRef", claimReference(claim));
        if (isOurs) mapIn(mapIn(volume, u"metadata"), u"annotations").set(boundByController, u"yes");
        const auto written = write(std::move(volume));
        if (!written) return written.status();
        volume = *written;
    }
    const auto phased = setVolumePhase(volume, u"Bound"_s);
    if (!phased) return phased.status();
    volume = *phased;
    const bool isNamed = textAt(claim, {u"spec", u"volumeName"}) == nameOf(volume);
    if (!isNamed || !hasAnnotation(claim, bindCompleted)) {
        Value &annotations = mapIn(mapIn(claim, u"metadata"), u"annotations");
        if (!isNamed) {
            mapIn(claim, u"spec").set(u"volumeName", nameOf(volume));
            if (!std::as_const(annotations).find(boundByController))
                mapIn(mapIn(claim, u"metadata"), u"annotations").set(boundByController, u"yes");
        }
        mapIn(mapIn(claim, u"metadata"), u"annotations").set(bindCompleted, u"yes");
        const auto written = write(std::move(claim));
        if (!written) return written.status();
        claim = *written;
    }
    return setClaimPhase(claim, u"Bound"_s, &volume);
}

VolumeBinder::Outcome VolumeBinder::setClaimPhase(Value claim, const QString &phase, const Value *volume)
{
    const Value before = claim.find(u"status") ? *std::as_const(claim).find(u"status") : Value();
    Value status = before;
    status.set(u"phase", phase);
    if (!volume) {
        status.remove(u"accessModes");
        status.remove(u"capacity");
    } else {
        if (const Value *modes = at(*volume, {u"spec", u"accessModes"})) status.set(u"accessModes", *modes);
        const Value *capacity = at(*volume, {u"spec", u"capacity"});
        if (textAt(before, {u"phase"}) != phase && capacity) {
            const auto has = Quantity::parse(textAt(before, {u"capacity", u"storage"}));
            const auto gets = Quantity::parse(textAt(*capacity, {u"storage"}));
            if (!has || !gets || !(*has == *gets)) status.set(u"capacity", *capacity);
        }
    }
    if (status.means(before)) return std::nullopt;
    claim.set(u"status", std::move(status));
    const auto written = write(std::move(claim), u"status"_s);
    return written ? std::nullopt : Outcome(written.status());
}

} // namespace practice
