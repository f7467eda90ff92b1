// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/document.h"

#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>

using namespace Qt::StringLiterals;
using namespace model;

namespace {

const QString file = u"shop.yaml"_s;

QByteArray configMap(const QByteArray &name)
{
    return "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: " + name + "\n";
}

QByteArray printed(const Document &document)
{
    QByteArray out;
    for (const Resource &resource : document.resources()->resources())
        out += resource.key.title().toUtf8() + (resource.stale ? " (stale)\n" : "\n");
    return out;
}

// Replaces the first occurrence in the file, as somebody typing would.
ChangeSet typed(const Document &document, const QByteArray &before, const QByteArray &after)
{
    const qsizetype offset = document.text(file).indexOf(before);
    Q_ASSERT(offset >= 0);
    return {{TextChange{file, offset, before, after}}};
}

Intent typing(const QString &mergeKey = {}) { return {u"Typing"_s, Origin::Text, mergeKey}; }

const ResourceKey keyOf(const QString &name) { return {{}, u"ConfigMap"_s, {}, name}; }

} // namespace

class DocumentTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void loadsAndTellsOnce()
    {
        Document document;
        QSignalSpy changed(&document, &Document::changed);
        document.load({{u"a.yaml"_s, configMap("a")}, {u"b.yaml"_s, configMap("b")}});
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed[0][1].value<Origin>(), Origin::File);
        QCOMPARE(printed(document), "ConfigMap a\nConfigMap b\n"_ba);
        QCOMPARE(document.files(), QStringList({u"a.yaml"_s, u"b.yaml"_s}));
        QVERIFY(!document.isModified());
        QCOMPARE(document.history()->count(), 0);
    }

    void undoesAndRedoes()
    {
        Document document;
        document.load(file, configMap("a"));
        QSignalSpy changed(&document, &Document::changed);
        document.perform(typing(), typed(document, "name: a", "name: b"));
        QCOMPARE(printed(document), "ConfigMap b\n"_ba);
        document.history()->undo();
        QCOMPARE(document.text(file), configMap("a"));
        document.history()->redo();
        QCOMPARE(printed(document), "ConfigMap b\n"_ba);
        QCOMPARE(changed.size(), 3);
        QCOMPARE(changed[0][1].value<Origin>(), Origin::Text);
        QCOMPARE(changed[1][1].value<Origin>(), Origin::History);
        QCOMPARE(changed[2][1].value<Origin>(), Origin::History);
        QCOMPARE(changed[1][0].value<ChangeSet>(), changed[0][0].value<ChangeSet>().inverse());
    }

    // A jump over several steps is one signal; at that moment the history stands where it will stand.
    void jumpsInOneSignal()
    {
        Document document;
        document.load(file, configMap("a"));
        for (const char *next : {"b", "c", "d"}) {
            const QByteArray before = "name: " + document.text(file).right(2).left(1);
            document.perform(typing(), typed(document, before, QByteArray("name: ") + next));
        }
        QCOMPARE(document.history()->count(), 3);
        int index = -1, signalCount = 0;
        connect(&document, &Document::changed, this, [&] {
            index = document.history()->index();
            ++signalCount;
        });
        document.history()->setIndex(0);
        QCOMPARE(signalCount, 1);
        QCOMPARE(index, 0);
        QCOMPARE(document.text(file), configMap("a"));
    }

    void mergesByIntent()
    {
        Document document;
        document.load(file, configMap("a"));
        const qsizetype end = document.text(file).size() - 1;
        for (int i = 0; i < 3; ++i) document.perform(typing(u"typing:1"_s), {{TextChange{file, end + i, "", "x"}}});
        QCOMPARE(document.history()->count(), 1);
        QCOMPARE(printed(document), "ConfigMap axxx\n"_ba);
        document.perform(typing(u"typing:2"_s), {{TextChange{file, end + 3, "", "y"}}});
        document.perform(typing(), {{TextChange{file, end + 4, "", "z"}}});
        document.perform(typing(), {{TextChange{file, end + 5, "", "z"}}});
        QCOMPARE(document.history()->count(), 4);
        document.history()->setIndex(1);
        QCOMPARE(printed(document), "ConfigMap axxx\n"_ba);
        document.history()->undo();
        QCOMPARE(document.text(file), configMap("a"));
    }

    // Typing elsewhere is another step, whatever the key says.
    void mergesOnlyInOnePlace()
    {
        Document document;
        document.load(file, configMap("a"));
        const qsizetype end = document.text(file).size() - 1;
        document.perform(typing(u"k"_s), {{TextChange{file, end, "", "x"}}});
        document.perform(typing(u"k"_s), {{TextChange{file, 0, "", "#\n"}}});
        QCOMPARE(document.history()->count(), 2);
        document.perform(typing(u"k"_s), {{TextChange{file, 1, "", " c"}}});
        QCOMPARE(document.history()->count(), 2);
        document.history()->undo();
        QCOMPARE(document.text(file), configMap("ax"));
        // One field that stands in two places.
        const auto both = [&](const char *before, const char *after) {
            const qsizetype name = document.text(file).indexOf("name: ");
            document.perform(typing(u"f"_s),
                             {{TextChange{file, name + 6, before, after}, TextChange{file, 0, before, after}}});
        };
        document.perform(typing(), {{TextChange{file, 0, "", "ax: 1\n"}}});
        const int steps = document.history()->count();
        both("ax", "b");
        both("b", "bcd");
        QCOMPARE(document.history()->count(), steps + 1);
        QCOMPARE(document.text(file), "bcd: 1\n" + configMap("bcd"));
    }

    void whatCancelsOutLeavesNoTrace()
    {
        Document document;
        document.load(file, configMap("a"));
        QSignalSpy changed(&document, &Document::changed);
        document.perform(typing(), {{TextChange{file, 3, "V", "V"}}});
        document.perform(typing(), {});
        QCOMPARE(changed.size(), 0);
        const qsizetype end = document.text(file).size() - 1;
        document.perform(typing(u"k"_s), {{TextChange{file, end, "", "x"}}});
        QVERIFY(document.isModified());
        document.perform(typing(u"k"_s), {{TextChange{file, end, "x", ""}}});
        QCOMPARE(document.history()->count(), 0);
        QVERIFY(!document.isModified());
        QCOMPARE(changed.size(), 2); // the views saw both, so both are told
    }

    void knowsWhatIsModified()
    {
        Document document;
        document.load({{file, configMap("a")}, {u"other.yaml"_s, configMap("o")}});
        QSignalSpy modified(&document, &Document::modifiedChanged);
        document.perform(typing(), typed(document, "name: a", "name: b"));
        QVERIFY(document.isModified(file));
        QVERIFY(!document.isModified(u"other.yaml"_s));
        document.history()->undo();
        QVERIFY(!document.isModified());
        document.history()->redo();
        document.markSaved(file);
        QVERIFY(!document.isModified());
        document.history()->undo();
        QVERIFY(document.isModified(file));
        // Typing back what was saved is as good as never having changed it.
        document.perform(typing(), typed(document, "name: a", "name: b"));
        QVERIFY(!document.isModified());
        document.perform(typing(), {{MoveChange{keyOf(u"b"_s), {}, QPointF(1, 2)}}});
        QVERIFY(!document.isModified());
        document.perform(typing(), {{FileChange{u"new.yaml"_s, {}, "", -1}}});
        QVERIFY(document.isModified(u"new.yaml"_s)); // nobody saved it yet, though it is empty
        QCOMPARE(modified.size(), 7);
    }

    void doesNotMergeOverASave()
    {
        Document document;
        document.load(file, configMap("a"));
        const qsizetype end = document.text(file).size() - 1;
        document.perform(typing(u"k"_s), {{TextChange{file, end, "", "x"}}});
        document.markSaved(file);
        document.perform(typing(u"k"_s), {{TextChange{file, end + 1, "", "y"}}});
        QCOMPARE(document.history()->count(), 2);
        document.history()->undo();
        QVERIFY(!document.isModified());
    }

    void filesComeAndGoWhereTheyWere()
    {
        Document document;
        document.load({{u"a"_s, configMap("a")}, {u"b"_s, configMap("b")}, {u"c"_s, configMap("c")}});
        document.perform(typing(), {{FileChange{u"a"_s, configMap("a"), {}}, FileChange{u"b"_s, configMap("b"), {}}}});
        QCOMPARE(document.files(), QStringList({u"c"_s}));
        document.perform(typing(), {{FileChange{u"d"_s, {}, configMap("d"), 0}}});
        QCOMPARE(document.files(), QStringList({u"d"_s, u"c"_s}));
        document.history()->setIndex(0);
        QCOMPARE(document.files(), QStringList({u"a"_s, u"b"_s, u"c"_s}));
        QCOMPARE(printed(document), "ConfigMap a\nConfigMap b\nConfigMap c\n"_ba);
        QVERIFY(!document.isModified());
        document.history()->setIndex(2);
        QCOMPARE(document.files(), QStringList({u"d"_s, u"c"_s}));
    }

    void pinsFollowANewName()
    {
        Document document;
        document.load(file, configMap("a") + "---\n" + configMap("z"));
        document.perform(typing(), {{MoveChange{keyOf(u"a"_s), {}, QPointF(10, 20)}}});
        const QByteArray first = document.text(file);
        document.perform(typing(u"k"_s), typed(document, "name: a", "name: ab"));
        document.perform(typing(u"k"_s), typed(document, "name: ab", "name: \"ab"));
        QCOMPARE(printed(document), "ConfigMap ab (stale)\nConfigMap z\n"_ba);
        document.perform(typing(u"k"_s), typed(document, "name: \"ab", "name: \"abc\""));
        QCOMPARE(document.pins(), (QHash<ResourceKey, QPointF>{{keyOf(u"abc"_s), QPointF(10, 20)}}));
        QCOMPARE(document.history()->count(), 2);
        document.history()->undo();
        QCOMPARE(document.pins(), (QHash<ResourceKey, QPointF>{{keyOf(u"a"_s), QPointF(10, 20)}}));
        QCOMPARE(document.text(file), first);
        document.history()->redo();
        QCOMPARE(document.pins(), (QHash<ResourceKey, QPointF>{{keyOf(u"abc"_s), QPointF(10, 20)}}));
        document.history()->setIndex(0);
        QVERIFY(document.pins().isEmpty());
    }

    // Broken text keeps the last good graph, in its place; what else happens in the file is seen at once.
    void brokenTextKeepsTheLastGraph()
    {
        Document document;
        document.load(file, configMap("a") + "---\n" + configMap("b") + "---\n" + configMap("c"));
        document.perform(typing(), typed(document, "name: b", "name: \"b"));
        QCOMPARE(printed(document), "ConfigMap a\nConfigMap b (stale)\nConfigMap c\n"_ba);
        QVERIFY(document.resources()->isBroken());
        document.perform(typing(), typed(document, "name: c", "name: d"));
        QCOMPARE(printed(document), "ConfigMap a\nConfigMap b (stale)\nConfigMap d\n"_ba);
        document.perform(typing(), typed(document, "name: \"b", "name: \"bb\""));
        QCOMPARE(printed(document), "ConfigMap a\nConfigMap bb\nConfigMap d\n"_ba);
        QVERIFY(!document.resources()->isBroken());
        document.history()->setIndex(0);
        QCOMPARE(printed(document), "ConfigMap a\nConfigMap b\nConfigMap c\n"_ba);
    }

    // A definition that becomes a second one is a problem then, and none any more when the first goes.
    void seesSecondDefinitionsComeAndGo()
    {
        Document document;
        document.load(file, configMap("a") + "---\n" + configMap("b"));
        document.perform(typing(), typed(document, "name: a", "name: b"));
        QCOMPARE(printed(document), "ConfigMap b\n"_ba);
        QCOMPARE(document.resources()->problems().size(), size_t(1));
        QCOMPARE(document.resources()->problems()[0].rule, u"duplicate-resource"_s);
        document.perform(typing(), typed(document, "name: b", "name: c"));
        QCOMPARE(printed(document), "ConfigMap c\nConfigMap b\n"_ba);
        QCOMPARE(document.resources()->problems().size(), size_t(0));
    }

    void clears()
    {
        Document document;
        document.load(file, configMap("a"));
        document.perform(typing(), {{MoveChange{keyOf(u"a"_s), {}, QPointF(10, 20)}}});
        document.perform(typing(), typed(document, "name: a", "name: b"));
        QSignalSpy changed(&document, &Document::changed);
        document.clear();
        QCOMPARE(changed.size(), 1);
        QVERIFY(document.files().isEmpty());
        QVERIFY(document.pins().isEmpty());
        QVERIFY(!document.isModified());
        QVERIFY(!document.history()->canUndo());
        document.clear();
        QCOMPARE(changed.size(), 1);
    }
};

QTEST_GUILESS_MAIN(DocumentTest)
#include "tst_document.moc"
