// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/api/exchange.h"
#include "cluster/config/connection.h"
#include "tests/app/cli/program.h"
#include "tests/support/controlplane.h"
#include "tests/support/testdata.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;

// apply and watch against the real control plane, in a namespace of their own.
class TestClusterCommandsLive : public QObject
{
    Q_OBJECT

    std::unique_ptr<support::ControlPlane> m_plane;
    std::unique_ptr<cluster::Transport> m_transport;
    const QString m_boutique = support::testDataPath(u"manifests/online-boutique"_s);

    support::Run run(const QStringList &words, const QByteArray &input = {}, const QString &ns = u"cli-live"_s)
    {
        return support::runProgram(words + QStringList{u"--kubeconfig"_s, m_plane->kubeconfig(), u"-n"_s, ns}, input,
                                   120000);
    }
    QJsonObject ask(const cluster::Request &request)
    {
        cluster::Exchange exchange(*m_transport, request);
        QTestEventLoop loop;
        QJsonObject object;
        connect(&exchange, &cluster::Exchange::finished, &loop, [&](const cluster::Reply &reply) {
            object = reply.object;
            loop.exitLoop();
        });
        loop.enterLoopMSecs(30000);
        return object;
    }
    QStringList versions(const QString &ns = u"cli-live"_s)
    {
        QStringList all;
        for (const auto &path : {u"/api/v1/namespaces/%1/services"_s, u"/api/v1/namespaces/%1/serviceaccounts"_s,
                                 u"/apis/apps/v1/namespaces/%1/deployments"_s})
            for (const QJsonValue item : ask({.path = path.arg(ns)})["items"_L1].toArray())
                all += item["metadata"_L1]["name"_L1].toString() + u'=' +
                       item["metadata"_L1]["resourceVersion"_L1].toString();
        return all;
    }
    // Rights in the namespace for a user, whom --as may name.
    void grant(const QByteArray &user, const QByteArray &rule)
    {
        const support::Run granted = run(
            {u"apply"_s, u"-f"_s, u"-"_s},
            QByteArray("apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: USER}\nrules: [RULE]\n"
                       "---\napiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: USER}\n"
                       "roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: USER}\n"
                       "subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: USER}]\n")
                .replace("USER", user)
                .replace("RULE", rule));
        QVERIFY2(granted.exit == 0, granted.out + granted.err);
    }
    static constexpr auto deployment = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: NAME}\nspec:\n  "
                                       "selector: {matchLabels: {a: b}}\n  template:\n    metadata: {labels: {a: b}}\n"
                                       "    spec:\n      nodeSelector: {no: such}\n      containers: [{name: c, image: "
                                       "d}]\n";
    static int count(const QByteArray &text, const QByteArray &ending)
    {
        const QList<QByteArray> lines = text.split('\n');
        return int(std::count_if(lines.begin(), lines.end(),
                                 [&ending](const QByteArray &line) { return line.endsWith(ending); }));
    }

private Q_SLOTS:
    void initTestCase()
    {
        KUBEWRIGHT_REQUIRE_CONTROLPLANE(m_plane, support::ControlPlane::shared());
        const auto environment = QProcessEnvironment::systemEnvironment();
        const auto config =
            cluster::Kubeconfig::load(cluster::KubeconfigPaths::choose(m_plane->kubeconfig(), environment));
        QVERIFY(config.ok());
        const auto connection = cluster::Connection::open(*config, {}, environment);
        QVERIFY(connection.ok());
        m_transport = connection->makeTransport();
        const support::Run made =
            run({u"apply"_s, u"-f"_s, u"-"_s}, "{apiVersion: v1, kind: Namespace, metadata: {name: cli-live}}");
        QVERIFY2(made.exit == 0, made.err.constData());
        QVERIFY(made.firstError().contains(", server https://127.0.0.1:"));
        QTRY_COMPARE_WITH_TIMEOUT(versions().size(), 1, 20000); // the account that every namespace gets
    }

    void dryRunTellsFieldByField()
    {
        const QString ns = u"default"_s;
        const QStringList apply{u"apply"_s, u"-f"_s, u"-"_s}, dryRun = apply + QStringList{u"--dry-run"_s};
        const QByteArray before = QByteArray(deployment).replace("NAME", "fields");
        QVERIFY(run(apply, before, ns).exit == 0);
        const QByteArray after = QByteArray(before).replace("spec:\n  selector", "spec:\n  replicas: 3\n  selector");
        const support::Run dry = run(dryRun, after, ns);
        QVERIFY2(dry.exit == 0, dry.err.constData());
        QVERIFY2(dry.out.startsWith("deployment.apps/fields configured (server dry run)\n  spec.replicas: 1 → 3"),
                 dry.out.constData());
        const QByteArray secret = "{apiVersion: v1, kind: Secret, metadata: {name: fields}, stringData: {a: VALUE}}";
        QVERIFY(run(apply, QByteArray(secret).replace("VALUE", "before-it"), ns).exit == 0);
        const support::Run hidden = run(dryRun, QByteArray(secret).replace("VALUE", "after-it"), ns);
        QVERIFY2(hidden.out.contains("••••"), hidden.out.constData());
        for (const char *word : {"before-it", "after-it"})
            QVERIFY2(!hidden.out.contains(word) && !hidden.out.contains(QByteArray(word).toBase64()),
                     hidden.out.constData());
        for (const QString &path :
             {u"/apis/apps/v1/namespaces/default/deployments/fields"_s, u"/api/v1/namespaces/default/secrets/fields"_s})
            ask({.method = "DELETE", .path = path});
    }

    void dryRunWritesNothing_data()
    {
        QTest::addColumn<QString>("option");
        QTest::addColumn<QByteArray>("ending");
        QTest::newRow("bare") << u"--dry-run"_s << QByteArray(" created (server dry run)");
        QTest::newRow("server") << u"--dry-run=server"_s << QByteArray(" created (server dry run)");
        QTest::newRow("client") << u"--dry-run=client"_s << QByteArray(" created (dry run)");
    }
    void dryRunWritesNothing()
    {
        QFETCH(QString, option);
        QFETCH(QByteArray, ending);
        const QStringList before = versions();
        const support::Run dry = run({u"apply"_s, u"-f"_s, m_boutique, option});
        QVERIFY2(dry.exit == 0, dry.err.constData());
        QCOMPARE(count(dry.out, ending), 35);
        QCOMPARE(versions(), before);
    }

    void refusalWritesNothing()
    {
        QByteArray text = support::readTestData(u"manifests/online-boutique/kubernetes-manifests.yaml"_s);
        const qsizetype place = text.indexOf("containerPort: 9555");
        text.replace(place, 19, "containerPort: 955555");
        const QStringList before = versions();
        const support::Run refused = run({u"apply"_s, u"-f"_s, u"-"_s, u"--wait"_s}, text);
        QCOMPARE(refused.exit, 1);
        const QByteArray line = "stdin:" + QByteArray::number(text.left(place).count('\n') + 1) + ":26: error: ";
        QVERIFY2(refused.out.startsWith(line) && refused.out.contains("955555") &&
                     refused.out.endsWith("[server-invalid]\n"),
                 refused.out.constData());
        QVERIFY2(refused.err.contains("nothing was written: 1 of 35 objects were refused"), refused.err.constData());
        QCOMPARE(versions(), before);
    }

    void appliesAndWaits()
    {
        const support::Run first = run({u"apply"_s, u"-f"_s, m_boutique, u"--wait=100s"_s});
        QVERIFY2(first.exit == 0, QByteArray::number(first.exit) + ' ' + first.err + first.out);
        QCOMPARE(count(first.out, " created"), 35 + 12); // twelve Services, as written and as seen
        for (const char *part : {"replicaset.apps/frontend-", "created by Deployment frontend, ",
                                 "service/frontend: 1 of 1 endpoints ready\n", " on node-"})
            QVERIFY2(first.out.contains(part), part);
        // A busy machine may see it for the first time when it is ready.
        static const QRegularExpression ready(u"deployment.apps/frontend: (created, )?1 of 1 pods ready\n"_s);
        QVERIFY2(QString::fromUtf8(first.out).contains(ready), first.out.constData());
        QVERIFY2(first.err.contains("all 35 objects are ready after "), first.err.constData());
        int available = 0;
        for (const QJsonValue item :
             ask({.path = u"/apis/apps/v1/namespaces/cli-live/deployments"_s})["items"_L1].toArray())
            available += item["status"_L1]["availableReplicas"_L1].toInt() == item["spec"_L1]["replicas"_L1].toInt();
        QCOMPARE(available, 12);

        const QStringList before = versions();
        const support::Run second = run({u"apply"_s, u"-f"_s, m_boutique, u"--wait=100s"_s});
        QVERIFY2(second.exit == 0, second.err.constData());
        QCOMPARE(count(second.out, " unchanged"), 35);
        QCOMPARE(versions(), before);
    }

    void conflict()
    {
        const QByteArray mine = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: owned\ndata:\n  key: mine\n";
        ask({.method = "PATCH",
             .path = u"/api/v1/namespaces/cli-live/configmaps/owned?fieldManager=somebody"_s,
             .headers = {{"Content-Type", "application/apply-patch+yaml"}},
             .body = QByteArray(mine).replace("mine", "theirs")});
        const support::Run refused = run({u"apply"_s, u"-f"_s, u"-"_s}, mine);
        QCOMPARE(refused.exit, 1);
        QCOMPARE(refused.out, QByteArray("stdin:6:8: error: .data.key is owned by somebody, with another value "
                                         "(--force-conflicts takes it over) [server-conflict]\n"));
        const support::Run forced = run({u"apply"_s, u"-f"_s, u"-"_s, u"--force-conflicts"_s}, mine);
        QCOMPARE(forced.out, QByteArray("configmap/owned configured\n"));
        QCOMPARE(forced.exit, 0);
    }

    void namespaceOfItsOwn()
    {
        const support::Run refused = run({u"apply"_s, u"-f"_s, u"-"_s},
                                         "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: other}}");
        QCOMPARE(refused.exit, 1);
        QVERIFY2(refused.out.contains("its namespace “other” is not that of --namespace, “cli-live”"),
                 refused.out.constData());
    }

    void notReadyInTime()
    {
        const support::Run late =
            run({u"apply"_s, u"-f"_s, u"-"_s, u"--wait=1s"_s}, QByteArray(deployment).replace("NAME", "nowhere"));
        QVERIFY2(late.exit == 1, late.err.constData());
        QVERIFY2(late.err.contains("1 of 1 objects\ndeployment.apps/nowhere: not ready: 0 of 1 pods ready\n"),
                 late.err.constData());
    }

    void watchCounts()
    {
        const support::Run watched =
            run({u"watch"_s, u"--for"_s, u"0s"_s, u"-o"_s, u"json"_s, u"--kinds"_s, u"svc,nodes,leases"_s});
        QVERIFY2(watched.exit == 0, watched.err.constData());
        const QJsonObject all = QJsonDocument::fromJson(watched.out).object();
        QCOMPARE(all.keys().join(u' '), u"bytes events forbidden objects peakRssBytes relists requests syncSeconds"_s);
        QCOMPARE(all["objects"_L1].toObject().keys().join(u' '), u"leases.coordination.k8s.io nodes services"_s);
        QCOMPARE(all["objects"_L1]["services"_L1].toInt(), 12);
        QCOMPARE(all["objects"_L1]["nodes"_L1].toInt(), 3);
        QVERIFY(all["bytes"_L1].toInt() > 1000 && all["requests"_L1].toInt() >= 3 &&
                all["peakRssBytes"_L1].toInteger() > 1 << 20);
    }

    // Whoever may list nothing but a little gets that little, and is told the rest.
    void watchOfTheForbidden()
    {
        const support::Run none = run({u"watch"_s, u"--for"_s, u"0s"_s, u"-o"_s, u"json"_s, u"--kinds"_s,
                                       u"pods,secrets"_s, u"--as"_s, u"nobody"_s});
        QVERIFY2(none.exit == 2, none.err.constData());
        QCOMPARE(QJsonDocument::fromJson(none.out)["forbidden"_L1].toArray(), (QJsonArray{u"pods"_s, u"secrets"_s}));
        QVERIFY(none.err.contains("nobody"));
    }

    // Some kinds may be listed, others not: those are told, and the rest is watched.
    void watchOfThePartlyForbidden()
    {
        grant("watcher", "{apiGroups: [''], resources: [services], verbs: [list, watch]}");
        const support::Run some = run({u"watch"_s, u"--for"_s, u"0s"_s, u"-o"_s, u"json"_s, u"--kinds"_s,
                                       u"pods,services"_s, u"--as"_s, u"watcher"_s});
        QVERIFY2(some.exit == 0, some.err.constData());
        const QJsonObject all = QJsonDocument::fromJson(some.out).object();
        QCOMPARE(all["forbidden"_L1].toArray(), (QJsonArray{u"pods"_s}));
        QCOMPARE(all["objects"_L1].toObject().keys(), QStringList{u"services"_s});
    }

    // An account of a pipeline, which may write and not read.
    void writesWithoutReading()
    {
        grant("writer", "{apiGroups: ['', apps], resources: [configmaps, deployments], verbs: [patch, create]}");
        const QStringList apply{u"apply"_s, u"-f"_s, u"-"_s, u"--as"_s, u"writer"_s};
        const QByteArray map = "{apiVersion: v1, kind: ConfigMap, metadata: {name: written}, data: {k: v}}";
        const support::Run first = run(apply, map);
        QVERIFY2(first.exit == 0, first.out + first.err);
        QCOMPARE(first.out, "configmap/written created\n"_ba);
        QCOMPARE(run(apply, QByteArray(map).replace("k: v", "k: w")).out, "configmap/written configured\n"_ba);
        const support::Run other = run(apply, "{apiVersion: v1, kind: Secret, metadata: {name: a}}");
        QCOMPARE(other.exit, 1);
        QVERIFY2(other.out.contains("cannot") && other.out.endsWith(" [server-refused]\n"), other.out.constData());
        // What may not be watched is not waited for.
        const support::Run waited =
            run(apply + QStringList{u"--wait=100s"_s}, QByteArray(deployment).replace("NAME", "unseen"));
        QCOMPARE(waited.exit, 1);
        QVERIFY2(waited.err.contains("deployment.apps/unseen: not ready: it cannot be told whether it is ready: "),
                 waited.err.constData());
        QVERIFY2(waited.ms < 50000, QByteArray::number(waited.ms).constData());
    }

    // It is complete for a moment, and collected.
    void waitsForAJobThatGoes()
    {
        const support::Run done = run({u"apply"_s, u"-f"_s, u"-"_s, u"--wait=60s"_s},
                                      "apiVersion: batch/v1\nkind: Job\nmetadata: {name: once}\nspec:\n"
                                      "  ttlSecondsAfterFinished: 0\n  template: {spec: {restartPolicy: Never, "
                                      "containers: [{name: c, image: d}]}}\n");
        QVERIFY2(done.exit == 0, done.out + done.err);
        QVERIFY(done.ms < 50000);
    }

    void waitsForAReplicationController()
    {
        const QByteArray controller = "apiVersion: v1\nkind: ReplicationController\nmetadata: {name: old}\nspec:\n  "
                                      "replicas: 2\n  template: {metadata: {labels: {a: rc}}, spec: {containers: "
                                      "[{name: c, image: d}]}}\n";
        const support::Run done = run({u"apply"_s, u"-f"_s, u"-"_s, u"--wait=60s"_s}, controller);
        QVERIFY2(done.exit == 0, done.err.constData());
        QVERIFY2(done.out.contains("2 of 2 pods ready\n"), done.out.constData());
    }

    void stopsOnSignal()
    {
        QProcess process;
        process.setProcessEnvironment(support::bareEnvironment());
        process.start(QCoreApplication::applicationDirPath() + u"/kubewright"_s,
                      {u"watch"_s, u"--kinds"_s, u"nodes"_s, u"--kubeconfig"_s, m_plane->kubeconfig()});
        QByteArray err;
        QVERIFY(QTest::qWaitFor([&] { return (err += process.readAllStandardError()).contains("watching\n"); }, 20000));
        ::kill(pid_t(process.processId()), SIGTERM);
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 0);
        QVERIFY(process.readAllStandardOutput().startsWith("       3 nodes\nsynced in "));
    }
};

QTEST_GUILESS_MAIN(TestClusterCommandsLive)
#include "tst_clustercommandslive.moc"
