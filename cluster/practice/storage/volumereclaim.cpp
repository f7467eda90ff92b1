// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/storage/claims.h"
#include "cluster/practice/storage/volumebinder.h"

namespace practice {

using model::Value;
using namespace Qt::StringLiterals;

Answer<Value> VolumeBinder::setVolumePhase(Value volume, const QString &phase, const QString &message)
{
    if (textAt(volume, {u"status", u"phase"}) == phase) return volume;
    Value &status = mapIn(volume, u"status");
    status.set(u"phase", phase);
    if (message.isEmpty())
        status.remove(u"message");
    else
        status.set(u"message", message);
    decided(nameOf(volume), message.isEmpty() ? u"is %1 now"_s.arg(phase) : u"is %1: %2"_s.arg(phase, message));
    return write(std::move(volume), u"status"_s);
}

VolumeBinder::Outcome VolumeBinder::failVolume(const Value &volume, const QString &reason, const QString &message)
{
    if (textAt(volume, {u"status", u"phase"}) == u"Failed") return std::nullopt;
    const auto written = setVolumePhase(volume, u"Failed"_s, message);
    if (!written) return written.status();
    events().record(*written, u"Warning"_s, reason, message);
    return std::nullopt;
}

VolumeBinder::Outcome VolumeBinder::syncVolume(const Value &volume)
{
    if (textAt(volume, {u"spec", u"claimRef", u"uid"}).isEmpty()) { // free, or kept for a claim that is not there yet
        const auto written = setVolumePhase(volume, u"Available"_s);
        return written ? std::nullopt : Outcome(written.status());
    }
    const QString key = claimKeyOf(volume);
    auto claim = claimAt(key);
    const bool isSame = claim && uidOf(*claim) == textAt(volume, {u"spec", u"claimRef", u"uid"});
    if (!isSame) { // the copy may be late: the API server has the last word
        const auto live = client().get(m_claims.kind(), textAt(volume, {u"spec", u"claimRef", u"namespace"}),
                                       textAt(volume, {u"spec", u"claimRef", u"name"}));
        claim = live && uidOf(*live) == textAt(volume, {u"spec", u"claimRef", u"uid"}) ? std::optional(*live)
                                                                                       : std::nullopt;
    }
    if (!claim) return releaseVolume(volume);
    const QString named = textAt(*claim, {u"spec", u"volumeName"});
    if (named.isEmpty()) {
        if (differInMode(volume, *claim)) {
            events().record(volume, u"Warning"_s, u"VolumeMismatch"_s,
                            u"Cannot bind PersistentVolume to requested PersistentVolumeClaim \"%1\" due to "
                            "incompatible volumeMode."_s.arg(nameOf(*claim)));
            events().record(*claim, u"Warning"_s, u"VolumeMismatch"_s,
                            u"Cannot bind PersistentVolume \"%1\" to requested PersistentVolumeClaim due to "
                            "incompatible volumeMode."_s.arg(nameOf(volume)));
            return std::nullopt;
        }
        enqueue(key); // the claim's turn completes it
        return std::nullopt;
    }
    if (named == nameOf(volume)) {
        const auto written = setVolumePhase(volume, u"Bound"_s);
        return written ? std::nullopt : Outcome(written.status());
    }
    // The claim has another volume.
    if (hasAnnotation(volume, provisionedBy) &&
        textAt(volume, {u"spec", u"persistentVolumeReclaimPolicy"}) == u"Delete")
        return releaseVolume(volume);
    return unbind(volume);
}

VolumeBinder::Outcome VolumeBinder::releaseVolume(Value volume)
{
    const QString phase = textAt(volume, {u"status", u"phase"});
    if (phase != u"Released" && phase != u"Failed") {
        const auto written = setVolumePhase(std::move(volume), u"Released"_s);
        if (!written) return written.status();
        volume = *written;
    }
    return reclaim(volume);
}

VolumeBinder::Outcome VolumeBinder::reclaim(const Value &volume)
{
    const QString policy = textAt(volume, {u"spec", u"persistentVolumeReclaimPolicy"});
    if (policy == u"Retain") return std::nullopt;
    if (policy == u"Recycle") return recycle(volume);
    if (policy == u"Delete") return deleteVolume(volume);
    return failVolume(volume, u"VolumeUnknownReclaimPolicy"_s,
                      u"Volume has unrecognized PersistentVolumeReclaimPolicy"_s);
}

// As if the pod that empties the volume had run.
VolumeBinder::Outcome VolumeBinder::recycle(const Value &volume)
{
    QStringList users;
    for (const Value *pod : m_pods.byIndex(u"claim"_s, claimKeyOf(volume)))
        if (!isOver(*pod)) users.append(Informer::keyOf(*pod));
    if (!users.isEmpty() && !claimAt(claimKeyOf(volume))) {
        events().record(volume, u"Normal"_s, u"VolumeFailedRecycle"_s,
                        u"Volume is used by pods: %1"_s.arg(users.join(u',')));
        return std::nullopt;
    }
    if (!at(volume, {u"spec", u"hostPath"}) && !at(volume, {u"spec", u"nfs"}))
        return failVolume(volume, u"VolumeFailedRecycle"_s, u"No recycler plugin found for the volume!"_s);
    events().record(volume, u"Normal"_s, u"VolumeRecycled"_s, u"Volume recycled"_s);
    return unbind(volume);
}

// Only a hostPath below /tmp can be deleted here (pkg/volume/hostpath); drivers and provisioners outside delete theirs.
VolumeBinder::Outcome VolumeBinder::deleteVolume(const Value &volume)
{
    const QString provisioner = annotationOf(volume, provisionedBy);
    if (!provisioner.isEmpty() && !provisioner.startsWith(u"kubernetes.io/")) return std::nullopt;
    if (at(volume, {u"spec", u"csi"})) return std::nullopt;
    if (!at(volume, {u"spec", u"hostPath"}))
        return failVolume(
            volume, u"VolumeFailedDelete"_s,
            u"error getting deleter volume plugin for volume \"%1\": no deletable volume plugin matched"_s.arg(
                nameOf(volume)));
    const QString path = textAt(volume, {u"spec", u"hostPath", u"path"});
    const qsizetype below = path.indexOf(u"/tmp/");
    if (below < 0 || path.size() <= below + 5)
        return failVolume(volume, u"VolumeFailedDelete"_s,
                          u"host_path deleter only supports /tmp/.+ but received provided %1"_s.arg(path));
    const auto removed = client().remove(m_volumes.kind(), {}, nameOf(volume));
    if (!removed) return removed.status();
    decided(nameOf(volume), u"its claim is gone and its reclaim policy is Delete: deletes it"_s);
    return std::nullopt;
}

VolumeBinder::Outcome VolumeBinder::unbind(Value volume)
{
    if (hasAnnotation(volume, boundByController)) {
        mapIn(volume, u"spec").remove(u"claimRef");
        Value &annotations = mapIn(mapIn(volume, u"metadata"), u"annotations");
        annotations.remove(boundByController);
        if (annotations.map()->empty()) mapIn(volume, u"metadata").remove(u"annotations");
    } else {
        mapIn(mapIn(volume, u"spec"), u"claimRef").remove(u"uid");
    }
    const auto written = write(std::move(volume));
    if (!written) return written.status();
    const auto phased = setVolumePhase(*written, u"Available"_s);
    return phased ? std::nullopt : Outcome(phased.status());
}

} // namespace practice
