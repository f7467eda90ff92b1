// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/limits.h"
#include "model/wire/json.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <ctime>
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

class TestWireJsonHostile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsDuplicatesBounded();
    void isTruncatedAnywhere();
    void standsDepth();
    void standsSize();
    void isFast();
};

void TestWireJsonHostile::keepsDuplicatesBounded()
{
    QByteArray many = "{";
    for (int i = 0; i < 1000; ++i) many += "\"k" + QByteArray::number(i) + "\":1,\"k" + QByteArray::number(i) + "\":1,";
    many += "\"z\":1}";
    const auto read = readJson(many);
    QVERIFY(read.ok());
    QCOMPARE(read->value.map()->size(), size_t(1001));
    QCOMPARE(read->duplicates.size(), size_t(100)); // as many as sigs.k8s.io/json keeps
    // One key again and again, far down, must not cost its path each time.
    QElapsedTimer timer;
    timer.start();
    QByteArray deep;
    for (int i = 0; i < 9000; ++i) deep += "{\"a\":";
    deep += "{\"x\":1" + QByteArray(",\"x\":1").repeated(500'000) + '}' + QByteArray(9000, '}');
    const auto far = readJson(deep);
    QVERIFY(far.ok());
    QCOMPARE(far->duplicates.size(), size_t(1));
    QCOMPARE(far->duplicates.front(), u"a."_s.repeated(9000) + u'x');
    QVERIFY2(timer.elapsed() < maxMilliseconds, QByteArray::number(timer.elapsed()).constData());
}

void TestWireJsonHostile::isTruncatedAnywhere()
{
    const QByteArray text = R"({"a":[1,-2.5e+3,"x\u00e9\n",true,false,null,{"é":{}}],"b":"\ud83d\ude00","c":[]})";
    const auto whole = readJson(text);
    QVERIFY(whole.ok());
    for (qsizetype size = 0; size < text.size(); ++size) {
        const auto exact = std::make_unique<char[]>(size_t(size));
        std::copy_n(text.begin(), size, exact.get());
        const auto read = readJson(QByteArrayView(exact.get(), size));
        QVERIFY2(!read.ok(), QByteArray::number(size).constData());
        QCOMPARE(read.error().code, Error::Code::Syntax);
    }
}

void TestWireJsonHostile::standsDepth()
{
    const auto nested = [](int depth) { return QByteArray(depth, '[') + QByteArray(depth, ']'); };
    const auto deepest = readJson(nested(limits::maxDepth));
    QVERIFY(deepest.ok());
    QCOMPARE(writeJson(deepest->value), nested(limits::maxDepth));
    const auto deeper = readJson(nested(limits::maxDepth + 1));
    QVERIFY(!deeper.ok());
    QCOMPARE(deeper.error().code, Error::Code::TooLarge);
    QCOMPARE(deeper.error().message, u"invalid character '[' exceeded max depth"_s);
    const auto maps = readJson(QByteArray("{\"a\":").repeated(1'000'000));
    QVERIFY(!maps.ok());
    QCOMPARE(maps.error().message, u"invalid character '{' exceeded max depth"_s);
    // A value made by hand may be deeper.
    Value deep;
    for (int i = 0; i < 200'000; ++i) {
        ValueList list;
        list.push_back(std::move(deep));
        deep = Value(std::move(list));
    }
    QCOMPARE(writeJson(deep).size(), qsizetype(200'000) * 2 + 4);
}

void TestWireJsonHostile::standsSize()
{
    QElapsedTimer timer;
    timer.start();
    const QByteArray plain = '"' + QByteArray(10 << 20, 'x') + '"';
    const auto text = readJson(plain);
    QVERIFY(text.ok());
    QCOMPARE(writeJson(text->value), plain);
    const QByteArray escapes = '"' + QByteArray("\\u0001").repeated(2 << 20) + '"';
    const auto odd = readJson(escapes);
    QVERIFY(odd.ok());
    QCOMPARE(writeJson(odd->value), escapes);
    // Very many keys, and very many that share their first and last bytes.
    QByteArray keys = "{";
    for (int i = 0; i < 300'000; ++i)
        keys += "\"prefix__" + QByteArray::number(i) + "__suffix\":" + QByteArray::number(i) + ',';
    keys.back() = '}';
    const auto many = readJson(keys);
    QVERIFY(many.ok());
    QCOMPARE(many->value.map()->size(), size_t(300'000));
    QVERIFY(many->duplicates.empty());
    QCOMPARE(writeJson(many->value), keys);
    QVERIFY2(timer.elapsed() < maxMilliseconds, QByteArray::number(timer.elapsed()).constData());
}

static Value podList(int count)
{
    const QByteArray pod = R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"web-6d4b75cb6d-hx9kd","generateName":
"web-6d4b75cb6d-","namespace":"default","uid":"f1e5bb0b-1f2c-4a7c-9d4f-0b5d4b7f7d6a","resourceVersion":"123456",
"creationTimestamp":"2026-01-01T12:00:00Z","labels":{"app":"web","pod-template-hash":"6d4b75cb6d"},"ownerReferences":[{
"apiVersion":"apps/v1","kind":"ReplicaSet","name":"web-6d4b75cb6d","uid":"a4b5","controller":true,"blockOwnerDeletion":true}],
"managedFields":[{"manager":"kube-controller-manager","operation":"Update","apiVersion":"v1","time":"2026-01-01T12:00:00Z",
"fieldsType":"FieldsV1","fieldsV1":{"f:metadata":{"f:generateName":{},"f:labels":{".":{},"f:app":{}}},"f:spec":{
"f:containers":{"k:{\"name\":\"web\"}":{".":{},"f:image":{},"f:name":{}}}}}}]},"spec":{"volumes":[{"name":"token","projected":
{"sources":[{"serviceAccountToken":{"expirationSeconds":3607,"path":"token"}}],"defaultMode":420}}],"containers":[{"name":
"web","image":"registry.example.com/team/web:1.2.3","ports":[{"containerPort":8080,"protocol":"TCP"}],"resources":{"limits":
{"cpu":"500m","memory":"128Mi"}},"terminationMessagePath":"/dev/termination-log","imagePullPolicy":"IfNotPresent"}],
"restartPolicy":"Always","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","nodeName":"node-1"},"status":{"phase":
"Running","conditions":[{"type":"Ready","status":"True","lastProbeTime":null,"lastTransitionTime":"2026-01-01T12:00:05Z"}]}})";
    Value list((ValueMap()));
    list.set(u"items", ValueList(size_t(count), readJson(pod).value().value));
    return list;
}

void TestWireJsonHostile::isFast()
{
    const Value list = podList(5000);
    QByteArray text;
    double writing = 1e9;
    double reading = 1e9;
    for (int i = 0; i < 5; ++i) {
        std::clock_t start = std::clock(); // the processor's time: others work beside this
        text = writeJson(list);
        writing = std::min(writing, double(std::clock() - start));
        start = std::clock();
        const auto read = readJson(text);
        reading = std::min(reading, double(std::clock() - start));
        QVERIFY(read.ok() && read->value == list);
    }
    const double megabytes = double(text.size()) / 1e6;
    qInfo("%.1f MB: read %.0f MB/s, written %.0f MB/s", megabytes, megabytes / reading * CLOCKS_PER_SEC,
          megabytes / writing * CLOCKS_PER_SEC);
    // A tenth of what is wanted: other work and debug builds.
    QVERIFY(megabytes / reading * CLOCKS_PER_SEC * slowness > 5);
    QVERIFY(megabytes / writing * CLOCKS_PER_SEC * slowness > 10);
}

QTEST_GUILESS_MAIN(TestWireJsonHostile)
#include "tst_wirejsonhostile.moc"
