// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/changeset.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace model;

namespace {

TextChange at(qsizetype offset, const char *before, const char *after) { return {u"a.yaml"_s, offset, before, after}; }

QByteArray applied(QByteArray text, const ChangeSet &changes)
{
    for (const Change &change : changes.changes) {
        const auto &c = std::get<TextChange>(change);
        if (text.mid(c.offset, c.before.size()) != c.before) return "does not fit";
        text.replace(c.offset, c.before.size(), c.after);
    }
    return text;
}

QByteArray printed(const ChangeSet &changes)
{
    QByteArray out;
    for (const Change &change : changes.changes) {
        if (const auto *text = std::get_if<TextChange>(&change))
            out += "text " + QByteArray::number(text->offset) + " '" + text->before + "' '" + text->after + "'\n";
        if (const auto *file = std::get_if<FileChange>(&change))
            out += "file " + file->file.toUtf8() + " '" + file->before.value_or("-") + "' '" +
                   file->after.value_or("-") + "'\n";
        if (const auto *move = std::get_if<MoveChange>(&change))
            out += "move " + move->resource.name.toUtf8() + ' ' +
                   (move->before ? QByteArray::number(move->before->x()) : QByteArray("-")) + ' ' +
                   (move->after ? QByteArray::number(move->after->x()) : QByteArray("-")) + '\n';
    }
    return out;
}

} // namespace

class ChangeSetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void simplifies_data()
    {
        QTest::addColumn<QList<Change>>("changes");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const QList<Change> &changes, const char *expected) {
            QTest::newRow(name) << changes << QByteArray(expected);
        };
        const ResourceKey web{{}, u"Pod"_s, {}, u"web"_s}, db{{}, u"Pod"_s, {}, u"db"_s};
        row("typing a word", {at(5, "", "a"), at(6, "", "b"), at(7, "", "c")}, "text 5 '' 'abc'\n");
        row("typing and taking back", {at(5, "", "a"), at(6, "", "b"), at(6, "b", ""), at(5, "a", "")}, "");
        row("backspace over what was there", {at(5, "", "x"), at(5, "x", ""), at(4, "o", "")}, "text 4 'o' ''\n");
        row("a wider replacement", {at(5, "b", "c"), at(4, "ace", "z")}, "text 4 'abe' 'z'\n");
        row("far apart", {at(5, "", "a"), at(50, "", "b")}, "text 5 '' 'a'\ntext 50 '' 'b'\n");
        row("two places, both taken back", {at(5, "", "aa"), at(50, "", "b"), at(5, "aa", ""), at(48, "b", "")}, "");
        row("two places, the first again", {at(5, "1", "2"), at(50, "", "b"), at(5, "2", "33")},
            "text 5 '1' '33'\ntext 51 '' 'b'\n");
        row("a span over two places", {at(2, "", "x"), at(8, "", "y"), at(0, "abxcdefgy", "")},
            "text 0 'abcdefg' ''\n");
        row("a new file and typing in it", {FileChange{u"a.yaml"_s, {}, "ab", 0}, at(1, "", "-")},
            "file a.yaml '-' 'a-b'\n");
        row("a file comes and goes", {FileChange{u"b"_s, {}, "x", 1}, FileChange{u"b"_s, "x", {}, 1}}, "");
        row("another file between",
            {FileChange{u"b"_s, {}, "x", 1}, FileChange{u"c"_s, {}, "y", 1}, FileChange{u"b"_s, "x", {}, 2}},
            "file b '-' 'x'\nfile c '-' 'y'\nfile b 'x' '-'\n");
        row("a drag",
            {MoveChange{web, {}, QPointF(1, 0)}, MoveChange{db, {}, QPointF(9, 0)},
             MoveChange{web, QPointF(1, 0), QPointF(2, 0)}},
            "move web - 2\nmove db - 9\n");
        row("a drag there and back",
            {MoveChange{web, QPointF(1, 0), QPointF(2, 0)}, MoveChange{web, QPointF(2, 0), QPointF(1, 0)}}, "");
    }
    void simplifies()
    {
        QFETCH(QList<Change>, changes);
        QFETCH(QByteArray, expected);
        const ChangeSet set{{changes.begin(), changes.end()}};
        QCOMPARE(printed(set.simplified()), expected);
        QCOMPARE(set.isNoOp(), expected.isEmpty());
    }

    // Whatever is done to a text: the simplified changes and the inverse ones lead to the same bytes.
    void keepsItsEffect_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 20; ++seed) QTest::addRow("seed %u", seed) << seed;
    }
    void keepsItsEffect()
    {
        QFETCH(quint32, seed);
        QRandomGenerator random(seed);
        for (int round = 0; round < 50; ++round) {
            const QByteArray first = "0123456789abcdefghij";
            QByteArray text = first;
            ChangeSet set;
            for (int i = 0; i < 12; ++i) {
                const qsizetype offset = random.bounded(int(text.size()) + 1);
                const qsizetype length = random.bounded(int(std::min<qsizetype>(4, text.size() - offset)) + 1);
                const QByteArray added(random.bounded(4), char('A' + i));
                set.changes.push_back(TextChange{u"a.yaml"_s, offset, text.mid(offset, length), added});
                text.replace(offset, length, added);
            }
            QCOMPARE(applied(first, set), text);
            QCOMPARE(applied(first, set.simplified()), text);
            QCOMPARE(applied(text, set.inverse()), first);
            QVERIFY(set.simplified().changes.size() <= set.changes.size());
            ChangeSet thereAndBack = set;
            thereAndBack.append(set.inverse());
            QCOMPARE(applied(first, thereAndBack.simplified()), first);
        }
    }
};

QTEST_APPLESS_MAIN(ChangeSetTest)
#include "tst_changeset.moc"
