// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/design/graphpipeline.h"

#include "cluster/practice/offline/offlinecheck.h"
#include "graph/model/graphbuilder.h"
#include "graph/scene/arrange.h"
#include "graph/scene/cardpainter.h"
#include "model/document/checker.h"
#include "model/resource/succession.h"

#include <algorithm>

namespace app {

GraphPipeline::GraphPipeline(model::Document *document, Worker *worker, QObject *parent)
    : QObject(parent), m_document(document), m_worker(worker), m_checker(std::make_shared<model::Checker>())
{
    m_checker->setRules({});
    m_checker->setApiCheck(practice::offlineCheck());
    connect(document, &model::Document::changed, this, &GraphPipeline::onDocumentChanged);
    read();
}

GraphPipeline::~GraphPipeline()
{
    if (m_layoutJob) *m_layoutJob = true;
    if (m_checkJob) *m_checkJob = true;
}

void GraphPipeline::onDocumentChanged(const model::ChangeSet &changes, model::Origin origin)
{
    if (origin == model::Origin::File) m_left.clear(); // equal names of other files are other cards
    // Where a card is put is nothing to a server.
    const bool onlyMoves = !changes.isEmpty() && std::ranges::all_of(changes.changes, [](const model::Change &change) {
        return std::holds_alternative<model::MoveChange>(change);
    });
    if (m_server && !onlyMoves) {
        m_server->problems.clear();
        m_server->isStale = true;
    }
    read();
}

void GraphPipeline::read()
{
    const auto resources = m_document->resources();
    m_edges = std::make_shared<const model::Edges>(m_inferrer.infer(*resources));
    graph::Graph next = graph::buildGraph(*resources, *m_edges, m_problems);
    if (sameShape(next)) {
        // Only words changed: the places stay true.
        if (m_layoutJob) *m_layoutJob = true;
        m_layoutRuns = false;
        m_graph = std::move(next);
        Q_EMIT graphChanged(false);
    } else {
        carryPlaces(next);
        m_next = std::move(next);
        startLayout();
    }
    m_read = resources;
    startCheck();
}

// Same nodes of the same sizes, joined in the same way, and no node put elsewhere.
bool GraphPipeline::sameShape(const graph::Graph &next) const
{
    if (next.nodes.size() != m_graph.nodes.size() || next.links.size() != m_graph.links.size() ||
        m_layout.positions.size() != next.nodes.size())
        return false;
    const auto pins = m_document->pins();
    for (size_t i = 0; i < next.nodes.size(); ++i) {
        if (next.nodes[i].key != m_graph.nodes[i].key) return false;
        if (next.nodes[i] != m_graph.nodes[i] && graph::cardSize(next.nodes[i]) != graph::cardSize(m_graph.nodes[i]))
            return false;
        if (const auto pin = pins.constFind(next.nodes[i].key); pin != pins.cend() && *pin != m_layout.positions[i])
            return false;
    }
    for (size_t i = 0; i < next.links.size(); ++i)
        if (next.links[i].from != m_graph.links[i].from || next.links[i].to != m_graph.links[i].to ||
            next.links[i].label != m_graph.links[i].label)
            return false;
    return true;
}

// A resource that has another name now stays where it was, and one that is back comes back to its place.
void GraphPipeline::carryPlaces(const graph::Graph &next)
{
    if (!m_read) return;
    const auto resources = m_document->resources();
    for (const graph::GraphNode &node : m_graph.nodes)
        if (const auto place = m_places.constFind(node.key); place != m_places.cend() && !resources->find(node.key))
            m_left.insert(node.key, *place);
    const QHash<model::ResourceKey, model::ResourceKey> renamed = model::successors(*m_read, *resources);
    for (auto one = renamed.cbegin(); one != renamed.cend(); ++one)
        if (const auto place = m_left.constFind(one.key()); place != m_left.cend())
            m_places.insert(one.value(), *place);
    for (const graph::GraphNode &node : next.nodes)
        if (const auto left = m_left.constFind(node.key); left != m_left.cend() && !m_places.contains(node.key))
            m_places.insert(node.key, *left);
}

void GraphPipeline::tidy()
{
    m_left.clear();
    m_places.clear();
    m_routes.clear();
    m_next = m_graph;
    startLayout();
}

void GraphPipeline::startLayout()
{
    if (m_layoutJob) *m_layoutJob = true;
    m_layoutRuns = true;
    // Sizes need fonts, so they are taken here; the rest is the worker's.
    m_layoutJob = m_worker->run(
        this,
        [this, graph = m_next, nodes = graph::layoutNodes(m_next, m_document->pins(), m_places),
         edges = graph::layoutEdges(m_next, m_routes)](const std::atomic_bool &cancel) -> std::function<void()> {
            std::optional<graph::Layout> layout = graph::computeLayout(nodes, edges, {}, &cancel);
            if (!layout) return {};
            return [this, graph, layout = std::move(*layout)] { onLayout(graph, layout); };
        });
}

void GraphPipeline::onLayout(const graph::Graph &graph, const graph::Layout &layout)
{
    const bool afresh =
        std::ranges::none_of(graph.nodes, [this](const graph::GraphNode &node) { return m_places.contains(node.key); });
    m_layoutRuns = false;
    m_graph = graph;
    m_layout = layout;
    graph::countProblems(m_graph, m_problems);
    m_places.clear();
    for (size_t i = 0; i < m_graph.nodes.size() && i < layout.positions.size(); ++i)
        m_places.insert(m_graph.nodes[i].key, layout.positions[i]);
    m_routes = graph::routesOf(m_graph, layout);
    Q_EMIT graphChanged(afresh);
    settle();
}

void GraphPipeline::startCheck()
{
    if (m_checkJob) *m_checkJob = true;
    m_checkRuns = true;
    m_checkJob = m_worker->run(this,
                               [this, checker = m_checker, resources = m_document->resources()](
                                   const std::atomic_bool &) -> std::function<void()> {
                                   model::Problems problems = checker->check(*resources);
                                   FileRules rules = rulesOf(*checker, problems);
                                   return [this, problems = std::move(problems), rules = std::move(rules)] {
                                       m_checkRuns = false;
                                       m_offline = problems;
                                       m_rules = rules;
                                       updateProblems();
                                       settle();
                                   };
                               });
}

// Of the files with problems: a fix may be what they ask for, and the disk is the worker's to look at.
GraphPipeline::FileRules GraphPipeline::rulesOf(model::Checker &checker, const model::Problems &problems)
{
    FileRules rules;
    for (const model::Problem &problem : problems)
        if (!rules.contains(problem.file)) rules.insert(problem.file, checker.rulesOf(problem.file));
    return rules;
}

std::shared_ptr<const model::RuleSettings> GraphPipeline::rulesOf(const QString &file) const
{
    return m_rules.value(file, model::RuleSettings::defaults());
}

// A job that runs keeps the old checker.
void GraphPipeline::setKinds(const model::KindSet &kinds)
{
    m_kinds = kinds;
    m_checker = std::make_shared<model::Checker>(kinds);
    m_checker->setRules({});
    m_checker->setApiCheck(practice::offlineCheck());
    startCheck();
}

void GraphPipeline::setServerAnswer(const ServerAnswer &answer)
{
    m_server = answer;
    updateProblems();
}

void GraphPipeline::forgetServerAnswer()
{
    if (!m_server) return;
    m_server.reset();
    updateProblems();
}

void GraphPipeline::updateProblems()
{
    m_problems = m_offline;
    if (m_server) m_problems.insert(m_problems.end(), m_server->problems.begin(), m_server->problems.end());
    model::sortProblems(m_problems);
    graph::countProblems(m_graph, m_problems);
    Q_EMIT problemsChanged();
}

void GraphPipeline::settle()
{
    if (isSettled()) Q_EMIT settled();
}

} // namespace app
