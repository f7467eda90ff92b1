// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/model/graphbuilder.h"

#include "graph/model/facts.h"
#include "model/resource/kinds.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace graph {

namespace {

look::Family familyOf(const model::ResourceKey &key)
{
    switch (model::kindInfo(key).family) {
    case model::KindFamily::Workload: return look::Family::Workload;
    case model::KindFamily::Network: return look::Family::Network;
    case model::KindFamily::Config: return look::Family::Config;
    case model::KindFamily::Storage: return look::Family::Storage;
    case model::KindFamily::Access: return look::Family::Access;
    case model::KindFamily::Other: break;
    }
    return look::Family::Neutral;
}

GraphNode bareNode(const model::ResourceKey &key)
{
    GraphNode node;
    node.key = key;
    node.glyph = model::kindInfo(key).glyph;
    node.family = familyOf(key);
    node.title = key.shownName();
    node.subtitle = key.kind;
    return node;
}

// What a line is about decides its colour: the network's lines are the network's, a volume's are storage's.
look::Family familyOf(model::Relation relation)
{
    switch (relation) {
    case model::Relation::Owner:
    case model::Relation::ScaleTarget:
    case model::Relation::DisruptionSelector:
    case model::Relation::PriorityClass:
    case model::Relation::RuntimeClass: return look::Family::Workload;
    case model::Relation::ServiceSelector:
    case model::Relation::ServicePort:
    case model::Relation::IngressBackend:
    case model::Relation::Address:
    case model::Relation::PolicySelector:
    case model::Relation::PolicyFrom:
    case model::Relation::PolicyTo:
    case model::Relation::GoverningService:
    case model::Relation::IngressClass:
    case model::Relation::WebhookService:
    case model::Relation::ApiService:
    case model::Relation::RouteBackend: return look::Family::Network;
    case model::Relation::EnvConfig:
    case model::Relation::EnvSecret:
    case model::Relation::VolumeConfig:
    case model::Relation::VolumeSecret:
    case model::Relation::PullSecret:
    case model::Relation::TlsSecret: return look::Family::Config;
    case model::Relation::VolumeClaim:
    case model::Relation::StorageClass:
    case model::Relation::VolumeBinding: return look::Family::Storage;
    case model::Relation::ServiceAccount:
    case model::Relation::RoleRef:
    case model::Relation::RoleSubject: return look::Family::Access;
    case model::Relation::CustomInstance:
    case model::Relation::Reference:
    case model::Relation::Selects: break;
    }
    return look::Family::Neutral;
}

void addNodes(Graph &graph, const model::ResourceSet &resources, const model::Edges &edges)
{
    std::map<model::ResourceKey, GraphNode> nodes;
    for (const model::Resource &resource : resources.resources()) {
        GraphNode node = bareNode(resource.key);
        node.stale = resource.stale;
        describe(resource, node);
        nodes.emplace(resource.key, std::move(node));
    }
    for (const model::Edge &edge : edges) {
        for (const model::ResourceKey &key : {edge.from, edge.to}) {
            if (nodes.contains(key)) continue;
            GraphNode ghost = bareNode(key);
            ghost.ghost = true;
            ghost.hint = QCoreApplication::translate("Graph", "%1 missing · create").arg(key.kind);
            nodes.emplace(key, std::move(ghost));
        }
    }
    graph.nodes.reserve(nodes.size());
    for (auto &[key, node] : nodes) {
        graph.byKey.insert(key, int(graph.nodes.size()));
        graph.nodes.push_back(std::move(node));
    }
}

// "80 → 80" says no more than "80".
QString shortLabel(const model::Edge &edge)
{
    const QStringList ports = edge.label.split(QStringLiteral(" → "));
    const bool same = edge.relation == model::Relation::ServicePort && ports.size() == 2 && ports[0] == ports[1];
    return same ? ports[0] : edge.label;
}

void addLinks(Graph &graph)
{
    std::map<std::pair<int, int>, GraphLink> links;
    for (int i = 0; i < int(graph.edges.size()); ++i) {
        const model::Edge &edge = graph.edges[size_t(i)];
        const int from = graph.byKey.value(edge.from), to = graph.byKey.value(edge.to);
        GraphLink &link = links[{from, to}];
        if (link.edges.empty()) {
            link.from = from;
            link.to = to;
            link.family = familyOf(edge.relation);
            link.address = true;
        }
        link.edges.push_back(i);
        link.address = link.address && edge.relation == model::Relation::Address;
        link.broken = link.broken || edge.broken;
        // A port tells more than the selector, which is nearly always the names again.
        const bool tellsMore = edge.relation == model::Relation::ServicePort && !edge.label.isEmpty();
        const bool tellsNothing = edge.label == QStringLiteral("*") && edge.relation != model::Relation::IngressBackend;
        if ((link.label.isEmpty() || tellsMore) && !tellsNothing) link.label = shortLabel(edge);
    }
    for (auto &[ends, link] : links) graph.links.push_back(std::move(link));
}

} // namespace

Graph buildGraph(const model::ResourceSet &resources, const model::Edges &edges, const model::Problems &problems)
{
    Graph graph;
    graph.edges = edges;
    addNodes(graph, resources, edges);
    addLinks(graph);
    countProblems(graph, problems);
    return graph;
}

void countProblems(Graph &graph, const model::Problems &problems)
{
    for (GraphNode &node : graph.nodes) node.errors = node.warnings = 0;
    for (const model::Problem &problem : problems) {
        const auto found = graph.byKey.constFind(problem.resource);
        if (found == graph.byKey.cend()) continue;
        GraphNode &node = graph.nodes[size_t(*found)];
        if (problem.severity == model::Severity::Error)
            ++node.errors;
        else if (problem.severity == model::Severity::Warning)
            ++node.warnings;
    }
}

} // namespace graph
