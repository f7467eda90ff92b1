// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/keepers/garbagecollector.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

// Comes back quietly: what is asked for is on its way.
ApiStatus later(const QString &why) { return ApiStatus::conflict({}, {}, why); }

std::optional<ApiStatus> statusOf(const Answer<Value> &answer)
{
    return answer ? std::nullopt : std::optional(answer.status());
}

} // namespace

GarbageCollector::GarbageCollector(ComponentProcess &process)
    : Controller(process, u"garbage-collector-controller"_s),
      m_graph({.look = [this](const OwnerGraph::Node &node) { look(node); },
               .invalid = [this](const OwnerGraph::Node &node, const Value &reference) { report(node, reference); }}),
      m_kinds(process, [this](const ApiKind &kind, const Value *before, const Value *now) {
          if (now)
              m_graph.put(kind, before, *now);
          else
              m_graph.take(uidOf(*before));
      })
{
}

void GarbageCollector::look(const OwnerGraph::Node &node)
{
    const QString key = node.id.toText() + u' ' + node.id.uid;
    m_uids.insert(key, node.id.uid);
    enqueue(key);
}

void GarbageCollector::report(const OwnerGraph::Node &dependent, const Value &reference)
{
    const OwnerGraph::Identity &id = dependent.id;
    Value about(ValueMap{{u"apiVersion"_s, id.apiVersion}, {u"kind"_s, id.kind}});
    mapIn(about, u"metadata") = ValueMap{{u"namespace"_s, id.space}, {u"name"_s, id.name}, {u"uid"_s, id.uid}};
    events().record(about, u"Warning"_s, u"OwnerRefInvalidNamespace"_s,
                    u"ownerRef [%1/%2, namespace: %3, name: %4, uid: %5] does not exist in namespace \"%3\""_s.arg(
                        textAt(reference, {u"apiVersion"}), textAt(reference, {u"kind"}), id.space,
                        textAt(reference, {u"name"}), textAt(reference, {u"uid"})));
}

std::optional<ApiStatus> GarbageCollector::reconcile(const QString &key)
{
    const QString uid = m_uids.take(key);
    const OwnerGraph::Node *found = m_graph.find(uid);
    if (!found) return std::nullopt;
    const OwnerGraph::Node node = *found; // writes may come back and change the graph
    auto refusal = node.isOrphaning ? orphan(node) : collect(node);
    // An owner that is there but was not seen yet: its informer will tell.
    if (const OwnerGraph::Node *now = m_graph.find(uid); !refusal && node.isUnseen && now && !now->dependents.empty())
        if (get(node.id)) refusal = later(u"not seen yet"_s);
    if (refusal) m_uids.insert(key, uid);
    return refusal;
}

Answer<Value> GarbageCollector::get(const OwnerGraph::Identity &what) const
{
    Value reference(ValueMap{{u"apiVersion"_s, what.apiVersion}, {u"kind"_s, what.kind}});
    const ApiKind *kind = client().kindOf(reference);
    if (!kind)
        return ApiStatus{.code = 500, // errors.go
                         .reason = {},
                         .message = u"unable to get REST mapping for %1/%2."_s.arg(what.apiVersion, what.kind)};
    auto object = client().get(*kind, kind->namespaced ? what.space : QString(), what.name);
    // Another one of its name is not it.
    if (object && uidOf(*object) != what.uid) return ApiStatus::notFound({kind->group, kind->plural}, what.name);
    return object;
}

std::optional<ApiStatus> GarbageCollector::collect(const OwnerGraph::Node &node)
{
    if (node.isGoing && !node.isDeletingDependents) return std::nullopt; // its end will tell
    const auto latest = get(node.id);
    if (!latest && latest.status().isNotFound()) {
        m_graph.absent(node.id.uid);
        return std::nullopt;
    }
    if (!latest) return latest.status();
    if (node.isDeletingDependents) return finishForeground(node);
    if (listAt(*latest, {u"metadata", u"ownerReferences"}).empty()) return std::nullopt;
    return judge(node, *latest);
}

GarbageCollector::References GarbageCollector::classify(const OwnerGraph::Node &node, const Value &latest)
{
    References found;
    for (const Value &reference : listAt(latest, {u"metadata", u"ownerReferences"})) {
        const OwnerGraph::Identity owner{textAt(reference, {u"apiVersion"}), textAt(reference, {u"kind"}),
                                         node.id.space, textAt(reference, {u"name"}), textAt(reference, {u"uid"})};
        const QString absence = owner.apiVersion + u'|' + owner.toText() + u'|' + owner.uid;
        if (m_absent.contains(absence)) {
            found.gone.append(owner.uid);
            continue;
        }
        const ApiKind *kind = client().kindOf(reference);
        if (kind && kind->namespaced && node.id.space.isEmpty()) {
            // Never right, however often it is looked at.
            decided(node.id.toText(), u"is of the whole cluster, but names %1 as its owner, which is in a namespace: "
                                      u"it stays"_s.arg(owner.toText()));
            found.solid.append(owner.uid);
            return {.solid = {owner.uid}, .gone = {}, .waiting = {}};
        }
        const auto there = get(owner);
        if (!there && !there.status().isNotFound())
            return {.solid = {}, .gone = {}, .waiting = {}, .refusal = there.status()};
        if (!there) {
            if (m_absent.size() >= rememberedAbsent) m_absent.clear();
            m_absent.insert(absence);
            found.gone.append(owner.uid);
        } else if (isGoing(*there) && hasFinalizer(*there, foregroundFinalizer)) {
            found.waiting.append(owner.uid);
        } else {
            found.solid.append(owner.uid);
        }
    }
    return found;
}

std::optional<ApiStatus> GarbageCollector::judge(const OwnerGraph::Node &node, const Value &latest)
{
    const References owners = classify(node, latest);
    if (owners.refusal) return owners.refusal;
    const QString label = node.id.toText();
    if (!owners.solid.isEmpty()) {
        if (owners.gone.isEmpty() && owners.waiting.isEmpty()) return std::nullopt;
        decided(label, u"has an owner that stays, and %1 that is gone or going: takes those references away"_s.arg(
                           owners.gone.size() + owners.waiting.size()));
        return removeReferences(latest, owners.gone + owners.waiting);
    }
    if (!owners.waiting.isEmpty() && !node.dependents.empty()) {
        if (auto refusal = unblockCycle(node, latest)) return refusal;
        decided(label,
                u"its owner waits for it to go, and it has dependents of its own: deletes it in the foreground"_s);
        return remove(node.id, u"Foreground"_s);
    }
    const QString propagation = hasFinalizer(latest, orphanFinalizer)       ? u"Orphan"_s
                                : hasFinalizer(latest, foregroundFinalizer) ? u"Foreground"_s
                                                                            : u"Background"_s;
    decided(label, owners.waiting.isEmpty() ? u"none of its owners is there any more: deletes it"_s
                                            : u"its owner waits for it to go: deletes it"_s);
    return remove(node.id, propagation);
}

// Two that wait for each other would wait for ever: this one holds up nobody any more.
std::optional<ApiStatus> GarbageCollector::unblockCycle(const OwnerGraph::Node &node, const Value &latest)
{
    const bool isCycle = std::any_of(node.dependents.begin(), node.dependents.end(), [this](const QString &uid) {
        const OwnerGraph::Node *dependent = m_graph.find(uid);
        return dependent && dependent->isDeletingDependents;
    });
    if (!isCycle) return std::nullopt;
    ValueList owners = listAt(latest, {u"metadata", u"ownerReferences"});
    for (Value &reference : owners) reference.set(u"blockOwnerDeletion", false);
    Value patch;
    mapIn(patch, u"metadata") = ValueMap{{u"uid"_s, node.id.uid}, {u"ownerReferences"_s, std::move(owners)}};
    return statusOf(client().patch(*client().kindOf(latest), node.id.space, node.id.name, patch));
}

std::optional<ApiStatus> GarbageCollector::finishForeground(const OwnerGraph::Node &node)
{
    const auto blocking = m_graph.blockingDependents(node);
    if (blocking.empty()) {
        decided(node.id.toText(), u"no dependent holds it up any more: takes the finalizer foregroundDeletion away"_s);
        return removeFinalizer(node.id, foregroundFinalizer);
    }
    // Those that are going already have nothing to be looked at.
    for (const OwnerGraph::Node *dependent : blocking)
        if (!dependent->isDeletingDependents && !dependent->isGoing) look(*dependent);
    return std::nullopt;
}

std::optional<ApiStatus> GarbageCollector::orphan(const OwnerGraph::Node &owner)
{
    std::optional<ApiStatus> refusal;
    for (const QString &uid : owner.dependents) {
        const OwnerGraph::Node *dependent = m_graph.find(uid);
        const auto latest = dependent ? get(dependent->id) : Answer<Value>(ApiStatus::pathNotFound());
        if (!latest && latest.status().isNotFound()) continue;
        if (!latest)
            refusal = latest.status();
        else if (auto problem = removeReferences(*latest, {owner.id.uid}); problem && !problem->isNotFound())
            refusal = problem;
    }
    if (refusal) return refusal;
    decided(owner.id.toText(),
            u"is deleted without its %1 dependents: took its reference from each"_s.arg(owner.dependents.size()));
    return removeFinalizer(owner.id, orphanFinalizer);
}

std::optional<ApiStatus> GarbageCollector::removeReferences(const Value &latest, const QStringList &owners) const
{
    ValueList left;
    const ValueList &all = listAt(latest, {u"metadata", u"ownerReferences"});
    for (const Value &reference : all)
        if (!owners.contains(textAt(reference, {u"uid"}))) left.push_back(reference);
    if (left.size() == all.size()) return std::nullopt;
    Value patch;
    Value &metadata = mapIn(patch, u"metadata");
    metadata.set(u"uid", uidOf(latest));
    metadata.set(u"ownerReferences", left.empty() ? Value() : Value(std::move(left)));
    return statusOf(client().patch(*client().kindOf(latest), namespaceOf(latest), nameOf(latest), patch));
}

std::optional<ApiStatus> GarbageCollector::removeFinalizer(const OwnerGraph::Identity &of, QStringView finalizer) const
{
    const auto latest = get(of);
    if (!latest) return latest.status().isNotFound() ? std::nullopt : std::optional(latest.status());
    if (!hasFinalizer(*latest, finalizer)) return std::nullopt;
    ValueList left = listAt(*latest, {u"metadata", u"finalizers"});
    std::erase(left, Value(finalizer.toString()));
    Value patch;
    Value &metadata = mapIn(patch, u"metadata");
    metadata.set(u"resourceVersion", textAt(*latest, {u"metadata", u"resourceVersion"}));
    metadata.set(u"finalizers", left.empty() ? Value() : Value(std::move(left)));
    return statusOf(client().patch(*client().kindOf(*latest), namespaceOf(*latest), nameOf(*latest), patch));
}

std::optional<ApiStatus> GarbageCollector::remove(const OwnerGraph::Identity &what, const QString &propagation) const
{
    const ApiKind *kind = client().kindOf(ValueMap{{u"apiVersion"_s, what.apiVersion}, {u"kind"_s, what.kind}});
    if (!kind) return ApiStatus::pathNotFound();
    DeleteOptions options;
    options.propagation = propagation;
    options.uid = what.uid;
    const auto removed = client().remove(*kind, what.space, what.name, options);
    // Gone or replaced meanwhile: the graph will hear of it.
    return removed || removed.status().isNotFound() ? std::nullopt : std::optional(removed.status());
}

} // namespace practice
