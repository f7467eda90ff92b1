// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "look/tooltip.h"

#include <QTest>
#include <QTextDocument>

using namespace Qt::StringLiterals;

// What a tooltip draws is the text that was given.
class TestTooltip : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shows_data()
    {
        QTest::addColumn<QString>("plain");
        QTest::newRow("a word") << u"replicas"_s;
        QTest::newRow("quotes") << u"\"web\" & 'shop'"_s;
        QTest::newRow("a tag") << u"<b>not bold</b> a < b"_s;
        QTest::newRow("lines") << u"one\ntwo"_s;
        QTest::newRow("an escape of the user's") << u"&quot;"_s;
    }
    void shows()
    {
        QFETCH(QString, plain);
        const QString tip = look::toolTipOf(plain);
        QVERIFY(Qt::mightBeRichText(tip));
        QTextDocument drawn;
        drawn.setHtml(tip);
        QCOMPARE(drawn.toPlainText(), plain);
    }

    void nothingForNothing() { QCOMPARE(look::toolTipOf({}), QString()); }

    void longWordsBreakAndLongTextsEnd()
    {
        const QString tip = look::toolTipOf(QString(5000, u'x'));
        QVERIFY(tip.size() < 2200);
        QVERIFY(tip.contains(QChar(0x200B)));
        QVERIFY(tip.endsWith(u"…</qt>"_s));
    }
};

QTEST_MAIN(TestTooltip)
#include "tst_tooltip.moc"
