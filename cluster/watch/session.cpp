// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/watch/session.h"

#include "cluster/logging.h"

#include <QThread>

#include <algorithm>

namespace cluster {

using namespace Qt::StringLiterals;

ClusterSession::ClusterSession(TransportFactory createTransport, QObject *parent)
    : ClusterSession(std::move(createTransport), Options{}, parent)
{
}

ClusterSession::ClusterSession(TransportFactory createTransport, Options options, QObject *parent)
    : QObject(parent),
      m_options(std::move(options)),
      m_thread(new QThread),
      m_worker(new SessionWorker(std::move(createTransport), *m_options.clock, m_options.random, m_options.backoff))
{
    qRegisterMetaType<SessionUpdate>();
    m_thread->setObjectName(u"cluster"_s);
    m_worker->moveToThread(m_thread);
    // The clock goes with the worker, not with us: the thread may outlive us for a moment.
    connect(
        m_thread, &QThread::finished, m_worker, [worker = m_worker, clock = m_options.clock] { delete worker; },
        Qt::DirectConnection);
    connect(m_worker, &SessionWorker::updated, this, &ClusterSession::onUpdated);
    m_thread->start();
    QMetaObject::invokeMethod(m_worker, &SessionWorker::begin);
}

ClusterSession::~ClusterSession()
{
    m_worker->disconnect(this);
    m_thread->quit();
    if (m_thread->wait(stopLimitMs)) {
        delete m_thread;
        return;
    }
    // Something in the transport hangs. Freezing the window or killing the thread would be worse than leaving it
    // behind.
    qCWarning(lc) << "the connection's thread does not end";
    connect(m_thread, &QThread::finished, m_thread, &QObject::deleteLater);
}

SourceId ClusterSession::watch(const WatchSpec &spec)
{
    const auto same = std::ranges::find_if(m_sources, [&](const auto &entry) { return entry.second.spec == spec; });
    if (same != m_sources.end()) {
        ++same->second.uses;
        return same->first;
    }
    const SourceId source = m_nextSource++;
    SourceStatus status;
    status.source = source;
    m_sources[source] = {spec, status};
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, source, spec] { worker->watch(source, spec); });
    return source;
}

void ClusterSession::unwatch(SourceId source)
{
    const auto found = m_sources.find(source);
    if (found == m_sources.end() || --found->second.uses > 0) return;
    m_pastRequests += found->second.status.requests;
    m_sources.erase(found);
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, source] { worker->unwatch(source); });
    StoreChange change;
    m_store.forget(source, change);
    if (!change.isEmpty()) Q_EMIT changed(change);
}

QList<SourceId> ClusterSession::sources() const
{
    QList<SourceId> ids;
    for (const auto &[id, source] : m_sources) ids += id;
    return ids;
}

const WatchSpec &ClusterSession::spec(SourceId source) const { return m_sources.at(source).spec; }

SourceStatus ClusterSession::status(SourceId source) const { return m_sources.at(source).status; }

bool ClusterSession::isSettled() const
{
    return std::ranges::all_of(
        m_sources, [](const auto &entry) { return entry.second.status.synced || entry.second.status.isRefused(); });
}

Freshness ClusterSession::freshness() const
{
    // From the best to the worst.
    static constexpr Freshness order[] = {Freshness::Live,         Freshness::Polling, Freshness::Refreshing,
                                          Freshness::Loading,      Freshness::Failed,  Freshness::Reconnecting,
                                          Freshness::Unauthorized, Freshness::Stale,   Freshness::Stopped};
    const Freshness *worst = nullptr;
    for (const auto &[id, source] : m_sources) {
        const Freshness *const place = std::ranges::find(order, source.status.freshness);
        if (place != std::end(order) && (!worst || place > worst)) worst = place;
    }
    if (worst) return *worst;
    return m_sources.empty() ? Freshness::Stopped : Freshness::Forbidden;
}

qint64 ClusterSession::freshAsOfMs() const
{
    std::optional<qint64> oldest;
    for (const auto &[id, source] : m_sources)
        if (!source.status.isRefused())
            oldest = std::min(oldest.value_or(source.status.freshAsOfMs), source.status.freshAsOfMs);
    return oldest.value_or(0);
}

qint64 ClusterSession::requests() const
{
    qint64 sum = m_probes + m_pastRequests;
    for (const auto &[id, source] : m_sources) sum += source.status.requests;
    return sum;
}

void ClusterSession::onUpdated(const SessionUpdate &update)
{
    QMetaObject::invokeMethod(m_worker, &SessionWorker::acknowledge, Qt::QueuedConnection);
    m_probes = update.probes;
    StoreChange change;
    for (const SourceDelta &delta : update.delta->sources)
        if (m_sources.contains(delta.source)) m_store.apply(delta, change); // else it is no longer watched
    if (!change.isEmpty()) Q_EMIT changed(change);
    for (const SourceStatus &status : update.statuses) {
        const auto found = m_sources.find(status.source);
        if (found == m_sources.end()) continue; // no longer watched
        found->second.status = status;
        Q_EMIT statusChanged(status.source);
    }
}

} // namespace cluster
