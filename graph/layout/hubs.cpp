// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/layout/hubs.h"
#include "graph/layout/arrange.h"
#include "graph/layout/layeredlayout.h"
#include "graph/layout/ranks.h"

#include <algorithm>
#include <numeric>

namespace graph::layered {

namespace {

constexpr int busy = 16;        // links that make a node a hub
constexpr int mostHubs = 12;    // more than these and the picture has no centre any more
constexpr double tooHigh = 2.5; // times higher than the wanted aspect ratio
constexpr int rowGap = 40;      // between lone nodes, so that edges can turn in between

enum Side : char { Centre, Left, Right };

QSize layeredSize(const Problem &problem, const std::vector<int> &ranks)
{
    const size_t columns = 1 + *std::ranges::max_element(ranks);
    std::vector<int> width(columns), height(columns);
    for (size_t node = 0; node < ranks.size(); ++node) {
        width[ranks[node]] = std::max(width[ranks[node]], problem.nodes[node].width);
        height[ranks[node]] += problem.nodes[node].height + problem.options.nodeGap;
    }
    return {std::accumulate(width.begin(), width.end(), int(columns) * problem.options.layerGap),
            *std::ranges::max_element(height)};
}

// The piece of each node that is left when the hubs are taken away; -1 for the hubs. size: nodes in the largest piece.
std::vector<int> piecesWithout(const Problem &problem, const std::vector<int> &hubs, int *count, int *size)
{
    Problem rest{problem.nodes, {}, problem.options, problem.cancel};
    std::vector<char> hub(problem.nodes.size());
    for (int node : hubs) hub[node] = 1;
    for (const Link &link : problem.links)
        if (!hub[link.from] && !hub[link.to]) rest.links.push_back(link);
    std::vector<int> piece = components(rest, count);
    std::vector<int> sizes(*count);
    for (size_t node = 0; node < piece.size(); ++node) {
        if (hub[node])
            piece[node] = -1;
        else
            ++sizes[piece[node]];
    }
    *size = *std::ranges::max_element(sizes);
    return piece;
}

struct Division
{
    std::vector<int> hubs;
    std::vector<Side> side; // of each node
};

// Takes busy nodes away, the busiest first, until what is left is small pieces.
std::optional<Division> divide(const Problem &problem)
{
    std::vector<int> in(problem.nodes.size()), out(problem.nodes.size()), candidates;
    for (const Link &link : problem.links) {
        ++out[link.from];
        ++in[link.to];
    }
    for (int node = 0; node < int(in.size()); ++node)
        if (in[node] + out[node] >= busy) candidates.push_back(node);
    std::ranges::stable_sort(candidates, std::greater{}, [&](int node) { return in[node] + out[node]; });
    Division division;
    std::vector<int> piece;
    int count = 0, largest = int(in.size());
    for (int node : candidates) {
        if (largest * 4 <= int(in.size()) || division.hubs.size() == mostHubs) break;
        division.hubs.push_back(node);
        piece = piecesWithout(problem, division.hubs, &count, &largest);
    }
    if (division.hubs.empty() || largest * 4 > int(in.size())) return {};

    division.side.assign(in.size(), Centre);
    for (int hub : division.hubs) division.side[hub] = in[hub] >= out[hub] ? Right : Left;
    std::vector<Side> pieceSide(
        count, Centre); // what follows a hub on the right stands there with it, and the other way round
    for (const Link &link : problem.links) {
        if (piece[link.from] < 0 && piece[link.to] >= 0 && division.side[link.from] == Right)
            pieceSide[piece[link.to]] = Right;
        if (piece[link.to] < 0 && piece[link.from] >= 0 && division.side[link.to] == Left)
            pieceSide[piece[link.from]] = Left;
    }
    for (size_t node = 0; node < piece.size(); ++node)
        if (piece[node] >= 0) division.side[node] = pieceSide[piece[node]];
    if (std::ranges::count(division.side, Centre) * 2 < qsizetype(in.size())) return {};
    return division;
}

struct Part
{
    std::vector<int> nodes, links;
    Arrangement inside;
    QPoint at;
};

Part arrangePart(const Problem &problem, const Division &division, Side side)
{
    Part part;
    for (int node = 0; node < int(division.side.size()); ++node)
        if (division.side[node] == side) part.nodes.push_back(node);
    if (part.nodes.empty()) return part;
    Problem inside = subProblem(problem, part.nodes, &part.links);
    if (side == Centre) inside.options.nodeGap = std::max(inside.options.nodeGap, rowGap);
    part.inside = arrange(inside);
    return part;
}

// An edge between a hub and a card in the centre runs along the gap above the card's row, as many others do.
std::vector<Passage> alongRow(const Problem &problem, const Link &link, const Division &division, const Part &centre,
                              const std::vector<QPoint> &positions)
{
    const bool out = division.side[link.from] == Centre; // to a hub on the right
    const int card = out ? link.from : link.to;
    const int turn = problem.options.nodeGap;
    const qreal y = positions[card].y() - rowGap / 2.0;
    const int start = positions[card].x() + problem.nodes[card].width + turn;
    const int end = centre.at.x() + centre.inside.size.width();
    if (out && start < end) return {{qreal(start), qreal(end), y}};
    if (!out && centre.at.x() < positions[card].x() - turn)
        return {{qreal(centre.at.x()), qreal(positions[card].x() - turn), y}};
    return {}; // the outermost card: straight there
}

Arrangement aroundHubs(const Problem &problem, const Division &division)
{
    Arrangement whole;
    whole.positions.resize(problem.nodes.size());
    whole.passages.resize(problem.links.size());
    Part parts[3] = {arrangePart(problem, division, Left), arrangePart(problem, division, Centre),
                     arrangePart(problem, division, Right)};
    int left = 0, height = 0;
    for (const Part &part : parts) height = std::max(height, part.inside.size.height());
    const int gap =
        snapUp(2 * problem.options.layerGap + std::min(height / 10, 600)); // edges fan in from far above and below
    for (Part &part : parts) {
        if (part.nodes.empty() || part.inside.positions.empty()) continue;
        part.at = {left, snapDown((height - part.inside.size.height()) / 2)};
        left += part.inside.size.width() + gap;
        for (size_t i = 0; i < part.nodes.size(); ++i)
            whole.positions[part.nodes[i]] = part.inside.positions[i] + part.at;
        for (size_t i = 0; i < part.links.size(); ++i) {
            auto &passages = whole.passages[part.links[i]] = part.inside.passages[i];
            for (Passage &p : passages) p = {p.left + part.at.x(), p.right + part.at.x(), p.y + part.at.y()};
        }
    }
    whole.size = {left - gap, height};
    for (size_t i = 0; i < problem.links.size(); ++i) {
        const Link &link = problem.links[i];
        const Side from = division.side[link.from], to = division.side[link.to];
        if ((from == Centre && to == Right) || (from == Left && to == Centre))
            whole.passages[i] = alongRow(problem, link, division, parts[1], whole.positions);
    }
    return whole;
}

} // namespace

Arrangement layoutConnected(const Problem &problem)
{
    const std::vector<int> ranks = assignRanks(problem, backLinks(problem));
    const QSize size = layeredSize(problem, ranks);
    if (size.height() * problem.options.aspectRatio > tooHigh * size.width())
        if (const auto division = divide(problem)) return aroundHubs(problem, *division);
    return layeredLayout(problem, ranks);
}

} // namespace graph::layered
