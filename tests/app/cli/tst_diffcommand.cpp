// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/program.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QByteArray one = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one}\ndata: {a: x}\n";
const QByteArray two = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: two}\n";

} // namespace

// kubewright diff: what it prints, and how it ends.
class TestDiffCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }
    void files();
    void standardInput();
    void refusals_data();
    void refusals();
    void revisions();
    void rendered();
    void shortAndWhole();
    void json();
    void defaults();
    void leftOut_data();
    void leftOut();
    void longValues();
    void invisible();
    void secrets();

private:
    QString path(const QString &name) const { return m_folder->filePath(name); }
    void write(const QString &name, const QByteArray &text)
    {
        QVERIFY(QDir().mkpath(QFileInfo(path(name)).path()));
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }
    void git(const QStringList &words)
    {
        QProcess process;
        process.setWorkingDirectory(m_folder->path());
        process.start(u"git"_s, QStringList{u"-c"_s, u"user.name=a"_s, u"-c"_s, u"user.email=a@b"_s} + words);
        QVERIFY(process.waitForFinished() && process.exitCode() == 0);
    }
    support::Run diff(const QStringList &words, const QByteArray &input = {})
    {
        QProcess process;
        process.setProcessEnvironment(support::bareEnvironment());
        process.setWorkingDirectory(m_folder->path());
        return support::runProcess(process, support::programPath(), QStringList{u"diff"_s} + words, input,
                                   support::maxMs);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestDiffCommand::files()
{
    write(u"a/x.yaml"_s, one + "---\n" + two);
    write(u"b/x.yaml"_s,
          "# another order, another style\n" + two + "---\n" + QByteArray(one).replace("a: x", "'a': \"x\""));
    support::Run run = diff({u"a"_s, u"b"_s});
    QCOMPARE(run.exit, 0);
    QCOMPARE(run.out + run.err, QByteArray());

    write(u"b/x.yaml"_s, QByteArray(one).replace("a: x", "a: z"));
    write(u"b/y.yaml"_s, two);
    run = diff({u"a"_s, u"b"_s});
    QCOMPARE(run.exit, 1);
    QCOMPARE(run.out, QByteArray("~ /ConfigMap//one (x.yaml)\n"
                                 "    ~ data.a: \"x\" → \"z\"\n"
                                 "~ /ConfigMap//two (x.yaml → y.yaml)\n"));
    run = diff({u"a/x.yaml"_s, u"b/x.yaml"_s});
    QCOMPARE(run.out, QByteArray("~ /ConfigMap//one\n    ~ data.a: \"x\" → \"z\"\n- /ConfigMap//two\n"));
    QCOMPARE(run.exit, 1);
}

void TestDiffCommand::standardInput()
{
    write(u"a.yaml"_s, one);
    const support::Run run = diff({u"a.yaml"_s, u"-"_s}, one + "---\n" + two);
    QCOMPARE(run.out, QByteArray("+ /ConfigMap//two\n"));
    QCOMPARE(run.exit, 1);
}

void TestDiffCommand::refusals_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("one path") << QStringList{u"a.yaml"_s} << QByteArray("two paths are needed");
    QTest::newRow("three paths") << QStringList{u"a.yaml"_s, u"a.yaml"_s, u"a.yaml"_s} << QByteArray("there are 3");
    QTest::newRow("no such path") << QStringList{u"a.yaml"_s, u"none.yaml"_s} << QByteArray("none.yaml");
    QTest::newRow("broken text") << QStringList{u"broken.yaml"_s, u"a.yaml"_s} << QByteArray("broken.yaml:1");
    QTest::newRow("no repository") << QStringList{u"HEAD:a.yaml"_s, u"a.yaml"_s} << QByteArray("no such revision");
    QTest::newRow("an option as a revision")
        << QStringList{u"--"_s, u"--output=x:a.yaml"_s, u"a.yaml"_s} << QByteArray("no such revision");
    QTest::newRow("a cluster") << QStringList{u"cluster:a/b"_s, u"a.yaml"_s} << QByteArray("not available yet");
    QTest::newRow("twice standard input") << QStringList{u"-"_s, u"-"_s} << QByteArray("only one side");
}

void TestDiffCommand::refusals()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, said);
    write(u"a.yaml"_s, one);
    write(u"broken.yaml"_s, "a: [b\n");
    const support::Run run = diff(words);
    QCOMPARE(run.exit, 2);
    QCOMPARE(run.out, QByteArray());
    QVERIFY2(run.firstError().contains(said), run.err.constData());
}

void TestDiffCommand::revisions()
{
    git({u"init"_s, u"-q"_s});
    write(u"deploy/x.yaml"_s, one);
    write(u"deploy/notes.txt"_s, "a: [b");
    write(u"deploy/.hidden/y.yaml"_s, two);
    QVERIFY(QFile::link(u"x.yaml"_s, path(u"deploy/z.yaml"_s)));
    git({u"add"_s, u"-A"_s});
    git({u"commit"_s, u"-q"_s, u"-m"_s, u"first"_s});
    git({u"tag"_s, u"first"_s});
    write(u"deploy/y.yaml"_s, two);
    git({u"add"_s, u"-A"_s});
    git({u"commit"_s, u"-q"_s, u"-m"_s, u"second"_s});

    const QByteArray added = "+ /ConfigMap//two (y.yaml)\n";
    QCOMPARE(diff({u"first:deploy"_s, u"HEAD:deploy"_s}).out, added);
    QCOMPARE(diff({u"first:deploy/"_s, u"deploy"_s}).out, added);
    QCOMPARE(diff({u"first:./deploy"_s, u"HEAD:deploy/"_s}).out, added);
    QCOMPARE(diff({u"first:"_s, u"HEAD:"_s}).out, QByteArray("+ /ConfigMap//two (deploy/y.yaml)\n"));
    QCOMPARE(diff({u"HEAD:deploy/x.yaml"_s, u"deploy/x.yaml"_s}).exit, 0);
    const support::Run missing = diff({u"HEAD:none"_s, u"deploy"_s});
    QCOMPARE(missing.exit, 2);
    QVERIFY2(missing.err.contains("no such path"), missing.err.constData());
    // A file of that very name goes first.
    write(u"HEAD:deploy"_s, one);
    QCOMPARE(diff({u"HEAD:deploy"_s, u"deploy/x.yaml"_s}).exit, 0);
}

void TestDiffCommand::rendered()
{
    git({u"init"_s, u"-q"_s});
    write(u"base/kustomization.yaml"_s, "configMapGenerator: [{name: m, files: [note.txt]}]\n"
                                        "secretGenerator: [{name: s, literals: [pw=hunter2]}]\n");
    write(u"base/note.txt"_s, "one");
    write(u"over/Kustomization"_s, "resources: [../base]\nnamePrefix: p-\n");
    write(u"bad/kustomization.yaml"_s, "resourcs: [../base]\n");
    write(u"away/kustomization.yaml"_s, "resources: [../../elsewhere]\n");
    write(u"chart/Chart.yaml"_s, "apiVersion: v2\nname: c\nversion: 1.0.0\n");
    write(u"chart/templates/x.yaml"_s, "{{ if true }}\na: {{ .Release.Name }}\n{{ end }}\n");
    git({u"add"_s, u"-A"_s});
    git({u"commit"_s, u"-q"_s, u"-m"_s, u"first"_s});
    QCOMPARE(diff({u"HEAD:over"_s, u"over"_s}).exit, 0);
    write(u"base/note.txt"_s, "two");
    write(u"base/kustomization.yaml"_s, "configMapGenerator: [{name: m, files: [note.txt]}]\n"
                                        "secretGenerator: [{name: s, literals: [pw=hunter3]}]\n");
    const support::Run run = diff({u"HEAD:over"_s, u"over"_s});
    QCOMPARE(run.exit, 1);
    QCOMPARE(run.out.count("(Kustomization) (renamed, it was p-"), 2);
    QVERIFY2(run.out.contains("    ~ data[note.txt]: \"one\" → \"two\"\n"), run.out.constData());
    QVERIFY2(!run.out.contains("hunter") && !run.out.contains("aHVudGVy"), run.out.constData());
    // A file of it, and all of the revision, with a chart in it that nobody named.
    QCOMPARE(diff({u"HEAD:over/Kustomization"_s, u"HEAD:over"_s}).exit, 0);
    QCOMPARE(diff({u"HEAD:chart/../over"_s, u"over"_s}).exit, 2);
    // What is wrong is told in the words of the revision.
    const support::Run bad = diff({u"HEAD:bad"_s, u"over"_s});
    QCOMPARE(bad.exit, 2);
    QVERIFY2(bad.firstError().startsWith("kubewright: HEAD:bad/kustomization.yaml:1:1: "), bad.err.constData());
    const support::Run away = diff({u"HEAD:away"_s, u"over"_s});
    QCOMPARE(away.exit, 2);
    QCOMPARE(away.firstError().replace("HEAD:", ""), diff({u"away"_s, u"over"_s}).firstError());
    const support::Run chart = diff({u"HEAD:chart"_s, u"chart"_s});
    QVERIFY2(!chart.err.contains("yaml-syntax"), chart.err.constData());
    if (QStandardPaths::findExecutable(u"helm"_s).isEmpty())
        QVERIFY2(chart.exit == 2 && chart.firstError().contains("HEAD:chart: this is a Helm chart"),
                 chart.err.constData());
}

// Very much is counted; all of it is there for who asks.
void TestDiffCommand::shortAndWhole()
{
    QByteArray many, wide = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: wide}\ndata:\n";
    for (int i = 0; i < 1100; ++i) many += "---\n" + QByteArray(two).replace("two", "m" + QByteArray::number(i));
    for (int i = 0; i < 205; ++i) wide += "  k" + QByteArray::number(i) + ": a\n";
    write(u"a.yaml"_s, wide);
    write(u"b.yaml"_s, QByteArray(wide).replace(": a\n", ": b\n"));
    support::Run run = diff({u"a.yaml"_s, u"b.yaml"_s});
    QCOMPARE(run.out.count('\n'), 202);
    QVERIFY(run.out.endsWith("    … and 5 more (--all or -o json lists them)\n"));
    QCOMPARE(diff({u"a.yaml"_s, u"b.yaml"_s, u"--all"_s}).out.count('\n'), 206);
    write(u"b.yaml"_s, many);
    run = diff({u"a.yaml"_s, u"b.yaml"_s});
    QCOMPARE(run.out.count('\n'), 1001);
    QVERIFY(run.out.endsWith("… and 101 more (--all or -o json lists them)\n"));
    QCOMPARE(diff({u"a.yaml"_s, u"b.yaml"_s, u"--all"_s}).out.count('\n'), 1101);
    QCOMPARE(diff({u"a.yaml"_s, u"b.yaml"_s, u"-o"_s, u"json"_s}).out.count(R"("change":"added")"), 1100);
}

void TestDiffCommand::json()
{
    const QByteArray pod =
        "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {priority: 9007199254740993, containers: "
        "[{name: c, image: x, envFrom: [{configMapRef: {name: one}}]}]}\n";
    write(u"a.yaml"_s, pod);
    write(u"b.yaml"_s, QByteArray(pod).replace("993", "995") + "---\n" + one);
    const support::Run run = diff({u"a.yaml"_s, u"b.yaml"_s, u"-o"_s, u"json"_s});
    QCOMPARE(run.exit, 1);
    QCOMPARE(run.out,
             QByteArray(R"({"before":"a.yaml","after":"b.yaml","resources":[{"id":"/ConfigMap//one","change":"added",)"
                        R"("fileBefore":"","fileAfter":"","fields":[]},{"id":"/Pod//p","change":"changed",)"
                        R"("fileBefore":"","fileAfter":"","fields":[{"path":"spec.priority","change":"changed",)"
                        R"("before":9007199254740993,"after":9007199254740995}]}],"edges":[{"change":"changed",)"
                        R"("from":"/Pod//p","to":"/ConfigMap//one","rule":"env-config",)"
                        R"("field":"spec.containers[0].envFrom[0].configMapRef.name","broken":false}]})"
                        "\n"));
}

// What the API server would fill in is no difference; what was changed beside it is one.
void TestDiffCommand::defaults()
{
    const QByteArray bare =
        "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec:\n  schedule: 0 3 * * *\n"
        "  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n"
        "          containers: [{name: a, image: 'a:1'}]\n";
    const QByteArray whole = QByteArray(bare)
                                 .replace("spec:\n  schedule", "spec:\n  concurrencyPolicy: Allow\n"
                                                               "  suspend: false\n  schedule")
                                 .replace("'a:1'", "'a:1', imagePullPolicy: IfNotPresent");
    write(u"bare.yaml"_s, bare);
    write(u"whole.yaml"_s, whole);
    write(u"other.yaml"_s, QByteArray(whole).replace("Allow", "Forbid"));
    for (const QStringList &words : {QStringList{u"bare.yaml"_s, u"whole.yaml"_s}, {u"whole.yaml"_s, u"bare.yaml"_s}}) {
        support::Run run = diff(words);
        QCOMPARE(run.exit, 0);
        QCOMPARE(run.out, QByteArray());
        run = diff(words + QStringList{u"-o"_s, u"json"_s});
        QCOMPARE(run.exit, 0);
        QCOMPARE(QJsonDocument::fromJson(run.out).object()[u"resources"_s].toArray().size(), 0);
    }
    support::Run run = diff({u"bare.yaml"_s, u"other.yaml"_s});
    QCOMPARE(run.exit, 1);
    QCOMPARE(run.out, QByteArray("~ batch/CronJob//a\n    + spec.concurrencyPolicy: \"Forbid\"\n"));
    run = diff({u"other.yaml"_s, u"bare.yaml"_s, u"-o"_s, u"json"_s});
    const QJsonArray resources = QJsonDocument::fromJson(run.out).object()[u"resources"_s].toArray();
    QCOMPARE(resources.size(), 1);
    const QJsonArray fields = resources[0].toObject()[u"fields"_s].toArray();
    QCOMPARE(fields,
             (QJsonArray{QJsonObject{
                 {u"path"_s, u"spec.concurrencyPolicy"_s}, {u"change"_s, u"removed"_s}, {u"before"_s, u"Forbid"_s}}}));
}

// What is no part of the comparison is told, and compared apart.
void TestDiffCommand::leftOut_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<int>("status");
    const QByteArray other = QByteArray(one).replace("a: x", "a: z");
    const QByteArray list = "apiVersion: v1\nkind: List\nitems:\n- {a: 1, b: 2}\n- ";
    const QByteArray json = R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"one"}})";
    QTest::newRow("twice") << one + "---\n" + one << one + "---\n" + other << 1;
    QTest::newRow("twice, the same") << one + "---\n" + other << one + "---\n" + QByteArray(other).replace("z", "'z'")
                                     << 0;
    QTest::newRow("twice on one side") << one + "---\n" + one << one << 1;
    QTest::newRow("default and nothing") << one + "---\n" +
                                                QByteArray(one).replace("{name", "{namespace: default, name")
                                         << one + "---\n" +
                                                QByteArray(other).replace("{name", "{namespace: default, name")
                                         << 1;
    QTest::newRow("no kind") << one + "---\napiVersion: v1\na: 1\n" << one + "---\napiVersion: v1\na: 2\n" << 1;
    QTest::newRow("no kind, the same") << one + "---\na: 1\nb: 2\n"
                                       << "b: 2\na: 1\n---\n" + one << 0;
    QTest::newRow("item without kind") << list + "{a: 1}\n" << list + "{a: 2}\n" << 1;
    QTest::newRow("items, the same") << list + "{a: 2}\n"
                                     << QByteArray(list).replace("{a: 1, b: 2}", "{a: 2}") + "{b: 2, a: 1}\n"
                                     << 0;
    QTest::newRow("passed over") << one + "...\none\n" << one + "...\nother\n" << 1;
    QTest::newRow("passed over, the same") << one + "...\none\n" << one + "...\none\n\n\n" << 0;
    QTest::newRow("behind JSON") << json + "\ngarbage\n" << json + "\nother\n" << 1;
}

void TestDiffCommand::leftOut()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(int, status);
    write(u"a.yaml"_s, before);
    write(u"b.yaml"_s, after);
    const support::Run run = diff({u"a.yaml"_s, u"b.yaml"_s});
    QVERIFY2(run.exit == status, run.err.constData());
    QCOMPARE(run.out, QByteArray());
    QVERIFY2(run.err.contains("left out:\na.yaml:"), run.err.constData());
    QCOMPARE(run.err.endsWith("\ndiff: what is left out is not the same on both sides\n"), status == 1);
    const support::Run asJson = diff({u"a.yaml"_s, u"b.yaml"_s, u"-o"_s, u"json"_s});
    QCOMPARE(QJsonDocument::fromJson(asJson.out).object()[u"leftOutDiffers"_s].toBool(), status == 1);
}

// Of what is long, what differs.
void TestDiffCommand::longValues()
{
    const QByteArray head = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one}\ndata:\n";
    QByteArray text = head + "  a: |\n";
    for (int i = 0; i < 100; ++i) text += "    line " + QByteArray::number(i) + "\n";
    write(u"a.yaml"_s, text);
    write(u"b.yaml"_s, QByteArray(text).replace("line 60\n", "line sixty\n"));
    QCOMPARE(diff({u"a.yaml"_s, u"b.yaml"_s}).out,
             QByteArray("~ /ConfigMap//one\n    ~ data.a: the lines that differ:\n        @@ -60,3 +60,3 @@\n"
                        "         line 59\n        -line 60\n        +line sixty\n         line 61\n"));
    const QByteArray whole = diff({u"a.yaml"_s, u"b.yaml"_s, u"--all"_s}).out;
    QVERIFY2(whole.count('\n') == 2 && whole.contains("line 99\\n\" → \"line 0"), whole.constData());
    QByteArray other = text;
    for (int i = 0; i < 100; ++i) other.replace("line " + QByteArray::number(i) + "\n", "other\n");
    write(u"b.yaml"_s, other);
    QVERIFY2(diff({u"a.yaml"_s, u"b.yaml"_s}).out.endsWith("… and 161 more lines (--all or -o json has them)\n"),
             diff({u"a.yaml"_s, u"b.yaml"_s}).out.constData());

    const QByteArray line(400, 'x');
    write(u"a.yaml"_s, head + "  a: " + line + "one" + line + "\n");
    write(u"b.yaml"_s, head + "  a: " + line + "three" + line + "\n");
    const QByteArray around(40, 'x');
    QCOMPARE(diff({u"a.yaml"_s, u"b.yaml"_s}).out, "~ /ConfigMap//one\n    ~ data.a: …" + around + "one" +
                                                       around.chopped(1) + "… → …" + around + "three" +
                                                       around.chopped(1) + "…\n");
    write(u"b.yaml"_s, head + "  a: " + line + "one" + line + "y\n");
    QCOMPARE(diff({u"a.yaml"_s, u"b.yaml"_s}).out,
             "~ /ConfigMap//one\n    ~ data.a: …" + around + "\" → …" + around + "y\"\n");
}

// Two values that look alike are told apart.
void TestDiffCommand::invisible()
{
    write(u"a.yaml"_s, one);
    write(u"b.yaml"_s, QByteArray(one).replace("a: x", "a: \"x\\u200b\\u202E\\u00a0\""));
    QCOMPARE(diff({u"a.yaml"_s, u"b.yaml"_s}).out,
             QByteArray("~ /ConfigMap//one\n    ~ data.a: \"x\" → \"x\\u200b\\u202e\\u00a0\"\n"));
}

// Whatever somebody means to be a Secret; keys are none.
void TestDiffCommand::secrets()
{
    const QByteArray bare = "apiVersion: v1\nkind: secret\nmetadata: {name: one}\n";
    write(u"a.yaml"_s, bare + "data: {a: aHVudGVy}\n");
    write(u"b.yaml"_s, bare + "data: {a: aHVudGVz}\n");
    QCOMPARE(diff({u"a.yaml"_s, u"b.yaml"_s}).out,
             QByteArray("~ /secret//one\n    ~ data.a: \"(hidden, 8 characters)\" → \"(hidden, 8 characters)\"\n"));
    write(u"a.yaml"_s, QByteArray(bare).replace("secret", "Secret"));
    write(u"b.yaml"_s,
          QByteArray(bare).replace("secret", "Secret") + "stringData: {a: hunter, b: x}\ndta: {pw: hunter}\n");
    QCOMPARE(diff({u"a.yaml"_s, u"b.yaml"_s}).out,
             QByteArray("~ /Secret//one\n    + dta: \"(hidden)\"\n    + stringData: {\"a\":\"(hidden, 6 "
                        "characters)\",\"b\":\"(hidden, 1 character)\"}\n"));
}

QTEST_GUILESS_MAIN(TestDiffCommand)
#include "tst_diffcommand.moc"
