// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/node/truthscenes.h"

#include "tests/cluster/practice/node/truthbench.h"

namespace truth {

namespace {

QStringList sidecarOrder(KubeletBench &bench)
{
    Value made = pod();
    Value side(ValueMap{{u"name"_s, u"side"_s}, {u"image"_s, u"nginx:1"_s}, {u"restartPolicy"_s, u"Always"_s}});
    mapIn(made, u"spec").set(u"initContainers", ValueList{side});
    play(bench, made, 6000);
    bench.remove(web);
    QStringList order;
    for (int i = 0; i < 100 && order.size() < 2; ++i) {
        bench.api.clock.advance(50);
        const practice::PodWorker *worker = bench.kubelets.find(u"node-1"_s)->worker(u"default/web"_s);
        if (!worker) break;
        const QStringList running = worker->sandbox().running();
        for (const QString &name : {u"c"_s, u"side"_s})
            if (!running.contains(name) && !order.contains(name)) order.append(name);
    }
    return {order.join(u' ')};
}

void addInits(std::map<QString, Scene> &all)
{
    all[u"init-waiting"_s] = [](KubeletBench &bench) {
        play(bench, withInit(u"sleep 30"_s, u"Always"_s), 4000);
        return QStringList{state(bench)};
    };
    all[u"init-condition"_s] = [](KubeletBench &bench) {
        play(bench, withInit(u"sleep 30"_s, u"Always"_s), 4000);
        return QStringList{condition(bench.get(web), u"Initialized"_s)};
    };
    all[u"init-loop"_s] = [](KubeletBench &bench) {
        return QStringList{firstLoop(bench, withInit(u"sleep 2; exit 7"_s, u"Always"_s), u"one"_s)};
    };
    all[u"init-never"_s] = [](KubeletBench &bench) {
        play(bench, withInit(u"exit 7"_s, u"Never"_s), 8000);
        return QStringList{phase(bench), state(bench, u"state", u"one"_s), state(bench)};
    };
    all[u"init-sidecar"_s] = sidecarOrder;
}

void addEnds(std::map<QString, Scene> &all)
{
    // The last that was seen of it: what is deleted is gone.
    const auto ended = [](KubeletBench &bench, const Value &made, bool isTimed) {
        play(bench, made, 6000);
        bench.remove(web);
        QString last;
        const QString time = whenIs(bench, [&bench, &last] {
            if (const QString now = state(bench); !now.isEmpty()) last = now;
            return bench.get(web).isNull();
        });
        return isTimed ? QStringList{last, time} : QStringList{last};
    };
    all[u"end-event"_s] = [](KubeletBench &bench) {
        play(bench, pod(), 6000);
        bench.remove(web);
        bench.api.clock.advance(100);
        return events(bench, {u"Killing"_s});
    };
    all[u"end-term"_s] = [=](KubeletBench &bench) { return ended(bench, pod(), false); };
    all[u"end-kill"_s] = [=](KubeletBench &bench) { return ended(bench, sleeping(), true); };
    const auto hooked = [](Value made, int seconds) {
        mapIn(mapIn(mapIn(KubeletBench::container(made), u"lifecycle"), u"preStop"), u"sleep").set(u"seconds", seconds);
        return made;
    };
    all[u"end-hook"_s] = [=](KubeletBench &bench) { return ended(bench, hooked(pod(), 5), true).mid(1); };
    all[u"end-hook-grace"_s] = [=](KubeletBench &bench) {
        Value made = hooked(sleeping(), 4);
        mapIn(made, u"spec").set(u"terminationGracePeriodSeconds", 4);
        return ended(bench, made, true);
    };
    all[u"end-deadline"_s] = [](KubeletBench &bench) {
        Value made = pod();
        mapIn(made, u"spec").set(u"activeDeadlineSeconds", 10);
        play(bench, made, 15 * 1000);
        return events(bench, {u"DeadlineExceeded"_s}) + QStringList{phase(bench)};
    };
    // Its last state is in the word of its end alone.
    all[u"end-lost"_s] = [](KubeletBench &bench) {
        play(bench, pod({}, u"nginx:broken"_s), 6000);
        QString last;
        const auto watch = bench.user.watch(
            bench.user.kind(u"v1", u"Pod"), bench.api.core.registry.store().revision(),
            [&last](const practice::ComponentClient::Event &event) { last = stateOf(event.object, u"state", u"c"_s); });
        bench.remove(web);
        bench.api.clock.advance(5000);
        return QStringList{last};
    };
}

void addNodes(std::map<QString, Scene> &all)
{
    const auto pressed = [](KubeletBench &bench) {
        play(bench, pod(u"healthy memory=64Mi"_s), 6000);
        bench.kubelets.find(u"node-1"_s)->setMemoryPressure(true);
        bench.api.clock.advance(5000);
    };
    all[u"evict-event"_s] = [=](KubeletBench &bench) {
        pressed(bench);
        return events(bench, {u"Evicted"_s});
    };
    all[u"evict-status"_s] = [=](KubeletBench &bench) {
        pressed(bench);
        return QStringList{phase(bench)};
    };
    all[u"evict-condition"_s] = [=](KubeletBench &bench) {
        pressed(bench);
        return QStringList{condition(bench.get(web), u"DisruptionTarget"_s)};
    };
    all[u"evict-node"_s] = [=](KubeletBench &bench) {
        pressed(bench);
        bench.api.clock.advance(10 * 1000);
        return QStringList{condition(bench.node(), u"MemoryPressure"_s)};
    };
    const auto refused = [](KubeletBench &bench, const Value &made) {
        play(bench, made, 1000);
        return QStringList{phase(bench), textAt(bench.get(web), {u"status", u"message"})};
    };
    all[u"evict-admission"_s] = [=](KubeletBench &bench) {
        bench.kubelets.find(u"node-1"_s)->setMemoryPressure(true);
        bench.api.clock.advance(15 * 1000);
        return refused(bench, pod());
    };
    all[u"admit-cpu"_s] = [=](KubeletBench &bench) {
        Value made = pod();
        mapIn(mapIn(KubeletBench::container(made), u"resources"), u"requests").set(u"cpu", u"9"_s);
        return refused(bench, made);
    };
    all[u"admit-affinity"_s] = [=](KubeletBench &bench) {
        Value made = pod();
        mapIn(mapIn(made, u"spec"), u"nodeSelector").set(u"disk", u"ssd"_s);
        return refused(bench, made);
    };
}

void addFaults(std::map<QString, Scene> &all)
{
    const auto lostAndFound = [](KubeletBench &bench) {
        play(bench, pod(), 6000);
        practice::Kubelet &kubelet = *bench.kubelets.find(u"node-1"_s);
        kubelet.setMachine(practice::Kubelet::Machine::Lost);
        bench.api.clock.advance(20 * 1000);
        kubelet.setMachine(practice::Kubelet::Machine::Up);
        bench.api.clock.advance(20 * 1000);
    };
    all[u"node-reboot"_s] = [=](KubeletBench &bench) {
        lostAndFound(bench);
        QStringList said = events(bench, {u"Rebooted"_s}, u"node-1"_s);
        return said.replaceInStrings(textAt(bench.node(), {u"status", u"nodeInfo", u"bootID"}), u"BOOT"_s);
    };
    all[u"node-sandbox"_s] = [=](KubeletBench &bench) {
        lostAndFound(bench);
        const Value made = bench.get(web);
        const qint64 restarts = integerAt(listAt(made, {u"status", u"containerStatuses"}).front(), {u"restartCount"});
        return events(bench, {u"SandboxChanged"_s}) + QStringList{u"restarts %1"_s.arg(restarts)};
    };
    all[u"node-cordon"_s] = [](KubeletBench &bench) {
        Value patch;
        mapIn(patch, u"spec").set(u"unschedulable", true);
        (void)bench.user.patch(bench.user.kind(u"v1", u"Node"), {}, u"node-1"_s, patch);
        bench.api.clock.advance(15 * 1000);
        return events(bench, {u"NodeNotSchedulable"_s}, u"node-1"_s);
    };
}

} // namespace

void addLaterScenes(std::map<QString, Scene> &all)
{
    addInits(all);
    addEnds(all);
    addNodes(all);
    addFaults(all);
}

} // namespace truth
