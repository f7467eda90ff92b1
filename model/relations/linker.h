// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/relations/facts.h"
#include "model/relations/selectorindex.h"
#include "model/resource/resourceset.h"

#include <QHash>
#include <QSet>

#include <memory>
#include <optional>
#include <vector>

// The second half of inferring: where the references of all resources lead.
namespace model {

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
    // Something of the files makes it by itself: a StatefulSet its claims, a Certificate its Secret.
    bool isMade(const ResourceKey &key) const;
    // "" and "default" are one namespace: of what is not in the files, spelled as the files do.
    QString spelled(const QString &ns) const;
    // A PersistentVolume of the files has this class.
    bool isVolumeClass(const QString &name) const { return m_volumeClasses.contains(name); }
    // What a reference's selection holds; ns: the holder. Nothing: limits::maxLabelComparisons are spent.
    const std::optional<std::vector<const Subject *>> &selected(const LabelSelection &selection,
                                                                const ResourceKey &holder) const;
    // The CustomResourceDefinition of "group/Kind", or null.
    const Resource *definitionOf(const QString &kind) const { return m_definitions.value(kind); }

private:
    void index();
    bool isMadeClaim(const ResourceKey &claim) const;

    const ResourceSet &m_set;
    std::vector<Subject> m_subjects; // in the order of the set
    std::vector<int> m_order;        // in the order of keys
    QSet<QString> m_serviceNames;
    QSet<QString> m_volumeClasses;
    QSet<QString> m_claims;      // namespace/prefix
    QSet<ResourceKey> m_made;    // with the namespace said
    bool m_leavesUnsaid = false; // something of a namespace says none
    QHash<QString, const Resource *> m_definitions;
    SelectorIndex m_labels;
    // A Service's selector and ports ask the same one after the other.
    mutable const LabelSelection *m_lastSelection = nullptr;
    mutable const ResourceKey *m_lastHolder = nullptr;
    mutable std::optional<std::vector<const Subject *>> m_lastSelected;
};

// An edge to the target of the reference as it is in the files; or a broken one to a ghost; or none where nothing is
// missing. found: what linker.find gave.
void appendNamed(const Linker &linker, const Resource &holder, const Reference &reference, const Resource *found,
                 Edges &edges);
// The same for a Service; broken too when the Service has no such port, or none at all where the reference needs it.
void linkToServicePort(const Linker &linker, const Subject &holder, const Reference &reference, Edges &edges);
// An edge without a judgement.
Edge makeEdge(const Resource &holder, const Reference &reference, const ResourceKey &to);

} // namespace model
