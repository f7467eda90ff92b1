// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/watch/rig.h"
#include "tests/cluster/watch/script.h"

#include <QtTest>

using build::item;
using build::list;
using build::pod;
using build::status;
using namespace script;
using support::Answer;
using Code = model::Error::Code;

class TestReflector : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("kubewright.*=false")); }

    // 18. Every watch ends at once, for two hours: backoff, then at most 0.04 requests a second, and no list.
    void shortWatchesSettle_data()
    {
        QTest::addColumn<double>("randomness");
        QTest::newRow("shortest waits") << 0.0;
        QTest::newRow("longest waits") << 0.999;
    }
    void shortWatchesSettle()
    {
        QFETCH(double, randomness);
        Rig rig(randomness);
        listed(rig.server);
        rig.server.always("GET /api/v1/pods?watch", closed());
        rig.run(3600000);
        const qsizetype before = rig.server.requests.size();
        rig.run(3600000);
        const double perSecond = double(rig.server.requests.size() - before) / 3600;
        QVERIFY2(perSecond <= 0.04, QByteArray::number(perSecond));
        QVERIFY2(perSecond >= 0.016, QByteArray::number(perSecond));
        QCOMPARE(rig.log.count("LIST"), 1);
        QCOMPARE(rig.reflector.status().freshness, cluster::Freshness::Reconnecting);
    }

    void waitsGrowAndComeBack()
    {
        Rig rig;
        cluster::Backoff backoff({}, rig.clock, [] { return 0.5; });
        QList<qint64> waits;
        for (int i = 0; i < 8; ++i) waits += backoff.next();
        QCOMPARE(waits, QList<qint64>({1200, 2400, 4800, 9600, 19200, 38400, 45000, 45000}));
        rig.clock.advance(45000 + 120000);
        QCOMPARE(backoff.next(), 45000); // not quiet for long enough yet
        rig.clock.advance(45000 + 120001);
        QCOMPARE(backoff.next(), 1200);
    }

    // 21.
    void retryAfter_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<qint64>("waitMs"); // the first; without randomness
        QTest::newRow("absent") << QByteArray() << qint64(800);
        QTest::newRow("0") << QByteArray("0") << qint64(800);
        QTest::newRow("1") << QByteArray("1") << qint64(1000);
        QTest::newRow("32") << QByteArray("32") << qint64(32000);
        QTest::newRow("huge") << QByteArray("1000000000") << qint64(60000);
        QTest::newRow("larger than any number") << QByteArray("99999999999999999999999") << qint64(800);
        QTest::newRow("negative") << QByteArray("-5") << qint64(800);
        QTest::newRow("a date") << QByteArray("Wed, 21 Oct 2026 07:28:00 GMT") << qint64(800);
    }
    void retryAfter()
    {
        QFETCH(QByteArray, header);
        QFETCH(qint64, waitMs);
        Rig rig;
        listed(rig.server);
        QList<std::pair<QByteArray, QByteArray>> headers;
        if (!header.isEmpty()) headers.emplaceBack("retry-after", header);
        watchGets(rig.server, Answer::json(429, status(429, "TooManyRequests", "too many"), headers));
        rig.run(waitMs - 1);
        QCOMPARE(rig.log.count("WATCH"), 1);
        QCOMPARE(rig.reflector.status().error->code, Code::Throttled);
        rig.run(1);
        QCOMPARE(rig.log.count("WATCH rv=5"), 2);
        QCOMPARE(rig.log.count("LIST"), 1);
    }

    void watchAsksForFiveToTenMinutes()
    {
        for (const auto &[randomness, seconds] : {std::pair(0.0, 300), std::pair(0.5, 450), std::pair(0.9999, 599)}) {
            Rig rig(randomness);
            listed(rig.server);
            rig.run(0);
            const QString path = rig.server.requests.last().path;
            QVERIFY2(path.contains(QStringLiteral("&timeoutSeconds=%1").arg(seconds)), qPrintable(path));
            QVERIFY(path.contains(QLatin1String("allowWatchBookmarks=true")));
            QVERIFY(rig.server.requests.last().stream);
        }
    }

    // 13. However the bytes are cut, the rows are the same; with and without white space between the objects.
    void anyCut()
    {
        const QByteArray tricky = pod("b", 6).replace("\"metadata\"", "\"x\":\"}{][\\\"\\\\\",\"metadata\"");
        const QByteArray stream = build::event("ADDED", tricky).trimmed() + build::event("MODIFIED", pod("c", 7)) +
                                  "\r\n\t \n" + build::event("DELETED", pod("b", 8)) + build::bookmark(9);
        for (qsizetype cut = 0; cut <= stream.size(); ++cut) {
            Rig rig;
            listed(rig.server);
            watchGets(rig.server, Answer().head(200, json).data(stream.left(cut)).data(stream.mid(cut)));
            rig.run(1000);
            QCOMPARE(rig.log, QByteArray("0.0 LIST limit=500&rv=0\n0.0 SET a@1\n0.0 WATCH rv=5\n0.0 live\n"
                                         "0.0 PUT b@6\n0.0 PUT c@7\n0.0 DEL b@8\n"));
            QCOMPARE(rig.reflector.lastVersion(), QByteArray("9"));
        }
    }
    void anyCutOfAList()
    {
        const QByteArray body = list(5, {item("a", 1), item("b\\u0022]}", 2)}) + '\n';
        for (qsizetype cut = 0; cut <= body.size(); ++cut) {
            Rig rig;
            listGets(rig.server, Answer().head(200, json).data(body.left(cut)).data(body.mid(cut)).finish());
            rig.run(1000);
            QCOMPARE(rig.log, QByteArray("0.0 LIST limit=500&rv=0\n0.0 SET a@1 b\"]}@2\n0.0 WATCH rv=5\n"));
        }
    }

    // 14.
    void largeEvents()
    {
        Rig rig;
        listed(rig.server);
        rig.run(0);
        rig.call()->head(200, json);
        const auto send = [&rig](const QByteArray &name, qsizetype size) {
            const QByteArray bytes = build::event(
                "ADDED", pod(name, 6).replace("\"metadata\"", "\"x\":\"" + QByteArray(size, 'x') + "\",\"metadata\""));
            for (qsizetype at = 0; at < bytes.size() && rig.call(); at += 262144)
                rig.call()->data(bytes.mid(at, 262144));
        };
        send("b", (qsizetype(159) << 20) / 10);
        QVERIFY(rig.log.endsWith("PUT b@6\n"));
        send("c", qsizetype(17) << 20);
        QVERIFY2(rig.log.endsWith("failed: the watch has an object of more than 16 MiB\n"), rig.log);
        rig.run(1000);
        QVERIFY2(rig.log.endsWith("0.8 LIST rv=6\n"), rig.log);
    }

    // 16. Ten thousand bookmarks in a row.
    void manyBookmarks()
    {
        Rig rig;
        listed(rig.server);
        QByteArray bookmarks;
        for (int i = 6; i < 10006; ++i) bookmarks += build::bookmark(i);
        watchGets(rig.server, closed(bookmarks));
        rig.run(500);
        QVERIFY(rig.log.endsWith("0.0 live\n0.0 WATCH rv=10005\n"));
        QCOMPARE(rig.reflector.status().events, 0);
    }

    // A connection on which not even bookmarks come any more is given up, though its end was never seen.
    void silentConnection()
    {
        Rig rig;
        listed(rig.server);
        watchGets(rig.server, open(build::bookmark(6)));
        rig.run(149000);
        QVERIFY(rig.log.endsWith("0.0 live\n"));
        rig.run(2000);
        QVERIFY2(rig.log.endsWith("150.0 reconnecting: the watch has fallen silent\n150.0 CHECK rv=6\n"), rig.log);
    }
    // A server that never sends any is not suspected.
    void withoutBookmarks()
    {
        Rig rig;
        listed(rig.server);
        watchGets(rig.server, open());
        rig.run(550000);
        QVERIFY2(rig.log.endsWith("0.0 live\n"), rig.log);
    }

    // 19, the reflector's part.
    void peerIsSilent()
    {
        Rig rig;
        listed(rig.server);
        watchGets(rig.server, open());
        rig.run(1000);
        rig.reflector.peerIsSilent({Code::Timeout, QStringLiteral("no answer")});
        listGets(rig.server, Answer().fail(Code::Timeout, QStringLiteral("no byte")));
        listGets(rig.server, ok(list(5, {})));
        watchGets(rig.server, open());
        rig.run(10000);
        QVERIFY2(rig.log.endsWith("1.0 stale: no answer\n1.8 CHECK rv=5\n1.8 stale: no byte\n3.4 CHECK rv=5\n"
                                  "3.4 WATCH rv=5\n3.4 live\n"),
                 rig.log);
    }

    void stopCancels()
    {
        Rig rig;
        listed(rig.server);
        rig.run(0);
        QVERIFY(rig.server.isOpen(1));
        rig.reflector.stop();
        rig.settle();
        QVERIFY(!rig.server.isOpen(1));
        rig.run(100000);
        QCOMPARE(rig.server.requests.size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestReflector)
#include "tst_reflector.moc"
