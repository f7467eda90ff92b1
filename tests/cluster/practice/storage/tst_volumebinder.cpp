// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/storage/hostpathprovisioner.h"
#include "cluster/practice/storage/protection.h"
#include "cluster/practice/storage/volumebinder.h"
#include "tests/cluster/practice/network/clusterbench.h"

#include <QTest>

using namespace practice;
using namespace Qt::StringLiterals;
using model::Value;

class TestVolumeBinder : public QObject
{
    Q_OBJECT

    struct Bench : bench::ClusterBench
    {
        ComponentProcess outside{api.core, api.clock, u"hostpath-provisioner"_s};
        VolumeBinder binder{process};
        ClaimProtectionController claimProtection{process};
        VolumeProtectionController volumeProtection{process};
        HostPathProvisioner provisioner{outside};

        Bench()
        {
            process.start();
            outside.start();
        }
        void storageClass(const QByteArray &name, const QByteArray &more = {})
        {
            create("{'apiVersion':'storage.k8s.io/v1','kind':'StorageClass','metadata':{'name':'" + name +
                   "'},'provisioner':'practice.kubewright.io/hostpath'" + more + "}");
        }
        void claim(const QByteArray &name, const QByteArray &storageClass, const QByteArray &size = "1Gi",
                   const QByteArray &more = {})
        {
            create("{'apiVersion':'v1','kind':'PersistentVolumeClaim','metadata':{'name':'" + name +
                   "'},'spec':{'accessModes':['ReadWriteOnce'],'storageClassName':'" + storageClass +
                   "','resources':{'requests':{'storage':'" + size + "'}}" + more + "}}");
        }
        void volume(const QByteArray &name, const QByteArray &size, const QByteArray &policy = "Retain",
                    const QByteArray &more = {}, const QByteArray &modes = "'ReadWriteOnce'")
        {
            create("{'apiVersion':'v1','kind':'PersistentVolume','metadata':{'name':'" + name + "','labels':{'is':'" +
                   name + "'}},'spec':{'accessModes':[" + modes + "],'capacity':{'storage':'" + size +
                   "'},'hostPath':{'path':'/tmp/x'},'storageClassName':'man','persistentVolumeReclaimPolicy':'" +
                   policy + "'" + more + "}}");
        }
        Value claimAt(const char *name) const { return get("v1", "PersistentVolumeClaim", QString::fromLatin1(name)); }
        Value volumeAt(const QString &name) const { return get("v1", "PersistentVolume", name); }
        // "phase volume"
        QString of(const char *name) const
        {
            const Value claim = claimAt(name);
            return (textAt(claim, {u"status", u"phase"}) + u' ' + textAt(claim, {u"spec", u"volumeName"})).trimmed();
        }
        QString phase(const QString &volume) const { return textAt(volumeAt(volume), {u"status", u"phase"}); }
    };

private Q_SLOTS:
    void bindsTheSmallest()
    {
        Bench bench;
        bench.volume("big", "10Gi");
        bench.volume("right", "2Gi");
        bench.volume("small", "500Mi");
        bench.volume("many", "2Gi", "Retain", {}, "'ReadWriteOnce','ReadWriteMany'");
        bench.settle();
        QCOMPARE(bench.phase(u"right"_s), u"Available"_s);
        bench.claim("c", "man");
        bench.settle();
        QCOMPARE(bench.of("c"), u"Bound right"_s);
        const Value claim = bench.claimAt("c");
        QVERIFY(Value(mapAt(claim, {u"metadata", u"annotations"}))
                    .means(bench.parse("{'pv.kubernetes.io/bind-completed':'yes',"
                                       "'pv.kubernetes.io/bound-by-controller':'yes'}")));
        QVERIFY(Value(mapAt(claim, {u"status"}))
                    .means(bench.parse("{'phase':'Bound','accessModes':['ReadWriteOnce'],"
                                       "'capacity':{'storage':'2Gi'}}")));
        Value reference = mapAt(bench.volumeAt(u"right"_s), {u"spec", u"claimRef"});
        QVERIFY(textAt(reference, {u"resourceVersion"}).toLongLong() > 0);
        reference.remove(u"resourceVersion");
        QVERIFY(reference.means(bench.parse("{'kind':'PersistentVolumeClaim','namespace':'default','name':'c',"
                                            "'apiVersion':'v1','uid':'" +
                                            uidOf(claim).toLatin1() + "'}")));
        QVERIFY(Value(mapAt(bench.volumeAt(u"right"_s), {u"metadata", u"annotations"}))
                    .means(bench.parse("{'pv.kubernetes.io/bound-by-controller':'yes'}")));
        QCOMPARE(bench.phase(u"right"_s), u"Bound"_s);
        QCOMPARE(bench.phase(u"big"_s), u"Available"_s);
    }

    void whatFits_data()
    {
        QTest::addColumn<QByteArray>("more"); // of the claim
        QTest::addColumn<QString>("outcome");
        QTest::newRow("plain") << QByteArray() << u"Bound a"_s;
        QTest::newRow("selector") << QByteArray(",'selector':{'matchLabels':{'is':'b'}}") << u"Bound b"_s;
        QTest::newRow("selector of none") << QByteArray(",'selector':{'matchLabels':{'is':'z'}}") << u"Pending"_s;
        QTest::newRow("block") << QByteArray(",'volumeMode':'Block'") << u"Bound block"_s;
        QTest::newRow("named") << QByteArray(",'volumeName':'b'") << u"Bound b"_s;
        QTest::newRow("named, but missing") << QByteArray(",'volumeName':'z'") << u"Pending z"_s;
        QTest::newRow("named, but unfit") << QByteArray(",'volumeName':'block'") << u"Pending block"_s;
        QTest::newRow("named, but taken") << QByteArray(",'volumeName':'kept'") << u"Pending kept"_s;
    }
    void whatFits()
    {
        QFETCH(QByteArray, more);
        QFETCH(QString, outcome);
        Bench bench;
        bench.volume("a", "2Gi");
        bench.volume("b", "3Gi");
        bench.volume("block", "2Gi", "Retain", ",'volumeMode':'Block'");
        bench.volume("kept", "1Gi", "Retain", ",'claimRef':{'namespace':'default','name':'other'}");
        bench.settle();
        bench.claim("c", "man", "1Gi", more);
        bench.settle();
        QCOMPARE(bench.of("c"), outcome);
        const QStringList events = bench.events(u"c"_s);
        if (outcome == u"Pending block")
            QCOMPARE(events, QStringList{u"Warning VolumeMismatch Cannot bind to requested volume \"block\": "
                                         "incompatible volumeMode"_s});
        if (outcome == u"Pending kept")
            QCOMPARE(events,
                     QStringList{u"Warning FailedBinding volume \"kept\" already bound to a different claim."_s});
        if (outcome == u"Bound b" && more.contains("volumeName")) // its own choice, not the controller's
            QVERIFY(textAt(bench.claimAt("c"), {u"metadata", u"annotations", u"pv.kubernetes.io/bound-by-controller"})
                        .isEmpty());
    }

    void preBound()
    {
        Bench bench;
        bench.volume("kept", "5Gi", "Retain", ",'claimRef':{'namespace':'default','name':'c'}");
        bench.volume("a", "1Gi");
        bench.settle();
        bench.claim("c", "man");
        bench.settle();
        QCOMPARE(bench.of("c"), u"Bound kept"_s);
        QVERIFY(
            textAt(bench.volumeAt(u"kept"_s), {u"metadata", u"annotations", u"pv.kubernetes.io/bound-by-controller"})
                .isEmpty());
        QCOMPARE(textAt(bench.volumeAt(u"kept"_s), {u"spec", u"claimRef", u"uid"}), uidOf(bench.claimAt("c")));
    }

    void saysWhyNot()
    {
        Bench bench;
        bench.claim("none", "");
        bench.claim("missing", "nowhere");
        bench.storageClass("late", ",'volumeBindingMode':'WaitForFirstConsumer'");
        bench.settle();
        bench.claim("late", "late");
        bench.settle();
        QCOMPARE(bench.events(u"none"_s), QStringList{u"Normal FailedBinding no persistent volumes available for this "
                                                      "claim and no storage class is set"_s});
        QCOMPARE(bench.events(u"missing"_s),
                 QStringList{u"Warning ProvisioningFailed storageclass.storage.k8s.io \"nowhere\" not found"_s});
        QCOMPARE(bench.events(u"late"_s), QStringList{u"Normal WaitForFirstConsumer waiting for first consumer to be "
                                                      "created before binding"_s});
        bench.create("{'apiVersion':'v1','kind':'Pod','metadata':{'name':'p'},'spec':{'containers':[{'name':'c',"
                     "'image':'i'}],'volumes':[{'name':'v','persistentVolumeClaim':{'claimName':'late'}}]}}");
        bench.settle(16 * 1000);
        QVERIFY(bench.events(u"late"_s).contains(u"Normal WaitForPodScheduled waiting for pod p to be scheduled"_s));
        // What is said again counts up, with every resync.
        for (const Value &event : bench.list("v1", "Event"))
            if (textAt(event, {u"involvedObject", u"name"}) == u"none") QCOMPARE(integerAt(event, {u"count"}), 2);
        // The scheduler has chosen a node.
        bench.patch("v1", "PersistentVolumeClaim", "late",
                    "{'metadata':{'annotations':{'volume.kubernetes.io/selected-node':'node-a'}}}");
        bench.settle(2000);
        const QString volume = u"pvc-"_s + uidOf(bench.claimAt("late"));
        QCOMPARE(bench.of("late"), u"Bound "_s + volume);
        QVERIFY(at(std::as_const(*std::make_unique<Value>(bench.volumeAt(volume))), {u"spec", u"nodeAffinity"}));
    }

    void provisions()
    {
        Bench bench;
        bench.storageClass("host");
        bench.settle();
        bench.claim("c", "host");
        bench.settle();
        QCOMPARE(bench.of("c"), u"Pending"_s);
        QCOMPARE(bench.events(u"c"_s).size(), 2);
        bench.settle(1000);
        const QString name = u"pvc-"_s + uidOf(bench.claimAt("c"));
        QCOMPARE(bench.of("c"), u"Bound "_s + name);
        QStringList events = bench.events(u"c"_s);
        events.sort();
        const QStringList expected{
            u"Normal ExternalProvisioning Waiting for a volume to be created either by the external provisioner "
            "'practice.kubewright.io/hostpath' or manually by the system administrator. If volume creation is delayed, "
            "please verify that the provisioner is running and correctly registered."_s,
            u"Normal Provisioning External provisioner is provisioning volume for claim \"default/c\""_s,
            u"Normal ProvisioningSucceeded Successfully provisioned volume "_s + name};
        QCOMPARE(events, expected);
        QCOMPARE(textAt(bench.claimAt("c"), {u"metadata", u"annotations", u"volume.kubernetes.io/storage-provisioner"}),
                 u"practice.kubewright.io/hostpath"_s);
        // It goes with its claim.
        bench.remove("v1", "PersistentVolumeClaim", "c");
        bench.settle(2000);
        QVERIFY(bench.claimAt("c").isNull());
        QVERIFY(bench.volumeAt(name).isNull());
    }

    void reclaims_data()
    {
        QTest::addColumn<QByteArray>("policy");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("phase");
        QTest::newRow("retain") << QByteArray("Retain") << u"/tmp/x"_s << u"Released"_s;
        QTest::newRow("delete") << QByteArray("Delete") << u"/tmp/x"_s << QString();
        QTest::newRow("delete, not deletable") << QByteArray("Delete") << u"/data"_s << u"Failed"_s;
        QTest::newRow("recycle") << QByteArray("Recycle") << u"/tmp/x"_s << u"Available"_s;
    }
    void reclaims()
    {
        QFETCH(QByteArray, policy);
        QFETCH(QString, path);
        QFETCH(QString, phase);
        Bench bench;
        bench.create("{'apiVersion':'v1','kind':'PersistentVolume','metadata':{'name':'v'},'spec':{'accessModes':"
                     "['ReadWriteOnce'],'capacity':{'storage':'1Gi'},'hostPath':{'path':'" +
                     path.toLatin1() + "'},'storageClassName':'man','persistentVolumeReclaimPolicy':'" + policy +
                     "'}}");
        bench.claim("c", "man");
        bench.settle();
        QCOMPARE(bench.of("c"), u"Bound v"_s);
        bench.remove("v1", "PersistentVolumeClaim", "c");
        bench.settle(1000);
        QVERIFY(bench.claimAt("c").isNull());
        QCOMPARE(bench.phase(u"v"_s), phase);
        if (phase == u"Failed") {
            const QString why = u"host_path deleter only supports /tmp/.+ but received provided /data"_s;
            QCOMPARE(textAt(bench.volumeAt(u"v"_s), {u"status", u"message"}), why);
            QCOMPARE(bench.events(u"v"_s), QStringList{u"Warning VolumeFailedDelete "_s + why});
        }
        if (phase == u"Available")
            QVERIFY(!at(std::as_const(*std::make_unique<Value>(bench.volumeAt(u"v"_s))), {u"spec", u"claimRef"}));
    }

    void lost()
    {
        Bench bench;
        bench.volume("v", "1Gi");
        bench.claim("c", "man");
        bench.settle();
        // Somebody takes the finalizer away, and the volume with it.
        bench.remove("v1", "PersistentVolume", "v");
        bench.settle();
        QCOMPARE(bench.phase(u"v"_s), u"Bound"_s); // protected
        bench.patch("v1", "PersistentVolume", "v", "{'metadata':{'finalizers':null}}");
        bench.settle();
        QCOMPARE(bench.of("c"), u"Lost v"_s);
        QCOMPARE(bench.events(u"c"_s), QStringList{u"Warning ClaimLost Bound claim has lost its PersistentVolume. Data "
                                                   "on the volume is lost!"_s});
    }

    void protects()
    {
        Bench bench;
        bench.volume("v", "1Gi");
        bench.claim("c", "man");
        bench.create("{'apiVersion':'v1','kind':'Pod','metadata':{'name':'p'},'spec':{'nodeName':'n','containers':"
                     "[{'name':'c','image':'i'}],'volumes':[{'name':'v','persistentVolumeClaim':{'claimName':'c'}}]}}");
        bench.settle();
        bench.remove("v1", "PersistentVolumeClaim", "c");
        bench.settle();
        QCOMPARE(bench.of("c"), u"Bound v"_s);
        DeleteOptions atOnce;
        atOnce.graceSeconds = 0;
        QVERIFY(bench.user.remove(bench.user.kind(u"v1", u"Pod"), u"default"_s, u"p"_s, atOnce).ok());
        bench.settle();
        QVERIFY(bench.claimAt("c").isNull());
        QCOMPARE(bench.phase(u"v"_s), u"Released"_s);
    }

    void defaultClass()
    {
        Bench bench;
        bench.create("{'apiVersion':'v1','kind':'PersistentVolumeClaim','metadata':{'name':'c'},'spec':{'accessModes':"
                     "['ReadWriteOnce'],'resources':{'requests':{'storage':'1Gi'}}}}");
        bench.settle();
        bench.create("{'apiVersion':'storage.k8s.io/v1','kind':'StorageClass','metadata':{'name':'std','annotations':"
                     "{'storageclass.kubernetes.io/is-default-class':'true'}},"
                     "'provisioner':'practice.kubewright.io/hostpath'}");
        bench.settle(17 * 1000);
        QCOMPARE(textAt(bench.claimAt("c"), {u"spec", u"storageClassName"}), u"std"_s);
        QVERIFY(bench.of("c").startsWith(u"Bound pvc-"));
    }

    // Two claims for one volume: one gets it, however late the copy is.
    void race()
    {
        Bench bench;
        bench.process.setWatchDelay(300);
        bench.volume("v", "1Gi");
        bench.settle(1000);
        bench.claim("a", "man");
        bench.claim("b", "man");
        bench.settle(40 * 1000);
        QStringList outcomes{bench.of("a"), bench.of("b")};
        outcomes.sort();
        QCOMPARE(outcomes, (QStringList{u"Bound v"_s, u"Pending"_s}));
    }
};

QTEST_GUILESS_MAIN(TestVolumeBinder)
#include "tst_volumebinder.moc"
