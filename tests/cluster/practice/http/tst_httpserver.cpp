// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/http/gzip.h"
#include "tests/cluster/practice/http/httprig.h"

#include <algorithm>

using practice::HttpRequest;
using Reply = HttpRig::Reply;

namespace {

QByteArray answer(const QByteArray &body, const QByteArray &more = {})
{
    return "HTTP/1.1 200 OK" + dateLine + more + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" +
           body;
}

QByteArray refusal(const QByteArray &status, const QByteArray &message)
{
    const QByteArray body = status.first(3) + ' ' + message;
    return "HTTP/1.1 " + status + "\r\nContent-Type: text/plain; charset=utf-8" + dateLine +
           "\r\nConnection: close\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

// What is no request is told in net/http's words.
QByteArray noRequest(const QByteArray &status, const QByteArray &body)
{
    return "HTTP/1.1 " + status + "\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n" + body;
}
QByteArray noRequest(const QByteArray &status) { return noRequest(status, status); }

const QByteArray streamHead = "HTTP/1.1 200 OK" + dateLine + "\r\nTransfer-Encoding: chunked\r\n\r\n";
const QByteArray streamBody = "3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n";

void handle(const HttpRequest &request, const Reply &reply)
{
    if (request.path == "/echo")
        return reply->send(200, {}, request.bodyError.isEmpty() ? request.body : request.bodyError);
    if (request.path == "/large") return reply->send(200, {}, QByteArray(200000, 'a'));
    if (request.path == "/coded") return reply->send(200, {{"Content-Encoding", "x"}}, QByteArray(200000, 'a'));
    if (request.path == "/empty") return reply->send(204, {}, {});
    if (request.path == "/odd") return reply->send(299, {{"Warning", "a\r\nX: b"}}, "odd");
    if (request.path == "/drop") return;
    if (request.path == "/abort") return reply->abort();
    if (request.path == "/half") {
        reply->start(200, {});
        return reply->write("one"); // and the reply is dropped
    }
    if (request.path == "/stream") {
        reply->start(200, {});
        reply->write("one");
        reply->write({});
        reply->write("two");
        reply->finish();
        reply->write("ignored");
        reply->send(200, {}, "ignored");
        return reply->finish();
    }
    reply->send(200, {}, request.method + ' ' + request.path + '?' + request.query);
}

} // namespace

class TestHttpServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answers_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("outcome");
        QTest::addColumn<bool>("closed");
        const auto row = [](const char *name, const QByteArray &input, const QByteArray &outcome, bool closed) {
            QTest::newRow(name) << input << outcome << closed;
        };
        const QByteArray close = "\r\nConnection: close";
        row("get", askFor("/x?y=z"), answer("GET /x?y=z"), false);
        row("one after the other", askFor("/a") + askFor("/b") + askFor("/c", "Connection: close\r\n"),
            answer("GET /a?") + answer("GET /b?") + answer("GET /c?", close), true);
        row("head", askFor("/x", {}, "HEAD") + askFor("/y"), answer("HEAD /x?").chopped(8) + answer("GET /y?"), false);
        row("no content", askFor("/empty") + askFor("/a"),
            "HTTP/1.1 204 No Content" + dateLine + "\r\n\r\n" + answer("GET /a?"), false);
        row("unknown status, foreign text", askFor("/odd"),
            "HTTP/1.1 299 status code 299\r\nWarning: a  X: b" + dateLine + "\r\nContent-Length: 3\r\n\r\nodd", false);
        row("1.0", "GET /x HTTP/1.0\r\n\r\n", answer("GET /x?", close), true);
        row("1.0 kept", "GET /x HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
            answer("GET /x?", "\r\nConnection: keep-alive"), false);
        row("body", askFor("/echo", "Content-Length: 5\r\n", "PUT") + "hello", answer("hello"), false);
        row("body in chunks",
            askFor("/echo", "Transfer-Encoding: chunked\r\n", "PUT") + "2\r\nhe\r\n3;x\r\nllo\r\n0\r\nT: t\r\n\r\n",
            answer("hello"), false);
        row("body in a coding", askFor("/echo", "Content-Encoding: gzip\r\nContent-Length: 2\r\n", "PUT") + "ab",
            answer("ab"), false);
        row("body in broken chunks",
            askFor("/echo", "Transfer-Encoding: chunked\r\n", "PUT") + "x\r\nhe\r\n" + askFor("/a"),
            answer("invalid byte in chunk length", close), true);
        row("stream", askFor("/stream") + askFor("/a"), streamHead + streamBody + answer("GET /a?"), false);
        row("stream to 1.0", "GET /stream HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
            "HTTP/1.1 200 OK" + dateLine + close + "\r\n\r\nonetwo", true);
        row("head of a stream", askFor("/stream", {}, "HEAD") + askFor("/a"), streamHead + answer("GET /a?"), false);
        row("expect", askFor("/echo", "Expect: 100-continue\r\nContent-Length: 2\r\n", "PUT") + "ab",
            "HTTP/1.1 100 Continue\r\n\r\n" + answer("ab"), false);
        row("expect too much", askFor("/echo", "Expect: 100-continue\r\nContent-Length: 4000000\r\n", "PUT"),
            refusal("413 Request Entity Too Large", "Request entity too large: limit is 3145728"), true);
        row("expect other", askFor("/echo", "Expect: x\r\n", "PUT"),
            "HTTP/1.1 417 Expectation Failed" + dateLine + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", true);
        row("bad", "x\r\n\r\n", noRequest("400 Bad Request"), true);
        row("bad for a reason", "GET /a HTTP/1.1\r\n\r\n", noRequest("400 Bad Request: missing required Host header"),
            true);
        row("good and bad", askFor("/a") + "x\r\n\r\n" + askFor("/b"), answer("GET /a?") + noRequest("400 Bad Request"),
            true);
        row("head too large", askFor("/a", "X: " + QByteArray(1 << 21, 'x') + "\r\n"),
            noRequest("431 Request Header Fields Too Large"), true);
        row("line too long", askFor("/" + QByteArray(1 << 21, 'x')), noRequest("431 Request Header Fields Too Large"),
            true);
        row("large head", askFor("/a", "X: " + QByteArray(1 << 20, 'x') + "\r\n"), answer("GET /a?"), false);
        row("encoding", askFor("/a", "Transfer-Encoding: x\r\n"),
            noRequest("501 Not Implemented", "Unsupported transfer encoding"), true);
        row("dropped", askFor("/drop") + askFor("/a"),
            "HTTP/1.1 500 Internal Server Error\r\nContent-Type: text/plain; charset=utf-8" + dateLine +
                "\r\nContent-Length: 23\r\n\r\n500 no answer was given" + answer("GET /a?"),
            false);
        row("aborted", askFor("/abort"), "", true);
        row("dropped in a stream", askFor("/half"), "", true);
        row("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "", true);
        row("large", askFor("/large"), answer(QByteArray(200000, 'a')), false);
        row("large, other coding", askFor("/large", "Accept-Encoding: br, gzip;q=0.5\r\n"),
            answer(QByteArray(200000, 'a')), false);
        row("large, coded already", askFor("/coded", "Accept-Encoding: gzip\r\n"),
            answer(QByteArray(200000, 'a')).replace("OK\r\n", "OK\r\nContent-Encoding: x\r\n"), false);
        const QByteArray small = practice::gzip(QByteArray(200000, 'a'));
        row("large in gzip", askFor("/large", "Accept-Encoding: br, GZIP\r\n"),
            answer(small, "\r\nContent-Encoding: gzip\r\nVary: Accept-Encoding"), false);
    }
    void answers()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, outcome);
        QFETCH(bool, closed);
        HttpRig rig(handle);
        HttpClient client(rig.port);
        client.socket.write(input);
        if (outcome.isEmpty())
            QVERIFY(client.waitUntilReady());
        else
            QCOMPARE(client.answer(outcome.size()), outcome);
        if (closed) {
            // What was not read makes the server linger until the client has gone or its time is up.
            (void)waitUntil([&] { return client.isClosed; }, 200);
            rig.clock.advance(2000);
            QVERIFY(client.waitForEnd());
            QCOMPARE(client.received, outcome);
            QVERIFY(rig.waitForConnections(0));
        } else {
            client.socket.write(askFor("/again"));
            QVERIFY(client.waitFor("GET /again?"));
            QCOMPARE(client.received, outcome + answer("GET /again?"));
        }
    }

    void waitsForContinue()
    {
        HttpRig rig(handle);
        HttpClient client(rig.port);
        client.socket.write(askFor("/echo", "Expect: 100-continue\r\nContent-Length: 2\r\n", "PUT"));
        QCOMPARE(client.answer(25), QByteArray("HTTP/1.1 100 Continue\r\n\r\n"));
        client.socket.write("ab");
        QVERIFY(client.waitFor("\r\n\r\nab"));
    }

    // A client that still sends must be able to read why it is refused.
    void refusesWhileTheClientSends()
    {
        HttpRig rig(handle);
        HttpClient client(rig.port);
        client.socket.write(askFor("/echo", "Transfer-Encoding: chunked\r\n", "PUT"));
        const QByteArray chunk = "100000\r\n" + QByteArray(1 << 20, 'x') + "\r\n";
        for (int i = 0; i < 12; ++i) client.socket.write(chunk);
        const QByteArray expected =
            refusal("413 Request Entity Too Large", "Request entity too large: limit is 3145728");
        QCOMPARE(client.answer(expected.size()), expected);
    }

    void tellsWhoForgotTls_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("outcome");
        const QByteArray told = "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n";
        QTest::newRow("get") << askFor("/") << told;
        QTest::newRow("post") << askFor("/", {}, "POST") << told;
        QTest::newRow("something") << QByteArray("hello") << QByteArray();
        QTest::newRow("broken TLS") << QByteArray("\x16\x03\x01\x00\x05\x63\x00\x00\x01x", 10) << QByteArray();
    }
    void tellsWhoForgotTls()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, outcome);
        HttpRig rig(handle);
        HttpClient client(rig.port, false);
        client.socket.write(input);
        if (outcome.isEmpty()) {
            QVERIFY(client.waitForEnd());
            // A TLS alert may come, an answer must not.
            QVERIFY(!client.received.contains("HTTP"));
        } else {
            QCOMPARE(client.answer(outcome.size()), outcome);
            rig.clock.advance(2000);
            QVERIFY(client.waitForEnd());
        }
        QVERIFY(rig.waitForConnections(0));
    }

    void keepsTheOrder()
    {
        std::vector<std::pair<QByteArray, Reply>> asked;
        HttpRig rig([&](const HttpRequest &request, const Reply &reply) { asked.emplace_back(request.path, reply); });
        HttpClient client(rig.port);
        client.socket.write(askFor("/a") + askFor("/b"));
        QVERIFY(waitUntil([&] { return !asked.empty(); }));
        QTest::qWait(20);
        QCOMPARE(asked.size(), std::size_t(1)); // the second one waits for the first one's end
        QVERIFY(asked[0].second->isOpen());
        asked[0].second->send(200, {}, "1");
        QVERIFY(!asked[0].second->isOpen());
        QVERIFY(waitUntil([&] { return asked.size() == 2; }));
        asked[1].second->send(200, {}, "2");
        const QByteArray expected = answer("1") + answer("2");
        QCOMPARE(client.answer(expected.size()), expected);
    }

    void outlivesWatchersThatLeave()
    {
        std::vector<Reply> replies;
        int gone = 0;
        HttpRig rig([&](const HttpRequest &, const Reply &reply) {
            reply->start(200, {});
            reply->onGone([&] { ++gone; });
            replies.push_back(reply);
        });
        std::vector<std::unique_ptr<HttpClient>> clients;
        for (int i = 0; i < 30; ++i) {
            clients.push_back(std::make_unique<HttpClient>(rig.port));
            clients.back()->socket.write(askFor("/watch"));
        }
        QVERIFY(waitUntil([&] { return replies.size() == 30; }));
        const auto tellAll = [&] {
            for (const Reply &reply : replies) reply->write(QByteArray(20000, 'e'));
        };
        tellAll();
        for (const auto &client : clients) QVERIFY(client->waitFor("eee"));
        for (std::size_t i = 0; i < clients.size(); i += 2) {
            tellAll();
            clients[i]->socket.abort();
            tellAll();
        }
        QVERIFY(waitUntil([&] { return gone == 15; }));
        tellAll();
        QCOMPARE(std::ranges::count_if(replies, [](const Reply &reply) { return reply->isOpen(); }), 15);
        QVERIFY(rig.waitForConnections(15));
        for (const Reply &reply : replies) reply->finish();
        for (std::size_t i = 1; i < clients.size(); i += 2) QVERIFY(clients[i]->waitFor("\r\n0\r\n\r\n"));
        QCOMPARE(gone, 15);
        // Late ones are told, too.
        replies[0]->onGone([&] { ++gone; });
        QVERIFY(waitUntil([&] { return gone == 16; }));
    }

    void cutsOffWhoDoesNotRead()
    {
        Reply reply;
        bool gone = false;
        HttpRig rig(
            [&](const HttpRequest &, const Reply &it) {
                it->start(200, {});
                it->onGone([&] { gone = true; });
                reply = it;
            },
            {.streamBytes = 1 << 20});
        HttpClient client(rig.port);
        client.socket.setReadBufferSize(1000);
        client.isReading = false;
        client.socket.write(askFor("/watch"));
        QVERIFY(waitUntil([&] { return reply != nullptr; }));
        qint64 most = 0;
        int chunks = 0;
        while (reply->isOpen() && chunks < 2000) {
            reply->write(QByteArray(65536, 'x'));
            most = std::max(most, reply->pendingBytes());
            ++chunks;
            if (chunks % 10 == 0) QTest::qWait(1);
        }
        QVERIFY2(chunks < 2000, "never cut off");
        QVERIFY(waitUntil([&] { return gone; }));
        QVERIFY2(most <= (1 << 20), QByteArray::number(most));
        QCOMPARE(reply->pendingBytes(), 0);
        QVERIFY(rig.waitForConnections(0));
    }

    // One client's thousands of requests in one go leave room for another client's one.
    void isFair()
    {
        int flooded = 0;
        int floodedBefore = -1;
        HttpRig rig([&](const HttpRequest &request, const Reply &reply) {
            if (request.path == "/flood")
                ++flooded;
            else
                floodedBefore = flooded;
            reply->send(200, {}, "ok");
        });
        HttpClient flood(rig.port);
        HttpClient other(rig.port);
        QVERIFY(flood.waitUntilReady() && other.waitUntilReady());
        constexpr int count = 5000;
        flood.socket.write(askFor("/flood").repeated(count));
        other.socket.write(askFor("/other"));
        QVERIFY(other.waitFor("ok"));
        QVERIFY(waitUntil([&] { return flood.received.count("ok") == count; }, 60000));
        QVERIFY2(floodedBefore < count / 10, QByteArray::number(floodedBefore));
    }

    void forgetsHalfRequests()
    {
        HttpRig rig(handle);
        for (const QByteArray &half : {QByteArray("GET / HT"), askFor("/", "Content-Length: 9\r\n") + "abc"}) {
            HttpClient client(rig.port);
            client.socket.write(half);
            QVERIFY(client.waitUntilReady());
            QVERIFY(rig.waitForConnections(1));
            client.socket.disconnectFromHost();
            QVERIFY(rig.waitForConnections(0));
        }
    }

    void hasRoomForSoMany()
    {
        int asked = 0;
        std::vector<Reply> replies;
        HttpRig rig(
            [&](const HttpRequest &request, const Reply &reply) {
                ++asked;
                if (request.path == "/wait") return replies.push_back(reply);
                handle(request, reply);
            },
            {.connections = 3});
        std::vector<std::unique_ptr<HttpClient>> clients;
        for (int i = 0; i < 3; ++i) {
            clients.push_back(std::make_unique<HttpClient>(rig.port));
            QVERIFY(clients.back()->waitUntilReady());
        }
        // Who never asked anything makes room for the next one, and who is idle then; who waits for an answer does not.
        for (int i = 0; i < 3; ++i) {
            clients.push_back(std::make_unique<HttpClient>(rig.port));
            clients.back()->socket.write(askFor(i == 0 ? "/a" : "/wait"));
            QVERIFY(waitUntil([&] { return asked == i + 1; }));
        }
        for (int i = 0; i < 3; ++i) QVERIFY(clients[std::size_t(i)]->waitForEnd());
        QVERIFY(!clients[3]->isClosed);
        HttpClient next(rig.port);
        next.socket.write(askFor("/wait"));
        QVERIFY(waitUntil([&] { return asked == 4; }));
        QVERIFY(clients[3]->waitForEnd());
        HttpClient late(rig.port);
        QVERIFY(late.waitForEnd());
        QCOMPARE(rig.server->connectionCount(), 3);
        replies.clear();
        QVERIFY(next.waitFor("no answer was given"));
    }

    void repliesOutliveTheServer()
    {
        std::vector<Reply> replies;
        bool gone = false;
        auto rig = std::make_unique<HttpRig>([&](const HttpRequest &request, const Reply &reply) {
            if (request.path == "/stream") reply->start(200, {});
            reply->onGone([&] { gone = true; });
            replies.push_back(reply);
        });
        HttpClient first(rig->port);
        HttpClient second(rig->port);
        first.socket.write(askFor("/stream"));
        second.socket.write(askFor("/whole"));
        QVERIFY(waitUntil([&] { return replies.size() == 2; }));
        rig.reset();
        for (const Reply &reply : replies) {
            QVERIFY(!reply->isOpen());
            reply->write("x");
            reply->send(200, {}, "x");
            reply->abort();
        }
        replies.clear();
        QVERIFY(first.waitForEnd() && second.waitForEnd());
        QVERIFY(!gone);
    }
};

QTEST_GUILESS_MAIN(TestHttpServer)
#include "tst_httpserver.moc"
