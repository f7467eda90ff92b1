// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schema/openapischema.h"
#include "model/wire/json.h"

#include <QTest>

using namespace model;

// A custom kind's schema answers the same questions as a built-in one's.
class TestOpenApiSchema : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fieldsAndTypes();
    void listTypes();
    void defaults();
    void metadataIsObjectMeta();
    void hostile_data();
    void hostile();
};

namespace {

const CustomKindName widget{"example.com", "v1", "Widget", "widgets", true};

Value json(const char *text)
{
    auto read = readJson(text);
    return read ? std::move(read->value) : Value();
}

SchemaNode fieldOf(SchemaNode node, const char *name) { return node.property(node.indexOf(name)).node; }

} // namespace

void TestOpenApiSchema::fieldsAndTypes()
{
    const auto store = makeSchemaStore(
        widget, json(R"({"type":"object","properties":{"spec":{"type":"object","required":["size"],"properties":{
        "size":{"type":"integer","format":"int32"},"colour":{"type":"string","enum":["red","green"]},"port":{"x-kubernetes-int-or-string":true},
        "free":{"type":"object","x-kubernetes-preserve-unknown-fields":true},"labels":{"type":"object","additionalProperties":{"type":"string"}}}}}})"));
    const SchemaKind kind = store->kind("example.com/v1", "Widget");
    QVERIFY(kind.isValid() && kind.namespaced);
    const SchemaNode spec = fieldOf(kind.node, "spec");
    QCOMPARE(fieldOf(spec, "size").type(), SchemaType::Integer);
    QCOMPARE(fieldOf(spec, "size").format(), SchemaFormat::Int32);
    QVERIFY(spec.property(spec.indexOf("size")).required);
    QVERIFY(!spec.property(spec.indexOf("colour")).required);
    QVERIFY(fieldOf(spec, "colour").hasEnumValue("green") && !fieldOf(spec, "colour").hasEnumValue("blue"));
    QCOMPARE(fieldOf(spec, "port").type(), SchemaType::IntOrString);
    QVERIFY(fieldOf(spec, "free").isOpen());
    QVERIFY(fieldOf(spec, "labels").isMap());
    QCOMPARE(fieldOf(spec, "labels").child().type(), SchemaType::String);
    QVERIFY(!fieldOf(spec, "other").isValid());
}

void TestOpenApiSchema::listTypes()
{
    const auto store = makeSchemaStore(widget, json(R"({"type":"object","properties":{
        "plain":{"type":"array","items":{"type":"string"}},"set":{"type":"array","x-kubernetes-list-type":"set","items":{"type":"string"}},
        "map":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["name","port"],
               "items":{"type":"object","x-kubernetes-map-type":"atomic","properties":{"name":{"type":"string"},"port":{"type":"integer"}}}}}})"));
    const SchemaNode root = store->kind("example.com/v1", "Widget").node;
    QCOMPARE(fieldOf(root, "plain").listType(), SchemaListType::Atomic);
    QCOMPARE(fieldOf(root, "set").listType(), SchemaListType::Set);
    const SchemaNode map = fieldOf(root, "map");
    QCOMPARE(map.listType(), SchemaListType::Map);
    QCOMPARE(map.mapKeys(), (std::vector<QByteArrayView>{"name", "port"}));
    QVERIFY(map.child().isAtomicMap());
}

void TestOpenApiSchema::defaults()
{
    const auto store = makeSchemaStore(widget, json(R"({"type":"object","properties":{
        "text":{"type":"string","default":"TCP"},"number":{"type":"integer","default":0},"truth":{"type":"boolean","default":false},
        "null":{"type":"string","nullable":true,"default":null},"none":{"type":"string"},
        "list":{"type":"array","items":{"type":"string"},"default":["a"]},"map":{"type":"object","default":{}}}})"));
    const SchemaNode root = store->kind("example.com/v1", "Widget").node;
    const auto defaultOf = [&root](const char *name) {
        return root.property(root.indexOf(name)).defaultJson.toByteArray();
    };
    QCOMPARE(defaultOf("text"), QByteArray("\"TCP\""));
    QCOMPARE(defaultOf("number"), QByteArray("0"));
    QCOMPARE(defaultOf("truth"), QByteArray("false"));
    for (const char *name : {"null", "none", "list", "map", "metadata"}) QCOMPARE(defaultOf(name), QByteArray());
}

void TestOpenApiSchema::metadataIsObjectMeta()
{
    for (const char *text :
         {"null", "{}", R"({"properties":{"metadata":{"type":"object","properties":{"name":{"type":"string"}}}}})"}) {
        const auto store = makeSchemaStore(widget, json(text));
        const SchemaNode metadata = fieldOf(store->kind("example.com/v1", "Widget").node, "metadata");
        QCOMPARE(metadata.typeName().toByteArray(), QByteArray("ObjectMeta"));
        QVERIFY(fieldOf(metadata, "labels").isMap());
        QCOMPARE(fieldOf(metadata, "finalizers").listType(), SchemaListType::Set);
        QCOMPARE(fieldOf(metadata, "ownerReferences").mapKeys(), (std::vector<QByteArrayView>{"uid"}));
    }
}

void TestOpenApiSchema::hostile_data()
{
    QTest::addColumn<QByteArray>("text");
    QByteArray deep;
    for (int i = 0; i < 5000; ++i) deep += R"({"type":"object","properties":{"a":)";
    deep += "{}";
    for (int i = 0; i < 5000; ++i) deep += "}}";
    QTest::newRow("deep") << deep;
    QByteArray wide = R"({"type":"object","properties":{)";
    for (int i = 0; i < 2000; ++i) wide += (i ? ",\"f" : "\"f") + QByteArray::number(i) + "\":{\"type\":\"string\"}";
    QTest::newRow("wide") << wide + "}}";
    QTest::newRow("wrong types") << QByteArray(R"({"type":7,"properties":[],"required":"x","enum":{},"items":3})");
    QTest::newRow("fields that are none")
        << QByteArray(R"({"properties":{"a":null,"b":[1],"c":"x"},"required":[1,null]})");
}

void TestOpenApiSchema::hostile()
{
    QFETCH(QByteArray, text);
    const auto store = makeSchemaStore(widget, json(text.constData()));
    QVERIFY(store);
    QVERIFY(store->kind("example.com/v1", "Widget").isValid());
}

QTEST_GUILESS_MAIN(TestOpenApiSchema)
#include "tst_openapischema.moc"
