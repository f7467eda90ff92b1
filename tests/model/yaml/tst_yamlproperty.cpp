// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/emitter.h"
#include "model/yaml/yamlstream.h"
#include "model/yaml/yamlvalue.h"
#include "tests/model/yaml/explicitkeys.h"
#include "tests/model/yaml/randomedits.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

using namespace model;
using namespace Qt::StringLiterals;

using DocumentPtr = std::shared_ptr<const YamlDocument>;

static std::vector<DocumentPtr> manifests()
{
    std::vector<DocumentPtr> documents;
    QDirIterator files(QStringLiteral(KUBEWRIGHT_TEST_DATA "/manifests"), {u"*.yaml"_s, u"*.yml"_s, u"*.json"_s},
                       QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly)) continue;
        const YamlStream stream = YamlStream::parse(file.readAll());
        for (const auto &part : stream.parts())
            if (!part.document->error()) documents.push_back(part.document);
    }
    return documents;
}

static std::vector<DocumentPtr> nastyDocuments()
{
    std::vector<DocumentPtr> documents;
    for (
        const QByteArray &text : {
            "# head\n\na: &x # anchor\n  # in\n  k: v   # trailing\n  l: [1, 2] # list\n\n# between\nb: *x\nc:\n  <<: *x\n  k: w\nd: [*x, {e: *x}]\n"_ba,
            "a:\r\n  - b: 1 # one\r\n    c: |\r\n      text\r\n      more\r\n\r\n  # about d\r\n  - d: >-\r\n      folded\r\n      text\r\n"_ba,
            "\xEF\xBB\xBF"
            "{\"a\": {\"b\": [1, 2, {\"c\": null}]}, \"d\": \"x\"}"_ba,
            "a: |+\n  keep\n\n\nb: |-\n  strip\nc: >\n  fold\n\n  ed\n\nd: \"dou\n  ble\"\ne: plain\n  more\n"_ba,
            "- - a\n  - b\n-\n  - c\n- # comment\n  d: 1\n  e:\n-\n- f: {}\n  g: []\n  h:\n  - i\n"_ba,
            "a:\n    b:\n        c: 1\n        d:\n            - e\n            -   f: 1\n                g: 2\n"_ba,
            "a: {b: 1, # one\n    c: [x, # two\n        y], d: }\ne: {f, g: , \"h\":1}\ni: [a: 1, b: 2]\n"_ba,
            "? a\n: 1\n? b\n: c: 2\n  d: 3\ne: !!str 4\nf: !!int \"5\"\n'g' : !custom &y h\ni: *y\n"_ba,
            "a:\tb\nc:\t\t# tab\n  d: 1\t# tab\n...\nignored: [\n"_ba,
            "x: 1\nx: 2\ny:\n  z: 1\n  z: 2\nbase: &b {p: 1, q: 2}\nm:\n  p: 3\n  <<: [*b, {r: 4}]\n  s: 5"_ba,
            "a: 1"_ba,
            "# nothing\n"_ba,
            "text"_ba,
            "|\n  literal\n  root\n"_ba,
            "[]"_ba,
            "a:\n# c0\n  # c1\n  b: 1\n# c2\n  # c3\n  c: 2\n  # c4\n# c5\nd:\n- 1\n# c6\n- 2\n  # c7\n# c8\n"_ba,
        })
        documents.push_back(YamlDocument::parse(text));
    return documents;
}

// With some keys as `? key`.
static DocumentPtr explicitly(const DocumentPtr &document, quint32 seed)
{
    auto changed = YamlDocument::parse(withExplicitKeys(*document, seed));
    const auto value = toValue(changed->root());
    return value && value->means(*toValue(document->root())) ? changed : document;
}

// A node of a collection that is written here, with the bytes it claims.
static void checkSpans(const YamlDocument &document)
{
    const auto &nodes = document.nodes();
    for (size_t i = 0; i < nodes.size(); ++i) {
        const YamlNode &node = nodes[i];
        const Span outer = document.outerSpan(node);
        QVERIFY(outer.begin >= 0 && outer.begin <= node.span.begin && node.span.begin <= node.span.end);
        QVERIFY(node.span.end <= document.text().size());
        if (node.parent >= 0) {
            const Span parent = nodes[size_t(node.parent)].span;
            QVERIFY2(parent.begin <= outer.begin && node.span.end <= parent.end,
                     document.text().mid(parent.begin, parent.size()));
        }
        if (node.nextSibling >= 0) QVERIFY(node.span.end <= document.outerSpan(nodes[size_t(node.nextSibling)]).begin);
        const YamlRef ref(&document, int(i));
        QCOMPARE(document.nodeAt(node.span.begin).isValid(), true);
        const bool alone = node.kind == YamlKind::Scalar && node.style != YamlStyle::Literal &&
                           node.style != YamlStyle::Folded && node.properties < 0 && !node.span.isEmpty();
        if (!alone) continue;
        // A scalar's bytes alone mean the same; in brackets, where ones from a flow collection may stand.
        const QByteArray bytes = document.text().mid(node.span.begin, node.span.size());
        const auto again = YamlDocument::parse("[" + bytes + "]");
        const auto plain = YamlDocument::parse(bytes);
        const YamlRef read = plain->error() || !plain->root().isScalar() ? again->root().at(0) : plain->root();
        QVERIFY2(read.isScalar(), bytes);
        QVERIFY2(toValue(read)->means(*toValue(ref)), bytes);
    }
}

class TestYamlProperty : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void spansNest()
    {
        for (const auto &list : {manifests(), nastyDocuments()})
            for (const DocumentPtr &document : list) {
                checkSpans(*document);
                if (QTest::currentTestFailed()) QFAIL(document->text());
            }
    }

    // Writing a scalar's own value changes nothing; writing another and the first one again restores every byte.
    void setAndSetBack()
    {
        int scalars = 0;
        QByteArrayList quoted; // plain ones that we would quote
        for (const DocumentPtr &document : manifests()) {
            if (document->hasMergesOrDuplicates()) continue; // only the last of two equal keys can be set
            const auto &nodes = document->nodes();
            const size_t step = std::max<size_t>(1, nodes.size() / 20);
            for (size_t i = 0; i < nodes.size(); i += step) {
                const YamlRef ref(document.get(), int(i));
                const bool isKey =
                    nodes[i].parent >= 0 && ref.parent().isMapping() && ref.parent().at(FieldPath()).isValid() &&
                    document->nodeAt(nodes[i].span.begin).index() == int(i) && nodes[i].nextSibling >= 0 &&
                    ref.path() == YamlRef(document.get(), nodes[i].nextSibling).path();
                if (nodes[i].kind != YamlKind::Scalar || isKey) continue;
                const FieldPath path = ref.path();
                const Value own = *toValue(ref);
                const auto same = editYaml(document, {YamlEdit::set(path, own)});
                QVERIFY(same.ok());
                QVERIFY(same->splices.empty());
                const auto other = editYaml(document, {YamlEdit::set(path, u"other-value"_s)});
                QVERIFY(other.ok());
                QVERIFY(!other->rewritten);
                const Span outer = document->outerSpan(nodes[i]);
                if (!outer.isEmpty()) {
                    QVERIFY2(other->splices.front().span.begin >= outer.begin, document->text());
                    QVERIFY2(other->splices.back().span.end <= outer.end, path.toString().toUtf8() + document->text());
                }
                const bool isWholeFloat = ref.scalar().type == ScalarType::Float && own.integer(); // 1.0, which is 1
                const bool canBeSame = nodes[i].style == YamlStyle::Plain && !outer.isEmpty() && !isWholeFloat;
                const auto back = editYaml(other->document, {YamlEdit::set(path, own)});
                QVERIFY(back.ok());
                if (canBeSame && back->document->text() != document->text())
                    quoted << document->text().mid(outer.begin, outer.size());
                ++scalars;
            }
        }
        QVERIFY(scalars > 2000);
        QCOMPARE(quoted, QByteArrayList());
    }

    void randomEdits_data()
    {
        QTest::addColumn<bool>("nasty");
        QTest::addColumn<bool>("explicitKeys");
        QTest::newRow("manifests") << false << false;
        QTest::newRow("nasty") << true << false;
        QTest::newRow("manifests with explicit keys") << false << true;
        QTest::newRow("nasty with explicit keys") << true << true;
    }
    void randomEdits()
    {
        QFETCH(bool, nasty);
        QFETCH(bool, explicitKeys);
        const std::vector<DocumentPtr> documents = nasty ? nastyDocuments() : manifests();
        const int rounds = qEnvironmentVariableIntValue("KUBEWRIGHT_ROUNDS") > 0
                               ? qEnvironmentVariableIntValue("KUBEWRIGHT_ROUNDS")
                           : nasty ? 60
                                   : 4;
        int done = 0, refused = 0, rewritten = 0;
        for (int round = 0; round < rounds; ++round) {
            for (size_t d = 0; d < documents.size(); ++d) {
                RandomEdits random(quint32(round * 10000) + quint32(d));
                DocumentPtr current = explicitKeys ? explicitly(documents[d], quint32(round)) : documents[d];
                for (int i = 0; i < 5; ++i) {
                    const Value before = *toValue(current->root());
                    const YamlEdit edit = random.next(before);
                    Value expected = before;
                    const auto meaning = editValue(expected, edit);
                    const auto edited = editYaml(current, {edit});
                    const QByteArray what = "\n" + current->text() + "\nkind " + QByteArray::number(int(edit.kind)) +
                                            " at " + edit.path.toString().toUtf8() + " " + edit.name.toUtf8() + " = " +
                                            toJson(edit.value).valueOr("?");
                    QVERIFY2(meaning.ok() || !edited.ok(), what);
                    if (!edited.ok() && meaning.ok()) {
                        ++refused;
                        qInfo().noquote() << "REFUSED" << edited.error().toString() << what;
                    }
                    if (!edited.ok()) continue;
                    ++done;
                    rewritten += edited->rewritten;
                    if (edited->rewritten && qEnvironmentVariableIsSet("KUBEWRIGHT_SHOW"))
                        qInfo().noquote() << "REWRITTEN" << what;
                    const QByteArray after = applySplices(current->text(), edited->splices);
                    QVERIFY2(after == edited->document->text(), what);
                    QVERIFY2(toValue(YamlDocument::parse(after)->root())->means(expected), what);
                    QVERIFY2(applySplices(after, inverseSplices(current->text(), edited->splices)) == current->text(),
                             what);
                    current = edited->document;
                }
            }
        }
        qInfo() << done << "edits," << rewritten << "with a collection written anew," << refused << "refused";
        QVERIFY(done > 1000);
        QVERIFY(refused == 0);
    }

    void emittedTextReadsBack()
    {
        RandomEdits random(7);
        for (int i = 0; i < 5000; ++i) {
            const Value value = random.value();
            for (const EmitStyle &style : {EmitStyle(), EmitStyle{4, 2, "\r\n"}, EmitStyle{.json = true}}) {
                const QByteArray text = *emitYaml(value, style);
                const auto document = YamlDocument::parse(text);
                QVERIFY2(!document->error(), text);
                QVERIFY2(toValue(document->root())->means(value), text);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestYamlProperty)
#include "tst_yamlproperty.moc"
