// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/daemonset.h"
#include "cluster/practice/controllers/podstate.h"
#include "model/wire/json.h"
#include "tests/cluster/practice/controllers/controllersbench.h"

#include <QTest>

using namespace practice;
using namespace Qt::StringLiterals;
using model::Value;

namespace {

struct Bench : bench::ControllersBench
{
    DaemonSetController controller{process};

    explicit Bench(int nodes = 2)
    {
        start();
        for (int i = 1; i <= nodes; ++i) addNode(u"node-%1"_s.arg(i));
    }

    void make(const QByteArray &more = {}, const QByteArray &podSpec = {})
    {
        create(R"({"apiVersion":"apps/v1","kind":"DaemonSet","metadata":{"name":"ds"},"spec":{)" + more +
               (more.isEmpty() ? "" : ",") +
               R"("selector":{"matchLabels":{"app":"ds"}},"template":{"metadata":{"labels":{"app":"ds"}},"spec":{)" +
               podSpec + (podSpec.isEmpty() ? "" : ",") + R"("containers":[{"name":"c","image":"nginx:1"}]}}}})");
    }
    void setImage(const QByteArray &image)
    {
        QByteArray json = R"({"spec":{"template":{"spec":{"containers":[{"name":"c","image":"IMAGE"}]}}}})";
        patch(u"apps/v1", u"DaemonSet", u"ds"_s, json.replace("IMAGE", image));
    }
    QString counts() { return bench::flat(status(u"apps/v1", u"DaemonSet", u"ds"_s)); }
    // "node-1 nginx:1", with a "+" where it is ready and a "-" where it goes.
    QStringList shape()
    {
        QStringList lines;
        for (const Value &pod : pods())
            lines.append(targetNode(pod) + u' ' + textAt(listAt(pod, {u"spec", u"containers"}).front(), {u"image"}) +
                         (isGoing(pod)   ? u"-"_s
                          : isReady(pod) ? u"+"_s
                                         : QString()));
        lines.sort();
        return lines;
    }
    // As the scheduler does it; a pod with a node goes only when its kubelet says so.
    void bindAll()
    {
        for (const Value &pod : pods())
            if (textAt(pod, {u"spec", u"nodeName"}).isEmpty())
                QVERIFY(!user.bind(u"default"_s, nameOf(pod), uidOf(pod), targetNode(pod)));
    }
};

} // namespace

class TestDaemonSet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // As a real cluster does it: the same names, labels, counts and words.
    void onePodOnEachNode()
    {
        Bench bench;
        bench.make();
        bench.settle();
        QCOMPARE(bench.shape(), (QStringList{u"node-1 nginx:1"_s, u"node-2 nginx:1"_s}));
        QCOMPARE(bench.counts(),
                 u"currentNumberScheduled=2 desiredNumberScheduled=2 numberMisscheduled=0 numberReady=0 "
                 "numberUnavailable=2 observedGeneration=1 updatedNumberScheduled=2"_s);
        bench.runUntilQuiet();
        QCOMPARE(bench.counts(), u"currentNumberScheduled=2 desiredNumberScheduled=2 numberAvailable=2 "
                                 "numberMisscheduled=0 numberReady=2 observedGeneration=1 updatedNumberScheduled=2"_s);
        QStringList told;
        for (const Value &pod : bench.pods()) {
            told.append(u"Normal SuccessfulCreate: Created pod: "_s + nameOf(pod));
            QCOMPARE(bench::flat(*at(pod, {u"metadata", u"labels"})),
                     u"app=ds controller-revision-hash=7f7448f754 pod-template-generation=1"_s);
            QCOMPARE(textAt(pod, {u"metadata", u"generateName"}), u"ds-"_s);
        }
        QStringList events = bench.events();
        events.sort();
        told.sort();
        QCOMPARE(events, told);
        const Value revision = bench.get(u"apps/v1", u"ControllerRevision", u"ds-7f7448f754"_s);
        QCOMPARE(bench::flat(*at(revision, {u"metadata", u"labels"})), u"app=ds controller-revision-hash=7f7448f754"_s);
        QCOMPARE(integerAt(revision, {u"revision"}), 1);
    }

    void pinnedAndTolerant()
    {
        Bench bench(1);
        bench.make(
            {},
            R"("hostNetwork":true,"tolerations":[{"key":"node.kubernetes.io/not-ready",)"
            R"("operator":"Exists","effect":"NoExecute","tolerationSeconds":5},{"key":"mine","operator":"Exists"}],)"
            R"("affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":)"
            R"({"nodeSelectorTerms":[{"matchExpressions":[{"key":"none","operator":"DoesNotExist"}]}]}}})");
        bench.settle();
        QCOMPARE(bench.pods().size(), std::size_t(1));
        const Value pod = bench.pods().front();
        QCOMPARE(QString::fromUtf8(model::writeJson(*at(pod, {u"spec", u"affinity"}))),
                 uR"({"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":)"
                 R"([{"matchFields":[{"key":"metadata.name","operator":"In","values":["node-1"]}]}]}}})"_s);
        QStringList borne;
        for (const Value &toleration : listAt(pod, {u"spec", u"tolerations"})) borne.append(bench::flat(toleration));
        QCOMPARE(borne,
                 (QStringList{u"effect=NoExecute key=node.kubernetes.io/not-ready operator=Exists"_s,
                              u"key=mine operator=Exists"_s,
                              u"effect=NoExecute key=node.kubernetes.io/unreachable operator=Exists"_s,
                              u"effect=NoSchedule key=node.kubernetes.io/disk-pressure operator=Exists"_s,
                              u"effect=NoSchedule key=node.kubernetes.io/memory-pressure operator=Exists"_s,
                              u"effect=NoSchedule key=node.kubernetes.io/pid-pressure operator=Exists"_s,
                              u"effect=NoSchedule key=node.kubernetes.io/unschedulable operator=Exists"_s,
                              u"effect=NoSchedule key=node.kubernetes.io/network-unavailable operator=Exists"_s}));
    }

    void whichNodes()
    {
        Bench bench(0);
        bench.addNode(u"plain"_s);
        bench.addNode(u"disk"_s, "{}", R"({"disk":"ssd"})");
        bench.addNode(u"tainted"_s, R"({"taints":[{"key":"a","effect":"NoSchedule"}]})", R"({"disk":"ssd"})");
        bench.addNode(
            u"cordoned"_s,
            R"({"unschedulable":true,"taints":[{"key":"node.kubernetes.io/unschedulable","effect":"NoSchedule"}]})",
            R"({"disk":"ssd"})");
        bench.make({}, R"("nodeSelector":{"disk":"ssd"})");
        bench.runUntilQuiet();
        QCOMPARE(bench.shape(), (QStringList{u"cordoned nginx:1+"_s, u"disk nginx:1+"_s}));
        bench.bindAll();
        // One that comes; one that is tainted keeps its pod, unless it is to be executed.
        bench.addNode(u"late"_s, "{}", R"({"disk":"ssd"})");
        bench.patch(u"v1", u"Node", u"disk"_s, R"({"spec":{"taints":[{"key":"b","effect":"NoSchedule"}]}})");
        bench.runUntilQuiet();
        QCOMPARE(bench.shape(), (QStringList{u"cordoned nginx:1+"_s, u"disk nginx:1+"_s, u"late nginx:1+"_s}));
        QVERIFY(bench.counts().contains(u"numberMisscheduled=1 "));
        bench.patch(u"v1", u"Node", u"disk"_s, R"({"spec":{"taints":[{"key":"b","effect":"NoExecute"}]}})");
        bench.runUntilQuiet();
        QCOMPARE(bench.shape(), (QStringList{u"cordoned nginx:1+"_s, u"late nginx:1+"_s}));
        // One that loses its label loses its pod.
        bench.bindAll();
        bench.patch(u"v1", u"Node", u"late"_s, R"({"metadata":{"labels":{"disk":null}}})");
        bench.runUntilQuiet();
        QCOMPARE(bench.shape(), QStringList{u"cordoned nginx:1+"_s});
    }

    void rollingUpdate()
    {
        Bench bench(3);
        bench.make();
        bench.runUntilQuiet();
        bench.bindAll();
        bench.settle();
        bench.setImage("nginx:2");
        bench.settle(2000);
        // One at a time: the first old one goes, and nothing else happens until its successor is ready.
        QCOMPARE(bench.shape(), (QStringList{u"node-1 nginx:1-"_s, u"node-2 nginx:1+"_s, u"node-3 nginx:1+"_s}));
        bench.runPods();
        bench.settle(2000);
        QCOMPARE(bench.shape(), (QStringList{u"node-1 nginx:2"_s, u"node-2 nginx:1+"_s, u"node-3 nginx:1+"_s}));
        bench.runUntilQuiet();
        QCOMPARE(bench.shape(), (QStringList{u"node-1 nginx:2+"_s, u"node-2 nginx:2+"_s, u"node-3 nginx:2+"_s}));
        QCOMPARE(bench.counts(), u"currentNumberScheduled=3 desiredNumberScheduled=3 numberAvailable=3 "
                                 "numberMisscheduled=0 numberReady=3 observedGeneration=2 updatedNumberScheduled=3"_s);
        QCOMPARE(bench.names(u"apps/v1", u"ControllerRevision"), (QStringList{u"ds-7f7448f754"_s, u"ds-848556d85c"_s}));
        // Back again: the first revision becomes the newest.
        bench.setImage("nginx:1");
        bench.runUntilQuiet();
        QCOMPARE(integerAt(bench.get(u"apps/v1", u"ControllerRevision", u"ds-7f7448f754"_s), {u"revision"}), 3);
        QCOMPARE(bench.names(u"apps/v1", u"ControllerRevision").size(), 2);
    }

    // Old pods that are not well go first and at once.
    void unhealthyGoFirst()
    {
        Bench bench(3);
        bench.make();
        bench.runUntilQuiet();
        bench.bindAll();
        for (const Value &pod : bench.pods()) bench.setReady(pod, targetNode(pod) == u"node-1");
        bench.settle();
        bench.setImage("nginx:2");
        bench.settle(2000);
        QCOMPARE(bench.shape(), (QStringList{u"node-1 nginx:1+"_s, u"node-2 nginx:1-"_s, u"node-3 nginx:1-"_s}));
    }

    void surge()
    {
        Bench bench(2);
        bench.make(R"("updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":1,"maxUnavailable":0}})");
        bench.runUntilQuiet();
        bench.bindAll();
        bench.settle();
        bench.setImage("nginx:2");
        bench.settle(2000);
        QCOMPARE(bench.shape(), (QStringList{u"node-1 nginx:1+"_s, u"node-1 nginx:2"_s, u"node-2 nginx:1+"_s}));
        bench.runPods();
        bench.settle(2000);
        QCOMPARE(bench.shape(),
                 (QStringList{u"node-1 nginx:1-"_s, u"node-1 nginx:2+"_s, u"node-2 nginx:1+"_s, u"node-2 nginx:2"_s}));
        bench.runUntilQuiet();
        QCOMPARE(bench.shape(), (QStringList{u"node-1 nginx:2+"_s, u"node-2 nginx:2+"_s}));
    }

    void onDelete()
    {
        Bench bench(2);
        bench.make(R"("updateStrategy":{"type":"OnDelete"})");
        bench.runUntilQuiet();
        bench.setImage("nginx:2");
        bench.runUntilQuiet();
        QCOMPARE(bench.shape(), (QStringList{u"node-1 nginx:1+"_s, u"node-2 nginx:1+"_s}));
        QVERIFY(!bench.counts().contains(u"updatedNumberScheduled"));
        for (const Value &pod : bench.pods())
            if (targetNode(pod) == u"node-2") bench.remove(u"v1", u"Pod", nameOf(pod));
        bench.runUntilQuiet();
        QCOMPARE(bench.shape(), (QStringList{u"node-1 nginx:1+"_s, u"node-2 nginx:2+"_s}));
    }

    // At once the first time, after a second the next, and then ever later.
    void failedPods()
    {
        Bench bench(1);
        bench.make();
        bench.settle();
        std::vector<qint64> waits;
        for (int i = 0; i < 4; ++i) {
            const Value pod = bench.pods().front();
            bench.setPhase(pod, u"Failed"_s);
            qint64 waited = 0;
            while (bench.names(u"v1", u"Pod") == QStringList{nameOf(pod)} && waited < 60000) {
                bench.settle(100);
                waited += 100;
            }
            waits.push_back(waited / 1000);
        }
        QCOMPARE(waits, (std::vector<qint64>{0, 1, 2, 4}));
        QCOMPARE(bench.events(u"FailedDaemonPod"_s).size(), 4);
        QVERIFY(bench.events(u"FailedDaemonPod"_s).front().endsWith(u" on node node-1, will try to kill it"));
        bench.setPhase(bench.pods().front(), u"Succeeded"_s);
        bench.settle();
        QCOMPARE(bench.shape(), QStringList{u"node-1 nginx:1"_s});
        QCOMPARE(bench.events(u"SucceededDaemonPod"_s).size(), 1);
    }

    void minReadySeconds()
    {
        Bench bench(2);
        bench.make(R"("minReadySeconds":10)");
        bench.settle();
        bench.runPods();
        bench.settle(5000);
        QVERIFY(bench.counts().contains(u"numberReady=2 "));
        QVERIFY(bench.counts().contains(u"numberUnavailable=2 "));
        bench.settle(7000);
        QVERIFY(bench.counts().contains(u"numberAvailable=2 "));
    }

    void historyLimit()
    {
        Bench bench(1);
        bench.make(R"("revisionHistoryLimit":1)");
        for (int i = 2; i <= 5; ++i) {
            bench.runUntilQuiet();
            bench.setImage("nginx:" + QByteArray::number(i));
        }
        bench.runUntilQuiet();
        std::vector<qint64> numbers;
        for (const Value &revision : bench.list(u"apps/v1", u"ControllerRevision"))
            numbers.push_back(numberOf(revision));
        std::sort(numbers.begin(), numbers.end());
        QCOMPARE(numbers, (std::vector<qint64>{4, 5}));
    }

    // However late its copy of the cluster is, there is never more than one for a node.
    void lateWatches()
    {
        Bench bench(3);
        bench.process.setWatchDelay(700);
        bench.make();
        for (int i = 0; i < 40; ++i) {
            bench.settle(250);
            bench.runPods();
            QVERIFY(bench.pods().size() <= 3);
        }
        QCOMPARE(bench.pods().size(), std::size_t(3));
    }

    void refused()
    {
        Bench bench(3);
        bench.create(R"({"apiVersion":"v1","kind":"ResourceQuota","metadata":{"name":"few"},)"
                     R"("spec":{"hard":{"pods":"1"}}})");
        bench.patch(u"v1", u"ResourceQuota", u"few"_s, R"({"status":{"hard":{"pods":"1"},"used":{"pods":"0"}}})",
                    u"status"_s);
        bench.make();
        bench.settle();
        QCOMPARE(bench.shape(), QStringList{u"node-1 nginx:1"_s});
        QVERIFY(
            bench.events(u"FailedCreate"_s).front().startsWith(u"Warning FailedCreate: Error creating: pods \"ds-"));
        bench.remove(u"v1", u"ResourceQuota", u"few"_s);
        bench.settle(120000);
        QCOMPARE(bench.pods().size(), std::size_t(3));
    }
};

QTEST_GUILESS_MAIN(TestDaemonSet)
#include "tst_daemonset.moc"
