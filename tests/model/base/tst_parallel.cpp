// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/parallel.h"

#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace model;

class TestParallel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachOnce_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("threads");
        for (const int count : {0, 1, 2, 1000})
            for (const int threads : {-1, 0, 1, 2, 16}) QTest::addRow("%d on %d", count, threads) << count << threads;
    }
    void eachOnce()
    {
        QFETCH(int, count);
        QFETCH(int, threads);
        std::vector<std::atomic<int>> calls(size_t(count) + 1);
        const size_t done = forEachParallel(size_t(count), threads, [&](size_t i) {
            ++calls[i];
            return true;
        });
        QCOMPARE(done, size_t(count));
        for (int i = 0; i < count; ++i) QCOMPARE(calls[size_t(i)].load(), 1);
        QCOMPARE(calls[size_t(count)].load(), 0);
    }

    // What was begun is finished, and there is no gap in it.
    void stops_data()
    {
        QTest::addColumn<int>("threads");
        for (const int threads : {1, 2, 8}) QTest::addRow("%d", threads) << threads;
    }
    void stops()
    {
        QFETCH(int, threads);
        for (int round = 0; round < 50; ++round) {
            std::vector<std::atomic<int>> calls(1000);
            const size_t done = forEachParallel(calls.size(), threads, [&](size_t i) {
                ++calls[i];
                return i < 100;
            });
            QVERIFY(done > 100 && done < calls.size());
            QVERIFY(threads > 1 || done == 101);
            for (size_t i = 0; i < calls.size(); ++i) QCOMPARE(calls[i].load(), i < done ? 1 : 0);
        }
    }

    void oneThreadIsTheCallers()
    {
        const std::thread::id own = std::this_thread::get_id();
        bool isOwn = true;
        forEachParallel(100, 1, [&](size_t) { return isOwn = isOwn && std::this_thread::get_id() == own; });
        QVERIFY(isOwn);
        QVERIFY(usefulThreads() >= 1 && usefulThreads() <= 16);
    }
};

QTEST_GUILESS_MAIN(TestParallel)
#include "tst_parallel.moc"
