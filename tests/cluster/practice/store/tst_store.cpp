// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/store/store.h"

#include <QTest>

using practice::Change;
using practice::RecordPtr;
using practice::Store;

using Code = model::Error::Code;

namespace {

QByteArray text(const RecordPtr &record)
{
    if (!record) return "none";
    return record->key + '=' + record->json + '@' + QByteArray::number(record->createRevision) + '/' +
           QByteArray::number(record->revision);
}

QByteArray text(const Change &change)
{
    return (change.removed ? "remove " : "put ") + text(change.now) + " was " + text(change.before);
}

QByteArray text(const Store::Page &page)
{
    QByteArray all;
    for (const RecordPtr &record : page.records) all += text(record) + ' ';
    all += "at " + QByteArray::number(page.revision);
    if (page.more) all += " more " + QByteArray::number(page.remaining);
    return all;
}

QByteArray text(const model::Result<std::vector<Change>> &changes)
{
    if (!changes) return changes.error().message.toUtf8();
    QByteArrayList lines;
    for (const Change &change : *changes) lines += text(change);
    return lines.join('\n');
}

void put(Store &store, const QByteArray &key, const QByteArray &json) { QVERIFY(store.put(key, json).ok()); }

// 2: a, 3: b, 4: a again, 5: b removed, 6: c
void fill(Store &store)
{
    put(store, "x/a", "1");
    put(store, "x/b", "2");
    put(store, "x/a", "3");
    QVERIFY(store.remove("x/b", "last").ok());
    put(store, "y/c", "4");
}

} // namespace

class tst_store : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void startsAtOne();
    void writes();
    void listsAsItWas_data();
    void listsAsItWas();
    void listsWhatPasses_data();
    void listsWhatPasses();
    void compacts_data();
    void compacts();
    void refusesCompactions();
    void compactsByItself();
    void refusesWhatIsTooLarge();
    void historyGivesWay();
    void watches();
    void watchersComeAndGoMeanwhile();
    void watchOutlivesTheStore();
    void describes();
};

void tst_store::startsAtOne()
{
    Store store;
    QCOMPARE(store.revision(), 1);
    QCOMPARE(store.nextRevision(), 2);
    QCOMPARE(store.compactedRevision(), 0);
    QCOMPARE(store.keys(), 0);
    QCOMPARE(store.bytes(), 0);
    QCOMPARE(text(store.get("x")), "none");
    QCOMPARE(text(store.list("x")), "at 1");
    QCOMPARE(text(store.since(1, "")), "");
    QVERIFY(store.isReadable(0));
    QVERIFY(store.isReadable(1));
    QVERIFY(!store.isReadable(2));
    QVERIFY(!store.isReadable(-1));
    QCOMPARE(store.remove("x", "").error().code, Code::NotFound);
    QCOMPARE(store.revision(), 1);
}

void tst_store::writes()
{
    Store store;
    fill(store);
    QCOMPARE(store.revision(), 6);
    QCOMPARE(store.keys(), 2);
    QCOMPARE(store.bytes(), 5 * (3 + Store::stateBytes) + 4 + 4);
    QCOMPARE(text(store.get("x/a")), "x/a=3@2/4");
    QCOMPARE(text(store.get("x/a", 3)), "x/a=1@2/2");
    QCOMPARE(text(store.get("x/b")), "none");
    QCOMPARE(text(store.get("x/b", 4)), "x/b=2@3/3");
    QCOMPARE(text(store.get("x/b", 2)), "none");
    QCOMPARE(text(store.since(1, "")), "put x/a=1@2/2 was none\n"
                                       "put x/b=2@3/3 was none\n"
                                       "put x/a=3@2/4 was x/a=1@2/2\n"
                                       "remove x/b=last@3/5 was x/b=2@3/3\n"
                                       "put y/c=4@6/6 was none");
    QCOMPARE(text(store.since(3, "x/")), "put x/a=3@2/4 was x/a=1@2/2\nremove x/b=last@3/5 was x/b=2@3/3");
    QCOMPARE(text(store.since(6, "")), "");
    QCOMPARE(text(store.since(99, "")), "");
    QCOMPARE(text(store.put("x/b", "again").valueOr({})), "x/b=again@7/7");
}

void tst_store::listsAsItWas_data()
{
    QTest::addColumn<QByteArray>("prefix");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<qint64>("limit");
    QTest::addColumn<qint64>("revision");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *prefix, const char *after, qint64 limit, qint64 revision,
                        const char *expected) {
        QTest::newRow(name) << QByteArray(prefix) << QByteArray(after) << limit << revision << QByteArray(expected);
    };
    row("all now", "", "", 0, 0, "x/a=3@2/4 y/c=4@6/6 at 6");
    row("a prefix", "x/", "", 0, 0, "x/a=3@2/4 at 6");
    row("before the removal", "x/", "", 0, 4, "x/a=3@2/4 x/b=2@3/3 at 4");
    row("before the second state", "", "", 0, 3, "x/a=1@2/2 x/b=2@3/3 at 3");
    row("before everything", "", "", 0, 1, "at 1");
    row("first page", "", "", 1, 3, "x/a=1@2/2 at 3 more 1");
    row("second page", "", "x/a", 1, 3, "x/b=2@3/3 at 3");
    row("removed ones do not count", "", "", 1, 0, "x/a=3@2/4 at 6 more 1");
    row("page that is just full", "", "", 2, 0, "x/a=3@2/4 y/c=4@6/6 at 6");
    row("after a key that is not there", "", "x/aa", 0, 4, "x/b=2@3/3 at 4");
    row("after before the prefix", "y/", "a", 0, 0, "y/c=4@6/6 at 6");
    row("after behind the prefix", "x/", "z", 0, 0, "at 6");
    row("a key is its own prefix", "x/a", "", 0, 0, "x/a=3@2/4 at 6");
    row("no such prefix", "xx", "", 0, 0, "at 6");
}

void tst_store::listsAsItWas()
{
    QFETCH(QByteArray, prefix);
    QFETCH(QByteArray, after);
    QFETCH(qint64, limit);
    QFETCH(qint64, revision);
    Store store;
    fill(store);
    QTEST(text(store.list(prefix, after, limit, revision)), "expected");
}

void tst_store::listsWhatPasses_data()
{
    QTest::addColumn<QByteArray>("passes"); // keys that end with it
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<qint64>("limit");
    QTest::addColumn<qint64>("revision");
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<int>("asked"); // records that the filter saw
    const auto row = [](const char *name, const char *passes, const char *after, qint64 limit, qint64 revision,
                        const char *expected, int asked) {
        QTest::newRow(name) << QByteArray(passes) << QByteArray(after) << limit << revision << QByteArray(expected)
                            << asked;
    };
    row("all", "", "", 0, 0, "k0=0@2/2 k1=1@3/3 k2=2@4/4 k4=4@6/6 at 7", 4);
    row("none, page by page", "x", "", 1, 6, "at 6", 5);
    row("one, and nothing behind it", "4", "", 1, 0, "k4=4@6/6 at 7", 4);
    row("one, and others behind it", "1", "", 1, 0, "k1=1@3/3 at 7 more 0", 2);
    row("removed ones are not behind", "2", "", 1, 5, "k2=2@4/4 at 5 more 0", 3);
    row("from a key on", "4", "k1", 1, 0, "k4=4@6/6 at 7", 2);
    row("fewer than the limit", "4", "", 5, 0, "k4=4@6/6 at 7", 4);
}

void tst_store::listsWhatPasses()
{
    QFETCH(QByteArray, passes);
    QFETCH(QByteArray, after);
    QFETCH(qint64, limit);
    QFETCH(qint64, revision);
    QFETCH(int, asked);
    Store store;
    for (int i = 0; i < 5; ++i) put(store, "k" + QByteArray::number(i), QByteArray::number(i));
    QVERIFY(store.remove("k3", "last").ok());
    int seen = 0;
    const Store::Filter filter = [&](const practice::Record &record) {
        ++seen;
        return record.key.endsWith(passes);
    };
    QTEST(text(store.list("k", after, limit, revision, filter)), "expected");
    QCOMPARE(seen, asked);
}

void tst_store::compacts_data()
{
    QTest::addColumn<qint64>("revision");
    QTest::addColumn<QByteArray>("list"); // at that revision
    QTest::addColumn<qsizetype>("bytes"); // beside those of each state
    QTest::addColumn<int>("states");
    QTest::addColumn<qint64>("readableFrom");
    const auto row = [](const char *name, qint64 revision, const char *list, qsizetype bytes, int states,
                        qint64 readableFrom) {
        QTest::newRow(name) << revision << QByteArray(list) << bytes << states << readableFrom;
    };
    row("nothing replaced yet", 3, "x/a=1@2/2 x/b=2@3/3 at 3", 23, 5, 3);
    row("a state replaced", 4, "x/a=3@2/4 x/b=2@3/3 at 4", 19, 4, 4);
    row("a removal", 5, "x/a=3@2/4 at 5", 8, 2, 5);
    row("all", 6, "x/a=3@2/4 y/c=4@6/6 at 6", 8, 2, 6);
}

void tst_store::compacts()
{
    QFETCH(qint64, revision);
    QFETCH(qsizetype, bytes);
    QFETCH(int, states);
    Store store;
    fill(store);
    QVERIFY(store.compact(revision).ok());
    QCOMPARE(store.compactedRevision(), revision);
    QCOMPARE(store.revision(), 6);
    QTEST(text(store.list("", {}, 0, revision)), "list");
    QCOMPARE(store.bytes(), bytes + states * Store::stateBytes);
    QCOMPARE(text(store.list("")), "x/a=3@2/4 y/c=4@6/6 at 6");
    for (qint64 at = 1; at < revision; ++at) {
        QVERIFY(!store.isReadable(at));
        QCOMPARE(store.since(at, "").error().code, Code::Gone);
    }
    QVERIFY(store.isReadable(revision));
    QVERIFY(store.isReadable(0));
    QCOMPARE(qint64(store.since(revision, "")->size()), 6 - revision);
}

void tst_store::refusesCompactions()
{
    Store store;
    fill(store);
    QCOMPARE(store.compact(0).error().code, Code::Gone);
    QCOMPARE(store.compact(7).error().code, Code::Invalid);
    QCOMPARE(store.compact(7).error().message, u"etcdserver: mvcc: required revision is a future revision");
    QVERIFY(store.compact(5).ok());
    QCOMPARE(store.compact(5).error().message, u"etcdserver: mvcc: required revision has been compacted");
    QCOMPARE(text(store.since(4, "")), "etcdserver: mvcc: required revision has been compacted");
}

void tst_store::compactsByItself()
{
    Store store({}, {.keptChanges = 3});
    for (int i = 0; i < 10; ++i) put(store, "k", QByteArray::number(i));
    put(store, "l", "x");
    QCOMPARE(store.revision(), 12);
    QCOMPARE(store.compactedRevision(), 9);
    QCOMPARE(text(store.list("", {}, 0, 9)), "k=7@2/9 at 9");
    QCOMPARE(text(store.since(9, "")), "put k=8@2/10 was k=7@2/9\nput k=9@2/11 was k=8@2/10\nput l=x@12/12 was none");
    QCOMPARE(store.bytes(), 4 * (2 + Store::stateBytes));
}

void tst_store::refusesWhatIsTooLarge()
{
    Store store({}, {.objectBytes = 4, .totalBytes = 12 + 2 * Store::stateBytes});
    QCOMPARE(store.put("a", "12345").error().code, Code::TooLarge);
    QCOMPARE(store.put("a", "12345").error().message, u"etcdserver: request is too large");
    put(store, "a", "1234");
    put(store, "b", "1234");
    QCOMPARE(store.put("c", "1234").error().message, u"etcdserver: mvcc: database space exceeded");
    QCOMPARE(store.revision(), 3);
    QVERIFY(store.remove("a", "12345678").ok()); // never refused
    put(store, "c", "1234");
    QCOMPARE(text(store.list("")), "b=1234@3/3 c=1234@5/5 at 5");
    QCOMPARE(store.bytes(), 10 + 2 * Store::stateBytes);
}

void tst_store::historyGivesWay()
{
    constexpr qsizetype total = 4 * (3 + Store::stateBytes);
    Store store({}, {.totalBytes = total});
    for (int i = 0; i < 20; ++i) put(store, "a", "xx");
    QCOMPARE(store.revision(), 21);
    QCOMPARE(store.bytes(), total);
    QCOMPARE(store.compactedRevision(), 18);
}

void tst_store::watches()
{
    Store store;
    QByteArrayList all;
    QByteArrayList some;
    auto everything = store.watch("", [&](const Change &change) { all += text(change); });
    auto below = store.watch("x/", [&](const Change &change) { some += text(change); });
    auto longer = store.watch("x/a/longer", [&](const Change &) { QFAIL("not below"); });
    fill(store);
    QCOMPARE(all.join('\n'), text(store.since(1, "")));
    QCOMPARE(some.join('\n'), text(store.since(1, "x/")));
    everything.reset();
    put(store, "x/d", "5");
    QCOMPARE(all.size(), 5);
    QCOMPARE(some.size(), 5);
}

void tst_store::watchersComeAndGoMeanwhile()
{
    Store store;
    QByteArrayList calls;
    std::unique_ptr<QObject> second;
    std::unique_ptr<QObject> late;
    std::unique_ptr<QObject> first = store.watch("k", [&](const Change &change) {
        calls += "first " + change.now->json;
        second.reset(); // whose turn had come after this one
        late = store.watch("k", [&](const Change &next) { calls += "late " + next.now->json; });
        first.reset();
    });
    second = store.watch("k", [&](const Change &change) { calls += "second " + change.now->json; });
    put(store, "k", "1");
    put(store, "k", "2");
    QCOMPARE(calls, QByteArrayList({"first 1", "late 2"}));
}

void tst_store::watchOutlivesTheStore()
{
    std::unique_ptr<QObject> watch;
    {
        Store store;
        watch = store.watch("k", [](const Change &) {});
    }
    watch.reset();
}

void tst_store::describes()
{
    QByteArrayList described;
    Store store([&](const practice::Record &record) -> model::Result<practice::Facts> {
        if (record.json == "bad") return model::Error{Code::Invalid, QStringLiteral("why")};
        described += record.key + record.json;
        return practice::Facts{std::make_shared<QByteArray>(record.json.repeated(2)), 1000};
    });
    put(store, "k", "1");
    put(store, "k", "2");
    QVERIFY(store.remove("k", "3").ok());
    QCOMPARE(described, QByteArrayList({"k1", "k2", "k3"}));
    QCOMPARE(*static_cast<const QByteArray *>(store.get("k", 3)->facts.data.get()), "22");
    QCOMPARE(store.bytes(), 3 * (2 + 1000 + Store::stateBytes)); // facts count
    QCOMPARE(store.put("l", "bad").error().message, u"why");
    QCOMPARE(store.revision(), 4);
    QVERIFY(store.put("l", "given", {std::make_shared<QByteArray>("mine"), 5}).ok());
    QCOMPARE(described.size(), 3);
    QCOMPARE(store.bytes(), 3 * (2 + 1000 + Store::stateBytes) + 6 + 5 + Store::stateBytes);
}

QTEST_GUILESS_MAIN(tst_store)
#include "tst_store.moc"
