// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schema/validate.h"
#include "tests/model/schema/brokencases.h"
#include "tests/support/limits.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QTest>

using namespace model;
using namespace Qt::StringLiterals;

namespace {

QByteArray print(const Problems &problems)
{
    QByteArray text;
    for (const Problem &problem : problems) text += toText(problem).toUtf8() + '\n';
    return text;
}

Problems schemaProblemsOf(const QByteArray &yaml)
{
    const auto set = ResourceSet::build({{QString(), YamlStream::parse(yaml)}});
    return schemaProblems(*set, SchemaStore::builtin());
}

} // namespace

class TestValidate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void brokenCases_data();
    void brokenCases();
    void otherCases_data();
    void otherCases();
    void goodFiles_data();
    void goodFiles();
    void exampleFiles();
    void placesInAFile();
    void placesInJson();
    void manyProblemsAreCut();
    void deepSchemasAreCut();
    void secretsAreNotTold();
};

void TestValidate::brokenCases_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QByteArray>("expected");
    for (const auto &cases : {::brokenCases(), ruleCases(), soundCases()})
        for (const BrokenCase &one : cases) QTest::newRow(one.name) << manifestOf(one) << QByteArray(one.problems);
}

void TestValidate::brokenCases()
{
    QFETCH(QByteArray, yaml);
    QTEST(print(schemaProblemsOf(yaml)), "expected");
}

void TestValidate::otherCases_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &yaml, const char *expected) {
        QTest::newRow(name) << yaml << QByteArray(expected);
    };
    const auto with = [](const char *manifest, const char *from, const char *to) {
        return manifestOf({.name = "", .manifest = manifest, .from = from, .to = to, .problems = ""});
    };
    row("whole float", with("deployment", "replicas: 2", "replicas: 2.0"), "");
    row("octal", with("deployment", "replicas: 2", "replicas: 010"), "");
    row("number for a quantity", with("deployment", "cpu: 100m", "cpu: 1.5"), "");
    row("number for int-or-string", with("service", "targetPort: http", "targetPort: 8080"), "");
    row("null is absent", with("service", "type: ClusterIP", "type:\n  externalIPs: null\n  sessionAffinity: ~"), "");
    row("empty enum is absent", with("service", "type: ClusterIP", "type: \"\""), "");
    row("quoted null is a text", with("configmap", "level: debug", "level: \"null\""), "");
    row("timestamp is a text", with("configmap", "level: debug", "level: 2026-01-31"), "");
    row("no spec where all is optional", "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n", "");
    row("generated name", with("configmap", "name: settings", "generateName: settings-"), "");
    row("nothing stored needs no name",
        "apiVersion: authorization.k8s.io/v1\nkind: SelfSubjectAccessReview\nspec: {}\n", "");
    row("status is decoded, not required", with("claim", "spec:", "status: {conditions: [{type: Resizing}]}\nspec:"),
        "");
    row("status has types", with("claim", "spec:", "status: {phase: 1, faze: x}\nspec:"),
        "5:17: error: \"status.phase\" must be a string, not the number 1 (quote it: \"1\") [schema-wrong-type]\n"
        "5:20: error: unknown field \"status.faze\" [schema-unknown-field]\n");
    row("free form",
        "apiVersion: apps/v1\nkind: ControllerRevision\nmetadata: {name: a}\nrevision: 1\ndata: {any: [thing]}\n", "");
    row("system names", "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: 'system:x'}\n",
        "");
    row("custom resource", "apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a}\nzebra: 1\n",
        "1:13: info: no schema is known for Thing of example.com/v1; its fields are not checked [schema-no-schema]\n");
    row("group that nobody has", "apiVersion: foo/v1\nkind: Thing\nmetadata: {name: a}\n",
        "1:13: error: Kubernetes 1.33.4 has no Thing in foo/v1 [schema-unknown-kind]\n");
    row("not served any more", "apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nmetadata: {name: a}\n",
        "1:13: error: PodSecurityPolicy of policy/v1beta1 is gone since Kubernetes 1.25 (nothing takes its place) "
        "[schema-removed-version]\n");
    row("alias",
        "apiVersion: v1\nkind: Service\nmetadata: {name: &n a}\nspec:\n  ports: &p [{port: x}]\n"
        "  externalName: *n\n  selector: *p\n",
        "5:21: error: \"spec.ports[0].port\" must be an integer, not the string \"x\" [schema-wrong-type]\n"
        "7:13: error: \"spec.selector\" must be a mapping, not a list (write it without \"- \") [schema-wrong-type]\n");
    row("merge",
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  <<: {name: a, lables: {}}\ndata: {<<: {a: 1, b: x}, a: z}\n",
        "4:17: error: unknown field \"metadata.lables\" (did you mean labels?) [schema-unknown-field]\n");
    row("items of a list",
        "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Service\n  metadata: {name: a}\n"
        "  spec: {port: 1}\n",
        "7:10: error: unknown field \"spec.port\" (did you mean ports?) [schema-unknown-field]\n");
    row("a typed list",
        "apiVersion: v1\nkind: PodList\nitems:\n- metadata: {name: a}\n  spec: {container: [], containers: [{name: a, "
        "image: b}]}\n",
        "5:10: error: unknown field \"spec.container\" (did you mean containers?) [schema-unknown-field]\n");
    row("a long name of a job whose labels do not hold it",
        with("job", "name: once\nspec:\n",
             "name: a234567890123456789012345678901234567890123456789012345678901234\nspec:\n"
             "  manualSelector: true\n"),
        "");
    row("nothing of an alias bomb",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n"
        "  - &c {name: a, image: b, args: [" +
            QByteArray("x,").repeated(200) + "]}\n" + QByteArray("  - *c\n").repeated(1000),
        "");
    row("JSON", "{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"a\"},\n\"spec\": {}}",
        "2:1: error: missing required field \"spec.containers\" [schema-missing-field]\n");
    row("null item of objects", "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  -\n",
        "6:4: error: missing required field \"spec.containers[0].image\" [schema-missing-field]\n"
        "6:4: error: missing required field \"spec.containers[0].name\" [schema-missing-field]\n");
}

void TestValidate::otherCases() { brokenCases(); }

void TestValidate::goodFiles_data()
{
    QTest::addColumn<QString>("path");
    QDirIterator files(QStringLiteral(KUBEWRIGHT_TEST_DATA "/manifests/online-boutique"), {u"*.yaml"_s}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        files.next();
        QTest::newRow(qPrintable(files.fileName())) << files.filePath();
    }
}

void TestValidate::goodFiles()
{
    QFETCH(QString, path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(print(schemaProblemsOf(file.readAll())), "");
}

// Real files with their real faults: all are also refused by an apiserver 1.33 with fieldValidation=Strict, and it
// refuses no other one for its fields.
void TestValidate::exampleFiles()
{
    const QString root = QStringLiteral(KUBEWRIGHT_TEST_DATA "/manifests/kubernetes-examples");
    QDirIterator files(root, {u"*.yaml"_s, u"*.yml"_s, u"*.json"_s}, QDir::Files, QDirIterator::Subdirectories);
    QMap<QString, int> found;
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        for (const Problem &problem : schemaProblemsOf(file.readAll())) ++found[problem.rule];
    }
    QByteArray printed;
    for (auto i = found.cbegin(); i != found.cend(); ++i)
        printed += i.key().toUtf8() + " " + QByteArray::number(i.value()) + "\n";
    QCOMPARE(printed,
             "schema-deprecated-version 2\nschema-enum 2\nschema-label 3\nschema-missing-field 1\nschema-name "
             "1\nschema-no-schema 4\n"
             "schema-removed-version 11\nschema-unknown-field 5\nschema-unknown-kind 1\nschema-wrong-type 1\n");
}

void TestValidate::placesInAFile()
{
    const QByteArray yaml = "# 名\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\n"
                            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\ndata: {n: 名, \"k\": 1}\n";
    const Problems problems = schemaProblemsOf(yaml);
    QCOMPARE(problems.size(), size_t(1));
    const Problem &problem = problems.front();
    QCOMPARE(problem.line, 9);
    QCOMPARE(problem.column, 19);
    QCOMPARE(yaml.mid(problem.span.begin, problem.span.size()), "1");
    QCOMPARE(problem.layer, Layer::Schema);
    QCOMPARE(problem.resource.id(), u"/ConfigMap//b"_s);
    QCOMPARE(problem.field, (FieldPath{u"data"_s, u"k"_s}));
}

// JSON files, JSON in YAML, items of lists in lists: the same lines and columns as the text has, fields from the item.
void TestValidate::placesInJson()
{
    const QByteArray json = "{\"apiVersion\": \"v1\", \"kind\": \"List\", \"items\": [\n"
                            "  {\"apiVersion\": \"v1\", \"kind\": \"PodList\", \"items\": [\n"
                            "    {\"metadata\": {\"name\": \"a\", \"labels\": {\"\u540d\": \"x\"}},\n"
                            "\t\"spec\": {\"containers\": [{\"name\": \"c\", \"image\": 1}]}}]}]}\n";
    const auto problemsOf = [](const QString &path, const QByteArray &text) {
        return print(schemaProblems(*ResourceSet::build({{path, YamlStream::parse(text)}}), SchemaStore::builtin()));
    };
    const QByteArray expected =
        "FILE:3:43: error: the key \"\u540d\" must be [DOMAIN/]NAME: at most 63 letters, digits, inner \"-\", \"_\" "
        "and "
        "\".\" [schema-label]\n"
        "FILE:4:49: error: \"spec.containers[0].image\" must be a string, not the number 1 (quote it: \"1\") "
        "[schema-wrong-type]\n";
    QCOMPARE(problemsOf(u"a.json"_s, json), QByteArray(expected).replace("FILE", "a.json"));
    QCOMPARE(problemsOf(u"a.yaml"_s, "---\n" + json),
             QByteArray(expected).replace("FILE:3", "a.yaml:4").replace("FILE:4", "a.yaml:5"));
}

void TestValidate::manyProblemsAreCut()
{
    QByteArray yaml = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers: [{name: a, image: b}]\n";
    for (int i = 0; i < 100000; ++i) yaml += "  x" + QByteArray::number(i) + ": 1\n";
    QElapsedTimer timer;
    timer.start();
    const Problems problems = schemaProblemsOf(yaml);
    QCOMPARE(problems.size(), size_t(1001));
    QCOMPARE(problems.back().rule, u"schema-limit"_s);
    QVERIFY2(timer.elapsed() < support::maxMs, "hostile input is answered in 10 s");
}

void TestValidate::deepSchemasAreCut()
{
    QByteArray schema = "{type: string}";
    for (int i = 0; i < 2000; ++i) schema = "{properties: {a: " + schema + "}}";
    const Problems problems =
        schemaProblemsOf("apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: a.b}\n"
                         "spec: {group: b, scope: Cluster, names: {kind: A, plural: a},\n"
                         "  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: " +
                         schema + "}}]}\n");
    QCOMPARE(problems.size(), size_t(1));
    QCOMPARE(problems.front().rule, u"schema-limit"_s);
    QCOMPARE(problems.front().severity, Severity::Warning);
}

void TestValidate::secretsAreNotTold()
{
    const QByteArray printed = print(schemaProblemsOf(
        "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ntype: [hunter2]\nimmutable: hunter2\n"
        "data: {a: hunter2!, b: 7777777, c: true, d: [hunter2]}\nstringData: {a: 7777777, b: {x: hunter2}}\n"));
    QCOMPARE(printed.count('\n'), 8);
    QVERIFY2(!printed.contains("hunter2") && !printed.contains("7777777"), printed);
}

QTEST_GUILESS_MAIN(TestValidate)
#include "tst_validate.moc"
