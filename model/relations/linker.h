// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/relations/facts.h"
#include "model/resource/resourceset.h"

#include <QHash>
#include <QSet>

#include <memory>
#include <optional>
#include <vector>

// The second half of inferring: where the references of all resources lead.
namespace model {

struct Subject
{
    const Resource *resource = nullptr;
    std::shared_ptr<const Facts> facts;
};

class Linker
{
public:
    // Keeps a reference to the set for its own life. One subject for each resource of the set, in its order.
    Linker(const ResourceSet &set, std::vector<Subject> subjects);

    // By the holder's key, then relation, field and target; at most limits::maxEdges.
    Edges edges() const;

    // For the rules' link functions.
    // The resource that a reference means: its namespace, or the holder's; "" and "default" are the same, the one that
    // is written alike goes first.
    const Resource *find(ResourceKey target, const ResourceKey &holder) const;
    const Facts &factsOf(const Resource &resource) const; // one of the set
    bool isServiceName(const QString &name) const { return m_serviceNames.contains(name); }
    // A claim that a StatefulSet of the files makes by itself.
    bool isMadeClaim(const ResourceKey &claim) const;
    // The workloads of the Service's namespace whose Pods have all the labels of its selector; none for no labels.
    // Nothing: limits::maxLabelComparisons are spent.
    const std::optional<std::vector<const Subject *>> &selected(const Subject &service) const;

private:
    struct LabelKey
    {
        QString ns, key, value;
        bool operator==(const LabelKey &) const = default;
    };
    friend size_t qHash(const LabelKey &key, size_t seed) { return qHashMulti(seed, key.ns, key.key, key.value); }

    void index();
    std::optional<std::vector<const Subject *>> select(const Labels &selector, const QString &ns) const;

    const ResourceSet &m_set;
    std::vector<Subject> m_subjects; // in the order of the set
    std::vector<int> m_order;        // in the order of keys
    QSet<QString> m_serviceNames;
    QSet<QString> m_claims;                      // namespace/prefix
    QHash<LabelKey, std::vector<int>> m_byLabel; // only labels that some Service asks for
    // A Service's selector and ports ask the same one after the other.
    mutable const Subject *m_lastService = nullptr;
    mutable std::optional<std::vector<const Subject *>> m_lastSelected;
    mutable qint64 m_comparisons = 0;
};

// An edge to the target of the reference as it is in the files; or a broken one to a ghost; or none where nothing is
// missing. found: what linker.find gave.
void appendNamed(const Resource &holder, const Reference &reference, const Resource *found, Edges &edges);
// The same for a Service; broken too when the Service has no such port, or none at all where the reference needs it.
void linkToServicePort(const Linker &linker, const Subject &holder, const Reference &reference, Edges &edges);
// An edge without a judgement.
Edge makeEdge(const Resource &holder, const Reference &reference, const ResourceKey &to);

} // namespace model
