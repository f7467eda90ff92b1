// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/design/designactions.h"

#include "app/design/brokennotice.h"
#include "app/shell/filecontroller.h"
#include "app/shell/statusline.h"
#include "editor/inspector/inspector.h"
#include "editor/problems/problemslist.h"
#include "editor/text/yamlpane.h"
#include "graph/scene/canvas.h"
#include "tests/app/design/openwindow.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QTest>
#include <QToolButton>
#include <QUndoStack>

using namespace Qt::StringLiterals;

namespace {

const QByteArray pod = R"(apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
  - name: web
    image: shop/web:1.4.2
    envFrom:
    - configMapRef:
        name: settings
)";
const QByteArray map = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: other\n";
const QByteArray json = R"({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "j"}})";
const QString file = u"web.yaml"_s;
const model::ResourceKey web{{}, u"Pod"_s, {}, u"web"_s}, other{{}, u"ConfigMap"_s, {}, u"other"_s};
const model::ResourceKey ghost{{}, u"ConfigMap"_s, {}, u"settings"_s};

} // namespace

// What the actions of the Design workspace do beside their edit: where it goes, what is selected and shown after it.
class TestDesignActions : public QObject, support::OpenWindow
{
    Q_OBJECT

    graph::Canvas *canvas() const { return m_window->design()->canvas(); }
    QAction *action(const QString &text) const
    {
        for (QAction *one : m_window->design()->actions()->edit())
            if (one->text() == text || one->text().startsWith(text + u' ')) return one;
        return nullptr;
    }
    editor::YamlPane *pane() const { return m_window->findChild<editor::YamlPane *>(); }
    QWidget *view() const
    {
        for (QWidget *widget : pane()->findChildren<QWidget *>())
            if (widget->accessibleName() == u"YAML text"_s) return widget;
        return nullptr;
    }
    // The caret's line, and | where it stands.
    QString aroundCaret() const
    {
        const QString all = view()->inputMethodQuery(Qt::ImSurroundingText).toString();
        const auto caret = view()->inputMethodQuery(Qt::ImCursorPosition).toInt();
        return all.first(caret).section(u'\n', -1) + u'|' + all.sliced(caret).section(u'\n', 0, 0);
    }
    QStringList said() const
    {
        QStringList texts;
        for (const QLabel *label : m_window->findChild<app::StatusLine *>()->findChildren<QLabel *>())
            if (!label->text().isEmpty()) texts << label->text();
        return texts;
    }
    void makeGhost()
    {
        settle();
        m_state->selection.select({ghost}, model::Origin::Canvas); // as the click on the card does
        Q_EMIT canvas()->ghostActivated(ghost);
    }

private Q_SLOTS:
    void init() { open(file, pod); }
    void cleanup() { close(); }

    void aMissingResourceGoesBesideWhatWantsIt()
    {
        m_state->document.load({{u"x.yaml"_s, map}, {u"z.json"_s, json}});
        pane()->showFile(u"x.yaml"_s);
        makeGhost();
        QCOMPARE(m_state->document.text(u"x.yaml"_s), map);
        QCOMPARE(m_state->document.text(u"z.json"_s), json);
        QCOMPARE(text(), pod + "---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n");
        QCOMPARE(m_state->selection.single(), ghost);
        QCOMPARE(pane()->file(), file);
        QCOMPARE(aroundCaret(), u"|apiVersion: v1"_s);
        m_state->document.history()->undo();
        QCOMPARE(text(), pod);
    }

    void whereNoReferrersFileTakesIt_data()
    {
        QTest::addColumn<QString>("shown");
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<QString>("goesTo");
        QTest::newRow("the shown file") << u"b.yaml"_s << QStringList{u"a.yaml"_s, u"b.yaml"_s} << u"b.yaml"_s;
        QTest::newRow("the first YAML") << u"pod.json"_s << QStringList{u"a.yaml"_s, u"b.yaml"_s} << u"a.yaml"_s;
        QTest::newRow("a new one") << u"pod.json"_s << QStringList() << u"settings.yaml"_s;
    }
    void whereNoReferrersFileTakesIt()
    {
        QFETCH(QString, shown);
        QFETCH(QStringList, files);
        QFETCH(QString, goesTo);
        m_state->document.clear();
        std::vector<model::FileText> texts;
        for (const QString &name : std::as_const(files))
            texts.push_back({name, QByteArray(map).replace("other", name.left(1).toUtf8())});
        texts.push_back({u"pod.json"_s, R"({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, "spec":
            {"containers": [{"name": "web", "envFrom": [{"configMapRef": {"name": "settings"}}]}]}})"});
        m_state->document.load(texts);
        settle();
        pane()->showFile(shown);
        makeGhost();
        QVERIFY(m_state->document.resources()->find(ghost));
        QCOMPARE(m_state->document.resources()->find(ghost)->file, goesTo);
        QCOMPARE(pane()->file(), goesTo);
    }

    void whatIsGoneIsNotSelected()
    {
        m_state->document.load(u"x.yaml"_s, map);
        settle();
        m_state->selection.select(other, {}, model::Origin::Search);
        QVERIFY(action(u"Delete"_s)->isEnabled() && action(u"Connect"_s)->isEnabled());
        action(u"Delete"_s)->trigger();
        QVERIFY(!m_state->document.resources()->find(other));
        QVERIFY(m_state->selection.resources().isEmpty());
        QVERIFY(!action(u"Delete"_s)->isEnabled() && !action(u"Connect"_s)->isEnabled());
        settle();
        QVERIFY(canvas()->selectedNodes().isEmpty());
        // What comes back is what undo is about, until it goes again.
        m_state->document.history()->undo();
        QCOMPARE(m_state->selection.single(), other);
        QVERIFY(action(u"Delete"_s)->isEnabled());
        m_state->document.history()->redo();
        QVERIFY(m_state->selection.resources().isEmpty());
        m_state->selection.select(web, {}, model::Origin::Search);
        m_state->document.clear(); // as Ctrl+W does
        QVERIFY(m_state->selection.resources().isEmpty());
        QVERIFY(!action(u"Delete"_s)->isEnabled());
    }

    void ghostsStaySelectedWhileTheyAreThere()
    {
        m_state->selection.select({ghost}, model::Origin::Canvas);
        QVERIFY(!action(u"Connect"_s)->isEnabled() && !action(u"Delete"_s)->isEnabled()); // nothing is there yet
        change(0, {}, "# more\n");
        QCOMPARE(m_state->selection.single(), ghost);
        makeGhost();
        QVERIFY(action(u"Delete"_s)->isEnabled());
        m_state->document.history()->undo();
        QCOMPARE(m_state->selection.single(), ghost); // a ghost again
        QVERIFY(!action(u"Delete"_s)->isEnabled());
        change(text().indexOf("    envFrom"), text().mid(text().indexOf("    envFrom")), {});
        QVERIFY(m_state->selection.resources().isEmpty());
    }

    void anotherNameStaysSelected()
    {
        m_state->selection.select(web, {}, model::Origin::Search);
        change(text().indexOf("web"), "web", "shop");
        QCOMPARE(m_state->selection.single().name, u"shop"_s);
        m_state->document.history()->undo();
        QCOMPARE(m_state->selection.single(), web);
    }

    void historyIsToldAndShown()
    {
        m_state->document.load(u"x.yaml"_s, map);
        pane()->showFile(u"x.yaml"_s);
        QTest::keyClick(view(), Qt::Key_End, Qt::ControlModifier);
        QTest::keyClicks(view(), u"# a note"_s);
        pane()->showFile(file);
        action(u"Undo"_s)->trigger();
        QCOMPARE(m_state->document.text(u"x.yaml"_s), map);
        QCOMPARE(pane()->file(), u"x.yaml"_s);
        QVERIFY2(said().contains(u"Undone: Typing in x.yaml"_s), qPrintable(said().join(u'|')));
        pane()->showFile(file);
        action(u"Redo"_s)->trigger();
        QCOMPARE(pane()->file(), u"x.yaml"_s);
        QCOMPARE(aroundCaret(), u"# a note|"_s);
        QVERIFY2(said().contains(u"Redone: Typing in x.yaml"_s), qPrintable(said().join(u'|')));
    }

    // Most typing breaks the text for a moment.
    void brokenTextMovesNothing()
    {
        const auto *notice = m_window->findChild<app::BrokenNotice *>();
        QVERIFY(!notice->isVisible());
        const QRect before(canvas()->mapTo(m_window.get(), QPoint()), canvas()->size());
        change(text().indexOf("spec"), {}, "{ ");
        settle();
        QVERIFY(notice->isVisible());
        QCoreApplication::processEvents();
        QCOMPARE(QRect(canvas()->mapTo(m_window.get(), QPoint()), canvas()->size()), before);
        QVERIFY(before.contains(QRect(notice->mapTo(m_window.get(), QPoint()), notice->size())));
        QVERIFY(notice->height() < 100);
    }

    void filesThatCannotBeRead()
    {
        m_state->document.clear();
        m_state->document.load({{u"a.yaml"_s, "a: ["}, {u"b.yaml"_s, "b: ["}, {u"c.yaml"_s, "c: ["}});
        const auto *label = m_window->findChild<app::BrokenNotice *>()->findChild<QLabel *>();
        QVERIFY2(label->text().endsWith(u"2 more files cannot be read either.\nThe graph leaves them out."_s),
                 qPrintable(label->text()));
        m_state->document.load(u"b.yaml"_s, "b: 1\n");
        m_state->document.load(u"c.yaml"_s, "b: 1\n");
        QVERIFY2(label->text().endsWith(u"The graph leaves it out."_s), qPrintable(label->text()));
    }

    void tabComesToEveryButton()
    {
        m_state->selection.select(web, {}, model::Origin::Search);
        canvas()->setFocus();
        QStringList met;
        for (int i = 0; i < 60; ++i) {
            QWidget *focus = QApplication::focusWidget();
            QVERIFY(focus);
            if (!met.isEmpty() && focus == canvas()) break;
            met << focus->accessibleName();
            QTest::keyClick(focus, Qt::Key_Tab);
        }
        for (const QString &name : {u"Connect"_s, u"Delete"_s, u"Tidy"_s, u"Fit"_s, u"Preview and apply"_s})
            QVERIFY2(met.contains(name), qPrintable(name + u" of "_s + met.join(u", "_s)));
        QVERIFY2(met.join(u", "_s).contains(u"Connect, Delete, Tidy, Fit, Preview and apply"_s),
                 qPrintable(met.join(u", "_s)));
    }

    void aValueOfManyLinesIsEditedInTheText()
    {
        m_state->document.load(u"x.yaml"_s, map + "data:\n  motd: |\n    one\n    two\n");
        settle();
        m_window->design()->showInspector();
        m_state->selection.select(other, {}, model::Origin::Search);
        QPushButton *button = nullptr;
        for (QPushButton *one : m_window->findChild<editor::Inspector *>()->findChildren<QPushButton *>())
            if (one->text() == u"Edit in YAML"_s) button = one;
        QVERIFY(button);
        button->click();
        QVERIFY(pane()->isVisible());
        QCOMPARE(aroundCaret(), u"  motd: ||"_s);
    }
};

QTEST_MAIN(TestDesignActions)
#include "tst_designactions.moc"
