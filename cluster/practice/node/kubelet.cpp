// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/node/kubelet.h"

#include "cluster/practice/base/ipaddress.h"
#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"
#include "cluster/practice/kinds/quantities.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

constexpr int lostCode = 255; // containerd of a container that it does not find again
constexpr int killCode = 137;

qint64 priorityOf(const Value &pod) { return integerAt(pod, {u"spec", u"priority"}); }
constexpr qint64 systemCritical = 2000000000; // scheduling.SystemCriticalPriority

} // namespace

Kubelet::Kubelet(ComponentProcess &process, const KubeletOptions &options)
    : m_process(process),
      m_options(options),
      m_pods(process.informer(u"v1", u"Pod")),
      m_nodes(process.informer(u"v1", u"Node")),
      m_events(process.client(), process.clock(), u"kubelet"_s, options.name),
      m_agent(process.client(), process.clock(), m_events, m_images, m_options),
      m_host{.client = process.client(),
             .clock = process.clock(),
             .events = m_events,
             .images = m_images,
             .hostAddress = options.address,
             .scale = options.scale,
             .runs = [this] { return runs(); },
             .isConnected = [this] { return m_isConnected; },
             .networkProblem =
                 [this] {
                     return m_cidr.isEmpty() ? u"container runtime network not ready: NetworkReady=false "
                                               "reason:NetworkPluginNotReady message:Network plugin returns error: "
                                               "cni plugin not initialized"_s
                                             : QString();
                 },
             .takeAddress = [this] { return takeAddress(); },
             .giveAddress = [this](const QString &address) { m_addresses.remove(address); },
             .gone = [this](const QString &uid) { drop(uid); },
             .over = [this](const QString &uid) { release(uid); },
             .decided = [this](const QString &key, const QString &text) { decided(key, text); }}
{
    m_state.name = options.name;
    if (!options.waitsForCidr) {
        const QString number = options.name.section(u'-', -1);
        m_cidr = u"10.244.%1.0/24"_s.arg(number.toInt() & 255);
    }
    m_agent.setNetworkProblem(m_host.networkProblem());
}

Kubelet::~Kubelet() = default;

void Kubelet::start()
{
    if (std::exchange(m_hasStarted, true)) return;
    if (const Value *node = m_nodes.find(m_options.name)) nodeChanged(*node);
    m_agent.start();
    relist();
}

void Kubelet::nodeChanged(const Value &node)
{
    m_state.setNode(node);
    if (!m_isConnected || !m_hasStarted) return;
    const QString cidr = textAt(node, {u"spec", u"podCIDR"});
    if (cidr.isEmpty() || cidr == m_cidr) return;
    m_cidr = cidr;
    m_agent.setNetworkProblem({});
}

PodWorker *Kubelet::find(const QString &podKey)
{
    const auto uid = m_uids.find(podKey);
    if (uid == m_uids.end()) return nullptr;
    const auto worker = m_workers.find(uid->second);
    return worker == m_workers.end() ? nullptr : worker->second.get();
}

const PodWorker *Kubelet::worker(const QString &podKey) const { return const_cast<Kubelet *>(this)->find(podKey); }

void Kubelet::podAdded(const Value &pod)
{
    if (!runs() || !m_isConnected) return;
    admit(pod);
}

void Kubelet::admit(const Value &pod)
{
    const QString key = Informer::keyOf(pod);
    m_uids[key] = uidOf(pod);
    auto &place = m_workers[uidOf(pod)];
    if (place) return place->podChanged(pod);
    place = std::make_unique<PodWorker>(m_host, pod);
    PodWorker &worker = *place;
    const bool isKnown = isGoing(pod) || isTerminalPhase(textAt(pod, {u"status", u"phase"}));
    if (isKnown) return worker.begin();
    const auto state = std::make_shared<PodState>(PodState::read(pod));
    const bool isPressed = m_agent.hasMemoryPressure() && textAt(pod, {u"status", u"qosClass"}) == u"BestEffort" &&
                           priorityOf(pod) < systemCritical;
    std::optional<PodRefusal> refusal;
    if (isPressed)
        refusal = PodRefusal{u"Evicted"_s, u"The node had condition: [MemoryPressure]. "_s};
    else if (!m_state.node.isNull())
        refusal = refusePod(m_state, *state);
    if (refusal) return worker.refuse(*refusal);
    m_state.add(state);
    worker.begin();
}

void Kubelet::podChanged(const Value &pod)
{
    if (!runs() || !m_isConnected) return;
    const auto found = m_workers.find(uidOf(pod));
    if (found == m_workers.end()) return admit(pod);
    found->second->podChanged(pod);
}

void Kubelet::podRemoved(const Value &pod)
{
    if (!runs() || !m_isConnected) return;
    if (const auto found = m_workers.find(uidOf(pod)); found != m_workers.end()) found->second->podGone();
}

void Kubelet::release(const QString &uid)
{
    const auto found = m_workers.find(uid);
    if (found == m_workers.end()) return;
    const QString key = found->second->key();
    // Another pod of the same name may have come since.
    const auto kept = m_state.pods.find(key);
    if (kept != m_state.pods.end() && uidOf(kept->second->pod) == uid) m_state.remove(key);
}

// The worker may be the one that calls: it goes when the event loop goes on.
void Kubelet::drop(const QString &uid)
{
    release(uid);
    auto worker = m_workers.extract(uid);
    if (!worker) return;
    const auto known = m_uids.find(worker.mapped()->key());
    if (known != m_uids.end() && known->second == uid) m_uids.erase(known);
    m_gone.push_back(std::move(worker.mapped()));
    if (!m_sweep.isSet()) m_sweep.set(m_process.clock(), 0, [this] { m_gone.clear(); });
}

// As a reflector that lists anew: what is gone, what is new, what is otherwise.
void Kubelet::relist()
{
    std::map<QString, Value> there;
    for (const Value *pod : m_pods.byIndex(u"node"_s, m_options.name)) there.emplace(uidOf(*pod), *pod);
    std::vector<QString> gone;
    for (const auto &[uid, worker] : m_workers)
        if (!there.contains(uid)) gone.push_back(uid);
    for (const QString &uid : gone)
        if (const auto found = m_workers.find(uid); found != m_workers.end()) found->second->podGone();
    for (const auto &[uid, pod] : there) {
        const auto found = m_workers.find(uid);
        if (found == m_workers.end())
            admit(pod);
        else
            found->second->resume(pod);
    }
}

QString Kubelet::takeAddress()
{
    const auto network = IpNetwork::parse(m_cidr);
    if (!network) return {};
    // host-local of the CNI: the next one after the last, without the network's own, the bridge's and the broadcast.
    const int hostBits = std::min(16, 32 - network->prefix);
    const quint32 most = hostBits > 1 ? (1U << unsigned(hostBits)) - 2 : 0;
    for (quint32 i = 0; i < most; ++i) {
        m_lastHost = m_lastHost < 2 || m_lastHost >= most ? 2 : m_lastHost + 1;
        IpAddress address = network->address;
        address.bytes[14] = quint8(address.bytes[14] + (m_lastHost >> 8));
        address.bytes[15] = quint8(address.bytes[15] + (m_lastHost & 255));
        const QString text = address.toString();
        if (m_addresses.contains(text)) continue;
        m_addresses.insert(text);
        return text;
    }
    return {};
}

void Kubelet::setMachine(Machine machine)
{
    if (machine == m_machine) return;
    const Machine before = std::exchange(m_machine, machine);
    if (machine != Machine::Up) {
        m_agent.stop();
        m_evict.cancel();
        for (const auto &[uid, worker] : m_workers) worker->halt();
        if (machine != Machine::Lost) return;
        for (const auto &[uid, worker] : m_workers) {
            for (const QString &name : worker->sandbox().running())
                worker->sandbox().end(name, lostCode, u"Unknown"_s, {});
            worker->sandbox().stop();
        }
        return;
    }
    if (!m_hasStarted) return;
    if (before == Machine::Lost) m_agent.reboot();
    m_agent.start();
    if (m_isConnected) relist();
}

void Kubelet::setPartitioned(bool partitioned)
{
    if (m_isConnected == !partitioned) return;
    m_isConnected = !partitioned;
    m_agent.setConnected(m_isConnected);
    if (!m_isConnected || !runs()) return;
    if (const Value *node = m_nodes.find(m_options.name)) nodeChanged(*node);
    relist();
    for (const auto &[uid, worker] : m_workers) worker->reconnected();
}

bool Kubelet::killContainers(const QString &podKey, const QString &container)
{
    PodWorker *worker = find(podKey);
    if (!worker) return false;
    bool isAny = false;
    for (const QString &name : worker->sandbox().running()) {
        if (!container.isEmpty() && name != container) continue;
        worker->sandbox().end(name, killCode, u"Error"_s, u"killed"_s);
        isAny = true;
    }
    return isAny;
}

bool Kubelet::crashContainer(const QString &podKey, const QString &container)
{
    PodWorker *worker = find(podKey);
    if (!worker || !worker->sandbox().running().contains(container)) return false;
    worker->sandbox().end(container, 1, u"Error"_s, u"panic: runtime error: invalid memory address"_s);
    return true;
}

void Kubelet::setMemoryPressure(bool pressure)
{
    m_agent.setMemoryPressure(pressure);
    m_evict.cancel();
    if (pressure) m_evict.set(m_process.clock(), 0, [this] { evictOne(); });
}

// "The node was low on resource: memory. …" (pkg/kubelet/eviction evictionMessage).
QString Kubelet::evictionMessage(const PodWorker &worker) const
{
    QString message = u"The node was low on resource: memory. Threshold quantity: 100Mi, available: 92Mi. "_s;
    for (const Value &container : listAt(worker.pod(), {u"spec", u"containers"})) {
        const SimContainer *run = worker.sandbox().latest(textAt(container, {u"name"}));
        if (!run) continue;
        const auto request = Quantity::parse(textAt(container, {u"resources", u"requests", u"memory"}));
        const qint64 used = worker.sandbox().memoryOf(*run);
        if (used <= (request ? request->roundedUp() : 0)) continue;
        message += u"Container %1 was using %2Ki, request is %3, has larger consumption of memory. "_s.arg(run->name)
                       .arg(used / 1024)
                       .arg(request ? request->toString() : u"0"_s);
    }
    return message;
}

// Those that use more than they asked for first, then by priority, then by how much more (rankMemoryPressure).
void Kubelet::evictOne()
{
    if (!runs()) return;
    m_evict.set(m_process.clock(), evictEveryMs, [this] { evictOne(); });
    m_agent.say(u"Warning"_s, u"EvictionThresholdMet"_s, u"Attempting to reclaim memory"_s);
    PodWorker *first = nullptr;
    std::tuple<bool, qint64, qint64> best;
    for (const auto &[uid, worker] : m_workers) {
        if (worker->isOver() || isGoing(worker->pod()) || worker->sandbox().running().isEmpty()) continue;
        if (textAt(worker->status(), {u"phase"}) == u"Failed" || priorityOf(worker->pod()) >= systemCritical) continue;
        qint64 over = 0;
        for (const Value &container : listAt(worker->pod(), {u"spec", u"containers"})) {
            const SimContainer *run = worker->sandbox().latest(textAt(container, {u"name"}));
            const auto request = Quantity::parse(textAt(container, {u"resources", u"requests", u"memory"}));
            over += (run ? worker->sandbox().memoryOf(*run) : 0) - (request ? request->roundedUp() : 0);
        }
        const std::tuple<bool, qint64, qint64> rank(over <= 0, priorityOf(worker->pod()), -over);
        if (first && !(rank < best)) continue;
        first = worker.get();
        best = rank;
    }
    if (first) first->evict(evictionMessage(*first), 0);
}

std::vector<PodUsage> Kubelet::usage() const
{
    std::vector<PodUsage> all;
    for (const auto &[key, uid] : m_uids) {
        const auto found = m_workers.find(uid);
        if (found == m_workers.end()) continue;
        const PodWorker &worker = *found->second;
        PodUsage one{namespaceOf(worker.pod()), nameOf(worker.pod()), {}};
        for (const Value &container : listAt(worker.pod(), {u"spec", u"containers"})) {
            const SimContainer *run = worker.sandbox().latest(textAt(container, {u"name"}));
            // Read anew, so that who changes the annotation changes the load.
            if (run && run->isRunning())
                one.containers.push_back(
                    {run->name, profileOf(worker.pod(), container).milliCpu, worker.sandbox().memoryOf(*run)});
        }
        if (!one.containers.empty()) all.push_back(std::move(one));
    }
    return all;
}

void Kubelet::decided(const QString &key, const QString &text)
{
    m_decisions.push_back(
        {m_process.clock().wallMs(), key, text, m_process.client().core().registry.store().revision()});
    if (m_decisions.size() > keptDecisions) m_decisions.pop_front();
}

Value Kubelet::describe() const
{
    ValueList pods, decisions;
    for (const auto &[key, uid] : m_uids)
        if (const auto found = m_workers.find(uid); found != m_workers.end())
            pods.push_back(ValueMap{{u"key"_s, key}, {u"phase"_s, textAt(found->second->status(), {u"phase"})}});
    for (const Controller::Decision &decision : m_decisions) {
        Value one(ValueMap{{u"time"_s, timeText(decision.wallMs)}, {u"key"_s, decision.key}});
        one.set(u"text", decision.text);
        one.set(u"revision", decision.revision);
        decisions.push_back(std::move(one));
    }
    Value all(ValueMap{{u"name"_s, m_options.name}});
    all.set(u"machine", m_machine == Machine::Up     ? u"up"_s
                        : m_machine == Machine::Lost ? u"lost"_s
                                                     : u"kubelet stopped"_s);
    all.set(u"partitioned", !m_isConnected);
    all.set(u"pods", std::move(pods));
    all.set(u"decisions", std::move(decisions));
    return all;
}

} // namespace practice
