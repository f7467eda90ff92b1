// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/proxy/networkpolicies.h"
#include "tests/cluster/practice/network/clusterbench.h"

#include <QTest>

using namespace practice;
using namespace Qt::StringLiterals;
using model::Value;

class TestNetworkPolicies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void judge_data()
    {
        QTest::addColumn<QByteArray>("spec");
        QTest::addColumn<QString>("from"); // a pod of the list below, or an address
        QTest::addColumn<int>("port");
        QTest::addColumn<bool>("allowed");
        const QByteArray all = "'podSelector':{},'policyTypes':['Ingress']";
        QTest::newRow("denied by default") << all << u"front"_s << 8080 << false;
        QTest::newRow("other pod selected")
            << QByteArray("'podSelector':{'matchLabels':{'app':'x'}},'policyTypes':['Ingress']") << u"front"_s << 8080
            << true;
        QTest::newRow("egress only") << QByteArray("'podSelector':{},'policyTypes':['Egress']") << u"front"_s << 8080
                                     << true;
        QTest::newRow("empty rule") << all + ",'ingress':[{}]" << u"front"_s << 8080 << true;
        const QByteArray fromFront = all + ",'ingress':[{'from':[{'podSelector':{'matchLabels':{'app':'front'}}}]}]";
        QTest::newRow("from pod") << fromFront << u"front"_s << 8080 << true;
        QTest::newRow("from another") << fromFront << u"back"_s << 8080 << false;
        QTest::newRow("same labels elsewhere") << fromFront << u"far"_s << 8080 << false;
        const QByteArray both = all + ",'ingress':[{'from':[{'namespaceSelector':{'matchLabels':{'team':'b'}},"
                                      "'podSelector':{'matchLabels':{'app':'front'}}}]}]";
        QTest::newRow("both of one peer") << both << u"far"_s << 8080 << true;
        QTest::newRow("only one of both") << both << u"front"_s << 8080 << false;
        const QByteArray either = all + ",'ingress':[{'from':[{'namespaceSelector':{'matchLabels':{'team':'b'}}},"
                                        "{'podSelector':{'matchLabels':{'app':'front'}}}]}]";
        QTest::newRow("either peer, near") << either << u"front"_s << 8080 << true;
        QTest::newRow("either peer, far") << either << u"far"_s << 8080 << true;
        const QByteArray block =
            all + ",'ingress':[{'from':[{'ipBlock':{'cidr':'192.0.2.0/24','except':['192.0.2.128/25']}}]}]";
        QTest::newRow("in block") << block << u"192.0.2.7"_s << 8080 << true;
        QTest::newRow("excepted") << block << u"192.0.2.200"_s << 8080 << false;
        QTest::newRow("outside block") << block << u"192.0.3.7"_s << 8080 << false;
        QTest::newRow("not a pod") << fromFront << u"192.0.2.7"_s << 8080 << false;
        QTest::newRow("other family") << all + ",'ingress':[{'from':[{'ipBlock':{'cidr':'0.0.0.0/0'}}]}]"
                                      << u"2001:db8::1"_s << 8080 << false;
        QTest::newRow("number") << all + ",'ingress':[{'ports':[{'protocol':'TCP','port':8080}]}]" << u"front"_s << 8080
                                << true;
        QTest::newRow("other number") << all + ",'ingress':[{'ports':[{'protocol':'TCP','port':80}]}]" << u"front"_s
                                      << 8080 << false;
        QTest::newRow("range") << all + ",'ingress':[{'ports':[{'protocol':'TCP','port':8000,'endPort':8100}]}]"
                               << u"front"_s << 8080 << true;
        QTest::newRow("beyond range") << all + ",'ingress':[{'ports':[{'protocol':'TCP','port':8000,'endPort':8079}]}]"
                                      << u"front"_s << 8080 << false;
        QTest::newRow("named") << all + ",'ingress':[{'ports':[{'protocol':'TCP','port':'web'}]}]" << u"front"_s << 8080
                               << true;
        QTest::newRow("named otherwise") << all + ",'ingress':[{'ports':[{'protocol':'TCP','port':'admin'}]}]"
                                         << u"front"_s << 8080 << false;
        QTest::newRow("protocol") << all + ",'ingress':[{'ports':[{'protocol':'UDP','port':8080}]}]" << u"front"_s
                                  << 8080 << false;
        QTest::newRow("itself") << all << u"target"_s << 8080 << true;
    }
    void judge()
    {
        QFETCH(QByteArray, spec);
        QFETCH(QString, from);
        QFETCH(int, port);
        QFETCH(bool, allowed);
        bench::ClusterBench bench;
        const auto pod = [&bench](const QByteArray &name, const QByteArray &app, const QByteArray &space) {
            return bench.parse("{'metadata':{'name':'" + name + "','namespace':'" + space + "','uid':'" + name +
                               "','labels':{'app':'" + app +
                               "'}},'spec':{'containers':[{'name':'c','ports':[{'name':'web','containerPort':8080,"
                               "'protocol':'TCP'}]}]}}");
        };
        std::map<QString, Value> pods{{u"target"_s, pod("target", "t", "a")},
                                      {u"front"_s, pod("front", "front", "a")},
                                      {u"back"_s, pod("back", "back", "a")},
                                      {u"far"_s, pod("far", "front", "b")}};
        std::map<QString, Value> spaces{{u"a"_s, bench.parse("{'metadata':{'name':'a','labels':{'team':'a'}}}")},
                                        {u"b"_s, bench.parse("{'metadata':{'name':'b','labels':{'team':'b'}}}")}};
        const Value policy = bench.parse("{'metadata':{'name':'p','namespace':'a'},'spec':{" + spec + "}}");
        Connection connection;
        if (pods.contains(from))
            connection.from = {&pods[from], u"10.0.0.1"_s};
        else
            connection.from = {nullptr, from};
        connection.to = {&pods[u"target"_s], u"10.0.0.2"_s};
        connection.port = port;
        const auto space = [&spaces](const QString &name) { return &spaces[name]; };
        const PolicyVerdict verdict = practice::judge({&policy}, connection, Direction::Ingress, space);
        QCOMPARE(verdict.isAllowed, allowed);
        // The other direction does not concern this policy, but for one row.
        const PolicyVerdict other = practice::judge({&policy}, connection, Direction::Egress, space);
        QCOMPARE(other.isAllowed, QByteArray(QTest::currentDataTag()) != "egress only" || !pods.contains(from));
    }

    // What one policy denies another may allow.
    void addsUp()
    {
        bench::ClusterBench bench;
        const Value pod = bench.parse("{'metadata':{'name':'p','namespace':'a','uid':'1'}}");
        const Value deny = bench.parse("{'metadata':{'name':'deny','namespace':'a'},'spec':{'podSelector':{},"
                                       "'policyTypes':['Ingress']}}");
        const Value allow = bench.parse("{'metadata':{'name':'allow','namespace':'a'},'spec':{'podSelector':{},"
                                        "'policyTypes':['Ingress'],'ingress':[{'ports':[{'port':1}]},{}]}}");
        const Connection connection{.from = {nullptr, u"192.0.2.1"_s}, .to = {&pod, u"10.0.0.1"_s}, .port = 80};
        const auto none = [](const QString &) -> const Value * { return nullptr; };
        QVERIFY(!practice::judge({&deny}, connection, Direction::Ingress, none).isAllowed);
        const auto verdict = practice::judge({&deny, &allow}, connection, Direction::Ingress, none);
        QVERIFY(verdict.isAllowed);
        QCOMPARE(verdict.selecting.size(), std::size_t(2));
        QCOMPARE(nameOf(verdict.allowing), u"allow"_s);
        QCOMPARE(verdict.rule, 1);
    }
};

QTEST_GUILESS_MAIN(TestNetworkPolicies)
#include "tst_networkpolicies.moc"
