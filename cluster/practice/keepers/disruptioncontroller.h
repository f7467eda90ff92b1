// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/keepers/expectedscale.h"

namespace practice {

// Says in each PodDisruptionBudget how many of its pods may be disrupted now (pkg/controller/disruption).
class DisruptionController final : public Controller
{
public:
    static constexpr qint64 deletionMs = 120 * 1000; // in which an evicted pod is to be gone
    static constexpr qint64 staleMs = 120 * 1000;    // after which a pod's DisruptionTarget was for nothing

    explicit DisruptionController(ComponentProcess &process);

protected:
    std::optional<ApiStatus> reconcile(const QString &key) override;

private:
    using Pods = std::vector<const model::Value *>;
    struct Healthy
    {
        qint64 current = 0;
        qint64 desired = 0;
        qint64 expected = 0;
    };

    void podChanged(const model::Value &pod);
    Pods podsOf(const model::Value &budget) const;
    Answer<Healthy> healthOf(const model::Value &budget, const Pods &pods);
    // Those that are still to go; when to look again, 0: need not.
    model::ValueMap stillDisrupted(const model::Value &budget, const Pods &pods, qint64 &againMs);
    std::optional<ApiStatus> write(const QString &key, const model::Value &budget, const Healthy &health,
                                   model::ValueMap disrupted);
    std::optional<ApiStatus> failSafe(const model::Value &budget, const QString &why) const;
    // Milliseconds until it counts for nothing; nothing: it doesn't.
    std::optional<qint64> untilStaleMs(const model::Value &pod) const;
    std::optional<ApiStatus> clearStale(const QString &podKey);

    Informer &m_budgets;
    Informer &m_pods;
    ExpectedScale m_scale;
};

} // namespace practice
