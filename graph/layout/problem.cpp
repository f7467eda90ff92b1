// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/layout/problem.h"

#include <numeric>

namespace graph::layered {

std::vector<int> components(const Problem &problem, int *count)
{
    std::vector<int> leader(problem.nodes.size());
    std::iota(leader.begin(), leader.end(), 0);
    const auto find = [&leader](int node) {
        while (leader[node] != node) node = leader[node] = leader[leader[node]];
        return node;
    };
    for (const Link &link : problem.links) {
        const int a = find(link.from), b = find(link.to);
        leader[std::max(a, b)] = std::min(a, b); // the first node leads, which numbers the components in its order
    }
    std::vector<int> component(leader.size(), -1);
    *count = 0;
    for (int node = 0; node < int(leader.size()); ++node) {
        const int first = find(node);
        component[node] = first == node ? (*count)++ : component[first];
    }
    return component;
}

Problem subProblem(const Problem &problem, const std::vector<int> &nodes, std::vector<int> *links)
{
    Problem part{{}, {}, problem.options, problem.cancel};
    std::vector<int> index(problem.nodes.size(), -1);
    for (int node : nodes) {
        index[node] = int(part.nodes.size());
        part.nodes.push_back(problem.nodes[node]);
    }
    links->clear();
    for (int i = 0; i < int(problem.links.size()); ++i) {
        Link link = problem.links[i];
        if (index[link.from] < 0 || index[link.to] < 0) continue;
        link.from = index[link.from];
        link.to = index[link.to];
        part.links.push_back(link);
        links->push_back(i);
    }
    return part;
}

} // namespace graph::layered
