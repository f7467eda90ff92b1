// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/text/scintillaview.h"
#include "editor/text/yamlpane.h"
#include "tests/editor/text/twodocuments.h"

#include <QLabel>
#include <QTest>
#include <QUndoStack>

using namespace Qt::StringLiterals;
using namespace editor;
using test::deployment;
using test::file;
using test::secret;
using test::web;

// Which place of which file is shown, and how it is called.
class TestYamlPlace : public QObject
{
    Q_OBJECT

    std::unique_ptr<model::Document> m_document;
    std::unique_ptr<model::Selection> m_selection;
    std::unique_ptr<YamlPane> m_pane;
    ScintillaView *m_view = nullptr;

    QByteArray text() const { return m_document->text(file); }
    bool isInStep() const { return m_view->text().toUtf8() == text(); }

private Q_SLOTS:
    void init()
    {
        m_pane.reset();
        m_document = std::make_unique<model::Document>();
        m_selection = std::make_unique<model::Selection>();
        m_document->load(file, web);
        m_pane = std::make_unique<YamlPane>(m_document.get(), m_selection.get());
        m_view = m_pane->findChild<ScintillaView *>();
        m_pane->resize(520, 480);
        m_pane->show();
        QVERIFY(QTest::qWaitForWindowActive(m_pane.get()));
    }
    void cleanup() { m_pane.reset(); }

    void theLabelIsOfTheSelection()
    {
        auto *subject = m_pane->findChild<QLabel *>();
        m_selection->select(deployment, {}, model::Origin::Canvas);
        const model::RemoveResource remove{secret};
        QVERIFY(m_document->edit({u"Remove"_s, model::Origin::Canvas}, {remove}));
        m_document->history()->undo(); // the caret stands behind what came back
        QCOMPARE(m_view->caret(), text().size());
        QCOMPARE(subject->text(), u"Deployment / web"_s);
        m_selection->clear(model::Origin::Canvas);
        QCOMPARE(subject->text(), u"Secret / creds"_s);
    }

    // What history does is seen: in its file, at its place, behind what it put in.
    void historyIsShown()
    {
        QByteArray lengthy = "a: 1\n";
        for (int i = 0; i < 300; ++i) lengthy += "k" + QByteArray::number(i) + ": 1\n";
        m_document->load(u"b.yaml"_s, lengthy);
        const auto change = [this](const model::Change &one) {
            m_document->perform({u"step"_s, model::Origin::Canvas}, {{one}});
        };
        const qsizetype at = lengthy.indexOf("k200");
        change(model::TextChange{u"b.yaml"_s, at, {}, "new: 1\nother: 2\n"});
        QCOMPARE(m_pane->file(), file); // the canvas shows what it did
        m_document->history()->undo();
        QCOMPARE(m_pane->file(), u"b.yaml"_s);
        QCOMPARE(m_view->caret(), at);
        const auto isSeen = [this](const QByteArray &what) {
            const auto place = static_cast<unsigned long>(m_document->text(u"b.yaml"_s).indexOf(what));
            const long line = m_view->SendScintilla(QsciScintilla::SCI_LINEFROMPOSITION, place);
            const long first = m_view->SendScintilla(QsciScintilla::SCI_GETFIRSTVISIBLELINE);
            return line >= first && line < first + m_view->SendScintilla(QsciScintilla::SCI_LINESONSCREEN);
        };
        QVERIFY(isSeen("k200"));
        m_pane->showFile(file);
        m_document->history()->redo();
        QCOMPARE(m_pane->file(), u"b.yaml"_s);
        QCOMPARE(m_view->caret(), at + 16);
        QVERIFY(isSeen("new:") && isSeen("k200"));
        QVERIFY(m_selection->resources().isEmpty());
        // Of several places the topmost; what is seen does not move.
        m_document->perform({u"two"_s, model::Origin::Canvas},
                            {{model::TextChange{u"b.yaml"_s, at, "new", "newer"},
                              model::TextChange{u"b.yaml"_s, lengthy.indexOf("k198"), {}, "top: 1\n"}}});
        m_document->history()->undo();
        const long first = m_view->SendScintilla(QsciScintilla::SCI_GETFIRSTVISIBLELINE);
        m_document->history()->redo();
        QCOMPARE(m_view->caret(), lengthy.indexOf("k198") + 7);
        QCOMPARE(m_view->SendScintilla(QsciScintilla::SCI_GETFIRSTVISIBLELINE), first);
        // A step that touches the shown file, too, stays in it; one that moves cards shows no text.
        m_pane->showFile(file);
        m_document->perform({u"both"_s, model::Origin::Canvas}, {{model::TextChange{u"b.yaml"_s, 0, {}, "# b\n"},
                                                                  model::TextChange{file, 0, {}, "# a\n"}}});
        m_document->history()->undo();
        QCOMPARE(m_pane->file(), file);
        change(model::MoveChange{deployment, std::nullopt, QPointF(4, 4)});
        m_view->SendScintilla(QsciScintilla::SCI_GOTOPOS, 9UL);
        m_document->history()->undo();
        QCOMPARE(m_view->caret(), 9);
    }

    void historyOfWholeFilesIsShown()
    {
        const QByteArray read = QByteArray(web).replace("replicas: 2", "replicas: 42");
        m_document->perform({u"Read again"_s, model::Origin::File}, {{model::FileChange{file, web, read}}});
        m_document->perform({u"New"_s, model::Origin::Template}, {{model::FileChange{u"c.yaml"_s, std::nullopt, web}}});
        m_pane->showFile(file);
        m_document->history()->undo(); // of a file that is gone there is nothing to show
        QCOMPARE(m_pane->file(), file);
        m_document->history()->undo();
        QVERIFY(isInStep());
        QCOMPARE(m_view->caret(), text().indexOf("2\n---"));
        m_document->history()->redo();
        QCOMPARE(m_view->caret(), text().indexOf("2\n---"));
        m_document->history()->redo();
        QCOMPARE(m_pane->file(), u"c.yaml"_s);
    }

    void aRightClickIsAboutItsPlace()
    {
        m_view->setFocus();
        const auto click = [this](int line, int column) {
            const auto at = static_cast<unsigned long>(m_view->positionFromLineIndex(line, column));
            const QPoint place(int(m_view->SendScintilla(QsciScintilla::SCI_POINTXFROMPOSITION, 0UL, long(at))) + 1,
                               int(m_view->SendScintilla(QsciScintilla::SCI_POINTYFROMPOSITION, 0UL, long(at))) + 4);
            QTest::mousePress(m_view->viewport(), Qt::RightButton, {}, place);
            QTest::mouseRelease(m_view->viewport(), Qt::RightButton, {}, place);
            return qsizetype(at);
        };
        const qsizetype at = click(3, 4);
        QCOMPARE(m_view->caret(), at);
        const QPoint menu = m_pane->mapFromGlobal(m_pane->belowCaret());
        QVERIFY(m_view->geometry().contains(menu));
        QCOMPARE(m_view->SendScintilla(QsciScintilla::SCI_POSITIONFROMPOINT,
                                       static_cast<unsigned long>(m_view->mapFrom(m_pane.get(), menu).x()),
                                       long(m_view->mapFrom(m_pane.get(), menu).y() - 4)),
                 long(at));
        m_view->setSelection(3, 2, 5, 4);
        click(4, 2);
        QVERIFY(m_view->hasSelectedText());
        click(1, 2);
        QVERIFY(!m_view->hasSelectedText());
    }
};

QTEST_MAIN(TestYamlPlace)
#include "tst_yamlplace.moc"
