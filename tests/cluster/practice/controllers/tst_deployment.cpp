// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/deployment.h"
#include "cluster/practice/controllers/podstate.h"
#include "cluster/practice/controllers/replicaset.h"
#include "tests/cluster/practice/controllers/controllersbench.h"

#include <QTest>

using namespace practice;
using namespace Qt::StringLiterals;
using model::Value;

namespace {

struct Bench : bench::ControllersBench
{
    ReplicaSetController sets{process};
    DeploymentController controller{process};

    Bench() { start(); }

    Value deploy(int replicas, const QByteArray &more = {}, const QByteArray &name = "web")
    {
        return create("{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"" + name +
                      "\"},\"spec\":{\"replicas\":" + QByteArray::number(replicas) +
                      (more.isEmpty() ? "" : "," + more) +
                      R"(,"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},)"
                      R"("spec":{"containers":[{"name":"c","image":"nginx:1"}]}}}})");
    }
    void setImage(const QByteArray &image)
    {
        patch(u"apps/v1", u"Deployment", u"web"_s,
              R"({"spec":{"template":{"spec":{"containers":[{"name":"c","image":")" + image + R"("}]}}}})");
    }
    void setSpec(const QByteArray &json) { patch(u"apps/v1", u"Deployment", u"web"_s, "{\"spec\":" + json + "}"); }
    Value web() { return get(u"apps/v1", u"Deployment", u"web"_s); }
    // "Progressing True NewReplicaSetAvailable: …" by type.
    QStringList conditions()
    {
        QStringList all;
        const Value d = web();
        for (const Value &one : listAt(d, {u"status", u"conditions"}))
            all.append(textAt(one, {u"type"}) + u' ' + textAt(one, {u"status"}) + u' ' + textAt(one, {u"reason"}) +
                       u": "_s + textAt(one, {u"message"}));
        all.sort();
        return all;
    }
    QString counts()
    {
        Value status = statusIn(web());
        status.remove(u"conditions");
        return bench::flat(status);
    }
    // "hash wants/has revision" of each ReplicaSet, the oldest first.
    QStringList shape()
    {
        Sets all = list(u"apps/v1", u"ReplicaSet");
        std::sort(all.begin(), all.end(), isOlder);
        QStringList lines;
        for (const Value &set : all)
            lines.append(u"%1 %2/%3 r%4"_s.arg(textAt(set, {u"metadata", u"labels", u"pod-template-hash"}))
                             .arg(wantedReplicas(set))
                             .arg(integerAt(set, {u"status", u"replicas"}))
                             .arg(annotationOf(set, revisions::revision)));
        return lines;
    }
};

const QString done = u"Progressing True NewReplicaSetAvailable: ReplicaSet \"%1\" has successfully progressed."_s;
const QString available = u"Available True MinimumReplicasAvailable: Deployment has minimum availability."_s;
const QString unavailable =
    u"Available False MinimumReplicasUnavailable: Deployment does not have minimum availability."_s;

} // namespace

class TestDeployment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // As a real cluster does it: the same names, writes in the same order, the same words.
    void firstRollout()
    {
        Bench bench;
        bench.deploy(3);
        bench.settle();
        QCOMPARE(bench.writes,
                 (QStringList{u"create ReplicaSet/web-758d58495"_s, u"update Deployment/web status"_s,
                              u"update ReplicaSet/web-758d58495 status"_s, u"update Deployment/web status"_s,
                              u"update ReplicaSet/web-758d58495 status"_s, u"update Deployment/web status"_s}));
        QCOMPARE(bench.conditions(),
                 (QStringList{unavailable, u"Progressing True ReplicaSetUpdated: ReplicaSet \"web-758d58495\" is "
                                           "progressing."_s}));
        QCOMPARE(bench.counts(), u"observedGeneration=1 replicas=3 unavailableReplicas=3 updatedReplicas=3"_s);
        bench.runUntilQuiet();
        QCOMPARE(bench.conditions(), (QStringList{available, done.arg(u"web-758d58495")}));
        QCOMPARE(bench.counts(),
                 u"availableReplicas=3 observedGeneration=1 readyReplicas=3 replicas=3 updatedReplicas=3"_s);
        QCOMPARE(annotationOf(bench.web(), revisions::revision), u"1"_s);
        const Value set = bench.get(u"apps/v1", u"ReplicaSet", u"web-758d58495"_s);
        QCOMPARE(bench::flat(*at(set, {u"metadata", u"annotations"})),
                 u"deployment.kubernetes.io/desired-replicas=3 deployment.kubernetes.io/max-replicas=4 "
                 "deployment.kubernetes.io/revision=1"_s);
        QCOMPARE(bench::flat(*at(set, {u"spec", u"selector", u"matchLabels"})),
                 u"app=web pod-template-hash=758d58495"_s);
        QCOMPARE(bench::flat(*at(set, {u"metadata", u"labels"})), u"app=web pod-template-hash=758d58495"_s);
        QCOMPARE(textAt(*controllerOf(set), {u"kind"}), u"Deployment"_s);
        QCOMPARE(bench.events(u"ScalingReplicaSet"_s),
                 QStringList{u"Normal ScalingReplicaSet: Scaled up replica set web-758d58495 from 0 to 3"_s});
    }

    void rollingUpdate()
    {
        Bench bench;
        bench.deploy(3);
        bench.runUntilQuiet();
        bench.setImage("nginx:2");
        bench.runUntilQuiet();
        QCOMPARE(bench.events(u"ScalingReplicaSet"_s),
                 (QStringList{u"Normal ScalingReplicaSet: Scaled up replica set web-758d58495 from 0 to 3"_s,
                              u"Normal ScalingReplicaSet: Scaled up replica set web-f56f986d from 0 to 1"_s,
                              u"Normal ScalingReplicaSet: Scaled down replica set web-758d58495 from 3 to 2"_s,
                              u"Normal ScalingReplicaSet: Scaled up replica set web-f56f986d from 1 to 2"_s,
                              u"Normal ScalingReplicaSet: Scaled down replica set web-758d58495 from 2 to 1"_s,
                              u"Normal ScalingReplicaSet: Scaled up replica set web-f56f986d from 2 to 3"_s,
                              u"Normal ScalingReplicaSet: Scaled down replica set web-758d58495 from 1 to 0"_s}));
        QCOMPARE(bench.shape(), (QStringList{u"758d58495 0/0 r1"_s, u"f56f986d 3/3 r2"_s}));
        QCOMPARE(bench.conditions(), (QStringList{available, done.arg(u"web-f56f986d")}));
        QCOMPARE(annotationOf(bench.web(), revisions::revision), u"2"_s);
        QCOMPARE(bench.pods().size(), std::size_t(3));
    }

    // kubectl copies the old template back; its ReplicaSet is taken up again and remembers what it was.
    void undo()
    {
        Bench bench;
        bench.deploy(3);
        bench.runUntilQuiet();
        bench.setImage("nginx:2");
        bench.runUntilQuiet();
        bench.writes.clear();
        bench.setImage("nginx:1");
        bench.runUntilQuiet();
        QCOMPARE(bench.writes.mid(0, 3),
                 (QStringList{u"update ReplicaSet/web-758d58495"_s, u"update Deployment/web status"_s,
                              u"update ReplicaSet/web-758d58495"_s}));
        QCOMPARE(bench.shape(), (QStringList{u"758d58495 3/3 r3"_s, u"f56f986d 0/0 r2"_s}));
        const Value set = bench.get(u"apps/v1", u"ReplicaSet", u"web-758d58495"_s);
        QCOMPARE(annotationOf(set, revisions::history), u"1"_s);
        QCOMPARE(annotationOf(bench.web(), revisions::revision), u"3"_s);
    }

    // No step leaves less than may be unavailable, nor more than may be there.
    void boundsWhileRolling_data()
    {
        QTest::addColumn<int>("replicas");
        QTest::addColumn<QByteArray>("bounds");
        QTest::addColumn<int>("least");
        QTest::addColumn<int>("most");
        QTest::newRow("quarter of 10") << 10 << QByteArray("{}") << 8 << 13;
        QTest::newRow("one at a time") << 4 << QByteArray(R"({"maxSurge":0,"maxUnavailable":1})") << 3 << 4;
        QTest::newRow("surge alone") << 4 << QByteArray(R"({"maxSurge":2,"maxUnavailable":0})") << 4 << 6;
        QTest::newRow("percents that round to nothing")
            << 1 << QByteArray(R"({"maxSurge":"0%","maxUnavailable":"1%"})") << 0 << 1;
        QTest::newRow("all at once") << 5 << QByteArray(R"({"maxSurge":"100%","maxUnavailable":"100%"})") << 0 << 10;
    }
    void boundsWhileRolling()
    {
        QFETCH(int, replicas);
        QFETCH(QByteArray, bounds);
        QFETCH(int, least);
        QFETCH(int, most);
        Bench bench;
        bench.deploy(replicas, R"("strategy":{"type":"RollingUpdate","rollingUpdate":)" + bounds + "}");
        bench.runUntilQuiet();
        bench.setImage("nginx:2");
        int steps = 0;
        for (; steps < 200 && bench.shape().value(1) != u"f56f986d %1/%1 r2"_s.arg(replicas); ++steps) {
            bench.settle(20);
            int ready = 0;
            const auto pods = bench.pods();
            for (const Value &pod : pods)
                if (isReady(pod) && !isGoing(pod)) ++ready;
            QVERIFY2(ready >= least, qPrintable(bench.shape().join(u"; ")));
            QVERIFY2(int(pods.size()) <= most, qPrintable(bench.shape().join(u"; ")));
            for (const Value &pod : pods) // one more is ready, so that each step shows
                if (!isReady(pod)) {
                    bench.setReady(pod, true);
                    break;
                }
        }
        QVERIFY(steps < 200);
        bench.runUntilQuiet();
        QCOMPARE(bench.pods().size(), std::size_t(replicas));
    }

    void recreate()
    {
        Bench bench;
        bench.deploy(2, R"("strategy":{"type":"Recreate"})");
        bench.runUntilQuiet();
        // One on a node: it goes only when its kubelet says so.
        const Value slow = bench.pods().front();
        QVERIFY(!bench.user.bind(u"default"_s, nameOf(slow), uidOf(slow), u"node-1"_s));
        bench.settle();
        bench.setImage("nginx:2");
        bench.settle(5000);
        QCOMPARE(bench.shape(), QStringList{u"758d58495 0/0 r1"_s});
        QCOMPARE(bench.pods().size(), std::size_t(1));
        QVERIFY(isGoing(bench.pods().front()));
        bench.runUntilQuiet();
        QCOMPARE(bench.shape(), (QStringList{u"758d58495 0/0 r1"_s, u"f56f986d 2/2 r2"_s}));
        QCOMPARE(bench.conditions(), (QStringList{available, done.arg(u"web-f56f986d")}));
    }

    void scales()
    {
        Bench bench;
        bench.deploy(2);
        bench.runUntilQuiet();
        bench.setSpec("{\"replicas\":5}");
        bench.runUntilQuiet();
        QCOMPARE(bench.shape(), QStringList{u"758d58495 5/5 r1"_s});
        const Value set = bench.get(u"apps/v1", u"ReplicaSet", u"web-758d58495"_s);
        QCOMPARE(annotationOf(set, revisions::desired), u"5"_s);
        QCOMPARE(annotationOf(set, revisions::most), u"7"_s);
        bench.setSpec("{\"replicas\":0}");
        bench.runUntilQuiet();
        QCOMPARE(bench.shape(), QStringList{u"758d58495 0/0 r1"_s});
        QCOMPARE(bench.counts(), u"observedGeneration=3"_s);
        QCOMPARE(bench.events(u"ScalingReplicaSet"_s).mid(1),
                 (QStringList{u"Normal ScalingReplicaSet: Scaled up replica set web-758d58495 from 2 to 5"_s,
                              u"Normal ScalingReplicaSet: Scaled down replica set web-758d58495 from 5 to 0"_s}));
    }

    // In the middle of a rollout that is stuck each ReplicaSet gets its share (the example of the documentation: 10
    // with surge 3 and unavailable 2, scaled to 15).
    void proportionalScaling()
    {
        Bench bench;
        bench.deploy(10, R"("strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":3,"maxUnavailable":2}})");
        bench.runUntilQuiet();
        bench.setImage("nginx:2");
        bench.settle(3000);
        QCOMPARE(bench.shape(), (QStringList{u"758d58495 8/8 r1"_s, u"f56f986d 5/5 r2"_s}));
        bench.setSpec("{\"replicas\":15}");
        bench.settle(3000);
        QCOMPARE(bench.shape(), (QStringList{u"758d58495 11/11 r1"_s, u"f56f986d 7/7 r2"_s}));
        for (const QString &name : bench.names(u"apps/v1", u"ReplicaSet"))
            QCOMPARE(annotationOf(bench.get(u"apps/v1", u"ReplicaSet", name), revisions::most), u"18"_s);
    }

    void pauseAndResume()
    {
        Bench bench;
        bench.deploy(2);
        bench.runUntilQuiet();
        bench.setSpec("{\"paused\":true}");
        bench.settle();
        QCOMPARE(bench.conditions(),
                 (QStringList{available, u"Progressing Unknown DeploymentPaused: Deployment is paused"_s}));
        bench.setImage("nginx:2");
        bench.runUntilQuiet();
        QCOMPARE(bench.shape(), QStringList{u"758d58495 2/2 r1"_s});
        bench.setSpec("{\"replicas\":3}"); // but it is scaled
        bench.runUntilQuiet();
        QCOMPARE(bench.shape(), QStringList{u"758d58495 3/3 r1"_s});
        bench.setSpec("{\"paused\":false}");
        bench.runUntilQuiet();
        QCOMPARE(bench.shape(), (QStringList{u"758d58495 0/0 r1"_s, u"f56f986d 3/3 r2"_s}));
        QCOMPARE(bench.conditions(), (QStringList{available, done.arg(u"web-f56f986d")}));
    }

    void deadline()
    {
        Bench bench;
        bench.deploy(1, R"("progressDeadlineSeconds":10)");
        bench.settle(9000);
        QCOMPARE(bench.conditions().value(1),
                 u"Progressing True ReplicaSetUpdated: ReplicaSet \"web-758d58495\" is progressing."_s);
        bench.settle(3000);
        QCOMPARE(bench.conditions().value(1), u"Progressing False ProgressDeadlineExceeded: ReplicaSet "
                                              "\"web-758d58495\" has timed out progressing."_s);
        const qint64 revision = bench.api.store.revision();
        bench.settle(60000);
        QCOMPARE(bench.api.store.revision(), revision); // said once
        bench.runUntilQuiet();
        QCOMPARE(bench.conditions(), (QStringList{available, done.arg(u"web-758d58495")}));
    }

    void history()
    {
        Bench bench;
        bench.deploy(1, R"("revisionHistoryLimit":2)");
        for (int i = 2; i <= 6; ++i) {
            bench.runUntilQuiet();
            bench.settle(1000); // so that they have different ages
            bench.setImage("nginx:" + QByteArray::number(i));
        }
        bench.runUntilQuiet();
        QStringList revisionsLeft;
        for (const QString &line : bench.shape()) revisionsLeft.append(line.section(u' ', 1));
        QCOMPARE(revisionsLeft, (QStringList{u"0/0 r4"_s, u"0/0 r5"_s, u"1/1 r6"_s}));
    }

    // A quota that lets no pod in: the ReplicaSet's failure shows on the Deployment.
    void replicaFailure()
    {
        Bench bench;
        bench.create(R"({"apiVersion":"v1","kind":"ResourceQuota","metadata":{"name":"none"},)"
                     R"("spec":{"hard":{"pods":"0"}}})");
        bench.patch(u"v1", u"ResourceQuota", u"none"_s, R"({"status":{"hard":{"pods":"0"},"used":{"pods":"0"}}})",
                    u"status"_s);
        bench.deploy(1);
        bench.settle(1000);
        QCOMPARE(bench.conditions().size(), 3);
        QVERIFY2(bench.conditions().last().startsWith(u"ReplicaFailure True FailedCreate: pods \"web-758d58495-"),
                 qPrintable(bench.conditions().last()));
        bench.remove(u"v1", u"ResourceQuota", u"none"_s);
        bench.settle(120000);
        bench.runUntilQuiet();
        QCOMPARE(bench.conditions(), (QStringList{available, done.arg(u"web-758d58495")}));
    }

    // Another ReplicaSet has the name already: another hash is taken.
    void collision()
    {
        Bench bench;
        bench.create(R"({"apiVersion":"apps/v1","kind":"ReplicaSet","metadata":{"name":"web-758d58495"},"spec":{)"
                     R"("replicas":0,"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},)"
                     R"("spec":{"containers":[{"name":"c","image":"i"}]}}}})");
        bench.deploy(1);
        bench.runUntilQuiet();
        QCOMPARE(integerAt(bench.web(), {u"status", u"collisionCount"}), 1);
        QCOMPARE(bench.list(u"apps/v1", u"ReplicaSet").size(), std::size_t(2));
        QCOMPARE(bench.pods().size(), std::size_t(1));
    }

    // An orphan with its labels and its template becomes its own; one whose labels change is let go.
    void adoptsAndReleases()
    {
        Bench bench;
        bench.deploy(2);
        bench.runUntilQuiet();
        bench.patch(u"apps/v1", u"ReplicaSet", u"web-758d58495"_s, R"({"metadata":{"ownerReferences":null}})");
        bench.settle();
        QVERIFY(controllerOf(bench.get(u"apps/v1", u"ReplicaSet", u"web-758d58495"_s)));
        QCOMPARE(bench.pods().size(), std::size_t(2));
        bench.patch(u"apps/v1", u"ReplicaSet", u"web-758d58495"_s, R"({"metadata":{"labels":{"app":"other"}}})");
        bench.settle(1000);
        QVERIFY(!controllerOf(bench.get(u"apps/v1", u"ReplicaSet", u"web-758d58495"_s)));
        QCOMPARE(integerAt(bench.web(), {u"status", u"collisionCount"}), 1); // its name is taken now
    }

    // Whatever the copy of the cluster misses, there are never more pods than may be.
    void lateWatches()
    {
        Bench bench;
        bench.process.setWatchDelay(700);
        bench.deploy(3);
        for (int i = 0; i < 60; ++i) {
            bench.settle(500);
            bench.runPods();
            QVERIFY(bench.pods().size() <= 4);
        }
        bench.setImage("nginx:2");
        for (int i = 0; i < 150; ++i) {
            bench.settle(500);
            bench.runPods();
            QVERIFY(bench.pods().size() <= 5); // one that goes may be counted as gone
        }
        QCOMPARE(bench.shape(), (QStringList{u"758d58495 0/0 r1"_s, u"f56f986d 3/3 r2"_s}));
    }

    // Two that mean the same labels: each has its own ReplicaSet and pods, and it comes to rest.
    void sameSelector()
    {
        Bench bench;
        bench.deploy(2);
        bench.deploy(3, {}, "web-two");
        bench.runUntilQuiet();
        QCOMPARE(bench.shape().size(), 2);
        QCOMPARE(bench.pods().size(), std::size_t(5));
        bench.setImage("nginx:2");
        bench.runUntilQuiet();
        QCOMPARE(bench.pods().size(), std::size_t(5));
        QCOMPARE(bench.list(u"apps/v1", u"ReplicaSet").size(), std::size_t(3));
    }

    // A quota that lets no ReplicaSet in: it says so, tries fifteen times more, and then waits for a change.
    void cannotMakeItsSet()
    {
        Bench bench;
        const QByteArray hard = R"({"count/replicasets.apps":"0"})";
        bench.create(R"({"apiVersion":"v1","kind":"ResourceQuota","metadata":{"name":"none"},"spec":{"hard":)" + hard +
                     "}}");
        bench.patch(u"v1", u"ResourceQuota", u"none"_s, R"({"status":{"hard":)" + hard + R"(,"used":)" + hard + "}}",
                    u"status"_s);
        bench.deploy(1);
        bench.settle(1000);
        const QString why = u"Failed to create new replica set \"web-758d58495\": replicasets.apps "
                            "\"web-758d58495\" is forbidden: exceeded quota: none, requested: "
                            "count/replicasets.apps=1, used: count/replicasets.apps=0, limited: "
                            "count/replicasets.apps=0"_s;
        QCOMPARE(bench.conditions(), QStringList{u"Progressing False ReplicaSetCreateError: "_s + why});
        QCOMPARE(bench.events(), QStringList{u"Warning ReplicaSetCreateError: "_s + why});
        bench.settle(600000);
        const qint64 revision = bench.api.store.revision();
        bench.settle(3600000);
        QCOMPARE(bench.api.store.revision(), revision);
        bench.remove(u"v1", u"ResourceQuota", u"none"_s);
        bench.setSpec("{\"replicas\":2}");
        bench.runUntilQuiet();
        QCOMPARE(bench.shape(), QStringList{u"758d58495 2/2 r1"_s});
    }

    void rollbackAnnotation()
    {
        Bench bench;
        bench.deploy(1);
        bench.runUntilQuiet();
        bench.setImage("nginx:2");
        bench.runUntilQuiet();
        bench.patch(u"apps/v1", u"Deployment", u"web"_s,
                    R"({"metadata":{"annotations":{"deprecated.deployment.rollback.to":"1"}}})");
        bench.runUntilQuiet();
        QCOMPARE(bench.shape(), (QStringList{u"758d58495 1/1 r3"_s, u"f56f986d 0/0 r2"_s}));
        QCOMPARE(bench.events(u"DeploymentRollback"_s),
                 QStringList{u"Normal DeploymentRollback: Rolled back deployment \"web\" to revision 1"_s});
        QVERIFY(annotationOf(bench.web(), revisions::rollbackTo).isEmpty());
        bench.patch(u"apps/v1", u"Deployment", u"web"_s,
                    R"({"metadata":{"annotations":{"deprecated.deployment.rollback.to":"17"}}})");
        bench.runUntilQuiet();
        QCOMPARE(bench.events(u"DeploymentRollbackRevisionNotFound"_s).size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestDeployment)
#include "tst_deployment.moc"
