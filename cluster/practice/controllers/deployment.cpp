// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/controllers/deployment.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"
#include "cluster/practice/request/objectselector.h"

#include <algorithm>

namespace practice {

using model::Value;
using namespace Qt::StringLiterals;

namespace {

bool selectsNothing(const Value *selector)
{
    return !selector ||
           (mapAt(*selector, {u"matchLabels"}).empty() && listAt(*selector, {u"matchExpressions"}).empty());
}

} // namespace

DeploymentController::DeploymentController(ComponentProcess &process)
    : Controller(process, u"deployment-controller"_s),
      m_deployments(process.informer(u"apps/v1", u"Deployment")),
      m_sets(process.informer(u"apps/v1", u"ReplicaSet")),
      m_pods(process.informer(u"v1", u"Pod")),
      m_control(client(), events())
{
    const auto again = [this](const Value &d) { enqueue(Informer::keyOf(d)); };
    const auto inNamespace = [](const Value &object) { return QStringList{namespaceOf(object)}; };
    m_deployments.addIndex(u"namespace"_s, inNamespace);
    indexByController(m_sets);
    indexByController(m_pods);
    m_deployments.addHandler(
        {.added = again, .changed = [again](const Value &, const Value &now) { again(now); }, .removed = again});
    m_sets.addHandler({.added = [this](const Value &set) { setSeen(set); },
                       .changed = [this](const Value &before, const Value &now) { setChanged(before, now); },
                       .removed =
                           [this, again](const Value &last) {
                               if (const Value *d = ownerOf(last)) again(*d);
                           }});
    m_pods.addHandler({.removed = [this](const Value &last) { podGone(last); }});
}

Sets DeploymentController::Sync::all() const
{
    Sets both = oldSets;
    if (!newSet.isNull()) both.push_back(newSet);
    return both;
}

const Value *DeploymentController::ownerOf(const Value &set) const
{
    return ownerAmong(m_deployments, set, u"Deployment");
}

// Its owner has to look, or whoever may adopt it.
void DeploymentController::setSeen(const Value &set)
{
    if (controllerOf(set)) {
        if (const Value *d = ownerOf(set)) enqueue(Informer::keyOf(*d));
        return;
    }
    if (isGoing(set)) return;
    const model::Labels labels = labelsOf(set);
    if (labels.empty()) return;
    for (const Value *d : m_deployments.byIndex(u"namespace"_s, namespaceOf(set))) {
        const Value *selector = at(*d, {u"spec", u"selector"});
        if (!selectsNothing(selector) && selectorMatches(*selector, labels)) enqueue(Informer::keyOf(*d));
    }
}

void DeploymentController::setChanged(const Value &before, const Value &now)
{
    const Value *owner = controllerOf(now);
    const Value *owned = controllerOf(before);
    const bool changedHands = owned && !(owner && owner->means(*owned));
    if (changedHands)
        if (const Value *d = ownerOf(before)) enqueue(Informer::keyOf(*d));
    if (owner || changedHands || labelsOf(before) != labelsOf(now)) setSeen(now);
}

// A Deployment that recreates its pods waits until the last one is gone.
void DeploymentController::podGone(const Value &pod)
{
    const Value *reference = controllerOf(pod);
    if (!reference || textAt(*reference, {u"kind"}) != u"ReplicaSet") return;
    const Value *set = m_sets.find(namespaceOf(pod), textAt(*reference, {u"name"}));
    if (!set || uidOf(*set) != textAt(*reference, {u"uid"})) return;
    const Value *d = ownerOf(*set);
    if (d && textAt(*d, {u"spec", u"strategy", u"type"}) == u"Recreate") enqueue(Informer::keyOf(*d));
}

// As often as that, and no more (handleErr).
std::optional<ApiStatus> DeploymentController::reconcile(const QString &key)
{
    const Refusal refusal = look(key);
    if (refusal && m_failures[key]++ < mostRetries) return refusal;
    if (refusal) decided(key, u"gives up until something changes: "_s + refusal->message);
    m_failures.remove(key);
    return std::nullopt;
}

std::optional<ApiStatus> DeploymentController::look(const QString &key)
{
    const Value *found = m_deployments.find(key);
    if (!found) return std::nullopt;
    Sync sync{.key = key, .d = *found};
    const Value &d = sync.d;
    if (selectsNothing(at(d, {u"spec", u"selector"}))) {
        events().record(d, u"Warning"_s, u"SelectingAll"_s,
                        u"This deployment is selecting all pods. A non-empty selector is required."_s);
        return std::nullopt;
    }
    sync.sets = claimPods(d, ownAndOrphans(m_sets, d), m_control);
    std::sort(sync.sets.begin(), sync.sets.end(), isOlder);
    if (isGoing(d)) {
        if (auto refusal = findSets(sync, false)) return refusal;
        return writeStatus(sync, statusOf(sync));
    }
    if (auto refusal = notePause(sync)) return refusal;
    if (boolAt(d, {u"spec", u"paused"})) return scale(sync);
    bool isRevision = false;
    const qint64 revision = annotationOf(d, revisions::rollbackTo).toLongLong(&isRevision);
    if (isRevision) return rollBack(sync, revision);
    if (auto refusal = findSets(sync, false)) return refusal;
    if (isScalingEvent(sync)) return scale(sync);
    auto refusal = isRollingUpdate(d) ? rollOut(sync) : recreate(sync);
    // Nothing can be made in a namespace that ends, and it is not tried again (handleErr).
    if (refusal && refusal->isNamespaceTerminating()) return std::nullopt;
    return refusal;
}

} // namespace practice
