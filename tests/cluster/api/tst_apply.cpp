// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/api/applying.h"

using namespace applying;

class TestApply : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyPlans()
    {
        FakeTransport server;
        QCOMPARE(preview(server, {}), QString());
        QCOMPARE(apply(server, {}), QString());
    }

    void applies_data()
    {
        QTest::addColumn<int>("currentStatus");
        QTest::addColumn<QByteArray>("current");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("printed");
        QTest::newRow("created") << 404 << notFound << 201 << configMap("5") << u"configmap/a created"_s;
        QTest::newRow("configured") << 200 << configMap("4") << 200 << configMap("5", "w")
                                    << u"configmap/a configured"_s;
        QTest::newRow("only a controller wrote")
            << 200 << configMap("4") << 200 << configMap("5") << u"configmap/a unchanged"_s;
        QTest::newRow("unchanged") << 200 << configMap("5") << 200 << configMap("5") << u"configmap/a unchanged"_s;
        QTest::newRow("conflict") << 200 << configMap("5") << 409 << conflict
                                  << u"configmap/a conflict vs kubectl.data.k: Apply failed"_s;
        QTest::newRow("other 409")
            << 200 << configMap("5") << 409 << QByteArray()
            << u"configmap/a failed: the server answered 409, and not as a Kubernetes API does"_s;
        QTest::newRow("invalid") << 200 << configMap("5") << 422 << invalid << u"configmap/a invalid: bad"_s;
        QTest::newRow("namespace missing")
            << 404 << notFound << 404 << noNamespace << u"configmap/a failed: namespaces not found"_s;
        QTest::newRow("may not read, new") << 403 << QByteArray() << 201 << configMap("5") << u"configmap/a created"_s;
        QTest::newRow("may not read, known")
            << 403 << QByteArray() << 200 << configMap("5") << u"configmap/a configured"_s;
        const auto nonsense = u"configmap/a failed: the server answered, but not with configmap/a"_s;
        QTest::newRow("nothing") << 404 << notFound << 200 << QByteArray("{}") << nonsense;
        QTest::newRow("a failure as success")
            << 404 << notFound << 200 << j("{'kind':'Status','apiVersion':'v1','status':'Failure'}") << nonsense;
        QTest::newRow("another object") << 404 << notFound << 201 << configMap("5").replace("\"a\"", "\"b\"")
                                        << nonsense;
        QTest::newRow("another kind") << 404 << notFound << 201 << configMap("5").replace("ConfigMap", "Pod")
                                      << nonsense;
        QTest::newRow("no uid") << 404 << notFound << 201 << configMap("5").replace("\"uid\"", "\"id\"") << nonsense;
    }
    void applies()
    {
        QFETCH(int, currentStatus);
        QFETCH(QByteArray, current);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        FakeTransport server;
        server.next("GET ", Answer::json(currentStatus, current));
        server.next("PATCH ", Answer::json(status, body));
        QTEST(apply(server, {item(u"ConfigMap"_s, u"a"_s)}), "printed");
        QVERIFY(!server.requests.last().path.contains("dryRun"_L1));
        QVERIFY(!server.requests.last().path.contains("force"_L1));
    }

    void forceOnlyWhenAsked()
    {
        FakeTransport server;
        server.next("GET ", Answer::json(200, configMap("5")));
        server.next("PATCH ", Answer::json(200, configMap("6", "w")));
        QCOMPARE(apply(server, {item(u"ConfigMap"_s, u"a"_s)}, {.force = true}), u"configmap/a configured"_s);
        QVERIFY(server.requests.last().path.endsWith("&force=true"_L1));
    }

    // What came into conflict after a person has looked is not theirs to take.
    void forceOnlyWhatWasSeen_data()
    {
        QTest::addColumn<QList<cluster::FieldConflict>>("seen");
        QTest::addColumn<QString>("printed");
        QTest::addColumn<int>("patches");
        QTest::newRow("seen") << QList<cluster::FieldConflict>{{u".data.k"_s, u"kubectl"_s, u"earlier words"_s}}
                              << u"configmap/a configured"_s << 2;
        QTest::newRow("another field") << QList<cluster::FieldConflict>{{u".data.l"_s, u"kubectl"_s, {}}}
                                       << u"configmap/a conflict vs kubectl.data.k: Apply failed"_s << 1;
        QTest::newRow("another manager") << QList<cluster::FieldConflict>{{u".data.k"_s, u"helm"_s, {}}}
                                         << u"configmap/a conflict vs kubectl.data.k: Apply failed"_s << 1;
        QTest::newRow("none") << QList<cluster::FieldConflict>()
                              << u"configmap/a conflict vs kubectl.data.k: Apply failed"_s << 1;
    }
    void forceOnlyWhatWasSeen()
    {
        QFETCH(QList<cluster::FieldConflict>, seen);
        FakeTransport server;
        server.next("GET ", Answer::json(200, configMap("5")));
        server.next("PATCH ", Answer::json(409, conflict));
        server.next("PATCH ", Answer::json(200, configMap("6", "w")));
        const ItemPreview shown{.source = -1, .conflicts = seen};
        QTEST(
            apply(server, {item(u"ConfigMap"_s, u"a"_s)}, {.force = true, .seen = cluster::conflictsBySource({shown})}),
            "printed");
        QVERIFY(!server.requests[1].path.contains("force"_L1));
        QTEST(int(server.log().count("PATCH")), "patches");
    }

    void aSecretsValueIsNeverRepeated_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QString>("printed");
        QTest::newRow("number") << j("{'stringData':{'p':12345678}}")
                                << QByteArray(".stringData.p: expected string, got &value.valueUnstructured{Value:12}")
                                << u".stringData.p: expected string, got …"_s;
        QTest::newRow("list") << j("{'data':['X']}") << QByteArray(".data: expected map, got &{[X]}")
                              << u".data: expected map, got …"_s;
        QTest::newRow("quoted") << j("{'stringData':{'p':'hunter2'}}") << QByteArray("no hunter2 here, nor aHUNTER2")
                                << u"no … here, nor aHUNTER2"_s;
        QTest::newRow("decoded") << j("{'data':{'p':'aHVudGVyMg=='}}") << QByteArray("hunter2 is aHVudGVyMg==")
                                 << u"… is …"_s;
        QTest::newRow("short") << j("{'stringData':{'p':'ab'}}") << QByteArray("a table of ab, (ab)")
                               << u"a table of …, (…)"_s;
        QTest::newRow("cut off") << j("{'stringData':{'p':'%1'}}").replace("%1", QByteArray(3000, 'z'))
                                 << "no " + QByteArray(1000, 'z') << u"no …"_s;
        QTest::newRow("lines") << j("{'stringData':{'p':'first\\nsecond'}}")
                               << QByteArray("no first second, no first\\\\nsecond") << u"no …, no …"_s;
    }
    void aSecretsValueIsNeverRepeated()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, message);
        const auto answer = [&message](int status) {
            return Answer::json(status, j("{'kind':'Status','code':%1,'message':'%2','details':{'causes':[{'field':'x',"
                                          "'message':'%2'}]}}")
                                            .replace("%1", QByteArray::number(status))
                                            .replace("%2", message));
        };
        ApplyItem secret = item(u"Secret"_s, u"a"_s);
        secret.body = body;
        FakeTransport server;
        server.always("GET ", Answer::json(404, notFound));
        server.always("PATCH ", answer(422));
        QTEST(apply(server, {secret}).section(u"invalid: "_s, 1), "printed");
        std::optional<cluster::ApiFailure> failure;
        ApplyPreview preview(server, resources(), {secret});
        connect(&preview, &ApplyPreview::finished, this,
                [&failure](const QList<ItemPreview> &previews) { failure = previews[0].failure; });
        QTRY_VERIFY(failure);
        QTEST(failure->error.message, "printed");
        QTEST(failure->causes[0].message, "printed");
        QCOMPARE(apply(server, {item(u"ConfigMap"_s, u"a"_s)}).section(u"invalid: "_s, 1),
                 QString::fromUtf8(message).replace("\\\\"_L1, "\\"_L1));
    }

    void refusalsDoNotStopTheOthers()
    {
        FakeTransport server;
        server.always("GET ", Answer::json(404, notFound));
        server.next("PATCH ", Answer::json(422, invalid));
        server.next("PATCH ", Answer::json(201, configMap("5").replace("\"a\"", "\"b\"")));
        QCOMPARE(apply(server, {item(u"ConfigMap"_s, u"a"_s), item(u"ConfigMap"_s, u"b"_s)}),
                 u"configmap/a invalid: bad\nconfigmap/b created"_s);
    }

    // 53. What a server has when the answer to a write was lost, and what is made of it.
    void aLostAnswerIsLookedUp_data()
    {
        QTest::addColumn<QByteArray>("before"); // empty: there is none
        QTest::addColumn<QByteArray>("found");  // likewise; "403": not to be had
        QTest::addColumn<QString>("printed");
        QTest::addColumn<int>("patches");
        const auto done = QByteArray("2026-01-01T00:00:09Z"), former = QByteArray("2026-01-01T00:00:00Z");
        QTest::newRow("created") << QByteArray() << marked("5", done) << u"configmap/a created"_s << 1;
        QTest::newRow("configured") << marked("4", former) << marked("5", done, "w") << u"configmap/a configured"_s
                                    << 1;
        QTest::newRow("first of ours") << configMap("4") << marked("5", done, "w") << u"configmap/a configured"_s << 1;
        QTest::newRow("not done, new") << QByteArray() << QByteArray() << u"configmap/a created"_s << 2;
        QTest::newRow("not done, known") << marked("4", former) << marked("4", former) << u"configmap/a configured"_s
                                         << 2;
        QTest::newRow("only a controller wrote")
            << marked("4", former) << marked("6", former) << u"configmap/a configured"_s << 2;
        QTest::newRow("may not be read") << QByteArray() << QByteArray("403")
                                         << u"configmap/a failed: reset (whether it was written is not known)"_s << 1;
    }
    void aLostAnswerIsLookedUp()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, found);
        const auto stored = [](const QByteArray &object) {
            if (object == "403") return Answer::json(403, {});
            return object.isEmpty() ? Answer::json(404, notFound) : Answer::json(200, object);
        };
        FakeTransport server;
        server.next("GET ", stored(before));
        server.next("PATCH ", Answer().fail(Error::Code::Unreachable, u"reset"_s));
        server.next("GET ", stored(found));
        server.next("PATCH ", Answer::json(200, marked("9", "2026-01-01T00:00:20Z", "w")));
        QTEST(apply(server, {item(u"ConfigMap"_s, u"a"_s)}), "printed");
        QTEST(int(server.log().count("PATCH")), "patches");
    }

    void aWriteThatIsAlwaysLostIsTriedTwice()
    {
        FakeTransport server;
        server.always("GET ", Answer::json(404, notFound));
        server.always("PATCH ", Answer().fail(Error::Code::Unreachable, u"reset"_s));
        QCOMPARE(apply(server, {item(u"ConfigMap"_s, u"a"_s), item(u"ConfigMap"_s, u"b"_s)}),
                 u"configmap/a failed: reset (looked up: it was not written)\n"
                 "configmap/b skipped: reset (looked up: it was not written)"_s);
        QCOMPARE(server.log().count("PATCH"), ApplyRun::maxWrites);
    }

    void aServerThatIsGoneEndsTheRun()
    {
        FakeTransport server;
        server.next("GET ", Answer::json(404, notFound));
        server.always("", Answer().fail(Error::Code::Unreachable, u"reset"_s));
        const auto lost = u": reset (whether it was written is not known)"_s;
        QCOMPARE(
            apply(server, {item(u"ConfigMap"_s, u"a"_s), item(u"ConfigMap"_s, u"b"_s), item(u"ConfigMap"_s, u"c"_s)}),
            u"configmap/a failed%1\nconfigmap/b skipped%1\nconfigmap/c skipped%1"_s.arg(lost));
        QCOMPARE(server.requests.size(), 2 + ApplyRun::maxLookUps);
    }

    void aKindThatIsDefinedOnTheWayIsLookedForAgain()
    {
        FakeTransport server;
        server.always("GET /apis/apiextensions", Answer::json(404, notFound));
        server.always("GET /apis/example.com", Answer::json(404, notFound));
        server.always("PATCH /apis/example.com",
                      [](const auto &request) { return echo(request, "Widget", "example.com/v1"); });
        server.always("PATCH ", [](const auto &request) {
            return echo(request, "CustomResourceDefinition", "apiextensions.k8s.io/v1");
        });
        const QByteArray builtIn = j("{'kind':'APIGroupDiscoveryList','items':[{'metadata':{'name':'apiextensions.k8s."
                                     "io'},'versions':[{'version':'v1','resources':"
                                     "[{'resource':'customresourcedefinitions','responseKind':{'kind':'"
                                     "CustomResourceDefinition'},'scope':'Cluster'}]}]}]}");
        const QByteArray both = j("{'kind':'APIGroupDiscoveryList','items':[{'metadata':{'name':'example.com'},'"
                                  "versions':[{'version':'v1','resources':"
                                  "[{'resource':'widgets','responseKind':{'kind':'Widget'},'singularResource':'widget',"
                                  "'scope':'Namespaced'}]}]}]}");
        server.next("GET /apis", Answer::json(200, builtIn));
        server.always("GET /apis", Answer::json(200, both));
        server.always("GET /api", Answer::json(200, j("{'kind':'APIGroupDiscoveryList','items':[]}")));
        QCOMPARE(
            apply(server,
                  {item(u"Widget"_s, u"w"_s, {}, u"example.com/v1"_s),
                   item(u"CustomResourceDefinition"_s, u"widgets.example.com"_s, {}, u"apiextensions.k8s.io/v1"_s)}),
            u"customresourcedefinition.apiextensions.k8s.io/widgets.example.com created\nwidget.example.com/w created"_s);
    }

    void anUnknownKindIsAFailure()
    {
        FakeTransport server;
        server.always("GET ", Answer::json(404, notFound));
        server.always("PATCH ", Answer::json(201, configMap("5")));
        QCOMPARE(apply(server, {item(u"Widget"_s, u"w"_s, {}, u"example.com/v1"_s), item(u"ConfigMap"_s, u"a"_s)}),
                 u"configmap/a created\nwidget.example.com/w failed: this cluster has no Widget in example.com/v1"_s);
    }

    void destroyingInsideASlotIsSafe()
    {
        FakeTransport server;
        server.always("GET ", Answer::json(404, notFound));
        server.always("PATCH ", Answer().fail(Error::Code::Unreachable, u"reset"_s));
        auto run = std::make_unique<ApplyRun>(server, resources(),
                                              QList{item(u"ConfigMap"_s, u"a"_s), item(u"ConfigMap"_s, u"b"_s)},
                                              ApplyOptions{.retryMs = 0});
        connect(run.get(), &ApplyRun::applied, this, [&] { run.reset(); });
        QTRY_VERIFY(!run);
        auto preview = std::make_unique<ApplyPreview>(server, resources(), QList{item(u"ConfigMap"_s, u"a"_s)});
        connect(preview.get(), &ApplyPreview::progressed, this, [&] { preview.reset(); });
        QTRY_VERIFY(!preview);
    }
};

QTEST_GUILESS_MAIN(TestApply)
#include "tst_apply.moc"
