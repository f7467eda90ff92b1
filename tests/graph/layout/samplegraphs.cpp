// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/graph/layout/samplegraphs.h"

#include <QElapsedTimer>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>

#include <algorithm>
#include <array>
#include <numeric>

using namespace Qt::StringLiterals;

namespace samplegraphs {

namespace {

constexpr QSizeF serviceSize(160, 68), deploymentSize(192, 120), smallSize(144, 48);

class Random // the same numbers everywhere, unlike the standard library's distributions
{
public:
    explicit Random(quint32 seed) : m_state(seed * 2654435761u + 12345) {}
    int below(int limit)
    {
        m_state = m_state * 6364136223846793005ull + 1442695040888963407ull;
        return int((m_state >> 33) % quint64(limit));
    }
    bool chance(int percent) { return below(100) < percent; }

private:
    quint64 m_state;
};

QByteArray number(int value) { return QByteArray::number(value).rightJustified(5, '0'); }

Line bezier(const std::vector<QPointF> &points)
{
    Line line;
    for (size_t i = 0; i + 3 < points.size(); i += 3) {
        for (int step = line.empty() ? 0 : 1; step <= 16; ++step) {
            const qreal t = step / 16.0, s = 1 - t;
            line.push_back(s * s * s * points[i] + 3 * s * s * t * points[i + 1] + 3 * s * t * t * points[i + 2] +
                           t * t * t * points[i + 3]);
        }
    }
    return line;
}

bool cross(QPointF a, QPointF b, QPointF c, QPointF d)
{
    const auto side = [](QPointF p, QPointF q, QPointF r) {
        return (q.x() - p.x()) * (r.y() - p.y()) - (q.y() - p.y()) * (r.x() - p.x());
    };
    return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

QRectF around(const Line &line, size_t first, size_t last)
{
    qreal left = line[first].x(), right = left, top = line[first].y(), bottom = top;
    for (size_t i = first + 1; i <= last; ++i) {
        left = std::min(left, line[i].x());
        right = std::max(right, line[i].x());
        top = std::min(top, line[i].y());
        bottom = std::max(bottom, line[i].y());
    }
    return {QPointF(left - 0.01, top - 0.01), QPointF(right + 0.01, bottom + 0.01)};
}

int crossingsOf(const Line &a, const Line &b)
{
    int count = 0;
    for (size_t i = 1; i < a.size(); ++i) {
        const QRectF box = around(a, i - 1, i);
        for (size_t j = 1; j < b.size(); ++j)
            count += box.intersects(around(b, j - 1, j)) && cross(a[i - 1], a[i], b[j - 1], b[j]);
    }
    return count;
}

QByteArray dotSource(const Graph &graph)
{
    QByteArray text = "digraph g {rankdir=LR; nodesep=0.3333; ranksep=1; node [shape=box fixedsize=true label=\"\"];\n";
    for (size_t i = 0; i < graph.nodes.size(); ++i)
        text += 'n' + QByteArray::number(int(i)) + " [width=" + QByteArray::number(graph.nodes[i].size.width() / 72) +
                " height=" + QByteArray::number(graph.nodes[i].size.height() / 72) + "];\n";
    for (size_t i = 0; i < graph.edges.size(); ++i)
        text += 'n' + QByteArray::number(graph.edges[i].from) + " -> n" + QByteArray::number(graph.edges[i].to) +
                " [id=" + QByteArray::number(int(i)) + "];\n";
    return text + "}\n";
}

} // namespace

int Graph::add(const QByteArray &key, QSizeF size, int rankHint)
{
    graph::LayoutNode node;
    node.sortKey = key;
    node.size = size;
    node.rankHint = rankHint;
    nodes.push_back(node);
    return int(nodes.size()) - 1;
}

void Graph::connect(int from, int to, int weight)
{
    graph::LayoutEdge edge;
    edge.from = from;
    edge.to = to;
    edge.weight = weight;
    edges.push_back(edge);
}

int Graph::find(const QByteArray &key) const
{
    const auto found = std::ranges::find(nodes, key, &graph::LayoutNode::sortKey);
    return found == nodes.end() ? -1 : int(found - nodes.begin());
}

Graph onlineBoutique()
{
    Graph graph;
    const std::array services{
        "adservice", "cartservice",    "checkoutservice",       "currencyservice",       "emailservice",
        "frontend",  "paymentservice", "productcatalogservice", "recommendationservice", "shippingservice",
        "redis-cart"};
    QHash<QByteArray, int> service, deployment;
    for (const char *name : services) {
        service[name] = graph.add(QByteArray("core/Service/") + name, serviceSize, 1);
        deployment[name] = graph.add(QByteArray("apps/Deployment/") + name, deploymentSize, 2);
        graph.connect(service[name], deployment[name], 3);
    }
    graph.connect(graph.add("core/Service/frontend-external", serviceSize, 1), deployment["frontend"], 3);
    deployment["loadgenerator"] = graph.add("apps/Deployment/loadgenerator", deploymentSize, 2);
    for (auto it = deployment.cbegin(); it != deployment.cend(); ++it)
        if (it.key() != "redis-cart")
            graph.connect(it.value(), graph.add("core/ServiceAccount/" + it.key(), smallSize, 3), 2);
    const auto call = [&](const char *from, std::initializer_list<const char *> targets) {
        for (const char *to : targets) graph.connect(deployment[from], service[to]);
    };
    call("loadgenerator", {"frontend"});
    call("frontend", {"adservice", "cartservice", "checkoutservice", "currencyservice", "productcatalogservice",
                      "recommendationservice", "shippingservice"});
    call("checkoutservice", {"cartservice", "currencyservice", "emailservice", "paymentservice",
                             "productcatalogservice", "shippingservice"});
    call("recommendationservice", {"productcatalogservice"});
    call("cartservice", {"redis-cart"});
    return graph;
}

Graph services(int nodes, quint32 seed, int namespaces)
{
    Graph graph;
    Random random(seed);
    struct App
    {
        int service, deployment, space;
    };
    std::vector<App> apps;
    std::vector<int> shared; // configuration that later apps may use too
    while (int(graph.nodes.size()) < nodes) {
        const QByteArray name = number(int(apps.size()));
        const int space = namespaces > 1 ? random.below(namespaces) : 0;
        const App app{graph.add("core/Service/" + name, serviceSize, 1),
                      graph.add("apps/Deployment/" + name, deploymentSize + QSizeF(0, 40 * random.below(3)), 2), space};
        graph.connect(app.service, app.deployment, 3);
        for (int calls = random.below(4); calls > 0 && !apps.empty(); --calls) {
            // Mostly a recent one: real systems have neighbourhoods.
            const int back = 1 + (random.chance(70) ? random.below(10) : random.below(int(apps.size())));
            const App &caller = apps[std::max(0, int(apps.size()) - back)];
            if (caller.space == space || random.chance(2)) graph.connect(caller.deployment, app.service);
        }
        if (random.chance(60)) graph.connect(app.deployment, graph.add("core/ServiceAccount/" + name, smallSize, 3), 2);
        if (random.chance(40)) {
            shared.push_back(graph.add("core/ConfigMap/" + name, smallSize, 3));
            graph.connect(app.deployment, shared.back(), 2);
        }
        if (random.chance(15) && !shared.empty())
            graph.connect(app.deployment, shared[std::max(0, int(shared.size()) - 1 - random.below(8))]);
        for (size_t i = graph.nodes.size(); namespaces > 1 && i-- > 0 && graph.nodes[i].group < 0;)
            graph.nodes[i].group = space;
        apps.push_back(app);
    }
    return graph;
}

Graph anything(int nodes, int edges, quint32 seed)
{
    Graph graph;
    Random random(seed);
    for (int i = 0; i < nodes; ++i)
        graph.add(number(i), {qreal(100 + 4 * random.below(30)), qreal(40 + 4 * random.below(30))});
    for (int i = 0; i < edges; ++i) {
        const int from = random.below(nodes);
        graph.connect(from, random.below(nodes));
    }
    return graph;
}

Graph shuffled(const Graph &graph, quint32 seed)
{
    Random random(seed);
    std::vector<int> order(graph.nodes.size()), place(graph.nodes.size());
    std::iota(order.begin(), order.end(), 0);
    for (int i = int(order.size()) - 1; i > 0; --i) std::swap(order[i], order[random.below(i + 1)]);
    Graph result;
    for (int i : order) {
        place[i] = int(result.nodes.size());
        result.nodes.push_back(graph.nodes[i]);
    }
    result.edges = graph.edges;
    for (graph::LayoutEdge &edge : result.edges) {
        edge.from = place[edge.from];
        edge.to = place[edge.to];
    }
    for (int i = int(result.edges.size()) - 1; i > 0; --i)
        std::swap(result.edges[i], result.edges[random.below(i + 1)]);
    return result;
}

std::vector<Line> lines(const graph::Layout &layout)
{
    std::vector<Line> result;
    for (const graph::EdgeRoute &route : layout.routes) result.push_back(bezier(route.points));
    return result;
}

qint64 crossings(const Graph &graph, const std::vector<Line> &lines)
{
    std::vector<QRectF> boxes;
    for (const Line &line : lines) boxes.push_back(line.empty() ? QRectF() : around(line, 0, line.size() - 1));
    qint64 count = 0;
    for (size_t i = 0; i < lines.size(); ++i) {
        for (size_t j = i + 1; j < lines.size(); ++j) {
            const auto &a = graph.edges[i], &b = graph.edges[j];
            if (a.from == b.from || a.from == b.to || a.to == b.from || a.to == b.to || !boxes[i].intersects(boxes[j]))
                continue;
            count += crossingsOf(lines[i], lines[j]);
        }
    }
    return count;
}

bool haveDot() { return !QStandardPaths::findExecutable(u"dot"_s).isEmpty(); }

std::optional<DotResult> runDot(const Graph &graph)
{
    DotResult result;
    QElapsedTimer timer;
    timer.start();
    QProcess dot;
    dot.start(u"dot"_s, {u"-Tjson0"_s});
    dot.write(dotSource(graph));
    dot.closeWriteChannel();
    if (!dot.waitForFinished(60'000) || dot.exitCode() != 0) return {};
    const QByteArray output = dot.readAllStandardOutput();
    result.milliseconds = double(timer.nsecsElapsed()) / 1e6;
    result.lines.resize(graph.edges.size());
    for (const QJsonValue &edge : QJsonDocument::fromJson(output)[u"edges"].toArray()) {
        std::vector<QPointF> points;
        for (const QString &part : edge[u"pos"].toString().split(u' ')) {
            if (part.startsWith(u'e') || part.startsWith(u's')) continue; // the arrow's tip
            const QStringList numbers = part.split(u',');
            points.emplace_back(numbers.value(0).toDouble(), numbers.value(1).toDouble());
        }
        result.lines[edge[u"id"].toString().toUInt()] = bezier(points);
    }
    return result;
}

} // namespace samplegraphs
