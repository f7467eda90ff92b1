// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faketransport.h"

#include <QTest>

using support::Answer;
using support::FakeTransport;

class TestFakeTransport : public QObject
{
    Q_OBJECT

private:
    static void record(cluster::Call &call, QByteArray &log)
    {
        connect(&call, &cluster::Call::headArrived, &call,
                [&log](const cluster::ResponseHead &head) { log += "head " + QByteArray::number(head.status) + '\n'; });
        connect(&call, &cluster::Call::dataArrived, &call,
                [&log](const QByteArray &data) { log += "data " + data + '\n'; });
        connect(&call, &cluster::Call::finished, &call, [&log](const std::optional<model::Error> &error) {
            log += error ? "failed " + error->message.toUtf8() + '\n' : QByteArray("finished\n");
        });
    }

private Q_SLOTS:
    void deliversScriptsInOrderAndAfterStart()
    {
        FakeTransport server;
        server.next("GET /a", Answer().head(200).data("1").data("2").finish());
        server.next("GET /a", Answer().fail(model::Error::Code::Unreachable, QStringLiteral("reset")));
        QByteArray log;
        const auto first = server.start({.path = QStringLiteral("/a?x=1")});
        record(*first, log);
        QVERIFY(log.isEmpty());
        server.settle();
        QCOMPARE(log, QByteArray("head 200\ndata 1\ndata 2\nfinished\n"));
        log.clear();
        const auto second = server.start({.path = QStringLiteral("/a")});
        record(*second, log);
        QTRY_COMPARE(log, QByteArray("failed reset\n"));
        QCOMPARE(server.log(), QByteArray("GET /a?x=1\nGET /a\n"));
    }

    void destroyedCallIsSilentAndUnscriptedStaysOpen()
    {
        FakeTransport server;
        server.next("GET /a", Answer().head(200).finish());
        QByteArray log;
        auto call = server.start({.path = QStringLiteral("/a")});
        record(*call, log);
        call.reset();
        const auto open = server.start({.path = QStringLiteral("/b")});
        record(*open, log);
        server.settle();
        QCOMPARE(log, QByteArray());
        QVERIFY(!server.isOpen(0));
        QVERIFY(server.isOpen(1));
        server.calls[1]->data("by hand");
        QCOMPARE(log, QByteArray("data by hand\n"));
    }
};

QTEST_GUILESS_MAIN(TestFakeTransport)
#include "tst_faketransport.moc"
