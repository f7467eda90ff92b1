// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/controllers/podcontrol.h"

namespace practice {

// Keeps as many pods of a template as are declared (pkg/controller/replicaset).
class ReplicaSetController final : public Controller
{
public:
    static constexpr int burst = 500; // pods made or deleted in one go

    explicit ReplicaSetController(ComponentProcess &process);

protected:
    std::optional<ApiStatus> reconcile(const QString &key) override;

private:
    void podAdded(const model::Value &pod);
    void podChanged(const model::Value &before, const model::Value &now);
    void podGone(const model::Value &pod);
    void enqueueSoon(const QString &key, const QString &uid);
    void enqueueOwner(const model::Value &pod);
    void enqueueOrphan(const model::Value &pod);
    std::optional<ApiStatus> makeMore(const QString &key, const model::Value &set, int count);
    std::optional<ApiStatus> makeFewer(const QString &key, const model::Value &set, std::vector<model::Value> pods,
                                       int count);
    std::optional<ApiStatus> writeStatus(const QString &key, const model::Value &set,
                                         const std::vector<model::Value> &pods,
                                         const std::optional<ApiStatus> &failure);
    // The ready pods on the same node of all ReplicaSets with the same owner.
    QHash<QString, int> readyByNode(const model::Value &set) const;

    Informer &m_sets;
    Informer &m_pods;
    PodControl m_control;
    Expectations m_expectations;
};

} // namespace practice
