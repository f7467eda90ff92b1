// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "model/wire/json.h"
#include "tests/cluster/practice/api/apibench.h"

#include <QTemporaryDir>
#include <QTest>

using bench::ApiBench;
using bench::KeptReply;
using model::Value;
using practice::textAt;

namespace {

constexpr const char *maps = "/api/v1/namespaces/default/configmaps";

QByteArray mapNamed(const QByteArray &name)
{
    return R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":")" + name + R"("}})";
}

// "ADDED a", for every event.
QStringList told(const KeptReply &reply)
{
    QStringList all;
    for (const Value &event : reply.events())
        all.append(textAt(event, {u"type"}) + u' ' + textAt(event, {u"object", u"metadata", u"name"}));
    return all;
}

// A kubelet that knows one log.
class OneLog final : public practice::LogSource
{
public:
    practice::Answer<std::unique_ptr<QObject>> read(const QString &space, const QString &pod,
                                                    const practice::LogOptions &options,
                                                    std::function<void(const QByteArray &)> write,
                                                    std::function<void()> end) const override
    {
        if (pod == u"broken") return practice::ApiStatus::internal(QStringLiteral("the kubelet is ill"));
        asked.append(space + u'/' + pod + u'/' + options.container +
                     (options.follow ? QStringLiteral(" follow") : QString()));
        write("one\n");
        write("two\n");
        if (!options.follow) end();
        auto handle = std::make_unique<QObject>();
        QObject::connect(handle.get(), &QObject::destroyed, [this] { ++stopped; });
        return handle;
    }
    mutable QStringList asked;
    mutable int stopped = 0;
};

} // namespace

class TestPracticeApi : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoMayAsk_data();
    void whoMayAsk();
    void healthIsTold_data();
    void healthIsTold();
    void initialEventsEndWithABookmark();
    void bookmarksComeEveryMinute();
    void watchersLeaveInTheMiddle();
    void stateIsKept();
    void logsComeFromTheSource();
    void longListsAreWhole_data();
    void longListsAreWhole();
    void mediaTypes_data();
    void mediaTypes();
};

void TestPracticeApi::whoMayAsk_data()
{
    QTest::addColumn<QByteArray>("authorization");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("message");
    const QString forbidden = QStringLiteral("forbidden: User \"system:anonymous\" cannot get path \"%1\"");
    QTest::newRow("right") << QByteArray("Bearer secret") << QByteArray("/api/v1/pods") << 200 << QString()
                           << QString();
    QTest::newRow("lower case") << QByteArray("bearer secret") << QByteArray("/api/v1/pods") << 200 << QString()
                                << QString();
    for (const QByteArray &wrong : {QByteArray("Bearer wrong!"), QByteArray("Bearer "), QByteArray("Bearer secret2"),
                                    QByteArray("Basic secret"), QByteArray("secret")})
        QTest::newRow(wrong.constData()) << wrong << QByteArray("/api/v1/pods") << 401 << QStringLiteral("Unauthorized")
                                         << QStringLiteral("Unauthorized");
    QTest::newRow("wrong, and public") << QByteArray("Bearer wrong!") << QByteArray("/healthz") << 401
                                       << QStringLiteral("Unauthorized") << QStringLiteral("Unauthorized");
    QTest::newRow("none") << QByteArray() << QByteArray("/api") << 403 << QStringLiteral("Forbidden")
                          << forbidden.arg(u"/api");
    QTest::newRow("none, and public") << QByteArray() << QByteArray("/version") << 200 << QString() << QString();
}

void TestPracticeApi::whoMayAsk()
{
    QFETCH(QByteArray, authorization);
    QFETCH(QByteArray, path);
    QFETCH(int, status);
    QFETCH(QString, reason);
    QFETCH(QString, message);
    ApiBench bench;
    const auto reply = bench.ask("GET", path, {},
                                 authorization.isEmpty() ? ApiBench::asNobody()
                                                         : practice::HttpHeaders{{"authorization", authorization}});
    QCOMPARE(reply->status, status);
    const Value body = reply->json();
    QCOMPARE(textAt(body, {u"reason"}), reason);
    QCOMPARE(textAt(body, {u"message"}), message);
    if (status >= 400) QCOMPARE(textAt(body, {u"kind"}), QStringLiteral("Status"));
    if (status >= 400) QCOMPARE(practice::integerAt(body, {u"code"}), qint64(status));
}

void TestPracticeApi::healthIsTold_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    for (const QByteArray &root : {QByteArray("/healthz"), QByteArray("/livez"), QByteArray("/readyz")}) {
        QTest::newRow(root.constData()) << root << 200 << QByteArray("ok");
        QTest::newRow((root + " one check").constData()) << root + "/etcd" << 200 << QByteArray("ok");
        QTest::newRow((root + " verbose").constData())
            << root + "?verbose" << 200 << "[+]ping ok\n[+]log ok\n[+]etcd ok\n" + root.mid(1) + " check passed\n";
        QTest::newRow((root + " nonsense").constData())
            << root + "/nonsense" << 404 << QByteArray("404 page not found\n");
    }
}

void TestPracticeApi::healthIsTold()
{
    QFETCH(QByteArray, path);
    ApiBench bench;
    const auto reply = bench.ask("GET", path);
    QTEST(reply->status, "status");
    QTEST(reply->body, "body");
}

void TestPracticeApi::initialEventsEndWithABookmark()
{
    ApiBench bench;
    bench.ask("POST", maps, mapNamed("a"));
    bench.ask("POST", maps, mapNamed("b"));
    const qint64 revision = bench.store.revision();
    const auto watch = bench.ask("GET", QByteArray(maps) + "?watch=1&sendInitialEvents=true&resourceVersionMatch="
                                                           "NotOlderThan&allowWatchBookmarks=true");
    QCOMPARE(watch->status, 200);
    QCOMPARE(told(*watch),
             QStringList({QStringLiteral("ADDED a"), QStringLiteral("ADDED b"), QStringLiteral("BOOKMARK ")}));
    const Value bookmark = watch->events().back();
    QCOMPARE(textAt(bookmark, {u"object", u"metadata", u"resourceVersion"}), QString::number(revision));
    QCOMPARE(textAt(bookmark, {u"object", u"metadata", u"annotations", u"k8s.io/initial-events-end"}),
             QStringLiteral("true"));
    QCOMPARE(textAt(bookmark, {u"object", u"kind"}), QStringLiteral("ConfigMap"));
    bench.ask("DELETE", QByteArray(maps) + "/a");
    QCOMPARE(told(*watch).last(), QStringLiteral("DELETED a"));
}

void TestPracticeApi::bookmarksComeEveryMinute()
{
    ApiBench bench;
    const auto with = bench.ask("GET", QByteArray(maps) + "?watch=1&allowWatchBookmarks=true&timeoutSeconds=150");
    const auto without = bench.ask("GET", QByteArray(maps) + "?watch=1&timeoutSeconds=150");
    bench.clock.advance(59000);
    QCOMPARE(told(*with), QStringList());
    // A write elsewhere moves the bookmark on.
    bench.ask("POST", "/api/v1/namespaces/default/secrets",
              R"({"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"}})");
    bench.clock.advance(1000);
    QCOMPARE(told(*with), QStringList({QStringLiteral("BOOKMARK ")}));
    QCOMPARE(textAt(with->events().back(), {u"object", u"metadata", u"resourceVersion"}),
             QString::number(bench.store.revision()));
    bench.clock.advance(60000);
    QCOMPARE(told(*with).size(), 2);
    bench.clock.advance(28000); // two seconds before the end comes the last
    QCOMPARE(told(*with).size(), 3);
    QVERIFY(with->isOpen() && without->isOpen());
    bench.clock.advance(2000);
    QVERIFY(!with->isOpen() && !without->isOpen());
    QCOMPARE(told(*without), QStringList());
    QCOMPARE(bench.server.watches().count(), 0);
}

void TestPracticeApi::watchersLeaveInTheMiddle()
{
    ApiBench bench;
    QList<std::shared_ptr<KeptReply>> watches;
    for (int i = 0; i < 5; ++i) watches.append(bench.ask("GET", QByteArray(maps) + "?watch=1"));
    watches[1]->leaveAfter(1); // while they are all being told
    watches[3]->leaveAfter(2);
    bench.ask("POST", maps, mapNamed("a"));
    QCOMPARE(bench.server.watches().count(), 4);
    bench.ask("POST", maps, mapNamed("b"));
    QCOMPARE(bench.server.watches().count(), 3);
    watches[0]->leave(); // between two
    QCOMPARE(bench.server.watches().count(), 2);
    bench.ask("DELETE", QByteArray(maps) + "/a");
    const QStringList all{QStringLiteral("ADDED a"), QStringLiteral("ADDED b"), QStringLiteral("DELETED a")};
    QCOMPARE(told(*watches[0]), all.first(2));
    QCOMPARE(told(*watches[1]), all.first(1));
    QCOMPARE(told(*watches[2]), all);
    QCOMPARE(told(*watches[3]), all.first(2));
    QCOMPARE(told(*watches[4]), all);
}

void TestPracticeApi::stateIsKept()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("state"));
    ApiBench before;
    before.ask("POST", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", R"({
        "apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition",
        "metadata":{"name":"things.example.com"},
        "spec":{"group":"example.com","scope":"Cluster","names":{"plural":"things","kind":"Thing"},"versions":[
            {"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{
                "type":"object","x-kubernetes-preserve-unknown-fields":true}}}]}})");
    QCoreApplication::processEvents(); // what is accepted is accepted from the event loop
    before.clock.advance(1000);
    QCOMPARE(before
                 .ask("POST", "/apis/example.com/v1/things",
                      R"({"apiVersion":"example.com/v1","kind":"Thing","metadata":{"name":"t"},"any":1})")
                 ->status,
             201);
    before.ask("POST", "/api/v1/namespaces/default/services", R"({"apiVersion":"v1","kind":"Service",
        "metadata":{"name":"s"},"spec":{"type":"NodePort","clusterIP":"10.96.7.7",
        "ports":[{"port":80,"nodePort":30123}]}})");
    const QString old = textAt(before.ask("POST", maps, mapNamed("a"))->json(), {u"metadata", u"resourceVersion"});
    before.ask("PATCH", QByteArray(maps) + "/a", R"({"data":{"k":"v"}})",
               {{"content-type", "application/merge-patch+json"}});
    const QByteArray list = before.ask("GET", maps)->body;
    QVERIFY(before.store.save(file).ok());

    ApiBench after;
    QVERIFY(after.store.load(file).ok());
    after.definitions.readAll();
    after.gate.readAll();
    QCOMPARE(after.store.revision(), before.store.revision());
    QCOMPARE(after.ask("GET", maps)->body, list);
    QCOMPARE(after.ask("GET", "/apis/example.com/v1/things/t")->body,
             before.ask("GET", "/apis/example.com/v1/things/t")->body);
    // The past can be read as before.
    const auto past =
        after.ask("GET", QByteArray(maps) + "?resourceVersionMatch=Exact&resourceVersion=" + old.toLatin1());
    QCOMPARE(past->status, 200);
    QVERIFY(!past->body.contains("\"k\":\"v\""));
    const auto watch = after.ask("GET", QByteArray(maps) + "?watch=1&resourceVersion=" + old.toLatin1());
    QCOMPARE(told(*watch), QStringList({QStringLiteral("MODIFIED a")}));
    // What was handed out is taken.
    for (const QByteArray &spec : {QByteArray(R"("clusterIP":"10.96.7.7","ports":[{"port":80}])"),
                                   QByteArray(R"("type":"NodePort","ports":[{"port":80,"nodePort":30123}])")})
        QCOMPARE(after
                     .ask("POST", "/api/v1/namespaces/default/services",
                          R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"x"},"spec":{)" + spec + "}}")
                     ->status,
                 422);
    const QString next = textAt(after.ask("POST", maps, mapNamed("b"))->json(), {u"metadata", u"resourceVersion"});
    QCOMPARE(next.toLongLong(), before.store.revision() + 1);
}

void TestPracticeApi::logsComeFromTheSource()
{
    OneLog logs;
    ApiBench bench(&logs);
    bench.ask("POST", "/api/v1/nodes", R"({"apiVersion":"v1","kind":"Node","metadata":{"name":"n"}})");
    const auto pod = [&bench](const QByteArray &name) {
        bench.ask("POST", "/api/v1/namespaces/default/serviceaccounts",
                  R"({"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"default"}})");
        return bench
            .ask("POST", "/api/v1/namespaces/default/pods",
                 R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":")" + name +
                     R"("},"spec":{"nodeName":"n","containers":[{"name":"c","image":"i"}]}})")
            ->status;
    };
    QCOMPARE(pod("p"), 201);
    QCOMPARE(pod("broken"), 201);
    const QByteArray path = "/api/v1/namespaces/default/pods/p/log";
    const auto whole = bench.ask("GET", path);
    QCOMPARE(whole->status, 200);
    QCOMPARE(whole->header("content-type"), QByteArray("text/plain"));
    QCOMPARE(whole->body, QByteArray("one\ntwo\n"));
    QVERIFY(!whole->isOpen());
    const auto followed = bench.ask("GET", path + "?follow=true&container=c");
    QVERIFY(followed->isOpen());
    QCOMPARE(logs.asked, QStringList({QStringLiteral("default/p/c"), QStringLiteral("default/p/c follow")}));
    const int stopped = logs.stopped;
    followed->leave();
    QCOMPARE(logs.stopped, stopped + 1);
    const auto broken = bench.ask("GET", "/api/v1/namespaces/default/pods/broken/log");
    QCOMPARE(broken->status, 500);
    QVERIFY(broken->body.contains("the kubelet is ill"));
    ApiBench without;
    QCOMPARE(without.ask("GET", path)->status, 404);
}

void TestPracticeApi::longListsAreWhole_data()
{
    QTest::addColumn<QByteArray>("accept");
    QTest::addColumn<QString>("items");
    QTest::newRow("JSON") << QByteArray("application/json") << QStringLiteral("items");
    QTest::newRow("table") << QByteArray("application/json;as=Table;v=v1;g=meta.k8s.io") << QStringLiteral("rows");
    QTest::newRow("metadata") << QByteArray("application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io")
                              << QStringLiteral("items");
}

// A list that is made piece by piece says what its pages say together.
void TestPracticeApi::longListsAreWhole()
{
    QFETCH(QByteArray, accept);
    QFETCH(QString, items);
    ApiBench bench;
    for (int i = 0; i < 30; ++i)
        bench.ask("POST", maps,
                  R"({"metadata":{"name":"m)" + QByteArray::number(i) + R"("},"data":{"k":")" + QByteArray(30000, 'x') +
                      "\"}}");
    const practice::HttpHeaders headers{{"accept", accept}};
    const Value whole = bench.ask("GET", maps, {}, headers)->json();
    Value joined;
    model::ValueList all;
    QByteArray next;
    do {
        const Value page = bench.ask("GET", QByteArray(maps) + "?limit=10" + next, {}, headers)->json();
        if (joined.isNull()) joined = page;
        for (const Value &item : practice::listAt(page, {items})) all.push_back(item);
        const QString token = textAt(page, {u"metadata", u"continue"});
        next = token.isEmpty() ? QByteArray() : "&continue=" + token.toUtf8();
    } while (!next.isEmpty());
    QCOMPARE(all.size(), std::size_t(30));
    joined.set(items, std::move(all));
    joined.set(u"metadata", Value(*whole.find(u"metadata")));
    QCOMPARE(model::writeJson(whole), model::writeJson(joined));
}

void TestPracticeApi::mediaTypes_data()
{
    QTest::addColumn<QByteArray>("accept");
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("answered");
    const QByteArray json = "application/json";
    QTest::newRow("nothing said") << QByteArray() << json << 201 << json;
    QTest::newRow("anything") << QByteArray("*/*") << json << 201 << json;
    QTest::newRow("unknown") << QByteArray("image/png") << json << 406 << json;
    QTest::newRow("unknown first") << QByteArray("image/png, application/yaml") << json << 201
                                   << QByteArray("application/yaml");
    QTest::newRow("garbage") << QByteArray(";;;,=/") << json << 406 << json;
    QTest::newRow("unknown body") << json << QByteArray("image/png") << 415 << json;
    QTest::newRow("patch as body") << json << QByteArray("application/merge-patch+json") << 415 << json;
    QTest::newRow("with a charset") << json << QByteArray("application/json; charset=utf-8") << 201 << json;
}

void TestPracticeApi::mediaTypes()
{
    QFETCH(QByteArray, accept);
    QFETCH(QByteArray, contentType);
    ApiBench bench;
    practice::HttpHeaders headers{{"content-type", contentType}};
    if (!accept.isEmpty()) headers.emplace_back("accept", accept);
    const auto reply = bench.ask("POST", maps, mapNamed("a"), headers);
    QTEST(reply->status, "status");
    QTEST(reply->header("content-type"), "answered");
}

QTEST_GUILESS_MAIN(TestPracticeApi)
#include "tst_practiceapi.moc"
