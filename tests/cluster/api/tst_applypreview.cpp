// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/api/applying.h"

using namespace applying;

class TestApplyPreview : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void previews_data()
    {
        QTest::addColumn<int>("currentStatus");
        QTest::addColumn<QByteArray>("current");
        QTest::addColumn<int>("triedStatus");
        QTest::addColumn<QByteArray>("tried");
        QTest::addColumn<QString>("printed");
        QTest::newRow("create") << 404 << notFound << 201 << configMap("") << u"create warning careful"_s;
        QTest::newRow("same") << 200 << configMap("1") << 200 << configMap("1") << u"same warning careful"_s;
        QTest::newRow("change") << 200 << configMap("1") << 200 << configMap("1", "w")
                                << u"change data.k warning careful"_s;
        QTest::newRow("invalid") << 200 << configMap("1") << 422 << invalid << u"invalid warning careful"_s;
        QTest::newRow("no credentials") << 401 << QByteArray() << 200 << QByteArray() << u"failed"_s;
        QTest::newRow("may not read, new")
            << 403 << QByteArray() << 201 << configMap("") << u"create warning careful"_s;
        QTest::newRow("may not read, known")
            << 403 << QByteArray() << 200 << configMap("2") << u"change warning careful"_s;
        QTest::newRow("not the object before") << 200 << QByteArray("{}") << 200 << configMap("1") << u"failed"_s;
        QTest::newRow("nothing after") << 404 << notFound << 200 << QByteArray("{}") << u"failed warning careful"_s;
        QTest::newRow("a failure as success")
            << 404 << notFound << 200 << j("{'kind':'Status','apiVersion':'v1','status':'Failure'}")
            << u"failed warning careful"_s;
        QTest::newRow("namespace missing for good")
            << 404 << notFound << 404 << noNamespace << u"failed warning careful"_s;
    }
    void previews()
    {
        QFETCH(int, currentStatus);
        QFETCH(QByteArray, current);
        QFETCH(int, triedStatus);
        QFETCH(QByteArray, tried);
        FakeTransport server;
        server.next("GET /api/v1/namespaces/default/configmaps/a", Answer::json(currentStatus, current));
        server.next(
            "PATCH /api/v1/namespaces/default/configmaps/a?fieldManager=kubewright&fieldValidation=Strict&dryRun=All",
            Answer::json(triedStatus, tried, {{"warning", "299 - \"careful\""}}));
        QTEST(preview(server, {item(u"ConfigMap"_s, u"a"_s)}), "printed");
        if (server.requests.size() < 2) return;
        QCOMPARE(server.requests[1].body, QByteArray("{\"the\":\"body\"}"));
        QCOMPARE(server.requests[1].headers[1].second, QByteArray("application/apply-patch+yaml"));
    }

    void previewOfAConflictShowsWhatForceWouldDo()
    {
        FakeTransport server;
        server.next("GET ", Answer::json(200, configMap("1")));
        server.next("PATCH ", Answer::json(409, conflict));
        server.next("PATCH ", Answer::json(200, configMap("1", "w")));
        QCOMPARE(preview(server, {item(u"ConfigMap"_s, u"a"_s)}), u"conflict data.k vs kubectl.data.k"_s);
        QVERIFY(!server.requests[1].path.contains("force"_L1));
        QVERIFY(server.requests[2].path.contains("dryRun=All&force=true"_L1));
    }

    void previewRepeatsWhatBroke()
    {
        FakeTransport server;
        server.next("GET ", Answer().fail(Error::Code::Unreachable, u"reset"_s));
        server.next("GET ", Answer::json(404, notFound));
        server.next("PATCH ", Answer().fail(Error::Code::Unreachable, u"reset"_s));
        server.next("PATCH ", Answer::json(201, configMap("")));
        QCOMPARE(preview(server, {item(u"ConfigMap"_s, u"a"_s)}), u"create"_s);
        server.requests.clear();
        server.always("", Answer().fail(Error::Code::Unreachable, u"reset"_s));
        QCOMPARE(preview(server, {item(u"ConfigMap"_s, u"a"_s)}), u"failed"_s);
        QCOMPARE(server.requests.size(), 3);
    }

    // So that a person sees what it is that is taken over, and a run can keep to it.
    void previewWithForceStillTellsTheConflicts()
    {
        FakeTransport server;
        server.next("GET ", Answer::json(200, configMap("1")));
        server.next("PATCH ", Answer::json(409, conflict));
        server.next("PATCH ", Answer::json(200, configMap("1", "w")));
        QCOMPARE(preview(server, {item(u"ConfigMap"_s, u"a"_s)}, {.force = true}),
                 u"change data.k vs kubectl.data.k"_s);
        QVERIFY(!server.requests[1].path.contains("force"_L1));
        QVERIFY(server.requests[2].path.contains("force=true"_L1));
    }

    void previewKnowsWhatThisApplyMakes()
    {
        FakeTransport server;
        server.always("GET ", Answer::json(404, notFound));
        server.always("PATCH /api/v1/namespaces/new/configmaps", Answer::json(404, noNamespace));
        server.always("PATCH /api/v1/namespaces/new?",
                      [](const auto &request) { return echo(request, "Namespace", "v1"); });
        server.always("PATCH ", [](const auto &request) {
            return echo(request, "CustomResourceDefinition", "apiextensions.k8s.io/v1");
        });
        QCOMPARE(
            preview(server,
                    {item(u"Widget"_s, u"w"_s, {}, u"example.com/v1"_s), item(u"ConfigMap"_s, u"a"_s, u"new"_s),
                     item(u"Gadget"_s, u"g"_s, {}, u"other.example/v1"_s), item(u"Namespace"_s, u"new"_s),
                     item(u"CustomResourceDefinition"_s, u"widgets.example.com"_s, {}, u"apiextensions.k8s.io/v1"_s)}),
            u"create\ncreate\nafter-namespace\nafter-definition\nfailed"_s);
    }

    void clientDryRunSendsNoWrite()
    {
        FakeTransport server;
        server.next("GET ", Answer::json(404, notFound));
        server.next("GET ", Answer::json(200, configMap("1").replace("\"a\"", "\"b\"")));
        QCOMPARE(preview(server, {item(u"ConfigMap"_s, u"a"_s), item(u"ConfigMap"_s, u"b"_s)}, {.server = false}),
                 u"create\nchange"_s);
        QVERIFY(!server.log().contains("PATCH"));
    }
};

QTEST_GUILESS_MAIN(TestApplyPreview)
#include "tst_applypreview.moc"
