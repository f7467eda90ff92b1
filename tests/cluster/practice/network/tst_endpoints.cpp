// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/network/endpoints.h"
#include "cluster/practice/network/subsets.h"
#include "tests/cluster/practice/network/clusterbench.h"

#include <QTest>

using namespace practice;
using namespace Qt::StringLiterals;
using model::Value;
using model::ValueList;
using model::ValueMap;

class TestEndpoints : public QObject
{
    Q_OBJECT

    struct Bench : bench::ClusterBench
    {
        EndpointsController controller{process};

        Bench() { process.start(); }
        void service(const QByteArray &ports = "[{'name':'http','port':80,'targetPort':'web'}]",
                     const QByteArray &more = {})
        {
            create("{'apiVersion':'v1','kind':'Service','metadata':{'name':'web','labels':{'team':'a'}},"
                   "'spec':{'selector':{'app':'web'},'ports':" +
                   ports + more + "}}");
        }
        Value endpoints() const { return get("v1", "Endpoints", u"web"_s); }
        // "ready addresses | others | ports" a subset.
        static QStringList subsets(const Value &endpoints)
        {
            QStringList texts;
            for (const Value &subset : listAt(endpoints, {u"subsets"})) {
                QStringList parts;
                for (const QStringView field : {QStringView(u"addresses"), QStringView(u"notReadyAddresses")}) {
                    QStringList addresses;
                    for (const Value &one : listAt(subset, {field})) addresses.append(textAt(one, {u"ip"}));
                    parts.append(addresses.join(u','));
                }
                QStringList ports;
                for (const Value &port : listAt(subset, {u"ports"}))
                    ports.append(textAt(port, {u"name"}) + u':' + QString::number(integerAt(port, {u"port"})));
                parts.append(ports.join(u','));
                texts.append(parts.join(u'|'));
            }
            return texts;
        }
    };

private Q_SLOTS:
    void whole()
    {
        Bench bench;
        bench.service();
        bench.pod("a", "web");
        bench.pod("b", "web", "node-b");
        bench.pod("c", "web");
        bench.setPod("a", "10.0.0.2", true);
        bench.setPod("b", "10.0.0.10", true);
        bench.setPod("c", "10.0.0.3", false);
        bench.settle();
        const Value endpoints = bench.endpoints();
        QCOMPARE(Bench::subsets(endpoints), QStringList{u"10.0.0.10,10.0.0.2|10.0.0.3|http:8080"_s});
        QVERIFY(Value(mapAt(endpoints, {u"metadata", u"labels"}))
                    .means(bench.parse("{'team':'a','endpoints.kubernetes.io/managed-by':'endpoint-controller'}")));
        const Value address = listAt(listAt(endpoints, {u"subsets"}).front(), {u"addresses"}).front();
        QVERIFY(address.means(bench.parse("{'ip':'10.0.0.10','nodeName':'node-b','targetRef':{'kind':'Pod',"
                                          "'namespace':'default','name':'b','uid':'" +
                                          uidOf(bench.get("v1", "Pod", u"b"_s)).toLatin1() + "'}}")));
        QCOMPARE(textAt(endpoints, {u"metadata", u"annotations", u"endpoints.kubernetes.io/last-change-trigger-time"}),
                 textAt(bench.get("v1", "Service", u"web"_s), {u"metadata", u"creationTimestamp"}));
        QVERIFY(listAt(endpoints, {u"metadata", u"ownerReferences"}).empty());
        // Later changes bear the time of the pod.
        bench.settle(5000);
        bench.setPod("c", "10.0.0.3", true);
        const QString then = timeText(bench.api.clock.wallMs());
        bench.settle();
        QCOMPARE(textAt(bench.endpoints(),
                        {u"metadata", u"annotations", u"endpoints.kubernetes.io/last-change-trigger-time"}),
                 then);
        bench.remove("v1", "Service", "web");
        bench.settle();
        QVERIFY(bench.endpoints().isNull());
    }

    void severalPorts()
    {
        Bench bench;
        bench.service("[{'name':'http','port':80,'targetPort':'web'},{'name':'admin','port':81,'targetPort':9090},"
                      "{'name':'metrics','port':82,'targetPort':9100,'appProtocol':'h2c'}]");
        bench.create("{'apiVersion':'v1','kind':'Pod','metadata':{'name':'x','labels':{'app':'web'}},'spec':"
                     "{'nodeName':'node-a','containers':[{'name':'c','image':'i'}]}}");
        bench.setPod("x", "10.0.0.5", true);
        bench.pod("a", "web");
        bench.setPod("a", "10.0.0.2", true);
        bench.settle();
        // Ports in the order of their hashes, as a real endpoint controller writes them; the order of subsets depends
        // on uids.
        QStringList seen = Bench::subsets(bench.endpoints());
        seen.sort();
        QCOMPARE(seen, (QStringList{u"10.0.0.2,10.0.0.5||admin:9090,metrics:9100"_s, u"10.0.0.2||http:8080"_s}));
    }

    void headless()
    {
        Bench bench;
        bench.create("{'apiVersion':'v1','kind':'Service','metadata':{'name':'web'},"
                     "'spec':{'selector':{'app':'web'},'clusterIP':'None'}}");
        bench.pod("a", "web");
        bench.setPod("a", "10.0.0.2", true);
        bench.settle();
        QCOMPARE(Bench::subsets(bench.endpoints()), QStringList{u"10.0.0.2||"_s});
        QVERIFY(at(std::as_const(*std::make_unique<Value>(bench.endpoints())),
                   {u"metadata", u"labels", u"service.kubernetes.io/headless"}) != nullptr);
    }

    void selectsNothing()
    {
        Bench bench;
        bench.service();
        bench.settle();
        QVERIFY(!bench.endpoints().isNull());
        QVERIFY(Bench::subsets(bench.endpoints()).isEmpty());
        bench.remove("v1", "Endpoints", "web");
        bench.settle();
        QVERIFY(!bench.endpoints().isNull());
    }

    // Endpoints without a Service stay, unless they are found at the start.
    void leftOver()
    {
        Bench bench;
        const QByteArray old = "{'apiVersion':'v1','kind':'Endpoints','metadata':{'name':'old'}}";
        bench.create(old);
        bench.settle();
        QVERIFY(!bench.get("v1", "Endpoints", u"old"_s).isNull());
        ComponentProcess second{bench.api.core, bench.api.clock, u"kube-controller-manager"_s};
        EndpointsController again{second};
        second.start();
        bench.settle();
        QVERIFY(bench.get("v1", "Endpoints", u"old"_s).isNull());
        QVERIFY(!bench.get("v1", "Endpoints", u"kubernetes"_s).isNull());
    }

    void truncates()
    {
        const auto subset = [](int ready, int others, int port) {
            Value one;
            ValueList addresses, notReady;
            for (int i = 0; i < ready + others; ++i)
                (i < ready ? addresses : notReady)
                    .push_back(ValueMap{{u"ip"_s, u"10.%1.%2.%3"_s.arg(port).arg(i / 250).arg(1 + i % 250)}});
            one.set(u"addresses", std::move(addresses));
            one.set(u"notReadyAddresses", std::move(notReady));
            return one;
        };
        const auto counts = [](const ValueList &subsets) {
            QStringList texts;
            for (const Value &one : subsets)
                texts.append(
                    u"%1+%2"_s.arg(listAt(one, {u"addresses"}).size()).arg(listAt(one, {u"notReadyAddresses"}).size()));
            return texts.join(u' ');
        };
        ValueList fits{subset(600, 400, 1)};
        QVERIFY(!truncateSubsets(fits));
        ValueList ready{subset(900, 100, 1), subset(600, 50, 2)};
        QVERIFY(truncateSubsets(ready));
        QCOMPARE(counts(ready), u"600+0 400+0"_s);
        ValueList others{subset(300, 900, 1), subset(200, 300, 2)};
        QVERIFY(truncateSubsets(others));
        QCOMPARE(counts(others), u"300+375 200+125"_s);
    }
};

QTEST_GUILESS_MAIN(TestEndpoints)
#include "tst_endpoints.moc"
