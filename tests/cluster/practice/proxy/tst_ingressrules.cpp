// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/proxy/ingressrules.h"
#include "tests/cluster/practice/network/clusterbench.h"

#include <QTest>

using namespace practice;
using namespace Qt::StringLiterals;
using model::Value;

class TestIngressRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The table of the Ingress documentation.
    void paths_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("matches");
        const auto row = [](const char *type, const char *rule, const char *path, bool matches) {
            QTest::addRow("%s %s %s", type, rule, path)
                << QString::fromLatin1(type) << QString::fromLatin1(rule) << QString::fromLatin1(path) << matches;
        };
        row("Prefix", "/", "/anything", true);
        row("Exact", "/foo", "/foo", true);
        row("Exact", "/foo", "/bar", false);
        row("Exact", "/foo", "/foo/", false);
        row("Exact", "/foo/", "/foo", false);
        row("Prefix", "/foo", "/foo", true);
        row("Prefix", "/foo", "/foo/", true);
        row("Prefix", "/foo/", "/foo", true);
        row("Prefix", "/foo/", "/foo/", true);
        row("Prefix", "/aaa/bb", "/aaa/bbb", false);
        row("Prefix", "/aaa/bbb", "/aaa/bbb", true);
        row("Prefix", "/aaa/bbb/", "/aaa/bbb", true);
        row("Prefix", "/aaa/bbb", "/aaa/bbb/", true);
        row("Prefix", "/aaa/bbb", "/aaa/bbb/ccc", true);
        row("Prefix", "/aaa/bbb", "/aaa/bbbxyz", false);
        row("Prefix", "/", "", true);
    }
    void paths()
    {
        QFETCH(QString, type);
        QFETCH(QString, rule);
        QFETCH(QString, path);
        QFETCH(bool, matches);
        QCOMPARE(pathMatches(rule, type, path), matches);
    }

    void hosts()
    {
        QVERIFY(hostMatches(u"*.foo.com"_s, u"bar.foo.com"_s));
        QVERIFY(!hostMatches(u"*.foo.com"_s, u"baz.bar.foo.com"_s));
        QVERIFY(!hostMatches(u"*.foo.com"_s, u"foo.com"_s));
        QVERIFY(hostMatches(u"foo.bar.com"_s, u"Foo.Bar.com"_s));
        QVERIFY(!hostMatches(u"foo.bar.com"_s, u"bar.com"_s));
        QVERIFY(hostMatches(QString(), u"anything"_s));
    }

    void best_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("service");
        QTest::newRow("longest path") << u"a.org"_s << u"/api/v1/x"_s << u"api-v1"_s;
        QTest::newRow("shorter path") << u"a.org"_s << u"/api/v2"_s << u"api"_s;
        QTest::newRow("exact before prefix") << u"a.org"_s << u"/api"_s << u"exact"_s;
        QTest::newRow("host before wildcard") << u"a.org"_s << u"/"_s << u"root"_s;
        QTest::newRow("wildcard before none") << u"x.a.org"_s << u"/api/v1"_s << u"wild"_s;
        QTest::newRow("no host") << u"b.org"_s << u"/any/thing"_s << u"any"_s;
        QTest::newRow("default") << u"b.org"_s << u"/else"_s << u"fallback"_s;
    }
    void best()
    {
        QFETCH(QString, host);
        QFETCH(QString, path);
        QFETCH(QString, service);
        bench::ClusterBench bench;
        const auto rule = [](const QByteArray &type, const QByteArray &text, const QByteArray &name) {
            return "{'path':'" + text + "','pathType':'" + type + "','backend':{'service':{'name':'" + name +
                   "','port':{'number':80}}}}";
        };
        const Value first = bench.parse("{'metadata':{'name':'one','namespace':'a'},'spec':{'rules':["
                                        "{'http':{'paths':[" +
                                        rule("Prefix", "/any", "any") +
                                        "]}},"
                                        "{'host':'*.a.org','http':{'paths':[" +
                                        rule("Prefix", "/", "wild") +
                                        "]}},"
                                        "{'host':'a.org','http':{'paths':[" +
                                        rule("Prefix", "/", "root") + "," + rule("Prefix", "/api", "api") + "," +
                                        rule("Exact", "/api", "exact") + "]}}]}}");
        const Value second = bench.parse(
            "{'metadata':{'name':'two','namespace':'a'},'spec':{'defaultBackend':{'service':{'name':'fallback',"
            "'port':{'number':80}}},'rules':[{'host':'a.org','http':{'paths':[" +
            rule("Prefix", "/api/v1", "api-v1") + "]}}]}}");
        const IngressMatch match = matchIngress({&first, &second}, host, path);
        QCOMPARE(textAt(match.backend, {u"service", u"name"}), service);
        QCOMPARE(match.isDefault, service == u"fallback");
        const IngressMatch none = matchIngress({&first}, u"b.org"_s, u"/else"_s);
        QVERIFY(!none.ingress);
        QCOMPARE(none.why, u"no rule of 1 Ingresses matches host \"b.org\" and path \"/else\", and none has a "
                           "defaultBackend"_s);
    }
};

QTEST_GUILESS_MAIN(TestIngressRules)
#include "tst_ingressrules.moc"
