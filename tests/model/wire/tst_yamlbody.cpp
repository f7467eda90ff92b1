// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/body.h"
#include "model/wire/json.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace model;
using namespace Qt::StringLiterals;

// What hostile input may take. Instrumented programs are slower by a factor.
#ifdef __SANITIZE_ADDRESS__
static constexpr int slowness = 10;
#else
static constexpr int slowness = 1;
#endif
static constexpr qint64 maxMilliseconds = slowness * 15'000;

class TestYamlBody : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void namesDuplicates_data();
    void namesDuplicates();
    void agreesWithGo();
    void standsHostileTexts();
};

void TestYamlBody::reads_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *name, const QByteArray &text, const QByteArray &json) {
        QTest::newRow(name) << text << json;
    };
    row("nothing", "", "null");
    row("a comment", "# nothing\n", "null");
    row("manifest", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata: {x: \"1\"}\n",
        R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"x":"1"}})");
    row("separator first", "---\na: 1\n", R"({"a":1})");
    row("first of two", "a: 1\n---\nb: 2\n", R"({"a":1})");
    row("first of two, second broken", "a: 1\n---\nb: c: d\n", R"({"a":1})");
    row("json", R"({"a":[1,"x",null,true]})", R"({"a":[1,"x",null,true]})");
    row("yaml in flow style", "{a: [1, x]}", R"({"a":[1,"x"]})");
    row("list", "- a\n", R"(["a"])");
    row("text", "foo", R"("foo")");
    row("yaml 1.1 words", "a: yes\nb: off\nc: ~\nd: 0x10\ne: 010\n", R"({"a":true,"b":false,"c":null,"d":16,"e":8})");
    row("whole numbers", "a: 1.0\nb: 1e3\nc: 2.5\n", R"({"a":1,"b":1000,"c":2.5})");
    row("whole numbers in JSON", R"({"a":1.0,"b":1e3,"c":2.5})", R"({"a":1,"b":1000,"c":2.5})");
    row("keys", "1: a\ntrue: b\n", R"({"1":"a","true":"b"})");
    row("anchors", "a: &x {b: 1}\nc: *x\nd:\n  <<: *x\n  e: 2\n", R"({"a":{"b":1},"c":{"b":1},"d":{"b":1,"e":2}})");
}

void TestYamlBody::reads()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, json);
    const auto read = readYamlBody(text);
    QVERIFY2(read.ok(), read ? "" : qPrintable(read.error().toString()));
    QCOMPARE(writeJson(read->value), json);
    QVERIFY(read->duplicates.empty());
    QCOMPARE(read->strictError, QString());
    // Its whole numbers are integers and not only look so.
    QVERIFY(readJson(json)->value == read->value);
}

// Recorded from a kube-apiserver.
void TestYamlBody::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("message");
    const QByteArray head = "apiVersion: v1\nkind: ConfigMap\n";
    QTest::newRow("two colons") << QByteArray(head + "metadata: a: b\n")
                                << u"yaml: line 3: mapping values are not allowed in this context"_s;
    QTest::newRow("tab") << QByteArray("\tapiVersion: v1\n") << u"yaml: found character that cannot start any token"_s;
    QTest::newRow("open list") << QByteArray("[1,2") << u"yaml: line 1: did not find expected ',' or ']'"_s;
    QTest::newRow("open mapping") << QByteArray(head + "metadata: {name: a\n")
                                  << u"yaml: line 3: did not find expected ',' or '}'"_s;
    QTest::newRow("open quote") << QByteArray(head + "metadata:\n  name: \"a\n")
                                << u"yaml: line 5: found unexpected end of stream"_s;
    QTest::newRow("indentation") << QByteArray(head + "metadata:\n  name: a\n b: c\n")
                                 << u"yaml: line 4: did not find expected key"_s;
    QTest::newRow("unknown anchor") << QByteArray(head + "metadata:\n  name: *a\n")
                                    << u"yaml: unknown anchor 'a' referenced"_s;
    QTest::newRow("list as key") << QByteArray(head + "data:\n  ? [a]\n  : b\n")
                                 << u"yaml: invalid map key: []interface {}{\"a\"}"_s;
    QTest::newRow("not a number") << QByteArray("a: .nan\n") << u"json: unsupported value: NaN"_s;
    QTest::newRow("tag") << QByteArray("a: !!int x\n") << u"yaml: cannot decode !!str `x` as a !!int"_s;
}

void TestYamlBody::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, message);
    const auto read = readYamlBody(text);
    QVERIFY(!read.ok());
    QCOMPARE(read.error().message, message);
}

void TestYamlBody::namesDuplicates_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("paths");
    QTest::addColumn<QString>("strictError");
    // The errors are recorded from a kube-apiserver.
    QTest::newRow("three")
        << QByteArray("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  name: b\ndata:\n"
                      "  x: \"1\"\n  x: \"2\"\n  y: \"1\"\n  y: \"2\"\n")
        << QStringList{u"metadata.name"_s, u"data.x"_s, u"data.true"_s}
        << u"yaml: unmarshal errors:\n  line 5: key \"name\" already set in map\n  line 8: key \"x\" "
           "already set in map\n  line 10: key true already set in map"_s;
    QTest::newRow("json") << QByteArray(R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","name":"b"}})")
                          << QStringList{u"metadata.name"_s}
                          << u"yaml: unmarshal errors:\n  line 1: key \"name\" already set in map"_s;
    QTest::newRow("number") << QByteArray("data:\n  1: \"x\"\n  1: \"y\"\n") << QStringList{u"data.1"_s}
                            << u"yaml: unmarshal errors:\n  line 3: key 1 already set in map"_s;
    QTest::newRow("inner first") << QByteArray("a:\n  b: 1\na:\n  - c: 1\n    c: 2\n")
                                 << QStringList{u"a[0].c"_s, u"a"_s}
                                 << u"yaml: unmarshal errors:\n  line 5: key \"c\" already set in map\n  line 4: key "
                                    "\"a\" already set in map"_s;
}

void TestYamlBody::namesDuplicates()
{
    QFETCH(QByteArray, text);
    QFETCH(QStringList, paths);
    QFETCH(QString, strictError);
    const auto read = readYamlBody(text);
    QVERIFY(read.ok());
    QCOMPARE(QStringList(read->duplicates.begin(), read->duplicates.end()), paths);
    QCOMPARE(read->strictError, strictError);
}

static void sortKeys(Value &value)
{
    if (ValueMap *entries = value.map()) {
        std::sort(entries->begin(), entries->end(),
                  [](const auto &a, const auto &b) { return a.first.toUtf8() < b.first.toUtf8(); });
        for (auto &[key, child] : *entries) sortKeys(child);
    } else if (ValueList *list = value.list()) {
        for (Value &child : *list) sortKeys(child);
    }
}

// The meaning, the errors and the strict errors that tests/model/yaml has recorded of sigs.k8s.io/yaml.
void TestYamlBody::agreesWithGo()
{
    // Where model/yaml reads otherwise, or refuses with words of its own.
    const QStringList known{u"a: &x [1]\n*x : w\n"_s,    u"--- a\n"_s,      u"--- {a: 1}\n"_s, u"--- |\n  x\n"_s,
                            u"%YAML 1.2\n---\na: 1\n"_s, u"a: \"\\/\"\n"_s, u"{a? : b}\n"_s,   u"[a?]\n"_s,
                            u"[http://x?y=1]\n"_s,       u"{a: x?y}\n"_s,   u"[a\n ?b]\n"_s};
    QFile file(QStringLiteral(KUBEWRIGHT_TEST_DATA "/yaml/kubectl-dialect.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const Value table = readJson(file.readAll()).value().value;
    QStringList differing;
    for (const Value &row : *table.list()) {
        const auto text = [&row](QStringView key) {
            const Value *value = row.find(key);
            return value ? *value->string() : QString();
        };
        auto read = readYamlBody(text(u"yaml").toUtf8());
        QStringList ours{QString(), QString(), QString()};
        if (read) {
            sortKeys(read->value);
            ours = {QString::fromUtf8(writeJson(read->value)), QString(), read->strictError};
        } else {
            ours[1] = read.error().message;
        }
        QString json = text(u"json");
        if (!json.isEmpty()) {
            Value value = readJson(json.toUtf8()).value().value;
            sortKeys(value);
            json = QString::fromUtf8(writeJson(value));
        }
        const QStringList theirs{json, text(u"error"), text(u"strict")};
        if (ours == theirs) continue;
        differing.append(text(u"yaml"));
        if (!known.contains(differing.back())) QCOMPARE(ours, theirs);
    }
    QCOMPARE(QSet<QString>(differing.begin(), differing.end()), QSet<QString>(known.begin(), known.end()));
}

void TestYamlBody::standsHostileTexts()
{
    QElapsedTimer timer;
    timer.start();
    QByteArray bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n";
    for (char c = 'b'; c <= 'i'; ++c) {
        bomb += QByteArray(1, c) + ": &" + c + " [";
        for (int i = 0; i < 18; ++i) bomb += QByteArray("*") + char(c - 1) + ',';
        bomb += "]\n";
    }
    const auto exploded = readYamlBody(bomb);
    QVERIFY(!exploded.ok());
    QCOMPARE(exploded.error().code, Error::Code::TooLarge);
    QCOMPARE(exploded.error().message, u"yaml: document contains excessive aliasing"_s);
    const auto deep = readYamlBody(QByteArray(20'000, '['));
    QVERIFY(!deep.ok());
    QByteArray many;
    for (int i = 0; i < 50'000; ++i) many += "k: 1\n";
    const auto same = readYamlBody(many);
    QVERIFY(same.ok());
    QCOMPARE(same->duplicates, std::vector<QString>{u"k"_s});
    QVERIFY2(timer.elapsed() < maxMilliseconds, QByteArray::number(timer.elapsed()).constData());
}

QTEST_GUILESS_MAIN(TestYamlBody)
#include "tst_yamlbody.moc"
