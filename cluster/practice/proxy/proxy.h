// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/controller.h"

namespace practice {

// Where a Service's port leads to: one address of an EndpointSlice.
struct Backend
{
    QString address;
    qint64 port = 0;
    QString pod; // "default/web-1"; empty where no pod is behind it
    QString node;
    QStringList zoneHints;
    bool isReady = false;
    bool isServing = false;
    bool isTerminating = false;
};

// kube-proxy on one node: the table from Services to addresses, which it has from its own watches alone. When its
// process is stopped the table stays as it was last, as the rules in a kernel do (pkg/proxy). One thread.
class Proxy
{
public:
    // Starts nothing: the process does.
    Proxy(ComponentProcess &process, const QString &node);

    const QString &node() const { return m_node; }

    enum class Verdict : quint8 {
        Chosen,
        NoService,
        Headless,     // no address of its own: nothing to proxy
        ExternalName, // nor this
        NotOurs,      // label service.kubernetes.io/service-proxy-name
        NoPort,
        NoEndpoints,     // none that takes traffic anywhere
        NoLocalEndpoints // the traffic policy is Local and none is on this node
    };
    struct Choice
    {
        Verdict verdict = Verdict::NoService;
        Backend backend = {};
        model::Value servicePort = {}; // the entry of spec.ports
        std::size_t candidates = 0;
        QString why = {}; // how the candidates came about and one was chosen
    };
    // Chooses as for one new connection: in turn, or by affinity. port: its name or number. client: an address.
    // fromOutside: by node port or load balancer, so the external traffic policy counts.
    Choice choose(const QString &service, const QString &port, const QString &client, bool fromOutside);
    // The Service with that node port, and the port's number; nothing: there is none.
    std::optional<std::pair<QString, QString>> byNodePort(qint64 nodePort) const;
    // Everything in the slices for a port of a Service, sorted by address.
    std::vector<Backend> backends(const QString &service, const QString &portName) const;

    // {"node","running","rules":[{"service","clusterIP","port","protocol","name","nodePort","sessionAffinity",
    //   "internalTrafficPolicy","externalTrafficPolicy","endpoints":[{"address","port","pod","node","state"}]}]}
    model::Value describe() const;

private:
    struct Affinity
    {
        QString address;
        qint64 usedMs = 0;
    };
    std::vector<Backend> candidates(const model::Value &service, const std::vector<Backend> &all, bool fromOutside,
                                    QString &why) const;
    const Backend *affine(const model::Value &service, const QString &key, const std::vector<Backend> &from,
                          QString &why);

    ComponentProcess &m_process;
    QString m_node;
    Informer &m_services;
    Informer &m_slices;
    Informer &m_nodes;
    std::map<QString, quint64> m_turns;       // by service and port
    std::map<QString, Affinity> m_affinities; // by service, port and client
};

// The entry of spec.ports with that name or number; null: there is none.
const model::Value *servicePortOf(const model::Value &service, const QString &port);

} // namespace practice
