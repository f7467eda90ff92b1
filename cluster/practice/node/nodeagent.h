// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/eventrecorder.h"
#include "cluster/practice/node/alarm.h"
#include "cluster/practice/node/imagestore.h"

#include <QMap>

namespace practice {

// A machine and the kubelet on it.
struct KubeletOptions
{
    QString name;                         // of the Node
    QString address;                      // "10.255.0.1"
    qint64 cpus = 8;                      // whole ones
    qint64 memoryKi = 32 * 1024 * 1024;   // 32 GiB
    qint64 storageKi = 100 * 1024 * 1024; // 100 GiB
    qint64 pods = 110;
    QMap<QString, QString> labels = {}; // besides those that every kubelet sets
    double scale = 1;                   // of what its runtime takes (pulls, starts, profiles); 0: at once
    bool waitsForCidr = true;           // is ready when the Node has a podCIDR; else uses 10.244.NUMBER.0/24

    // "node-NUMBER", from 1: 8 CPUs, 32 GiB, 110 pods.
    static KubeletOptions machine(int number);
};

// Speaks for the Node: registers it, says how it is (every five minutes, or when something changed, looked at every ten
// seconds) and renews its Lease (pkg/kubelet kubelet_node_status.go, nodestatus; component-helpers lease).
class NodeAgent
{
public:
    static constexpr qint64 lookMs = 10 * 1000;    // nodeStatusUpdateFrequency, and a quarter of the Lease
    static constexpr qint64 reportMs = 300 * 1000; // nodeStatusReportFrequency
    static constexpr int leaseSeconds = 40;
    static constexpr qint64 pressureMs = 300 * 1000; // evictionPressureTransitionPeriod

    NodeAgent(const ComponentClient &client, const model::Clock &clock, EventRecorder &events, const ImageStore &images,
              const KubeletOptions &options);

    void start();
    void stop();
    // The machine was begun anew: another boot id from here on.
    void reboot() { ++m_boots; }
    void setConnected(bool connected);
    // Why pods can't have a network; empty: they can.
    void setNetworkProblem(const QString &problem);
    void setMemoryPressure(bool pressure);
    bool hasMemoryPressure() const; // as its condition says

    void say(const QString &type, const QString &reason, const QString &message);

private:
    void look();
    void registerNode();
    void renewLease();
    void report(bool isForced);
    void saySchedulable(bool isUnschedulable);
    model::Value wholeNode(const model::Value &present);
    model::Value statusFor(const model::Value &present);
    void setCondition(model::ValueList &conditions, const QString &type, bool isTrue, const QString &reason,
                      const QString &message, const QString &event);

    const ComponentClient &m_client;
    const model::Clock &m_clock;
    EventRecorder &m_events;
    const ImageStore &m_images;
    KubeletOptions m_options;
    QString m_networkProblem;
    int m_boots = 1;
    bool m_hasPressure = false;
    qint64 m_pressureSeenMs = -1; // monotonic; -1: never
    bool m_runs = false;
    bool m_isConnected = true;
    bool m_isRegistered = false;
    bool m_isUnschedulable = false;
    qint64 m_reportedMs = 0;
    QString m_uid;
    Alarm m_alarm = {};
};

} // namespace practice
