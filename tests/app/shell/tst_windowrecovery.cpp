// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/appstate.h"
#include "app/shell/filecontroller.h"
#include "app/shell/mainwindow.h"
#include "app/shell/recovery.h"

#include <QAbstractButton>
#include <QMessageBox>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;

namespace {

const QByteArray original = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: kept\n";

// A window as a person has it, with its unsaved work in the folder.
struct Program
{
    explicit Program(const QString &journals)
    {
        state.journalFolder = journals;
        state.autosave = std::make_unique<model::Autosave>(state.document, state.files, state.clock, journals);
        window.show();
    }
    bool open(const QString &file)
    {
        window.files()->open({file});
        return QTest::qWaitFor([this] { return !state.document.files().isEmpty() && window.isSettled(); }, 20000);
    }
    app::AppState state;
    app::MainWindow window{&state};
};

QWidget *textOf(const app::MainWindow &window)
{
    for (QWidget *widget : window.findChildren<QWidget *>())
        if (widget->accessibleName() == u"YAML text"_s) return widget;
    return nullptr;
}

} // namespace

class TestWindowRecovery : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString journals() const { return m_folder.filePath(u"unsaved"_s); }

    QString file(const QString &name) const
    {
        QFile made(m_folder.filePath(name));
        const bool written = made.open(QIODevice::WriteOnly) && made.write(original) == original.size();
        return written ? made.fileName() : QString();
    }
    // Another process opens the file, types, keeps it, and is killed with no warning.
    bool crashWith(const QString &name)
    {
        const qsizetype before = kept();
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {u"--type"_s, journals(), file(name)});
        const bool saved = QTest::qWaitFor([&] { return kept() > before; }, 30000);
        ::kill(pid_t(child.processId()), SIGKILL);
        return child.waitForFinished() && saved && child.exitStatus() == QProcess::CrashExit;
    }
    qsizetype kept() const { return QDir(journals()).entryList({u"*.journal"_s}).size(); }
    static QMessageBox *question(const app::MainWindow &window)
    {
        for (QMessageBox *box : window.findChildren<QMessageBox *>())
            if (box->isVisible()) return box;
        return nullptr;
    }
    static void answer(const app::MainWindow &window, const QString &text)
    {
        QTRY_VERIFY(question(window));
        for (QAbstractButton *button : question(window)->buttons())
            if (button->text() == text) return button->click();
        QFAIL(qPrintable(text));
    }

private Q_SLOTS:
    void bringsBackWhatAKilledWindowHad()
    {
        QVERIFY(crashWith(u"a.yaml"_s));
        Program program(journals());
        QVERIFY(program.window.files()->recovery()->offer());
        QTRY_VERIFY(question(program.window));
        QVERIFY(question(program.window)->text().contains(u"a.yaml"_s));
        answer(program.window, u"Bring it back"_s);
        const QString path = m_folder.filePath(u"a.yaml"_s);
        QTRY_COMPARE(program.state.document.files(), QStringList(path));
        QCOMPARE(program.state.document.text(path), "# typed\n" + original);
        QVERIFY(program.state.document.isModified(path));
        QFile disk(path);
        QVERIFY(disk.open(QIODevice::ReadOnly));
        QCOMPARE(disk.readAll(), original);
        QTRY_VERIFY(program.window.isSettled());
        QCOMPARE(program.state.pipeline.graph().nodes.size(), size_t(1));
        QTRY_VERIFY(!question(program.window)); // nothing else is left to ask
    }

    void offersOneAfterTheOther()
    {
        QVERIFY(crashWith(u"b.yaml"_s));
        QVERIFY(crashWith(u"c.yaml"_s));
        const qsizetype before = kept();
        Program program(journals());
        QVERIFY(program.window.files()->recovery()->offer());
        QTRY_VERIFY(question(program.window));
        QVERIFY(question(program.window)->text().contains(u"c.yaml"_s)); // the newest
        answer(program.window, u"Later"_s);
        QTRY_VERIFY(question(program.window) && question(program.window)->text().contains(u"b.yaml"_s));
        answer(program.window, u"Throw it away"_s);
        QTRY_COMPARE(kept(), before - 1);
        QVERIFY(program.window.files()->recovery()->offer()); // what was put off is still there
        QTRY_VERIFY(question(program.window) && question(program.window)->text().contains(u"c.yaml"_s));
        answer(program.window, u"Throw it away"_s);
        QTRY_COMPARE(kept(), before - 2);
    }
};

static int typeUntilKilled()
{
    Program program(QCoreApplication::arguments().at(2));
    if (!program.open(QCoreApplication::arguments().at(3))) return 1;
    program.window.activateWindow();
    QWidget *text = textOf(program.window);
    text->setFocus();
    QTest::keyClicks(text, u"# typed"_s);
    QTest::keyClick(text, Qt::Key_Return);
    return QApplication::exec();
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (argc == 4 && qstrcmp(argv[1], "--type") == 0) return typeUntilKilled();
    TestWindowRecovery test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_windowrecovery.moc"
