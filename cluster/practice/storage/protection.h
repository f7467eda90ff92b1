// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/controller.h"

namespace practice {

// Lets a claim that is being deleted go only when no pod on a node uses it (pkg/controller/volume/pvcprotection).
class ClaimProtectionController final : public Controller
{
public:
    explicit ClaimProtectionController(ComponentProcess &process);

protected:
    std::optional<ApiStatus> reconcile(const QString &key) override;

private:
    void podGone(const model::Value &pod);
    std::optional<QString> userOf(const model::Value &claim) const; // the name of a pod that uses it

    Informer &m_claims;
    Informer &m_pods;
};

// Lets a volume that is being deleted go only when it is not bound (pkg/controller/volume/pvprotection).
class VolumeProtectionController final : public Controller
{
public:
    explicit VolumeProtectionController(ComponentProcess &process);

protected:
    std::optional<ApiStatus> reconcile(const QString &key) override;

private:
    Informer &m_volumes;
};

} // namespace practice
