// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/api/applyrun.h"
#include "tests/support/faketransport.h"

#include <QTest>

using cluster::ApplyItem;
using cluster::ApplyOptions;
using cluster::ApplyPreview;
using cluster::ApplyRun;
using cluster::ItemPreview;
using cluster::ItemResult;
using model::Error;
using support::Answer;
using support::FakeTransport;
using namespace Qt::StringLiterals;

namespace {

// JSON with single quotes.
QByteArray j(const char *text) { return QByteArray(text).replace('\'', '"'); }

constexpr auto object =
    "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a','uid':'u','resourceVersion':'%1'},'data':{'k':'%2'}}";
QByteArray configMap(const QByteArray &version, const QByteArray &value = "v")
{
    return j(object).replace("%1", version).replace("%2", value);
}

const QByteArray notFound = j("{'kind':'Status','code':404,'reason':'NotFound','message':'configmaps not "
                              "found','details':{'kind':'configmaps'}}");
const QByteArray noNamespace = j("{'kind':'Status','code':404,'reason':'NotFound','message':'namespaces not "
                                 "found','details':{'kind':'namespaces','name':'new'}}");
const QByteArray conflict = j("{'kind':'Status','code':409,'reason':'Conflict','message':'Apply "
                              "failed','details':{'causes':[{'reason':'FieldManagerConflict',"
                              "'field':'.data.k','message':'conflict with \\'kubectl\\' using v1'}]}}");
const QByteArray invalid = j("{'kind':'Status','code':422,'reason':'Invalid','message':'bad','details':{'causes':[{'"
                             "field':'data.k','message':'no'}]}}");

} // namespace

class TestApply : public QObject
{
    Q_OBJECT

    static cluster::ApiResources resources()
    {
        cluster::ApiResources known;
        known.add({QString(), u"v1"_s, u"ConfigMap"_s, u"configmaps"_s, u"configmap"_s, true, {}, {}});
        known.add({QString(), u"v1"_s, u"Namespace"_s, u"namespaces"_s, u"namespace"_s, false, {}, {}});
        known.add({u"apiextensions.k8s.io"_s,
                   u"v1"_s,
                   u"CustomResourceDefinition"_s,
                   u"customresourcedefinitions"_s,
                   u"customresourcedefinition"_s,
                   false,
                   {},
                   {}});
        return known;
    }
    static ApplyItem item(const QString &kind, const QString &name, const QString &ns = {},
                          const QString &apiVersion = u"v1"_s)
    {
        return {.key = {model::groupOf(apiVersion), kind, ns, name},
                .apiVersion = apiVersion,
                .body = "{\"the\":\"body\"}"};
    }

    static QString print(const ItemPreview &preview)
    {
        static constexpr const char *words[] = {"create",          "change",           "same",  "conflict", "invalid",
                                                "after-namespace", "after-definition", "failed"};
        QString text = QString::fromLatin1(words[int(preview.state)]);
        for (const auto &change : preview.changes) text += ' '_L1 + change.path.toString();
        for (const auto &found : preview.conflicts) text += " vs "_L1 + found.manager + found.field;
        for (const QString &warning : preview.warnings) text += " warning "_L1 + warning;
        return text;
    }
    static QString print(const ItemResult &result)
    {
        static constexpr const char *words[] = {"created", "configured", "unchanged", "conflict",
                                                "invalid", "failed",     "skipped"};
        QString text = result.title + ' '_L1 + QString::fromLatin1(words[int(result.state)]);
        for (const auto &found : result.conflicts) text += " vs "_L1 + found.manager + found.field;
        if (result.failure) text += ": "_L1 + result.failure->error.message;
        return text;
    }

    template<typename Run, typename Results>
    static QString outcome(FakeTransport &server, const QList<ApplyItem> &items, ApplyOptions options = {})
    {
        options.retryMs = 0;
        std::optional<QStringList> lines;
        Run run(server, resources(), items, options);
        connect(&run, &Run::finished, &run, [&](const Results &results) {
            lines.emplace();
            for (const auto &result : results) lines->append(print(result));
        });
        if (!QTest::qWaitFor([&] { return lines.has_value(); }, 3000)) return u"no end"_s;
        return lines->join(u'\n');
    }
    static QString preview(FakeTransport &server, const QList<ApplyItem> &items, const ApplyOptions &options = {})
    {
        return outcome<ApplyPreview, QList<ItemPreview>>(server, items, options);
    }
    static QString apply(FakeTransport &server, const QList<ApplyItem> &items, const ApplyOptions &options = {})
    {
        return outcome<ApplyRun, QList<ItemResult>>(server, items, options);
    }

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
        QTest::newRow("forbidden") << 403 << QByteArray() << 200 << QByteArray() << u"failed"_s;
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

    void previewKnowsWhatThisApplyMakes()
    {
        FakeTransport server;
        server.always("GET ", Answer::json(404, notFound));
        server.always("PATCH /api/v1/namespaces/new/configmaps", Answer::json(404, noNamespace));
        server.always("PATCH ", Answer::json(201, "{}"));
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
        server.next("GET ", Answer::json(200, configMap("1")));
        QCOMPARE(preview(server, {item(u"ConfigMap"_s, u"a"_s), item(u"ConfigMap"_s, u"b"_s)}, {.server = false}),
                 u"create\nchange"_s);
        QVERIFY(!server.log().contains("PATCH"));
    }

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

    void refusalsDoNotStopTheOthers()
    {
        FakeTransport server;
        server.always("GET ", Answer::json(404, notFound));
        server.next("PATCH ", Answer::json(422, invalid));
        server.next("PATCH ", Answer::json(201, configMap("5")));
        QCOMPARE(apply(server, {item(u"ConfigMap"_s, u"a"_s), item(u"ConfigMap"_s, u"b"_s)}),
                 u"configmap/a invalid: bad\nconfigmap/b created"_s);
    }

    void aLostAnswerIsLookedUpByApplyingAgain()
    {
        FakeTransport server;
        server.next("GET ", Answer::json(404, notFound));
        server.next("PATCH ", Answer().fail(Error::Code::Unreachable, u"reset"_s));
        server.next("PATCH ", Answer::json(200, configMap("5"))); // the first one had arrived
        QCOMPARE(apply(server, {item(u"ConfigMap"_s, u"a"_s)}), u"configmap/a created"_s);
    }

    void aServerThatIsGoneEndsTheRun()
    {
        FakeTransport server;
        server.next("GET ", Answer::json(404, notFound));
        server.always("PATCH ", Answer().fail(Error::Code::Unreachable, u"reset"_s));
        QCOMPARE(
            apply(server, {item(u"ConfigMap"_s, u"a"_s), item(u"ConfigMap"_s, u"b"_s), item(u"ConfigMap"_s, u"c"_s)}),
            u"configmap/a failed: reset\nconfigmap/b skipped: reset\nconfigmap/c skipped: reset"_s);
        QCOMPARE(server.requests.size(), 1 + ApplyRun::triesAfterLostAnswer);
    }

    void aKindThatIsDefinedOnTheWayIsLookedForAgain()
    {
        FakeTransport server;
        server.always("GET /apis/apiextensions", Answer::json(404, notFound));
        server.always("GET /apis/example.com", Answer::json(404, notFound));
        server.always("PATCH ", Answer::json(201, configMap("5")));
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
                 u"configmap/a created\nwidget/w failed: this cluster has no Widget in example.com/v1"_s);
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
