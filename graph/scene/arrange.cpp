// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/scene/arrange.h"

#include "graph/scene/cardpainter.h"
#include "graph/scene/linkpainter.h"

namespace graph {

namespace {

// From left to right: who may call, network, workloads, what they use.
int rankHint(const GraphNode &node)
{
    switch (node.family) {
    case look::Family::Network: return node.key.kind == QStringLiteral("Ingress") ? 0 : 1;
    case look::Family::Workload: return 2;
    case look::Family::Config: return 3;
    case look::Family::Storage: return 4;
    case look::Family::Access: return 5;
    case look::Family::Neutral: break;
    }
    return 6;
}

// How much a line wants to be short and straight: traffic most, a name in a text least.
int weightOf(const Graph &graph, const GraphLink &link)
{
    if (link.address) return 1;
    return graph.nodes[size_t(link.from)].family == look::Family::Network ? 3 : 2;
}

std::pair<model::ResourceKey, model::ResourceKey> endsOf(const Graph &graph, const GraphLink &link)
{
    return {graph.nodes[size_t(link.from)].key, graph.nodes[size_t(link.to)].key};
}

} // namespace

std::vector<LayoutNode> layoutNodes(const Graph &graph, const QHash<model::ResourceKey, QPointF> &pins,
                                    const QHash<model::ResourceKey, QPointF> &previous)
{
    QHash<QString, int> groups; // in the order of the sorted nodes, so the same each time
    std::vector<LayoutNode> nodes;
    nodes.reserve(graph.nodes.size());
    for (const GraphNode &node : graph.nodes) {
        LayoutNode place;
        place.sortKey = node.key.id().toUtf8();
        place.size = cardSize(node);
        auto group = groups.constFind(node.key.ns);
        if (group == groups.cend()) group = groups.insert(node.key.ns, int(groups.size()));
        place.group = *group;
        place.rankHint = rankHint(node);
        if (const auto pin = pins.constFind(node.key); pin != pins.cend()) place.pinned = *pin;
        if (const auto before = previous.constFind(node.key); before != previous.cend()) place.previous = *before;
        nodes.push_back(std::move(place));
    }
    return nodes;
}

std::vector<LayoutEdge> layoutEdges(const Graph &graph, const Routes &previous)
{
    std::vector<LayoutEdge> edges;
    edges.reserve(graph.links.size());
    for (const GraphLink &link : graph.links) {
        LayoutEdge edge;
        edge.from = link.from;
        edge.to = link.to;
        edge.weight = weightOf(graph, link);
        const auto ends = endsOf(graph, link);
        edge.sortKey = ends.first.id().toUtf8() + '>' + ends.second.id().toUtf8();
        if (const auto before = previous.constFind(ends); before != previous.cend()) edge.previousVia = *before;
        edge.labelWidth = labelRect({}, link).width();
        edge.fromOffsetY = socketOffset(graph.nodes[size_t(link.from)]);
        edge.toOffsetY = socketOffset(graph.nodes[size_t(link.to)]);
        edges.push_back(std::move(edge));
    }
    return edges;
}

Routes routesOf(const Graph &graph, const Layout &layout)
{
    Routes routes;
    for (size_t i = 0; i < graph.links.size() && i < layout.routes.size(); ++i)
        if (!layout.routes[i].via.empty()) routes.insert(endsOf(graph, graph.links[i]), layout.routes[i].via);
    return routes;
}

Layout arrange(const Graph &graph, const QHash<model::ResourceKey, QPointF> &pins)
{
    return computeLayout(layoutNodes(graph, pins), layoutEdges(graph)).value_or(Layout());
}

} // namespace graph
