// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/resource/aliases.h"

#include "model/base/limits.h"

#include <algorithm>

namespace model {

namespace {

double allowedRatio(qint64 nodes)
{
    constexpr double most = 0.99, least = 0.10;
    constexpr qint64 low = limits::aliasesFreeNodes, high = limits::aliasesScarceNodes;
    return most - (most - least) * double(std::clamp(nodes, low, high) - low) / double(high - low);
}

bool isExcessive(qint64 fromAliases, qint64 nodes)
{
    constexpr qint64 fewFromAliases = 100, fewNodes = 1000;
    return fromAliases > fewFromAliases && nodes > fewNodes &&
           double(fromAliases) / double(nodes) > allowedRatio(nodes);
}

} // namespace

// Counts as the decoder does: each node when it is entered, an alias and then what it stands for. The decoder stops as
// soon as there are too many, so that this does, too.
YamlRef excessiveAlias(const YamlDocument &document)
{
    if (!document.hasAliases() || document.isEmpty()) return {};
    struct Level
    {
        int next = 0;         // node to enter, or -1
        bool isAlias = false; // what an alias stands for: that node alone, not its siblings
    };
    const std::vector<YamlNode> &nodes = document.nodes();
    std::vector<Level> levels{{0}};
    int aliasDepth = 0, outermost = -1;
    qint64 count = 1, fromAliases = 0; // the decoder counts the document, too
    while (!levels.empty()) {
        Level &level = levels.back();
        if (level.next < 0) {
            aliasDepth -= level.isAlias ? 1 : 0;
            levels.pop_back();
            continue;
        }
        const YamlNode &node = nodes[size_t(level.next)];
        const bool isAlias = node.kind == YamlKind::Alias;
        if (isAlias && aliasDepth == 0) outermost = level.next;
        level.next = level.isAlias ? -1 : node.nextSibling;
        ++count;
        if (aliasDepth > 0) ++fromAliases;
        if (isExcessive(fromAliases, count)) return {&document, outermost};
        if (isAlias && node.target >= 0) {
            ++aliasDepth;
            levels.push_back({node.target, true});
        } else if (node.firstChild >= 0) {
            levels.push_back({node.firstChild});
        }
    }
    return {};
}

} // namespace model
