// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/controllers/replicaset.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"
#include "cluster/practice/request/objectselector.h"

#include <algorithm>
#include <cmath>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

int rankOf(const QString &phase) { return phase == u"Pending" ? 0 : phase == u"Running" ? 2 : 1; }

qint64 deletionCost(const Value &pod)
{
    return textAt(pod, {u"metadata", u"annotations", u"controller.kubernetes.io/pod-deletion-cost"}).toLongLong();
}

// A pod with all that decides how soon it is given up.
struct Candidate
{
    Value pod;
    bool isPlaced = false;
    int phase = 0;
    bool isReady = false;
    qint64 cost = 0;
    int neighbours = 0; // ready pods of its kind on its node
    qint64 readyAge = 0;
    qint64 restarts = 0;
    qint64 age = 0;
};

// Ages count by their order of magnitude, so that not always the youngest are hit (logarithmicRankDiff).
int ageClass(qint64 ms) { return ms <= 0 ? -1 : int(std::log2(double(ms))); }

// Whether left is given up before right.
bool goesFirst(const Candidate &left, const Candidate &right)
{
    if (left.isPlaced != right.isPlaced) return !left.isPlaced;
    if (left.phase != right.phase) return left.phase < right.phase;
    if (left.isReady != right.isReady) return !left.isReady;
    if (left.cost != right.cost) return left.cost < right.cost;
    if (left.neighbours != right.neighbours) return left.neighbours > right.neighbours;
    if (left.isReady && left.readyAge != right.readyAge) {
        if (ageClass(left.readyAge) != ageClass(right.readyAge)) return left.readyAge < right.readyAge;
        return uidOf(left.pod) < uidOf(right.pod);
    }
    if (left.restarts != right.restarts) return left.restarts > right.restarts;
    if (ageClass(left.age) != ageClass(right.age)) return left.age < right.age;
    return uidOf(left.pod) < uidOf(right.pod);
}

} // namespace

ReplicaSetController::ReplicaSetController(ComponentProcess &process)
    : Controller(process, u"replicaset-controller"_s),
      m_sets(process.informer(u"apps/v1", u"ReplicaSet")),
      m_pods(process.informer(u"v1", u"Pod")),
      m_control(client(), events()),
      m_expectations(clock())
{
    const auto again = [this](const Value &set) { enqueue(Informer::keyOf(set)); };
    m_sets.addIndex(u"owner"_s, [](const Value &set) {
        const Value *owner = controllerOf(set);
        return owner ? QStringList{textAt(*owner, {u"uid"})} : QStringList();
    });
    m_sets.addIndex(u"namespace"_s, [](const Value &set) { return QStringList{namespaceOf(set)}; });
    indexByController(m_pods);
    m_sets.addHandler({.added = again,
                       .changed =
                           [this, again](const Value &before, const Value &now) {
                               const auto generation = [](const Value &set) {
                                   return integerAt(set, {u"metadata", u"generation"});
                               };
                               if (generation(before) != generation(now)) return again(now);
                               enqueueSoon(Informer::keyOf(now), uidOf(now)); // most often its own status comes back
                           },
                       .removed =
                           [this, again](const Value &last) {
                               m_expectations.forget(Informer::keyOf(last));
                               again(last);
                           }});
    m_pods.addHandler({.added = [this](const Value &pod) { podAdded(pod); },
                       .changed = [this](const Value &before, const Value &now) { podChanged(before, now); },
                       .removed = [this](const Value &last) { podGone(last); }});
}

// Looking at a set costs time for each of its pods, so what happens to a large one within a while is looked at once.
void ReplicaSetController::enqueueSoon(const QString &key, const QString &uid)
{
    constexpr std::size_t podsLookedAtPerMs = 50;
    enqueueAfter(key, qint64(m_pods.countOf(u"controllerUid"_s, uid) / podsLookedAtPerMs));
}

void ReplicaSetController::enqueueOwner(const Value &pod)
{
    const Value *owner = controllerOf(pod);
    if (!owner || textAt(*owner, {u"kind"}) != u"ReplicaSet") return;
    const QString key = Informer::keyOf(namespaceOf(pod), textAt(*owner, {u"name"}));
    if (!m_expectations.isOpen(key) || !m_expectations.areMet(key)) return enqueueSoon(key, textAt(*owner, {u"uid"}));
    m_expectations.forget(key); // what it waited for itself is there, and there may be more to do
    enqueue(key);
}

// Whoever may adopt it has to look.
void ReplicaSetController::enqueueOrphan(const Value &pod)
{
    const model::Labels labels = labelsOf(pod);
    for (const Value *set : m_sets.byIndex(u"namespace"_s, namespaceOf(pod)))
        if (const Value *selector = at(*set, {u"spec", u"selector"}); selector && selectorMatches(*selector, labels))
            enqueue(Informer::keyOf(*set));
}

void ReplicaSetController::podAdded(const Value &pod)
{
    if (isGoing(pod)) return podGone(pod);
    const Value *owner = controllerOf(pod);
    if (!owner) return enqueueOrphan(pod);
    m_expectations.creationSeen(Informer::keyOf(namespaceOf(pod), textAt(*owner, {u"name"})));
    enqueueOwner(pod);
}

void ReplicaSetController::podChanged(const Value &before, const Value &now)
{
    if (isGoing(now)) return podGone(now);
    const Value *owner = controllerOf(now);
    const Value *owned = controllerOf(before);
    if (owned && !(owner && owner->means(*owned))) enqueueOwner(before);
    if (owner) {
        enqueueOwner(now);
        // A pod that is ready now is available later, and nothing else will tell.
        const Value *set = m_sets.find(namespaceOf(now), textAt(*owner, {u"name"}));
        const qint64 minReady = set ? integerAt(*set, {u"spec", u"minReadySeconds"}) : 0;
        constexpr qint64 aSecond = 1000; // times are kept in whole seconds
        if (minReady > 0 && isReady(now) && !isReady(before))
            enqueueAfter(Informer::keyOf(*set), minReady * 1000 + aSecond);
    } else if (!at(before, {u"metadata", u"labels"}) || owned || labelsOf(before) != labelsOf(now)) {
        enqueueOrphan(now);
    }
}

void ReplicaSetController::podGone(const Value &pod)
{
    const Value *owner = controllerOf(pod);
    if (!owner) return;
    m_expectations.deletionSeen(Informer::keyOf(namespaceOf(pod), textAt(*owner, {u"name"})), uidOf(pod));
    enqueueOwner(pod);
}

std::optional<ApiStatus> ReplicaSetController::reconcile(const QString &key)
{
    const Value *found = m_sets.find(key);
    if (!found) return std::nullopt;
    const Value set = *found; // what is written may come back while this runs
    std::vector<const Value *> around;
    for (const Value *pod : ownAndOrphans(m_pods, set))
        if (isActive(*pod)) around.push_back(pod);
    const std::vector<Value> pods = claimPods(set, around, m_control);
    std::optional<ApiStatus> failure;
    if (m_expectations.areMet(key) && !isGoing(set)) {
        const int surplus = int(pods.size()) - int(integerAt(set, {u"spec", u"replicas"}, 1));
        if (surplus < 0)
            failure = makeMore(key, set, std::min(-surplus, burst));
        else if (surplus > 0)
            failure = makeFewer(key, set, pods, std::min(surplus, burst));
    }
    if (auto refusal = writeStatus(key, set, pods, failure)) return refusal;
    return failure;
}

// One pod first, then twice as many as worked before: what fails, fails once and not five hundred times.
std::optional<ApiStatus> ReplicaSetController::makeMore(const QString &key, const Value &set, int count)
{
    const Value *podTemplate = at(set, {u"spec", u"template"});
    if (!podTemplate) return std::nullopt;
    m_expectations.expectCreations(key, count);
    int made = 0;
    std::optional<ApiStatus> failure;
    for (int batch = 1; made < count && !failure; batch *= 2) {
        const int wanted = std::min(batch, count - made);
        for (const auto &pod : m_control.create(wanted, set, *podTemplate)) {
            if (pod || pod.status().isNamespaceTerminating()) // then there is nothing left to do
                ++made;
            else if (!failure)
                failure = pod.status();
        }
    }
    for (int missing = made; missing < count; ++missing) m_expectations.creationSeen(key);
    if (made) decided(key, u"%1 pods were missing; made %2"_s.arg(count).arg(made));
    return failure;
}

std::optional<ApiStatus> ReplicaSetController::makeFewer(const QString &key, const Value &set, std::vector<Value> pods,
                                                         int count)
{
    const QHash<QString, int> neighbours = readyByNode(set);
    const qint64 now = clock().wallMs();
    std::vector<Candidate> candidates;
    for (Value &pod : pods) {
        const QString node = textAt(pod, {u"spec", u"nodeName"});
        const qint64 created = timeOf(textAt(pod, {u"metadata", u"creationTimestamp"}));
        Candidate one{.pod = {},
                      .isPlaced = !node.isEmpty(),
                      .phase = rankOf(textAt(pod, {u"status", u"phase"})),
                      .isReady = isReady(pod),
                      .cost = deletionCost(pod),
                      .neighbours = node.isEmpty() ? 0 : neighbours.value(node),
                      .readyAge = now - readySinceMs(pod),
                      .restarts = mostRestarts(pod),
                      .age = now - created};
        one.pod = std::move(pod);
        candidates.push_back(std::move(one));
    }
    if (std::size_t(count) < candidates.size()) std::sort(candidates.begin(), candidates.end(), goesFirst);
    candidates.resize(std::size_t(count));
    for (const Candidate &one : candidates) m_expectations.expectDeletion(key, uidOf(one.pod));
    std::optional<ApiStatus> failure;
    for (const Candidate &one : candidates) {
        const auto refusal = m_control.remove(set, one.pod);
        if (!refusal) continue;
        m_expectations.deletionSeen(key, uidOf(one.pod));
        if (!refusal->isNotFound() && !failure) failure = refusal;
    }
    decided(key, u"%1 pods too many; deleted"_s.arg(count));
    return failure;
}

QHash<QString, int> ReplicaSetController::readyByNode(const Value &set) const
{
    std::vector<const Value *> related{&set};
    if (const Value *owner = controllerOf(set)) related = m_sets.byIndex(u"owner"_s, textAt(*owner, {u"uid"}));
    QHash<QString, int> count;
    for (const Value *one : related)
        for (const Value *pod : ownOf(m_pods, *one))
            if (isActive(*pod) && isReady(*pod)) ++count[textAt(*pod, {u"spec", u"nodeName"})];
    return count;
}

std::optional<ApiStatus> ReplicaSetController::writeStatus(const QString &key, const Value &set,
                                                           const std::vector<Value> &pods,
                                                           const std::optional<ApiStatus> &failure)
{
    const qint64 minReady = integerAt(set, {u"spec", u"minReadySeconds"});
    const qint64 now = clock().wallMs();
    const model::Value *wanted = at(set, {u"spec", u"template"});
    const model::Labels labels = wanted ? labelsOf(*wanted) : model::Labels();
    qint64 labelled = 0, ready = 0, available = 0;
    for (const Value &pod : pods) {
        if (model::containsLabels(labelsOf(pod), labels)) ++labelled;
        if (!isReady(pod)) continue;
        ++ready;
        if (isAvailable(pod, minReady, now)) ++available;
    }
    const Value *old = set.find(u"status");
    Value status = old && old->isMap() ? *old : Value(ValueMap());
    const auto put = [&status](QStringView field, qint64 count) {
        if (count)
            status.set(field, count);
        else
            status.remove(field);
    };
    status.set(u"replicas", qint64(pods.size()));
    put(u"fullyLabeledReplicas", labelled);
    put(u"readyReplicas", ready);
    put(u"availableReplicas", available);
    put(u"observedGeneration", integerAt(set, {u"metadata", u"generation"}));
    ValueList conditions = listAt(set, {u"status", u"conditions"});
    const auto isFailure = [](const Value &one) { return textAt(one, {u"type"}) == u"ReplicaFailure"; };
    const bool knows = std::any_of(conditions.begin(), conditions.end(), isFailure);
    if (failure && !knows) {
        const bool tooFew = qint64(pods.size()) < integerAt(set, {u"spec", u"replicas"}, 1);
        conditions.push_back(ValueMap{{u"type"_s, u"ReplicaFailure"},
                                      {u"status"_s, u"True"},
                                      {u"lastTransitionTime"_s, timeText(now)},
                                      {u"reason"_s, tooFew ? u"FailedCreate"_s : u"FailedDelete"_s},
                                      {u"message"_s, failure->message}});
    } else if (!failure && knows) {
        std::erase_if(conditions, isFailure);
    }
    if (conditions.empty())
        status.remove(u"conditions");
    else
        status.set(u"conditions", std::move(conditions));
    // Ready but not yet available: look again when the time has come.
    if (minReady > 0 && ready == integerAt(set, {u"spec", u"replicas"}, 1) && available != ready)
        enqueueAfter(key, minReady * 1000);
    if (old && status.means(*old)) return std::nullopt;
    Value object = set;
    object.set(u"status", std::move(status));
    const auto written = client().update(std::move(object), u"status"_s);
    return written ? std::nullopt : std::optional(written.status());
}

} // namespace practice
