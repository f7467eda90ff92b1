// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schema/formats.h"
#include "model/schema/names.h"
#include "model/schema/suggest.h"

#include <QTest>

using namespace model;

// Texts by themselves: formats, names, suggestions.
class TestWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void formats_data();
    void formats();
    void names_data();
    void names();
    void nameRules();
    void suggestions_data();
    void suggestions();
};

namespace {

using Test = bool (*)(QByteArrayView);

// Every text of a space-separated list ("''" is the empty one), with '+' before what passes.
QByteArray tried(Test test, const QByteArray &texts)
{
    QByteArray printed;
    for (const QByteArray &word : texts.split(' ')) {
        const QByteArray text = word == "''" ? QByteArray() : word;
        printed += (test(text) ? " +" : " -") + word;
    }
    return printed.mid(1);
}

QByteArray withoutSigns(QByteArray expected)
{
    expected = ' ' + expected;
    expected.replace(" +", " ").replace(" -", " ");
    return expected.mid(1);
}

} // namespace

void TestWords::formats_data()
{
    QTest::addColumn<Test>("test");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("quantity") << Test(isQuantity)
                              << QByteArray("+1 +0 +1.5 +.5 +1. +100m +64Mi +1Ki +1e3 +1E-3 +1E ++1 +5n +5u +3k +2G "
                                            "+7T +7P +Mi -'' -1MB -1mi -1K -1,5 -1e -1e+ -1.2.3 -lots -0x10 -1Zi -1m5");
    QTest::newRow("date-time") << Test(isDateTime)
                               << QByteArray("+2026-01-31T23:59:00Z +2024-02-29T00:00:00.5+01:00 "
                                             "+2026-01-31T23:59:00.123456789-11:30 -2026-02-29T00:00:00Z "
                                             "-2026-13-01T00:00:00Z -2026-01-31 -2026-01-31T23:59:00 "
                                             "-2026-01-31t23:59:00Z -2026-01-31T24:00:00Z -2026-01-31T23:59:00.Z -''");
    QTest::newRow("micro-time") << Test(isMicroTime)
                                << QByteArray("+2026-01-31T23:59:00.000000Z -2026-01-31T23:59:00Z "
                                              "-2026-01-31T23:59:00.000Z -2026-01-31T23:59:00.0000000Z");
    QTest::newRow("base64") << Test(isBase64)
                            << QByteArray("+'' +aGVsbG8= +aGk= +YQ== +aGVsbG8h +a+/9 -aGVsbG8 -a -a=== -aGV=bG8= "
                                          "-a-_9 -hello! -====");
}

void TestWords::formats()
{
    QFETCH(Test, test);
    QFETCH(QByteArray, expected);
    QCOMPARE(tried(test, withoutSigns(expected)), expected);
}

void TestWords::names_data()
{
    QTest::addColumn<Test>("test");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray x63(63, 'x'), x64(64, 'x');
    QTest::newRow("label") << Test(isDnsLabel) << "+a +1a +a-b +" + x63 + " -" + x64 + " -a.b -A -a_b --a -a- -''";
    QTest::newRow("label 1035") << Test(isDns1035Label) << QByteArray("+a +a1 -1a -A -a.b -''");
    QTest::newRow("subdomain") << Test(isDnsSubdomain)
                               << "+a +a.b +1.2 +" + x64 + " -" + QByteArray(254, 'x') + " -a..b -.a -a. -a.-b -A -''";
    QTest::newRow("segment") << Test(isPathSegment) << QByteArray("+a +A_b:c +... -. -.. -a/b -a%b -''");
    QTest::newRow("port") << Test(isPortName)
                          << QByteArray("+http +a-1 +abcdefghijklmno -abcdefghijklmnop -80 -a--b -HTTP -a_b -''");
    QTest::newRow("qualified") << Test(isQualifiedName)
                               << "+app +A_b.c +example.com/app +" + x63 + " -" + x64 +
                                      " -a/b/c -/app -a/ -Example.com/app -'' -a. -_a -a:b";
    QTest::newRow("label value") << Test(isLabelValue) << "+'' +a +A_b.c-1 +" + x63 + " -" + x64 + " -a/b --a -a. -名";
}

void TestWords::names() { formats(); }

void TestWords::nameRules()
{
    QCOMPARE(nameRule("", "Service"), NameRule::Label1035);
    QCOMPARE(nameRule("", "Event"), NameRule::Segment);
    QCOMPARE(nameRule("events.k8s.io", "Event"), NameRule::Subdomain);
    QVERIFY(keeps(NameRule::CronJob, QByteArray(52, 'x')) && !keeps(NameRule::CronJob, QByteArray(53, 'x')));
    QVERIFY(keeps(NameRule::Segment, "system:node") && !keeps(NameRule::Subdomain, "system:node"));
    QCOMPARE(repairedName(NameRule::Subdomain, "My_App.v1"), "my-app.v1");
    QCOMPARE(repairedName(NameRule::Label, " My App.v1-"), "my-app-v1");
    QCOMPARE(repairedName(NameRule::Label1035, "1web"), "");
    QCOMPARE(repairedName(NameRule::Label, "good"), "");
}

void TestWords::suggestions_data()
{
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<QByteArray>("meant");
    const auto row = [](const char *word, const char *meant) {
        QTest::addRow("%s", word) << QByteArray(word) << QByteArray(meant);
    };
    row("replica", "replicas");
    row("REPLICAS", "replicas");
    row("relpicas", "replicas");
    row("replicsa", "replicas");
    row("matchlabel", "matchLabels");
    row("ip", "IP");
    row("iq", "");
    row("replacements", "");
    row("", "");
}

void TestWords::suggestions()
{
    QFETCH(QByteArray, word);
    QTEST(nearestWord(word, {"selector", "replicas", "matchLabels", "IP"}).toByteArray(), "meant");
}

QTEST_GUILESS_MAIN(TestWords)
#include "tst_words.moc"
