// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/graph/layout/samplegraphs.h"

#include <QTest>

using namespace samplegraphs;

// Beside Graphviz' dot, the reference for layered drawing: on graphs of up to 500 nodes at most 1.15 times its
// crossings.
class TestLayoutCrossings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void notManyMoreThanDot_data();
    void notManyMoreThanDot();
};

void TestLayoutCrossings::notManyMoreThanDot_data()
{
    QTest::addColumn<std::vector<Graph>>("graphs");
    QTest::newRow("online-boutique") << std::vector{onlineBoutique()};
    for (int nodes : {100, 200, 300, 500}) {
        std::vector<Graph> graphs;
        for (quint32 seed = 1; seed <= (nodes <= 200 ? 6 : 3); ++seed) graphs.push_back(services(nodes, seed));
        QTest::addRow("services %d", nodes) << graphs;
    }
}

void TestLayoutCrossings::notManyMoreThanDot()
{
    if (!haveDot()) {
        if (qEnvironmentVariableIsSet("KUBEWRIGHT_NO_SKIP")) QFAIL("dot is not installed");
        QSKIP("KUBEWRIGHT-SKIP: dot is not installed");
    }
    QFETCH(std::vector<Graph>, graphs);
    qint64 ours = 0, theirs = 0;
    for (const Graph &graph : graphs) {
        const auto dot = runDot(graph);
        QVERIFY(dot);
        ours += crossings(graph, lines(*graph::computeLayout(graph.nodes, graph.edges)));
        theirs += crossings(graph, dot->lines);
    }
    const QByteArray figures = QByteArray::number(ours) + " crossings, dot " + QByteArray::number(theirs);
    qInfo("%s", figures.constData());
    QVERIFY2(double(ours) <= 1.15 * double(theirs), figures.constData());
}

QTEST_GUILESS_MAIN(TestLayoutCrossings)
#include "tst_layoutcrossings.moc"
