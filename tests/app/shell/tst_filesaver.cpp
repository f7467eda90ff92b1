// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/design/designworkspace.h"
#include "app/shell/appstate.h"
#include "app/shell/filecontroller.h"
#include "app/shell/mainwindow.h"
#include "app/shell/statusline.h"
#include "app/shell/templatedialog.h"

#include <QAction>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

using namespace Qt::StringLiterals;

namespace {

QByteArray configMap(const QByteArray &name)
{
    return "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: " + name + "\n";
}

QByteArray onDisk(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("<none>");
}

void put(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
}

} // namespace

// Saving as a user meets it: through the window's actions, with every question answered.
class TestFileSaver : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<app::AppState> m_state;
    std::unique_ptr<app::MainWindow> m_window;

    QString path(const QString &name) const { return m_folder->filePath(name); }
    void trigger(const QString &text)
    {
        for (QAction *action : m_window->files()->actions())
            if (action->text() == text) return action->trigger();
        QFAIL(qPrintable(text));
    }
    template<typename Dialog>
    QList<Dialog *> open() const
    {
        QList<Dialog *> seen;
        for (Dialog *dialog : m_window->findChildren<Dialog *>())
            if (dialog->isVisible()) seen << dialog;
        return seen;
    }
    void answer(const QString &button)
    {
        QTRY_COMPARE(open<QMessageBox>().size(), 1);
        for (QAbstractButton *one : open<QMessageBox>().front()->buttons())
            if (one->text() == button) return one->click();
        QFAIL(qPrintable(button));
    }
    void chooseFile(const QString &file)
    {
        QTRY_COMPARE(open<QFileDialog>().size(), 1); // never two at once
        QFileDialog *dialog = open<QFileDialog>().front();
        Q_EMIT dialog->fileSelected(file);
        static_cast<QDialog *>(dialog)->done(QDialog::Accepted);
    }
    void type(const QString &file)
    {
        m_state->document.perform({u"type"_s, model::Origin::Text}, {{model::TextChange{file, 0, {}, "# typed\n"}}});
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_state = std::make_unique<app::AppState>();
        m_window = std::make_unique<app::MainWindow>(m_state.get());
        m_window->show();
    }
    void cleanup()
    {
        m_window.reset();
        m_state.reset();
    }

    void newFilesAreAskedForOneByOne()
    {
        for (const QString &name : {u"a.yaml"_s, u"b.yaml"_s})
            m_state->document.perform({u"new"_s, model::Origin::Template},
                                      {{model::FileChange{name, std::nullopt, configMap(name.left(1).toUtf8())}}});
        trigger(u"Save all"_s);
        chooseFile(path(u"first.yaml"_s));
        chooseFile(path(u"second.yaml"_s));
        QTRY_VERIFY(!m_state->document.isModified());
        QCOMPARE(onDisk(path(u"first.yaml"_s)), configMap("a"));
        QCOMPARE(onDisk(path(u"second.yaml"_s)), configMap("b"));
        QTRY_VERIFY(open<QFileDialog>().isEmpty());
    }

    void closingGoesOnOnceAllIsSaved()
    {
        m_state->document.perform({u"new"_s, model::Origin::Template},
                                  {{model::FileChange{u"a.yaml"_s, std::nullopt, configMap("a")}}});
        m_window->close();
        QVERIFY(m_window->isVisible());
        answer(u"Save all"_s);
        chooseFile(path(u"kept.yaml"_s));
        QTRY_VERIFY(!m_window->isVisible());
        QCOMPARE(onDisk(path(u"kept.yaml"_s)), configMap("a"));
    }

    void givingUpADialogKeepsTheWindow()
    {
        m_state->document.perform({u"new"_s, model::Origin::Template},
                                  {{model::FileChange{u"a.yaml"_s, std::nullopt, configMap("a")}}});
        m_window->close();
        answer(u"Save all"_s);
        QTRY_COMPARE(open<QFileDialog>().size(), 1);
        open<QFileDialog>().front()->reject();
        QTRY_VERIFY(open<QFileDialog>().isEmpty());
        QVERIFY(m_window->isVisible());
        QVERIFY(m_state->document.isModified());
    }

    void saveMeansTheFileThatIsShown()
    {
        put(path(u"a.yaml"_s), configMap("a"));
        put(path(u"b.yaml"_s), configMap("b"));
        m_window->files()->open({m_folder->path()});
        QTRY_COMPARE(m_state->document.files().size(), 2);
        const QString a = m_state->document.files()[0], b = m_state->document.files()[1];
        type(a);
        type(b);
        QTRY_VERIFY(m_window->isSettled());
        m_state->selection.select({{}, u"ConfigMap"_s, {}, u"b"_s}, {}, model::Origin::Canvas);
        QCOMPARE(m_window->design()->shownFile(), b);
        QVERIFY(m_window->windowTitle().contains(u"2 changed"_s));
        trigger(u"Save"_s);
        QVERIFY(!m_state->document.isModified(b));
        QVERIFY(m_state->document.isModified(a));
        QCOMPARE(onDisk(path(u"b.yaml"_s)), "# typed\n" + configMap("b"));
        QVERIFY(m_window->windowTitle().contains(u"1 changed"_s));
        trigger(u"Save"_s); // nothing to save in the one that is shown: what is left
        QVERIFY(!m_state->document.isModified());
    }

    void whatIsSavedWhileOpeningIsShown()
    {
        put(path(u"a.yaml"_s), configMap("a"));
        const QString file = path(u"a.yaml"_s);
        m_window->files()->open({file});
        QTRY_COMPARE(m_state->document.files(), QStringList(file));
        type(file);
        m_window->files()->open({file});
        answer(u"Save all"_s);
        QTRY_COMPARE(onDisk(file), "# typed\n" + configMap("a"));
        QTRY_VERIFY(!m_state->document.history()->canUndo()); // opened afresh
        QCOMPARE(m_state->document.text(file), onDisk(file));
        QVERIFY(!m_state->document.isModified());
        type(file);
        trigger(u"Save"_s);
        QVERIFY(open<QMessageBox>().isEmpty()); // nobody else changed it
        QCOMPARE(onDisk(file), "# typed\n# typed\n" + configMap("a"));
    }

    void aFileThatIsGoneCanBeWrittenAgain()
    {
        put(path(u"a.yaml"_s), configMap("a"));
        m_window->files()->open({path(u"a.yaml"_s)});
        QTRY_COMPARE(m_state->document.files().size(), 1);
        type(m_state->document.files()[0]);
        QVERIFY(QFile::remove(path(u"a.yaml"_s)));
        trigger(u"Save"_s);
        QTRY_COMPARE(open<QMessageBox>().size(), 1);
        QCOMPARE(open<QMessageBox>().front()->windowTitle(), u"The file is gone"_s);
        answer(u"Write it again"_s);
        QTRY_COMPARE(onDisk(path(u"a.yaml"_s)), "# typed\n" + configMap("a"));
        QVERIFY(!m_state->document.isModified());
    }

    void theDisksTextIsReadNotSaved()
    {
        put(path(u"a.yaml"_s), configMap("a"));
        m_window->files()->open({path(u"a.yaml"_s)});
        QTRY_COMPARE(m_state->document.files().size(), 1);
        const QString file = m_state->document.files()[0];
        type(file);
        put(file, configMap("theirs"));
        trigger(u"Save"_s);
        answer(u"Take the disk's text"_s);
        QTRY_COMPARE(m_state->document.text(file), configMap("theirs"));
        QCOMPARE(onDisk(file), configMap("theirs"));
        QString said;
        for (const QLabel *label : m_window->findChild<app::StatusLine *>()->findChildren<QLabel *>())
            said += label->toolTip() + u'\n';
        QVERIFY2(said.contains(u"Read %1 again"_s.arg(file)) && !said.contains(u"Saved"_s), qPrintable(said));
    }

    void titles_data()
    {
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<QString>("title");
        QTest::newRow("one") << QStringList{u"/w/kex/a.yaml"_s} << u"a.yaml"_s;
        QTest::newRow("a folder") << QStringList{u"/w/kex/a.yaml"_s, u"/w/kex/b.yaml"_s} << u"kex — 2 files"_s;
        QTest::newRow("a folder of folders")
            << QStringList{u"/w/kex/a/d.yaml"_s, u"/w/kex/a/e.yaml"_s, u"/w/kex/ab/d.yaml"_s} << u"kex — 3 files"_s;
        QTest::newRow("and a new one") << QStringList{u"/w/kex/a.yaml"_s, u"/w/kex/b.yaml"_s, u"app.yaml"_s}
                                       << u"kex — 3 files"_s;
        QTest::newRow("a new one first") << QStringList{u"app.yaml"_s, u"/w/kex/b.yaml"_s} << u"kex — 2 files"_s;
        QTest::newRow("new ones") << QStringList{u"app.yaml"_s, u"b.yaml"_s, u"c.yaml"_s} << u"app.yaml and 2 more"_s;
        QTest::newRow("nothing shared") << QStringList{u"/w/a.yaml"_s, u"/x/b.yaml"_s} << u"a.yaml and 1 more"_s;
    }
    void titles()
    {
        QFETCH(QStringList, files);
        std::vector<model::FileText> texts;
        for (const QString &file : std::as_const(files)) texts.push_back({file, "# empty\n"});
        m_state->document.load(texts);
        QTEST(m_window->windowTitle().section(u" — Kubewright"_s, 0, 0), "title");
    }

    void aTemplateTakesThePlaceOfTheSampleOnly()
    {
        const auto create = [this](const QString &name) {
            m_window->files()->newFromTemplate();
            auto *dialog = m_window->findChild<app::TemplateDialog *>();
            dialog->findChild<QLineEdit *>()->setText(name);
            QPushButton *button = nullptr;
            for (QPushButton *one : dialog->findChildren<QPushButton *>())
                if (one->text() == u"Create"_s) button = one;
            const bool allowed = button->isEnabled();
            if (allowed)
                button->click();
            else
                dialog->reject();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            return allowed;
        };
        m_window->files()->openSample();
        QVERIFY(m_state->document.resources()->resources().size() > 30);
        QVERIFY(create(u"mine"_s));
        QVERIFY(m_state->document.resources()->resources().size() < 10);
        const size_t before = m_state->document.resources()->resources().size();
        QVERIFY(!create(u"mine"_s)); // its resources are there already: the dialog says so
        QVERIFY(create(u"other"_s));
        QVERIFY(m_state->document.resources()->resources().size() > before);
    }
};

QTEST_MAIN(TestFileSaver)
#include "tst_filesaver.moc"
