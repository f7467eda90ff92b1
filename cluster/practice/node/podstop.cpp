// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/node/podworker.h"

#include <algorithm>

namespace practice {

// How a pod ends: Kubelet.SyncTerminatingPod and SyncTerminatedPod, kuberuntime killContainer.

using model::Value;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 teardownMs = 100; // of the sandbox
constexpr qint64 unmountMs = 100;

// How long a preStop hook takes; -1: there is none.
qint64 hookMs(const Value &container)
{
    const Value *hook = at(container, {u"lifecycle", u"preStop"});
    if (!hook || !hook->isMap()) return -1;
    if (const Value *sleep = hook->find(u"sleep")) return integerAt(*sleep, {u"seconds"}) * 1000;
    QStringList words;
    for (const Value &word : listAt(*hook, {u"exec", u"command"}))
        if (word.string()) words.append(word.string()->split(u' ', Qt::SkipEmptyParts));
    const qsizetype sleep = words.indexOf(u"sleep"_s);
    constexpr qint64 otherwise = 100;
    return sleep < 0 ? otherwise : profileTime(words.value(sleep + 1)).value_or(otherwise);
}

} // namespace

// setTerminationGracePeriod.
qint64 PodWorker::graceMs(const QString &container, const QString &probe) const
{
    if (m_graceOverride >= 0) return m_graceOverride * 1000;
    if (at(m_pod, {u"metadata", u"deletionGracePeriodSeconds"}))
        return integerAt(m_pod, {u"metadata", u"deletionGracePeriodSeconds"}) * 1000;
    if (!probe.isEmpty()) {
        const Value *spec = containerSpec(container);
        if (spec && at(*spec, {probe, u"terminationGracePeriodSeconds"}))
            return integerAt(*spec, {probe, u"terminationGracePeriodSeconds"}) * 1000;
    }
    return integerAt(m_pod, {u"spec", u"terminationGracePeriodSeconds"}, 30) * 1000;
}

// Hook, SIGTERM, SIGKILL. The Event is always the first.
void PodWorker::kill(const QString &name, const QString &message, qint64 grace, std::function<void()> done)
{
    say(u"Normal"_s, u"Killing"_s, message, name);
    const Value *spec = containerSpec(name);
    const qint64 hook = spec && grace > 0 ? hookMs(*spec) : -1;
    if (hook < 0) return m_sandbox.stop(name, std::max(minGraceMs, grace), std::move(done));
    const qint64 lasts = std::min(hook, grace);
    if (SimContainer *run = m_sandbox.latest(name)) run->log->append(m_host.clock.wallMs(), u"preStop hook runs"_s);
    const qint64 left = std::max(minGraceMs, grace - lasts / 1000 * 1000);
    m_hooks[name].set(m_host.clock, lasts,
                      [this, name, left, done = std::move(done)] { m_sandbox.stop(name, left, done); });
}

void PodWorker::killAll(std::function<void()> done)
{
    const QStringList running = m_sandbox.running();
    if (running.isEmpty()) return done();
    m_whenStopped = std::move(done);
    ++m_stopRound;
    m_stopSinceMs = m_host.clock.monotonicMs();
    m_sidecars.clear();
    QStringList regular;
    for (const Value &init : listAt(m_pod, {u"spec", u"initContainers"})) {
        const QString name = textAt(init, {u"name"});
        if (isSidecar(init) && running.contains(name)) m_sidecars.push_back(name);
    }
    for (const QString &name : running)
        if (std::find(m_sidecars.begin(), m_sidecars.end(), name) == m_sidecars.end()) regular.append(name);
    for (const QString &name : m_sidecars) say(u"Normal"_s, u"Killing"_s, u"Stopping container "_s + name, name);
    m_stopping = int(regular.size());
    if (regular.isEmpty()) return stopNextSidecar();
    for (const QString &name : regular)
        kill(name, u"Stopping container "_s + name, graceMs(name, {}),
             [this, round = m_stopRound] { oneStopped(round); });
}

void PodWorker::oneStopped(int round)
{
    if (!m_host.runs()) return; // begun anew when it does
    if (round != m_stopRound || --m_stopping > 0) return;
    stopNextSidecar();
}

// Sidecars stop after all others, the last one first (kuberuntime terminationOrdering).
void PodWorker::stopNextSidecar()
{
    if (!m_host.runs()) return;
    if (m_sidecars.empty()) {
        const std::function<void()> done = std::exchange(m_whenStopped, {});
        if (done) m_step.set(m_host.clock, 0, done);
        return;
    }
    const QString name = m_sidecars.back();
    m_sidecars.pop_back();
    const qint64 spent = (m_host.clock.monotonicMs() - m_stopSinceMs) / 1000 * 1000;
    m_sandbox.stop(name, std::max(minGraceMs, graceMs(name, {}) - spent), [this, round = m_stopRound] {
        if (round == m_stopRound) stopNextSidecar();
    });
}

void PodWorker::evict(const QString &message, qint64 graceSeconds)
{
    if (m_stage != Stage::Running) return;
    say(u"Warning"_s, u"Evicted"_s, message);
    m_host.decided(key(), u"evicts pod %1: %2"_s.arg(nameOf(m_pod), message.trimmed()));
    m_verdict = {u"Evicted"_s, message, true};
    m_graceOverride = graceSeconds;
    terminate();
}

void PodWorker::terminate()
{
    m_stage = Stage::Ending;
    for (Alarm *alarm : {&m_next, &m_step, &m_retry, &m_pleg, &m_deadline}) alarm->cancel();
    m_isBusy = false;
    m_isPending = false;
    m_starts.clear();
    m_prober.stopLivenessAndStartup();
    setStatus(generate(false));
    if (!m_host.runs()) return;
    killAll([this] { containersStopped(); });
}

void PodWorker::containersStopped()
{
    m_step.set(m_host.clock, m_host.scaled(teardownMs), [this] {
        m_prober.stop();
        m_sandbox.stop();
        m_host.over(uidOf(m_pod));
        setStatus(generate(true));
        m_step.set(m_host.clock, m_host.scaled(unmountMs), [this] {
            m_stage = Stage::Over;
            if (!m_sandbox.address().isEmpty()) m_host.giveAddress(m_sandbox.address());
            m_status = finalStatus(m_pod, m_status);
            write();
            if (m_isRemoved) m_host.gone(uidOf(m_pod));
        });
    });
}

} // namespace practice
