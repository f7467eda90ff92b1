// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/apiserver.h"
#include "cluster/practice/api/clustergate.h"
#include "cluster/practice/api/customkinds.h"
#include "cluster/practice/base/objects.h"
#include "cluster/practice/discovery/openapi.h"
#include "model/wire/json.h"
#include "tests/support/fakeclock.h"

#include <QTest>

using namespace Qt::StringLiterals;
using model::Value;
using model::ValueMap;

namespace {

constexpr qint64 objectBytes = 100 * 1000;
constexpr qint64 mostPending = 1024 * 1024 + objectBytes + 1000; // full, and one event more

// A client that reads when it is told to.
class SlowReply final : public practice::HttpReply
{
public:
    void send(int status, const practice::HttpHeaders &, const QByteArray &body) override
    {
        events.append(QString::number(status) + u' ' + QString::fromUtf8(body));
        isFinished = true;
    }
    void start(int, const practice::HttpHeaders &) override {}
    void write(const QByteArray &chunk) override
    {
        pending += chunk.size();
        most = std::max(most, pending);
        const auto event = model::readJson(chunk);
        if (!event) return void(events.append(u"broken"_s));
        const Value *object = event->value.find(u"object");
        const QString what = practice::nameOf(*object).isEmpty()
                                 ? QString::number(practice::integerAt(*object, {u"code"}))
                                 : practice::nameOf(*object);
        events.append(practice::textAt(event->value, {u"type"}) + u' ' + what + u' ' +
                      practice::textAt(*object, {u"metadata", u"resourceVersion"}));
    }
    void finish() override { isFinished = true; }
    void abort() override { isFinished = true; }
    qint64 pendingBytes() const override { return pending; }
    bool takes(qint64) const override { return pending < 1024 * 1024; }
    void whenTakes(qint64, std::function<void()> function) override { onPending = std::move(function); }
    bool isOpen() const override { return !isFinished; }
    void onGone(std::function<void()> function) override { gone = std::move(function); }

    void read(qint64 bytes)
    {
        pending = std::max<qint64>(pending - bytes, 0);
        if (onPending && pending <= 256 * 1024) std::exchange(onPending, nullptr)();
    }
    void readAll()
    {
        for (int i = 0; i < 10000 && pending > 0; ++i) read(64 * 1000);
    }

    QStringList events;
    qint64 pending = 0;
    qint64 most = 0;
    bool isFinished = false;
    std::function<void()> onPending;
    std::function<void()> gone;
};

struct Rig
{
    support::FakeClock clock;
    practice::Catalogue catalogue;
    practice::CustomKinds customKinds{catalogue};
    practice::OpenApi openApi{catalogue,
                              [this](const practice::ApiKind &asked) { return customKinds.schemaAt(asked); }};
    practice::Store store;
    practice::Registry registry{store, catalogue, customKinds};
    practice::ClusterGate gate{registry, catalogue, {.cidr = u"10.96.0.0/16"_s}};
    practice::ApiCore core{registry, catalogue, clock, [] { return quint64(7); }, gate, customKinds, openApi, clock};
    practice::ApiServer server{core, {.token = "secret", .logs = nullptr}};
    const practice::ApiKind &kind = catalogue.byPlural(u"", u"v1", u"configmaps")->api;

    static Value object(const QString &name)
    {
        return ValueMap{{u"metadata"_s, ValueMap{{u"name"_s, name}, {u"namespace"_s, u"default"}}},
                        {u"data"_s, ValueMap{{u"text"_s, QString(int(objectBytes), u'x')}}}};
    }
    QString write(const QString &type, const QString &name)
    {
        Value value = object(name);
        const auto record = type == u"DELETED" ? registry.erase(kind, value) : registry.write(kind, value);
        return type + u' ' + name + u' ' + (record ? QString::number((*record)->revision) : u"failed"_s);
    }
    // "ADDED many-00 2" and so on.
    QStringList fill(int count)
    {
        QStringList events;
        for (int i = 0; i < count; ++i) events.append(write(u"ADDED"_s, u"many-%1"_s.arg(i, 2, 10, QChar(u'0'))));
        return events;
    }
    std::shared_ptr<SlowReply> watch(const QByteArray &query,
                                     std::shared_ptr<SlowReply> reply = std::make_shared<SlowReply>())
    {
        server.handle({.method = "GET",
                       .path = "/api/v1/namespaces/default/configmaps",
                       .query = "watch=1" + query,
                       .headers = {{"authorization", "Bearer secret"}},
                       .body = {}},
                      reply);
        return reply;
    }
    // Changes of every type.
    QStringList change()
    {
        return {write(u"MODIFIED"_s, u"many-00"_s), write(u"DELETED"_s, u"many-01"_s),
                write(u"MODIFIED"_s, u"many-00"_s), write(u"ADDED"_s, u"later"_s), write(u"ADDED"_s, u"many-01"_s)};
    }
};

} // namespace

// Watches whose client does not read as fast as there is something to say: everything comes once and in order, and
// what is pending is bounded.
class TestSlowWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initialStateComesInPortions();
    void initialStateIsOfOneMoment();
    void initialEndComesBetweenStateAndChanges();
    void replayComesInPortions();
    void laterChangesWait();
    void changesThatWereCompactedEndIt();
    void statesThatWereCompactedEndIt();
    void keepsNoStates();
    void initialStatesAreBounded();
    void selectorsAreBounded();
    void clientGoesWhileItIsBehind();
};

void TestSlowWatch::initialStateComesInPortions()
{
    Rig rig;
    QStringList expected = rig.fill(40);
    const auto reply = rig.watch({});
    QVERIFY(reply->events.size() > 8 && reply->events.size() < 15);
    reply->readAll();
    QCOMPARE(reply->events, expected);
    QVERIFY2(reply->most <= mostPending, qPrintable(QString::number(reply->most)));
    expected += rig.change();
    reply->readAll();
    QCOMPARE(reply->events, expected);
}

void TestSlowWatch::initialStateIsOfOneMoment()
{
    Rig rig;
    QStringList expected = rig.fill(40);
    const auto reply = rig.watch({});
    expected += rig.change();
    reply->read(900 * 1000);
    for (const QString &name : {u"many-39"_s, u"many-20"_s, u"later"_s})
        expected.append(rig.write(u"MODIFIED"_s, name));
    reply->readAll();
    QCOMPARE(reply->events, expected);
    QVERIFY(reply->most <= mostPending);
}

void TestSlowWatch::initialEndComesBetweenStateAndChanges()
{
    Rig rig;
    QStringList expected = rig.fill(20);
    const QString revision = QString::number(rig.store.revision());
    const auto reply = rig.watch("&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true");
    expected.append(u"BOOKMARK 0 "_s + revision);
    expected += rig.change();
    reply->readAll();
    QCOMPARE(reply->events, expected);
    QVERIFY(reply->most <= mostPending);
}

void TestSlowWatch::replayComesInPortions()
{
    Rig rig;
    rig.fill(2);
    const QByteArray since = QByteArray::number(rig.store.revision());
    QStringList expected;
    for (int i = 0; i < 150; ++i) expected.append(rig.write(u"MODIFIED"_s, u"many-00"_s));
    const auto reply = rig.watch("&resourceVersion=" + since);
    reply->read(500 * 1000);
    expected += rig.change();
    reply->readAll();
    QCOMPARE(reply->events, expected);
    QVERIFY(reply->most <= mostPending);
}

void TestSlowWatch::laterChangesWait()
{
    Rig rig;
    QStringList expected = rig.fill(2);
    const auto reply = rig.watch({});
    reply->readAll();
    for (int round = 0; round < 3; ++round) {
        for (int i = 0; i < 30; ++i) expected.append(rig.write(u"MODIFIED"_s, u"many-00"_s));
        QVERIFY(reply->events.size() < expected.size());
        reply->readAll();
        QCOMPARE(reply->events, expected);
    }
    QVERIFY(reply->most <= mostPending);
    expected += rig.change(); // it is told of these at once
    QCOMPARE(reply->events, expected);
}

void TestSlowWatch::changesThatWereCompactedEndIt()
{
    Rig rig;
    const QStringList expected = rig.fill(40);
    const auto reply = rig.watch({});
    rig.change();
    QVERIFY(rig.store.compact(rig.store.revision()));
    reply->readAll();
    QCOMPARE(reply->events.mid(0, 40), expected);
    QCOMPARE(reply->events.size(), 41);
    QCOMPARE(reply->events.last(), u"ERROR 410 "_s);
    QVERIFY(reply->isFinished);
    QCOMPARE(rig.server.watches().count(), 0);
}

void TestSlowWatch::statesThatWereCompactedEndIt()
{
    Rig rig;
    const QStringList expected = rig.fill(40);
    const auto reply = rig.watch({});
    rig.write(u"MODIFIED"_s, u"many-39"_s);
    QVERIFY(rig.store.compact(rig.store.revision()));
    reply->readAll();
    QCOMPARE(reply->events, expected.mid(0, 39) + QStringList{u"ERROR 410 "_s});
    QVERIFY(reply->isFinished);
    QCOMPARE(rig.server.watches().count(), 0);
}

// Clients that do not read the state with which their watches begin do not keep what the store has given up.
void TestSlowWatch::keepsNoStates()
{
    Rig rig;
    rig.fill(20);
    std::vector<std::shared_ptr<SlowReply>> replies;
    std::vector<std::weak_ptr<const practice::Record>> states;
    for (int round = 0; round < 3; ++round) {
        replies.push_back(rig.watch("&sendInitialEvents=true&resourceVersionMatch=NotOlderThan"));
        for (const practice::RecordPtr &record : rig.store.list({}).records) states.push_back(record);
        for (int i = 0; i < 20; ++i) rig.write(u"MODIFIED"_s, u"many-%1"_s.arg(i, 2, 10, QChar(u'0')));
    }
    QVERIFY(rig.store.compact(rig.store.revision()));
    QCOMPARE(rig.server.watches().count(), 3);
    const auto kept = std::ranges::count_if(states, [](const auto &state) { return !state.expired(); });
    QCOMPARE(kept, 0);
}

void TestSlowWatch::initialStatesAreBounded()
{
    Rig rig;
    practice::Store &store = rig.store;
    constexpr int count = 2000;
    for (int i = 0; i < count; ++i)
        QVERIFY(store.put("configmaps/default/c" + QByteArray::number(i), QByteArray(600, ' ')));
    std::vector<std::shared_ptr<SlowReply>> replies;
    constexpr std::size_t most = practice::Watches::maxInitial / count;
    for (std::size_t i = 0; i < most + 3; ++i) {
        auto reply = std::make_shared<SlowReply>();
        reply->pending = 2 << 20; // it takes nothing
        rig.watch({}, reply);
        replies.push_back(std::move(reply));
    }
    QCOMPARE(rig.server.watches().count(), int(most));
    QVERIFY2(replies.back()->events.value(0).startsWith(u"429 "_s), qPrintable(replies.back()->events.value(0)));
    replies[0]->gone();
    const auto next = rig.watch({});
    QVERIFY(!next->isFinished);
}

void TestSlowWatch::selectorsAreBounded()
{
    Rig rig;
    const auto selector = [](int number) {
        QByteArray text = "k" + QByteArray::number(number);
        for (int i = 0; i < 5000; ++i) text += ",k" + QByteArray::number(i) + "!=v";
        return "&labelSelector=" + text;
    };
    std::vector<std::shared_ptr<SlowReply>> replies;
    for (int i = 0; i < 1000; ++i) replies.push_back(rig.watch(selector(0))); // they are one
    QCOMPARE(rig.server.watches().count(), 1000);
    int refused = 0;
    for (int i = 1; i < 300 && refused == 0; ++i) {
        replies.push_back(rig.watch(selector(i)));
        refused += replies.back()->events.value(0).startsWith(u"429 "_s);
    }
    QCOMPARE(refused, 1);
    replies.push_back(rig.watch("&labelSelector=a%3Db")); // a short one is granted always
    QVERIFY(!replies.back()->isFinished);
    replies[1001]->gone();
    replies.push_back(rig.watch(selector(300)));
    QVERIFY(!replies.back()->isFinished);
}

void TestSlowWatch::clientGoesWhileItIsBehind()
{
    Rig rig;
    rig.fill(40);
    const auto reply = rig.watch({});
    const qsizetype before = reply->events.size();
    reply->gone();
    QCOMPARE(rig.server.watches().count(), 0);
    reply->readAll();
    rig.change();
    QCOMPARE(reply->events.size(), before);
}

QTEST_GUILESS_MAIN(TestSlowWatch)
#include "tst_slowwatch.moc"
