// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/api/exchange.h"
#include "cluster/api/lister.h"
#include "tests/support/faketransport.h"

#include <QTest>

using cluster::Exchange;
using cluster::ExchangePolicy;
using cluster::Reply;
using model::Error;
using support::Answer;
using support::FakeTransport;
using namespace Qt::StringLiterals;

class TestExchange : public QObject
{
    Q_OBJECT

    static std::optional<Reply> ask(FakeTransport &server, cluster::Request request = {.path = u"/x"_s},
                                    ExchangePolicy policy = {})
    {
        std::optional<Reply> got;
        Exchange exchange(server, std::move(request), policy);
        connect(&exchange, &Exchange::finished, &exchange, [&](const Reply &reply) { got = reply; });
        if (got) qFatal("told too early");
        if (!QTest::qWaitFor([&] { return got.has_value(); }, 3000)) qWarning("no answer");
        return got;
    }

private Q_SLOTS:
    void collectsAnObject()
    {
        FakeTransport server;
        server.next("GET /x", Answer().head(200, {{"warning", "299 - \"old\""}}).data("{\"a\":").data("1}").finish());
        const auto reply = ask(server);
        QVERIFY(reply && reply->ok());
        QCOMPARE(reply->object["a"_L1].toInt(), 1);
        QCOMPARE(reply->warnings, QStringList{u"old"_s});
    }

    void refusesWhatIsNoApi_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("message");
        QTest::newRow("login page") << QByteArray("text/html; charset=utf-8") << QByteArray("<html><script>\x1b")
                                    << u"this is not a Kubernetes API: it answers with a web page"_s;
        QTest::newRow("array") << QByteArray("application/json") << QByteArray("[1]")
                               << u"the answer is not the JSON object"_s;
        QTest::newRow("cut") << QByteArray("application/json") << QByteArray("{\"a\":")
                             << u"the answer is not the JSON object"_s;
        QTest::newRow("empty") << QByteArray("application/json") << QByteArray()
                               << u"the answer is not the JSON object"_s;
        QTest::newRow("too deep") << QByteArray("application/json") << QByteArray("{\"a\":" + QByteArray(10000, '['))
                                  << u"the answer is not the JSON object"_s;
    }
    void refusesWhatIsNoApi()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, body);
        QFETCH(QString, message);
        FakeTransport server;
        server.next("", Answer().head(200, {{"content-type", type}}).data(body).finish());
        const auto reply = ask(server);
        QCOMPARE(reply->failure->error.code, Error::Code::Protocol);
        QVERIFY(reply->failure->error.message.startsWith(message));
        QVERIFY(!reply->failure->error.detail.contains('\x1b'));
    }

    void retryAfter_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<int>("waitMs"); // -1: none
        QTest::newRow("0") << QByteArray("0") << 0;
        QTest::newRow("1") << QByteArray("1") << 1000;
        QTest::newRow("32") << QByteArray(" 32 ") << 32000;
        QTest::newRow("10^9") << QByteArray("1000000000") << 60000;
        QTest::newRow("2^70") << QByteArray("1180591620717411303424") << -1;
        QTest::newRow("negative") << QByteArray("-1") << -1;
        QTest::newRow("absent") << QByteArray() << -1;
        QTest::newRow("date") << QByteArray("Wed, 21 Oct 2026 07:28:00 GMT") << -1;
        QTest::newRow("fraction") << QByteArray("0.5") << -1;
    }
    void retryAfter()
    {
        QFETCH(QByteArray, value);
        QTEST(Exchange::retryAfterMs({.status = 429, .headers = {{"retry-after", value}}}).value_or(-1), "waitMs");
    }

    void retries_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("header");
        QTest::addColumn<bool>("replaySafe");
        QTest::addColumn<int>("requests");
        QTest::newRow("429") << 429 << true << true << 11;
        QTest::newRow("429 of a write that is not safe: the server has not begun it") << 429 << true << false << 11;
        QTest::newRow("429 without a time") << 429 << false << true << 1;
        QTest::newRow("503") << 503 << true << true << 11;
        QTest::newRow("503 of an unsafe write") << 503 << true << false << 1;
        QTest::newRow("500 without a time") << 500 << false << true << 1;
        QTest::newRow("404") << 404 << true << true << 1;
    }
    void retries()
    {
        QFETCH(int, status);
        QFETCH(bool, header);
        QFETCH(bool, replaySafe);
        FakeTransport server;
        server.always("", [=](const cluster::Request &) {
            return Answer::json(status, "{}",
                                header ? QList<std::pair<QByteArray, QByteArray>>{{"retry-after", "0"}}
                                       : QList<std::pair<QByteArray, QByteArray>>());
        });
        const auto reply = ask(server, {.path = u"/x"_s}, {.replaySafe = replaySafe});
        QCOMPARE(reply->failure->status, status);
        QTEST(int(server.requests.size()), "requests");
    }

    void patienceEnds()
    {
        FakeTransport server;
        server.always("", Answer::json(503, "{\"kind\":\"Status\",\"message\":\"busy\"}", {{"retry-after", "60"}}));
        const auto reply = ask(server, {.path = u"/x"_s}, {.patienceMs = 59999});
        QCOMPARE(reply->failure->error.message, u"busy (it asks to come again in 60 s)"_s);
        QCOMPARE(server.requests.size(), 1);
    }

    void successAfterThrottling()
    {
        FakeTransport server;
        server.next("", Answer::json(429, "{}", {{"retry-after", "0"}}));
        server.next("", Answer::json(200, "{\"a\":2}"));
        const auto reply = ask(server);
        QVERIFY(reply->ok());
        QCOMPARE(reply->object["a"_L1].toInt(), 2);
    }

    void transportErrorsAndSizes()
    {
        FakeTransport server;
        server.next("", Answer().fail(Error::Code::Unreachable, u"refused"_s));
        QCOMPARE(ask(server)->failure->error.message, u"refused"_s);
        server.next("", Answer().head(200).data(QByteArray(2 << 20, 'x')).finish());
        const auto reply = ask(server, {.path = u"/x"_s}, {.maxBytes = 1 << 20});
        QCOMPARE(reply->failure->error.code, Error::Code::TooLarge);
        QCOMPARE(reply->failure->error.message, u"the answer is larger than 1 MiB"_s);
    }

    void destroyingCancels()
    {
        FakeTransport server;
        server.next("", Answer::json(200, "{}"));
        bool told = false;
        {
            Exchange exchange(server, {.path = u"/x"_s});
            connect(&exchange, &Exchange::finished, this, [&] { told = true; });
        }
        server.settle();
        QVERIFY(!server.isOpen(0));
        QVERIFY(!told);
    }

    void lists_data()
    {
        QTest::addColumn<QList<QByteArray>>("pages"); // "410" or a body
        QTest::addColumn<QByteArray>("log");
        QTest::addColumn<QString>("outcome");
        const auto page = [](const char *items, const char *next) {
            return QByteArray("{\"metadata\":{\"resourceVersion\":\"7\",\"continue\":\"") + next +
                   "\"},\"items\":" + items + "}";
        };
        const QByteArray first = "GET /api/v1/pods?limit=500\n", second = "GET /api/v1/pods?limit=500&continue=a%2B1\n";
        QTest::newRow("one page") << QList{page("[{},{}]", "")} << first << u"2 at 7"_s;
        QTest::newRow("two pages") << QList{page("[{}]", "a+1"), page("[{}]", "")} << first + second << u"2 at 7"_s;
        QTest::newRow("items null") << QList{page("null", "")} << first << u"0 at 7"_s;
        QTest::newRow("items absent, odd items") << QList{QByteArray("{}")} << first << u"0 at "_s;
        QTest::newRow("expired on page 2") << QList{page("[{}]", "a+1"), QByteArray("410"), page("[{},{},{}]", "")}
                                           << first + second + "GET /api/v1/pods\n"
                                           << u"3 at 7"_s;
        QTest::newRow("expired on page 1")
            << QList{QByteArray("410")} << first << u"the server answered 410, and not as a Kubernetes API does"_s;
        QTest::newRow("no end") << QList{page("[{}]", "a+1"), page("[{}]", "a+1")} << first + second
                                << u"the list of pods never ends: a page leads back to an earlier one"_s;
    }
    void lists()
    {
        QFETCH(QList<QByteArray>, pages);
        FakeTransport server;
        for (const QByteArray &page : pages)
            server.next("", page == "410" ? Answer::json(410, "") : Answer::json(200, page));
        const cluster::ApiResource pods{.group = {},
                                        .version = u"v1"_s,
                                        .kind = u"Pod"_s,
                                        .plural = u"pods"_s,
                                        .singular = {},
                                        .namespaced = true,
                                        .verbs = {},
                                        .shortNames = {}};
        QString outcome;
        cluster::Lister lister(server, pods, {});
        connect(&lister, &cluster::Lister::finished, this, [&](const cluster::Listed &listed) {
            outcome = listed.failure ? listed.failure->error.message
                                     : u"%1 at %2"_s.arg(listed.items.size()).arg(listed.resourceVersion);
        });
        server.settle();
        QTEST(outcome, "outcome");
        QTEST(server.log(), "log");
    }
};

QTEST_GUILESS_MAIN(TestExchange)
#include "tst_exchange.moc"
