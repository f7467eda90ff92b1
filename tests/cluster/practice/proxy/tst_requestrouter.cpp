// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/network/endpointslice.h"
#include "cluster/practice/proxy/requestrouter.h"
#include "tests/cluster/practice/network/clusterbench.h"

#include <QTest>

using namespace practice;
using namespace Qt::StringLiterals;
using model::Value;

class TestRequestRouter : public QObject
{
    Q_OBJECT

    struct Bench : bench::ClusterBench
    {
        EndpointSliceController controller{process};
        ComponentProcess onA{api.core, api.clock, u"kube-proxy"_s};
        ComponentProcess watcher{api.core, api.clock, u"router"_s};
        Proxy proxy{onA, u"node-a"_s};
        RequestRouter router{watcher, [this](const QString &node) { return node == u"node-a" ? &proxy : nullptr; }};

        Bench()
        {
            process.start();
            onA.start();
            watcher.start();
            node("node-a");
            pod("web-1", "web");
            pod("client", "client");
            setPod("web-1", "10.0.0.1", true);
            setPod("client", "10.0.0.2", true);
            create("{'apiVersion':'v1','kind':'Service','metadata':{'name':'web'},'spec':{'clusterIP':'10.96.0.50',"
                   "'selector':{'app':'web'},'ports':[{'name':'http','port':80,'targetPort':'web'}]}}");
            settle();
        }
        void ingress()
        {
            create("{'apiVersion':'networking.k8s.io/v1','kind':'IngressClass','metadata':{'name':'simple'},"
                   "'spec':{'controller':'practice.kubewright.io/ingress'}}");
            create(
                "{'apiVersion':'networking.k8s.io/v1','kind':'Ingress','metadata':{'name':'site'},"
                "'spec':{'ingressClassName':'simple','rules':[{'host':'shop.example','http':{'paths':["
                "{'path':'/','pathType':'Prefix','backend':{'service':{'name':'web','port':{'name':'http'}}}}]}}]}}");
            settle();
        }
        RequestRoute service(const QString &port = u"http"_s, const QString &name = u"web"_s)
        {
            return router.sendRequest({.target = RequestSpec::Target::Service,
                                       .space = u"default"_s,
                                       .name = name,
                                       .port = port,
                                       .fromPod = u"default/client"_s});
        }
    };
    static QStringList texts(const RequestRoute &route)
    {
        QStringList all;
        for (const RouteStep &step : route.steps) all.append(step.what + u": "_s + step.text);
        return all;
    }

private Q_SLOTS:
    void wholeWay()
    {
        Bench bench;
        bench.ingress();
        const RequestRoute route = bench.router.sendRequest(
            {.target = RequestSpec::Target::Ingress, .host = u"shop.example"_s, .path = u"/cart"_s});
        const QStringList expected{
            u"client: 198.51.100.1 asks from outside the cluster and comes in at node node-a"_s,
            u"ingress: Ingress default/site: the rule for host shop.example has path / (Prefix); sends it to Service "
            "web, port http"_s,
            u"service: Service default/web has address 10.96.0.50; port http leads to targetPort web"_s,
            u"proxy: kube-proxy on node-a knows the endpoints: 1 of 1 are ready; takes them in turn: number 1 of 1; "
            "chooses 10.0.0.1:8080 (pod default/web-1 on node node-a)"_s,
            u"container: Container c of pod default/web-1 on node node-a answers on port 8080"_s};
        QCOMPARE(texts(route), expected);
        QVERIFY(route.ok);
        const Value value = route.toValue();
        QCOMPARE(textAt(value, {u"container"}), u"c"_s);
        QCOMPARE(integerAt(value, {u"port"}), 8080);
        const Value step = listAt(value, {u"steps"})[1];
        QStringList kinds;
        for (const Value &object : listAt(step, {u"objects"}))
            kinds.append(textAt(object, {u"apiVersion"}) + u' ' + textAt(object, {u"kind"}) + u' ' +
                         namespaceOf(Value(model::ValueMap{{u"metadata"_s, object}})) + u' ' +
                         textAt(object, {u"name"}));
        QCOMPARE(kinds, (QStringList{u"networking.k8s.io/v1 Ingress default site"_s, u"v1 Service default web"_s}));
    }

    void lost_data()
    {
        QTest::addColumn<QString>("what"); // is done before
        QTest::addColumn<QString>("outcome");
        QTest::newRow("no port") << u"port"_s << u"Service default/web has no port \"https\"; it has http 80"_s;
        QTest::newRow("no service") << u"service"_s << u"There is no Service default/nothing"_s;
        QTest::newRow("no pod matches")
            << u"selector"_s
            << u"No ready endpoint: the selector app=other of Service default/web matches no pod in namespace default"_s;
        QTest::newRow("not ready")
            << u"unready"_s
            << u"No ready endpoint: the selector app=web matches 1 pod, but none of them is ready: web-1 (Running)"_s;
        QTest::newRow("target port name")
            << u"portName"_s << u"No endpoint: no container of web-1 has a port named \"nope\""_s;
        QTest::newRow("not listening")
            << u"portNumber"_s
            << u"No container of pod default/web-1 listens on port 9999: connection refused. It has 8080 (c)"_s;
        QTest::newRow("ingress policy")
            << u"denyIn"_s
            << u"NetworkPolicy denies it: p applies to pod default/web-1, and no ingress rule allows 10.0.0.2 to port 8080"_s;
        QTest::newRow("egress policy")
            << u"denyOut"_s
            << u"NetworkPolicy denies it: p applies to pod default/client, and no egress rule allows it to reach "
               "10.0.0.1, port 8080"_s;
        QTest::newRow("node gone") << u"node"_s << u"Node node-a of pod default/web-1 does not exist any more"_s;
        QTest::newRow("client gone") << u"client"_s << u"There is no pod default/client to ask from"_s;
        QTest::newRow("container down") << u"crash"_s
                                        << u"Container c of pod default/web-1 does not run now: connection refused"_s;
    }
    void lost()
    {
        QFETCH(QString, what);
        QFETCH(QString, outcome);
        Bench bench;
        const auto service = [&bench](const QByteArray &json) { bench.patch("v1", "Service", "web", json); };
        const auto policy = [&bench](const QByteArray &spec) {
            bench.create(
                "{'apiVersion':'networking.k8s.io/v1','kind':'NetworkPolicy','metadata':{'name':'p'},'spec':{" + spec +
                "}}");
        };
        if (what == u"selector") service("{'spec':{'selector':{'app':'other'}}}");
        if (what == u"unready") bench.setPod("web-1", "10.0.0.1", false);
        if (what == u"portName") service("{'spec':{'ports':[{'name':'http','port':80,'targetPort':'nope'}]}}");
        if (what == u"portNumber") service("{'spec':{'ports':[{'name':'http','port':80,'targetPort':9999}]}}");
        if (what == u"denyIn") policy("'podSelector':{'matchLabels':{'app':'web'}},'policyTypes':['Ingress']");
        if (what == u"denyOut") policy("'podSelector':{'matchLabels':{'app':'client'}},'policyTypes':['Egress']");
        if (what == u"client") {
            DeleteOptions atOnce;
            atOnce.graceSeconds = 0;
            QVERIFY(bench.user.remove(bench.user.kind(u"v1", u"Pod"), u"default"_s, u"client"_s, atOnce).ok());
        }
        if (what == u"crash")
            bench.patch("v1", "Pod", "web-1",
                        "{'status':{'containerStatuses':[{'name':'c','image':'i','imageID':'','ready':true,"
                        "'restartCount':1,'state':{'waiting':{'reason':'CrashLoopBackOff'}}}]}}",
                        u"status"_s);
        bench.settle();
        if (what == u"node") {
            bench.remove("v1", "Node", "node-a");
            bench.settle(10);
        }
        const RequestRoute route = what == u"port"      ? bench.service(u"https"_s)
                                   : what == u"service" ? bench.service(u"80"_s, u"nothing"_s)
                                                        : bench.service();
        QCOMPARE(route.outcome(), outcome);
        QVERIFY(!route.ok);
        QVERIFY(!route.steps.back().ok);
    }

    void ingressLost()
    {
        Bench bench;
        const auto ask = [&bench](const QString &host, const QString &className = {}) {
            return bench.router
                .sendRequest({.target = RequestSpec::Target::Ingress, .host = host, .ingressClass = className})
                .outcome();
        };
        QCOMPARE(ask(u"shop.example"_s), u"No Ingress is served"_s);
        bench.ingress();
        QCOMPARE(ask(u"other.example"_s),
                 u"no rule of 1 Ingresses matches host \"other.example\" and path \"/\", and none has a "
                 "defaultBackend: 404 Not Found"_s);
        QCOMPARE(
            ask(u"shop.example"_s, u"nginx"_s),
            u"No Ingress is served by class nginx: default/site has no IngressClass that exists and is asked for"_s);
    }

    void headless()
    {
        Bench bench;
        bench.create("{'apiVersion':'v1','kind':'Service','metadata':{'name':'db'},'spec':{'clusterIP':'None',"
                     "'selector':{'app':'web'},'ports':[{'name':'http','port':80,'targetPort':'web'}]}}");
        bench.settle();
        const RequestRoute refused = bench.service(u"80"_s, u"db"_s);
        QCOMPARE(refused.outcome(),
                 u"No container of pod default/web-1 listens on port 80: connection refused. It has 8080 (c)"_s);
        QVERIFY(bench.service(u"8080"_s, u"db"_s).ok);
        QVERIFY(bench.service(u"http"_s, u"db"_s).ok);
        bench.setPod("web-1", "10.0.0.1", false);
        bench.settle();
        QVERIFY(
            bench.service(u"8080"_s, u"db"_s).outcome().startsWith(u"Service default/db is headless and DNS has no"));
    }

    void nodePortAndPod()
    {
        Bench bench;
        bench.patch(
            "v1", "Service", "web",
            "{'spec':{'type':'NodePort','ports':[{'name':'http','port':80,'targetPort':'web','nodePort':30080}]}}");
        bench.settle();
        QVERIFY(bench.router.sendRequest({.target = RequestSpec::Target::NodePort, .port = u"30080"_s}).ok);
        QVERIFY(!bench.router.sendRequest({.target = RequestSpec::Target::NodePort, .port = u"30081"_s}).ok);
        QVERIFY(
            bench.router.sendRequest({.target = RequestSpec::Target::Pod, .space = u"default"_s, .name = u"web-1"_s})
                .ok);
        // A pod that goes is still there for whoever knows its address, until it is gone.
        bench.setPod("web-1", "10.0.0.1", true, "Failed");
        bench.settle();
        QCOMPARE(
            bench.router.sendRequest({.target = RequestSpec::Target::Pod, .space = u"default"_s, .name = u"web-1"_s})
                .outcome(),
            u"Pod default/web-1 is Failed: connection refused"_s);
    }

    void reads()
    {
        bench::ClusterBench bench;
        const RequestSpec spec = RequestSpec::read(
            bench.parse("{'target':'ingress','host':'a.org','path':'/x','port':80,'fromPod':'default/c'}"));
        QCOMPARE(int(spec.target), int(RequestSpec::Target::Ingress));
        QCOMPARE(QStringList({spec.host, spec.path, spec.port, spec.fromPod, spec.client}),
                 QStringList({u"a.org"_s, u"/x"_s, u"80"_s, u"default/c"_s, u"198.51.100.1"_s}));
    }
};

QTEST_GUILESS_MAIN(TestRequestRouter)
#include "tst_requestrouter.moc"
