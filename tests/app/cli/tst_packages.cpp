// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/program.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;

// Kustomize folders and Helm charts given to validate, render and apply. Helm is a script of the test's own.
class TestPackages : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_case = 0;
    QString m_root;

    void write(const QString &name, const QByteArray &text, bool isProgram = false)
    {
        const QString path = m_root + u'/' + name;
        QVERIFY(QDir().mkpath(path.section(u'/', 0, -2)));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        if (isProgram) file.setPermissions(file.permissions() | QFileDevice::ExeOwner);
    }
    support::Run run(const QStringList &words, const QString &path = u"/usr/bin:/bin"_s) const
    {
        QProcessEnvironment environment = support::bareEnvironment();
        environment.insert(u"PATH"_s, m_root + u"/bin:"_s + path);
        environment.insert(u"SECRET"_s, u"do not tell"_s);
        QProcess process;
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(m_root);
        return support::runProcess(process, support::programPath(), words, {}, 60000);
    }
    void writeOverlays()
    {
        write(u"base/kustomization.yaml"_s,
              "resources: [web.yaml]\nconfigMapGenerator: [{name: conf, literals: [a=b]}]\n");
        write(u"base/web.yaml"_s,
              "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n"
              "  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n"
              "    spec:\n      containers:\n      - name: web\n        image: web\n        imagge: x\n"
              "        envFrom: [{configMapRef: {name: conf}}]\n");
        write(u"dev/kustomization.yaml"_s, "resources: [../base]\nnamePrefix: dev-\n");
        write(u"prod/kustomization.yaml"_s, "resources: [../base]\nreplicas: [{name: web, count: 3}]\n");
        write(u"test/kustomization.yaml"_s, "resources: [../base]\n");
        write(u"plain/cm.yaml"_s, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: plain}\n");
    }
    static constexpr auto wholeBase =
        "./base/web.yaml:12:9: error: unknown field \"spec.template.spec.containers[0].imagge\" (did you mean image?) "
        "[schema-unknown-field]\n";

private Q_SLOTS:
    void init()
    {
        m_root = m_folder.path() + u"/%1"_s.arg(++m_case);
        QVERIFY(QDir().mkpath(m_root));
    }

    void validateOverlays()
    {
        writeOverlays();
        const support::Run tree = run({u"validate"_s, u"."_s, u"--summary"_s, u"--ignore"_s, u"practice"_s});
        const QByteArray shared = QByteArray(wholeBase).replace(" (did", ", in Deployment dev-web and 2 others (did");
        QCOMPARE(tree.out, shared); // once, though three overlays have it
        QCOMPARE(tree.err, "7 resources in 4 files: 1 error, 0 warnings, 0 notes\n"_ba);
        QCOMPARE(tree.exit, 1);
        const support::Run one =
            run({u"validate"_s, u"prod/kustomization.yaml"_s, u"--summary"_s, u"--ignore"_s, u"practice"_s});
        QCOMPARE(one.out, QByteArray(wholeBase).mid(2));
        QCOMPARE(one.err, "2 resources in 1 file: 1 error, 0 warnings, 0 notes\n"_ba);
        const QJsonObject json =
            QJsonDocument::fromJson(run({u"validate"_s, u"."_s, u"-o"_s, u"json"_s, u"--ignore"_s, u"practice"_s}).out)
                .object();
        QCOMPARE(json[u"resources"_s].toInt(), 7);
        QCOMPARE(json[u"problems"_s].toArray().size(), 1);
        const QByteArray tap = run({u"validate"_s, u"."_s, u"-o"_s, u"tap"_s, u"--ignore"_s, u"practice"_s}).out;
        QVERIFY2(tap.startsWith("TAP version 13\n1..7\n"), tap.constData());
        QCOMPARE(tap.count("\nnot ok "), 3); // each of them has it
    }

    void brokenKustomization()
    {
        write(u"kustomization.yaml"_s, "resources: [gone.yaml]\n");
        write(u"patch.yaml"_s, "spec: {}\n");
        const support::Run validate = run({u"validate"_s, u"."_s});
        QCOMPARE(validate.out,
                 "./kustomization.yaml:1:13: error: there is no file “gone.yaml” [kustomize-invalid]\n"_ba);
        QCOMPARE(validate.exit, 1);
        const support::Run render = run({u"render"_s, u"."_s, u"--out"_s, u"x.json"_s});
        QVERIFY2(render.firstError().contains("kustomization.yaml:1:13: error: "), render.err.constData());
        QCOMPARE(render.exit, 2);
        QVERIFY(!QFile::exists(m_root + u"/x.json"_s));
        const support::Run apply = run({u"apply"_s, u"-f"_s, u"."_s});
        QVERIFY2(apply.out.contains("gone.yaml"), apply.out.constData());
        QCOMPARE(apply.exit, 1);
    }

    void renderOverlay()
    {
        writeOverlays();
        QCOMPARE(run({u"render"_s, u"prod"_s, u"--out"_s, u"../x.json"_s}).exit, 0);
        QFile file(m_root + u"/../x.json"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject graph = QJsonDocument::fromJson(file.readAll()).object();
        const QJsonArray edges = graph[u"edges"_s].toArray();
        QCOMPARE(edges.size(), 1);
        QCOMPARE(edges[0].toObject()[u"from"_s].toString(), u"apps/Deployment//web"_s);
        QVERIFY(edges[0].toObject()[u"to"_s].toString().startsWith("/ConfigMap//conf-"_L1)); // with its hash
        QVERIFY(!edges[0].toObject()[u"broken"_s].toBool());
        const support::Run all = run({u"render"_s, u"."_s, u"--out"_s, u"../x.json"_s});
        QCOMPARE(all.err, "render: left out, for others define the same objects: ./test/kustomization.yaml\n"_ba);
    }

    void applyRefusesTwins()
    {
        writeOverlays();
        const support::Run apply = run({u"apply"_s, u"-R"_s, u"-f"_s, u"."_s, u"--dry-run=client"_s});
        QCOMPARE(apply.exit, 1);
        QVERIFY2(apply.err.contains("test/kustomization.yaml; name one of them"), apply.err.constData());
    }

    void chartWithoutHelm()
    {
        write(u"chart/Chart.yaml"_s, "name: c\n");
        write(u"chart/templates/a.yaml"_s, "{{ no yaml\n");
        const support::Run named = run({u"validate"_s, u"chart"_s}, u"/nowhere"_s);
        QCOMPARE(named.exit, 2);
        QCOMPARE(named.out, QByteArray());
        QCOMPARE(named.err,
                 "kubewright: chart: this is a Helm chart, and helm, which renders charts, is not installed (or "
                 "not in PATH)\n"_ba);
        const support::Run tree = run({u"validate"_s, u"."_s}, u"/nowhere"_s);
        QCOMPARE(tree.exit, 0);
        QCOMPARE(tree.out,
                 "./chart: info: this is a Helm chart; it was not checked (name its folder to have helm render "
                 "it) [helm-chart]\n"_ba);
    }

    void helmInTheChartIsNotRun()
    {
        write(u"chart/Chart.yaml"_s, "name: c\n");
        write(u"chart/helm"_s, "#!/bin/sh\ntouch ran\n", true);
        QCOMPARE(run({u"validate"_s, u"chart"_s}, m_root + u"/chart"_s).exit, 2);
        QVERIFY(!QFile::exists(m_root + u"/ran"_s));
    }

    void chartRendered()
    {
        write(u"chart/Chart.yaml"_s, "name: c\n");
        write(u"bin/helm"_s,
              "#!/bin/sh\necho \"$@\" > " + m_root.toUtf8() + "/asked\nenv > " + m_root.toUtf8() +
                  "/env\ncat <<END\n---\n# Source: c/templates/cm.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata:\n"
                  "  name: $2\nkaput: 1\nEND\n",
              true);
        const support::Run validate = run({u"validate"_s, u"chart"_s, u"--summary"_s});
        QCOMPARE(validate.out, "chart/templates/cm.yaml: error: unknown field \"kaput\" [schema-unknown-field]\n"_ba);
        QCOMPARE(validate.err, "1 resource in 1 file: 1 error, 0 warnings, 0 notes\n"_ba);
        QCOMPARE(validate.exit, 1);
        QFile asked(m_root + u"/asked"_s), env(m_root + u"/env"_s);
        QVERIFY(asked.open(QIODevice::ReadOnly) && env.open(QIODevice::ReadOnly));
        QVERIFY(
            asked.readAll().startsWith("template release-name " + QDir(m_root).canonicalPath().toUtf8() + "/chart "));
        const QByteArray environment = env.readAll();
        QVERIFY2(!environment.contains("SECRET"), environment.constData());
        QVERIFY(environment.contains("HELM_PLUGINS=/"));
    }

    // Ten megabytes of many resources, and what helm says on the side.
    void largeChart()
    {
        write(u"chart/Chart.yaml"_s, "name: c\n");
        write(u"bin/helm"_s,
              "#!/bin/sh\necho 'coalesce.go:1: warning: skipped value for c.x' >&2\n"
              "yes 0123456789012345678901234567890123456789012345678901234567890123456789 | head -n 140000 | awk '"
              "NR % 7000 == 1 {print \"---\\n# Source: c/templates/cm.yaml\\napiVersion: v1\\nkind: ConfigMap\\n"
              "metadata: {name: a\" NR \"}\\ndata:\"} {print \"  k\" NR \": x\" $1}'\n",
              true);
        const support::Run validate = run({u"validate"_s, u"chart"_s, u"--summary"_s, u"--ignore"_s, u"practice"_s});
        QCOMPARE(validate.out, "chart/Chart.yaml: warning: helm warns: skipped value for c.x [helm-warning]\n"_ba);
        QCOMPARE(validate.err, "20 resources in 1 file: 0 errors, 1 warning, 0 notes\n"_ba);
        QVERIFY(validate.ms < support::maxMs);
    }

    void helmFails_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("refuses") << "echo 'Error: values \x1b[31m missing' >&2; echo more >&2; exit 1"_ba
                                 << "chart/Chart.yaml: error: helm refuses this chart: values "_ba;
        QTest::newRow("hangs") << "exec sleep 100"_ba
                               << "helm did not end within 10 s"_ba;
        QTest::newRow("floods") << "exec yes"_ba
                                << "helm prints more than 64 MiB"_ba;
        QTest::newRow("complains for ever") << "exec yes >&2"_ba
                                            << "helm did not end within 10 s"_ba;
        QTest::newRow("killed") << "kill -9 $$"_ba
                                << "chart/Chart.yaml: error: helm refuses this chart: it does not say why"_ba;
    }
    void helmFails()
    {
        QFETCH(QByteArray, script);
        QFETCH(QByteArray, said);
        write(u"chart/Chart.yaml"_s, "name: c\n");
        write(u"bin/helm"_s, "#!/bin/sh\n" + script + '\n', true);
        const support::Run validate = run({u"validate"_s, u"chart"_s});
        const bool isProblem = said.contains(" error: "); // of the chart; the others are helm's
        QCOMPARE(validate.exit, isProblem ? 1 : 2);
        const QByteArray all = validate.out + validate.err;
        QVERIFY2(all.startsWith(isProblem ? said : "kubewright: chart: " + said), all.constData());
        QVERIFY(!all.contains('\x1b'));
        QVERIFY(validate.ms < support::maxMs + 3000);
    }
};

QTEST_GUILESS_MAIN(TestPackages)
#include "tst_packages.moc"
