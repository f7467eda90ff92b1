// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/request/labelselectortext.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using practice::LabelSelectorText;
using practice::ObjectFacts;
using practice::PackedTexts;

// Keys and values in turn, by key.
static ObjectFacts withLabels(const std::vector<QString> &labels)
{
    ObjectFacts facts;
    facts.labels = PackedTexts(labels);
    return facts;
}

class TestLabelSelectorText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matches_data();
    void matches();
    void thousandsOfRequirementsCostLittle_data();
    void thousandsOfRequirementsCostLittle();
};

void TestLabelSelectorText::matches_data()
{
    QTest::addColumn<QString>("selector");
    QTest::addColumn<bool>("matched"); // app=web, size=5, tier=front
    const auto row = [](const char *selector, bool matched) {
        QTest::newRow(selector) << QString::fromLatin1(selector) << matched;
    };
    row("", true);
    row("app", true);
    row("nosuch", false);
    row("!app", false);
    row("!nosuch", true);
    row("app=web", true);
    row("app==web,tier=front", true);
    row("app=web,tier=back", false);
    row("app!=web", false);
    row("nosuch!=web", true);
    row("nosuch=web", false);
    row("app in (a,web)", true);
    row("app in (a,b)", false);
    row("app notin (a,b)", true);
    row("app notin (a,web)", false);
    row("size>4", true);
    row("size>5", false);
    row("size<6", true);
    row("size<5", false);
    row("app>4", false);
    row("nosuch>4", false);
    // Several on one key must all hold.
    row("app in (a,web),app in (web,b)", true);
    row("app in (a,web),app in (a,b)", false);
    row("app in (a),app in (b)", false);
    row("app in (a,web),app notin (web)", false);
    row("app notin (a),app notin (web)", false);
    row("app notin (a),app notin (b)", true);
    row("app,!app", false);
    row("!nosuch,nosuch", false);
    row("!nosuch,nosuch!=a", true);
    row("size>3,size>4", true);
    row("size>4,size>5", false);
    row("size>5,size>4", false);
    row("size<7,size<6", true);
    row("size<5,size<6", false);
    row("size>4,size<6,size,size!=7", true);
    row("size>4,size notin (5)", false);
    row("zoo!=a,app=web,abc!=d,size=5,tier", true);
    row("app in (),nosuch in ()", false);
    row("app in (web,)", true);
}

void TestLabelSelectorText::matches()
{
    QFETCH(QString, selector);
    QFETCH(bool, matched);
    const auto read = LabelSelectorText::read(selector);
    QVERIFY(read);
    QCOMPARE(read->matches(withLabels({u"app"_s, u"web"_s, u"size"_s, u"5"_s, u"tier"_s, u"front"_s})), matched);
    QCOMPARE(read->isEmpty(), selector.isEmpty());
}

void TestLabelSelectorText::thousandsOfRequirementsCostLittle_data()
{
    QTest::addColumn<QString>("one"); // %1: a number
    QTest::newRow("keys") << u"k%1!=v"_s;
    QTest::newRow("values of one key") << u"app!=v%1"_s;
}

void TestLabelSelectorText::thousandsOfRequirementsCostLittle()
{
    QFETCH(QString, one);
    QStringList all;
    for (int i = 0; i < 5000; ++i) all.append(one.arg(i));
    const auto read = LabelSelectorText::read(all.join(u','));
    QVERIFY(read);
    const ObjectFacts labels = withLabels({u"app"_s, u"web"_s, u"size"_s, u"5"_s, u"tier"_s, u"front"_s});
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 20000; ++i) QVERIFY(read->matches(labels)); // 100 million requirements
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(!read->matches(withLabels({u"app"_s, u"v4999"_s, u"k17"_s, u"v"_s})));
}

QTEST_GUILESS_MAIN(TestLabelSelectorText)
#include "tst_labelselectortext.moc"
