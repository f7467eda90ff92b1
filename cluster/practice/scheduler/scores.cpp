// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/scheduler/nodematch.h"
#include "cluster/practice/scheduler/plugin.h"

#include <algorithm>
#include <cmath>

namespace practice {

using model::Value;
using model::ValueList;
using namespace Qt::StringLiterals;

namespace {

// plugins/noderesources LeastAllocated: the more of a node is free, the better.
class NodeResourcesFitScore final : public ScorePlugin
{
public:
    explicit NodeResourcesFitScore(const Cycle &cycle) : m_pod(cycle.pod) {}
    QString name() const override { return u"NodeResourcesFit"_s; }
    int weight() const override { return 1; }
    std::vector<qint64> score(const std::vector<const NodeState *> &nodes) const override
    {
        std::vector<qint64> scores;
        scores.reserve(nodes.size());
        for (const NodeState *node : nodes) {
            qint64 sum = 0, parts = 0;
            const auto add = [&](qint64 taken, qint64 has) {
                if (has == 0) return;
                sum += taken > has ? 0 : (has - taken) * most / has;
                ++parts;
            };
            add(node->weighed.milliCpu + m_pod.weighed.milliCpu, node->allocatable.milliCpu);
            add(node->weighed.memory + m_pod.weighed.memory, node->allocatable.memory);
            scores.push_back(parts ? sum / parts : 0);
        }
        return scores;
    }

private:
    const PodState &m_pod;
};

// plugins/noderesources BalancedAllocation: of what is taken, as large a part of the processors as of the memory.
class BalancedAllocation final : public ScorePlugin
{
public:
    explicit BalancedAllocation(const Cycle &cycle) : m_pod(cycle.pod) {}
    QString name() const override { return u"NodeResourcesBalancedAllocation"_s; }
    int weight() const override { return 1; }
    std::vector<qint64> score(const std::vector<const NodeState *> &nodes) const override
    {
        std::vector<qint64> scores;
        scores.reserve(nodes.size());
        for (const NodeState *node : nodes) {
            const auto part = [](qint64 taken, qint64 has) { return std::min(1.0, double(taken) / double(has)); };
            double deviation = 0;
            if (node->allocatable.milliCpu && node->allocatable.memory)
                deviation = std::abs(part(node->requested.milliCpu + m_pod.needs.milliCpu, node->allocatable.milliCpu) -
                                     part(node->requested.memory + m_pod.needs.memory, node->allocatable.memory)) /
                            2;
            scores.push_back(qint64((1 - deviation) * double(most)));
        }
        return scores;
    }

private:
    const PodState &m_pod;
};

// plugins/tainttoleration: the fewer taints of PreferNoSchedule that the pod does not bear, the better.
class TaintTolerationScore final : public ScorePlugin
{
public:
    explicit TaintTolerationScore(const Cycle &cycle) : m_tolerations(listAt(cycle.pod.spec(), {u"tolerations"})) {}
    QString name() const override { return u"TaintToleration"_s; }
    int weight() const override { return 3; }
    std::vector<qint64> score(const std::vector<const NodeState *> &nodes) const override
    {
        std::vector<qint64> scores;
        scores.reserve(nodes.size());
        for (const NodeState *node : nodes) {
            qint64 count = 0;
            for (const Value &taint : node->taints)
                if (untoleratedTaint({taint}, m_tolerations, {u"PreferNoSchedule"})) ++count;
            scores.push_back(count);
        }
        normalize(scores, true);
        return scores;
    }

private:
    const ValueList &m_tolerations;
};

// plugins/nodeaffinity: the weights of the preferred terms that match.
class NodeAffinityScore final : public ScorePlugin
{
public:
    explicit NodeAffinityScore(const ValueList &wishes) : m_wishes(wishes) {}
    QString name() const override { return u"NodeAffinity"_s; }
    int weight() const override { return 2; }
    std::vector<qint64> score(const std::vector<const NodeState *> &nodes) const override
    {
        std::vector<qint64> scores;
        scores.reserve(nodes.size());
        for (const NodeState *node : nodes) {
            qint64 sum = 0;
            for (const Value &wish : m_wishes)
                if (const Value *term = wish.find(u"preference"); term && termMatches(*term, *node))
                    sum += integerAt(wish, {u"weight"});
            scores.push_back(sum);
        }
        normalize(scores, false);
        return scores;
    }

private:
    const ValueList &m_wishes;
};

} // namespace

void normalize(std::vector<qint64> &scores, bool reverse)
{
    const qint64 largest = scores.empty() ? 0 : *std::max_element(scores.begin(), scores.end());
    for (qint64 &one : scores) {
        const qint64 scaled = largest ? one * ScorePlugin::most / largest : 0;
        one = reverse ? ScorePlugin::most - scaled : scaled;
    }
}

std::vector<std::unique_ptr<ScorePlugin>> scoresFor(const Cycle &cycle)
{
    std::vector<std::unique_ptr<ScorePlugin>> all;
    all.push_back(std::make_unique<TaintTolerationScore>(cycle));
    const ValueList &wishes =
        listAt(cycle.pod.spec(), {u"affinity", u"nodeAffinity", u"preferredDuringSchedulingIgnoredDuringExecution"});
    if (!wishes.empty()) all.push_back(std::make_unique<NodeAffinityScore>(wishes));
    all.push_back(std::make_unique<NodeResourcesFitScore>(cycle));
    if (auto spread = makeTopologySpreadScore(cycle)) all.push_back(std::move(spread));
    if (auto affinity = makePodAffinityScore(cycle)) all.push_back(std::move(affinity));
    all.push_back(std::make_unique<BalancedAllocation>(cycle));
    return all;
}

} // namespace practice
