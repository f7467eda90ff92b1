// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/blockreader.h"
#include "model/yaml/yamlstream.h"
#include "tests/model/yaml/yamlinvariants.h"

#include <QDirIterator>
#include <QFile>
#include <QRandomGenerator>
#include <QTest>

using namespace model;
using namespace Qt::StringLiterals;

// The quick reader of common YAML beside libyaml: what it takes at all, and that both give the same nodes.
class TestYamlBlocks : public QObject
{
    Q_OBJECT

private:
    static std::vector<QByteArray> manifests()
    {
        std::vector<QByteArray> texts;
        QDirIterator files(QStringLiteral(KUBEWRIGHT_TEST_DATA "/manifests"), {u"*.yaml"_s, u"*.yml"_s}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadOnly)) continue;
            const YamlStream stream = YamlStream::parse(file.readAll());
            for (const auto &part : stream.parts()) texts.push_back(part.document->text());
        }
        return texts;
    }

private Q_SLOTS:
    void takesCommonText_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("map") << "a: 1\nb:\n  c: x y z\n  d : 2   # e\n"_ba;
        QTest::newRow("no last line end") << "a:\n- b\n- c: d"_ba;
        QTest::newRow("indented") << "  a: 1\n  b:\n    - c\n"_ba;
        QTest::newRow("lists") << "- a\n-\n- - b\n  - c\n-   d: 1\n    e:\n    - f\n    - g\n    h: 2\n"_ba;
        QTest::newRow("nothing") << "a:\nb:   # none\nc:\n  d:\ne:\n-\n-   # none\n"_ba;
        QTest::newRow("quotes") << "\"a\": 'b: #'\n'c' : \"\"\nd: \"e\"  # f\ng:\n- \"h\": i\n- 'j'\n"_ba;
        QTest::newRow("colons") << "a: b:c\nd: http://e:80/f#g\nh: -1\ni: --j=k\nl:m: n\no: p -q\n"_ba;
        QTest::newRow("comments") << "# a\n\na: 1 # b\n   # c\nb:\n# d\n- 1\n    # e\n\n- 2\n# f\n"_ba;
        QTest::newRow("literal") << "a: |\n  b\n    c\n\n  d:  \n\n\ne: |-\n   f # g\n# h\ni:\n- |  \n j\n- k"_ba;
        QTest::newRow("literal at the end") << "a:\n  b: |\n    c\n    d"_ba;
        QTest::newRow("brackets") << "a: []\nb: {}\nc: [ ]\nd: [a, \"b, c\" , 'd',e/f]  # g\nh:\n- [-1, =x]\n- {}\n"_ba;
        QTest::newRow("blanks") << "a:    \n    b:   c   \n   \n    d:  'e'   \n"_ba;
        QTest::newRow("same keys") << "a: 1\na: 2\n<<: {}\n"_ba;
        QTest::newRow("what JSON lacks") << "a: .inf\n1: b\ntrue: c\n~: d\n"_ba;
    }

    void takesCommonText()
    {
        QFETCH(const QByteArray, text);
        QVERIFY(BlockReader::reads(text));
        QCOMPARE(brokenBlocks(text), QByteArray());
    }

    void leavesToLibyaml_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"",
                                 "# a\n",
                                 "a\n",
                                 "a: b: c\n",
                                 "a: b\n c\n",
                                 "a: b\n  c: d\n",
                                 "  a: 1\n b: 2\n",
                                 "a: 1\n  b: 2\n",
                                 "- a\nb: c\n",
                                 "a: b\n- c\n",
                                 "a: - b\n",
                                 "a: &b c\n",
                                 "a: *b\n",
                                 "a: !c d\n",
                                 "? a\n: b\n",
                                 "a: >\n  b\n",
                                 "a: |+\n  b\n",
                                 "a: |2\n   b\n",
                                 "a: |\n\n  b\n",
                                 "a: |\nb: c\n",
                                 "a: | # b\n  c\n",
                                 "a: |\n  b\n c\n",
                                 "a: |\n  b\n    \n",
                                 "a: \"b\\n\"\n",
                                 "a: 'b''c'\n",
                                 "a: \"b\n  c\"\n",
                                 "a: \"b\"c\n",
                                 "a: \"b\"#c\n",
                                 "a: [b\n  ]\n",
                                 "a: [b, ]\n",
                                 "a: [b c]\n",
                                 "a: [b: c]\n",
                                 "a: [[b]]\n",
                                 "a: {b: c}\n",
                                 "a: [b]c\n",
                                 "a: [,]\n",
                                 "a: [-]\n",
                                 "a: @b\n",
                                 "a: `b\n",
                                 "a: %b\n",
                                 "%YAML 1.1\n",
                                 "a:\tb\n",
                                 "\ta: b\n",
                                 "a: b\r\n",
                                 "a: \xC3\xA9\n",
                                 "a: \x7F\n",
                                 "...\n",
                                 "---\na: b\n",
                                 "a:\n...\n",
                                 "'a\n",
                                 "a: |",
                                 "|\n a\n",
                                 "[]\n",
                                 "- a\n - b\n",
                                 "a:\n  - b\n - c\n",
                                 "a: b #c\n  d\n",
                                 "a:\n  b\n"})
            QTest::addRow("%s", QByteArray(text).toPercentEncoding(" :#[]{}").constData()) << QByteArray(text);
        QTest::newRow("too long a key") << QByteArray(1200, 'a') + ": b\n";
        QTest::newRow("too far from its colon") << "'a'" + QByteArray(1200, ' ') + ": b\n";
        QTest::newRow("too deep") << QByteArray("- ").repeated(2000) + "a\n";
    }

    void leavesToLibyaml()
    {
        QFETCH(const QByteArray, text);
        QVERIFY(!BlockReader::reads(text));
    }

    // Which would be slow otherwise, and the comparison hollow.
    void takesMostManifests()
    {
        qsizetype taken = 0, all = 0;
        for (const QByteArray &text : manifests()) {
            all += text.size();
            taken += BlockReader::reads(text) ? text.size() : 0;
            QCOMPARE(brokenBlocks(text), QByteArray());
        }
        QVERIFY2(all > 200000, QByteArray::number(all).constData());
        QVERIFY2(10 * taken > 7 * all, QByteArray::number(100.0 * double(taken) / double(all)).constData());
    }

    // Small texts of what means something in YAML, where every place of every letter comes up.
    void agreesOnRandomText()
    {
        constexpr std::array words{"a", "b",   ": ",   ":",  "\n",     "\n  ", "\n",   "- ",       "-",   " ", "  ",
                                   "#", " # ", "\"",   "'",  "[",      "]",    ", ",   "{",        "}",   "|", "|-",
                                   "1", "c: ", "\n- ", "d:", "\n    ", "<<",   "e:\n", "f: |\n  ", "x y", "~", "true"};
        QRandomGenerator random(1);
        int taken = 0;
        for (int i = 0; i < 300000; ++i) {
            QByteArray text;
            for (int length = random.bounded(1, 16); length > 0; --length)
                text += words[size_t(random.bounded(int(words.size())))];
            taken += BlockReader::reads(text);
            const QByteArray broken = brokenBlocks(text);
            QVERIFY2(broken.isEmpty(), (broken + "\nof " + text).constData());
        }
        QVERIFY2(taken > 10000, QByteArray::number(taken).constData());
    }

    void agreesOnDamagedManifests()
    {
        constexpr QByteArrayView letters = " \n:-#\"'[]{},|a1 \n  ";
        QRandomGenerator random(2);
        int taken = 0;
        for (const QByteArray &manifest : manifests()) {
            for (int i = 0; i < 40; ++i) {
                QByteArray text = manifest.first(std::min<qsizetype>(manifest.size(), 1500));
                for (int edits = random.bounded(1, 4); edits > 0 && !text.isEmpty(); --edits) {
                    const qsizetype at = random.bounded(int(text.size()));
                    if (random.bounded(3) == 0)
                        text.remove(at, random.bounded(1, 4));
                    else
                        text.insert(at, letters[random.bounded(int(letters.size()))]);
                }
                taken += BlockReader::reads(text);
                const QByteArray broken = brokenBlocks(text);
                QVERIFY2(broken.isEmpty(), (broken + "\nof " + text).constData());
            }
        }
        QVERIFY2(taken > 1000, QByteArray::number(taken).constData());
    }
};

QTEST_APPLESS_MAIN(TestYamlBlocks)
#include "tst_yamlblocks.moc"
