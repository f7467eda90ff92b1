// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/scheduler/nodematch.h"
#include "cluster/practice/scheduler/plugin.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

Rejection unresolvable(const QString &reason) { return {{reason}, false}; }

class NodeUnschedulable final : public FilterPlugin
{
public:
    explicit NodeUnschedulable(const Cycle &cycle)
    {
        const Value taint(ValueMap{{u"key"_s, u"node.kubernetes.io/unschedulable"}, {u"effect"_s, u"NoSchedule"}});
        const ValueList &tolerations = listAt(cycle.pod.spec(), {u"tolerations"});
        m_isBorne = std::any_of(tolerations.begin(), tolerations.end(),
                                [&taint](const Value &toleration) { return tolerates(toleration, taint); });
    }
    QString name() const override { return u"NodeUnschedulable"_s; }
    std::optional<Rejection> filter(const NodeState &node) const override
    {
        if (m_isBorne || !node.isUnschedulable) return std::nullopt;
        return unresolvable(u"node(s) were unschedulable"_s);
    }

private:
    bool m_isBorne = false;
};

class NodeName final : public FilterPlugin
{
public:
    explicit NodeName(QString wanted) : m_wanted(std::move(wanted)) {}
    QString name() const override { return u"NodeName"_s; }
    std::optional<Rejection> filter(const NodeState &node) const override
    {
        if (node.name == m_wanted) return std::nullopt;
        return unresolvable(u"node(s) didn't match the requested node name"_s);
    }

private:
    QString m_wanted;
};

class TaintToleration final : public FilterPlugin
{
public:
    explicit TaintToleration(const Cycle &cycle) : m_tolerations(listAt(cycle.pod.spec(), {u"tolerations"})) {}
    QString name() const override { return u"TaintToleration"_s; }
    std::optional<Rejection> filter(const NodeState &node) const override
    {
        if (node.taints.empty()) return std::nullopt;
        const Value *taint = untoleratedTaint(node.taints, m_tolerations, {u"NoSchedule", u"NoExecute"});
        if (!taint) return std::nullopt;
        return unresolvable(
            u"node(s) had untolerated taint {%1: %2}"_s.arg(textAt(*taint, {u"key"}), textAt(*taint, {u"value"})));
    }

private:
    const ValueList &m_tolerations;
};

class NodeAffinity final : public FilterPlugin
{
public:
    explicit NodeAffinity(const Cycle &cycle) : m_spec(cycle.pod.spec()) {}
    QString name() const override { return u"NodeAffinity"_s; }
    std::optional<Rejection> filter(const NodeState &node) const override
    {
        if (wantsNode(m_spec, node)) return std::nullopt;
        return unresolvable(u"node(s) didn't match Pod's node affinity/selector"_s);
    }

private:
    const Value &m_spec;
};

class NodePorts final : public FilterPlugin
{
public:
    explicit NodePorts(const std::vector<HostPort> &wanted) : m_wanted(wanted) {}
    QString name() const override { return u"NodePorts"_s; }
    std::optional<Rejection> filter(const NodeState &node) const override
    {
        for (const auto &[key, pod] : node.pods)
            for (const HostPort &taken : pod->ports)
                for (const HostPort &wanted : m_wanted)
                    if (wanted.clashesWith(taken))
                        return Rejection{{u"node(s) didn't have free ports for the requested pod ports"_s}};
        return std::nullopt;
    }

private:
    const std::vector<HostPort> &m_wanted;
};

class NodeResourcesFit final : public FilterPlugin
{
public:
    explicit NodeResourcesFit(const Amounts &needs) : m_needs(needs) {}
    QString name() const override { return u"NodeResourcesFit"_s; }
    std::optional<Rejection> filter(const NodeState &node) const override
    {
        Rejection rejection;
        if (qint64(node.pods.size()) + 1 > node.allowedPods) rejection.reasons.append(u"Too many pods"_s);
        const auto check = [&rejection](const QString &what, qint64 need, qint64 has, qint64 taken) {
            if (need <= 0 || need <= has - taken) return;
            rejection.reasons.append(u"Insufficient "_s + what);
        };
        check(u"cpu"_s, m_needs.milliCpu, node.allocatable.milliCpu, node.requested.milliCpu);
        check(u"memory"_s, m_needs.memory, node.allocatable.memory, node.requested.memory);
        check(u"ephemeral-storage"_s, m_needs.ephemeralStorage, node.allocatable.ephemeralStorage,
              node.requested.ephemeralStorage);
        for (const auto &[what, need] : m_needs.others) {
            const auto has = node.allocatable.others.find(what);
            const auto taken = node.requested.others.find(what);
            check(what, need, has == node.allocatable.others.end() ? 0 : has->second,
                  taken == node.requested.others.end() ? 0 : taken->second);
        }
        if (rejection.reasons.isEmpty()) return std::nullopt;
        return rejection;
    }

private:
    const Amounts &m_needs;
};

} // namespace

std::vector<std::unique_ptr<FilterPlugin>> filtersFor(const Cycle &cycle)
{
    const Value &spec = cycle.pod.spec();
    std::vector<std::unique_ptr<FilterPlugin>> all;
    all.push_back(std::make_unique<NodeUnschedulable>(cycle));
    if (const QString wanted = textAt(spec, {u"nodeName"}); !wanted.isEmpty())
        all.push_back(std::make_unique<NodeName>(wanted));
    all.push_back(std::make_unique<TaintToleration>(cycle));
    const Value *required = at(spec, {u"affinity", u"nodeAffinity", u"requiredDuringSchedulingIgnoredDuringExecution"});
    if (!mapAt(spec, {u"nodeSelector"}).empty() || (required && !required->isNull()))
        all.push_back(std::make_unique<NodeAffinity>(cycle));
    if (!cycle.pod.ports.empty()) all.push_back(std::make_unique<NodePorts>(cycle.pod.ports));
    all.push_back(std::make_unique<NodeResourcesFit>(cycle.pod.needs));
    if (auto volumes = makeVolumeFilter(cycle)) all.push_back(std::move(volumes));
    if (auto spread = makeTopologySpreadFilter(cycle)) all.push_back(std::move(spread));
    if (auto affinity = makePodAffinityFilter(cycle)) all.push_back(std::move(affinity));
    return all;
}

} // namespace practice
