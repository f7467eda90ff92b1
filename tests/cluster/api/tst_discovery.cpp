// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/api/discovery.h"
#include "tests/support/faketransport.h"

#include <QTest>

using cluster::Discovered;
using cluster::Discovery;
using support::Answer;
using support::FakeTransport;
using namespace Qt::StringLiterals;

namespace {

// JSON with single quotes, which reads better inside C++ (and moc loses its way in raw strings).
QByteArray j(const char *text) { return QByteArray(text).replace('\'', '"'); }

} // namespace

class TestDiscovery : public QObject
{
    Q_OBJECT

    static QString discover(FakeTransport &server)
    {
        QString text = u"no end"_s;
        Discovery discovery(server);
        connect(&discovery, &Discovery::finished, &discovery, [&](const Discovered &found) {
            text.clear();
            for (const cluster::ApiResource &resource : found.resources.all())
                text += u"%1 %2 %3 %4 %5\n"_s.arg(resource.apiVersion(), resource.kind, resource.plural,
                                                  resource.namespaced ? u"namespaced"_s : u"cluster"_s,
                                                  resource.verbs.join(u','));
            for (const QString &warning : found.warnings) text += "warning: "_L1 + warning + '\n'_L1;
            if (found.failure) text += "failure: "_L1 + found.failure->error.message + '\n'_L1;
        });
        server.settle();
        return text;
    }

    static QByteArray aggregated(const QByteArray &items)
    {
        return "{\"kind\":\"APIGroupDiscoveryList\",\"items\":[" + items + "]}";
    }
    static QByteArray version(const QByteArray &name, const QByteArray &resources, const QByteArray &more = {})
    {
        return "{\"version\":\"" + name + "\",\"resources\":[" + resources + "]" + more + "}";
    }
    static inline const QByteArray deployments =
        j("{'resource':'deployments','responseKind':{'group':'apps','version':'v1','kind':'Deployment'},"
          "'scope':'Namespaced','singularResource':'deployment','verbs':['get','patch'],'subresources':[{'subresource':"
          "'scale'}]}");

private Q_SLOTS:
    void aggregatedDiscovery()
    {
        FakeTransport server;
        server.next("GET /apis", Answer::json(200, aggregated(j("{'metadata':{'name':'apps'},'versions':[") +
                                                              version("v1", deployments) +
                                                              j("]},{'metadata':{'name':'down.example'},'versions':[") +
                                                              version("v1", "", ",\"freshness\":\"Stale\"") + "]}")));
        server.next(
            "GET /api",
            Answer::json(200, aggregated(j("{'metadata':{},'versions':[") +
                                         version("v1", j("{'resource':'nodes','responseKind':{'group':'','version':'v1'"
                                                         ",'kind':'Node'},'scope':'Cluster','verbs':['get']}")) +
                                         "]}")));
        QCOMPARE(discover(server), u"v1 Node nodes cluster get\napps/v1 Deployment deployments namespaced get,patch\n"
                                   "warning: down.example/v1 does not answer; what it serves may be missing here\n"_s);
        QCOMPARE(server.requests.size(), 2);
        QVERIFY(server.requests[0].headers[0].second.contains("as=APIGroupDiscoveryList"));
    }

    void classicDiscoveryWithAGroupDown()
    {
        FakeTransport server;
        server.next("GET /apis/apps/v1",
                    Answer::json(200, j("{'kind':'APIResourceList','groupVersion':'apps/v1','resources':["
                                        "{'name':'deployments','kind':'Deployment','namespaced':true,'verbs':['get']},{"
                                        "'name':'deployments/scale','kind':'Scale'}]}")));
        server.next(
            "GET /apis/apps/v1beta1",
            Answer::json(200, j("{'groupVersion':'apps/v1beta1','resources':["
                                "{'name':'deployments','kind':'Deployment','namespaced':true,'verbs':['get']}]}")));
        server.next("GET /apis/down", Answer().head(503).data("no healthy upstream").finish());
        server.next(
            "GET /apis",
            Answer::json(200, j("{'kind':'APIGroupList','groups':["
                                "{'name':'apps','versions':[{'groupVersion':'apps/v1beta1'},{'groupVersion':'apps/"
                                "v1'}],'preferredVersion':{'groupVersion':'apps/v1'}},"
                                "{'name':'down.example','versions':[{'groupVersion':'down.example/v1'}]}]}")));
        server.next("GET /api/v1", Answer::json(200, j("{'groupVersion':'v1','resources':[{'name':'pods','kind':'Pod','"
                                                       "namespaced':true,'verbs':['get']}]}")));
        server.next("GET /api", Answer::json(200, j("{'kind':'APIVersions','versions':['v1']}")));
        // Rules are looked at in order, and "GET /api" also fits the rest: the long ones stand first.
        QCOMPARE(
            discover(server),
            u"v1 Pod pods namespaced get\napps/v1 Deployment deployments namespaced get\n"
            "apps/v1beta1 Deployment deployments namespaced get\n"
            "warning: /apis/down.example/v1 does not answer: the server answered 503, and not as a Kubernetes API does\n"_s);
    }

    void halfOfIt()
    {
        FakeTransport server;
        server.next("GET /apis", Answer::json(403, j("{'kind':'Status','message':'no','code':403}")));
        server.next(
            "GET /api",
            Answer::json(
                200,
                aggregated(
                    j("{'metadata':{},'versions':[") +
                    version(
                        "v1",
                        j("{'resource':'pods','responseKind':{'kind':'Pod'},'scope':'Namespaced','verbs':['get']}")) +
                    "]}")));
        QCOMPARE(discover(server), u"v1 Pod pods namespaced get\nwarning: no\n"_s);
    }

    void nothing_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("text");
        QTest::newRow("401") << 401 << QByteArray()
                             << u"failure: the server does not accept these credentials (401)\n"_s;
        QTest::newRow("empty lists") << 200 << QByteArray("{}") << u"failure: this server tells of no kinds at all\n"_s;
        QTest::newRow("nonsense")
            << 200 << aggregated("1,{\"versions\":7},{\"versions\":[{\"resources\":[[],{\"resource\":\"x\"}]}]}")
            << u"failure: this server tells of no kinds at all\n"_s;
    }
    void nothing()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        FakeTransport server;
        server.always("", Answer::json(status, body));
        QTEST(discover(server), "text");
    }

    void findsAndBuildsPaths()
    {
        cluster::ApiResources resources;
        resources.add({u"apps"_s, u"v1"_s, u"Deployment"_s, u"deployments"_s, u"deployment"_s, true, {}, {}});
        resources.add({u"apps"_s, u"v1beta1"_s, u"Deployment"_s, u"deployments"_s, u"deployment"_s, true, {}, {}});
        resources.add({QString(), u"v1"_s, u"Node"_s, u"nodes"_s, u"node"_s, false, {}, {}});
        QCOMPARE(resources.find(u"apps"_s, u"v1beta1"_s, u"Deployment"_s)->path(u"ns"_s, u"a b"_s),
                 u"/apis/apps/v1beta1/namespaces/ns/deployments/a%20b"_s);
        QCOMPARE(resources.find(u"apps"_s, u"Deployment"_s)->path({}), u"/apis/apps/v1/deployments"_s);
        QCOMPARE(resources.find(QString(), u"Node"_s)->path(u"ignored"_s, u"n"_s), u"/api/v1/nodes/n"_s);
        QVERIFY(!resources.find(u"apps"_s, u"v2"_s, u"Deployment"_s));
    }
};

QTEST_GUILESS_MAIN(TestDiscovery)
#include "tst_discovery.moc"
