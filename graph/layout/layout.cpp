// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/layout/layout.h"
#include "graph/layout/arrange.h"
#include "graph/layout/incremental.h"
#include "graph/layout/router.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace graph {

using namespace layered;

namespace {

constexpr int largestCard = 20'000;
constexpr double farthest = 100'000'000; // beyond it a coordinate is taken for a mistake

int length(qreal value)
{
    return std::isfinite(value) ? snapUp(int(std::ceil(std::clamp<qreal>(value, grid, largestCard)))) : grid;
}

std::optional<QPoint> place(const std::optional<QPointF> &point)
{
    if (!point || !std::isfinite(point->x()) || !std::isfinite(point->y())) return {};
    if (std::abs(point->x()) > farthest || std::abs(point->y()) > farthest) return {};
    return point->toPoint();
}

int port(const std::optional<qreal> &offset, int height)
{
    if (!offset || !std::isfinite(*offset)) return height / 2 / grid * grid;
    return int(std::lround(std::clamp<qreal>(*offset, 0, height)));
}

struct Sorted
{
    std::vector<int> nodes; // input index of each problem node
    std::vector<int> edges; // input index of each valid edge, self-loops among them
    std::vector<Link> ends; // of those edges, in problem nodes
    Problem problem;
};

void sortNodes(const std::vector<LayoutNode> &nodes, Sorted *sorted)
{
    sorted->nodes.resize(nodes.size());
    std::iota(sorted->nodes.begin(), sorted->nodes.end(), 0);
    std::ranges::stable_sort(sorted->nodes, {}, [&nodes](int i) -> const QByteArray & { return nodes[i].sortKey; });
    for (int i : sorted->nodes) {
        const LayoutNode &node = nodes[i];
        sorted->problem.nodes.push_back({length(node.size.width()), length(node.size.height()), node.group,
                                         node.rankHint, place(node.pinned), place(node.previous)});
    }
}

// In the order of their ends; edges between the same two nodes lie apart: at 0, 8, -8, 16… px from the middle.
void sortEdges(const std::vector<LayoutEdge> &edges, Sorted *sorted)
{
    std::vector<int> index(sorted->nodes.size());
    for (int i = 0; i < int(index.size()); ++i) index[sorted->nodes[i]] = i;
    const auto valid = [&](int node) { return node >= 0 && node < int(index.size()); };
    for (int i = 0; i < int(edges.size()); ++i)
        if (valid(edges[i].from) && valid(edges[i].to)) sorted->edges.push_back(i);
    std::ranges::stable_sort(sorted->edges, [&](int a, int b) {
        const auto key = [&](int i) { return std::tuple(index[edges[i].from], index[edges[i].to]); };
        return key(a) != key(b) ? key(a) < key(b) : edges[a].sortKey < edges[b].sortKey;
    });
    int parallel = 0;
    for (int i : sorted->edges) {
        const LayoutEdge &edge = edges[i];
        Link link{index[edge.from], index[edge.to], std::clamp(edge.weight, 1, 100)};
        const auto &ends = sorted->ends;
        parallel = !ends.empty() && ends.back().from == link.from && ends.back().to == link.to ? parallel + 1 : 0;
        const int aside = parallel % 2 == 1 ? 4 * (parallel + 1) : -4 * parallel;
        const auto apart = [&](const std::optional<qreal> &offset, int height) {
            return offset ? port(offset, height) : std::clamp(port({}, height) + aside, 0, height);
        };
        link.fromPort = apart(edge.fromOffsetY, sorted->problem.nodes[link.from].height);
        link.toPort = apart(edge.toOffsetY, sorted->problem.nodes[link.to].height);
        link.labelWidth = edge.labelWidth > 0 ? int(std::ceil(std::min<qreal>(edge.labelWidth, largestCard))) : 0;
        sorted->ends.push_back(link);
        if (link.from != link.to) sorted->problem.links.push_back(link);
    }
}

// What came back from a caller: nothing of it if any of it cannot be.
std::vector<Passage> sane(const std::vector<Passage> &via)
{
    const auto good = [](qreal value) { return std::isfinite(value) && std::abs(value) <= farthest; };
    const bool all =
        std::ranges::all_of(via, [&](const Passage &p) { return good(p.left) && good(p.right) && good(p.y); });
    return all ? via : std::vector<Passage>();
}

// passages run parallel to the problem's links, which are the sorted edges without self-loops; empty: none known.
bool routeAll(const Sorted &sorted, const std::vector<QRect> &cards, const std::vector<LayoutEdge> &edges,
              const std::vector<std::vector<Passage>> &passages, std::vector<EdgeRoute> *routes)
{
    routes->resize(edges.size());
    Router router(cards, sorted.problem.options);
    size_t link = 0;
    for (size_t i = 0; i < sorted.edges.size(); ++i) {
        if (sorted.problem.cancel.requested()) return false;
        const Link &ends = sorted.ends[i];
        const LayoutEdge &edge = edges[sorted.edges[i]];
        Wire wire{ends.from,
                  ends.to,
                  qreal(cards[ends.from].top() + ends.fromPort),
                  qreal(cards[ends.to].top() + ends.toPort),
                  ends.labelWidth,
                  {}};
        wire.wish = passages.empty() || ends.from == ends.to ? sane(edge.previousVia) : passages[link];
        if (ends.from != ends.to) ++link;
        (*routes)[sorted.edges[i]] = router.route(wire);
    }
    return true;
}

void describeComponents(const Sorted &sorted, const std::vector<QRect> &cards, Layout *layout)
{
    int count = 0;
    const std::vector<int> component = components(sorted.problem, &count);
    layout->component.resize(component.size());
    std::vector<QRect> rects(count);
    for (size_t i = 0; i < component.size(); ++i) {
        layout->component[sorted.nodes[i]] = component[i];
        rects[component[i]] |= cards[i];
    }
    layout->componentRects.assign(rects.begin(), rects.end());
}

} // namespace

std::optional<Layout> computeLayout(const std::vector<LayoutNode> &nodes, const std::vector<LayoutEdge> &edges,
                                    const LayoutOptions &options, const std::atomic_bool *cancel)
{
    Sorted sorted{{}, {}, {}, {{}, {}, options, Cancel(cancel)}};
    sortNodes(nodes, &sorted);
    sortEdges(edges, &sorted);
    const Problem &problem = sorted.problem;
    std::vector<QPoint> places;
    std::vector<std::vector<Passage>> passages;
    if (mostlyPlaced(problem)) {
        places = fitIn(problem);
    } else {
        Arrangement fresh = arrange(problem);
        if (problem.cancel.requested()) return {};
        places = holdPinned(problem, fresh.positions);
        const QPoint shift = places.empty() ? QPoint() : places.front() - fresh.positions.front();
        passages = std::move(fresh.passages);
        for (auto &list : passages)
            for (Passage &passage : list)
                passage = {passage.left + shift.x(), passage.right + shift.x(), passage.y + shift.y()};
    }
    if (problem.cancel.requested()) return {};

    std::vector<QRect> cards;
    for (size_t i = 0; i < places.size(); ++i)
        cards.emplace_back(places[i], QSize(problem.nodes[i].width, problem.nodes[i].height));
    Layout layout;
    layout.positions.resize(nodes.size());
    for (size_t i = 0; i < places.size(); ++i) {
        const LayoutNode &node = nodes[sorted.nodes[i]];
        layout.positions[sorted.nodes[i]] = problem.nodes[i].pinned ? *node.pinned : QPointF(places[i]);
    }
    if (!routeAll(sorted, cards, edges, passages, &layout.routes)) return {};
    describeComponents(sorted, cards, &layout);
    return layout;
}

std::vector<EdgeRoute> routeEdges(const std::vector<QRectF> &cards, const std::vector<LayoutEdge> &edges,
                                  const LayoutOptions &options)
{
    Sorted sorted{{}, {}, {}, {{}, {}, options, Cancel()}};
    std::vector<QRect> rects;
    sorted.nodes.resize(cards.size());
    std::iota(sorted.nodes.begin(), sorted.nodes.end(), 0);
    for (const QRectF &card : cards) {
        rects.emplace_back(card.topLeft().toPoint(), QSize(length(card.width()), length(card.height())));
        sorted.problem.nodes.push_back({rects.back().width(), rects.back().height(), -1, 0, {}, {}});
    }
    sortEdges(edges, &sorted);
    std::vector<EdgeRoute> routes;
    routeAll(sorted, rects, edges, {}, &routes);
    return routes;
}

} // namespace graph
