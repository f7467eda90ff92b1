// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/json.h"
#include "model/wire/openapiproto.h"

#include <QElapsedTimer>
#include <QTest>

#include <protozero/pbf_reader.hpp>

using namespace model;
using namespace Qt::StringLiterals;

// tests/controlplane/cmd/openapiproto compares a whole document with what gnostic makes of it.
class TestOpenApiProto : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writesTheMessage_data();
    void writesTheMessage();
    void survivesDepth();
};

// A message as its numbers and values: 1:"text", 2:3, 4:{…} where the bytes are a message by the names of its parts.
// Which bytes are a message is told by the path of numbers: those in texts are texts.
static QByteArray printed(const std::string &bytes, const QByteArray &path, const QByteArrayList &texts)
{
    QByteArrayList parts;
    protozero::pbf_reader reader(bytes);
    while (reader.next()) {
        const QByteArray number = QByteArray::number(reader.tag());
        const QByteArray here = path + '/' + number;
        QByteArray value;
        switch (reader.wire_type()) {
        case protozero::pbf_wire_type::varint: value = QByteArray::number(qint64(reader.get_int64())); break;
        case protozero::pbf_wire_type::fixed64: value = QByteArray::number(reader.get_double()); break;
        default:
            const std::string inner = reader.get_bytes();
            const bool isText = std::any_of(texts.begin(), texts.end(),
                                            [&here](const QByteArray &suffix) { return here.endsWith(suffix); });
            value = isText ? '"' + QByteArray::fromStdString(inner).trimmed().replace('\n', ";") + '"'
                           : '{' + printed(inner, here, texts) + '}';
        }
        parts.append(number + ':' + value);
    }
    return parts.join(' ');
}

void TestOpenApiProto::writesTheMessage_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArrayList>("texts"); // ends of paths that are texts
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("empty") << QByteArray("{}") << QByteArrayList() << QByteArray();
    QTest::newRow("information") << QByteArray(
                                        R"({"swagger":"2.0","info":{"title":"a","version":"v1"},"schemes":["x","y"]})")
                                 << QByteArrayList{"/1", "/2/2", "/5"}
                                 << QByteArray(R"(1:"2.0" 2:{1:"a" 2:"v1"} 5:"x" 5:"y")");
    // Below, 9/1 is a NamedSchema of definitions: 1 its name, 2 the schema.
    const auto schema = [](const char *name, const QByteArray &json, const QByteArrayList &texts,
                           const QByteArray &message) {
        QByteArrayList all{"/9/1/1"};
        for (const QByteArray &one : texts) all.append("/9/1/2" + one);
        QTest::newRow(name) << R"({"definitions":{"a.b":)" + json + "}}" << all
                            << "9:{1:{1:\"a.b\" 2:{" + message + "}}}";
    };
    schema("a schema of nothing", "{}", {}, "");
    schema(
        "texts and numbers",
        R"({"description":"d","format":"f","maximum":2.5,"minimum":-1,"maxLength":7,"minItems":0,"uniqueItems":true,"exclusiveMinimum":false})",
        {"/4", "/2"}, R"(4:"d" 2:"f" 7:2.5 9:-1 11:7 16:1)");
    schema("a type", R"({"type":"object","required":["x","y"]})", {"/22/1", "/19"}, R"(22:{1:"object"} 19:"x" 19:"y")");
    schema("a reference", R"({"$ref":"#/definitions/x"})", {"/1"}, R"(1:"#/definitions/x")");
    schema("items", R"({"items":{"type":"string"}})", {"/23/1/22/1"}, R"(23:{1:{22:{1:"string"}}})");
    schema("properties", R"({"properties":{"x":{"type":"string"},"y":{}}})", {"/25/1/1", "/25/1/2/22/1"},
           R"(25:{1:{1:"x" 2:{22:{1:"string"}}} 1:{1:"y" 2:{}}})");
    schema("further properties", R"({"additionalProperties":{"type":"string"}})", {"/21/1/22/1"},
           R"(21:{1:{22:{1:"string"}}})");
    schema("any further properties", R"({"additionalProperties":true})", {}, "21:{2:1}");
    schema("no further properties", R"({"additionalProperties":false})", {}, "21:{2:0}");
    schema("all of", R"({"allOf":[{"type":"string"},{}]})", {"/24/22/1"}, R"(24:{22:{1:"string"}} 24:{})");
    schema("values", R"({"default":{"a":[1,"x"]},"enum":["yes",2]})", {"/5/2", "/20/2"},
           R"(5:{2:"a:;- 1;- x"} 20:{2:""yes""} 20:{2:"2"})");
    schema("extensions", R"({"x-kubernetes-group-version-kind":[{"group":"","kind":"Pod","version":"v1"}]})",
           {"/31/1", "/31/2/2"},
           R"(31:{1:"x-kubernetes-group-version-kind" 2:{2:"- group: "";  kind: Pod;  version: v1"}})");
    schema("what there is no field for", R"({"nullable":true,"oneOf":[{}],"title":"t"})", {"/3"}, R"(3:"t")");
    schema("what has another type",
           R"({"title":5,"items":[{}],"properties":[],"required":"x","maxLength":"y","type":{}})", {}, "");
    QTest::newRow("a path")
        << QByteArray(
               R"({"paths":{"/p":{"parameters":[{"in":"path","name":"n","required":true,"type":"string","uniqueItems":true}],"post":{"operationId":"o","consumes":["*/*"],"parameters":[{"in":"body","name":"b","schema":{"$ref":"r"}},{"in":"query","name":"q","type":"string"},{"in":"nowhere","name":"z"}],"responses":{"200":{"description":"OK","schema":{"$ref":"s"}}},"x-kubernetes-action":"post"}}}})")
        << QByteArrayList{"/8/2/1",   "/9/1/2/4/4", "/9/1/2/4/2",     "/9/1/2/4/5", "/4/5",       "/4/7",
                          "/8/1/1/2", "/8/1/1/3",   "/8/1/1/5/1",     "/8/1/2/3/4", "/8/1/2/3/2", "/8/1/2/3/6",
                          "/4/9/1/1", "/9/1/2/1/1", "/9/1/2/1/2/1/1", "/4/13/1",    "/4/13/2/2"}
        << QByteArray(
               R"(8:{2:{1:"/p" 2:{9:{1:{2:{4:{2:"path" 4:"n" 1:1 5:"string" 19:1}}}} )"
               R"(4:{5:"o" 7:"*/*" 8:{1:{1:{3:"body" 2:"b" 5:{1:"r"}}}} 8:{1:{2:{3:{2:"query" 4:"q" 6:"string"}}}} )"
               R"(9:{1:{1:"200" 2:{1:{1:"OK" 2:{1:{1:"s"}}}}}} 13:{1:"x-kubernetes-action" 2:{2:"post"}}}}}})");
}

void TestOpenApiProto::writesTheMessage()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArrayList, texts);
    const auto document = readJson(json);
    QVERIFY(document.ok());
    QTEST(printed(writeOpenApiProto(document->value).toStdString(), {}, texts), "message");
}

// A schema in a schema in a schema, as a definition may have it, on a stack that is none too large.
void TestOpenApiProto::survivesDepth()
{
    constexpr int depth = 4900; // each has two levels of JSON
    QByteArray json = R"({"definitions":{"a":)";
    for (int i = 0; i < depth; ++i) json += R"({"properties":{"a":)";
    json += "{}";
    for (int i = 0; i < depth; ++i) json += "}}";
    json += "}}";
    const auto document = readJson(json);
    QVERIFY(document.ok());
    QVERIFY(writeOpenApiProto(document->value).size() > 4 * depth);
    QByteArray list = R"({"definitions":{"a":{"default":)" + QByteArray(depth, '[') + QByteArray(depth, ']') + "}}}";
    const auto deep = readJson(list);
    QVERIFY(deep.ok());
    QElapsedTimer timer;
    timer.start();
    QVERIFY(writeOpenApiProto(deep->value).size() > depth);
    QVERIFY2(timer.elapsed() < 10000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(TestOpenApiProto)
#include "tst_openapiproto.moc"
