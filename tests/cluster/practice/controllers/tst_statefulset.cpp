// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"
#include "cluster/practice/controllers/statefulset.h"
#include "tests/cluster/practice/controllers/controllersbench.h"

#include <QTest>

using namespace practice;
using namespace Qt::StringLiterals;
using model::Value;

namespace {

struct Bench : bench::ControllersBench
{
    StatefulSetController controller{process};

    Bench() { start(); }

    void make(int replicas, const QByteArray &more = {})
    {
        create(
            "{\"apiVersion\":\"apps/"
            "v1\",\"kind\":\"StatefulSet\",\"metadata\":{\"name\":\"db\"},\"spec\":{\"replicas\":" +
            QByteArray::number(replicas) + (more.isEmpty() ? "" : "," + more) +
            R"(,"serviceName":"db","selector":{"matchLabels":{"app":"db"}},"template":{"metadata":{"labels":{)"
            R"("app":"db"}},"spec":{"containers":[{"name":"c","image":"nginx:1","env":[{"name":"A","value":"<&ä>"}],)"
            R"("resources":{"limits":{"cpu":"0.5"}}}]}}}})");
    }
    void setImage(const QByteArray &image)
    {
        QByteArray json = R"({"spec":{"template":{"spec":{"containers":[{"name":"c","image":"IMAGE",)"
                          R"("env":[{"name":"A","value":"<&ä>"}],"resources":{"limits":{"cpu":"0.5"}}}]}}}})";
        patch(u"apps/v1", u"StatefulSet", u"db"_s, json.replace("IMAGE", image));
    }
    void setSpec(const QByteArray &json) { patch(u"apps/v1", u"StatefulSet", u"db"_s, "{\"spec\":" + json + "}"); }
    QString counts() { return bench::flat(status(u"apps/v1", u"StatefulSet", u"db"_s)); }
    // "db-0 nginx:1" of each pod.
    QStringList shape()
    {
        QStringList lines;
        for (const Value &pod : pods())
            lines.append(nameOf(pod) + u' ' + textAt(listAt(pod, {u"spec", u"containers"}).front(), {u"image"}));
        return lines;
    }
};

const QByteArray claims = R"("volumeClaimTemplates":[{"metadata":{"name":"data"},"spec":{"accessModes":)"
                          R"(["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}])";

QString created(int ordinal)
{
    return u"Normal SuccessfulCreate: create Pod db-%1 in StatefulSet db successful"_s.arg(ordinal);
}
QString deleted(int ordinal)
{
    return u"Normal SuccessfulDelete: delete Pod db-%1 in StatefulSet db successful"_s.arg(ordinal);
}

} // namespace

class TestStatefulSet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // As a real cluster does it: the same names, counts and words.
    void oneAfterTheOther()
    {
        Bench bench;
        bench.make(2);
        bench.settle();
        QCOMPARE(bench.shape(), QStringList{u"db-0 nginx:1"_s});
        QCOMPARE(bench.counts(),
                 u"availableReplicas=0 collisionCount=0 currentReplicas=1 currentRevision=db-5797bdc975 "
                 "observedGeneration=1 replicas=1 updateRevision=db-5797bdc975 updatedReplicas=1"_s);
        bench.settle(60000); // however long it takes
        QCOMPARE(bench.pods().size(), std::size_t(1));
        bench.runPods();
        bench.settle();
        QCOMPARE(bench.pods().size(), std::size_t(2));
        QCOMPARE(bench.counts(),
                 u"availableReplicas=1 collisionCount=0 currentReplicas=2 currentRevision=db-5797bdc975 "
                 "observedGeneration=1 readyReplicas=1 replicas=2 updateRevision=db-5797bdc975 "
                 "updatedReplicas=2"_s);
        bench.runUntilQuiet();
        QCOMPARE(bench.counts(),
                 u"availableReplicas=2 collisionCount=0 currentReplicas=2 currentRevision=db-5797bdc975 "
                 "observedGeneration=1 readyReplicas=2 replicas=2 updateRevision=db-5797bdc975 "
                 "updatedReplicas=2"_s);
        QCOMPARE(bench.events(), (QStringList{created(0), created(1)}));
        const Value pod = bench.get(u"v1", u"Pod", u"db-1"_s);
        QCOMPARE(bench::flat(*at(pod, {u"metadata", u"labels"})),
                 u"app=db apps.kubernetes.io/pod-index=1 controller-revision-hash=db-5797bdc975 "
                 "statefulset.kubernetes.io/pod-name=db-1"_s);
        QCOMPARE(textAt(pod, {u"metadata", u"generateName"}), u"db-"_s);
        QCOMPARE(textAt(pod, {u"spec", u"hostname"}), u"db-1"_s);
        QCOMPARE(textAt(pod, {u"spec", u"subdomain"}), u"db"_s);
        QCOMPARE(textAt(*controllerOf(pod), {u"kind"}), u"StatefulSet"_s);
        const Value revision = bench.get(u"apps/v1", u"ControllerRevision", u"db-5797bdc975"_s);
        QCOMPARE(bench::flat(*at(revision, {u"metadata", u"labels"})),
                 u"app=db controller.kubernetes.io/hash=5797bdc975"_s);
        QCOMPARE(integerAt(revision, {u"revision"}), 1);
        QCOMPARE(textAt(revision, {u"data", u"spec", u"template", u"$patch"}), u"replace"_s);
    }

    void parallel()
    {
        Bench bench;
        bench.make(5, R"("podManagementPolicy":"Parallel")");
        bench.settle();
        QCOMPARE(bench.pods().size(), std::size_t(5));
        bench.setSpec(R"({"replicas":1})");
        bench.settle();
        QCOMPARE(bench.names(u"v1", u"Pod"), QStringList{u"db-0"_s}); // none had a node to go from
    }

    // From the highest down, each when the one before is gone.
    void scalesDown()
    {
        Bench bench;
        bench.make(3);
        bench.runUntilQuiet();
        for (const Value &pod : bench.pods())
            QVERIFY(!bench.user.bind(u"default"_s, nameOf(pod), uidOf(pod), u"node-1"_s));
        bench.setSpec(R"({"replicas":1})");
        bench.settle(10000);
        QVERIFY(isGoing(bench.get(u"v1", u"Pod", u"db-2"_s)));
        QVERIFY(!isGoing(bench.get(u"v1", u"Pod", u"db-1"_s)));
        bench.runUntilQuiet();
        QCOMPARE(bench.names(u"v1", u"Pod"), QStringList{u"db-0"_s});
        QCOMPARE(bench.events(u"SuccessfulDelete"_s), (QStringList{deleted(2), deleted(1)}));
    }

    // One that is not well holds up those above it that are not well either, but may go itself.
    void waitsForTheUnhealthy()
    {
        Bench bench;
        bench.make(3);
        bench.runUntilQuiet();
        for (const QString &name : {u"db-1"_s, u"db-2"_s}) bench.setReady(bench.get(u"v1", u"Pod", name), false);
        bench.setSpec(R"({"replicas":0})");
        bench.settle(60000);
        QCOMPARE(bench.names(u"v1", u"Pod"), (QStringList{u"db-0"_s, u"db-1"_s, u"db-2"_s}));
        bench.setReady(bench.get(u"v1", u"Pod", u"db-2"_s), true);
        bench.settle(1000);
        QCOMPARE(bench.pods().size(), std::size_t(0));
        QCOMPARE(bench.events(u"SuccessfulDelete"_s), (QStringList{deleted(2), deleted(1), deleted(0)}));
    }

    void rollingUpdate()
    {
        Bench bench;
        bench.make(2);
        bench.runUntilQuiet();
        bench.setImage("nginx:2");
        bench.settle();
        QCOMPARE(bench.counts(),
                 u"availableReplicas=1 collisionCount=0 currentReplicas=1 currentRevision=db-5797bdc975 "
                 "observedGeneration=2 readyReplicas=1 replicas=2 updateRevision=db-545d47bb88 "
                 "updatedReplicas=1"_s);
        QCOMPARE(bench.shape(), (QStringList{u"db-0 nginx:1"_s, u"db-1 nginx:2"_s}));
        bench.runUntilQuiet();
        QCOMPARE(bench.shape(), (QStringList{u"db-0 nginx:2"_s, u"db-1 nginx:2"_s}));
        QCOMPARE(bench.counts(),
                 u"availableReplicas=2 collisionCount=0 currentReplicas=2 currentRevision=db-545d47bb88 "
                 "observedGeneration=2 readyReplicas=2 replicas=2 updateRevision=db-545d47bb88 "
                 "updatedReplicas=2"_s);
        // Back again: the old revision becomes the newest.
        bench.setImage("nginx:1");
        bench.runUntilQuiet();
        QCOMPARE(bench.names(u"apps/v1", u"ControllerRevision"), (QStringList{u"db-545d47bb88"_s, u"db-5797bdc975"_s}));
        QCOMPARE(integerAt(bench.get(u"apps/v1", u"ControllerRevision", u"db-5797bdc975"_s), {u"revision"}), 3);
        // Each is said twice, the latest last.
        QCOMPARE(bench.events(), (QStringList{deleted(1), created(1), deleted(0), created(0)}));
    }

    void partition()
    {
        Bench bench;
        bench.make(3, R"("updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"partition":2}})");
        bench.runUntilQuiet();
        bench.setImage("nginx:2");
        bench.runUntilQuiet();
        QCOMPARE(bench.shape(), (QStringList{u"db-0 nginx:1"_s, u"db-1 nginx:1"_s, u"db-2 nginx:2"_s}));
        // One below the partition that is lost comes back as it was.
        bench.remove(u"v1", u"Pod", u"db-0"_s);
        bench.runUntilQuiet();
        QCOMPARE(bench.shape(), (QStringList{u"db-0 nginx:1"_s, u"db-1 nginx:1"_s, u"db-2 nginx:2"_s}));
        bench.setSpec(R"({"updateStrategy":{"rollingUpdate":{"partition":0}}})");
        bench.runUntilQuiet();
        QCOMPARE(bench.shape(), (QStringList{u"db-0 nginx:2"_s, u"db-1 nginx:2"_s, u"db-2 nginx:2"_s}));
    }

    void onDelete()
    {
        Bench bench;
        bench.make(2, R"("updateStrategy":{"type":"OnDelete"})");
        bench.runUntilQuiet();
        bench.setImage("nginx:2");
        bench.runUntilQuiet();
        QCOMPARE(bench.shape(), (QStringList{u"db-0 nginx:1"_s, u"db-1 nginx:1"_s}));
        bench.remove(u"v1", u"Pod", u"db-0"_s);
        bench.runUntilQuiet();
        QCOMPARE(bench.shape(), (QStringList{u"db-0 nginx:2"_s, u"db-1 nginx:1"_s}));
    }

    void ordinals()
    {
        Bench bench;
        bench.make(2, R"("ordinals":{"start":5})");
        bench.runUntilQuiet();
        QCOMPARE(bench.names(u"v1", u"Pod"), (QStringList{u"db-5"_s, u"db-6"_s}));
        bench.setSpec(R"({"ordinals":{"start":6}})");
        bench.runUntilQuiet();
        QCOMPARE(bench.names(u"v1", u"Pod"), (QStringList{u"db-6"_s, u"db-7"_s}));
    }

    void minReadySeconds()
    {
        Bench bench;
        bench.make(2, R"("minReadySeconds":10)");
        bench.settle();
        bench.runPods();
        bench.settle(8000);
        QCOMPARE(bench.pods().size(), std::size_t(1));
        QVERIFY(bench.counts().startsWith(u"availableReplicas=0 "));
        bench.settle(4000);
        QCOMPARE(bench.pods().size(), std::size_t(2));
        QVERIFY(bench.counts().startsWith(u"availableReplicas=1 "));
    }

    void failedPodsAreMadeAnew()
    {
        Bench bench;
        bench.make(1);
        bench.runUntilQuiet();
        const QString uid = uidOf(bench.pods().front());
        bench.setPhase(bench.pods().front(), u"Failed"_s);
        bench.settle();
        QCOMPARE(bench.names(u"v1", u"Pod"), QStringList{u"db-0"_s});
        QVERIFY(uidOf(bench.pods().front()) != uid);
        QCOMPARE(bench.events(u"SuccessfulDelete"_s), QStringList{deleted(0)});
    }

    // Claims come before their pods, and stay when these go.
    void claimsAreMadeAndKept()
    {
        Bench bench;
        bench.make(2, claims);
        bench.settle();
        QCOMPARE(bench.events(),
                 (QStringList{u"Normal SuccessfulCreate: create Claim data-db-0 Pod db-0 in StatefulSet db success"_s,
                              created(0)}));
        const Value claim = bench.get(u"v1", u"PersistentVolumeClaim", u"data-db-0"_s);
        QCOMPARE(bench::flat(*at(claim, {u"metadata", u"labels"})), u"app=db"_s);
        QVERIFY(listAt(claim, {u"metadata", u"ownerReferences"}).empty());
        const Value pod = bench.get(u"v1", u"Pod", u"db-0"_s);
        QCOMPARE(textAt(listAt(pod, {u"spec", u"volumes"}).front(), {u"persistentVolumeClaim", u"claimName"}),
                 u"data-db-0"_s);
        bench.runUntilQuiet();
        bench.setSpec(R"({"replicas":0})");
        bench.runUntilQuiet();
        QCOMPARE(bench.names(u"v1", u"PersistentVolumeClaim"), (QStringList{u"data-db-0"_s, u"data-db-1"_s}));
        bench.setSpec(R"({"replicas":1})");
        bench.runUntilQuiet();
        QCOMPARE(bench.events(u"SuccessfulCreate"_s).last(), created(0));
    }

    void claimOwners_data()
    {
        QTest::addColumn<QByteArray>("scaled");
        QTest::addColumn<QByteArray>("deleted");
        QTest::addColumn<QString>("wanted");   // the owner of the claim of a pod that is wanted
        QTest::addColumn<QString>("unwanted"); // and of one that is scaled away
        QTest::newRow("keep both") << QByteArray("Retain") << QByteArray("Retain") << QString() << QString();
        QTest::newRow("with the set") << QByteArray("Retain") << QByteArray("Delete") << u"StatefulSet"_s
                                      << u"StatefulSet"_s;
        QTest::newRow("with the pod") << QByteArray("Delete") << QByteArray("Retain") << QString() << u"Pod"_s;
        QTest::newRow("with either") << QByteArray("Delete") << QByteArray("Delete") << u"StatefulSet"_s << u"Pod"_s;
    }
    void claimOwners()
    {
        QFETCH(QByteArray, scaled);
        QFETCH(QByteArray, deleted);
        QFETCH(QString, wanted);
        QFETCH(QString, unwanted);
        Bench bench;
        QByteArray policy = R"(,"persistentVolumeClaimRetentionPolicy":{"whenScaled":"S","whenDeleted":"D"})";
        bench.make(2, claims + policy.replace("\"S\"", '"' + scaled + '"').replace("\"D\"", '"' + deleted + '"'));
        bench.runUntilQuiet();
        for (const Value &pod : bench.pods())
            QVERIFY(!bench.user.bind(u"default"_s, nameOf(pod), uidOf(pod), u"node-1"_s));
        bench.setSpec(R"({"replicas":1})");
        bench.settle(1000);
        const auto ownerOf = [&bench](const QString &name) {
            const Value claim = bench.get(u"v1", u"PersistentVolumeClaim", name);
            const Value *owner = controllerOf(claim);
            return owner ? textAt(*owner, {u"kind"}) : QString();
        };
        QCOMPARE(ownerOf(u"data-db-0"_s), wanted);
        QCOMPARE(ownerOf(u"data-db-1"_s), unwanted);
        QCOMPARE(bench.events(u"FailedUpdate"_s), QStringList());
    }

    void historyLimit()
    {
        Bench bench;
        bench.make(1, R"("revisionHistoryLimit":1)");
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

    // A pod with its labels but no name of its kind is no member and stays alone.
    void adoptsMembersOnly()
    {
        Bench bench;
        for (const QByteArray name : {"db-0", "stranger"}) {
            QByteArray pod = R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"NAME","labels":{"app":"db"}},)"
                             R"("spec":{"containers":[{"name":"c","image":"nginx:1"}]}})";
            bench.create(pod.replace("NAME", name));
        }
        bench.make(1);
        bench.settle();
        QVERIFY(controllerOf(bench.get(u"v1", u"Pod", u"db-0"_s)));
        QVERIFY(!controllerOf(bench.get(u"v1", u"Pod", u"stranger"_s)));
        bench.runUntilQuiet();
        QCOMPARE(bench.names(u"v1", u"Pod"), (QStringList{u"db-0"_s, u"stranger"_s}));
    }

    // More than anybody has room for: no look takes long, and there is no end of work either.
    void farTooMany()
    {
        Bench bench;
        bench.make(2147483647);
        bench.runPods();
        bench.settle(1000);
        bench.runPods();
        bench.settle(1000);
        QCOMPARE(bench.pods().size(), std::size_t(2));
        QVERIFY(bench.counts().contains(u" replicas=2 "));
        // A member from far beyond is its own, and waits.
        bench.create(R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"db-2000000000","labels":{"app":"db"}},)"
                     R"("spec":{"containers":[{"name":"c","image":"nginx:1"}]}})");
        bench.settle(1000);
        QVERIFY(controllerOf(bench.get(u"v1", u"Pod", u"db-2000000000"_s)));
        QVERIFY(bench.counts().contains(u" replicas=3 "));
    }

    // The process dies and comes back: it knows nothing but what the API says.
    void restart()
    {
        Bench bench;
        bench.make(3, R"("podManagementPolicy":"Parallel")");
        bench.settle();
        const auto before = bench.names(u"v1", u"Pod");
        bench.process.stop();
        bench.remove(u"v1", u"Pod", u"db-1"_s);
        bench.settle(5000);
        QCOMPARE(bench.pods().size(), std::size_t(2));
        bench.process.start();
        bench.settle(5000);
        QCOMPARE(bench.names(u"v1", u"Pod"), before);
    }

    void refused()
    {
        Bench bench;
        bench.create(R"({"apiVersion":"v1","kind":"ResourceQuota","metadata":{"name":"none"},)"
                     R"("spec":{"hard":{"pods":"0"}}})");
        bench.patch(u"v1", u"ResourceQuota", u"none"_s, R"({"status":{"hard":{"pods":"0"},"used":{"pods":"0"}}})",
                    u"status"_s);
        bench.make(1);
        bench.settle();
        QCOMPARE(bench.events(u"FailedCreate"_s),
                 QStringList{u"Warning FailedCreate: create Pod db-0 in StatefulSet db failed error: pods \"db-0\" is "
                             "forbidden: exceeded quota: none, requested: pods=1, used: pods=0, limited: pods=0"_s});
        bench.remove(u"v1", u"ResourceQuota", u"none"_s);
        bench.settle(120000);
        QCOMPARE(bench.names(u"v1", u"Pod"), QStringList{u"db-0"_s});
    }
};

QTEST_GUILESS_MAIN(TestStatefulSet)
#include "tst_statefulset.moc"
