// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/node/prober.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/node/podstatus.h"

#include <algorithm>

namespace practice {

using model::Value;
using namespace Qt::StringLiterals;

namespace {

// A number, or the name of one of the container's ports.
QString portOf(const Value &action, const Value &container)
{
    const Value *port = action.find(u"port");
    if (!port) return {};
    if (const qint64 *number = port->integer()) return QString::number(*number);
    for (const Value &one : listAt(container, {u"ports"}))
        if (port->string() && textAt(one, {u"name"}) == *port->string())
            return QString::number(integerAt(one, {u"containerPort"}));
    return port->string() ? *port->string() : QString();
}

enum class Failing : quint8 { Refuses, Says, Hangs };

// What the probes of a kubelet say (k8s.io/kubernetes/pkg/probe).
QString failureText(const Value &spec, const Value &container, const QString &address, Failing failing)
{
    const QString timeout = QString::number(integerAt(spec, {u"timeoutSeconds"}, 1)) + u's';
    if (const Value *http = spec.find(u"httpGet")) {
        if (failing == Failing::Says) return u"HTTP probe failed with statuscode: 503"_s;
        const QString host = textAt(*http, {u"host"}).isEmpty() ? address : textAt(*http, {u"host"});
        const QString place = host + u':' + portOf(*http, container);
        const QString scheme = textAt(*http, {u"scheme"}) == u"HTTPS" ? u"https"_s : u"http"_s;
        const QString path = textAt(*http, {u"path"});
        const QString begin = u"Get \"%1://%2%3\": "_s.arg(scheme, place, path.startsWith(u'/') ? path : u'/' + path);
        if (failing == Failing::Hangs)
            return begin + u"context deadline exceeded (Client.Timeout exceeded while awaiting headers)"_s;
        return begin + u"dial tcp %1: connect: connection refused"_s.arg(place);
    }
    if (const Value *tcp = spec.find(u"tcpSocket")) {
        const QString place = address + u':' + portOf(*tcp, container);
        return u"dial tcp %1: %2"_s.arg(place, failing == Failing::Hangs ? u"i/o timeout"_s
                                                                         : u"connect: connection refused"_s);
    }
    if (const Value *grpc = spec.find(u"grpc")) {
        if (failing == Failing::Says) return u"service unhealthy (responded with \"NOT_SERVING\")"_s;
        return u"timeout: failed to connect service \"%1:%2\" within %3: context deadline exceeded"_s.arg(
            address, portOf(*grpc, container), timeout);
    }
    if (failing == Failing::Hangs) {
        QStringList words;
        for (const Value &word : listAt(spec, {u"exec", u"command"}))
            if (word.string()) words.append(*word.string());
        return u"command timed out: \"%1\" timed out after %2"_s.arg(words.join(u' '), timeout);
    }
    return u""_s;
}

} // namespace

Prober::Prober(const model::Clock &clock, double scale, Sandbox &sandbox, Told told)
    : m_clock(clock), m_scale(scale), m_sandbox(sandbox), m_told(std::move(told))
{
}

void Prober::add(const Value &pod)
{
    if (!m_workers.empty()) return;
    const auto addOf = [this](const Value &container) {
        for (const QStringView probe :
             {QStringView(u"startupProbe"), QStringView(u"readinessProbe"), QStringView(u"livenessProbe")}) {
            const Value *spec = container.find(probe);
            if (!spec || !spec->isMap()) continue;
            auto worker = std::make_unique<Worker>();
            worker->probe = probe.toString();
            worker->spec = *spec;
            worker->container = container;
            worker->name = textAt(container, {u"name"});
            worker->originMs = m_clock.monotonicMs();
            m_workers.push_back(std::move(worker));
        }
    };
    for (const Value &container : listAt(pod, {u"spec", u"initContainers"}))
        if (isSidecar(container)) addOf(container);
    for (const Value &container : listAt(pod, {u"spec", u"containers"})) addOf(container);
}

Prober::Result Prober::initialOf(const Worker &worker)
{
    if (worker.probe == u"livenessProbe") return Result::Success;
    return worker.probe == u"readinessProbe" ? Result::Failure : Result::Unknown;
}

const Prober::Worker *Prober::find(const QString &container, QStringView probe) const
{
    const auto found = std::find_if(m_workers.begin(), m_workers.end(), [&](const auto &worker) {
        return worker->name == container && worker->probe == probe;
    });
    return found == m_workers.end() ? nullptr : found->get();
}

void Prober::look()
{
    for (const auto &worker : m_workers) {
        const SimContainer *run = std::as_const(m_sandbox).latest(worker->name);
        if (!run) continue;
        if (worker->id != run->id) {
            worker->id = run->id;
            worker->result = initialOf(*worker);
            worker->isOnHold = false;
            worker->last = Result::Unknown;
        }
        if (!run->isRunning()) {
            worker->result = Result::Failure;
            worker->alarm.cancel();
            continue;
        }
        if (worker->isOnHold) continue;
        const bool isMissing = worker->probe == u"readinessProbe" && worker->result != Result::Success;
        if (isMissing && isStarted(worker->name) && worker->last == Result::Unknown) {
            worker->originMs = m_clock.monotonicMs();
            worker->alarm.set(m_clock, 0, [this, raw = worker.get()] { tick(*raw); });
        } else if (!worker->alarm.isSet()) {
            arm(*worker);
        }
    }
}

void Prober::arm(Worker &worker)
{
    const qint64 period = std::max<qint64>(1, integerAt(worker.spec, {u"periodSeconds"}, 10)) * 1000;
    const qint64 since = (m_clock.monotonicMs() - worker.originMs) % period;
    worker.alarm.set(m_clock, period - since, [this, raw = &worker] { tick(*raw); });
}

QString Prober::failureOf(const Worker &worker, const SimContainer &run) const
{
    const ContainerProfile &profile = run.profile;
    const qint64 age = m_clock.wallMs() - run.startedMs;
    const auto fails = [&](Failing failing) {
        // Never empty: that would be an answer.
        return failureText(worker.spec, worker.container, m_sandbox.address(), failing) + u'\n';
    };
    if (profile.hangsAfterMs >= 0 && age >= profile.hangsAfterMs) return fails(Failing::Hangs);
    if (double(age) < double(profile.readyAfterMs) * m_scale) return fails(Failing::Refuses);
    if (worker.probe == u"readinessProbe" && profile.unreadyAfterMs >= 0 && age >= profile.unreadyAfterMs)
        return fails(Failing::Says);
    return {};
}

// worker.doProbe.
void Prober::tick(Worker &worker)
{
    const SimContainer *run = std::as_const(m_sandbox).latest(worker.name);
    if (!run || !run->isRunning() || worker.isOnHold) return; // look() begins again
    arm(worker);
    const qint64 age = m_clock.wallMs() - run->startedMs;
    if (age / 1000 < integerAt(worker.spec, {u"initialDelaySeconds"})) return;
    const bool isStartup = worker.probe == u"startupProbe";
    if (isStarted(worker.name) == isStartup) return; // one kind before it has started, the others afterwards
    const QString failure = failureOf(worker, *run);
    const Result result = failure.isEmpty() ? Result::Success : Result::Failure;
    const QString kind = isStartup ? u"Startup"_s : worker.probe == u"livenessProbe" ? u"Liveness"_s : u"Readiness"_s;
    worker.inARow = worker.last == result ? worker.inARow + 1 : 1;
    const bool isNews = worker.inARow == 1;
    worker.last = result;
    if (isNews)
        run->log->append(m_clock.wallMs(),
                         u"%1 probe %2"_s.arg(kind.toLower(), failure.isEmpty() ? u"answered"_s : u"failed"_s));
    if (!failure.isEmpty()) m_told.unhealthy(worker.name, u"%1 probe failed: %2"_s.arg(kind, failure.chopped(1)));
    const qint64 threshold = integerAt(
        worker.spec, {failure.isEmpty() ? QStringView(u"successThreshold") : QStringView(u"failureThreshold")},
        failure.isEmpty() ? 1 : 3);
    if (worker.inARow < threshold) return;
    if (isStartup || (worker.probe == u"livenessProbe" && result == Result::Failure)) {
        worker.isOnHold = true;
        worker.inARow = 0;
        worker.alarm.cancel();
    }
    set(worker, result);
}

void Prober::set(Worker &worker, Result result)
{
    if (std::exchange(worker.result, result) != result) m_told.changed();
}

bool Prober::isStarted(const QString &container) const
{
    const Worker *worker = find(container, u"startupProbe");
    const SimContainer *run = std::as_const(m_sandbox).latest(container);
    if (!run || !run->isRunning()) return false;
    return !worker || (worker->id == run->id && worker->result == Result::Success);
}

bool Prober::isReady(const QString &container) const
{
    const Worker *worker = find(container, u"readinessProbe");
    const SimContainer *run = std::as_const(m_sandbox).latest(container);
    if (!run || !run->isRunning()) return false;
    return !worker || (worker->id == run->id && worker->result == Result::Success);
}

bool Prober::hasFailed(const QString &container, QStringView probe) const
{
    const Worker *worker = find(container, probe);
    const SimContainer *run = std::as_const(m_sandbox).latest(container);
    return worker && run && run->isRunning() && worker->id == run->id && worker->result == Result::Failure;
}

void Prober::stopLivenessAndStartup()
{
    std::erase_if(m_workers, [](const auto &worker) { return worker->probe != u"readinessProbe"; });
}

void Prober::stop() { m_workers.clear(); }

void Prober::pause()
{
    for (const auto &worker : m_workers) worker->alarm.cancel();
}

} // namespace practice
