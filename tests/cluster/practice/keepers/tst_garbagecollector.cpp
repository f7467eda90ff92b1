// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/keepers/garbagecollector.h"
#include "tests/cluster/practice/keepers/keeperbench.h"

using namespace practice;
using namespace Qt::StringLiterals;
using bench::configMap;
using model::Value;
using model::ValueList;

class TestGarbageCollector : public QObject
{
    Q_OBJECT

    struct Bench : bench::KeeperBench
    {
        GarbageCollector collector{process};
        Bench() { process.start(); }
    };

    static const QByteArray definition;

private Q_SLOTS:
    // Three levels: each goes when the one above is gone, top down.
    void background()
    {
        Bench bench;
        const Value a = bench.make(configMap("a"));
        const Value b = bench.makeOwned(configMap("b"), {a});
        bench.makeOwned(configMap("c"), {b});
        bench.make(configMap("free"));
        bench.settle();
        QCOMPARE(bench.names(u"v1", u"ConfigMap"), (QStringList{u"a"_s, u"b"_s, u"c"_s, u"free"_s}));
        bench.remove(u"v1", u"ConfigMap", u"a"_s, u"Background"_s);
        bench.settle();
        QCOMPARE(bench.names(u"v1", u"ConfigMap"), QStringList{u"free"_s});
        QStringList said;
        for (const auto &decision : bench.collector.decisions()) said.append(decision.key + u": "_s + decision.text);
        QCOMPARE(said, (QStringList{u"ConfigMap default/b: none of its owners is there any more: deletes it"_s,
                                    u"ConfigMap default/c: none of its owners is there any more: deletes it"_s}));
    }

    // The owner waits, with its finalizer, for those that block it; they wait for theirs.
    void foreground()
    {
        Bench bench;
        const Value a = bench.make(configMap("a"));
        const Value b = bench.makeOwned(configMap("b"), {a});
        Value c = bench.object(configMap("c"));
        mapIn(c, u"metadata").set(u"finalizers", ValueList{u"example.com/wait"});
        bench.settle();
        Value reference;
        reference.set(u"apiVersion", u"v1");
        reference.set(u"kind", u"ConfigMap");
        reference.set(u"name", u"b");
        reference.set(u"uid", uidOf(b));
        reference.set(u"blockOwnerDeletion", true);
        mapIn(c, u"metadata").set(u"ownerReferences", ValueList{reference});
        bench.make(c);
        bench.settle();
        bench.remove(u"v1", u"ConfigMap", u"a"_s, u"Foreground"_s);
        bench.settle();
        QCOMPARE(bench.names(u"v1", u"ConfigMap"), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
        QCOMPARE(listAt(bench.get(u"v1", u"ConfigMap", u"a"_s), {u"metadata", u"finalizers"}),
                 ValueList{u"foregroundDeletion"});
        QCOMPARE(listAt(bench.get(u"v1", u"ConfigMap", u"b"_s), {u"metadata", u"finalizers"}),
                 ValueList{u"foregroundDeletion"});
        QVERIFY(!textAt(bench.get(u"v1", u"ConfigMap", u"c"_s), {u"metadata", u"deletionTimestamp"}).isEmpty());
        bench.patch(u"v1", u"ConfigMap", u"c"_s, R"({"metadata":{"finalizers":null}})");
        bench.settle();
        QCOMPARE(bench.names(u"v1", u"ConfigMap"), QStringList());
    }

    // One that doesn't block its owner goes too, but nobody waits for it.
    void foregroundWithoutBlocking()
    {
        Bench bench;
        const Value a = bench.make(configMap("a"));
        Value b = bench.makeOwned(configMap("b"), {a}, false);
        bench.patch(u"v1", u"ConfigMap", u"b"_s, R"({"metadata":{"finalizers":["example.com/wait"]}})");
        bench.settle();
        bench.remove(u"v1", u"ConfigMap", u"a"_s, u"Foreground"_s);
        bench.settle();
        QCOMPARE(bench.names(u"v1", u"ConfigMap"), QStringList{u"b"_s});
        QVERIFY(!textAt(bench.get(u"v1", u"ConfigMap", u"b"_s), {u"metadata", u"deletionTimestamp"}).isEmpty());
    }

    void orphans()
    {
        Bench bench;
        const Value a = bench.make(configMap("a"));
        const Value other = bench.make(configMap("other"));
        bench.makeOwned(configMap("b"), {a});
        bench.makeOwned(configMap("c"), {a, other});
        bench.settle();
        bench.remove(u"v1", u"ConfigMap", u"a"_s, u"Orphan"_s);
        bench.settle();
        QCOMPARE(bench.names(u"v1", u"ConfigMap"), (QStringList{u"b"_s, u"c"_s, u"other"_s}));
        QVERIFY(listAt(bench.get(u"v1", u"ConfigMap", u"b"_s), {u"metadata", u"ownerReferences"}).empty());
        const ValueList left = listAt(bench.get(u"v1", u"ConfigMap", u"c"_s), {u"metadata", u"ownerReferences"});
        QCOMPARE(left.size(), std::size_t(1));
        QCOMPARE(textAt(left.front(), {u"name"}), u"other"_s);
    }

    // With one owner left it stays, and forgets the other.
    void oneOfTwoOwners()
    {
        Bench bench;
        const Value a = bench.make(configMap("a"));
        const Value b = bench.make(configMap("b"));
        bench.makeOwned(configMap("c"), {a, b});
        bench.settle();
        bench.remove(u"v1", u"ConfigMap", u"a"_s, u"Background"_s);
        bench.settle();
        const ValueList left = listAt(bench.get(u"v1", u"ConfigMap", u"c"_s), {u"metadata", u"ownerReferences"});
        QCOMPARE(left.size(), std::size_t(1));
        QCOMPARE(textAt(left.front(), {u"uid"}), uidOf(b));
        bench.remove(u"v1", u"ConfigMap", u"b"_s, u"Background"_s);
        bench.settle();
        QCOMPARE(bench.names(u"v1", u"ConfigMap"), QStringList());
    }

    // An owner that never was, one of another name with that uid, one of another kind, one in another namespace.
    void absentOwners()
    {
        Bench bench;
        bench.make(R"({"apiVersion":"v1","kind":"Namespace","metadata":{"name":"elsewhere"}})");
        const Value a = bench.make(configMap("a"));
        const auto refer = [&bench](const QByteArray &name, const QString &kind, const QString &to, const QString &uid,
                                    const QString &space) {
            Value value = bench.object(configMap(name));
            mapIn(value, u"metadata").set(u"namespace", space);
            Value reference;
            reference.set(u"apiVersion", kind == u"Deployment" ? u"apps/v1"_s : u"v1"_s);
            reference.set(u"kind", kind);
            reference.set(u"name", to);
            reference.set(u"uid", uid);
            mapIn(value, u"metadata").set(u"ownerReferences", ValueList{reference});
            bench.make(value);
        };
        refer("never", u"ConfigMap"_s, u"x"_s, u"5f0e1a00-0000-4000-8000-000000000000"_s, u"default"_s);
        refer("renamed", u"ConfigMap"_s, u"x"_s, uidOf(a), u"default"_s);
        refer("another-kind", u"Deployment"_s, u"a"_s, uidOf(a), u"default"_s);
        refer("right", u"ConfigMap"_s, u"a"_s, uidOf(a), u"default"_s);
        refer("far", u"ConfigMap"_s, u"a"_s, uidOf(a), u"elsewhere"_s);
        bench.settle();
        QCOMPARE(bench.names(u"v1", u"ConfigMap"), (QStringList{u"a"_s, u"right"_s}));
        QCOMPARE(bench.names(u"v1", u"ConfigMap", u"elsewhere"_s), QStringList());
        QCOMPARE(bench.events(u"elsewhere"_s),
                 QStringList{u"Warning OwnerRefInvalidNamespace garbage-collector-controller: ownerRef "
                             u"[v1/ConfigMap, namespace: elsewhere, name: a, uid: "_s +
                             uidOf(a) + u"] does not exist in namespace \"elsewhere\""_s});
    }

    // The dependent is seen before its owner is: nothing is lost by that.
    void ownerIsSeenLater()
    {
        Bench bench;
        bench.process.setWatchDelay(300);
        const Value a = bench.make(R"({"apiVersion":"v1","kind":"Secret","metadata":{"name":"a"}})");
        bench.makeOwned(configMap("b"), {a});
        bench.settle(2000);
        QCOMPARE(bench.names(u"v1", u"ConfigMap"), QStringList{u"b"_s});
        bench.remove(u"v1", u"Secret", u"a"_s, u"Background"_s);
        bench.settle(3000);
        QCOMPARE(bench.names(u"v1", u"ConfigMap"), QStringList());
    }

    // Two that own each other stay until somebody deletes one of them; then both go, whichever way.
    void cycles_data()
    {
        QTest::addColumn<QString>("propagation");
        QTest::newRow("background") << u"Background"_s;
        QTest::newRow("foreground") << u"Foreground"_s;
    }
    void cycles()
    {
        QFETCH(QString, propagation);
        Bench bench;
        const Value a = bench.make(configMap("a"));
        const Value b = bench.makeOwned(configMap("b"), {a});
        Value patch;
        Value reference = listAt(b, {u"metadata", u"ownerReferences"}).front();
        reference.set(u"name", u"b");
        reference.set(u"uid", uidOf(b));
        mapIn(patch, u"metadata").set(u"ownerReferences", ValueList{reference});
        QVERIFY(bench.user.patch(bench.user.kind(u"v1", u"ConfigMap"), u"default"_s, u"a"_s, patch).ok());
        bench.settle(5000);
        QCOMPARE(bench.names(u"v1", u"ConfigMap"), (QStringList{u"a"_s, u"b"_s}));
        bench.remove(u"v1", u"ConfigMap", u"a"_s, propagation);
        bench.settle(5000);
        QCOMPARE(bench.names(u"v1", u"ConfigMap"), QStringList());
    }

    // Custom objects own and are owned, as soon as their kind is there; with the definition they go, and theirs too.
    void customKinds()
    {
        Bench bench;
        bench.make(definition);
        bench.settle(1000);
        const Value w = bench.make(R"({"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"w"}})");
        bench.makeOwned(configMap("b"), {w});
        const Value a = bench.make(configMap("a"));
        bench.makeOwned(R"({"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"owned"}})", {a});
        bench.settle();
        bench.remove(u"v1", u"ConfigMap", u"a"_s);
        bench.settle();
        QCOMPARE(bench.names(u"example.com/v1", u"Widget"), QStringList{u"w"_s});
        QCOMPARE(bench.names(u"v1", u"ConfigMap"), QStringList{u"b"_s});
        bench.remove(u"apiextensions.k8s.io/v1", u"CustomResourceDefinition", u"widgets.example.com"_s);
        bench.settle(1000);
        // The reference is to a kind that is not served any more: it may come again, so nothing is deleted.
        QCOMPARE(bench.names(u"v1", u"ConfigMap"), QStringList{u"b"_s});
        bench.make(definition);
        bench.settle(60 * 1000);
        QCOMPARE(bench.names(u"v1", u"ConfigMap"), QStringList());
    }

    // What happened while the process was away is done when it is back.
    void restarted()
    {
        Bench bench;
        const Value a = bench.make(configMap("a"));
        bench.makeOwned(configMap("b"), {a});
        bench.settle();
        bench.process.stop();
        bench.remove(u"v1", u"ConfigMap", u"a"_s);
        bench.settle(1000);
        QCOMPARE(bench.names(u"v1", u"ConfigMap"), QStringList{u"b"_s});
        bench.process.start();
        bench.settle(1000);
        QCOMPARE(bench.names(u"v1", u"ConfigMap"), QStringList());
    }

    // A namespaced owner of something of the whole cluster is nonsense that stays.
    void namespacedOwnerOfClusterScoped()
    {
        Bench bench;
        const Value a = bench.make(configMap("a"));
        bench.makeOwned(
            R"({"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRole","metadata":{"name":"mine"}})", {a});
        bench.settle(1000);
        bench.remove(u"v1", u"ConfigMap", u"a"_s);
        bench.settle(1000);
        QVERIFY(!bench.get(u"rbac.authorization.k8s.io/v1", u"ClusterRole", u"mine"_s).isNull());
    }

    void thousands()
    {
        Bench bench;
        const Value a = bench.make(configMap("a"));
        constexpr int many = 3000;
        for (int i = 0; i < many; ++i) bench.makeOwned(configMap("c" + QByteArray::number(i)), {a});
        bench.settle();
        bench.remove(u"v1", u"ConfigMap", u"a"_s, u"Foreground"_s);
        bench.settle(1000);
        QCOMPARE(bench.names(u"v1", u"ConfigMap"), QStringList());
    }
};

const QByteArray TestGarbageCollector::definition =
    R"({"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"widgets.example.com"},
    "spec":{"group":"example.com","scope":"Namespaced","names":{"plural":"widgets","kind":"Widget"},"versions":[
    {"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object"}}}]}})";

QTEST_GUILESS_MAIN(TestGarbageCollector)
#include "tst_garbagecollector.moc"
