// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/controller.h"

namespace practice {

// What a pod's PersistentVolumeClaims have to say before it is placed, and afterwards (plugins/volumebinding). Where a
// bound volume can be reached from is not looked at.
class PodClaims
{
public:
    // changed: something about claims did that may help a pod which waits.
    PodClaims(ComponentProcess &process, const std::function<void()> &changed);

    // Why a pod can go nowhere as long as they are as they are: "pod has unbound immediate PersistentVolumeClaims";
    // empty: they don't keep it.
    QString problemOf(const model::Value &pod) const;
    // Tells the claims that wait for their first pod which node it will be on. False: all are bound, so the pod may be.
    bool claimFor(const model::Value &pod, const QString &node) const;

private:
    std::vector<std::pair<QString, bool>> claimsOf(const model::Value &pod) const;
    bool waitsForPod(const model::Value &claim) const;

    const ComponentClient &m_client;
    Informer &m_claims;
    Informer &m_classes;
};

} // namespace practice
