// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diff/linediff.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace model;

namespace {

// What patch makes of a text, strictly: every line of a hunk must stand where it says.
QByteArray patched(const QByteArray &text, const QByteArray &diff)
{
    QList<QByteArray> lines;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype end = text.indexOf('\n', at) < 0 ? text.size() : text.indexOf('\n', at) + 1;
        lines += text.sliced(at, end - at);
        at = end;
    }
    QByteArray out;
    qsizetype line = 0;
    const QList<QByteArray> all = diff.split('\n');
    for (qsizetype i = 2; i < all.size() - 1; ++i) {
        const bool isLast = i + 1 < all.size() && all[i + 1].startsWith('\\');
        const QByteArray body = all[i].mid(1) + (isLast ? "" : "\n");
        switch (all[i].isEmpty() ? '?' : all[i][0]) {
        case '@': {
            const QList<QByteArray> from = all[i].split(' ')[1].mid(1).split(',');
            const bool isNone = from.size() > 1 && from[1] == "0";
            const qsizetype start = from[0].toInt() - (isNone ? 0 : 1);
            while (line < start) out += lines[line++];
            break;
        }
        case '+': out += body; break;
        case '-':
        case ' ':
            if (line >= lines.size() || lines[line] != body) return "line " + QByteArray::number(line) + " differs";
            ++line;
            if (all[i][0] == ' ') out += body;
            break;
        case '\\': break;
        default: return "no such line";
        }
    }
    while (line < lines.size()) out += lines[line++];
    return out;
}

QByteArray randomText(QRandomGenerator &random)
{
    QByteArray text;
    const int lines = random.bounded(40);
    for (int i = 0; i < lines; ++i)
        text += QByteArray(1, char('a' + random.bounded(5))) + (random.bounded(9) ? "\n" : "\r\n");
    if (!text.isEmpty() && random.bounded(3) == 0) text.chop(1);
    return text;
}

} // namespace

class LineDiffTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whole_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QByteArray>("diff");
        const QByteArray head = "--- a.yaml\n+++ a.yaml\n";
        QTest::newRow("equal") << QByteArray("a\n") << QByteArray("a\n") << QByteArray();
        QTest::newRow("one line") << QByteArray("1\n2\n3\n4\n5\n6\n7\n8\n9\n")
                                  << QByteArray("1\n2\n3\n4\nx\n6\n7\n8\n9\n")
                                  << head + "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n";
        QTest::newRow("two hunks") << QByteArray("1\n2\n3\n4\n5\n6\n7\n8\n9\n")
                                   << QByteArray("x\n2\n3\n4\n5\n6\n7\n8\ny\n")
                                   << head +
                                          "@@ -1,4 +1,4 @@\n-1\n+x\n 2\n 3\n 4\n@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-9\n+y\n";
        QTest::newRow("one hunk for near ones")
            << QByteArray("1\n2\n3\n4\n5\n6\n7\n8\n") << QByteArray("x\n2\n3\n4\n5\n6\n7\ny\n")
            << head + "@@ -1,8 +1,8 @@\n-1\n+x\n 2\n 3\n 4\n 5\n 6\n 7\n-8\n+y\n";
        QTest::newRow("no final line end")
            << QByteArray("a\nb") << QByteArray("a\nc")
            << head + "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+c\n\\ No newline "
                      "at end of file\n";
        QTest::newRow("from nothing") << QByteArray() << QByteArray("a\n") << head + "@@ -0,0 +1 @@\n+a\n";
        QTest::newRow("to nothing") << QByteArray("a\n") << QByteArray() << head + "@@ -1 +0,0 @@\n-a\n";
        QTest::newRow("a line end") << QByteArray("a\r\n") << QByteArray("a\n") << head + "@@ -1 +1 @@\n-a\r\n+a\n";
    }

    // As git writes them, for patch and git apply.
    void names_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("plain") << u"a/ü.yaml"_s << QByteArray("a/ü.yaml");
        QTest::newRow("space") << u"a b.yaml"_s << QByteArray("a b.yaml\t");
        QTest::newRow("line end") << u"a\nb.yaml"_s << QByteArray("\"a\\nb.yaml\"");
        QTest::newRow("all") << u"\"\\\t\x01 \x7F.yaml"_s << QByteArray("\"\\\"\\\\\\t\\001 \\177.yaml\"\t");
    }
    void names()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, name);
        QCOMPARE(unifiedDiff(path, "a\n", "b\n"), "--- " + name + "\n+++ " + name + "\n@@ -1 +1 @@\n-a\n+b\n");
    }
    void around()
    {
        QCOMPARE(unifiedDiff(u"x"_s, "1\n2\n3\n4\n5\n", "1\n2\nx\n4\n5\n", 1),
                 QByteArray("--- x\n+++ x\n@@ -2,3 +2,3 @@\n 2\n-3\n+x\n 4\n"));
    }

    void whole()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(QByteArray, diff);
        QCOMPARE(unifiedDiff(u"a.yaml"_s, before, after), diff);
    }

    void makesTheOther()
    {
        QRandomGenerator random(7);
        for (int i = 0; i < 5000; ++i) {
            const QByteArray before = randomText(random), after = randomText(random);
            const QByteArray diff = unifiedDiff(u"a"_s, before, after);
            const QByteArray made = diff.isEmpty() ? before : patched(before, diff);
            if (made != after) qWarning() << before << after << diff;
            QCOMPARE(made, after);
        }
    }

    // Nothing in common: bounded in time and memory, and still right.
    void large()
    {
        QByteArray before, after;
        for (int i = 0; i < 200000; ++i) {
            before += "a" + QByteArray::number(i) + '\n';
            after += "b" + QByteArray::number(i) + '\n';
        }
        QCOMPARE(patched(before, unifiedDiff(u"a"_s, before, after)), after);
    }
};

QTEST_GUILESS_MAIN(LineDiffTest)
#include "tst_linediff.moc"
