// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/keepers/jobsync.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"
#include "cluster/practice/keepers/jobpods.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

QSet<QString> uidsIn(const ValueList &list)
{
    QSet<QString> uids;
    for (const Value &uid : list)
        if (uid.string()) uids.insert(*uid.string());
    return uids;
}

void sortByEnd(std::vector<Value> &pods)
{
    std::stable_sort(pods.begin(), pods.end(),
                     [](const Value &left, const Value &right) { return finishedMs(left) < finishedMs(right); });
}

} // namespace

JobBackoff JobBackoff::after(std::vector<Value> succeeded, std::vector<Value> failed) const
{
    sortByEnd(succeeded);
    sortByEnd(failed);
    JobBackoff next = *this;
    if (!succeeded.empty()) next = {};
    const qint64 success = succeeded.empty() ? -1 : finishedMs(succeeded.back());
    for (const Value &pod : failed) {
        if (!succeeded.empty() && finishedMs(pod) <= success) continue;
        ++next.failures;
        next.failedMs = finishedMs(pod);
    }
    return next;
}

qint64 JobBackoff::remainingMs(qint64 nowMs) const
{
    if (failures == 0) return 0;
    qint64 wait = firstMs;
    for (int i = 1; i < failures && wait < lastMs; ++i) wait = std::min(lastMs, wait * 2);
    return std::max<qint64>(0, wait - (nowMs - failedMs));
}

std::optional<ApiStatus> JobTools::untrack(const Value &pod) const
{
    const ApiKind &kind = client.kind(u"v1", u"Pod");
    const auto latest = client.get(kind, namespaceOf(pod), nameOf(pod));
    if (!latest) return latest.status();
    if (uidOf(*latest) != uidOf(pod)) return ApiStatus::notFound({kind.group, kind.plural}, nameOf(pod));
    ValueList left = listAt(*latest, {u"metadata", u"finalizers"});
    if (std::erase(left, Value(jobTracking.toString())) == 0) return std::nullopt;
    Value patch;
    Value &metadata = mapIn(patch, u"metadata");
    metadata.set(u"uid", uidOf(pod));
    metadata.set(u"finalizers", left.empty() ? Value() : Value(std::move(left)));
    const auto written = client.patch(kind, namespaceOf(pod), nameOf(pod), patch);
    return written ? std::nullopt : std::optional(written.status());
}

JobSync::JobSync(JobTools &tools, QString key, Value job, std::vector<Value> pods)
    : m_tools(tools), m_key(std::move(key)), m_job(std::move(job)), m_pods(std::move(pods))
{
}

Value &JobSync::status() { return mapIn(m_job, u"status"); }

Value JobSync::condition(const QString &type, const QString &reason, const QString &message) const
{
    const QString now = timeText(m_tools.clock.wallMs());
    return ValueMap{{u"type"_s, type},         {u"status"_s, u"True"},
                    {u"lastProbeTime"_s, now}, {u"lastTransitionTime"_s, now},
                    {u"reason"_s, reason},     {u"message"_s, message}};
}

bool JobSync::isIndexInRange(const Value &pod) const
{
    if (!isIndexed(m_job)) return true;
    const auto index = completionIndexOf(pod);
    return index && *index < integerAt(m_job, {u"spec", u"completions"});
}

// Those that have ended and are in no count yet.
JobSync::Pods JobSync::ended(const QSet<QString> &counted, bool failed) const
{
    Pods found;
    for (const Value &pod : m_pods) {
        if (!isTracked(pod) || counted.contains(uidOf(pod)) || m_released.contains(uidOf(pod))) continue;
        const bool isMeant = failed ? isPodFailed(pod, m_job) : textAt(pod, {u"status", u"phase"}) == u"Succeeded";
        if (isMeant && isIndexInRange(pod)) found.push_back(pod);
    }
    return found;
}

void JobSync::count()
{
    if (!at(m_job, {u"status", u"uncountedTerminatedPods"}))
        status().set(u"uncountedTerminatedPods", Value(ValueMap()));
    m_countedSucceeded = uidsIn(listAt(m_job, {u"status", u"uncountedTerminatedPods", u"succeeded"}));
    m_countedFailed = uidsIn(listAt(m_job, {u"status", u"uncountedTerminatedPods", u"failed"}));
    m_released = m_tools.released.value(m_key);
    for (const Value &pod : m_pods) {
        if (isActive(pod)) m_activePods.push_back(pod);
        if (isActive(pod) && isReady(pod)) ++m_ready;
        if (practice::isTerminating(pod)) ++m_terminating;
        if (isTracked(pod) && !m_released.contains(uidOf(pod))) m_tracked.insert(uidOf(pod));
    }
    m_active = qint64(m_activePods.size());
    const Pods succeeded = ended(m_countedSucceeded, false);
    const Pods failed = ended(m_countedFailed, true);
    const auto isCounted = [this](const Value &pod) { return matchFailurePolicy(m_job, pod).counts; };
    m_succeeded = integerAt(m_job, {u"status", u"succeeded"}) + qint64(succeeded.size()) + m_countedSucceeded.size();
    m_failed = integerAt(m_job, {u"status", u"failed"}) + std::count_if(failed.begin(), failed.end(), isCounted) +
               m_countedFailed.size();
    m_backoff = m_tools.backoffs.value(m_key).after(succeeded, failed);
    if (textAt(m_job, {u"status", u"startTime"}).isEmpty() && !isSuspended(m_job))
        status().set(u"startTime", timeText(m_tools.clock.wallMs()));
}

void JobSync::failWith(const QString &reason, const QString &message)
{
    m_end = condition(u"FailureTarget"_s, reason, message);
    m_tools.decided(m_key, u"fails: "_s + message);
}

bool JobSync::isPastDeadline()
{
    const Value *deadline = at(m_job, {u"spec", u"activeDeadlineSeconds"});
    if (!deadline || !deadline->integer() || isSuspended(m_job)) return false;
    const qint64 passed = m_tools.clock.wallMs() - timeOf(textAt(m_job, {u"status", u"startTime"}));
    const qint64 left = *deadline->integer() * 1000 - passed;
    if (left > 0) m_tools.later(m_key, left);
    return left <= 0;
}

// What ended it before goes before failures, and those before successes.
void JobSync::judge()
{
    const auto isTrue = [](const Value *one) { return one && textAt(*one, {u"status"}) == u"True"; };
    if (const Value *met = conditionOf(m_job, u"SuccessCriteriaMet"); isTrue(met)) {
        m_end = *met;
    } else if (const Value *target = conditionOf(m_job, u"FailureTarget"); isTrue(target)) {
        m_end = condition(u"Failed"_s, textAt(*target, {u"reason"}), textAt(*target, {u"message"}));
    } else if (at(m_job, {u"spec", u"podFailurePolicy"})) {
        for (const Value &pod : m_pods) {
            if (!isPodFailed(pod, m_job)) continue;
            const PolicyMatch match = matchFailurePolicy(m_job, pod);
            if (match.message.isEmpty()) continue;
            failWith(u"PodFailurePolicy"_s, match.message);
            break;
        }
    }
    if (m_end.isNull()) {
        if (m_failed > integerAt(m_job, {u"spec", u"backoffLimit"}) || exceedsRestarts(m_job, m_pods))
            failWith(u"BackoffLimitExceeded"_s, u"Job has reached the specified backoff limit"_s);
        else if (isPastDeadline())
            failWith(u"DeadlineExceeded"_s, u"Job was active longer than specified deadline"_s);
    }
    if (isIndexed(m_job)) judgeIndexes();
}

JobIndexes JobSync::indexesOf(const std::function<bool(const Value &)> &filter) const
{
    std::set<qint64> indexes;
    for (const Value &pod : m_pods)
        if (isTracked(pod) && completionIndexOf(pod) && isIndexInRange(pod) && filter(pod))
            indexes.insert(*completionIndexOf(pod));
    return JobIndexes(indexes);
}

void JobSync::judgeIndexes()
{
    const qint64 completions = integerAt(m_job, {u"spec", u"completions"});
    m_oldIndexes = JobIndexes::read(textAt(m_job, {u"status", u"completedIndexes"}), completions);
    m_indexes = m_oldIndexes.with(indexesOf([](const Value &pod) {
        return textAt(pod, {u"status", u"phase"}) == u"Succeeded";
    }));
    m_succeeded = m_indexes.total();
    if (hasLimitPerIndex(m_job)) {
        const qint64 limit = integerAt(m_job, {u"spec", u"backoffLimitPerIndex"});
        const JobIndexes failed = indexesOf([this, limit](const Value &pod) {
            if (!isPodFailed(pod, m_job)) return false;
            const PolicyMatch match = matchFailurePolicy(m_job, pod);
            return match.action == u"FailIndex" || (match.counts && indexFailures(pod) >= limit);
        });
        m_failedIndexes = JobIndexes::read(textAt(m_job, {u"status", u"failedIndexes"}), completions).with(failed);
        const Value *most = at(m_job, {u"spec", u"maxFailedIndexes"});
        if (m_end.isNull() && most && most->integer() && m_failedIndexes->total() > *most->integer())
            failWith(u"MaxFailedIndexesExceeded"_s,
                     u"Job has exceeded the specified maximal number of failed indexes"_s);
        else if (m_end.isNull() && !m_failedIndexes->isEmpty() &&
                 m_failedIndexes->total() + m_indexes.total() >= completions)
            failWith(u"FailedIndexes"_s, u"Job has failed indexes"_s);
        findDelayed();
    }
    if (!m_end.isNull()) return;
    if (const QString met = matchSuccessPolicy(m_job, m_indexes); !met.isEmpty())
        m_end = condition(u"SuccessCriteriaMet"_s, u"SuccessPolicy"_s, met);
}

// A failed pod stays until another of its index has taken over its count.
void JobSync::findDelayed()
{
    std::set<qint64> active;
    for (const Value &pod : m_activePods)
        if (const auto index = completionIndexOf(pod)) active.insert(*index);
    for (const Value &pod : ended({}, true)) {
        const qint64 index = *completionIndexOf(pod);
        if (m_indexes.has(index) || m_failedIndexes->has(index) || active.contains(index)) continue;
        const auto [place, isNew] = m_delayed.try_emplace(index, pod);
        if (!isNew && allIndexFailures(place->second) <= allIndexFailures(pod) &&
            finishedMs(pod) >= finishedMs(place->second))
            place->second = pod;
    }
}

bool JobSync::isComplete(qint64 active) const
{
    const Value *completions = at(m_job, {u"spec", u"completions"});
    if (!completions || !completions->integer()) return m_succeeded > 0 && active == 0;
    return m_succeeded >= *completions->integer() && active == 0;
}

bool JobSync::ensureCondition(const Value &wanted)
{
    ValueList list = listAt(m_job, {u"status", u"conditions"});
    const QString type = textAt(wanted, {u"type"});
    const auto known =
        std::find_if(list.begin(), list.end(), [&type](const Value &one) { return textAt(one, {u"type"}) == type; });
    if (known == list.end()) {
        if (textAt(wanted, {u"status"}) == u"False") return false; // there is nothing to take back
        list.push_back(wanted);
    } else {
        const auto same = [&](QStringView field) { return textAt(*known, {field}) == textAt(wanted, {field}); };
        if (same(u"status") && same(u"reason") && same(u"message")) return false;
        *known = wanted;
    }
    status().set(u"conditions", std::move(list));
    return true;
}

bool JobSync::noteSuspension()
{
    const bool suspended = isSuspended(m_job);
    Value wanted = suspended ? condition(u"Suspended"_s, u"JobSuspended"_s, u"Job suspended"_s)
                             : condition(u"Suspended"_s, u"JobResumed"_s, u"Job resumed"_s);
    if (!suspended) wanted.set(u"status", u"False");
    if (!ensureCondition(wanted)) return false;
    m_tools.events.record(m_job, u"Normal"_s, suspended ? u"Suspended"_s : u"Resumed"_s,
                          suspended ? u"Job suspended"_s : u"Job resumed"_s);
    // The deadline counts from here.
    if (!suspended) status().set(u"startTime", timeText(m_tools.clock.wallMs()));
    return true;
}

std::optional<ApiStatus> JobSync::run()
{
    const bool isSettled = m_tools.expectations.areMet(m_key);
    count();
    judge();
    bool needsFlush = false;
    std::optional<ApiStatus> failure;
    if (!m_end.isNull()) {
        failure = deleteAllActive();
        // Pods may be there that are not seen yet, or could not be deleted: not the end yet.
        if (m_active != 0 || !isSettled) m_end = Value();
    } else {
        const bool isManaged = isSettled && !isGoing(m_job);
        if (isManaged) failure = managePods();
        if (isComplete(m_active))
            m_end = condition(u"SuccessCriteriaMet"_s, u"CompletionsReached"_s,
                              u"Reached expected number of succeeded pods"_s);
        else if (isManaged)
            needsFlush = noteSuspension();
    }
    const auto differs = [this](QStringView field, qint64 now) {
        const Value *old = at(std::as_const(m_job), {u"status", field});
        return !old || !old->integer() || *old->integer() != now;
    };
    needsFlush = needsFlush || integerAt(m_job, {u"status", u"active"}) != m_active || differs(u"ready", m_ready) ||
                 differs(u"terminating", m_terminating);
    if (m_active)
        status().set(u"active", m_active);
    else
        status().remove(u"active");
    status().set(u"ready", m_ready);
    status().set(u"terminating", m_terminating);
    if (auto refusal = track(needsFlush)) return refusal;
    return failure;
}

} // namespace practice
