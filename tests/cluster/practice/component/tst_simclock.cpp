// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/component/simclock.h"
#include "tests/support/fakeclock.h"

#include <QTest>

#include <random>

using practice::SimClock;

class TestSimClock : public QObject
{
    Q_OBJECT

    struct Bench
    {
        support::FakeClock base;
        SimClock clock{base};
        QStringList log = {};
        std::vector<std::unique_ptr<QObject>> timers = {};

        void at(qint64 ms, const QString &what)
        {
            timers.push_back(
                clock.after(ms, [this, what] { log.append(what + u'@' + QString::number(clock.monotonicMs())); }));
        }
    };

private Q_SLOTS:
    void beginsNow()
    {
        const support::FakeClock base;
        const SimClock clock(base);
        QCOMPARE(clock.monotonicMs(), 0);
        QCOMPARE(clock.wallMs(), base.wallMs());
    }

    void speeds_data()
    {
        QTest::addColumn<double>("speed");
        QTest::addColumn<qint64>("passed");
        QTest::newRow("real") << 1.0 << qint64(1000);
        QTest::newRow("slow") << 0.1 << qint64(100);
        QTest::newRow("quick") << 100.0 << qint64(100000);
        QTest::newRow("too slow") << 0.0 << qint64(100);
        QTest::newRow("too quick") << 1e9 << qint64(100000);
        QTest::newRow("no number") << qQNaN() << qint64(1000);
    }

    void speeds()
    {
        QFETCH(double, speed);
        QFETCH(qint64, passed);
        Bench bench;
        bench.clock.setSpeed(speed);
        bench.at(passed, QStringLiteral("end"));
        bench.at(passed + 1, QStringLiteral("later"));
        bench.base.advance(1000);
        QCOMPARE(bench.clock.monotonicMs(), passed);
        QCOMPARE(bench.log, QStringList{QStringLiteral("end@%1").arg(passed)});
    }

    // In the order of their times, and those of one time in the order of setting; each sees its own time.
    void order()
    {
        Bench bench;
        bench.at(20, QStringLiteral("c"));
        bench.at(10, QStringLiteral("a"));
        bench.at(10, QStringLiteral("b"));
        bench.at(-5, QStringLiteral("first"));
        bench.base.advance(100);
        QCOMPARE(bench.log, (QStringList{QStringLiteral("first@0"), QStringLiteral("a@10"), QStringLiteral("b@10"),
                                         QStringLiteral("c@20")}));
    }

    void cancelled()
    {
        Bench bench;
        bench.at(10, QStringLiteral("gone"));
        bench.timers.clear();
        bench.base.advance(100);
        QVERIFY(bench.log.isEmpty());
        QCOMPARE(bench.clock.nextDueMs(), -1);
    }

    // A timer that destroys itself and sets another one.
    void fromWithin()
    {
        Bench bench;
        std::unique_ptr<QObject> timer;
        int count = 0;
        const std::function<void()> again = [&] {
            timer.reset();
            if (++count < 5) timer = bench.clock.after(10, again);
        };
        timer = bench.clock.after(10, again);
        bench.base.advance(1000);
        QCOMPARE(count, 5);
        QCOMPARE(bench.clock.monotonicMs(), 1000);
    }

    void pausesAndSteps()
    {
        Bench bench;
        bench.at(10, QStringLiteral("a"));
        bench.at(5000, QStringLiteral("b"));
        bench.clock.setPaused(true);
        bench.base.advance(100000);
        QVERIFY(bench.log.isEmpty());
        QCOMPARE(bench.clock.monotonicMs(), 0);
        QVERIFY(bench.clock.step());
        QCOMPARE(bench.clock.monotonicMs(), 10);
        QVERIFY(bench.clock.step());
        QCOMPARE(bench.log, (QStringList{QStringLiteral("a@10"), QStringLiteral("b@5000")}));
        QVERIFY(!bench.clock.step());
        bench.at(10, QStringLiteral("c"));
        bench.clock.setPaused(false);
        bench.base.advance(9);
        QCOMPARE(bench.log.size(), 2);
        bench.base.advance(1);
        QCOMPARE(bench.log.last(), QStringLiteral("c@5010"));
    }

    // The same inputs give the same history, however unevenly the base's time arrives.
    void sameHistory()
    {
        const auto run = [](quint32 seed) {
            Bench bench;
            std::minstd_rand ragged(seed);
            std::function<void(int)> grow = [&](int depth) {
                bench.log.append(QString::number(bench.clock.monotonicMs()));
                for (int child = 0; depth < 6 && child < 3; ++child)
                    bench.timers.push_back(bench.clock.after(7 * child + depth, [&grow, depth] { grow(depth + 1); }));
            };
            bench.timers.push_back(bench.clock.after(1, [&grow] { grow(0); }));
            for (int i = 0; i < 200; ++i) bench.base.advance(qint64(ragged() % 13));
            bench.base.advance(1000);
            return bench.log;
        };
        const QStringList once = run(1);
        QVERIFY(once.size() > 1000);
        QCOMPARE(run(2), once);
        QCOMPARE(run(3), once);
    }

    // Timers outlive the clock without harm.
    void endsFirst()
    {
        const support::FakeClock base;
        auto clock = std::make_unique<SimClock>(base);
        const auto timer = clock->after(10, [] { QFAIL("fired"); });
        clock.reset();
        QVERIFY(timer);
    }
};

QTEST_APPLESS_MAIN(TestSimClock)
#include "tst_simclock.moc"
