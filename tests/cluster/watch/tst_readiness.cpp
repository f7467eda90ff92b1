// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/watch/readiness.h"

#include <QtTest>

using namespace cluster;
using namespace Qt::StringLiterals;
using State = Readiness::State;

namespace {

// What to change in a workload of three pods that is ready.
using Change = std::function<void(WorkloadRow &)>;

template<typename Row>
void add(ObjectStore &store, Row row)
{
    SourceDelta delta;
    delta.source = 1;
    delta.changed.push_back(std::move(row));
    StoreChange change;
    store.apply(delta, change);
}

template<typename Row>
Row named(const char *kind, const char *name)
{
    Row row;
    row.meta.name = {Atom(kind), Atom("shop"), Atom(name)};
    return row;
}

WorkloadRow ready(const char *kind)
{
    auto row = named<WorkloadRow>(kind, "web");
    row.desired = row.current = row.updated = row.mustUpdate = row.ready = 3;
    row.generation = row.observedGeneration = 2;
    return row;
}

} // namespace

class TestReadiness : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void workloads_data()
    {
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<Change>("change");
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *name, const char *kind, const Change &change, State state,
                            const QString &reason = {}) {
            QTest::newRow(name) << QByteArray(kind) << change << int(state) << reason;
        };
        const char *const deployment = "apps/Deployment";
        row(
            "all there", deployment, [](WorkloadRow &) {}, State::Ready);
        row(
            "none wanted", deployment,
            [](WorkloadRow &w) { w.desired = w.current = w.updated = w.mustUpdate = w.ready = 0; }, State::Ready);
        row(
            "controller behind", deployment, [](WorkloadRow &w) { w.observedGeneration = 1; }, State::Waiting,
            u"its controller has not seen the change yet"_s);
        row(
            "store behind", deployment, [](WorkloadRow &w) { w.generation = w.observedGeneration = 1; }, State::Waiting,
            u"the change has not been seen yet"_s);
        row(
            "not updated", deployment, [](WorkloadRow &w) { w.updated = 1; }, State::Waiting, u"1 of 3 pods updated"_s);
        row(
            "surplus", deployment, [](WorkloadRow &w) { w.current = 4; }, State::Waiting,
            u"4 pods, 3 wanted: the old ones are going"_s);
        row(
            "not ready", deployment, [](WorkloadRow &w) { w.ready = 2; }, State::Waiting, u"2 of 3 pods ready"_s);
        row(
            "paused", deployment, [](WorkloadRow &w) { w.paused = true; }, State::Waiting, u"the rollout is paused"_s);
        row(
            "deadline", deployment,
            [](WorkloadRow &w) {
                w.ready = 2;
                w.failed = true;
                w.reason = Atom("ProgressDeadlineExceeded");
            },
            State::Failed, u"ProgressDeadlineExceeded"_s);
        row(
            "an older deadline", deployment,
            [](WorkloadRow &w) {
                w.failed = true;
                w.observedGeneration = 1;
            },
            State::Waiting, u"its controller has not seen the change yet"_s);
        row(
            "going", deployment, [](WorkloadRow &w) { w.meta.deletedMs = 1; }, State::Waiting,
            u"it is being deleted"_s);
        row(
            "partition", "apps/StatefulSet", [](WorkloadRow &w) { w.updated = w.mustUpdate = 1; }, State::Ready);
        row(
            "replica set", "apps/ReplicaSet", [](WorkloadRow &w) { w.updated = w.mustUpdate = 0; }, State::Ready);
        row(
            "daemon set", "apps/DaemonSet", [](WorkloadRow &w) { w.ready = 1; }, State::Waiting,
            u"1 of 3 pods ready"_s);
        row(
            "job at work", "batch/Job",
            [](WorkloadRow &w) {
                w.available = 1;
                w.observedGeneration = 0;
            },
            State::Waiting, u"1 of 3 pods succeeded"_s);
        row(
            "job done", "batch/Job",
            [](WorkloadRow &w) {
                w.complete = true;
                w.observedGeneration = 0;
            },
            State::Ready);
        row(
            "job failed", "batch/Job",
            [](WorkloadRow &w) {
                w.failed = true;
                w.reason = Atom("BackoffLimitExceeded");
            },
            State::Failed, u"BackoffLimitExceeded"_s);
        row(
            "job suspended", "batch/Job", [](WorkloadRow &w) { w.paused = true; }, State::Waiting,
            u"the job is suspended"_s);
    }
    void workloads()
    {
        QFETCH(QByteArray, kind);
        QFETCH(Change, change);
        QFETCH(int, state);
        QFETCH(QString, reason);
        ObjectStore store;
        WorkloadRow row = ready(kind.constData());
        change(row);
        add(store, row);
        const Readiness is = readiness(store, row.meta.name, 2);
        QCOMPARE(int(is.state), state);
        QCOMPARE(is.reason, reason);
    }

    void pods()
    {
        ObjectStore store;
        auto pod = named<PodRow>("/Pod", "p");
        const auto state = [&] {
            add(store, pod);
            const Readiness is = readiness(store, pod.meta.name);
            return QStringLiteral("waiting ready failed").split(u' ').at(int(is.state)) + u": "_s + is.reason;
        };
        QCOMPARE(state(), u"waiting: it has no node yet"_s);
        pod.node = Atom("n");
        QCOMPARE(state(), u"waiting: its containers are not ready"_s);
        pod.reason = Atom("ImagePullBackOff");
        QCOMPARE(state(), u"waiting: ImagePullBackOff"_s);
        pod.ready = true;
        QCOMPARE(state(), u"ready: "_s);
        pod.phase = PodPhase::Failed;
        QCOMPARE(state(), u"failed: ImagePullBackOff"_s);
        pod.phase = PodPhase::Succeeded;
        QCOMPARE(state(), u"ready: "_s);
    }

    void services()
    {
        ObjectStore store;
        auto service = named<ServiceRow>("/Service", "web");
        add(store, service);
        QCOMPARE(readiness(store, service.meta.name).state, State::Ready); // no selector: nothing to wait for
        service.selects = true;
        add(store, service);
        QCOMPARE(readiness(store, service.meta.name).reason, u"it has no ready endpoint"_s);
        auto slice = named<EndpointSliceRow>("discovery.k8s.io/EndpointSlice", "web-1");
        slice.service = Atom("web");
        slice.endpoints = 1;
        add(store, slice);
        QCOMPARE(readiness(store, service.meta.name).state, State::Waiting);
        slice.ready = 1;
        add(store, slice);
        QCOMPARE(readiness(store, service.meta.name).state, State::Ready);
    }

    void claims()
    {
        ObjectStore store;
        auto claim = named<ClaimRow>("/PersistentVolumeClaim", "data");
        claim.phase = Atom("Pending");
        add(store, claim);
        QCOMPARE(readiness(store, claim.meta.name).reason, u"the claim is not bound: Pending"_s);
        claim.phase = Atom("Bound");
        add(store, claim);
        QCOMPARE(readiness(store, claim.meta.name).state, State::Ready);
    }

    void othersNeedOnlyExist()
    {
        const ObjectStore store;
        QCOMPARE(readiness(store, {Atom("/ConfigMap"), Atom("shop"), Atom("c")}).state, State::Ready);
        QCOMPARE(readiness(store, {Atom("example.com/Widget"), Atom("shop"), Atom("w")}).state, State::Ready);
        QCOMPARE(readiness(store, {Atom("apps/Deployment"), Atom("shop"), Atom("d")}).reason,
                 u"it has not been seen yet"_s);
    }

    void whatToWatch()
    {
        const auto plurals = [](const QByteArray &group, const QByteArray &kind) {
            QByteArrayList names;
            for (const WatchKind &k : kindsForReadiness(group, kind)) names += k.name();
            return names.join(' ');
        };
        QCOMPARE(plurals("apps", "Deployment"), "deployments"_ba);
        QCOMPARE(plurals("", "Service"), "services endpointslices"_ba);
        QCOMPARE(plurals("", "ReplicationController"), "replicationcontrollers"_ba);
        QCOMPARE(plurals("", "ConfigMap"), ""_ba);
        QCOMPARE(plurals("example.com", "Widget"), ""_ba);
    }

    void successMayGo()
    {
        WorkloadRow job = ready("batch/Job");
        QVERIFY(!hasSucceeded(job));
        job.complete = true;
        QVERIFY(hasSucceeded(job));
        auto pod = named<PodRow>("/Pod", "once");
        pod.phase = PodPhase::Running;
        QVERIFY(!hasSucceeded(pod));
        pod.phase = PodPhase::Succeeded;
        pod.meta.deletedMs = 1;
        QVERIFY(hasSucceeded(pod));
    }

    void kindsByName_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QString>("path");
        const auto row = [](const QString &word, const QByteArray &name, const QString &path) {
            QTest::newRow(qPrintable(word)) << word << name << path;
        };
        row(u"pods"_s, "pods", u"/api/v1/namespaces/shop/pods"_s);
        row(u"Pod"_s, "pods", u"/api/v1/namespaces/shop/pods"_s);
        row(u"deploy"_s, "deployments", u"/apis/apps/v1/namespaces/shop/deployments"_s);
        row(u"deployments.apps"_s, "deployments", u"/apis/apps/v1/namespaces/shop/deployments"_s);
        row(u"no"_s, "nodes", u"/api/v1/nodes"_s);
        row(u"deployments.extensions"_s, "", {});
        row(u"widgets"_s, "", {});
        row(u""_s, "", {});
    }
    void kindsByName()
    {
        QFETCH(QString, word);
        QFETCH(QByteArray, name);
        QFETCH(QString, path);
        const auto kind = builtinKind(word);
        QCOMPARE(kind ? kind->name() : QByteArray(), name);
        if (kind) QCOMPARE((WatchSpec{*kind, u"shop"_s}).path(), path);
    }
};

QTEST_GUILESS_MAIN(TestReadiness)
#include "tst_readiness.moc"
