// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/scheduler/placement.h"

#include <QMap>

#include <algorithm>

namespace practice {

using namespace Qt::StringLiterals;

namespace {

// numFeasibleNodesToFind: all of a hundred nodes; of more, half less a bit for every 125, and a twentieth at least.
std::size_t nodesToFind(std::size_t all)
{
    constexpr std::size_t few = 100;
    if (all < few) return all;
    const std::size_t less = all / 125;
    const std::size_t percent = less + 5 > 50 ? 5 : 50 - less;
    return std::max(few, all * percent / 100);
}

NodeVerdict judge(const NodeState &node, const std::vector<std::unique_ptr<FilterPlugin>> &filters)
{
    NodeVerdict verdict{.node = node.name};
    for (const auto &filter : filters) {
        auto rejection = filter->filter(node);
        if (!rejection) continue;
        verdict.rejectedBy = filter->name();
        verdict.rejection = std::move(*rejection);
        break;
    }
    return verdict;
}

void refuse(Placement &placement)
{
    placement.message = u"no nodes available to schedule pods"_s;
    if (placement.allNodes == 0) return;
    QMap<QString, int> reasons;
    int hopeless = 0;
    for (const NodeVerdict &verdict : placement.verdicts) {
        for (const QString &reason : verdict.rejection.reasons) ++reasons[reason];
        if (!verdict.rejection.canBeMended) ++hopeless;
    }
    const auto joined = [](QStringList lines) {
        std::sort(lines.begin(), lines.end()); // as texts: "10 …" before "2 …"
        return lines.join(u", "_s);
    };
    QStringList lines;
    for (auto reason = reasons.cbegin(); reason != reasons.cend(); ++reason)
        lines.append(QString::number(*reason) + u' ' + reason.key());
    const QString available = u"0/%1 nodes are available: "_s.arg(placement.allNodes);
    QStringList preemption;
    const qint64 open = placement.allNodes - hopeless;
    if (hopeless) preemption.append(u"%1 Preemption is not helpful for scheduling"_s.arg(hopeless));
    if (open) preemption.append(u"%1 No preemption victims found for incoming pod"_s.arg(open));
    placement.message = available + joined(lines) + u'.';
    placement.noVictims = u" preemption: "_s + available + joined(preemption) + u'.';
}

void rank(Placement &placement, const Cycle &cycle, const std::vector<const NodeState *> &feasible,
          const std::vector<std::size_t> &indexes)
{
    const auto plugins = scoresFor(cycle);
    for (const std::size_t index : indexes) placement.verdicts[index].scores.reserve(plugins.size());
    for (const auto &plugin : plugins) {
        const std::vector<qint64> scores = plugin->score(feasible);
        for (std::size_t i = 0; i < feasible.size(); ++i) {
            NodeVerdict &verdict = placement.verdicts[indexes[i]];
            verdict.scores.emplace_back(plugin->name(), scores[i] * plugin->weight());
            verdict.total += scores[i] * plugin->weight();
        }
    }
}

} // namespace

Placement place(const Cycle &cycle, std::size_t &first, const std::function<quint64()> &random)
{
    const std::vector<const NodeState *> &nodes = cycle.view.nodes();
    Placement placement;
    placement.allNodes = qint64(nodes.size());
    const auto filters = filtersFor(cycle);
    const std::size_t wanted = nodesToFind(nodes.size());
    std::vector<const NodeState *> feasible;
    std::vector<std::size_t> indexes; // of their verdicts
    std::size_t seen = 0;
    placement.verdicts.reserve(wanted);
    for (; seen < nodes.size() && feasible.size() < wanted; ++seen) {
        const NodeState &node = *nodes[(first + seen) % nodes.size()];
        placement.verdicts.push_back(judge(node, filters));
        if (!placement.verdicts.back().rejectedBy.isEmpty()) continue;
        feasible.push_back(&node);
        indexes.push_back(placement.verdicts.size() - 1);
    }
    if (!nodes.empty()) first = (first + seen) % nodes.size();
    if (feasible.empty()) {
        refuse(placement);
        return placement;
    }
    if (feasible.size() > 1) rank(placement, cycle, feasible, indexes); // the only one needs no score
    std::vector<const NodeVerdict *> best;
    for (const std::size_t index : indexes) {
        const NodeVerdict &verdict = placement.verdicts[index];
        if (!best.empty() && verdict.total < best.front()->total) continue;
        if (!best.empty() && verdict.total > best.front()->total) best.clear();
        best.push_back(&verdict);
    }
    placement.node = best[best.size() == 1 ? 0 : std::size_t(random() % best.size())]->node;
    return placement;
}

} // namespace practice
