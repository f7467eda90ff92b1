// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/design/problemactions.h"

#include "app/shell/filecontroller.h"
#include "app/shell/noticebar.h"
#include "editor/problems/problemslist.h"
#include "editor/problems/problemsmodel.h"
#include "editor/text/yamlpane.h"
#include "tests/app/design/openwindow.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTemporaryDir>
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
class TestProblemActions : public QObject, support::OpenWindow
{
    Q_OBJECT

private Q_SLOTS:
    void init() { open(file, shop); }
    void cleanup() { close(); }

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

    // A fix is what the file's settings ask for, as they were when the problems were found; also with other schemas.
    void fixesFollowTheSettings()
    {
        QTemporaryDir folder;
        QFile settings(folder.filePath(u".kubewright.yaml"_s));
        QVERIFY(settings.open(QIODevice::WriteOnly));
        settings.write("rules:\n  parameters:\n    scale-replicas: {minimum: 4}\n");
        settings.close();
        m_state->document.clear();
        m_state->document.load(folder.filePath(file), shop +
                                                          "---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\n"
                                                          "spec: {selector: {app: web}, ports: [{port: 80}]}\n");
        settle();
        const auto offered = [this] {
            QStringList texts;
            for (const model::Problem &one : m_state->pipeline.problems())
                if (one.rule == u"scale-replicas"_s)
                    for (const model::QuickFix &fix : m_window->design()->problemActions()->fixesOf(one))
                        texts += fix.text;
            return texts.join(u", "_s);
        };
        QCOMPARE(offered(), u"Set replicas to 4"_s);
        m_state->pipeline.setKinds({});
        settle();
        QCOMPARE(offered(), u"Set replicas to 4"_s);
        QVERIFY(settings.remove()); // nobody looks for it on the window's thread
        QCOMPARE(offered(), u"Set replicas to 4"_s);
    }

    // Beyond those that are looked at ahead, the menu finds out.
    void everyMenuHasItsFixes()
    {
        QByteArray many = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n";
        for (int i = 0; i < 450; ++i) many += "  k" + QByteArray::number(i) + ": " + QByteArray::number(i) + '\n';
        m_state->document.clear();
        m_state->document.load(file, many);
        settle();
        auto *list = m_window->findChild<editor::ProblemsList *>();
        auto *view = list->findChild<QTreeView *>();
        const int last = view->model()->rowCount() - 1;
        QVERIFY(last >= 449);
        view->setCurrentIndex(view->model()->index(last, 0));
        list->openMenu();
        const auto *menu = list->findChild<QMenu *>();
        QVERIFY(menu);
        QCOMPARE(menu->actions().front()->text(), u"Quote 449"_s);
        menu->actions().front()->trigger();
        QVERIFY2(text() == QByteArray(many).replace("k449: 449", "k449: \"449\""), text());
    }

    // With the keyboard in the text, the fixes are of what the caret is at.
    void theTextOffersTheFixesOfItsCaret()
    {
        change(text().indexOf("replicas"), "replicas", "replicaz");
        change(text().indexOf("image"), "image", "imagee");
        settle();
        auto *pane = m_window->findChild<editor::YamlPane *>();
        QWidget *view = nullptr;
        for (QWidget *widget : pane->findChildren<QWidget *>())
            if (widget->accessibleName() == u"YAML text"_s) view = widget;
        auto *listView = m_window->findChild<editor::ProblemsList *>()->findChild<QTreeView *>();
        listView->setCurrentIndex(listView->model()->index(0, 0));
        QAction *mend = m_window->design()->problemActions()->actions().front();
        const auto offered = [&](const QByteArray &behind) {
            pane->goTo(file, text().indexOf(behind) + behind.size());
            mend->trigger();
            QString first;
            for (QMenu *menu : m_window->findChildren<QMenu *>()) {
                if (!menu->isVisible()) continue;
                first = menu->actions().front()->text();
                menu->close();
            }
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            return first;
        };
        m_window->activateWindow();
        QTRY_VERIFY(QApplication::activeWindow());
        QCOMPARE(offered("replic"), u"Rename replicaz to replicas"_s);
        QCOMPARE(offered("# for n"), u"Rename replicaz to replicas"_s); // the nearest before it
        QCOMPARE(offered("imag"), u"Rename imagee to image"_s);
        QCOMPARE(offered("matchLab"), u"No problem in this line"_s);
        listView->setFocus();
        mend->trigger();
        QVERIFY(m_window->findChild<editor::ProblemsList *>()->findChild<QMenu *>());
        m_window->findChild<editor::ProblemsList *>()->findChild<QMenu *>()->close();
        // The menu of the text begins with the same, and they are done.
        pane->goTo(file, text().indexOf("replic"));
        Q_EMIT view->customContextMenuRequested({10, 10});
        auto *menu = pane->findChild<QMenu *>();
        QVERIFY(menu);
        QCOMPARE(menu->actions().front()->text(), u"Rename replicaz to replicas"_s);
        menu->actions().front()->trigger();
        menu->close();
        QVERIFY(text().contains("  replicas: 1 # for now"));
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

    // Typing in one field is one edit: what it did stays told while it goes on, and what the bar tells next is its own.
    void copiesStayToldWhileTyping()
    {
        m_state->document.clear();
        const QByteArray shared = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  labels: &l\n    x: one\n"
                                  "  annotations: *l\ndata: {}\n";
        m_state->document.load(file, shared);
        settle();
        m_window->design()->showInspector();
        m_state->selection.select({{}, u"ConfigMap"_s, {}, u"a"_s}, {}, model::Origin::Search);
        QLineEdit *label = nullptr;
        for (QLineEdit *edit : m_window->findChildren<QLineEdit *>())
            if (edit->accessibleName() == u"Labels x"_s) label = edit;
        QVERIFY(label);
        auto *notice = m_window->findChild<app::NoticeBar *>();
        QTest::keyClick(label, Qt::Key_End);
        QTest::keyClicks(label, u"r"_s);
        QVERIFY(notice->isVisible());
        QTest::keyClicks(label, u"st"_s);
        QVERIFY(text().contains("x: onerst\n"));
        QVERIFY(notice->isVisible());
        Q_EMIT m_window->files()->saved(file); // a way back is one after saving, too
        QVERIFY(notice->isVisible());
        change(0, {}, "# another step\n");
        QVERIFY(!notice->isVisible());
        m_state->document.history()->undo();
        m_state->document.history()->undo();
        QCOMPARE(text(), shared);
        QTest::keyClicks(label, u"r"_s);
        QVERIFY(notice->isVisible());
        notice->tell(u"the disk is full"_s);
        change(0, {}, "# another step\n");
        QVERIFY(notice->isVisible());
        Q_EMIT m_window->files()->saved(file);
        QVERIFY(!notice->isVisible());
    }

    // So does a quick fix.
    void copiesByAQuickFixAreTold()
    {
        m_state->document.clear();
        const QByteArray shared = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  labels: &l\n    x: 1\n"
                                  "  annotations: *l\ndata: {}\n";
        m_state->document.load(file, shared);
        settle();
        std::vector<model::QuickFix> fixes;
        for (const model::Problem &one : m_state->pipeline.problems())
            if (fixes.empty() && one.field.toString() == u"metadata.labels.x"_s)
                fixes = m_window->design()->problemActions()->fixesOf(one);
        QVERIFY(!fixes.empty());
        Q_EMIT m_window->findChild<editor::ProblemsList *>()->fixChosen(fixes.front());
        QCOMPARE(text(),
                 QByteArray(shared).replace("x: 1", "x: \"1\"").replace("annotations: *l", "annotations:\n    x: 1"));
        const auto *notice = m_window->findChild<app::NoticeBar *>();
        QVERIFY(notice->isVisible());
        QVERIFY2(notice->findChildren<QLabel *>().last()->text().contains(u"copy of its own"_s),
                 qPrintable(notice->findChildren<QLabel *>().last()->text()));
        notice->findChild<QPushButton *>()->click();
        QCOMPARE(text(), shared);
    }
};

QTEST_MAIN(TestProblemActions)
#include "tst_problemactions.moc"
