// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/graph/layout/samplegraphs.h"

#include <QTest>

#include <cmath>
#include <functional>
#include <limits>
#include <map>

using namespace samplegraphs;

namespace {

QRectF cardOf(const Graph &graph, const graph::Layout &layout, int node)
{
    return {layout.positions[node], graph.nodes[node].size};
}

// Nodes by column: "x: a@y b@y", then each edge that passes columns.
QByteArray print(const Graph &graph, const graph::Layout &layout)
{
    std::map<int, std::map<int, QByteArray>> columns;
    for (size_t i = 0; i < graph.nodes.size(); ++i)
        columns[int(layout.positions[i].x())][int(layout.positions[i].y())] = graph.nodes[i].sortKey;
    QByteArray text;
    for (const auto &[x, column] : columns) {
        text += QByteArray::number(x) + ':';
        for (const auto &[y, name] : column) text += ' ' + name + '@' + QByteArray::number(y);
        text += '\n';
    }
    for (size_t i = 0; i < graph.edges.size(); ++i) {
        if (layout.routes[i].via.empty()) continue;
        text += graph.nodes[graph.edges[i].from].sortKey + "->" + graph.nodes[graph.edges[i].to].sortKey + " via";
        for (const auto &via : layout.routes[i].via) text += ' ' + QByteArray::number(int(via.y));
        text += '\n';
    }
    return text;
}

int overlaps(const Graph &graph, const graph::Layout &layout)
{
    std::vector<std::pair<qreal, int>> byLeft;
    for (int i = 0; i < int(graph.nodes.size()); ++i) byLeft.emplace_back(layout.positions[i].x(), i);
    std::ranges::sort(byLeft);
    int count = 0;
    std::vector<QRectF> open;
    for (const auto &[left, node] : byLeft) {
        std::erase_if(open, [left = left](const QRectF &card) { return card.right() <= left; });
        const QRectF card = cardOf(graph, layout, node);
        count += int(std::ranges::count_if(open, [&card](const QRectF &other) { return other.intersects(card); }));
        open.push_back(card);
    }
    return count;
}

int offGrid(const graph::Layout &layout)
{
    return int(std::ranges::count_if(layout.positions,
                                     [](QPointF p) { return std::fmod(p.x(), 4) != 0 || std::fmod(p.y(), 4) != 0; }));
}

// Edges whose drawn line enters a card.
int edgesOverCards(const Graph &graph, const graph::Layout &layout)
{
    int count = 0;
    for (const Line &line : lines(layout)) {
        bool over = false;
        for (size_t i = 0; i < graph.nodes.size() && !over; ++i) {
            const QRectF inside = cardOf(graph, layout, int(i)).adjusted(1, 1, -1, -1);
            over = std::ranges::any_of(line, [&inside](QPointF point) { return inside.contains(point); });
        }
        count += over;
    }
    return count;
}

Graph chain(int nodes)
{
    Graph graph;
    for (int i = 0; i < nodes; ++i) {
        graph.add(QByteArray::number(i).rightJustified(6, '0'), {100, 40});
        if (i > 0) graph.connect(i - 1, i);
    }
    return graph;
}

Graph star(int leaves)
{
    Graph graph;
    const int hub = graph.add("hub", {160, 68});
    for (int i = 0; i < leaves; ++i)
        graph.connect(hub, graph.add("leaf" + QByteArray::number(i).rightJustified(6, '0'), {144, 48}));
    return graph;
}

Graph bipartite(int side)
{
    Graph graph;
    for (int i = 0; i < 2 * side; ++i) graph.add(QByteArray::number(i).rightJustified(4, '0'), {100, 40});
    for (int i = 0; i < side; ++i)
        for (int j = 0; j < side; ++j) graph.connect(i, side + j);
    return graph;
}

Graph sharedConfig(int users)
{
    Graph graph;
    const int config = graph.add("core/ConfigMap/shared", {144, 48}, 3);
    for (int i = 0; i < users; ++i) {
        const QByteArray name = QByteArray::number(i).rightJustified(5, '0');
        const int service = graph.add("core/Service/" + name, {160, 68}, 1);
        const int deployment = graph.add("apps/Deployment/" + name, {192, 120}, 2);
        graph.connect(service, deployment, 3);
        graph.connect(deployment, config);
    }
    return graph;
}

Graph fromText(const QByteArray &text) // "a>b b>c d", cards of 100×40
{
    Graph graph;
    const auto node = [&graph](const QByteArray &name) {
        const int known = graph.find(name);
        return known >= 0 ? known : graph.add(name, {100, 40});
    };
    for (const QByteArray &word : text.split(' ')) {
        if (word.isEmpty()) continue;
        const auto ends = word.split('>');
        const int from = node(ends[0]);
        if (ends.size() == 2) graph.connect(from, node(ends[1]));
    }
    return graph;
}

} // namespace

class TestLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void picture_data();
    void picture();
    void promises_data();
    void promises();
    void sameInAnyOrder_data();
    void sameInAnyOrder();
    void invalidInput();
    void labelsFindRoom();
    void portsAreMet();
    void boutiqueFlowsToTheRight();
    void fitsAWindow_data();
    void fitsAWindow();
    void cancelled();
};

void TestLayout::picture_data()
{
    QTest::addColumn<QByteArray>("graph");
    QTest::addColumn<QByteArray>("picture");
    QTest::newRow("nothing") << QByteArray() << QByteArray();
    QTest::newRow("one") << QByteArray("a") << QByteArray("0: a@0\n");
    QTest::newRow("chain") << QByteArray("a>b b>c") << QByteArray("0: a@0\n172: b@0\n344: c@0\n");
    QTest::newRow("diamond") << QByteArray("a>b a>c b>d c>d") << QByteArray("0: a@32\n176: b@0 c@64\n352: d@32\n");
    QTest::newRow("long edge passes a column")
        << QByteArray("a>b b>c a>c") << QByteArray("0: a@32\n176: b@0\n352: c@32\n");
    QTest::newRow("cycle") << QByteArray("a>b b>c c>a")
                           << QByteArray("0: a@0\n172: b@0\n344: c@0\nc->a via 52 52 52\n");
    QTest::newRow("self-loop") << QByteArray("a>a a>b") << QByteArray("0: a@0\n172: b@0\na->a via -12\n");
    QTest::newRow("two ways") << QByteArray("a>b b>a") << QByteArray("0: a@0\n172: b@0\nb->a via 52 52\n");
    QTest::newRow("components and a lone node")
        << QByteArray("a>b c>d e") << QByteArray("0: a@0 c@96 e@192\n172: b@0 d@96\n");
    QTest::newRow("crossing taken away") << QByteArray("a>y b>x a>z b>z")
                                         << QByteArray("0: a@32 b@96\n176: y@0 z@64 x@128\n");
}

void TestLayout::picture()
{
    QFETCH(QByteArray, graph);
    const Graph drawn = fromText(graph);
    QTEST(print(drawn, *graph::computeLayout(drawn.nodes, drawn.edges)), "picture");
}

void TestLayout::promises_data()
{
    QTest::addColumn<Graph>("graph");
    QTest::addColumn<bool>("clear"); // whether every edge keeps clear of every card
    QTest::newRow("online-boutique") << onlineBoutique() << true;
    QTest::newRow("services 150") << services(150, 1) << true;
    QTest::newRow("services 400 in 6 namespaces") << services(400, 2, 6) << true;
    QTest::newRow("cycles") << anything(60, 90, 3) << true;
    QTest::newRow("dense cycles") << anything(30, 200, 4) << true;
    QTest::newRow("self-loop") << fromText("a>a") << true;
    QTest::newRow("two ways") << fromText("a>b b>a a>b a>b b>b") << true;
    QTest::newRow("lone nodes") << anything(300, 0, 5) << true;
    QTest::newRow("chain of 10,000") << chain(10'000) << false;
    QTest::newRow("complete bipartite 60×60") << bipartite(60) << true;
    QTest::newRow("star of 5,000") << star(5000) << false;
    QTest::newRow("one ConfigMap used by 1,000") << sharedConfig(1000) << false;
    QTest::newRow("3,000 nodes at random") << anything(3000, 4500, 6) << false;
}

void TestLayout::promises()
{
    QFETCH(Graph, graph);
    QFETCH(bool, clear);
    const auto layout = graph::computeLayout(graph.nodes, graph.edges);
    QVERIFY(layout);
    QCOMPARE(layout->positions.size(), graph.nodes.size());
    QCOMPARE(layout->routes.size(), graph.edges.size());
    QCOMPARE(overlaps(graph, *layout), 0);
    QCOMPARE(offGrid(*layout), 0);
    for (size_t i = 0; i < graph.edges.size(); ++i) {
        const auto &points = layout->routes[i].points;
        QCOMPARE(points.size() % 3, size_t(1));
        QCOMPARE(points.front().x(), cardOf(graph, *layout, graph.edges[i].from).right());
        QCOMPARE(points.back().x(), cardOf(graph, *layout, graph.edges[i].to).left());
    }
    for (size_t i = 0; i < graph.nodes.size(); ++i)
        QVERIFY(layout->componentRects[layout->component[i]].contains(cardOf(graph, *layout, int(i))));
    if (clear) QCOMPARE(edgesOverCards(graph, *layout), 0);
}

void TestLayout::sameInAnyOrder_data()
{
    QTest::addColumn<Graph>("graph");
    QTest::newRow("online-boutique") << onlineBoutique();
    QTest::newRow("services") << services(200, 3, 4);
    QTest::newRow("cycles") << anything(60, 90, 3);
}

void TestLayout::sameInAnyOrder()
{
    QFETCH(Graph, graph);
    for (graph::LayoutEdge &edge : graph.edges) edge.sortKey = QByteArray::number(qint64(&edge - graph.edges.data()));
    const auto routesByKey = [](const Graph &g, const graph::Layout &layout) {
        std::map<QByteArray, std::vector<QPointF>> routes;
        for (size_t i = 0; i < g.edges.size(); ++i) routes[g.edges[i].sortKey] = layout.routes[i].points;
        return routes;
    };
    const auto first = graph::computeLayout(graph.nodes, graph.edges);
    for (quint32 seed = 1; seed <= 5; ++seed) {
        const Graph other = shuffled(graph, seed);
        const auto again = graph::computeLayout(other.nodes, other.edges);
        for (size_t i = 0; i < other.nodes.size(); ++i)
            QCOMPARE(again->positions[i], first->positions[graph.find(other.nodes[i].sortKey)]);
        QVERIFY(routesByKey(other, *again) == routesByKey(graph, *first));
    }
}

void TestLayout::invalidInput()
{
    Graph graph;
    const qreal nan = std::numeric_limits<qreal>::quiet_NaN();
    graph.add("a", {nan, -5});
    graph.add("b", {1e300, 1e300});
    graph.add("c", {0, 0});
    graph.nodes[2].pinned = QPointF(nan, 0);
    graph.connect(0, 1, -7);
    graph.connect(1, 9);
    graph.connect(-1, 0);
    graph.connect(1, 0);
    graph.edges[3].previousVia = {{-1e300, 1e300, 1e300}};
    graph.edges[0].fromOffsetY = nan;
    graph.edges[0].labelWidth = nan;
    graph.edges[0].previousVia = {{nan, nan, nan}, {1e300, -1e300, 0}};
    const auto layout = graph::computeLayout(graph.nodes, graph.edges);
    QVERIFY(layout);
    QVERIFY(!layout->routes[0].points.empty());
    QVERIFY(layout->routes[1].points.empty() && layout->routes[2].points.empty());
    for (QPointF position : layout->positions) QVERIFY(std::isfinite(position.x()) && std::isfinite(position.y()));
    for (QPointF point : layout->routes[0].points) QVERIFY(std::isfinite(point.x()) && std::isfinite(point.y()));
}

void TestLayout::labelsFindRoom()
{
    Graph graph = onlineBoutique();
    for (graph::LayoutEdge &edge : graph.edges) edge.labelWidth = 84;
    const auto layout = graph::computeLayout(graph.nodes, graph.edges);
    int covered = 0;
    for (const graph::EdgeRoute &route : layout->routes) {
        const QRectF label(route.label - QPointF(42, 10), QSizeF(84, 20));
        for (int node = 0; node < int(graph.nodes.size()); ++node)
            covered += label.intersects(cardOf(graph, *layout, node));
    }
    QCOMPARE(covered, 0);
}

void TestLayout::portsAreMet()
{
    Graph graph = fromText("a>b a>c b>d c>d");
    for (graph::LayoutEdge &edge : graph.edges) {
        edge.fromOffsetY = 8;
        edge.toOffsetY = 32;
    }
    const auto layout = graph::computeLayout(graph.nodes, graph.edges);
    for (size_t i = 0; i < graph.edges.size(); ++i) {
        QCOMPARE(layout->routes[i].points.front().y(), layout->positions[graph.edges[i].from].y() + 8);
        QCOMPARE(layout->routes[i].points.back().y(), layout->positions[graph.edges[i].to].y() + 32);
    }
}

void TestLayout::boutiqueFlowsToTheRight()
{
    const Graph graph = onlineBoutique();
    const auto layout = graph::computeLayout(graph.nodes, graph.edges);
    for (const graph::LayoutEdge &edge : graph.edges)
        QVERIFY(cardOf(graph, *layout, edge.from).right() < layout->positions[edge.to].x());
    for (int node = 0; node < int(graph.nodes.size()); ++node) { // an account stands right beside its workload
        if (!graph.nodes[node].sortKey.startsWith("core/ServiceAccount/")) continue;
        const int owner = graph.find("apps/Deployment/" + graph.nodes[node].sortKey.mid(20));
        QVERIFY(layout->positions[node].x() - cardOf(graph, *layout, owner).right() < 200);
        QVERIFY(std::abs(cardOf(graph, *layout, node).center().y() - cardOf(graph, *layout, owner).center().y()) < 250);
    }
}

void TestLayout::fitsAWindow_data()
{
    QTest::addColumn<Graph>("graph");
    QTest::newRow("lone nodes") << anything(300, 0, 5);
    QTest::newRow("star") << star(500);
    QTest::newRow("shared configuration") << sharedConfig(200);
    QTest::newRow("namespaces") << services(600, 2, 12);
}

void TestLayout::fitsAWindow()
{
    QFETCH(Graph, graph);
    const auto layout = graph::computeLayout(graph.nodes, graph.edges);
    QRectF all;
    for (int node = 0; node < int(graph.nodes.size()); ++node) all |= cardOf(graph, *layout, node);
    const double ratio = all.width() / all.height();
    QVERIFY2(ratio > 0.7 && ratio < 3.5, qPrintable(QString::number(ratio)));
}

void TestLayout::cancelled()
{
    const Graph graph = services(100, 1);
    std::atomic_bool cancel = true;
    QVERIFY(!graph::computeLayout(graph.nodes, graph.edges, {}, &cancel));
    cancel = false;
    QVERIFY(graph::computeLayout(graph.nodes, graph.edges, {}, &cancel));
}

QTEST_GUILESS_MAIN(TestLayout)
#include "tst_layout.moc"
