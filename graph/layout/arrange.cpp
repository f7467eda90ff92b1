// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/layout/arrange.h"
#include "graph/layout/hubs.h"
#include "graph/layout/packing.h"

#include <algorithm>
#include <map>

namespace graph::layered {

namespace {

struct Block // something with a size, to be moved as a whole
{
    std::vector<int> nodes, links;
    Arrangement inside;
    int group = -1;
};

// The group that most of the nodes belong to; of equals the smallest.
int groupOf(const Problem &problem, const std::vector<int> &nodes)
{
    std::map<int, int> votes;
    for (int node : nodes) ++votes[problem.nodes[node].group];
    return std::ranges::max_element(votes, {}, [](const auto &vote) { return vote.second; })->first;
}

Block loneNodes(const Problem &problem, std::vector<int> nodes, int minimumWidth)
{
    std::ranges::stable_sort(nodes, {}, [&problem](int node) { return problem.nodes[node].rankHint; });
    Block block{nodes, {}, {}, problem.nodes[nodes.front()].group};
    std::vector<QSize> sizes;
    sizes.reserve(nodes.size());
    for (int node : nodes) sizes.emplace_back(problem.nodes[node].width, problem.nodes[node].height);
    block.inside.positions =
        packGrid(sizes, problem.options.nodeGap, problem.options.aspectRatio, minimumWidth, &block.inside.size);
    return block;
}

void put(const Block &block, QPoint at, Arrangement *whole)
{
    for (size_t i = 0; i < block.nodes.size(); ++i) whole->positions[block.nodes[i]] = block.inside.positions[i] + at;
    for (size_t i = 0; i < block.links.size(); ++i) {
        auto passages = block.inside.passages[i];
        for (Passage &passage : passages) passage = {passage.left + at.x(), passage.right + at.x(), passage.y + at.y()};
        whole->passages[block.links[i]] = std::move(passages);
    }
}

// The components of one group, and its lone nodes in a grid as wide as the widest of them.
std::vector<Block> blocksOf(const Problem &problem, const std::vector<std::vector<int>> &members,
                            const std::vector<std::vector<int>> &links)
{
    std::vector<Block> blocks;
    std::map<int, std::vector<int>> lone;
    std::map<int, int> widest;
    for (size_t i = 0; i < members.size() && !problem.cancel.requested(); ++i) {
        if (members[i].size() == 1) {
            lone[problem.nodes[members[i][0]].group].push_back(members[i][0]);
            continue;
        }
        Problem part{{}, {}, problem.options, problem.cancel};
        std::vector<int> index(1); // nodes are ascending: their place in the part is found by bisection
        const auto local = [&](int node) {
            return int(std::ranges::lower_bound(members[i], node) - members[i].begin());
        };
        for (int node : members[i]) part.nodes.push_back(problem.nodes[node]);
        for (int l : links[i]) {
            Link link = problem.links[l];
            link.from = local(link.from);
            link.to = local(link.to);
            part.links.push_back(link);
        }
        blocks.push_back({members[i], links[i], layoutConnected(part), groupOf(problem, members[i])});
        widest[blocks.back().group] = std::max(widest[blocks.back().group], blocks.back().inside.size.width());
    }
    for (auto &[group, nodes] : lone) blocks.push_back(loneNodes(problem, nodes, widest[group]));
    return blocks;
}

} // namespace

Arrangement arrange(const Problem &problem)
{
    Arrangement whole;
    whole.positions.resize(problem.nodes.size());
    whole.passages.resize(problem.links.size());
    int count = 0;
    const std::vector<int> component = components(problem, &count);
    std::vector<std::vector<int>> members(count), links(count);
    for (int node = 0; node < int(component.size()); ++node) members[component[node]].push_back(node);
    for (int i = 0; i < int(problem.links.size()); ++i) links[component[problem.links[i].from]].push_back(i);

    std::vector<Block> blocks = blocksOf(problem, members, links);
    if (problem.cancel.requested()) return whole;
    std::map<int, std::vector<int>> byGroup;
    for (int i = 0; i < int(blocks.size()); ++i) byGroup[blocks[i].group].push_back(i);

    const LayoutOptions &options = problem.options;
    std::vector<QSize> groupSizes;
    std::vector<std::vector<QPoint>> inGroup;
    for (const auto &[group, list] : byGroup) {
        std::vector<QSize> sizes;
        for (int i : list) sizes.push_back(blocks[i].inside.size);
        groupSizes.emplace_back();
        inGroup.push_back(packBoxes(sizes, options.componentGap, options.aspectRatio, &groupSizes.back()));
    }
    const auto groupPlaces =
        packBoxes(groupSizes, options.componentGap * 3 / 2 / grid * grid, options.aspectRatio, &whole.size);
    size_t at = 0;
    for (const auto &[group, list] : byGroup) {
        for (size_t i = 0; i < list.size(); ++i) put(blocks[list[i]], groupPlaces[at] + inGroup[at][i], &whole);
        ++at;
    }
    return whole;
}

} // namespace graph::layered
