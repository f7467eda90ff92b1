// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/eventrecorder.h"
#include "cluster/practice/node/backoff.h"
#include "cluster/practice/node/imagestore.h"
#include "cluster/practice/node/podneeds.h"
#include "cluster/practice/node/podstatus.h"
#include "cluster/practice/node/prober.h"

#include <deque>

namespace practice {

// What the pods of one kubelet have in common. Outlives them.
struct WorkerHost
{
    const ComponentClient &client;
    const model::Clock &clock;
    EventRecorder &events;
    ImageStore &images;
    QString hostAddress;
    double scale = 1;                        // of what a runtime takes; 0: at once
    std::function<bool()> runs;              // the kubelet does
    std::function<bool()> isConnected;       // to the API server
    std::function<QString()> networkProblem; // why no pod can have a network; empty: none
    std::function<QString()> takeAddress;    // of a pod
    std::function<void(const QString &)> giveAddress;
    std::function<void(const QString &uid)> gone; // the worker is through with a pod that is no more
    std::function<void(const QString &uid)> over; // its containers hold nothing of the node any more
    std::function<void(const QString &key, const QString &text)> decided;

    qint64 scaled(qint64 ms) const { return qint64(double(ms) * scale); }
};

// Brings one pod to what its spec says and tells the API server, step by step as a kubelet's pod worker does
// (pkg/kubelet pod_workers.go, kubelet.go SyncPod, SyncTerminatingPod, SyncTerminatedPod; kuberuntime SyncPod).
class PodWorker
{
public:
    static constexpr qint64 minGraceMs = 2000;       // minimumGracePeriodInSeconds
    static constexpr qint64 relistMs = 1000;         // of the PLEG: how late it sees what a container did
    static constexpr qint64 reconcileMs = 10 * 1000; // status manager syncPeriod

    PodWorker(WorkerHost &host, const model::Value &pod);
    PodWorker(const PodWorker &) = delete;
    PodWorker &operator=(const PodWorker &) = delete;

    void begin();
    void refuse(const PodRefusal &refusal);
    void podChanged(const model::Value &pod);
    void podGone();
    void evict(const QString &message, qint64 graceSeconds);
    // The kubelet stops, and goes on with the pod as it is now. What runs goes on meanwhile.
    void halt();
    void resume(const model::Value &pod);
    // Writes what could not be written.
    void reconnected();

    const model::Value &pod() const { return m_pod; }
    const model::Value &status() const { return m_status; }
    const Sandbox &sandbox() const { return m_sandbox; }
    Sandbox &sandbox() { return m_sandbox; }
    bool isOver() const { return m_stage == Stage::Over; }
    QString key() const;

private:
    enum class Stage : quint8 { Running, Ending, Over };
    struct Kill
    {
        QString name;
        QString message;
        QString probe; // whose own grace counts; empty: none
    };
    struct Plan
    {
        bool endsPod = false;
        std::vector<Kill> kills = {};
        QStringList starts = {};
    };

    // podworker.cpp
    void requestSync();
    void sync();
    void finish();
    void mount();
    void sandboxChanged();
    void probesChanged();
    void armDeadline();
    model::Value generate(bool isTerminal);
    void setStatus(const model::Value &status);
    void write();
    void say(const QString &type, const QString &reason, const QString &message, const QString &container = {});
    qint64 jittered(qint64 ms) const; // up to half as long again

    // podstart.cpp
    void missPullSecrets();
    void runPlan();
    void ensureSandbox();
    void startNext();
    bool isBackedOff(const model::Value &container);
    void pull(const model::Value &container);
    void pulled(const model::Value &container, qint64 lastedMs, qint64 waitedMs);
    void create(const model::Value &container);
    void failed(const model::Value &container, const QString &reason, const QString &message);
    const model::Value *containerSpec(const QString &name) const;

    // podplan.cpp
    Plan makePlan() const;
    bool planInits(Plan &plan) const;
    bool planInit(Plan &plan, int index, const SimContainer &run, bool isLater, bool &hasInitialized) const;
    void planRegular(Plan &plan) const;
    const SimContainer *here(const QString &name) const; // of this sandbox

    // podstop.cpp
    void terminate();
    qint64 graceMs(const QString &container, const QString &probe) const;
    void kill(const QString &name, const QString &message, qint64 graceMs, std::function<void()> done);
    void killAll(std::function<void()> done);
    void oneStopped(int round);
    void stopNextSidecar();
    void containersStopped();

    WorkerHost &m_host;
    model::Value m_pod;
    model::Value m_status = {}; // as this kubelet has it; null: nothing said yet
    Stage m_stage = Stage::Running;
    Sandbox m_sandbox;
    Prober m_prober;
    Backoff m_backoff = {};
    std::map<QString, QString> m_pullErrors = {}; // by image, of the last pull
    std::map<QString, StartFailure> m_failures = {};
    Verdict m_verdict = {};
    qint64 m_graceOverride = -1; // seconds
    bool m_isBusy = false;
    bool m_isPending = false; // another sync is due after this one
    bool m_isMounted = false;
    bool m_isRemoved = false; // from the API server
    bool m_isDirty = false;   // the status is not written
    bool m_hasFailed = false; // something in this sync
    qint64 m_mountDelayMs = 0;
    std::deque<QString> m_starts = {};
    // While it ends.
    int m_stopping = 0;
    int m_stopRound = 0;                  // what was told to stop before does not count any more
    std::vector<QString> m_sidecars = {}; // the next one to stop last
    qint64 m_stopSinceMs = 0;
    std::function<void()> m_whenStopped = {};
    // Last, so that nothing fires into what is gone.
    Alarm m_next = {};
    Alarm m_step = {};
    Alarm m_retry = {};
    Alarm m_pleg = {};
    Alarm m_flush = {};
    Alarm m_deadline = {};
    std::map<QString, Alarm> m_hooks = {}; // preStop, by container
};

} // namespace practice
