// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/program.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace {

const QByteArray definition =
    "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: cups.example.com}\n"
    "spec:\n  group: example.com\n  names: {kind: Cup, plural: cups}\n  scope: Namespaced\n  versions:\n"
    "  - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}\n";
const QByteArray cup = "apiVersion: example.com/v1\nkind: Cup\nmetadata: {name: a}\n";

} // namespace

// kubewright validate: its options, where it reads from, and single formats.
class TestValidateOptions : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    QString path(const QString &name) const { return m_folder->filePath(name); }
    bool write(const QString &name, const QByteArray &text) const
    {
        QFile file(path(name));
        return QDir().mkpath(QFileInfo(path(name)).path()) && file.open(QIODevice::WriteOnly) &&
               file.write(text) == text.size();
    }
    support::Run run(const QStringList &words, const QByteArray &input = {}, const QString &below = {}) const
    {
        QProcess process;
        process.setProcessEnvironment(support::bareEnvironment());
        process.setWorkingDirectory(path(below.isEmpty() ? u"."_s : below));
        return support::runProcess(process, support::programPath(), words, input, support::maxMs);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    // Places in a kustomization's own text, whatever stands there in what is rendered.
    void sarifOfKustomization()
    {
        QVERIFY(
            write(u"k/cm.yaml"_s, "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: [{port: 1}]}\n") &&
            write(u"k/kustomization.yaml"_s, "# a comment\nresources: [cm.yaml]\npatches:\n- patch: |\n"
                                             "    apiVersion: v1\n    kind: Service\n    metadata: {name: a}\n"
                                             "    spec: {tipe: x}\n"));
        const support::Run text = run({u"validate"_s, u"k"_s, u"--ignore"_s, u"practice"_s});
        QVERIFY2(text.out.startsWith("k/kustomization.yaml:8:12: error: "), text.out.constData());
        const support::Run sarif = run({u"validate"_s, u"k"_s, u"--ignore"_s, u"practice"_s, u"-o"_s, u"sarif"_s});
        const QJsonObject all = QJsonDocument::fromJson(sarif.out).object();
        const QJsonArray results = all["runs"_L1].toArray()[0].toObject()["results"_L1].toArray();
        QCOMPARE(results.size(), 1);
        const QJsonObject place =
            results[0].toObject()["locations"_L1].toArray()[0].toObject()["physicalLocation"_L1].toObject();
        QCOMPARE(place["region"_L1].toObject(), (QJsonObject{{u"startLine"_s, 8}, {u"startColumn"_s, 12}}));
    }

    // Two slashes at the head of a path begin no host.
    void sarifOfDoubleSlash()
    {
        QVERIFY(write(u"a.yaml"_s, "a: 1\n"));
        const QByteArray out = run({u"validate"_s, u'/' + path(u"a.yaml"_s), u"-o"_s, u"sarif"_s}).out;
        QVERIFY2(out.contains("\"uri\": \"file://" + path(u"a.yaml"_s).toUtf8() + "\""), out.constData());
    }

    void namesOfCases()
    {
        const QByteArray text =
            "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}\n---\n"
            "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: web}\n---\n"
            "apiVersion: v1\nkind: ConfigMap\n---\napiVersion: v1\nkind: ConfigMap\n";
        const QByteArray tap = run({u"validate"_s, u"-"_s, u"-o"_s, u"tap"_s}, text).out;
        for (const char *name : {"1 - stdin: Service web\n", "2 - stdin: Service (serving.knative.dev) web\n",
                                 "3 - stdin: ConfigMap (no name)\n", "4 - stdin: ConfigMap (no name) (2)\n"})
            QVERIFY2(tap.contains(name), tap.constData());
        const QByteArray junit = run({u"validate"_s, u"-"_s, u"-o"_s, u"junit"_s}, text).out;
        QVERIFY2(junit.contains("name=\"ConfigMap (no name) (2)\""), junit.constData());
    }

    void escapesOfTap()
    {
        const QByteArray tap = run({u"validate"_s, u"-"_s, u"-o"_s, u"tap"_s},
                                   "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: 'a\\# SKIP'}\n")
                                   .out;
        QVERIFY2(tap.contains("stdin: ConfigMap a\\\\\\# SKIP\n"), tap.constData());
    }

    void duplicatesCount()
    {
        const QByteArray text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";
        const support::Run twice =
            run({u"validate"_s, u"-"_s, u"-o"_s, u"json"_s, u"--summary"_s}, text + "---\n" + text);
        QCOMPARE(QJsonDocument::fromJson(twice.out).object()[u"resources"_s].toInt(), 2);
        QVERIFY2(twice.err.startsWith("2 resources in 1 file: "), twice.err.constData());
    }

    // A file that is broken, or defines nothing though it was named, is told; validate and explain alike. One of a
    // folder need not be about kinds.
    void schemas_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("given");
        QTest::addColumn<QByteArray>("said"); // empty: it is fine
        QTest::newRow("broken in a folder") << QByteArray("a: [b\n") << u"s"_s << QByteArray("s/b.yaml:");
        QTest::newRow("second document") << definition + "---\n{a: 1\n" << u"s/b.yaml"_s << QByteArray("s/b.yaml:");
        QTest::newRow("JSON") << QByteArray("{\"a\": 1") << u"s"_s << QByteArray("s/b.yaml: ");
        QTest::newRow("foreign in a folder") << QByteArray("a: 1\n") << u"s"_s << QByteArray();
        QTest::newRow("foreign alone") << QByteArray("a: 1\n") << u"s/b.yaml"_s << QByteArray("s/b.yaml: no schema");
    }
    void schemas()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, given);
        QFETCH(QByteArray, said);
        QVERIFY(write(u"s/a.yaml"_s, definition) && write(u"s/b.yaml"_s, text));
        for (const QStringList &words :
             {QStringList{u"validate"_s, u"-"_s, u"--ignore"_s, u"practice"_s}, QStringList{u"explain"_s, u"cup"_s}}) {
            const support::Run one = run(words + QStringList{u"--schema"_s, given}, cup);
            const bool isFolder = given == u"s"; // which defines a kind nevertheless
            QVERIFY2(one.exit == (said.isEmpty() || isFolder ? 0 : 2), one.err.constData());
            QVERIFY2(one.err.contains(said), one.err.constData());
        }
    }

    void schemaWithComma()
    {
        QVERIFY(write(u"a,b.yaml"_s, definition) && write(u"c.yaml"_s, definition));
        QCOMPARE(run({u"explain"_s, u"cup"_s, u"--schema"_s, u"a,b.yaml"_s}).exit, 0);
        QCOMPARE(run({u"explain"_s, u"cup"_s, u"--schema"_s, u"c.yaml,./c.yaml"_s}).exit, 0);
        QCOMPARE(run({u"explain"_s, u"cup"_s, u"--schema"_s, u"c.yaml,d.yaml"_s}).exit, 2);
    }

    void noSettings_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("said"); // empty: it goes on
        QTest::newRow("no YAML") << QByteArray("rules: [\n") << QByteArray("kubewright: mine:");
        QTest::newRow("a text") << QByteArray("hello\n") << QByteArray("kubewright: mine: these are no settings");
        QTest::newRow("empty") << QByteArray("# nothing\n") << QByteArray();
        QTest::newRow("a slip") << QByteArray("rule: {}\n") << QByteArray();
    }
    void noSettings()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, said);
        QVERIFY(write(u"mine"_s, text));
        for (const QStringList &more : {QStringList(), QStringList{u"--fix"_s}}) {
            const support::Run one = run(QStringList{u"validate"_s, u"-"_s, u"--rules"_s, u"mine"_s} + more, cup);
            QCOMPARE(one.exit, said.isEmpty() ? 0 : 2);
            QVERIFY2(said.isEmpty() || one.err.startsWith(said), one.err.constData());
        }
    }

    // As the files are named that they count for.
    void nameOfSettings()
    {
        QVERIFY(write(u".kubewright.yaml"_s, "rules: {enabel: []}\n") && write(u"sub/cm.yaml"_s, cup));
        const auto settingsOf = [&](const QString &given, const QString &below) {
            const QByteArray out = run({u"validate"_s, given, u"--ignore"_s, u"schema-*"_s}, {}, below).out;
            return out.left(out.indexOf(':'));
        };
        QCOMPARE(settingsOf(u"sub/cm.yaml"_s, {}), QByteArray(".kubewright.yaml"));
        QCOMPARE(settingsOf(u"cm.yaml"_s, u"sub"_s), QByteArray("../.kubewright.yaml"));
        QCOMPARE(settingsOf(path(u"sub/cm.yaml"_s), u"sub"_s), path(u".kubewright.yaml"_s).toUtf8());
        // What it says of paths still counts from its folder.
        QVERIFY(write(u".kubewright.yaml"_s, "rules: {ignore: [{paths: [sub/cm.yaml]}]}\n"));
        QCOMPARE(run({u"validate"_s, u"cm.yaml"_s}, {}, u"sub"_s).out, QByteArray());
    }

    // What is ignored takes no place in the list.
    void ignoredBeforeTheCut()
    {
        QByteArray text;
        for (int i = 0; i < 10500; ++i)
            text += "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c" + QByteArray::number(i) +
                    "}\nkaput: 1\nkaputt: 1\n";
        text += "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: last}\ndata: 1\n";
        const support::Run one =
            run({u"validate"_s, u"-"_s, u"--ignore"_s, u"practice,schema-unknown-field,schema-unknwn"_s}, text);
        QVERIFY2(one.out.count('\n') == 1 && one.out.contains("[schema-wrong-type]"), one.out.left(1000).constData());
        QCOMPARE(one.err, QByteArray("kubewright: validate: --ignore: there is no rule “schema-unknwn”\n"));
    }

    // A pipe that was named is read like standard input; one that lies in a folder is told.
    void pipes()
    {
        const auto script = [&](const QByteArray &text) {
            return support::runScript(QString::fromUtf8(text), {m_folder->path()}, cup);
        };
        const support::Run own = script("cat | \"$0\" validate /dev/stdin --ignore schema-no-schema --summary");
        QCOMPARE(own.err, QByteArray("1 resource in 1 file: 0 errors, 0 warnings, 0 notes\n"));
        QCOMPARE(own.exit, 0);
        const support::Run empty = script(": | \"$0\" validate /dev/fd/0");
        QCOMPARE(empty.err, QByteArray("0 resources\n"));
        const support::Run two =
            script("cd \"$1\"; cat > in; mkfifo a b; : > b & (sleep 1; cat in) > a & \"$0\" diff a b");
        QVERIFY2(two.exit == 1 && two.out == "- example.com/Cup//a\n", (two.out + two.err).constData());
        QCOMPARE(::mkfifo(qPrintable(path(u"c.yaml"_s)), 0600), 0);
        const support::Run nobody = run({u"validate"_s, u"c.yaml"_s});
        QCOMPARE(nobody.err, QByteArray("kubewright: c.yaml: this is a pipe, and nobody writes into it\n"));
        QCOMPARE(nobody.exit, 2);
        const support::Run found = run({u"validate"_s, u"."_s});
        QVERIFY2(found.exit == 2 && found.err.contains("./c.yaml: this is a pipe, not a file"), found.err.constData());
        const support::Run fixed = run({u"validate"_s, u"--fix"_s, u"c.yaml"_s});
        QVERIFY2(fixed.exit == 2 && fixed.err.contains("is no file"), fixed.err.constData());
    }
};

QTEST_GUILESS_MAIN(TestValidateOptions)
#include "tst_validateoptions.moc"
