// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/eventrecorder.h"
#include "cluster/practice/component/informer.h"
#include "cluster/practice/component/workqueue.h"

#include <deque>

namespace practice {

// What a process of the cluster has in common for the loops that run in it: one client, one copy of each kind, one
// recorder of Events. Stopping it stops them all, as when the process dies; started again it lists everything anew.
class ComponentProcess
{
public:
    // name: "kube-controller-manager". All outlive this.
    ComponentProcess(ApiCore &core, const model::Clock &clock, const QString &name, ComponentClient::Log log = {});

    const ComponentClient &client() const { return m_client; }
    const model::Clock &clock() const { return m_clock; }
    // Shared by everybody who asks for the kind; started with the process.
    Informer &informer(QStringView apiVersion, QStringView kind);
    // One more, of a kind that comes and goes while the process runs, as custom ones do: it has a copy of the kind, and
    // ends with its last holder. Whoever asks adds handlers and then starts it, if the process is running.
    std::shared_ptr<Informer> passingInformer(const ApiKind &kind);

    void start();
    void stop();
    bool isRunning() const { return m_isRunning; }
    bool isSynced() const;
    void setWatchDelay(qint64 ms);
    void breakWatches();

    // What it lists and watches, and how far it is: {"kinds":[{"apiVersion","kind","objects","revision"}],"running":…}
    model::Value describe() const;

private:
    struct Passing;
    void eachInformer(const std::function<void(Informer &)> &function) const;

    ComponentClient m_client;
    const model::Clock &m_clock;
    std::map<std::pair<QString, QString>, std::unique_ptr<Informer>> m_informers;
    std::vector<std::weak_ptr<Informer>> m_passing;
    qint64 m_watchDelayMs = 0;
    bool m_isRunning = false;
};

// One loop: keys come into its queue, and reconcile() makes of each what is declared. Keeps its last decisions.
class Controller
{
public:
    // name: "deployment-controller", which its Events bear.
    Controller(ComponentProcess &process, const QString &name);
    virtual ~Controller() = default;
    Controller(const Controller &) = delete;
    Controller &operator=(const Controller &) = delete;

    const QString &name() const { return m_name; }
    // A stopped loop takes nothing from its queue; what happens meanwhile waits there.
    void setStopped(bool stopped);
    bool isStopped() const { return m_isStopped; }
    bool isIdle() const { return m_queue.isIdle(); }
    std::size_t queued() const { return m_queue.ready().size(); }

    struct Decision
    {
        qint64 wallMs = 0;
        QString key;
        QString text;        // in plain words: what was done and why
        qint64 revision = 0; // of the store afterwards
    };
    const std::deque<Decision> &decisions() const { return m_decisions; }
    // {"name","stopped","queue":[…],"delayed":[{"key","dueMs"}],"decisions":[{"time","key","text","revision"}]}
    virtual model::Value describe() const;

protected:
    // Nothing: done. A refusal brings the key back later; a conflict (409) does so quietly.
    virtual std::optional<ApiStatus> reconcile(const QString &key) = 0;

    void enqueue(const QString &key) { m_queue.add(key); }
    void enqueueAfter(const QString &key, qint64 ms) { m_queue.addAfter(key, ms); }
    void decided(const QString &key, const QString &text);

    ComponentProcess &process() const { return m_process; }
    const ComponentClient &client() const { return m_process.client(); }
    const model::Clock &clock() const { return m_process.clock(); }
    EventRecorder &events() { return m_events; }

private:
    void take(const QString &key);

    static constexpr std::size_t keptDecisions = 200;

    ComponentProcess &m_process;
    QString m_name;
    EventRecorder m_events;
    WorkQueue m_queue;
    std::deque<Decision> m_decisions;
    bool m_isStopped = false;
};

} // namespace practice
