// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/request/objectselector.h"
#include "cluster/practice/scheduler/nodematch.h"
#include "cluster/practice/scheduler/plugin.h"
#include "model/wire/json.h"

#include <QHash>

#include <algorithm>
#include <cmath>
#include <functional>

// plugins/podtopologyspread: as many pods of a kind in one place as in another.
namespace practice {

using model::Value;
using namespace Qt::StringLiterals;

namespace {

constexpr QStringView hostname = u"kubernetes.io/hostname";

struct Constraint
{
    QString key; // topologyKey
    qint64 maxSkew = 1;
    qint64 minDomains = 1;
    model::LabelSelector selector = {};
    QString id = {}; // of the namespace and the selector, for whoever counts its pods
    bool honorsAffinity = true;
    bool honorsTaints = false;

    void setSelector(const Value &value, const QString &space)
    {
        selector = readSelector(value);
        id = space + u'/' + QString::fromUtf8(model::writeJson(value));
    }
};

// matchLabelKeys: the pod's own values, as further requirements.
Value selectorOf(const Value &constraint, const PodState &pod)
{
    const Value *given = constraint.find(u"labelSelector");
    Value selector = given && given->isMap() ? *given : Value(model::ValueMap());
    for (const Value &key : listAt(constraint, {u"matchLabelKeys"}))
        if (const QString *value = key.string() ? model::findLabel(pod.labels, *key.string()) : nullptr)
            mapIn(selector, u"matchLabels").set(*key.string(), *value);
    return selector;
}

std::vector<Constraint> constraintsOf(const PodState &pod, QStringView action)
{
    std::vector<Constraint> all;
    for (const Value &one : listAt(pod.spec(), {u"topologySpreadConstraints"})) {
        if (textAt(one, {u"whenUnsatisfiable"}) != action) continue;
        Constraint constraint{.key = textAt(one, {u"topologyKey"}),
                              .maxSkew = integerAt(one, {u"maxSkew"}, 1),
                              .minDomains = integerAt(one, {u"minDomains"}, 1),
                              .honorsAffinity = textAt(one, {u"nodeAffinityPolicy"}) != u"Ignore",
                              .honorsTaints = textAt(one, {u"nodeTaintsPolicy"}) == u"Honor"};
        constraint.setSelector(selectorOf(one, pod), pod.space);
        all.push_back(std::move(constraint));
    }
    return all;
}

bool hasAllKeys(const NodeState &node, const std::vector<Constraint> &constraints)
{
    return std::all_of(constraints.begin(), constraints.end(),
                       [&node](const Constraint &one) { return node.label(one.key); });
}

// Whether the node counts for the constraint at all.
bool isIncluded(const Constraint &constraint, const Cycle &cycle, const NodeState &node)
{
    if (constraint.honorsAffinity && !wantsNode(cycle.pod.spec(), node)) return false;
    return !constraint.honorsTaints ||
           !untoleratedTaint(node.taints, listAt(cycle.pod.spec(), {u"tolerations"}), {u"NoSchedule", u"NoExecute"});
}

// Pods of the same namespace that the selector means and that stay.
qint64 countPods(const Constraint &constraint, const Cycle &cycle, const NodeState &node)
{
    return cycle.view.countOn(node, cycle.pod.space, constraint.selector, constraint.id);
}

class TopologySpreadFilter final : public FilterPlugin
{
public:
    explicit TopologySpreadFilter(const Cycle &cycle) : m_constraints(constraintsOf(cycle.pod, u"DoNotSchedule"))
    {
        for (const Constraint &constraint : m_constraints) {
            Counted counted;
            counted.self = constraint.selector.matches(cycle.pod.labels) ? 1 : 0;
            for (const NodeState *node : cycle.view.nodes())
                if (hasAllKeys(*node, m_constraints) && isIncluded(constraint, cycle, *node))
                    counted.pods[*node->label(constraint.key)] += countPods(constraint, cycle, *node);
            if (qint64(counted.pods.size()) >= constraint.minDomains && !counted.pods.isEmpty())
                counted.least = *std::min_element(counted.pods.cbegin(), counted.pods.cend());
            m_counted.push_back(std::move(counted));
        }
    }
    bool hasSomethingToSay() const { return !m_constraints.empty(); }
    QString name() const override { return u"PodTopologySpread"_s; }
    std::optional<Rejection> filter(const NodeState &node) const override
    {
        const QString reason = u"node(s) didn't match pod topology spread constraints"_s;
        for (std::size_t i = 0; i < m_constraints.size(); ++i) {
            const QString *place = node.label(m_constraints[i].key);
            if (!place) return Rejection{{reason + u" (missing required label)"_s}, false};
            const qint64 skew = m_counted[i].pods.value(*place) + m_counted[i].self - m_counted[i].least;
            if (skew > m_constraints[i].maxSkew) return Rejection{{reason}};
        }
        return std::nullopt;
    }

private:
    struct Counted
    {
        QHash<QString, qint64> pods; // by place
        qint64 least = 0;
        qint64 self = 0;
    };
    std::vector<Constraint> m_constraints;
    std::vector<Counted> m_counted;
};

class TopologySpreadScore final : public ScorePlugin
{
public:
    explicit TopologySpreadScore(const Cycle &cycle)
        : m_cycle(cycle),
          m_isDefault(listAt(cycle.pod.spec(), {u"topologySpreadConstraints"}).empty()),
          m_constraints(m_isDefault ? defaultsFor(cycle) : constraintsOf(cycle.pod, u"ScheduleAnyway"))
    {
    }
    bool hasSomethingToSay() const { return !m_constraints.empty(); }
    QString name() const override { return u"PodTopologySpread"_s; }
    int weight() const override { return 2; }
    std::vector<qint64> score(const std::vector<const NodeState *> &nodes) const override
    {
        std::vector<double> sums(nodes.size(), 0);
        std::vector<bool> counts;
        for (const NodeState *node : nodes) counts.push_back(isCounted(*node));
        for (const Constraint &constraint : m_constraints) {
            const auto add = [&](std::size_t i, qint64 pods, double places) {
                const double weight = std::log(places + 2); // many places: each counts more
                sums[i] += double(pods) * weight + double(constraint.maxSkew - 1);
            };
            if (constraint.key == hostname) {
                scoreHosts(constraint, nodes, counts, add);
                continue;
            }
            const QHash<QString, qint64> pods = podsByPlace(constraint, nodes, counts);
            for (std::size_t i = 0; i < nodes.size(); ++i)
                if (const QString *place = counts[i] ? nodes[i]->label(constraint.key) : nullptr)
                    add(i, pods.value(*place), double(pods.size()));
        }
        return ranked(sums, counts);
    }

private:
    // A host is one node, which counts whatever the policies say.
    void scoreHosts(const Constraint &constraint, const std::vector<const NodeState *> &nodes,
                    const std::vector<bool> &counts, const std::function<void(std::size_t, qint64, double)> &add) const
    {
        std::vector<std::size_t> hosts;
        for (std::size_t i = 0; i < nodes.size(); ++i)
            if (counts[i] && nodes[i]->label(constraint.key)) hosts.push_back(i);
        for (const std::size_t i : hosts) add(i, countPods(constraint, m_cycle, *nodes[i]), double(hosts.size()));
    }
    // Nobody has said how to spread: over hosts, and more loosely over zones (plugin.go systemDefaultConstraints).
    static std::vector<Constraint> defaultsFor(const Cycle &cycle)
    {
        if (cycle.kin.isNull()) return {};
        std::vector<Constraint> both{{.key = hostname.toString(), .maxSkew = 3},
                                     {.key = u"topology.kubernetes.io/zone"_s, .maxSkew = 5}};
        for (Constraint &one : both) one.setSelector(cycle.kin, cycle.pod.space);
        return both;
    }
    // Nodes without a place count unless somebody has asked for places.
    bool isCounted(const NodeState &node) const { return m_isDefault || hasAllKeys(node, m_constraints); }

    QHash<QString, qint64> podsByPlace(const Constraint &constraint, const std::vector<const NodeState *> &nodes,
                                       const std::vector<bool> &counts) const
    {
        QHash<QString, qint64> pods;
        for (std::size_t i = 0; i < nodes.size(); ++i)
            if (const QString *place = counts[i] ? nodes[i]->label(constraint.key) : nullptr) pods.insert(*place, 0);
        for (const NodeState *node : m_cycle.view.nodes()) {
            const QString *name = isCounted(*node) ? node->label(constraint.key) : nullptr;
            if (!name) continue;
            const auto place = pods.find(*name);
            if (place != pods.end() && isIncluded(constraint, m_cycle, *node))
                *place += countPods(constraint, m_cycle, *node);
        }
        return pods;
    }

    // The fewer the better; nodes that do not count are worst.
    static std::vector<qint64> ranked(const std::vector<double> &sums, const std::vector<bool> &counts)
    {
        qint64 least = std::numeric_limits<qint64>::max(), largest = 0;
        for (std::size_t i = 0; i < sums.size(); ++i) {
            if (!counts[i]) continue;
            least = std::min(least, qint64(std::llround(sums[i])));
            largest = std::max(largest, qint64(std::llround(sums[i])));
        }
        std::vector<qint64> scores;
        for (std::size_t i = 0; i < sums.size(); ++i) {
            const qint64 one = std::llround(sums[i]);
            scores.push_back(!counts[i] ? 0 : largest == 0 ? most : most * (largest + least - one) / largest);
        }
        return scores;
    }

    const Cycle &m_cycle;
    bool m_isDefault;
    std::vector<Constraint> m_constraints;
};

} // namespace

std::unique_ptr<FilterPlugin> makeTopologySpreadFilter(const Cycle &cycle)
{
    auto plugin = std::make_unique<TopologySpreadFilter>(cycle);
    return plugin->hasSomethingToSay() ? std::move(plugin) : nullptr;
}

std::unique_ptr<ScorePlugin> makeTopologySpreadScore(const Cycle &cycle)
{
    auto plugin = std::make_unique<TopologySpreadScore>(cycle);
    return plugin->hasSomethingToSay() ? std::move(plugin) : nullptr;
}

} // namespace practice
