// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schema/customformats.h"

#include <QTest>

using namespace Qt::StringLiterals;
using model::PatternTime;

// What a kube-apiserver 1.33 answers for a text of the format, or Go's own functions where it asks them.
class TestCustomFormats : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void formats_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QStringList>("right");
        QTest::addColumn<QStringList>("wrong");
        const auto row = [](const char *format, const QStringList &right, const QStringList &wrong) {
            QTest::newRow(format) << QString::fromLatin1(format) << right << wrong;
        };
        row("ipv4", {u"1.2.3.4"_s, u"1.2.3.04"_s, u"00.0.0.0"_s, u"::ffff:1.2.3.4"_s},
            {u""_s, u"1.2.3"_s, u"::1"_s, u"1.2.3.4 "_s, u"1.2.3.4\n"_s, u"256.1.1.1"_s});
        row("ipv6", {u"::1"_s, u"::ffff:1.2.3.4"_s}, {u"1.2.3.4"_s, u"fe80::1%eth0"_s, u"::1 "_s, u":::"_s});
        row("cidr", {u"10.0.0.0/8"_s, u"010.0.0.0/8"_s, u"::/0"_s},
            {u"10.0.0.0/8 "_s, u"10.0.0.0/33"_s, u"10.0.0.0"_s, u"10.0.0.0/"_s});
        row("mac",
            {u"01:02:03:04:05:06"_s, u"AB-CD-EF-01-02-03"_s, u"0102.0304.0506"_s, u"0102.0304.0506.0708"_s,
             u"01:02:03:04:05:06:07:08"_s, u"010203040506"_s,
             u"01:02:03:04:05:06:07:08:09:0a:0b:0c:0d:0e:0f:10:11:12:13:14"_s},
            {u""_s, u"01:02-03:04:05:06"_s, u"01:02:03:04:05"_s, u"1:2:3:4:5:6"_s, u"0g:02:03:04:05:06"_s,
             u"01:02:03:04:05:06:"_s});
        row("hostname", {u"a"_s, u"a-"_s, u"a.example.com"_s, u"\u00e9.com"_s, u"\u65e5\u672c"_s},
            {u""_s, u"-a"_s, u"a..b"_s, u"a b"_s, QString(64, u'a')});
        row("date-time", {u"2026-01-31T23:59:00Z"_s, u"0000-01-01t00:00:00+99:99"_s, u"2026-01-31T23:59:00.5Z"_s},
            {u"2026-01-31"_s, u"2026-02-30T00:00:00Z"_s, u"2026-01-31T24:00:00Z"_s, u"2026-01-31T23:59:00Z\n"_s});
        row("date", {u"2024-02-29"_s, u"0000-02-29"_s}, {u"2023-02-29"_s, u"2023-2-01"_s, u"2023-01-01 "_s});
        row("duration",
            {u"1h5m"_s, u"-1.5h"_s, u"0"_s, u"1h5"_s, u"P1D"_s, u"1 W"_s, u"1e3s"_s, u"1h,5m"_s, u" 1h5m"_s,
             u"3 weeks"_s},
            {u""_s, u"5"_s, u"2hrs"_s, u"h"_s, u"P"_s});
        row("byte", {u"aGVsbG8="_s, u"aGVs"_s}, {u""_s, u"aGVsbG8=\n"_s, u"aGV"_s, u"aGV-"_s});
        row("uri", {u"/a"_s, u"https://x/y?z"_s, u"mailto:a"_s, u"http://[::1]:80/"_s},
            {u""_s, u"a"_s, u"::"_s, u"http://a b/"_s, u"http://x:y/"_s, u"/%zz"_s, u"http://[::1/"_s});
        row("email", {u"a@b"_s, u"A B <a@b.c>"_s, u"\"a b\"@c"_s}, {u"a"_s, u"@b"_s, u"a@"_s, u"a..b@c"_s, u"a b@c"_s});
        row("isbn10", {u"0321751043"_s, u"0-321-75104-3"_s, u"080442957X"_s},
            {u"0321751044"_s, u""_s, u"X321751043"_s});
        row("isbn13", {u"978-0321751041"_s}, {u"978-0321751042"_s, u"0321751043"_s});
        row("isbn", {u"978-0321751041"_s, u"0321751043"_s}, {u"x"_s});
        row("creditcard", {u"4111 1111-1111 1111"_s}, {u"4111111111111112"_s, u"x"_s});
        row("ssn", {u"111-11-1111"_s}, {u"111111111"_s, u"x"_s});
        row("hexcolor", {u"#fff"_s, u"A1b2C3"_s}, {u"red"_s, u"#ffff"_s});
        row("rgbcolor", {u"rgb(0, 255,12)"_s}, {u"rgb(0,0,256)"_s, u"x"_s});
        row("uuid4", {u"6ba7b810-9dad-41d1-80b4-00c04fd430c8"_s}, {u"6ba7b810-9dad-11d1-80b4-00c04fd430c8"_s});
        row("bsonobjectid", {u"507f1f77bcf86cd799439011"_s}, {u"507f1f77bcf86cd79943901"_s});
        row("password", {u""_s, u"x"_s}, {});
        row("wibble", {u""_s, u"x"_s}, {});
    }
    void formats()
    {
        QFETCH(QString, format);
        QFETCH(QStringList, right);
        QFETCH(QStringList, wrong);
        PatternTime time;
        QStringList refused, taken;
        for (const QString &text : std::as_const(right))
            if (!model::isOfFormat(format, text, time)) refused += text;
        for (const QString &text : std::as_const(wrong))
            if (model::isOfFormat(format, text, time)) taken += text;
        QCOMPARE(refused, QStringList());
        QCOMPARE(taken, QStringList());
        QCOMPARE(model::isKnownFormat(format), format != u"wibble");
    }
};

QTEST_GUILESS_MAIN(TestCustomFormats)
#include "tst_customformats.moc"
