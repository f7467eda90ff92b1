// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/controller.h"
#include "cluster/practice/network/endpointrules.h"

namespace practice {

// Keeps the Endpoints of Services with a selector, which EndpointSlices have replaced but which are still written
// (pkg/controller/endpoint).
class EndpointsController final : public Controller
{
public:
    explicit EndpointsController(ComponentProcess &process);

protected:
    std::optional<ApiStatus> reconcile(const QString &key) override;

private:
    void enqueueLater(const QString &service);
    model::ValueList subsetsOf(const model::Value &service, const std::vector<const model::Value *> &pods) const;
    std::optional<ApiStatus> removeLeftOver(const QString &key);
    std::optional<ApiStatus> write(const QString &key, const model::Value &service, model::Value endpoints,
                                   model::ValueList subsets, qint64 triggerMs);

    Informer &m_services;
    Informer &m_pods;
    Informer &m_endpoints;
    TriggerTimes m_times;
    std::map<QString, QString> m_stale;         // the version of an object that was overwritten, by key
    std::map<QString, std::size_t> m_podCounts; // of the last look
};

} // namespace practice
