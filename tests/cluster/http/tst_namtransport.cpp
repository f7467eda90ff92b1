// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/http/recorded.h"

#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QPointer>

using namespace recorded;

class TestNamTransport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsWhatIsAsked()
    {
        const auto server = ScriptServer::secure(u"server"_s, [](QTcpSocket *socket, const QByteArray &) {
            ScriptServer::answer(socket, 201, "made", "X-Twice: a\r\nX-Twice: b\r\n");
        });
        const auto transport = connectTo(*server, "geheim", u"/prefix/"_s);
        const Recorded done(
            *transport, {.method = "PATCH",
                         .path = u"/api/v1/x?a=b%20c&d=%2F"_s,
                         .headers = {{"Content-Type", "application/apply-patch+yaml"}, {"Accept", "application/json"}},
                         .body = "kind: Pod"});
        QCOMPARE(*done.log, QByteArray()); // nothing before start() has returned
        QTRY_VERIFY(done.ended());
        QCOMPARE(*done.log, QByteArray("head 201 made end"));
        const QByteArray request = server->requests.at(0).toLower();
        QVERIFY(request.startsWith("patch /prefix/api/v1/x?a=b%20c&d=%2f http/1.1\r\n"));
        QVERIFY(request.contains("\r\nauthorization: bearer geheim\r\n"));
        QVERIFY(request.contains("\r\ncontent-type: application/apply-patch+yaml\r\n"));
        QVERIFY(request.contains("\r\nuser-agent: kubewright/" KUBEWRIGHT_VERSION " (linux/"));
        QVERIFY(request.contains(") qt/6."));
        QVERIFY(request.endsWith("\r\n\r\nkind: pod"));
    }

    // But it is told as whom to act: without that, the request would be made as somebody else.
    void plainServerGetsNoCredentials()
    {
        const auto server = ScriptServer::plain(
            [](QTcpSocket *socket, const QByteArray &) { ScriptServer::answer(socket, 200, "ok"); });
        const auto transport = NamTransport::create({.server = server->url(),
                                                     .authorization = [] { return QByteArray("Bearer geheim"); },
                                                     .headers = {{"Impersonate-User", "jane"}}});
        const Recorded done(**transport, {.path = u"/x"_s});
        QTRY_COMPARE(*done.log, QByteArray("head 200 ok end"));
        QVERIFY(!server->requests.at(0).toLower().contains("authorization"));
        QVERIFY(server->requests.at(0).toLower().contains("\r\nimpersonate-user: jane\r\n"));
    }

    void statusIsNoError_data()
    {
        QTest::addColumn<int>("status");
        for (const int status :
             {204, 400, 401, 403, 404, 405, 407, 409, 410, 415, 418, 422, 429, 500, 501, 503, 504, 599})
            QTest::addRow("%d", status) << status;
    }
    void statusIsNoError()
    {
        QFETCH(int, status);
        const QByteArray body = status == 204 ? "" : "{\"kind\":\"Status\"}";
        const auto server = ScriptServer::secure(
            u"server"_s, [&](QTcpSocket *socket, const QByteArray &) { ScriptServer::answer(socket, status, body); });
        const auto transport = connectTo(*server);
        const Recorded done(*transport, {.path = u"/x"_s});
        QTRY_VERIFY(done.ended());
        QCOMPARE(*done.log, "head " + QByteArray::number(status) + ' ' + body + " end");
    }

    // Qt swallows the body then; the status is what counts.
    void basicChallenge()
    {
        const auto server = ScriptServer::secure(u"server"_s, [](QTcpSocket *socket, const QByteArray &) {
            ScriptServer::answer(socket, 401, "body", "WWW-Authenticate: Basic realm=\"k\"\r\n");
        });
        const auto transport = connectTo(*server);
        const Recorded done(*transport, {.path = u"/x"_s});
        QTRY_VERIFY(done.ended());
        QVERIFY2(done.log->startsWith("head 401 ") && done.log->endsWith(" end"), done.log->constData());
    }

    void redirectIsRefused_data()
    {
        QTest::addColumn<QByteArray>("location");
        QTest::addColumn<QByteArray>("host");
        QTest::newRow("other host") << QByteArray("https://evil.example/x") << QByteArray("evil.example");
        QTest::newRow("same host") << QByteArray("/login") << QByteArray("127.0.0.1");
    }
    void redirectIsRefused()
    {
        QFETCH(QByteArray, location);
        QFETCH(QByteArray, host);
        const auto server = ScriptServer::secure(u"server"_s, [&](QTcpSocket *socket, const QByteArray &) {
            ScriptServer::answer(socket, 302, "", "Location: " + location + "\r\n");
        });
        const auto transport = connectTo(*server);
        const Recorded done(*transport, {.path = u"/x"_s});
        QTRY_VERIFY(done.ended());
        QVERIFY2(done.log->contains("redirects to another address (" + host + ")"), done.log->constData());
        QCOMPARE(server->requests.size(), 1);
    }

    void streamsPieceByPiece()
    {
        QPointer<QTcpSocket> peer;
        const auto server = ScriptServer::secure(u"server"_s, [&](QTcpSocket *socket, const QByteArray &) {
            peer = socket;
            socket->write(chunked + chunk("one "));
        });
        const auto transport = connectTo(*server);
        const Recorded watch(*transport, {.path = u"/w"_s, .stream = true});
        QTRY_COMPARE(*watch.log, QByteArray("head 200 one "));
        peer->write(chunk("two"));
        QTRY_COMPARE(*watch.log, QByteArray("head 200 one two"));
        peer->write(chunk("") /* the end */);
        QTRY_COMPARE(*watch.log, QByteArray("head 200 one two end"));
    }

    void brokenStreamShowsWithinASecond_data()
    {
        QTest::addColumn<bool>("reset");
        QTest::newRow("RST") << true;
        QTest::newRow("FIN") << false;
    }
    void brokenStreamShowsWithinASecond()
    {
        QFETCH(bool, reset);
        QPointer<QTcpSocket> peer;
        const auto server = ScriptServer::secure(u"server"_s, [&](QTcpSocket *socket, const QByteArray &) {
            peer = socket;
            socket->write(chunked + chunk("half"));
        });
        const auto transport = connectTo(*server);
        const Recorded watch(*transport, {.path = u"/w"_s, .stream = true});
        QTRY_COMPARE(*watch.log, QByteArray("head 200 half"));
        QElapsedTimer timer;
        timer.start();
        if (reset)
            ScriptServer::reset(peer);
        else
            peer->close();
        QTRY_VERIFY(watch.ended());
        QVERIFY2(timer.elapsed() < 1000, QByteArray::number(timer.elapsed()).constData());
        QVERIFY2(watch.log->contains("closed the connection before the answer was complete"), watch.log->constData());
    }

    // Qt repeats on its own what it can; a write must not be among it.
    void onlyReadingIsRepeatedWhenTheConnectionClosesBeforeTheHead_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("times");
        QTest::newRow("GET") << QByteArray("GET") << QByteArray() << 4;
        QTest::newRow("PATCH") << QByteArray("PATCH") << QByteArray("b") << 1;
        QTest::newRow("large PATCH") << QByteArray("PATCH") << QByteArray(200000, 'b') << 1;
        QTest::newRow("DELETE") << QByteArray("DELETE") << QByteArray("{}") << 1;
    }
    void onlyReadingIsRepeatedWhenTheConnectionClosesBeforeTheHead()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, body);
        const auto server = ScriptServer::secure(
            u"server"_s, [](QTcpSocket *socket, const QByteArray &) { ScriptServer::reset(socket); });
        const auto transport = connectTo(*server);
        QElapsedTimer timer;
        timer.start();
        const Recorded done(*transport,
                            {.method = method, .path = u"/x"_s, .headers = {{"Content-Type", "x/y"}}, .body = body});
        QTRY_VERIFY(done.ended());
        QVERIFY2(timer.elapsed() < 1000, QByteArray::number(timer.elapsed()).constData());
        QVERIFY2(done.log->contains("closed the connection before the answer was complete"), done.log->constData());
        QTEST(int(server->requests.size()), "times");
    }

    // Those that wait for their turn get it also when the connections that they waited for are given up.
    void refusedAndUnknownHosts()
    {
        QUrl dead;
        {
            const auto server = ScriptServer::plain([](QTcpSocket *, const QByteArray &) {});
            dead = server->url();
        }
        auto transport = NamTransport::create({.server = dead});
        const Recorded refused(**transport, {.path = u"/x"_s});
        QTRY_VERIFY(refused.ended());
        QVERIFY2(refused.log->endsWith(" refuses the connection"), refused.log->constData());
        QUrl proxy = dead;
        proxy.setUserInfo(u"me:geheim"_s);
        for (const auto &host : {u"http://a.example"_s, u"https://a.example"_s}) {
            transport = NamTransport::create({.server = QUrl(host), .proxy = proxy});
            const Recorded behind(**transport, {.path = u"/x"_s});
            QTRY_VERIFY(behind.ended());
            QVERIFY2(behind.log->contains("the proxy 127.0.0.1:" + QByteArray::number(dead.port())) &&
                         behind.log->contains(" a.example:") && !behind.log->contains("geheim"),
                     behind.log->constData());
        }
        transport = NamTransport::create({.server = QUrl(u"https://no-such-host.invalid"_s)});
        const Recorded unknown(**transport, {.path = u"/x"_s});
        QTRY_VERIFY_WITH_TIMEOUT(unknown.ended(), 20000);
        QVERIFY2(unknown.log->contains("the host of no-such-host.invalid:443 is unknown (DNS)"),
                 unknown.log->constData());
    }

    void destroyingCancels()
    {
        bool gone = false;
        const auto server = ScriptServer::secure(u"server"_s, [&](QTcpSocket *socket, const QByteArray &) {
            connect(socket, &QTcpSocket::disconnected, socket, [&gone] { gone = true; });
            socket->write(chunked + chunk("a"));
        });
        auto transport = connectTo(*server);
        auto log = std::make_shared<QByteArray>();
        {
            const Recorded never(*transport, {.path = u"/never"_s});
            const Recorded watch(*transport, {.path = u"/w"_s, .stream = true});
            log = watch.log;
            QTRY_COMPARE(*log, QByteArray("head 200 a"));
            transport.reset(); // calls may outlive it
        }
        QTRY_VERIFY(gone);
        QCOMPARE(*log, QByteArray("head 200 a"));
    }

    void destroyingInsideASlot()
    {
        const auto server = ScriptServer::secure(
            u"server"_s, [](QTcpSocket *socket, const QByteArray &) { ScriptServer::answer(socket, 200, "body"); });
        auto transport = connectTo(*server);
        std::unique_ptr<Call> call = transport->start({.path = u"/x"_s});
        bool arrived = false;
        connect(call.get(), &Call::headArrived, this, [&] {
            arrived = true;
            call.reset();
            transport.reset();
        });
        QTRY_VERIFY(arrived);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    void twoIdentitiesNeverShareAConnection()
    {
        QMultiHash<quint16, QByteArray> tokens; // by the client's port
        const auto server = ScriptServer::secure(u"server"_s, [&](QTcpSocket *socket, const QByteArray &request) {
            const qsizetype at = request.toLower().indexOf("authorization: ");
            const QByteArray token = request.mid(at + 15, request.indexOf('\r', at) - at - 15);
            if (!tokens.contains(socket->peerPort(), token)) tokens.insert(socket->peerPort(), token);
            ScriptServer::answer(socket, 200, "x");
        });
        const auto one = connectTo(*server, "one");
        const auto two = connectTo(*server, "two");
        std::vector<Recorded> calls;
        for (int i = 0; i < 12; ++i) calls.emplace_back(i % 2 ? *one : *two, Request{.path = u"/x"_s});
        for (const Recorded &call : calls) QTRY_VERIFY(call.ended());
        for (const quint16 port : tokens.uniqueKeys()) QCOMPARE(tokens.count(port), 1);
        QCOMPARE(QSet<QByteArray>(tokens.begin(), tokens.end()).size(), 2);
    }

    void malformedAnswers_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("told"); // Qt 6.4 says nothing in two cases, as the header warns
        QTest::newRow("no HTTP") << QByteArray("hello\r\n\r\n") << true;
        QTest::newRow("short of its length") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc") << true;
        QTest::newRow("bad chunk size") << chunked + QByteArray("zz\r\nabc") << false;
        QTest::newRow("no gzip") << QByteArray(
                                        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc")
                                 << false;
    }
    void malformedAnswers()
    {
        QFETCH(QByteArray, bytes);
        const auto server = ScriptServer::secure(u"server"_s, [&](QTcpSocket *socket, const QByteArray &) {
            socket->write(bytes);
            socket->disconnectFromHost();
        });
        const auto transport = connectTo(*server);
        const Recorded done(*transport, {.path = u"/x"_s, .silenceMs = 3000});
        QTRY_VERIFY(done.ended());
        QTEST(done.log->contains(" error "), "told");
        QVERIFY2(!done.log->contains("abc") || done.log->contains(" error "), done.log->constData());
    }

    void badPath()
    {
        const auto server = ScriptServer::plain([](QTcpSocket *, const QByteArray &) {});
        const auto transport = connectTo(*server);
        const Recorded done(*transport, {.path = u"no slash"_s});
        QTRY_VERIFY(done.log->contains("is not a path of the API"));
        QCOMPARE(server->connections, 0);
    }

    void noSecretIsLogged()
    {
        static QByteArray all;
        all.clear();
        const auto before = qInstallMessageHandler(
            [](QtMsgType, const QMessageLogContext &, const QString &text) { all += text.toUtf8() + '\n'; });
        QLoggingCategory::setFilterRules(u"kubewright.*=true"_s);
        const auto server =
            ScriptServer::secure(u"server"_s, [](QTcpSocket *socket, const QByteArray &) { socket->abort(); });
        const auto transport = connectTo(*server);
        const Recorded done(*transport, {.path = u"/x"_s, .body = "geheimer"});
        const bool ended = QTest::qWaitFor([&] { return done.ended(); });
        QLoggingCategory::setFilterRules(u"kubewright.*=false"_s);
        qInstallMessageHandler(before);
        QVERIFY(ended);
        QVERIFY(all.contains("GET"));
        QVERIFY(!all.contains("geheim"));
        QVERIFY(!done.log->contains("geheim"));
    }
};

QTEST_GUILESS_MAIN(TestNamTransport)
#include "tst_namtransport.moc"
