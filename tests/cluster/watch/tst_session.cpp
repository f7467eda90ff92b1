// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/watch/session.h"
#include "tests/cluster/watch/script.h"
#include "tests/support/fakeclock.h"

#include <QSignalSpy>
#include <QThread>
#include <QtTest>

using namespace cluster;
using namespace script;
using namespace Qt::StringLiterals;
using support::Answer;
using support::FakeTransport;
using Code = model::Error::Code;

namespace {

const WatchSpec pods{*builtinKind(u"pods"_s), {}};
const WatchSpec services{*builtinKind(u"services"_s), {}};

// A worker without its thread: what it hands over, as it comes.
struct Bench
{
    Bench()
    {
        worker.begin();
        QObject::connect(&worker, &SessionWorker::updated, [this](const SessionUpdate &update) {
            ++updates;
            StoreChange change;
            for (const SourceDelta &delta : update.delta->sources) store.apply(delta, change);
            if (!update.statuses.isEmpty()) status = update.statuses.last();
        });
    }
    void run(qint64 ms)
    {
        settle();
        clock.advance(ms, [this] { settle(); });
    }
    void settle()
    {
        server->settle();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    QByteArray asked(const QByteArray &what) const { return QByteArray::number(server->log().count(what)); }

    support::FakeClock clock;
    FakeTransport *server = nullptr;
    ObjectStore store;
    SourceStatus status;
    int updates = 0;
    SessionWorker worker{[this]() -> std::unique_ptr<Transport> {
                             auto transport = std::make_unique<FakeTransport>();
                             server = transport.get();
                             return transport;
                         },
                         clock,
                         [] { return 0.0; },
                         {}};
};

} // namespace

class TestSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // 19. Nothing comes any more, and nothing answers: known within a minute, told as stale; and it comes back by
    // itself.
    void silentPeer()
    {
        Bench bench;
        listed(*bench.server);
        watchGets(*bench.server, open());
        bench.worker.watch(1, pods);
        bench.run(100);
        bench.worker.acknowledge();
        QCOMPARE(bench.status.freshness, Freshness::Live);
        const qint64 from = bench.clock.monotonicMs();
        while (bench.status.freshness == Freshness::Live && bench.clock.monotonicMs() - from < 120000) {
            bench.run(1000);
            bench.worker.acknowledge();
        }
        QCOMPARE(bench.status.freshness, Freshness::Stale);
        QVERIFY2(bench.clock.monotonicMs() - from <= 60000, QByteArray::number(bench.clock.monotonicMs() - from));
        QCOMPARE(bench.status.error->code, Code::Timeout);
        QVERIFY(bench.status.freshAsOfMs <= bench.clock.wallOffsetMs + from);
        QCOMPARE(bench.store.pods().size(), size_t(1)); // the rows stay
        listGets(*bench.server, ok(build::list(5, {})));
        watchGets(*bench.server, open());
        bench.run(10000);
        bench.worker.acknowledge();
        bench.run(100);
        QCOMPARE(bench.status.freshness, Freshness::Live);
    }

    // A quiet cluster is not a dead one; and it is asked politely, once for all kinds.
    void quietPeer()
    {
        Bench bench;
        bench.server->always("GET /version", ok("{}"));
        for (const char *plural : {"pods", "services"}) {
            const QByteArray path = QByteArray("GET /api/v1/") + plural;
            bench.server->always(path + "?watch", open());
        }
        listed(*bench.server);
        bench.server->next("GET /api/v1/services",
                           ok("{\"kind\":\"ServiceList\",\"metadata\":{\"resourceVersion\":\"5\"}}"));
        bench.worker.watch(1, pods);
        bench.worker.watch(2, services);
        for (int i = 0; i < 250; ++i) {
            bench.run(1000);
            bench.worker.acknowledge();
        }
        QCOMPARE(bench.status.freshness, Freshness::Live);
        const int probes = bench.asked("/version").toInt();
        QVERIFY2(probes >= 8 && probes <= 13, QByteArray::number(probes));
        QCOMPARE(bench.asked("watch=true"), "2"_ba);
    }

    // One lost probe may be an idle connection that somebody closed; the second one decides.
    void oneProbeMayFail()
    {
        Bench bench;
        bench.server->next("GET /version", Answer().fail(Code::Unreachable, u"reset"_s));
        bench.server->always("GET /version", ok("{}"));
        listed(*bench.server);
        watchGets(*bench.server, open());
        bench.worker.watch(1, pods);
        bench.run(35000);
        bench.worker.acknowledge();
        bench.run(100);
        QCOMPARE(bench.status.freshness, Freshness::Live);
        QCOMPARE(bench.asked("/version"), "2"_ba);
    }

    // 32. Woken from a sleep: asks at once, not after so many quiet seconds.
    void afterASleep()
    {
        Bench bench;
        listed(*bench.server);
        watchGets(*bench.server, open());
        bench.worker.watch(1, pods);
        bench.run(6000);
        QCOMPARE(bench.asked("/version"), "0"_ba);
        bench.clock.wallOffsetMs += 8 * 3600 * 1000;
        bench.run(5000);
        QCOMPARE(bench.asked("/version"), "1"_ba);
    }

    // A receiver that is busy gets one update for all it missed.
    void slowReceiver()
    {
        Bench bench;
        listed(*bench.server);
        bench.worker.watch(1, pods);
        bench.run(1000);
        QCOMPARE(bench.updates, 1);
        support::FakeCall *watch = bench.server->calls.last();
        watch->head(200, json);
        for (int i = 6; i < 5006; ++i) {
            watch->data(build::event("MODIFIED", build::pod("a", i)));
            if (i % 100 == 0) bench.run(10);
        }
        QCOMPARE(bench.updates, 1);
        bench.worker.acknowledge();
        bench.run(100);
        QCOMPARE(bench.updates, 2);
        QCOMPARE(printStore(bench.store), "/Pod shop/a v5005 unknown\n"_ba);
        QCOMPARE(bench.status.events, 5000);
    }

    void perTick()
    {
        Bench bench;
        listed(*bench.server);
        watchGets(*bench.server, open());
        bench.worker.watch(1, pods);
        bench.run(1000);
        bench.worker.acknowledge();
        bench.run(100);
        bench.worker.acknowledge();
        const int before = bench.updates;
        for (int i = 0; i < 1000; ++i) {
            bench.server->calls.last()->data(build::event("MODIFIED", build::pod("a", 10 + i)));
            bench.run(1);
            bench.worker.acknowledge();
        }
        QVERIFY2(bench.updates - before <= 20, QByteArray::number(bench.updates - before));
    }

    // In its own thread, as the program uses it.
    void inItsThread()
    {
        QThread *const here = QThread::currentThread();
        std::atomic<bool> elsewhere = false;
        auto session = std::make_unique<ClusterSession>([&]() -> std::unique_ptr<Transport> {
            elsewhere = QThread::currentThread() != here;
            auto transport = std::make_unique<FakeTransport>();
            listed(*transport);
            watchGets(*transport, open(build::event("ADDED", build::pod("b", 6))));
            transport->next("GET /api/v1/services", error(403, "Forbidden"));
            return transport;
        });
        QSignalSpy changed(session.get(), &ClusterSession::changed);
        const SourceId source = session->watch(pods);
        const SourceId refused = session->watch(services);
        QTRY_COMPARE(printStore(session->store()), "/Pod shop/a v1 unknown\n/Pod shop/b v6 unknown\n"_ba);
        QVERIFY(elsewhere);
        QTRY_COMPARE(session->status(source).freshness, Freshness::Live);
        QTRY_COMPARE(session->status(refused).freshness, Freshness::Forbidden);
        QVERIFY(session->isSettled());
        QCOMPARE(session->freshness(), Freshness::Live);
        QCOMPARE(session->requests(), 3);
        QCOMPARE(session->status(source).events, 1);
        QVERIFY(session->status(source).bytes > 100);
        changed.clear();
        session->unwatch(source);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(printStore(session->store()), ""_ba);
        QCOMPARE(session->freshness(), Freshness::Forbidden);
        QElapsedTimer timer;
        timer.start();
        session.reset();
        QVERIFY2(timer.elapsed() < ClusterSession::stopLimitMs, QByteArray::number(timer.elapsed()));
    }

    // Two views of the same: one list, one watch; and the rows stay until the last has gone.
    void sharedSources()
    {
        FakeTransport *server = nullptr;
        ClusterSession session([&]() -> std::unique_ptr<Transport> {
            auto transport = std::make_unique<FakeTransport>();
            server = transport.get();
            listed(*transport);
            watchGets(*transport, open());
            transport->next("GET /api/v1/services", error(403, "Forbidden"));
            return transport;
        });
        QSignalSpy changed(&session, &ClusterSession::changed);
        const SourceId first = session.watch(pods);
        QCOMPARE(session.freshAsOfMs(), 0);
        QTRY_COMPARE(session.status(first).freshness, Freshness::Live);
        QVERIFY(session.freshAsOfMs() > 0);
        QCOMPARE(session.watch(pods), first);
        const SourceId other = session.watch(services);
        QVERIFY(other != first);
        QTRY_COMPARE(session.status(other).freshness, Freshness::Forbidden);
        QVERIFY(session.freshAsOfMs() > 0); // what is refused says nothing about the rest
        const qint64 requests = session.requests();
        changed.clear();
        session.unwatch(first);
        QCOMPARE(changed.size(), 0);
        QCOMPARE(session.store().count(first), 1);
        session.unwatch(first);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(session.sources(), QList{other});
        session.unwatch(other);
        QCOMPARE(session.requests(), requests); // what was asked was asked
        QCOMPARE(session.freshAsOfMs(), 0);
    }

    // Gone in the middle of everything, again and again.
    void endsAtAnyTime()
    {
        for (int i = 0; i < 50; ++i) {
            ClusterSession session([]() -> std::unique_ptr<Transport> {
                auto transport = std::make_unique<FakeTransport>();
                listed(*transport);
                transport->always("GET /api/v1/pods?watch", closed(build::event("ADDED", build::pod("b", 6))));
                return transport;
            });
            session.watch(pods);
            if (i % 3) QTest::qWait(i % 5);
        }
        QVERIFY(true); // got here, and sanitizers are content
    }
};

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
