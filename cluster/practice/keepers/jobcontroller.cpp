// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/keepers/jobcontroller.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"
#include "cluster/practice/keepers/jobpods.h"
#include "cluster/practice/request/objectselector.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using namespace Qt::StringLiterals;

namespace {

constexpr QStringView orphanKey = u"orphan pod "; // before a pod's key

// Somebody else looks after it.
bool isManagedElsewhere(const Value &job)
{
    const QString manager = textAt(job, {u"spec", u"managedBy"});
    return !manager.isEmpty() && manager != u"kubernetes.io/job-controller";
}

bool selects(const Value &job, const Value &pod)
{
    const Value *selector = at(job, {u"spec", u"selector"});
    return selector && selectorMatches(*selector, labelsOf(pod));
}

} // namespace

JobController::JobController(ComponentProcess &process)
    : Controller(process, u"job-controller"_s),
      m_jobs(process.informer(u"batch/v1", u"Job")),
      m_pods(process.informer(u"v1", u"Pod")),
      m_tools{.client = client(),
              .events = events(),
              .clock = clock(),
              .pods = PodControl(client(), events()),
              .expectations = Expectations(clock()),
              .later = [this](const QString &key, qint64 ms) { enqueueAfter(key, ms); },
              .decided = [this](const QString &key, const QString &text) { decided(key, text); }}
{
    const auto space = [](const Value &object) { return QStringList{namespaceOf(object)}; };
    m_jobs.addIndex(u"namespace"_s, space);
    m_pods.addIndex(u"namespace"_s, space);
    m_jobs.addHandler({.added = [this](const Value &job) { enqueue(Informer::keyOf(job)); },
                       .changed = [this](const Value &before, const Value &now) { jobChanged(before, now); },
                       .removed = [this](const Value &last) { jobGone(last); }});
    m_pods.addHandler({.added = [this](const Value &pod) { podAdded(pod); },
                       .changed = [this](const Value &before, const Value &now) { podChanged(before, now); },
                       .removed = [this](const Value &last) { podGone(last, true); }});
}

void JobController::jobChanged(const Value &before, const Value &now)
{
    const QString key = Informer::keyOf(now);
    if (finishedCondition(now)) return enqueueOrphansOf(now);
    // What it wants is new: at once. Else several changes are looked at together.
    if (integerAt(before, {u"metadata", u"generation"}) != integerAt(now, {u"metadata", u"generation"}))
        enqueue(key);
    else
        enqueueAfter(key, JobSync::batchMs);
    const QString started = textAt(now, {u"status", u"startTime"});
    const Value *deadline = at(now, {u"spec", u"activeDeadlineSeconds"});
    const Value *old = at(before, {u"spec", u"activeDeadlineSeconds"});
    if (started.isEmpty() || !deadline || !deadline->integer() || (old && *old == *deadline)) return;
    enqueueAfter(key, *deadline->integer() * 1000 - (clock().wallMs() - timeOf(started)));
}

void JobController::jobGone(const Value &last)
{
    enqueue(Informer::keyOf(last));
    enqueueOrphansOf(last);
    m_tools.backoffs.remove(Informer::keyOf(last));
}

const Value *JobController::jobOf(const Value &pod, const Value *reference) const
{
    if (!reference || textAt(*reference, {u"kind"}) != u"Job") return nullptr;
    const Value *job = m_jobs.find(namespaceOf(pod), textAt(*reference, {u"name"}));
    return job && uidOf(*job) == textAt(*reference, {u"uid"}) ? job : nullptr;
}

void JobController::enqueueSelecting(const Value &pod)
{
    for (const Value *job : m_jobs.byIndex(u"namespace"_s, namespaceOf(pod)))
        if (selects(*job, pod)) enqueueAfter(Informer::keyOf(*job), JobSync::batchMs);
}

void JobController::enqueueOrphan(const Value &pod) { enqueue(orphanKey.toString() + Informer::keyOf(pod)); }

void JobController::enqueueOrphansOf(const Value &job)
{
    for (const Value *pod : m_pods.byIndex(u"namespace"_s, namespaceOf(job)))
        if (isTracked(*pod) && selects(job, *pod)) enqueueOrphan(*pod);
}

void JobController::podAdded(const Value &pod)
{
    if (isGoing(pod)) return podGone(pod, false);
    if (const Value *owner = controllerOf(pod)) {
        const Value *job = jobOf(pod, owner);
        if (!job) return;
        m_tools.expectations.creationSeen(Informer::keyOf(*job));
        return enqueueAfter(Informer::keyOf(*job), JobSync::batchMs);
    }
    if (isTracked(pod)) enqueueOrphan(pod);
    enqueueSelecting(pod);
}

void JobController::podChanged(const Value &before, const Value &now)
{
    if (isGoing(now)) return podGone(now, false);
    const Value *owner = controllerOf(now);
    const Value *owned = controllerOf(before);
    const bool isMoved = bool(owner) != bool(owned) || (owner && !owner->means(*owned));
    const auto look = [this, &now](const Value *job) {
        if (!job) return;
        const QString key = Informer::keyOf(*job);
        if (!isTracked(now)) m_tools.released[key].remove(uidOf(now));
        enqueueAfter(key, JobSync::batchMs);
    };
    if (isMoved && owned) look(jobOf(before, owned));
    if (owner) return look(jobOf(now, owner));
    if (isTracked(now)) enqueueOrphan(now);
    if (isMoved || labelsOf(before) != labelsOf(now)) enqueueSelecting(now);
}

void JobController::podGone(const Value &pod, bool isFinal)
{
    const Value *owner = controllerOf(pod);
    const Value *job = jobOf(pod, owner);
    if (!job || finishedCondition(*job)) {
        // No look at a Job will take the finalizer.
        if (isTracked(pod) && (!owner || textAt(*owner, {u"kind"}) == u"Job")) enqueueOrphan(pod);
        return;
    }
    const QString key = Informer::keyOf(*job);
    m_tools.expectations.deletionSeen(key, uidOf(pod));
    if (isFinal || !isTracked(pod)) m_tools.released[key].remove(uidOf(pod));
    enqueueAfter(key, JobSync::batchMs);
}

std::optional<ApiStatus> JobController::releaseOrphan(const QString &podKey)
{
    const Value *found = m_pods.find(podKey);
    if (!found || !isTracked(*found)) return std::nullopt;
    const Value pod = *found;
    if (const Value *owner = controllerOf(pod)) {
        if (textAt(*owner, {u"kind"}) != u"Job" || textAt(*owner, {u"apiVersion"}) != u"batch/v1") return std::nullopt;
        const Value *job = jobOf(pod, owner);
        if (job && (isManagedElsewhere(*job) || !finishedCondition(*job))) return std::nullopt;
    }
    decided(podKey, u"belongs to no Job that counts it: takes its finalizer away"_s);
    const auto refusal = m_tools.untrack(pod);
    return refusal && !refusal->isNotFound() ? refusal : std::nullopt;
}

// Gives a pod its Job and finalizer, or takes both away, in one write (PodControllerRefManager).
std::optional<ApiStatus> JobController::setOwned(const Value &job, Value &pod, bool owned) const
{
    ValueList owners = listAt(pod, {u"metadata", u"ownerReferences"});
    ValueList finalizers = listAt(pod, {u"metadata", u"finalizers"});
    std::erase_if(owners, [&job](const Value &one) { return textAt(one, {u"uid"}) == uidOf(job); });
    std::erase(finalizers, Value(jobTracking.toString()));
    if (owned) {
        owners.push_back(controllerReference(job));
        finalizers.emplace_back(jobTracking.toString());
    }
    Value patch;
    Value &metadata = mapIn(patch, u"metadata");
    metadata.set(u"uid", uidOf(pod));
    metadata.set(u"ownerReferences", owners.empty() ? Value() : Value(std::move(owners)));
    metadata.set(u"finalizers", finalizers.empty() ? Value() : Value(std::move(finalizers)));
    auto written = client().patch(m_pods.kind(), namespaceOf(pod), nameOf(pod), patch);
    if (!written) return written.status();
    pod = std::move(*written);
    return std::nullopt;
}

std::vector<Value> JobController::claim(const Value &job)
{
    std::vector<Value> around, claimed;
    for (const Value *pod : m_pods.byIndex(u"namespace"_s, namespaceOf(job))) around.push_back(*pod);
    for (Value &pod : around) {
        if (const Value *owner = controllerOf(std::as_const(pod))) {
            if (textAt(*owner, {u"uid"}) != uidOf(job)) continue;
            if (selects(job, pod))
                claimed.push_back(std::move(pod));
            else if (!isGoing(job))
                (void)setOwned(job, pod, false); // tried again with the next look
        } else if (selects(job, pod) && !isGoing(job) && !isGoing(pod) && !setOwned(job, pod, true)) {
            claimed.push_back(std::move(pod));
        }
    }
    return claimed;
}

std::optional<ApiStatus> JobController::reconcile(const QString &key)
{
    if (key.startsWith(orphanKey)) return releaseOrphan(key.mid(orphanKey.size()));
    const Value *found = m_jobs.find(key);
    if (!found) {
        m_tools.expectations.forget(key);
        m_tools.released.remove(key);
        m_tools.backoffs.remove(key);
        return std::nullopt;
    }
    const Value job = *found; // what is written may come back while this runs
    if (isManagedElsewhere(job)) return std::nullopt;
    if (finishedCondition(job)) {
        m_tools.backoffs.remove(key);
        return std::nullopt;
    }
    return JobSync(m_tools, key, job, claim(job)).run();
}

} // namespace practice
