// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/yamlstream.h"
#include "model/yaml/yamlvalue.h"

#include <QTest>

using namespace model;
using namespace Qt::StringLiterals;

// Prints a tree with the bytes that each node claims.
static QByteArray print(const YamlDocument &document)
{
    if (document.error())
        return "error@" + QByteArray::number(document.error()->offset) + ": " + document.error()->message.toUtf8() +
               '\n';
    QByteArray out;
    for (size_t i = 0; i < document.nodes().size(); ++i) {
        const YamlNode &node = document.nodes()[i];
        const YamlRef ref(&document, int(i));
        out += ref.path().toString().toUtf8() + " <" + document.text().mid(node.span.begin, node.span.size()) + ">\n";
    }
    return out;
}

class TestYamlTree : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void spans_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("tree");
        QTest::newRow("block mapping") << "a: 1\nb:\n  c: x # note\n"_ba
                                       << " <a: 1\nb:\n  c: x>\na <a>\na <1>\nb <b>\nb <c: x>\nb.c <c>\nb.c <x>\n"_ba;
        QTest::newRow("flow")
            << "l: {app: web, num: [1, 2]}\n"_ba
            << " <l: {app: web, num: [1, 2]}>\nl <l>\nl <{app: web, num: [1, 2]}>\nl.app <app>\nl.app <web>\nl.num <num>\nl.num <[1, 2]>\nl.num[0] <1>\nl.num[1] <2>\n"_ba;
        QTest::newRow("sequence at the key's indent")
            << "c:\n- name: a\n- name: b\n"_ba
            << " <c:\n- name: a\n- name: b>\nc <c>\nc <- name: a\n- name: b>\nc[0] <name: a>\nc[0].name <name>\nc[0].name <a>\nc[1] <name: b>\nc[1].name <name>\nc[1].name <b>\n"_ba;
        QTest::newRow("beyond ASCII")
            << "名: \"é\U0001F600\"\nz: '1'\n"_ba
            << " <名: \"é\U0001F600\"\nz: '1'>\n名 <名>\n名 <\"é\U0001F600\">\nz <z>\nz <'1'>\n"_ba;
        QTest::newRow("byte order mark and CRLF") << "\xEF\xBB\xBF"
                                                     "a: 1\r\nb: 2\r\n"_ba
                                                  << " <a: 1\r\nb: 2>\na <a>\na <1>\nb <b>\nb <2>\n"_ba;
        QTest::newRow("literal")
            << "d: |\n  one\n  two\n\n# end\ne: 1\n"_ba
            << " <d: |\n  one\n  two\n\n# end\ne: 1>\nd <d>\nd <|\n  one\n  two>\ne <e>\ne <1>\n"_ba;
        QTest::newRow("empty value") << "a:\nb: ~\n"_ba
                                     << " <a:\nb: ~>\na <a>\na <>\nb <b>\nb <~>\n"_ba;
        QTest::newRow("anchor and alias")
            << "a: &x {k: v}\nb: *x\n"_ba
            << " <a: &x {k: v}\nb: *x>\na <a>\na <{k: v}>\na.k <k>\na.k <v>\nb <b>\nb <*x>\n"_ba;
        QTest::newRow("anchored block") << "a: &x\n  k: v\n"_ba
                                        << " <a: &x\n  k: v>\na <a>\na <k: v>\na.k <k>\na.k <v>\n"_ba;
        QTest::newRow("nothing behind a tag, below another line break")
            << "{? a\xC2\x85\n: !!str, b: c}"_ba
            << " <{? a\xC2\x85\n: !!str, b: c}>\na <a>\na <>\nb <b>\nb <c>\n"_ba;
        QTest::newRow("lone comma") << ","_ba
                                    << "error@0: while parsing a block node: did not find expected node content\n"_ba;
        QTest::newRow("mapping as key")
            << "a:\n  b: {{name}}\n"_ba
            << "error@9: a mapping is used as a key; a key is text (a template's {{…}} needs quotes)\n"_ba;
        QTest::newRow("unknown alias") << "a: *b\n"_ba
                                       << "error@3: unknown anchor 'b' referenced\n"_ba;
        QTest::newRow("self reference") << "a: &b [*b]\n"_ba
                                        << "error@7: anchor 'b' value contains itself\n"_ba;
        QTest::newRow("JSON with tabs")
            << "{\t\"a\":\t[1,\"\\/\\ud83d\\ude00\"]}"_ba
            << " <{\t\"a\":\t[1,\"\\/\\ud83d\\ude00\"]}>\na <\"a\">\na <[1,\"\\/\\ud83d\\ude00\"]>\na[0] <1>\na[1] <\"\\/\\ud83d\\ude00\">\n"_ba;
        QTest::newRow("literal without a last line end") << "a: |\n  é"_ba
                                                         << " <a: |\n  é>\na <a>\na <|\n  é>\n"_ba;
        QTest::newRow("text behind the separator")
            << "--- a: 1\n"_ba
            << "error@4: the line with --- may hold only a comment for kubectl\n"_ba;
        QTest::newRow("tab as indentation")
            << "a:\n\tb: 1\n"_ba
            << "error@3: while scanning for the next token: found character that cannot start any token\n"_ba;
        QTest::newRow("NUL") << QByteArray("a: \0b\n", 6) << "error@3: control characters are not allowed\n"_ba;
        QTest::newRow("UTF-16") << QByteArray("\xFF\xFE"
                                              "a\0",
                                              4)
                                << "error@0: the text is UTF-16; save it as UTF-8\n"_ba;
    }
    void spans()
    {
        QFETCH(QByteArray, text);
        QTEST(print(*YamlDocument::parse(text)), "tree");
    }

    // kubectl's reader ends every line, the last one too.
    void readsALastLineAsWhole()
    {
        for (const char *indicator : {"|", "|+", ">"})
            QCOMPARE(YamlDocument::parse("a: "_ba + indicator + "\n  foo")->root()[u"a"].string(), u"foo\n"_s);
        QCOMPARE(YamlDocument::parse("a: |-\n  foo"_ba)->root()[u"a"].string(), u"foo"_s);
        QCOMPARE(YamlDocument::parse("a: foo"_ba)->root()[u"a"].string(), u"foo"_s);
    }

    void reading()
    {
        const auto document =
            YamlDocument::parse("base: &b {x: 1, z: 2}\nm:\n  <<: *b\n  z: 3\non: yes\nlist: [a, b]\n"_ba);
        const YamlRef root = document->root();
        QCOMPARE(root[u"m"][u"x"].integer(), 1);
        QCOMPARE(root[u"m"][u"z"].integer(), 3);
        QCOMPARE(root[u"true"].boolean(), true);
        QCOMPARE(root[u"list"].at(1).string(), u"b"_s);
        QVERIFY(!root[u"missing"][u"deeper"].at(3).isValid());
        QCOMPARE(root.at(FieldPath::parse(u"m.z")).path().toString(), u"m.z"_s);
        QStringList keys;
        root[u"m"].forEachEntry([&](const QString &key, YamlRef, YamlRef value) { keys << key + u'=' + value.text(); });
        QCOMPARE(keys, QStringList({u"z=3"_s, u"x=1"_s}));
    }

    // sigs.k8s.io/yaml makes JSON of YAML, where Go writes 30.0 as 30.
    void wholeFloats_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<Value>("value");
        const auto row = [](const char *text, const Value &value) { QTest::newRow(text) << QByteArray(text) << value; };
        row("30.0", qint64(30));
        row("-1.0", qint64(-1));
        row("8e5", qint64(800000));
        row("1e0", qint64(1));
        row("+1.5E+1", qint64(15));
        row("!!float 3", qint64(3));
        row("9e18", qint64(9000000000000000000));
        row("1234567890123456789.0", qint64(1234567890123456800)); // the shortest digits that read back the same
        row("1e19", quint64(10000000000000000000U));
        row("1e20", 1e20);
        row("1e21", 1e21);
        row("0.5", 0.5);
        row("-0.0", -0.0);
    }
    void wholeFloats()
    {
        QFETCH(QByteArray, text);
        QFETCH(Value, value);
        const auto document = YamlDocument::parse(text);
        const auto read = toValue(document->root());
        QVERIFY(read && *read == value);
        const qint64 *whole = value.integer();
        QCOMPARE(document->root().integer(), whole ? std::optional(*whole) : std::nullopt);
    }

    // Where kubectl cuts a file, and what it does not take for a separator.
    void separators_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArrayList>("parts"); // an error as E
        const auto row = [](const char *name, const QByteArray &text, const QByteArrayList &parts) {
            QTest::newRow(name) << text << parts;
        };
        row("four dashes", "a: 1\n----\nb: 2\n", {"{\"a\":1}", "E"});
        row("text behind", "a: 1\n--- b\n", {"{\"a\":1}", "E"});
        row("a comment without a blank", "---#c\n", {"\"---#c\""});
        row("the same behind a document", "a: 1\n---#c\nb: 2\n", {"{\"a\":1}", "{\"b\":2}"});
        row("a second separator with it", "---\n---#c\na: 1\n", {"{\"a\":1}"});
        row("an end mark at once", "---\n...\n", {"null"});
        row("an end mark behind a document's separator", "a: 1\n---\n...\n", {"{\"a\":1}", "E"});
        row("a mark at the head of a later line",
            "a: 1\n\xEF\xBB\xBF"
            "b: 2\n",
            {"{\"a\":1,\"\xEF\xBB\xBF"
             "b\":2}"});
        row("a mark at the head of a document",
            "a: 1\n---\n\xEF\xBB\xBF"
            "b: 2\n",
            {"{\"a\":1}", "{\"b\":2}"});
        row("JSON's tabs at the head", "{\n\t\"a\": 1}\n", {"{\"a\":1}"});
        row("JSON's tabs and escapes later", "---\n{\"a\": \"\\ud83d\\ude00\"}\n", {"E"});
        row("no JSON behind two objects", "{\"a\":1}{\"b\":2}\nc: 3\n", {"{\"a\":1}", "E"});
    }
    void separators()
    {
        QFETCH(QByteArray, text);
        QByteArrayList parts;
        const YamlStream stream = YamlStream::parse(text);
        for (const YamlStream::Part &part : stream.parts()) {
            const auto value = toValue(part.document->root());
            parts.append(part.document->error() || !value ? "E"_ba : *toJson(*value));
        }
        QTEST(parts, "parts");
    }

    void stream()
    {
        const YamlStream stream = YamlStream::parse("# head\n---\na: 1\n--- # two\nb: 2\n---\n");
        QCOMPARE(stream.parts().size(), size_t(3));
        QVERIFY(stream.parts()[0].document->isEmpty());
        QCOMPARE(stream.parts()[1].document->text(), "a: 1\n"_ba);
        QCOMPARE(stream.parts()[2].firstLine, 4);
        const YamlStream next = YamlStream::parse("# head\n---\na: 1\n--- # two\nb: 3\n---\n", &stream);
        QCOMPARE(next.parts()[1].document, stream.parts()[1].document);
        QVERIFY(next.parts()[2].document != stream.parts()[2].document);
    }

    // As k8s.io/apimachinery 0.33 (util/yaml, YAMLOrJSONDecoder) gives them, one after the other.
    void cuts_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("documents"); // LINE<text>; behind it what is wrong there
        const auto row = [](const char *name, const QByteArray &text, const QByteArray &documents) {
            QTest::newRow(name) << text << documents;
        };
        row("JSON objects", "{\"a\":1}\n{\"b\":2}\n", "0<{\"a\":1}\n>1<{\"b\":2}\n>");
        row("on one line", "{\"a\":1}{\"b\":2}", "0<{\"a\":1}>0<{\"b\":2}>");
        row("apart", " \n {\"a\":1} \n\n{\"b\":\n2}\n{\"c\":3}\n\n",
            "0< \n {\"a\":1} \n>2<\n{\"b\":\n2}\n>5<{\"c\":3}\n\n>");
        row("trailing comma is YAML", "{\"a\":1,}\n", "0<{\"a\":1,}\n>");
        row("unquoted is YAML", "{a: 1}\n---\n{\"b\":2}\n", "0<{a: 1}\n>2<{\"b\":2}\n>");
        row("JSON, then YAML", "{\"a\":1}\n---\nb: 2\n", "0<{\"a\":1}\n>2<b: 2\n>");
        row("JSON, then YAML at once", "{\"a\":1}---\nb: 2\n", "0<{\"a\":1}>1<b: 2\n>");
        row("JSON, then flow", "{\"a\":1}\n{b: 2}\n", "0<{\"a\":1}\n>1<{b: 2}\n>");
        row("JSON, then a comment", "{\"a\":1}\n# c\n", "0<{\"a\":1}\n>1<# c\n>");
        row("two JSON objects, then YAML", "{\"a\":1}\n{\"b\":2}\n---\nc: 3\n",
            "0<{\"a\":1}\n>1<{\"b\":2}\n---\nc: 3\n> 8 kubectl reads only JSON behind two JSON objects\n");
        row("objects of YAML", "---\n{\"a\":1}\n{\"b\":2}\n",
            "1<{\"a\":1}\n{\"b\":2}\n> 8 kubectl does not read what follows here\n");
        row("with a byte order mark",
            "\xEF\xBB\xBF"
            "{\"a\":1}\n{\"b\":2}\n",
            "0<\xEF\xBB\xBF"
            "{\"a\":1}\n{\"b\":2}\n> 11 kubectl does not read what follows here\n");
        row("escapes and numbers", "{\"a\":[\"\\\"}\\u00e9\",-1.5e+3,null,{},[]]}\n{}\n",
            "0<{\"a\":[\"\\\"}\\u00e9\",-1.5e+3,null,{},[]]}\n>1<{}\n>");
        row("half an object", "{\"a\":1}\n{\"b\":",
            "0<{\"a\":1}\n>1<{\"b\":> 5 while parsing a flow node: did not find expected node content\n");
    }
    void cuts()
    {
        QFETCH(QByteArray, text);
        QByteArray printed, whole;
        const YamlStream stream = YamlStream::parse(text);
        for (const YamlStream::Part &part : stream.parts()) {
            printed += QByteArray::number(part.firstLine) + '<' + part.document->text() + '>';
            std::vector<YamlIssue> issues = part.document->issues();
            if (part.document->error()) issues = {*part.document->error()};
            for (const YamlIssue &issue : issues)
                printed += ' ' + QByteArray::number(issue.offset) + ' ' + issue.message.toUtf8() + '\n';
        }
        QTEST(printed, "documents");
        // An earlier version never lends a document that was read otherwise.
        for (qsizetype cut = 0; cut <= text.size(); ++cut) {
            const YamlStream before = YamlStream::parse(text.left(cut));
            const YamlStream after = YamlStream::parse(text, &before);
            QCOMPARE(after.parts().size(), stream.parts().size());
            for (size_t i = 0; i < after.parts().size(); ++i)
                QCOMPARE(print(*after.parts()[i].document), print(*stream.parts()[i].document));
        }
    }

    void issues_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("issues");
        QTest::newRow("none") << "a: 1 # c\n...\n"_ba
                              << ""_ba;
        QTest::newRow("twice") << "a: 1\nb:\n  c: 1\n  c: 2\n"_ba
                               << "17 the key \"c\" is there twice\n"_ba;
        QTest::newRow("twice by another writing") << "on: 1\ntrue: 2\n"_ba
                                                  << "6 the key \"true\" is there twice\n"_ba;
        QTest::newRow("merge") << "<<: 1\n"_ba
                               << "4 << takes a mapping or a list of mappings\n"_ba;
        QTest::newRow("tag") << "a: !!int x\n"_ba
                             << "9 the text does not fit its tag tag:yaml.org,2002:int\n"_ba;
        QTest::newRow("base64") << "a: !!binary x\n"_ba
                                << "12 !!binary value contains invalid base64 data\n"_ba;
        QTest::newRow("infinity") << "a: [1, .inf]\n"_ba
                                  << "7 JSON has no such number; as text it needs quotes\n"_ba;
        QTest::newRow("behind the end") << "a: 1\n...\nb: [\n"_ba
                                        << "9 kubectl does not read what follows here\n"_ba;
        QTest::newRow("behind the root") << "{a: 1} b\n"_ba
                                         << "7 kubectl does not read what follows here\n"_ba;
    }
    void issues()
    {
        QFETCH(QByteArray, text);
        const auto document = YamlDocument::parse(text);
        QVERIFY(!document->error());
        QByteArray printed;
        for (const YamlIssue &issue : document->issues())
            printed += QByteArray::number(issue.offset) + ' ' + issue.message.toUtf8() + '\n';
        QTEST(printed, "issues");
    }
};

QTEST_APPLESS_MAIN(TestYamlTree)
#include "tst_yamltree.moc"
