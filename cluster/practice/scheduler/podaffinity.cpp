// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/request/objectselector.h"
#include "cluster/practice/scheduler/plugin.h"

#include <algorithm>
#include <map>

// plugins/interpodaffinity: pods that want to be near others, or away from them, by a label of their nodes.
namespace practice {

using model::Value;
using model::ValueList;
using namespace Qt::StringLiterals;

namespace {

constexpr QStringView required = u"requiredDuringSchedulingIgnoredDuringExecution";
constexpr QStringView preferred = u"preferredDuringSchedulingIgnoredDuringExecution";

// A node's label and its value: all nodes that have it are one place.
using Place = std::pair<QString, QString>;
using Counts = std::map<Place, qint64>;

// Whether an affinity term of owner means the other pod.
bool means(const Value &term, const PodState &owner, const PodState &other, const NamespaceLabels &namespaces)
{
    const Value *selector = term.find(u"labelSelector");
    if (!selector || selector->isNull() || !selectorMatches(*selector, other.labels)) return false;
    const ValueList &spaces = listAt(term, {u"namespaces"});
    const Value *spaceSelector = term.find(u"namespaceSelector");
    const bool bySelector = spaceSelector && !spaceSelector->isNull();
    if (spaces.empty() && !bySelector) return owner.space == other.space;
    const auto isListed = [&other](const Value &name) { return name.string() && *name.string() == other.space; };
    if (std::any_of(spaces.begin(), spaces.end(), isListed)) return true;
    if (!bySelector) return false;
    const model::Labels *labels = namespaces ? namespaces(other.space) : nullptr;
    return selectorMatches(*spaceSelector, labels ? *labels : model::Labels());
}

const ValueList &termsOf(const PodState &pod, QStringView kind, QStringView strength)
{
    return listAt(pod.spec(), {u"affinity", kind, strength});
}

std::optional<Place> placeOf(const Value &term, const NodeState &node)
{
    const QString key = textAt(term, {u"topologyKey"});
    const QString *value = node.label(key);
    return value ? std::optional(Place{key, *value}) : std::nullopt;
}

void countAt(Counts &counts, const Value &term, const NodeState &node, qint64 change)
{
    if (const auto place = placeOf(term, node)) counts[*place] += change;
}

class PodAffinityFilter final : public FilterPlugin
{
public:
    explicit PodAffinityFilter(const Cycle &cycle)
        : m_near(termsOf(cycle.pod, u"podAffinity", required)), m_away(termsOf(cycle.pod, u"podAntiAffinity", required))
    {
        const auto meansAll = [&cycle, this](const PodState &other) {
            return std::all_of(m_near.begin(), m_near.end(),
                               [&](const Value &term) { return means(term, cycle.pod, other, cycle.namespaceLabels); });
        };
        m_startsItself = !m_near.empty() && meansAll(cycle.pod);
        const bool asksAll = !m_near.empty() || !m_away.empty();
        if (!asksAll && cycle.view.podsWithAntiAffinity() == 0) return;
        for (const NodeState *node : cycle.view.nodes())
            for (const auto &[key, other] : node->pods) {
                // Near only the pods that all terms mean.
                if (!m_near.empty() && meansAll(*other))
                    for (const Value &term : m_near) countAt(m_nearCounts, term, *node, 1);
                for (const Value &term : m_away)
                    if (means(term, cycle.pod, *other, cycle.namespaceLabels)) countAt(m_awayCounts, term, *node, 1);
                for (const Value &term : termsOf(*other, u"podAntiAffinity", required))
                    if (means(term, *other, cycle.pod, cycle.namespaceLabels)) countAt(m_shunned, term, *node, 1);
            }
    }
    bool hasSomethingToSay() const { return !m_near.empty() || !m_away.empty() || !m_shunned.empty(); }
    QString name() const override { return u"InterPodAffinity"_s; }
    std::optional<Rejection> filter(const NodeState &node) const override
    {
        if (!isNear(node)) return Rejection{{u"node(s) didn't match pod affinity rules"_s}, false};
        for (const Value &term : m_away)
            if (const auto place = placeOf(term, node); place && m_awayCounts.contains(*place))
                return Rejection{{u"node(s) didn't match pod anti-affinity rules"_s}};
        for (const auto &[place, count] : m_shunned)
            if (const QString *value = node.label(place.first); value && *value == place.second)
                return Rejection{{u"node(s) didn't satisfy existing pods anti-affinity rules"_s}};
        return std::nullopt;
    }

private:
    bool isNear(const NodeState &node) const
    {
        bool all = true;
        for (const Value &term : m_near) {
            const auto place = placeOf(term, node);
            if (!place) return false;
            all = all && m_nearCounts.contains(*place);
        }
        // The first pod of a group that wants to be near its own kind has to go somewhere.
        return all || (m_nearCounts.empty() && m_startsItself);
    }

    const ValueList &m_near;
    const ValueList &m_away;
    Counts m_nearCounts, m_awayCounts, m_shunned;
    bool m_startsItself = false;
};

class PodAffinityScore final : public ScorePlugin
{
public:
    explicit PodAffinityScore(const Cycle &cycle)
    {
        const bool wishes = !termsOf(cycle.pod, u"podAffinity", preferred).empty() ||
                            !termsOf(cycle.pod, u"podAntiAffinity", preferred).empty();
        if (!wishes && cycle.view.podsWithAffinity() == 0 && cycle.view.podsWithAntiAffinity() == 0) return;
        for (const NodeState *node : cycle.view.nodes())
            for (const auto &[key, other] : node->pods) {
                add(cycle, cycle.pod, *other, u"podAffinity", *node, 1);
                add(cycle, cycle.pod, *other, u"podAntiAffinity", *node, -1);
                add(cycle, *other, cycle.pod, u"podAffinity", *node, 1);
                add(cycle, *other, cycle.pod, u"podAntiAffinity", *node, -1);
                // HardPodAffinityWeight: 1.
                for (const Value &term : termsOf(*other, u"podAffinity", required))
                    if (means(term, *other, cycle.pod, cycle.namespaceLabels)) countAt(m_counts, term, *node, 1);
            }
    }
    bool hasSomethingToSay() const { return !m_counts.empty(); }
    QString name() const override { return u"InterPodAffinity"_s; }
    int weight() const override { return 2; }
    std::vector<qint64> score(const std::vector<const NodeState *> &nodes) const override
    {
        std::vector<qint64> scores;
        for (const NodeState *node : nodes) {
            qint64 sum = 0;
            for (const auto &[place, count] : m_counts)
                if (const QString *value = node->label(place.first); value && *value == place.second) sum += count;
            scores.push_back(sum);
        }
        const auto [low, high] = std::minmax_element(scores.begin(), scores.end());
        const qint64 least = *low, span = *high - *low;
        for (qint64 &one : scores) one = span ? qint64(double(most) * (double(one - least) / double(span))) : 0;
        return scores;
    }

private:
    void add(const Cycle &cycle, const PodState &owner, const PodState &other, QStringView kind, const NodeState &node,
             int sign)
    {
        for (const Value &wish : termsOf(owner, kind, preferred)) {
            const Value *term = wish.find(u"podAffinityTerm");
            if (term && means(*term, owner, other, cycle.namespaceLabels))
                countAt(m_counts, *term, node, sign * integerAt(wish, {u"weight"}));
        }
    }

    Counts m_counts;
};

} // namespace

std::unique_ptr<FilterPlugin> makePodAffinityFilter(const Cycle &cycle)
{
    auto plugin = std::make_unique<PodAffinityFilter>(cycle);
    return plugin->hasSomethingToSay() ? std::move(plugin) : nullptr;
}

std::unique_ptr<ScorePlugin> makePodAffinityScore(const Cycle &cycle)
{
    auto plugin = std::make_unique<PodAffinityScore>(cycle);
    return plugin->hasSomethingToSay() ? std::move(plugin) : nullptr;
}

} // namespace practice
