// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/node/kubeletbench.h"

using namespace practice;
using namespace Qt::StringLiterals;
using bench::KubeletBench;
using model::Value;
using model::ValueList;
using model::ValueMap;

// How pods end, and those that never begin.
class TestPodEnd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ignoresSigterm()
    {
        KubeletBench bench;
        Value pod = KubeletBench::pod(u"web"_s, u"busybox:1"_s);
        KubeletBench::container(pod).set(u"command", ValueList{u"sleep"_s, u"infinity"_s});
        bench.create(pod);
        bench.api.clock.advance(5000);
        bench.remove(u"web"_s);
        bench.api.clock.advance(29 * 1000);
        QCOMPARE(bench.history.last(), u"MODIFIED Running SIRC c:running/0 going"_s);
        bench.api.clock.advance(2000);
        QCOMPARE(bench.history.last(), u"DELETED Failed -I-- c:Error=137/0 going"_s);
    }

    // Nothing of it ever ran: it has failed, and goes.
    void neverBegan()
    {
        KubeletBench bench;
        bench.create(KubeletBench::pod(u"web"_s, u"nginx:broken"_s));
        Value later = KubeletBench::pod(u"later"_s);
        Value init(ValueMap{{u"name"_s, u"i"_s}, {u"image"_s, u"nginx:broken"_s}});
        mapIn(later, u"spec").set(u"initContainers", ValueList{init, init});
        (*mapIn(later, u"spec").find(u"initContainers")->list())[1].set(u"name", u"j"_s);
        bench.create(later);
        bench.api.clock.advance(20 * 1000);
        bench.remove(u"web"_s);
        bench.api.clock.advance(3000);
        QCOMPARE(bench.history.last(), u"DELETED Failed -I-- c:ContainerStatusUnknown=137/0 going"_s);
        bench.remove(u"later"_s);
        bench.api.clock.advance(3000);
        QCOMPARE(bench.history.last(),
                 u"DELETED Failed ---- i:ContainerStatusUnknown=137/0 j:PodInitializing/0 c:PodInitializing/0 going"_s);
    }

    void graceIsShortened()
    {
        KubeletBench bench;
        Value pod = KubeletBench::pod(u"web"_s, u"busybox:1"_s);
        KubeletBench::container(pod).set(u"command", ValueList{u"sleep"_s, u"infinity"_s});
        bench.create(pod);
        bench.api.clock.advance(5000);
        bench.remove(u"web"_s);
        bench.api.clock.advance(1000);
        bench.remove(u"web"_s, 3);
        bench.api.clock.advance(4000);
        QCOMPARE(bench.history.last(), u"DELETED Failed -I-- c:Error=137/0 going"_s);
    }

    void preStop()
    {
        KubeletBench bench;
        Value pod = KubeletBench::pod(u"web"_s);
        mapIn(mapIn(mapIn(KubeletBench::container(pod), u"lifecycle"), u"preStop"), u"sleep").set(u"seconds", 5);
        bench.create(pod);
        bench.api.clock.advance(5000);
        bench.remove(u"web"_s);
        bench.api.clock.advance(4900);
        QCOMPARE(bench.history.last(), u"MODIFIED Running SIRC c:running/0 going"_s);
        bench.api.clock.advance(1000);
        QCOMPARE(bench.history.last(), u"DELETED Succeeded -I-- c:Completed=0/0 going"_s);
    }

    // It is gone at once for the API server, and ends on the node nevertheless.
    void forced()
    {
        KubeletBench bench;
        bench.create(KubeletBench::pod(u"web"_s));
        bench.api.clock.advance(5000);
        bench.remove(u"web"_s, 0);
        bench.api.clock.advance(100);
        QVERIFY(bench.kubelets.find(u"node-1"_s)->worker(u"default/web"_s));
        bench.api.clock.advance(40 * 1000);
        QVERIFY(!bench.kubelets.find(u"node-1"_s)->worker(u"default/web"_s));
        bench.create(KubeletBench::pod(u"web"_s));
        bench.api.clock.advance(5000);
        QCOMPARE(bench.history.last(), u"MODIFIED Running SIRC c:running/0"_s);
    }

    void outOfMemory()
    {
        KubeletBench bench;
        Value pod = KubeletBench::pod(u"web"_s);
        KubeletBench::annotate(pod, u"leak rate=16Mi memory=32Mi"_s);
        mapIn(mapIn(KubeletBench::container(pod), u"resources"), u"limits").set(u"memory", u"64Mi"_s);
        bench.create(pod);
        bench.api.clock.advance(6500);
        const Value status = listAt(bench.get(u"web"_s), {u"status", u"containerStatuses"}).front();
        QCOMPARE(integerAt(status, {u"restartCount"}), 1);
        QCOMPARE(textAt(status, {u"lastState", u"terminated", u"reason"}), u"OOMKilled"_s);
        QCOMPARE(integerAt(status, {u"lastState", u"terminated", u"exitCode"}), 137);
        QCOMPARE(textAt(status, {u"allocatedResources", u"memory"}), u"64Mi"_s);
    }

    void saysWhyInItsLog()
    {
        KubeletBench bench;
        Value pod = KubeletBench::pod(u"web"_s, u"busybox:1"_s);
        mapIn(pod, u"spec").set(u"restartPolicy", u"Never"_s);
        KubeletBench::container(pod).set(u"command", ValueList{u"sh"_s, u"-c"_s, u"echo no disk; exit 4"_s});
        KubeletBench::container(pod).set(u"terminationMessagePolicy", u"FallbackToLogsOnError"_s);
        bench.create(pod);
        bench.api.clock.advance(5000);
        const Value over = *at(std::as_const(listAt(bench.get(u"web"_s), {u"status", u"containerStatuses"}).front()),
                               {u"state", u"terminated"});
        QCOMPARE(integerAt(over, {u"exitCode"}), 4);
        QCOMPARE(textAt(over, {u"message"}), u"busybox:1 started\nno disk\n"_s);
    }

    void deadline()
    {
        KubeletBench bench;
        Value pod = KubeletBench::pod(u"web"_s);
        mapIn(pod, u"spec").set(u"activeDeadlineSeconds", 10);
        bench.create(pod);
        bench.api.clock.advance(15 * 1000);
        QCOMPARE(bench.history.last(), u"MODIFIED Failed -I-- c:Completed=0/0"_s);
        const Value after = bench.get(u"web"_s);
        QCOMPARE(textAt(after, {u"status", u"reason"}), u"DeadlineExceeded"_s);
        QCOMPARE(textAt(after, {u"status", u"message"}),
                 u"Pod was active on the node longer than the specified deadline"_s);
        QCOMPARE(bench.messages(u"web"_s, u"DeadlineExceeded"_s).size(), 1);
    }

    void refused()
    {
        KubeletBench bench;
        Value pod = KubeletBench::pod(u"big"_s);
        mapIn(mapIn(KubeletBench::container(pod), u"resources"), u"requests").set(u"cpu", u"9"_s);
        bench.create(pod);
        Value other = KubeletBench::pod(u"other"_s);
        mapIn(mapIn(other, u"spec"), u"nodeSelector").set(u"disk", u"ssd"_s);
        bench.create(other);
        bench.api.clock.advance(100);
        COMPARE_LINES(
            bench.events(u"big"_s),
            QStringList(
                {u"OutOfcpu: Node didn't have enough resource: cpu, requested: 9000, used: 0, capacity: 8000"_s}));
        const Value after = bench.get(u"big"_s);
        QCOMPARE(textAt(after, {u"status", u"phase"}), u"Failed"_s);
        QCOMPARE(textAt(after, {u"status", u"reason"}), u"OutOfcpu"_s);
        QCOMPARE(
            textAt(after, {u"status", u"message"}),
            u"Pod was rejected: Node didn't have enough resource: cpu, requested: 9000, used: 0, capacity: 8000"_s);
        COMPARE_LINES(
            bench.events(u"other"_s),
            QStringList(
                {u"NodeAffinity: Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector"_s}));
        // What was refused takes nothing.
        bench.create(KubeletBench::pod(u"web"_s));
        bench.api.clock.advance(5000);
        QCOMPARE(textAt(bench.get(u"web"_s), {u"status", u"phase"}), u"Running"_s);
    }
};

QTEST_GUILESS_MAIN(TestPodEnd)
#include "tst_podend.moc"
