// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live/liveindex.h"

#include "cluster/watch/readiness.h"
#include "cluster/watch/watchkind.h"
#include "model/base/say.h"
#include "model/resource/kinds.h"

#include <QSet>

#include <algorithm>

namespace app {

namespace {

using namespace Qt::StringLiterals;

QString kindText(const model::ResourceKey &key) { return key.group + u'/' + key.kind; }

look::State stateOf(cluster::Readiness::State state)
{
    switch (state) {
    case cluster::Readiness::State::Ready: return look::State::Ok;
    case cluster::Readiness::State::Failed: return look::State::Bad;
    case cluster::Readiness::State::Waiting: break;
    }
    return look::State::Pending;
}

bool hasPods(const cluster::WorkloadRow &set) { return set.desired > 0 || set.current > 0; }

} // namespace

QString stateWordOf(const cluster::PodRow &pod)
{
    QString word;
    switch (cluster::podState(pod)) {
    case cluster::PodState::Unscheduled: return model::say("waiting for a node");
    case cluster::PodState::Starting: word = model::say("starting"); break;
    case cluster::PodState::Ready: word = model::say("ready"); break;
    case cluster::PodState::NotReady: word = model::say("not ready"); break;
    case cluster::PodState::Failing: word = model::say("failing"); break;
    case cluster::PodState::Succeeded: word = model::say("succeeded"); break;
    case cluster::PodState::Failed: word = model::say("failed"); break;
    case cluster::PodState::Terminating: word = model::say("terminating"); break;
    }
    return pod.reason.isEmpty() ? word : pod.reason.display();
}

QString wordOf(const cluster::PodRow &pod)
{
    const QString word = stateWordOf(pod);
    return pod.node.isEmpty() ? word : model::say("%1 on %2").arg(word, pod.node.display());
}

graph::PodDot dotOf(const cluster::PodRow &pod)
{
    graph::PodDot dot{pod.meta.name.name.display(), wordOf(pod), graph::DotShape::Ring, look::State::Pending};
    switch (cluster::podState(pod)) {
    case cluster::PodState::Unscheduled:
    case cluster::PodState::Starting: break;
    case cluster::PodState::Ready:
    case cluster::PodState::Succeeded:
        dot.shape = graph::DotShape::Disc;
        dot.state = look::State::Ok;
        break;
    case cluster::PodState::NotReady:
        dot.shape = graph::DotShape::Triangle;
        dot.state = look::State::Warn;
        break;
    case cluster::PodState::Failing:
    case cluster::PodState::Failed:
        dot.shape = graph::DotShape::Cross;
        dot.state = look::State::Bad;
        break;
    case cluster::PodState::Terminating: dot.state = look::State::Warn; break;
    }
    return dot;
}

LiveIndex::LiveIndex(const cluster::ObjectStore &store, QString defaultNamespace, IsListed isListed)
    : m_store(store), m_namespace(std::move(defaultNamespace)), m_isListed(std::move(isListed))
{
    for (const cluster::PodRow &pod : store.pods()) m_podsOf[pod.meta.owner.uid].push_back(&pod);
    for (const cluster::WorkloadRow &set : store.workloads())
        if (!set.meta.owner.uid.isNull()) m_setsOf[set.meta.owner.uid].push_back(&set);
}

cluster::ObjectName LiveIndex::nameOf(const model::ResourceKey &key) const
{
    const QString ns = !model::kindInfo(key).namespaced ? QString() : key.ns.isEmpty() ? m_namespace : key.ns;
    return {cluster::Atom(kindText(key).toUtf8()), cluster::Atom(ns.toUtf8()), cluster::Atom(key.name.toUtf8())};
}

bool LiveIndex::exists(const cluster::ObjectName &name) const
{
    return m_store.table<cluster::WorkloadRow>().find(name) || m_store.table<cluster::PodRow>().find(name) ||
           m_store.table<cluster::ServiceRow>().find(name) || m_store.table<cluster::ClaimRow>().find(name) ||
           m_store.table<cluster::NodeRow>().find(name) || m_store.table<cluster::ObjectRow>().find(name);
}

Observed LiveIndex::observe(const model::ResourceKey &key) const
{
    Observed seen;
    const cluster::ObjectName name = nameOf(key);
    if (const cluster::PodRow *pod = m_store.table<cluster::PodRow>().find(name)) seen.pods.push_back(pod);
    seen.workload = m_store.table<cluster::WorkloadRow>().find(name);
    if (!seen.workload) return seen;
    seen.pods = m_podsOf.value(seen.workload->meta.uid);
    for (const cluster::WorkloadRow *set : m_setsOf.value(seen.workload->meta.uid)) {
        const auto &pods = m_podsOf.value(set->meta.uid);
        if (!hasPods(*set) && pods.empty()) continue;
        seen.replicaSets.push_back(set);
        seen.pods.insert(seen.pods.end(), pods.begin(), pods.end());
    }
    std::ranges::sort(seen.replicaSets, [](const auto *a, const auto *b) {
        return a->revision.view().toLongLong() > b->revision.view().toLongLong();
    });
    std::ranges::sort(seen.pods, [](const auto *a, const auto *b) {
        return a->meta.createdMs != b->meta.createdMs ? a->meta.createdMs < b->meta.createdMs
                                                      : a->meta.name.name < b->meta.name.name;
    });
    return seen;
}

void LiveIndex::addWorkload(const model::ResourceKey &key, graph::Overlay &overlay) const
{
    const Observed seen = observe(key);
    const cluster::WorkloadRow &row = *seen.workload;
    overlay.ready = row.ready;
    overlay.wanted = row.desired;
    overlay.facts = {{model::say("current"), QString::number(row.current)},
                     {model::say("updated"), QString::number(row.updated)}};
    for (const cluster::PodRow *pod : seen.pods) overlay.dots.push_back(dotOf(*pod));
    if (seen.replicaSets.size() < 2) return;
    for (const cluster::WorkloadRow *set : seen.replicaSets)
        overlay.replicaSets.push_back({set->meta.name.name.display(), set->ready, set->desired});
}

graph::Overlay LiveIndex::overlay(const model::ResourceKey &key) const
{
    graph::Overlay overlay;
    const cluster::ObjectName name = nameOf(key);
    if (!exists(name)) {
        const auto spec = specOf(key, m_namespace);
        if (!spec || !m_isListed(spec->path())) {
            overlay.word = model::say("not known: its kind is not listed");
            overlay.facts = {{model::say("cluster"), model::say("not known")}};
            return overlay;
        }
        overlay.word = model::say("not in the cluster");
        overlay.facts = {{model::say("cluster"), model::say("not there")}};
        return overlay;
    }
    const cluster::Readiness ready = cluster::readiness(m_store, name);
    overlay.state = stateOf(ready.state);
    overlay.word = ready.reason.isEmpty() ? model::say("ready") : ready.reason;
    if (m_store.table<cluster::WorkloadRow>().find(name)) addWorkload(key, overlay);
    if (const cluster::PodRow *pod = m_store.table<cluster::PodRow>().find(name)) overlay.dots.push_back(dotOf(*pod));
    if (m_store.table<cluster::ServiceRow>().find(name)) {
        int endpoints = 0;
        for (const cluster::EndpointSliceRow &slice : m_store.endpointSlices())
            if (slice.service == name.name && slice.meta.name.ns == name.ns) endpoints += slice.ready;
        overlay.facts = {{model::say("endpoints"), model::say("%1 ready").arg(endpoints)}};
    }
    if (const cluster::ClaimRow *claim = m_store.table<cluster::ClaimRow>().find(name))
        overlay.facts = {{model::say("claim"), claim->phase.display()}};
    return overlay;
}

QHash<model::ResourceKey, graph::Overlay> LiveIndex::overlays(const graph::Graph &graph) const
{
    QHash<model::ResourceKey, graph::Overlay> all;
    for (const graph::GraphNode &node : graph.nodes) all.insert(node.key, overlay(node.key));
    return all;
}

std::optional<cluster::WatchSpec> specOf(const model::ResourceKey &key, const QString &defaultNamespace)
{
    const auto kind = cluster::builtinKind(key.group.isEmpty() ? key.kind : key.kind + u'.' + key.group);
    if (!kind) return std::nullopt;
    const QString ns = !model::kindInfo(key).namespaced ? QString() : key.ns.isEmpty() ? defaultNamespace : key.ns;
    return cluster::WatchSpec{*kind, ns};
}

QList<cluster::WatchSpec> specsFor(const graph::Graph &graph, const QString &defaultNamespace)
{
    QSet<std::pair<QString, QString>> kinds; // kind's word, namespace
    const auto add = [&](const QString &kind, const QString &ns) { kinds.insert({kind, ns}); };
    for (const graph::GraphNode &node : graph.nodes) {
        const bool namespaced = model::kindInfo(node.key).namespaced;
        const QString ns = !namespaced ? QString() : node.key.ns.isEmpty() ? defaultNamespace : node.key.ns;
        add(node.key.group.isEmpty() ? node.key.kind : node.key.kind + u'.' + node.key.group, ns);
        if (!namespaced) continue;
        for (const QString &made : {u"pods"_s, u"replicasets"_s, u"endpointslices"_s, u"events"_s}) add(made, ns);
    }
    QList<cluster::WatchSpec> specs;
    QSet<QString> paths;
    for (const auto &[word, ns] : std::as_const(kinds)) {
        const auto kind = cluster::builtinKind(word);
        if (!kind) continue;
        const cluster::WatchSpec spec{*kind, ns};
        if (paths.contains(spec.path())) continue;
        paths.insert(spec.path());
        specs << spec;
    }
    std::ranges::sort(specs, {}, &cluster::WatchSpec::path);
    return specs;
}

} // namespace app
