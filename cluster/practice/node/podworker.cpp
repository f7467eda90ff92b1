// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/node/podworker.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/component/informer.h"
#include "cluster/practice/controllers/podstate.h"

namespace practice {

using model::Value;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 errorRetryMs = 10 * 1000; // kubelet.go backOffPeriod

} // namespace

PodWorker::PodWorker(WorkerHost &host, const Value &pod)
    : m_host(host),
      m_pod(pod),
      m_sandbox(host.clock, host.scale, [this] { sandboxChanged(); }),
      m_prober(host.clock, host.scale, m_sandbox,
               {[this] { probesChanged(); },
                [this](const QString &container, const QString &message) {
                    say(u"Warning"_s, u"Unhealthy"_s, message, container);
                }})
{
}

QString PodWorker::key() const { return Informer::keyOf(m_pod); }

void PodWorker::say(const QString &type, const QString &reason, const QString &message, const QString &container)
{
    if (!m_host.isConnected()) return; // what cannot be sent is lost, as a recorder's queue is
    QString path;
    if (!container.isEmpty()) {
        const bool isInit = findNamed(listAt(m_pod, {u"spec", u"initContainers"}), u"name", container) != nullptr;
        path = (isInit ? u"spec.initContainers{"_s : u"spec.containers{"_s) + container + u'}';
    }
    m_host.events.record(m_pod, type, reason, message, path);
}

qint64 PodWorker::jittered(qint64 ms) const { return ms + qint64(m_host.client.core().random() % quint64(ms / 2)); }

void PodWorker::begin()
{
    if (isGoing(m_pod)) return terminate();
    if (isTerminalPhase(textAt(m_pod, {u"status", u"phase"}))) { // from before this kubelet
        m_stage = Stage::Over;
        m_host.over(uidOf(m_pod));
        return;
    }
    requestSync();
}

void PodWorker::refuse(const PodRefusal &refusal)
{
    say(u"Warning"_s, refusal.reason, refusal.message);
    m_host.decided(key(), u"refuses pod %1: %2"_s.arg(nameOf(m_pod), refusal.message));
    Value status(ValueMap{{u"qosClass"_s, textAt(m_pod, {u"status", u"qosClass"})},
                          {u"phase"_s, u"Failed"_s},
                          {u"reason"_s, refusal.reason},
                          {u"message"_s, u"Pod was rejected: "_s + refusal.message},
                          {u"startTime"_s, timeText(m_host.clock.wallMs())}});
    m_stage = Stage::Over;
    setStatus(status);
    m_host.over(uidOf(m_pod));
}

void PodWorker::podChanged(const Value &pod)
{
    const Value before = std::exchange(m_pod, pod);
    if (m_stage == Stage::Over) {
        if (isGoing(m_pod)) write();
        return;
    }
    if (isGoing(m_pod)) {
        if (m_stage == Stage::Running) return terminate();
        const qint64 grace = integerAt(m_pod, {u"metadata", u"deletionGracePeriodSeconds"});
        if (grace >= integerAt(before, {u"metadata", u"deletionGracePeriodSeconds"}, grace + 1)) return;
        for (const QString &name : m_sandbox.running()) m_sandbox.stop(name, std::max(minGraceMs, grace * 1000), {});
        return;
    }
    if (m_stage != Stage::Running) return;
    const auto isSame = [&](QStringView field) {
        const Value *a = before.find(field);
        const Value *b = m_pod.find(field);
        return a && b && (a->isSharedWith(*b) || a->means(*b));
    };
    const bool hasGates = !listAt(m_pod, {u"spec", u"readinessGates"}).empty();
    if (!isSame(u"spec") || hasGates) return requestSync();
    // Somebody else wrote what is this kubelet's: put right at the status manager's next round.
    if (m_status.isNull() || m_flush.isSet()) return;
    const Value *live = std::as_const(m_pod).find(u"status");
    if (live && !statusPatch(*live, mergedStatus(*live, m_status, true, m_host.clock.wallMs())).isNull())
        m_flush.set(m_host.clock, reconcileMs, [this] { write(); });
}

void PodWorker::podGone()
{
    m_isRemoved = true;
    if (m_stage == Stage::Over) return m_host.gone(uidOf(m_pod));
    if (m_stage == Stage::Running) terminate();
}

void PodWorker::halt()
{
    for (Alarm *alarm : {&m_next, &m_step, &m_retry, &m_pleg, &m_flush, &m_deadline}) alarm->cancel();
    m_hooks.clear();
    m_prober.pause();
    m_isBusy = false;
    m_isPending = false;
}

void PodWorker::resume(const Value &pod)
{
    const Stage stage = m_stage;
    m_pod = pod;
    if (stage == Stage::Over) return write();
    if (stage == Stage::Ending || isGoing(m_pod)) return terminate();
    m_isDirty = true;
    requestSync();
}

void PodWorker::reconnected()
{
    if (m_isDirty) write();
}

void PodWorker::sandboxChanged()
{
    if (m_stage != Stage::Running || !m_host.runs() || m_pleg.isSet()) return;
    const qint64 every = m_host.scaled(relistMs);
    const qint64 wait = every > 0 ? every - m_host.clock.monotonicMs() % every : 0;
    m_pleg.set(m_host.clock, wait, [this] { requestSync(); });
}

void PodWorker::probesChanged()
{
    if (m_isBusy || m_stage == Stage::Ending) setStatus(generate(false)); // statusManager.SetContainerReadiness
    requestSync();
}

void PodWorker::requestSync()
{
    if (m_stage != Stage::Running || !m_host.runs()) return;
    if (m_isBusy) {
        m_isPending = true;
        return;
    }
    m_retry.cancel();
    m_next.set(m_host.clock, 0, [this] { sync(); });
}

void PodWorker::armDeadline()
{
    const qint64 seconds = integerAt(m_pod, {u"spec", u"activeDeadlineSeconds"});
    if (seconds <= 0 || m_deadline.isSet() || !m_verdict.reason.isEmpty()) return;
    const qint64 due = timeOf(textAt(m_status, {u"startTime"})) + seconds * 1000;
    m_deadline.set(m_host.clock, std::max<qint64>(0, due - m_host.clock.wallMs()), [this] {
        m_verdict = {u"DeadlineExceeded"_s, u"Pod was active on the node longer than the specified deadline"_s};
        say(u"Normal"_s, m_verdict.reason, m_verdict.message);
        m_host.decided(key(), u"ends pod %1: it ran longer than its activeDeadlineSeconds"_s.arg(nameOf(m_pod)));
        m_step.cancel();
        m_isBusy = false;
        requestSync();
    });
}

Value PodWorker::generate(bool isTerminal)
{
    m_prober.look();
    const Value live = m_pod.find(u"status") ? *std::as_const(m_pod).find(u"status") : Value();
    return podStatus({.pod = m_pod,
                      .old = m_status.isNull() ? live : m_status,
                      .sandbox = m_sandbox,
                      .failures = m_failures,
                      .isStarted = [this](const QString &name) { return m_prober.isStarted(name); },
                      .isReady = [this](const QString &name) { return m_prober.isReady(name); },
                      .hostAddress = m_host.hostAddress,
                      .isTerminal = isTerminal,
                      .verdict = m_verdict,
                      .nowMs = m_host.clock.wallMs()});
}

void PodWorker::setStatus(const Value &status)
{
    const bool isNews = m_isDirty || m_status.isNull() || !m_status.means(status);
    m_status = status;
    if (isNews) write();
}

// status.manager syncPod.
void PodWorker::write()
{
    m_isDirty = true;
    if (!m_host.runs() || !m_host.isConnected() || m_isRemoved || m_status.isNull()) return;
    const ApiKind &pods = m_host.client.kind(u"v1", u"Pod");
    auto live = m_host.client.get(pods, namespaceOf(m_pod), nameOf(m_pod));
    if (!live || uidOf(*live) != uidOf(m_pod)) return;
    const Value before = live->find(u"status") ? *std::as_const(*live).find(u"status") : Value();
    const bool couldRun = m_stage == Stage::Running || !m_sandbox.running().isEmpty() || m_sandbox.isReady();
    const Value changes = statusPatch(before, mergedStatus(before, m_status, couldRun, m_host.clock.wallMs()));
    if (!changes.isNull()) {
        Value patch;
        mapIn(patch, u"metadata").set(u"uid", uidOf(m_pod));
        patch.set(u"status", changes);
        const auto written =
            m_host.client.patch(pods, namespaceOf(m_pod), nameOf(m_pod), patch, QStringLiteral("status"));
        if (!written) {
            m_host.decided(key(), written.status().message);
            if (!written.status().isNotFound()) m_flush.set(m_host.clock, reconcileMs, [this] { write(); });
            return;
        }
        live = written;
    }
    m_isDirty = false;
    if (m_stage != Stage::Over || !isGoing(*live) || !isTerminalPhase(textAt(*live, {u"status", u"phase"}))) return;
    DeleteOptions options;
    options.graceSeconds = 0;
    options.uid = uidOf(m_pod);
    const auto removed = m_host.client.remove(pods, namespaceOf(m_pod), nameOf(m_pod), options);
    if (!removed && !removed.status().isNotFound()) m_host.decided(key(), removed.status().message);
}

// Kubelet.SyncPod.
void PodWorker::sync()
{
    if (m_stage != Stage::Running || !m_host.runs()) return;
    m_isBusy = true;
    m_hasFailed = false;
    setStatus(generate(false));
    armDeadline();
    if (isTerminalPhase(textAt(m_status, {u"phase"}))) {
        m_isBusy = false;
        return terminate();
    }
    const QString problem = boolAt(m_pod, {u"spec", u"hostNetwork"}) ? QString() : m_host.networkProblem();
    if (!problem.isEmpty()) {
        say(u"Warning"_s, u"NetworkNotReady"_s, u"network is not ready: "_s + problem);
        m_isBusy = false;
        m_retry.set(m_host.clock, jittered(1000), [this] { requestSync(); });
        return;
    }
    if (m_isMounted) return runPlan();
    m_mountDelayMs = 0;
    mount();
}

// volumemanager, with the waits of nestedpendingoperations: 0.5 s, doubled up to 2 m 2 s.
void PodWorker::mount()
{
    constexpr qint64 first = 500;
    constexpr qint64 most = 122 * 1000;
    const auto problems =
        m_host.isConnected() ? mountProblems(m_host.client, m_pod) : std::vector<MountProblem>{MountProblem()};
    if (problems.empty()) {
        m_isMounted = true;
        m_prober.add(m_pod);
        return runPlan();
    }
    for (const MountProblem &problem : problems)
        if (!problem.message.isEmpty()) say(u"Warning"_s, u"FailedMount"_s, problem.message);
    m_mountDelayMs = m_mountDelayMs == 0 ? first : std::min(most, m_mountDelayMs * 2);
    m_host.decided(key(), u"waits with pod %1 for volume %2, which can't be mounted"_s.arg(nameOf(m_pod),
                                                                                           problems.front().volume));
    m_step.set(m_host.clock, m_mountDelayMs, [this] { mount(); });
}

void PodWorker::finish()
{
    m_isBusy = false;
    if (std::exchange(m_isPending, false)) return requestSync();
    if (m_hasFailed) m_retry.set(m_host.clock, jittered(errorRetryMs), [this] { requestSync(); });
}

} // namespace practice
