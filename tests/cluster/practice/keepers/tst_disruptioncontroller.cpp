// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/keepers/disruptioncontroller.h"

#include "cluster/practice/keepers/jobpods.h"
#include "tests/cluster/practice/keepers/keeperbench.h"

using namespace practice;
using namespace Qt::StringLiterals;
using model::Value;
using model::ValueList;

class TestDisruptionController : public QObject
{
    Q_OBJECT

    struct Bench : bench::KeeperBench
    {
        DisruptionController controller{process};
        Value set; // of which the pods are

        Bench() { process.start(); }
        void makeSet(const QByteArray &replicas)
        {
            QByteArray json =
                R"({"apiVersion":"apps/v1","kind":"ReplicaSet","metadata":{"name":"web"},"spec":{"replicas":N,
                "selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},
                "spec":{"containers":[{"name":"c","image":"i"}]}}}})";
            set = make(json.replace("N", replicas));
        }
        void pod(const QByteArray &name, bool ready = true)
        {
            QByteArray json =
                R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"NAME","labels":{"app":"web"}},"spec":{
                "nodeName":"n","containers":[{"name":"c","image":"i"}]}})";
            Value value = object(json.replace("NAME", name));
            if (!set.isNull()) {
                Value reference;
                for (const QStringView field : {QStringView(u"apiVersion"), QStringView(u"kind")})
                    reference.set(field, textAt(set, {field}));
                reference.set(u"name", nameOf(set));
                reference.set(u"uid", uidOf(set));
                reference.set(u"controller", true);
                mapIn(value, u"metadata").set(u"ownerReferences", ValueList{reference});
            }
            make(value);
            setReady(QString::fromLatin1(name), ready);
        }
        void setReady(const QString &name, bool ready)
        {
            patch(u"v1", u"Pod", name,
                  ready ? R"({"status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]}})"
                        : R"({"status":{"phase":"Running","conditions":[{"type":"Ready","status":"False"}]}})",
                  u"status"_s);
            settle();
        }
        void budget(const QByteArray &spec)
        {
            QByteArray json = R"({"apiVersion":"policy/v1","kind":"PodDisruptionBudget","metadata":{"name":"b"},"spec":{
                "selector":{"matchLabels":{"app":"web"}},SPEC}})";
            make(json.replace("SPEC", spec));
            settle();
        }
        Value get() { return KeeperBench::get(u"policy/v1", u"PodDisruptionBudget", u"b"_s); }
        // "2 of 3 healthy, 2 wanted, 0 allowed, InsufficientPods"
        QString status()
        {
            const Value now = get();
            const auto number = [&now](QStringView field) {
                return QString::number(integerAt(now, {u"status", field}, -1));
            };
            const Value *condition = conditionOf(now, u"DisruptionAllowed");
            return u"%1 of %2 healthy, %3 wanted, %4 allowed, %5"_s.arg(
                number(u"currentHealthy"), number(u"expectedPods"), number(u"desiredHealthy"),
                number(u"disruptionsAllowed"), condition ? textAt(*condition, {u"reason"}) : QString());
        }
    };

private Q_SLOTS:
    void budgets_data()
    {
        QTest::addColumn<QByteArray>("spec");
        QTest::addColumn<QString>("expected");
        // Four are declared, three are there, and two of them ready.
        QTest::newRow("a number at least")
            << QByteArray(R"("minAvailable":1)") << u"2 of 3 healthy, 1 wanted, 1 allowed, SufficientPods"_s;
        QTest::newRow("more than there are")
            << QByteArray(R"("minAvailable":5)") << u"2 of 3 healthy, 5 wanted, 0 allowed, InsufficientPods"_s;
        QTest::newRow("a part at least, rounded up")
            << QByteArray(R"("minAvailable":"30%")") << u"2 of 4 healthy, 2 wanted, 0 allowed, InsufficientPods"_s;
        QTest::newRow("a number at most")
            << QByteArray(R"("maxUnavailable":3)") << u"2 of 4 healthy, 1 wanted, 1 allowed, SufficientPods"_s;
        QTest::newRow("a part at most, rounded up")
            << QByteArray(R"("maxUnavailable":"55%")") << u"2 of 4 healthy, 1 wanted, 1 allowed, SufficientPods"_s;
        QTest::newRow("all") << QByteArray(R"("maxUnavailable":9)")
                             << u"2 of 4 healthy, 0 wanted, 2 allowed, SufficientPods"_s;
    }
    void budgets()
    {
        QFETCH(QByteArray, spec);
        QFETCH(QString, expected);
        Bench bench;
        bench.makeSet("4");
        bench.pod("a");
        bench.pod("b");
        bench.pod("c", false);
        bench.budget(spec);
        QCOMPARE(bench.status(), expected);
        QCOMPARE(integerAt(bench.get(), {u"status", u"observedGeneration"}), 1);
    }

    void follows()
    {
        Bench bench;
        bench.pod("a");
        bench.budget(R"("minAvailable":1)");
        QCOMPARE(bench.status(), u"1 of 1 healthy, 1 wanted, 0 allowed, InsufficientPods"_s);
        bench.pod("b");
        QCOMPARE(bench.status(), u"2 of 2 healthy, 1 wanted, 1 allowed, SufficientPods"_s);
        bench.setReady(u"b"_s, false);
        QCOMPARE(bench.status(), u"1 of 2 healthy, 1 wanted, 0 allowed, InsufficientPods"_s);
        bench.patch(u"policy/v1", u"PodDisruptionBudget", u"b"_s, R"({"spec":{"minAvailable":0}})");
        bench.settle();
        QCOMPARE(bench.status(), u"1 of 2 healthy, 0 wanted, 1 allowed, SufficientPods"_s);
        QCOMPARE(integerAt(bench.get(), {u"status", u"observedGeneration"}), 2);
        QStringList managers;
        for (const Value whole = bench.get(); const Value &one : listAt(whole, {u"metadata", u"managedFields"}))
            managers.append(textAt(one, {u"manager"}) + u' ' + textAt(one, {u"subresource"}));
        QVERIFY(managers.contains(u"kube-controller-manager status"_s));
    }

    // A Deployment's size counts once, however many sets it has.
    void deployment()
    {
        Bench bench;
        const Value owner = bench.make(R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{
            "replicas":7,"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},
            "spec":{"containers":[{"name":"c","image":"i"}]}}}})");
        bench.makeSet("2");
        QByteArray patch = R"({"metadata":{"ownerReferences":[{"apiVersion":"apps/v1","kind":"Deployment","name":"web",
            "uid":"UID","controller":true}]}})";
        bench.patch(u"apps/v1", u"ReplicaSet", u"web"_s, patch.replace("UID", uidOf(owner).toUtf8()));
        bench.settle();
        bench.pod("a");
        bench.budget(R"("maxUnavailable":1)");
        QCOMPARE(bench.status(), u"1 of 7 healthy, 6 wanted, 0 allowed, InsufficientPods"_s);
    }

    // An evicted pod counts as gone until it is; when it stays, it counts again.
    void evictions()
    {
        Bench bench;
        bench.pod("a");
        bench.pod("b");
        bench.pod("c");
        bench.budget(R"("minAvailable":1)");
        QCOMPARE(bench.status(), u"3 of 3 healthy, 1 wanted, 2 allowed, SufficientPods"_s);
        QVERIFY(!bench.user.evict(u"default"_s, u"a"_s));
        bench.settle();
        QCOMPARE(bench.status(), u"2 of 3 healthy, 1 wanted, 1 allowed, SufficientPods"_s);
        QVERIFY(!at(bench.get(), {u"status", u"disruptedPods"})); // it is going already
        QByteArray patch = R"({"status":{"disruptedPods":{"b":"NOW"}}})";
        bench.patch(u"policy/v1", u"PodDisruptionBudget", u"b"_s,
                    patch.replace("NOW", timeText(bench.api.clock.wallMs()).toUtf8()), u"status"_s);
        bench.settle();
        QCOMPARE(bench.status(), u"1 of 3 healthy, 1 wanted, 0 allowed, InsufficientPods"_s);
        bench.settle(121 * 1000);
        QCOMPARE(bench.status(), u"2 of 3 healthy, 1 wanted, 1 allowed, SufficientPods"_s);
        QVERIFY(!at(bench.get(), {u"status", u"disruptedPods"}));
        QVERIFY(
            bench.events().contains(u"Warning NotDeleted controllermanager: Pod was expected by PDB default/default to "
                                    u"be deleted but it wasn't"_s));
    }

    void unmanaged()
    {
        Bench bench;
        bench.pod("a");
        bench.budget(R"("maxUnavailable":1)");
        QCOMPARE(bench.status(), u"1 of 0 healthy, 0 wanted, 0 allowed, InsufficientPods"_s);
        QCOMPARE(
            bench.events(),
            QStringList{u"Warning UnmanagedPods controllermanager: Pods selected by this PodDisruptionBudget "
                        u"(selector: &LabelSelector{MatchLabels:map[string]string{app: "
                        u"web,},MatchExpressions:[]LabelSelectorRequirement{},}) were found to be unmanaged. As a "
                        u"result, the status of the PDB cannot be calculated correctly, which may result in "
                        u"undefined behavior. To account for these pods please set \".spec.minAvailable\" field of "
                        u"the PDB to an integer value."_s});
    }

    // A controller that nobody can scale: nothing may go, and the budget says why.
    void withoutScale()
    {
        Bench bench;
        bench.set = bench.make(R"({"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"j"},"spec":{
            "template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}})");
        bench.pod("a");
        bench.budget(R"("maxUnavailable":1)");
        const Value budget = bench.get();
        const Value *failed = conditionOf(budget, u"DisruptionAllowed");
        QVERIFY(failed);
        QCOMPARE(textAt(*failed, {u"reason"}), u"SyncFailed"_s);
        QCOMPARE(textAt(*failed, {u"message"}), u"jobs.batch does not implement the scale subresource"_s);
        QCOMPARE(integerAt(budget, {u"status", u"disruptionsAllowed"}, -1), 0);
        QVERIFY(bench.events().contains(
            u"Warning CalculateExpectedPodCountFailed controllermanager: Failed to calculate the "
            u"number of expected pods: jobs.batch does not implement the scale subresource"_s));
    }

    void nobody()
    {
        Bench bench;
        bench.budget(R"("minAvailable":1)");
        QCOMPARE(bench.status(), u"0 of 0 healthy, 1 wanted, 0 allowed, InsufficientPods"_s);
        QCOMPARE(bench.events().value(0), u"Normal NoPods controllermanager: No matching pods found"_s);
    }

    // A pod that was to be disrupted, and was not.
    void staleCondition()
    {
        Bench bench;
        bench.pod("a");
        QByteArray patch =
            R"({"status":{"conditions":[{"type":"DisruptionTarget","status":"True","reason":"PreemptionByScheduler",
            "lastTransitionTime":"NOW"}]}})";
        bench.patch(u"v1", u"Pod", u"a"_s, patch.replace("NOW", timeText(bench.api.clock.wallMs()).toUtf8()),
                    u"status"_s);
        bench.settle(100 * 1000);
        Value pod = bench.KeeperBench::get(u"v1", u"Pod", u"a"_s);
        QCOMPARE(textAt(*conditionOf(pod, u"DisruptionTarget"), {u"status"}), u"True"_s);
        bench.settle(25 * 1000);
        pod = bench.KeeperBench::get(u"v1", u"Pod", u"a"_s);
        QCOMPARE(textAt(*conditionOf(pod, u"DisruptionTarget"), {u"status"}), u"False"_s);
        QVERIFY(!conditionOf(pod, u"DisruptionTarget")->find(u"reason"));
    }

    void severalBudgets()
    {
        Bench bench;
        bench.budget(R"("minAvailable":1)");
        bench.make(R"({"apiVersion":"policy/v1","kind":"PodDisruptionBudget","metadata":{"name":"c"},"spec":{
            "selector":{},"minAvailable":1}})");
        bench.settle();
        bench.pod("a");
        QVERIFY(bench.events().contains(
            u"Warning MultiplePodDisruptionBudgets controllermanager: Pod \"default\"/\"a\" matches "
            u"multiple PodDisruptionBudgets.  Chose \"b\" arbitrarily."_s));
    }
};

QTEST_GUILESS_MAIN(TestDisruptionController)
#include "tst_disruptioncontroller.moc"
