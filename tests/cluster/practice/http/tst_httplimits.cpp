// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/http/httprig.h"

#include <QElapsedTimer>

#include <zlib.h>

// What gzip made the bytes of, at most so many of it.
static QByteArray gunzip(const QByteArray &bytes, qsizetype most)
{
    QByteArray out(most, Qt::Uninitialized);
    z_stream stream{};
    if (inflateInit2(&stream, 15 + 16) != Z_OK) return {};
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
    stream.avail_in = uInt(bytes.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = uInt(out.size());
    const bool isWhole = inflate(&stream, Z_FINISH) == Z_STREAM_END;
    out.truncate(isWhole ? qsizetype(stream.total_out) : 0);
    inflateEnd(&stream);
    return out;
}

using practice::HttpPieces;
using practice::HttpRequest;
using Reply = HttpRig::Reply;

namespace {

const QByteArray tooMany = "HTTP/1.1 429 Too Many Requests\r\nContent-Type: text/plain; charset=utf-8\r\n"
                           "X-Content-Type-Options: nosniff\r\nRetry-After: 1" +
                           dateLine;
constexpr qint64 systemBytes = 8 << 20; // the system takes of an answer that nobody reads, at most

// A client that does not read until it is told to.
struct LazyClient : HttpClient
{
    explicit LazyClient(quint16 port) : HttpClient(port)
    {
        socket.setReadBufferSize(1000);
        isReading = false;
    }
    void read()
    {
        isReading = true;
        socket.setReadBufferSize(0);
        received += socket.readAll();
    }
};

QByteArray joinedChunks(const QByteArray &chunked)
{
    QByteArray out;
    for (qsizetype at = chunked.indexOf("\r\n\r\n") + 4; at < chunked.size();) {
        const qsizetype end = chunked.indexOf("\r\n", at);
        const qsizetype size = chunked.mid(at, end - at).toLongLong(nullptr, 16);
        out += chunked.mid(end + 2, size);
        at = end + 2 + size + 2;
        if (size == 0) return at == chunked.size() ? out : "bytes behind the end";
    }
    return "no end";
}

// As many pieces of 100,000 bytes; counts those that were asked for.
HttpPieces piecesOf(int count, int &made, int brokenAt = -1)
{
    return {.next = [=, &made]() -> std::optional<QByteArray> {
                if (made == brokenAt) return std::nullopt;
                if (made == count) return QByteArray();
                return QByteArray(100000, char('a' + made++ % 26));
            },
            .bytes = 100};
}

} // namespace

// What clients may make a server hold and do, and what those get who behave.
class TestHttpLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesAnswersAsTheyAreTaken_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<bool>("isGzip");
        QTest::addColumn<bool>("isChunked");
        QTest::newRow("plain") << QByteArray(" HTTP/1.1\r\nHost: a\r\n\r\n") << false << true;
        QTest::newRow("gzip") << QByteArray(" HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n") << true << true;
        QTest::newRow("1.0") << QByteArray(" HTTP/1.0\r\n\r\n") << false << false;
    }
    void makesAnswersAsTheyAreTaken()
    {
        QFETCH(QByteArray, fields);
        QFETCH(bool, isGzip);
        QFETCH(bool, isChunked);
        constexpr int count = 120;
        int made = 0;
        HttpRig rig([&](const HttpRequest &request, const Reply &reply) {
            if (request.path == "/small") return reply->send(200, {}, "small");
            reply->sendPieces(200, {}, piecesOf(count, made));
        });
        LazyClient client(rig.port);
        client.socket.write("GET /large" + fields);
        QVERIFY(waitUntil([&] { return made > 0; }));
        if (isChunked) client.socket.write(askFor("/small"));
        QTest::qWait(50);
        if (!isGzip) QVERIFY2(made * 100000LL < systemBytes, QByteArray::number(made));
        client.read();
        QByteArray answer;
        if (isChunked) {
            QVERIFY(waitUntil([&] { return client.received.endsWith("small"); }));
            const qsizetype next = client.received.lastIndexOf("HTTP/1.1 200");
            answer = joinedChunks(client.received.first(next));
        } else {
            QVERIFY(client.waitForEnd());
            answer = client.received.mid(client.received.indexOf("\r\n\r\n") + 4);
        }
        if (isGzip) {
            answer = gunzip(answer, 100000 * (count + 1));
        }
        QByteArray expected;
        for (int i = 0; i < count; ++i) expected += QByteArray(100000, char('a' + i % 26));
        QVERIFY(answer == expected);
        QCOMPARE(client.received.contains("\r\nContent-Encoding: gzip\r\nVary: Accept-Encoding\r\n"), isGzip);
        QCOMPARE(client.received.contains("\r\nTransfer-Encoding: chunked\r\n"), isChunked);
    }

    void breaksOffWhatCannotGoOn()
    {
        int made = 0;
        HttpRig rig([&](const HttpRequest &, const Reply &reply) { reply->sendPieces(200, {}, piecesOf(9, made, 5)); });
        HttpClient client(rig.port);
        client.socket.write(askFor("/"));
        QVERIFY(client.waitForEnd());
        QVERIFY(!client.received.endsWith("0\r\n\r\n"));
        QVERIFY(rig.waitForConnections(0));
    }

    // Who does not read is held once, not his answers; who asks for little is served meanwhile.
    void refusesLargeAnswersWhenItHoldsMuch()
    {
        HttpRig rig(
            [](const HttpRequest &request, const Reply &reply) {
                reply->send(200, {}, request.path == "/large" ? QByteArray(20 << 20, 'x') : QByteArray("small"));
            },
            {.answersBytes = 32 << 20});
        LazyClient first(rig.port);
        first.socket.write(askFor("/large"));
        QVERIFY(waitUntil([&] { return first.socket.bytesAvailable() > 0; }));
        HttpClient second(rig.port);
        second.socket.write(askFor("/large"));
        QVERIFY(second.waitFor("please try again later.\n"));
        QVERIFY(second.received.startsWith(tooMany));
        second.received.clear();
        second.socket.write(askFor("/small") + askFor("/large", {}, "POST")); // what is written is told
        QVERIFY(second.waitFor("small"));
        QVERIFY(waitUntil([&] { return second.received.size() > 20 << 20; }));
        first.read();
        QVERIFY(waitUntil([&] { return first.received.size() > 20 << 20; }));
        second.received.clear();
        second.socket.write(askFor("/large"));
        QVERIFY(waitUntil([&] { return second.received.size() > 20 << 20; }));
    }

    void refusesRequestsWhenItHoldsMuch()
    {
        HttpRig rig([](const HttpRequest &request, const Reply &reply) { reply->send(200, {}, request.body); },
                    {.requestsBytes = 1 << 20});
        std::vector<std::unique_ptr<HttpClient>> clients;
        for (int i = 0; i < 20; ++i) {
            clients.push_back(std::make_unique<HttpClient>(rig.port));
            clients.back()->socket.write(askFor("/", "Content-Length: 1000000\r\n", "POST") + QByteArray(900000, 'x'));
        }
        for (const auto &client : clients) QVERIFY(client->waitFor("please try again later.\n"));
        HttpClient good(rig.port);
        good.socket.write(askFor("/", "Content-Length: 4000\r\n", "POST") + QByteArray(3996, 'x') + "good");
        QVERIFY(good.waitFor("good"));
        QVERIFY(clients[0]->received.startsWith(tooMany + "\r\nConnection: close\r\n"));
    }

    // A request that stands still does not hold for long what others need.
    void endsRequestsThatStandStill_data()
    {
        QTest::addColumn<int>("totalBytes");
        QTest::addColumn<bool>("isCut");
        QTest::newRow("short") << 700 * 1000 << true;
        QTest::newRow("room for more") << 8000 * 1000 << false;
    }
    void endsRequestsThatStandStill()
    {
        QFETCH(int, totalBytes);
        QFETCH(bool, isCut);
        HttpRig rig([](const HttpRequest &, const Reply &reply) { reply->send(200, {}, {}); },
                    {.requestsBytes = totalBytes});
        std::vector<std::unique_ptr<HttpClient>> clients;
        for (int i = 0; i < 16; ++i) {
            clients.push_back(std::make_unique<HttpClient>(rig.port));
            clients.back()->socket.write(askFor("/", "Content-Length: 1000000\r\n", "POST") + QByteArray(14000, 'x'));
        }
        for (const auto &client : clients) QVERIFY(client->waitUntilReady());
        QTest::qWait(100);
        rig.clock.advance(1000);
        QTest::qWait(5);
        QCOMPARE(rig.server->connectionCount(), 16);
        rig.clock.advance(3000);
        QTest::qWait(20);
        QCOMPARE(rig.server->connectionCount() < 16, isCut);
    }

    // An answer that nobody takes, a stream too; and one that is taken a little now and then.
    void endsWhoTakesNothing_data()
    {
        QTest::addColumn<bool>("isStream");
        QTest::addColumn<bool>("takesSome");
        QTest::newRow("answer") << false << false;
        QTest::newRow("stream") << true << false;
        QTest::newRow("answer, taken too slowly") << false << true;
    }
    void endsWhoTakesNothing()
    {
        QFETCH(bool, isStream);
        QFETCH(bool, takesSome);
        int made = 0;
        std::vector<Reply> kept;
        HttpRig rig(
            [&](const HttpRequest &request, const Reply &reply) {
                if (request.path == "/idle" || isStream) reply->start(200, {});
                kept.push_back(reply);
                if (request.path == "/idle") return;
                if (!isStream) return reply->sendPieces(200, {}, piecesOf(4000, made));
                for (int i = 0; i < 150; ++i) reply->write(QByteArray(100000, 'x'));
            },
            {.stallMs = takesSome ? 24 * 3600 * 1000 : 30000});
        HttpClient idle(rig.port);
        idle.socket.write(askFor("/idle"));
        QVERIFY(idle.waitFor("200 OK"));
        LazyClient client(rig.port);
        client.socket.write(askFor("/"));
        QVERIFY(waitUntil([&] { return client.socket.bytesAvailable() > 0; }));
        QTest::qWait(50);
        for (int second = 0; second < 29; ++second) rig.clock.advance(1000);
        QTest::qWait(5);
        QCOMPARE(rig.server->connectionCount(), 2);
        int seconds = 29;
        for (; takesSome && seconds < 3600 && rig.server->connectionCount() == 2; seconds += 10) {
            for (int i = 0; i < 100; ++i) { // 10 kB a second
                client.socket.read(1000);
                QCoreApplication::processEvents();
            }
            rig.clock.advance(10000);
        }
        if (!takesSome) rig.clock.advance(2000);
        QVERIFY(rig.waitForConnections(1));
        QVERIFY2(seconds < 3600 && made < 4000, QByteArray::number(seconds));
        QVERIFY(!idle.isClosed);
    }

    // Each stream is given less when many clients do not read.
    void sharesWhatStreamsMayHold()
    {
        std::vector<Reply> replies;
        HttpRig rig(
            [&](const HttpRequest &, const Reply &reply) {
                reply->start(200, {});
                replies.push_back(reply);
            },
            {.answersBytes = 8 << 20});
        std::vector<std::unique_ptr<LazyClient>> clients;
        for (int i = 0; i < 8; ++i) {
            clients.push_back(std::make_unique<LazyClient>(rig.port));
            clients.back()->socket.write(askFor("/"));
        }
        QVERIFY(waitUntil([&] { return replies.size() == 8; }));
        const QByteArray event(50000, 'x');
        for (int round = 0; round < 400; ++round) {
            for (const Reply &reply : replies)
                if (reply->takes(event.size())) reply->write(event);
            QTest::qWait(round % 8 == 0 ? 1 : 0);
        }
        qint64 held = 0;
        for (const Reply &reply : replies) {
            QVERIFY(reply->isOpen() && !reply->takes(event.size()));
            held += reply->pendingBytes();
        }
        QVERIFY2(held > 2 << 20 && held < 8 << 20, QByteArray::number(held));
        int told = 0;
        replies[0]->whenTakes(event.size(), [&] { ++told; });
        QTest::qWait(20);
        QCOMPARE(told, 0);
        QVERIFY(replies[0]->takes(0) || replies[0]->pendingBytes() > 0);
        clients[0]->read();
        QVERIFY(waitUntil([&] { return told == 1; }));
    }

    // Requests that take long are no reason to serve their client alone.
    void isFairByTime()
    {
        int slow = 0;
        int slowBefore = -1;
        HttpRig rig([&](const HttpRequest &request, const Reply &reply) {
            if (request.path == "/slow") {
                ++slow;
                QElapsedTimer timer;
                timer.start();
                while (timer.elapsed() < 10) {
                }
            } else {
                slowBefore = slow;
            }
            reply->send(200, {}, "ok");
        });
        HttpClient flood(rig.port);
        HttpClient other(rig.port);
        QVERIFY(flood.waitUntilReady() && other.waitUntilReady());
        flood.socket.write(askFor("/slow").repeated(100));
        QVERIFY(flood.waitFor("ok"));
        const int begun = slow;
        other.socket.write(askFor("/other"));
        QVERIFY(other.waitFor("ok"));
        QVERIFY2(slowBefore - begun <= 8, QByteArray::number(slowBefore - begun));
    }

    void saysThatThePortIsTaken()
    {
        const auto handle = [](const practice::HttpRequest &, const std::shared_ptr<practice::HttpReply> &) {};
        HttpRig rig(handle);
        practice::HttpServer second(handle, nullptr, rig.clock);
        const auto port = second.listen(rig.port, practice::TlsIdentity::make(0).value());
        QVERIFY(!port);
        QCOMPARE(port.error().code, model::Error::Code::Io);
    }
};

QTEST_GUILESS_MAIN(TestHttpLimits)
#include "tst_httplimits.moc"
