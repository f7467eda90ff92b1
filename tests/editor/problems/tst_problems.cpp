// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/problems/problemslist.h"
#include "editor/problems/problemsmodel.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QTextDocument>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

model::Problem problem(model::Severity severity, const QString &message, int line)
{
    model::Problem one;
    one.severity = severity;
    one.message = message;
    one.file = u"dir/shop.yaml"_s;
    one.line = line;
    one.rule = u"rule"_s;
    return one;
}

} // namespace

class TestProblems : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void worstFirst()
    {
        editor::ProblemsModel rows;
        QAbstractItemModelTester tester(&rows);
        rows.setProblems(
            {problem(model::Severity::Warning, u"w"_s, 1), problem(model::Severity::Error, u"<b>e</b>"_s, 7)});
        QCOMPARE(rows.rowCount(), 2);
        QCOMPARE(rows.index(0, 0).data().toString(), u"<b>e</b>"_s);
        QCOMPARE(rows.index(0, editor::ProblemsModel::Place).data().toString(), u"shop.yaml:7"_s);
        QVERIFY(!rows.index(0, 0).data(Qt::ToolTipRole).toString().contains(u"<b>"_s));  // a tooltip would draw it
        QVERIFY(Qt::mightBeRichText(rows.index(0, 0).data(Qt::ToolTipRole).toString())); // or escapes would be seen
        QCOMPARE(rows.index(1, 0).data(Qt::AccessibleTextRole).toString(), u"Warning: w"_s);
    }

    void walksAndWraps()
    {
        editor::ProblemsList list;
        list.setProblems({problem(model::Severity::Error, u"a"_s, 1), problem(model::Severity::Error, u"b"_s, 2)});
        QStringList went;
        connect(&list, &editor::ProblemsList::activated, this, [&](const model::Problem &to) { went << to.message; });
        list.next(1);
        list.next(1);
        list.next(1);
        list.next(-1);
        QCOMPARE(went, QStringList({u"a"_s, u"b"_s, u"a"_s, u"b"_s}));
    }

    // A message that does not fit goes on in a second line, and what to do stands behind it or below.
    void rowsAreAsHighAsTheirTexts()
    {
        model::Problem brief = problem(model::Severity::Error, u"short"_s, 1);
        brief.fix = u"mend it"_s;
        model::Problem lengthy = problem(model::Severity::Error, u"much longer than a row is wide "_s.repeated(4), 2);
        lengthy.fix = u"mend it"_s;
        editor::ProblemsList list;
        list.resize(420, 200);
        list.setProblems({brief, lengthy});
        list.show();
        const auto *view = list.findChild<QTreeView *>();
        const auto height = [view](int row) { return view->visualRect(view->model()->index(row, 0)).height(); };
        QTRY_COMPARE(height(1) - height(0), 36);
        list.resize(3000, 200);
        QTRY_COMPARE(height(1), height(0));
    }

    void severitiesAndLayersAreLeftOut()
    {
        model::Problem schema = problem(model::Severity::Error, u"a"_s, 1);
        schema.layer = model::Layer::Schema;
        model::Problem advice = problem(model::Severity::Info, u"b"_s, 2);
        advice.layer = model::Layer::Practice;
        model::Problem server = problem(model::Severity::Error, u"c"_s, 3);
        server.layer = model::Layer::Server;
        editor::ProblemsModel rows;
        QAbstractItemModelTester tester(&rows);
        rows.setProblems({advice, schema, server});
        rows.setServerTime(u"14:03"_s);
        const auto shown = [&rows] {
            QStringList all;
            for (int row = 0; row < rows.rowCount(); ++row)
                all << rows.index(row, 0).data().toString() + u' ' +
                           rows.index(row, editor::ProblemsModel::Layer).data().toString();
            return all.join(u", "_s);
        };
        QCOMPARE(shown(), u"a schema, c server 14:03, b practice"_s);
        rows.setFilter({.advice = false});
        QCOMPARE(shown(), u"a schema, c server 14:03"_s);
        rows.setFilter({.layer = model::Layer::Practice});
        QCOMPARE(shown(), u"b practice"_s);
        QCOMPARE(rows.hiddenCount(), 2);
        QCOMPARE(rows.count(model::Severity::Error), 2); // counted all the same
        QCOMPARE(rows.problem(0).message, u"b"_s);
    }

    void toggles()
    {
        editor::ProblemsList list;
        list.resize(900, 200);
        list.show();
        list.setProblems({problem(model::Severity::Error, u"a"_s, 1), problem(model::Severity::Info, u"b"_s, 2)});
        const auto *view = list.findChild<QTreeView *>();
        QStringList texts;
        QToolButton *errors = nullptr;
        for (QToolButton *toggle : list.findChildren<QToolButton *>()) {
            if (!toggle->isVisible()) continue;
            texts << toggle->text();
            if (toggle->text() == u"1 error"_s) errors = toggle;
        }
        QCOMPARE(texts, QStringList({u"1 error"_s, u"1 hint"_s}));
        QTest::mouseClick(errors, Qt::LeftButton);
        QCOMPARE(view->model()->rowCount(), 1);
        QVERIFY(errors->isVisible()); // or nobody could bring them back
        list.setProblems({problem(model::Severity::Info, u"b"_s, 2)});
        QVERIFY(errors->isVisible());
    }

    // What is known of a problem stays known while the text above it moves.
    void fixableProblemsSayIt()
    {
        editor::ProblemsModel rows;
        QAbstractItemModelTester tester(&rows);
        rows.setProblems({problem(model::Severity::Info, u"i"_s, 1), problem(model::Severity::Error, u"e"_s, 2)});
        rows.setFixable({true, false});
        const auto fixes = [&rows](int row) {
            return rows.index(row, editor::ProblemsModel::QuickFixes).data().toString();
        };
        QCOMPARE(fixes(0), QString());
        QCOMPARE(fixes(1), u"Fix…"_s);
        rows.setProblems({problem(model::Severity::Error, u"e"_s, 5), problem(model::Severity::Info, u"i"_s, 4)});
        QCOMPARE(fixes(0), QString());
        QCOMPARE(fixes(1), u"Fix…"_s);
        rows.setFixable({});
        QCOMPARE(fixes(1), QString());
        QVERIFY(!rows.index(1, 0).data(Qt::AccessibleTextRole).toString().contains(u"quick fix"_s));
    }

    void menuByKeyboardAndMouse()
    {
        editor::ProblemsList list;
        list.resize(900, 200);
        list.show();
        list.setProblems({problem(model::Severity::Error, u"a"_s, 1), problem(model::Severity::Error, u"b"_s, 2)});
        list.setFixable({false, true});
        list.setFixSource([](const model::Problem &of) {
            std::vector<model::QuickFix> fixes;
            if (of.message == u"b"_s) fixes.push_back({u"Mend b & c"_s, {model::RemoveField{}}});
            return fixes;
        });
        QStringList done;
        connect(&list, &editor::ProblemsList::fixChosen, this, [&](const model::QuickFix &fix) { done << fix.text; });
        connect(&list, &editor::ProblemsList::ruleAsked, this, [&](const QString &rule) { done << rule; });
        auto *view = list.findChild<QTreeView *>();
        const auto openMenu = [&list]() -> QMenu * {
            for (QMenu *menu : list.findChildren<QMenu *>())
                if (menu->isVisible()) return menu;
            return nullptr;
        };
        const auto texts = [](const QMenu *menu) {
            QStringList all;
            for (const QAction *action : menu->actions()) all << action->text();
            return all;
        };
        list.openMenu(); // nothing is selected: the first
        QVERIFY(openMenu());
        QCOMPARE(texts(openMenu()).front(), u"No quick fix: mend it by hand"_s);
        QVERIFY(!openMenu()->actions().front()->isEnabled());
        QTest::keyClick(openMenu(), Qt::Key_Escape);
        QTRY_VERIFY(!openMenu());
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {},
                          view->visualRect(view->model()->index(1, editor::ProblemsModel::QuickFixes)).center());
        QVERIFY(openMenu());
        QCOMPARE(texts(openMenu()), QStringList({u"Mend b && c"_s, QString(), u"Go to its place"_s,
                                                 u"About the rule rule…"_s, u"Copy the message"_s}));
        QTest::keyClick(openMenu(), Qt::Key_Return);
        QTRY_VERIFY(!openMenu());
        view->setCurrentIndex(view->model()->index(1, 0));
        list.openMenu();
        openMenu()->actions()[3]->trigger();
        QCOMPARE(done, QStringList({u"Mend b & c"_s, u"rule"_s}));
    }

    // The keyboard comes to the head from left to right, then to a row that shows it.
    void theKeyboardsWay()
    {
        QWidget window;
        auto *column = new QVBoxLayout(&window);
        auto *before = new QLineEdit, *behind = new QLineEdit;
        auto *list = new editor::ProblemsList;
        for (QWidget *widget :
             {static_cast<QWidget *>(before), static_cast<QWidget *>(list), static_cast<QWidget *>(behind)})
            column->addWidget(widget);
        list->setProblems({problem(model::Severity::Error, u"a"_s, 1), problem(model::Severity::Warning, u"b"_s, 2),
                           problem(model::Severity::Info, u"c"_s, 3)});
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        before->setFocus();
        QStringList way;
        const auto *view = list->findChild<QTreeView *>();
        for (int i = 0; i < 10 && QApplication::focusWidget() != behind; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            const auto *button = qobject_cast<QAbstractButton *>(QApplication::focusWidget());
            way << (button ? button->text() : QApplication::focusWidget()->accessibleName());
            if (view->hasFocus()) QCOMPARE(view->currentIndex().row(), 0);
        }
        QCOMPARE(way, QStringList({u"1 error"_s, u"1 warning"_s, u"1 hint"_s, u"Layer of the problems"_s,
                                   u"Check with the server"_s, u"Problems"_s, QString()}));
        // Rows that change under it leave it a place.
        list->setFocus(Qt::ShortcutFocusReason);
        QVERIFY(view->hasFocus());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_End);
        list->setProblems({problem(model::Severity::Error, u"a"_s, 1), problem(model::Severity::Warning, u"b"_s, 2)});
        QCOMPARE(view->currentIndex().row(), 1);
        list->setProblems({});
        before->setFocus();
        for (int i = 0; i < 10 && QApplication::focusWidget() != behind; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            QVERIFY(!view->hasFocus()); // there is nothing to show it at
        }
    }

    void aLongFileNameLeavesTheMessagesRoom()
    {
        model::Problem one = problem(model::Severity::Error, u"a message that wants to be read as a whole"_s, 1);
        one.file = u"dir/"_s + u"long-"_s.repeated(40) + u".yaml"_s;
        editor::ProblemsList list;
        list.resize(900, 200);
        list.setProblems({one});
        list.show();
        const auto *view = list.findChild<QTreeView *>();
        QTRY_VERIFY(view->columnWidth(editor::ProblemsModel::Message) > 450);
        QVERIFY(view->columnWidth(editor::ProblemsModel::Place) > 150);
        list.resize(1600, 200);
        QTRY_VERIFY(view->columnWidth(editor::ProblemsModel::Place) > 350);
        QVERIFY(view->columnWidth(editor::ProblemsModel::Message) > 800);
    }

    void samePlaceNamesAreToldApart()
    {
        editor::ProblemsModel rows;
        model::Problem one = problem(model::Severity::Error, u"a"_s, 1),
                       other = problem(model::Severity::Error, u"b"_s, 2);
        one.file = u"/w/base/web.yaml"_s;
        other.file = u"/w/prod/web.yaml"_s;
        rows.setProblems({one, other});
        QCOMPARE(rows.index(0, editor::ProblemsModel::Place).data().toString(), u"base/web.yaml:1"_s);
        QCOMPARE(rows.index(1, editor::ProblemsModel::Place).data().toString(), u"prod/web.yaml:2"_s);
    }

    void summary()
    {
        QCOMPARE(editor::ProblemsList::summary({}), u"No problems"_s);
        QCOMPARE(editor::ProblemsList::summary(
                     {problem(model::Severity::Error, u"a"_s, 1), problem(model::Severity::Info, u"b"_s, 2)}),
                 u"1 error, 1 hint"_s);
    }
};

QTEST_MAIN(TestProblems)
#include "tst_problems.moc"
