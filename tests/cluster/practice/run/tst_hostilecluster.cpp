// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/life/components.h"
#include "model/wire/json.h"
#include "tests/cluster/practice/api/apibench.h"

#include <QElapsedTimer>
#include <QTest>

using namespace practice;
using namespace Qt::StringLiterals;
using model::Value;

namespace {

Value json(const QByteArray &text)
{
    auto read = model::readJson(text);
    return read ? read->value : Value();
}

// A whole cluster under a clock that the test moves.
struct Rig
{
    bench::ApiBench api;
    Components components;
    ComponentClient user{api.core, u"user"_s};

    explicit Rig(int nodes = 3) : components(api.core, api.clock, {.nodes = nodes, .durations = 0})
    {
        components.start();
        pass(30);
    }
    void pass(int seconds, int stepMs = 500)
    {
        for (qint64 ms = 0; ms < qint64(seconds) * 1000; ms += stepMs) api.clock.advance(stepMs);
    }
    void make(const QByteArray &text)
    {
        const auto made = user.create(json(text));
        QVERIFY2(made.ok(), made ? "" : qPrintable(made.status().message + u'\n' + QString::fromUtf8(text)));
    }
    // spec: what the template's spec has besides its container; strategy: of the Deployment's spec.
    void deploy(const QByteArray &name, int replicas, const QByteArray &spec = {}, const QByteArray &strategy = {},
                const QByteArray &container = {}, const QByteArray &annotation = {})
    {
        make(R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{"namespace":"default","name":")" + name +
             R"("},"spec":{)" + strategy + R"("replicas":)" + QByteArray::number(replicas) +
             R"(,"selector":{"matchLabels":{"app":")" + name +
             R"("}},"template":{"metadata":{"annotations":{"practice.kubewright.io/profile":")" + annotation +
             R"("},"labels":{"app":")" + name + R"("}},"spec":{)" + spec +
             R"("containers":[{"name":"c","image":"nginx:1")" + container + R"(}]}}}})");
    }
    void patch(QStringView version, QStringView kind, const QString &name, const QByteArray &change,
               const QString &space = u"default"_s)
    {
        const auto done = user.patch(user.kind(version, kind), space, name, json(change));
        QVERIFY2(done.ok(), done ? "" : qPrintable(done.status().message));
    }
    Value get(QStringView version, QStringView kind, const QString &name, const QString &space = u"default"_s)
    {
        const auto found = user.get(user.kind(version, kind), space, name);
        return found ? *found : Value();
    }
    std::vector<Value> list(QStringView version, QStringView kind, const QString &space = u"default"_s)
    {
        return user.list(user.kind(version, kind), space).objects;
    }
    qint64 ready(const QString &name)
    {
        return integerAt(get(u"apps/v1", u"Deployment", name), {u"status", u"readyReplicas"});
    }
    qint64 revision() const { return api.core.registry.store().revision(); }
    // How often anything was written in so many seconds.
    qint64 writesIn(int seconds)
    {
        const qint64 before = revision();
        pass(seconds);
        return revision() - before;
    }
    QStringList messages(QStringView reason)
    {
        QStringList found;
        for (const Value &event : list(u"v1", u"Event"))
            if (textAt(event, {u"reason"}) == reason) found.append(textAt(event, {u"message"}));
        return found;
    }
    QString condition(const Value &object, QStringView type)
    {
        for (const Value &one : listAt(object, {u"status", u"conditions"}))
            if (textAt(one, {u"type"}) == type)
                return textAt(one, {u"status"}) + u' ' + textAt(one, {u"reason"}) + u": "_s + textAt(one, {u"message"});
        return {};
    }
};

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
    void aCronJobForTwoDays()
    {
        Rig rig;
        rig.make(R"({"apiVersion":"batch/v1","kind":"CronJob","metadata":{"namespace":"default","name":"tick"},)"
                 R"("spec":{"schedule":"* * * * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never",)"
                 R"("containers":[{"name":"c","image":"busybox","command":["true"]}]}}}}}})");
        QElapsedTimer time;
        time.start();
        rig.pass(4 * 3600, 1000);
        const std::size_t afterHours = rig.list(u"v1", u"Event").size();
        rig.pass(44 * 3600, 1000);
        const std::size_t afterDays = rig.list(u"v1", u"Event").size();
        qInfo("two days took %lld ms; %zu Events", static_cast<long long>(time.elapsed()), afterDays);
        QVERIFY(rig.list(u"batch/v1", u"Job").size() <= 5); // three that succeeded, and what is going on
        QVERIFY(rig.list(u"v1", u"Pod").size() <= 5);
        QVERIFY2(afterDays <= afterHours + 20 && afterDays > 100, qPrintable(QString::number(afterDays)));
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
        const auto twin = [&rig](const QByteArray &name, const QByteArray &image, int replicas) {
            rig.make(R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{"namespace":"default","name":")" +
                     name + R"("},"spec":{"replicas":)" + QByteArray::number(replicas) +
                     R"(,"selector":{"matchLabels":{"app":"twin"}},"template":{"metadata":{"labels":{"app":"twin"}},)"
                     R"("spec":{"containers":[{"name":"c","image":")" +
                     image + R"("}]}}}})");
        };
        twin("one", "nginx:1", 3);
        twin("two", "nginx:2", 2);
        twin("three", "nginx:1", 2); // with the template of the first, so with its hash
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
        const auto map = [&rig](const QByteArray &name) {
            rig.make(R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"namespace":"default","name":")" + name +
                     R"("}})");
            return uidOf(rig.get(u"v1", u"ConfigMap", QString::fromLatin1(name)));
        };
        const QString a = map("a"), b = map("b"), c = map("c");
        const auto own = [&rig](const QString &name, const QString &owner, const QString &uid) {
            rig.patch(u"v1", u"ConfigMap", name,
                      QByteArray(R"({"metadata":{"ownerReferences":[{"apiVersion":"v1","kind":"ConfigMap","name":")") +
                          owner.toUtf8() + R"(","uid":")" + uid.toUtf8() + R"(","blockOwnerDeletion":true}]}})");
        };
        own(u"a"_s, u"c"_s, c);
        own(u"b"_s, u"a"_s, a);
        own(u"c"_s, u"b"_s, b);
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
        for (const QByteArray name : {"one", "two"})
            rig.make(R"({"apiVersion":"autoscaling/v2","kind":"HorizontalPodAutoscaler","metadata":{"namespace":)"
                     R"("default","name":")" +
                     name +
                     R"("},"spec":{"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"busy"},)"
                     R"("minReplicas":1,"maxReplicas":8,"metrics":[{"type":"Resource","resource":{"name":"cpu",)"
                     R"("target":{"type":"Utilization","averageUtilization":50}}}]}})");
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
        QVERIFY(time.elapsed() < 60 * 1000);
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
        const auto claim = [&rig](const QByteArray &name) {
            rig.make(R"({"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"namespace":"default","name":")" +
                     name +
                     R"("},"spec":{"storageClassName":"local","accessModes":["ReadWriteOnce"],)"
                     R"("resources":{"requests":{"storage":"5Gi"}}}})");
        };
        const auto pod = [&rig](const QByteArray &name, const QByteArray &theClaim, const QByteArray &more = {}) {
            rig.make(R"({"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"default","name":")" + name +
                     R"("},"spec":{)" + more +
                     R"("containers":[{"name":"c","image":"nginx:1"}],"volumes":[{"name":"v",)" +
                     R"("persistentVolumeClaim":{"claimName":")" + theClaim + R"("}}]}})");
        };
        claim("data");
        pod("first", "data");
        rig.pass(60);
        QCOMPARE(textAt(rig.get(u"v1", u"Pod", u"first"_s), {u"spec", u"nodeName"}), u"node-2"_s);
        QCOMPARE(textAt(rig.get(u"v1", u"PersistentVolumeClaim", u"data"_s), {u"spec", u"volumeName"}), u"disk"_s);
        QCOMPARE(textAt(rig.get(u"v1", u"PersistentVolumeClaim", u"data"_s), {u"status", u"phase"}), u"Bound"_s);
        // There is no other one; and this one is where it is.
        claim("more");
        pod("second", "more");
        pod("third", "data", R"("nodeSelector":{"kubernetes.io/hostname":"node-1"},)");
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
