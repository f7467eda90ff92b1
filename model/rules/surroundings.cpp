// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/surroundings.h"

#include "model/base/limits.h"
#include "model/resource/kinds.h"

#include <algorithm>

namespace model {

using namespace Qt::StringLiterals;

namespace {

// Of a claim whose only access modes are for one node at a time.
bool isSingleWriter(YamlRef claim)
{
    const YamlRef modes = claim[u"spec"][u"accessModes"];
    bool isSingle = modes.size() > 0;
    modes.forEachItem([&](int, YamlRef mode) {
        isSingle = isSingle && (mode.text() == u"ReadWriteOnce" || mode.text() == u"ReadWriteOncePod");
    });
    return isSingle;
}

} // namespace

QString Surroundings::Selectors::key(const QString &ns, const QString &label, const QString &value)
{
    return ns + u'\n' + label + u'\n' + value;
}

void Surroundings::Selectors::add(Selector selector)
{
    const int index = int(m_all.size());
    const Labels &wanted = selector.labels.matchLabels;
    const QString place = wanted.empty() ? selector.ns : key(selector.ns, wanted.front().first, wanted.front().second);
    m_byLabel[place].push_back(index);
    m_all.push_back(std::move(selector));
}

bool Surroundings::Selectors::anyMatches(const QString &ns, const Labels &labels, int &comparisons) const
{
    const auto matches = [&](const QString &place) {
        const auto found = m_byLabel.constFind(place);
        if (found == m_byLabel.cend()) return false;
        for (const int index : *found) {
            if (++comparisons > limits::maxLabelComparisons) return true;
            if (m_all[size_t(index)].labels.matches(labels)) return true;
        }
        return false;
    };
    if (matches(ns)) return true;
    for (const auto &[label, value] : labels)
        if (matches(key(ns, label, value))) return true;
    return false;
}

Surroundings::Surroundings(const ResourceSet &set, const Edges &edges) : m_set(set)
{
    for (const Edge &edge : edges) {
        if (edge.broken) continue;
        if (edge.relation == Relation::ServiceSelector || edge.relation == Relation::ServicePort)
            m_served.add(set, edge);
        else if (edge.relation == Relation::ScaleTarget)
            readScaling(edge);
    }
    for (const Resource &resource : set.resources()) {
        if (resource.isRefused) continue;
        const YamlRef spec = resource.root()[u"spec"];
        const QString ns = effectiveNamespace(resource.key.ns);
        switch (ruleKind(resource.key)) {
        case rulekind::Autoscaler: readAutoscaler(resource); break;
        case rulekind::DisruptionBudget: readBudget(ns, resource); break;
        case rulekind::NetworkPolicy: m_policies.add({ns, LabelSelector::read(spec[u"podSelector"])}); break;
        case rulekind::LimitRange: m_defaults.add(resource); break;
        case rulekind::Claim:
            if (isSingleWriter(resource.root())) m_singleWriters.insert(ns + u'/' + resource.key.name);
            break;
        default: break;
        }
    }
}

// Of a HorizontalPodAutoscaler, a ScaledObject of KEDA, or another kind that a rule file knows.
void Surroundings::readScaling(const Edge &edge)
{
    const Resource *scaler = m_set.find(edge.holder);
    const YamlRef spec = scaler ? scaler->root()[u"spec"] : YamlRef();
    const qint64 otherwise = edge.holder.kind == u"HorizontalPodAutoscaler" ? 1 : 0;
    qint64 &least = m_scaled[comparableKey(edge.to)];
    least = std::max(least,
                     spec[u"minReplicas"].integer().value_or(spec[u"minReplicaCount"].integer().value_or(otherwise)));
}

// policy/v1: none selects nothing, an empty one everything; of v1beta1 an empty one selected nothing, too.
void Surroundings::readBudget(const QString &ns, const Resource &budget)
{
    const YamlRef selector = budget.root()[u"spec"][u"selector"];
    LabelSelector labels = LabelSelector::read(selector);
    const bool isOld = budget.root()[u"apiVersion"].text() == u"policy/v1beta1";
    if (isSaid(selector) && !(isOld && labels.isEmpty())) m_budgets.add({ns, std::move(labels)});
}

bool Surroundings::hasDefault(const QString &ns, const QString &which) const
{
    if (m_defaults.isEmpty()) return false;
    const QStringList all = which.split(u' ');
    return std::any_of(all.begin(), all.end(), [&](const QString &one) { return m_defaults.has(ns, one); });
}

void Surroundings::readAutoscaler(const Resource &autoscaler)
{
    const YamlRef spec = autoscaler.root()[u"spec"], target = spec[u"scaleTargetRef"];
    const ResourceKey key{groupOf(target[u"apiVersion"].text()), target[u"kind"].text(),
                          effectiveNamespace(autoscaler.key.ns), target[u"name"].text()};
    // Also one that no edge leads to: edges are cut where there are too many.
    qint64 &least = m_scaled[key];
    least = std::max(least, spec[u"minReplicas"].integer().value_or(1));
    // autoscaling/v1, and the default where no metric is named (autoscaling/v2 SetDefaults: 80 % of cpu).
    if (isSaid(spec[u"targetCPUUtilizationPercentage"]) || spec[u"metrics"].size() == 0) m_scaledOnCpu.insert(key);
    spec[u"metrics"].forEachItem([&](int, YamlRef metric) {
        const YamlRef resource = metric[u"resource"];
        const bool isShare =
            isSaid(resource[u"target"][u"averageUtilization"]) || isSaid(resource[u"targetAverageUtilization"]);
        if (!isShare) return;
        if (resource[u"name"].text() == u"cpu") m_scaledOnCpu.insert(key);
        if (resource[u"name"].text() == u"memory") m_scaledOnMemory.insert(key);
    });
}

bool Surroundings::isSelected(const Selectors &selectors, const Resource &workload) const
{
    if (selectors.isEmpty()) return false;
    if (m_comparisons > limits::maxLabelComparisons) return true;
    return selectors.anyMatches(effectiveNamespace(workload.key.ns), WorkloadView(workload).podLabels(), m_comparisons);
}

bool Surroundings::refusesToken(const Resource &workload) const
{
    QString name = WorkloadView(workload).podSpec().serviceAccountName();
    if (name.isEmpty()) name = u"default"_s;
    const Resource *account = m_set.findSpelledEither({{}, u"ServiceAccount"_s, workload.key.ns, name});
    return account && account->root()[u"automountServiceAccountToken"].boolean() == false;
}

bool Surroundings::hasSingleWriter(const Resource &workload) const
{
    if (m_singleWriters.isEmpty()) return false;
    bool has = false;
    WorkloadView(workload).podSpec().volumes().forEachItem([&](int, YamlRef volume) {
        const QString claim = volume[u"persistentVolumeClaim"][u"claimName"].text();
        has = has || m_singleWriters.contains(effectiveNamespace(workload.key.ns) + u'/' + claim);
    });
    return has;
}

bool Surroundings::holds(quint16 when, const Resource &workload, const QString &about) const
{
    if (when == rulewhen::Always) return true;
    const ResourceKey key = comparableKey(workload.key);
    if ((when & rulewhen::Served) && !m_served.isServed(key)) return false;
    if ((when & rulewhen::Reached) && !m_served.reaches(workload, about)) return false;
    if ((when & rulewhen::NotScaled) && m_scaled.contains(key)) return false;
    if ((when & rulewhen::ScaledOnCpu) && !m_scaledOnCpu.contains(key)) return false;
    if ((when & rulewhen::ScaledOnMemory) && !m_scaledOnMemory.contains(key)) return false;
    if ((when & rulewhen::ScaledToMany) && m_scaled.value(key) < 2) return false;
    if ((when & rulewhen::NoDefaults) && hasDefault(key.ns, about)) return false;
    if ((when & rulewhen::SomeDefaults) && !hasDefault(key.ns, u"requests.cpu requests.memory"_s)) return false;
    if ((when & rulewhen::SingleWriter) && !m_singleWriters.contains(key.ns + u'/' + about)) return false;
    if ((when & rulewhen::ManyWriters) && hasSingleWriter(workload)) return false;
    if ((when & rulewhen::TokenWanted) && refusesToken(workload)) return false;
    if ((when & rulewhen::NotBudgeted) && isSelected(m_budgets, workload)) return false;
    if ((when & rulewhen::NotIsolated) && isSelected(m_policies, workload)) return false;
    return true;
}

} // namespace model
