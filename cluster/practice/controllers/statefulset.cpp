// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/controllers/statefulset.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"
#include "cluster/practice/controllers/statefulidentity.h"
#include "cluster/practice/controllers/templatehash.h"
#include "cluster/practice/request/objectselector.h"

#include <algorithm>

namespace practice {

using model::Value;
using namespace Qt::StringLiterals;

namespace {

constexpr QStringView stateHashLabel = u"controller.kubernetes.io/hash";

bool selects(const Value &set, const Value &object)
{
    const Value *selector = at(set, {u"spec", u"selector"});
    return selector && selectorMatches(*selector, labelsOf(object));
}

} // namespace

StatefulSetController::StatefulSetController(ComponentProcess &process)
    : Controller(process, u"statefulset-controller"_s),
      m_sets(process.informer(u"apps/v1", u"StatefulSet")),
      m_pods(process.informer(u"v1", u"Pod")),
      m_claims(process.informer(u"v1", u"PersistentVolumeClaim")),
      m_revisions(process.informer(u"apps/v1", u"ControllerRevision")),
      m_control(client(), events()),
      m_members(client(), events(), m_claims)
{
    const auto again = [this](const Value &set) { enqueue(Informer::keyOf(set)); };
    m_sets.addIndex(u"namespace"_s, [](const Value &set) { return QStringList{namespaceOf(set)}; });
    indexByController(m_pods);
    indexByController(m_revisions);
    m_sets.addHandler(
        {.added = again, .changed = [again](const Value &, const Value &now) { again(now); }, .removed = again});
    m_pods.addHandler({.added = [this](const Value &pod) { podSeen(pod); },
                       .changed = [this](const Value &before, const Value &now) { podChanged(before, now); },
                       .removed =
                           [this, again](const Value &last) {
                               if (const Value *set = ownerOf(last)) again(*set);
                           }});
}

bool StatefulSetController::Sync::isOrdered() const
{
    return textAt(set, {u"spec", u"podManagementPolicy"}) != u"Parallel";
}

const Value *StatefulSetController::ownerOf(const Value &pod) const { return ownerAmong(m_sets, pod, u"StatefulSet"); }

// Its owner has to look, or whoever may adopt it.
void StatefulSetController::podSeen(const Value &pod)
{
    if (controllerOf(pod)) {
        if (const Value *set = ownerOf(pod)) enqueue(Informer::keyOf(*set));
        return;
    }
    if (isGoing(pod)) return;
    for (const Value *set : m_sets.byIndex(u"namespace"_s, namespaceOf(pod)))
        if (selects(*set, pod)) enqueue(Informer::keyOf(*set));
}

void StatefulSetController::podChanged(const Value &before, const Value &now)
{
    const Value *owner = controllerOf(now);
    const Value *owned = controllerOf(before);
    const bool changedHands = owned && !(owner && owner->means(*owned));
    if (changedHands)
        if (const Value *set = ownerOf(before)) enqueue(Informer::keyOf(*set));
    if (owner || changedHands || labelsOf(before) != labelsOf(now)) podSeen(now);
    const Value *set = ownerOf(now);
    const qint64 minReady = set ? integerAt(*set, {u"spec", u"minReadySeconds"}) : 0;
    constexpr qint64 aSecond = 1000; // times are kept in whole seconds
    if (minReady > 0 && !isReady(before) && isReady(now))
        enqueueAfter(Informer::keyOf(*set), minReady * 1000 + aSecond);
}

std::optional<ApiStatus> StatefulSetController::reconcile(const QString &key)
{
    const Value *found = m_sets.find(key);
    if (!found) return std::nullopt;
    Sync sync{.key = key, .set = *found};
    m_members.begin();
    for (const Value *revision : ownAndOrphans(m_revisions, sync.set)) {
        if (!selects(sync.set, *revision)) continue;
        if (!controllerOf(*revision) && !isGoing(sync.set))
            if (auto refusal = m_control.adopt(sync.set, *revision)) return refusal;
        sync.revisions.push_back(*revision);
    }
    sync.pods = claimPods(sync.set, ownAndOrphans(m_pods, sync.set), m_control,
                          [&sync](const Value &pod) { return isMemberOf(sync.set, pod); });
    sortRevisions(sync.revisions);
    Refusal refusal = findRevisions(sync);
    if (refusal) return refusal;
    refusal = updatePods(sync);
    const Refusal unwritten = writeStatus(sync);
    const Refusal unkept = truncateHistory(sync);
    if (refusal) return refusal;
    if (unwritten) return unwritten;
    const qint64 minReady = integerAt(sync.set, {u"spec", u"minReadySeconds"});
    if (minReady > 0 &&
        integerAt(sync.status, {u"availableReplicas"}) != integerAt(sync.set, {u"spec", u"replicas"}, 1))
        enqueueAfter(key, minReady * 1000);
    return unkept;
}

// The revision of its template: the newest, an older one that is the newest again, or a new one.
std::optional<ApiStatus> StatefulSetController::findRevisions(Sync &sync)
{
    sync.collisions = integerAt(sync.set, {u"status", u"collisionCount"});
    const Value data = templateData(sync.set);
    const qint64 next = sync.revisions.empty() ? 1 : numberOf(sync.revisions.back()) + 1;
    int equal = -1;
    for (std::size_t i = 0; i < sync.revisions.size(); ++i)
        if (hasData(sync.revisions[i], data)) equal = int(i);
    if (equal < 0) {
        if (auto refusal = makeRevision(sync, data, next)) return refusal;
    } else if (hasData(sync.revisions.back(), data)) {
        sync.update = sync.revisions.back();
    } else {
        auto written = renumber(client(), sync.revisions[std::size_t(equal)], next);
        if (!written) return written.status();
        sync.update = std::move(*written);
        decided(sync.key, u"its template is that of %1 again: revision %2"_s.arg(nameOf(sync.update)).arg(next));
    }
    sync.current = sync.update;
    const QString current = textAt(sync.set, {u"status", u"currentRevision"});
    for (const Value &revision : sync.revisions)
        if (nameOf(revision) == current) sync.current = revision;
    sync.currentSet = withTemplateOf(sync.set, sync.current);
    sync.updateSet = withTemplateOf(sync.set, sync.update);
    return std::nullopt;
}

std::optional<ApiStatus> StatefulSetController::makeRevision(Sync &sync, const Value &data, qint64 number)
{
    constexpr int mostCollisions = 100;
    for (int i = 0; i < mostCollisions; ++i) {
        const Value revision = newRevision(sync.set, data, number, stateHashLabel, revisionHash(data, sync.collisions));
        auto made = client().create(revision);
        if (made) {
            sync.update = std::move(*made);
            decided(sync.key,
                    u"has a new template: keeps it as %1, revision %2"_s.arg(nameOf(sync.update)).arg(number));
            return std::nullopt;
        }
        if (made.status().reason != u"AlreadyExists") return made.status();
        auto known = client().get(m_revisions.kind(), namespaceOf(sync.set), nameOf(revision));
        if (!known) return known.status();
        if (hasData(*known, data)) {
            sync.update = std::move(*known);
            return std::nullopt;
        }
        ++sync.collisions;
    }
    return ApiStatus::internal(u"no name is free for a revision of %1"_s.arg(nameOf(sync.set)));
}

// All but so many of those that no pod has.
std::optional<ApiStatus> StatefulSetController::truncateHistory(const Sync &sync)
{
    QSet<QString> live{nameOf(sync.current), nameOf(sync.update)};
    for (const Value &pod : sync.pods) live.insert(revisionLabel(pod));
    Revisions old;
    for (const Value &revision : sync.revisions)
        if (!live.contains(nameOf(revision))) old.push_back(revision);
    constexpr qint64 usual = 10;
    const qint64 surplus = qint64(old.size()) - integerAt(sync.set, {u"spec", u"revisionHistoryLimit"}, usual);
    for (qint64 i = 0; i < surplus && i < qint64(old.size()); ++i) {
        const auto removed = client().remove(m_revisions.kind(), namespaceOf(old[i]), nameOf(old[i]));
        if (!removed) return removed.status();
    }
    return std::nullopt;
}

} // namespace practice
