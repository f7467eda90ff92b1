// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/program.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

// Whatever comes in: an answer that names the place, within the limits of time and memory, and no crash.
class TestBadInput : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString write(const QString &name, const QByteArray &text)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) qFatal("cannot write");
        return file.fileName();
    }
    static QByteArray repeated(const QByteArray &text, int count) { return QByteArray(text).repeated(count); }
    static QByteArray aliasBomb()
    {
        QByteArray text = "apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a}\nspec:\n"
                          "  a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
        for (int i = 1; i < 12; ++i) {
            const QByteArray last = "*a" + QByteArray::number(i - 1) + ", ", name = "a" + QByteArray::number(i);
            text += "  " + name + ": &" + name + " [" + repeated(last, 9).chopped(2) + "]\n";
        }
        return text;
    }
    static QByteArray utf16(const QByteArray &text)
    {
        QByteArray out("\xff\xfe");
        for (char c : text) (out += c) += '\0';
        return out;
    }

    void giveRightsBack() const
    {
        ::chmod(QFile::encodeName(m_folder.filePath(u"rights/closed"_s)).constData(), 0755);
        ::chmod(QFile::encodeName(m_folder.filePath(u"rights/closed.yaml"_s)).constData(), 0644);
    }

private Q_SLOTS:
    void files_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("status");       // of validate
        QTest::addColumn<QByteArray>("place"); // after the file's name, in what is said
        const QByteArray good = "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n";
        QTest::newRow("half written") << QByteArray("apiVersion: v1\nkind: Service\nmetadata: {name: [a\n") << 1
                                      << QByteArray(":3:20: error: ");
        QTest::newRow("brackets") << repeated("[", 10000) << 1 << QByteArray(":1:");
        QTest::newRow("closed brackets") << repeated("[", 20000) + repeated("]", 20000) << 1 << QByteArray(":1:");
        QTest::newRow("braces") << repeated("{\"a\":", 100000) << 1 << QByteArray(":1:");
        QTest::newRow("alias bomb") << aliasBomb() << 1 << QByteArray(":8:32: error: ");
        QTest::newRow("a million documents") << repeated("a: 1\n---\n", 1000000) << 1 << QByteArray(":1:1: error: ");
        QTest::newRow("comma") << QByteArray(",") << 1 << QByteArray(":1:1: error: ");
        QTest::newRow("NUL") << good + QByteArray("\0\0\0", 3) << 1 << QByteArray(":4:1: error: ");
        QTest::newRow("random") << QByteArray("\x89PNG\r\n\x1a\n\xff\xfe\xfd\x80\x81") << 1 << QByteArray(":1:");
        QTest::newRow("UTF-16") << utf16(good) << 1 << QByteArray(":1:1: error: ");
        QTest::newRow("template") << QByteArray("apiVersion: {{ .Values.x }}\nkind: Service\n") << 1
                                  << QByteArray(":1:");
        QTest::newRow("large document") << good + "data: \"" + repeated("x", 6 << 20) + "\"\n" << 1 << QByteArray(":");
        QTest::newRow("terminal escapes")
            << QByteArray("apiVersion: v1\nkind: Namespace\nmetadata: {name: \"\\e[31m\\x07\"}\n") << 1
            << QByteArray(":3:");
    }
    void files()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, status);
        QFETCH(QByteArray, place);
        const QString path = write(u"bad.yaml"_s, text);
        const support::Run validate = support::runProgram({u"validate"_s, path});
        QVERIFY2(validate.out.startsWith(path.toUtf8() + place), validate.out.left(500).constData());
        QVERIFY(!validate.out.contains('\033') && !validate.out.contains('\a'));
        QCOMPARE(validate.exit, status);
        QCOMPARE(validate.err, QByteArray());
        QVERIFY2(validate.ms <= support::maxMs, QByteArray::number(validate.ms).constData());
        for (const auto &format : {u"json"_s, u"junit"_s, u"tap"_s, u"sarif"_s, u"github"_s}) {
            const support::Run run = support::runProgram({u"validate"_s, u"-o"_s, format, u"-"_s}, text);
            QCOMPARE(run.exit, status);
            QVERIFY(run.out.contains("stdin"));
            QVERIFY(run.ms <= support::maxMs);
        }
        const support::Run render =
            support::runProgram({u"render"_s, path, u"--out"_s, m_folder.filePath(u"out.svg"_s)});
        QVERIFY2(render.exit == 0 || (render.exit == 2 && render.err.contains(path.toUtf8())), render.err.constData());
        QVERIFY(render.ms <= support::maxMs);
        QVERIFY2(support::peakBytesOfRuns() <= support::maxBytes,
                 QByteArray::number(support::peakBytesOfRuns()).constData());
    }

    void paths_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("message"); // after the path, on stderr; empty: nothing is said
        const QByteArray good = "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n";
        const auto row = [](const QString &path, int status, const QByteArray &message) {
            QTest::newRow(qPrintable(path)) << path << status << message;
        };
        row(u"missing.yaml"_s, 2, "No such file or directory");
        QDir(m_folder.path()).mkpath(u"loop/below"_s);
        write(u"loop/a.yaml"_s, good);
        QFile::link(m_folder.filePath(u"loop"_s), m_folder.filePath(u"loop/below/again"_s));
        row(u"loop"_s, 0, {});
        QFile::link(m_folder.filePath(u"self"_s), m_folder.filePath(u"self"_s));
        row(u"self"_s, 2, "self");
        QFile huge(m_folder.filePath(u"huge.yaml"_s));
        QVERIFY(huge.open(QIODevice::WriteOnly) && huge.resize(qint64(100) << 20));
        row(u"huge.yaml"_s, 2, "MiB");
        QCOMPARE(::mkfifo(qPrintable(m_folder.filePath(u"pipe.yaml"_s)), 0600), 0);
        row(u"pipe.yaml"_s, 2, "pipe.yaml");
        QFile::link(m_folder.filePath(u"nowhere"_s), m_folder.filePath(u"dangling.yaml"_s));
        row(u"dangling.yaml"_s, 2, "No such file or directory");
        write(u"ok.yaml"_s, good);
        row(u"ok.yaml/x.yaml"_s, 2, "Not a directory");
        QDir(m_folder.path()).mkpath(u"folder.yaml"_s); // a folder by any name
        row(u"folder.yaml"_s, 0, "0 resources\n");
        write(u"empty.yaml"_s, {});
        row(u"empty.yaml"_s, 0, "0 resources\n");
        QDir(m_folder.path()).mkpath(u"nothing"_s);
        row(u"nothing"_s, 0, "0 resources\n");
    }
    void paths()
    {
        QFETCH(QString, path);
        QFETCH(int, status);
        QFETCH(QByteArray, message);
        for (const auto &command : {u"validate"_s, u"render"_s, u"apply"_s}) {
            QStringList words{command, m_folder.filePath(path)};
            if (command == "render"_L1) words += {u"--out"_s, m_folder.filePath(u"out.json"_s)};
            if (command == "apply"_L1 && path == "loop"_L1) continue; // would look for a cluster
            const support::Run run = support::runProgram(words);
            QVERIFY2(run.exit == status, run.err.constData());
            QVERIFY2(message.isEmpty() ? run.err.isEmpty() : run.err.contains(message), run.err.constData());
            if (status == 2) QVERIFY(run.firstError().startsWith("kubewright: " + words[1].toUtf8() + ": "));
            QCOMPARE(run.out, QByteArray());
            QVERIFY(run.ms <= support::maxMs);
        }
        QVERIFY(support::peakBytesOfRuns() <= support::maxBytes);
    }

    // The one regular file that says EIO to everybody: its first page is never mapped.
    void unreadableFile()
    {
        for (const auto &command : {u"validate"_s, u"apply"_s}) {
            const support::Run run = support::runProgram({command, u"/proc/self/mem"_s});
            QCOMPARE(run.err, QByteArray("kubewright: /proc/self/mem: Input/output error\n"));
            QCOMPARE(run.exit, 2);
        }
    }

    // Without rights; root gives its own up for that.
    void withoutRights_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("file") << u"rights/closed.yaml"_s << "Permission denied"_ba;
        QTest::newRow("folder") << u"rights/closed"_s << "the folder cannot be read"_ba;
        QTest::newRow("in a folder") << u"rights"_s << "the folder cannot be read"_ba;
    }
    void withoutRights()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, message);
        giveRightsBack();
        QDir(m_folder.path()).mkpath(u"rights/closed"_s);
        write(u"rights/closed.yaml"_s, "a: 1\n");
        write(u"rights/open.yaml"_s, "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n");
        QCOMPARE(::chmod(QFile::encodeName(m_folder.path()).constData(), 0755), 0);
        QCOMPARE(::chmod(QFile::encodeName(m_folder.filePath(u"rights/closed"_s)).constData(), 0), 0);
        QCOMPARE(::chmod(QFile::encodeName(m_folder.filePath(u"rights/closed.yaml"_s)).constData(), 0), 0);
        QProcess process;
        process.setProcessEnvironment(support::bareEnvironment());
        constexpr uid_t nobody = 65534;
        if (::geteuid() == 0) process.setChildProcessModifier([] { ::setresuid(nobody, nobody, nobody); });
        const support::Run run =
            support::runProcess(process, support::programPath(), {u"validate"_s, m_folder.filePath(path)}, {}, 60000);
        giveRightsBack(); // or the folder could not be removed
        QCOMPARE(run.exit, 2);
        QVERIFY2(run.err.contains(message), run.err.constData());
        QVERIFY2(run.err.contains(m_folder.filePath(u"rights/closed"_s).toUtf8()), run.err.constData());
    }

    void nameThatIsNotUtf8()
    {
        const QString folder = m_folder.filePath(u"names"_s);
        QVERIFY(QDir().mkpath(folder));
        QFile file(write(u"names/a.yaml"_s, "x: 1\n"));
        const QByteArray odd = QFile::encodeName(folder) + "/a\xff.yaml";
        QCOMPARE(::rename(QFile::encodeName(file.fileName()).constData(), odd.constData()), 0);
        const QByteArray said = "kubewright: " + folder.toUtf8() +
                                "/a\uFFFD.yaml: the name is not UTF-8; only files with such names can be read\n";
        QCOMPARE(support::runProgram({u"validate"_s, folder}).err, said);
        const support::Run byName = support::runScript(u"exec \"$0\" validate \"$1\"/a*.yaml"_s, {folder});
        std::filesystem::remove(odd.toStdString()); // QTemporaryDir cannot
        QCOMPARE(byName.err, said);
        QCOMPARE(byName.exit, 2);
    }

    void noHome()
    {
        const QString path = write(u"home.yaml"_s, "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n");
        for (const QStringList &words : {QStringList{u"validate"_s, path},
                                         QStringList{u"render"_s, path, u"--out"_s, m_folder.filePath(u"h.svg"_s)}}) {
            const support::Run run = support::runProgram(words, {}, 60000, support::homelessEnvironment());
            QCOMPARE(run.exit, 0);
            QCOMPARE(run.err, QByteArray());
        }
        const support::Run watch =
            support::runProgram({u"watch"_s, u"--for"_s, u"0s"_s}, {}, 60000, support::homelessEnvironment());
        QCOMPARE(watch.exit, 2);
        QVERIFY2(watch.firstError().startsWith("kubewright: "), watch.err.constData());
    }

    void hugeStandardInput()
    {
        const support::Run run = support::runProgram({u"validate"_s, u"-"_s}, QByteArray(70 << 20, ' '));
        QCOMPARE(run.firstError(), QByteArray("kubewright: stdin: more than 64 MiB"));
        QCOMPARE(run.exit, 2);
        QVERIFY(run.ms <= support::maxMs);
    }

    void renderIntoWhatCannotBeWritten_data()
    {
        QTest::addColumn<QString>("out");
        QTest::newRow("no folder") << u"/no/such/folder/x.svg"_s;
        QTest::newRow("device") << u"/dev/x.svg/y.svg"_s;
        QTest::newRow("full disk") << u"full.svg"_s;
    }
    void renderIntoWhatCannotBeWritten()
    {
        QFETCH(QString, out);
        if (out == "full.svg"_L1) {
            out = m_folder.filePath(out);
            QFile::link(u"/dev/full"_s, out);
        }
        const QString in = write(u"ok.yaml"_s, "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n");
        const support::Run run = support::runProgram({u"render"_s, in, u"--out"_s, out});
        QCOMPARE(run.exit, 2);
        QVERIFY2(run.firstError().startsWith("kubewright: " + out.toUtf8()), run.err.constData());
    }
};

QTEST_GUILESS_MAIN(TestBadInput)
#include "tst_badinput.moc"
