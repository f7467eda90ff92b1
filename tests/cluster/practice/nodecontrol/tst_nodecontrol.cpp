// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/node/kubelets.h"
#include "cluster/practice/nodecontrol/nodeipam.h"
#include "cluster/practice/nodecontrol/nodelifecycle.h"
#include "cluster/practice/nodecontrol/tainteviction.h"
#include "cluster/practice/nodecontrol/taints.h"
#include "cluster/practice/nodecontrol/ttl.h"
#include "tests/cluster/practice/api/apibench.h"

#include <QTest>

using namespace practice;
using namespace Qt::StringLiterals;
using model::Value;
using model::ValueList;
using model::ValueMap;

class TestNodeControl : public QObject
{
    Q_OBJECT

    // Kubelets on some nodes, and the controllers that look after nodes.
    struct Bench
    {
        bench::ApiBench api;
        ComponentClient user{api.core, u"user"_s};
        ComponentProcess process{api.core, api.clock, u"kube-controller-manager"_s};
        NodeLifecycleController lifecycle{process};
        TaintEvictionController eviction{process};
        TtlController ttl{process};
        NodeIpamController ipam{process};
        Kubelets kubelets{api.core, api.clock};
        QHash<QString, QStringList> said = {};
        std::unique_ptr<QObject> watch = {};

        explicit Bench(int nodes)
        {
            Value space(ValueMap{{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Namespace"_s}});
            space.set(u"metadata", ValueMap{{u"name"_s, u"kube-node-lease"_s}});
            (void)user.create(space);
            watch = user.watch(user.kind(u"v1", u"Event"), api.core.registry.store().revision(),
                               [this](const ComponentClient::Event &event) {
                                   const QString line = textAt(event.object, {u"reportingComponent"}) + u' ' +
                                                        textAt(event.object, {u"type"}) + u' ' +
                                                        textAt(event.object, {u"reason"}) + u": "_s +
                                                        textAt(event.object, {u"message"});
                                   said[textAt(event.object, {u"involvedObject", u"name"})].append(line);
                               });
            process.start();
            kubelets.start();
            for (int i = 1; i <= nodes; ++i) kubelets.add(KubeletOptions::machine(i));
            api.clock.advance(12 * 1000);
        }

        Value node(const QString &name)
        {
            const auto found = user.get(user.kind(u"v1", u"Node"), {}, name);
            return found ? *found : Value();
        }
        Value pod(const QString &name)
        {
            const auto found = user.get(user.kind(u"v1", u"Pod"), u"default"_s, name);
            return found ? *found : Value();
        }
        void create(const QString &name, const QString &where, const ValueList &tolerations = {})
        {
            Value object(ValueMap{{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Pod"_s}});
            object.set(u"metadata", ValueMap{{u"name"_s, name}, {u"namespace"_s, u"default"_s}});
            Value &spec = mapIn(object, u"spec");
            spec.set(u"nodeName", where);
            spec.set(u"containers", ValueList{ValueMap{{u"name"_s, u"c"_s}, {u"image"_s, u"nginx:1"_s}}});
            if (!tolerations.empty()) spec.set(u"tolerations", tolerations);
            QVERIFY(user.create(object).ok());
        }
        QString taints(const QString &name)
        {
            QStringList all;
            for (const Value whole = node(name); const Value &taint : listAt(whole, {u"spec", u"taints"}))
                all.append(textAt(taint, {u"key"}).section(u'/', 1) + u':' + textAt(taint, {u"effect"}));
            return all.join(u' ');
        }
        QString ready(const Value &object)
        {
            const Value *condition = conditionOf(object, u"Ready"_s);
            return condition ? textAt(*condition, {u"status"}) + u' ' + textAt(*condition, {u"reason"}) : QString();
        }
    };

private Q_SLOTS:
    void newNodes()
    {
        Bench bench(2);
        QCOMPARE(bench.taints(u"node-1"_s), QString()); // the one of admission is gone
        QCOMPARE(bench.ready(bench.node(u"node-1"_s)), u"True KubeletReady"_s);
        QCOMPARE(textAt(bench.node(u"node-1"_s), {u"spec", u"podCIDR"}), u"10.244.0.0/24"_s);
        QCOMPARE(textAt(bench.node(u"node-2"_s), {u"spec", u"podCIDR"}), u"10.244.1.0/24"_s);
        QCOMPARE(textAt(bench.node(u"node-1"_s), {u"metadata", u"annotations", u"node.alpha.kubernetes.io/ttl"}),
                 u"0"_s);
        QVERIFY(bench.said[u"node-1"_s].contains(
            u"node-controller Normal RegisteredNode: Node node-1 event: Registered Node node-1 in Controller"_s));
    }

    void silence()
    {
        Bench bench(2);
        bench.create(u"web"_s, u"node-1"_s);
        bench.api.clock.advance(5000);
        QCOMPARE(bench.ready(bench.pod(u"web"_s)), u"True "_s);
        Kubelet &kubelet = *bench.kubelets.find(u"node-1"_s);
        kubelet.setMachine(Kubelet::Machine::KubeletStopped);
        bench.api.clock.advance(38 * 1000);
        QCOMPARE(bench.ready(bench.node(u"node-1"_s)), u"True KubeletReady"_s);
        bench.api.clock.advance(27 * 1000);
        const Value node = bench.node(u"node-1"_s);
        for (const Value &condition : listAt(node, {u"status", u"conditions"})) {
            QCOMPARE(textAt(condition, {u"status"}), u"Unknown"_s);
            QCOMPARE(textAt(condition, {u"reason"}), u"NodeStatusUnknown"_s);
            QCOMPARE(textAt(condition, {u"message"}), u"Kubelet stopped posting node status."_s);
        }
        QCOMPARE(bench.taints(u"node-1"_s), u"unreachable:NoSchedule unreachable:NoExecute"_s);
        QCOMPARE(bench.ready(bench.pod(u"web"_s)), u"False "_s);
        QCOMPARE(textAt(bench.pod(u"web"_s), {u"status", u"phase"}), u"Running"_s);
        QVERIFY(bench.said[u"node-1"_s].contains(
            u"node-controller Normal NodeNotReady: Node node-1 status is now: NodeNotReady"_s));
        QVERIFY(bench.said[u"web"_s].contains(u"node-controller Warning NodeNotReady: Node is not ready"_s));
        // Back: nothing of it stays, and the pod is ready as it was.
        kubelet.setMachine(Kubelet::Machine::Up);
        bench.api.clock.advance(12 * 1000);
        QCOMPARE(bench.taints(u"node-1"_s), QString());
        QCOMPARE(bench.ready(bench.node(u"node-1"_s)), u"True KubeletReady"_s);
        QCOMPARE(bench.ready(bench.pod(u"web"_s)), u"True "_s);
    }

    // By admission each pod tolerates five minutes of it.
    void evictsFromSilentNodes()
    {
        Bench bench(3);
        bench.create(u"web"_s, u"node-1"_s);
        const Value shortly(ValueMap{{u"key"_s, u"node.kubernetes.io/unreachable"_s},
                                     {u"operator"_s, u"Exists"_s},
                                     {u"effect"_s, u"NoExecute"_s},
                                     {u"tolerationSeconds"_s, 20}});
        bench.create(u"hasty"_s, u"node-1"_s, {shortly});
        bench.create(u"loyal"_s, u"node-1"_s, {Value(ValueMap{{u"operator"_s, u"Exists"_s}})});
        bench.api.clock.advance(8000);
        bench.kubelets.find(u"node-1"_s)->setMachine(Kubelet::Machine::Lost);
        bench.api.clock.advance(85 * 1000);
        QVERIFY(at(bench.pod(u"hasty"_s), {u"metadata", u"deletionTimestamp"}));
        const Value *condition = conditionOf(bench.pod(u"hasty"_s), u"DisruptionTarget"_s);
        QVERIFY(condition);
        QCOMPARE(textAt(*condition, {u"reason"}), u"DeletionByTaintManager"_s);
        QCOMPARE(textAt(*condition, {u"message"}), u"Taint manager: deleting due to NoExecute taint"_s);
        QVERIFY(bench.said[u"hasty"_s].contains(
            u"taint-eviction-controller Normal TaintManagerEviction: Marking for deletion Pod default/hasty"_s));
        QVERIFY(!at(bench.pod(u"web"_s), {u"metadata", u"deletionTimestamp"}));
        bench.api.clock.advance(290 * 1000);
        QVERIFY(at(bench.pod(u"web"_s), {u"metadata", u"deletionTimestamp"}));
        QVERIFY(!at(bench.pod(u"loyal"_s), {u"metadata", u"deletionTimestamp"}));
        // The machine comes back, and ends what is to go.
        bench.kubelets.find(u"node-1"_s)->setMachine(Kubelet::Machine::Up);
        bench.api.clock.advance(20 * 1000);
        QVERIFY(bench.pod(u"web"_s).isNull());
        QCOMPARE(bench.ready(bench.pod(u"loyal"_s)), u"True "_s);
    }

    // In time again: the deletion is called off, and said to be.
    void callsOff()
    {
        Bench bench(2);
        bench.create(u"web"_s, u"node-1"_s);
        bench.api.clock.advance(5000);
        bench.kubelets.find(u"node-1"_s)->setMachine(Kubelet::Machine::KubeletStopped);
        bench.api.clock.advance(100 * 1000);
        bench.kubelets.find(u"node-1"_s)->setMachine(Kubelet::Machine::Up);
        bench.api.clock.advance(400 * 1000);
        QVERIFY(!at(bench.pod(u"web"_s), {u"metadata", u"deletionTimestamp"}));
        QVERIFY(bench.said[u"web"_s].contains(
            u"taint-eviction-controller Normal TaintManagerEviction: Cancelling deletion of Pod default/web"_s));
    }

    // No node is ready: that is not the nodes' fault, and nothing is evicted.
    void allSilent()
    {
        Bench bench(2);
        bench.create(u"web"_s, u"node-1"_s);
        bench.api.clock.advance(5000);
        for (Kubelet *kubelet : bench.kubelets.all()) kubelet->setMachine(Kubelet::Machine::KubeletStopped);
        bench.api.clock.advance(600 * 1000);
        QCOMPARE(bench.taints(u"node-1"_s), u"unreachable:NoSchedule"_s);
        QVERIFY(!at(bench.pod(u"web"_s), {u"metadata", u"deletionTimestamp"}));
    }

    void noExecuteByHand()
    {
        Bench bench(1);
        bench.create(u"web"_s, u"node-1"_s);
        bench.api.clock.advance(5000);
        Value patch;
        mapIn(patch, u"spec")
            .set(u"taints", ValueList{ValueMap{{u"key"_s, u"repair"_s}, {u"effect"_s, u"NoExecute"_s}}});
        QVERIFY(bench.user.patch(bench.user.kind(u"v1", u"Node"), {}, u"node-1"_s, patch).ok());
        bench.api.clock.advance(3000);
        QVERIFY(bench.pod(u"web"_s).isNull());
    }

    void cordoned()
    {
        Bench bench(1);
        Value patch;
        mapIn(patch, u"spec").set(u"unschedulable", true);
        QVERIFY(bench.user.patch(bench.user.kind(u"v1", u"Node"), {}, u"node-1"_s, patch).ok());
        bench.api.clock.advance(100);
        QCOMPARE(bench.taints(u"node-1"_s), u"unschedulable:NoSchedule"_s);
        mapIn(patch, u"spec").set(u"unschedulable", false);
        QVERIFY(bench.user.patch(bench.user.kind(u"v1", u"Node"), {}, u"node-1"_s, patch).ok());
        bench.api.clock.advance(100);
        QCOMPARE(bench.taints(u"node-1"_s), QString());
    }

    void pressure()
    {
        Bench bench(1);
        bench.kubelets.find(u"node-1"_s)->setMemoryPressure(true);
        bench.api.clock.advance(100);
        QCOMPARE(bench.taints(u"node-1"_s), u"memory-pressure:NoSchedule"_s);
    }

    void addressesAreGivenBack()
    {
        Bench bench(2);
        bench.kubelets.remove(u"node-1"_s);
        QVERIFY(bench.user.remove(bench.user.kind(u"v1", u"Node"), {}, u"node-1"_s).ok());
        bench.api.clock.advance(6000);
        QVERIFY(bench.said[u"node-1"_s].contains(
            u"node-controller Normal RemovingNode: Node node-1 event: Removing Node node-1 from Controller"_s));
        // Three nodes for two ranges.
        bench::ApiBench api;
        ComponentProcess process(api.core, api.clock, u"kube-controller-manager"_s);
        NodeIpamController small(process, u"10.9.0.0/23"_s);
        process.start();
        ComponentClient user(api.core, u"user"_s);
        const auto make = [&](const QString &name) {
            Value node(ValueMap{{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Node"_s}});
            node.set(u"metadata", ValueMap{{u"name"_s, name}});
            QVERIFY(user.create(node).ok());
        };
        const auto range = [&](const QString &name) {
            return textAt(*user.get(user.kind(u"v1", u"Node"), {}, name), {u"spec", u"podCIDR"});
        };
        for (const QString &name : {u"a"_s, u"b"_s, u"c"_s}) make(name);
        api.clock.advance(100);
        QCOMPARE(range(u"a"_s) + u' ' + range(u"b"_s) + u' ' + range(u"c"_s), u"10.9.0.0/24 10.9.1.0/24 "_s);
        QVERIFY(user.remove(user.kind(u"v1", u"Node"), {}, u"a"_s).ok());
        api.clock.advance(60 * 1000);
        QCOMPARE(range(u"c"_s), u"10.9.0.0/24"_s);
    }

    void zones()
    {
        QCOMPARE(zoneStateOf(0, 0), ZoneState::Normal);
        QCOMPARE(zoneStateOf(0, 1), ZoneState::FullDisruption);
        QCOMPARE(zoneStateOf(1, 2), ZoneState::Normal);
        QCOMPARE(zoneStateOf(2, 3), ZoneState::PartialDisruption);
        EvictionPace pace;
        for (const QString &name : {u"a"_s, u"b"_s, u"c"_s}) pace.add(name);
        pace.add(u"a"_s);
        QCOMPARE(pace.take(0), std::vector<QString>{u"a"_s});
        QCOMPARE(pace.take(9000), std::vector<QString>{});
        QCOMPARE(pace.take(10 * 1000), std::vector<QString>{u"b"_s}); // one every ten seconds
        pace.setState(ZoneState::PartialDisruption, 10);
        QCOMPARE(pace.take(100 * 1000), std::vector<QString>{});
    }
};

QTEST_GUILESS_MAIN(TestNodeControl)
#include "tst_nodecontrol.moc"
