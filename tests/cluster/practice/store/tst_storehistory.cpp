// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/store/store.h"

#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <random>

using practice::Change;
using practice::RecordPtr;
using practice::Store;

namespace {

struct State
{
    QByteArray json;
    qint64 create = 0;
    qint64 revision = 0;
};
using Snapshot = std::map<QByteArray, State>;

// A store as it is told in one sentence: a whole map for each revision.
struct Model
{
    std::map<qint64, Snapshot> at{{1, {}}};
    std::map<qint64, QByteArray> changes;
    qint64 revision = 1;
    qint64 compacted = 0;
};

QByteArray text(const QByteArray &key, const State &state)
{
    return key + '=' + state.json + '@' + QByteArray::number(state.create) + '/' + QByteArray::number(state.revision);
}

QByteArray text(const RecordPtr &record)
{
    return record ? text(record->key, {record->json, record->createRevision, record->revision}) : QByteArray();
}

QByteArray text(const Change &change)
{
    return text(change.now) + (change.removed ? " removed " : " ") + text(change.before);
}

// As long as the model must hold a map for each revision, only the newest ones are readable.
constexpr qint64 window = 60;

class Run
{
public:
    explicit Run(unsigned seed, qint64 kept) : m_random(seed), m_store({}, {.keptChanges = kept}), m_kept(kept) {}
    void step();
    void verify();
    void reload(const QString &path);
    QByteArrayList watched;
    Store &store() { return m_store; }
    Model model;

private:
    int below(int n) { return int(m_random() % unsigned(n)); }
    QByteArray key();
    void write();
    void compact();
    void checkList();

    std::mt19937 m_random;
    Store m_store;
    qint64 m_kept;
    int m_count = 0;
    int m_range = 200;
};

QByteArray Run::key()
{
    static const QByteArrayList folders = {"a/", "a/b/", "b/", "b\xff/", "c/default/"};
    return folders[below(int(folders.size()))] + QByteArray::number(below(m_range));
}

void Run::write()
{
    const QByteArray name = key();
    Snapshot next = model.at.rbegin()->second;
    const auto old = next.find(name);
    const bool removes = below(100) < 45;
    const QByteArray json = QByteArray::number(++m_count);
    if (removes && old == next.end()) {
        QCOMPARE(m_store.remove(name, json).error().code, model::Error::Code::NotFound);
        return;
    }
    const qint64 revision = ++model.revision;
    const State state{json, old == next.end() ? revision : old->second.create, revision};
    model.changes[revision] = text(name, state) + (removes ? " removed " : " ") +
                              (old == next.end() ? QByteArray() : text(name, old->second));
    if (removes) {
        QCOMPARE(text(m_store.remove(name, json).valueOr({})), text(name, state));
        next.erase(name);
    } else {
        QCOMPARE(text(m_store.put(name, json).valueOr({})), text(name, state));
        next[name] = state;
    }
    model.at[revision] = std::move(next);
    model.compacted = std::max(model.compacted, revision - m_kept);
    while (model.at.begin()->first < std::max(model.compacted, model.revision - window))
        model.at.erase(model.at.begin());
    while (!model.changes.empty() && model.changes.begin()->first <= model.compacted)
        model.changes.erase(model.changes.begin());
}

void Run::compact()
{
    const qint64 revision = model.revision - below(30);
    const bool allowed = revision > model.compacted;
    QCOMPARE(m_store.compact(revision).ok(), allowed);
    if (!allowed) return;
    model.compacted = revision;
    model.at.erase(model.at.begin(), model.at.lower_bound(revision));
    model.changes.erase(model.changes.begin(), model.changes.upper_bound(revision));
}

void Run::checkList()
{
    static const QByteArrayList prefixes = {"", "a/", "a/b/", "b/", "b", "c/default/1", "d"};
    const QByteArray prefix = prefixes[below(int(prefixes.size()))];
    auto chosen = model.at.begin();
    std::advance(chosen, below(int(model.at.size())));
    const QByteArray after = below(3) == 0 ? key() : QByteArray();
    const int limit = below(2) * below(40);

    QByteArrayList expected;
    qint64 matching = 0;
    for (const auto &[name, state] : chosen->second) {
        if (!name.startsWith(prefix) || (!after.isEmpty() && name <= after)) continue;
        if (limit == 0 || matching < limit) expected += text(name, state);
        ++matching;
    }
    const Store::Page page = m_store.list(prefix, after, limit, chosen->first);
    QByteArrayList actual;
    for (const RecordPtr &record : page.records) actual += text(record);
    QCOMPARE(actual, expected);
    QCOMPARE(page.remaining, matching - expected.size());
    QCOMPARE(page.more, page.remaining > 0);
    QCOMPARE(page.revision, chosen->first);

    const QByteArray name = key();
    const auto found = chosen->second.find(name);
    QCOMPARE(text(m_store.get(name, chosen->first)),
             found == chosen->second.end() ? QByteArray() : text(name, found->second));
}

void Run::verify()
{
    QCOMPARE(m_store.revision(), model.revision);
    QCOMPARE(m_store.compactedRevision(), model.compacted);
    QCOMPARE(m_store.keys(), qint64(model.at.rbegin()->second.size()));
    QCOMPARE(m_store.count("a/"),
             qint64(std::count_if(model.at.rbegin()->second.begin(), model.at.rbegin()->second.end(),
                                  [](const auto &entry) { return entry.first.startsWith("a/"); })));
    QByteArrayList expected;
    for (const auto &[revision, change] : model.changes) expected += change;
    QByteArrayList actual;
    const auto changes = m_store.since(model.compacted, "");
    for (const Change &change : *changes) actual += text(change);
    QCOMPARE(actual, expected);
}

void Run::step()
{
    if (below(4000) == 0) m_range = below(2) ? 200 : 20; // grows and shrinks
    if (below(500) == 0)
        compact();
    else
        write();
    if (below(40) == 0) checkList();
    if (below(2000) == 0) verify();
}

void Run::reload(const QString &path)
{
    QVERIFY(m_store.save(path).ok());
    const qsizetype bytes = m_store.bytes();
    QVERIFY(m_store.load(path).ok());
    QCOMPARE(m_store.bytes(), bytes);
    verify();
}

} // namespace

class tst_storehistory : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void agreesWithAModel_data();
    void agreesWithAModel();
};

void tst_storehistory::agreesWithAModel_data()
{
    QTest::addColumn<unsigned>("seed");
    QTest::addColumn<qint64>("kept");
    QTest::newRow("short history") << 1u << qint64(40);
    QTest::newRow("long history") << 2u << qint64(1000);
    QTest::newRow("explicit compactions alone") << 3u << qint64(1000000);
}

void tst_storehistory::agreesWithAModel()
{
    QFETCH(unsigned, seed);
    QFETCH(qint64, kept);
    QTemporaryDir folder;
    Run run(seed, kept);
    qint64 seen = 1;
    const auto watch = run.store().watch("", [&](const Change &change) {
        QCOMPARE(change.revision(), ++seen);
        run.watched = {text(change)};
    });
    for (int i = 0; i < 35000; ++i) {
        run.step();
        if (i % 4000 == 3999) run.reload(folder.filePath(QStringLiteral("state")));
        if (QTest::currentTestFailed()) QFAIL(qPrintable(QStringLiteral("at step %1").arg(i)));
    }
    run.verify();
    QCOMPARE(seen, run.model.revision);
}

QTEST_GUILESS_MAIN(tst_storehistory)
#include "tst_storehistory.moc"
