// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/json.h"
#include "model/wire/protobuf.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <memory>

using namespace model;
using namespace Qt::StringLiterals;

// What Go makes of one random object of each kind: recorded by tests/controlplane/cmd/goproto (`goproto random 5 2`, of
// each kind one of the smaller ones). Another recording: its path in KUBEWRIGHT_GOPROTO.
static QString recording()
{
    const QString other = qEnvironmentVariable("KUBEWRIGHT_GOPROTO");
    return other.isEmpty() ? QStringLiteral(KUBEWRIGHT_TEST_DATA "/wire/protobuf.jsonl") : other;
}

class TestWireProtobuf : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void agreesWithGo();
    void writesWhatAMessageHasToHave();
    void readsTheLeaves_data();
    void readsTheLeaves();
    void readsUnusualMessages_data();
    void readsUnusualMessages();
    void wrapsObjects();
    void refusesEnvelopes_data();
    void refusesEnvelopes();
    void buildsLists();
    void framesWatchEvents();
};

static WireType typeOf(const QString &apiVersion, const QString &kind)
{
    const QByteArray text = apiVersion.toUtf8();
    const qsizetype slash = text.indexOf('/');
    return WireTypes::builtin().kind(text.first(std::max<qsizetype>(slash, 0)), text.sliced(slash + 1), kind.toUtf8());
}

static Value json(const QByteArray &text)
{
    auto read = readJson(text);
    return read ? std::move(read->value) : Value(u"no JSON: "_s + read.error().message);
}

void TestWireProtobuf::agreesWithGo()
{
    QFile file(recording());
    QVERIFY(file.open(QIODevice::ReadOnly));
    int count = 0;
    while (!file.atEnd()) {
        const Value line = json(file.readLine());
        if (line.find(u"error")) continue;
        const QString kind = *line.find(u"kind")->string();
        const WireType type = typeOf(*line.find(u"apiVersion")->string(), kind);
        QVERIFY2(type.isValid(), qPrintable(kind));
        const Value *proto = line.find(u"proto"); // not there: empty
        const QByteArray message = proto ? QByteArray::fromBase64(proto->string()->toLatin1()) : QByteArray();
        const Value object = json(line.find(u"json")->string()->toUtf8());
        QVERIFY2(writeProtobuf(type, object) == message, qPrintable(kind));
        const auto read = readProtobuf(type, message);
        QVERIFY2(read.ok(), qPrintable(kind));
        if (*read != object) QCOMPARE(writeJson(*read), writeJson(object));
        QVERIFY2(*read == object, qPrintable(kind));
        ++count;
    }
    QVERIFY2(count > 150, QByteArray::number(count).constData());
}

void TestWireProtobuf::writesWhatAMessageHasToHave()
{
    // An empty ConfigMap has metadata, and that its texts, its creationTimestamp and generation.
    const QByteArray metadata = QByteArray::fromHex("0a00 1200 1a00 2200 2a00 3200 3800 4200");
    QCOMPARE(writeProtobuf(typeOf(u"v1"_s, u"ConfigMap"_s), ValueMap()).toHex(), ("0a10" + metadata.toHex()));
    // Order of keys: by UTF-8, where U+FFFD comes before a surrogate pair.
    const auto secret = json("{\"data\":{\"😀\":\"eA==\",\"\ufffd\":\"\",\"a\":null}}");
    QCOMPARE(writeProtobuf(typeOf(u"v1"_s, u"Secret"_s), secret).toHex(),
             "0a10" + metadata.toHex() + "12030a0161" + "12070a03efbfbd1200" + "12090a04f09f9880120178" + "1a00");
}

void TestWireProtobuf::readsTheLeaves_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &type, const QByteArray &hex, const QByteArray &expected) {
        QTest::newRow(name) << type << QByteArray::fromHex(hex) << expected;
    };
    row("no time", "ManagedFieldsEntry", "", "{}");
    row("time that is zero", "ManagedFieldsEntry", "2200", R"({"time":null})");
    row("1970", "ManagedFieldsEntry", "22020800", R"({"time":"1970-01-01T00:00:00Z"})");
    row("before 1970, nanoseconds ignored", "ManagedFieldsEntry", "220d08ffffffffffffffffff011005",
        R"({"time":"1969-12-31T23:59:59Z"})");
    row("leap day", "ManagedFieldsEntry", "220608ffb484af06", R"({"time":"2024-02-29T23:59:59Z"})");
    row("raw JSON", "ManagedFieldsEntry", "3a050a037b7d20", R"({"fieldsV1":{}})");
    row("no raw JSON", "ManagedFieldsEntry", "3a00", R"({"fieldsV1":null})");
    row("unknown fields", "ManagedFieldsEntry", "0a0161 f83f01 fa3f03616263 fd3f01020304 f93f0102030405060708",
        R"({"manager":"a"})");
}

void TestWireProtobuf::readsTheLeaves()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, expected);
    const auto read = readProtobuf(WireTypes::builtin().goType("meta/v1", type), message);
    QVERIFY2(read.ok(), read ? "" : qPrintable(read.error().message));
    QCOMPARE(writeJson(*read), expected);
}

void TestWireProtobuf::readsUnusualMessages_data()
{
    QTest::addColumn<QString>("apiVersion");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("expected"); // JSON, or the error's words
    const auto row = [](const char *name, const char16_t *kind, const QByteArray &hex, const QByteArray &expected) {
        QTest::newRow(name) << u"v1"_s << QString::fromUtf16(kind) << QByteArray::fromHex(hex) << expected;
    };
    row("nothing", u"ConfigMap", "", R"({"metadata":{"creationTimestamp":null}})");
    row("metadata in two pieces", u"ConfigMap", "0a030a0161 0a031a0162",
        R"({"metadata":{"name":"a","namespace":"b","creationTimestamp":null}})");
    row("the last of two", u"ConfigMap", "0a060a01610a0162", R"({"metadata":{"name":"b","creationTimestamp":null}})");
    row("entries of equal keys, unsorted", u"ConfigMap", "1206 0a0162120131 1206 0a0161120132 1206 0a0162120133",
        R"({"metadata":{"creationTimestamp":null},"data":{"a":"2","b":"3"}})");
    row("entry without key and value", u"ConfigMap", "1200",
        R"({"metadata":{"creationTimestamp":null},"data":{"":""}})");
    row("value before key", u"ConfigMap", "1206 120131 0a0162",
        R"({"metadata":{"creationTimestamp":null},"data":{"b":"1"}})");
    row("byte order mark", u"ConfigMap", "12090a016212 04efbbbf61",
        "{\"metadata\":{\"creationTimestamp\":null},\"data\":{\"b\":\"\ufeff"
        "a\"}}");
    row("cut tag", u"ConfigMap", "8a", "unexpected EOF");
    row("cut length", u"ConfigMap", "0aff", "unexpected EOF");
    row("length beyond the end", u"ConfigMap", "0a05 0a0161", "unexpected EOF");
    row("length beyond everything", u"ConfigMap", "0affffffff0f", "unexpected EOF");
    row("endless varint", u"ConfigMap", "0affffffffffffffffffff01", "proto: integer overflow");
    row("number instead of a message", u"ConfigMap", "0801", "proto: wrong wireType = 0 for field ObjectMeta");
    row("text instead of a number", u"ConfigMap", "0a023a00", "proto: wrong wireType = 2 for field Generation");
    row("number 0", u"ConfigMap", "0001", "proto: illegal tag");
    row("group", u"ConfigMap", "fb3f", "proto: illegal wireType");
    row("broken UTF-8", u"ConfigMap", "0a030a01ff", "proto: field name contains invalid UTF-8");
    row("year 10000", u"ConfigMap", "0a094207088083d1ffaf07", "Time.MarshalJSON: year outside of range [0,9999]");
}

void TestWireProtobuf::readsUnusualMessages()
{
    QFETCH(QString, apiVersion);
    QFETCH(QString, kind);
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, expected);
    const auto exact = std::make_unique<char[]>(size_t(message.size()));
    std::copy(message.begin(), message.end(), exact.get());
    const auto read = readProtobuf(typeOf(apiVersion, kind), QByteArrayView(exact.get(), message.size()));
    QCOMPARE(read ? writeJson(*read) : read.error().message.toUtf8(), expected);
    if (!read) QCOMPARE(read.error().code, Error::Code::Protocol);
}

void TestWireProtobuf::wrapsObjects()
{
    const WireEnvelope envelope{.apiVersion = u"v1"_s, .kind = u"Pod"_s, .raw = "\x0a\x00"};
    const QByteArray raw("\x0a\x00", 2);
    const QByteArray bytes = writeEnvelope({.apiVersion = u"v1"_s, .kind = u"Pod"_s, .raw = raw});
    QCOMPARE(bytes.toHex(), QByteArray("6b387300"
                                       "0a09"
                                       "0a027631"
                                       "1203506f64"
                                       "1202"
                                       "0a00"
                                       "1a00"
                                       "2200"));
    const auto read = readEnvelope(bytes);
    QVERIFY(read.ok());
    QCOMPARE(read->apiVersion, u"v1"_s);
    QCOMPARE(read->kind, u"Pod"_s);
    QCOMPARE(read->raw, raw);
    QCOMPARE(read->contentType, QString());
    const Value object = json(
        R"({"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a","creationTimestamp":null},"data":{"x":"é"}})");
    const auto written = writeProtobufObject(object);
    QVERIFY(written.ok());
    const auto again = readProtobufObject(*written);
    QVERIFY(again.ok());
    QCOMPARE(writeJson(*again), writeJson(object));
    const auto custom = writeProtobufObject(json(R"({"kind":"Foo","apiVersion":"example.com/v1"})"));
    QVERIFY(!custom.ok());
    QCOMPARE(custom.error().code, Error::Code::Unsupported);
}

void TestWireProtobuf::refusesEnvelopes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("message");
    QTest::newRow("nothing") << QByteArray() << u"empty data"_s;
    QTest::newRow("json")
        << QByteArray("{}")
        << u"provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]"_s;
    QTest::newRow("only the prefix") << QByteArray("k8s\0", 4) << u"empty body"_s;
    QTest::newRow("cut") << QByteArray("k8s\0\x0a\x05", 6) << u"unexpected EOF"_s;
    QTest::newRow("cut inside") << QByteArray("k8s\0\x0a\x02\x0a\x05", 8) << u"unexpected EOF"_s;
    QTest::newRow("number") << QByteArray("k8s\0\x08\x05", 6) << u"proto: wrong wireType = 0 for field TypeMeta"_s;
}

void TestWireProtobuf::refusesEnvelopes()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, message);
    const auto read = readEnvelope(bytes);
    QVERIFY(!read.ok());
    QCOMPARE(read.error().message, message);
    QCOMPARE(read.error().code, Error::Code::Protocol);
}

void TestWireProtobuf::buildsLists()
{
    const Value list = json(R"({"metadata":{"resourceVersion":"7","remainingItemCount":3},"items":[
        {"metadata":{"name":"a"},"data":{"x":"1"}},{"metadata":{"name":"b"}}]})");
    const WireType item = typeOf(u"v1"_s, u"ConfigMap"_s);
    std::vector<QByteArray> items;
    for (const Value &one : *list.find(u"items")->list()) items.push_back(writeProtobuf(item, one));
    const WireType type = typeOf(u"v1"_s, u"ConfigMapList"_s);
    QCOMPARE(writeProtobufList(*list.find(u"metadata"), items).toHex(), writeProtobuf(type, list).toHex());
    QCOMPARE(writeProtobufList(Value(), {}).toHex(), writeProtobuf(type, ValueMap()).toHex());
}

void TestWireProtobuf::framesWatchEvents()
{
    const QByteArray object = writeEnvelope({.apiVersion = u"v1"_s, .kind = u"Pod"_s, .raw = {}});
    const QByteArray frame = writeProtobufWatchFrame("ADDED", object);
    QCOMPARE(frame.first(4).toHex().toInt(nullptr, 16), int(frame.size()) - 4);
    const QByteArray expected = QByteArray::fromHex("0a05") + "ADDED" + QByteArray::fromHex("12") +
                                char(object.size() + 2) + QByteArray::fromHex("0a") + char(object.size()) + object;
    QCOMPARE(frame.sliced(4).toHex(), expected.toHex());
}

QTEST_GUILESS_MAIN(TestWireProtobuf)
#include "tst_wireprotobuf.moc"
