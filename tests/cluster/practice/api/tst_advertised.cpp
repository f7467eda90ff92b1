// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "tests/cluster/practice/api/apibench.h"

#include <QTest>

using bench::ApiBench;
using bench::KeptReply;
using model::Value;
using practice::textAt;

// What discovery, OpenAPI and tokens promise.
class TestAdvertised : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsAdvertisedAnswers();
    void openApiIsServedAsProtobuf();
    void tokensSayWhoTheyAre();
};

// No path of discovery is unknown: what is not there is an object, and that is said by its name.
void TestAdvertised::whatIsAdvertisedAnswers()
{
    ApiBench bench;
    int subresources = 0;
    QStringList roots{QStringLiteral("/api/v1")};
    const Value groups = bench.ask("GET", "/apis")->json();
    for (const Value &group : practice::listAt(groups, {u"groups"}))
        for (const Value &version : practice::listAt(group, {u"versions"}))
            roots.append(QStringLiteral("/apis/") + textAt(version, {u"groupVersion"}));
    QVERIFY(roots.size() > 15);
    for (const QString &root : roots) {
        const Value resources = bench.ask("GET", root.toUtf8())->json();
        for (const Value &resource : practice::listAt(resources, {u"resources"})) {
            const QStringList parts = textAt(resource, {u"name"}).split(u'/');
            const bool hasSpace = practice::boolAt(resource, {u"namespaced"});
            QString path = root + (hasSpace ? QStringLiteral("/namespaces/default/") : QStringLiteral("/")) + parts[0];
            if (parts.size() > 1) path += QStringLiteral("/none/") + parts[1];
            subresources += parts.size() > 1;
            for (const QByteArray method : {"GET", "POST"}) {
                const auto reply = bench.ask(method, path.toUtf8(), method == "POST" ? "{}" : "");
                QVERIFY2(!reply->body.contains("could not find the requested resource") &&
                             !reply->body.contains("page not found"),
                         qPrintable(path));
            }
        }
    }
    QVERIFY(subresources > 30);
}

void TestAdvertised::openApiIsServedAsProtobuf()
{
    ApiBench bench;
    const QByteArray type = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";
    const auto reply = bench.ask("GET", "/openapi/v2", {}, {{"accept", type}});
    QCOMPARE(reply->status, 200);
    QCOMPARE(reply->header("content-type"), type);
    QVERIFY(reply->body.startsWith("\x0a\x03"
                                   "2.0"));
    const QByteArray tag = reply->header("etag");
    const auto json = bench.ask("GET", "/openapi/v2");
    QCOMPARE(json->header("content-type"), QByteArray("application/json"));
    QVERIFY(json->header("etag") != tag);
    QCOMPARE(bench.ask("GET", "/openapi/v2", {}, {{"accept", type}, {"if-none-match", tag}})->status, 304);
    QCOMPARE(bench.ask("GET", "/openapi/v2", {}, {{"accept", "text/html"}})->status, 406);
    QCOMPARE(bench.ask("GET", "/openapi/v3/apis/apps/v1", {}, {{"accept", type}})->status, 406);
}

void TestAdvertised::tokensSayWhoTheyAre()
{
    ApiBench bench;
    const QByteArray accounts = "/api/v1/namespaces/default/serviceaccounts";
    QCOMPARE(bench.ask("POST", accounts, R"({"metadata":{"name":"a"}})")->status, 201);
    const auto reply = bench.ask("POST", accounts + "/a/token", R"({"spec":{"audiences":["x"]}})");
    QCOMPARE(reply->status, 201);
    const QByteArrayList parts = textAt(reply->json(), {u"status", u"token"}).toLatin1().split('.');
    QCOMPARE(parts.size(), 3);
    QCOMPARE(QByteArray::fromBase64(parts[2], QByteArray::Base64UrlEncoding).size(), 32);
    KeptReply claims;
    claims.body = QByteArray::fromBase64(parts[1], QByteArray::Base64UrlEncoding);
    QCOMPARE(textAt(claims.json(), {u"sub"}), QStringLiteral("system:serviceaccount:default:a"));
    QCOMPARE(practice::integerAt(claims.json(), {u"exp"}) - practice::integerAt(claims.json(), {u"iat"}), 3600);
    const practice::HttpHeaders bearer{{"authorization", "Bearer " + parts.join('.')}};
    QCOMPARE(bench.ask("GET", "/api", {}, bearer)->status, 401);
}

QTEST_GUILESS_MAIN(TestAdvertised)
#include "tst_advertised.moc"
