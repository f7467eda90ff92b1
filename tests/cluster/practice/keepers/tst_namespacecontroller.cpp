// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/keepers/namespacecontroller.h"
#include "tests/cluster/practice/keepers/keeperbench.h"

using namespace practice;
using namespace Qt::StringLiterals;
using model::Value;
using model::ValueList;

class TestNamespaceController : public QObject
{
    Q_OBJECT

    struct Bench : bench::KeeperBench
    {
        NamespaceController controller{process};
        Bench()
        {
            process.start();
            make(R"({"apiVersion":"v1","kind":"Namespace","metadata":{"name":"shop"}})");
            settle();
        }
        bool isThere() { return !get(u"v1", u"Namespace", u"shop"_s).isNull(); }
        void fill()
        {
            make(R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","namespace":"shop"}})");
            make(R"({"apiVersion":"v1","kind":"Secret","metadata":{"name":"b","namespace":"shop"}})");
        }
        // "NamespaceContentRemaining True SomeResourcesRemain: …"
        QStringList conditions()
        {
            QStringList lines;
            for (const Value whole = get(u"v1", u"Namespace", u"shop"_s);
                 const Value &one : listAt(whole, {u"status", u"conditions"}))
                lines.append(textAt(one, {u"type"}) + u' ' + textAt(one, {u"status"}) + u' ' +
                             textAt(one, {u"reason"}) + u": "_s + textAt(one, {u"message"}));
            return lines;
        }
    };

    static const QByteArray runningPod;
    static const QStringList allWell;

private Q_SLOTS:
    // Five seconds of grace, then all of it goes.
    void goesWithItsContents()
    {
        Bench bench;
        bench.fill();
        bench.remove(u"v1", u"Namespace", u"shop"_s);
        bench.settle(4500);
        QVERIFY(bench.isThere());
        QCOMPARE(bench.names(u"v1", u"ConfigMap", u"shop"_s), QStringList{u"a"_s});
        bench.settle(1000);
        QVERIFY(!bench.isThere());
        QCOMPARE(bench.names(u"v1", u"ConfigMap", u"shop"_s), QStringList());
        QCOMPARE(bench.names(u"v1", u"Secret", u"shop"_s), QStringList());
    }

    // Pods first, and nothing else as long as they run; then the rest.
    void podsFirst()
    {
        Bench bench;
        bench.fill();
        bench.make(runningPod);
        bench.remove(u"v1", u"Namespace", u"shop"_s);
        bench.settle(6000);
        const Value pod = bench.get(u"v1", u"Pod", u"p"_s, u"shop"_s);
        QVERIFY(!textAt(pod, {u"metadata", u"deletionTimestamp"}).isEmpty());
        QCOMPARE(bench.names(u"v1", u"ConfigMap", u"shop"_s), QStringList{u"a"_s});
        QCOMPARE(bench.conditions(), allWell);
        DeleteOptions now;
        now.graceSeconds = 0;
        QVERIFY(bench.user.remove(bench.user.kind(u"v1", u"Pod"), u"shop"_s, u"p"_s, now).ok());
        bench.settle(16 * 1000 + 500);
        QVERIFY(!bench.isThere());
    }

    // A pod that outstays its time is told of.
    void podThatStays()
    {
        Bench bench;
        bench.make(runningPod);
        bench.remove(u"v1", u"Namespace", u"shop"_s);
        bench.settle(120 * 1000);
        QVERIFY(bench.isThere());
        QStringList expected = allWell;
        expected[2] =
            u"NamespaceDeletionContentFailure True ContentDeletionFailed: Failed to delete all resource types, 1 "
            u"remaining: unexpected items still remain in namespace: shop for gvr: /v1, Resource=pods"_s;
        QCOMPARE(bench.conditions(), expected);
        DeleteOptions now;
        now.graceSeconds = 0;
        QVERIFY(bench.user.remove(bench.user.kind(u"v1", u"Pod"), u"shop"_s, u"p"_s, now).ok());
        bench.settle(61 * 1000); // it is tried once a minute at least
        QVERIFY(!bench.isThere());
    }

    void saysWhatFinalizersHold()
    {
        Bench bench;
        bench.fill();
        bench.patch(u"v1", u"ConfigMap", u"a"_s, R"({"metadata":{"finalizers":["example.com/wait"]}})", {}, u"shop"_s);
        bench.remove(u"v1", u"Namespace", u"shop"_s);
        bench.settle(6000);
        QStringList expected = allWell;
        expected[3] =
            u"NamespaceContentRemaining True SomeResourcesRemain: Some resources are remaining: configmaps. has 1 "
            u"resource instances"_s;
        expected[4] = u"NamespaceFinalizersRemaining True SomeFinalizersRemain: Some content in the namespace has "
                      u"finalizers remaining: example.com/wait in 1 resource instances"_s;
        QCOMPARE(bench.conditions(), expected);
        QCOMPARE(bench.names(u"v1", u"Secret", u"shop"_s), QStringList());
        bench.patch(u"v1", u"ConfigMap", u"a"_s, R"({"metadata":{"finalizers":null}})", {}, u"shop"_s);
        bench.settle(9000); // fifteen seconds are estimated, half of them are waited
        QVERIFY(!bench.isThere());
    }

    // Somebody else's finalizer keeps the namespace, empty.
    void otherFinalizers()
    {
        Bench bench;
        Value space = bench.get(u"v1", u"Namespace", u"shop"_s);
        mapIn(space, u"spec").set(u"finalizers", ValueList{u"kubernetes", u"example.com/mine"});
        QVERIFY(bench.user.update(space, u"finalize"_s).ok());
        bench.fill();
        bench.remove(u"v1", u"Namespace", u"shop"_s);
        bench.settle(6000);
        QVERIFY(bench.isThere());
        QCOMPARE(listAt(bench.get(u"v1", u"Namespace", u"shop"_s), {u"spec", u"finalizers"}),
                 ValueList{u"example.com/mine"});
        QCOMPARE(bench.conditions(), allWell);
        QCOMPARE(bench.names(u"v1", u"ConfigMap", u"shop"_s), QStringList());
    }
};

const QByteArray TestNamespaceController::runningPod =
    R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"shop"},"spec":{"nodeName":"n",
    "containers":[{"name":"c","image":"i"}]},"status":{"phase":"Running"}})";

const QStringList TestNamespaceController::allWell = {
    u"NamespaceDeletionDiscoveryFailure False ResourcesDiscovered: All resources successfully discovered"_s,
    u"NamespaceDeletionGroupVersionParsingFailure False ParsedGroupVersions: All legacy kube types successfully parsed"_s,
    u"NamespaceDeletionContentFailure False ContentDeleted: All content successfully deleted, may be waiting on finalization"_s,
    u"NamespaceContentRemaining False ContentRemoved: All content successfully removed"_s,
    u"NamespaceFinalizersRemaining False ContentHasNoFinalizers: All content-preserving finalizers finished"_s};

QTEST_GUILESS_MAIN(TestNamespaceController)
#include "tst_namespacecontroller.moc"
