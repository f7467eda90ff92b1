// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/controller.h"
#include "cluster/practice/node/nodeagent.h"
#include "cluster/practice/node/podworker.h"
#include "cluster/practice/node/usage.h"

namespace practice {

// One node: its machine, its container runtime and its kubelet. Writes as "kubelet", with source.host the node.
//
// A real kubelet watches the pods with spec.nodeName=NAME and its own Node. Here all kubelets share the watches of one
// process, and each is handed what is its own: the same events in the same order, since a field-selected watch is the
// whole stream with the rest left out, and a pod never changes its node once it has one. What differs is that a kubelet
// that is cut off must be kept from it: while it is, it is told nothing, and afterwards it compares all its pods with
// the shared copy, as a reflector does that lists anew. Made and owned by Kubelets.
class Kubelet
{
public:
    Kubelet(ComponentProcess &process, const KubeletOptions &options);
    ~Kubelet();
    Kubelet(const Kubelet &) = delete;
    Kubelet &operator=(const Kubelet &) = delete;

    const QString &name() const { return m_options.name; }
    const KubeletOptions &options() const { return m_options; }

    // From the shared watches.
    void podAdded(const model::Value &pod);
    void podChanged(const model::Value &pod);
    void podRemoved(const model::Value &pod);
    void nodeChanged(const model::Value &node);

    // It runs from here on: registers, takes its pods.
    void start();

    // Faults. Each can be taken back by its opposite.
    enum class Machine : quint8 { Up, KubeletStopped, Lost };
    // KubeletStopped: nobody speaks for the node, its containers go on. Lost: they end with the machine.
    void setMachine(Machine machine);
    Machine machine() const { return m_machine; }
    // Cut off from the API server: goes on with what it knows, and says nothing.
    void setPartitioned(bool partitioned);
    bool isPartitioned() const { return !m_isConnected; }
    // False: no such container runs here. container empty: all of the pod.
    bool killContainers(const QString &podKey, const QString &container = {});
    bool crashContainer(const QString &podKey, const QString &container);
    // It can't be pulled any more, and is not here either.
    void setImageBroken(const QString &image, bool broken) { m_images.setBroken(image, broken); }
    // Less memory is left than it wants: it evicts one pod every ten seconds until that ends.
    void setMemoryPressure(bool pressure);

    // By "namespace/name"; null: not here.
    const PodWorker *worker(const QString &podKey) const;
    std::vector<PodUsage> usage() const; // of the pods that run, by key
    // {"name","machine","partitioned","pods":[{"key","phase"}],"decisions":[…]}
    model::Value describe() const;
    const std::deque<Controller::Decision> &decisions() const { return m_decisions; }

private:
    bool runs() const { return m_machine == Machine::Up && m_hasStarted; }
    PodWorker *find(const QString &podKey);
    void admit(const model::Value &pod);
    void release(const QString &uid);
    void drop(const QString &uid);
    void relist();
    QString takeAddress();
    void evictOne();
    QString evictionMessage(const PodWorker &worker) const;
    void decided(const QString &key, const QString &text);

    static constexpr std::size_t keptDecisions = 100;
    static constexpr qint64 evictEveryMs = 10 * 1000; // evictionMonitoringPeriod

    ComponentProcess &m_process;
    KubeletOptions m_options;
    Informer &m_pods;
    Informer &m_nodes;
    EventRecorder m_events;
    ImageStore m_images;
    NodeAgent m_agent;
    Machine m_machine = Machine::Up;
    bool m_hasStarted = false;
    bool m_isConnected = true;
    NodeState m_state = {}; // what the pods here take
    QString m_cidr;         // of the pods; empty: none yet
    quint32 m_lastHost = 0;
    QSet<QString> m_addresses = {};
    WorkerHost m_host;
    std::map<QString, QString> m_uids = {};                       // by key
    std::map<QString, std::unique_ptr<PodWorker>> m_workers = {}; // by uid
    std::vector<std::unique_ptr<PodWorker>> m_gone = {};          // until the event loop goes on
    std::deque<Controller::Decision> m_decisions = {};
    Alarm m_sweep = {};
    Alarm m_evict = {};
};

} // namespace practice
