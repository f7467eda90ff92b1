// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/json.h"
#include "model/yaml/yamlvalue.h"

#include <QFile>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

using namespace model;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(model::Value)

class TestWireJson : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsValues_data();
    void readsValues();
    void refuses_data();
    void refuses();
    void namesDuplicates_data();
    void namesDuplicates();
    void writes_data();
    void writes();
    void readsWhatItWrote();
    void agreesWithTheYamlReader();
    void agreesWithGo();
};

static ValueMap map(std::initializer_list<ValueMap::value_type> entries) { return ValueMap(entries); }

void TestWireJson::readsValues_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Value>("expected");
    const auto row = [](const char *name, const QByteArray &text, const Value &expected) {
        QTest::newRow(name) << text << expected;
    };
    row("null", "null", Value());
    row("true", " true ", true);
    row("false", "\t\r\nfalse\n", false);
    row("0", "0", 0);
    row("-0", "-0", 0);
    row("-0.0", "-0.0", -0.0);
    row("42", "42", 42);
    row("18 digits", "999999999999999999", qint64(999999999999999999));
    row("qint64 max", "9223372036854775807", std::numeric_limits<qint64>::max());
    row("qint64 min", "-9223372036854775808", std::numeric_limits<qint64>::min());
    row("2^63", "9223372036854775808", quint64(1) << 63);
    row("2^64-1", "18446744073709551615", std::numeric_limits<quint64>::max());
    row("2^64", "18446744073709551616", 18446744073709551616.0);
    row("-2^63-1", "-9223372036854775809", -9223372036854775808.0);
    row("40 digits", QByteArray(40, '9'), 1e40);
    row("1e3", "1e3", 1000.0);
    row("1E+3", "1E+3", 1000.0);
    row("1.0", "1.0", 1.0);
    row("1.5e-3", "1.5e-3", 0.0015);
    row("largest", "1.7976931348623157e308", 1.7976931348623157e308);
    row("smallest", "5e-324", 5e-324);
    row("too small", "1e-400", 0.0);
    row("too small, written out", "-0." + QByteArray(400, '0') + "1", -0.0);
    row("too small, large mantissa", QByteArray(400, '1') + "e-900", 0.0);
    row("zero with exponent", "0e999999999999999999999", 0.0);
    row("empty map", "{ }", ValueMap());
    row("empty list", "[ ]", ValueList());
    row("list", "[1,\"a\",null,[2],{}]", ValueList{1, u"a", Value(), ValueList{2}, ValueMap()});
    row("map", R"({"b":1,"a":{"c":[{"d":2}]}})",
        map({{u"b"_s, 1}, {u"a"_s, map({{u"c"_s, ValueList{map({{u"d"_s, 2}})}}})}}));
    row("empty key", R"({"":1})", map({{QString(), 1}}));
    row("last of equal keys, first place", R"({"a":1,"b":2,"a":{"x":3}})",
        map({{u"a"_s, map({{u"x"_s, 3}})}, {u"b"_s, 2}}));
    row("equal keys in two spellings", "{\"a\":1,\"\\u0061\":2}", map({{u"a"_s, 2}}));
    row("escapes", R"("\"\\\/\b\f\n\r\t\u00e9\u20AC")", u"\"\\/\b\f\n\r\té€"_s);
    row("NUL escape", R"("a\u0000b")", QString(u"a\0b"_s));
    row("pair", R"("\ud83d\ude00")", u"😀"_s);
    row("lone high", R"("\ud83dx")", u"\ufffdx"_s);
    row("lone low", R"("\ude00")", u"\ufffd"_s);
    row("high, high, low", R"("\ud83d\ud83d\ude00")", u"\ufffd😀"_s);
    row("high and another escape", R"("\ud83d\n")", u"\ufffd\n"_s);
    row("UTF-8", "\"é€😀\"", u"é€😀"_s);
    row("byte order mark in a string",
        "\"\xef\xbb\xbf"
        "a\"",
        u"\ufeff"
        "a"_s);
    row("broken UTF-8", "\"a\xff\xe2\x82z\"", u"a\ufffd\ufffd\ufffdz"_s);
    row("overlong", "\"\xc0\xaf\"", u"\ufffd\ufffd"_s);
    row("surrogate in UTF-8", "\"\xed\xa0\x80\"", u"\ufffd\ufffd\ufffd"_s);
    row("beyond Unicode", "\"\xf4\x90\x80\x80\"", u"\ufffd\ufffd\ufffd\ufffd"_s);
    row("DEL", "\"\x7f\"", u"\x7f"_s);
    row("stop at every place", "\"0123456\\n89\\t1234567890123456\\\"\"", u"0123456\n89\t1234567890123456\""_s);
}

void TestWireJson::readsValues()
{
    QFETCH(QByteArray, text);
    QFETCH(Value, expected);
    // In memory of the text's size, so that a sanitizer sees a byte that is read beyond it.
    const auto exact = std::make_unique<char[]>(size_t(text.size()));
    std::copy(text.begin(), text.end(), exact.get());
    const auto read = readJson(QByteArrayView(exact.get(), text.size()));
    QVERIFY2(read.ok(), read ? "" : qPrintable(read.error().toString()));
    QVERIFY2(read->value == expected, writeJson(read->value).constData());
    if (const double *number = expected.number()) QCOMPARE(std::signbit(*read->value.number()), std::signbit(*number));
}

void TestWireJson::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("message");
    const auto row = [](const QByteArray &text, const char16_t *message) {
        QTest::addRow("%s", text.left(40).toPercentEncoding(" {}[]\":,").constData())
            << text << QString::fromUtf16(message);
    };
    const char16_t *const end = u"unexpected end of JSON input";
    for (const char *text :
         {"", "  ", "{", "[", "[1", "[1,", "{\"a", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "\"", "\"a\\\\"})
        row(text, end);
    row("tru", u"invalid character ' ' in literal true (expecting 'e')");
    row("-", u"invalid character ' ' in numeric literal");
    row("1.", u"invalid character ' ' after decimal point in numeric literal");
    row("1e", u"invalid character ' ' in exponent of numeric literal");
    row("1e+", u"invalid character ' ' in exponent of numeric literal");
    row("\"\\", u"invalid character ' ' in string escape code");
    row("\"\\u12", u"invalid character ' ' in \\u hexadecimal character escape");
    row("{\"a\":}", u"invalid character '}' looking for beginning of value");
    row("{\"a\":1,}", u"invalid character '}' looking for beginning of object key string");
    row("{,}", u"invalid character ',' looking for beginning of object key string");
    row("{a:1}", u"invalid character 'a' looking for beginning of object key string");
    row("{'a':1}", u"invalid character '\\'' looking for beginning of object key string");
    row("{\"a\" 1}", u"invalid character '1' after object key");
    row("{\"a\":1 \"b\":2}", u"invalid character '\"' after object key:value pair");
    row("{\"a\":1]", u"invalid character ']' after object key:value pair");
    row("[1}", u"invalid character '}' after array element");
    row("[1 2]", u"invalid character '2' after array element");
    row("[1,]", u"invalid character ']' looking for beginning of value");
    row("[,1]", u"invalid character ',' looking for beginning of value");
    row("01", u"invalid character '1' after top-level value");
    row("[01]", u"invalid character '1' after array element");
    row("+1", u"invalid character '+' looking for beginning of value");
    row("-a", u"invalid character 'a' in numeric literal");
    row(".5", u"invalid character '.' looking for beginning of value");
    row("1.e5", u"invalid character 'e' after decimal point in numeric literal");
    row("NaN", u"invalid character 'N' looking for beginning of value");
    row("Infinity", u"invalid character 'I' looking for beginning of value");
    row("trux", u"invalid character 'x' in literal true (expecting 'e')");
    row("falsy", u"invalid character 'y' in literal false (expecting 'e')");
    row("nil", u"invalid character 'i' in literal null (expecting 'u')");
    row("{} {}", u"invalid character '{' after top-level value");
    row("{}\n---\n", u"invalid character '-' after top-level value");
    row("\xef\xbb\xbf{}", u"invalid character 'ï' looking for beginning of value");
    row("\xff", u"invalid character 'ÿ' looking for beginning of value");
    row("\xa0", u"invalid character '\\u00a0' looking for beginning of value");
    row("\x85", u"invalid character '\\u0085' looking for beginning of value");
    row(QByteArray("\0{}", 3), u"invalid character '\\x00' looking for beginning of value");
    row("\x0b{}", u"invalid character '\\v' looking for beginning of value");
    row("\x7f", u"invalid character '\\x7f' looking for beginning of value");
    row("\\", u"invalid character '\\\\' looking for beginning of value");
    row("\"a\nb\"", u"invalid character '\\n' in string literal");
    row(QByteArray("\"a\0b\"", 5), u"invalid character '\\x00' in string literal");
    row("\"\\x41\"", u"invalid character 'x' in string escape code");
    row("\"\\u00g0\"", u"invalid character 'g' in \\u hexadecimal character escape");
    row("a: b", u"invalid character 'a' looking for beginning of value");
    row("1e400", u"json: cannot unmarshal number 1e400 into Go value of type float64");
    row("[-1e400,1e500]", u"json: cannot unmarshal number -1e400 into Go value of type float64");
    row("[1e400,}", u"invalid character '}' looking for beginning of value");
    row("0.0001e313", u"json: cannot unmarshal number 0.0001e313 into Go value of type float64");
    row("1e99999999999999999999",
        u"json: cannot unmarshal number 1e99999999999999999999 into Go value of type float64");
}

void TestWireJson::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, message);
    const auto read = readJson(text);
    QVERIFY(!read.ok());
    QCOMPARE(read.error().message, message);
    QCOMPARE(read.error().code, Error::Code::Syntax);
}

void TestWireJson::namesDuplicates_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("paths");
    // Recorded from a kube-apiserver with fieldValidation=Strict, but for those on the top level.
    QTest::newRow("maps and structs") << QByteArray(
                                             R"({"metadata":{"name":"a","name":"b","labels":{"a":"1","a":"2","a":"3"}},
                         "data":{"x.y/z":"1","x.y/z":"2"},"data":{"q":"1","q":"1"}})")
                                      << QStringList{u"metadata.name"_s, u"metadata.labels.a"_s, u"data.x.y/z"_s,
                                                     u"data"_s, u"data.q"_s};
    QTest::newRow("lists") << QByteArray(
                                  R"({"spec":{"containers":[{"name":"a","image":"a","image":"b","env":[{"name":"A",
        "name":"B"}]},{"name":"b","name":"c"}],"containers":[{"name":"a","image":"a","image":"b"}]}})")
                           << QStringList{u"spec.containers[0].image"_s, u"spec.containers[0].env[0].name"_s,
                                          u"spec.containers[1].name"_s, u"spec.containers"_s};
    QTest::newRow("none") << QByteArray(R"({"a":{"a":[{"a":1},{"a":1}]},"b":1,"c":1})") << QStringList();
    QTest::newRow("list at the top") << QByteArray(R"([1,[2,[{"a":1,"a":1}]]])") << QStringList{u"[1][1][0].a"_s};
    QTest::newRow("list in list in map") << QByteArray(R"({"x":[[],[3,{"y":{"z":1,"z":2}}]]})")
                                         << QStringList{u"x[1][1].y.z"_s};
    QTest::newRow("spellings") << QByteArray("{\"\\u0061\":1,\"a\":2,\"é\":1,\"\\u00E9\":2}")
                               << QStringList{u"a"_s, u"é"_s};
    QTest::newRow("empty keys") << QByteArray(R"({"":{"":1,"":2}})") << QStringList{u"."_s};
    QByteArray large = "{";
    for (int i = 0; i < 100; ++i) large += "\"k" + QByteArray::number(i) + "\":1,";
    QTest::newRow("large map") << QByteArray(large + R"("k0":2,"k99":3,"\u006b50":4,"k100":5,"k100":6})")
                               << QStringList{u"k0"_s, u"k99"_s, u"k50"_s, u"k100"_s};
}

void TestWireJson::namesDuplicates()
{
    QFETCH(QByteArray, text);
    QFETCH(QStringList, paths);
    const auto read = readJson(text);
    QVERIFY(read.ok());
    QCOMPARE(QStringList(read->duplicates.begin(), read->duplicates.end()), paths);
}

void TestWireJson::writes_data()
{
    QTest::addColumn<Value>("value");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const Value &value, const QByteArray &expected) {
        QTest::newRow(name) << value << expected;
    };
    row("null", Value(), "null");
    row("bools", ValueList{true, false}, "[true,false]");
    row("integers", ValueList{0, -1, std::numeric_limits<qint64>::min(), std::numeric_limits<quint64>::max()},
        "[0,-1,-9223372036854775808,18446744073709551615]");
    row("doubles", ValueList{1.0, 0.1, 1e21, 1e20, 1e-7, -0.0, 5e-324, 1.7976931348623157e308},
        "[1,0.1,1e+21,100000000000000000000,1e-7,-0,5e-324,1.7976931348623157e+308]");
    row("not finite", ValueList{std::numeric_limits<double>::infinity(), std::nan("")}, "[null,null]");
    row("empty", ValueList{ValueMap(), ValueList(), u""}, R"([{},[],""])");
    row("order", map({{u"b"_s, 1}, {u"a"_s, ValueList{map({{u"c"_s, Value()}})}}}), R"({"b":1,"a":[{"c":null}]})");
    row("no HTML escapes", u"<&>'/"_s, R"("<&>'/")");
    row("escapes", u"\"\\\b\f\n\r\t\v\x01\x1f\x7f"_s, "\"\\\"\\\\\\b\\f\\n\\r\\t\\u000b\\u0001\\u001f\x7f\"");
    row("NUL", QString(u"a\0b"_s), R"("a\u0000b")");
    row("UTF-8", u"é€😀"_s, "\"é€😀\"");
    row("line separators", u"\u2028\u2029"_s, R"("\u2028\u2029")");
    row("lone surrogates", QString(QChar(0xd83d)) + u'x' + QChar(0xde00), "\"\ufffdx\ufffd\"");
    row("key", map({{u"a\"\n"_s, 1}}), R"({"a\"\n":1})");
    row("long and plain", QString(10'000, u'x'), '"' + QByteArray(10'000, 'x') + '"');
    row("long and escaped", QString(10'000, u'\x01'), '"' + QByteArray("\\u0001").repeated(10'000) + '"');
    row("pair over a piece's end", QString(4095, u'x') + u"😀"_s, '"' + QByteArray(4095, 'x') + "😀\"");
    row("eight and odd", u"01234567\"89abcdef\u00e9"_s, "\"01234567\\\"89abcdefé\"");
}

void TestWireJson::writes()
{
    QFETCH(Value, value);
    QFETCH(QByteArray, expected);
    QCOMPARE(writeJson(value), expected);
}

static QString randomText(QRandomGenerator &random)
{
    static const QString alphabet = u"abcXYZ09 \"\\/\b\n\t\x01\x7fé€\u2028\ufeff\ufffd"_s + QChar(0);
    QString text;
    const int size = int(random.bounded(24));
    for (int i = 0; i < size; ++i) {
        if (random.bounded(20) == 0)
            text += u"😀";
        else
            text += alphabet[random.bounded(int(alphabet.size()))];
    }
    return text;
}

static Value randomValue(QRandomGenerator &random, int depth)
{
    switch (random.bounded(depth > 4 ? 7 : 10)) {
    case 0: return {};
    case 1: return random.bounded(2) == 0;
    case 2: return qint64(random.generate64()) >> random.bounded(64);
    case 3: return random.generate64() | quint64(1) << 63;
    case 4: {
        const double number = std::ldexp(random.generateDouble() - 0.5, int(random.bounded(2000)) - 1000);
        return number == std::floor(number) ? number + 0.5 == number ? Value(0.25) : Value(number + 0.5)
                                            : Value(number);
    }
    case 5:
    case 6: return randomText(random);
    case 7: {
        ValueList list;
        for (int i = int(random.bounded(5)); i > 0; --i) list.push_back(randomValue(random, depth + 1));
        return list;
    }
    default: {
        Value made((ValueMap()));
        for (int i = int(random.bounded(random.bounded(10) == 0 ? 60 : 6)); i > 0; --i)
            made.set(randomText(random), randomValue(random, depth + 1));
        return made;
    }
    }
}

void TestWireJson::readsWhatItWrote()
{
    QRandomGenerator random(7);
    for (int i = 0; i < 3000; ++i) {
        const Value value = randomValue(random, 0);
        const QByteArray text = writeJson(value);
        const auto read = readJson(text);
        QVERIFY2(read.ok(), text.constData());
        QVERIFY2(read->value == value, text.constData());
        QVERIFY(read->duplicates.empty());
        QCOMPARE(writeJson(read->value), text);
    }
}

// What the two readers and writers of the program make of a text is the same where both read it.
void TestWireJson::agreesWithTheYamlReader()
{
    QRandomGenerator random(8);
    for (int i = 0; i < 1000; ++i) {
        Value value((ValueMap()));
        value.set(u"x", randomValue(random, 0));
        QByteArray text = writeJson(value);
        text.replace("\ufeff", "x"); // the other reader drops one at a string's head
        value = readJson(text).value().value;
        const auto other = toJson(value);
        QVERIFY(other.ok());
        const auto document = YamlDocument::parse(*other);
        QVERIFY(!document->error());
        const auto fromYaml = toValue(document->root());
        const auto fromJson = readJson(*other);
        QVERIFY(fromYaml.ok() && fromJson.ok());
        QVERIFY2(fromYaml->means(fromJson->value), text.constData());
        QVERIFY(readJson(text)->value == fromJson->value);
    }
}

static void makeGo(Value &value)
{
    if (ValueMap *entries = value.map()) {
        std::sort(entries->begin(), entries->end(),
                  [](const auto &a, const auto &b) { return a.first.toUtf8() < b.first.toUtf8(); });
        for (auto &[key, child] : *entries) makeGo(child);
    } else if (ValueList *list = value.list()) {
        for (Value &child : *list) makeGo(child);
    } else if (const quint64 *big = value.bigInteger()) {
        value = Value(double(*big)); // Go has no such integers in what has no type
    }
}

// Texts and what Go makes of them: recorded by tests/controlplane/cmd/gojson (`gojson 600 1`). Another recording: its
// path in KUBEWRIGHT_GOJSON.
void TestWireJson::agreesWithGo()
{
    const QString other = qEnvironmentVariable("KUBEWRIGHT_GOJSON");
    QFile file(other.isEmpty() ? QStringLiteral(KUBEWRIGHT_TEST_DATA "/wire/json.jsonl") : other);
    QVERIFY(file.open(QIODevice::ReadOnly));
    int refused = 0, meant = 0;
    while (!file.atEnd()) {
        const Value line = readJson(file.readLine()).value().value;
        const QByteArray text = QByteArray::fromBase64(line.find(u"text")->string()->toLatin1());
        const auto read = readJson(text);
        if (const Value *error = line.find(u"error")) {
            QVERIFY2(!read, text.constData());
            QCOMPARE(read.error().message, *error->string());
            ++refused;
            continue;
        }
        QVERIFY2(read, text.constData());
        Value sorted = read->value;
        makeGo(sorted);
        if (writeJson(sorted).toStdString() != line.find(u"json")->string()->toStdString())
            QCOMPARE(QString::fromUtf8(text) + u'\n' + QString::fromUtf8(writeJson(sorted)),
                     *line.find(u"json")->string());
        QStringList duplicates;
        if (const Value *paths = line.find(u"duplicates"))
            for (const Value &path : *paths->list()) duplicates.append(*path.string());
        QCOMPARE(QStringList(read->duplicates.begin(), read->duplicates.end()), duplicates);
        ++meant;
    }
    QVERIFY(refused > 100 && meant > 100);
}

QTEST_GUILESS_MAIN(TestWireJson)
#include "tst_wirejson.moc"
