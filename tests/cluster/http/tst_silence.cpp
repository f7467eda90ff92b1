// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/http/recorded.h"

#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>

using namespace recorded;

// Peers that fall silent or nearly so, and who waits for whom then.
class TestSilence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void silenceDoesNotStopTheQueue()
    {
        const auto server = ScriptServer::plain([](QTcpSocket *, const QByteArray &) {});
        const auto transport = connectTo(*server);
        std::vector<Recorded> all;
        for (int i = 0; i < 15; ++i) all.emplace_back(*transport, Request{.path = u"/x"_s, .silenceMs = 200});
        QTRY_VERIFY(std::ranges::all_of(all, [](const Recorded &one) { return one.ended(); }));
    }

    // A byte now and then is no silence, but it would never end.
    void drippingIsSilenceToo()
    {
        QTimer drip;
        const auto server = ScriptServer::plain([&drip](QTcpSocket *socket, const QByteArray &) {
            socket->write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
            drip.callOnTimeout(socket, [socket] { socket->write("a"); });
            drip.start(50);
        });
        const auto transport = connectTo(*server);
        const Recorded stream(*transport, {.path = u"/stream"_s, .stream = true, .silenceMs = 400});
        QTRY_COMPARE(server->requests.size(), 1);
        const Recorded single(*transport, {.path = u"/single"_s, .silenceMs = 400});
        QTRY_VERIFY(single.ended());
        QVERIFY2(single.log->endsWith("sends its answer too slowly to ever end"), single.log->constData());
        QVERIFY(!stream.ended());
    }

    void silenceEndsTheCallAndNotItsNeighbours()
    {
        QPointer<QTcpSocket> other;
        const auto server = ScriptServer::secure(u"server"_s, [&](QTcpSocket *socket, const QByteArray &request) {
            if (request.contains("/silent")) return;
            if (request.contains("/after")) return ScriptServer::answer(socket, 200, "fresh");
            other = socket;
            socket->write(chunked + chunk("a"));
        });
        const auto transport = connectTo(*server);
        const Recorded neighbour(*transport, {.path = u"/neighbour"_s, .stream = true});
        QTRY_VERIFY(other);
        const Recorded silent(*transport, {.path = u"/silent"_s, .stream = true, .silenceMs = 200});
        QTRY_VERIFY(silent.ended());
        QVERIFY2(silent.log->contains("has not sent anything for"), silent.log->constData());
        other->write(chunk("b"));
        QTRY_COMPARE(*neighbour.log, QByteArray("head 200 ab"));
        const Recorded single(*transport, {.path = u"/silent"_s, .silenceMs = 200});
        QTRY_VERIFY(single.ended());
        const Recorded after(*transport, {.path = u"/after"_s});
        QTRY_COMPARE(*after.log, QByteArray("head 200 fresh end"));
    }

    void aHandshakeThatNeverComesIsSilenceToo()
    {
        const auto server = ScriptServer::plain([](QTcpSocket *, const QByteArray &) {});
        QUrl url = server->url();
        url.setScheme(u"https"_s);
        const auto transport = NamTransport::create({.server = url});
        const Recorded silent(**transport, {.path = u"/x"_s, .silenceMs = 300});
        QTRY_VERIFY(silent.ended());
        QVERIFY2(silent.log->contains("has not sent anything for"), silent.log->constData());
        QCOMPARE(server->connections, 1);
    }

    void manyStreamsAndListsNeverWaitForEachOther()
    {
        const auto server = ScriptServer::secure(u"server"_s, [](QTcpSocket *socket, const QByteArray &request) {
            if (request.contains("/watch"))
                socket->write(chunked + chunk("event"));
            else
                ScriptServer::answer(socket, 200, "list");
        });
        const auto transport = connectTo(*server);
        std::vector<Recorded> watches, lists;
        for (int i = 0; i < 17; ++i) watches.emplace_back(*transport, Request{.path = u"/watch"_s, .stream = true});
        for (int i = 0; i < 20; ++i) lists.emplace_back(*transport, Request{.path = u"/list"_s});
        for (const Recorded &watch : watches) QTRY_COMPARE(*watch.log, QByteArray("head 200 event"));
        for (const Recorded &list : lists) QTRY_COMPARE(*list.log, QByteArray("head 200 list end"));
        QVERIFY2(server->connections <= 17 + 6, QByteArray::number(server->connections).constData());
        watches.clear();
        const Recorded later(*transport, {.path = u"/list"_s});
        QTRY_COMPARE(*later.log, QByteArray("head 200 list end"));
    }
};

QTEST_GUILESS_MAIN(TestSilence)
#include "tst_silence.moc"
