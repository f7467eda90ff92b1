// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/network/endpointslice.h"
#include "cluster/practice/proxy/proxy.h"
#include "tests/cluster/practice/network/clusterbench.h"

#include <QTest>

using namespace practice;
using namespace Qt::StringLiterals;
using model::Value;

class TestProxy : public QObject
{
    Q_OBJECT

    struct Bench : bench::ClusterBench
    {
        EndpointSliceController controller{process};
        ComponentProcess onA{api.core, api.clock, u"kube-proxy"_s};
        ComponentProcess onB{api.core, api.clock, u"kube-proxy"_s};
        Proxy a{onA, u"node-a"_s};
        Proxy b{onB, u"node-b"_s};

        Bench()
        {
            process.start();
            onA.start();
            onB.start();
            node("node-a", "zone-1");
            node("node-b", "zone-2");
            pod("p1", "web", "node-a");
            pod("p2", "web", "node-a");
            pod("p3", "web", "node-b");
            setPod("p1", "10.0.0.1", true);
            setPod("p2", "10.0.0.2", true);
            setPod("p3", "10.0.0.3", true);
            settle();
        }
        void service(const QByteArray &more = {})
        {
            create("{'apiVersion':'v1','kind':'Service','metadata':{'name':'web'},'spec':{'selector':{'app':'web'},"
                   "'ports':[{'name':'http','port':80,'targetPort':'web'}]" +
                   more + "}}");
            settle();
        }
        static QString choices(Proxy &proxy, int count, const QString &client = u"192.0.2.1"_s, bool outside = false)
        {
            QStringList pods;
            for (int i = 0; i < count; ++i)
                pods.append(proxy.choose(u"default/web"_s, u"http"_s, client, outside).backend.pod.section(u'/', 1));
            return pods.join(u' ');
        }
    };

private Q_SLOTS:
    void inTurn()
    {
        Bench bench;
        bench.service();
        QCOMPARE(Bench::choices(bench.a, 5), u"p1 p2 p3 p1 p2"_s);
        QCOMPARE(Bench::choices(bench.b, 2), u"p1 p2"_s); // each node counts for itself
        bench.setPod("p2", "10.0.0.2", false);
        bench.settle();
        QCOMPARE(Bench::choices(bench.b, 3), u"p1 p3 p1"_s);
        const auto choice = bench.a.choose(u"default/web"_s, u"80"_s, u"192.0.2.1"_s, false);
        QCOMPARE(choice.backend.port, 8080);
        QVERIFY(choice.why.startsWith(u"2 of 3 are ready"));
    }

    void verdicts()
    {
        Bench bench;
        bench.service();
        using V = Proxy::Verdict;
        const auto verdict = [&bench](const QString &service, const QString &port) {
            return bench.a.choose(u"default/"_s + service, port, {}, false).verdict;
        };
        QCOMPARE(int(verdict(u"none"_s, u"80"_s)), int(V::NoService));
        QCOMPARE(int(verdict(u"web"_s, u"81"_s)), int(V::NoPort));
        bench.create("{'apiVersion':'v1','kind':'Service','metadata':{'name':'h'},'spec':{'clusterIP':'None',"
                     "'selector':{'app':'web'},'ports':[{'port':80}]}}");
        bench.create("{'apiVersion':'v1','kind':'Service','metadata':{'name':'x'},'spec':{'type':'ExternalName',"
                     "'externalName':'example.org'}}");
        bench.create("{'apiVersion':'v1','kind':'Service','metadata':{'name':'empty'},'spec':{"
                     "'selector':{'app':'nobody'},'ports':[{'port':80}]}}");
        bench.settle();
        QCOMPARE(int(verdict(u"h"_s, u"80"_s)), int(V::Headless));
        QCOMPARE(int(verdict(u"x"_s, u"80"_s)), int(V::ExternalName));
        QCOMPARE(int(verdict(u"empty"_s, u"80"_s)), int(V::NoEndpoints));
    }

    // Only when none is ready are those that end asked.
    void terminating()
    {
        Bench bench;
        bench.service();
        bench.remove("v1", "Pod", "p1");
        bench.settle();
        QCOMPARE(Bench::choices(bench.a, 2), u"p2 p3"_s);
        bench.setPod("p2", "10.0.0.2", false);
        bench.setPod("p3", "10.0.0.3", false);
        bench.settle();
        const auto choice = bench.a.choose(u"default/web"_s, u"http"_s, {}, false);
        QCOMPARE(choice.backend.pod, u"default/p1"_s);
        QVERIFY(choice.why.startsWith(u"none is ready, so the 1 that terminate"));
    }

    void localPolicies()
    {
        Bench bench;
        bench.service(",'type':'NodePort','externalTrafficPolicy':'Local'");
        QCOMPARE(Bench::choices(bench.b, 2, {}, true), u"p3 p3"_s);
        QCOMPARE(Bench::choices(bench.b, 2, {}, false), u"p3 p1"_s); // the same turns, over all three
        bench.patch("v1", "Service", "web", "{'spec':{'internalTrafficPolicy':'Local'}}");
        bench.setPod("p3", "10.0.0.3", false);
        bench.settle();
        QCOMPARE(int(bench.b.choose(u"default/web"_s, u"http"_s, {}, false).verdict),
                 int(Proxy::Verdict::NoLocalEndpoints));
        QCOMPARE(Bench::choices(bench.a, 1), u"p1"_s);
        const qint64 nodePort =
            integerAt(listAt(bench.get("v1", "Service", u"web"_s), {u"spec", u"ports"}).front(), {u"nodePort"});
        QCOMPARE(bench.a.byNodePort(nodePort)->first, u"default/web"_s);
        QVERIFY(!bench.a.byNodePort(1));
    }

    void affinity()
    {
        Bench bench;
        bench.service(",'sessionAffinity':'ClientIP','sessionAffinityConfig':{'clientIP':{'timeoutSeconds':60}}");
        QCOMPARE(Bench::choices(bench.a, 3, u"192.0.2.1"_s), u"p1 p1 p1"_s);
        QCOMPARE(Bench::choices(bench.a, 2, u"192.0.2.2"_s), u"p2 p2"_s);
        bench.settle(50 * 1000);
        QCOMPARE(Bench::choices(bench.a, 1, u"192.0.2.1"_s), u"p1"_s); // which renews it
        bench.settle(50 * 1000);
        QCOMPARE(Bench::choices(bench.a, 1, u"192.0.2.1"_s), u"p1"_s);
        bench.settle(61 * 1000);
        QCOMPARE(Bench::choices(bench.a, 1, u"192.0.2.1"_s), u"p3"_s);
        bench.setPod("p3", "10.0.0.3", false);
        bench.settle();
        QCOMPARE(Bench::choices(bench.a, 1, u"192.0.2.1"_s), u"p2"_s);
    }

    void zones()
    {
        Bench bench;
        bench.service(",'trafficDistribution':'PreferClose'");
        QCOMPARE(Bench::choices(bench.b, 2), u"p3 p3"_s);
        QCOMPARE(Bench::choices(bench.a, 3), u"p1 p2 p1"_s);
    }

    // A proxy that is down keeps its rules, and learns nothing.
    void stopped()
    {
        Bench bench;
        bench.service();
        bench.onB.stop();
        bench.setPod("p1", "10.0.0.1", false);
        bench.settle();
        QCOMPARE(Bench::choices(bench.b, 3), u"p1 p2 p3"_s);
        QCOMPARE(Bench::choices(bench.a, 2), u"p2 p3"_s);
        bench.onB.start();
        bench.settle(2000);
        QCOMPARE(Bench::choices(bench.b, 2), u"p3 p2"_s);
    }

    void table()
    {
        Bench bench;
        bench.service();
        bench.setPod("p2", "10.0.0.2", false);
        bench.settle();
        const Value table = bench.b.describe();
        QCOMPARE(textAt(table, {u"node"}), u"node-b"_s);
        Value rule;
        for (const Value &one : listAt(table, {u"rules"}))
            if (textAt(one, {u"service"}) == u"default/web") rule = one;
        rule.remove(u"clusterIP");
        QVERIFY(rule.means(
            bench.parse("{'service':'default/web','port':80,'protocol':'TCP','name':'http','sessionAffinity':'None',"
                        "'internalTrafficPolicy':'Cluster','endpoints':["
                        "{'address':'10.0.0.1','port':8080,'pod':'default/p1','node':'node-a','state':'ready'},"
                        "{'address':'10.0.0.2','port':8080,'pod':'default/p2','node':'node-a','state':'not ready'},"
                        "{'address':'10.0.0.3','port':8080,'pod':'default/p3','node':'node-b','state':'ready'}]}")));
    }
};

QTEST_GUILESS_MAIN(TestProxy)
#include "tst_kubeproxy.moc"
