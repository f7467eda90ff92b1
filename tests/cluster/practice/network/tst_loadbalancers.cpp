// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/network/ingressstatus.h"
#include "cluster/practice/network/loadbalancers.h"
#include "tests/cluster/practice/network/clusterbench.h"

#include <QTest>

using namespace practice;
using namespace Qt::StringLiterals;
using model::Value;

class TestLoadBalancers : public QObject
{
    Q_OBJECT

    struct Bench : bench::ClusterBench
    {
        ServiceLoadBalancerController balancers{process};
        IngressStatusController ingresses{process, u"198.18.255.9"_s};

        Bench()
        {
            process.start();
            node("n");
        }
        void service(const QByteArray &name, const QByteArray &more = {})
        {
            create("{'apiVersion':'v1','kind':'Service','metadata':{'name':'" + name +
                   "'},'spec':{'type':'LoadBalancer','ports':[{'port':80}]" + more + "}}");
        }
        QString addressOf(const char *apiVersion, const char *kind, const QString &name) const
        {
            QStringList all;
            const Value object = get(apiVersion, kind, name);
            for (const Value &point : listAt(object, {u"status", u"loadBalancer", u"ingress"}))
                all.append(textAt(point, {u"ip"}));
            return all.join(u' ');
        }
        QString service(const QString &name) const { return addressOf("v1", "Service", name); }
    };

private Q_SLOTS:
    void comesAndGoes()
    {
        Bench bench;
        bench.service("lb");
        bench.settle();
        QCOMPARE(bench.service(u"lb"_s), QString());
        QCOMPARE(bench.events(u"lb"_s), QStringList{u"Normal EnsuringLoadBalancer Ensuring load balancer"_s});
        bench.settle(1000);
        QCOMPARE(bench.service(u"lb"_s), u"198.18.0.1"_s);
        const Value balanced = bench.get("v1", "Service", u"lb"_s);
        QCOMPARE(*listAt(balanced, {u"metadata", u"finalizers"}).front().string(),
                 u"service.kubernetes.io/load-balancer-cleanup"_s);
        bench.service("second");
        bench.service("asked", ",'loadBalancerIP':'192.0.2.7'");
        bench.service("others", ",'loadBalancerClass':'example.org/x'");
        bench.settle(2000);
        QCOMPARE(bench.service(u"second"_s), u"198.18.0.2"_s);
        QCOMPARE(bench.service(u"asked"_s), u"192.0.2.7"_s);
        QCOMPARE(bench.service(u"others"_s), QString());
        QVERIFY(bench.events(u"others"_s).isEmpty());
        bench.remove("v1", "Service", "lb");
        bench.settle();
        QVERIFY(bench.get("v1", "Service", u"lb"_s).isNull());
        QStringList events = bench.events(u"lb"_s);
        events.sort();
        QCOMPARE(events, (QStringList{u"Normal DeletedLoadBalancer Deleted load balancer"_s,
                                      u"Normal DeletingLoadBalancer Deleting load balancer"_s,
                                      u"Normal EnsuredLoadBalancer Ensured load balancer"_s,
                                      u"Normal EnsuringLoadBalancer Ensuring load balancer"_s}));
    }

    void changesType()
    {
        Bench bench;
        bench.service("lb");
        bench.settle(2000);
        QCOMPARE(bench.service(u"lb"_s), u"198.18.0.1"_s);
        bench.patch("v1", "Service", "lb", "{'spec':{'type':'ClusterIP'}}");
        bench.settle();
        QCOMPARE(bench.service(u"lb"_s), QString());
        QVERIFY(listAt(bench.get("v1", "Service", u"lb"_s), {u"metadata", u"finalizers"}).empty());
    }

    void noNodes()
    {
        Bench bench;
        bench.remove("v1", "Node", "n");
        bench.settle();
        bench.service("lb");
        bench.settle(2000);
        QVERIFY(bench.events(u"lb"_s).contains(
            u"Warning UnAvailableLoadBalancer There are no available nodes for LoadBalancer"_s));
        QCOMPARE(bench.service(u"lb"_s), u"198.18.0.1"_s);
    }

    void ingresses()
    {
        Bench bench;
        const auto ingress = [&bench](const QByteArray &name, const QByteArray &className) {
            bench.create("{'apiVersion':'networking.k8s.io/v1','kind':'Ingress','metadata':{'name':'" + name +
                         "'},'spec':{'ingressClassName':'" + className +
                         "','defaultBackend':{'service':{'name':'web','port':{'number':80}}}}}");
        };
        ingress("a", "ours");
        ingress("b", "theirs");
        bench.settle(2000);
        const auto address = [&bench](const QString &name) {
            return bench.addressOf("networking.k8s.io/v1", "Ingress", name);
        };
        QCOMPARE(address(u"a"_s), QString());
        bench.create("{'apiVersion':'networking.k8s.io/v1','kind':'IngressClass','metadata':{'name':'ours'},"
                     "'spec':{'controller':'practice.kubewright.io/ingress'}}");
        bench.settle(2000);
        QCOMPARE(address(u"a"_s), u"198.18.255.9"_s);
        QCOMPARE(address(u"b"_s), QString());
        bench.patch("networking.k8s.io/v1", "Ingress", "a", "{'spec':{'ingressClassName':'theirs'}}");
        bench.settle(2000);
        QCOMPARE(address(u"a"_s), QString());
    }
};

QTEST_GUILESS_MAIN(TestLoadBalancers)
#include "tst_loadbalancers.moc"
