// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/program.h"
#include "tests/support/testdata.h"

#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

// What is said about the words of a command line, before any command runs.
class TestCommandLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refuses_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char *name, const QStringList &words, const QByteArray &message) {
            QTest::newRow(name) << words << "kubewright: " + message;
        };
        row("command", {u"valdiate"_s, u"x"_s}, "valdiate: no such command (did you mean validate?)");
        row("path", {u"no/such"_s}, "no/such: no such path, and no such command");
        row("option", {u"validate"_s, u"--sumary"_s, u"x"_s},
            "validate: unknown option --sumary (did you mean --summary?)");
        row("letter", {u"validate"_s, u"-q"_s}, "validate: unknown option -q");
        row("kubectl's letter", {u"validate"_s, u"-f"_s, u"x"_s},
            "validate: unknown option -f (paths stand alone: kubewright validate PATH…)");
        row("help", {u"help"_s, u"validate"_s}, "help: no such command (did you mean kubewright validate --help?)");
        row("help alone", {u"help"_s}, "help: no such command (did you mean kubewright --help?)");
        row("window option", {u"--screnshot"_s, u"x"_s}, "unknown option --screnshot (did you mean --screenshot?)");
        row("no path", {u"validate"_s}, "validate: a path is missing: PATH…");
        row("no value", {u"apply"_s, u"-f"_s}, "apply: -f needs a value: PATH");
        row("no choice", {u"validate"_s, u"x"_s, u"-o"_s, u"jsn"_s},
            "validate: -o: “jsn” is none of text, json, junit, tap, sarif, github (did you mean json?)");
        row("empty path", {u"validate"_s, QString()}, "validate: a path is empty (\"\")");
        row("another version", {u"validate"_s, u"x"_s, u"--kubernetes-version"_s, u"v1.31.2"_s},
            "validate: --kubernetes-version: “1.31” is none of 1.33, 1.34, 1.35, 1.36, 1.37 (did you mean 1.33?)");
        row("no version", {u"validate"_s, u"x"_s, u"--kubernetes-version=1.33.x"_s},
            "validate: --kubernetes-version: “1.33.x” is none of 1.33, 1.34, 1.35, 1.36, 1.37 (did you mean 1.33?)");
        row("empty value", {u"validate"_s, u"x"_s, u"--ignore="_s}, "validate: --ignore has an empty value");
        row("flag with value", {u"validate"_s, u"x"_s, u"--strict=3"_s}, "validate: --strict takes no value");
        row("duration", {u"watch"_s, u"--for"_s, u"3x"_s}, "watch: --for: “3x” is no duration (30s, 500ms, 1m30s)");
        row("level", {u"watch"_s, u"-v"_s, u"high"_s}, "watch: -v: “high” is no number");
        row("arguments", {u"watch"_s, u"pods"_s}, "watch: takes no arguments, but got “pods”");
        row("size", {u"--screenshot"_s, u"x.png"_s, u"--size"_s, u"3"_s},
            "--size: “3” is no size (1600x1000; from 1024x640 to 16384x16384)");
        row("nothing to apply", {u"apply"_s}, "apply: -f PATH is missing");
        row("nowhere to render", {u"render"_s, u"x"_s}, "render: --out FILE is missing");
        row("suffix", {u"render"_s, u"x"_s, u"--out"_s, u"y.txt"_s},
            "render: --out needs a file name that ends with .svg, .png, .dot or .json");
        row("port", {u"practice"_s, u"--port"_s, u"70000"_s},
            "practice: --port: “70000” is no whole number from 0 to 65535");
        row("nodes", {u"practice"_s, u"--nodes"_s, u"many"_s},
            "practice: --nodes: “many” is no whole number from 0 to 5000");
        row("speed", {u"practice"_s, u"--speed"_s, u"0"_s}, "practice: --speed: “0” is no number from 0.1 to 100");
        row("no rules", {u"validate"_s, u"x"_s, u"--rules"_s, u"/no/such"_s}, "/no/such: No such file or directory");
        row("no such rule", {u"explain"_s, u"image-latst"_s},
            "explain: there is no rule “image-latst” (did you mean image-latest?)");
        row("no display", {}, "there is no display; --screenshot OUT.png paints the window off screen");
        for (const auto &name : {u"record"_s, u"replay"_s})
            row(qPrintable(name), {name, u"x"_s},
                "kubewright " + name.toLatin1() + " is not available yet in this version");
        row("language", {u"--lang"_s, u"zh_CN"_s}, "--lang zh_CN is not available yet in this version");
        for (const auto &suffix : {u"pdf"_s, u"mmd"_s})
            row(qPrintable(suffix), {u"render"_s, u"x"_s, u"--out"_s, u"y."_s + suffix},
                "render: --out *." + suffix.toLatin1() + " is not available yet in this version");
    }
    void refuses()
    {
        QFETCH(QStringList, words);
        QFETCH(QByteArray, message);
        const support::Run run = support::runProgram(words);
        QCOMPARE(run.firstError(), message);
        QCOMPARE(run.exit, 2);
        QCOMPARE(run.out, QByteArray());
    }

    void helpAndVersion_data()
    {
        QTest::addColumn<QString>("command");
        for (const char *name : {"", "validate", "render", "explain", "apply", "watch", "practice"})
            QTest::newRow(*name ? name : "window") << QString::fromLatin1(name);
    }
    void helpAndVersion()
    {
        QFETCH(QString, command);
        const QStringList words = command.isEmpty() ? QStringList() : QStringList{command};
        const support::Run help = support::runProgram(words + QStringList{u"--help"_s});
        QCOMPARE(help.exit, 0);
        QVERIFY(help.out.startsWith("Usage: kubewright " + command.toLatin1()));
        QVERIFY(help.out.contains("Exit status: 0"));
        for (const char *later : {"pdf", "mmd", "zh_CN"}) QVERIFY2(!help.out.contains(later), later);
        QCOMPARE(help.err, QByteArray());
        const support::Run version = support::runProgram(words + QStringList{u"--version"_s});
        QCOMPARE(version.out, QByteArray("kubewright " KUBEWRIGHT_VERSION "\n"));
        QCOMPARE(version.exit, 0);
    }

    void manPageIsThatOfTheTable()
    {
        QFile committed(QStringLiteral(KUBEWRIGHT_SOURCE_DIR "/resources/man/kubewright.1"));
        QVERIFY(committed.open(QIODevice::ReadOnly));
        // If this fails: build/dev/bin/kubewright man > resources/man/kubewright.1
        QCOMPARE(support::runProgram({u"man"_s}).out, committed.readAll());
    }

    // As kubectl has it: options may stand before the command, letters may be joined to their values.
    void forms_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("before") << QStringList{u"-o"_s, u"json"_s, u"validate"_s, u"-"_s};
        QTest::newRow("after") << QStringList{u"validate"_s, u"-"_s, u"--output"_s, u"json"_s};
        QTest::newRow("equals") << QStringList{u"validate"_s, u"--output=json"_s, u"-"_s};
        QTest::newRow("joined") << QStringList{u"validate"_s, u"-ojson"_s, u"--strict=false"_s, u"-"_s};
        for (const auto &version : {u"1.33"_s, u"1.33.4"_s, u"v1.33"_s, u"v1.33.0"_s, u"v1.34.2-gke.100"_s, u"1.37"_s})
            QTest::newRow(qPrintable(version))
                << QStringList{u"validate"_s, u"--kubernetes-version"_s, version, u"-ojson"_s, u"-"_s};
        QTest::newRow("last counts") << QStringList{u"validate"_s, u"-o"_s, u"tap"_s, u"-o=json"_s, u"--"_s, u"-"_s};
    }
    void forms()
    {
        QFETCH(QStringList, words);
        const support::Run run = support::runProgram(words, "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n");
        QCOMPARE(run.out, QByteArray("{\n    \"problems\": [\n    ],\n    \"resources\": 1\n}\n"));
        QCOMPARE(run.exit, 0);
    }

    // Data that does not arrive is no success, whatever the command found; a reader that has had enough is no failure.
    void lostData_data()
    {
        QTest::addColumn<QString>("end");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("full") << u" >/dev/full"_s << 2
                              << "kubewright: standard output cannot be written: No space left on device\n"_ba;
        QTest::newRow("closed") << u" >&-"_s << 2
                                << "kubewright: standard output cannot be written: Bad file descriptor\n"_ba;
        QTest::newRow("everything closed") << u" <&- >&- 2>&-"_s << 2 << QByteArray();
        QTest::newRow("reader gone") << u" | true"_s << 0 << QByteArray();
        QTest::newRow("reader goes") << u" | head -c 1 >/dev/null"_s << 0 << QByteArray();
    }
    void lostData()
    {
        QFETCH(QString, end);
        QFETCH(int, status);
        QFETCH(QByteArray, message);
        QTemporaryDir folder;
        QFile file(folder.filePath(u"a.yaml"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n");
        file.close();
        for (const QStringList &words :
             {QStringList{u"validate"_s, file.fileName(), u"-o"_s, u"json"_s}, QStringList{u"man"_s},
              QStringList{u"--help"_s}, QStringList{u"watch"_s, u"--version"_s}}) {
            const support::Run run = support::runScript(u"\"$0\" \"$@\""_s + end, words);
            QCOMPARE(run.err, message);
            QCOMPARE(run.exit, status);
        }
    }

    // What is printed never goes into a file that happens to have the number of a closed stream.
    void closedStreamsAreNotFiles()
    {
        QTemporaryDir folder;
        const QString out = folder.filePath(u"x.json"_s);
        const support::Run run =
            support::runScript(u"\"$0\" \"$@\" <&- >&- 2>&-"_s, {u"render"_s, u"/dev/null"_s, u"--out"_s, out});
        QCOMPARE(run.exit, 2);
        const QString sample = support::testDataPath(u"manifests/online-boutique"_s);
        QCOMPARE(support::runScript(u"\"$0\" \"$@\" <&- >&- 2>&-"_s, {u"render"_s, sample, u"--out"_s, out}).exit, 0);
        QFile written(out);
        QVERIFY(written.open(QIODevice::ReadOnly) && written.readAll().startsWith("{\n  \"nodes\""));
    }

    void screenshot_data()
    {
        QTest::addColumn<bool>("home");
        QTest::newRow("at home") << true;
        QTest::newRow("no home at all") << false;
    }
    void screenshot()
    {
        QFETCH(bool, home);
        QTemporaryDir folder;
        const QString out = folder.filePath(u"w.png"_s);
        const support::Run run = support::runProgram(
            {support::testDataPath(u"manifests/online-boutique"_s), u"--screenshot"_s, out, u"--size"_s, u"1200x700"_s,
             u"--scale"_s, u"2"_s, u"--theme"_s, u"dark"_s, u"--workspace"_s, u"design"_s, u"--settle"_s, u"10ms"_s},
            {}, 60000, home ? support::bareEnvironment() : support::homelessEnvironment());
        QVERIFY2(run.exit == 0, run.err.constData());
        QCOMPARE(QImage(out).size(), QSize(2400, 1400));
        QCOMPARE(run.out, QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
