// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/run/hostilerig.h"
#include "tests/support/limits.h"

#include <QElapsedTimer>

using namespace practice;
using namespace Qt::StringLiterals;
using hostile::Rig;
using model::Value;

namespace {

// What a settled cluster of three nodes writes a minute: a Lease each every ten seconds, now and then a Node.
constexpr qint64 quietWrites = 30;

} // namespace

// What people do to a cluster, on purpose or not, and what a real one would bear: it comes to rest, says why, and costs
// no more than it must.
class TestHostileCluster : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Events are gone an hour after they were last written, as an API server's lease has it; nothing else grows.
    void aCronJobForHours()
    {
        Rig rig;
        rig.make(R"({"apiVersion":"batch/v1","kind":"CronJob","metadata":{"namespace":"default","name":"tick"},)"
                 R"("spec":{"schedule":"* * * * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never",)"
                 R"("containers":[{"name":"c","image":"busybox","command":["true"]}]}}}}}})");
        QElapsedTimer time;
        time.start();
        rig.pass(3 * 3600, 1000);
        const std::size_t afterHours = rig.list(u"v1", u"Event").size();
        rig.pass(3 * 3600, 1000);
        const std::size_t afterAll = rig.list(u"v1", u"Event").size();
        qInfo("six hours took %lld ms; %zu Events", static_cast<long long>(time.elapsed()), afterAll);
        QVERIFY(rig.list(u"batch/v1", u"Job").size() <= 5); // three that succeeded, and what is going on
        QVERIFY(rig.list(u"v1", u"Pod").size() <= 5);
        QVERIFY2(afterAll <= afterHours + 20 && afterAll > 100, qPrintable(QString::number(afterAll)));
        const Value tick = rig.get(u"batch/v1", u"CronJob", u"tick"_s);
        QVERIFY(timeOf(textAt(tick, {u"status", u"lastSuccessfulTime"})) > rig.api.clock.wallMs() - 120 * 1000);
    }

    void antiAffinityThatCannotHold()
    {
        Rig rig;
        rig.deploy("apart", 40,
                   R"("affinity":{"podAntiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{"topologyKey":)"
                   R"("kubernetes.io/hostname","labelSelector":{"matchLabels":{"app":"apart"}}}]}},)");
        rig.pass(60);
        QCOMPARE(rig.ready(u"apart"_s), 3);
        const QStringList why = rig.messages(u"FailedScheduling");
        QVERIFY(!why.isEmpty());
        QCOMPARE(why.last(),
                 u"0/3 nodes are available: 3 node(s) didn't match pod anti-affinity rules. preemption: 0/3 "
                 "nodes are available: 3 No preemption victims found for incoming pod."_s);
        rig.pass(600);
        const qint64 writes = rig.writesIn(60);
        QVERIFY2(writes <= quietWrites, qPrintable(QString::number(writes)));
    }

    // A probe that never answers: restarts wait longer and longer, and it is one Event that counts.
    void probeLoops()
    {
        Rig rig;
        rig.deploy("sick", 20, {}, {},
                   R"(,"livenessProbe":{"periodSeconds":1,"failureThreshold":1,"httpGet":{"path":"/","port":80}})",
                   "hang after=1s");
        rig.pass(3600);
        std::map<QString, std::size_t> about;
        for (const Value &event : rig.list(u"v1", u"Event"))
            ++about[textAt(event, {u"involvedObject", u"name"}) + u' ' + textAt(event, {u"reason"})];
        for (const auto &[what, count] : about) QVERIFY2(count <= 12, qPrintable(what + u' ' + QString::number(count)));
        const std::vector<Value> pods = rig.list(u"v1", u"Pod");
        QCOMPARE(pods.size(), std::size_t(20));
        const Value &status = listAt(pods.front(), {u"status", u"containerStatuses"}).front();
        const qint64 restarts = integerAt(status, {u"restartCount"});
        QVERIFY2(restarts >= 8 && restarts <= 30, qPrintable(QString::number(restarts)));
    }

    // Two Deployments with the same selector: each keeps to the pods of its own sets, and all comes to rest.
    void selectorsThatFight()
    {
        Rig rig;
        rig.twin("one", "nginx:1", 3);
        rig.twin("two", "nginx:2", 2);
        rig.twin("three", "nginx:1", 2); // with the template of the first, so with its hash
        rig.pass(120);
        QCOMPARE(rig.ready(u"one"_s), 3);
        QCOMPARE(rig.ready(u"two"_s), 2);
        QCOMPARE(rig.ready(u"three"_s), 2);
        QCOMPARE(rig.list(u"v1", u"Pod").size(), std::size_t(7));
        const qint64 writes = rig.writesIn(60);
        QVERIFY2(writes <= quietWrites, qPrintable(QString::number(writes)));
    }

    void aNamespaceStuckOnAFinalizer()
    {
        Rig rig;
        rig.make(R"({"apiVersion":"v1","kind":"Namespace","metadata":{"name":"stuck"}})");
        rig.make(R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"namespace":"stuck","name":"held",)"
                 R"("finalizers":["example.com/never"]}})");
        QVERIFY(rig.user.remove(rig.user.kind(u"v1", u"Namespace"), {}, u"stuck"_s).ok());
        rig.pass(600);
        const Value space = rig.get(u"v1", u"Namespace", u"stuck"_s, {});
        QCOMPARE(textAt(space, {u"status", u"phase"}), u"Terminating"_s);
        QCOMPARE(rig.condition(space, u"NamespaceContentRemaining"),
                 u"True SomeResourcesRemain: Some resources are remaining: configmaps. has 1 resource instances"_s);
        QCOMPARE(rig.condition(space, u"NamespaceFinalizersRemaining"),
                 u"True SomeFinalizersRemain: Some content in the namespace has finalizers remaining: "
                 "example.com/never in 1 resource instances"_s);
        const qint64 writes = rig.writesIn(60);
        QVERIFY2(writes <= quietWrites, qPrintable(QString::number(writes)));
        rig.patch(u"v1", u"ConfigMap", u"held"_s, R"({"metadata":{"finalizers":null}})", u"stuck"_s);
        rig.pass(600);
        QVERIFY(rig.get(u"v1", u"Namespace", u"stuck"_s, {}).isNull());
    }

    // Each owns the other, and wants to go last.
    void ownersInACircle()
    {
        Rig rig;
        const QString a = rig.map("a"), b = rig.map("b"), c = rig.map("c");
        rig.own(u"a"_s, u"c"_s, c);
        rig.own(u"b"_s, u"a"_s, a);
        rig.own(u"c"_s, u"b"_s, b);
        rig.pass(10);
        DeleteOptions foreground;
        foreground.propagation = u"Foreground"_s;
        QVERIFY(rig.user.remove(rig.user.kind(u"v1", u"ConfigMap"), u"default"_s, u"a"_s, foreground).ok());
        rig.pass(120);
        for (const QString &name : {u"a"_s, u"b"_s, u"c"_s})
            QVERIFY2(rig.get(u"v1", u"ConfigMap", name).isNull(), qPrintable(name));
        const qint64 writes = rig.writesIn(60);
        QVERIFY2(writes <= quietWrites, qPrintable(QString::number(writes)));
    }

    // Two autoscalers for one Deployment: neither does anything, and both say why.
    void autoscalersThatFight()
    {
        Rig rig;
        rig.deploy("busy", 2, {}, {}, R"(,"resources":{"requests":{"cpu":"100m"}})", "cpu=300m");
        for (const char *name : {"one", "two"}) rig.autoscale(name);
        rig.pass(600);
        const Value one = rig.get(u"autoscaling/v2", u"HorizontalPodAutoscaler", u"one"_s);
        QVERIFY2(rig.condition(one, u"ScalingActive")
                     .startsWith(u"False AmbiguousSelector: pods by selector app=busy are controlled by multiple HPAs"),
                 qPrintable(rig.condition(one, u"ScalingActive")));
        QVERIFY(!rig.messages(u"AmbiguousSelector").isEmpty());
        // One goes, and the other one scales.
        QVERIFY(
            rig.user.remove(rig.user.kind(u"autoscaling/v2", u"HorizontalPodAutoscaler"), u"default"_s, u"two"_s).ok());
        rig.pass(300);
        QCOMPARE(integerAt(rig.get(u"apps/v1", u"Deployment", u"busy"_s), {u"spec", u"replicas"}), 8);
    }

    void allMayBeUnavailable()
    {
        Rig rig;
        rig.deploy("gone", 6, {}, R"("strategy":{"rollingUpdate":{"maxUnavailable":"100%","maxSurge":0}},)");
        rig.pass(30);
        QCOMPARE(rig.ready(u"gone"_s), 6);
        rig.patch(u"apps/v1", u"Deployment", u"gone"_s,
                  R"({"spec":{"template":{"spec":{"containers":[{"name":"c","image":"nginx:2"}]}}}})");
        rig.pass(60);
        QCOMPARE(rig.ready(u"gone"_s), 6);
        QCOMPARE(integerAt(rig.get(u"apps/v1", u"Deployment", u"gone"_s), {u"status", u"updatedReplicas"}), 6);
        QCOMPARE(rig.list(u"v1", u"Pod").size(), std::size_t(6));
    }

    // A hundred at a time that all fail: it gives up after six, and takes the others away.
    void aJobThatFails()
    {
        Rig rig;
        rig.job("bomb", true, 500, 100);
        rig.pass(300);
        const Value bomb = rig.get(u"batch/v1", u"Job", u"bomb"_s);
        QCOMPARE(rig.condition(bomb, u"Failed"),
                 u"True BackoffLimitExceeded: Job has reached the specified backoff limit"_s);
        QCOMPARE(integerAt(bomb, {u"status", u"active"}), 0);
        QVERIFY(rig.list(u"v1", u"Pod").size() <= 100);
        const qint64 writes = rig.writesIn(60);
        QVERIFY2(writes <= quietWrites, qPrintable(QString::number(writes)));
    }

    void aJobOfManyPods()
    {
        Rig rig;
        rig.job("many", false, 500, 100);
        rig.pass(300);
        const Value many = rig.get(u"batch/v1", u"Job", u"many"_s);
        QCOMPARE(integerAt(many, {u"status", u"succeeded"}), 500);
        QVERIFY(rig.condition(many, u"Complete").startsWith(u"True CompletionsReached"));
    }

    // A template that changes all the time: ten old sets are kept, and the last one comes up.
    void aTemplateThatNeverRests()
    {
        Rig rig;
        rig.deploy("restless", 4);
        for (int i = 0; i < 80; ++i) {
            rig.patch(u"apps/v1", u"Deployment", u"restless"_s,
                      QByteArray(R"({"spec":{"template":{"spec":{"terminationGracePeriodSeconds":)") +
                          QByteArray::number(i + 1) + "}}}}");
            rig.pass(1, 250);
        }
        rig.pass(120);
        QCOMPARE(rig.ready(u"restless"_s), 4);
        QCOMPARE(rig.list(u"v1", u"Pod").size(), std::size_t(4));
        QCOMPARE(rig.list(u"apps/v1", u"ReplicaSet").size(), std::size_t(11));
        const qint64 writes = rig.writesIn(60);
        QVERIFY2(writes <= quietWrites, qPrintable(QString::number(writes)));
    }

    void aNamespaceWithThousands()
    {
        Rig rig;
        rig.make(R"({"apiVersion":"v1","kind":"Namespace","metadata":{"name":"full"}})");
        for (int i = 0; i < 3000; ++i)
            rig.make(R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"namespace":"full","generateName":"c-"}})");
        QVERIFY(rig.user.remove(rig.user.kind(u"v1", u"Namespace"), {}, u"full"_s).ok());
        rig.pass(60);
        QVERIFY(rig.get(u"v1", u"Namespace", u"full"_s, {}).isNull());
        QVERIFY(rig.list(u"v1", u"ConfigMap", u"full"_s).empty());
    }

    // A pod on a node that there is not is taken away (podgc, after a quarantine of 40 seconds).
    void aPodOnNoNode()
    {
        Rig rig;
        rig.make(R"({"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"default","name":"lost"},"spec":{)"
                 R"("nodeName":"nowhere","containers":[{"name":"c","image":"nginx"}]}})");
        rig.pass(30);
        QVERIFY(!rig.get(u"v1", u"Pod", u"lost"_s).isNull());
        rig.pass(120);
        QVERIFY(rig.get(u"v1", u"Pod", u"lost"_s).isNull());
    }

    // There are 256 ranges of addresses for nodes' pods: those that come later say that they got none, and say it in
    // one Event each.
    void moreNodesThanRanges()
    {
        Rig rig;
        for (int number = 4; number <= 260; ++number)
            rig.components.kubelets().add(KubeletOptions::machine(number)); // joins at once
        rig.pass(1200, 1000);
        int ready = 0;
        QStringList without;
        for (const Value &node : rig.list(u"v1", u"Node", {})) {
            ready += rig.condition(node, u"Ready").startsWith(u"True") ? 1 : 0;
            if (textAt(node, {u"spec", u"podCIDR"}).isEmpty()) without.append(nameOf(node));
        }
        QCOMPARE(ready, 256);
        QCOMPARE(without.size(), 4);
        QStringList said = rig.messages(u"CIDRNotAvailable");
        said.sort();
        QStringList wanted;
        for (const QString &name : without) wanted.append(u"Node %1 status is now: CIDRNotAvailable"_s.arg(name));
        wanted.sort();
        QCOMPARE(said, wanted);
    }

    void nodesByTheThousand()
    {
        QElapsedTimer time;
        time.start();
        Rig rig(1000);
        rig.pass(60, 1000);
        std::size_t ready = 0;
        for (const Value &node : rig.list(u"v1", u"Node", {}))
            ready += rig.condition(node, u"Ready").startsWith(u"True") ? 1 : 0;
        QCOMPARE(ready, std::size_t(1000));
        const qint64 came = time.restart();
        rig.deploy("wide", 1000);
        rig.pass(30, 1000);
        QCOMPARE(rig.ready(u"wide"_s), 1000);
        const qint64 placed = time.restart();
        rig.pass(60, 1000);
        qInfo("1,000 nodes came in %lld ms, 1,000 pods in %lld ms; a minute costs %lld ms",
              static_cast<long long>(came), static_cast<long long>(placed), static_cast<long long>(time.elapsed()));
        // A minute takes less than that to live, or the cluster falls behind.
        QVERIFY(time.elapsed() < 6 * support::maxMs);
    }

    // What needs a volume that is somewhere goes there, or says that it cannot.
    void volumesThatAreSomewhere()
    {
        Rig rig;
        rig.make(R"({"apiVersion":"storage.k8s.io/v1","kind":"StorageClass","metadata":{"name":"local"},)"
                 R"("provisioner":"kubernetes.io/no-provisioner","volumeBindingMode":"WaitForFirstConsumer"})");
        rig.make(
            R"({"apiVersion":"v1","kind":"PersistentVolume","metadata":{"name":"disk"},"spec":{"storageClassName":)"
            R"("local","capacity":{"storage":"10Gi"},"accessModes":["ReadWriteOnce"],"local":{"path":"/d"},)"
            R"("nodeAffinity":{"required":{"nodeSelectorTerms":[{"matchExpressions":[{"key":)"
            R"("kubernetes.io/hostname","operator":"In","values":["node-2"]}]}]}}}})");
        rig.claim("data");
        rig.podWith("first", "data");
        rig.pass(60);
        QCOMPARE(textAt(rig.get(u"v1", u"Pod", u"first"_s), {u"spec", u"nodeName"}), u"node-2"_s);
        QCOMPARE(textAt(rig.get(u"v1", u"PersistentVolumeClaim", u"data"_s), {u"spec", u"volumeName"}), u"disk"_s);
        QCOMPARE(textAt(rig.get(u"v1", u"PersistentVolumeClaim", u"data"_s), {u"status", u"phase"}), u"Bound"_s);
        // There is no other one; and this one is where it is.
        rig.claim("more");
        rig.podWith("second", "more");
        rig.podWith("third", "data", R"("nodeSelector":{"kubernetes.io/hostname":"node-1"},)");
        rig.pass(60);
        const auto why = [&rig](const QString &name) {
            return rig.condition(rig.get(u"v1", u"Pod", name), u"PodScheduled");
        };
        QCOMPARE(why(u"second"_s),
                 u"False Unschedulable: 0/3 nodes are available: 3 node(s) didn't find available persistent volumes to "
                 "bind. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling."_s);
        QCOMPARE(why(u"third"_s),
                 u"False Unschedulable: 0/3 nodes are available: 1 node(s) didn't match PersistentVolume's node "
                 "affinity, 2 node(s) didn't match Pod's node affinity/selector. preemption: 0/3 nodes are available: "
                 "3 Preemption is not helpful for scheduling."_s);
    }
};

QTEST_GUILESS_MAIN(TestHostileCluster)
#include "tst_hostilecluster.moc"
