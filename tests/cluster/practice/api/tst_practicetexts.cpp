// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "tests/cluster/practice/api/apibench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using bench::ApiBench;
using bench::KeptReply;
using practice::textAt;

namespace {

std::vector<QByteArray> warningsOf(const KeptReply &reply)
{
    std::vector<QByteArray> all;
    for (const auto &[name, value] : reply.headers)
        if (name.toLower() == "warning") all.push_back(value);
    return all;
}

// A ConfigMap with fields that nobody knows, which are told.
QByteArray mapWith(int count, const QByteArray &field)
{
    QByteArray body = R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"})";
    for (int i = 0; i < count; ++i) body += ",\"" + field + QByteArray::number(1000 + i) + "\":1";
    return body + '}';
}

} // namespace

// What messages and headers say where somebody overdoes it, as kube-apiserver 1.33.4 says it.
class TestPracticeTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void warningsAreCut_data();
    void warningsAreCut();
    void tooManyErrorsTimeOut();
    void messages_data();
    void messages();
};

void TestPracticeTexts::warningsAreCut_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<int>("fields");
    QTest::addColumn<int>("warnings");
    QTest::addColumn<int>("characters"); // of the last text
    // Each text is the field's name and 16 characters more: unknown field "".
    QTest::newRow("few") << QByteArray(80, 'f') << 40 << 40 << 100;
    QTest::newRow("4,100 characters") << QByteArray(80, 'f') << 41 << 41 << 100;
    QTest::newRow("and more") << QByteArray(80, 'f') << 1000 << 41 << 100;
    QTest::newRow("a long one alone") << QByteArray(4000, 'f') << 1 << 1 << 4020;
    QTest::newRow("two long ones") << QByteArray(4000, 'f') << 2 << 2 << 256; // told apart by what is cut
    QTest::newRow("exactly as many") << QByteArray(108, 'f') << 32 << 32 << 128;
    QTest::newRow("exactly as many, and more") << QByteArray(108, 'f') << 34 << 33 << 128;
    QTest::newRow("other alphabets") << QByteArray("\xc3\xa9").repeated(80) << 1000 << 41 << 100;
}

void TestPracticeTexts::warningsAreCut()
{
    QFETCH(QByteArray, field);
    QFETCH(int, fields);
    ApiBench bench;
    const auto reply = bench.ask("POST", "/api/v1/namespaces/default/configmaps?fieldValidation=Warn",
                                 mapWith(fields, field), {{"content-type", "application/json"}});
    QCOMPARE(reply->status, 201);
    const std::vector<QByteArray> warnings = warningsOf(*reply);
    QTEST(int(warnings.size()), "warnings");
    QString text = QString::fromUtf8(warnings.back());
    QVERIFY(text.startsWith(u"299 - \"unknown field \\\""));
    text = text.sliced(7).chopped(1).replace(u"\\\""_s, u"\""_s);
    QTEST(int(text.size()), "characters");
}

void TestPracticeTexts::tooManyErrorsTimeOut()
{
    QByteArray labels;
    for (int i = 0; i < 60000; ++i) labels += (i ? ",\"-k" : "\"-k") + QByteArray::number(i) + "\":\"-\"";
    ApiBench bench;
    const auto reply =
        bench.ask("POST", "/api/v1/namespaces/default/configmaps",
                  R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","labels":{)" + labels + "}}}");
    QCOMPARE(reply->status, 504);
    QCOMPARE(
        reply->body.trimmed(),
        R"({"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Timeout: request did not )"
        R"(complete within requested timeout - context deadline exceeded","reason":"Timeout","details":{},"code":504})"_ba);
}

void TestPracticeTexts::messages_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("accept");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *path, int status, const QString &message, const char *accept = "*/*") {
        QTest::addRow("%s %s", path, accept) << QByteArray(path) << QByteArray(accept) << status << message;
    };
    const QString parsing = u"strconv.ParseInt: parsing \"%1\": %2"_s;
    const QString range = u"value out of range"_s, syntax = u"invalid syntax"_s;
    row("/api/v1/pods?limit=99999999999999999999", 400, parsing.arg(u"99999999999999999999"_s, range));
    row("/api/v1/pods?limit=-99999999999999999999", 400, parsing.arg(u"-99999999999999999999"_s, range));
    row("/api/v1/pods?limit=1.5", 400, parsing.arg(u"1.5"_s, syntax));
    row("/api/v1/pods?limit=%205", 400, parsing.arg(u" 5"_s, syntax));
    row("/api/v1/pods?limit=%2B5", 200, {});
    row("/api/v1/pods?timeoutSeconds=99999999999999999999", 400, parsing.arg(u"99999999999999999999"_s, range));
    const QString version = u"invalid resource version: resourceVersion: Invalid value: \"%1\": strconv.ParseUint: "
                            "parsing \"%1\": %2"_s;
    row("/api/v1/pods?resourceVersion=99999999999999999999", 400, version.arg(u"99999999999999999999"_s, range));
    row("/api/v1/pods?resourceVersion=-1", 400, version.arg(u"-1"_s, syntax));
    row("/api/v1/pods?resourceVersion=a%00b", 400, version.arg(u"a\\x00b"_s, syntax));
    row("/api/v1/namespaces/default/pods/a%00b", 404, u"pods \"a\\x00b\" not found"_s);
    row("/api/v1/namespaces/default/pods/a%22b%5C", 404, u"pods \"a\\\"b\\\\\" not found"_s);
    row("/api/v1/namespaces/default/pods/a%ffb", 404, u"pods \"a\\xffb\" not found"_s);
    row("/api/v1/namespaces/default/pods/%c3%a9", 404, u"pods \"é\" not found"_s);
    const QString operators = u"unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"_s;
    row("/api/v1/pods?labelSelector=a%00b", 400, operators);
    row("/api/v1/pods?labelSelector=a%3Db%00c", 400, u"found 'c', expected: ',' or 'end of string'"_s);
    row("/api/v1/pods?labelSelector=a%20in%20(b%00)", 200, {});
    row("/api/v1/pods?labelSelector=%00", 200, {});
    row("/api/v1/pods?labelSelector=a%00=b", 200, {});
    const QString types = u"application/json, application/yaml, application/vnd.kubernetes.protobuf"_s;
    const QString available = u"406: Not Acceptable\n\nAvailable representations: "_s + types;
    const QString streams = u", application/json;stream=watch, application/vnd.kubernetes.protobuf;stream=watch"_s;
    const QString accepted = u"only the following media types are accepted: "_s + types;
    row("/api/v1/pods", 406, available + streams, "text/plain");
    row("/api/v1/pods?watch=1", 406, available + streams, "text/plain");
    row("/api/v1/namespaces/default", 406, available, "text/plain");
    row("/api/v1/pods", 406, accepted, "application/json;stream=foo");
    row("/api/v1/pods?watch=1", 406, accepted, "application/json;as=Foo;g=meta.k8s.io;v=v1");
}

void TestPracticeTexts::messages()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, accept);
    ApiBench bench;
    const auto reply = bench.ask("GET", path, {}, {{"accept", accept}});
    QTEST(reply->status, "status");
    QTEST(textAt(reply->json(), {u"message"}), "message");
}

QTEST_GUILESS_MAIN(TestPracticeTexts)
#include "tst_practicetexts.moc"
