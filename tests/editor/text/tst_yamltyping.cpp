// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/filenames.h"
#include "editor/text/folds.h"
#include "editor/text/indent.h"
#include "editor/text/secretspans.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace editor;

// What the text's view knows of YAML: indents, comments, folds, secrets; as functions of a text.
class TestYamlTyping : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void indents_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("indent");
        QTest::newRow("nothing") << ""_ba << 2 << 0;
        QTest::newRow("a field") << "spec:\n  replicas: 2"_ba << 2 << 2;
        QTest::newRow("a bare key") << "spec:"_ba << 2 << 2;
        QTest::newRow("a bare key, four wide") << "spec:\n    template:"_ba << 4 << 8;
        QTest::newRow("a bare key with a comment") << "spec: # what"_ba << 2 << 2;
        QTest::newRow("a bare key with an anchor") << "spec: &one"_ba << 2 << 2;
        QTest::newRow("a quoted key") << "\"a: b\":"_ba << 2 << 2;
        QTest::newRow("a URL is no key") << "  - http://x"_ba << 2 << 2;
        QTest::newRow("an item's field") << "ports:\n- port: 81"_ba << 2 << 2;
        QTest::newRow("an item's field, deeper") << "  ports:\n    - port: 81"_ba << 2 << 6;
        QTest::newRow("an item's bare key") << "- port:"_ba << 2 << 4;
        QTest::newRow("an item of items") << "- - a: 1"_ba << 2 << 4;
        QTest::newRow("an item that is a word") << "args:\n  - serve"_ba << 2 << 2;
        QTest::newRow("an empty item") << "  -"_ba << 2 << 4;
        QTest::newRow("a literal block") << "data:\n  key: |"_ba << 2 << 4;
        QTest::newRow("a folded block, stripped") << "key: >-"_ba << 2 << 2;
        QTest::newRow("an item that is a block") << "args:\n- |"_ba << 2 << 2;
        QTest::newRow("inside a block") << "data:\n  run: |\n    if true:"_ba << 2 << 4;
        QTest::newRow("deep inside a block") << "data:\n  run: |\n    for x:\n\n      - y: 1"_ba << 2 << 6;
        QTest::newRow("a comment") << "spec:\n  # this: "_ba << 2 << 2;
        QTest::newRow("a flow mapping that opens") << "labels: {"_ba << 2 << 2;
        QTest::newRow("blank") << "spec:\n    "_ba << 2 << 4;
        QTest::newRow("CRLF") << "spec:\r\n  a: 1\r\n  b:"_ba << 2 << 4;
        QTest::newRow("Chinese") << "元数据:\n  名称:"_ba << 2 << 4;
    }
    void indents()
    {
        QFETCH(QByteArray, before);
        QFETCH(int, width);
        QTEST(indentAfter(before, width), "indent");
    }

    void width_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("width");
        QTest::newRow("nothing tells") << "a: 1\n"_ba << 2;
        QTest::newRow("two") << "a:\n  b:\n    c: 1\n"_ba << 2;
        QTest::newRow("four") << "a:\n    b:\n        c: 1\nd:\n- e: 1\n  f: 2\n"_ba << 4;
        QTest::newRow("three, CRLF") << "a:\r\n   b: 1\r\n"_ba << 3;
    }
    void width()
    {
        QFETCH(QByteArray, text);
        QTEST(indentStepOf(text), "width");
    }

    void comments_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("last");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("one line") << "a:\n  b: 1\n"_ba << 1 << 1 << "a:\n  # b: 1\n"_ba;
        QTest::newRow("a block") << "a:\n  b:\n\n    c: 1\n"_ba << 1 << 3 << "a:\n  # b:\n\n  #   c: 1\n"_ba;
        QTest::newRow("back") << "a:\n  # b:\n\n  #   c: 1\n"_ba << 1 << 3 << "a:\n  b:\n\n    c: 1\n"_ba;
        QTest::newRow("some are comments") << "# a\nb: 1\n"_ba << 0 << 1 << "# # a\n# b: 1\n"_ba;
        QTest::newRow("without a blank") << "#a: 1\n"_ba << 0 << 0 << "a: 1\n"_ba;
        QTest::newRow("CRLF") << "a: 1\r\nb: 2\r\n"_ba << 0 << 1 << "# a: 1\r\n# b: 2\r\n"_ba;
        QTest::newRow("blank lines only") << "\n \n"_ba << 0 << 1 << "\n \n"_ba;
    }
    void comments()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, first);
        QFETCH(int, last);
        const TextEdits edits = toggleComment(text, first, last);
        for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit)
            text.replace(edit->offset, edit->removed, edit->added);
        QTEST(text, "after");
    }

    // A line's depth, and "+" where it is a head.
    void folds_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("folds");
        QTest::newRow("a mapping") << "a:\n  b: 1\nc: 2\n"_ba << u"0+ 1 0"_s;
        QTest::newRow("kubectl's lists") << "a:\n- b: 1\n  c: 2\nd: 3\n"_ba << u"0+ 1+ 2 0"_s;
        QTest::newRow("two documents") << "a:\n  b: 1\n---\nc:\n  d: 1\n"_ba << u"0+ 1 0 0+ 1"_s;
        QTest::newRow("an end") << "a:\n  b: 1\n...\n---\nc: 1\n"_ba << u"0+ 1 0 0 0"_s;
        QTest::newRow("a separator with words") << "a:\n  b: 1\n--- # next\n  c: 1\n"_ba << u"0+ 1 0 0"_s;
    }
    void folds()
    {
        QFETCH(QByteArray, text);
        QStringList words;
        for (const FoldLine &line : foldLines(text))
            words << QString::number(line.depth) + (line.isHead ? u"+"_s : QString());
        QTEST(words.join(u' '), "folds");
    }

    // What is covered, in brackets.
    void secrets_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("covered");
        const QByteArray head = "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n";
        QTest::newRow("values") << head + "data:\n  a: eA==\nstringData: {b: y, c: \"z\"}\n"
                                << head + "data:\n  a: [eA==]\nstringData: {b: [y], c: [\"z\"]}\n";
        QTest::newRow("a block, the second document")
            << "a: 1\n---\n" + head + "stringData:\n  k: |\n    one\n    two\n"
            << "a: 1\n---\n" + head + "stringData:\n  k: [|\n    one\n    two]\n";
        QTest::newRow("a List")
            << "kind: List\nitems:\n- kind: Secret\n  data: {a: x}\n- kind: ConfigMap\n  data: {a: x}\n"_ba
            << "kind: List\nitems:\n- kind: Secret\n  data: {a: [x]}\n- kind: ConfigMap\n  data: {a: x}\n"_ba;
        QTest::newRow("an alias") << head + "x: &p pw\ndata: {a: *p}\n" << head + "x: &p [pw]\ndata: {a: [*p]}\n";
        QTest::newRow("broken") << head + "stringData:\n  a: hunter2\n  b: \"x\nz: 1\n"
                                << head + "stringData:\n  a:[ hunter2]\n  b:[ \"x]\nz: 1\n";
        QTest::newRow("something else") << "kind: ConfigMap\ndata: {a: x}\n"_ba
                                        << "kind: ConfigMap\ndata: {a: x}\n"_ba;
        QTest::newRow("Chinese") << head + "stringData: {密码: 秘密}\n" << head + "stringData: {密码: [秘密]}\n";
    }
    void secrets()
    {
        QFETCH(QByteArray, text);
        const auto set = model::ResourceSet::build({{u"s.yaml"_s, model::YamlStream::parse(text)}});
        const std::vector<model::Span> spans = secretSpans(*set, u"s.yaml"_s);
        for (auto span = spans.rbegin(); span != spans.rend(); ++span)
            text.insert(span->end, ']').insert(span->begin, '[');
        QTEST(text, "covered");
    }

    void fileNames()
    {
        QCOMPARE(shortFileNames({u"/w/a/x.yaml"_s, u"/w/b/x.yaml"_s, u"/w/b/y.yaml"_s, u"z.yaml"_s}),
                 QStringList({u"a/x.yaml"_s, u"b/x.yaml"_s, u"y.yaml"_s, u"z.yaml"_s}));
        QCOMPARE(shortFileNames({u"x.yaml"_s, u"a/x.yaml"_s, u"x.yaml"_s}),
                 QStringList({u"x.yaml"_s, u"a/x.yaml"_s, u"x.yaml"_s}));
    }
};

QTEST_MAIN(TestYamlTyping)
#include "tst_yamltyping.moc"
