// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/relations/relationsupport.h"

#include <QTest>

using namespace model;
using namespace Qt::StringLiterals;

class TestEdges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void edges_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QByteArray>("edges");
        for (const test::Case &one : test::readCases(u"relations/edges.txt"_s))
            QTest::newRow(one.name.constData()) << one.input << one.output;
    }
    void edges()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(QByteArray, edges);
        const auto set = test::load(yaml);
        const Edges found = inferEdges(*set);
        QCOMPARE(QString::fromUtf8(test::print(found)), QString::fromUtf8(edges));
        // The rememberer says the same, the first time and the second.
        EdgeInferrer inferrer;
        QCOMPARE(test::print(inferrer.infer(*set)), test::print(found));
        QCOMPARE(test::print(inferrer.infer(*set)), test::print(found));
    }

    void everyRuleIsDocumentedAndExplained()
    {
        const QByteArray page = test::readFile(QStringLiteral(KUBEWRIGHT_SOURCE_DIR) + u"/docs/edges.md"_s);
        for (const EdgeRule &rule : edgeRules()) {
            QVERIFY2(page.contains("\n## " + rule.word.toUtf8() + '\n'), qPrintable(rule.word));
            QCOMPARE(toWord(rule.relation), rule.word);
            QVERIFY(!title(rule.relation).isEmpty() && explain(rule.relation).endsWith(u'.'));
        }
        for (const char *id :
             {"missing",           "selector-unmatched", "missing-port",    "missing-key",   "selector-mismatch",
              "port-undeclared",   "selector-broad",     "node-port-taken", "address-taken", "no-class",
              "route-taken",       "fixed-replicas",     "two-autoscalers", "not-scalable",  "no-requests",
              "evictions-blocked", "two-budgets",        "unused-volume",   "mount-taken",   "governing-service",
              "policy-idle",       "claim-mismatch",     "too-many"})
            QVERIFY2(page.contains("| `reference-" + QByteArray(id) + "` |"), id);
    }

    void selectorsAsKubernetesReadsThem()
    {
        int compared = 0;
        for (const QByteArray &line :
             test::readFile(QStringLiteral(KUBEWRIGHT_TEST_DATA) + u"/relations/selectors.txt"_s).split('\n')) {
            if (line.isEmpty() || line.startsWith('#')) continue;
            const auto document = YamlDocument::parse(line.mid(2));
            const YamlRef root = document->root();
            const bool matches = LabelSelector::read(root[u"s"]).matches(readLabels(root[u"l"]));
            QVERIFY2(matches == line.startsWith('1'), line.constData());
            ++compared;
        }
        QCOMPARE(compared, 300);
    }

    void onlineBoutique()
    {
        const QString data = QStringLiteral(KUBEWRIGHT_TEST_DATA);
        const auto set = test::load(test::readFile(data + u"/manifests/online-boutique/kubernetes-manifests.yaml"_s));
        QCOMPARE(set->resources().size(), 35u);
        const QByteArray edges = test::print(inferEdges(*set));
        QCOMPARE(edges.count(" -service-selector-> "), 12);
        QCOMPARE(edges.count(" -service-account-> "), 11);
        const QString expected = data + u"/relations/online-boutique.edges"_s;
        if (qEnvironmentVariableIsSet("KUBEWRIGHT_UPDATE_GOLDEN")) test::writeFile(expected, edges);
        const QByteArray golden = test::readFile(expected);
        QCOMPARE(QString::fromUtf8(edges), QString::fromUtf8(golden));
    }
};

QTEST_GUILESS_MAIN(TestEdges)
#include "tst_edges.moc"
