// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/controller.h"

namespace practice {

// Gives Services of type LoadBalancer an address, as a cloud's controller manager does (k8s.io/cloud-provider
// controllers/service). A process of its own: "cloud-controller-manager".
class ServiceLoadBalancerController final : public Controller
{
public:
    static constexpr qint64 workMs = 1000; // that a load balancer takes to come

    explicit ServiceLoadBalancerController(ComponentProcess &process);

protected:
    std::optional<ApiStatus> reconcile(const QString &key) override;

private:
    std::optional<ApiStatus> ensure(const QString &key, const model::Value &service);
    std::optional<ApiStatus> cleanUp(const QString &key, const model::Value &service);
    std::optional<ApiStatus> failed(const model::Value &service, const QString &what, ApiStatus status);
    QString addressFor(const QString &key, const model::Value &service);

    Informer &m_services;
    Informer &m_nodes;
    std::map<QString, std::pair<QString, qint64>> m_working; // uid and when it is done, by key
    std::map<QString, QString> m_given;                      // addresses by key
};

} // namespace practice
