// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/patch/patches.h"
#include "model/schema/schemastore.h"
#include "model/wire/json.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace practice;
using model::Value;
using model::ValueList;
using model::ValueMap;

namespace {

Value read(const QByteArray &json) { return model::readJson(json).valueOr({}).value; }

// The patched object, or "CODE REASON: message".
QByteArray outcome(const Answer<Value> &answer)
{
    if (answer) return model::writeJson(*answer);
    const ApiStatus &status = answer.status();
    return QByteArray::number(status.code) + ' ' + (status.reason + u": "_s + status.message).toUtf8();
}

model::SchemaNode schemaOf(const char *kind)
{
    const char *version = qstrcmp(kind, "Deployment") == 0 ? "apps/v1" : "v1";
    return model::SchemaStore::builtin().kind(version, kind).node;
}

const char *const rejected = "422 Invalid: the server rejected our request due to an error in our request";

// depth maps around each other.
Value nested(int depth)
{
    Value value{ValueMap()};
    for (int i = 0; i < depth; ++i) {
        ValueMap map;
        map.emplace_back(u"a"_s, std::move(value));
        value = Value(std::move(map));
    }
    return value;
}

} // namespace

class TestPatches : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void json_data();
    void json();
    void limitsJsonPatches();
    void endsLongJsonPatches_data();
    void endsLongJsonPatches();
    void merge_data();
    void merge();
    void strategic_data();
    void strategic();
    void survivesDepth();
    void staysFast();
};

void TestPatches::json_data()
{
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<QByteArray>("patch");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *object, const char *patch, const char *expected) {
        QTest::newRow(name) << QByteArray(object) << QByteArray(patch) << QByteArray(expected);
    };
    const char *ab = R"({"a":{"b":1},"l":[1,2]})";
    row("add", ab, R"([{"op":"add","path":"/a/c","value":{"x":null}}])", R"({"a":{"b":1,"c":{"x":null}},"l":[1,2]})");
    row("add over", ab, R"([{"op":"add","path":"/a/b","value":2}])", R"({"a":{"b":2},"l":[1,2]})");
    row("add without value", ab, R"([{"op":"add","path":"/a/b"}])", R"({"a":{"b":null},"l":[1,2]})");
    row("add item", ab, R"([{"op":"add","path":"/l/1","value":9}])", R"({"a":{"b":1},"l":[1,9,2]})");
    row("add behind", ab, R"([{"op":"add","path":"/l/2","value":9}])", R"({"a":{"b":1},"l":[1,2,9]})");
    row("add last", ab, R"([{"op":"add","path":"/l/-","value":9}])", R"({"a":{"b":1},"l":[1,2,9]})");
    row("add from the end", ab, R"([{"op":"add","path":"/l/-2","value":9}])", R"({"a":{"b":1},"l":[1,9,2]})");
    row("add too far", ab, R"([{"op":"add","path":"/l/3","value":9}])", rejected);
    row("add at no number", ab, R"([{"op":"add","path":"/l/x","value":9}])", rejected);
    row("add below nothing", ab, R"([{"op":"add","path":"/x/y","value":9}])", rejected);
    row("add below a number", ab, R"([{"op":"add","path":"/a/b/c","value":9}])", rejected);
    row("add to the root", ab, R"([{"op":"add","path":"","value":{}}])", rejected);
    row("remove", ab, R"([{"op":"remove","path":"/a/b"},{"op":"remove","path":"/l/-1"}])", R"({"a":{},"l":[1]})");
    row("remove nothing", ab, R"([{"op":"remove","path":"/a/c"}])", rejected);
    row("replace", ab, R"([{"op":"replace","path":"/l/0","value":[]}])", R"({"a":{"b":1},"l":[[],2]})");
    row("replace nothing", ab, R"([{"op":"replace","path":"/a/c","value":2}])", R"({"a":{"b":1,"c":2},"l":[1,2]})");
    row("replace no item", ab, R"([{"op":"replace","path":"/l/2","value":2}])", rejected);
    row("replace all", ab, R"([{"op":"replace","path":"","value":{"z":1}}])", R"({"z":1})");
    row("replace all by text", ab, R"([{"op":"replace","path":"","value":"z"}])", ab);
    row("move", ab, R"([{"op":"move","from":"/a/b","path":"/l/0"}])", R"({"a":{},"l":[1,1,2]})");
    row("move into itself", ab, R"([{"op":"move","from":"/a","path":"/a/b"}])", rejected);
    row("copy", ab, R"([{"op":"copy","from":"/a","path":"/l/0"},{"op":"add","path":"/l/0/c","value":1}])",
        R"({"a":{"b":1},"l":[{"b":1,"c":1},1,2]})");
    row("copy nothing", ab, R"([{"op":"copy","from":"/x","path":"/y"}])", R"({"a":{"b":1},"l":[1,2],"y":null})");
    row("no from", ab, R"([{"op":"copy","path":"/y"}])", rejected);
    row("test", ab, R"([{"op":"test","path":"/a","value":{"b":1}}])", ab);
    row("test order of keys", R"({"a":{"b":1,"c":2}})", R"([{"op":"test","path":"/a","value":{"c":2,"b":1}}])",
        R"({"a":{"b":1,"c":2}})");
    row("test other", ab, R"([{"op":"test","path":"/a/b","value":2}])", rejected);
    row("test nothing for null", ab, R"([{"op":"test","path":"/a/c","value":null}])", ab);
    row("escapes", R"({"a/b":{"c~d":1}})", R"([{"op":"remove","path":"/a~1b/c~0d"}])", R"({"a/b":{}})");
    row("nothing half done", ab, R"([{"op":"remove","path":"/a"},{"op":"remove","path":"/a"}])", rejected);
    row("unknown", ab, R"([{"op":"jump","path":"/a"}])", rejected);
    row("no operation", ab, R"([{"path":"/a"}])", rejected);
    row("no path", ab, R"([{"op":"add"}])", rejected);
    row("null", ab, "null", ab);
    row("no list", ab, R"({"op":"add"})",
        "400 BadRequest: error decoding patch: json: cannot unmarshal object into Go value of type "
        "[]handlers.jsonPatchOp");
    row("no map", ab, "[5]",
        "400 BadRequest: error decoding patch: json: cannot unmarshal number into Go value of type "
        "handlers.jsonPatchOp");
    row("no text", ab, R"([{"op":"add","path":5}])",
        "400 BadRequest: error decoding patch: json: cannot unmarshal number into Go struct field jsonPatchOp.path of "
        "type string");
}

void TestPatches::json()
{
    QFETCH(QByteArray, object);
    QFETCH(QByteArray, patch);
    QTEST(outcome(applyJsonPatch(read(object), read(patch))), "expected");
}

void TestPatches::limitsJsonPatches()
{
    const Value object = read(R"({"a":"b"})");
    ValueList operations(10000, read(R"({"op":"test","path":"/a","value":"b"})"));
    QCOMPARE(outcome(applyJsonPatch(object, operations)), R"({"a":"b"})"_ba);
    operations.push_back(operations.front());
    QCOMPARE(outcome(applyJsonPatch(object, operations)),
             "413 RequestEntityTooLarge: Request entity too large: The allowed maximum operations in a JSON patch is "
             "10000, got 10001"_ba);
    // A list that is copied into itself doubles with each copy.
    const Value list = read(R"({"l":["0123456789"]})");
    const Value doubling = read(R"({"op":"copy","from":"/l","path":"/l/-"})");
    QCOMPARE(outcome(applyJsonPatch(list, ValueList(2, doubling))),
             R"({"l":["0123456789",["0123456789"],["0123456789",["0123456789"]]]})"_ba);
    QCOMPARE(outcome(applyJsonPatch(list, ValueList(40, doubling))), QByteArray(rejected));
    const Value big(ValueMap{{u"a"_s, QString(1000000, u'x')}});
    const ValueList copies(4, read(R"({"op":"copy","from":"/a","path":"/b"})"));
    QCOMPARE(outcome(applyJsonPatch(big, copies)), QByteArray(rejected));
}

void TestPatches::endsLongJsonPatches_data()
{
    QTest::addColumn<Value>("object");
    QTest::addColumn<QByteArray>("operation");
    QTest::addColumn<bool>("ends");
    const auto list = [](std::size_t size) { return Value(ValueMap{{u"l"_s, ValueList(size, Value(0))}}); };
    ValueMap entries;
    for (int i = 0; i < 60000; ++i) entries.emplace_back(u"k%1"_s.arg(i), 0);
    const Value map(ValueMap{{u"m"_s, entries}});
    const QByteArray insert = R"({"op":"add","path":"/l/0","value":1})";
    QTest::newRow("inserts") << list(1000000) << insert << true;
    QTest::newRow("inserts into a small list") << list(1000) << insert << false;
    QTest::newRow("appends") << list(1000000) << R"({"op":"add","path":"/l/-","value":1})"_ba << false;
    QTest::newRow("removes") << list(1000000) << R"({"op":"remove","path":"/l/0"})"_ba << true;
    QTest::newRow("removes the last") << list(1000000) << R"({"op":"remove","path":"/l/-1"})"_ba << false;
    QTest::newRow("moves") << list(1000000) << R"({"op":"move","from":"/l/0","path":"/l/-"})"_ba << true;
    QTest::newRow("copies") << list(1000000) << R"({"op":"copy","from":"/l/9","path":"/l/0"})"_ba << true;
    QTest::newRow("tests of a map") << map << R"({"op":"test","path":"/m/k59999","value":0})"_ba << true;
    QTest::newRow("replaces in a map") << map << R"({"op":"replace","path":"/m/k59999","value":0})"_ba << true;
    QTest::newRow("looks into a map") << map << R"({"op":"test","path":"/m/k59999/x/y","value":0})"_ba << false;
}

// 10,000 operations that would take a minute together are ended as an apiserver ends them.
void TestPatches::endsLongJsonPatches()
{
    QFETCH(Value, object);
    QFETCH(QByteArray, operation);
    QFETCH(bool, ends);
    QElapsedTimer timer;
    timer.start();
    const QByteArray answer = outcome(applyJsonPatch(object, ValueList(9999, read(operation))));
    // A second's work without optimisation on a busy machine; the whole takes minutes there.
    QVERIFY2(timer.elapsed() < 20000, QByteArray::number(timer.elapsed()).constData());
    QCOMPARE(answer.left(3) == "504", ends);
    if (ends)
        QCOMPARE(answer, "504 Timeout: Timeout: request did not complete within requested timeout - context deadline "
                         "exceeded"_ba);
}

void TestPatches::merge_data()
{
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<QByteArray>("patch");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *object, const char *patch, const char *expected) {
        const QByteArray name = QByteArray(object) + ' ' + patch;
        QTest::newRow(name.constData()) << QByteArray(object) << QByteArray(patch) << QByteArray(expected);
    };
    // The cases of RFC 7386 that concern objects.
    row(R"({"a":"b"})", R"({"a":"c"})", R"({"a":"c"})");
    row(R"({"a":"b"})", R"({"b":"c"})", R"({"a":"b","b":"c"})");
    row(R"({"a":"b"})", R"({"a":null})", R"({})");
    row(R"({"a":"b","b":"c"})", R"({"a":null})", R"({"b":"c"})");
    row(R"({"a":["b"]})", R"({"a":"c"})", R"({"a":"c"})");
    row(R"({"a":"c"})", R"({"a":["b"]})", R"({"a":["b"]})");
    row(R"({"a":{"b":"c"}})", R"({"a":{"b":"d","c":null}})", R"({"a":{"b":"d"}})");
    row(R"({"a":[{"b":"c"}]})", R"({"a":[1]})", R"({"a":[1]})");
    row(R"({"e":null})", R"({"a":1})", R"({"e":null,"a":1})");
    row(R"({})", R"({"a":{"bb":{"ccc":null}}})", R"({"a":{"bb":{}}})");
    row(R"({"a":1})", R"({"a":{"b":null,"c":[{"d":null},null]}})", R"({"a":{"c":[{},null]}})");
    row(R"({"a":{"b":1}})", R"({"a":[{"d":null}]})", R"({"a":[{"d":null}]})");
    row(R"({"a":1})", R"({"b":null})", R"({"a":1})");
    row("{}", "null", "400 BadRequest: Invalid JSON Patch");
    row("{}", "[1]",
        "400 BadRequest: error decoding patch: json: cannot unmarshal array into Go value of type "
        "map[string]interface {}");
    row("{}", "5",
        "400 BadRequest: error decoding patch: json: cannot unmarshal number into Go value of type "
        "map[string]interface {}");
}

void TestPatches::merge()
{
    QFETCH(QByteArray, object);
    QFETCH(QByteArray, patch);
    QTEST(outcome(applyMergePatch(read(object), read(patch))), "expected");
}

void TestPatches::strategic_data()
{
    QTest::addColumn<QByteArray>("spec");
    QTest::addColumn<QByteArray>("patch");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *spec, const char *patch, const char *expected) {
        QTest::newRow(name) << QByteArray(spec) << QByteArray(patch) << QByteArray(expected);
    };
    const char *abc = R"({"containers":[{"name":"a","image":"1"},{"name":"b"},{"name":"c"}]})";
    row("scalar", R"({"hostname":"a","nodeName":"n"})", R"({"hostname":"b","nodeName":null})", R"({"hostname":"b"})");
    row("merges items", abc, R"({"containers":[{"name":"d"},{"name":"a","image":"2"}]})",
        R"({"containers":[{"name":"d"},{"name":"a","image":"2"},{"name":"b"},{"name":"c"}]})");
    row("deletes items", abc, R"({"containers":[{"name":"b","$patch":"delete"},{"name":"x","$patch":"delete"}]})",
        R"({"containers":[{"name":"a","image":"1"},{"name":"c"}]})");
    row("replaces items", abc, R"({"containers":[{"name":"z"},{"$patch":"replace"}]})",
        R"({"containers":[{"name":"z"}]})");
    row("orders items", abc, R"({"$setElementOrder/containers":[{"name":"c"},{"name":"a"}]})",
        R"({"containers":[{"name":"b"},{"name":"c"},{"name":"a","image":"1"}]})");
    row("orders new items", abc,
        R"({"$setElementOrder/containers":[{"name":"n"},{"name":"c"},{"name":"b"},{"name":"a"}],)"
        R"("containers":[{"name":"n"}]})",
        R"({"containers":[{"name":"n"},{"name":"c"},{"name":"b"},{"name":"a","image":"1"}]})");
    row("wrong order", abc, R"({"$setElementOrder/containers":[{"name":"a"}],"containers":[{"name":"b"}]})",
        "500 : The order in patch list:\n[map[name:b]]\n doesn't match $setElementOrder list:\n[map[name:a]]\n");
    row("atomic list", R"({"tolerations":[{"key":"a"}]})", R"({"tolerations":[{"key":"b"}]})",
        R"({"tolerations":[{"key":"b"}]})");
    row("no merge key", abc, R"({"containers":[{"image":"x"}]})",
        "500 : map: map[image:x] does not contain declared merge key: name");
    row("merge directive in a list", abc, R"({"containers":[{"name":"a","$patch":"merge"}]})",
        "500 : merging lists cannot yet be specified in the patch");
    row("unknown directive in a list", abc, R"({"containers":[{"name":"a","$patch":"x"}]})",
        "500 : unknown patch type: x in map: map[$patch:x name:a]");
    row("unknown directive", R"({"nodeSelector":{"a":"b"}})", R"({"nodeSelector":{"$patch":"merge"}})",
        "500 : unknown patch type: merge in map: map[$patch:merge]");
    row("replaces a map", R"({"nodeSelector":{"a":"b"}})", R"({"nodeSelector":{"$patch":"replace","c":"d"}})",
        R"({"nodeSelector":{"c":"d"}})");
    row("empties a map", R"({"nodeSelector":{"a":"b"}})", R"({"nodeSelector":{"$patch":"delete","c":"d"}})",
        R"({"nodeSelector":{}})");
    row("directive for nothing", "{}", R"({"nodeSelector":{"$patch":"delete"},"hostname":"a"})", R"({"hostname":"a"})");
    row("nulls for nothing", "{}", R"({"nodeSelector":{"a":null,"b":"c"}})", R"({"nodeSelector":{"b":"c"}})");
    row("retains keys", R"({"volumes":[{"name":"v","emptyDir":{}}]})",
        R"({"volumes":[{"$retainKeys":["name","hostPath"],"name":"v","hostPath":{"path":"/"}}]})",
        R"({"volumes":[{"name":"v","hostPath":{"path":"/"}}]})");
    row("retains too few keys", R"({"volumes":[{"name":"v","emptyDir":{}}]})",
        R"({"volumes":[{"$retainKeys":["hostPath"],"name":"v"}]})",
        "400 BadRequest: invalid patch format of retainKeys");
    row("retains no list", "{}", R"({"$retainKeys":5})", "400 BadRequest: invalid patch format of retainKeys");
    row("order is no list", abc, R"({"$setElementOrder/containers":5})",
        "500 : expected a []interface {}, but received a int64");
    row("order of nothing", abc, R"({"$setElementOrder":[]})",
        "400 BadRequest: invalid patch format of setElementOrder list");
    row("deletes from nothing", abc, R"({"$deleteFromPrimitiveList":[]})",
        "400 BadRequest: invalid patch format of primitive list");
    row("unlike items", abc, R"({"containers":[1]})",
        "500 : list element types are not identical: [[map[image:1 name:a] map[name:b] map[name:c]] [1]]");
    row("lists of lists", R"({"containers":[]})", R"({"containers":[[1]]})", rejected);
    row("other type", abc, R"({"containers":"x"})", R"({"containers":"x"})");
    row("two keys, one merges", R"({"containers":[{"name":"a","ports":[{"containerPort":1,"protocol":"UDP"}]}]})",
        R"({"containers":[{"name":"a","ports":[{"containerPort":1,"name":"x"}]}]})",
        R"({"containers":[{"name":"a","ports":[{"containerPort":1,"protocol":"UDP","name":"x"}]}]})");
}

void TestPatches::strategic()
{
    QFETCH(QByteArray, spec);
    QFETCH(QByteArray, patch);
    QFETCH(QByteArray, expected);
    const auto pod = [](const QByteArray &json) { return read(R"({"spec":)" + json + '}'); };
    QByteArray result = outcome(applyStrategicPatch(pod(spec), pod(patch), schemaOf("Pod")));
    if (result.startsWith(R"({"spec":)")) result = result.mid(8).chopped(1);
    QCOMPARE(result, expected);
    // A budget's selector is replaced, with directives and nulls as they stand.
    const Value budget = read(R"({"spec":{"selector":{"matchLabels":{"a":"b"}},"minAvailable":1}})");
    const auto replaced = [&](const char *json) {
        const model::SchemaNode schema = model::SchemaStore::builtin().kind("policy/v1", "PodDisruptionBudget").node;
        return outcome(applyStrategicPatch(budget, read(json), schema));
    };
    QCOMPARE(replaced(R"({"spec":{"selector":{"matchLabels":{"c":"d"}}}})"),
             R"({"spec":{"selector":{"matchLabels":{"c":"d"}},"minAvailable":1}})"_ba);
    QCOMPARE(replaced(R"({"spec":{"selector":{"$patch":"replace","matchLabels":{"c":null}}}})"),
             R"({"spec":{"selector":{"$patch":"replace","matchLabels":{"c":null}},"minAvailable":1}})"_ba);
    // Sets of texts merge, too.
    const Value finalizers = read(R"({"metadata":{"finalizers":["a","b","c"]}})");
    const auto patched = [&](const char *json) {
        return outcome(applyStrategicPatch(finalizers, read(json), schemaOf("Deployment")));
    };
    QCOMPARE(patched(R"({"metadata":{"finalizers":["d","b"]}})"),
             R"({"metadata":{"finalizers":["d","a","b","c"]}})"_ba);
    QCOMPARE(patched(R"({"metadata":{"$deleteFromPrimitiveList/finalizers":["b","x"]}})"),
             R"({"metadata":{"finalizers":["a","c"]}})"_ba);
    QCOMPARE(patched(R"({"metadata":{"$setElementOrder/finalizers":["c","a"]}})"),
             R"({"metadata":{"finalizers":["b","c","a"]}})"_ba);
    QCOMPARE(patched("null"), R"({"metadata":{"finalizers":["a","b","c"]}})"_ba);
    QCOMPARE(patched("[]"),
             "400 BadRequest: json: cannot unmarshal array into Go value of type map[string]interface {}"_ba);
}

void TestPatches::survivesDepth()
{
    const Value deep = nested(9900);
    QVERIFY(applyMergePatch(deep, deep).ok());
    QVERIFY(applyMergePatch(Value(ValueMap()), deep).ok());
    ValueMap add{{u"op"_s, u"add"}, {u"path"_s, u"/b"}};
    add.emplace_back(u"value"_s, deep);
    QVERIFY(applyJsonPatch(deep, ValueList{std::move(add)}).ok());
    QCOMPARE(outcome(applyStrategicPatch(deep, deep, schemaOf("Pod"))), "400 BadRequest: exceeded max depth"_ba);
}

void TestPatches::staysFast()
{
    ValueList live;
    ValueList wanted;
    ValueList order;
    ValueMap data;
    for (int i = 0; i < 10000; ++i) {
        const Value name(ValueMap{{u"name"_s, u"c%1"_s.arg(i)}});
        const Value reverse(ValueMap{{u"name"_s, u"c%1"_s.arg(14999 - i)}});
        live.push_back(name);
        wanted.push_back(reverse);
        order.push_back(reverse);
        data.emplace_back(u"k%1"_s.arg(i), u"v");
    }
    const auto pod = [](ValueMap spec) { return Value(ValueMap{{u"spec"_s, std::move(spec)}}); };
    QElapsedTimer timer;
    timer.start();
    const auto merged = applyStrategicPatch(pod({{u"containers"_s, live}}),
                                            pod({{u"containers"_s, wanted}, {u"$setElementOrder/containers"_s, order}}),
                                            schemaOf("Pod"));
    const auto patched = applyMergePatch(ValueMap{{u"data"_s, data}}, ValueMap{{u"data"_s, data}});
    // Without optimisation on a busy machine; anything quadratic takes minutes.
    QVERIFY2(timer.elapsed() < 20000, QByteArray::number(timer.elapsed()).constData());
    QVERIFY(merged.ok());
    QCOMPARE(merged->find(u"spec")->find(u"containers")->list()->size(), std::size_t(15000));
    QVERIFY(patched.ok());
    QCOMPARE(patched->find(u"data")->map()->size(), std::size_t(10000));
}

QTEST_GUILESS_MAIN(TestPatches)
#include "tst_patches.moc"
