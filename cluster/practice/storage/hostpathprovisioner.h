// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/controller.h"

namespace practice {

// Makes PersistentVolumes for claims whose StorageClass names this provisioner, and deletes them again: an external
// provisioner as they are written with sig-storage-lib-external-provisioner. A process of its own, as nothing of it is
// in kube-controller-manager.
class HostPathProvisioner final : public Controller
{
public:
    static constexpr QStringView provisionerName = u"practice.kubewright.io/hostpath";
    static constexpr qint64 workMs = 500; // that making or deleting one takes

    explicit HostPathProvisioner(ComponentProcess &process);

protected:
    std::optional<ApiStatus> reconcile(const QString &key) override;

private:
    bool shouldProvision(const model::Value &claim) const;
    std::optional<ApiStatus> provision(const QString &key, const model::Value &claim);
    bool shouldDelete(const model::Value &volume) const;
    std::optional<ApiStatus> deleteVolume(const QString &key, const model::Value &volume);
    // Whether the work that takes its time is done; begins it the first time.
    bool isDone(const QString &key, const QString &uid);

    Informer &m_claims;
    Informer &m_volumes;
    Informer &m_classes;
    std::map<QString, std::pair<QString, qint64>> m_working; // uid and when it is done, by key
};

} // namespace practice
