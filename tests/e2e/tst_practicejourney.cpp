// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/apply/applydialog.h"
#include "app/design/designworkspace.h"
#include "app/practice/practicebar.h"
#include "app/practice/practicehost.h"
#include "app/shell/appstate.h"
#include "app/shell/filecontroller.h"
#include "app/shell/mainwindow.h"
#include "graph/scene/canvas.h"
#include "tests/support/testdata.h"

#include <QComboBox>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace {

const model::ResourceKey frontend{u"apps"_s, u"Deployment"_s, {}, u"frontend"_s};
constexpr int patienceMs = 60000;

} // namespace

// What somebody meets who opens the program for the first time, with nothing installed: the sample comes up in the
// practice cluster by itself, is changed and applied, broken and repaired.
class TestPracticeJourney : public QObject
{
    Q_OBJECT

    std::unique_ptr<app::AppState> m_state;
    std::unique_ptr<app::MainWindow> m_window;
    std::unique_ptr<app::PracticeHost> m_host;

    void picture(const QString &name)
    {
        QDir().mkpath(QStringLiteral(KUBEWRIGHT_ARTIFACTS));
        QVERIFY(m_window->grab().save(QStringLiteral(KUBEWRIGHT_ARTIFACTS "/") + name));
    }
    void pictures(const QString &name)
    {
        for (const auto &[theme, ending] : {std::pair(app::ThemeKeeper::Choice::Light, u"-light.png"_s),
                                            std::pair(app::ThemeKeeper::Choice::Dark, u"-dark.png"_s)}) {
            m_state->theme.choose(theme);
            QTest::qWait(300);
            picture(name + ending);
        }
    }
    // "3/3" on the card that Live draws; empty: it draws none.
    QString drawn(const model::ResourceKey &key) const
    {
        for (const graph::Canvas *live : m_window->findChildren<graph::Canvas *>()) {
            if (live == m_window->design()->canvas() || !live->isVisible()) continue;
            const graph::GraphNode *node = live->graph().find(key);
            if (node && node->overlay) return u"%1/%2"_s.arg(node->overlay->ready).arg(node->overlay->wanted);
        }
        return {};
    }
    int readyWorkloads() const
    {
        int ready = 0;
        for (const graph::Canvas *live : m_window->findChildren<graph::Canvas *>()) {
            if (live == m_window->design()->canvas() || !live->isVisible()) continue;
            for (const graph::GraphNode &node : live->graph().nodes)
                if (node.overlay && node.overlay->wanted > 0 && node.overlay->ready == node.overlay->wanted) ++ready;
        }
        return ready;
    }
    QStringList podsOf(const QByteArray &prefix) const
    {
        QStringList names;
        for (const cluster::PodRow &pod : m_state->link.session()->store().pods())
            if (pod.meta.name.name.view().startsWith(prefix) && pod.meta.deletedMs == 0)
                names << pod.meta.name.name.toString();
        names.sort();
        return names;
    }
    app::PracticeControl *control() const { return m_window->findChild<app::PracticeControl *>(); }
    app::PracticeBar *bar() const { return m_window->findChild<app::PracticeBar *>(); }
    // Chooses in the menu of what can be broken, as a user does: "A node" / "node-1" / …
    void breakByMenu(const QStringList &way)
    {
        QMenu *menu = bar()->breakMenu();
        Q_EMIT menu->aboutToShow();
        for (const QString &text : way) {
            QAction *found = nullptr;
            const auto find = [&] {
                for (QAction *action : menu->actions())
                    if (action->text().startsWith(text)) found = action;
                return found != nullptr;
            };
            QVERIFY2(QTest::qWaitFor(find, patienceMs), qPrintable(text));
            if (!found->menu()) return found->trigger();
            menu = found->menu();
            Q_EMIT menu->aboutToShow();
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        m_state = std::make_unique<app::AppState>();
        m_window = std::make_unique<app::MainWindow>(m_state.get());
        m_host = std::make_unique<app::PracticeHost>();
        connect(m_host.get(), &app::PracticeHost::ready, this,
                [this] { m_state->link.setPractice(m_host->kubeconfig()); });
        connect(m_host.get(), &app::PracticeHost::failed, this,
                [](const QString &why) { qFatal("%s", qPrintable(why)); });
        connect(&m_state->link, &app::ClusterLink::practiceWanted, this, [this] { m_host->start({.seed = 1}); });
        m_window->resize(1600, 1000);
        m_window->show();
    }

    void theSampleComesUpByItself()
    {
        QElapsedTimer time;
        time.start();
        m_window->files()->openSample();
        m_window->bringUpSample();
        m_state->link.openPractice();
        m_window->showWorkspace(app::Rail::Live);
        QVERIFY(QTest::qWaitFor([this] { return m_state->link.isOpen(); }, patienceMs));
        QVERIFY(m_state->link.isPractice());
        QVERIFY(bar()->isVisible());
        QVERIFY2(QTest::qWaitFor([this] { return readyWorkloads() == 12; }, patienceMs),
                 qPrintable(QString::number(readyWorkloads())));
        qInfo("all 12 workloads were ready after %lld ms", static_cast<long long>(time.elapsed()));
        QCOMPARE(drawn(frontend), u"1/1"_s);
        pictures(u"practice-up"_s);
    }

    void aChangeIsApplied()
    {
        m_window->showWorkspace(app::Rail::Design);
        QVERIFY(!bar()->isVisible()); // what is drawn there is not the cluster's
        m_state->selection.select(frontend, {}, model::Origin::Canvas);
        m_window->design()->showInspector();
        QLineEdit *replicas = nullptr;
        for (QLineEdit *editor : m_window->findChildren<QLineEdit *>())
            if (editor->accessibleName().endsWith(u"replicas"_s)) replicas = editor;
        QVERIFY(replicas);
        QTest::keyClicks(replicas, u"3"_s);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->isSettled(), patienceMs);
        m_window->showWorkspace(app::Rail::Live);
        app::ApplyDialog dialog(&m_state->link, m_state->document.resources());
        QSignalSpy applied(&dialog, &app::ApplyDialog::applied);
        QVERIFY(QTest::qWaitFor([&dialog] { return dialog.canApply(); }, patienceMs));
        dialog.apply();
        QVERIFY(applied.wait(patienceMs));
        QVERIFY(applied.front().front().toBool());
        QVERIFY(QTest::qWaitFor([this] { return drawn(frontend) == u"3/3"_s; }, patienceMs));
        QCOMPARE(podsOf("frontend-").size(), 3);
    }

    void aKilledPodIsStartedAgain()
    {
        const QString victim = podsOf("frontend-").front();
        breakByMenu({u"A pod"_s, victim, u"Kill it"_s});
        const auto restarts = [this, victim] {
            for (const cluster::PodRow &pod : m_state->link.session()->store().pods())
                if (pod.meta.name.name.view() == victim.toUtf8()) return int(pod.restarts);
            return -1;
        };
        QVERIFY(QTest::qWaitFor([restarts] { return restarts() == 1; }, patienceMs)); // its container was begun anew
        QVERIFY(QTest::qWaitFor([this] { return drawn(frontend) == u"3/3"_s; }, patienceMs));
    }

    // Lost, told of, evicted from after five minutes of the cluster's time, repaired elsewhere; and mended.
    void aLostNodeIsRepaired()
    {
        control()->setSpeed(100);
        breakByMenu({u"A node"_s, u"node-1"_s, u"Lose it"_s});
        QVERIFY(QTest::qWaitFor([this] { return control()->faults().size() == 1; }, patienceMs));
        QCOMPARE(control()->faults().front().text, u"node node-1 is lost"_s);
        const auto isMarked = [this] {
            for (const QToolButton *button : bar()->findChildren<QToolButton *>())
                if (button->text().startsWith(u"node node-1 is lost"_s)) return true;
            return false;
        };
        QVERIFY(QTest::qWaitFor(isMarked, patienceMs)); // that it is no accident
        const auto onNode = [this] {
            int count = 0;
            for (const cluster::PodRow &pod : m_state->link.session()->store().pods())
                count += pod.node.view() == "node-1" && pod.meta.deletedMs == 0 ? 1 : 0;
            return count;
        };
        QVERIFY(QTest::qWaitFor([this] { return readyWorkloads() < 12; }, patienceMs));
        pictures(u"practice-node-lost"_s);
        QVERIFY(QTest::qWaitFor([this, onNode] { return onNode() == 0 && readyWorkloads() == 12; }, patienceMs));
        pictures(u"practice-node-repaired"_s);
        control()->mend(control()->faults().front().id);
        QVERIFY(QTest::qWaitFor([this] { return control()->faults().isEmpty(); }, patienceMs));
        QVERIFY(QTest::qWaitFor([isMarked] { return !isMarked(); }, patienceMs));
        control()->setSpeed(1);
    }

    void timeStopsAndGoesStepByStep()
    {
        control()->setPaused(true);
        QVERIFY(QTest::qWaitFor([this] { return control()->isPaused(); }, patienceMs));
        const QString victim = podsOf("frontend-").front();
        breakByMenu({u"A pod"_s, victim, u"Kill it"_s});
        QTest::qWait(1000);
        QCOMPARE(drawn(frontend), u"3/3"_s); // nobody has noticed
        int steps = 0;
        for (; steps < 500 && drawn(frontend) == u"3/3"_s; ++steps) {
            control()->step();
            QTest::qWait(20);
        }
        QVERIFY(steps > 0 && steps < 500);
        control()->setPaused(false);
        QVERIFY(QTest::qWaitFor([this] { return drawn(frontend) == u"3/3"_s; }, patienceMs));
    }

    void cleanupTestCase()
    {
        m_state->link.close();
        m_window.reset();
        m_state.reset();
        m_host.reset();
    }
};

QTEST_MAIN(TestPracticeJourney)
#include "tst_practicejourney.moc"
