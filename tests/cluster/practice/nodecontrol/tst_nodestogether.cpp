// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"
#include "cluster/practice/controllers/replicaset.h"
#include "cluster/practice/node/kubelets.h"
#include "cluster/practice/nodecontrol/nodeipam.h"
#include "cluster/practice/nodecontrol/nodelifecycle.h"
#include "cluster/practice/nodecontrol/tainteviction.h"
#include "cluster/practice/scheduler/scheduler.h"
#include "tests/cluster/practice/api/apibench.h"

#include <QTest>

using namespace practice;
using namespace Qt::StringLiterals;
using model::Value;
using model::ValueList;
using model::ValueMap;

// Scheduler, ReplicaSets, kubelets and what looks after nodes, joined by the API alone.
class TestNodesTogether : public QObject
{
    Q_OBJECT

    struct Bench
    {
        bench::ApiBench api;
        ComponentClient user{api.core, u"user"_s};
        ComponentProcess managers{api.core, api.clock, u"kube-controller-manager"_s};
        ReplicaSetController sets{managers};
        NodeLifecycleController lifecycle{managers};
        TaintEvictionController eviction{managers};
        NodeIpamController ipam{managers};
        ComponentProcess scheduling{api.core, api.clock, u"kube-scheduler"_s};
        Scheduler scheduler{scheduling};
        Kubelets kubelets{api.core, api.clock};

        explicit Bench(int nodes)
        {
            Value space(ValueMap{{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Namespace"_s}});
            space.set(u"metadata", ValueMap{{u"name"_s, u"kube-node-lease"_s}});
            (void)user.create(space);
            for (int i = 1; i <= nodes; ++i) kubelets.add(KubeletOptions::machine(i));
            managers.start();
            scheduling.start();
            kubelets.start();
            api.clock.advance(12 * 1000);
        }
        void createSet(int replicas)
        {
            Value set(ValueMap{{u"apiVersion"_s, u"apps/v1"_s}, {u"kind"_s, u"ReplicaSet"_s}});
            set.set(u"metadata", ValueMap{{u"name"_s, u"web"_s}, {u"namespace"_s, u"default"_s}});
            Value &spec = mapIn(set, u"spec");
            spec.set(u"replicas", replicas);
            mapIn(mapIn(spec, u"selector"), u"matchLabels").set(u"app", u"web"_s);
            Value &podTemplate = mapIn(spec, u"template");
            mapIn(mapIn(podTemplate, u"metadata"), u"labels").set(u"app", u"web"_s);
            mapIn(podTemplate, u"spec")
                .set(u"containers", ValueList{ValueMap{{u"name"_s, u"c"_s}, {u"image"_s, u"nginx:1"_s}}});
            QVERIFY(user.create(set).ok());
        }
        qint64 ready()
        {
            return integerAt(*user.get(user.kind(u"apps/v1", u"ReplicaSet"), u"default"_s, u"web"_s),
                             {u"status", u"readyReplicas"});
        }
        // "node-1=2 node-2=1": where the pods are that don't go.
        QString places()
        {
            std::map<QString, int> count;
            for (const Value &pod : user.list(user.kind(u"v1", u"Pod"), u"default"_s).objects)
                if (!isGoing(pod)) ++count[textAt(pod, {u"spec", u"nodeName"})];
            QStringList parts;
            for (const auto &[node, pods] : count) parts.append(u"%1=%2"_s.arg(node).arg(pods));
            return parts.join(u' ');
        }
    };

private Q_SLOTS:
    void becomesReady()
    {
        Bench bench(3);
        bench.createSet(6);
        bench.api.clock.advance(15 * 1000);
        QCOMPARE(bench.ready(), 6);
        for (const QString &node : {u"node-1="_s, u"node-2="_s, u"node-3="_s}) QVERIFY(bench.places().contains(node));
    }

    // A machine is lost for good: after 50 s it is known, after 5 min more its pods are replaced.
    void outlivesANode()
    {
        Bench bench(3);
        bench.createSet(6);
        bench.api.clock.advance(15 * 1000);
        const QString before = bench.places();
        const int lost = before.section(u"node-2="_s, 1).section(u' ', 0, 0).toInt();
        QVERIFY(lost > 0);
        bench.kubelets.find(u"node-2"_s)->setMachine(Kubelet::Machine::Lost);
        bench.api.clock.advance(75 * 1000);
        QCOMPARE(bench.ready(), 6 - lost);
        QCOMPARE(bench.places(), before);
        bench.api.clock.advance(320 * 1000);
        QCOMPARE(bench.ready(), 6);
        QVERIFY2(!bench.places().contains(u"node-2="), qPrintable(bench.places()));
    }

    // More than three nodes can hold: what fits runs, the rest waits, and nothing floods.
    void tooMany()
    {
        Bench bench(3);
        bench.createSet(400);
        bench.api.clock.advance(200 * 1000); // pulls are one after the other, starts too
        QCOMPARE(bench.ready(), 330);
        QCOMPARE(bench.places(), u"=70 node-1=110 node-2=110 node-3=110"_s);
        const qint64 revision = bench.api.core.registry.store().revision();
        bench.api.clock.advance(60 * 1000);
        // Leases, and what the scheduler says of the pods that wait.
        QVERIFY(bench.api.core.registry.store().revision() - revision < 400);
    }
};

QTEST_GUILESS_MAIN(TestNodesTogether)
#include "tst_nodestogether.moc"
