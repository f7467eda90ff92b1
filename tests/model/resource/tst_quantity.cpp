// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/resource/quantity.h"
#include "tests/support/controlplane.h"
#include "tests/support/gotypes.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

using namespace model;
using namespace Qt::StringLiterals;

// "canonical value milli" or the error.
static QString read(QStringView text)
{
    const auto quantity = Quantity::parse(text);
    if (!quantity) return quantity.error().message;
    return u"%1 %2 %3"_s.arg(Quantity::parse(quantity->toString())->toString())
        .arg(quantity->value())
        .arg(quantity->milliValue());
}

// "sum difference comparison" or the error.
static QString calculated(QStringView text, QStringView other)
{
    const auto a = Quantity::parse(text), b = Quantity::parse(other);
    if (!a || !b) return (a ? b : a).error().message;
    Quantity sum = *a, difference = *a;
    sum.add(*b);
    difference.subtract(*b);
    return u"%1 %2 %3"_s.arg(sum.toString(), difference.toString()).arg(a->compare(*b));
}

static QString randomText(QRandomGenerator &random)
{
    static const QStringList suffixes = {u""_s,   u"m"_s,  u"u"_s,  u"n"_s,    u"k"_s,   u"M"_s,  u"G"_s,
                                         u"T"_s,  u"P"_s,  u"E"_s,  u"Ki"_s,   u"Mi"_s,  u"Gi"_s, u"Ti"_s,
                                         u"Pi"_s, u"Ei"_s, u"e3"_s, u"E6"_s,   u"e-3"_s, u"e7"_s, u"e+2"_s,
                                         u"i"_s,  u"mi"_s, u"e"_s,  u"e-12"_s, u"K"_s};
    static const int lengths[] = {0, 1, 1, 2, 3, 4, 6, 9, 14, 17, 18, 19, 25};
    const auto digits = [&](int longest) {
        QString text;
        for (int i = lengths[random.bounded(longest)]; i > 0; --i)
            text += random.bounded(3) ? QChar(u'0' + random.bounded(10)) : u'0';
        return text;
    };
    QString text = random.bounded(6) ? QString() : random.bounded(2) ? u"-"_s : u"+"_s;
    text += digits(int(std::size(lengths)));
    if (random.bounded(3) == 0) text += u'.' + digits(random.bounded(4) ? 6 : 12);
    text += suffixes[random.bounded(suffixes.size())];
    if (random.bounded(40) == 0) text += QChar(u" x.-9"[random.bounded(5)]);
    return text;
}

class TestQuantity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const QString format = u"quantities must match the regular expression "
                               u"'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"_s;
        const QString suffix = u"unable to parse quantity's suffix"_s;
        const std::pair<QString, QString> rows[] = {
            {u"0"_s, u"0 0 0"_s},
            {u"1000m"_s, u"1 1 1000"_s},
            {u"1500m"_s, u"1500m 2 1500"_s},
            {u"-1500m"_s, u"-1500m -2 -1500"_s},
            {u"0.5"_s, u"500m 1 500"_s},
            {u"1.500"_s, u"1.500 2 1500"_s},
            {u"+5"_s, u"+5 5 5000"_s},
            {u"007"_s, u"007 7 7000"_s},
            {u"-"_s, u"0 0 0"_s},
            {u"."_s, u"0 0 0"_s},
            {u"1024Mi"_s, u"1Gi 1073741824 1073741824000"_s},
            {u"1025Ki"_s, u"1025Ki 1049600 1049600000"_s},
            {u"1.5Gi"_s, u"1536Mi 1610612736 1610612736000"_s},
            {u"1.1Gi"_s, u"1181116006400m 1181116007 1181116006400"_s},
            {u"1.Gi"_s, u"1.Gi 1073741824 1073741824000"_s},
            {u"0.1Ki"_s, u"102400m 103 102400"_s},
            {u"100Ki"_s, u"100Ki 102400 102400000"_s},
            {u"1e3"_s, u"1e3 1000 1000000"_s},
            {u"1E3"_s, u"1E3 1000 1000000"_s},
            {u"12e6"_s, u"12e6 12000000 12000000000"_s},
            {u"5e-3"_s, u"5e-3 1 5"_s},
            {u"1e999999999"_s, u"1e999999999 0 0"_s},
            {u"0.0000000001"_s, u"1n 1 1"_s},
            {u"-1.00000000000000000001"_s, u"-1000000001n 0 -999"_s},
            {u"1E"_s, u"1E 1000000000000000000 0"_s},
            {u"1000E"_s, u"1 0 0"_s}, // there is no suffix for it
            {u"100000000000000000000"_s, u"100E 7766279631452241920 200376420520689664"_s},
            {u"1Ei"_s, u"1Ei 1152921504606846976 -9223372036854775808"_s},
            {u"16Ei"_s, u"9223372036854775807 9223372036854775807 -1000"_s},
            {u""_s, format},
            {u"0x"_s, format},
            {u"1 Gi"_s, format},
            {u"1.2.3"_s, format},
            {u"1e"_s, suffix},
            {u"1Kii"_s, suffix},
            {u"1K"_s, suffix},
            {u"five"_s, format},
            {u"1e99999999999999999999"_s, suffix},
            {u"1"_s.repeated(30) + u"e999999999"_s, u"unable to parse numeric part of quantity"_s}, // Go hangs
        };
        for (const auto &[text, expected] : rows) QTest::newRow(qPrintable(u"'%1'"_s.arg(text))) << text << expected;
    }
    void reads()
    {
        QFETCH(QString, text);
        QTEST(read(text), "expected");
    }

    void calculates_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("other");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *text, const char *other, const char *expected) {
            QTest::addRow("%s, %s", text, other)
                << QString::fromLatin1(text) << QString::fromLatin1(other) << QString::fromLatin1(expected);
        };
        row("1", "500m", "1500m 500m 1");
        row("0", "1Gi", "1Gi -1Gi -1");
        row("1Gi", "1Gi", "2Gi 0 0");
        row("1Gi", "1G", "2073741824 73741824 1");
        row("1000m", "1", "2 0 0");
        row("9223372036854775807", "1", "9223372036854775808 9223372036854775806 1");
        row("-1", "1", "0 -2 -1");
        row("1e9999999", "-1", "1e9999999 1e9999999 1");
    }
    void calculates()
    {
        QFETCH(QString, text);
        QFETCH(QString, other);
        QTEST(calculated(text, other), "expected");
    }

    void numbers()
    {
        QCOMPARE(Quantity().toString(), u"0"_s);
        QCOMPARE(Quantity(5000).toString(), u"5k"_s);
        QCOMPARE(Quantity(1 << 20, Quantity::Format::BinarySI).toString(), u"1Mi"_s);
        QCOMPARE(Quantity::milli(2500).toString(), u"2500m"_s);
        QCOMPARE(Quantity::parse(u"3k")->toInteger(), std::optional<qint64>(3000));
        QCOMPARE(Quantity::parse(u"3m")->toInteger(), std::nullopt);
        QCOMPARE(Quantity::parse(u"100E")->toInteger(), std::nullopt);
        Quantity least(std::numeric_limits<qint64>::min());
        least.negate();
        QCOMPARE(least.toString(), u"9223372036854775808"_s);
    }

    void hostile()
    {
        QElapsedTimer timer;
        timer.start();
        QVERIFY(!Quantity::parse(QString(5000000, u'9')).ok());
        QVERIFY(!Quantity::parse(QString(5000000, u'e')).ok());
        Quantity far = *Quantity::parse(u"1e2147483647");
        for (const QStringView text : {u"-1e-2147483648", u"1e-2147483648", u"123456789012345678901234567890"})
            if (const auto other = Quantity::parse(text)) far.add(*other), far.compare(*other);
        far.value();
        QVERIFY(far.toString().size() < 10000);
        QVERIFY(timer.elapsed() < 2000);
    }

    void sameAsGo()
    {
        QRandomGenerator random(20);
        QByteArrayList lines;
        QStringList ours;
        for (int i = 0; i < 60000; ++i) {
            const QString text = randomText(random), other = i % 3 ? QString() : randomText(random);
            const bool pair = !other.isEmpty();
            lines.append("quantity\t" + other.toUtf8() + '\t' + text.toUtf8());
            ours.append(pair ? calculated(text, other) : read(text));
        }
        const auto answers = support::askGo(lines);
        if (!answers) KUBEWRIGHT_SKIP("no Go toolchain with the modules of tests/controlplane");
        for (qsizetype i = 0; i < lines.size(); ++i) {
            const support::GoAnswer &answer = (*answers)[std::size_t(i)];
            const QString theirs = answer.error.isEmpty() ? QString::fromUtf8(answer.json) : answer.error;
            QVERIFY2(ours[i] == theirs, lines[i] + ": ours " + ours[i].toUtf8() + ", Go's " + theirs.toUtf8());
        }
    }
};

QTEST_GUILESS_MAIN(TestQuantity)
#include "tst_quantity.moc"
