// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Lists in pages: what they cost, and what a client may say to go on.
#include "cluster/practice/base/objects.h"
#include "cluster/practice/request/fieldselectortext.h"
#include "model/wire/json.h"
#include "tests/cluster/practice/api/apibench.h"

#include <QElapsedTimer>
#include <QTest>

using bench::ApiBench;
using model::Value;
using practice::textAt;

namespace {

#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__ || !defined __OPTIMIZE__
constexpr int slowness = 20;
#else
constexpr int slowness = 1;
#endif

QByteArray encoded(const QByteArray &token)
{
    return token.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

} // namespace

class TestPages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pastPagesWithASelector();
    void pagesWithASelector();
    void selectors_data();
    void selectors();
    void longSelectors_data();
    void longSelectors();
    void continueTokens_data();
    void continueTokens();
};

// Nothing matches, every block of the store has changed since, and a page is one object.
void TestPages::pastPagesWithASelector()
{
    constexpr int count = 20000;
    constexpr int budgetMs = 1000 * slowness;
    const practice::Facts plain{std::make_shared<const practice::ObjectFacts>(), 1};
    ApiBench bench;
    for (int i = 0; i < count; ++i)
        QVERIFY(bench.store.put("configmaps/default/c" + QByteArray::number(i), "{}", plain).ok());
    const QByteArray old = QByteArray::number(bench.store.revision());
    for (int i = 0; i < count; i += 150)
        QVERIFY(bench.store.remove("configmaps/default/c" + QByteArray::number(i), "{}", plain).ok());
    QElapsedTimer clock;
    clock.start();
    const auto reply = bench.ask("GET", "/api/v1/configmaps?limit=1&labelSelector=nosuch%3Dx&resourceVersion=" + old +
                                            "&resourceVersionMatch=Exact");
    const qint64 ms = clock.elapsed();
    QCOMPARE(reply->status, 200);
    QVERIFY(reply->json().find(u"items")->list()->empty());
    QCOMPARE(textAt(reply->json(), {u"metadata", u"continue"}), QString());
    QVERIFY2(ms < budgetMs, qPrintable(QString::number(ms)));
}

void TestPages::pagesWithASelector()
{
    ApiBench bench;
    for (int i = 0; i < 10; ++i)
        QCOMPARE(bench
                     .ask("POST", "/api/v1/namespaces/default/configmaps",
                          R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c)" + QByteArray::number(i) +
                              R"(","labels":{"odd":")" + QByteArray::number(i % 2) + R"("}}})")
                     ->status,
                 201);
    // The last odd one is the last of all: behind it is nothing to go on to.
    const QList<QStringList> expected{{QStringLiteral("c1"), QStringLiteral("c3")},
                                      {QStringLiteral("c5"), QStringLiteral("c7")},
                                      {QStringLiteral("c9")}};
    QByteArray token;
    for (const QStringList &page : expected) {
        const QByteArray more = token.isEmpty() ? QByteArray() : "&continue=" + token;
        const Value list =
            bench.ask("GET", "/api/v1/namespaces/default/configmaps?limit=2&labelSelector=odd%3D1" + more)->json();
        QStringList names;
        for (const Value &item : practice::listAt(list, {u"items"})) names += practice::nameOf(item);
        QCOMPARE(names, page);
        QVERIFY(!practice::at(list, {u"metadata", u"remainingItemCount"}));
        token = textAt(list, {u"metadata", u"continue"}).toLatin1();
        QCOMPARE(token.isEmpty(), page == expected.last());
    }
}

// Objects of 0 to 4 labels: fewer than what is required, and more.
void TestPages::selectors_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("expected"); // names
    const auto row = [](const char *labels, const char *expected) {
        QTest::newRow(labels) << "labelSelector=" + QByteArray(labels).toPercentEncoding() << QByteArray(expected);
    };
    const auto fields = [](const char *text, const char *expected) {
        QTest::newRow(text) << "fieldSelector=" + QByteArray(text).toPercentEncoding() << QByteArray(expected);
    };
    row("", "01234");
    row("a", "1234");
    row("!a", "0");
    row("d", "4");
    row("!d,!e,!f,!g,!h", "0123");
    row("a,b,!d,!x,!y,!z", "23");
    row("a=0,b=1,c=2,d=3", "4");
    row("a=0,b=1,c=2,d=4", "");
    row("a=0,b=1,c=2,d=3,e", "");
    row("b=1,b,b!=2,b in (1,2),b>0,b<2", "234");
    row("b=1,b=2", "");
    row("b notin (1),c notin (5),d notin (7)", "01");
    row("c!=2,d!=3,x!=1,y!=1,z!=1", "012");
    row("x,y,z,x=1,y=1", "");
    row("a>0,b>0", "");
    fields("metadata.name!=1,metadata.name!=3", "024");
    fields("metadata.name=1", "1");
    fields("metadata.name=1,metadata.name=1", "1");
    fields("metadata.name=1,metadata.name=2", "");
    fields("metadata.name=1,metadata.name!=1", "");
    fields("metadata.namespace=default,metadata.name!=0", "1234");
    fields("metadata.namespace!=default", "");
}

void TestPages::selectors()
{
    QFETCH(QByteArray, query);
    ApiBench bench;
    for (int i = 0; i < 5; ++i) {
        QByteArrayList labels;
        for (int j = 0; j < i; ++j)
            labels += QByteArray(1, '"') + char('a' + j) + "\":\"" + QByteArray::number(j) + '"';
        QCOMPARE(bench
                     .ask("POST", "/api/v1/namespaces/default/configmaps",
                          R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":")" + QByteArray::number(i) +
                              R"(","labels":{)" + labels.join(',') + "}}}")
                     ->status,
                 201);
    }
    const Value list = bench.ask("GET", "/api/v1/namespaces/default/configmaps?" + query)->json();
    QByteArray names;
    for (const Value &item : practice::listAt(list, {u"items"})) names += practice::nameOf(item).toLatin1();
    QTEST(names, "expected");
}

void TestPages::longSelectors_data()
{
    QTest::addColumn<QByteArray>("query");
    QByteArrayList labels, fields;
    for (int i = 0; i < 5000; ++i) labels += "!a" + QByteArray::number(i);
    for (int i = 0; i < 3000; ++i) fields += "metadata.name!=d" + QByteArray::number(i);
    QTest::newRow("labels") << "labelSelector=" + labels.join(',') + ",nosuch";
    QTest::newRow("fields") << "fieldSelector=" + fields.join(',') + "&labelSelector=nosuch";
}

void TestPages::longSelectors()
{
    QFETCH(QByteArray, query);
    constexpr int count = 10000;
    constexpr int budgetMs = 1500 * slowness;
    ApiBench bench;
    const Value object = model::readJson(R"({"metadata":{"name":"c00","labels":{"a":"","b":"","c":""}}})")->value;
    const practice::ApiKind &kind = bench.catalogue.byKind(u"", u"v1", u"ConfigMap")->api;
    const practice::Facts facts{std::make_shared<const practice::ObjectFacts>(practice::factsOf(kind, object)), 1};
    for (int i = 0; i < count; ++i)
        QVERIFY(bench.store.put("configmaps/default/c" + QByteArray::number(i), "{}", facts).ok());
    QElapsedTimer clock;
    clock.start();
    const auto reply = bench.ask("GET", "/api/v1/configmaps?" + query);
    const qint64 ms = clock.elapsed();
    QCOMPARE(reply->status, 200);
    QVERIFY(reply->json().find(u"items")->list()->empty());
    QVERIFY2(ms < budgetMs, qPrintable(QString::number(ms)));
}

void TestPages::continueTokens_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("message"); // empty: a list
    const auto row = [](const char *name, const char *token, int code, const char *message) {
        QTest::newRow(name) << QByteArray(token) << code << QString::fromLatin1(message);
    };
    const auto bad = [&row](const char *name, const char *token, const char *why) {
        const QByteArray message = QByteArray("invalid continue token: continue key is not valid") + why;
        row(name, token, 400, message.constData());
    };
    row("good", R"({"v":"meta.k8s.io/v1","rv":5,"start":"default/a\u0000"})", 200, "");
    row("from the root", R"({"v":"meta.k8s.io/v1","rv":5,"start":"/default/a"})", 200, "");
    row("no matter when", R"({"v":"meta.k8s.io/v1","rv":-1,"start":"a"})", 200, "");
    row("in the future", R"({"v":"meta.k8s.io/v1","rv":99999999,"start":"a"})", 500,
        "etcdserver: mvcc: required revision is a future revision");
    bad("out of the collection", R"({"v":"meta.k8s.io/v1","rv":5,"start":"../secrets/a"})", ": ../secrets/a");
    bad("out of it later", R"({"v":"meta.k8s.io/v1","rv":5,"start":"a/../../b"})", ": a/../../b");
    bad("dots", R"({"v":"meta.k8s.io/v1","rv":5,"start":"./a"})", ": ./a");
    bad("two slashes", R"({"v":"meta.k8s.io/v1","rv":5,"start":"a//b"})", ": a//b");
    bad("a slash at the end", R"({"v":"meta.k8s.io/v1","rv":5,"start":"a/"})", ": a/");
    bad("a revision as text", R"({"v":"meta.k8s.io/v1","rv":"1","start":"a"})",
        ": json: cannot unmarshal string into Go struct field continueToken.rv of type int64");
    bad("half a revision", R"({"v":"meta.k8s.io/v1","rv":1.5,"start":"a"})",
        ": json: cannot unmarshal number 1.5 into Go struct field continueToken.rv of type int64");
    bad("a version that is a number", R"({"v":1,"rv":1,"start":"a"})",
        ": json: cannot unmarshal number into Go struct field continueToken.v of type string");
    bad("a list", "[]", ": json: cannot unmarshal array into Go value of type storage.continueToken");
    bad("null", "null", ": server does not recognize this encoded version ");
    bad("no revision", R"({"v":"meta.k8s.io/v1","start":"a"})",
        ": incorrect encoded start resourceVersion (version meta.k8s.io/v1)");
}

void TestPages::continueTokens()
{
    QFETCH(QByteArray, token);
    QFETCH(QString, message);
    ApiBench bench;
    const auto reply = bench.ask("GET", "/api/v1/configmaps?limit=1&continue=" + encoded(token));
    QTEST(reply->status, "code");
    QCOMPARE(textAt(reply->json(), {u"message"}), message);
}

QTEST_GUILESS_MAIN(TestPages)
#include "tst_pages.moc"
