// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/json.h"
#include "model/wire/protobuf.h"
#include "model/wire/wiretime.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <ctime>
#include <limits>
#include <memory>

using namespace model;
using namespace Qt::StringLiterals;

// What hostile input may take. Instrumented programs are slower by a factor.
#ifdef __SANITIZE_ADDRESS__
static constexpr int slowness = 10;
#else
static constexpr int slowness = 1;
#endif
static constexpr qint64 maxMilliseconds = slowness * 15'000;

class TestWireProtobufHostile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isTruncatedAnywhere();
    void standsRandomChanges();
    void standsDepth();
    void standsSize();
    void staysSmall();
    void isFast();
    void readsTimes_data();
    void readsTimes();
    void readsDurations_data();
    void readsDurations();
};

static const char *const podJson = R"({"metadata":{"name":"web-1","namespace":"default","uid":"u","resourceVersion":"1",
"creationTimestamp":"2026-01-01T12:00:00Z","labels":{"app":"web","tier":"front"},"ownerReferences":[{"apiVersion":"apps/v1",
"kind":"ReplicaSet","name":"web","uid":"v","controller":true}],"managedFields":[{"manager":"m","operation":"Update",
"apiVersion":"v1","time":"2026-01-01T12:00:00Z","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{"f:x":{}}}}]},"spec":{"volumes":
[{"name":"v","projected":{"sources":[{"serviceAccountToken":{"expirationSeconds":3607,"path":"token"}}],"defaultMode":420}}],
"containers":[{"name":"web","image":"example.com/web:1","ports":[{"containerPort":8080,"protocol":"TCP"}],"resources":{
"limits":{"cpu":"500m","memory":"128Mi"}},"livenessProbe":{"httpGet":{"path":"/","port":"http"}}}],"restartPolicy":"Always",
"terminationGracePeriodSeconds":30,"nodeName":"node-1","securityContext":{"supplementalGroups":[1,2,-3]}},"status":{"phase":
"Running","conditions":[{"type":"Ready","status":"True","lastProbeTime":null,"lastTransitionTime":"2026-01-01T12:00:05Z"}]}})";

static WireType podType() { return WireTypes::builtin().kind("", "v1", "Pod"); }

static QByteArray podMessage() { return writeProtobuf(podType(), readJson(podJson).value().value); }

static Result<Value> readExactly(const WireType &type, const QByteArray &message)
{
    // In memory of its size, so that a sanitizer sees a byte that is read beyond it.
    const auto exact = std::make_unique<char[]>(size_t(message.size()));
    std::copy(message.begin(), message.end(), exact.get());
    return readProtobuf(type, QByteArrayView(exact.get(), message.size()));
}

void TestWireProtobufHostile::isTruncatedAnywhere()
{
    const QByteArray whole = podMessage();
    int readable = 0;
    for (qsizetype size = 0; size < whole.size(); ++size) {
        const auto read = readExactly(podType(), whole.first(size));
        if (read)
            ++readable;
        else
            QCOMPARE(read.error().message, u"unexpected EOF"_s);
    }
    QCOMPARE(readable, 3); // before metadata, spec and status
}

void TestWireProtobufHostile::standsRandomChanges()
{
    const QByteArray whole = podMessage();
    QRandomGenerator random(3);
    int readable = 0;
    for (int i = 0; i < 20'000; ++i) {
        QByteArray broken = whole;
        for (int change = int(random.bounded(4)); change >= 0; --change)
            broken[qsizetype(random.bounded(int(broken.size())))] = char(random.bounded(256));
        const auto read = readExactly(podType(), broken);
        if (!read) {
            QVERIFY(!read.error().message.isEmpty());
            continue;
        }
        ++readable;
        const auto again = readProtobuf(podType(), writeProtobuf(podType(), *read));
        QVERIFY(again.ok());
    }
    QVERIFY(readable > 100);
}

// Schemas hold schemas.
void TestWireProtobufHostile::standsDepth()
{
    const WireType schema = WireTypes::builtin().goType("apiextensions/v1", "JSONSchemaProps");
    QVERIFY(schema.isValid());
    const auto nested = [](int depth) {
        QByteArray text = R"({"type":"x"})";
        for (int i = 0; i < depth; ++i) text = R"({"not":)" + text + '}';
        return readJson(text).value().value;
    };
    const QByteArray allowed = writeProtobuf(schema, nested(900));
    const auto read = readProtobuf(schema, allowed);
    QVERIFY(read.ok());
    QVERIFY(writeProtobuf(schema, *read) == allowed);
    // Writing takes no stack; reading has an end.
    const QByteArray deep = writeProtobuf(schema, nested(9000));
    const auto refused = readProtobuf(schema, deep);
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, Error::Code::TooLarge);
    QCOMPARE(refused.error().message, u"exceeded max depth"_s);
}

void TestWireProtobufHostile::standsSize()
{
    QElapsedTimer timer;
    timer.start();
    const WireType type = WireTypes::builtin().kind("", "v1", "ConfigMap");
    Value object((ValueMap()));
    ValueMap data;
    data.emplace_back(u"large"_s, QString(10 << 20, u'x'));
    for (int i = 0; i < 100'000; ++i) data.emplace_back(u"k%1"_s.arg(999'999 - i), u"v"_s);
    object.set(u"data", std::move(data));
    const QByteArray message = writeProtobuf(type, object);
    const auto read = readProtobuf(type, message);
    QVERIFY(read.ok());
    QCOMPARE(read->find(u"data")->map()->size(), size_t(100'001));
    QCOMPARE(read->find(u"data")->map()->front().first, u"k900000"_s);
    QVERIFY(writeProtobuf(type, *read) == message);
    // One message in very many pieces.
    const QByteArray pieces = QByteArray("\x0a\x03\x0a\x01x", 5).repeated(500'000);
    QVERIFY(readProtobuf(type, pieces).ok());
    QVERIFY2(timer.elapsed() < maxMilliseconds, QByteArray::number(timer.elapsed()).constData());
}

// Two bytes are an empty pod of a list: in memory they would be hundreds.
void TestWireProtobufHostile::staysSmall()
{
    const WireType list = WireTypes::builtin().kind("", "v1", "PodList");
    QVERIFY(readProtobuf(list, QByteArray("\x12\x00", 2).repeated(1000)).ok());
    const auto bomb = readProtobuf(list, QByteArray("\x12\x00", 2).repeated(1'000'000));
    QVERIFY(!bomb.ok());
    QCOMPARE(bomb.error().code, Error::Code::TooLarge);
}

void TestWireProtobufHostile::isFast()
{
    const WireType type = WireTypes::builtin().kind("", "v1", "PodList");
    Value list((ValueMap()));
    list.set(u"items", ValueList(5000, readProtobuf(podType(), podMessage()).value()));
    QByteArray message;
    double writing = 1e9;
    double reading = 1e9;
    for (int i = 0; i < 3; ++i) {
        std::clock_t start = std::clock(); // the processor's time: others work beside this
        message = writeProtobuf(type, list);
        writing = std::min(writing, double(std::clock() - start));
        start = std::clock();
        const auto read = readProtobuf(type, message);
        reading = std::min(reading, double(std::clock() - start));
        QVERIFY(read.ok() && read->find(u"items")->list()->size() == 5000);
    }
    const double megabytes = double(message.size()) / 1e6;
    qInfo("%.1f MB: read %.0f MB/s, written %.0f MB/s", megabytes, megabytes / reading * CLOCKS_PER_SEC,
          megabytes / writing * CLOCKS_PER_SEC);
    QVERIFY(megabytes / reading * CLOCKS_PER_SEC * slowness > 2);
    QVERIFY(megabytes / writing * CLOCKS_PER_SEC * slowness > 2);
}

void TestWireProtobufHostile::readsTimes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isTime");
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<int>("nanos");
    const auto row = [](const char16_t *text, bool isTime, qint64 seconds = 0, int nanos = 0) {
        const QString string = QString::fromUtf16(text);
        QTest::newRow(qPrintable(u"time "_s + string)) << string << isTime << seconds << nanos;
    };
    row(u"1970-01-01T00:00:00Z", true);
    row(u"2024-02-29T23:59:59Z", true, 1709251199);
    row(u"2000-02-29T12:00:00Z", true, 951825600);
    row(u"0001-01-01T00:00:00Z", true, -62135596800);
    row(u"9999-12-31T23:59:59Z", true, 253402300799);
    row(u"2026-01-01T01:00:00+02:30", true, 1767220200);
    row(u"2026-01-01T01:00:00-02:30", true, 1767238200);
    row(u"1969-12-31T23:59:59.25Z", true, -1, 250'000'000);
    row(u"1970-01-01T00:00:00.123456789123Z", true, 0, 123'456'789);
    for (const char16_t *text :
         {u"", u"2023-02-29T00:00:00Z", u"1900-02-29T00:00:00Z", u"2026-13-01T00:00:00Z", u"2026-00-01T00:00:00Z",
          u"2026-01-00T00:00:00Z", u"2026-01-01T24:00:00Z", u"2026-01-01T00:60:00Z", u"2026-01-01T00:00:00",
          u"2026-01-01T00:00:00.Z", u"2026-01-01 00:00:00Z", u"2026-1-01T00:00:00Z", u"2026-01-01T00:00:00Zx",
          u"0000-01-01T00:00:00Z", u"9999-12-31T23:59:59-01:00"})
        row(text, false);
}

void TestWireProtobufHostile::readsTimes()
{
    QFETCH(QString, text);
    QFETCH(bool, isTime);
    QFETCH(qint64, seconds);
    QFETCH(int, nanos);
    const auto time = parseWireTime(text);
    QCOMPARE(time.has_value(), isTime);
    if (!time) return;
    QCOMPARE(time->seconds, seconds);
    QCOMPARE(time->nanos, nanos);
    const auto again = parseWireTime(wireTimeText(*time, true));
    QVERIFY(again.has_value());
    QCOMPARE(*again, (WireTime{seconds, nanos / 1000 * 1000}));
}

void TestWireProtobufHostile::readsDurations_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isDuration");
    QTest::addColumn<qint64>("nanoseconds");
    QTest::addColumn<QString>("canonical");
    const auto row = [](const char16_t *text, qint64 nanoseconds, const char16_t *canonical) {
        QTest::newRow(qPrintable(QString::fromUtf16(text)))
            << QString::fromUtf16(text) << true << nanoseconds << QString::fromUtf16(canonical);
    };
    row(u"0", 0, u"0s");
    row(u"1h", 3'600'000'000'000, u"1h0m0s");
    row(u"90s", 90'000'000'000, u"1m30s");
    row(u"1.5h", 5'400'000'000'000, u"1h30m0s");
    row(u"-1.25s", -1'250'000'000, u"-1.25s");
    row(u"+3ms", 3'000'000, u"3ms");
    row(u"1500us", 1'500'000, u"1.5ms");
    row(u"7µs", 7000, u"7µs");
    row(u"999ns", 999, u"999ns");
    row(u"1h0m0.000000001s", 3'600'000'000'001, u"1h0m0.000000001s");
    row(u"2562047h47m16.854775807s", std::numeric_limits<qint64>::max(), u"2562047h47m16.854775807s");
    row(u"-2562047h47m16.854775808s", std::numeric_limits<qint64>::min(), u"-2562047h47m16.854775808s");
    for (const char16_t *text : {u"", u"-", u"1", u"1x", u"h", u".s", u"1h-1m", u"2562048h", u"1 s"})
        QTest::newRow(qPrintable(u"no duration: "_s + QString::fromUtf16(text)))
            << QString::fromUtf16(text) << false << qint64(0) << QString();
}

void TestWireProtobufHostile::readsDurations()
{
    QFETCH(QString, text);
    QFETCH(bool, isDuration);
    QFETCH(qint64, nanoseconds);
    QFETCH(QString, canonical);
    const auto duration = parseWireDuration(text);
    QCOMPARE(duration.has_value(), isDuration);
    if (!duration) return;
    QCOMPARE(*duration, nanoseconds);
    QCOMPARE(wireDurationText(*duration), canonical);
}

QTEST_GUILESS_MAIN(TestWireProtobufHostile)
#include "tst_wireprotobufhostile.moc"
