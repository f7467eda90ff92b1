// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/document.h"

#include <QFile>
#include <QRandomGenerator>
#include <QTest>
#include <QUndoStack>

using namespace Qt::StringLiterals;
using namespace model;

namespace {

QByteArray data(const char *name)
{
    QFile file(QStringLiteral(KUBEWRIGHT_TEST_DATA "/manifests/") + QString::fromLatin1(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// Everything that history must restore.
QByteArray printed(const Document &document)
{
    QByteArray out;
    for (const QString &file : document.files()) out += "=== " + file.toUtf8() + '\n' + document.text(file);
    QStringList pins;
    const QHash<ResourceKey, QPointF> all = document.pins();
    for (auto pin = all.cbegin(); pin != all.cend(); ++pin)
        pins.append(u"%1 %2 %3\n"_s.arg(pin.key().id()).arg(pin.value().x()).arg(pin.value().y()));
    pins.sort();
    return out + pins.join(QString()).toUtf8();
}

// Somebody who does anything at all, the same for the same seed.
class Monkey
{
public:
    Monkey(Document &document, quint32 seed) : m_document(document), m_random(seed) {}

    // One of the list.
    template<typename List>
    typename List::value_type anyOf(const List &list)
    {
        return list[m_random.bounded(int(list.size()))];
    }

    void act()
    {
        switch (m_random.bounded(12)) {
        case 0:
        case 1:
        case 2: return type();
        case 3: return move();
        case 4: return addFile();
        case 5: return edit(AddResource{anyOf(m_document.files()), resource()});
        case 6: return m_random.bounded(3) ? edit(SetField{key(), path(), value(0)}) : edit(RemoveResource{key()});
        case 7: return edit(RemoveField{key(), path()});
        case 8: return edit(RenameField{key(), path(), word()});
        case 9: return edit(SetField{key(), {u"metadata"_s, u"name"_s}, word()});
        case 10: return several();
        default: return edit(SetField{key(), path(), value(0)});
        }
    }
    int refused = 0, done = 0;

private:
    QString word()
    {
        return anyOf(QStringList({u"a"_s, u"web"_s, u"x-1"_s, u"yes"_s, u"0777"_s, u"größe"_s, u"a: b"_s}));
    }

    // Insertions, deletions and replacements anywhere: most of them break the text, many are mended by later ones.
    void type()
    {
        const QString file = anyOf(m_document.files());
        const QByteArray text = m_document.text(file);
        const qsizetype offset = m_random.bounded(int(text.size()) + 1);
        const qsizetype length = std::min<qsizetype>(m_random.bounded(20), text.size() - offset);
        const QByteArray added =
            anyOf(QList<QByteArray>({"", "", "x", "\n", "---\n", "\"", "{", "- ", "\r\n", "\t", "# c\n", "  a: 1\n",
                                     "\xC3", "kind: Pod\n", "&a *a", "\xE2\x82\xAC"}));
        const QString mergeKey = m_random.bounded(3) ? QString() : u"typing"_s;
        perform({{TextChange{file, offset, text.mid(offset, m_random.bounded(2) ? length : 0), added}}}, mergeKey);
    }

    void move()
    {
        const ResourceKey moved = key();
        const QHash<ResourceKey, QPointF> pins = m_document.pins();
        std::optional<QPointF> before, after;
        if (pins.contains(moved)) before = pins.value(moved);
        if (m_random.bounded(4)) after = QPointF(m_random.bounded(100), m_random.bounded(100));
        perform({{MoveChange{moved, before, after}}}, m_random.bounded(2) ? u"drag"_s : QString());
    }

    void addFile()
    {
        const QStringList files = m_document.files();
        const QString name = u"new%1.yaml"_s.arg(m_random.bounded(5));
        const int position = m_random.bounded(int(files.size()) + 1);
        if (!files.contains(name))
            perform({{FileChange{name, {}, "# new\n", position}}});
        else if (files.size() > 1)
            perform({{FileChange{name, m_document.text(name), {}, -1}}});
    }

    ResourceKey key()
    {
        const auto &all = m_document.resources()->resources();
        return all.empty() ? ResourceKey{{}, u"Pod"_s, {}, u"none"_s} : anyOf(all).key;
    }

    FieldPath path()
    {
        return anyOf(QList<FieldPath>({{u"metadata"_s, u"labels"_s, u"app"_s},
                                       {u"metadata"_s, u"labels"_s},
                                       {u"spec"_s, u"replicas"_s},
                                       {u"spec"_s, u"template"_s, u"spec"_s, u"containers"_s, 0, u"image"_s},
                                       {u"spec"_s, u"template"_s, u"spec"_s, u"containers"_s, 0, u"env"_s, 1},
                                       {u"spec"_s, u"ports"_s, 0, u"port"_s},
                                       {u"spec"_s, u"selector"_s},
                                       {u"data"_s, word()},
                                       {u"spec"_s}}));
    }

    Value value(int depth)
    {
        switch (m_random.bounded(depth > 2 ? 5 : 7)) {
        case 0: return m_random.bounded(1000);
        case 1: return bool(m_random.bounded(2));
        case 2: return word();
        case 3: return u"several\nlines\n"_s;
        case 4: return {};
        case 5: return ValueList{value(depth + 1), value(depth + 1)};
        default: return ValueMap{{u"a"_s, value(depth + 1)}, {u"b c"_s, value(depth + 1)}};
        }
    }

    Value resource()
    {
        return ValueMap{{u"apiVersion"_s, u"v1"_s},
                        {u"kind"_s, u"ConfigMap"_s},
                        {u"metadata"_s, ValueMap{{u"name"_s, u"c%1"_s.arg(m_random.bounded(1000))}}},
                        {u"data"_s, ValueMap{{u"k"_s, word()}}}};
    }

    void edit(const Edit &one) { edit(Edits{one}); }
    void edit(const Edits &edits)
    {
        const Result<ChangeSet> changes = m_document.compile(edits);
        if (changes)
            perform(*changes);
        else
            ++refused;
    }
    void several()
    {
        edit({SetField{key(), path(), value(0)}, RemoveField{key(), path()}, SetField{key(), path(), value(0)},
              AddResource{anyOf(m_document.files()), resource()}});
    }

    void perform(const ChangeSet &changes, const QString &mergeKey = {})
    {
        m_document.perform({u"Something"_s, Origin::Canvas, mergeKey}, changes);
        ++done;
    }

    Document &m_document;
    QRandomGenerator m_random;
};

} // namespace

class HistoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // A thousand random edits, all undone, give the first bytes; redone, the last; and each step what stood there.
    void restoresEveryByte_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 4; ++seed) QTest::addRow("seed %u", seed) << seed;
    }
    void restoresEveryByte()
    {
        QFETCH(quint32, seed);
        Document document;
        document.load({{u"boutique.yaml"_s, data("online-boutique/kubernetes-manifests.yaml").left(12000)},
                       {u"rc.yaml"_s, data("kubernetes-examples/_archived/cluster-dns/dns-backend-rc.yaml")},
                       {u"dep.yaml"_s, data("kubernetes-examples/AI/vllm-deployment/vllm-deployment.yaml")},
                       {u"empty.yaml"_s, {}}});
        QVERIFY(document.text(u"rc.yaml"_s).size() > 100 && document.text(u"dep.yaml"_s).size() > 100);
        const QByteArray first = printed(document);
        Monkey monkey(document, seed);
        while (monkey.done < 1000) monkey.act();
        QVERIFY(monkey.refused < monkey.done);
        const QByteArray last = printed(document);
        QVERIFY(last != first);

        QUndoStack *history = document.history();
        QVERIFY2(history->count() > 500, QByteArray::number(history->count()));
        QList<QByteArray> steps;
        while (history->canUndo()) {
            steps.prepend(printed(document));
            history->undo();
        }
        QCOMPARE(printed(document), first);
        QVERIFY(!document.isModified());
        for (const QByteArray &step : steps) {
            history->redo();
            QCOMPARE(printed(document), step);
        }
        QCOMPARE(printed(document), last);
        history->setIndex(0);
        QCOMPARE(printed(document), first);
    }
};

QTEST_GUILESS_MAIN(HistoryTest)
#include "tst_history.moc"
