// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/fields/managedfields.h"
#include "model/schema/openapischema.h"
#include "model/schema/schemastore.h"
#include "model/wire/json.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace practice;
using model::Value;

namespace {

Value read(const QByteArray &json) { return model::readJson(json).valueOr({}).value; }
QByteArray json(const Value &value) { return model::writeJson(value); }

FieldWriter writer(const QString &manager, int second = 0)
{
    return {manager,
            u"v1"_s,
            {},
            u"2026-01-01T00:00:%1Z"_s.arg(second, 2, 10, QChar(u'0')),
            model::SchemaStore::builtin().kind("v1", "Pod").node,
            {}};
}

Value pod(const QByteArray &labels, const QByteArray &more = {})
{
    return read(R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","uid":"u","labels":)" + labels + more + "}}");
}

QByteArray managedFields(const Value &object)
{
    const Value *fields = at(object, {u"metadata", u"managedFields"});
    return fields ? json(*fields) : QByteArray();
}

Value withFields(Value object, const Value &other)
{
    if (const Value *fields = at(other, {u"metadata", u"managedFields"})) {
        mapIn(object, u"metadata").set(u"managedFields", *fields);
    }
    return object;
}

} // namespace

class TestTrackWrite : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void movesOwnership();
    void keepsTimeOfNoChange();
    void keepsTimesWhenNothingElseDiffers();
    void resets_data();
    void resets();
    void fallsBackToLive_data();
    void fallsBackToLive();
    void leavesOutResetFields();
    void capsWriters();
    void dropsWhatDoesNotFit();
    void comparesInEveryVersion_data();
    void comparesInEveryVersion();
};

void TestTrackWrite::movesOwnership()
{
    const Value one = trackWrite(nullptr, pod(R"({"a":"1","b":"1"})"), writer(u"m1"_s));
    QCOMPARE(managedFields(one), R"([{"manager":"m1","operation":"Update","apiVersion":"v1",)"
                                 R"("time":"2026-01-01T00:00:00Z","fieldsType":"FieldsV1",)"
                                 R"("fieldsV1":{"f:metadata":{"f:labels":{".":{},"f:a":{},"f:b":{}}}}}])"_ba);
    const Value two = trackWrite(&one, withFields(pod(R"({"a":"2"})"), one), writer(u"m2"_s, 5));
    QCOMPARE(managedFields(two), R"([{"manager":"m1","operation":"Update","apiVersion":"v1",)"
                                 R"("time":"2026-01-01T00:00:00Z","fieldsType":"FieldsV1",)"
                                 R"("fieldsV1":{"f:metadata":{"f:labels":{}}}},)"
                                 R"({"manager":"m2","operation":"Update","apiVersion":"v1",)"
                                 R"("time":"2026-01-01T00:00:05Z","fieldsType":"FieldsV1",)"
                                 R"("fieldsV1":{"f:metadata":{"f:labels":{"f:a":{}}}}}])"_ba);
}

void TestTrackWrite::keepsTimeOfNoChange()
{
    const Value one = trackWrite(nullptr, pod(R"({"a":"1"})"), writer(u"m1"_s));
    QCOMPARE(json(trackWrite(&one, one, writer(u"m1"_s, 9))), json(one));
}

void TestTrackWrite::keepsTimesWhenNothingElseDiffers()
{
    const Value live = trackWrite(nullptr, pod(R"({"a":"1"})"), writer(u"m1"_s));
    const Value later = trackWrite(nullptr, pod(R"({"a":"1"})"), writer(u"m1"_s, 9));
    QVERIFY(json(later) != json(live));
    QCOMPARE(json(keepTimesOfNoChange(live, later)), json(live));
    const Value changed = trackWrite(nullptr, pod(R"({"a":"2"})"), writer(u"m1"_s, 9));
    QCOMPARE(json(keepTimesOfNoChange(live, changed)), json(changed));
    const Value bare = pod(R"({"a":"1"})");
    QCOMPARE(json(keepTimesOfNoChange(live, bare)), json(bare));
    QCOMPARE(json(keepTimesOfNoChange(bare, live)), json(live));
}

void TestTrackWrite::resets_data()
{
    QTest::addColumn<QByteArray>("given");
    for (const char *given : {"[]", "[{}]", R"([{"manager":""}])"}) QTest::newRow(given) << QByteArray(given);
}

void TestTrackWrite::resets()
{
    QFETCH(QByteArray, given);
    const Value one = trackWrite(nullptr, pod(R"({"a":"1"})"), writer(u"m1"_s));
    const Value two = trackWrite(&one, pod(R"({"a":"2"})", ",\"managedFields\":" + given), writer(u"m1"_s));
    QCOMPARE(json(two), json(pod(R"({"a":"2"})")));
}

void TestTrackWrite::fallsBackToLive_data()
{
    QTest::addColumn<QByteArray>("given");
    for (const char *given : {"null", R"([{"manager":"x","operation":"Nothing"}])", R"("text")", "[{},{}]",
                              R"([{"manager":"x","operation":"Update","apiVersion":"v1","fieldsType":"FieldsV2"}])",
                              (R"([{"manager":"x","operation":"Update","apiVersion":"v1","fieldsType":"FieldsV1",)"
                               R"("fieldsV1":{"bad":{}}}])")}) {
        QTest::newRow(given) << QByteArray(given);
    }
}

void TestTrackWrite::fallsBackToLive()
{
    QFETCH(QByteArray, given);
    const Value one = trackWrite(nullptr, pod(R"({"a":"1"})"), writer(u"m1"_s));
    const Value two = trackWrite(&one, pod(R"({"a":"1"})", ",\"managedFields\":" + given), writer(u"m1"_s, 7));
    QCOMPARE(json(two), json(one));
}

void TestTrackWrite::leavesOutResetFields()
{
    FieldWriter status = writer(u"kubelet"_s, 3);
    status.subresource = u"status"_s;
    status.resetFields = {u"spec"_s, u"metadata.labels"_s};
    const Value one = trackWrite(nullptr, pod(R"({"a":"1"})"), writer(u"m1"_s));
    Value changed = pod(R"({"a":"2"})", R"(,"managedFields":[])");
    changed.set(u"spec", read(R"({"nodeName":"n"})"));
    changed.set(u"status", read(R"({"phase":"Running"})"));
    const Value two = trackWrite(&one, changed, status);
    QCOMPARE(managedFields(two), R"([{"manager":"m1","operation":"Update","apiVersion":"v1",)"
                                 R"("time":"2026-01-01T00:00:00Z","fieldsType":"FieldsV1",)"
                                 R"("fieldsV1":{"f:metadata":{"f:labels":{".":{},"f:a":{}}}}},)"
                                 R"({"manager":"kubelet","operation":"Update","apiVersion":"v1",)"
                                 R"("time":"2026-01-01T00:00:03Z","fieldsType":"FieldsV1",)"
                                 R"("fieldsV1":{"f:status":{".":{},"f:phase":{}}},"subresource":"status"}])"_ba);
}

void TestTrackWrite::capsWriters()
{
    Value live = trackWrite(nullptr, pod(R"({"l0":"1"})"), writer(u"w0"_s));
    QByteArray labels = R"("l0":"1")";
    for (int i = 1; i < 14; ++i) {
        labels += R"(,"l)" + QByteArray::number(i) + R"(":"1")";
        live = trackWrite(&live, withFields(pod('{' + labels + '}'), live), writer(u"w%1"_s.arg(i), i));
    }
    const model::ValueList &entries = listAt(live, {u"metadata", u"managedFields"});
    QCOMPARE(entries.size(), std::size_t(10));
    QCOMPARE(json(entries.front()), R"({"manager":"ancient-changes","operation":"Update","apiVersion":"v1",)"
                                    R"("time":"2026-01-01T00:00:04Z","fieldsType":"FieldsV1","fieldsV1":{"f:metadata":)"
                                    R"({"f:labels":{".":{},"f:l0":{},"f:l1":{},"f:l2":{},"f:l3":{},"f:l4":{}}}}})"_ba);
}

void TestTrackWrite::dropsWhatDoesNotFit()
{
    const Value one = trackWrite(nullptr, pod(R"({"a":"1"})"), writer(u"m1"_s));
    Value wrong = withFields(pod(R"({"a":"2"})"), one);
    wrong.set(u"spec", 5);
    QCOMPARE(managedFields(trackWrite(&one, wrong, writer(u"m1"_s))), QByteArray());
}

void TestTrackWrite::comparesInEveryVersion_data()
{
    QTest::addColumn<QByteArray>("otherSchema"); // of the version that the other manager wrote in; empty: it is gone
    QTest::addColumn<bool>("isKept");
    QTest::newRow("it knows all fields")
        << R"({"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}}})"_ba << true;
    QTest::newRow("it lacks one") << R"({"type":"object","properties":{"b":{"type":"string"}}})"_ba << false;
    QTest::newRow("it is gone") << QByteArray() << true;
}

void TestTrackWrite::comparesInEveryVersion()
{
    QFETCH(QByteArray, otherSchema);
    QFETCH(bool, isKept);
    const auto storeOf = [](const QByteArray &version, const QByteArray &schema) {
        return model::makeSchemaStore({"example.com", version, "Widget", "widgets", true}, read(schema));
    };
    const auto one = storeOf("v1", R"({"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}}})");
    const auto other = storeOf("v2", otherSchema);
    const auto writing = [&](const QString &manager) {
        FieldWriter writer{manager, u"example.com/v1"_s, {}, u"2026-01-01T00:00:00Z"_s, one->kindAt(0).node, {}};
        writer.schemaOfVersion = [&](const QString &apiVersion) {
            const bool isOther = apiVersion == u"example.com/v2" && !otherSchema.isEmpty();
            return isOther ? other->kindAt(0).node : model::SchemaNode();
        };
        return writer;
    };
    const Value live = read(R"({"apiVersion":"example.com/v1","kind":"Widget","a":"1","metadata":{"name":"w","uid":"u",
        "managedFields":[{"manager":"m","operation":"Update","apiVersion":"example.com/v2","fieldsType":"FieldsV1",
        "fieldsV1":{"f:b":{}}}]}})");
    Value now = live;
    now.set(u"a", u"2");
    const Value written = trackWrite(&live, now, writing(u"n"_s));
    QCOMPARE(managedFields(written).contains("\"f:a\""), isKept);
    QCOMPARE(managedFields(written).isEmpty(), !isKept);
}

QTEST_GUILESS_MAIN(TestTrackWrite)
#include "tst_trackwrite.moc"
