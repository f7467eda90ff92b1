// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/fields/managedfields.h"
#include "model/schema/schemastore.h"
#include "model/wire/json.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace practice;
using model::Value;

namespace {

Value read(const QByteArray &json) { return model::readJson(json).valueOr({}).value; }
QByteArray json(const Value &value) { return model::writeJson(value); }

FieldWriter writer(const QString &manager, const QString &time = u"2026-01-01T00:00:00Z"_s)
{
    return {manager, u"v1"_s, {}, time, model::SchemaStore::builtin().kind("v1", "ConfigMap").node, {}};
}

Value configMap(const QByteArray &data, const QByteArray &metadata = {})
{
    return read(R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a")" + metadata + R"(},"data":)" + data +
                '}');
}

Value applied(const Value *live, const Value &config, const FieldWriter &by, bool force = false)
{
    Answer<Value> answer = applyFields(live, config, by, force);
    return answer ? std::move(*answer) : answer.status().toValue();
}

} // namespace

class TestApplyFields : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void createsAndShares();
    void removesWhatIsAppliedNoMore();
    void tellsConflicts();
    void twiceChangesNothing();
    void refuses_data();
    void refuses();
    void keepsLastAppliedInStep();
    void keepsOtherVersions();
    void ownsWhatCameBefore();
    void ownsPartsOfWhatIsGranularHere();
};

// A reference is replaced as a whole, but for a volume's claim.
void TestApplyFields::ownsPartsOfWhatIsGranularHere()
{
    const auto by = [](const QString &manager) {
        return FieldWriter{manager,
                           u"v1"_s,
                           {},
                           u"2026-01-01T00:00:00Z"_s,
                           model::SchemaStore::builtin().kind("v1", "PersistentVolume").node,
                           {}};
    };
    const Value config = read(R"({"apiVersion":"v1","kind":"PersistentVolume","metadata":{"name":"a"},)"
                              R"("spec":{"claimRef":{"name":"c","namespace":"d"}}})");
    const Value one = applied(nullptr, config, by(u"m"_s));
    Value bound = one;
    at(bound, {u"spec", u"claimRef"})->set(u"uid", u"u");
    const Value two = trackWrite(&one, bound, by(u"binder"_s));
    const Value three = applied(&two, config, by(u"m"_s));
    QCOMPARE(json(*three.find(u"spec")), R"({"claimRef":{"name":"c","namespace":"d","uid":"u"}})"_ba);
    const Value &managers = *at(three, {u"metadata", u"managedFields"});
    QCOMPARE(json(*managers.list()->at(0).find(u"fieldsV1")),
             R"({"f:spec":{"f:claimRef":{"f:name":{},"f:namespace":{}}}})"_ba);
    QCOMPARE(json(*managers.list()->at(1).find(u"fieldsV1")), R"({"f:spec":{"f:claimRef":{"f:uid":{}}}})"_ba);
}

void TestApplyFields::createsAndShares()
{
    const Value one = applied(nullptr, configMap(R"({"a":"1","b":"1"})"), writer(u"m1"_s));
    QCOMPARE(json(*at(one, {u"metadata", u"managedFields"})),
             R"([{"manager":"m1","operation":"Apply","apiVersion":"v1","time":"2026-01-01T00:00:00Z",)"
             R"("fieldsType":"FieldsV1","fieldsV1":{"f:data":{"f:a":{},"f:b":{}}}}])"_ba);
    const Value two = applied(&one, configMap(R"({"a":"1","c":"2"})"), writer(u"m2"_s, u"2026-01-02T00:00:00Z"_s));
    QCOMPARE(json(*two.find(u"data")), R"({"a":"1","b":"1","c":"2"})"_ba);
    QCOMPARE(json(*at(two, {u"metadata", u"managedFields"})),
             R"([{"manager":"m1","operation":"Apply","apiVersion":"v1","time":"2026-01-01T00:00:00Z",)"
             R"("fieldsType":"FieldsV1","fieldsV1":{"f:data":{"f:a":{},"f:b":{}}}},)"
             R"({"manager":"m2","operation":"Apply","apiVersion":"v1","time":"2026-01-02T00:00:00Z",)"
             R"("fieldsType":"FieldsV1","fieldsV1":{"f:data":{"f:a":{},"f:c":{}}}}])"_ba);
}

void TestApplyFields::removesWhatIsAppliedNoMore()
{
    const Value one = applied(nullptr, configMap(R"({"a":"1","b":"1"})"), writer(u"m1"_s));
    const Value two = applied(&one, configMap(R"({"a":"1"})"), writer(u"m2"_s));
    const Value three = applied(&two, configMap(R"({})"), writer(u"m1"_s));
    QCOMPARE(json(*three.find(u"data")), R"({"a":"1"})"_ba);
    const Value four = applied(&three, configMap(R"({})"), writer(u"m2"_s));
    QVERIFY(!four.find(u"data") || four.find(u"data")->isNull() || four.find(u"data")->map()->empty());
}

void TestApplyFields::tellsConflicts()
{
    const Value one = trackWrite(nullptr, configMap(R"({"a":"1","b":"1"})"), writer(u"kubectl-edit"_s));
    const Value two = applied(&one, configMap(R"({"a":"2"})"), writer(u"m2"_s));
    QCOMPARE(json(two), R"({"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",)"
                        R"("message":"Apply failed with 1 conflict: conflict with \"kubectl-edit\" using v1: .data.a",)"
                        R"("reason":"Conflict","details":{"causes":[{"reason":"FieldManagerConflict",)"
                        R"("message":"conflict with \"kubectl-edit\" using v1","field":".data.a"}]},"code":409})"_ba);
    const Value both = applied(&one, configMap(R"({"a":"2","b":"2"})"), writer(u"m2"_s));
    QCOMPARE(textAt(both, {u"message"}),
             u"Apply failed with 2 conflicts: conflicts with \"kubectl-edit\" using v1:\n- .data.a\n- .data.b"_s);
    const Value forced = applied(&one, configMap(R"({"a":"2"})"), writer(u"m2"_s), true);
    QCOMPARE(json(*forced.find(u"data")), R"({"a":"2","b":"1"})"_ba);
    const Value &fields = *at(forced, {u"metadata", u"managedFields"});
    QCOMPARE(json(*fields.list()->at(1).find(u"fieldsV1")), R"({"f:data":{".":{},"f:b":{}}})"_ba);
}

void TestApplyFields::twiceChangesNothing()
{
    const Value config = configMap(R"({"a":"1"})", R"(,"labels":{"x":"y"},"finalizers":["b/c","a/c"])");
    const Value one = applied(nullptr, config, writer(u"m1"_s));
    const Value two = applied(&one, config, writer(u"m1"_s, u"2026-02-02T00:00:00Z"_s));
    QCOMPARE(json(two), json(one));
}

void TestApplyFields::refuses_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("message");
    QTest::newRow("version") << R"({"apiVersion":"apps/v1","kind":"ConfigMap"})"_ba << 400
                             << u"invalid object type: apps/v1, Kind=ConfigMap"_s;
    QTest::newRow("managedFields") << R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"managedFields":[]}})"_ba
                                   << 400 << u"metadata.managedFields must be nil"_s;
    QTest::newRow("unknown field") << R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"dat":1})"_ba
                                   << 500
                                   << u"failed to create typed patch object (/a; /v1, Kind=ConfigMap): .dat: field not "
                                      "declared in schema"_s;
    QTest::newRow("duplicates")
        << R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","namespace":"n","finalizers":["x","x"]}})"_ba
        << 500
        << u"failed to create typed patch object (n/a; /v1, Kind=ConfigMap): .metadata.finalizers: duplicate entries "
           "for key [=\"x\"]"_s;
    QTest::newRow("types") << R"({"apiVersion":"v1","kind":"ConfigMap","metadata":[],"data":{"a":[{}]}})"_ba << 500
                           << u"failed to create typed patch object (/; /v1, Kind=ConfigMap): errors:\n"
                              "  .data.a: expected string, got &value.valueUnstructured{Value:[]interface "
                              "{}{map[string]interface {}{}}}\n  .metadata: expected map, got &{[]}"_s;
}

void TestApplyFields::refuses()
{
    QFETCH(QByteArray, config);
    const Answer<Value> answer = applyFields(nullptr, read(config), writer(u"m1"_s), true);
    QVERIFY(!answer.ok());
    QTEST(answer.status().code, "code");
    QTEST(answer.status().message, "message");
}

void TestApplyFields::keepsLastAppliedInStep()
{
    const QByteArray annotation =
        R"(,"annotations":{"kubectl.kubernetes.io/last-applied-configuration":)"
        R"("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"data\":{\"a\":\"1\",\"b\":\"1\"}}"})";
    const Value live =
        trackWrite(nullptr, configMap(R"({"a":"1","b":"2"})", annotation), writer(u"kubectl-client-side-apply"_s));
    // What client-side apply wrote is no conflict for kubectl, what was changed since is.
    const Value refused = applied(&live, configMap(R"({"a":"9","b":"9"})"), writer(u"kubectl"_s));
    QCOMPARE(textAt(refused, {u"message"}),
             u"Apply failed with 1 conflict: conflict with \"kubectl-client-side-apply\" "
             "using v1: .data.b"_s);
    const Value done = applied(&live, configMap(R"({"a":"<9>"})"), writer(u"kubectl"_s));
    QCOMPARE(
        textAt(done, {u"metadata", u"annotations", u"kubectl.kubernetes.io/last-applied-configuration"}),
        u"{\"apiVersion\":\"v1\",\"data\":{\"a\":\"\\u003c9\\u003e\"},\"kind\":\"ConfigMap\",\"metadata\":{\"name\":"
        "\"a\"}}\n"_s);
    const Value other = applied(&live, configMap(R"({"a":"9"})"), writer(u"m1"_s));
    QCOMPARE(integerAt(other, {u"code"}), 409);
}

void TestApplyFields::keepsOtherVersions()
{
    const auto entry = [](const char *version) {
        return R"({"manager":"old","operation":"Update","apiVersion":")"_ba + version +
               R"(","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{"f:minReplicas":{}}}})";
    };
    const Value live =
        read(R"({"apiVersion":"autoscaling/v2","kind":"HorizontalPodAutoscaler","metadata":{"name":"a",)"
             R"("managedFields":[)" +
             entry("autoscaling/v1") + ',' + entry("nobody/v1") + R"(]},"spec":{"minReplicas":1,"maxReplicas":2}})");
    const Value config = read(R"({"apiVersion":"autoscaling/v2","kind":"HorizontalPodAutoscaler",)"
                              R"("metadata":{"name":"a"},"spec":{"minReplicas":3}})");
    FieldWriter by = writer(u"m1"_s);
    by.apiVersion = u"autoscaling/v2"_s;
    by.schema = model::SchemaStore::builtin().kind("autoscaling/v2", "HorizontalPodAutoscaler").node;
    const Value refused = applied(&live, config, by);
    QCOMPARE(textAt(refused, {u"message"}),
             u"Apply failed with 1 conflict: conflict with \"old\" using autoscaling/v1: .spec.minReplicas"_s);
}

void TestApplyFields::ownsWhatCameBefore()
{
    const Value live = configMap(R"({"a":"1"})", R"(,"uid":"u")");
    const Value now = applied(&live, configMap(R"({"b":"1"})"), writer(u"m1"_s));
    QCOMPARE(json(*at(now, {u"metadata", u"managedFields"})),
             R"([{"manager":"m1","operation":"Apply","apiVersion":"v1","time":"2026-01-01T00:00:00Z",)"
             R"("fieldsType":"FieldsV1","fieldsV1":{"f:data":{"f:b":{}}}},)"
             R"({"manager":"before-first-apply","operation":"Update","apiVersion":"v1","time":"2026-01-01T00:00:00Z",)"
             R"("fieldsType":"FieldsV1","fieldsV1":{"f:data":{".":{},"f:a":{}}}}])"_ba);
}

QTEST_GUILESS_MAIN(TestApplyFields)
#include "tst_applyfields.moc"
