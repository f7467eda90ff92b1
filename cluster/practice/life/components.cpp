// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/life/components.h"

#include "cluster/practice/autoscaling/autoscaler.h"
#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/daemonset.h"
#include "cluster/practice/controllers/deployment.h"
#include "cluster/practice/controllers/replicaset.h"
#include "cluster/practice/controllers/statefulset.h"
#include "cluster/practice/keepers/cronjobcontroller.h"
#include "cluster/practice/keepers/disruptioncontroller.h"
#include "cluster/practice/keepers/garbagecollector.h"
#include "cluster/practice/keepers/jobcontroller.h"
#include "cluster/practice/keepers/jobttl.h"
#include "cluster/practice/keepers/namespacecontroller.h"
#include "cluster/practice/keepers/podgarbage.h"
#include "cluster/practice/keepers/resourcequotacontroller.h"
#include "cluster/practice/keepers/spacedefaults.h"
#include "cluster/practice/network/endpoints.h"
#include "cluster/practice/network/ingressstatus.h"
#include "cluster/practice/network/loadbalancers.h"
#include "cluster/practice/network/mirroring.h"
#include "cluster/practice/nodecontrol/nodeipam.h"
#include "cluster/practice/nodecontrol/nodelifecycle.h"
#include "cluster/practice/nodecontrol/tainteviction.h"
#include "cluster/practice/nodecontrol/ttl.h"
#include "cluster/practice/proxy/requestrouter.h"
#include "cluster/practice/scheduler/scheduler.h"
#include "cluster/practice/storage/hostpathprovisioner.h"
#include "cluster/practice/storage/protection.h"
#include "cluster/practice/storage/volumebinder.h"

namespace practice {

using model::Value;
using model::ValueList;

namespace {

QString nameOfKubelet(const Kubelet &kubelet) { return QStringLiteral("kubelet/") + kubelet.name(); }

Value toValue(const NodeVerdict &verdict)
{
    Value one;
    one.set(u"node", verdict.node);
    if (!verdict.rejectedBy.isEmpty()) {
        ValueList reasons;
        for (const QString &reason : verdict.rejection.reasons) reasons.push_back(reason);
        one.set(u"rejectedBy", verdict.rejectedBy);
        one.set(u"reasons", std::move(reasons));
        return one;
    }
    Value scores{model::ValueMap()};
    for (const auto &[plugin, score] : verdict.scores) scores.set(plugin, score);
    one.set(u"scores", std::move(scores));
    one.set(u"total", verdict.total);
    return one;
}

} // namespace

Components::Components(ApiCore &core, const model::Clock &clock, const Options &options)
    : m_core(core),
      m_clock(clock),
      m_options(options),
      m_accesses(clock),
      m_expiry(core, clock),
      m_kubelets(core, clock, [this](const Access &access) { m_accesses.add(access); })
{
    m_scheduler = &addLoop<Scheduler>(addProcess(QStringLiteral("kube-scheduler")));
    Process &manager = addProcess(QStringLiteral("kube-controller-manager"));
    addWorkloadLoops(manager);
    addKeeperLoops(manager);
    Process &cloud = addProcess(QStringLiteral("cloud-controller-manager"));
    addLoop<ServiceLoadBalancerController>(cloud);
    addLoop<IngressStatusController>(addProcess(QStringLiteral("ingress-controller")));
    addLoop<HostPathProvisioner>(addProcess(QStringLiteral("hostpath-provisioner")));
    m_proxies = &addProcess(QStringLiteral("kube-proxy")).process;
    m_router = std::make_unique<RequestRouter>(*m_proxies, [this](const QString &node) { return proxyOf(node); });
}

void Components::addWorkloadLoops(Process &manager)
{
    addLoop<DeploymentController>(manager);
    addLoop<ReplicaSetController>(manager);
    addLoop<StatefulSetController>(manager);
    addLoop<DaemonSetController>(manager);
    addLoop<JobController>(manager);
    addLoop<TtlAfterFinishedController>(manager);
    addLoop<CronJobController>(manager);
    addLoop<HorizontalPodAutoscalerController>(manager, &m_kubelets);
    addLoop<DisruptionController>(manager);
    addLoop<EndpointSliceController>(manager);
    addLoop<EndpointsController>(manager);
    addLoop<EndpointSliceMirroringController>(manager);
}

void Components::addKeeperLoops(Process &manager)
{
    // /24 each: so many fit into the usual range.
    constexpr int usualNodes = 256;
    addLoop<NodeIpamController>(manager, m_options.nodes > usualNodes ? QStringLiteral("10.128.0.0/10")
                                                                      : QStringLiteral("10.244.0.0/16"));
    addLoop<NodeLifecycleController>(manager);
    addLoop<TaintEvictionController>(manager);
    addLoop<TtlController>(manager);
    addLoop<PodGarbageCollector>(manager);
    addLoop<NamespaceController>(manager);
    addLoop<GarbageCollector>(manager);
    addLoop<ServiceAccountController>(manager);
    addLoop<RootCaPublisher>(manager, m_options.authority);
    addLoop<ResourceQuotaController>(manager);
    addLoop<VolumeBinder>(manager);
    addLoop<ClaimProtectionController>(manager);
    addLoop<VolumeProtectionController>(manager);
}

Components::~Components() = default;

Components::Process &Components::addProcess(const QString &name)
{
    const auto log = [this](const Access &access) { m_accesses.add(access); };
    m_processes.push_back(std::make_unique<Process>(Process{.process = {m_core, m_clock, name, log}}));
    return *m_processes.back();
}

void Components::start()
{
    m_expiry.start();
    addKubelets();
    for (const auto &process : m_processes) process->process.start();
    m_kubelets.start();
}

void Components::addKubelets()
{
    std::set<int> numbers;
    for (int number = 1; number <= m_options.nodes; ++number) numbers.insert(number);
    const ComponentClient &client = m_kubelets.process().client();
    constexpr QStringView prefix = u"node-";
    for (const Value &node : client.list(client.kind(u"v1", u"Node")).objects) {
        const QString name = nameOf(node);
        const int number = name.startsWith(prefix) ? QStringView(name).sliced(prefix.size()).toInt() : 0;
        if (number > 0) numbers.insert(number);
    }
    for (const int number : numbers) {
        KubeletOptions machine = KubeletOptions::machine(number);
        machine.scale = m_options.durations;
        m_kubelets.add(machine);
        m_proxyOf[machine.name] = std::make_unique<Proxy>(*m_proxies, machine.name);
    }
}

const Controller *Components::loop(const QString &name) const
{
    for (const auto &process : m_processes)
        for (const auto &loop : process->loops)
            if (loop->name() == name) return loop.get();
    return nullptr;
}

bool Components::setStopped(const QString &name, bool stopped)
{
    for (const auto &process : m_processes) {
        if (process->process.client().agent() == name) {
            if (process->process.isRunning() == stopped) stopped ? process->process.stop() : process->process.start();
            return true;
        }
        for (const auto &loop : process->loops)
            if (loop->name() == name) {
                loop->setStopped(stopped);
                return true;
            }
    }
    Kubelet *kubelet = kubeletOf(name);
    if (kubelet) kubelet->setMachine(stopped ? Kubelet::Machine::KubeletStopped : Kubelet::Machine::Up);
    return kubelet;
}

// Of "kubelet/NODE"; null: there is none.
Kubelet *Components::kubeletOf(const QString &name) const
{
    constexpr QStringView prefix = u"kubelet/";
    return name.startsWith(prefix) ? m_kubelets.find(name.mid(prefix.size())) : nullptr;
}

void Components::setWatchDelay(qint64 ms)
{
    m_kubelets.process().setWatchDelay(ms);
    for (const auto &process : m_processes) process->process.setWatchDelay(ms);
}

void Components::breakWatches()
{
    m_kubelets.process().breakWatches();
    for (const auto &process : m_processes) process->process.breakWatches();
}

bool Components::isIdle() const
{
    return std::ranges::all_of(m_processes, [](const auto &process) {
        return std::ranges::all_of(process->loops, [](const auto &loop) { return loop->isIdle(); });
    });
}

Value Components::describe(const QString &name) const
{
    if (const Controller *found = loop(name)) return found->describe();
    if (const Kubelet *kubelet = kubeletOf(name)) return kubelet->describe();
    for (const auto &process : m_processes) {
        if (process->process.client().agent() != name) continue;
        Value described = process->process.describe();
        ValueList loops;
        for (const auto &loop : process->loops) loops.push_back(loop->name());
        described.set(u"loops", std::move(loops));
        return described;
    }
    return {};
}

Value Components::describeAll() const
{
    ValueList all;
    for (const auto &process : m_processes) {
        Value one;
        one.set(u"name", process->process.client().agent());
        one.set(u"running", process->process.isRunning());
        all.push_back(std::move(one));
        for (const auto &loop : process->loops) {
            Value inner;
            inner.set(u"name", loop->name());
            inner.set(u"process", process->process.client().agent());
            inner.set(u"running", process->process.isRunning() && !loop->isStopped());
            inner.set(u"queued", qint64(loop->queued()));
            all.push_back(std::move(inner));
        }
    }
    for (const Kubelet *kubelet : m_kubelets.all()) {
        Value one;
        one.set(u"name", nameOfKubelet(*kubelet));
        one.set(u"running", kubelet->machine() == Kubelet::Machine::Up);
        all.push_back(std::move(one));
    }
    Value list;
    list.set(u"components", std::move(all));
    return list;
}

// One that comes later has its own from the first moment that it is asked for; they all know what the process knows.
Proxy *Components::proxyOf(const QString &node)
{
    if (!m_proxies->informer(u"v1", u"Node").find(node)) return nullptr;
    std::unique_ptr<Proxy> &place = m_proxyOf[node];
    if (!place) place = std::make_unique<Proxy>(*m_proxies, node);
    return place.get();
}

Value Components::proxyTable(const QString &node)
{
    const Proxy *proxy = proxyOf(node);
    return proxy ? proxy->describe() : Value();
}

Value Components::sendRequest(const Value &spec) { return m_router->sendRequest(RequestSpec::read(spec)).toValue(); }

Value Components::placement(const QString &space, const QString &pod) const
{
    const Placement *found = m_scheduler->lastPlacement(Informer::keyOf(space, pod));
    if (!found) return {};
    ValueList nodes;
    for (const NodeVerdict &verdict : found->verdicts) nodes.push_back(toValue(verdict));
    Value all;
    all.set(u"pod", pod);
    all.set(u"namespace", space);
    if (found->node.isEmpty())
        all.set(u"message", found->wholeMessage());
    else
        all.set(u"node", found->node);
    all.set(u"nodes", std::move(nodes));
    return all;
}

} // namespace practice
