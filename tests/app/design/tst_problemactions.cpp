// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/design/designworkspace.h"
#include "app/design/problemactions.h"
#include "app/shell/appstate.h"
#include "app/shell/mainwindow.h"
#include "app/shell/noticebar.h"
#include "editor/problems/problemslist.h"
#include "editor/problems/problemsmodel.h"

#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QTest>
#include <QTextBrowser>
#include <QTreeView>
#include <QUndoStack>

using namespace Qt::StringLiterals;

namespace {

const QByteArray shop = R"(apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1 # for now
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
      - name: web
        image: shop/web:1.4.2
)";
const QString file = u"shop.yaml"_s;
const model::ResourceKey deployment{u"apps"_s, u"Deployment"_s, {}, u"web"_s};

} // namespace

// What the list of problems offers, through the window that users have.
class TestProblemActions : public QObject
{
    Q_OBJECT

    std::unique_ptr<app::AppState> m_state;
    std::unique_ptr<app::MainWindow> m_window;

    QByteArray text() const { return m_state->document.text(file); }
    void settle() { QTRY_VERIFY(m_window->isSettled()); }
    void type(qsizetype offset, const QByteArray &before, const QByteArray &after)
    {
        m_state->document.perform({u"type"_s, model::Origin::Text}, {{model::TextChange{file, offset, before, after}}});
    }

private Q_SLOTS:
    void init()
    {
        m_state = std::make_unique<app::AppState>();
        m_state->theme.choose(app::ThemeKeeper::Choice::Light);
        m_window = std::make_unique<app::MainWindow>(m_state.get());
        m_window->resize(1400, 900);
        m_window->show();
        m_state->document.load(file, shop);
        settle();
    }
    void cleanup()
    {
        m_window.reset();
        m_state.reset();
    }

    // Chosen from the list, a fix changes its own bytes in one step.
    void aQuickFixIsOneStep()
    {
        type(text().indexOf("replicas"), "replicas", "replicaz");
        settle();
        const QByteArray broken = text();
        auto *list = m_window->findChild<editor::ProblemsList *>();
        const auto *view = list->findChild<QTreeView *>();
        int row = -1;
        for (int i = 0; i < view->model()->rowCount(); ++i)
            if (view->model()->index(i, 0).data().toString().contains(u"replicaz"_s)) row = i;
        QVERIFY(row >= 0);
        QCOMPARE(view->model()->index(row, editor::ProblemsModel::QuickFixes).data().toString(), u"Fix…"_s);
        const model::Problem *problem = nullptr;
        for (const model::Problem &one : m_state->pipeline.problems())
            if (one.message.contains(u"replicaz"_s)) problem = &one;
        const auto fixes = m_window->design()->problemActions()->fixesOf(*problem);
        QVERIFY(!fixes.empty());
        const int steps = m_state->document.history()->count();
        Q_EMIT list->fixChosen(fixes.front());
        QCOMPARE(text(), shop);
        QCOMPARE(m_state->document.history()->count(), steps + 1);
        QCOMPARE(m_state->document.history()->undoText(), fixes.front().text);
        m_state->document.history()->undo();
        QCOMPARE(text(), broken);
        // What was offered for another text is not done.
        type(0, {}, "# above\n");
        Q_EMIT list->fixChosen(fixes.front());
        QCOMPARE(text(), "# above\n" + broken);
    }

    void rulesAreExplained()
    {
        Q_EMIT m_window->findChild<editor::ProblemsList *>()->ruleAsked(u"reference-missing"_s);
        auto *dialog = m_window->findChild<QDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        const QString told = dialog->findChild<QTextBrowser *>()->toPlainText();
        for (const char *part : {"What to do", "--ignore reference-missing", "# kubewright:ignore reference-missing"})
            QVERIFY2(told.contains(QLatin1String(part)), qPrintable(told));
        dialog->close();
    }

    // What a server said is told with its time, and is never shown of a text that it has not seen.
    void aServersWordGoesWithTheText()
    {
        model::Problem said;
        said.layer = model::Layer::Server;
        said.rule = u"server-invalid"_s;
        said.file = file;
        said.message = u"the server says no"_s;
        const QDateTime asked(QDate(2026, 5, 4), QTime(14, 3));
        m_state->pipeline.setServerAnswer({{said}, asked, u"prod"_s});
        const auto shown = [this] {
            QStringList labels;
            for (const QLabel *label : m_window->findChild<editor::ProblemsList *>()->findChildren<QLabel *>())
                if (label->text().contains(u"prod"_s)) labels << label->text();
            const auto *view = m_window->findChild<editor::ProblemsList *>()->findChild<QTreeView *>();
            for (int i = 0; i < view->model()->rowCount(); ++i)
                if (view->model()->index(i, 0).data().toString() == u"the server says no"_s)
                    labels << view->model()->index(i, editor::ProblemsModel::Layer).data().toString();
            return labels.join(u" | "_s);
        };
        QCOMPARE(shown(), u"prod had one objection at 14:03 | server 14:03"_s);
        m_state->document.perform({u"move"_s, model::Origin::Canvas},
                                  {{model::MoveChange{deployment, std::nullopt, QPointF(400, 400)}}});
        settle();
        QCOMPARE(shown(), u"prod had one objection at 14:03 | server 14:03"_s); // the text is the same
        type(text().size(), {}, "# more\n");
        QTRY_COMPARE(shown(), u"The text has changed since prod was asked at 14:03."_s);
        m_state->pipeline.forgetServerAnswer();
        QCOMPARE(shown(), QString());
    }

    // An edit of what aliases share gives the others copies: told, with a way back.
    void copiesOfSharedTextAreTold()
    {
        m_state->document.clear();
        const QByteArray shared = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  labels: &l\n    x: one\n"
                                  "  annotations: *l\ndata: {}\n";
        m_state->document.load(file, shared);
        settle();
        const model::ResourceKey map{{}, u"ConfigMap"_s, {}, u"a"_s};
        QVERIFY(m_state->document.edit({u"edit"_s, model::Origin::Inspector},
                                       {model::SetField{map, model::FieldPath::parse(u"metadata.labels.x"), u"two"}}));
        const auto *notice = m_window->findChild<app::NoticeBar *>();
        QVERIFY(notice->isVisible());
        QPushButton *undo = notice->findChild<QPushButton *>();
        QVERIFY(undo->isVisible());
        QVERIFY2(notice->findChildren<QLabel *>().last()->text().contains(u"copy of its own"_s),
                 qPrintable(notice->findChildren<QLabel *>().last()->text()));
        QVERIFY(text() != shared);
        undo->click();
        QCOMPARE(text(), shared);
        QVERIFY(!notice->isVisible());
    }
};

QTEST_MAIN(TestProblemActions)
#include "tst_problemactions.moc"
