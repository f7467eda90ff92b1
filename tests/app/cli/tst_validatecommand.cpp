// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/program.h"
#include "tests/support/testdata.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

class TestValidateCommand : public QObject
{
    Q_OBJECT

    // An error in line 5 after a character of two UTF-16 units, a warning in line 9.
    static QByteArray faulty()
    {
        return "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  x\xf0\x9f\x98\x80: {ports: 1}\n  ports: "
               "[{port: 80}]\n---\n"
               "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n"
               "spec: {serviceAccountName: sa, containers: [{name: a, image: b}]}\n";
    }
    static QByteArray print(const QString &format)
    {
        return support::runProgram({u"validate"_s, u"--ignore"_s, u"practice"_s, u"-o"_s, format, u"-"_s}, faulty())
            .out;
    }

private Q_SLOTS:
    void realApplication()
    {
        const support::Run run =
            support::runProgram({u"validate"_s, support::testDataPath(u"manifests/online-boutique"_s), u"--summary"_s});
        // A few pieces of advice, and nothing that is wrong.
        QStringList rules;
        for (const QByteArray &line : run.out.split('\n')) rules += QString::fromUtf8(line.mid(line.lastIndexOf('[')));
        QCOMPARE(rules.join(u' '), u"[scale-replicas] [service-load-balancer] [probe-identical] [image-moving-tag] "_s);
        QCOMPARE(run.err, QByteArray("35 resources in 1 file: 0 errors, 0 warnings, 4 notes\n"));
        QCOMPARE(run.exit, 0);
    }

    // Whatever the number of threads, the same bytes.
    void threads_data()
    {
        QTest::addColumn<QString>("format");
        for (const char *format : {"text", "json", "junit", "tap", "sarif", "github"})
            QTest::newRow(format) << QString::fromLatin1(format);
    }
    void threads()
    {
        QFETCH(QString, format);
        const QString folder = support::testDataPath(u"manifests"_s);
        const auto run = [&](const QString &jobs) {
            return support::runProgram({u"validate"_s, u"--jobs"_s, jobs, u"-o"_s, format, folder, u"-"_s}, faulty());
        };
        const support::Run alone = run(u"1"_s);
        QVERIFY(alone.out.size() > 1000);
        for (const QString &jobs : {u"2"_s, u"3"_s, u"16"_s}) {
            const support::Run many = run(jobs);
            QCOMPARE(many.out, alone.out);
            QCOMPARE(many.err, alone.err);
            QCOMPARE(many.exit, alone.exit);
        }
        for (const QString &jobs : {u"0"_s, u"-1"_s, u"x"_s, u"65"_s, u"1.5"_s}) {
            const support::Run refused = run(jobs);
            QCOMPARE(refused.exit, 2);
            QVERIFY2(refused.err.contains("no number from 1 to 64"), refused.err.constData());
        }
    }

    // The nearest settings count; --rules takes others, and a fault in them is a problem of the list.
    void rules()
    {
        const QTemporaryDir folder;
        const auto write = [&folder](const QString &name, const QByteArray &text) {
            QFile file(folder.filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
        };
        QVERIFY(write(u"a.yaml"_s, faulty()) &&
                write(u".kubewright.yaml"_s, "rules: {disable: [practice, 'schema-*']}\n") &&
                write(u"mine"_s, "rules: {disable: ['*'], enabel: []}\n"));
        const QString path = folder.filePath(u"a.yaml"_s);
        const support::Run own = support::runProgram({u"validate"_s, path});
        QVERIFY2(own.out.endsWith(" [reference-missing]\n") && own.out.count('\n') == 1, own.out.constData());
        QCOMPARE(own.exit, 0);
        const QString mine = folder.filePath(u"mine"_s);
        const support::Run other = support::runProgram({u"validate"_s, path, u"--rules"_s, mine});
        QCOMPARE(QString::fromUtf8(other.out),
                 mine + u":1:25: warning: rules has no setting “enabel” (did you mean enable?) [rules-file]\n"_s);
        const support::Run slip = support::runProgram({u"validate"_s, path, u"--ignore"_s, u"image-latst"_s});
        QCOMPARE(slip.err, QByteArray("kubewright: validate: --ignore: there is no rule “image-latst”\n"));
    }

    void explain()
    {
        const support::Run all = support::runProgram({u"explain"_s});
        QVERIFY(all.out.contains("\nimage-latest ") && all.out.contains("\nyaml-syntax ") && all.exit == 0);
        const support::Run one = support::runProgram({u"explain"_s, u"scale-replicas"_s});
        for (const char *part :
             {"scale-replicas (practice, info, on by default)\n", "\nWhat to do: set replicas to 2 or more",
              "\nParameter minimum: the least number of replicas (2 by default)\n",
              "kube-linter minimum-three-replicas, kube-score deployment-replicas", "\nTo switch it off:\n",
              "# kubewright:ignore scale-replicas REASON\n"})
            QVERIFY2(one.out.contains(part), one.out.constData());
        QVERIFY(support::runProgram({u"explain"_s, u"image-digest"_s}).out.contains("rules: {enable: [image-digest]}"));
        QVERIFY(support::runProgram({u"explain"_s, u"reference-missing"_s})
                    .out.startsWith("reference-missing (reference, warning)\n"));
    }

    void misspelledField()
    {
        QByteArray text = support::readTestData(u"manifests/online-boutique/kubernetes-manifests.yaml"_s);
        const qsizetype place = text.indexOf("containerPort");
        const qsizetype line = text.left(place).count('\n') + 1;
        text.replace(place, 13, "containrePort");
        const support::Run run = support::runProgram({u"validate"_s, u"-"_s}, text);
        QCOMPARE(run.exit, 1);
        QVERIFY2(run.out.contains("\nstdin:" + QByteArray::number(line) + ':'), run.out.constData());
        QVERIFY2(run.out.contains("containrePort") && run.out.contains("containerPort"), run.out.constData());
        QCOMPARE(run.err, QByteArray());
    }

    void severities_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("status");
        QTest::newRow("error") << QStringList{} << 1;
        QTest::newRow("warning") << QStringList{u"--ignore"_s, u"schema-unknown-field"_s} << 0;
        QTest::newRow("strict") << QStringList{u"--ignore"_s, u"schema-unknown-field"_s, u"--strict"_s} << 1;
        QTest::newRow("all ignored") << QStringList{u"--ignore"_s, u"schema-unknown-field,reference-missing,practice"_s,
                                                    u"--strict"_s}
                                     << 0;
    }
    void severities()
    {
        QFETCH(QStringList, words);
        QFETCH(int, status);
        const support::Run run = support::runProgram(QStringList{u"validate"_s, u"-"_s} + words, faulty());
        QVERIFY2(run.exit == status, run.out.constData());
    }

    // Edges of the user's own, from the folder in which it is started; a file that is not right stops it, with its
    // place.
    void ruleFiles()
    {
        QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkdir(u".kubewright"_s));
        QFile rules(folder.filePath(u".kubewright/edges.yaml"_s));
        const QString script = u"cd \"$1\" && exec \"$0\" validate --strict -"_s;
        const QByteArray input = "apiVersion: example.com/v1\nkind: Route\nmetadata: {name: r}\nspec: {to: gone}\n";
        const auto run = [&](const QByteArray &text) {
            if (rules.open(QIODevice::WriteOnly)) rules.write(text);
            rules.close();
            return support::runScript(script, {folder.path()}, input);
        };
        const support::Run good = run("edges: [{of: example.com/Route, at: spec, name: to, to: Service}]\n");
        QCOMPARE(good.exit, 1);
        QVERIFY2(good.out.contains("stdin:4:12: warning: Service gone is not in these files"), good.out.constData());
        const support::Run bad = run("edges: [{of: example.com/Route}]\n");
        QCOMPARE(bad.exit, 2);
        QVERIFY2(bad.err.contains(".kubewright/edges.yaml:1:9: "), bad.err.constData());
        QVERIFY(bad.out.isEmpty());
    }

    void text()
    {
        const QList<QByteArray> lines = print(u"text"_s).split('\n');
        QCOMPARE(lines.size(), 3);
        QVERIFY2(lines[0].startsWith("stdin:5:3: error: ") && lines[0].endsWith(" [schema-unknown-field]"),
                 lines[0].constData());
        QVERIFY2(lines[1].startsWith("stdin:11:") && lines[1].endsWith(" [reference-missing]"), lines[1].constData());
    }

    void json()
    {
        const QJsonObject all = QJsonDocument::fromJson(print(u"json"_s)).object();
        QCOMPARE(all["resources"_L1].toInt(), 2);
        const QJsonArray problems = all["problems"_L1].toArray();
        QCOMPARE(problems.size(), 2);
        const QJsonObject first = problems[0].toObject();
        QCOMPARE(first.keys().join(u' '), u"column field file fix layer line message resource rule severity"_s);
        QCOMPARE(first["layer"_L1].toString(), u"schema"_s);
        QCOMPARE(first["severity"_L1].toString(), u"error"_s);
        QCOMPARE(first["resource"_L1].toString(), u"/Service//web"_s);
        QCOMPARE(problems[1].toObject()["severity"_L1].toString(), u"warning"_s);
    }

    void sarif()
    {
        const QJsonObject all = QJsonDocument::fromJson(print(u"sarif"_s)).object();
        QCOMPARE(all["version"_L1].toString(), u"2.1.0"_s);
        const QJsonObject run = all["runs"_L1].toArray()[0].toObject();
        QCOMPARE(run["columnKind"_L1].toString(), u"utf16CodeUnits"_s);
        QCOMPARE(run["tool"_L1]["driver"_L1]["rules"_L1].toArray().size(), 2);
        const QJsonObject first = run["results"_L1].toArray()[0].toObject();
        QCOMPARE(first["ruleId"_L1].toString(), u"schema-unknown-field"_s);
        QCOMPARE(first["level"_L1].toString(), u"error"_s);
        const QJsonValue place = first["locations"_L1].toArray()[0].toObject()["physicalLocation"_L1];
        QCOMPARE(place["artifactLocation"_L1]["uri"_L1].toString(), u"stdin"_s);
        QCOMPARE(place["region"_L1]["startLine"_L1].toInt(), 5);
        QCOMPARE(place["region"_L1]["startColumn"_L1].toInt(), 3);
        QCOMPARE(place["region"_L1]["endColumn"_L1].toInt(), 6); // x and two units
    }

    // What the schema of SARIF 2.1.0 requires, and GitHub's code scanning: of every result.
    void sarifIsWhole_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("faulty") << faulty();
        QTest::newRow("nothing wrong") << "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n"_ba;
        QTest::newRow("no YAML") << "a: [\n"_ba;
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("control characters")
            << "apiVersion: v1\nkind: \"\\u0001\\uFFFF\"\nmetadata: {name: \"\\e\"}\nx: 1\n"_ba;
    }
    void sarifIsWhole()
    {
        QFETCH(QByteArray, text);
        const support::Run run = support::runProgram({u"validate"_s, u"-o"_s, u"sarif"_s, u"-"_s}, text);
        const QJsonObject all = QJsonDocument::fromJson(run.out).object();
        QCOMPARE(all["version"_L1].toString(), u"2.1.0"_s);
        QVERIFY(QUrl(all["$schema"_L1].toString()).isValid());
        QCOMPARE(all["runs"_L1].toArray().size(), 1);
        const QJsonObject only = all["runs"_L1].toArray()[0].toObject();
        QVERIFY(!only["tool"_L1]["driver"_L1]["name"_L1].toString().isEmpty());
        QStringList rules;
        for (const QJsonValue rule : only["tool"_L1]["driver"_L1]["rules"_L1].toArray())
            rules += rule["id"_L1].toString();
        QCOMPARE(rules.removeDuplicates(), 0);
        QVERIFY(only["results"_L1].isArray()); // empty is not the same as absent
        for (const QJsonValue result : only["results"_L1].toArray()) {
            QVERIFY(!result["message"_L1]["text"_L1].toString().isEmpty());
            QVERIFY(rules.contains(result["ruleId"_L1].toString()));
            QVERIFY(
                QStringList({u"none"_s, u"note"_s, u"warning"_s, u"error"_s}).contains(result["level"_L1].toString()));
            QVERIFY(!result["partialFingerprints"_L1].toObject().isEmpty());
            const QJsonArray places = result["locations"_L1].toArray();
            QCOMPARE(places.size(), 1);
            const QJsonObject place = places[0].toObject()["physicalLocation"_L1].toObject();
            QVERIFY(QUrl(place["artifactLocation"_L1]["uri"_L1].toString(), QUrl::StrictMode).isValid());
            const QJsonObject region = place["region"_L1].toObject();
            for (auto number = region.begin(); number != region.end(); ++number) QVERIFY(number->toInt() >= 1);
            QVERIFY(region["endLine"_L1].toInt(1 << 30) >= region["startLine"_L1].toInt());
        }
        QCOMPARE(run.exit != 0, !only["results"_L1].toArray().isEmpty());
    }

    // A byte order mark is no column.
    void byteOrderMark()
    {
        const QByteArray text = "\xEF\xBB\xBFkind: [\n";
        QVERIFY(support::runProgram({u"validate"_s, u"-"_s}, text).out.startsWith("stdin:1:8: error: "));
        const support::Run run = support::runProgram({u"validate"_s, u"-o"_s, u"sarif"_s, u"-"_s}, text);
        QVERIFY2(run.out.contains("\"startColumn\": 8,"), run.out.constData());
    }

    // The shape that Jenkins, GitLab and GitHub read: the counts are those of the cases.
    void junitIsWhole()
    {
        const support::Run run = support::runProgram(
            {u"validate"_s, u"-o"_s, u"junit"_s, support::testDataPath(u"manifests/kubernetes-examples"_s), u"-"_s},
            faulty());
        QXmlStreamReader xml(run.out);
        int tests = 0, failures = 0, suiteTests = 0, suiteFailures = 0, allTests = -1, allFailures = -1, suites = 0;
        const auto number = [&xml](const QString &name) { return xml.attributes().value(name).toInt(); };
        while (!xml.atEnd()) {
            const auto token = xml.readNext();
            if (token != QXmlStreamReader::StartElement) continue;
            if (xml.name() == "testsuites"_L1) {
                allTests = number(u"tests"_s);
                allFailures = number(u"failures"_s);
            } else if (xml.name() == "testsuite"_L1) {
                ++suites;
                suiteTests += number(u"tests"_s);
                suiteFailures += number(u"failures"_s);
                QVERIFY(!xml.attributes().value(u"name"_s).isEmpty());
            } else if (xml.name() == "testcase"_L1) {
                ++tests;
                QVERIFY(!xml.attributes().value(u"name"_s).isEmpty());
                QVERIFY(!xml.attributes().value(u"classname"_s).isEmpty());
            } else if (xml.name() == "failure"_L1) {
                ++failures;
                QVERIFY(!xml.attributes().value(u"message"_s).isEmpty());
            } else {
                QCOMPARE(xml.name(), u"system-out");
            }
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QVERIFY(suites > 100 && tests > suites && failures > 5);
        QCOMPARE(QList<int>({suiteTests, allTests}), QList<int>({tests, tests}));
        QCOMPARE(QList<int>({suiteFailures, allFailures}), QList<int>({failures, failures}));
    }

    void junit()
    {
        QStringList seen;
        QXmlStreamReader xml(print(u"junit"_s));
        while (!xml.atEnd())
            if (xml.readNext() == QXmlStreamReader::StartElement)
                seen += u"%1 %2 %3"_s.arg(xml.name(), xml.attributes().value(u"name"_s),
                                          xml.attributes().value(u"failures"_s));
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QCOMPARE(
            seen.join(u'\n'),
            u"testsuites kubewright validate 1\ntestsuite stdin 1\ntestcase Service web \nfailure  \ntestcase Pod p \nsystem-out  "_s);
    }

    void tap()
    {
        const QByteArray out = print(u"tap"_s);
        QVERIFY2(out.startsWith("TAP version 13\n1..2\nnot ok 1 - stdin: Service web\n# stdin:5:3: error: "),
                 out.constData());
        QVERIFY2(out.contains("\nok 2 - stdin: Pod p\n# stdin:11:"), out.constData());
    }

    void github()
    {
        const QList<QByteArray> lines = print(u"github"_s).split('\n');
        QVERIFY2(lines[0].startsWith("::error file=stdin,line=5,col=3,title=schema-unknown-field::"),
                 lines[0].constData());
        QVERIFY2(lines[1].startsWith("::warning file=stdin,line=11,col="), lines[1].constData());
    }

    // Kinds from a file, from a folder, and from what is checked itself.
    void schemas()
    {
        QTemporaryDir folder;
        const QByteArray definition =
            "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: cups.example.com}\n"
            "spec:\n  group: example.com\n  names: {kind: Cup, plural: cups}\n  scope: Namespaced\n  versions:\n"
            "  - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {size: "
            "{type: "
            "integer}}}}}\n";
        const QByteArray cup = "apiVersion: example.com/v1\nkind: Cup\nmetadata: {name: a}\nsize: large\n";
        const QString path = folder.filePath(u"crd.yaml"_s), empty = folder.filePath(u"sub"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(definition) == definition.size() && QDir().mkpath(empty));
        file.close();
        const QByteArray wrong =
            "4:7: error: \"size\" must be an integer, not the string \"large\" [schema-wrong-type]\n";
        for (const QString &schema : {path, folder.path()}) {
            const support::Run run = support::runProgram({u"validate"_s, u"--schema"_s, schema, u"-"_s}, cup);
            QCOMPARE(run.out, "stdin:" + wrong);
            QCOMPARE(run.exit, 1);
        }
        const support::Run none = support::runProgram({u"validate"_s, u"-"_s}, cup);
        QVERIFY2(none.out.contains("[schema-no-schema]") && none.exit == 0, none.out.constData());
        const support::Run within = support::runProgram({u"validate"_s, u"-"_s}, definition + "---\n" + cup);
        QCOMPARE(within.exit, 1);
        QVERIFY2(within.out.contains("[schema-wrong-type]"), within.out.constData());
        for (const QString &useless : {empty, folder.filePath(u"missing"_s)}) {
            const support::Run run = support::runProgram({u"validate"_s, u"--schema"_s, useless, u"-"_s}, cup);
            QCOMPARE(run.exit, 2);
            QVERIFY2(run.out.isEmpty() && run.err.contains(useless.toUtf8()), run.err.constData());
        }
    }

    void kubernetesVersion()
    {
        const QByteArray attributes =
            "apiVersion: storage.k8s.io/v1beta1\nkind: VolumeAttributesClass\nmetadata: {name: a}\ndriverName: x\n"
            "parameters: {a: b}\n";
        const auto rulesOf = [&](const QString &version) {
            const support::Run run =
                support::runProgram({u"validate"_s, u"--kubernetes-version"_s, version, u"-"_s}, attributes);
            return run.out.mid(run.out.lastIndexOf('[')).trimmed() + QByteArray::number(run.exit);
        };
        QCOMPARE(rulesOf(u"1.33"_s), QByteArray("0"));
        QCOMPARE(rulesOf(u"v1.36.3"_s), QByteArray("[schema-deprecated-version]0"));
        QCOMPARE(rulesOf(u"1.37.0"_s), QByteArray("[schema-removed-version]1"));
    }
};

QTEST_GUILESS_MAIN(TestValidateCommand)
#include "tst_validatecommand.moc"
