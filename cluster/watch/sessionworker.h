// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/watch/deltabuffer.h"
#include "cluster/watch/prober.h"
#include "cluster/watch/reflector.h"

#include <map>

namespace cluster {

using TransportFactory = std::function<std::unique_ptr<Transport>()>;

// What one flush carries from the cluster thread: the delta first, then where its sources stand.
struct SessionUpdate
{
    std::shared_ptr<const StoreDelta> delta;
    QList<SourceStatus> statuses; // of the sources that changed
    qint64 probes = 0;
};

// The cluster-thread half of a ClusterSession: runs the reflectors, coalesces what they bring and hands it over, one
// update at a time: the next one waits until the last was acknowledged, so that a busy receiver never gets a queue.
class SessionWorker : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 flushMs = 50;

    // clock: outlives it. createTransport: called by begin(), in the worker's thread.
    SessionWorker(TransportFactory createTransport, const model::Clock &clock, Random random, BackoffPolicy backoff);
    ~SessionWorker() override;

    void begin();
    void watch(cluster::SourceId source, const cluster::WatchSpec &spec);
    void unwatch(cluster::SourceId source);
    void acknowledge();

Q_SIGNALS:
    void updated(const cluster::SessionUpdate &update);

private:
    struct Source;

    void scheduleFlush(qint64 ms);
    void flush();
    void onPeerSilent(const model::Error &error);
    void updateProber();

    TransportFactory m_createTransport;
    const model::Clock &m_clock;
    Random m_random;
    BackoffPolicy m_backoff;
    std::unique_ptr<Transport> m_transport;
    std::unique_ptr<WatchEnvironment> m_environment;
    std::unique_ptr<Prober> m_prober;
    DeltaBuffer m_buffer;
    std::map<SourceId, std::unique_ptr<Source>> m_sources;
    std::unique_ptr<QObject> m_flushTimer;
    bool m_flushIsNow = false; // the timer is a short one
    bool m_inFlight = false;
};

} // namespace cluster
