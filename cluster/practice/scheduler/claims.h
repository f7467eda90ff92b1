// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/controller.h"
#include "cluster/practice/scheduler/podvolumes.h"

namespace practice {

// What a pod's PersistentVolumeClaims have to say before it is placed, and afterwards (plugins/volumebinding).
class PodClaims
{
public:
    // changed: something about claims did that may help a pod which waits.
    PodClaims(ComponentProcess &process, const std::function<void()> &changed);

    // Why a pod can go nowhere as long as they are as they are: "pod has unbound immediate PersistentVolumeClaims";
    // empty: they don't keep it.
    QString problemOf(const model::Value &pod) const;
    // What they say of nodes, where they don't keep it from all of them.
    PodVolumes volumesOf(const model::Value &pod) const;
    // Gives the claims that wait for their first pod the volumes that are there for them on its node, and tells the
    // others which node that is. False: all are bound, so the pod may be.
    bool claimFor(const model::Value &pod, const NodeState &node) const;

private:
    std::vector<std::pair<QString, bool>> claimsOf(const model::Value &pod) const;
    bool waitsForPod(const model::Value &claim) const;
    void bindTo(const model::Value &claim, const model::Value &volume) const;
    void select(const model::Value &claim, const QString &node) const;

    const ComponentClient &m_client;
    Informer &m_claims;
    Informer &m_volumes;
    Informer &m_classes;
};

} // namespace practice
