// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/proxy/networkpolicies.h"
#include "cluster/practice/proxy/proxy.h"
#include "cluster/practice/proxy/requestroute.h"

namespace practice {

// Follows a request through the practice cluster: an Ingress, a Service, kube-proxy on a node, NetworkPolicies, a pod,
// a container's port. It decides nothing of its own: what the proxies know, how late they are, shows.
class RequestRouter
{
public:
    using ProxyOf = std::function<Proxy *(const QString &node)>; // null: none ran there yet
    // Whether a container listens on a port; nothing: unknown, and then it listens on what it declares, and on
    // everything if its pod declares no port at all.
    using Listens = std::function<std::optional<bool>(const model::Value &pod, const QString &container, qint64 port)>;

    RequestRouter(ComponentProcess &process, ProxyOf proxyOf, Listens listens = {});

    RequestRoute sendRequest(const RequestSpec &spec);

private:
    struct Travel; // a request under way

    bool findClient(Travel &travel) const;
    bool viaIngress(Travel &travel);
    bool viaService(Travel &travel, const QString &service, QString port, bool fromOutside);
    bool viaHeadless(Travel &travel, const model::Value &service, const QString &port);
    bool viaPod(Travel &travel);
    bool arrive(Travel &travel, const QString &pod, const QString &address, qint64 port);
    bool passPolicies(Travel &travel, const model::Value *pod, const QString &address, qint64 port);
    bool enterContainer(Travel &travel, const model::Value &pod, qint64 port);
    // Why a Service leads nowhere.
    QString whyNoEndpoints(const model::Value &service, const model::Value &servicePort) const;
    bool serves(const model::Value &ingress, const QString &wantedClass) const;

    Informer &m_ingresses;
    Informer &m_classes;
    Informer &m_services;
    Informer &m_pods;
    Informer &m_nodes;
    Informer &m_namespaces;
    Informer &m_policies;
    ProxyOf m_proxyOf;
    Listens m_listens;
    std::map<QString, quint64> m_turns; // of the addresses that DNS answers, by Service
};

} // namespace practice
