// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/component/controller.h"

#include "cluster/practice/base/objects.h"

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;

ComponentProcess::ComponentProcess(ApiCore &core, const model::Clock &clock, const QString &name,
                                   ComponentClient::Log log)
    : m_client(core, name, std::move(log)), m_clock(clock)
{
}

Informer &ComponentProcess::informer(QStringView apiVersion, QStringView kind)
{
    std::unique_ptr<Informer> &place = m_informers[{apiVersion.toString(), kind.toString()}];
    if (!place) {
        place = std::make_unique<Informer>(m_client, m_client.kind(apiVersion, kind), m_clock);
        place->setDelay(m_watchDelayMs);
    }
    return *place;
}

struct ComponentProcess::Passing
{
    Passing(const ComponentClient &client, const ApiKind &of, const model::Clock &clock)
        : kind(of), informer(client, kind, clock)
    {
    }
    const ApiKind kind;
    Informer informer;
};

std::shared_ptr<Informer> ComponentProcess::passingInformer(const ApiKind &kind)
{
    ApiKind copy = kind;
    copy.schema = {}; // which goes with the kind
    const auto passing = std::make_shared<Passing>(m_client, copy, m_clock);
    passing->informer.setDelay(m_watchDelayMs);
    std::erase_if(m_passing, [](const std::weak_ptr<Informer> &one) { return one.expired(); });
    const std::shared_ptr<Informer> informer(passing, &passing->informer);
    m_passing.push_back(informer);
    return informer;
}

void ComponentProcess::eachInformer(const std::function<void(Informer &)> &function) const
{
    for (const auto &[kind, informer] : m_informers) function(*informer);
    const auto passing = m_passing; // handlers may ask for more
    for (const std::weak_ptr<Informer> &one : passing)
        if (const auto informer = one.lock()) function(*informer);
}

void ComponentProcess::start()
{
    m_isRunning = true;
    eachInformer([](Informer &informer) { informer.start(); });
}

void ComponentProcess::stop()
{
    m_isRunning = false;
    eachInformer([](Informer &informer) { informer.stop(); });
}

bool ComponentProcess::isSynced() const
{
    bool all = true;
    eachInformer([&all](const Informer &informer) { all = all && informer.isSynced(); });
    return all;
}

void ComponentProcess::setWatchDelay(qint64 ms)
{
    m_watchDelayMs = ms;
    eachInformer([ms](Informer &informer) { informer.setDelay(ms); });
}

void ComponentProcess::breakWatches()
{
    eachInformer([](Informer &informer) { informer.breakWatch(); });
}

Value ComponentProcess::describe() const
{
    ValueList kinds;
    eachInformer([&kinds](const Informer &informer) {
        Value one;
        one.set(u"apiVersion", informer.kind().apiVersion());
        one.set(u"kind", informer.kind().kind);
        one.set(u"objects", qint64(informer.objects().size()));
        one.set(u"revision", informer.revision());
        kinds.push_back(std::move(one));
    });
    Value all;
    all.set(u"name", m_client.agent());
    all.set(u"running", m_isRunning);
    all.set(u"kinds", std::move(kinds));
    return all;
}

Controller::Controller(ComponentProcess &process, const QString &name)
    : m_process(process),
      m_name(name),
      m_events(process.client(), process.clock(), name),
      m_queue(process.clock(), [this](const QString &key) { take(key); })
{
}

void Controller::setStopped(bool stopped)
{
    m_isStopped = stopped;
    m_queue.setStopped(stopped);
}

void Controller::take(const QString &key)
{
    // A process that is down does nothing; the key waits for it.
    if (!m_process.isRunning()) return m_queue.addAfter(key, WorkQueue::firstRetryMs);
    const std::optional<ApiStatus> refusal = reconcile(key);
    if (!refusal) return m_queue.forget(key);
    constexpr int conflict = 409;
    if (refusal->code != conflict) decided(key, refusal->message);
    m_queue.addRateLimited(key);
}

void Controller::decided(const QString &key, const QString &text)
{
    m_decisions.push_back(
        {m_process.clock().wallMs(), key, text, m_process.client().core().registry.store().revision()});
    if (m_decisions.size() > keptDecisions) m_decisions.pop_front();
}

Value Controller::describe() const
{
    ValueList queue, delayed, decisions;
    for (const QString &key : m_queue.ready()) queue.push_back(key);
    for (const auto &[key, due] : m_queue.delayed())
        delayed.push_back(ValueMap{{QStringLiteral("key"), key}, {QStringLiteral("dueMs"), due}});
    for (const Decision &decision : m_decisions) {
        Value one;
        one.set(u"time", timeText(decision.wallMs));
        one.set(u"key", decision.key);
        one.set(u"text", decision.text);
        one.set(u"revision", decision.revision);
        decisions.push_back(std::move(one));
    }
    Value all;
    all.set(u"name", m_name);
    all.set(u"stopped", m_isStopped);
    all.set(u"queue", std::move(queue));
    all.set(u"delayed", std::move(delayed));
    all.set(u"decisions", std::move(decisions));
    return all;
}

} // namespace practice
