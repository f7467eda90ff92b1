// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/program.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

const QByteArray head = "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  # open\n";
const QByteArray faulty = head + "  type: clusterIp\n  ports:\n  - port: \"80\"\n";
const QByteArray mended = head + "  type: ClusterIP\n  ports:\n  - port: 80\n";
const QByteArray unknown = "  frobnicate: 1\n"; // nothing can be known of it

} // namespace

// validate --fix: what it writes and prints, and what it leaves alone.
class FixCommandTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString path(const QString &name) const { return m_folder.filePath(name); }
    QString put(const QString &name, const QByteArray &text) const
    {
        QFile file(path(name));
        QDir(m_folder.path()).mkpath(QFileInfo(path(name)).path());
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? path(name) : QString();
    }
    static QByteArray get(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("no file");
    }
    static support::Run fix(QStringList arguments, const QByteArray &input = {})
    {
        return support::runProgram(QStringList{u"validate"_s, u"--fix"_s} + arguments, input);
    }

private Q_SLOTS:
    void init()
    {
        QVERIFY(QDir(m_folder.path()).removeRecursively());
        QVERIFY(QDir().mkpath(m_folder.path()));
    }

    void inPlace()
    {
        const QString file = put(u"a.yaml"_s, faulty);
        const support::Run run = fix({file});
        QCOMPARE(run.out, QByteArray());
        QCOMPARE(run.err,
                 QByteArray("fixed 2 problems in 1 file\n1 resource in 1 file: 0 errors, 0 warnings, 0 notes\n"));
        QCOMPARE(run.exit, 0);
        QCOMPARE(get(file), mended);
        // There is nothing to do any more, and the file is not touched.
        const QDateTime written = QFileInfo(file).lastModified();
        const support::Run again = fix({file});
        QVERIFY(again.err.startsWith("fixed 0 problems in 0 files\n"));
        QCOMPARE(again.exit, 0);
        QCOMPARE(QFileInfo(file).lastModified(), written);
    }

    void dryRun()
    {
        const QString file = put(u"a.yaml"_s, faulty);
        const support::Run run = fix({u"--dry-run"_s, file});
        const QByteArray name = file.toUtf8();
        QCOMPARE(run.out,
                 "--- " + name + "\n+++ " + name +
                     "\n@@ -4,6 +4,6 @@\n   name: web\n spec:\n   # open\n-  type: clusterIp\n+  type: ClusterIP\n   "
                     "ports:\n-  - port: \"80\"\n+  - port: 80\n");
        QCOMPARE(run.err, QByteArray("would fix 2 problems in 1 file\n"));
        QCOMPARE(run.exit, 0);
        QCOMPARE(get(file), faulty);
    }

    // With patch and git alike, whatever the names are.
    void patchApplies_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("given");
        QTest::newRow("dot") << u"a.yaml"_s << u"./a.yaml"_s;
        QTest::newRow("folder") << u"in/a.yaml"_s << u"."_s;
        QTest::newRow("around") << u"in/a.yaml"_s << u"in/../in//a.yaml"_s;
        QTest::newRow("space") << u"a b.yaml"_s << u"a b.yaml"_s;
        QTest::newRow("odd") << u"a\"\\\n\tb.yaml"_s << u"a\"\\\n\tb.yaml"_s;
        QTest::newRow("absolute") << u"in/a.yaml"_s << QString();
    }
    void patchApplies()
    {
        QFETCH(QString, name);
        QFETCH(QString, given);
        const QString here = m_folder.path() + u"/here"_s;
        for (const QStringList &tool : {QStringList{u"patch"_s, u"-p0"_s, u"-s"_s, u"-i"_s, u"../patch"_s},
                                        QStringList{u"git"_s, u"apply"_s, u"-p0"_s, u"../patch"_s}}) {
            if (QStandardPaths::findExecutable(tool.front()).isEmpty()) continue;
            const QString file = put(u"here/"_s + name, faulty);
            QProcess process;
            process.setProcessEnvironment(support::bareEnvironment());
            process.setWorkingDirectory(here);
            const support::Run run = support::runProcess(
                process, support::programPath(),
                {u"validate"_s, u"--fix"_s, u"--dry-run"_s, given.isEmpty() ? file : given}, {}, support::maxMs);
            QCOMPARE(run.exit, 0);
            put(u"patch"_s, run.out);
            process.start(tool.front(), tool.mid(1));
            QVERIFY(process.waitForFinished());
            QVERIFY2(process.exitCode() == 0, (run.out + process.readAll()).constData());
            QCOMPARE(get(file), mended);
        }
    }

    // What is left decides, whether it is written or not.
    void whatRemains()
    {
        const QString file = put(u"a.yaml"_s, faulty + unknown);
        QCOMPARE(fix({u"--dry-run"_s, file}).exit, 1);
        const support::Run run = fix({file});
        QVERIFY(run.out.contains(":10:3: error: unknown field \"spec.frobnicate\""));
        QCOMPARE(run.out.count('\n'), 1);
        QCOMPARE(run.err,
                 QByteArray("fixed 2 problems in 1 file\n1 resource in 1 file: 1 error, 0 warnings, 0 notes\n"));
        QCOMPARE(run.exit, 1);
        QCOMPARE(get(file), mended + unknown);
    }

    void standardInput()
    {
        const support::Run run = fix({u"-"_s}, faulty + unknown);
        QCOMPARE(run.out, mended + unknown);
        QVERIFY(run.err.startsWith("fixed 2 problems in 1 file\nstdin:10:3: error: "));
        QCOMPARE(run.exit, 1);
        const support::Run clean = fix({u"-"_s}, mended);
        QCOMPARE(clean.out, mended);
        QCOMPARE(clean.exit, 0);
        const support::Run dry = fix({u"--dry-run"_s, u"-"_s}, faulty);
        QVERIFY(dry.out.startsWith("--- stdin\n+++ stdin\n@@ "));
        QCOMPARE(dry.exit, 0);
    }

    void refused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("error");
        QTest::newRow("dry run of nothing")
            << QStringList{u"--dry-run"_s, u"-"_s} << QByteArray("kubewright: --dry-run is only for --fix");
        QTest::newRow("a format of a difference")
            << QStringList{u"--fix"_s, u"--dry-run"_s, u"-o"_s, u"json"_s, u"-"_s}
            << QByteArray("kubewright: --fix --dry-run prints a difference; leave out --output");
        QTest::newRow("a format of the text")
            << QStringList{u"--fix"_s, u"-o"_s, u"json"_s, u"-"_s}
            << QByteArray("kubewright: --fix prints the fixed standard input; leave out --output");
        QTest::newRow("standard input and a file")
            << QStringList{u"--fix"_s, u"-"_s, u"."_s}
            << QByteArray("kubewright: --fix prints the fixed standard input; give - alone");
    }

    void refused()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, error);
        const support::Run run = support::runProgram(QStringList{u"validate"_s} + arguments, faulty);
        QCOMPARE(run.out, QByteArray());
        QCOMPARE(run.firstError(), error);
        QCOMPARE(run.exit, 2);
    }

    void modeAndLink()
    {
        const QString file = put(u"real/a.yaml"_s, faulty);
        const auto mode =
            QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner | QFileDevice::ReadGroup;
        QVERIFY(QFile::setPermissions(file, mode));
        QVERIFY(QFile::link(u"real/a.yaml"_s, path(u"link.yaml"_s)));
        QCOMPARE(fix({path(u"link.yaml"_s)}).exit, 0);
        QVERIFY(QFileInfo(path(u"link.yaml"_s)).isSymLink());
        QCOMPARE(get(file), mended);
        const auto all = QFileDevice::Permissions(0xffff);
        QCOMPARE(QFileInfo(file).permissions() & all &
                     ~(QFileDevice::ReadUser | QFileDevice::WriteUser | QFileDevice::ExeUser),
                 QFileDevice::Permissions(mode));
    }

    // The other file is mended all the same.
    void readOnly()
    {
        const QString closed = put(u"a.yaml"_s, faulty),
                      open = put(u"b.yaml"_s, QByteArray(faulty).replace("web", "shop"));
        QVERIFY(QFile::setPermissions(closed, QFileDevice::ReadOwner));
        QCOMPARE(fix({u"--dry-run"_s, m_folder.path()}).exit, 2);
        const support::Run run = fix({m_folder.path()});
        QCOMPARE(run.firstError(), "kubewright: " + closed.toUtf8() + ": the file is read-only, and was not fixed");
        QVERIFY(run.err.contains("fixed 2 problems in 1 file\n"));
        QCOMPARE(run.exit, 2);
        QCOMPARE(get(closed), faulty);
        QCOMPARE(get(open), QByteArray(mended).replace("web", "shop"));
    }

    // Line ends, and a document that is no YAML beside one that can be mended.
    void text()
    {
        const QByteArray broken = "\n---\na: [\n";
        const QString file = put(u"a.yaml"_s, QByteArray(faulty + broken).replace("\n", "\r\n"));
        QCOMPARE(fix({file}).exit, 1);
        QCOMPARE(get(file), QByteArray(mended + broken).replace("\n", "\r\n"));
    }

    // Only where the problem is placed, and as validate finds it there.
    void kustomization()
    {
        const QString base = put(u"base/service.yaml"_s, faulty);
        const QByteArray other = "apiVersion: v1\nkind: Service\nmetadata: {name: x}\nspec: {ports: [{port: '1'}]}\n";
        const QString unused = put(u"base/unused.yaml"_s, other);
        put(u"base/kustomization.yaml"_s, "resources: [service.yaml]\n");
        put(u"over/patch.yaml"_s,
            "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {sessionAffinity: clientip}\n");
        put(u"over/kustomization.yaml"_s, "resources: [../base]\nnamePrefix: my-\npatches: [{path: patch.yaml}]\n");
        QCOMPARE(fix({u"--dry-run"_s, path(u"over"_s)}).exit, 0);
        const support::Run run = fix({path(u"over"_s)});
        QVERIFY2(run.err.startsWith("fixed 3 problems in 2 files\n"), run.err + run.out);
        QCOMPARE(run.exit, 0);
        QCOMPARE(get(base), mended);
        QCOMPARE(get(unused), other);
        QCOMPARE(
            get(path(u"over/patch.yaml"_s)),
            QByteArray("apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {sessionAffinity: ClientIP}\n"));
    }

    // Only what the rendering has, and nothing that patches may point at.
    void kustomizationWithPatches()
    {
        const QByteArray text =
            "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  restartpolicy: Never\n  volumes:\n"
            "  - {name: a, emptyDir: {}}\n  - {name: a, emptyDir: {}}\n  - {name: b, emptyDir: {}}\n  containers:\n"
            "  - {name: c, image: \"nginx:1\", env: [{name: A, value: 5}]}\n---\napiVersion: v1\nkind: ConfigMap\n"
            "metadata: {name: q}\ndata: {a: 5, b: 6}\n---\napiVersion: rbac.authorization.k8s.io/v1beta1\n"
            "kind: ClusterRole\nmetadata: {name: r}\nrules: []\n";
        const QString file = put(u"all.yaml"_s, text);
        put(u"kustomization.yaml"_s,
            "resources: [all.yaml]\npatches:\n- target: {kind: ConfigMap, name: q}\n  patch: |\n    - op: replace\n"
            "      path: /data/b\n      value: \"7\"\n- target: {kind: Pod}\n  patch: |\n    - op: add\n"
            "      path: /spec/volumes/2/emptyDir/medium\n      value: Memory\n");
        const int wouldBe = fix({u"--dry-run"_s, m_folder.path()}).exit;
        const support::Run run = fix({m_folder.path()});
        QVERIFY2(run.err.startsWith("fixed 2 problems in 1 file\n"), run.err + run.out);
        QCOMPARE(run.exit, wouldBe);
        QCOMPARE(get(file), QByteArray(text).replace("value: 5", "value: \"5\"").replace("a: 5", "a: \"5\""));
        QVERIFY(fix({m_folder.path()}).err.startsWith("fixed 0 problems in 0 files\n"));
    }

    // A file by two names is one file.
    void twoWays()
    {
        const QString file =
            put(u"b/cm.yaml"_s, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: q}\ndata: {a: 5, b: 6}\n");
        put(u"b/kustomization.yaml"_s, "resources: [cm.yaml]\n");
        put(u"o/kustomization.yaml"_s,
            "resources: [../b]\npatches: [{patch: '{apiVersion: v1, kind: ConfigMap, metadata: {name: q}, data: {a: "
            "\"1\"}}'}]\n");
        const support::Run run = fix({path(u"b"_s), path(u"b/../o"_s)});
        QVERIFY2(run.err.startsWith("fixed 2 problems in 1 file\n"), run.err + run.out);
        QCOMPARE(run.exit, 0);
        QVERIFY(get(file).endsWith("data: {a: \"5\", b: \"6\"}\n"));
        put(u"b/cm.yaml"_s, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: q}\ndata: {a: 5, b: 6}\n");
        QVERIFY(fix({file, path(u"o"_s)}).err.startsWith("fixed 1 problem in 1 file\n")); // o has another a
    }

    // More broken files than one pass sees.
    void kustomizationWithManyFaults()
    {
        QByteArray names;
        for (int i = 0; i < 14; ++i) {
            const QByteArray name = 'c' + QByteArray::number(i);
            put(QString::fromLatin1(name) + u".yaml"_s,
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: " + name + "}\ndata:\n  z: x\n  z: x\n  a: 5\n");
            names += (i > 0 ? ", " : "") + name + ".yaml";
        }
        put(u"kustomization.yaml"_s, "resources: [" + names + "]\n");
        const support::Run run = fix({m_folder.path()});
        QVERIFY2(run.err.startsWith("fixed 28 problems in 14 files\n"), run.err + run.out);
        QCOMPARE(run.exit, 0);
    }

    // What can't be rendered has more to be mended once it can.
    void kustomizationThatFails()
    {
        const QString file =
            put(u"all.yaml"_s, "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  restartPolicy: Always\n"
                               "  restartPolicy: Always\n  containers: [{name: c, image: i, env: [{name: A, value: "
                               "5}]}]\n");
        put(u"kustomization.yaml"_s, "resources: [all.yaml]\n");
        QVERIFY(fix({m_folder.path()}).err.startsWith("fixed 2 problems in 1 file\n"));
        QVERIFY(get(file).contains("value: \"5\""));
        QCOMPARE(get(file).count("restartPolicy"), 1);
    }

    // --ignore, settings and comments count as for validate.
    void notWanted()
    {
        const QString file = put(u"a.yaml"_s, faulty);
        fix({u"--ignore"_s, u"schema-enum"_s, file});
        QCOMPARE(get(file), QByteArray(faulty).replace("\"80\"", "80"));
        put(u".kubewright.yaml"_s, "rules: {disable: [schema-enum]}\n");
        fix({file});
        QCOMPARE(get(file), QByteArray(faulty).replace("\"80\"", "80"));
    }

    // Nothing that changes what runs: advice, and names that may mean something else.
    void unsafe()
    {
        const QByteArray text =
            "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  hostPID: true\n  serviceAccountName: web\n"
            "  containers:\n  - {name: a, image: b, imagePullPolicy: Alwys2}\n---\n"
            "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: webb}\n";
        const QString file = put(u"a.yaml"_s, text);
        QVERIFY(fix({file}).err.startsWith("fixed 0 problems in 0 files\n"));
        QCOMPARE(get(file), text);
    }

    // Too much for one run: it says so, and the next one goes on.
    void stops()
    {
        QByteArray text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n";
        for (int i = 0; i < 150000; ++i) text += "  k" + QByteArray::number(i / 2) + ": v\n";
        const QString file = put(u"a.yaml"_s, text);
        const auto linesAfter = [&] {
            const support::Run run = fix({file});
            const qsizetype lines = get(file).count('\n');
            const QByteArray told = ": stopped after " + QByteArray::number(text.count('\n') - lines) +
                                    " fixes; there may be more, run it again\n";
            text = get(file);
            return run.exit == 1 && run.err.contains(file.toUtf8() + told) ? lines : -1;
        };
        const qsizetype once = linesAfter(), twice = linesAfter();
        QVERIFY(once > 75000 && once < 150000);
        QVERIFY(twice > 75000 && twice < once);
    }

    void nothingThere()
    {
        QCOMPARE(fix({path(u"none.yaml"_s)}).exit, 2);
        const QString file = put(u"a.yaml"_s, faulty);
        QCOMPARE(fix({file, path(u"none.yaml"_s)}).exit, 2);
        QCOMPARE(get(file), mended);
    }
};

QTEST_GUILESS_MAIN(FixCommandTest)
#include "tst_fixcommand.moc"
