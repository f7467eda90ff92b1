// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/relations/linker.h"

#include "model/base/limits.h"
#include "model/relations/rules.h"
#include "model/resource/kinds.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>
#include <tuple>

namespace model {

Linker::Linker(const ResourceSet &set, std::vector<Subject> subjects) : m_set(set), m_subjects(std::move(subjects))
{
    m_order.resize(m_subjects.size());
    std::iota(m_order.begin(), m_order.end(), 0);
    std::sort(m_order.begin(), m_order.end(), [this](int a, int b) {
        return m_subjects[size_t(a)].resource->key < m_subjects[size_t(b)].resource->key;
    });
    index();
}

void Linker::index()
{
    for (const Subject &subject : m_subjects) {
        const ResourceKey &key = subject.resource->key;
        if (isCore(key, u"Service")) m_serviceNames.insert(key.name);
        for (const QString &prefix : subject.facts->claimPrefixes)
            m_claims.insert(effectiveNamespace(key.ns) + u'/' + prefix);
        for (const ResourceKey &made : subject.facts->makes) m_made.insert(comparableKey(made));
        m_leavesUnsaid |= key.ns.isEmpty() && kindInfo(key).namespaced;
        if (!subject.facts->volumeClass.isEmpty()) m_volumeClasses.insert(subject.facts->volumeClass);
        if (!subject.facts->definedKind.isEmpty()) m_definitions.insert(subject.facts->definedKind, subject.resource);
    }
    m_labels.build(m_subjects, m_order);
}

const Resource *Linker::find(ResourceKey target, const ResourceKey &holder) const
{
    if (target.ns.isEmpty()) target.ns = holder.ns;
    return m_set.findSpelledEither(std::move(target));
}

const Facts &Linker::factsOf(const Resource &resource) const
{
    return *m_subjects[size_t(&resource - m_set.resources().data())].facts;
}

bool Linker::isMade(const ResourceKey &key) const
{
    if (isCore(key, u"PersistentVolumeClaim") && isMadeClaim(key)) return true;
    return !m_made.isEmpty() && m_made.contains(comparableKey(key));
}

QString Linker::spelled(const QString &ns) const { return m_leavesUnsaid && sameNamespace(ns, {}) ? QString() : ns; }

bool Linker::isMadeClaim(const ResourceKey &claim) const
{
    const qsizetype dash = claim.name.lastIndexOf(u'-');
    if (m_claims.isEmpty() || dash < 0) return false;
    bool numbered = false;
    claim.name.sliced(dash + 1).toUInt(&numbered);
    return numbered && m_claims.contains(effectiveNamespace(claim.ns) + u'/' + claim.name.left(dash));
}

const std::optional<std::vector<const Subject *>> &Linker::selected(const LabelSelection &selection,
                                                                    const ResourceKey &holder) const
{
    if (m_lastSelection != &selection || m_lastHolder != &holder)
        m_lastSelected = m_labels.select(selection, holder.ns);
    m_lastSelection = &selection;
    m_lastHolder = &holder;
    return m_lastSelected;
}

Edges Linker::edges() const
{
    Edges all;
    Edges own;
    all.reserve(m_subjects.size() * 2);
    for (const int i : m_order) {
        const Subject &subject = m_subjects[size_t(i)];
        own.clear();
        for (const Reference &reference : subject.facts->references) {
            edgeRule(reference.relation).link(*this, subject, reference, own);
            if (own.size() > limits::maxEdges) break;
        }
        const auto order = [](const Edge &edge) { return std::tie(edge.relation, edge.field, edge.from, edge.to); };
        std::sort(own.begin(), own.end(), [&](const Edge &a, const Edge &b) { return order(a) < order(b); });
        const size_t room = limits::maxEdges - all.size();
        if (own.size() > room) own.resize(room);
        std::move(own.begin(), own.end(), std::back_inserter(all));
        if (all.size() == limits::maxEdges) break;
    }
    return all;
}

namespace {

bool takesPort(const Facts &service, const Reference &reference)
{
    const bool leadsPastPorts = service.isExternal || (service.isHeadless && reference.relation == Relation::Address);
    if (leadsPastPorts && (service.ports.empty() || !reference.needsPort)) return true;
    return std::any_of(service.ports.begin(), service.ports.end(), [&](const Facts::Port &port) {
        return port.number == reference.port || port.name == reference.port;
    });
}

} // namespace

Edge makeEdge(const Resource &holder, const Reference &reference, const ResourceKey &to)
{
    return {.from = holder.key,
            .to = to,
            .relation = reference.relation,
            .holder = holder.key,
            .field = reference.field,
            .label = reference.label,
            .broken = false,
            .reason = {}};
}

void appendNamed(const Linker &linker, const Resource &holder, const Reference &reference, const Resource *found,
                 Edges &edges)
{
    if (found) {
        edges.push_back(makeEdge(holder, reference, found->key));
        edges.back().broken = !reference.flaw.isEmpty();
        edges.back().reason = reference.flaw;
        return;
    }
    if (reference.optional || !reference.certain) return;
    ResourceKey ghost = reference.target;
    if (ghost.ns.isEmpty() && !reference.isGlobal && kindInfo(ghost).namespaced) ghost.ns = holder.key.ns;
    if (linker.isMade(ghost)) return;
    ghost.ns = linker.spelled(ghost.ns);
    Edge edge = makeEdge(holder, reference, ghost);
    edge.broken = true;
    edge.reason = QCoreApplication::translate("Relations", "%1 is not in these files").arg(ghost.title());
    edges.push_back(std::move(edge));
}

void linkToServicePort(const Linker &linker, const Subject &holder, const Reference &reference, Edges &edges)
{
    const Resource *found = linker.find(reference.target, holder.resource->key);
    const bool fits = !found || reference.port.isEmpty() || takesPort(linker.factsOf(*found), reference);
    if (!fits && reference.needsPort) return;
    appendNamed(linker, *holder.resource, reference, found, edges);
    if (fits) return;
    edges.back().broken = true;
    edges.back().reason =
        QCoreApplication::translate("Relations", "%1 has no port %2").arg(found->key.title(), reference.port);
}

} // namespace model
