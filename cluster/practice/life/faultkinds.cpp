// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/watches.h"
#include "cluster/practice/base/objects.h"
#include "cluster/practice/life/faults.h"

// What each fault does, and how it is mended.

namespace practice {

namespace {

constexpr qint64 usualDelayMs = 500;
constexpr qint64 maxDelayMs = 60 * 1000;
constexpr int tooMany = 429;
constexpr int broken = 500;

} // namespace

const std::vector<Faults::Kind> &Faults::kinds()
{
    static const std::vector<Kind> all{
        {QStringLiteral("stop-component"), QStringLiteral("COMPONENT"), true, QStringLiteral("%1 is stopped"),
         &Faults::stopComponent},
        {QStringLiteral("kill-pod"), QStringLiteral("NAMESPACE/POD"), false,
         QStringLiteral("the containers of pod %1 were killed"), &Faults::killPod},
        {QStringLiteral("crash-container"), QStringLiteral("NAMESPACE/POD/CONTAINER"), false,
         QStringLiteral("container %1 crashed"), &Faults::crashContainer},
        {QStringLiteral("break-image"), QStringLiteral("IMAGE"), true, QStringLiteral("image %1 can't be pulled"),
         &Faults::breakImage},
        {QStringLiteral("stop-kubelet"), QStringLiteral("NODE"), true, QStringLiteral("the kubelet of %1 is stopped"),
         &Faults::stopKubelet},
        {QStringLiteral("lose-node"), QStringLiteral("NODE"), true, QStringLiteral("node %1 is lost"),
         &Faults::loseNode},
        {QStringLiteral("partition-node"), QStringLiteral("NODE"), true,
         QStringLiteral("node %1 is cut off from the API server"), &Faults::partitionNode},
        {QStringLiteral("press-memory"), QStringLiteral("NODE"), true, QStringLiteral("node %1 runs out of memory"),
         &Faults::pressMemory},
        {QStringLiteral("drain-node"), QStringLiteral("NODE"), true, QStringLiteral("node %1 is drained"),
         &Faults::drainNode},
        {QStringLiteral("slow-store"),
         {},
         true,
         QStringLiteral("the API server answers and tells of changes %2 ms late"),
         &Faults::slowStore,
         usualDelayMs},
        {QStringLiteral("refuse-requests"),
         {},
         true,
         QStringLiteral("the API server answers all clients with %2"),
         &Faults::refuseRequests,
         broken},
        {QStringLiteral("drop-watches"), {}, false, QStringLiteral("all watches broke"), &Faults::dropWatches},
        {QStringLiteral("compact-history"),
         {},
         false,
         QStringLiteral("the API server forgot all states before now"),
         &Faults::compactHistory},
    };
    return all;
}

std::optional<ApiStatus> Faults::stopComponent(const QString &target, qint64, bool on)
{
    if (m_components.setStopped(target, on)) return std::nullopt;
    return ApiStatus::notFound({{}, QStringLiteral("components")}, target);
}

std::optional<ApiStatus> Faults::refusal() const
{
    if (m_refuseWith == tooMany)
        return ApiStatus::tooManyRequests(QStringLiteral("the API server is made to refuse requests"), 1);
    if (m_refuseWith) return ApiStatus::internal(QStringLiteral("the API server is made to fail"));
    return std::nullopt;
}

std::optional<ApiStatus> Faults::slowStore(const QString &, qint64 amount, bool on)
{
    if (amount < 1 || amount > maxDelayMs)
        return ApiStatus::badRequest(QStringLiteral("amount: from 1 to %1 ms").arg(maxDelayMs));
    m_delayMs = on ? amount : 0;
    m_components.setWatchDelay(m_delayMs);
    return std::nullopt;
}

std::optional<ApiStatus> Faults::refuseRequests(const QString &, qint64 amount, bool on)
{
    if (amount != tooMany && amount != broken) return ApiStatus::badRequest(QStringLiteral("amount: 429 or 500"));
    m_refuseWith = on ? int(amount) : 0;
    return std::nullopt;
}

std::optional<ApiStatus> Faults::dropWatches(const QString &, qint64, bool)
{
    m_watches.endAll();
    m_components.breakWatches();
    return std::nullopt;
}

std::optional<ApiStatus> Faults::compactHistory(const QString &, qint64, bool)
{
    Store &store = m_core.registry.store();
    if (store.revision() > store.compactedRevision())
        if (const auto done = store.compact(store.revision()); !done)
            return ApiStatus::internal(done.error().toString());
    return std::nullopt;
}

std::optional<ApiStatus> Faults::killPod(const QString &target, qint64, bool)
{
    for (Kubelet *kubelet : m_components.kubelets().all())
        if (kubelet->killContainers(target)) return std::nullopt;
    return ApiStatus::notFound({{}, QStringLiteral("pods")}, target);
}

std::optional<ApiStatus> Faults::crashContainer(const QString &target, qint64, bool)
{
    const QString pod = target.section(u'/', 0, 1);
    const QString container = target.section(u'/', 2);
    for (Kubelet *kubelet : m_components.kubelets().all())
        if (kubelet->crashContainer(pod, container)) return std::nullopt;
    return ApiStatus::notFound({{}, QStringLiteral("containers")}, target);
}

std::optional<ApiStatus> Faults::breakImage(const QString &target, qint64, bool on)
{
    for (Kubelet *kubelet : m_components.kubelets().all()) kubelet->setImageBroken(target, on);
    return std::nullopt;
}

std::optional<ApiStatus> Faults::withKubelet(const QString &node, const std::function<void(Kubelet &)> &change)
{
    Kubelet *kubelet = m_components.kubelets().find(node);
    if (!kubelet) return ApiStatus::notFound({{}, QStringLiteral("nodes")}, node);
    change(*kubelet);
    return std::nullopt;
}

std::optional<ApiStatus> Faults::stopKubelet(const QString &target, qint64, bool on)
{
    return withKubelet(target, [on](Kubelet &kubelet) {
        kubelet.setMachine(on ? Kubelet::Machine::KubeletStopped : Kubelet::Machine::Up);
    });
}

std::optional<ApiStatus> Faults::loseNode(const QString &target, qint64, bool on)
{
    return withKubelet(
        target, [on](Kubelet &kubelet) { kubelet.setMachine(on ? Kubelet::Machine::Lost : Kubelet::Machine::Up); });
}

std::optional<ApiStatus> Faults::partitionNode(const QString &target, qint64, bool on)
{
    return withKubelet(target, [on](Kubelet &kubelet) { kubelet.setPartitioned(on); });
}

std::optional<ApiStatus> Faults::pressMemory(const QString &target, qint64, bool on)
{
    return withKubelet(target, [on](Kubelet &kubelet) { kubelet.setMemoryPressure(on); });
}

std::optional<ApiStatus> Faults::drainNode(const QString &target, qint64, bool on)
{
    m_drains.erase(target);
    if (!on) return Drain::setUnschedulable(m_client, target, false);
    auto drain = std::make_unique<Drain>(m_client, m_core.clock, target);
    if (auto refusal = drain->begin()) return refusal;
    m_drains[target] = std::move(drain);
    return std::nullopt;
}

} // namespace practice
