// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/scheduler/scheduler.h"
#include "model/wire/json.h"
#include "tests/cluster/practice/api/apibench.h"
#include "tests/cluster/practice/scheduler/scenes.h"

#include <QTest>

using namespace practice;
using namespace Qt::StringLiterals;
using model::Value;

class TestScheduler : public QObject
{
    Q_OBJECT

    struct Bench
    {
        bench::ApiBench api;
        ComponentClient user{api.core, u"user"_s};
        ComponentProcess process{api.core, api.clock, u"kube-scheduler"_s};
        Scheduler scheduler{process};

        Bench() { process.start(); }
        void make(const QByteArray &json)
        {
            const auto made = user.create(model::readJson(json)->value);
            QVERIFY2(made.ok(), made ? "" : qPrintable(made.status().message));
            if (textAt(*made, {u"kind"}) != u"Node") return;
            // As its kubelet and the node controller do when it is ready.
            const ApiKind &nodes = user.kind(u"v1", u"Node");
            const auto status = model::readJson(R"({"status":{"allocatable":{"cpu":"2","memory":"4Gi","pods":"10"}}})");
            const auto taints = model::readJson(R"({"spec":{"taints":null}})");
            QVERIFY(user.patch(nodes, {}, nameOf(*made), taints->value).ok());
            QVERIFY(user.patch(nodes, {}, nameOf(*made), status->value, u"status"_s).ok());
        }
        void makeNode(const QByteArray &name) { make(scenes::nodeJson(name)); }
        void makePod(const QByteArray &name, const QByteArray &more = {}, const QByteArray &cpu = "1")
        {
            make(scenes::podJson(name, more, cpu));
        }
        Value pod(const QString &name)
        {
            const auto found = user.get(user.kind(u"v1", u"Pod"), u"default"_s, name);
            return found ? *found : Value();
        }
        QString nodeOf(const QString &name) { return textAt(pod(name), {u"spec", u"nodeName"}); }
        QStringList events(const QString &reason)
        {
            QStringList notes;
            for (const Value &event : user.list(user.kind(u"v1", u"Event"), u"default"_s).objects)
                if (textAt(event, {u"reason"}) == reason)
                    notes.append(textAt(event, {u"involvedObject", u"name"}) + u": "_s + textAt(event, {u"message"}));
            return notes;
        }
    };

private Q_SLOTS:
    void binds()
    {
        Bench bench;
        bench.makeNode("node-a");
        bench.makePod("web");
        bench.api.clock.advance(0);
        QCOMPARE(bench.nodeOf(u"web"_s), u"node-a"_s);
        QCOMPARE(bench.events(u"Scheduled"_s), QStringList{u"web: Successfully assigned default/web to node-a"_s});
        const Value condition = listAt(bench.pod(u"web"_s), {u"status", u"conditions"}).front();
        QCOMPARE(textAt(condition, {u"type"}), u"PodScheduled"_s);
        QCOMPARE(textAt(condition, {u"status"}), u"True"_s);
        const Placement *placement = bench.scheduler.lastPlacement(u"default/web"_s);
        QVERIFY(placement);
        QCOMPARE(placement->node, u"node-a"_s);
        QCOMPARE(bench.scheduler.decisions().back().text, u"Bound to node-a"_s);
    }

    // It says why, once, and places the pod when there is room.
    void waitsForRoom()
    {
        Bench bench;
        bench.makePod("web");
        bench.api.clock.advance(0);
        const QString none = u"no nodes available to schedule pods"_s;
        QCOMPARE(bench.events(u"FailedScheduling"_s), QStringList{u"web: "_s + none});
        Value condition = listAt(bench.pod(u"web"_s), {u"status", u"conditions"}).front();
        QCOMPARE(textAt(condition, {u"status"}), u"False"_s);
        QCOMPARE(textAt(condition, {u"reason"}), u"Unschedulable"_s);
        QCOMPARE(textAt(condition, {u"message"}), none);
        const Value web = bench.pod(u"web"_s);
        QVERIFY(std::ranges::any_of(listAt(web, {u"metadata", u"managedFields"}), [](const Value &entry) {
            return textAt(entry, {u"manager"}) == u"kube-scheduler" && textAt(entry, {u"subresource"}) == u"status";
        }));
        bench.api.clock.advance(20 * 1000); // nothing changes, nothing is tried
        QCOMPARE(bench.events(u"FailedScheduling"_s).size(), 1);
        bench.makeNode("node-a");
        bench.api.clock.advance(Scheduler::firstBackoffMs);
        QCOMPARE(bench.nodeOf(u"web"_s), u"node-a"_s);
    }

    void takesOnePlaceOnce()
    {
        Bench bench;
        bench.makeNode("node-a");
        for (const char *name : {"one", "two", "three"}) bench.makePod(name);
        bench.api.clock.advance(0);
        QCOMPARE(bench.events(u"Scheduled"_s).size(), 2);
        QCOMPARE(
            bench.events(u"FailedScheduling"_s),
            QStringList{u"three: 0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: "
                        "1 No preemption victims found for incoming pod."_s});
        // A pod that goes makes room.
        DeleteOptions now;
        now.graceSeconds = 0;
        QVERIFY(bench.user.remove(bench.user.kind(u"v1", u"Pod"), u"default"_s, u"one"_s, now).ok());
        bench.api.clock.advance(Scheduler::lastBackoffMs);
        QCOMPARE(bench.nodeOf(u"three"_s), u"node-a"_s);
    }

    void priorityFirst()
    {
        Bench bench;
        bench.make(
            R"({"apiVersion":"scheduling.k8s.io/v1","kind":"PriorityClass","metadata":{"name":"high"},"value":10})");
        bench.makeNode("node-a");
        bench.makePod("low", {}, "2");
        bench.makePod("high", R"(,"priorityClassName":"high")", "2");
        bench.api.clock.advance(0);
        QCOMPARE(bench.nodeOf(u"high"_s), u"node-a"_s);
        QVERIFY(bench.nodeOf(u"low"_s).isEmpty());
    }

    // Who is more important takes the place of one that may go, where there is one; else of one that may not
    // (default_preemption.go SelectVictimsOnNode, preemption.go pickOneNodeForPreemption).
    void preemptionHeedsBudgets_data()
    {
        QTest::addColumn<bool>("isFirstHeld");
        QTest::addColumn<bool>("isSecondHeld");
        QTest::addColumn<bool>("isDisrupted"); // the first one is let go already
        QTest::addColumn<QString>("victim");
        QTest::newRow("none") << false << false << false << u"one"_s;
        QTest::newRow("the first") << true << false << false << u"two"_s;
        QTest::newRow("the second") << false << true << false << u"one"_s;
        QTest::newRow("both") << true << true << false << u"one"_s;
        QTest::newRow("let go") << true << true << true << u"one"_s;
    }
    void preemptionHeedsBudgets()
    {
        QFETCH(bool, isFirstHeld);
        QFETCH(bool, isSecondHeld);
        QFETCH(bool, isDisrupted);
        QFETCH(QString, victim);
        Bench bench;
        bench.make(
            R"({"apiVersion":"scheduling.k8s.io/v1","kind":"PriorityClass","metadata":{"name":"high"},"value":10})");
        bench.makeNode("node-a");
        bench.makePod("one", {}, "2");
        bench.api.clock.advance(1000);
        bench.makeNode("node-b");
        bench.makePod("two", {}, "2");
        bench.api.clock.advance(1000);
        QCOMPARE(bench.nodeOf(u"two"_s), u"node-b"_s);
        const auto hold = [&bench, isDisrupted](const QByteArray &name) {
            const auto filled = [&name](QByteArray text) { return model::readJson(text.replace("NAME", name))->value; };
            QVERIFY(bench.user
                        .patch(bench.user.kind(u"v1", u"Pod"), u"default"_s, QString::fromLatin1(name),
                               filled(R"({"metadata":{"labels":{"budget":"NAME"}}})"))
                        .ok());
            QVERIFY(bench.user
                        .create(filled(
                            R"({"apiVersion":"policy/v1","kind":"PodDisruptionBudget","metadata":{"namespace":"default",
                            "name":"NAME"},"spec":{"maxUnavailable":0,"selector":{"matchLabels":{"budget":"NAME"}}}})"))
                        .ok());
            if (!isDisrupted || name != "one") return;
            const Value gone = model::readJson(R"({"status":{"disruptedPods":{"one":"2026-01-01T00:00:00Z"},)"
                                               R"("disruptionsAllowed":0,"currentHealthy":0,"desiredHealthy":0,)"
                                               R"("expectedPods":0}})")
                                   ->value;
            QVERIFY(bench.user
                        .patch(bench.user.kind(u"policy/v1", u"PodDisruptionBudget"), u"default"_s, u"one"_s, gone,
                               u"status"_s)
                        .ok());
        };
        if (isFirstHeld) hold("one");
        if (isSecondHeld) hold("two");
        bench.api.clock.advance(100);
        bench.makePod("high", R"(,"priorityClassName":"high")", "2");
        bench.api.clock.advance(100);
        for (const QString &name : {u"one"_s, u"two"_s})
            QVERIFY2((at(bench.pod(name), {u"metadata", u"deletionTimestamp"}) != nullptr) == (name == victim),
                     qPrintable(name));
        QCOMPARE(bench.events(u"Preempted"_s).size(), 1);
    }

    // Said again of the same state, it is one Event that becomes a series (tools/events).
    void whatIsSaidAgainIsASeries()
    {
        Bench bench;
        bench.makeNode("node-a");
        bench.makePod("big", {}, "9");
        const auto series = [&bench] {
            qint64 count = 0;
            for (const Value &event : bench.user.list(bench.user.kind(u"v1", u"Event"), u"default"_s).objects)
                count = std::max(count, integerAt(event, {u"series", u"count"}));
            return count;
        };
        for (int i = 0; i < 20; ++i) { // the node changes, and nothing comes of it
            bench.api.clock.advance(11 * 1000);
            Value label;
            mapIn(mapIn(label, u"metadata"), u"labels").set(u"n", QString::number(i));
            QVERIFY(bench.user.patch(bench.user.kind(u"v1", u"Node"), {}, u"node-a"_s, label).ok());
        }
        // Its status changed the revision once.
        QCOMPARE(bench.events(u"FailedScheduling"_s).size(), 2);
        QCOMPARE(series(), 2);
        bench.api.clock.advance(15 * 60 * 1000); // nothing more came: the whole number is told
        QVERIFY2(series() >= 15, qPrintable(QString::number(series())));
    }

    void leavesOthersAlone()
    {
        Bench bench;
        bench.makeNode("node-a");
        bench.makePod("theirs", R"(,"schedulerName":"another")");
        bench.makePod("gated", R"(,"schedulingGates":[{"name":"example.com/wait"}])");
        bench.makePod("placed", R"(,"nodeName":"node-a")");
        bench.api.clock.advance(1000);
        QVERIFY(bench.nodeOf(u"theirs"_s).isEmpty());
        QVERIFY(bench.nodeOf(u"gated"_s).isEmpty());
        QVERIFY(bench.events(u"Scheduled"_s).isEmpty());
    }

    // A scheduler that is down places nothing; started again it sees what it missed.
    void stops()
    {
        Bench bench;
        bench.makeNode("node-a");
        bench.api.clock.advance(0);
        bench.process.stop();
        bench.makePod("web");
        bench.api.clock.advance(60 * 1000);
        QVERIFY(bench.nodeOf(u"web"_s).isEmpty());
        bench.process.start();
        bench.api.clock.advance(1000);
        QCOMPARE(bench.nodeOf(u"web"_s), u"node-a"_s);
    }

    void tells()
    {
        Bench bench;
        bench.makePod("web");
        bench.api.clock.advance(0);
        const Value all = bench.scheduler.describe();
        QCOMPARE(textAt(listAt(all, {u"unschedulable"}).front(), {u"key"}), u"default/web"_s);
        QCOMPARE(listAt(bench.process.describe(), {u"kinds"}).size(),
                 std::size_t(10)); // also whom pods belong with, their claims, and budgets
    }
};

QTEST_GUILESS_MAIN(TestScheduler)
#include "tst_scheduler.moc"
