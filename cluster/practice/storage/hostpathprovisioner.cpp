// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/storage/hostpathprovisioner.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"
#include "cluster/practice/storage/claims.h"

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

constexpr QStringView finalizer = u"external-provisioner.volume.kubernetes.io/finalizer";

// What is on one node only is good for pods on that node.
Value affinityTo(const QString &node)
{
    const Value expression(
        ValueMap{{u"key"_s, u"kubernetes.io/hostname"}, {u"operator"_s, u"In"}, {u"values"_s, ValueList{node}}});
    Value term;
    term.set(u"matchExpressions", ValueList{expression});
    Value affinity;
    mapIn(affinity, u"required").set(u"nodeSelectorTerms", ValueList{term});
    return affinity;
}

} // namespace

HostPathProvisioner::HostPathProvisioner(ComponentProcess &process)
    : Controller(process, provisionerName.toString()),
      m_claims(process.informer(u"v1", u"PersistentVolumeClaim")),
      m_volumes(process.informer(u"v1", u"PersistentVolume")),
      m_classes(process.informer(u"storage.k8s.io/v1", u"StorageClass"))
{
    const auto again = [this](const Value &object) { enqueue(Informer::keyOf(object)); };
    const auto changed = [again](const Value &, const Value &now) { again(now); };
    m_claims.addHandler({.added = again, .changed = changed, .removed = again});
    m_volumes.addHandler({.added = again, .changed = changed, .removed = again});
}

std::optional<ApiStatus> HostPathProvisioner::reconcile(const QString &key)
{
    if (key.contains(u'/')) {
        const Value *claim = m_claims.find(key);
        if (claim && shouldProvision(*claim)) return provision(key, Value(*claim));
    } else {
        const Value *volume = m_volumes.find(key);
        if (volume && shouldDelete(*volume)) return deleteVolume(key, Value(*volume));
    }
    m_working.erase(key);
    return std::nullopt;
}

bool HostPathProvisioner::isDone(const QString &key, const QString &uid)
{
    const qint64 now = clock().monotonicMs();
    const auto [work, isNew] = m_working.try_emplace(key, uid, now + workMs);
    if (!isNew && work->second.first != uid) work->second = {uid, now + workMs};
    if (now >= work->second.second) return true;
    enqueueAfter(key, work->second.second - now);
    return false;
}

bool HostPathProvisioner::shouldProvision(const Value &claim) const
{
    if (isGoing(claim) || !textAt(claim, {u"spec", u"volumeName"}).isEmpty()) return false;
    QString asked = annotationOf(claim, storageProvisioner);
    if (asked.isEmpty()) asked = annotationOf(claim, betaStorageProvisioner);
    if (asked != provisionerName) return false;
    const Value *found = m_classes.find(storageClassOf(claim));
    if (!found || textAt(*found, {u"provisioner"}) != provisionerName) return false;
    const bool waits = textAt(*found, {u"volumeBindingMode"}) == u"WaitForFirstConsumer";
    return !waits || !annotationOf(claim, selectedNode).isEmpty();
}

std::optional<ApiStatus> HostPathProvisioner::provision(const QString &key, const Value &claim)
{
    const QString name = u"pvc-"_s + uidOf(claim);
    if (m_volumes.find(name)) return std::nullopt;
    if (!m_working.contains(key)) {
        events().record(claim, u"Normal"_s, u"Provisioning"_s,
                        u"External provisioner is provisioning volume for claim \"%1\""_s.arg(key));
        decided(key, u"its StorageClass %1 means this provisioner: makes a volume"_s.arg(storageClassOf(claim)));
    }
    if (!isDone(key, uidOf(claim))) return std::nullopt;
    const Value &found = *m_classes.find(storageClassOf(claim));
    const QString policy = textAt(found, {u"reclaimPolicy"});
    Value volume(ValueMap{{u"apiVersion"_s, u"v1"}, {u"kind"_s, u"PersistentVolume"}});
    Value &metadata = mapIn(volume, u"metadata");
    metadata.set(u"name", name);
    mapIn(metadata, u"annotations").set(provisionedBy, provisionerName.toString());
    if (policy == u"Delete") metadata.set(u"finalizers", ValueList{finalizer.toString()});
    Value &spec = mapIn(volume, u"spec");
    if (const Value *modes = at(claim, {u"spec", u"accessModes"})) spec.set(u"accessModes", *modes);
    mapIn(spec, u"capacity").set(u"storage", textAt(claim, {u"spec", u"resources", u"requests", u"storage"}));
    spec.set(u"claimRef", claimReference(claim));
    mapIn(spec, u"hostPath").set(u"path", u"/tmp/hostpath-provisioner/"_s + key);
    mapIn(spec, u"hostPath").set(u"type", u"");
    if (const QString node = annotationOf(claim, selectedNode); !node.isEmpty())
        spec.set(u"nodeAffinity", affinityTo(node));
    spec.set(u"persistentVolumeReclaimPolicy", policy);
    spec.set(u"storageClassName", storageClassOf(claim));
    if (const Value *options = found.find(u"mountOptions")) spec.set(u"mountOptions", *options);
    if (const Value *mode = at(claim, {u"spec", u"volumeMode"})) spec.set(u"volumeMode", *mode);
    const auto made = client().create(std::move(volume));
    constexpr int conflict = 409;
    if (!made && made.status().code != conflict) {
        events().record(claim, u"Warning"_s, u"ProvisioningFailed"_s,
                        u"failed to provision volume with StorageClass \"%1\": %2"_s.arg(storageClassOf(claim),
                                                                                         made.status().message));
        return made.status();
    }
    m_working.erase(key);
    events().record(claim, u"Normal"_s, u"ProvisioningSucceeded"_s, u"Successfully provisioned volume %1"_s.arg(name));
    decided(key, u"made volume %1"_s.arg(name));
    return std::nullopt;
}

bool HostPathProvisioner::shouldDelete(const Value &volume) const
{
    return annotationOf(volume, provisionedBy) == provisionerName &&
           textAt(volume, {u"status", u"phase"}) == u"Released" &&
           textAt(volume, {u"spec", u"persistentVolumeReclaimPolicy"}) == u"Delete";
}

std::optional<ApiStatus> HostPathProvisioner::deleteVolume(const QString &key, const Value &volume)
{
    if (!isDone(key, uidOf(volume))) return std::nullopt;
    const auto removed = client().remove(m_volumes.kind(), {}, key);
    if (!removed && !removed.status().isNotFound()) return removed.status();
    decided(key, u"it is released and its reclaim policy is Delete: deletes it"_s);
    const auto live = client().get(m_volumes.kind(), {}, key);
    m_working.erase(key);
    if (!live) return std::nullopt;
    Value next = *live;
    ValueList finalizers = listAt(next, {u"metadata", u"finalizers"});
    if (std::erase_if(finalizers, [](const Value &one) { return one.isString() && *one.string() == finalizer; }) == 0)
        return std::nullopt;
    if (finalizers.empty())
        mapIn(next, u"metadata").remove(u"finalizers");
    else
        mapIn(next, u"metadata").set(u"finalizers", std::move(finalizers));
    const auto written = client().update(std::move(next));
    return written || written.status().isNotFound() ? std::nullopt : std::optional(written.status());
}

} // namespace practice
