// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/controllers/deploymentstate.h"
#include "cluster/practice/controllers/podcontrol.h"

namespace practice {

// Rolls out a template by ReplicaSets, one for each template that there was (pkg/controller/deployment).
class DeploymentController final : public Controller
{
public:
    static constexpr int mostRetries = 15; // then it waits for something to change

    explicit DeploymentController(ComponentProcess &process);

protected:
    std::optional<ApiStatus> reconcile(const QString &key) override;

private:
    using Refusal = std::optional<ApiStatus>; // nothing: done

    // What one look at a Deployment knows. Its ReplicaSets stay as they were found, however they are scaled meanwhile:
    // the status says what was seen.
    struct Sync
    {
        QString key;
        model::Value d;
        Sets sets = {};           // all that are its own, the oldest first
        model::Value newSet = {}; // null: there is none yet
        Sets oldSets = {};

        Sets all() const; // the old ones, then the new one
    };

    Refusal look(const QString &key);
    void setChanged(const model::Value &before, const model::Value &now);
    void setSeen(const model::Value &set);
    void podGone(const model::Value &pod);
    const model::Value *ownerOf(const model::Value &set) const; // null: no Deployment's

    // The ReplicaSets (deploymentsets.cpp).
    Refusal findSets(Sync &sync, bool create);
    Refusal takeUpSet(Sync &sync, int index, qint64 revision);
    Refusal makeSet(Sync &sync, qint64 revision);
    Refusal setExists(Sync &sync, const ApiStatus &refusal, const QString &name);
    Refusal failedToMakeSet(Sync &sync, const ApiStatus &refusal, const QString &name);
    // Its replicas, with the annotations that tell of it; the former does nothing where they are right. After: what it
    // is then.
    Refusal resizeSet(Sync &sync, const model::Value &set, qint64 replicas, model::Value *after = nullptr);
    Refusal scaleSet(Sync &sync, const model::Value &set, qint64 replicas, model::Value *after = nullptr);
    Refusal removeOldSets(Sync &sync);

    // How it goes on (deploymentrollout.cpp).
    bool isScalingEvent(const Sync &sync) const;
    Refusal scale(Sync &sync); // also a paused one
    Refusal scaleSets(Sync &sync);
    Refusal scaleInProportion(Sync &sync);
    Refusal rollOut(Sync &sync);
    Refusal scaleDownOldSets(Sync &sync, bool &scaled);
    Refusal takeUnhealthy(Sync &sync, Sets &old, qint64 most, qint64 &taken);
    Refusal recreate(Sync &sync);
    bool hasOldPods(const Sync &sync) const;
    Refusal rollBack(Sync &sync, qint64 revision);

    // What is said about it (deploymentstatus.cpp).
    model::Value statusOf(const Sync &sync) const;
    Refusal notePause(Sync &sync);
    Refusal writeStatus(Sync &sync, model::Value status);
    Refusal writeRolloutStatus(Sync &sync);
    void judgeProgress(const Sync &sync, model::Value &status);
    void lookAgain(const Sync &sync, const model::Value &status); // when its time is over

    Informer &m_deployments;
    Informer &m_sets;
    Informer &m_pods;
    PodControl m_control; // claims ReplicaSets
    QHash<QString, int> m_failures = {};
};

} // namespace practice
