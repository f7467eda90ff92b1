// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/keepers/garbagecollector.h"
#include "cluster/practice/keepers/jobttl.h"
#include "cluster/practice/keepers/podgarbage.h"
#include "cluster/practice/keepers/resourcequotacontroller.h"
#include "cluster/practice/keepers/spacedefaults.h"
#include "tests/cluster/practice/keepers/keeperbench.h"

using namespace practice;
using namespace Qt::StringLiterals;
using model::Value;
using model::ValueList;

// The small keepers: of namespaces, old Jobs, lost pods and quotas.
class TestKeepers : public QObject
{
    Q_OBJECT

    struct Spaces : bench::KeeperBench
    {
        ServiceAccountController accounts{process};
        RootCaPublisher publisher{process, u"PEM"_s};
        Spaces()
        {
            process.start();
            make(R"({"apiVersion":"v1","kind":"Namespace","metadata":{"name":"shop"}})");
            settle();
        }
        QString rootCa()
        {
            return textAt(get(u"v1", u"ConfigMap", u"kube-root-ca.crt"_s, u"shop"_s), {u"data", u"ca.crt"});
        }
    };

    struct Lost : bench::KeeperBench
    {
        PodGarbageCollector collector{process, 2};
        Lost()
        {
            process.start();
            node("a");
            settle();
        }
        void node(const QByteArray &name)
        {
            make(QByteArray(R"({"apiVersion":"v1","kind":"Node","metadata":{"name":"NAME"}})").replace("NAME", name));
        }
        void pod(const QByteArray &name, const QByteArray &onNode)
        {
            QByteArray json = R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"NAME"},"spec":{"nodeName":"NODE",
                "containers":[{"name":"c","image":"i"}]}})";
            make(json.replace("NAME", name).replace("NODE", onNode));
            settle();
        }
        QStringList pods() { return names(u"v1", u"Pod"); }
    };

    struct Quotas : bench::KeeperBench
    {
        ResourceQuotaController controller{process};
        Quotas() { process.start(); }
        // "configmaps=1,pods=0"
        QString status(QStringView part)
        {
            QStringList all;
            const Value quota = get(u"v1", u"ResourceQuota", u"q"_s);
            for (const auto &[name, amount] : mapAt(quota, {u"status", part}))
                all.append(name + u'=' + *amount.string());
            all.sort();
            return all.join(u',');
        }
        void quota(const QByteArray &hard, const QByteArray &more = {})
        {
            QByteArray json =
                R"({"apiVersion":"v1","kind":"ResourceQuota","metadata":{"name":"q"},"spec":{"hard":{HARD}MORE}})";
            make(json.replace("HARD", hard).replace("MORE", more));
            settle();
        }
        void pod(const QByteArray &name)
        {
            QByteArray json = R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"NAME"},"spec":{
                "containers":[{"name":"c","image":"i","resources":{"requests":{"cpu":"250m"}}}]}})";
            make(json.replace("NAME", name));
            settle();
        }
    };

private Q_SLOTS:
    void whatEveryNamespaceHas()
    {
        Spaces bench;
        QCOMPARE(bench.names(u"v1", u"ServiceAccount", u"shop"_s), QStringList{u"default"_s});
        const Value account = bench.get(u"v1", u"ServiceAccount", u"default"_s, u"shop"_s);
        QVERIFY(!at(account, {u"metadata", u"managedFields"}));
        QCOMPARE(bench.rootCa(), u"PEM"_s);
        const Value map = bench.get(u"v1", u"ConfigMap", u"kube-root-ca.crt"_s, u"shop"_s);
        QVERIFY(textAt(map, {u"metadata", u"annotations", u"kubernetes.io/description"})
                    .startsWith(u"Contains a CA bundle that can be used to verify the kube-apiserver"));
    }

    void whatIsTakenFromItComesBack()
    {
        Spaces bench;
        bench.remove(u"v1", u"ServiceAccount", u"default"_s, {}, u"shop"_s);
        bench.remove(u"v1", u"ConfigMap", u"kube-root-ca.crt"_s, {}, u"shop"_s);
        bench.settle();
        QCOMPARE(bench.names(u"v1", u"ServiceAccount", u"shop"_s), QStringList{u"default"_s});
        QCOMPARE(bench.rootCa(), u"PEM"_s);
        bench.patch(u"v1", u"ConfigMap", u"kube-root-ca.crt"_s, R"({"data":{"ca.crt":"other","more":"x"}})", {},
                    u"shop"_s);
        bench.settle();
        QCOMPARE(bench.rootCa(), u"PEM"_s);
        QVERIFY(!at(bench.get(u"v1", u"ConfigMap", u"kube-root-ca.crt"_s, u"shop"_s), {u"data", u"more"}));
    }

    // Nothing is made in a namespace that goes, and nothing tried again for ever.
    void namespaceThatGoes()
    {
        Spaces bench;
        bench.remove(u"v1", u"Namespace", u"shop"_s);
        bench.settle();
        bench.remove(u"v1", u"ServiceAccount", u"default"_s, {}, u"shop"_s);
        bench.remove(u"v1", u"ConfigMap", u"kube-root-ca.crt"_s, {}, u"shop"_s);
        bench.settle();
        QCOMPARE(bench.names(u"v1", u"ServiceAccount", u"shop"_s), QStringList());
        QCOMPARE(bench.names(u"v1", u"ConfigMap", u"shop"_s), QStringList());
        QVERIFY(bench.accounts.isIdle() && bench.publisher.isIdle());
    }

    void jobsAfterTheirTime()
    {
        bench::KeeperBench bench;
        TtlAfterFinishedController controller(bench.process);
        GarbageCollector collector(bench.process);
        bench.process.start();
        bench.make(
            R"({"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"j"},"spec":{"ttlSecondsAfterFinished":60,
            "template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}})");
        bench.settle(100 * 1000);
        QCOMPARE(bench.names(u"batch/v1", u"Job"), QStringList{u"j"_s});
        QByteArray status = R"({"status":{"startTime":"NOW","conditions":[{"type":"FailureTarget","status":"True"},
            {"type":"Failed","status":"True","lastTransitionTime":"NOW"}]}})";
        bench.patch(u"batch/v1", u"Job", u"j"_s, status.replace("NOW", timeText(bench.api.clock.wallMs()).toUtf8()),
                    u"status"_s);
        bench.settle(58 * 1000);
        QCOMPARE(bench.names(u"batch/v1", u"Job"), QStringList{u"j"_s});
        bench.settle(2500);
        QCOMPARE(bench.names(u"batch/v1", u"Job"), QStringList());
    }

    // A node has to be gone for forty seconds.
    void podsOfNodesThatAreGone()
    {
        Lost bench;
        bench.pod("p", "a");
        bench.pod("stays", "a");
        bench.node("b");
        bench.pod("other", "b");
        bench.remove(u"v1", u"Node", u"b"_s);
        bench.settle(39 * 1000);
        QCOMPARE(bench.pods(), (QStringList{u"other"_s, u"p"_s, u"stays"_s}));
        // A finalizer, so that what it was last can be seen.
        bench.patch(u"v1", u"Pod", u"other"_s, R"({"metadata":{"finalizers":["example.com/wait"]}})");
        bench.settle(22 * 1000);
        const Value pod = bench.get(u"v1", u"Pod", u"other"_s);
        QVERIFY(!textAt(pod, {u"metadata", u"deletionTimestamp"}).isEmpty());
        QCOMPARE(textAt(pod, {u"status", u"phase"}), u"Failed"_s);
        const ValueList conditions = listAt(pod, {u"status", u"conditions"});
        const Value &target = conditions.back();
        QCOMPARE(textAt(target, {u"type"}), u"DisruptionTarget"_s);
        QCOMPARE(textAt(target, {u"reason"}), u"DeletionByPodGC"_s);
        QCOMPARE(textAt(target, {u"message"}), u"PodGC: node no longer exists"_s);
        bench.patch(u"v1", u"Pod", u"other"_s, R"({"metadata":{"finalizers":null}})");
        QCOMPARE(bench.pods(), (QStringList{u"p"_s, u"stays"_s}));
    }

    void nodeThatComesBack()
    {
        Lost bench;
        bench.pod("p", "b");
        bench.settle(45 * 1000);
        bench.node("b");
        bench.settle(120 * 1000);
        QCOMPARE(bench.pods(), QStringList{u"p"_s});
    }

    void tooManyThatAreOver()
    {
        Lost bench;
        for (const char *name : {"old", "evicted", "new", "runs"}) {
            bench.pod(name, "a");
            bench.settle(1000);
        }
        bench.patch(u"v1", u"Pod", u"old"_s, R"({"status":{"phase":"Succeeded"}})", u"status"_s);
        bench.patch(u"v1", u"Pod", u"new"_s, R"({"status":{"phase":"Failed"}})", u"status"_s);
        bench.settle(25 * 1000);
        QCOMPARE(bench.pods().size(), 4);
        bench.patch(u"v1", u"Pod", u"evicted"_s, R"({"status":{"phase":"Failed","reason":"Evicted"}})", u"status"_s);
        bench.settle(25 * 1000);
        QCOMPARE(bench.pods(), (QStringList{u"new"_s, u"old"_s, u"runs"_s}));
        bench.patch(u"v1", u"Pod", u"runs"_s, R"({"status":{"phase":"Succeeded"}})", u"status"_s);
        bench.settle(25 * 1000);
        QCOMPARE(bench.pods(), (QStringList{u"new"_s, u"runs"_s}));
    }

    void nodeOutOfService()
    {
        Lost bench;
        bench.pod("p", "a");
        bench.remove(u"v1", u"Pod", u"p"_s);
        bench.settle(45 * 1000);
        QCOMPARE(bench.pods(), QStringList{u"p"_s});
        bench.patch(u"v1", u"Node", u"a"_s,
                    R"({"spec":{"taints":[{"key":"node.kubernetes.io/out-of-service","effect":"NoExecute"}]}})");
        bench.settle(21 * 1000);
        QCOMPARE(bench.pods(), QStringList());
    }

    void countsWhatIsThere()
    {
        Quotas bench;
        bench.pod("p");
        bench.make(bench::configMap("c"));
        bench.settle();
        bench.quota(R"("pods":"5","requests.cpu":"2","count/configmaps":"9","services":"1")");
        QCOMPARE(bench.status(u"hard"), u"count/configmaps=9,pods=5,requests.cpu=2,services=1"_s);
        // The Service is that of the API server.
        QCOMPARE(bench.status(u"used"), u"count/configmaps=1,pods=1,requests.cpu=250m,services=1"_s);
    }

    // What is made the API server counts; what goes, and pods that are over, are counted anew.
    void countsWhatGoes()
    {
        Quotas bench;
        bench.quota(R"("pods":"5","requests.cpu":"2")");
        bench.pod("p");
        bench.pod("q");
        QCOMPARE(bench.status(u"used"), u"pods=2,requests.cpu=500m"_s);
        bench.patch(u"v1", u"Pod", u"p"_s, R"({"status":{"phase":"Succeeded"}})", u"status"_s);
        bench.settle();
        QCOMPARE(bench.status(u"used"), u"pods=1,requests.cpu=250m"_s);
        bench.remove(u"v1", u"Pod", u"q"_s);
        bench.settle();
        QCOMPARE(bench.status(u"used"), u"pods=0,requests.cpu=0"_s);
    }

    void countsNewLimits()
    {
        Quotas bench;
        bench.make(bench::configMap("c"));
        bench.quota(R"("pods":"5")");
        bench.patch(u"v1", u"ResourceQuota", u"q"_s, R"({"spec":{"hard":{"pods":"3","configmaps":"4"}}})");
        bench.settle();
        QCOMPARE(bench.status(u"hard"), u"configmaps=4,pods=3"_s);
        QCOMPARE(bench.status(u"used"), u"configmaps=1,pods=0"_s);
    }

    void countsInScope()
    {
        Quotas bench;
        bench.pod("p");
        bench.quota(R"("pods":"5")", R"(,"scopes":["BestEffort"])");
        QCOMPARE(bench.status(u"used"), u"pods=0"_s);
    }

    // Written over by somebody: right again with the next count.
    void countsEveryFiveMinutes()
    {
        Quotas bench;
        bench.quota(R"("pods":"5")");
        bench.patch(u"v1", u"ResourceQuota", u"q"_s, R"({"status":{"used":{"pods":"4"}}})", u"status"_s);
        bench.settle(1000);
        QCOMPARE(bench.status(u"used"), u"pods=4"_s);
        bench.settle(300 * 1000);
        QCOMPARE(bench.status(u"used"), u"pods=0"_s);
    }
};

QTEST_GUILESS_MAIN(TestKeepers)
#include "tst_keepers.moc"
