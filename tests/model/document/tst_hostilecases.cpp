// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/limits.h"
#include "model/document/checker.h"
#include "model/document/compile.h"
#include "model/yaml/yamledit.h"
#include "model/yaml/yamlvalue.h"

#include <QTest>

using namespace model;
using namespace Qt::StringLiterals;

// The list of hostile cases, as far as it is about text and data: each row starts with its number there. What a text
// means is what kubectl makes of it; where it is wrong the place is told; what an edit does not touch stays.
namespace {

constexpr char head[] = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";

std::shared_ptr<const ResourceSet> setOf(const QByteArray &yaml)
{
    return ResourceSet::build({{u"a.yaml"_s, YamlStream::parse(yaml)}});
}

// The last document as JSON, or the error with its place.
QByteArray meaning(const QByteArray &text)
{
    const YamlStream stream = YamlStream::parse(text);
    const YamlDocument &document = *stream.parts().back().document;
    if (document.error())
        return "error " + locationOf(document, document.error()->offset).toString().toUtf8() + ' ' +
               document.error()->message.toUtf8();
    const auto value = toValue(document.root());
    const auto json = value ? toJson(*value) : Result<QByteArray>(value.error());
    return json ? *json : "error " + json.error().toString().toUtf8();
}

QByteArray problems(const QByteArray &text)
{
    QByteArrayList found;
    for (const Problem &problem : Checker().check(*setOf(text)))
        found.append(problem.rule.toUtf8() + ' ' + QByteArray::number(problem.line) + ':' +
                     QByteArray::number(problem.column));
    return found.join(", ");
}

} // namespace

class TestHostileCases : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void read_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("means"); // the start of it; nothing: not looked at
        QTest::addColumn<QByteArray>("said");
        const auto row = [](const char *name, const QByteArray &text, const QByteArray &means,
                            const QByteArray &said = {}) { QTest::newRow(name) << text << means << said; };
        const QByteArray lists = QByteArray(9999, '[') + QByteArray(9999, ']');
        row("33 10,000 levels", "{\"k\":" + lists + "}", "{\"k\":" + lists + '}', "yaml-not-a-resource 1:1");
        row("33 10,001 levels, and the rest usable",
            QByteArray(10001, '[') + QByteArray(10001, ']') + "\n---\n" + head + "data: {k: v}\n",
            "{\"apiVersion\":\"v1\"", "yaml-syntax 1:10001");
        row("34 no UTF-8", head + "data: {k: \xff}\n"_ba, "error 4:11", "yaml-syntax 4:11");
        row("34 half a character", head + "data: {k: \xe5\x90}\n"_ba, "error 4:12", "yaml-syntax 4:12");
        row("34 an encoded surrogate", head + "data: {k: \xed\xa0\x80}\n"_ba, "error 4:11", "yaml-syntax 4:11");
        row("34 an escaped half of a surrogate pair", "k: \"\\ud800\"\n", "error 1:");
        row("34 the same in JSON", "{\"k\":\"\\ud800\"}", "{\"k\":\"\xEF\xBF\xBD\"}");
        row("34 NUL", head + QByteArray("data: {k: \0}\n", 13), "error 4:11", "yaml-syntax 4:11");
        row("34 an escaped NUL", "k: \"\\0\"\n", "{\"k\":\"\\u0000\"}");
        row("34 byte order mark", "\xEF\xBB\xBF" + (head + "data: {k: v}\n"_ba), "{\"apiVersion\":\"v1\"");
        row("34 byte order mark in a text", "k: \"\xEF\xBB\xBFx\"\n", "{\"k\":\"\xEF\xBB\xBFx\"}");
        row("34 line separator", "k: \"\xE2\x80\xA8\"\n", "{\"k\":");
        row("34 right to left", "k: \"\xE2\x80\xAEx\"\n", "{\"k\":\"\xE2\x80\xAEx\"}");
        row("34 a name of four bytes", "k: \xF0\x9F\x98\x80\n", "{\"k\":\"\xF0\x9F\x98\x80\"}");
        row("35 around 2^53", "[9007199254740991, 9007199254740992, 9007199254740993]\n",
            "[9007199254740991,9007199254740992,9007199254740993]");
        row("35 2^63", "[9223372036854775807, 9223372036854775808, -9223372036854775808]\n",
            "[9223372036854775807,9223372036854775808,-9223372036854775808]");
        row("35 2^64", "[18446744073709551615, 18446744073709551616]\n", "[18446744073709551615,18446744073709552000]");
        row("35 1e400", "k: 1e400\n", "{\"k\":\"1e400\"}");
        row("35 -0", "[-0, -0.0]\n", "[0,-0]");
        row("35 0.1", "k: 0.1\n", "{\"k\":0.1}");
        row("36 the last one counts", head + "data: {k: a, k: b}\n"_ba,
            R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"k":"b"}})",
            "yaml-duplicate-key 4:14");
        row("36 in JSON", R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"k":"a","k":"b"}})",
            R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"k":"b"}})",
            "yaml-duplicate-key 1:79");
        row("36 at the root", head + "data: {k: a}\ndata: {k: b}\n"_ba,
            R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"k":"b"}})",
            "yaml-duplicate-key 5:1");
        QByteArray bomb = "a: &a0 [x,x,x,x,x,x,x,x,x,x]\n";
        for (char c = '1'; c <= '9'; ++c)
            bomb += QByteArray("b") + c + ": &a" + c + " [" +
                    QByteArray("*a" + QByteArray(1, char(c - 1)) + ',').repeated(10) + "]\n";
        row("42 a bomb", bomb, "error 1:", {});
        row("42 a line of 10 MB", "k: " + QByteArray(10 << 20, 'x'), "error 1:1 the document is larger",
            "yaml-syntax 1:1");
        row("42 two of one name", head + "data: {}\n---\n"_ba + head, {}, "duplicate-resource 6:1");
        row("42 a tab for indentation", "k:\n\ta: 1\n", "error 2:1", "yaml-syntax 2:1");
        row("42 CRLF", QByteArray(head).replace("\n", "\r\n") + "data:\r\n  k: |\r\n    a\r\n    b\r\n",
            R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"k":"a\nb\n"}})");
        row("42 UTF-16",
            QByteArray("\xff\xfe"
                       "k\0:\0",
                       6),
            "error 1:1 the text is UTF-16", "yaml-syntax 1:1");
        const QByteArray thing = "apiVersion: a.b/v1\nkind: T\nmetadata: {name: a}\n";
        const QByteArray means = R"({"apiVersion":"a.b/v1","kind":"T","metadata":{"name":"a"},)";
        const auto saved = [&](const char *name, const QByteArray &yaml, const QByteArray &json,
                               const QByteArray &place) {
            row(name, thing + yaml, means + json,
                "schema-no-schema 1:13" + (place.isEmpty() ? QByteArray() : ", yaml-likely-text 4:" + place));
        };
        saved("56 country: NO", "country: NO\n", "\"country\":false}", "10");
        saved("56 mode: 0777", "mode: 0777\n", "\"mode\":511}", "7");
        saved("56 ver: 1.10", "ver: 1.10\n", "\"ver\":1.1}", "6");
        saved("56 on:", "on: 1\n", "\"true\":1}", "1");
        saved("56 12e3", "k: 12e3\n", "\"k\":12000}", "4");
        saved("56 0o17", "k: 0o17\n", "\"k\":15}", "4");
        saved("56 1_000", "k: 1_000\n", "\"k\":1000}", "4");
        saved("56 2020-01-01", "k: 2020-01-01\n", "\"k\":\"2020-01-01\"}", "");
        saved("56 ~", "k: ~\n", "\"k\":null}", "");
    }
    void read()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, means);
        QFETCH(QByteArray, said);
        const QByteArray got = meaning(text);
        QVERIFY2(got.startsWith(means), got.left(500));
        if (means.endsWith('}') || means.endsWith(']')) QCOMPARE(got, means);
        const QByteArray found = problems(text);
        if (text.contains("kind") || !said.isEmpty()) QCOMPARE(found, said);
    }

    // Another field changes; what stands there stays, byte for byte.
    void untouched_data()
    {
        QTest::addColumn<QByteArray>("field");
        for (const char *number : {"9007199254740993", "9223372036854775808", "18446744073709551616", "1e400", "-0",
                                   "0.1", "0777", "1_000", "0x1F", "1.10", "12e3", "NO", "~", "2020-01-01"})
            QTest::newRow(qPrintable(u"35 "_s + QLatin1String(number))) << "k: "_ba + number + " # c\n";
        QTest::newRow("34 odd letters")
            << "k: \"\xE2\x80\xA8\xEF\xBB\xBF\\ud7ff\xE2\x80\xAE\xF0\x9F\x98\x80\"  # c\n"_ba;
        QTest::newRow("36 twice") << "k: {a: 1, a: 2}\n"_ba;
        QTest::newRow("37 1 MiB annotation") << "k: |\n  " + QByteArray(1 << 20, 'x') + '\n';
        QTest::newRow("37 256 KiB of one value") << "k: \"" + QByteArray(256 << 10, 'x') + "\"\n";
        QByteArray labels = "k:\n";
        for (int i = 0; i < 100000; ++i) labels += "  l" + QByteArray::number(i) + ": v\n";
        QTest::newRow("37 100,000 labels") << labels;
        QByteArray containers = "k:\n";
        for (int i = 0; i < 1500; ++i)
            containers += "- name: c" + QByteArray::number(i) + " # " + QByteArray::number(i) + "\n  image: i:1\n";
        QTest::newRow("37 1,500 containers") << containers;
    }
    void untouched()
    {
        QFETCH(QByteArray, field);
        const QByteArray before = "a: 1\n" + field + "z: 1\n", after = "a: 2\n" + field + "z: 1\n";
        const auto edited = editYaml(YamlDocument::parse(before), {YamlEdit::set({u"a"_s}, 2)});
        QVERIFY(edited.ok());
        QVERIFY(edited->document->text() == after);
        QCOMPARE(edited->splices.size(), std::size_t(1));
        const auto removed = editYaml(edited->document, {YamlEdit::remove({u"z"_s})});
        QVERIFY(removed.ok());
        QVERIFY(removed->document->text() == "a: 2\n" + field);
    }
};

QTEST_APPLESS_MAIN(TestHostileCases)
#include "tst_hostilecases.moc"
