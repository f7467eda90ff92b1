// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/watch/objectstore.h"
#include "cluster/watch/sessionworker.h"

class QThread;

namespace cluster {

// A live view of one cluster: a thread of its own that lists and watches, and here, in the thread that made it, the
// rows and how fresh they are. The rows change only between changed() signals; at most one change per 50 ms.
//
//     ClusterSession session(makeTransport);
//     session.watch({*builtinKind(u"pods"_s), u"shop"_s});
//     connect(&session, &ClusterSession::changed, this, [&](const StoreChange &) { show(session.store().pods()); });
class ClusterSession : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        std::shared_ptr<const model::Clock> clock =
            std::make_shared<model::RealClock>(); // used in the session's thread
        Random random = realRandom();
        BackoffPolicy backoff = {};
    };
    // createTransport is called once, in the session's thread; the transport lives and dies there.
    explicit ClusterSession(TransportFactory createTransport, QObject *parent = nullptr);
    ClusterSession(TransportFactory createTransport, Options options, QObject *parent = nullptr);
    // Cancels everything. Takes some milliseconds; never more than stopLimitMs.
    ~ClusterSession() override;

    static constexpr int stopLimitMs = 2000;

    // What is watched already is shared: the same source comes back, and is to be unwatched as often.
    SourceId watch(const WatchSpec &spec);
    // With the last one its rows go from the store at once, with changed().
    void unwatch(SourceId source);

    const ObjectStore &store() const { return m_store; }
    QList<SourceId> sources() const;
    const WatchSpec &spec(SourceId source) const; // of sources() only
    SourceStatus status(SourceId source) const;   // likewise
    // Every source has been listed whole, or has been refused.
    bool isSettled() const;
    // The least fresh of all sources that are not refused; Forbidden when all are.
    Freshness freshness() const;
    // The last moment for which all those are known to be true; 0: one of them was never read.
    qint64 freshAsOfMs() const;
    // Of all sources together, also of those that are not watched any more, and of the questions whether the peer
    // lives. Never falls.
    qint64 requests() const;

Q_SIGNALS:
    void changed(const cluster::StoreChange &change);
    // Freshness, error or counters of a source.
    void statusChanged(cluster::SourceId source);

private:
    void onUpdated(const SessionUpdate &update);

    struct Source
    {
        WatchSpec spec;
        SourceStatus status;
        int uses = 1;
    };
    Options m_options;
    ObjectStore m_store;
    std::map<SourceId, Source> m_sources;
    SourceId m_nextSource = 1;
    qint64 m_probes = 0;
    qint64 m_pastRequests = 0; // of sources that are not watched any more
    QThread *m_thread = nullptr;
    SessionWorker *m_worker = nullptr; // lives in m_thread and ends with it
};

} // namespace cluster
