// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/controller.h"

namespace practice {

// Binds PersistentVolumeClaims to PersistentVolumes, asks provisioners for new ones and takes back those that are free
// again (pkg/controller/volume/persistentvolume). Keys: "namespace/claim" and "volume". What fails is not retried at
// once: everything is looked at again every 15 seconds.
class VolumeBinder final : public Controller
{
public:
    static constexpr qint64 resyncMs = 15 * 1000; // --pvclaimbinder-sync-period

    explicit VolumeBinder(ComponentProcess &process);

protected:
    std::optional<ApiStatus> reconcile(const QString &key) override;

private:
    // Null is done; a Status stops what was going on.
    using Outcome = std::optional<ApiStatus>;

    void resync();
    // The newest that is known of an object: what was written last may not have come back yet.
    std::optional<model::Value> claimAt(const QString &key) const;
    std::optional<model::Value> volumeAt(const QString &name) const;
    std::map<QString, model::Value> allVolumes() const;
    Answer<model::Value> write(model::Value object, const QString &subresource = {});

    Outcome syncClaim(const model::Value &claim);
    Outcome syncUnbound(const model::Value &claim);
    Outcome syncNamed(const model::Value &claim); // unbound, but with a volumeName
    Outcome syncBound(const model::Value &claim);
    Outcome waitOrProvision(const model::Value &claim, bool delaysBinding);
    Outcome provision(const model::Value &claim);
    Answer<bool> assignDefaultClass(const model::Value &claim);
    bool delaysBinding(const model::Value &claim) const;
    void sayWaiting(const model::Value &claim);
    Outcome bind(model::Value volume, model::Value claim);
    Outcome setClaimPhase(model::Value claim, const QString &phase, const model::Value *volume = nullptr);
    Outcome loseClaim(const model::Value &claim, const QString &reason, const QString &message);

    Outcome syncVolume(const model::Value &volume);
    Answer<model::Value> setVolumePhase(model::Value volume, const QString &phase, const QString &message = {});
    Outcome failVolume(const model::Value &volume, const QString &reason, const QString &message);
    Outcome releaseVolume(model::Value volume);
    Outcome reclaim(const model::Value &volume);
    Outcome recycle(const model::Value &volume);
    Outcome deleteVolume(const model::Value &volume);
    Outcome unbind(model::Value volume);

    Informer &m_claims;
    Informer &m_volumes;
    Informer &m_classes;
    Informer &m_pods;
    std::map<QString, model::Value> m_written; // claims and volumes by key, as they were written last
    std::unique_ptr<QObject> m_resync = {};
};

} // namespace practice
