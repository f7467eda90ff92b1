// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/node/sandbox.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/kinds/quantities.h"

#include <QCryptographicHash>

#include <algorithm>

namespace practice {

using model::Value;
using namespace Qt::StringLiterals;

namespace {

constexpr int killed = 137; // 128 + SIGKILL

QString idOf(const QString &uid, const QString &name, int restarts)
{
    const QString text = uid + u'/' + name + u'/' + QString::number(restarts);
    return u"containerd://"_s +
           QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex());
}

} // namespace

Sandbox::Sandbox(const model::Clock &clock, double scale, std::function<void()> changed)
    : m_clock(clock), m_scale(scale), m_changed(std::move(changed))
{
}

Sandbox::~Sandbox()
{
    for (const auto &[name, runs] : m_containers)
        if (runs.latest && runs.latest->isRunning()) runs.latest->log->end();
}

void Sandbox::create(const QString &address)
{
    m_isReady = true;
    ++m_attempt;
    m_address = address;
}

const SimContainer *Sandbox::latest(const QString &name) const
{
    const auto found = m_containers.find(name);
    return found == m_containers.end() ? nullptr : found->second.latest.get();
}

SimContainer *Sandbox::latest(const QString &name)
{
    return const_cast<SimContainer *>(std::as_const(*this).latest(name));
}

const SimContainer *Sandbox::previous(const QString &name) const
{
    const auto found = m_containers.find(name);
    return found == m_containers.end() ? nullptr : found->second.previous.get();
}

QStringList Sandbox::running() const
{
    QStringList names;
    for (const auto &[name, runs] : m_containers)
        if (runs.latest && runs.latest->isRunning()) names.append(name);
    return names;
}

qint64 Sandbox::memoryOf(const SimContainer &container) const
{
    if (!container.isRunning()) return 0;
    const qint64 bytes = container.profile.memoryAfter(m_clock.wallMs() - container.startedMs);
    return container.memoryLimit > 0 ? std::min(bytes, container.memoryLimit) : bytes;
}

void Sandbox::start(const Run &run)
{
    const QString name = textAt(run.container, {u"name"});
    auto made = std::make_unique<SimContainer>();
    made->name = name;
    made->id = idOf(run.uid, name, run.restarts);
    made->image = fullImageName(textAt(run.container, {u"image"}));
    made->imageReference = imageReference(textAt(run.container, {u"image"}));
    made->restarts = run.restarts;
    made->sandbox = m_attempt;
    made->startedMs = m_clock.wallMs();
    made->profile = run.profile;
    made->log = std::make_shared<ContainerLog>();
    if (const auto limit = Quantity::parse(textAt(run.container, {u"resources", u"limits", u"memory"})))
        made->memoryLimit = limit->roundedUp();
    Runs &runs = m_containers[name];
    runs.previous = std::move(runs.latest);
    runs.latest = std::move(made);
    SimContainer &container = *runs.latest;
    container.log->append(container.startedMs, u"%1 started"_s.arg(textAt(run.container, {u"image"})));
    for (const QString &line : container.profile.says) container.log->append(container.startedMs, line);
    arm(container);
    m_changed();
}

// The next thing that happens to it by itself: it ends, or is out of memory.
void Sandbox::arm(SimContainer &container)
{
    const ContainerProfile &profile = container.profile;
    qint64 outOfMemoryMs = -1;
    if (container.memoryLimit > 0 && profile.memory >= container.memoryLimit)
        outOfMemoryMs = 0;
    else if (container.memoryLimit > 0 && profile.leakPerSecond > 0)
        outOfMemoryMs = (container.memoryLimit - profile.memory) * 1000 / profile.leakPerSecond + 1;
    const qint64 endsMs = profile.endsAfterMs < 0 ? -1 : qint64(double(profile.endsAfterMs) * m_scale);
    const bool isMemory = outOfMemoryMs >= 0 && (endsMs < 0 || outOfMemoryMs < endsMs);
    if (!isMemory && endsMs < 0) return;
    constexpr qint64 leastMs = 20; // no program is quicker
    container.life.set(m_clock, std::max(leastMs, isMemory ? outOfMemoryMs : endsMs),
                       [this, name = container.name, id = container.id, isMemory] {
                           const SimContainer *now = std::as_const(*this).latest(name);
                           if (!now || now->id != id) return;
                           if (isMemory) return over(name, id, killed, u"OOMKilled"_s, {});
                           const int code = now->profile.exitCode;
                           over(name, id, code, code == 0 ? u"Completed"_s : u"Error"_s, now->profile.lastWords);
                       });
}

void Sandbox::stop(const QString &name, qint64 graceMs, std::function<void()> done)
{
    SimContainer *container = latest(name);
    if (!container || !container->isRunning()) {
        if (done) done();
        return;
    }
    if (done) container->whenOver.push_back(std::move(done));
    const qint64 killAt = m_clock.monotonicMs() + graceMs;
    if (container->killAtMs >= 0 && container->killAtMs <= killAt) return; // it is to end sooner
    const bool isFirst = container->killAtMs < 0;
    container->killAtMs = killAt;
    if (isFirst) container->log->append(m_clock.wallMs(), u"received SIGTERM"_s);
    const ContainerProfile &profile = container->profile;
    const auto stopMs = qint64(double(profile.stopMs) * m_scale);
    const bool exits = profile.onTerm == ContainerProfile::OnTerm::Exits && stopMs <= graceMs;
    if (!isFirst && exits) return; // it is on its way
    const int code = exits ? profile.stopCode : killed;
    container->stopping.set(m_clock, exits ? stopMs : graceMs, [this, name, id = container->id, code] {
        over(name, id, code, code == 0 ? u"Completed"_s : u"Error"_s, code == 0 ? u"shut down"_s : QString());
    });
}

void Sandbox::end(const QString &name, int exitCode, const QString &reason, const QString &lastLine)
{
    if (const SimContainer *container = std::as_const(*this).latest(name))
        over(name, container->id, exitCode, reason, lastLine);
}

void Sandbox::over(const QString &name, const QString &id, int exitCode, const QString &reason, const QString &lastLine)
{
    SimContainer *container = latest(name);
    if (!container || container->id != id || !container->isRunning()) return;
    container->state = SimContainer::State::Exited;
    container->finishedMs = m_clock.wallMs();
    container->exitCode = exitCode;
    container->reason = reason;
    container->life.cancel();
    container->stopping.cancel();
    if (!lastLine.isEmpty()) container->log->append(container->finishedMs, lastLine);
    const std::shared_ptr<ContainerLog> log = container->log;
    log->end();
    const std::vector<std::function<void()>> waiting = std::exchange(container->whenOver, {});
    m_changed();
    for (const std::function<void()> &done : waiting) done(); // the last: it may end this pod
}

} // namespace practice
