// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/controller.h"
#include "cluster/practice/keepers/jobsync.h"

namespace practice {

// Runs the pods of Jobs to their ends (pkg/controller/job). Takes its finalizer from pods that no Job counts any more.
class JobController final : public Controller
{
public:
    explicit JobController(ComponentProcess &process);

protected:
    std::optional<ApiStatus> reconcile(const QString &key) override;

private:
    void jobChanged(const model::Value &before, const model::Value &now);
    void jobGone(const model::Value &last);
    void podAdded(const model::Value &pod);
    void podChanged(const model::Value &before, const model::Value &now);
    void podGone(const model::Value &pod, bool isFinal);
    // Whoever may adopt it.
    void enqueueSelecting(const model::Value &pod);
    void enqueueOrphan(const model::Value &pod);
    void enqueueOrphansOf(const model::Value &job);
    std::optional<ApiStatus> releaseOrphan(const QString &podKey);

    // Null: no such Job, or another one of its name.
    const model::Value *jobOf(const model::Value &pod, const model::Value *reference) const;
    std::vector<model::Value> claim(const model::Value &job);
    std::optional<ApiStatus> setOwned(const model::Value &job, model::Value &pod, bool owned) const;

    Informer &m_jobs;
    Informer &m_pods;
    JobTools m_tools;
};

} // namespace practice
