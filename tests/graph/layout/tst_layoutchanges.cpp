// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/graph/layout/samplegraphs.h"

#include <QTest>

#include <cmath>

using namespace samplegraphs;

namespace {

// As a canvas does it: what was drawn last goes in again.
void remember(Graph *graph, const graph::Layout &layout)
{
    for (size_t i = 0; i < layout.positions.size(); ++i) graph->nodes[i].previous = layout.positions[i];
    for (size_t i = 0; i < layout.routes.size(); ++i) graph->edges[i].previousVia = layout.routes[i].via;
}

Graph drawn(Graph graph)
{
    remember(&graph, *graph::computeLayout(graph.nodes, graph.edges));
    return graph;
}

int moved(const Graph &before, const graph::Layout &after)
{
    int count = 0;
    for (size_t i = 0; i < before.nodes.size(); ++i)
        count += before.nodes[i].previous && *before.nodes[i].previous != after.positions[i];
    return count;
}

int overlaps(const Graph &graph, const graph::Layout &layout)
{
    int count = 0;
    for (size_t i = 0; i < graph.nodes.size(); ++i)
        for (size_t j = i + 1; j < graph.nodes.size(); ++j)
            count += QRectF(layout.positions[i], graph.nodes[i].size)
                         .intersects(QRectF(layout.positions[j], graph.nodes[j].size));
    return count;
}

} // namespace

class TestLayoutChanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingChanged();
    void oneNodeMore();
    void oneEdgeMore();
    void oneNodeLess();
    void cardGrew();
    void looseNodeFindsRoom();
    void partFindsRoom();
    void pinnedStays();
    void pinnedAmongFresh();
    void pinnedOnPinned();
    void grownStepByStep();
    void dragIsFollowed();
};

void TestLayoutChanges::nothingChanged()
{
    const Graph graph = drawn(services(200, 1));
    const auto layout = graph::computeLayout(graph.nodes, graph.edges);
    QCOMPARE(moved(graph, *layout), 0);
    for (size_t i = 0; i < graph.edges.size(); ++i) {
        QCOMPARE(layout->routes[i].via.size(), graph.edges[i].previousVia.size());
        for (size_t k = 0; k < layout->routes[i].via.size(); ++k)
            QCOMPARE(layout->routes[i].via[k].y, graph.edges[i].previousVia[k].y);
    }
}

void TestLayoutChanges::oneNodeMore()
{
    const Graph before = drawn(services(200, 1));
    for (int neighbour = 0; neighbour < 200; neighbour += 7) {
        Graph graph = before;
        const int added = graph.add("core/ConfigMap/new", {144, 48}, 3);
        graph.connect(neighbour, added);
        const auto layout = graph::computeLayout(graph.nodes, graph.edges);
        QVERIFY2(moved(graph, *layout) <= 10, "more than 5 % moved");
        QCOMPARE(overlaps(graph, *layout), 0);
        QVERIFY(layout->positions[added].x() > layout->positions[neighbour].x());
    }
}

void TestLayoutChanges::oneEdgeMore()
{
    Graph graph = drawn(services(200, 1));
    graph.connect(150, 3);
    graph.connect(3, 90);
    const auto layout = graph::computeLayout(graph.nodes, graph.edges);
    QCOMPARE(moved(graph, *layout), 0);
    QVERIFY(!layout->routes.back().points.empty());
}

void TestLayoutChanges::oneNodeLess()
{
    Graph graph = drawn(services(200, 1));
    const int last = int(graph.nodes.size()) - 1;
    std::erase_if(graph.edges, [last](const graph::LayoutEdge &edge) { return edge.from == last || edge.to == last; });
    graph.nodes.pop_back();
    QCOMPARE(moved(graph, *graph::computeLayout(graph.nodes, graph.edges)), 0);
}

void TestLayoutChanges::cardGrew()
{
    Graph graph = drawn(onlineBoutique());
    graph.nodes[graph.find("apps/Deployment/cartservice")].size.rheight() += 80;
    const auto layout = graph::computeLayout(graph.nodes, graph.edges);
    QCOMPARE(overlaps(graph, *layout), 0);
    QVERIFY(moved(graph, *layout) <= 8); // at most its own column
}

void TestLayoutChanges::looseNodeFindsRoom()
{
    Graph graph = drawn(onlineBoutique());
    graph.add("batch/Job/lone", {160, 68});
    const auto layout = graph::computeLayout(graph.nodes, graph.edges);
    QCOMPARE(moved(graph, *layout), 0);
    QCOMPARE(overlaps(graph, *layout), 0);
}

void TestLayoutChanges::partFindsRoom()
{
    Graph graph = drawn(onlineBoutique());
    const int service = graph.add("core/Service/new", {160, 68}),
              deployment = graph.add("apps/Deployment/new", {192, 120});
    graph.connect(service, deployment);
    const auto layout = graph::computeLayout(graph.nodes, graph.edges);
    QCOMPARE(moved(graph, *layout), 0);
    QCOMPARE(overlaps(graph, *layout), 0);
    QVERIFY(layout->positions[service].x() + 160 < layout->positions[deployment].x());
}

void TestLayoutChanges::pinnedStays()
{
    Graph graph = drawn(services(200, 1));
    const QPointF target = *graph.nodes[50].previous + QPointF(7, 11); // off the grid: where the hand let go
    graph.nodes[20].pinned = target;
    const auto layout = graph::computeLayout(graph.nodes, graph.edges);
    QCOMPARE(layout->positions[20], target);
    QCOMPARE(overlaps(graph, *layout), 0);
    QVERIFY(moved(graph, *layout) <= 10);
}

void TestLayoutChanges::pinnedAmongFresh()
{
    Graph graph = services(100, 2);
    for (int i : {3, 30, 60}) graph.nodes[i].pinned = QPointF(500 + 13 * i, 300 + 7 * i);
    const auto layout = graph::computeLayout(graph.nodes, graph.edges);
    for (int i : {3, 30, 60}) QCOMPARE(layout->positions[i], *graph.nodes[i].pinned);
    QCOMPARE(overlaps(graph, *layout), 0);
}

void TestLayoutChanges::pinnedOnPinned()
{
    Graph graph = drawn(onlineBoutique());
    graph.nodes[1].pinned = graph.nodes[2].pinned = QPointF(100, 100);
    const auto layout = graph::computeLayout(graph.nodes, graph.edges);
    QCOMPARE(layout->positions[1], QPointF(100, 100));
    QCOMPARE(layout->positions[2], QPointF(100, 100));
    QCOMPARE(overlaps(graph, *layout), 1);
}

void TestLayoutChanges::grownStepByStep()
{
    const Graph whole = onlineBoutique();
    Graph graph;
    for (int count = 1; count <= int(whole.nodes.size()); ++count) { // one resource typed after the other
        graph.nodes.push_back(whole.nodes[count - 1]);
        const auto previousEdges = graph.edges;
        graph.edges.clear();
        for (const graph::LayoutEdge &edge : whole.edges)
            if (edge.from < count && edge.to < count) graph.edges.push_back(edge);
        const auto layout = graph::computeLayout(graph.nodes, graph.edges);
        QCOMPARE(overlaps(graph, *layout), 0);
        if (count > 2) QVERIFY2(moved(graph, *layout) <= 3, QByteArray::number(count).constData());
        remember(&graph, *layout);
    }
}

void TestLayoutChanges::dragIsFollowed()
{
    const Graph graph = onlineBoutique();
    const auto layout = graph::computeLayout(graph.nodes, graph.edges);
    std::vector<QRectF> cards;
    for (size_t i = 0; i < graph.nodes.size(); ++i) cards.emplace_back(layout->positions[i], graph.nodes[i].size);
    cards[0].translate(0, -400);
    const auto routes = graph::routeEdges(cards, graph.edges);
    QCOMPARE(routes.size(), graph.edges.size());
    for (size_t i = 0; i < routes.size(); ++i) {
        QCOMPARE(routes[i].points.front().x(), cards[graph.edges[i].from].right());
        QCOMPARE(routes[i].points.back().x(), cards[graph.edges[i].to].left());
        QVERIFY(cards[graph.edges[i].to].contains(routes[i].points.back()));
    }
}

QTEST_GUILESS_MAIN(TestLayoutChanges)
#include "tst_layoutchanges.moc"
