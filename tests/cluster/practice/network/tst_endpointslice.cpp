// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/network/endpointslice.h"
#include "cluster/practice/network/mirroring.h"
#include "tests/cluster/practice/network/clusterbench.h"

#include <QTest>

using namespace practice;
using namespace Qt::StringLiterals;
using model::Value;
using model::ValueList;

class TestEndpointSlice : public QObject
{
    Q_OBJECT

    struct Bench : bench::ClusterBench
    {
        EndpointSliceController controller{process};
        EndpointSliceMirroringController mirroring{process};

        Bench()
        {
            process.start();
            node("node-a", "zone-1");
            node("node-b");
            settle();
        }
        void service(const QByteArray &more = {}, const QByteArray &labels = {})
        {
            create("{'apiVersion':'v1','kind':'Service','metadata':{'name':'web','labels':{" + labels +
                   "}},'spec':{'selector':{'app':'web'},'ports':[{'name':'http','port':80,'targetPort':'web'}]" + more +
                   "}}");
        }
        // Those of people's Services: the API server has one of its own.
        std::vector<Value> slices() const
        {
            std::vector<Value> all = list("discovery.k8s.io/v1", "EndpointSlice");
            std::erase_if(all, [](const Value &slice) { return nameOf(slice) == u"kubernetes"; });
            return all;
        }
        // "pod address rst" of each endpoint, a letter for each condition that is true.
        static QStringList endpoints(const Value &slice)
        {
            QStringList texts;
            for (const Value &one : listAt(slice, {u"endpoints"})) {
                QString text = textAt(one, {u"targetRef", u"name"}) + u' ';
                for (const Value &address : listAt(one, {u"addresses"})) text += *address.string() + u' ';
                for (const QStringView condition :
                     {QStringView(u"ready"), QStringView(u"serving"), QStringView(u"terminating")})
                    if (boolAt(one, {u"conditions", condition})) text += condition.first(1);
                texts.append(text);
            }
            texts.sort();
            return texts;
        }
    };

private Q_SLOTS:
    void wholeSlice()
    {
        Bench bench;
        bench.service({}, "'team':'a','endpointslice.kubernetes.io/managed-by':'me'");
        bench.pod("web-1", "web");
        bench.setPod("web-1", "10.0.0.1", true);
        bench.settle();
        QCOMPARE(bench.slices().size(), std::size_t(1));
        Value slice = bench.slices().front();
        QVERIFY(nameOf(slice).startsWith(u"web-"));
        QCOMPARE(nameOf(slice).size(), 9);
        const Value pod = bench.get("v1", "Pod", u"web-1"_s);
        const Value service = bench.get("v1", "Service", u"web"_s);
        const QString created = textAt(service, {u"metadata", u"creationTimestamp"});
        const Value metadata = bench.parse(
            "{'generateName':'web-','namespace':'default','generation':2,"
            "'labels':{'team':'a','kubernetes.io/service-name':'web',"
            "'endpointslice.kubernetes.io/managed-by':'endpointslice-controller.k8s.io'},"
            "'annotations':{'endpoints.kubernetes.io/last-change-trigger-time':'" +
            created.toLatin1() + "'},'ownerReferences':[{'apiVersion':'v1','kind':'Service','name':'web','uid':'" +
            uidOf(service).toLatin1() + "','controller':true,'blockOwnerDeletion':true}]}");
        Value seen = *std::as_const(slice).find(u"metadata");
        const QString manager = textAt(listAt(seen, {u"managedFields"}).front(), {u"manager"});
        QCOMPARE(manager, u"kube-controller-manager"_s);
        for (const QStringView field : {QStringView(u"name"), QStringView(u"uid"), QStringView(u"resourceVersion"),
                                        QStringView(u"creationTimestamp"), QStringView(u"managedFields")})
            seen.remove(field);
        const qint64 generation = integerAt(seen, {u"generation"});
        QVERIFY(generation >= 1);
        seen.set(u"generation", 2);
        QVERIFY2(seen.means(metadata), qPrintable(textAt(seen, {u"annotations"})));
        slice.remove(u"metadata");
        const Value rest = bench.parse(
            "{'apiVersion':'discovery.k8s.io/v1','kind':'EndpointSlice','addressType':'IPv4',"
            "'endpoints':[{'addresses':['10.0.0.1'],'conditions':{'ready':true,'serving':true,'terminating':false},"
            "'targetRef':{'kind':'Pod','namespace':'default','name':'web-1','uid':'" +
            uidOf(pod).toLatin1() +
            "'},'nodeName':'node-a','zone':'zone-1'}],"
            "'ports':[{'name':'http','protocol':'TCP','port':8080}]}");
        QVERIFY(slice.means(rest));
    }

    void placeholder()
    {
        Bench bench;
        bench.service();
        bench.settle();
        QCOMPARE(bench.slices().size(), std::size_t(1));
        const QString name = nameOf(bench.slices().front());
        const Value empty = bench.slices().front();
        for (const QStringView field : {QStringView(u"endpoints"), QStringView(u"ports")})
            QVERIFY(empty.find(field) && empty.find(field)->isNull());
        // The first pod takes it over, and gives it back.
        bench.pod("web-1", "web");
        bench.setPod("web-1", "10.0.0.1", false);
        bench.settle();
        QCOMPARE(nameOf(bench.slices().front()), name);
        QCOMPARE(Bench::endpoints(bench.slices().front()), QStringList{u"web-1 10.0.0.1 "_s});
        bench.remove("v1", "Pod", "web-1");
        bench.settle();
        QCOMPARE(Bench::endpoints(bench.slices().front()), QStringList{u"web-1 10.0.0.1 t"_s});
        QCOMPARE(bench.slices().size(), std::size_t(1));
        QCOMPARE(nameOf(bench.slices().front()), name);
    }

    void conditions()
    {
        Bench bench;
        bench.service();
        for (const char *name : {"a", "b", "c", "d", "e"}) bench.pod(name, "web");
        bench.setPod("a", "10.0.0.1", true);
        bench.setPod("b", "10.0.0.2", false);
        bench.setPod("c", "10.0.0.3", true);
        bench.remove("v1", "Pod", "c");
        bench.setPod("d", "10.0.0.4", false, "Succeeded");
        bench.settle();
        const QStringList expected{u"a 10.0.0.1 rs"_s, u"b 10.0.0.2 "_s, u"c 10.0.0.3 st"_s};
        QCOMPARE(Bench::endpoints(bench.slices().front()), expected);
        bench.patch("v1", "Service", "web", "{'spec':{'publishNotReadyAddresses':true}}");
        bench.settle();
        const QStringList published{u"a 10.0.0.1 rs"_s, u"b 10.0.0.2 r"_s, u"c 10.0.0.3 rst"_s};
        QCOMPARE(Bench::endpoints(bench.slices().front()), published);
    }

    void headlessLabelsAndHostnames()
    {
        Bench bench;
        bench.service(",'clusterIP':'None'");
        bench.create("{'apiVersion':'v1','kind':'Pod','metadata':{'name':'db-0','labels':{'app':'web'}},'spec':"
                     "{'nodeName':'node-b','hostname':'db-0','subdomain':'web',"
                     "'containers':[{'name':'c','image':'i','ports':[{'name':'web','containerPort':1}]}]}}");
        bench.setPod("db-0", "10.0.0.9", true);
        bench.settle();
        const Value slice = bench.slices().front();
        const Value labels(mapAt(slice, {u"metadata", u"labels"}));
        QVERIFY(
            labels.means(bench.parse("{'kubernetes.io/service-name':'web','service.kubernetes.io/headless':'',"
                                     "'endpointslice.kubernetes.io/managed-by':'endpointslice-controller.k8s.io'}")));
        const Value endpoint = listAt(slice, {u"endpoints"}).front();
        QCOMPARE(textAt(endpoint, {u"hostname"}), u"db-0"_s);
        QCOMPARE(textAt(endpoint, {u"nodeName"}), u"node-b"_s);
        QVERIFY(!endpoint.find(u"zone"));
        // A label of the Service follows.
        bench.patch("v1", "Service", "web", "{'metadata':{'labels':{'x':'y'}}}");
        bench.settle();
        QCOMPARE(textAt(bench.slices().front(), {u"metadata", u"labels", u"x"}), u"y"_s);
    }

    // A hundred to a slice; what goes leaves the others as they are.
    void manyPods()
    {
        Bench bench;
        bench.service();
        bench.settle();
        for (int i = 0; i < 250; ++i) {
            const QByteArray name = "p" + QByteArray::number(1000 + i);
            bench.pod(name, "web");
            bench.setPod(name, "10.0." + QByteArray::number(i / 200) + "." + QByteArray::number(1 + i % 200), true);
        }
        bench.settle(5000);
        std::vector<std::size_t> sizes;
        std::map<QString, QString> versions;
        QStringList all;
        for (const Value &slice : bench.slices()) {
            sizes.push_back(listAt(slice, {u"endpoints"}).size());
            all += Bench::endpoints(slice);
            versions[nameOf(slice)] = textAt(slice, {u"metadata", u"resourceVersion"});
        }
        std::sort(sizes.begin(), sizes.end());
        QCOMPARE(sizes, (std::vector<std::size_t>{50, 100, 100}));
        all.removeDuplicates();
        QCOMPARE(all.size(), 250);
        bench.patch("v1", "Pod", "p1000", "{'metadata':{'labels':{'app':'other'}}}");
        bench.settle(5000);
        int changed = 0, total = 0;
        for (const Value &slice : bench.slices()) {
            total += int(listAt(slice, {u"endpoints"}).size());
            if (versions[nameOf(slice)] != textAt(slice, {u"metadata", u"resourceVersion"})) ++changed;
        }
        QCOMPARE(total, 249);
        QCOMPARE(changed, 1);
    }

    // The order is that of a real controller's slice, which hashes its ports.
    void portOrder()
    {
        Bench bench;
        bench.create("{'apiVersion':'v1','kind':'Service','metadata':{'name':'web'},'spec':{'selector':{'app':'web'},"
                     "'ports':[{'name':'http','port':80,'targetPort':'web'},"
                     "{'name':'admin','port':81,'targetPort':9090},"
                     "{'name':'metrics','port':82,'targetPort':9100,'appProtocol':'h2c'}]}}");
        bench.pod("a", "web");
        bench.setPod("a", "10.0.0.1", true);
        bench.settle();
        QStringList names;
        for (const auto slices = bench.slices(); const Value &port : listAt(slices.front(), {u"ports"}))
            names.append(textAt(port, {u"name"}));
        QCOMPARE(names.join(u' '), u"http metrics admin"_s);
    }

    // Pods that name the port differently are in slices of their own.
    void differentPorts()
    {
        Bench bench;
        bench.service();
        bench.pod("a", "web");
        bench.setPod("a", "10.0.0.1", true);
        bench.create("{'apiVersion':'v1','kind':'Pod','metadata':{'name':'b','labels':{'app':'web'}},'spec':"
                     "{'nodeName':'node-a','containers':[{'name':'c','image':'i','ports':"
                     "[{'name':'web','containerPort':9000}]}]}}");
        bench.setPod("b", "10.0.0.2", true);
        bench.create("{'apiVersion':'v1','kind':'Pod','metadata':{'name':'c','labels':{'app':'web'}},'spec':"
                     "{'nodeName':'node-a','containers':[{'name':'c','image':'i'}]}}");
        bench.setPod("c", "10.0.0.3", true);
        bench.settle();
        QStringList seen;
        for (const Value &slice : bench.slices()) {
            QString ports;
            for (const Value &port : listAt(slice, {u"ports"})) ports += QString::number(integerAt(port, {u"port"}));
            seen.append(ports + u": "_s + Bench::endpoints(slice).join(u", "_s));
        }
        seen.sort();
        const QStringList expected{u"8080: a 10.0.0.1 rs"_s, u"9000: b 10.0.0.2 rs"_s, u": c 10.0.0.3 rs"_s};
        QCOMPARE(seen, expected);
    }

    void nodeMissing()
    {
        Bench bench;
        bench.service();
        bench.pod("a", "web", "nowhere");
        bench.setPod("a", "10.0.0.1", true);
        bench.settle();
        QCOMPARE(bench.events(u"web"_s),
                 QStringList{u"Warning FailedToUpdateEndpointSlices Error updating Endpoint Slices for Service "
                             "default/web: skipping Pod a for Service default/web: Node nowhere Not Found"_s});
        QVERIFY(Bench::endpoints(bench.slices().front()).isEmpty());
        bench.node("nowhere");
        bench.settle(3000);
        QCOMPARE(Bench::endpoints(bench.slices().front()), QStringList{u"a 10.0.0.1 rs"_s});
    }

    // What somebody deletes comes back; what somebody changes is put right.
    void tampered()
    {
        Bench bench;
        bench.service();
        bench.pod("a", "web");
        bench.setPod("a", "10.0.0.1", true);
        bench.settle();
        const QByteArray name = nameOf(bench.slices().front()).toLatin1();
        bench.patch("discovery.k8s.io/v1", "EndpointSlice", name.constData(), "{'endpoints':[]}");
        bench.settle(3000);
        QCOMPARE(Bench::endpoints(bench.slices().front()), QStringList{u"a 10.0.0.1 rs"_s});
        bench.remove("discovery.k8s.io/v1", "EndpointSlice", name.constData());
        bench.settle(3000);
        QCOMPARE(bench.slices().size(), std::size_t(1));
        QVERIFY(nameOf(bench.slices().front()).toLatin1() != name);
    }

    // However late its copy is, it makes one slice and not two.
    void lateWatch()
    {
        Bench bench;
        bench.process.setWatchDelay(700);
        bench.service();
        bench.pod("a", "web");
        bench.setPod("a", "10.0.0.1", true);
        for (int i = 0; i < 100; ++i) {
            bench.settle(50);
            QVERIFY(bench.slices().size() <= 1);
        }
        QCOMPARE(Bench::endpoints(bench.slices().front()), QStringList{u"a 10.0.0.1 rs"_s});
    }

    void zoneHints()
    {
        Bench bench;
        bench.service(",'trafficDistribution':'PreferClose'");
        bench.pod("a", "web");
        bench.setPod("a", "10.0.0.1", true);
        bench.settle();
        const auto zone = [&bench] {
            const Value endpoint = listAt(bench.slices().front(), {u"endpoints"}).front();
            const ValueList &zones = listAt(endpoint, {u"hints", u"forZones"});
            return zones.empty() ? u"none"_s : textAt(zones.front(), {u"name"});
        };
        QCOMPARE(zone(), u"zone-1"_s);
        bench.patch("v1", "Service", "web", "{'spec':{'trafficDistribution':null}}");
        bench.settle();
        QCOMPARE(zone(), u"none"_s);
    }

    void mirrors()
    {
        Bench bench;
        bench.create("{'apiVersion':'v1','kind':'Service','metadata':{'name':'db'},'spec':{'ports':[{'port':5432}]}}");
        bench.create("{'apiVersion':'v1','kind':'Endpoints','metadata':{'name':'db','labels':{'a':'b'},"
                     "'annotations':{'n':'m'}},'subsets':[{'addresses':[{'ip':'192.0.2.1'},{'ip':'2001:db8::1'}],"
                     "'notReadyAddresses':[{'ip':'192.0.2.2','hostname':'x'}],'ports':[{'port':5432}]}]}");
        bench.settle();
        QStringList seen;
        for (const Value &slice : bench.slices()) {
            seen.append(textAt(slice, {u"addressType"}) + u": "_s + Bench::endpoints(slice).join(u','));
            QVERIFY(Value(mapAt(slice, {u"metadata", u"labels"}))
                        .means(bench.parse("{'a':'b','kubernetes.io/service-name':'db','endpointslice.kubernetes.io/"
                                           "managed-by':'endpointslicemirroring-controller.k8s.io'}")));
            QCOMPARE(textAt(slice, {u"metadata", u"annotations", u"n"}), u"m"_s);
            QCOMPARE(textAt(listAt(slice, {u"metadata", u"ownerReferences"}).front(), {u"kind"}), u"Endpoints"_s);
        }
        seen.sort();
        const QStringList expected{u"IPv4:  192.0.2.1 r, 192.0.2.2 "_s, u"IPv6:  2001:db8::1 r"_s};
        QCOMPARE(seen, expected);
        bench.remove("v1", "Endpoints", "db");
        bench.settle();
        QVERIFY(bench.slices().empty());
    }
};

QTEST_GUILESS_MAIN(TestEndpointSlice)
#include "tst_endpointslice.moc"
