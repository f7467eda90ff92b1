// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/layout/ranks.h"

#include <algorithm>
#include <climits>
#include <set>
#include <tuple>

namespace graph::layered {

namespace {

// More node visits than this would take longer than the whole layout may.
constexpr qint64 simplexWork = 3'000'000;

// Eades, Lin, Smyth 1993: nodes line up from both ends. What nothing left points to goes to the front, what points to
// nothing left to the back; when only cycles remain, the node that sends most and receives least goes to the front.
class LineUp
{
public:
    explicit LineUp(const Problem &problem);
    std::vector<int> places();

private:
    struct End
    {
        int links = 0, weight = 0;
    };
    auto key(int node) const
    {
        return std::tuple(m_in[node].weight - m_out[node].weight, m_problem.nodes[node].rankHint, node);
    }
    void take(int node);

    const Problem &m_problem;
    std::vector<End> m_in, m_out; // of what is left
    std::vector<std::vector<int>> m_linksAt;
    std::vector<char> m_taken;
    std::vector<int> m_ends; // nodes with nothing left on one side, in the order in which they became so
    std::set<std::tuple<int, int, int>> m_rest;
};

LineUp::LineUp(const Problem &problem)
    : m_problem(problem), m_in(problem.nodes.size()), m_out(m_in), m_linksAt(m_in.size()), m_taken(m_in.size())
{
    for (int i = 0; i < int(problem.links.size()); ++i) {
        const Link &link = problem.links[i];
        m_out[link.from] = {m_out[link.from].links + 1, m_out[link.from].weight + link.weight};
        m_in[link.to] = {m_in[link.to].links + 1, m_in[link.to].weight + link.weight};
        m_linksAt[link.from].push_back(i);
        m_linksAt[link.to].push_back(i);
    }
    for (int node = 0; node < int(m_in.size()); ++node) {
        m_rest.insert(key(node));
        if (m_in[node].links == 0 || m_out[node].links == 0) m_ends.push_back(node);
    }
}

void LineUp::take(int node)
{
    m_rest.erase(key(node));
    m_taken[node] = 1;
    for (int i : m_linksAt[node]) {
        const Link &link = m_problem.links[i];
        const int other = link.from == node ? link.to : link.from;
        if (m_taken[other]) continue;
        m_rest.erase(key(other));
        End &end = link.from == node ? m_in[other] : m_out[other];
        end = {end.links - 1, end.weight - link.weight};
        m_rest.insert(key(other));
        if (end.links == 0) m_ends.push_back(other);
    }
}

std::vector<int> LineUp::places()
{
    std::vector<int> place(m_in.size());
    int front = 0, back = int(m_in.size());
    for (size_t next = 0; !m_rest.empty();) {
        const int node = next < m_ends.size() ? m_ends[next++] : std::get<2>(*m_rest.begin());
        if (m_taken[node]) continue;
        place[node] = m_out[node].links == 0 && m_in[node].links > 0 ? --back : front++;
        take(node);
    }
    return place;
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
    for (size_t k = order.size(); k-- > 0;) {
        const int node = order[k];
        if (balance[node] < 0) continue;
        int latest = INT_MAX;
        for (int i = start[node]; i < start[node + 1]; ++i)
            latest = std::min(latest, (*ranks)[arcs[out[i]].to] - arcs[out[i]].length);
        if (latest != INT_MAX) (*ranks)[node] = latest;
    }
}

} // namespace

std::vector<char> backLinks(const Problem &problem)
{
    const std::vector<int> place = LineUp(problem).places();
    std::vector<char> back;
    for (const Link &link : problem.links) back.push_back(place[link.from] > place[link.to]);
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
