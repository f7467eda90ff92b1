// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/watch/readiness.h"

#include <QRandomGenerator>
#include <QtTest>

#include <map>
#include <thread>

using namespace cluster;
using namespace Qt::StringLiterals;

namespace {

ObjectName podName(const QByteArray &name) { return {Atom("/Pod"), Atom("shop"), Atom(name)}; }

AnyRow pod(const QByteArray &name, quint64 version, int uid = 1, SourceId source = 1)
{
    PodRow row;
    row.meta.name = podName(name);
    row.meta.version = version;
    row.meta.uid = QUuid(uint(uid), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    row.meta.source = source;
    row.phase = PodPhase::Running;
    return row;
}

// "+a ~b -c@3": added, updated, removed with the last known version.
QByteArray print(const StoreChange &change)
{
    QByteArrayList words;
    for (const ObjectName &name : change.added) words += '+' + name.name.view().toByteArray();
    for (const ObjectName &name : change.updated) words += '~' + name.name.view().toByteArray();
    for (const AnyRow &row : change.removed)
        words += '-' + metaOf(row).name.name.view().toByteArray() + '@' + QByteArray::number(metaOf(row).version);
    std::sort(words.begin(), words.end());
    return words.join(' ');
}

QByteArray apply(ObjectStore &store, DeltaBuffer &buffer)
{
    StoreChange change;
    const auto taken = buffer.take();
    for (const SourceDelta &delta : taken->sources) store.apply(delta, change);
    return print(change);
}

QByteArray versions(const ObjectStore &store)
{
    QByteArrayList words;
    for (const PodRow &row : store.pods())
        words += row.meta.name.name.view().toByteArray() + '@' + QByteArray::number(row.meta.version);
    std::sort(words.begin(), words.end());
    return words.join(' ');
}

} // namespace

class TestObjectStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // 17.
    void oddOrders()
    {
        ObjectStore store;
        DeltaBuffer buffer;
        buffer.replaceAll(1, {});
        buffer.deleted(1, podName("unknown"));
        QCOMPARE(apply(store, buffer), ""_ba);
        buffer.changed(pod("a", 1));
        QCOMPARE(apply(store, buffer), "+a"_ba);
        buffer.changed(pod("a", 1)); // ADDED for what is there
        QCOMPARE(apply(store, buffer), ""_ba);
        buffer.changed(pod("a", 2));
        buffer.changed(pod("a", 3));
        QCOMPARE(apply(store, buffer), "~a"_ba);
        buffer.deleted(1, podName("a"));
        buffer.changed(pod("a", 5)); // MODIFIED after DELETED
        QCOMPARE(apply(store, buffer), "~a"_ba);
        buffer.deleted(1, podName("a"));
        buffer.changed(pod("a", 7, 2)); // the name again, another object
        QCOMPARE(apply(store, buffer), "+a -a@5"_ba);
        buffer.changed(pod("b", 8));
        buffer.deleted(1, podName("b")); // came and went between two flushes
        QCOMPARE(apply(store, buffer), ""_ba);
        buffer.changed(pod("a", 9, 2));
        buffer.deleted(1, podName("a"), pod("a", 10, 2)); // its last state, which was never a row
        QCOMPARE(apply(store, buffer), "-a@10"_ba);
        buffer.changed(pod("a", 11, 3));
        QCOMPARE(apply(store, buffer), "+a"_ba);
        buffer.deleted(1, podName("a"), pod("a", 10, 2)); // that of another
        QCOMPARE(apply(store, buffer), "-a@11"_ba);
        QCOMPARE(store.pods().size(), size_t(0));
    }

    // 1, 4, 6: a relist brings the whole set; 28: a name that comes twice is one row, the last one.
    void relist()
    {
        ObjectStore store;
        DeltaBuffer buffer;
        buffer.replaceAll(1, {pod("a", 1), pod("b", 1), pod("c", 1), pod("a", 2)});
        QCOMPARE(apply(store, buffer), "+a +b +c ~a"_ba);
        QCOMPARE(versions(store), "a@2 b@1 c@1"_ba);
        buffer.changed(pod("d", 9)); // before the list: not in it, so it is gone
        buffer.replaceAll(1, {pod("a", 2), pod("c", 4)});
        buffer.changed(pod("e", 5));
        buffer.deleted(1, podName("c"));
        QCOMPARE(apply(store, buffer), "+e -b@1 -c@4 ~c"_ba);
        QCOMPARE(versions(store), "a@2 e@5"_ba);
    }

    void sourcesAreApart()
    {
        ObjectStore store;
        DeltaBuffer buffer;
        buffer.replaceAll(1, {pod("a", 1)});
        buffer.replaceAll(2, {pod("b", 1, 1, 2)});
        QCOMPARE(apply(store, buffer), "+a +b"_ba);
        buffer.replaceAll(2, {});
        QCOMPARE(apply(store, buffer), "-b@1"_ba);
        QCOMPARE(store.count(1), 1);
        StoreChange change;
        store.forget(1, change);
        QCOMPARE(print(change), "-a@1"_ba);
    }

    // Whatever happens and whenever it is flushed, the store is what a plain map is, and every change was told.
    void equalsAMap()
    {
        QRandomGenerator random(7);
        ObjectStore store;
        DeltaBuffer buffer;
        std::map<QByteArray, quint64> expected, told;
        quint64 version = 0;
        for (int step = 0; step < 20000; ++step) {
            const QByteArray name = "p" + QByteArray::number(random.bounded(40));
            const int what = random.bounded(100);
            if (what < 60) {
                buffer.changed(pod(name, ++version));
                expected[name] = version;
            } else if (what < 90) {
                buffer.deleted(1, podName(name));
                expected.erase(name);
            } else if (what < 91) {
                std::vector<AnyRow> rows;
                for (const auto &[n, v] : expected)
                    if (random.bounded(2)) rows.push_back(pod(n, v));
                expected.clear();
                for (const AnyRow &row : rows)
                    expected[metaOf(row).name.name.view().toByteArray()] = metaOf(row).version;
                buffer.replaceAll(1, std::move(rows));
            } else {
                StoreChange change;
                const auto taken = buffer.take();
                for (const SourceDelta &delta : taken->sources) store.apply(delta, change);
                for (const AnyRow &row : change.removed) told.erase(metaOf(row).name.name.view().toByteArray());
                for (const auto *names : {&change.added, &change.updated})
                    for (const ObjectName &n : *names)
                        if (const PodRow *row = store.table<PodRow>().find(n))
                            told[n.name.view().toByteArray()] = row->meta.version;
                std::map<QByteArray, quint64> actual;
                for (const PodRow &row : store.pods())
                    actual[row.meta.name.name.view().toByteArray()] = row.meta.version;
                QVERIFY(actual == expected);
                QVERIFY(told == expected);
            }
        }
    }

    void atoms()
    {
        const Atom a("shop"), b("shop"), c("web");
        QVERIFY(a == b);
        QCOMPARE(static_cast<const void *>(a.view().data()), static_cast<const void *>(b.view().data()));
        QVERIFY(a < c);
        QVERIFY(Atom() < a);
        QVERIFY(Atom("").isEmpty());
        Atom d = a;
        d = c;
        d = Atom(d);
        QCOMPARE(d.toString(), u"web"_s);
        QVERIFY(a == "shop" && a != "web");
    }

    // Made, copied and dropped by several threads at once, mostly the same few: under a sanitizer this would tell.
    void atomsFromManyThreads()
    {
        std::vector<std::thread> threads;
        std::atomic<int> wrong = 0;
        for (uint t = 0; t < 4; ++t)
            threads.emplace_back([t, &wrong] {
                QRandomGenerator random(t);
                std::vector<Atom> kept(8);
                for (int i = 0; i < 50000; ++i) {
                    const QByteArray text = QByteArray::number(random.bounded(6));
                    const Atom atom(text);
                    kept[random.bounded(8u)] = atom;
                    if (atom.view() != text) ++wrong;
                }
            });
        for (std::thread &thread : threads) thread.join();
        QCOMPARE(wrong.load(), 0);
    }
};

QTEST_GUILESS_MAIN(TestObjectStore)
#include "tst_objectstore.moc"
