// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/controller.h"
#include "cluster/practice/network/endpointrules.h"
#include "cluster/practice/network/sliceplan.h"

namespace practice {

// What a controller has written of slices that its copy may not show yet (k8s.io/endpointslice endpointslice_tracker).
class SliceTracker
{
public:
    void written(const QString &service, const model::Value &slice);
    void expectRemoval(const QString &service, const model::Value &slice);
    void forget(const QString &service) { m_generations.erase(service); }
    bool knows(const QString &service, const model::Value &slice) const;
    // Another than the one that was written last.
    bool isNews(const QString &service, const model::Value &slice) const;
    // Whether a removal was expected; if not, it is forgotten.
    bool removed(const QString &service, const model::Value &slice);
    bool isStale(const QString &service, const std::vector<model::Value> &slices) const;

private:
    std::map<QString, std::map<QString, qint64>> m_generations; // by the slice's uid; -1: to be removed
};

// Keeps the EndpointSlices of Services with a selector (pkg/controller/endpointslice).
class EndpointSliceController final : public Controller
{
public:
    explicit EndpointSliceController(ComponentProcess &process);

protected:
    std::optional<ApiStatus> reconcile(const QString &key) override;

private:
    void podChanged(const model::Value &before, const model::Value &now);
    void enqueueLater(const QString &service);
    void sliceChanged(const model::Value *before, const model::Value &now);
    void sliceGone(const model::Value &last);
    std::vector<const model::Value *> podsOf(const model::Value &service) const;
    std::vector<model::Value> slicesOf(const model::Value &service) const;
    QStringList write(const QString &key, const model::Value &service, SlicePlan plan, qint64 triggerMs);
    void retry(const QString &key);

    Informer &m_services;
    Informer &m_pods;
    Informer &m_nodes;
    Informer &m_slices;
    TriggerTimes m_times;
    SliceTracker m_tracker;
    std::map<QString, int> m_failures;
    std::map<QString, std::size_t> m_podCounts; // of the last look
};

} // namespace practice
