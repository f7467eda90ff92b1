// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/network/endpointslice.h"

namespace practice {

// Makes EndpointSlices of Endpoints that people wrote for a Service without selector
// (pkg/controller/endpointslicemirroring).
class EndpointSliceMirroringController final : public Controller
{
public:
    static constexpr int mostPerSubset = 1000; // --mirroring-max-endpoints-per-subset

    explicit EndpointSliceMirroringController(ComponentProcess &process);

protected:
    std::optional<ApiStatus> reconcile(const QString &key) override;

private:
    void sliceChanged(const model::Value *before, const model::Value &now);
    std::vector<model::Value> slicesOf(const QString &key) const;
    std::optional<ApiStatus> removeAll(const QString &key);
    std::optional<ApiStatus> write(const QString &key, SlicePlan plan);

    Informer &m_services;
    Informer &m_endpoints;
    Informer &m_slices;
    SliceTracker m_tracker;
};

} // namespace practice
