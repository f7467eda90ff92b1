// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/fields/fieldset.h"
#include "cluster/practice/fields/fieldsv1.h"
#include "cluster/practice/fields/typedobject.h"
#include "model/schema/schemastore.h"
#include "model/wire/json.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace practice;
using model::Value;
using model::ValueMap;

namespace {

Value read(const QByteArray &json) { return model::readJson(json).valueOr({}).value; }

FieldSet set(const QByteArray &json)
{
    const auto fields = readFieldsV1(read(json));
    return fields ? *fields : FieldSet();
}

QByteArray written(const FieldSet &fields) { return model::writeJson(writeFieldsV1(fields)); }

FieldType pod() { return FieldType::ofObject(model::SchemaStore::builtin().kind("v1", "Pod").node); }

// Fields, keys, values and indexes, up to three levels deep.
FieldSet randomSet(QRandomGenerator &random, int depth)
{
    FieldSet fields;
    const int count = random.bounded(depth == 3 ? 5 : 4);
    for (int i = 0; i < count; ++i) {
        const QString name = u"abcd"_s.at(random.bounded(4));
        const int kind = random.bounded(4);
        PathElement element = PathElement::field(name);
        if (kind == 1) element = PathElement::key({{u"port"_s, random.bounded(2)}, {u"name"_s, name}});
        if (kind == 2) element = PathElement::value(random.bounded(2) ? Value(name) : Value(random.bounded(3)));
        if (kind == 3) element = PathElement::index(random.bounded(3));
        FieldSet below = depth ? randomSet(random, depth - 1) : FieldSet();
        fields.add(std::move(element), random.bounded(2) == 0 || below.isEmpty(), std::move(below));
    }
    fields.sort();
    return fields;
}

} // namespace

class TestFieldSet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAndWrites_data();
    void readsAndWrites();
    void refuses_data();
    void refuses();
    void refusesDepth();
    void printsPaths();
    void calculates_data();
    void calculates();
    void obeysLaws();
    void knowsFieldsOfObjects_data();
    void knowsFieldsOfObjects();
    void compares_data();
    void compares();
    void mergesLongListsInTime();
};

void TestFieldSet::readsAndWrites_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("expected");
    const auto same = [](const char *json) { QTest::newRow(json) << QByteArray(json) << QByteArray(json); };
    const auto row = [](const char *json, const char *expected) {
        QTest::newRow(json) << QByteArray(json) << QByteArray(expected);
    };
    same(R"({})");
    same(R"({"f:a":{}})");
    same(R"({"f:a":{"f:b":{}}})");
    same(R"({"f:a":{".":{},"f:b":{}}})");
    same(R"({"k:{\"containerPort\":80,\"protocol\":\"TCP\"}":{".":{},"f:name":{}}})");
    same(R"({"v:\"f.io/a\"":{},"i:3":{}})");
    same(R"({"v:80":{},"v:\"a\"":{},"v:true":{},"v:null":{}})");
    same(R"({"v:\"\\u003ca\\u003e\\\"\"":{}})");
    row(R"({"f:b":{},"f:a":{}})", R"({"f:a":{},"f:b":{}})");
    row(R"({"i:1":{},"v:1":{},"k:{\"a\":1}":{},"f:a":{}})", R"({"f:a":{},"k:{\"a\":1}":{},"v:1":{},"i:1":{}})");
    row(R"({"k:{\"b\":1,\"a\":2}":{}})", R"({"k:{\"a\":2,\"b\":1}":{}})");
    row("{\"f:\xf0\x90\x80\x80\":{},\"f:\xef\xbf\xbd\":{}}", "{\"f:\xef\xbf\xbd\":{},\"f:\xf0\x90\x80\x80\":{}}");
    row(R"({"x:new":{},"f:a":{"x:new":{}}})", R"({"f:a":{}})");
    row(R"({".":{}})", R"({})");
    row(R"({"f:a":null})", R"({"f:a":{}})");
    row(R"({"v:1":{},"v:1.0":{"f:a":{}}})", R"({"v:1":{".":{},"f:a":{}}})");
}

void TestFieldSet::readsAndWrites()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, expected);
    const auto fields = readFieldsV1(read(json));
    QVERIFY(fields.ok());
    QCOMPARE(written(*fields), expected);
}

void TestFieldSet::refuses_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json :
         {R"({"a":{}})", R"({"f":{}})", R"({"":{}})", R"({"i:x":{}})", R"({"k:[]":{}})", R"({"k:{\"a\":[1]}":{}})",
          R"({"v:{}":{}})", R"({"v:":{}})", R"({"k:{":{}})", R"({"f:a":[]})", R"({"f:a":1})", R"([])", R"("f:a")"}) {
        QTest::newRow(json) << QByteArray(json);
    }
}

void TestFieldSet::refuses()
{
    QFETCH(QByteArray, json);
    const auto fields = readFieldsV1(read(json));
    QVERIFY(!fields.ok());
    QCOMPARE(fields.error().code, model::Error::Code::Invalid);
}

void TestFieldSet::refusesDepth()
{
    const auto nested = [](int depth, const QString &name = u"f:a"_s) {
        Value value{ValueMap()};
        for (int i = 0; i < depth; ++i) {
            ValueMap map;
            map.emplace_back(name, std::move(value));
            value = Value(std::move(map));
        }
        return value;
    };
    QVERIFY(readFieldsV1(nested(maxFieldDepth)).ok());
    const auto deep = readFieldsV1(nested(9000));
    QVERIFY(!deep.ok());
    QCOMPARE(deep.error().code, model::Error::Code::TooLarge);
    // An object that deep is owned as a whole from there on.
    const Value object = nested(9000, u"a"_s);
    const FieldSet fields = fieldsOf(object, FieldType::ofObject({}));
    QVERIFY(!fields.isEmpty());
    QVERIFY(compareObjects(object, object, FieldType::ofObject({})).modified.isEmpty());
}

void TestFieldSet::printsPaths()
{
    const FieldSet fields = set(R"({"f:spec":{"f:ports":{"k:{\"name\":\"a\\\"\",\"port\":80}":{"f:x":{}}},
                                    "f:set":{"v:\"b\"":{}},"f:list":{"i:2":{}}},"f:a":{".":{},"f:b":{}}})");
    QStringList paths;
    fields.visit([&paths](auto path) { paths.append(printedPath(path)); });
    QCOMPARE(paths, (QStringList{u".a"_s, u".a.b"_s, u".spec.list[2]"_s, u".spec.ports[name=\"a\\\"\",port=80].x"_s,
                                 u".spec.set[=\"b\"]"_s}));
}

void TestFieldSet::calculates_data()
{
    QTest::addColumn<QByteArray>("left");
    QTest::addColumn<QByteArray>("right");
    QTest::addColumn<QString>("operation");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *left, const char *operation, const char *right, const char *expected) {
        const QByteArray name = QByteArray(left) + ' ' + operation + ' ' + right;
        QTest::newRow(name.constData()) << QByteArray(left) << QByteArray(right) << QString::fromLatin1(operation)
                                        << QByteArray(expected);
    };
    const char *ab = R"({"f:a":{".":{},"f:b":{}}})";
    const char *a = R"({"f:a":{}})";
    row(ab, "without", a, R"({"f:a":{"f:b":{}}})");
    row(ab, "withoutTrees", a, R"({})");
    row(ab, "without", R"({"f:a":{"f:b":{}}})", a);
    row(ab, "withoutTrees", R"({"f:a":{"f:b":{}}})", a);
    row(ab, "intersected", a, a);
    row(ab, "intersected", R"({"f:a":{"f:c":{}}})", R"({})");
    row(a, "united", R"({"f:a":{"f:b":{}},"f:c":{}})", R"({"f:a":{".":{},"f:b":{}},"f:c":{}})");
    row(ab, "leaves", a, R"({"f:a":{"f:b":{}}})");
}

void TestFieldSet::calculates()
{
    QFETCH(QByteArray, left);
    QFETCH(QByteArray, right);
    QFETCH(QString, operation);
    QFETCH(QByteArray, expected);
    const FieldSet l = set(left);
    const FieldSet r = set(right);
    FieldSet result;
    if (operation == u"without") result = l.without(r);
    if (operation == u"withoutTrees") result = l.withoutTrees(r);
    if (operation == u"intersected") result = l.intersectedWith(r);
    if (operation == u"united") result = l.unitedWith(r);
    if (operation == u"leaves") result = l.leaves();
    QCOMPARE(written(result), expected);
}

void TestFieldSet::obeysLaws()
{
    QRandomGenerator random(7);
    for (int i = 0; i < 500; ++i) {
        const FieldSet a = randomSet(random, 3);
        const FieldSet b = randomSet(random, 3);
        QCOMPARE(written(set(written(a))), written(a));
        QVERIFY(set(written(a)) == a);
        QVERIFY(a.unitedWith(b) == b.unitedWith(a));
        QVERIFY(a.unitedWith(a) == a);
        QVERIFY(a.intersectedWith(b) == b.intersectedWith(a));
        QVERIFY(a.intersectedWith(b).unitedWith(a.without(b)) == a);
        QVERIFY(a.without(b).intersectedWith(b).isEmpty());
        QVERIFY(a.unitedWith(b).without(b) == a.without(b));
        QVERIFY(a.withoutTrees(a).isEmpty());
        QVERIFY(a.withoutTrees(b).without(a.without(b)).isEmpty());
        const FieldSet united = a.unitedWith(b);
        b.visit([&united](auto path) { QVERIFY(united.has(path)); });
        a.without(b).visit([&](auto path) { QVERIFY(a.has(path) && !b.has(path)); });
    }
}

void TestFieldSet::knowsFieldsOfObjects_data()
{
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<bool>("typed");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, bool typed, const char *object, const char *expected) {
        QTest::newRow(name) << QByteArray(object) << typed << QByteArray(expected);
    };
    row("struct", true, R"({"spec":{"hostname":"a"}})", R"({"f:spec":{"f:hostname":{}}})");
    row("empty struct", true, R"({"spec":{"securityContext":{}}})", R"({"f:spec":{"f:securityContext":{}}})");
    row("null", true, R"({"spec":{"hostname":null,"containers":null}})",
        R"({"f:spec":{"f:containers":{},"f:hostname":{}}})");
    row("empty list", true, R"({"spec":{"containers":[],"tolerations":[]}})", R"({"f:spec":{"f:tolerations":{}}})");
    row("map", true, R"({"metadata":{"labels":{"a":"b"}}})", R"({"f:metadata":{"f:labels":{"f:a":{}}}})");
    row("keys", true, R"({"spec":{"containers":[{"name":"a"}]}})",
        R"({"f:spec":{"f:containers":{"k:{\"name\":\"a\"}":{".":{},"f:name":{}}}}})");
    row("default key", true, R"({"spec":{"containers":[{"name":"a","ports":[{"containerPort":1}]}]}})",
        R"({"f:spec":{"f:containers":{"k:{\"name\":\"a\"}":{".":{},"f:name":{},)"
        R"("f:ports":{"k:{\"containerPort\":1,\"protocol\":\"TCP\"}":{".":{},"f:containerPort":{}}}}}}})");
    row("duplicates", true, R"({"spec":{"imagePullSecrets":[{"name":"a"},{"name":"a"}]}})",
        R"({"f:spec":{"f:imagePullSecrets":{"k:{\"name\":\"a\"}":{}}}})");
    row("set", true, R"({"metadata":{"finalizers":["b","a","b"]}})",
        R"({"f:metadata":{"f:finalizers":{"v:\"a\"":{},"v:\"b\"":{}}}})");
    row("atomic map", true, R"({"spec":{"nodeSelector":{"a":"b"}}})", R"({"f:spec":{"f:nodeSelector":{}}})");
    row("deduced", false, R"({"metadata":{"finalizers":["a"]},"spec":{"a":[1],"b":{"c":null}}})",
        R"({"f:metadata":{"f:finalizers":{"v:\"a\"":{}}},"f:spec":{".":{},"f:a":{},"f:b":{".":{},"f:c":{}}}})");
}

void TestFieldSet::knowsFieldsOfObjects()
{
    QFETCH(QByteArray, object);
    QFETCH(bool, typed);
    QFETCH(QByteArray, expected);
    QCOMPARE(written(fieldsOf(read(object), typed ? pod() : FieldType::ofObject({}))), expected);
}

void TestFieldSet::compares_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("now");
    QTest::addColumn<QByteArray>("removed");
    QTest::addColumn<QByteArray>("modified");
    QTest::addColumn<QByteArray>("added");
    const auto row = [](const char *name, const char *before, const char *now, const char *removed,
                        const char *modified, const char *added) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(now) << QByteArray(removed) << QByteArray(modified)
                            << QByteArray(added);
    };
    row("same", R"({"a":{"b":1.0}})", R"({"a":{"b":1}})", "{}", "{}", "{}");
    row("scalar", R"({"a":1,"b":2})", R"({"b":3,"c":4})", R"({"f:a":{}})", R"({"f:b":{}})", R"({"f:c":{}})");
    row("map", R"({"a":{"x":1}})", R"({"b":{"x":1}})", R"({"f:a":{".":{},"f:x":{}}})", "{}",
        R"({"f:b":{".":{},"f:x":{}}})");
    row("list", R"({"a":[1]})", R"({"a":[2]})", "{}", R"({"f:a":{}})", "{}");
    row("map to list", R"({"a":{"x":1}})", R"({"a":[2]})", R"({"f:a":{"f:x":{}}})", R"({"f:a":{}})", "{}");
    row("map to null", R"({"a":{"x":1}})", R"({"a":null})", R"({"f:a":{"f:x":{}}})", "{}", "{}");
    row("empty to null", R"({"a":{}})", R"({"a":null})", "{}", R"({"f:a":{}})", "{}");
    row("null to scalar", R"({"a":null})", R"({"a":1})", "{}", R"({"f:a":{}})", "{}");
}

void TestFieldSet::compares()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, now);
    const Comparison comparison = compareObjects(read(before), read(now), FieldType::ofObject({}));
    QTEST(written(comparison.removed), "removed");
    QTEST(written(comparison.modified), "modified");
    QTEST(written(comparison.added), "added");
}

void TestFieldSet::mergesLongListsInTime()
{
    const auto object = [](int from, int to) {
        model::ValueList env;
        for (int i = from; i != to; i += from < to ? 1 : -1) {
            env.push_back(ValueMap{{u"name"_s, u"V%1"_s.arg(i)}, {u"value"_s, QString::number(from)}});
        }
        const Value container(ValueMap{{u"name"_s, u"a"}, {u"env"_s, std::move(env)}});
        return Value(ValueMap{{u"spec"_s, ValueMap{{u"containers"_s, model::ValueList{container}}}}});
    };
    const Value live = object(0, 10000);
    const Value applied = object(15000, 5000);
    QElapsedTimer timer;
    timer.start();
    const Value merged = mergeObjects(live, applied, pod());
    const FieldSet fields = fieldsOf(applied, pod());
    const Comparison comparison = compareObjects(live, merged, pod());
    const Value rest = removeFields(merged, fields, pod());
    // Without optimisation on a busy machine; anything quadratic takes minutes.
    QVERIFY2(timer.elapsed() < 20000, QByteArray::number(timer.elapsed()).constData());
    const auto envOf = [](const Value &value) {
        return value.find(u"spec")->find(u"containers")->list()->front().find(u"env")->list()->size();
    };
    QCOMPARE(envOf(merged), std::size_t(15001));
    QVERIFY(rest.find(u"spec")->find(u"containers")->isNull());
    int added = 0;
    comparison.added.visit([&added](auto) { ++added; });
    QCOMPARE(added, 5001 * 3);
}

QTEST_GUILESS_MAIN(TestFieldSet)
#include "tst_fieldset.moc"
