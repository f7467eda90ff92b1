// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/design/designworkspace.h"
#include "app/shell/appstate.h"
#include "app/shell/commandfield.h"
#include "app/shell/commandsearch.h"
#include "app/shell/mainwindow.h"
#include "graph/scene/canvas.h"

#include <QAbstractItemView>
#include <QAction>
#include <QCompleter>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

app::CommandEntries entries(const QStringList &texts)
{
    app::CommandEntries all;
    for (const QString &text : texts) all.push_back({text, {}, [] {}});
    return all;
}

} // namespace

class TestCommandSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void finds_data()
    {
        QTest::addColumn<QString>("needle");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("nothing typed: as they come") << u""_s << QStringList({u"Deployment cart"_s, u"Service cart"_s});
        QTest::newRow("the beginning before a word in it")
            << u"serv"_s << QStringList({u"Service cart"_s, u"Deployment serving"_s});
        QTest::newRow("in a word, the shorter first")
            << u"cart"_s << QStringList({u"Service cart"_s, u"Deployment cart"_s});
        QTest::newRow("every word counts") << u"cart dep"_s << QStringList({u"Deployment cart"_s});
        QTest::newRow("case does not matter") << u"CART DEP"_s << QStringList({u"Deployment cart"_s});
        QTest::newRow("letters in their order")
            << u"dpl"_s << QStringList({u"Deployment cart"_s, u"Deployment serving"_s});
        QTest::newRow("nothing") << u"xyz"_s << QStringList();
        QTest::newRow("the shorter of two alike")
            << u"ingress"_s << QStringList({u"Ingress in"_s, u"Ingress in-the-far-north"_s});
    }
    void finds()
    {
        QFETCH(QString, needle);
        QFETCH(QStringList, expected);
        QStringList found;
        const auto all = entries({u"Deployment cart"_s, u"Service cart"_s, u"Ingress in-the-far-north"_s,
                                  u"Ingress in"_s, u"Deployment serving"_s, u"Zoom in"_s});
        for (const auto &entry : app::bestCommands(all, needle, 2)) found << entry.text;
        QCOMPARE(found, expected);
    }

    // From the keyboard alone, through the window.
    void goesThere()
    {
        app::AppState state;
        app::MainWindow window(&state);
        window.show();
        window.activateWindow();
        state.document.load(u"a.yaml"_s, "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: far-away\n");
        QTRY_VERIFY(window.isSettled());
        auto *field = window.findChild<app::CommandField *>();
        QVERIFY(field);
        field->open();
        QTest::keyClicks(field, u"config far"_s);
        auto *popup = field->findChild<QCompleter *>() ? field->findChild<QCompleter *>()->popup() : nullptr;
        QVERIFY(popup);
        QTRY_VERIFY(popup->isVisible());
        QCOMPARE(popup->model()->rowCount(), 1);
        QTest::keyClick(popup, Qt::Key_Return);
        const model::ResourceKey key{{}, u"ConfigMap"_s, {}, u"far-away"_s};
        QTRY_COMPARE(state.selection.single(), key);
        QTRY_COMPARE(window.design()->canvas()->selectedNodes(), QSet<model::ResourceKey>{key});
        QCOMPARE(field->text(), QString());
        // An action: what cannot be done now is not offered.
        field->open();
        QTest::keyClicks(field, u"tidy"_s);
        QTRY_VERIFY(popup->isVisible());
        QTest::keyClick(field, Qt::Key_Escape);
        QTRY_VERIFY(!popup->isVisible() || !field->hasFocus());
    }
};

QTEST_MAIN(TestCommandSearch)
#include "tst_commandsearch.moc"
