// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/node/kubelets.h"

#include "cluster/practice/base/objects.h"

namespace practice {

using model::Value;
using namespace Qt::StringLiterals;

namespace {

// Which run of a container a log is asked of (Kubelet.validateContainerLogStatus). Null: the message says why none.
const SimContainer *runFor(const PodWorker &worker, const LogOptions &options, QString &message)
{
    const QString pod = nameOf(worker.pod());
    const QString &name = options.container;
    const SimContainer *latest = worker.sandbox().latest(name);
    const Value *status = nullptr;
    for (const QStringView field : {QStringView(u"containerStatuses"), QStringView(u"initContainerStatuses")})
        if (!status) status = findNamed(listAt(worker.status(), {field}), u"name", name);
    if (!status) {
        message = u"container \"%1\" in pod \"%2\" is not available"_s.arg(name, pod);
        return nullptr;
    }
    if (options.previous) {
        // One that waits to be started again is the previous one itself.
        const bool isWaiting = at(*status, {u"state", u"waiting"}) && latest && !latest->isRunning();
        const SimContainer *previous = isWaiting ? latest : worker.sandbox().previous(name);
        if (!previous) message = u"previous terminated container \"%1\" in pod \"%2\" not found"_s.arg(name, pod);
        return previous;
    }
    if (latest) return latest;
    const QString reason = textAt(*status, {u"state", u"waiting", u"reason"});
    QString why = reason;
    if (reason == u"ErrImagePull") why = u"image can't be pulled"_s;
    if (reason == u"ImagePullBackOff") why = u"trying and failing to pull image"_s;
    message = u"container \"%1\" in pod \"%2\" is waiting to start: %3"_s.arg(name, pod, why);
    return nullptr;
}

} // namespace

Kubelets::Kubelets(ApiCore &core, const model::Clock &clock, ComponentClient::Log log)
    : m_process(core, clock, u"kubelet"_s, std::move(log)), m_pods(m_process.informer(u"v1", u"Pod"))
{
    m_pods.addIndex(u"node"_s, [](const Value &pod) -> QStringList {
        const QString node = textAt(pod, {u"spec", u"nodeName"});
        return node.isEmpty() ? QStringList() : QStringList{node};
    });
    m_pods.addHandler({.added =
                           [this](const Value &pod) {
                               if (Kubelet *kubelet = ofPod(pod)) kubelet->podAdded(pod);
                           },
                       .changed =
                           [this](const Value &, const Value &pod) {
                               if (Kubelet *kubelet = ofPod(pod)) kubelet->podChanged(pod);
                           },
                       .removed =
                           [this](const Value &pod) {
                               if (Kubelet *kubelet = ofPod(pod)) kubelet->podRemoved(pod);
                           }});
    const auto node = [this](const Value &object) {
        if (Kubelet *kubelet = find(nameOf(object))) kubelet->nodeChanged(object);
    };
    m_process.informer(u"v1", u"Node").addHandler({.added = node, .changed = [node](const Value &, const Value &now) {
                                                       node(now);
                                                   }});
}

Kubelets::~Kubelets() = default;

Kubelet *Kubelets::find(const QString &name) const
{
    const auto found = m_kubelets.find(name);
    return found == m_kubelets.end() ? nullptr : found->second.get();
}

Kubelet *Kubelets::ofPod(const Value &pod) const
{
    const QString node = textAt(pod, {u"spec", u"nodeName"});
    return node.isEmpty() ? nullptr : find(node);
}

Kubelet &Kubelets::add(const KubeletOptions &options)
{
    std::unique_ptr<Kubelet> &place = m_kubelets[options.name];
    if (!place) {
        place = std::make_unique<Kubelet>(m_process, options);
        if (m_hasStarted) place->start();
    }
    return *place;
}

void Kubelets::remove(const QString &name) { m_kubelets.erase(name); }

std::vector<Kubelet *> Kubelets::all() const
{
    std::vector<Kubelet *> all;
    for (const auto &[name, kubelet] : m_kubelets) all.push_back(kubelet.get());
    return all;
}

void Kubelets::start()
{
    if (std::exchange(m_hasStarted, true)) return;
    m_process.start();
    for (const auto &[name, kubelet] : m_kubelets) kubelet->start();
}

Answer<std::unique_ptr<QObject>> Kubelets::read(const QString &space, const QString &pod, const LogOptions &options,
                                                std::function<void(const QByteArray &)> write,
                                                std::function<void()> end) const
{
    const ApiKind &kind = m_process.client().kind(u"v1", u"Pod");
    const auto object = m_process.client().get(kind, space, pod);
    if (!object) return object.status();
    const QString node = textAt(*object, {u"spec", u"nodeName"});
    Kubelet *kubelet = find(node);
    const auto plain = [](const QString &message) {
        return ApiStatus{.code = 500, .reason = {}, .message = message, .hasDetails = false};
    };
    if (!kubelet) return plain(u"no kubelet runs on node \"%1\""_s.arg(node));
    if (kubelet->machine() != Kubelet::Machine::Up || kubelet->isPartitioned()) {
        const bool refuses = kubelet->machine() == Kubelet::Machine::KubeletStopped;
        return plain(u"Get \"https://%1:10250/containerLogs/%2/%3/%4\": dial tcp %1:10250: %5"_s.arg(
            kubelet->options().address, space, pod, options.container,
            refuses ? u"connect: connection refused"_s : u"i/o timeout"_s));
    }
    const PodWorker *worker = kubelet->worker(Informer::keyOf(space, pod));
    if (!worker) return ApiStatus::badRequest(u"pod \"%1\" cannot be found - no logs available"_s.arg(pod));
    QString message;
    const SimContainer *run = runFor(*worker, options, message);
    if (!run) return ApiStatus::badRequest(message);
    auto reading =
        std::make_unique<LogReading>(run->log, options, m_process.clock().wallMs(), std::move(write), std::move(end));
    reading->start();
    return std::unique_ptr<QObject>(std::move(reading));
}

std::vector<PodUsage> Kubelets::podUsage(const QString &space) const
{
    std::map<std::pair<QString, QString>, PodUsage> sorted;
    for (const auto &[name, kubelet] : m_kubelets) {
        if (kubelet->machine() != Kubelet::Machine::Up || kubelet->isPartitioned()) continue;
        for (PodUsage &one : kubelet->usage())
            if (space.isEmpty() || one.space == space) sorted[{one.space, one.pod}] = std::move(one);
    }
    std::vector<PodUsage> all;
    all.reserve(sorted.size());
    for (auto &[key, one] : sorted) all.push_back(std::move(one));
    return all;
}

} // namespace practice
