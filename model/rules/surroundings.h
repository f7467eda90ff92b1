// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/relations/edge.h"
#include "model/resource/containerdefaults.h"
#include "model/resource/labels.h"
#include "model/resource/resourceset.h"
#include "model/rules/rule.h"
#include "model/rules/servedports.h"

#include <QHash>
#include <QSet>

#include <vector>

namespace model {

// What rulewhen asks about the other resources of the files. Bounded: when limits::maxLabelComparisons are spent,
// nothing more is claimed to be missing.
class Surroundings
{
public:
    // Keeps a reference to the set for its own life. edges: inferEdges(set)'s.
    Surroundings(const ResourceSet &set, const Edges &edges);

    // Whether all of the conditions hold for the workload, and for what the finding is about.
    bool holds(quint16 when, const Resource &workload, const QString &about) const;

private:
    struct Selector
    {
        QString ns;
        LabelSelector labels;
    };
    // Selectors by one pair of labels that they want, or, where they want none, by their namespace alone.
    class Selectors
    {
    public:
        void add(Selector selector);
        bool isEmpty() const { return m_all.empty(); }
        bool anyMatches(const QString &ns, const Labels &labels, int &comparisons) const;

    private:
        static QString key(const QString &ns, const QString &label, const QString &value);
        std::vector<Selector> m_all;
        QHash<QString, std::vector<int>> m_byLabel;
    };
    void readScaling(const Edge &edge);
    void readAutoscaler(const Resource &autoscaler);
    void readBudget(const QString &ns, const Resource &budget);
    bool hasDefault(const QString &ns, const QString &which) const;
    bool isSelected(const Selectors &selectors, const Resource &workload) const;
    bool refusesToken(const Resource &workload) const;
    bool hasSingleWriter(const Resource &workload) const;

    const ResourceSet &m_set;
    // Namespaces as effectiveNamespace() has them.
    ServedPorts m_served;
    QHash<ResourceKey, qint64> m_scaled; // and the least number of Pods
    QSet<ResourceKey> m_scaledOnCpu, m_scaledOnMemory;
    ContainerDefaults m_defaults;
    QSet<QString> m_singleWriters; // namespace/claim
    Selectors m_budgets, m_policies;
    mutable int m_comparisons = 0;
};

} // namespace model
