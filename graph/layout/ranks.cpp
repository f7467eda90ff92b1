// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/layout/ranks.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace graph::layered {

namespace {

// More node visits than this would take longer than the whole layout may.
constexpr qint64 simplexWork = 20'000'000;

struct Outgoing
{
    explicit Outgoing(const Problem &problem) : start(problem.nodes.size() + 1)
    {
        for (const Link &link : problem.links) ++start[link.from + 1];
        for (size_t i = 1; i < start.size(); ++i) start[i] += start[i - 1]; // links are sorted by their source
    }
    std::vector<int> start;
};

std::vector<int> walkStarts(const Problem &problem)
{
    std::vector<int> incoming(problem.nodes.size()), outgoing(problem.nodes.size());
    for (const Link &link : problem.links) {
        ++incoming[link.to];
        ++outgoing[link.from];
    }
    std::vector<int> starts(problem.nodes.size());
    std::iota(starts.begin(), starts.end(), 0);
    const auto rank = [&](int node) {
        return std::tuple(incoming[node] > 0, problem.nodes[node].rankHint, incoming[node] - outgoing[node], node);
    };
    std::ranges::sort(starts, {}, rank);
    return starts;
}

// The order in which a topological walk meets the nodes, and their longest distance from a start.
std::vector<int> longestPath(int nodeCount, const std::vector<RankArc> &arcs, std::vector<int> *ranks)
{
    std::vector<int> start(nodeCount + 1), target(arcs.size()), waiting(nodeCount), order;
    for (const RankArc &arc : arcs) {
        ++start[arc.from + 1];
        ++waiting[arc.to];
    }
    for (int i = 0; i < nodeCount; ++i) start[i + 1] += start[i];
    std::vector<int> fill(start.begin(), start.end() - 1);
    for (int i = 0; i < int(arcs.size()); ++i) target[fill[arcs[i].from]++] = i;
    ranks->assign(nodeCount, 0);
    for (int node = 0; node < nodeCount; ++node)
        if (waiting[node] == 0) order.push_back(node);
    for (size_t next = 0; next < order.size(); ++next) {
        const int node = order[next];
        for (int i = start[node]; i < start[node + 1]; ++i) {
            const RankArc &arc = arcs[target[i]];
            (*ranks)[arc.to] = std::max((*ranks)[arc.to], (*ranks)[node] + arc.length);
            if (--waiting[arc.to] == 0) order.push_back(arc.to);
        }
    }
    return order;
}

// The longest path leaves sources far from what they feed: whoever sends more than it receives moves to the right.
void pullRight(const std::vector<int> &order, const std::vector<RankArc> &arcs, std::vector<int> *ranks)
{
    std::vector<int> balance(order.size()), room(order.size(), INT_MAX), start(order.size() + 1), out(arcs.size());
    for (const RankArc &arc : arcs) {
        balance[arc.from] += arc.weight;
        balance[arc.to] -= arc.weight;
        ++start[arc.from + 1];
    }
    for (size_t i = 1; i < start.size(); ++i) start[i] += start[i - 1];
    std::vector<int> fill(start.begin(), start.end() - 1);
    for (int i = 0; i < int(arcs.size()); ++i) out[fill[arcs[i].from]++] = i;
    for (auto node = order.rbegin(); node != order.rend(); ++node) {
        if (balance[*node] < 0) continue;
        int latest = INT_MAX;
        for (int i = start[*node]; i < start[*node + 1]; ++i)
            latest = std::min(latest, (*ranks)[arcs[out[i]].to] - arcs[out[i]].length);
        if (latest != INT_MAX) (*ranks)[*node] = latest;
    }
}

} // namespace

std::vector<char> backLinks(const Problem &problem)
{
    enum State : char { Unseen, Open, Done };
    const Outgoing outgoing(problem);
    std::vector<char> back(problem.links.size()), state(problem.nodes.size(), Unseen);
    std::vector<std::pair<int, int>> path; // node, next link
    for (int first : walkStarts(problem)) {
        if (state[first] != Unseen) continue;
        state[first] = Open;
        path.emplace_back(first, outgoing.start[first]);
        while (!path.empty()) {
            auto &[node, i] = path.back();
            if (i == outgoing.start[node + 1]) {
                state[node] = Done;
                path.pop_back();
                continue;
            }
            const int link = i++;
            const int target = problem.links[link].to;
            back[link] = state[target] == Open;
            if (state[target] != Unseen) continue;
            state[target] = Open;
            path.emplace_back(target, outgoing.start[target]);
        }
    }
    return back;
}

std::vector<int> assignRanks(const Problem &problem, const std::vector<char> &back)
{
    std::vector<RankArc> arcs;
    arcs.reserve(problem.links.size());
    for (size_t i = 0; i < problem.links.size(); ++i) {
        const Link &link = problem.links[i];
        // A link that runs against the flow says little about where its ends belong.
        arcs.push_back(back[i] ? RankArc{link.to, link.from, 1, 1} : RankArc{link.from, link.to, 2 * link.weight, 1});
    }
    std::vector<int> ranks;
    const std::vector<int> order = longestPath(int(problem.nodes.size()), arcs, &ranks);
    pullRight(order, arcs, &ranks);
    networkSimplex(arcs, simplexWork, problem.cancel, &ranks);
    const int lowest = *std::ranges::min_element(ranks);
    for (int &rank : ranks) rank -= lowest;
    return ranks;
}

} // namespace graph::layered
