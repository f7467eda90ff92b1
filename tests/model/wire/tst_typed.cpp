// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/limits.h"
#include "model/wire/json.h"
#include "model/wire/protobuf.h"
#include "model/wire/typed.h"
#include "tests/model/wire/randomobjects.h"
#include "tests/model/wire/typedcases.h"

#include <QElapsedTimer>
#include <QTest>

using namespace model;
using namespace Qt::StringLiterals;

// The object as JSON and what strict decoding says, or the error.
static QByteArray read(WireType type, QByteArrayView json)
{
    const auto text = readJson(json);
    if (!text) return text.error().message.toUtf8();
    const auto typed = readTyped(type, text->value);
    if (!typed) return typed.error().message.toUtf8();
    QByteArray answer = writeJson(typed->object);
    for (const QString &name : typed->unknown) answer += "\nunknown " + name.toUtf8();
    return answer;
}

static WireType typeOf(const QByteArray &name)
{
    const qsizetype slash = name.lastIndexOf('/');
    return WireTypes::builtin().goType(QByteArrayView(name).first(slash), QByteArrayView(name).sliced(slash + 1));
}

// An object that holds itself so many times: {"properties":{"a":{"properties":…
static QByteArray nested(const QByteArray &begin, const QByteArray &end, int times)
{
    return begin.repeated(times) + "{}" + end.repeated(times);
}

// Changes a value somewhere in the tree.
static void changeOne(Value &root, QRandomGenerator &random)
{
    Value *at = &root;
    while (at->isContainer() && random.bounded(8) != 0) {
        ValueList *list = at->list();
        ValueMap *map = at->map();
        const auto size = quint32(list ? list->size() : map->size());
        if (size == 0) break;
        const quint32 index = random.bounded(size);
        at = list ? &(*list)[index] : &(*map)[index].second;
    }
    switch (random.bounded(6)) {
    case 0: *at = Value(); return;
    case 1: *at = u"text"; return;
    case 2: *at = ValueMap(); return;
    case 3: *at = ValueList(); return;
    case 4: *at = qint64(random.bounded(5)); return;
    default: break;
    }
    if (at->isMap())
        at->set(random.bounded(2) ? u"unknown" : u"name", u"web");
    else if (ValueList *list = at->list(); list && !list->empty())
        list->push_back(list->front());
}

static void columns(const std::vector<support::TypedCase> &cases)
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("expected");
    for (const support::TypedCase &one : cases)
        QTest::newRow(one.title.constData()) << one.type << one.json << one.expected;
}

class TestTyped : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data() { columns(support::typedCases()); }
    void reads()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, json);
        QVERIFY(typeOf(type));
        QTEST(read(typeOf(type), json), "expected");
    }

    void errors_data() { columns(support::typedErrors()); }
    void errors() { reads(); }

    // An object in normal form is the same on the other side of the wire, but for kind and apiVersion of the envelope.
    void goesThroughProtobuf()
    {
        const WireTypes &types = WireTypes::builtin();
        support::RandomObjects random(3, 0);
        int compared = 0;
        for (int i = 0; i < types.typeCount(); ++i) {
            const WireType type = types.typeAt(i);
            auto typed = readTyped(type, random.object(type));
            if (!typed) continue; // a time in a text of bytes, say
            for (const QStringView key : {u"kind", u"apiVersion"})
                if (type.field(type.indexOf(key)).number() == 0) typed->object.remove(key);
            typed = readTyped(type, typed->object); // a pointer to a zero time, which is null too, only JSON has
            if (!typed) continue;                   // years that no text may have
            const QByteArray before = writeJson(typed->object);
            const auto again = readProtobuf(type, writeProtobuf(type, typed->object));
            QVERIFY2(again.ok(), type.name().toByteArray());
            const QByteArray after = writeJson(*again);
            QVERIFY2(before == after, type.name().toByteArray() + '\n' + before + '\n' + after);
            ++compared;
        }
        QVERIFY(compared > 900);
    }

    // What was read once is read again as it is.
    void isStable()
    {
        const WireTypes &types = WireTypes::builtin();
        for (int i = 0; i < types.kindCount(); ++i) {
            const auto empty = readTyped(types.kindAt(i).type, ValueMap());
            QVERIFY(empty.ok());
            const auto again = readTyped(types.kindAt(i).type, empty->object);
            QVERIFY(again.ok());
            QCOMPARE(writeJson(again->object), writeJson(empty->object));
        }
    }

    // What is noted on structs never hides a change: an object that was read, changed somewhere and read again is what
    // the same object is without any notes.
    void notesNeverLie()
    {
        const WireTypes &types = WireTypes::builtin();
        support::RandomObjects objects(11, 0);
        QRandomGenerator random(12);
        int changed = 0;
        for (int i = 0; i < types.kindCount() * 20; ++i) {
            const WireType type = types.kindAt(i % types.kindCount()).type;
            auto typed = readTyped(type, objects.object(type));
            if (!typed) continue;
            for (int change = 0; change < 4; ++change) {
                const Value before = typed->object;
                changeOne(typed->object, random);
                const auto bare = readJson(writeJson(typed->object));
                QVERIFY(bare.ok());
                const auto fresh = readTyped(type, bare->value);
                auto again = readTyped(type, typed->object);
                QCOMPARE(again.ok(), fresh.ok());
                if (!again) break;
                QCOMPARE(writeJson(again->object), writeJson(fresh->object));
                QCOMPARE(again->unknown, fresh->unknown);
                changed += !(again->object == before);
                typed = std::move(again);
            }
        }
        QVERIFY(changed > 1000);
    }

    void hostile_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("json");
        const auto row = [](const char *title, const char *type, const QByteArray &json) {
            QTest::newRow(title) << QByteArray(type) << json;
        };
        const char *schema = "apiextensions/v1/JSONSchemaProps";
        row("deep properties", schema, nested("{\"properties\":{\"a\":", "}}", limits::maxDepth / 2 - 1));
        row("deep items", schema, nested("{\"items\":", "}", limits::maxDepth - 1));
        row("deep lists of items", schema, nested("{\"items\":[", "]}", limits::maxDepth / 2 - 1));
        row("deep not", schema, nested("{\"not\":", "}", limits::maxDepth - 1));
        row("deep wrong items", schema, nested("{\"type\":1,\"items\":", "}", limits::maxDepth - 1));
        row("deep anything", "meta/v1/List", "{\"items\":[" + nested("[", "]", limits::maxDepth - 3) + "]}");
        row("many elements", "core/v1/Pod",
            "{\"spec\":{\"containers\":[" + QByteArray("{},").repeated(50000) + "{}]}}");
        row("many unknown fields", "core/v1/Pod", [] {
            QByteArray json = "{";
            for (int i = 0; i < 200000; ++i) json += "\"x" + QByteArray::number(i) + "\":{},";
            return json + "\"y\":1}";
        }());
        row("a long number", "core/v1/ResourceRequirements",
            "{\"limits\":{\"a\":\"" + QByteArray(2000000, '9') + "\"}}");
        row("long bytes", "core/v1/Secret", "{\"data\":{\"a\":\"" + QByteArray(4000000, 'Y') + "\"}}");
    }
    void hostile()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, json);
        auto text = readJson(json);
        QVERIFY2(text.ok(), text ? "" : qPrintable(text.error().message));
        QElapsedTimer timer;
        timer.start();
        const auto typed = readTyped(typeOf(type), std::move(text->value));
        QVERIFY2(timer.elapsed() < 5000, QByteArray::number(timer.elapsed()));
        if (typed) QVERIFY(typed->unknown.size() <= 100);
    }
};

QTEST_APPLESS_MAIN(TestTyped)
#include "tst_typed.moc"
