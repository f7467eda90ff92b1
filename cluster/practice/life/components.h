// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/controller.h"
#include "cluster/practice/life/accesslog.h"

#include <map>
#include <memory>
#include <vector>

namespace practice {

class Proxy;
class RequestRouter;
class Scheduler;

// The processes that make declared state true, as they run in a cluster: kube-scheduler, kube-controller-manager with
// its loops, the nodes' kube-proxies. They know the API server only, and each other not at all. One thread, with the
// server.
class Components
{
public:
    // Both outlive this.
    Components(ApiCore &core, const model::Clock &clock);
    ~Components();

    void start();

    // A process, or a loop in one, by its name; stopped, it does nothing until it is started again. False: there is
    // none.
    bool setStopped(const QString &name, bool stopped);
    // How much later than they happen changes become known to all.
    void setWatchDelay(qint64 ms);
    // All watches break, and every process lists anew.
    void breakWatches();
    // Nothing waits to be done at once.
    bool isIdle() const;

    QStringList names() const; // of processes and loops, each process before its loops
    // What one is doing: ComponentProcess::describe() with "loops":[names], Controller::describe(). Null: there is
    // none.
    model::Value describe(const QString &name) const;
    // {"components":[{"name","process"?,"running"|"stopped","queued"}]}
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
    template<class Loop, class... More>
    Loop &addLoop(Process &process, More &...more)
    {
        auto loop = std::make_unique<Loop>(process.process, more...);
        Loop &made = *loop;
        process.loops.push_back(std::move(loop));
        return made;
    }
    Proxy *proxyOf(const QString &node);
    const Controller *loop(const QString &name) const;

    ApiCore &m_core;
    const model::Clock &m_clock;
    AccessLog m_accesses;
    std::vector<std::unique_ptr<Process>> m_processes;
    const Scheduler *m_scheduler = nullptr;
    ComponentProcess *m_proxies = nullptr;               // kube-proxy's
    std::map<QString, std::unique_ptr<Proxy>> m_proxyOf; // by node
    std::unique_ptr<RequestRouter> m_router;
};

} // namespace practice
