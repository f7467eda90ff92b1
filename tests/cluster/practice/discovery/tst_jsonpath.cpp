// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/discovery/jsonpath.h"
#include "tests/cluster/practice/discovery/oracle.h"

#include <QTest>

using practice::JsonPath;

class tst_jsonpath : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void finds_data();
    void finds();
    void refuses_data();
    void refuses();
};

void tst_jsonpath::finds_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *path, const char *expected) {
        QTest::newRow(path) << QString::fromLatin1(path) << QByteArray(expected);
    };
    row(".a.b", "1");
    row("{.a.b}", "1");
    row(".", "whole");
    row("['a'].b", "1");
    row("['a']['b']", "1");
    row("['a.b']", "1");
    row(".a['d.e/f']", "");
    row(".a['d\\.e/f']", "2");
    row(".a.d\\.e/f", "2");
    row(".a.nothing.below", "");
    row(".a.b.c", "");
    row(".l[0].n", "x");
    row(".l[-1].n", "z");
    row(".l[3].n", "");
    row(".l[-4].n", "");
    row(".a[0]", "");
    row(".l[*].n", "x y z");
    row(".a.*", "1 2");
    row(".l[?(@.n==\"y\")].v", "2");
    row(".l[?(@.n=='y')].v", "2");
    row(".l[?( @.v >= 2 )].n", "y z");
    row(".l[?(@.v<2)].n", "x");
    row(".l[?(@.v<=2)].n", "x y");
    row(".l[?(@.v>2)].n", "z");
    row(".l[?(@.v!=2)].n", "x z");
    row(".l[?(@.on==true)].n", "z");
    row(".l[?(@.on)].n", "z");
    row(".l[?(@.n==5)].n", "");
    row(".l[?(@.sub.k=='q')].n", "y");
}

QByteArray text(const model::Value &value)
{
    if (value.string()) return value.string()->toUtf8();
    if (value.integer()) return QByteArray::number(*value.integer());
    return value.isMap() ? "whole" : "other";
}

void tst_jsonpath::finds()
{
    QFETCH(QString, path);
    const model::Value object =
        oracle::JsonReader(
            R"({"a":{"b":1,"d.e/f":2},"l":[{"n":"x","v":1},{"n":"y","v":2,"sub":{"k":"q"}},{"n":"z","v":3,"on":true}]})")
            .read();
    const auto parsed = JsonPath::parse(path);
    QVERIFY(parsed);
    QByteArrayList found;
    for (const model::Value *value : parsed->find(object)) found += text(*value);
    QTEST(found.join(' '), "expected");
}

void tst_jsonpath::refuses_data()
{
    QTest::addColumn<QString>("path");
    for (const char *path : {"",
                             "a",
                             "..a",
                             ".a..b",
                             ".a.",
                             ".a[",
                             ".a[]",
                             ".a[x]",
                             ".a['b",
                             ".a['b'",
                             ".a[?(@.b]",
                             ".a[?(b)]",
                             ".a[?(@.b==)]",
                             ".a[?(@.b=='x)]",
                             ".a[?(@.b==x)]",
                             ".a[?(@.b[?(@.c)])]",
                             ".a[1:2]",
                             ".a b",
                             ".a[99999999999999999999]",
                             ".a[\"b\"]",
                             ".a['b','c']",
                             ".a['']"})
        QTest::newRow(path) << QString::fromLatin1(path);
}

void tst_jsonpath::refuses()
{
    QFETCH(QString, path);
    QVERIFY(!JsonPath::parse(path));
}

QTEST_GUILESS_MAIN(tst_jsonpath)
#include "tst_jsonpath.moc"
