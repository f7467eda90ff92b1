// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/watch/sessionworker.h"

#include <QCoreApplication>

namespace cluster {

// One reflector, with the way its rows go.
struct SessionWorker::Source final : RowSink
{
    Source(DeltaBuffer &b, const WatchEnvironment &environment, const WatchSpec &spec, SourceId source)
        : buffer(b), id(source), reflector(environment, spec, source, *this)
    {
    }
    void replaceAll(std::vector<AnyRow> rows) override { buffer.replaceAll(id, std::move(rows)); }
    void changed(AnyRow row) override { buffer.changed(std::move(row)); }
    void deleted(AnyRow lastState) override
    {
        const ObjectName name = metaOf(lastState).name;
        buffer.deleted(id, name, std::move(lastState));
    }

    DeltaBuffer &buffer;
    const SourceId id;
    Reflector reflector;
    bool dirty = true; // its status is not told yet
};

SessionWorker::SessionWorker(TransportFactory createTransport, const model::Clock &clock, Random random,
                             BackoffPolicy backoff)
    : m_createTransport(std::move(createTransport)), m_clock(clock), m_random(std::move(random)), m_backoff(backoff)
{
}

// Calls go before their transport, also those that wait for the event loop to delete them.
SessionWorker::~SessionWorker()
{
    m_sources.clear();
    m_prober.reset();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void SessionWorker::begin()
{
    m_transport = m_createTransport();
    m_environment = std::make_unique<WatchEnvironment>(WatchEnvironment{*m_transport, m_clock, m_random, m_backoff});
    m_prober = std::make_unique<Prober>(*m_transport, m_clock);
    connect(m_prober.get(), &Prober::silent, this, &SessionWorker::onPeerSilent);
}

void SessionWorker::watch(SourceId source, const WatchSpec &spec)
{
    auto &entry = m_sources[source];
    entry = std::make_unique<Source>(m_buffer, *m_environment, spec, source);
    Reflector &reflector = entry->reflector;
    connect(&reflector, &Reflector::received, m_prober.get(), &Prober::sawLife);
    connect(&reflector, &Reflector::statusChanged, this, [this, e = entry.get()] {
        e->dirty = true;
        updateProber();
        scheduleFlush(0);
    });
    connect(&reflector, &Reflector::countersChanged, this, [this, e = entry.get()] {
        e->dirty = true;
        scheduleFlush(flushMs);
    });
    scheduleFlush(0);
    reflector.start();
}

void SessionWorker::unwatch(SourceId source)
{
    m_sources.erase(source);
    m_buffer.forget(source);
    updateProber();
}

void SessionWorker::acknowledge()
{
    m_inFlight = false;
    for (const auto &[id, source] : m_sources)
        if (source->dirty) return scheduleFlush(flushMs);
}

void SessionWorker::scheduleFlush(qint64 ms)
{
    const bool sooner = ms == 0 && !m_flushIsNow;
    if (m_flushTimer && !sooner) return;
    m_flushIsNow = ms == 0;
    m_flushTimer = m_clock.after(ms, [this] { flush(); });
}

void SessionWorker::flush()
{
    m_flushTimer.reset();
    m_flushIsNow = false;
    if (m_inFlight) return; // acknowledge() comes back to it
    SessionUpdate update;
    update.delta = m_buffer.take();
    update.probes = m_prober->requests();
    for (const auto &[id, source] : m_sources) {
        if (!source->dirty) continue;
        source->dirty = false;
        update.statuses += source->reflector.status();
    }
    m_inFlight = true;
    Q_EMIT updated(update);
}

void SessionWorker::onPeerSilent(const model::Error &error)
{
    for (const auto &[id, source] : m_sources) source->reflector.peerIsSilent(error);
    updateProber();
}

void SessionWorker::updateProber()
{
    bool watching = false;
    for (const auto &[id, source] : m_sources) watching = watching || source->reflector.isWatching();
    m_prober->setWatching(watching);
}

} // namespace cluster
