// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/http/httprig.h"

#include <QSignalSpy>

using practice::HttpRequest;
using Reply = HttpRig::Reply;

// What the clock ends, and the server's own end.
class TestHttpTimes : public QObject
{
    Q_OBJECT

    static void greet(const HttpRequest &, const Reply &reply) { reply->send(200, {}, "hello"); }

private Q_SLOTS:
    void endsWhoSaysNothing_data()
    {
        QTest::addColumn<bool>("tls");
        QTest::addColumn<QByteArray>("input");
        QTest::newRow("nothing") << false << QByteArray();
        QTest::newRow("one byte of TLS") << false << QByteArray("\x16");
        QTest::newRow("a byte of something") << false << QByteArray("G");
        QTest::newRow("TLS and nothing") << true << QByteArray();
        QTest::newRow("TLS and an empty line") << true << QByteArray("\r\n");
    }
    void endsWhoSaysNothing()
    {
        QFETCH(bool, tls);
        QFETCH(QByteArray, input);
        HttpRig rig(greet);
        HttpClient client(rig.port, tls);
        client.socket.write(input);
        QVERIFY(rig.waitForConnections(1));
        if (tls) QVERIFY(client.waitUntilReady());
        QTest::qWait(30);
        rig.clock.advance(9000);
        QTest::qWait(10);
        QCOMPARE(rig.server->connectionCount(), 1);
        rig.clock.advance(2000);
        QVERIFY(client.waitForEnd());
        QVERIFY(rig.waitForConnections(0));
        QCOMPARE(client.received, QByteArray());
    }

    void endsSlowRequests_data()
    {
        QTest::addColumn<QByteArray>("start");
        QTest::newRow("line") << QByteArray("GET /");
        QTest::newRow("head") << QByteArray("GET / HTTP/1.1\r\nHost: a\r\nX: ");
        QTest::newRow("body") << askFor("/", "Content-Length: 1000\r\n");
        QTest::newRow("chunk") << askFor("/", "Transfer-Encoding: chunked\r\n") + "ff\r\n";
    }
    // A byte now and then keeps nobody alive.
    void endsSlowRequests()
    {
        QFETCH(QByteArray, start);
        HttpRig rig(greet);
        HttpClient client(rig.port);
        client.socket.write(start);
        QVERIFY(client.waitUntilReady());
        QTest::qWait(30);
        for (int i = 0; i < 29; ++i) {
            rig.clock.advance(1000);
            client.socket.write("x");
            QTest::qWait(2);
        }
        QCOMPARE(rig.server->connectionCount(), 1);
        QCOMPARE(client.received, QByteArray());
        rig.clock.advance(2000);
        QVERIFY(client.waitFor("HTTP/1.1 408 Request Timeout\r\n"));
        QVERIFY(client.waitFor("408 the request did not come within 30 seconds"));
        rig.clock.advance(2000);
        QVERIFY(client.waitForEnd());
        QVERIFY(rig.waitForConnections(0));
    }

    void endsIdleOnes()
    {
        HttpRig rig(greet);
        HttpClient client(rig.port);
        for (int i = 1; i <= 3; ++i) { // every request begins the time anew
            client.socket.write(askFor("/"));
            QVERIFY(waitUntil([&] { return client.received.count("hello") == i; }));
            rig.clock.advance(179000);
            QTest::qWait(5);
            QVERIFY(!client.isClosed);
        }
        rig.clock.advance(2000);
        QVERIFY(client.waitForEnd());
        QVERIFY(rig.waitForConnections(0));
    }

    // Handlers take the time they take, and streams last.
    void leavesAnswersTheirTime()
    {
        std::vector<Reply> replies;
        HttpRig rig([&](const HttpRequest &request, const Reply &reply) {
            if (request.path == "/stream") reply->start(200, {});
            replies.push_back(reply);
        });
        HttpClient stream(rig.port);
        HttpClient whole(rig.port);
        stream.socket.write(askFor("/stream"));
        whole.socket.write(askFor("/whole"));
        QVERIFY(waitUntil([&] { return replies.size() == 2; }));
        rig.clock.advance(24 * 3600000);
        QTest::qWait(10);
        QCOMPARE(rig.server->connectionCount(), 2);
        for (const Reply &reply : replies) {
            reply->write("late");
            reply->send(200, {}, "late");
        }
        QVERIFY(stream.waitFor("late") && whole.waitFor("late"));
    }

    void endsWhoDoesNotTakeTheAnswer()
    {
        HttpRig rig([](const HttpRequest &, const Reply &reply) { reply->send(200, {}, QByteArray(32 << 20, 'x')); });
        HttpClient client(rig.port);
        client.socket.setReadBufferSize(1000);
        client.isReading = false;
        client.socket.write(askFor("/"));
        QVERIFY(waitUntil([&] { return client.socket.bytesAvailable() > 0; }));
        QTest::qWait(100);
        rig.clock.advance(181000);
        QVERIFY(rig.waitForConnections(0));
    }

    void closesGracefully()
    {
        std::vector<Reply> replies;
        HttpRig rig([&](const HttpRequest &request, const Reply &reply) {
            if (request.path == "/now") return reply->send(200, {}, "now");
            if (request.path == "/stream") {
                reply->start(200, {});
                reply->write("one");
            }
            replies.push_back(reply);
        });
        QSignalSpy closed(rig.server.get(), &practice::HttpServer::closed);
        HttpClient idle(rig.port);
        HttpClient stream(rig.port);
        HttpClient later(rig.port);
        HttpClient half(rig.port);
        idle.socket.write(askFor("/now"));
        QVERIFY(idle.waitFor("now"));
        stream.socket.write(askFor("/stream"));
        later.socket.write(askFor("/later"));
        half.socket.write(askFor("/now").chopped(2));
        QVERIFY(waitUntil([&] { return replies.size() == 2; }) && half.waitUntilReady());
        QTest::qWait(30);
        rig.server->close(5000);
        rig.server->close(1); // once is enough
        QVERIFY(idle.waitForEnd());
        QVERIFY(stream.waitForEnd());
        QVERIFY(stream.received.endsWith("\r\n\r\n3\r\none\r\n0\r\n\r\n"));
        half.socket.write("\r\n");
        QVERIFY(half.waitForEnd());
        QVERIFY(half.received.contains("\r\nConnection: close\r\n") && half.received.endsWith("now"));
        HttpClient late(rig.port);
        QVERIFY(waitUntil([&] { return late.socket.error() == QAbstractSocket::ConnectionRefusedError; }));
        QCOMPARE(rig.server->connectionCount(), 1);
        QCOMPARE(closed.size(), 0);
        for (const Reply &reply : replies) reply->send(200, {}, "later");
        QVERIFY(later.waitForEnd());
        QVERIFY(later.received.contains("\r\nConnection: close\r\n") && later.received.endsWith("later"));
        QVERIFY(waitUntil([&] { return closed.size() == 1; }));
    }

    void closesAtTheLatestAfterTheGrace()
    {
        Reply kept;
        bool gone = false;
        HttpRig rig([&](const HttpRequest &, const Reply &reply) {
            reply->onGone([&] { gone = true; });
            kept = reply;
        });
        QSignalSpy closed(rig.server.get(), &practice::HttpServer::closed);
        HttpClient client(rig.port);
        client.socket.write(askFor("/"));
        QVERIFY(waitUntil([&] { return kept != nullptr; }));
        rig.server->close(5000);
        rig.clock.advance(4900);
        QTest::qWait(10);
        QCOMPARE(rig.server->connectionCount(), 1);
        rig.clock.advance(200);
        QVERIFY(client.waitForEnd());
        QVERIFY(waitUntil([&] { return closed.size() == 1 && gone; }));
        QVERIFY(!kept->isOpen());
    }

    void closesFromAHandler_data()
    {
        QTest::addColumn<bool>("answersFirst");
        QTest::newRow("before the answer") << false;
        QTest::newRow("after the answer") << true;
    }
    void closesFromAHandler()
    {
        QFETCH(bool, answersFirst);
        HttpRig *me = nullptr;
        HttpRig rig([&](const HttpRequest &, const Reply &reply) {
            if (answersFirst) reply->send(200, {}, "bye");
            me->server->close(5000);
            if (!answersFirst) reply->send(200, {}, "bye");
        });
        me = &rig;
        QSignalSpy closed(rig.server.get(), &practice::HttpServer::closed);
        HttpClient client(rig.port);
        client.socket.write(askFor("/"));
        QVERIFY(client.waitFor("bye") && client.waitForEnd());
        QVERIFY(waitUntil([&] { return closed.size() == 1; }));
    }

    void closesWithoutAnyClient()
    {
        HttpRig rig(greet);
        QSignalSpy closed(rig.server.get(), &practice::HttpServer::closed);
        rig.server->close(5000);
        QVERIFY(waitUntil([&] { return closed.size() == 1; }));
    }
};

QTEST_GUILESS_MAIN(TestHttpTimes)
#include "tst_httptimes.moc"
