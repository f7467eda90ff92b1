// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/life/components.h"

#include "cluster/practice/controllers/replicaset.h"
#include "cluster/practice/scheduler/scheduler.h"

namespace practice {

using model::Value;
using model::ValueList;

namespace {

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

Components::Components(ApiCore &core, const model::Clock &clock) : m_core(core), m_clock(clock), m_accesses(clock)
{
    m_scheduler = &addLoop<Scheduler>(addProcess(QStringLiteral("kube-scheduler")));
    Process &manager = addProcess(QStringLiteral("kube-controller-manager"));
    addLoop<ReplicaSetController>(manager);
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
    for (const auto &process : m_processes) process->process.start();
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
    return false;
}

void Components::setWatchDelay(qint64 ms)
{
    for (const auto &process : m_processes) process->process.setWatchDelay(ms);
}

void Components::breakWatches()
{
    for (const auto &process : m_processes) process->process.breakWatches();
}

bool Components::isIdle() const
{
    return std::ranges::all_of(m_processes, [](const auto &process) {
        return std::ranges::all_of(process->loops, [](const auto &loop) { return loop->isIdle(); });
    });
}

QStringList Components::names() const
{
    QStringList all;
    for (const auto &process : m_processes) {
        all.append(process->process.client().agent());
        for (const auto &loop : process->loops) all.append(loop->name());
    }
    return all;
}

Value Components::describe(const QString &name) const
{
    if (const Controller *found = loop(name)) return found->describe();
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
    Value list;
    list.set(u"components", std::move(all));
    return list;
}

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
        all.set(u"message", found->message);
    else
        all.set(u"node", found->node);
    all.set(u"nodes", std::move(nodes));
    return all;
}

} // namespace practice
