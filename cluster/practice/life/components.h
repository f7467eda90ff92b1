// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/controller.h"
#include "cluster/practice/life/accesslog.h"
#include "cluster/practice/life/eventexpiry.h"
#include "cluster/practice/node/kubelets.h"

#include <map>
#include <memory>
#include <vector>

namespace practice {

class Proxy;
class RequestRouter;
class Scheduler;

// The processes that make declared state true, as they run in a cluster: kube-scheduler, kube-controller-manager with
// its loops, the nodes' kubelets and kube-proxies, and what stands beside them in a cluster of a cloud. They know the
// API server only, and each other not at all. One thread, with the server.
class Components
{
public:
    struct Options
    {
        int nodes = 3;          // that there are at least: node-1 and so on
        double durations = 1;   // of what runtimes take: pulls, starts and the rest; 0: at once
        QString authority = {}; // the API server's certificate authority, as PEM
    };
    // core and clock outlive this.
    Components(ApiCore &core, const model::Clock &clock, const Options &options);
    ~Components();

    // Nodes that the store has already, from a saved state, get their kubelets again.
    void start();
    Kubelets &kubelets() { return m_kubelets; }

    // A process, or a loop in one, by its name; stopped, it does nothing until it is started again. False: there is
    // none.
    bool setStopped(const QString &name, bool stopped);
    // How much later than they happen changes become known to all.
    void setWatchDelay(qint64 ms);
    // All watches break, and every process lists anew.
    void breakWatches();
    // Nothing waits to be done at once.
    bool isIdle() const;

    // What one is doing: ComponentProcess::describe() with "loops":[names], Controller::describe(),
    // Kubelet::describe(). Null: there is none.
    model::Value describe(const QString &name) const;
    // {"components":[{"name","process"?,"running":bool,"queued"?}]}
    model::Value describeAll() const;
    // The scheduler's last decision about a pod with each node's filters and scores; null: there was none lately.
    model::Value placement(const QString &space, const QString &pod) const;
    // What a node's kube-proxy would do, as Proxy::describe() has it; null: there is no such node.
    model::Value proxyTable(const QString &node);
    // Follows a request through the cluster: see RequestSpec and RequestRoute.
    model::Value sendRequest(const model::Value &spec);
    const AccessLog &accesses() const { return m_accesses; }

private:
    struct Process
    {
        ComponentProcess process;
        std::vector<std::unique_ptr<Controller>> loops = {};
    };
    Process &addProcess(const QString &name);
    void addWorkloadLoops(Process &manager);
    void addKeeperLoops(Process &manager);
    void addKubelets();
    template<class Loop, class... More>
    Loop &addLoop(Process &process, More &&...more)
    {
        auto loop = std::make_unique<Loop>(process.process, std::forward<More>(more)...);
        Loop &made = *loop;
        process.loops.push_back(std::move(loop));
        return made;
    }
    Kubelet *kubeletOf(const QString &name) const;
    Proxy *proxyOf(const QString &node);
    const Controller *loop(const QString &name) const;

    ApiCore &m_core;
    const model::Clock &m_clock;
    Options m_options;
    AccessLog m_accesses;
    EventExpiry m_expiry;
    Kubelets m_kubelets;
    std::vector<std::unique_ptr<Process>> m_processes;
    const Scheduler *m_scheduler = nullptr;
    ComponentProcess *m_proxies = nullptr;               // kube-proxy's
    std::map<QString, std::unique_ptr<Proxy>> m_proxyOf; // by node
    std::unique_ptr<RequestRouter> m_router;
};

} // namespace practice
