// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"
#include "cluster/practice/controllers/replicaset.h"
#include "tests/cluster/practice/api/apibench.h"

#include <QTest>

using namespace practice;
using namespace Qt::StringLiterals;
using model::Value;
using model::ValueList;
using model::ValueMap;

class TestReplicaSet : public QObject
{
    Q_OBJECT

    struct Bench
    {
        bench::ApiBench api;
        ComponentClient user{api.core, u"user"_s};
        ComponentProcess process{api.core, api.clock, u"kube-controller-manager"_s};
        ReplicaSetController controller{process};

        Bench() { process.start(); }

        static Value set(const QString &name, int replicas)
        {
            Value object;
            object.set(u"apiVersion", u"apps/v1");
            object.set(u"kind", u"ReplicaSet");
            mapIn(object, u"metadata").set(u"name", name);
            mapIn(object, u"metadata").set(u"namespace", u"default");
            Value &spec = mapIn(object, u"spec");
            spec.set(u"replicas", replicas);
            mapIn(mapIn(spec, u"selector"), u"matchLabels").set(u"app", name);
            Value &podTemplate = mapIn(spec, u"template");
            mapIn(mapIn(podTemplate, u"metadata"), u"labels").set(u"app", name);
            mapIn(podTemplate, u"spec")
                .set(u"containers", ValueList{ValueMap{{u"name"_s, u"c"}, {u"image"_s, u"nginx:1"}}});
            return object;
        }
        void settle() { api.clock.advance(100); }
        void scale(const QString &name, int replicas)
        {
            Value patch;
            mapIn(patch, u"spec").set(u"replicas", replicas);
            QVERIFY(user.patch(user.kind(u"apps/v1", u"ReplicaSet"), u"default"_s, name, patch).ok());
            settle();
        }
        std::vector<Value> pods() { return user.list(user.kind(u"v1", u"Pod"), u"default"_s).objects; }
        Value status(const QString &name)
        {
            const auto found = user.get(user.kind(u"apps/v1", u"ReplicaSet"), u"default"_s, name);
            return found && found->find(u"status") ? *std::as_const(*found).find(u"status") : Value();
        }
        // As a kubelet says it.
        void setReady(const Value &pod, bool ready)
        {
            Value patch;
            Value &status = mapIn(patch, u"status");
            status.set(u"phase", u"Running");
            status.set(u"conditions", ValueList{ValueMap{{u"type"_s, u"Ready"},
                                                         {u"status"_s, ready ? u"True"_s : u"False"_s},
                                                         {u"lastTransitionTime"_s, timeText(api.clock.wallMs())}}});
            QVERIFY(user.patch(user.kind(u"v1", u"Pod"), u"default"_s, nameOf(pod), patch, u"status"_s).ok());
        }
        QStringList events(const QString &reason)
        {
            QStringList messages;
            for (const Value &event : user.list(user.kind(u"v1", u"Event"), u"default"_s).objects)
                if (textAt(event, {u"reason"}) == reason) messages.append(textAt(event, {u"message"}));
            return messages;
        }
    };

private Q_SLOTS:
    void makesPods()
    {
        Bench bench;
        QVERIFY(bench.user.create(Bench::set(u"web"_s, 3)).ok());
        bench.settle();
        const auto pods = bench.pods();
        QCOMPARE(pods.size(), std::size_t(3));
        for (const Value &pod : pods) {
            QVERIFY(nameOf(pod).startsWith(u"web-"));
            QCOMPARE(textAt(*controllerOf(pod), {u"name"}), u"web"_s);
            QCOMPARE(textAt(pod, {u"metadata", u"labels", u"app"}), u"web"_s);
            QCOMPARE(textAt(listAt(pod, {u"metadata", u"managedFields"}).front(), {u"manager"}),
                     u"kube-controller-manager"_s);
        }
        QCOMPARE(bench.events(u"SuccessfulCreate"_s).size(), 3);
        QVERIFY(bench.events(u"SuccessfulCreate"_s).contains(u"Created pod: "_s + nameOf(pods.front())));
        const Value status = bench.status(u"web"_s);
        QCOMPARE(integerAt(status, {u"replicas"}), 3);
        QCOMPARE(integerAt(status, {u"fullyLabeledReplicas"}), 3);
        QCOMPARE(integerAt(status, {u"observedGeneration"}), 1);
        QCOMPARE(integerAt(status, {u"readyReplicas"}), 0);
    }

    // However late its copy of the cluster is, it never makes one too many.
    void waitsForItsOwnPods()
    {
        Bench bench;
        bench.process.setWatchDelay(500);
        QVERIFY(bench.user.create(Bench::set(u"web"_s, 3)).ok());
        for (int i = 0; i < 60; ++i) {
            bench.api.clock.advance(50);
            QVERIFY(bench.pods().size() <= 3);
            if (i == 30) { // something else wakes it meanwhile
                Value patch;
                mapIn(mapIn(patch, u"metadata"), u"labels").set(u"x", u"y");
                QVERIFY(
                    bench.user.patch(bench.user.kind(u"apps/v1", u"ReplicaSet"), u"default"_s, u"web"_s, patch).ok());
            }
        }
        QCOMPARE(bench.pods().size(), std::size_t(3));
    }

    void replacesWhatGoes()
    {
        Bench bench;
        QVERIFY(bench.user.create(Bench::set(u"web"_s, 2)).ok());
        bench.settle();
        const QString gone = nameOf(bench.pods().front());
        QVERIFY(bench.user.remove(bench.user.kind(u"v1", u"Pod"), u"default"_s, gone).ok());
        bench.settle();
        QCOMPARE(bench.pods().size(), std::size_t(2));
        for (const Value &pod : bench.pods()) QVERIFY(nameOf(pod) != gone);
    }

    void scalesDown()
    {
        Bench bench;
        QVERIFY(bench.user.create(Bench::set(u"web"_s, 4)).ok());
        bench.settle();
        const auto before = bench.pods();
        bench.setReady(before[0], true);
        bench.setReady(before[2], true);
        bench.settle();
        QCOMPARE(integerAt(bench.status(u"web"_s), {u"readyReplicas"}), 2);
        bench.scale(u"web"_s, 2);
        // Those that are ready stay.
        QStringList left;
        for (const Value &pod : bench.pods()) left.append(nameOf(pod));
        QStringList ready{nameOf(before[0]), nameOf(before[2])};
        left.sort();
        ready.sort();
        QCOMPARE(left, ready);
        QCOMPARE(bench.events(u"SuccessfulDelete"_s).size(), 2);
        QCOMPARE(integerAt(bench.status(u"web"_s), {u"observedGeneration"}), 2);
        bench.scale(u"web"_s, 0);
        QCOMPARE(integerAt(bench.status(u"web"_s), {u"replicas"}, -1), 0);
    }

    void availableLater()
    {
        Bench bench;
        Value set = Bench::set(u"web"_s, 1);
        mapIn(set, u"spec").set(u"minReadySeconds", 10);
        QVERIFY(bench.user.create(set).ok());
        bench.settle();
        bench.setReady(bench.pods().front(), true);
        bench.settle();
        QCOMPARE(integerAt(bench.status(u"web"_s), {u"readyReplicas"}), 1);
        QCOMPARE(integerAt(bench.status(u"web"_s), {u"availableReplicas"}), 0);
        bench.api.clock.advance(12 * 1000);
        QCOMPARE(integerAt(bench.status(u"web"_s), {u"availableReplicas"}), 1);
    }

    // An orphan that it means becomes its own; one of its own that it does not mean any more is let go.
    void adoptsAndReleases()
    {
        Bench bench;
        Value orphan;
        orphan.set(u"apiVersion", u"v1");
        orphan.set(u"kind", u"Pod");
        mapIn(orphan, u"metadata").set(u"name", u"orphan");
        mapIn(orphan, u"metadata").set(u"namespace", u"default");
        mapIn(mapIn(orphan, u"metadata"), u"labels").set(u"app", u"web");
        mapIn(orphan, u"spec").set(u"containers", ValueList{ValueMap{{u"name"_s, u"c"}, {u"image"_s, u"i"}}});
        QVERIFY(bench.user.create(orphan).ok());
        QVERIFY(bench.user.create(Bench::set(u"web"_s, 1)).ok());
        bench.settle();
        QCOMPARE(bench.pods().size(), std::size_t(1));
        QCOMPARE(textAt(*controllerOf(bench.pods().front()), {u"name"}), u"web"_s);
        Value patch;
        mapIn(mapIn(patch, u"metadata"), u"labels").set(u"app", u"other");
        QVERIFY(bench.user.patch(bench.user.kind(u"v1", u"Pod"), u"default"_s, u"orphan"_s, patch).ok());
        bench.settle();
        QCOMPARE(bench.pods().size(), std::size_t(2));
        const auto released = bench.user.get(bench.user.kind(u"v1", u"Pod"), u"default"_s, u"orphan"_s);
        QVERIFY(released.ok());
        QVERIFY(!controllerOf(*released));
    }

    // A quota: what fails is tried once, told once, and tried again later.
    void refused()
    {
        Bench bench;
        Value quota;
        quota.set(u"apiVersion", u"v1");
        quota.set(u"kind", u"ResourceQuota");
        mapIn(quota, u"metadata").set(u"name", u"few");
        mapIn(quota, u"metadata").set(u"namespace", u"default");
        mapIn(mapIn(quota, u"spec"), u"hard").set(u"pods", u"2");
        const auto made = bench.user.create(quota);
        QVERIFY(made.ok());
        Value known;
        mapIn(mapIn(known, u"status"), u"hard").set(u"pods", u"2");
        mapIn(mapIn(known, u"status"), u"used").set(u"pods", u"0");
        QVERIFY(bench.user.patch(bench.user.kind(u"v1", u"ResourceQuota"), u"default"_s, u"few"_s, known, u"status"_s)
                    .ok());
        QVERIFY(bench.user.create(Bench::set(u"web"_s, 5)).ok());
        bench.settle();
        QCOMPARE(bench.pods().size(), std::size_t(2));
        QVERIFY(!bench.events(u"FailedCreate"_s).isEmpty());
        const Value condition = listAt(bench.status(u"web"_s), {u"conditions"}).front();
        QCOMPARE(textAt(condition, {u"type"}), u"ReplicaFailure"_s);
        QCOMPARE(textAt(condition, {u"reason"}), u"FailedCreate"_s);
        QVERIFY(textAt(condition, {u"message"}).contains(u"exceeded quota: few"));
        QVERIFY(bench.user.remove(bench.user.kind(u"v1", u"ResourceQuota"), u"default"_s, u"few"_s).ok());
        bench.api.clock.advance(60 * 1000);
        QCOMPARE(bench.pods().size(), std::size_t(5));
        QVERIFY(listAt(bench.status(u"web"_s), {u"conditions"}).empty());
    }

    // Two that fight for the same labels: each pod has one owner, and nobody makes more than he was told.
    void sameSelector()
    {
        Bench bench;
        Value second = Bench::set(u"web"_s, 2);
        mapIn(second, u"metadata").set(u"name", u"web-two");
        QVERIFY(bench.user.create(Bench::set(u"web"_s, 3)).ok());
        QVERIFY(bench.user.create(second).ok());
        bench.api.clock.advance(5000);
        QHash<QString, int> owned;
        for (const Value &pod : bench.pods()) ++owned[textAt(*controllerOf(pod), {u"name"})];
        QCOMPARE(owned.value(u"web"_s), 3);
        QCOMPARE(owned.value(u"web-two"_s), 2);
    }
};

QTEST_GUILESS_MAIN(TestReplicaSet)
#include "tst_replicaset.moc"
