// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/scheduler/placement.h"
#include "tests/cluster/practice/scheduler/scenes.h"

#include <QTest>

using namespace practice;
using namespace scenes;
using model::Value;
using namespace Qt::StringLiterals;

struct Scene
{
    std::vector<Value> nodes = {};
    std::vector<std::pair<QString, PodPtr>> pods = {}; // and where they are
    PodPtr pod = {};
};
Q_DECLARE_METATYPE(Scene)

static Placement placed(const Scene &scene)
{
    SchedulerView view;
    for (const auto &[name, other] : scene.pods) view.setPod(name, other);
    for (const Value &one : scene.nodes) view.setNode(one);
    std::size_t first = 0;
    const NamespaceLabels namespaces = [](const QString &) { return nullptr; };
    return place({.pod = *scene.pod, .view = view, .namespaceLabels = namespaces}, first, [] { return quint64(0); });
}

class TestPlacement : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void places_data()
    {
        QTest::addColumn<Scene>("scene");
        QTest::addColumn<QString>("expected"); // a node, or why none
        const auto row = [](const char *title, const Scene &scene, const char *expected) {
            QTest::newRow(title) << scene << QString::fromUtf8(expected);
        };
        const Value a = node("a", R"("zone":"1")"), b = node("b", R"("zone":"2")");
        const Value small = node("small", {}, {}, R"({"cpu":"500m","memory":"1Gi","pods":"10"})");
        const Value full = node("full", {}, {}, R"({"cpu":"4","memory":"8Gi","pods":"1"})");
        const Value tainted = node("tainted", {}, R"("taints":[{"key":"k","value":"v","effect":"NoSchedule"}])");
        const Value closed = node("closed", {}, R"("unschedulable":true)");

        row("no nodes", {{}, {}, pod("p")}, "no nodes available to schedule pods");
        row("the only one", {{a}, {}, pod("p")}, "a");
        row("the emptier one", {{a, b}, {{u"a"_s, pod("x")}}, pod("p")}, "b");
        row("too small", {{small}, {}, pod("p")},
            "0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 No preemption victims "
            "found for incoming pod.");
        row("too small in two ways", {{small}, {}, pod("p", {}, {}, R"({"cpu":"1","memory":"2Gi"})")},
            "0/1 nodes are available: 1 Insufficient cpu, 1 Insufficient memory. preemption: 0/1 nodes are available: "
            "1 No preemption victims found for incoming pod.");
        row("taken", {{a}, {{u"a"_s, pod("x", {}, {}, R"({"cpu":"3500m"})")}}, pod("p")},
            "0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 No preemption victims "
            "found for incoming pod.");
        row("as much as there is", {{a}, {{u"a"_s, pod("x", {}, {}, R"({"cpu":"3"})")}}, pod("p")}, "a");
        row("too many pods", {{full}, {{u"full"_s, pod("x")}}, pod("p")},
            "0/1 nodes are available: 1 Too many pods. preemption: 0/1 nodes are available: 1 No preemption victims "
            "found for incoming pod.");
        row("a resource that nobody has", {{a}, {}, pod("p", {}, {}, R"({"example.com/gpu":"1"})")},
            "0/1 nodes are available: 1 Insufficient example.com/gpu. preemption: 0/1 nodes are available: 1 No "
            "preemption victims found for incoming pod.");
        row("taint", {{tainted}, {}, pod("p")},
            "0/1 nodes are available: 1 node(s) had untolerated taint {k: v}. preemption: 0/1 nodes are available: 1 "
            "Preemption is not helpful for scheduling.");
        row("taint borne", {{tainted}, {}, pod("p", R"("tolerations":[{"key":"k","operator":"Exists"}])")}, "tainted");
        row("taint of another value", {{tainted}, {}, pod("p", R"("tolerations":[{"key":"k","value":"w"}])")},
            "0/1 nodes are available: 1 node(s) had untolerated taint {k: v}. preemption: 0/1 nodes are available: 1 "
            "Preemption is not helpful for scheduling.");
        row("closed", {{closed}, {}, pod("p")},
            "0/1 nodes are available: 1 node(s) were unschedulable. preemption: 0/1 nodes are available: 1 Preemption "
            "is not helpful for scheduling.");
        row("reasons in the order of texts", {{closed, tainted, small}, {}, pod("p")},
            "0/3 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint {k: v}, 1 node(s) were "
            "unschedulable. preemption: 0/3 nodes are available: 1 No preemption victims found for incoming pod, 2 "
            "Preemption is not helpful for scheduling.");
        row("nodeSelector", {{a, b}, {}, pod("p", R"("nodeSelector":{"zone":"2"})")}, "b");
        row("nodeSelector of nobody", {{a, b}, {}, pod("p", R"("nodeSelector":{"zone":"3"})")},
            "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector. preemption: 0/2 nodes are "
            "available: 2 Preemption is not helpful for scheduling.");
        row("node affinity",
            {{a, b}, {}, pod("p", R"("affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":
                 {"nodeSelectorTerms":[{"matchExpressions":[{"key":"zone","operator":"Gt","values":["1"]}]}]}}})")},
            "b");
        row("node affinity by name",
            {{a, b}, {}, pod("p", R"("affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":
                 {"nodeSelectorTerms":[{"matchFields":[{"key":"metadata.name","operator":"In","values":["b"]}]}]}}})")},
            "b");
        row("node preferred",
            {{a, b},
             {{u"b"_s, pod("x")}},
             pod("p", R"("affinity":{"nodeAffinity":{"preferredDuringSchedulingIgnoredDuringExecution":
                 [{"weight":100,"preference":{"matchExpressions":[{"key":"zone","operator":"In","values":["2"]}]}}]}})")},
            "b");
        row("ports",
            {{a},
             {{u"a"_s, pod("x", R"("initContainers":[{"name":"s","restartPolicy":"Always",
                 "ports":[{"containerPort":1,"hostPort":80}]}])")}},
             pod("p", R"("initContainers":[{"name":"s","restartPolicy":"Always",
                 "ports":[{"containerPort":1,"hostPort":80}]}])")},
            "0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports. preemption: 0/1 "
            "nodes are available: 1 No preemption victims found for incoming pod.");
        row("away from its kind", {{a, b}, {{u"a"_s, pod("x")}}, pod("p", away("zone"))}, "b");
        row("away from its kind everywhere", {{a}, {{u"a"_s, pod("x")}}, pod("p", away("zone"))},
            "0/1 nodes are available: 1 node(s) didn't match pod anti-affinity rules. preemption: 0/1 nodes are "
            "available: 1 No preemption victims found for incoming pod.");
        row("shunned", {{a}, {{u"a"_s, pod("x", away("zone"))}}, pod("p")},
            "0/1 nodes are available: 1 node(s) didn't satisfy existing pods anti-affinity rules. preemption: 0/1 "
            "nodes are available: 1 No preemption victims found for incoming pod.");
        row("near its kind", {{a, b}, {{u"a"_s, pod("x")}}, pod("p", near("zone"))}, "a");
        row("the first of its kind", {{a}, {}, pod("p", near("zone"))}, "a");
        row("near nobody", {{a}, {}, pod("p", near("zone"), R"("app":"other")")},
            "0/1 nodes are available: 1 node(s) didn't match pod affinity rules. preemption: 0/1 nodes are available: "
            "1 Preemption is not helpful for scheduling.");
        row("near without the label", {{node("c")}, {}, pod("p", near("zone"))},
            "0/1 nodes are available: 1 node(s) didn't match pod affinity rules. preemption: 0/1 nodes are available: "
            "1 Preemption is not helpful for scheduling.");
        row("spread", {{a, b}, {{u"a"_s, pod("x")}}, pod("p", spread("DoNotSchedule"))}, "b");
        row("spread that can't hold",
            {{a, closed, b},
             {{u"a"_s, pod("x")}, {u"a"_s, pod("y")}},
             pod("p", spread("DoNotSchedule") + R"(,"nodeSelector":{"zone":"1"})")},
            "a");
        row("spread without the label", {{node("c")}, {}, pod("p", spread("DoNotSchedule"))},
            "0/1 nodes are available: 1 node(s) didn't match pod topology spread constraints (missing required label). "
            "preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.");
        row("spread if possible",
            {{a, b},
             {{u"a"_s, pod("x", {}, R"("app":"web")", "{}")},
              {u"b"_s, pod("y", {}, R"("app":"other")", R"({"cpu":"1"})")}},
             pod("p", spread("ScheduleAnyway"))},
            "b");
        row("a node that is gone", {{a}, {{u"gone"_s, pod("x")}}, pod("p")}, "a");
    }

    void places()
    {
        QFETCH(Scene, scene);
        QFETCH(QString, expected);
        const Placement placement = placed(scene);
        QCOMPARE(placement.node.isEmpty() ? placement.wholeMessage() : placement.node, expected);
        // Every node that was looked at has a verdict, and a reason where it will not do.
        for (const NodeVerdict &verdict : placement.verdicts)
            QCOMPARE(verdict.rejectedBy.isEmpty(), verdict.rejection.reasons.isEmpty());
    }

    void explainsScores()
    {
        const Placement placement = placed({{node("a"), node("b")}, {{u"a"_s, pod("x")}}, pod("p")});
        QCOMPARE(placement.node, u"b"_s);
        QCOMPARE(placement.verdicts.size(), std::size_t(2));
        for (const NodeVerdict &verdict : placement.verdicts) {
            qint64 sum = 0;
            QStringList names;
            for (const auto &[name, score] : verdict.scores) {
                sum += score;
                names.append(name);
            }
            QCOMPARE(sum, verdict.total);
            QCOMPARE(names,
                     (QStringList{u"TaintToleration"_s, u"NodeResourcesFit"_s, u"NodeResourcesBalancedAllocation"_s}));
        }
        // Of 4 processors 3 are free, of 8 GiB 7: (75 + 87) / 2; 100 − |1/4 − 1/8| / 2 · 100.
        QCOMPARE(placement.verdicts[1].scores[1].second, 81);
        QCOMPARE(placement.verdicts[1].scores[2].second, 93);
    }

    // Of many nodes half or less are looked at, each time from where the last search ended.
    void looksAtSome()
    {
        SchedulerView view;
        for (int i = 0; i < 1000; ++i) view.setNode(node("n" + QByteArray::number(i)));
        std::size_t first = 0;
        const NamespaceLabels namespaces = [](const QString &) { return nullptr; };
        const PodPtr one = pod("p");
        const Placement placement =
            place({.pod = *one, .view = view, .namespaceLabels = namespaces}, first, [] { return quint64(0); });
        QCOMPARE(placement.verdicts.size(), std::size_t(420));
        QCOMPARE(first, std::size_t(420));
        QCOMPARE(placement.allNodes, 1000);
    }

    // What is there after any changes is what a view made anew has.
    void viewKeepsCount()
    {
        SchedulerView view;
        view.setNode(node("a"));
        view.setPod(u"a"_s, pod("x", away("zone")));
        view.setPod(u"a"_s, pod("y"));
        view.setPod(u"b"_s, pod("y")); // moved, to a node that is not known yet
        QCOMPARE(view.find(u"a"_s)->requested.milliCpu, 1000);
        QCOMPARE(view.podsWithAntiAffinity(), 1);
        QVERIFY(!view.find(u"b"_s));
        view.setNode(node("b"));
        QCOMPARE(view.find(u"b"_s)->requested.memory, qint64(1) << 30);
        QCOMPARE(view.nodes().size(), std::size_t(2));
        view.removeNode(u"a"_s);
        QCOMPARE(view.nodes().size(), std::size_t(1));
        view.removePod(u"default/x"_s);
        QCOMPARE(view.podsWithAntiAffinity(), 0);
        view.removePod(u"default/y"_s);
        view.removePod(u"default/nobody"_s);
        QCOMPARE(view.find(u"b"_s)->requested.milliCpu, 0);
    }
};

QTEST_APPLESS_MAIN(TestPlacement)
#include "tst_placement.moc"
