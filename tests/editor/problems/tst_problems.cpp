// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/problems/problemslist.h"
#include "editor/problems/problemsmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <QTextDocument>
#include <QTreeView>

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
