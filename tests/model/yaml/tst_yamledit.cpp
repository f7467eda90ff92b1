// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/emitter.h"
#include "model/yaml/yamledit.h"
#include "model/yaml/yamlvalue.h"

#include <QTest>

using namespace model;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(std::vector<model::YamlEdit>)

static YamlEdit set(const char16_t *path, Value value)
{
    return YamlEdit::set(FieldPath::parse(QStringView(path)), std::move(value));
}
static YamlEdit insert(const char16_t *path, Value value)
{
    return YamlEdit::insert(FieldPath::parse(QStringView(path)), std::move(value));
}
static YamlEdit remove(const char16_t *path) { return YamlEdit::remove(FieldPath::parse(QStringView(path))); }
static YamlEdit rename(const char16_t *path, const QString &name)
{
    return YamlEdit::rename(FieldPath::parse(QStringView(path)), name);
}

static YamlEdit move(const char16_t *path, int to) { return YamlEdit::move(FieldPath::parse(QStringView(path)), to); }

static Value two() { return ValueMap{{u"x"_s, 1}}; }

class TestYamlEdit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void edits_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<std::vector<YamlEdit>>("edits");
        QTest::addColumn<QByteArray>("after");
        const auto row = [](const char *name, const QByteArray &before, const std::vector<YamlEdit> &edits,
                            const QByteArray &after) { QTest::newRow(name) << before << edits << after; };
        const Value more = ValueMap{{u"x"_s, 1}, {u"z"_s, ValueList{1, 2}}};
        row("scalar", "a: 1 # c\nb: 2\n", {set(u"a", 3)}, "a: 3 # c\nb: 2\n");
        row("keeps double quotes", "a: \"x\" # c\n", {set(u"a", u"y z")}, "a: \"y z\" # c\n");
        row("keeps single quotes", "a: 'x'\n", {set(u"a", u"it's")}, "a: 'it''s'\n");
        row("quotes what would be a boolean", "a: x\n", {set(u"a", u"yes")}, "a: \"yes\"\n");
        row("empty value", "a:\nb: 1\n", {set(u"a", 1)}, "a: 1\nb: 1\n");
        row("empty value with comment", "a: # c\nb: 1\n", {set(u"a", 1)}, "a: 1 # c\nb: 1\n");
        row("empty value becomes mapping", "a: # c\nb: 1\n", {set(u"a.x", 1)}, "a: # c\n  x: 1\nb: 1\n");
        row("scalar becomes mapping", "a: 1 # c\nb: 1\n", {set(u"a", more)},
            "a: # c\n  x: 1\n  z:\n  - 1\n  - 2\nb: 1\n");
        row("mapping becomes scalar", "a: # c\n  x: 1\n  # in\n  y: 2 # d\nb: 1\n", {set(u"a", 1)}, "a: 1 # c\nb: 1\n");
        row("value on the next line", "a:\n  x # c\nb: 1\n", {set(u"a", u"z")}, "a:\n  z # c\nb: 1\n");
        row("literal", "a: | # c\n  one\n  two\nb: 1\n", {set(u"a", u"three\nfour\n")},
            "a: | # c\n  three\n  four\nb: 1\n");
        row("literal becomes plain", "a: |\n  one\n\nb: 1\n", {set(u"a", u"two")}, "a: two\n\nb: 1\n");
        row("plain becomes literal", "a: x # c\nb: 1\n", {set(u"a", u"one\ntwo")}, "a: |- # c\n  one\n  two\nb: 1\n");
        row("kept line ends", "a: |+\n  x\n\n\nb: 1\n", {set(u"a", u"z")}, "a: z\n\n\nb: 1\n");
        row("remove behind kept line ends", "a: |+\n  x\n\nb: 1\n\n\nc: 2\n", {remove(u"b")}, "a: |+\n  x\n\nc: 2\n");
        row("append key behind kept line ends", "a: |+\n  x\n\n", {set(u"b", 1)}, "a: |+\n  x\n\nb: 1\n");
        row("new key", "a: 1 # c\n# end\n", {set(u"b", 2)}, "a: 1 # c\nb: 2\n# end\n");
        row("new key without final line end", "a: 1", {set(u"b", 2)}, "a: 1\nb: 2");
        row("new nested key", "a: 1\n", {set(u"b.c[0].d", 2)}, "a: 1\nb:\n  c:\n  - d: 2\n");
        row("new key at four columns", "a:\n    b: 1\nc: 2\n", {set(u"a.d.e", 2)},
            "a:\n    b: 1\n    d:\n        e: 2\nc: 2\n");
        row("indented lists", "a:\n  - b\n", {set(u"c[0]", u"d")}, "a:\n  - b\nc:\n  - d\n");
        row("root order", "kind: Pod\nspec: {}\n", {set(u"metadata.name", u"x"), set(u"apiVersion", u"v1")},
            "apiVersion: v1\nkind: Pod\nmetadata:\n  name: x\nspec: {}\n");
        row("CRLF", "a: 1\r\nb:\r\n  c: 2\r\n", {set(u"b.d", more)},
            "a: 1\r\nb:\r\n  c: 2\r\n  d:\r\n    x: 1\r\n    z:\r\n    - 1\r\n    - 2\r\n");
        row("byte order mark",
            "\xEF\xBB\xBF"
            "a: 1\n",
            {set(u"b", 2), remove(u"a")},
            "\xEF\xBB\xBF"
            "b: 2\n");
        row("document end", "a: 1\n...\n", {set(u"b", 2)}, "a: 1\nb: 2\n...\n");
        row("empty document", "# only this\n", {set(u"a.b", 1)}, "# only this\na:\n  b: 1\n");
        row("empty braces", "a: {} # c\nb: 1\n", {set(u"a.x", 1)}, "a: # c\n  x: 1\nb: 1\n");
        row("flow", "a: {x: 1, v: 2}\n", {set(u"a.z", u"w,w"), set(u"a.x", 3), remove(u"a.v")},
            "a: {x: 3, z: \"w,w\"}\n");
        row("flow list", "a: [1, 2, 3]\n", {remove(u"a[0]"), set(u"a[2]", 4), insert(u"a[0]", 0)}, "a: [0, 2, 3, 4]\n");
        row("last of flow", "a: [1]\n", {remove(u"a[0]")}, "a: []\n");
        row("flow on lines", "a: [\n  x, # one\n  y # two\n]\n", {set(u"a[2]", u"z"), remove(u"a[0]")},
            "a: [\n  y, # two\n  z\n]\n");
        row("JSON", "{\n  \"a\": 1,\n  \"b\": {\"c\": []}\n}\n", {set(u"d", u"x"), set(u"b.c[0]", more)},
            "{\n  \"a\": 1,\n  \"b\": {\"c\": [{\"x\": 1, \"z\": [1, 2]}]},\n  \"d\": \"x\"\n}\n");
        row("remove with comments", "a: 1\n# about b\nb: 2 # c\n\n# about c\nc: 3\n", {remove(u"b")},
            "a: 1\n\n# about c\nc: 3\n");
        row("remove first keeps the head", "# licence\na: 1\nb: 2\n", {remove(u"a")}, "# licence\nb: 2\n");
        row("remove last without final line end", "a: 1\nb: 2", {remove(u"b")}, "a: 1");
        row("remove only key", "a:\n  # in\n  b: 1\nc: 2\n", {remove(u"a.b")}, "a: {}\nc: 2\n");
        row("first key of a compact item", "l:\n- a: 1 # c\n  # about b\n  b: 2\n", {remove(u"l[0].a")},
            "l:\n- # about b\n  b: 2\n");
        row("compact item", "l:\n- a: 1\n  b: 2\n- a: 3\n", {remove(u"l[0]")}, "l:\n- a: 3\n");
        row("last item", "l:\n- a: 1\nb: 2\n", {remove(u"l[0]")}, "l: []\nb: 2\n");
        row("insert item", "l:\n# one\n- a: 1\n- a: 2\n", {insert(u"l[1]", more), insert(u"l[0]", u"x")},
            "l:\n- x\n# one\n- a: 1\n- x: 1\n  z:\n  - 1\n  - 2\n- a: 2\n");
        row("item in item", "- - a\n  - b\n", {insert(u"[0][0]", u"x"), remove(u"[0][1]")}, "- - x\n  - b\n");
        row("move an item down", "l:\n- a # one\n# about b\n- b:\n    c: 1\n- d\nm: 1\n", {move(u"l[1]", 2)},
            "l:\n- a # one\n- d\n# about b\n- b:\n    c: 1\nm: 1\n");
        row("move an item up", "l:\n  - a: 1\n    b: 2 # two\n\n  - c: 3\n  # end\n", {move(u"l[1]", 0)},
            "l:\n  - c: 3\n  - a: 1\n    b: 2 # two\n\n  # end\n");
        row("move over several", "- 1\n- 2\n- 3\n- 4\n", {move(u"[0]", 3), move(u"[2]", 1)}, "- 2\n- 4\n- 3\n- 1\n");
        row("move up from a text without final line end", "- a\n- b # last", {move(u"[1]", 0)}, "- b # last\n- a");
        row("move down in a text without final line end", "- a\n- b # last", {move(u"[0]", 1)}, "- b # last\n- a");
        row("move with CRLF", "- a\r\n- |\r\n  b\r\n- c\r\n", {move(u"[1]", 2)}, "- a\r\n- c\r\n- |\r\n  b\r\n");
        row("move in brackets", "l: [a, {b: 1}, \"c\"] # x\n", {move(u"l[0]", 2), move(u"l[1]", 0)},
            "l: [\"c\", {b: 1}, a] # x\n");
        row("move in a list of lists", "- - a\n  - b\n- c\n", {move(u"[0]", 1)}, "- c\n- - a\n  - b\n");
        row("move an item past its alias", "l:\n- &x 1\n- y\n- *x\nm: *x\n", {move(u"l[0]", 2)},
            "l:\n- y\n- 1\n- &x 1\nm: *x\n");
        row("move by value", "l:\n- a # one\n- b # two\n- c # three\n", {set(u"l", ValueList{u"b"_s, u"c"_s, u"a"_s})},
            "l:\n- b # two\n- c # three\n- a # one\n");
        row("move where it is", "- a\n- b\n", {move(u"[1]", 1)}, "- a\n- b\n");
        row("rename", "a: 1\n'b': {c: 2}\n", {rename(u"a", u"yes"_s), rename(u"b.c", u"d"_s), rename(u"b", u"e"_s)},
            "\"yes\": 1\n'e': {d: 2}\n");
        row("no change", "a:   'x'  # c\n", {set(u"a", u"x")}, "a:   'x'  # c\n");
        row("map over map", "a:\n  x: 1 # one\n  # two\n  y: 2\n", {set(u"a", ValueMap{{u"x"_s, 3}, {u"z"_s, 4}})},
            "a:\n  x: 3 # one\n  z: 4\n");
        row("tag goes", "a: !!str 1\n", {set(u"a", 2)}, "a: 2\n");
        row("anchor stays right", "a: &x {k: v}\nb: *x\n", {set(u"a.k", u"w")}, "a: &x {k: w}\nb:\n  k: v\n");
        row("through an alias", "a: &x {k: v}\nb: *x # c\n", {set(u"b.k", u"w")}, "a: &x {k: v}\nb: # c\n  k: w\n");
        row("through an alias in brackets", "s: {x: &x {k: v}, q: *x}\n", {set(u"s.q.k", u"w")},
            "s: {x: &x {k: v}, q: {k: w}}\n");
        row("alias replaced", "a: &x {k: v}\nb: *x\n", {set(u"b", 1)}, "a: &x {k: v}\nb: 1\n");
        row("anchor removed", "a: &x 1\nb: *x\nc: [*x]\n", {remove(u"a")}, "b: 1\nc: [1]\n");
        row("merged key overridden", "a: &x {k: v, l: w}\nb:\n  <<: *x\n", {set(u"b.k", 1)},
            "a: &x {k: v, l: w}\nb:\n  <<: *x\n  k: 1\n");
        row("merged key removed", "a: &x {k: v, l: w}\nb:\n  <<: *x\n  m: 1\n", {remove(u"b.k")},
            "a: &x {k: v, l: w}\nb:\n  l: w\n  m: 1\n");
        row("anchored block", "a: &x # c\n  k: v\nb: 1\n", {set(u"a", 2)}, "a: 2 # c\nb: 1\n");
        row("behind a literal without final line end", "a: |\n  x", {set(u"b", 1)}, "a: |\n  x\nb: 1");
        row("before a literal without final line end", "b: 1\na: |\n  x", {set(u"b", 2)}, "b: 2\na: |\n  x");
        row("behind a kept literal without final line end", "a: |+\n  x", {set(u"b", 1)}, "a: |+\n  x\nb: 1");
        row("up to a literal without final line end", "a: |\n  x\nb: 1", {remove(u"b")}, "a: |\n  x\n");
        row("literal beside comments in its column", "a: 1\n  # c\nb: 1\n", {set(u"a", u"x\ny\n")},
            "a: \"x\\ny\\n\"\n  # c\nb: 1\n");
        row("non-ASCII", "名: é\nb: 1\n", {set(u"名", u"ö"), set(u"b", u"\U0001F600")}, "名: ö\nb: \U0001F600\n");
    }
    // Copies that an edit had to make are named.
    void detached_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<std::vector<YamlEdit>>("edits");
        QTest::addColumn<QStringList>("detached");
        const auto row = [](const char *name, const QByteArray &before, const YamlEdit &edit,
                            const QStringList &paths) {
            QTest::newRow(name) << before << std::vector<YamlEdit>{edit} << paths;
        };
        const QByteArray two = "a: &x {k: v}\nb: *x\nc: {d: [*x]}\n";
        row("below an alias", two, set(u"b.k", 1), {u"b"_s});
        row("below the anchor", two, set(u"a.k", 1), {u"b"_s, u"c.d[0]"_s});
        row("an alias replaced", two, set(u"b", 1), {});
        row("elsewhere", two, set(u"e", 1), {});
        const QByteArray merge = "a: &x {k: v, l: w}\nb:\n  <<: *x\n  m: 1\n";
        row("a merged key overridden", merge, set(u"b.k", 1), {});
        row("a merged key removed", merge, remove(u"b.k"), {u"b"_s});
        row("what is merged elsewhere", merge, set(u"a.k", 1), {u"b[<<]"_s});
        row("an item past its alias", "- &x 1\n- y\n- *x\n", move(u"[0]", 2), {u"[2]"_s});
    }
    void detached()
    {
        QFETCH(QByteArray, before);
        QFETCH(std::vector<YamlEdit>, edits);
        const auto edited = editYaml(YamlDocument::parse(before), edits);
        QVERIFY(edited.ok());
        QStringList paths;
        for (const FieldPath &path : edited->detached) paths.append(path.toString());
        QTEST(paths, "detached");
    }

    // Beside and under `? key` nothing else changes either; with any line end.
    void explicitKeys_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<std::vector<YamlEdit>>("edits");
        QTest::addColumn<QByteArray>("after");
        const auto row = [](const char *name, const QByteArray &before, const std::vector<YamlEdit> &edits,
                            const QByteArray &after) { QTest::newRow(name) << before << edits << after; };
        const QByteArray both = "# head\n? a # the key\n# between\n: 1 # the value\n# about b\nb: 2 # two\n";
        row("scalar", both, {set(u"a", 3)},
            "# head\n? a # the key\n# between\n: 3 # the value\n# about b\nb: 2 # two\n");
        row("beside", both, {set(u"b", 3)},
            "# head\n? a # the key\n# between\n: 1 # the value\n# about b\nb: 3 # two\n");
        row("new key", both, {set(u"c", 3)}, both + "c: 3\n");
        row("remove", both, {remove(u"a")}, "# head\n# about b\nb: 2 # two\n");
        row("remove beside", both, {remove(u"b")}, "# head\n? a # the key\n# between\n: 1 # the value\n");
        row("rename", both, {rename(u"a", u"yes"_s), rename(u"b", u"a b"_s)},
            "# head\n? \"yes\" # the key\n# between\n: 1 # the value\n# about b\na b: 2 # two\n");
        row("quoted key", "? 'a'\n: \"x\" # c\n", {rename(u"a", u"it's"_s), set(u"it's", u"y")},
            "? 'it''s'\n: \"y\" # c\n");
        row("block key", "? |-\n  a\n# c\n: 1\nb: 2\n", {set(u"a", 2), rename(u"a", u"c"_s)}, "? c\n# c\n: 2\nb: 2\n");
        row("beside a block key", "x:\n  ? >-\n    a\n    b\n  # c\n  : 1\n  b: 2\n", {remove(u"x.b"), set(u"x.c", 1)},
            "x:\n  ? >-\n    a\n    b\n  # c\n  : 1\n  c: 1\n");
        row("a key too long for another form", "- a: 1 # c\n  b: 2\n", {rename(u"[0].a", QString(1001, u'k'))},
            "- ? " + QByteArray(1001, 'k') + "\n  : 1 # c\n  b: 2\n");
        row("key without value", "? a # c\n# d\n? b\n", {set(u"a", 1), set(u"b.x", 2)},
            "? a # c\n: 1\n# d\n? b\n:\n  x: 2\n");
        row("key without value at the end", "x:\n  ? a # c\n# end", {set(u"x.a", u"t"), set(u"x.b", 1)},
            "x:\n  ? a # c\n  : t\n  b: 1\n# end");
        row("key without value gone", "? a # c\n# about b\n? b # d\nc: 1\n", {remove(u"b")}, "? a # c\nc: 1\n");
        row("empty value", "? a\n: # c\nb: 1\n", {set(u"a.x", 1)}, "? a\n: # c\n  x: 1\nb: 1\n");
        row("a map behind the colon", "? a\n: b: 1 # one\n  # about c\n  c: 2\n", {remove(u"a.b"), set(u"a.d", 3)},
            "? a\n: # about c\n  c: 2\n  d: 3\n");
        row("in a map behind the colon", "x:\n  ? a\n  : ? b # b\n    : 1 # one\n    c: 2 # two\n",
            {set(u"x.a.b", 3), set(u"x.a.c", 4), rename(u"x.a.b", u"d"_s)},
            "x:\n  ? a\n  : ? d # b\n    : 3 # one\n    c: 4 # two\n");
        const QByteArray list = "? a\n: - 1 # one\n  # about 2\n  - 2 # two\n  - 3\nb: 4 # four\n";
        row("move the first item down", list, {move(u"a[0]", 2)},
            "? a\n: # about 2\n  - 2 # two\n  - 3\n  - 1 # one\nb: 4 # four\n");
        row("move an item to the front", list, {move(u"a[1]", 0)},
            "? a\n: # about 2\n  - 2 # two\n  - 1 # one\n  - 3\nb: 4 # four\n");
        row("move behind the first", list, {move(u"a[2]", 1)},
            "? a\n: - 1 # one\n  - 3\n  # about 2\n  - 2 # two\nb: 4 # four\n");
        row("items", list, {remove(u"a[0]"), insert(u"a[0]", 0), set(u"a[3]", 5), set(u"a[1]", 6)},
            "? a\n: # about 2\n  - 0\n  - 6 # two\n  - 3\n  - 5\nb: 4 # four\n");
        row("items in the key's column", "? a\n:\n- 1 # one\n# about 2\n- 2\nb: 4\n",
            {move(u"a[1]", 0), set(u"a[2]", 3)}, "? a\n:\n# about 2\n- 2\n- 1 # one\n- 3\nb: 4\n");
        row("value replaced", "? a # c\n:\n  x: 1\nb: 2 # d\n", {set(u"a", ValueList{1, 2}), set(u"b", two())},
            "? a # c\n:\n- 1\n- 2\nb: # d\n  x: 1\n");
        row("root order", "? kind\n: Pod # c\n? spec\n: {}\n", {set(u"metadata.name", u"x"), set(u"apiVersion", u"v1")},
            "apiVersion: v1\n? kind\n: Pod # c\nmetadata:\n  name: x\n? spec\n: {}\n");
        row("in a compact item", "l:\n- ? a # k\n  : 1 # one\n  # about b\n  b: 2\n- c\n", {remove(u"l[0].a")},
            "l:\n- # about b\n  b: 2\n- c\n");
        row("an alias and a merge", "? a\n: &x {k: 1} # c\n? b # d\n: *x # e\n", {set(u"b.k", 2)},
            "? a\n: &x {k: 1} # c\n? b # d\n: # e\n  k: 2\n");
        row("anchored keys", "? &k a # c\n: 1\n? !!str b\n: 2\n", {set(u"a", 3), set(u"b", two()), set(u"c", 5)},
            "? &k a # c\n: 3\n? !!str b\n:\n  x: 1\nc: 5\n");
        row("a tab before the comment", "? a\n: 1\t# c\n", {set(u"a", two())}, "? a\n: # c\n  x: 1\n");
        row("in braces", "a: {? b : 1, ? c, d: 2} # c\n", {set(u"a.b", 3), set(u"a.c", 4), remove(u"a.d")},
            "a: {? b : 3, ? c: 4} # c\n");
        row("gone in braces", "a: {x: 1, ? b : 1, ? c , d: 2} # c\n", {remove(u"a.x"), remove(u"a.c")},
            "a: {? b : 1, d: 2} # c\n");
    }
    void explicitKeys()
    {
        edits();
        if (QTest::currentTestFailed()) return;
        QFETCH(QByteArray, before);
        QFETCH(std::vector<YamlEdit>, edits);
        QFETCH(QByteArray, after);
        const auto edited = editYaml(YamlDocument::parse(before.replace("\n", "\r\n")), edits);
        QVERIFY(edited.ok());
        QVERIFY(!edited->rewritten);
        QCOMPARE(edited->document->text(), after.replace("\n", "\r\n"));
    }

    // A key that is no text to kubectl is an error of the text, told as one; nothing is written anew.
    void complexKeys()
    {
        for (const QByteArray &text : {"? [a, b]\n: 1\nc: 2 # c\n"_ba, "? a: 1\n  b: 2\n: 1\nc: 2\n"_ba}) {
            const auto edited = editYaml(YamlDocument::parse(text), {set(u"c", 3)});
            QVERIFY2(!edited.ok(), text);
            QVERIFY(edited.error().message.contains(u"is used as a key"));
        }
    }

    void edits()
    {
        QFETCH(QByteArray, before);
        QFETCH(std::vector<YamlEdit>, edits);
        const auto document = YamlDocument::parse(before);
        const auto edited = editYaml(document, edits);
        QVERIFY2(edited.ok(), edited.ok() ? "" : qPrintable(edited.error().toString()));
        QVERIFY(!edited->rewritten);
        const QByteArray after = applySplices(before, edited->splices);
        QTEST(after, "after");
        QCOMPARE(edited->document->text(), after);
        QCOMPARE(applySplices(after, inverseSplices(before, edited->splices)), before);
        Value expected = *toValue(document->root());
        for (const YamlEdit &edit : edits) QVERIFY(editValue(expected, edit).ok());
        QVERIFY(toValue(YamlDocument::parse(after)->root())->means(expected));
    }
};

QTEST_APPLESS_MAIN(TestYamlEdit)
#include "tst_yamledit.moc"
