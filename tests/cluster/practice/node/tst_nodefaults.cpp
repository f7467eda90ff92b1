// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/component/simclock.h"
#include "tests/cluster/practice/node/kubeletbench.h"

using namespace practice;
using namespace Qt::StringLiterals;
using bench::KubeletBench;
using model::Value;
using model::ValueList;
using model::ValueMap;

// The Node, what becomes of it and its pods when it fails, and what its kubelet answers.
class TestNodeFaults : public QObject
{
    Q_OBJECT

    static QString conditions(const Value &node)
    {
        QStringList parts;
        for (const Value &one : listAt(node, {u"status", u"conditions"}))
            parts.append(textAt(one, {u"type"}) + u'=' + textAt(one, {u"status"}) + u' ' + textAt(one, {u"reason"}));
        return parts.join(u", "_s);
    }
    static Value lease(KubeletBench &bench)
    {
        const auto found =
            bench.user.get(bench.user.kind(u"coordination.k8s.io/v1", u"Lease"), u"kube-node-lease"_s, u"node-1"_s);
        return found ? *found : Value();
    }
    static QByteArray log(KubeletBench &bench, const QByteArray &query = {}, const QByteArray &pod = "web")
    {
        return bench.api.ask("GET", "/api/v1/namespaces/default/pods/" + pod + "/log" + query)->body;
    }

private Q_SLOTS:
    void registers()
    {
        KubeletBench bench(1, true);
        const Value node = bench.node();
        QCOMPARE(conditions(node), u"MemoryPressure=False KubeletHasSufficientMemory, DiskPressure=False "
                                   "KubeletHasNoDiskPressure, PIDPressure=False KubeletHasSufficientPID, Ready=False "
                                   "KubeletNotReady"_s);
        QCOMPARE(textAt(node, {u"metadata", u"labels", u"kubernetes.io/hostname"}), u"node-1"_s);
        QCOMPARE(textAt(node, {u"metadata", u"labels", u"beta.kubernetes.io/os"}), u"linux"_s);
        QCOMPARE(textAt(node, {u"status", u"nodeInfo", u"kubeletVersion"}), u"v1.33.4"_s);
        QCOMPARE(textAt(node, {u"status", u"capacity", u"memory"}), u"32Gi"_s);
        QCOMPARE(textAt(node, {u"status", u"allocatable", u"memory"}), u"32668Mi"_s);
        QCOMPARE(textAt(node, {u"status", u"allocatable", u"ephemeral-storage"}), u"96636764160"_s);
        QCOMPARE(textAt(listAt(node, {u"metadata", u"managedFields"}).front(), {u"manager"}), u"kubelet"_s);
        COMPARE_LINES(bench.events(u"node-1"_s),
                      QStringList({u"Starting: Starting kubelet."_s,
                                   u"NodeHasSufficientMemory: Node node-1 status is now: NodeHasSufficientMemory"_s,
                                   u"NodeHasNoDiskPressure: Node node-1 status is now: NodeHasNoDiskPressure"_s,
                                   u"NodeHasSufficientPID: Node node-1 status is now: NodeHasSufficientPID"_s,
                                   u"NodeAllocatableEnforced: Updated Node Allocatable limit across pods"_s}));
        // Its pods wait for a network; so does it.
        bench.create(KubeletBench::pod(u"web"_s));
        bench.api.clock.advance(3000);
        QVERIFY(bench.events(u"web"_s).contains(
            u"NetworkNotReady: network is not ready: container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized"_s));
        Value patch;
        mapIn(patch, u"spec").set(u"podCIDR", u"10.244.7.0/24"_s);
        mapIn(patch, u"spec").set(u"podCIDRs", ValueList{u"10.244.7.0/24"_s});
        QVERIFY(bench.user.patch(bench.user.kind(u"v1", u"Node"), {}, u"node-1"_s, patch).ok());
        bench.api.clock.advance(6000);
        QVERIFY(conditions(bench.node()).endsWith(u"Ready=True KubeletReady"));
        QCOMPARE(bench.events(u"node-1"_s).last(), u"NodeReady: Node node-1 status is now: NodeReady"_s);
        QCOMPARE(textAt(bench.get(u"web"_s), {u"status", u"podIP"}), u"10.244.7.2"_s);
    }

    // A Node that is there already keeps what others gave it, and gets what a kubelet says.
    void takesOver()
    {
        bench::ApiBench api;
        ComponentClient user(api.core, u"user"_s);
        Value node(ValueMap{{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Node"_s}});
        node.set(u"metadata", ValueMap{{u"name"_s, u"node-1"_s}, {u"labels"_s, ValueMap{{u"disk"_s, u"ssd"_s}}}});
        mapIn(node, u"spec").set(u"podCIDR", u"10.244.9.0/24"_s);
        QVERIFY(user.create(node).ok());
        Kubelets kubelets(api.core, api.clock);
        kubelets.add(KubeletOptions::machine(1));
        kubelets.start();
        api.clock.advance(1000);
        const Value now = *user.get(user.kind(u"v1", u"Node"), {}, u"node-1"_s);
        QCOMPARE(textAt(now, {u"metadata", u"labels", u"disk"}), u"ssd"_s);
        QCOMPARE(textAt(now, {u"metadata", u"labels", u"kubernetes.io/os"}), u"linux"_s);
        QVERIFY(conditions(now).endsWith(u"Ready=True KubeletReady"));
        QCOMPARE(textAt(now, {u"status", u"capacity", u"pods"}), u"110"_s);
    }

    void heartbeats()
    {
        KubeletBench bench;
        const QString first = textAt(lease(bench), {u"spec", u"renewTime"});
        QCOMPARE(integerAt(lease(bench), {u"spec", u"leaseDurationSeconds"}), 40);
        QCOMPARE(textAt(listAt(lease(bench), {u"metadata", u"ownerReferences"}).front(), {u"uid"}),
                 uidOf(bench.node()));
        const QString version = textAt(bench.node(), {u"metadata", u"resourceVersion"});
        bench.api.clock.advance(11 * 1000);
        QVERIFY(textAt(lease(bench), {u"spec", u"renewTime"}) > first);
        bench.api.clock.advance(240 * 1000);
        QCOMPARE(textAt(bench.node(), {u"metadata", u"resourceVersion"}), version); // nothing changed
        bench.api.clock.advance(70 * 1000);
        QVERIFY(textAt(bench.node(), {u"metadata", u"resourceVersion"}) != version); // five minutes
    }

    // Nobody speaks for it; what runs goes on, and is looked at again afterwards.
    void kubeletStops()
    {
        KubeletBench bench;
        bench.create(KubeletBench::pod(u"web"_s));
        bench.api.clock.advance(5000);
        Kubelet &kubelet = *bench.kubelets.find(u"node-1"_s);
        kubelet.setMachine(Kubelet::Machine::KubeletStopped);
        const QString renewed = textAt(lease(bench), {u"spec", u"renewTime"});
        bench.create(KubeletBench::pod(u"late"_s));
        QVERIFY(kubelet.crashContainer(u"default/web"_s, u"c"_s));
        bench.api.clock.advance(60 * 1000);
        QCOMPARE(textAt(lease(bench), {u"spec", u"renewTime"}), renewed);
        QCOMPARE(textAt(bench.get(u"late"_s), {u"status", u"phase"}), u"Pending"_s);
        QCOMPARE(KubeletBench::line(bench.get(u"web"_s)), u"Running SIRC c:running/0"_s);
        QVERIFY(log(bench).contains("dial tcp 10.255.0.2:10250: connect: connection refused"));
        kubelet.setMachine(Kubelet::Machine::Up);
        bench.api.clock.advance(5000);
        QCOMPARE(KubeletBench::line(bench.get(u"web"_s)), u"Running SIRC c:running/1"_s);
        QCOMPARE(KubeletBench::line(bench.get(u"late"_s)), u"Running SIRC c:running/0"_s);
        QVERIFY(textAt(lease(bench), {u"spec", u"renewTime"}) > renewed);
    }

    void machineIsLost()
    {
        KubeletBench bench;
        bench.create(KubeletBench::pod(u"web"_s));
        Value once = KubeletBench::pod(u"once"_s);
        mapIn(once, u"spec").set(u"restartPolicy", u"Never"_s);
        KubeletBench::annotate(once, u"healthy"_s, u"c"_s);
        bench.create(once);
        bench.api.clock.advance(6000);
        Kubelet &kubelet = *bench.kubelets.find(u"node-1"_s);
        kubelet.setMachine(Kubelet::Machine::Lost);
        bench.api.clock.advance(20 * 1000);
        QCOMPARE(KubeletBench::line(bench.get(u"web"_s)), u"Running SIRC c:running/0"_s); // nobody knows better
        kubelet.setMachine(Kubelet::Machine::Up);
        bench.api.clock.advance(20 * 1000);
        QCOMPARE(KubeletBench::line(bench.get(u"web"_s)), u"Running SIRC c:running/1"_s);
        const QString boot = textAt(bench.node(), {u"status", u"nodeInfo", u"bootID"});
        QCOMPARE(bench.messages(u"node-1"_s, u"Rebooted"_s),
                 QStringList{u"Node node-1 has been rebooted, boot id: "_s + boot});
        QCOMPARE(KubeletBench::line(bench.get(u"once"_s)), u"Failed -I-- c:Unknown=255/0"_s);
        QVERIFY(bench.events(u"web"_s).contains(
            u"SandboxChanged: Pod sandbox changed, it will be killed and re-created."_s));
    }

    // Another kubelet for the same node, as after a restart of everything: what ran is begun anew and counts.
    void everythingIsNew()
    {
        KubeletBench bench;
        bench.create(KubeletBench::pod(u"web"_s));
        bench.api.clock.advance(5000);
        bench.kubelets.remove(u"node-1"_s);
        KubeletOptions options = KubeletOptions::machine(1);
        options.waitsForCidr = false;
        bench.kubelets.add(options);
        bench.api.clock.advance(5000);
        QCOMPARE(bench.history.last(), u"MODIFIED Running SIRC c:running/1"_s);
        // In between it waits, and stays Running.
        QCOMPARE(bench.history[bench.history.size() - 2], u"MODIFIED Running -I-- c:ContainerCreating/1"_s);
    }

    void noPullSecret()
    {
        KubeletBench bench;
        Value pod = KubeletBench::pod(u"web"_s);
        mapIn(pod, u"spec").set(u"imagePullSecrets", ValueList{ValueMap{{u"name"_s, u"login"_s}}});
        bench.create(pod);
        bench.api.clock.advance(5000);
        QCOMPARE(
            bench.events(u"web"_s).front(),
            u"FailedToRetrieveImagePullSecret: Unable to retrieve some image pull secrets (login); attempting to pull the image may not succeed."_s);
    }

    // Cut off: it goes on as it knows, and tells everything afterwards.
    void partition()
    {
        KubeletBench bench;
        bench.create(KubeletBench::pod(u"web"_s));
        bench.create(KubeletBench::pod(u"other"_s));
        bench.api.clock.advance(6000);
        Kubelet &kubelet = *bench.kubelets.find(u"node-1"_s);
        kubelet.setPartitioned(true);
        bench.remove(u"other"_s);
        QVERIFY(kubelet.killContainers(u"default/web"_s));
        bench.api.clock.advance(60 * 1000);
        QCOMPARE(KubeletBench::line(bench.get(u"web"_s)), u"Running SIRC c:running/0"_s);
        QCOMPARE(KubeletBench::line(bench.get(u"other"_s)), u"Running SIRC c:running/0 going"_s);
        kubelet.setPartitioned(false);
        bench.api.clock.advance(5000);
        QCOMPARE(KubeletBench::line(bench.get(u"web"_s)), u"Running SIRC c:running/1"_s);
        QVERIFY(bench.get(u"other"_s).isNull());
    }

    // Another writes what is this kubelet's: it says again how it is.
    void putsRight()
    {
        KubeletBench bench;
        bench.create(KubeletBench::pod(u"web"_s));
        bench.api.clock.advance(5000);
        Value pod = bench.get(u"web"_s);
        Value patch;
        ValueList all = listAt(pod, {u"status", u"conditions"});
        for (Value &one : all)
            if (textAt(one, {u"type"}) == u"Ready") one.set(u"status", u"False"_s);
        mapIn(patch, u"status").set(u"conditions", all);
        QVERIFY(bench.user.patch(bench.user.kind(u"v1", u"Pod"), u"default"_s, u"web"_s, patch, u"status"_s).ok());
        bench.api.clock.advance(12 * 1000);
        QCOMPARE(bench.history.mid(bench.history.size() - 2),
                 QStringList({u"MODIFIED Running SI-C c:running/0"_s, u"MODIFIED Running SIRC c:running/0"_s}));
    }

    void cordoned()
    {
        KubeletBench bench;
        for (const bool isCordoned : {true, false}) {
            Value patch;
            mapIn(patch, u"spec").set(u"unschedulable", isCordoned);
            QVERIFY(bench.user.patch(bench.user.kind(u"v1", u"Node"), {}, u"node-1"_s, patch).ok());
            bench.api.clock.advance(11 * 1000);
        }
        const QStringList said = bench.events(u"node-1"_s);
        COMPARE_LINES(said.mid(said.size() - 2),
                      QStringList({u"NodeNotSchedulable: Node node-1 status is now: NodeNotSchedulable"_s,
                                   u"NodeSchedulable: Node node-1 status is now: NodeSchedulable"_s}));
    }

    void evicts()
    {
        KubeletBench bench;
        Value modest = KubeletBench::pod(u"modest"_s);
        mapIn(mapIn(KubeletBench::container(modest), u"resources"), u"requests").set(u"memory", u"64Mi"_s);
        bench.create(modest);
        bench.create(KubeletBench::pod(u"greedy"_s));
        bench.api.clock.advance(8000);
        bench.kubelets.find(u"node-1"_s)->setMemoryPressure(true);
        bench.api.clock.advance(5000);
        QVERIFY(conditions(bench.node()).startsWith(u"MemoryPressure=True KubeletHasInsufficientMemory"));
        const Value greedy = bench.get(u"greedy"_s);
        QCOMPARE(KubeletBench::line(greedy), u"Failed -I-- c:Completed=0/0"_s);
        QCOMPARE(textAt(greedy, {u"status", u"reason"}), u"Evicted"_s);
        const QString message = u"The node was low on resource: memory. Threshold quantity: 100Mi, available: 92Mi. "
                                "Container c was using 12288Ki, request is 0, has larger consumption of memory. "_s;
        QCOMPARE(textAt(greedy, {u"status", u"message"}), message);
        QCOMPARE(bench.messages(u"greedy"_s, u"Evicted"_s), QStringList{message});
        const Value first = listAt(greedy, {u"status", u"conditions"}).front();
        QCOMPARE(textAt(first, {u"type"}) + u' ' + textAt(first, {u"reason"}),
                 u"DisruptionTarget TerminationByKubelet"_s);
        QCOMPARE(textAt(bench.get(u"modest"_s), {u"status", u"phase"}), u"Running"_s);
        bench.create(KubeletBench::pod(u"new"_s));
        bench.kubelets.find(u"node-1"_s)->setMemoryPressure(false);
        bench.api.clock.advance(1000);
        QCOMPARE(textAt(bench.get(u"new"_s), {u"status", u"message"}),
                 u"Pod was rejected: The node had condition: [MemoryPressure]. "_s);
        bench.api.clock.advance(311 * 1000);
        QVERIFY(conditions(bench.node()).startsWith(u"MemoryPressure=False"));
    }

    void imageBreaks()
    {
        KubeletBench bench;
        Kubelet &kubelet = *bench.kubelets.find(u"node-1"_s);
        kubelet.setImageBroken(u"nginx:1"_s, true);
        bench.create(KubeletBench::pod(u"web"_s));
        bench.api.clock.advance(20 * 1000);
        QVERIFY(bench.history.last().contains(u"ImagePullBackOff"));
        kubelet.setImageBroken(u"nginx:1"_s, false);
        bench.api.clock.advance(30 * 1000);
        QCOMPARE(bench.history.last(), u"MODIFIED Running SIRC c:running/0"_s);
    }

    void logs()
    {
        KubeletBench bench;
        bench::ApiBench &api = bench.api;
        Value pod = KubeletBench::pod(u"web"_s);
        KubeletBench::annotate(pod, u"crash after=20s exit=2"_s);
        bench.create(pod);
        api.clock.advance(50);
        QVERIFY(log(bench).contains("container \\\"c\\\" in pod \\\"web\\\" is waiting to start: ContainerCreating"));
        QCOMPARE(api.ask("GET", "/api/v1/namespaces/default/pods/web/log")->status, 400);
        api.clock.advance(5000);
        QCOMPARE(log(bench), QByteArray("nginx:1 started\nstart worker processes\n"));
        QCOMPARE(log(bench, "?tailLines=1"), QByteArray("start worker processes\n"));
        QCOMPARE(log(bench, "?limitBytes=5"), QByteArray("nginx"));
        QVERIFY(log(bench, "?timestamps=true").startsWith("2023-11-14T22:13:2"));
        QCOMPARE(log(bench, "?sinceSeconds=1"), QByteArray());
        QVERIFY(log(bench, "?previous=true")
                    .contains("previous terminated container \\\"c\\\" in pod \\\"web\\\" not found"));
        const auto follower = api.ask("GET", "/api/v1/namespaces/default/pods/web/log?follow=true");
        QVERIFY(follower->isOpen());
        api.clock.advance(20 * 1000);
        QVERIFY(!follower->isOpen());
        QCOMPARE(follower->body, QByteArray("nginx:1 started\nstart worker processes\npanic: practice crash\n"));
        api.clock.advance(5000);
        QCOMPARE(log(bench, "?previous=true"), follower->body);
        QCOMPARE(log(bench), QByteArray("nginx:1 started\nstart worker processes\n"));
    }

    void usage()
    {
        KubeletBench bench;
        Value pod = KubeletBench::pod(u"web"_s);
        KubeletBench::annotate(pod, u"healthy cpu=250m memory=100Mi"_s, u"c"_s);
        bench.create(pod);
        bench.api.clock.advance(5000);
        const auto usage = [&bench] {
            const auto live = bench.user.get(bench.user.kind(u"v1", u"Pod"), u"default"_s, u"web"_s);
            return live ? bench.kubelets.usageOf(*live) : std::nullopt;
        };
        const auto before = usage();
        QVERIFY(before);
        QCOMPARE(before->milliCpu, 250);
        QCOMPARE(before->memory, 100LL * 1024 * 1024);
        QCOMPARE(before->containers.at(u"c"_s).milliCpu, 250);
        Value patch;
        mapIn(mapIn(patch, u"metadata"), u"annotations").set(u"practice.kubewright.io/c", u"healthy cpu=900m"_s);
        QVERIFY(bench.user.patch(bench.user.kind(u"v1", u"Pod"), u"default"_s, u"web"_s, patch).ok());
        bench.api.clock.advance(100);
        const auto now = usage();
        QVERIFY(now);
        QCOMPARE(now->milliCpu, 900);
        QVERIFY(!bench.kubelets.usageOf(KubeletBench::pod(u"other"_s)));
    }

    // The same inputs at the same times give the same history.
    void isDeterministic()
    {
        const auto history = [] {
            KubeletBench bench;
            for (int i = 0; i < 5; ++i) {
                Value pod = KubeletBench::pod(u"web-%1"_s.arg(i));
                if (i % 2) KubeletBench::annotate(pod, u"crash after=3s"_s);
                (void)bench.user.create(pod);
            }
            bench.api.clock.advance(120 * 1000);
            return bench.history;
        };
        const QStringList first = history();
        QVERIFY(first.size() > 20);
        QCOMPARE(history(), first);
    }

    // Fifty nodes with ten pods each; with KUBEWRIGHT_FULL_LOAD a thousand.
    void many()
    {
        KubeletBench bench;
        const int nodes = qEnvironmentVariableIsSet("KUBEWRIGHT_FULL_LOAD") ? 1000 : 50;
        constexpr int perNode = 10;
        const SimClock clock(bench.api.clock); // quicker with many timers than the fake one
        Kubelets kubelets(bench.api.core, clock);
        for (int i = 2; i <= nodes; ++i) {
            KubeletOptions options = KubeletOptions::machine(i);
            options.waitsForCidr = false;
            kubelets.add(options);
        }
        kubelets.start();
        bench.api.clock.advance(10);
        for (int i = 0; i < nodes * perNode; ++i) {
            Value pod = KubeletBench::pod(u"web-%1"_s.arg(i));
            mapIn(pod, u"spec").set(u"nodeName", u"node-%1"_s.arg(i / perNode + 1));
            bench.create(pod);
        }
        bench.api.clock.advance(20 * 1000);
        int running = 0;
        for (const Value &pod : bench.user.list(bench.user.kind(u"v1", u"Pod"), u"default"_s).objects)
            running += KubeletBench::line(pod) == u"Running SIRC c:running/0" ? 1 : 0;
        QCOMPARE(running, nodes * perNode);
        for (const Value &pod : bench.user.list(bench.user.kind(u"v1", u"Pod"), u"default"_s).objects)
            bench.remove(nameOf(pod));
        bench.api.clock.advance(20 * 1000);
        QVERIFY(bench.user.list(bench.user.kind(u"v1", u"Pod"), u"default"_s).objects.empty());
    }
};

QTEST_GUILESS_MAIN(TestNodeFaults)
#include "tst_nodefaults.moc"
