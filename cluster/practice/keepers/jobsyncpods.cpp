// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"
#include "cluster/practice/keepers/jobpods.h"
#include "cluster/practice/keepers/jobsync.h"

#include <algorithm>

// How a look at a Job makes and deletes pods (job_controller.go manageJob).
namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

constexpr QStringView indexVariable = u"JOB_COMPLETION_INDEX";

void addIndexVariable(Value &spec)
{
    for (const QStringView field : {QStringView(u"initContainers"), QStringView(u"containers")}) {
        Value *containers = spec.find(field);
        if (!containers || !containers->list()) continue;
        for (Value &container : *containers->list()) {
            ValueList variables = listAt(container, {u"env"});
            const bool isThere = std::any_of(variables.begin(), variables.end(),
                                             [](const Value &one) { return textAt(one, {u"name"}) == indexVariable; });
            if (isThere) continue;
            Value variable;
            variable.set(u"name", indexVariable.toString());
            mapIn(mapIn(variable, u"valueFrom"), u"fieldRef")
                .set(u"fieldPath", u"metadata.labels['%1']"_s.arg(jobIndex));
            variables.push_back(std::move(variable));
            container.set(u"env", std::move(variables));
        }
    }
}

QString prefixFor(const QString &job, qint64 index)
{
    constexpr qsizetype longest = 58; // that generateName may have
    const QString end = u'-' + QString::number(index) + u'-';
    return job.left(longest - end.size()) + end;
}

} // namespace

std::optional<ApiStatus> JobSync::deleteAllActive()
{
    std::optional<ApiStatus> failure;
    qint64 deleted = 0;
    for (const Value &pod : m_activePods) {
        const auto refusal = m_tools.pods.remove(m_job, pod);
        if (refusal && !refusal->isNotFound())
            failure = refusal;
        else
            ++deleted;
        if (isReady(pod)) --m_ready;
    }
    haveDeleted(deleted, u"is at its end: deletes the %1 pods that still run"_s);
    return failure;
}

void JobSync::haveDeleted(qint64 count, const QString &said)
{
    m_active -= count;
    m_terminating += count;
    if (count) m_tools.decided(m_key, said.arg(count));
}

std::optional<ApiStatus> JobSync::deleteSome(const Pods &pods, const QString &why)
{
    for (const Value &pod : pods) m_tools.expectations.expectDeletion(m_key, uidOf(pod));
    std::optional<ApiStatus> failure;
    qint64 deleted = 0;
    for (const Value &pod : pods) {
        auto refusal = isTracked(pod) ? m_tools.untrack(pod) : std::nullopt;
        if (!refusal) refusal = m_tools.pods.remove(m_job, pod);
        if (refusal) m_tools.expectations.deletionSeen(m_key, uidOf(pod));
        if (refusal && !refusal->isNotFound())
            failure = refusal;
        else
            ++deleted;
        if (isReady(pod)) --m_ready;
    }
    haveDeleted(deleted, why + u": deletes %1 of its pods"_s);
    return failure;
}

// For each index one pod, and none without an index.
JobSync::Pods JobSync::forRemoval(qint64 atLeast) const
{
    Pods removed, left;
    if (isIndexed(m_job)) {
        std::map<qint64, Pods> byIndex;
        for (const Value &pod : m_activePods) {
            const auto index = completionIndexOf(pod);
            if (index && isIndexInRange(pod))
                byIndex[*index].push_back(pod);
            else
                removed.push_back(pod);
        }
        for (auto &[index, pods] : byIndex) {
            sortForRemoval(pods);
            removed.insert(removed.end(), pods.begin(), pods.end() - 1);
            left.push_back(pods.back());
        }
    } else {
        left = m_activePods;
    }
    if (qint64(removed.size()) < atLeast) {
        sortForRemoval(left);
        removed.insert(removed.end(), left.begin(), left.begin() + (atLeast - qint64(removed.size())));
    }
    return removed;
}

qint64 JobSync::wantedActive() const
{
    const qint64 parallelism = integerAt(m_job, {u"spec", u"parallelism"}, 1);
    const Value *completions = at(m_job, {u"spec", u"completions"});
    if (!completions || !completions->integer()) return m_succeeded > 0 ? m_active : parallelism;
    return std::clamp<qint64>(*completions->integer() - m_succeeded, 0, parallelism);
}

std::optional<ApiStatus> JobSync::managePods()
{
    if (isSuspended(m_job)) return deleteSome(forRemoval(m_active), u"is suspended"_s);
    const qint64 wanted = wantedActive();
    Pods surplus = forRemoval(std::max<qint64>(0, m_active - wanted));
    if (surplus.size() > std::size_t(burst)) surplus.resize(std::size_t(burst));
    if (!surplus.empty()) return deleteSome(surplus, u"has %1 active pods and wants %2"_s.arg(m_active).arg(wanted));
    const qint64 leaving = replacesOnlyFailed(m_job) ? m_terminating : 0;
    const qint64 missing = wanted - leaving - m_active;
    if (missing <= 0) return std::nullopt;
    const qint64 wait = hasLimitPerIndex(m_job) ? 0 : m_backoff.remainingMs(m_tools.clock.wallMs());
    if (wait > 0) {
        m_tools.decided(
            m_key,
            u"waits %1 s before it makes another pod, after %2 failed"_s.arg(wait / 1000).arg(m_backoff.failures));
        m_tools.later(m_key, std::max(wait, batchMs));
        m_active = 0; // as the real one says then
        return std::nullopt;
    }
    return makePods(wanted, std::min<qint64>(missing, burst));
}

// Nothing: none may be made yet.
std::optional<std::vector<qint64>> JobSync::indexesToMake(qint64 count)
{
    std::set<qint64> taken;
    for (const Value &pod : m_pods)
        if (isActive(pod) || (replacesOnlyFailed(m_job) && practice::isTerminating(pod)))
            if (const auto index = completionIndexOf(pod)) taken.insert(*index);
    JobIndexes settled = m_indexes.with(JobIndexes(taken));
    if (m_failedIndexes) settled = settled.with(*m_failedIndexes);
    const std::vector<qint64> pending = settled.firstMissing(count, integerAt(m_job, {u"spec", u"completions"}));
    if (!hasLimitPerIndex(m_job)) return pending;
    std::vector<qint64> now;
    std::optional<qint64> least;
    for (const qint64 index : pending) {
        const auto last = m_delayed.find(index);
        qint64 wait = 0;
        if (last != m_delayed.end())
            wait = JobBackoff{int(allIndexFailures(last->second)) + 1, finishedMs(last->second)}.remainingMs(
                m_tools.clock.wallMs());
        if (wait == 0)
            now.push_back(index);
        else
            least = std::min(least.value_or(wait), wait);
    }
    if (!now.empty() || !least) return now;
    m_tools.decided(m_key, u"waits %1 s before it makes another pod for a failed index"_s.arg(*least / 1000));
    m_tools.later(m_key, std::max(*least, batchMs));
    m_active = 0;
    return std::nullopt;
}

Answer<Value> JobSync::makePod(const Value &podTemplate, std::optional<qint64> index)
{
    if (!index) return m_tools.pods.create(m_job, podTemplate);
    Value more;
    Value &metadata = mapIn(more, u"metadata");
    const QString number = QString::number(*index);
    metadata.set(u"generateName", prefixFor(nameOf(m_job), *index));
    mapIn(metadata, u"labels").set(jobIndex, number);
    Value &annotations = mapIn(metadata, u"annotations");
    annotations.set(jobIndex, number);
    if (hasLimitPerIndex(m_job)) {
        const auto last = m_delayed.find(*index);
        qint64 failures = 0, ignored = 0;
        if (last != m_delayed.end()) {
            failures = indexFailures(last->second);
            ignored = allIndexFailures(last->second) - failures;
            ++(matchFailurePolicy(m_job, last->second).counts ? failures : ignored);
        }
        annotations.set(jobIndexFailures, QString::number(failures));
        if (ignored > 0) annotations.set(jobIndexIgnoredFailures, QString::number(ignored));
    }
    Value own = podTemplate;
    mapIn(own, u"spec").set(u"hostname", nameOf(m_job) + u'-' + number);
    return m_tools.pods.create(m_job, own, more);
}

// One first, then twice as many as worked before.
std::optional<ApiStatus> JobSync::makePods(qint64 wanted, qint64 count)
{
    std::vector<qint64> indexes;
    if (isIndexed(m_job)) {
        auto found = indexesToMake(count);
        if (!found) return std::nullopt;
        indexes = std::move(*found);
        count = qint64(indexes.size());
    }
    Value podTemplate = mapAt(m_job, {u"spec", u"template"});
    if (isIndexed(m_job)) addIndexVariable(mapIn(podTemplate, u"spec"));
    Value &metadata = mapIn(podTemplate, u"metadata");
    ValueList finalizers = listAt(metadata, {u"finalizers"});
    if (std::find(finalizers.begin(), finalizers.end(), Value(jobTracking.toString())) == finalizers.end())
        finalizers.emplace_back(jobTracking.toString());
    metadata.set(u"finalizers", std::move(finalizers));
    m_tools.expectations.expectCreations(m_key, int(count));
    const qint64 before = m_active;
    qint64 tried = 0;
    std::optional<ApiStatus> failure;
    for (qint64 batch = 1; tried < count && !failure; batch *= 2) {
        for (const qint64 end = std::min(count, tried + batch); tried < end; ++tried) {
            const auto made =
                makePod(podTemplate, indexes.empty() ? std::nullopt : std::optional(indexes[std::size_t(tried)]));
            if (made)
                ++m_active;
            else if (!failure)
                failure = made.status();
        }
    }
    const qint64 made = m_active - before;
    for (qint64 i = made; i < count; ++i) m_tools.expectations.creationSeen(m_key);
    if (made)
        m_tools.decided(m_key, u"has %1 active pods and wants %2, with %3 succeeded: makes %4"_s.arg(before)
                                   .arg(wanted)
                                   .arg(m_succeeded)
                                   .arg(made));
    if (failure && failure->isNamespaceTerminating()) return std::nullopt; // nothing will be made there any more
    return failure;
}

} // namespace practice
