// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/store/store.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <random>
#include <vector>

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

// A store as it is told in one sentence: what each key was from which revision on; nothing is ever forgotten.
struct Model
{
    struct Past
    {
        qint64 revision = 0;
        std::optional<State> state; // none: removed
    };
    std::map<QByteArray, std::vector<Past>> past;
    std::map<qint64, QByteArray> changes; // behind the compacted revision
    qint64 revision = 1;
    qint64 compacted = 0;

    std::optional<State> at(const QByteArray &key, qint64 when) const
    {
        const auto found = past.find(key);
        return found == past.end() ? std::nullopt : at(found->second, when);
    }
    static std::optional<State> at(const std::vector<Past> &states, qint64 when)
    {
        const auto next = std::partition_point(states.begin(), states.end(),
                                               [when](const Past &one) { return one.revision <= when; });
        return next == states.begin() ? std::nullopt : std::prev(next)->state;
    }
    Snapshot at(qint64 when) const
    {
        Snapshot all;
        for (const auto &entry : past)
            if (std::optional<State> state = at(entry.second, when)) all.emplace_hint(all.end(), entry.first, *state);
        return all;
    }
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
    void forget(qint64 revision);
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
    const std::optional<State> old = model.at(name, model.revision);
    const bool removes = below(100) < 45;
    const QByteArray json = QByteArray::number(++m_count);
    if (removes && !old) {
        QCOMPARE(m_store.remove(name, json).error().code, model::Error::Code::NotFound);
        return;
    }
    const qint64 revision = ++model.revision;
    const State state{json, old ? old->create : revision, revision};
    model.changes[revision] =
        text(name, state) + (removes ? " removed " : " ") + (old ? text(name, *old) : QByteArray());
    model.past[name].push_back({revision, removes ? std::nullopt : std::optional<State>(state)});
    const auto written = removes ? m_store.remove(name, json) : m_store.put(name, json);
    QCOMPARE(text(written.valueOr({})), text(name, state));
    forget(std::max(model.compacted, revision - m_kept));
}

void Run::forget(qint64 revision)
{
    // The first write has revision 2: with nothing compacted there are as many changes as were made.
    if (revision <= 1 && model.compacted == 0) return;
    model.compacted = revision;
    model.changes.erase(model.changes.begin(), model.changes.upper_bound(revision));
}

void Run::compact()
{
    const qint64 revision = model.revision - below(30);
    const bool allowed = revision > model.compacted;
    QCOMPARE(m_store.compact(revision).ok(), allowed);
    if (!allowed) return;
    forget(revision);
}

void Run::checkList()
{
    static const QByteArrayList prefixes = {"", "a/", "a/b/", "b/", "b", "c/default/1", "d"};
    const QByteArray &prefix = prefixes[below(int(prefixes.size()))];
    const qint64 oldest = std::max<qint64>(model.compacted, 1);
    const qint64 when = below(2) ? model.revision : oldest + below(int(model.revision - oldest + 1));
    const Snapshot chosen = model.at(when);
    const QByteArray after = below(3) == 0 ? key() : QByteArray();
    const int limit = below(2) * below(40);

    QByteArrayList expected;
    qint64 matching = 0;
    for (const auto &[name, state] : chosen) {
        if (!name.startsWith(prefix) || (!after.isEmpty() && name <= after)) continue;
        if (limit == 0 || matching < limit) expected += text(name, state);
        ++matching;
    }
    const Store::Page page = m_store.list(prefix, after, limit, when);
    QByteArrayList actual;
    for (const RecordPtr &record : page.records) actual += text(record);
    QCOMPARE(actual, expected);
    QCOMPARE(page.remaining, matching - expected.size());
    QCOMPARE(page.more, page.remaining > 0);
    QCOMPARE(page.revision, when);
    // What a filter leaves is the same page's, when it leaves all.
    const Store::Page filtered =
        m_store.list(prefix, after, limit, when, [](const practice::Record &) { return true; });
    QCOMPARE(filtered.records, page.records);
    QCOMPARE(filtered.more, page.more);

    const QByteArray name = key();
    const auto found = chosen.find(name);
    QCOMPARE(text(m_store.get(name, when)), found == chosen.end() ? QByteArray() : text(name, found->second));
}

void Run::verify()
{
    QCOMPARE(m_store.revision(), model.revision);
    QCOMPARE(m_store.compactedRevision(), model.compacted);
    const Snapshot now = model.at(model.revision);
    QCOMPARE(m_store.keys(), qint64(now.size()));
    QCOMPARE(m_store.count("a/"), qint64(std::count_if(now.begin(), now.end(), [](const auto &entry) {
                 return entry.first.startsWith("a/");
             })));
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
