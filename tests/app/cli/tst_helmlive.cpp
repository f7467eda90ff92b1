// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/program.h"
#include "tests/support/controlplane.h"
#include "tests/support/packagetools.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;

// Charts rendered by the real helm: what is found in them, and where.
class TestHelmLive : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_tools, m_root, m_made; // the folder of helm, of this case, and of what `helm create` made
    int m_case = 0;

    QProcessEnvironment environment() const
    {
        QProcessEnvironment environment = support::bareEnvironment();
        environment.insert(u"PATH"_s, m_tools + u":/usr/bin:/bin"_s);
        return environment;
    }
    support::Run run(const QString &program, const QStringList &words, const QString &folder) const
    {
        QProcess process;
        process.setProcessEnvironment(environment());
        process.setWorkingDirectory(folder);
        return support::runProcess(process, program, words, {}, 60000);
    }
    // What is found in the chart `web`, without advice.
    QByteArray validate(int exit, const QStringList &more = {u"--ignore"_s, u"practice"_s}) const
    {
        const support::Run run =
            this->run(support::programPath(), QStringList{u"validate"_s, u"web"_s, u"--summary"_s} + more, m_root);
        return run.exit == exit ? run.out + run.err : "exit " + QByteArray::number(run.exit) + '\n' + run.out + run.err;
    }
    void write(const QString &name, const QByteArray &text) const
    {
        const QString path = m_root + u"/web/"_s + name;
        QVERIFY(QDir().mkpath(path.section(u'/', 0, -2)));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }
    void replace(const QString &name, const QByteArray &before, const QByteArray &after) const
    {
        QFile file(m_root + u"/web/"_s + name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray text = file.readAll();
        file.close();
        QVERIFY(text.contains(before));
        write(name, text.replace(before, after));
    }
    static constexpr auto configMap = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";

private Q_SLOTS:
    void initTestCase()
    {
        const auto tools = support::packageTools();
        if (!tools) KUBEWRIGHT_SKIP(tools.error().message.toUtf8());
        m_tools = *tools;
        QVERIFY(QDir(m_folder.path()).mkpath(u"made"_s));
        const support::Run create = run(m_tools + u"/helm"_s, {u"create"_s, u"web"_s}, m_folder.path() + u"/made"_s);
        QVERIFY2(create.exit == 0, create.err.constData());
    }
    void init()
    {
        m_root = m_folder.path() + u"/%1"_s.arg(++m_case);
        QVERIFY(QDir().mkpath(m_root));
        const QString made = m_folder.path() + u"/made/web"_s;
        QCOMPARE(QProcess::execute(u"cp"_s, {u"-r"_s, made, m_root}), 0);
    }

    void created() { QCOMPARE(validate(0), "4 resources in 1 file: 0 errors, 0 warnings, 0 notes\n"_ba); }

    // Values switch things on; notes are no manifest, and hooks and definitions are some.
    void values()
    {
        replace(u"values.yaml"_s, "ingress:\n  enabled: false", "ingress:\n  enabled: true");
        replace(u"values.yaml"_s, "autoscaling:\n  enabled: false", "autoscaling:\n  enabled: true");
        write(u"templates/NOTES.txt"_s, "no: [yaml\n");
        write(u"templates/hook.yaml"_s, "apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: hook\n  annotations: "
                                        "{helm.sh/hook: pre-install}\nspec:\n  tempalte: {}\n");
        write(u"crds/foo.yaml"_s,
              "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: foos.e.com}\n"
              "spec:\n  group: e.com\n  scope: Namespaced\n  names: {kind: Foo, plural: foos, singular: foo, listKind: "
              "FooList}\n  versions:\n  - name: v1\n    served: true\n    storage: true\n    schema:\n"
              "      openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: "
              "integer}}}}}\n");
        write(u"templates/foo.yaml"_s,
              "{{- range .Values.sizes }}\n---\napiVersion: e.com/v1\nkind: Foo\nmetadata:\n  name: foo-{{ . }}\n"
              "spec:\n  size: {{ . }}\n{{- end }}\n");
        QFile file(m_root + u"/web/values.yaml"_s);
        QVERIFY(file.open(QIODevice::Append));
        file.write("sizes: [1, two]\n");
        file.close();
        const QByteArray found = validate(1);
        QVERIFY2(found.contains("web/templates/foo.yaml:8:9: error: "), found.constData());
        QVERIFY2(found.contains("web/templates/hook.yaml:7:3: error: unknown field \"spec.tempalte\" (did you mean "
                                "template?)"),
                 found.constData());
        QVERIFY2(found.endsWith("10 resources in 1 file: 3 errors, 1 warning, 1 note\n"), found.constData());
    }

    // A chart below, in a folder of another name, and under an alias.
    void subcharts()
    {
        const QString made = m_folder.path() + u"/made/web"_s;
        QVERIFY(QDir().mkpath(m_root + u"/web/charts"_s));
        QCOMPARE(QProcess::execute(u"cp"_s, {u"-r"_s, made, m_root + u"/web/charts/folder"_s}), 0);
        replace(u"charts/folder/Chart.yaml"_s, "name: web", "name: kid");
        write(u"charts/folder/templates/cm.yaml"_s, configMap + "dta: {}\n"_ba);
        QFile file(m_root + u"/web/Chart.yaml"_s);
        QVERIFY(file.open(QIODevice::Append));
        file.write("dependencies:\n- {name: kid, version: \"*\", alias: child}\n");
        file.close();
        QCOMPARE(validate(1),
                 "web/charts/folder/templates/cm.yaml:4:1: error: unknown field \"dta\" (did you mean "
                 "data?) [schema-unknown-field]\n9 resources in 1 file: 1 error, 0 warnings, 0 notes\n"_ba);
        write(u"charts/folder/templates/cm.yaml"_s, "a: {{ .Values.b.c }}\n");
        QCOMPARE(validate(1),
                 "web/charts/folder/templates/cm.yaml:1:14: error: helm refuses this chart: in .Values.b.c there is "
                 "nothing that could have “c”: no value is set there [helm-invalid]\n"
                 "0 resources in 1 file: 1 error, 0 warnings, 0 notes\n"_ba);
        write(u"charts/folder/templates/cm.yaml"_s, "");
        write(u"charts/folder/values.yaml"_s, "a: 1\nb: [\n");
        const QByteArray found = validate(1);
        QVERIFY2(found.startsWith("web/charts/folder/values.yaml:"), found.constData());
    }

    // Where a line of what was rendered comes from.
    void places()
    {
        replace(u"templates/deployment.yaml"_s, "              protocol: TCP", "              protocol: {{ \"tpc\" }}");
        replace(u"templates/service.yaml"_s, "spec:\n", "spec:\n  # ü\n  typo: x\n");
        write(u"templates/two.yaml"_s, configMap + "data: {a: b}\n---\n{{ if true }}\n"_ba + configMap +
                                           "kaputt: {{ .Values.replicaCount }}\n{{ end }}\n");
        replace(u"values.yaml"_s, "resources: {}", "resources: {limitz: {cpu: 1}}");
        const QByteArray found = validate(1);
        for (const QByteArray &said :
             {"web/templates/two.yaml:10:1: error: unknown field \"kaputt\""_ba,
              "web/templates/service.yaml:9:3: error: unknown field \"spec.typo\""_ba,
              "web/templates/deployment.yaml:57: error: unknown field"_ba}) // resources come from the values, by this
                                                                            // line
            QVERIFY2(found.contains(said), found.constData());
        QVERIFY2(found.contains("web/templates/deployment.yaml:46:25: error: "), found.constData());
        QVERIFY2(found.contains("ConfigMap a is defined twice; the other is at web/templates/two.yaml:1:1 ["),
                 found.constData());
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("said");
        const auto row = [](const char *name, const QString &file, const QByteArray &text, const QByteArray &said) {
            QTest::newRow(name) << file << text << said;
        };
        const QString x = u"templates/x.yaml"_s;
        row("a value that is not there", x, "a: 1\nü: {{ .Values.nope.deep }}\n",
            "templates/x.yaml:2:14: error: helm refuses this chart: in .Values.nope.deep there is nothing that could "
            "have “deep”: no value is set there [helm-invalid]\n");
        row("no template", x, "a: {{ if }}\n",
            "templates/x.yaml:1: error: helm refuses this chart: missing value for if [helm-invalid]\n");
        row("no function", x, "\na: {{ nope 1 }}\n",
            "templates/x.yaml:2: error: helm refuses this chart: function \"nope\" not defined [helm-invalid]\n");
        row("no YAML", x, "kind: [\n",
            "templates/x.yaml: error: helm refuses this chart: what this template renders is no YAML (its lines are "
            "counted after rendering): yaml: line 1: did not find expected node content [helm-invalid]\n");
        row("not UTF-8", x, "kind: \"\xe9\"\n",
            "templates/x.yaml: error: helm refuses this chart: what this template renders is no YAML (its lines are "
            "counted after rendering): yaml: incomplete UTF-8 octet sequence [helm-invalid]\n");
        row("required", x, "a: {{ required \"say who\" .Values.who }}\n",
            "templates/x.yaml:1:7: error: helm refuses this chart: the chart itself refuses: say who "
            "[helm-invalid]\n");
        row("values that are no YAML", u"values.yaml"_s, "a: 1\nb: [\n",
            "values.yaml:2:5: error: helm refuses this chart: while parsing a flow node: did not find expected node "
            "content [helm-invalid]\n");
        row("values that are not UTF-8", u"values.yaml"_s, "a: \"\xe9\"\n",
            "values.yaml:1:6: error: helm refuses this chart: invalid trailing UTF-8 octet [helm-invalid]\n");
        row("values that a schema refuses", u"values.schema.json"_s,
            R"({"properties": {"image": {"properties": {"tag": {"type": "integer"}}}}})",
            "values.yaml:14:8: error: helm refuses this chart: its values are not as values.schema.json wants them: "
            "web: - at '/image/tag': got string, want integer [helm-invalid]\n");
        row("a dependency that is not there", u"Chart.yaml"_s,
            "apiVersion: v2\nname: web\nversion: 1.0.0\ndependencies:\n- {name: db, version: 1.x, repository: "
            "\"https://example.com\"}\n",
            "Chart.yaml: error: helm refuses this chart: it depends on charts that are not in its folder charts: db "
            "(run `helm dependency build` in it) [helm-invalid]\n");
        row("for another Kubernetes", u"Chart.yaml"_s,
            "apiVersion: v2\nname: web\nversion: 1.0.0\nkubeVersion: \"<1.20\"\n",
            "Chart.yaml: error: helm refuses this chart: chart requires kubeVersion: <1.20 which is incompatible with "
            "Kubernetes v");
        row("no Chart.yaml", u"Chart.yaml"_s, "a: [\n", "Chart.yaml:1:5: error: helm refuses this chart: ");
    }
    void refusals()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, said);
        write(file, text);
        const QByteArray found = validate(1, {});
        QVERIFY2(found.startsWith("web/" + said), found.constData());
        QVERIFY2(found.endsWith("0 resources in 1 file: 1 error, 0 warnings, 0 notes\n"), found.constData());
    }

    void library()
    {
        replace(u"Chart.yaml"_s, "type: application", "type: library");
        QCOMPARE(validate(0), "web/Chart.yaml: info: this is a library chart, which helm renders only as a part of "
                              "other charts [helm-chart]\n0 resources in 1 file: 0 errors, 0 warnings, 1 note\n"_ba);
    }

    // A value of the wrong shape is told, and the rest is rendered all the same.
    void warning()
    {
        write(u"charts/kid/Chart.yaml"_s, "apiVersion: v2\nname: kid\nversion: 1.0.0\n");
        write(u"charts/kid/values.yaml"_s, "deep: text\n");
        QFile file(m_root + u"/web/values.yaml"_s);
        QVERIFY(file.open(QIODevice::Append));
        file.write("kid: {deep: {a: b}}\n");
        file.close();
        const QByteArray found = validate(0);
        QCOMPARE(found, "web/Chart.yaml: warning: helm warns: skipped value for web.kid.deep: Not a table. "
                        "[helm-warning]\n4 resources in 1 file: 0 errors, 1 warning, 0 notes\n"_ba);
    }

    // The templates see the version that is checked against.
    void kubernetesVersion()
    {
        write(u"templates/x.yaml"_s, "v{{ .Capabilities.KubeVersion.Minor }}: x\n" + QByteArray(configMap));
        const QByteArray newest = validate(1), old = validate(1, {u"--kubernetes-version"_s, u"1.34"_s});
        QVERIFY2(newest.contains("web/templates/x.yaml:1:1: error: unknown field \"v37\""), newest.constData());
        QVERIFY2(old.contains("web/templates/x.yaml:1:1: error: unknown field \"v34\""), old.constData());
    }

    // What is to be left alone is said in the templates.
    void ignoreComments()
    {
        write(u"templates/x.yaml"_s,
              "{{- range $i := until 2 }}\n---\n# kubewright:ignore image-latest it is a toy\n"
              "apiVersion: v1\nkind: Pod\nmetadata:\n  name: p-{{ $i }}\nspec:\n  containers:\n"
              "  - name: a # kubewright:ignore resources-unset\n    image: busybox\n{{- end }}\n");
        const QByteArray found = validate(0, {});
        QVERIFY2(!found.contains("x.yaml:11:") && !found.contains("resources-unset] \nweb/templates/x"),
                 found.constData());
        QVERIFY2(!found.contains("rules-ignore-unused"), found.constData());
    }
};

QTEST_GUILESS_MAIN(TestHelmLive)
#include "tst_helmlive.moc"
