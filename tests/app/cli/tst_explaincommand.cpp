// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/program.h"
#include "tests/support/testdata.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;

// `kubewright explain` as a user meets it.
class TestExplainCommand : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString put(const QString &name, const QByteArray &text)
    {
        QFile file(m_folder.filePath(name));
        if (file.open(QIODevice::WriteOnly)) file.write(text);
        return file.fileName();
    }

private Q_SLOTS:
    void outputs_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("out");
        QTest::newRow("field") << QStringList{u"deploy.spec.strategy.type"_s}
                               << u"Deployment.spec.strategy.type (apps/v1)\n"
                                  "Type       string\n"
                                  "Required   no\n"
                                  "Values     Recreate, RollingUpdate\n"
                                  "\n"
                                  "RollingUpdate replaces Pods a few at a time, Recreate ends all of them first. "
                                  "RollingUpdate by\ndefault.\n"_s;
        QTest::newRow("list")
            << QStringList{u"service.spec.ports.name"_s, u"networkpolicy.spec.ingress.from"_s}
            << u"Service.spec.ports.name (v1)\n"
               "Type       string\n"
               "Required   no\n"
               "\n"
               "A name for it; needed when there are several.\n"
               "\n"
               "NetworkPolicy.spec.ingress.from (networking.k8s.io/v1)\n"
               "Type       list of NetworkPolicyPeer\n"
               "Required   no\n"
               "List       is replaced as a whole\n"
               "\n"
               "Who may connect; everybody when nothing is said.\n"
               "\n"
               "Fields\n"
               "  ipBlock            IPBlock        A range of addresses, mostly outside of the cluster.\n"
               "  namespaceSelector  LabelSelector  Namespaces by their labels; {} means all.\n"
               "  podSelector        LabelSelector  Pods by their labels, in this namespace or in "
               "those of namespaceSelector.\n"_s;
        QTest::newRow("tree") << QStringList{u"role.rules"_s, u"--recursive"_s}
                              << u"Role.rules (rbac.authorization.k8s.io/v1)\n"
                                 "Type       list of PolicyRule\n"
                                 "Required   no\n"
                                 "List       is replaced as a whole\n"
                                 "\n"
                                 "Fields\n"
                                 "  apiGroups  list of string\n"
                                 "  nonResourceURLs  list of string\n"
                                 "  resourceNames  list of string\n"
                                 "  resources  list of string\n"
                                 "  verbs  list of string, required\n"_s;
        QTest::newRow("selector") << QStringList{u"apps/v1/ReplicaSet.spec.selector.matchLabels"_s}
                                  << u"ReplicaSet.spec.selector.matchLabels (apps/v1)\n"
                                     "Type       map of string\n"
                                     "Required   no\n"
                                     "Changes    none once the object is there\n"
                                     "\n"
                                     "Labels that must be there with exactly these values.\n"_s;
    }
    void outputs()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, out);
        const support::Run run = support::runProgram(QStringList{u"explain"_s} + words);
        QCOMPARE(QString::fromUtf8(run.out), out);
        QCOMPARE(run.err, QByteArray());
        QCOMPARE(run.exit, 0);
    }

    void kinds()
    {
        const support::Run run = support::runProgram({u"explain"_s, u"deployments.apps"_s});
        QVERIFY2(run.out.startsWith("Deployment (apps/v1)\nNames      deployments, deploy\nScope      in a "
                                    "namespace\n\nKeeps a number of interchangeable Pods running"),
                 run.out.constData());
        QVERIFY2(run.out.contains("\n  spec        DeploymentSpec    (required) What you want.\n"),
                 run.out.constData());
    }

    void edgeRules()
    {
        const support::Run run = support::runProgram({u"explain"_s, u"service-port"_s});
        QVERIFY2(run.out.startsWith("service-port (an edge of the graph)\n\n"), run.out.constData());
        QVERIFY(run.out.contains("- Field: spec.ports[i].targetPort"));
        QCOMPARE(run.exit, 0);
    }

    void failures_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("first");
        const auto row = [](const char *name, const QStringList &words, const char *first) {
            QTest::newRow(name) << words << u"kubewright: explain: "_s + QString::fromUtf8(first);
        };
        row("kind", {u"deploymnt"_s}, "there is no kind “deploymnt” (did you mean Deployment?)");
        row("field", {u"deployment.spec.replcas"_s}, "Deployment.spec has no field “replcas” (did you mean replicas?)");
        row("rule", {u"service-prt"_s}, "there is no rule “service-prt” (did you mean service-port?)");
        row("two words", {u"pod"_s, u"spec"_s}, "there is no kind “spec” (did you mean pod.spec?)");
        row("one of several", {u"pod"_s, u"pod.spek"_s}, "Pod has no field “spek” (did you mean spec?)");
        row("older", {u"pod.spec.resources"_s, u"--kubernetes-version"_s, u"1.33"_s, u"deviceclass.x"_s},
            "DeviceClass has no field “x”");
    }
    void failures()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, first);
        const support::Run run = support::runProgram(QStringList{u"explain"_s} + words);
        QCOMPARE(QString::fromUtf8(run.firstError()), first);
        QCOMPARE(run.out, QByteArray()); // all or nothing
        QCOMPARE(run.exit, 2);
    }

    // Words of a definition are its own, and harmless to a terminal.
    void definitions()
    {
        QByteArray text = support::readTestData(u"words/fleet.json"_s);
        text.replace("A fleet of ships.", "A fleet\\u001b[31m of ships.\\nOf any size.");
        const QString file = put(u"fleet.json"_s, text);
        const support::Run kind = support::runProgram({u"explain"_s, u"fl"_s, u"--schema"_s, file});
        QCOMPARE(QString::fromUtf8(kind.out), u"Fleet (example.com/v1)\n"
                                              "Names      fleets, fl\n"
                                              "Scope      the whole cluster\n"
                                              "\n"
                                              "Its schema says:\n"
                                              "  A fleet [31m of ships. Of any size.\n"
                                              "\n"
                                              "Fields\n"
                                              "  spec  object  What you want.\n"_s);
        const support::Run size = support::runProgram({u"explain"_s, u"fleet.spec.size"_s, u"--schema"_s, file});
        QCOMPARE(QString::fromUtf8(size.out), u"Fleet.spec.size (example.com/v1)\n"
                                              "Type       integer (int32)\n"
                                              "Required   yes\n"
                                              "Default    3\n"
                                              "\n"
                                              "Its schema says:\n"
                                              "  How many ships. More cost more.\n"_s);
        const support::Run none =
            support::runProgram({u"explain"_s, u"fl"_s, u"--schema"_s, m_folder.filePath(u"no"_s)});
        QCOMPARE(none.exit, 2);
    }

    // A cluster that serves a definition is asked for it.
    void connected()
    {
        const QString config = m_folder.filePath(u"kubeconfig"_s);
        QProcess practice;
        practice.start(support::programPath(), {u"practice"_s, u"--write-kubeconfig"_s, config, u"--nodes"_s, u"1"_s});
        while (practice.state() != QProcess::NotRunning && !practice.canReadLine())
            if (!practice.waitForReadyRead(20000)) break;
        QVERIFY(practice.readLine().startsWith("The practice cluster is ready"));
        const QString file = put(u"fleet.json"_s, support::readTestData(u"words/fleet.json"_s));
        const QStringList at{u"--kubeconfig"_s, config};
        const support::Run applied = support::runProgram(QStringList{u"apply"_s, u"-f"_s, file, u"--wait"_s} + at);
        QVERIFY2(applied.exit == 0, applied.err.constData());
        support::Run fleet;
        for (int tries = 0; tries < 50 && fleet.exit != 0; ++tries) {
            fleet = support::runProgram(QStringList{u"explain"_s, u"fleets.spec.size"_s} + at);
            if (fleet.exit != 0) QTest::qWait(100); // it is served a moment later
        }
        QVERIFY2(fleet.out.contains("says:\n  How many ships. More cost more.\n"), fleet.err + fleet.out);
        const support::Run deploy = support::runProgram(QStringList{u"explain"_s, u"deploy.spec.selector"_s} + at);
        QVERIFY2(
            deploy.out.startsWith("Deployment.spec.selector (apps/v1)\nType       LabelSelector\nRequired   yes\n"),
            deploy.err + deploy.out);
        QVERIFY(deploy.out.contains("\nWhich Pods are its own."));
        const support::Run slip = support::runProgram(QStringList{u"explain"_s, u"fleats"_s} + at);
        QCOMPARE(slip.firstError(), QByteArray("kubewright: explain: there is no kind “fleats” (did you mean Fleet?)"));
        QCOMPARE(slip.exit, 2);
        practice.terminate();
        QVERIFY(practice.waitForFinished(20000));
    }

    void noCluster()
    {
        const support::Run run = support::runProgram({u"explain"_s, u"pod"_s, u"--context"_s, u"nowhere"_s});
        QCOMPARE(run.exit, 2);
        QCOMPARE(run.out, QByteArray());
        QVERIFY(!run.err.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestExplainCommand)
#include "tst_explaincommand.moc"
