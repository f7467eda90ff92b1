// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/component/workqueue.h"
#include "tests/support/fakeclock.h"

#include <QTest>

using practice::WorkQueue;
using namespace Qt::StringLiterals;

class TestWorkQueue : public QObject
{
    Q_OBJECT

    support::FakeClock m_clock;
    QStringList m_taken;

    void took(const QString &key) { m_taken.append(key + u'@' + QString::number(m_clock.monotonicMs())); }

private Q_SLOTS:
    void init()
    {
        m_taken.clear();
        m_clock.advance(1000 - m_clock.monotonicMs() % 1000);
    }

    void takesEachOnce()
    {
        WorkQueue queue(m_clock, [this](const QString &key) { m_taken.append(key); });
        for (const char16_t *key : {u"a", u"b", u"a", u"c", u"b"}) queue.add(QString::fromUtf16(key));
        QVERIFY(m_taken.isEmpty()); // not before the event loop
        m_clock.advance(0);
        QCOMPARE(m_taken, (QStringList{u"a"_s, u"b"_s, u"c"_s}));
        QVERIFY(queue.isIdle());
    }

    // A key that comes back while it is being looked at is looked at again.
    void comesBack()
    {
        int times = 0;
        WorkQueue *self = nullptr;
        WorkQueue queue(m_clock, [&](const QString &key) {
            if (++times < 3) self->add(key);
        });
        self = &queue;
        queue.add(u"a"_s);
        m_clock.advance(0);
        QCOMPARE(times, 3);
    }

    void delays()
    {
        WorkQueue queue(m_clock, [this](const QString &key) { took(key); });
        const qint64 begin = m_clock.monotonicMs();
        queue.addAfter(u"a"_s, 100);
        queue.addAfter(u"a"_s, 500); // the earlier time holds
        queue.addAfter(u"b"_s, 500);
        queue.addAfter(u"b"_s, 50); // so here
        queue.addAfter(u"c"_s, 70);
        queue.add(u"c"_s); // at once
        QCOMPARE(queue.delayed().size(), std::size_t(2));
        m_clock.advance(1000);
        const auto at = [begin](const QString &key, qint64 ms) { return key + u'@' + QString::number(begin + ms); };
        QCOMPARE(m_taken, (QStringList{at(u"c"_s, 0), at(u"b"_s, 50), at(u"a"_s, 100)}));
    }

    void retries()
    {
        WorkQueue queue(m_clock, [this](const QString &key) { took(key); });
        qint64 wanted = WorkQueue::firstRetryMs;
        for (int failure = 0; failure < 30; ++failure) {
            m_taken.clear();
            queue.addRateLimited(u"a"_s);
            m_clock.advance(wanted - 1);
            QVERIFY(m_taken.isEmpty());
            m_clock.advance(1);
            QCOMPARE(m_taken.size(), 1);
            wanted = std::min(wanted * 2, WorkQueue::lastRetryMs);
        }
        QCOMPARE(queue.failures(u"a"_s), 30);
        queue.forget(u"a"_s);
        m_taken.clear();
        queue.addRateLimited(u"a"_s);
        m_clock.advance(WorkQueue::firstRetryMs);
        QCOMPARE(m_taken.size(), 1);
    }

    void stops()
    {
        WorkQueue queue(m_clock, [this](const QString &key) { m_taken.append(key); });
        queue.setStopped(true);
        queue.add(u"a"_s);
        queue.addAfter(u"b"_s, 10);
        m_clock.advance(1000);
        QVERIFY(m_taken.isEmpty());
        QCOMPARE(queue.ready().size(), std::size_t(2));
        queue.setStopped(false);
        m_clock.advance(0);
        QCOMPARE(m_taken, (QStringList{u"a"_s, u"b"_s}));
    }

    void endsWithWorkLeft()
    {
        {
            WorkQueue queue(m_clock, [this](const QString &key) { m_taken.append(key); });
            queue.add(u"a"_s);
            queue.addAfter(u"b"_s, 10);
        }
        m_clock.advance(1000);
        QVERIFY(m_taken.isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestWorkQueue)
#include "tst_workqueue.moc"
