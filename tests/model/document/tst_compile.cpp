// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/compile.h"
#include "model/document/document.h"

#include <QTest>
#include <QUndoStack>

using namespace Qt::StringLiterals;
using namespace model;

namespace {

const QString file = u"a.yaml"_s;

ResourceKey pod(const QString &name) { return {{}, u"Pod"_s, {}, name}; }

// "Pod/NAME" as it is written here, with nothing else.
QByteArray text(const QByteArray &name) { return "apiVersion: v1\nkind: Pod\nmetadata:\n  name: " + name + "\n"; }

Value podValue(const QString &name)
{
    return ValueMap{{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Pod"_s}, {u"metadata"_s, ValueMap{{u"name"_s, name}}}};
}

// What the file becomes, or the error; and always back again to the very bytes.
QByteArray edited(const QByteArray &before, const Edits &edits, const QString &path = file)
{
    Document document;
    document.load(path, before);
    const Result<void> result = document.edit({u"Edit"_s}, edits);
    if (!result) return result.error().toString().toUtf8();
    const QByteArray after = document.text(path);
    if (document.history()->count() > 0) document.history()->undo();
    if (document.text(path) != before) return "undo did not give the bytes back";
    return after;
}

} // namespace

Q_DECLARE_METATYPE(model::Edits)

class CompileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addsResources_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        const QByteArray a = text("a"), b = text("b");
        QByteArray crlf = a;
        crlf.replace("\n", "\r\n");
        QByteArray bCrlf = b;
        bCrlf.replace("\n", "\r\n");
        QTest::newRow("empty") << QByteArray() << b;
        QTest::newRow("white space") << "\n\n"_ba
                                     << "\n\n" + b;
        QTest::newRow("one") << a << a + "---\n" + b;
        QTest::newRow("no final newline") << a.chopped(1) << a + "---\n" + b;
        QTest::newRow("separator at the end") << a + "---\n" << a + "---\n" + b;
        QTest::newRow("separator without newline") << a + "---" << a + "---\n" + b;
        QTest::newRow("comments at the end") << a + "# the end\n" << a + "# the end\n---\n" + b;
        QTest::newRow("comments behind a separator") << a + "---\n# next\n" << a + "---\n# next\n" + b;
        QTest::newRow("comment without newline") << "# licence"_ba
                                                 << "# licence\n" + b;
        QTest::newRow("CRLF") << crlf << crlf + "---\r\n" + bCrlf;
        QTest::newRow("end mark") << a + "...\n" << a + "...\n---\n" + b;
        QTest::newRow("end mark behind a separator") << a + "---\n...\n" << a + "---\n...\n---\n" + b;
        QTest::newRow("block scalar at the end") << a + "data: |+\n  x\n\n" << a + "data: |+\n  x\n\n---\n" + b;
        QTest::newRow("broken text") << a + "x: \"\n" << a + "x: \"\n---\n" + b;
        QTest::newRow("the document's indentation")
            << "apiVersion: v1\nkind: Pod\nmetadata:\n    name: a\n"_ba
            << "apiVersion: v1\nkind: Pod\nmetadata:\n    name: a\n---\napiVersion: v1\nkind: Pod\nmetadata:\n    name: b\n"_ba;
    }
    void addsResources()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QCOMPARE(edited(before, {AddResource{file, podValue(u"b"_s)}}), after);
        Document document;
        document.load(file, after);
        QVERIFY(document.resources()->find(pod(u"b"_s)));
    }

    void addsToJson()
    {
        const QByteArray list = "{\"apiVersion\": \"v1\", \"kind\": \"List\", \"items\": []}\n";
        QCOMPARE(edited(list, {AddResource{u"a.json"_s, podValue(u"b"_s)}}, u"a.json"_s),
                 "{\"apiVersion\": \"v1\", \"kind\": \"List\", \"items\": [{\"apiVersion\": \"v1\", \"kind\": \"Pod\", "
                 "\"metadata\": {\"name\": \"b\"}}]}\n"_ba);
        QCOMPARE(edited("{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"a\"}}"_ba,
                        {AddResource{file, podValue(u"b"_s)}}),
                 "a.yaml: a JSON file holds one resource, or a List; add to a YAML file"_ba);
    }

    void addsToANewFile()
    {
        Document document;
        QVERIFY(document
                    .edit({u"New"_s}, {AddResource{file, podValue(u"a"_s)}, AddResource{file, podValue(u"b"_s)},
                                       SetField{pod(u"b"_s), {u"spec"_s, u"nodeName"_s}, u"one"_s}})
                    .ok());
        QCOMPARE(document.text(file), text("a") + "---\n" + text("b") + "spec:\n  nodeName: one\n");
        document.history()->undo();
        QVERIFY(document.files().isEmpty());
    }

    void removesResources_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        const QByteArray x = text("x"), a = text("a"), b = text("b");
        QTest::newRow("the only one") << x << ""_ba;
        QTest::newRow("the only one, behind a separator") << "---\n" + x << ""_ba;
        QTest::newRow("the only one under a licence") << "# licence\n\n" + x << "# licence\n\n"_ba;
        QTest::newRow("with its own comment") << "# about x\n" + x + "---\n" + b << b;
        QTest::newRow("the first") << x + "---\n" + b << b;
        QTest::newRow("the first under a licence")
            << "# licence\n\n# about x\n" + x + "---\n# about b\n" + b << "# licence\n\n# about b\n" + b;
        QTest::newRow("the first behind a separator") << "---\n" + x + "---\n" + b << "---\n" + b;
        QTest::newRow("in the middle") << a + "# end of a\n--- # x\n# about x\n" + x + "# end of x\n---\n# about b\n" +
                                              b
                                       << a + "# end of a\n---\n# about b\n" + b;
        QTest::newRow("the last") << a + "---\n" + x << a;
        QTest::newRow("the last without newline") << a + "---\n" + x.chopped(1) << a;
        QTest::newRow("two separators") << a + "---\n---\n" + x + "---\n" + b << a + "---\n---\n" + b;
        QTest::newRow("CRLF") << "kind: Pod\r\napiVersion: v1\r\nmetadata: {name: x}\r\n---\r\na: 1\r\n"_ba
                              << "a: 1\r\n"_ba;
        const auto json = [](const QByteArray &name) {
            return "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"" + name + "\"}}\n";
        };
        QTest::newRow("the first of JSON objects") << json("x") + json("b") << json("b");
        QTest::newRow("JSON between others") << json("a") + json("x") + json("b") << json("a") + json("b");
        QTest::newRow("the last of JSON objects") << json("a") + json("x") << json("a");
        QTest::newRow("JSON before YAML") << json("x") + "---\n" + b << b;
        const QByteArray list = "apiVersion: v1\nkind: List\nitems:\n";
        const QByteArray item = "- apiVersion: v1\n  kind: Pod\n  metadata:\n    name: ";
        QTest::newRow("an item") << list + item + "a\n" + item + "x # gone\n# about b\n" + item + "b\n"
                                 << list + item + "a\n# about b\n" + item + "b\n";
        QTest::newRow("the only item") << list + item + "x\n"
                                       << "apiVersion: v1\nkind: List\nitems: []\n"_ba;
    }
    void removesResources()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QCOMPARE(edited(before, {RemoveResource{pod(u"x"_s)}}), after);
    }

    void editsJsonObjects()
    {
        const QByteArray a = "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"a\"}}\n";
        const QByteArray b = "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\n  \"metadata\":{\"name\":\"b\"}}\n";
        QByteArray after = b;
        after.replace("\"b\"", "\"b\", \"namespace\": \"x\"");
        QCOMPARE(edited(a + b + QByteArray(a).replace("\"a\"", "\"c\""),
                        {SetField{pod(u"b"_s), {u"metadata"_s, u"namespace"_s}, u"x"_s}}),
                 a + after + QByteArray(a).replace("\"a\"", "\"c\""));
    }

    void edits_data()
    {
        QTest::addColumn<Edits>("edits");
        QTest::addColumn<QByteArray>("after");
        const FieldPath host{u"spec"_s, u"nodeName"_s}, name{u"metadata"_s, u"name"_s};
        const ResourceKey a = pod(u"a"_s), b = pod(u"b"_s), c = pod(u"c"_s);
        const auto row = [](const char *title, const Edits &edits, const QByteArray &after) {
            QTest::newRow(title) << edits << after;
        };
        row("nothing", {}, text("a") + "---\n" + text("b"));
        row("several on one",
            {SetField{a, host, u"one"_s}, SetField{a, host, u"two"_s}, SetField{a, {u"spec"_s, u"x"_s}, 1}},
            text("a") + "spec:\n  nodeName: two\n  x: 1\n---\n" + text("b"));
        row("on two, backwards", {SetField{b, host, u"one"_s}, SetField{a, host, u"two"_s}},
            text("a") + "spec:\n  nodeName: two\n---\n" + text("b") + "spec:\n  nodeName: one\n");
        row("what was just set is removed",
            {SetField{a, host, u"one"_s}, RemoveField{a, {u"spec"_s}}, RemoveField{a, {u"spec"_s}}},
            text("a") + "---\n" + text("b"));
        row("a new name, and on with that", {SetField{a, name, u"c"_s}, SetField{c, host, u"one"_s}, RemoveResource{b}},
            text("c") + "spec:\n  nodeName: one\n");
        row("a new name; the old one is no more", {SetField{a, name, u"c"_s}, SetField{a, host, u"one"_s}},
            "there is no Pod a");
        row("another key", {RenameField{a, {u"metadata"_s}, u"metdata"_s}},
            "apiVersion: v1\nkind: Pod\nmetdata:\n  name: a\n---\n" + text("b"));
        const FieldPath words{u"metadata"_s, u"finalizers"_s};
        row("an item moves", {SetField{a, words, ValueList{u"x/1"_s, u"x/2"_s, u"x/3"_s}}, MoveItem{a, words / 0, 2}},
            text("a") + "  finalizers:\n  - x/2\n  - x/3\n  - x/1\n---\n" + text("b"));
        row("an item moves to nowhere", {SetField{b, words, ValueList{u"x/1"_s}}, MoveItem{b, words / 0, 1}},
            "@a.yaml:11:5: metadata.finalizers[1] is no place in the list");
        row("remove and add again", {RemoveResource{a}, AddResource{file, podValue(u"a"_s)}},
            text("b") + "---\n" + text("a"));
        row("remove both", {RemoveResource{a}, RemoveResource{b}}, "");
        row("no such resource", {SetField{c, host, 1}}, "there is no Pod c");
        row("there already", {AddResource{file, podValue(u"b"_s)}}, "a.yaml:6:1: Pod b is there already");
        row("no resource", {AddResource{file, ValueMap{{u"a"_s, 1}}}}, "what is to be added has no kind or no name");
        row("a scalar on the way", {SetField{b, {u"kind"_s, u"x"_s, u"y"_s}, 1}}, "@a.yaml:7:7: ");
        row("one error, and nothing is done", {SetField{a, host, u"one"_s}, SetField{c, host, 1}}, "there is no Pod c");
        row("a resource is no field", {RemoveField{a, {}}}, "a.yaml:1:1: a resource is not a field");
    }
    // Whoever asks is told what an edit had to take apart.
    void detached()
    {
        const QByteArray yaml = text("a") + "spec: {x: &x {k: v}, q: *x}\n---\n" + text("b");
        const auto set = ResourceSet::build({{file, YamlStream::parse(yaml)}});
        const ResourceKey pod{{}, u"Pod"_s, {}, u"a"_s};
        QStringList told;
        QVERIFY(compileEdits(*set, {SetField{pod, {u"spec"_s, u"q"_s, u"k"_s}, u"w"_s}}, &told).ok());
        QCOMPARE(told, QStringList{u"a.yaml:5: spec.q stood for an anchor; it gets a copy of its own"_s});
        told.clear();
        QVERIFY(compileEdits(*set, {SetField{pod, {u"spec"_s, u"z"_s}, u"w"_s}}, &told).ok());
        QCOMPARE(told, QStringList());
    }

    void edits()
    {
        QFETCH(Edits, edits);
        QFETCH(QByteArray, after);
        const QByteArray result = edited(text("a") + "---\n" + text("b"), edits);
        if (after.startsWith('@'))
            QVERIFY2(result.startsWith(after.mid(1)), result);
        else
            QCOMPARE(result, after);
    }

    void editsItemsOfOneList()
    {
        const QByteArray list =
            "kind: List\napiVersion: v1\nitems:\n- {kind: Pod, apiVersion: v1, metadata: {name: a}}\n"
            "- {kind: Pod, apiVersion: v1, metadata: {name: b}}\n";
        const FieldPath host{u"h"_s};
        QCOMPARE(edited(list, {SetField{pod(u"b"_s), host, 1}, SetField{pod(u"a"_s), host, 2},
                               SetField{pod(u"b"_s), host, 3}, RemoveResource{pod(u"a"_s)}}),
                 "kind: List\napiVersion: v1\nitems:\n- {kind: Pod, apiVersion: v1, metadata: {name: b}, h: 3}\n"_ba);
    }

    void refusesStaleResources()
    {
        Document document;
        document.load(file, text("a") + "---\n" + text("b"));
        const qsizetype offset = document.text(file).indexOf("name: b");
        document.perform({u"Typing"_s, Origin::Text}, {{TextChange{file, offset, "name: b", "name: \"b"}}});
        const QByteArray before = document.text(file);
        const Result<void> refused = document.edit({u"Edit"_s}, {SetField{pod(u"b"_s), {u"x"_s}, 1}});
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, Error::Code::Invalid);
        QVERIFY2(refused.error().toString().startsWith(
                     u"a.yaml:9:11: Pod b cannot be edited while its text is broken: while scanning a quoted scalar"),
                 qPrintable(refused.error().toString()));
        QVERIFY(!document.edit({u"Edit"_s}, {RemoveResource{pod(u"b"_s)}}).ok());
        QCOMPARE(document.text(file), before);
        QVERIFY(document.edit({u"Edit"_s}, {SetField{pod(u"a"_s), {u"x"_s}, 1}}).ok()); // its text is whole
    }

    void pinsFollowAnEditedName()
    {
        Document document;
        document.load(file, text("a"));
        document.perform({u"Drag"_s}, {{MoveChange{pod(u"a"_s), {}, QPointF(1, 2)}}});
        QVERIFY(document.edit({u"Rename"_s}, {SetField{pod(u"a"_s), {u"metadata"_s, u"namespace"_s}, u"x"_s}}).ok());
        QCOMPARE(document.pins(), (QHash<ResourceKey, QPointF>{{{{}, u"Pod"_s, u"x"_s, u"a"_s}, QPointF(1, 2)}}));
        document.history()->undo();
        QCOMPARE(document.pins(), (QHash<ResourceKey, QPointF>{{pod(u"a"_s), QPointF(1, 2)}}));
    }
};

QTEST_GUILESS_MAIN(CompileTest)
#include "tst_compile.moc"
