// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/controllers/daemonset.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"
#include "cluster/practice/request/objectselector.h"

namespace practice {

using model::Value;
using namespace Qt::StringLiterals;

namespace {

bool selectsNothing(const Value *selector)
{
    return !selector ||
           (mapAt(*selector, {u"matchLabels"}).empty() && listAt(*selector, {u"matchExpressions"}).empty());
}

bool changedHands(const Value &before, const Value &now)
{
    const Value *owner = controllerOf(now);
    const Value *owned = controllerOf(before);
    return owned && !(owner && owner->means(*owned));
}

} // namespace

DaemonSetController::DaemonSetController(ComponentProcess &process)
    : Controller(process, u"daemonset-controller"_s),
      m_sets(process.informer(u"apps/v1", u"DaemonSet")),
      m_pods(process.informer(u"v1", u"Pod")),
      m_nodes(process.informer(u"v1", u"Node")),
      m_revisions(process.informer(u"apps/v1", u"ControllerRevision")),
      m_control(client(), events()),
      m_expectations(clock())
{
    const auto again = [this](const Value &ds) { enqueue(Informer::keyOf(ds)); };
    m_sets.addIndex(u"namespace"_s, [](const Value &ds) { return QStringList{namespaceOf(ds)}; });
    indexByController(m_pods);
    indexByController(m_revisions);
    m_sets.addHandler({.added = again,
                       .changed = [again](const Value &, const Value &now) { again(now); },
                       .removed =
                           [this, again](const Value &last) {
                               m_expectations.forget(Informer::keyOf(last));
                               again(last);
                           }});
    m_pods.addHandler({.added = [this](const Value &pod) { podAdded(pod); },
                       .changed = [this](const Value &before, const Value &now) { podChanged(before, now); },
                       .removed = [this](const Value &last) { podGone(last); }});
    m_revisions.addHandler({.added = [this](const Value &revision) { revisionSeen(revision, true); },
                            .changed =
                                [this, again](const Value &before, const Value &now) {
                                    if (const Value *ds = changedHands(before, now) ? ownerOf(before) : nullptr)
                                        again(*ds);
                                    revisionSeen(now, false);
                                },
                            .removed =
                                [this, again](const Value &last) {
                                    if (const Value *ds = ownerOf(last)) again(*ds);
                                }});
    m_nodes.addHandler({.added = [this](const Value &node) { nodeSeen(node); },
                        .changed =
                            [this](const Value &before, const Value &now) {
                                const auto taints = [](const Value &node) {
                                    return listAt(node, {u"spec", u"taints"});
                                };
                                if (labelsOf(before) != labelsOf(now) || !Value(taints(before)).means(taints(now)))
                                    nodeSeen(now);
                            }});
}

const Value *DaemonSetController::ownerOf(const Value &object) const
{
    return ownerAmong(m_sets, object, u"DaemonSet");
}

// Whoever may adopt it has to look.
void DaemonSetController::enqueueOrphans(const Value &object)
{
    const model::Labels labels = labelsOf(object);
    if (labels.empty()) return;
    for (const Value *ds : m_sets.byIndex(u"namespace"_s, namespaceOf(object))) {
        const Value *selector = at(*ds, {u"spec", u"selector"});
        if (!selectsNothing(selector) && selectorMatches(*selector, labels)) enqueue(Informer::keyOf(*ds));
    }
}

void DaemonSetController::revisionSeen(const Value &revision, bool isNew)
{
    if (!controllerOf(revision)) return enqueueOrphans(revision);
    const Value *ds = ownerOf(revision);
    if (ds && !isNew) enqueue(Informer::keyOf(*ds));
}

void DaemonSetController::podAdded(const Value &pod)
{
    if (isGoing(pod)) return podGone(pod);
    if (!controllerOf(pod)) return enqueueOrphans(pod);
    const Value *ds = ownerOf(pod);
    if (!ds) return;
    m_expectations.creationSeen(Informer::keyOf(*ds));
    enqueue(Informer::keyOf(*ds));
}

void DaemonSetController::podChanged(const Value &before, const Value &now)
{
    if (isGoing(now)) return podGone(now);
    const bool isLost = changedHands(before, now);
    if (isLost)
        if (const Value *ds = ownerOf(before)) enqueue(Informer::keyOf(*ds));
    if (!controllerOf(now)) {
        if (isLost || labelsOf(before) != labelsOf(now)) enqueueOrphans(now);
        return;
    }
    const Value *ds = ownerOf(now);
    if (!ds) return;
    enqueue(Informer::keyOf(*ds));
    const qint64 minReady = integerAt(*ds, {u"spec", u"minReadySeconds"});
    constexpr qint64 aSecond = 1000; // times are kept in whole seconds
    if (minReady > 0 && !isReady(before) && isReady(now)) enqueueAfter(Informer::keyOf(*ds), minReady * 1000 + aSecond);
}

void DaemonSetController::podGone(const Value &pod)
{
    const Value *ds = ownerOf(pod);
    if (!ds) return;
    m_expectations.deletionSeen(Informer::keyOf(*ds), uidOf(pod));
    enqueue(Informer::keyOf(*ds));
}

// Those that now want a pod there, or do not want the one that is there.
void DaemonSetController::nodeSeen(const Value &node)
{
    for (const auto &[key, ds] : m_sets.objects()) {
        const NodeFit fit = fitOf(daemonSpec(ds), node);
        bool hasPod = false;
        for (const Value *pod : ownOf(m_pods, ds))
            hasPod = hasPod || textAt(*pod, {u"spec", u"nodeName"}) == nameOf(node);
        if ((fit.runs && !hasPod) || (!fit.keeps && hasPod)) enqueue(key);
    }
}

std::optional<ApiStatus> DaemonSetController::reconcile(const QString &key)
{
    const Value *found = m_sets.find(key);
    if (!found) {
        m_expectations.forget(key);
        return std::nullopt;
    }
    Sync sync{.key = key, .ds = *found};
    if (selectsNothing(at(sync.ds, {u"spec", u"selector"}))) {
        events().record(sync.ds, u"Warning"_s, u"SelectingAll"_s,
                        u"This daemon set is selecting all pods. A non-empty selector is required."_s);
        return std::nullopt;
    }
    if (isGoing(sync.ds)) return std::nullopt;
    sortPods(sync);
    if (auto refusal = findRevisions(sync)) return refusal;
    if (!m_expectations.areMet(key)) return writeStatus(sync, false);
    Refusal refusal = manage(sync);
    if (!refusal && m_expectations.areMet(key) &&
        textAt(sync.ds, {u"spec", u"updateStrategy", u"type"}) == u"RollingUpdate")
        refusal = rollOut(sync);
    if (!refusal) refusal = cleanUpHistory(sync);
    const Refusal unwritten = writeStatus(sync, true);
    return refusal ? refusal : unwritten;
}

} // namespace practice
