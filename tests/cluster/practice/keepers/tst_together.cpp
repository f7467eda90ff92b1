// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/controllers/replicaset.h"
#include "cluster/practice/keepers/cronjobcontroller.h"
#include "cluster/practice/keepers/disruptioncontroller.h"
#include "cluster/practice/keepers/garbagecollector.h"
#include "cluster/practice/keepers/jobcontroller.h"
#include "cluster/practice/keepers/jobttl.h"
#include "cluster/practice/keepers/namespacecontroller.h"
#include "cluster/practice/keepers/podgarbage.h"
#include "cluster/practice/keepers/resourcequotacontroller.h"
#include "cluster/practice/keepers/spacedefaults.h"
#include "tests/cluster/practice/keepers/keeperbench.h"

using namespace practice;
using namespace Qt::StringLiterals;
using model::Value;

// All of them in one process, as they are in kube-controller-manager.
class TestTogether : public QObject
{
    Q_OBJECT

    struct Bench : bench::KeeperBench
    {
        ReplicaSetController sets{process};
        JobController jobs{process};
        CronJobController cronJobs{process};
        TtlAfterFinishedController ttl{process};
        GarbageCollector garbage{process};
        NamespaceController spaces{process};
        PodGarbageCollector pods{process};
        ResourceQuotaController quotas{process};
        DisruptionController disruptions{process};
        ServiceAccountController accounts{process};
        RootCaPublisher publisher{process, u"PEM"_s};

        Bench()
        {
            process.start();
            make(R"({"apiVersion":"v1","kind":"Namespace","metadata":{"name":"shop"}})");
            make(R"({"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"tick","namespace":"shop"},"spec":{
                "schedule":"* * * * *","jobTemplate":{"spec":{"parallelism":2,"ttlSecondsAfterFinished":30,"template":{
                "metadata":{"labels":{"app":"tick"}},"spec":{"restartPolicy":"Never",
                "containers":[{"name":"c","image":"i"}]}}}}}})");
            make(R"({"apiVersion":"apps/v1","kind":"ReplicaSet","metadata":{"name":"web","namespace":"shop"},"spec":{
                "replicas":3,"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},
                "spec":{"containers":[{"name":"c","image":"i"}]}}}})");
            make(R"({"apiVersion":"policy/v1","kind":"PodDisruptionBudget","metadata":{"name":"b","namespace":"shop"},
                "spec":{"minAvailable":1,"selector":{"matchLabels":{"app":"web"}}}})");
            make(R"({"apiVersion":"v1","kind":"ResourceQuota","metadata":{"name":"q","namespace":"shop"},"spec":{
                "hard":{"pods":"10","count/jobs.batch":"5"}}})");
            settle(62 * 1000);
        }
        QStringList left()
        {
            QStringList all;
            for (const auto &[version, kind] :
                 std::initializer_list<std::pair<QStringView, QStringView>>{{u"v1", u"Pod"},
                                                                            {u"batch/v1", u"Job"},
                                                                            {u"batch/v1", u"CronJob"},
                                                                            {u"apps/v1", u"ReplicaSet"},
                                                                            {u"v1", u"ConfigMap"},
                                                                            {u"v1", u"ServiceAccount"},
                                                                            {u"policy/v1", u"PodDisruptionBudget"},
                                                                            {u"v1", u"ResourceQuota"},
                                                                            {u"v1", u"Event"}})
                if (const auto found = names(version, kind, u"shop"_s).size())
                    all.append(kind.toString() + u' ' + QString::number(found));
            return all;
        }
    };

private Q_SLOTS:
    void stands()
    {
        Bench bench;
        QCOMPARE(bench.left().mid(0, 8),
                 (QStringList{u"Pod 5"_s, u"Job 1"_s, u"CronJob 1"_s, u"ReplicaSet 1"_s, u"ConfigMap 1"_s,
                              u"ServiceAccount 1"_s, u"PodDisruptionBudget 1"_s, u"ResourceQuota 1"_s}));
        const Value quota = bench.get(u"v1", u"ResourceQuota", u"q"_s, u"shop"_s);
        QCOMPARE(textAt(quota, {u"status", u"used", u"pods"}), u"5"_s);
        QCOMPARE(textAt(quota, {u"status", u"used", u"count/jobs.batch"}), u"1"_s);
    }

    // A CronJob takes its Jobs with it, and they their pods, which the Job controller lets go.
    void deletesCronJob()
    {
        Bench bench;
        bench.remove(u"batch/v1", u"CronJob", u"tick"_s, u"Background"_s, u"shop"_s);
        bench.settle(5000);
        QCOMPARE(bench.left().mid(0, 2), (QStringList{u"Pod 3"_s, u"ReplicaSet 1"_s}));
    }

    void deletesCronJobInForeground()
    {
        Bench bench;
        bench.remove(u"batch/v1", u"CronJob", u"tick"_s, u"Foreground"_s, u"shop"_s);
        bench.settle(10000);
        QCOMPARE(bench.left().mid(0, 2), (QStringList{u"Pod 3"_s, u"ReplicaSet 1"_s}));
    }

    // A ReplicaSet's pods that are left behind find a new owner.
    void orphansAndAdopts()
    {
        Bench bench;
        const QStringList before = bench.names(u"v1", u"Pod", u"shop"_s);
        Value set = bench.get(u"apps/v1", u"ReplicaSet", u"web"_s, u"shop"_s);
        bench.remove(u"apps/v1", u"ReplicaSet", u"web"_s, u"Orphan"_s, u"shop"_s);
        bench.settle(1000);
        QVERIFY(bench.get(u"apps/v1", u"ReplicaSet", u"web"_s, u"shop"_s).isNull());
        QCOMPARE(bench.names(u"v1", u"Pod", u"shop"_s), before);
        for (const QStringView field :
             {QStringView(u"resourceVersion"), QStringView(u"uid"), QStringView(u"managedFields")})
            mapIn(set, u"metadata").remove(field);
        bench.make(set);
        bench.settle(1000);
        QCOMPARE(bench.names(u"v1", u"Pod", u"shop"_s), before);
    }

    // Whatever is in it, a namespace goes, and nobody makes anything in it meanwhile.
    void deletesNamespace()
    {
        Bench bench;
        bench.remove(u"v1", u"Namespace", u"shop"_s);
        bench.settle(60 * 1000);
        QVERIFY(bench.get(u"v1", u"Namespace", u"shop"_s).isNull());
        QCOMPARE(bench.left(), QStringList());
    }

    // The same inputs give the same history.
    void sameAgain()
    {
        const auto history = [] {
            Bench bench;
            bench.remove(u"batch/v1", u"CronJob", u"tick"_s, u"Foreground"_s, u"shop"_s);
            bench.settle(5000);
            bench.remove(u"v1", u"Namespace", u"shop"_s);
            bench.settle(20 * 1000);
            QStringList lines;
            for (const Controller *one :
                 std::initializer_list<const Controller *>{&bench.jobs, &bench.garbage, &bench.spaces})
                for (const auto &decision : one->decisions())
                    lines.append(QString::number(decision.revision) + u' ' + decision.key + u' ' + decision.text);
            lines.append(u"revision "_s + QString::number(bench.user.list(bench.user.kind(u"v1", u"Pod")).revision));
            return lines;
        };
        const QStringList first = history();
        QVERIFY2(first.size() > 5, qPrintable(first.join(u'\n')));
        QCOMPARE(history(), first);
    }
};

QTEST_GUILESS_MAIN(TestTogether)
#include "tst_together.moc"
