// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/text/scintillaview.h"
#include "editor/text/yamlpane.h"
#include "look/contrast.h"
#include "look/tokens.h"
#include "tests/editor/text/twodocuments.h"

#include <QApplication>
#include <QComboBox>
#include <QInputMethodEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <QUndoStack>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace editor;
using test::deployment;
using test::file;
using test::secret;
using test::web;

class TestYamlPane : public QObject
{
    Q_OBJECT

    std::unique_ptr<model::Document> m_document;
    std::unique_ptr<model::Selection> m_selection;
    std::unique_ptr<QWidget> m_window;
    QLineEdit *m_before = nullptr, *m_behind = nullptr;
    YamlPane *m_pane = nullptr;
    ScintillaView *m_view = nullptr;

    QByteArray text() const { return m_document->text(file); }
    void setCaretBehind(const QByteArray &what) const
    {
        const qsizetype at = text().indexOf(what);
        QVERIFY(at >= 0);
        m_view->SendScintilla(QsciScintilla::SCI_GOTOPOS, static_cast<unsigned long>(at + what.size()));
    }
    bool isShown(int line) const
    {
        return m_view->SendScintilla(QsciScintilla::SCI_GETLINEVISIBLE, static_cast<unsigned long>(line)) != 0;
    }
    bool isInStep() const { return m_view->text().toUtf8() == text(); }

private Q_SLOTS:
    void init()
    {
        m_document = std::make_unique<model::Document>();
        m_selection = std::make_unique<model::Selection>();
        m_document->load(file, web);
        m_window = std::make_unique<QWidget>();
        auto *column = new QVBoxLayout(m_window.get());
        m_before = new QLineEdit;
        m_pane = new YamlPane(m_document.get(), m_selection.get());
        m_behind = new QLineEdit;
        for (QWidget *widget :
             {static_cast<QWidget *>(m_before), static_cast<QWidget *>(m_pane), static_cast<QWidget *>(m_behind)})
            column->addWidget(widget);
        m_view = m_pane->findChild<ScintillaView *>();
        m_window->resize(520, 480);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    void enterIsOneStep()
    {
        m_view->setFocus();
        setCaretBehind("spec:");
        QTest::keyClick(m_view, Qt::Key_Return);
        QVERIFY(text().contains("spec:\n  \n  replicas: 2\n"));
        QCOMPARE(m_document->history()->count(), 1);
        m_document->history()->undo();
        QCOMPARE(text(), web);
        QVERIFY(isInStep());
    }

    void enterKeepsTheLineEnds()
    {
        m_document->load(file, "a:\r\n  b: 1\r\n");
        m_view->setFocus();
        setCaretBehind("b: 1");
        QTest::keyClick(m_view, Qt::Key_Return);
        QTest::keyClicks(m_view, u"c"_s);
        QCOMPARE(text(), "a:\r\n  b: 1\r\n  c\r\n"_ba);
    }

    void typingOverASelectionIsOneStep()
    {
        m_view->setFocus();
        m_view->setSelection(5, 12, 5, 13);
        QTest::keyClicks(m_view, u"7"_s);
        QVERIFY(text().contains("replicas: 7\n"));
        QCOMPARE(m_document->history()->count(), 1);
        m_document->history()->undo();
        QCOMPARE(text(), web);
    }

    void backspaceGoesOneStepBack()
    {
        m_document->load(file, "a:\n    b:\n        c: 1\n        \n");
        m_view->setFocus();
        setCaretBehind("c: 1\n        ");
        QTest::keyClick(m_view, Qt::Key_Backspace);
        QCOMPARE(text(), "a:\n    b:\n        c: 1\n    \n"_ba);
        QCOMPARE(m_document->history()->count(), 1);
    }

    void commentsAreOneStep()
    {
        m_view->setFocus();
        m_view->setSelection(4, 0, 6, 0);
        QTest::keyClick(m_view, Qt::Key_Slash, Qt::ControlModifier);
        QVERIFY(text().contains("# spec:\n#   replicas: 2\n---\n"));
        QVERIFY(isInStep());
        m_document->history()->undo();
        QCOMPARE(text(), web);
        QVERIFY(isInStep());
    }

    void charactersOfManyBytes()
    {
        m_view->setFocus();
        setCaretBehind("name: ");
        QKeyEvent press(QEvent::KeyPress, 0, Qt::NoModifier, u"元"_s);
        QCoreApplication::sendEvent(m_view, &press);
        QTest::keyClicks(m_view, u"a"_s);
        QInputMethodEvent emoji;
        emoji.setCommitString(u"🚀é"_s);
        QCoreApplication::sendEvent(m_view, &emoji);
        QVERIFY2(text().contains("name: 元a🚀éweb\n"), text().constData());
        QTest::keyClick(m_view, Qt::Key_Backspace);
        QTest::keyClick(m_view, Qt::Key_Backspace);
        QVERIFY2(text().contains("name: 元aweb\n"), text().constData());
        QVERIFY(isInStep());
        while (m_document->history()->canUndo()) m_document->history()->undo();
        QCOMPARE(text(), web);
        QVERIFY(isInStep());
    }

    // An input method shows what it has so far before it gives what was meant.
    void composing()
    {
        m_view->setFocus();
        setCaretBehind("name: ");
        for (const QString &soFar : {u"n"_s, u"ni"_s, u"ni h"_s}) {
            QInputMethodEvent preedit(soFar, {});
            QCoreApplication::sendEvent(m_view, &preedit);
            QCOMPARE(text(), web);
        }
        QInputMethodEvent commit;
        commit.setCommitString(u"你好"_s);
        QCoreApplication::sendEvent(m_view, &commit);
        QVERIFY2(text().contains("name: 你好web\n"), text().constData());
        QVERIFY(isInStep());
        QCOMPARE(m_document->history()->count(), 1);
    }

    void anotherEditWhileComposing()
    {
        m_view->setFocus();
        setCaretBehind("name: ");
        QInputMethodEvent preedit(u"ni"_s, {});
        QCoreApplication::sendEvent(m_view, &preedit);
        const model::SetField edit{deployment, {u"spec"_s, u"replicas"_s}, qint64(5)};
        QVERIFY(m_document->edit({u"Set"_s, model::Origin::Canvas}, {edit}));
        QVERIFY(isInStep());
        QTest::keyClicks(m_view, u"x"_s);
        QVERIFY(isInStep());
    }

    void tabPassesThrough()
    {
        m_before->setFocus();
        QTest::keyClick(m_before, Qt::Key_Tab);
        QVERIFY(m_pane->findChild<QComboBox *>()->hasFocus());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        if (qobject_cast<QToolButton *>(QApplication::focusWidget()))
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY(m_view->hasFocus());
        QTest::keyClick(m_view, Qt::Key_Tab);
        QVERIFY(m_behind->hasFocus());
        QTest::keyClick(m_behind, Qt::Key_Tab, Qt::ShiftModifier);
        QVERIFY(m_view->hasFocus());
        QCOMPARE(text(), web);
        m_before->setFocus();
        m_pane->setFocus();
        QVERIFY(m_view->hasFocus());
    }

    void tabIndentsUntilEscape()
    {
        m_before->setFocus();
        m_view->setFocus(Qt::TabFocusReason);
        setCaretBehind("  replicas");
        QTest::keyClick(m_view, Qt::Key_Home);
        QTest::keyClick(m_view, Qt::Key_Tab);
        QVERIFY(m_view->hasFocus());
        QVERIFY2(text().contains("\n    replicas"), text().constData());
        QTest::keyClick(m_view, Qt::Key_Tab, Qt::ShiftModifier);
        QVERIFY(m_view->hasFocus());
        QCOMPARE(text(), web);
        QTest::keyClick(m_view, Qt::Key_Escape);
        QTest::keyClick(m_view, Qt::Key_Tab, Qt::ShiftModifier);
        QVERIFY(!m_view->hasFocus());
        QCOMPARE(text(), web);
    }

    void foldsStayWhileTyping()
    {
        m_view->setFocus();
        m_view->foldLine(4);
        QVERIFY(!isShown(5));
        QVERIFY(isShown(6)); // `---`
        setCaretBehind("name: creds");
        QTest::keyClicks(m_view, u"x"_s);
        auto *pause = m_pane->findChild<QTimer *>({}, Qt::FindDirectChildrenOnly); // folds are looked over after it
        QTRY_VERIFY(!pause->isActive());
        QVERIFY(!isShown(5));
    }

    void selectingUnfolds()
    {
        m_view->foldLine(4);
        QVERIFY(!isShown(5));
        m_selection->select(deployment, {u"spec"_s, u"replicas"_s}, model::Origin::Canvas);
        QVERIFY(isShown(5));
    }

    void theLabelFollowsTheFile()
    {
        m_document->load(u"b/web.yaml"_s, "# nothing here\n");
        auto *subject = m_pane->findChild<QLabel *>();
        auto *files = m_pane->findChild<QComboBox *>();
        QCOMPARE(files->itemText(0), u"a/web.yaml"_s);
        m_selection->select(secret, {}, model::Origin::Canvas);
        QCOMPARE(subject->text(), u"Secret / creds"_s);
        files->setCurrentIndex(1);
        Q_EMIT files->activated(1);
        QCOMPARE(m_pane->file(), u"b/web.yaml"_s);
        QCOMPARE(subject->text(), QString());
        QVERIFY(m_selection->resources().isEmpty());
        m_selection->select(secret, {}, model::Origin::Canvas); // selecting it again brings it back
        QCOMPARE(m_pane->file(), file);
        files->setCurrentIndex(1);
        Q_EMIT files->activated(1);
        files->setCurrentIndex(0);
        Q_EMIT files->activated(0);
        QCOMPARE(m_selection->single(), deployment);
    }

    void secretsAreCovered()
    {
        m_before->setFocus();
        const auto covered = [this] {
            QByteArrayList words;
            for (const model::Span &span : m_view->maskedSpans()) words << text().mid(span.begin, span.size());
            return words;
        };
        QCOMPARE(covered(), QByteArrayList{"hunter2"});
        m_view->setFocus();
        setCaretBehind("password: hu");
        QCOMPARE(covered(), QByteArrayList());
        m_before->setFocus(); // nobody types there now
        QCOMPARE(covered(), QByteArrayList{"hunter2"});
        auto *show = m_pane->findChild<QToolButton *>();
        QVERIFY(show->isVisible());
        show->setChecked(true);
        QCOMPARE(covered(), QByteArrayList());
        m_document->load(u"b.yaml"_s, "a: 1\n");
        m_pane->showFile(u"b.yaml"_s);
        QVERIFY(!show->isVisible());
        m_pane->showFile(file);
        QVERIFY(!show->isChecked());
        const QImage one = m_view->grab().toImage();
        const model::SetField edit{secret, {u"stringData"_s, u"password"_s}, u"hunter3"_s};
        QVERIFY(m_document->edit({u"Set"_s, model::Origin::Inspector}, {edit}));
        QCOMPARE(covered(), QByteArrayList{"hunter3"});
        QCOMPARE(m_view->grab().toImage(), one);
        m_view->selectAll();
        m_before->setFocus();
        const QImage selected = m_view->grab().toImage();
        m_document->history()->undo();
        m_view->selectAll();
        QCOMPARE(m_view->grab().toImage(), selected);
    }

    void theMenuUndoesInTheDocument()
    {
        m_view->setFocus();
        setCaretBehind("name: ");
        QTest::keyClicks(m_view, u"x"_s);
        Q_EMIT m_view->customContextMenuRequested({10, 10});
        auto *menu = m_pane->findChild<QMenu *>();
        QVERIFY(menu);
        QAction *undo = menu->actions().constFirst();
        QVERIFY(undo->isEnabled());
        undo->trigger();
        QCOMPARE(text(), web);
        menu->close();
    }

    void inksCanBeRead()
    {
        for (const look::Theme theme : {look::Theme::Light, look::Theme::Dark, look::Theme::Contrast}) {
            look::setCurrentTheme(theme);
            m_pane->applyTheme();
            const look::Tokens &t = look::tokens();
            for (int style = 0; style <= QsciLexerYAML::SyntaxErrorMarker; ++style)
                for (const QColor &ground : {t.surface, t.accentGround})
                    QVERIFY2(look::contrast(m_view->lexer()->color(style), ground) >= look::readableContrast,
                             qPrintable(u"%1 %2"_s.arg(int(theme)).arg(style)));
        }
        look::setCurrentTheme(look::Theme::Light);
    }
};

QTEST_MAIN(TestYamlPane)
#include "tst_yamlpane.moc"
