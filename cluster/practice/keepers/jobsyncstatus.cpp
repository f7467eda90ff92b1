// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"
#include "cluster/practice/keepers/jobpods.h"
#include "cluster/practice/keepers/jobsync.h"

#include <algorithm>

// How a look at a Job counts each pod once (job_controller.go trackJobStatusAndRemoveFinalizers): a pod that has ended
// is named in the status, then its finalizer is taken, and then it is a number.
namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

void addTo(Value &uncounted, QStringView field, const QString &uid)
{
    Value &list = uncounted.entry(field);
    if (!list.isList()) list = ValueList();
    list.list()->push_back(uid);
}

} // namespace

std::optional<ApiStatus> JobSync::flush()
{
    auto written = m_tools.client.update(m_job, u"status"_s);
    if (!written) return written.status();
    m_job = std::move(*written);
    if (!at(m_job, {u"status", u"uncountedTerminatedPods"}))
        status().set(u"uncountedTerminatedPods", Value(ValueMap()));
    return std::nullopt;
}

// Pods that have lost their finalizer become numbers.
bool JobSync::countReleased()
{
    bool changed = false;
    for (const QStringView field : {QStringView(u"succeeded"), QStringView(u"failed")}) {
        const ValueList named = listAt(m_job, {u"status", u"uncountedTerminatedPods", field});
        ValueList left;
        for (const Value &uid : named)
            if (uid.string() && m_tracked.contains(*uid.string())) left.push_back(uid);
        if (left.size() == named.size()) continue;
        changed = true;
        status().set(field, integerAt(m_job, {u"status", field}) + qint64(named.size() - left.size()));
        Value &uncounted = mapIn(status(), u"uncountedTerminatedPods");
        if (left.empty())
            uncounted.remove(field);
        else
            uncounted.set(field, std::move(left));
    }
    return changed;
}

bool JobSync::isLetGo(const Value &pod, bool failed) const
{
    if (isGoing(m_job) || !m_end.isNull() || textAt(pod, {u"status", u"phase"}) == u"Succeeded") return true;
    if (!failed) return false;
    const auto index = completionIndexOf(pod);
    if (!hasLimitPerIndex(m_job) || !index) return true;
    const auto delayed = m_delayed.find(*index);
    return delayed == m_delayed.end() || uidOf(delayed->second) != uidOf(pod);
}

// Names those that have ended; answers whose finalizers are to be taken.
JobSync::Pods JobSync::addUncounted(bool &needsFlush, bool &isFull)
{
    Pods released;
    std::set<qint64> indexes;
    if (isIndexed(m_job))
        std::stable_sort(m_pods.begin(), m_pods.end(), [](const Value &left, const Value &right) {
            return completionIndexOf(left).value_or(-1) < completionIndexOf(right).value_or(-1);
        });
    const bool isFailing = !m_end.isNull() && textAt(m_end, {u"type"}) != u"SuccessCriteriaMet";
    qsizetype named = listAt(m_job, {u"status", u"uncountedTerminatedPods", u"succeeded"}).size() +
                      listAt(m_job, {u"status", u"uncountedTerminatedPods", u"failed"}).size();
    for (const Value &pod : m_pods) {
        const QString uid = uidOf(pod);
        const bool failed = isPodFailed(pod, m_job);
        if (!m_tracked.contains(uid) || !isLetGo(pod, failed)) continue;
        released.push_back(pod);
        const bool succeeded = textAt(pod, {u"status", u"phase"}) == u"Succeeded";
        Value &uncounted = mapIn(status(), u"uncountedTerminatedPods");
        if (succeeded && !m_countedFailed.contains(uid)) {
            if (isIndexed(m_job)) {
                if (isIndexInRange(pod) && !m_oldIndexes.has(*completionIndexOf(pod)))
                    named += indexes.insert(*completionIndexOf(pod)).second;
            } else if (!m_countedSucceeded.contains(uid)) {
                addTo(uncounted, u"succeeded", uid);
                ++named;
            }
        } else if ((failed || isFailing) && !m_countedFailed.contains(uid) && isIndexInRange(pod) &&
                   matchFailurePolicy(m_job, pod).counts) {
            addTo(uncounted, u"failed", uid);
            ++named;
        } else {
            continue;
        }
        needsFlush = true;
        isFull = named >= mostUncounted; // the rest with the next look
        if (isFull) break;
    }
    if (isIndexed(m_job) && writeIndexes(indexes)) needsFlush = true;
    return released;
}

bool JobSync::writeIndexes(const std::set<qint64> &added)
{
    m_indexes = m_indexes.with(JobIndexes(added));
    bool changed = false;
    const auto put = [this, &changed](QStringView field, const QString &text, bool isKept) {
        const Value *old = at(std::as_const(m_job), {u"status", field});
        if (old ? textAt(m_job, {u"status", field}) == text : !isKept) return;
        changed = true;
        if (isKept)
            status().set(field, text);
        else
            status().remove(field);
    };
    const QString completed = m_indexes.toText();
    put(u"completedIndexes", completed, !completed.isEmpty());
    if (m_failedIndexes) put(u"failedIndexes", m_failedIndexes->toText(), true);
    if (const qint64 total = m_indexes.total())
        status().set(u"succeeded", total);
    else
        status().remove(u"succeeded");
    return changed;
}

// The Job's end is said before its pods are let go, and again as final when they are.
bool JobSync::announceEnd()
{
    if (m_end.isNull()) return false;
    const QString type = textAt(m_end, {u"type"});
    if (type != u"FailureTarget" && type != u"SuccessCriteriaMet") return false;
    const bool isSaid = type == u"SuccessCriteriaMet" && conditionOf(m_job, type);
    if (!isSaid) {
        ValueList list = listAt(m_job, {u"status", u"conditions"});
        list.push_back(m_end);
        status().set(u"conditions", std::move(list));
    }
    m_end = condition(type == u"FailureTarget" ? u"Failed"_s : u"Complete"_s, textAt(m_end, {u"reason"}),
                      textAt(m_end, {u"message"}));
    return !isSaid;
}

std::optional<ApiStatus> JobSync::releaseAll(const Pods &pods)
{
    for (const Value &pod : pods) m_tools.released[m_key].insert(uidOf(pod));
    std::optional<ApiStatus> failure;
    for (const Value &pod : pods) {
        const auto refusal = m_tools.untrack(pod);
        if (refusal) m_tools.released[m_key].remove(uidOf(pod)); // nothing will be seen of it
        if (refusal && !refusal->isNotFound())
            failure = refusal;
        else
            m_tracked.remove(uidOf(pod));
    }
    return failure;
}

bool JobSync::finish()
{
    if (m_end.isNull() || m_terminating > 0) return false;
    for (const QStringView field : {QStringView(u"succeeded"), QStringView(u"failed")})
        if (!listAt(m_job, {u"status", u"uncountedTerminatedPods", field}).empty()) return false;
    ensureCondition(m_end);
    if (textAt(m_end, {u"type"}) == u"Complete")
        status().set(u"completionTime", textAt(m_end, {u"lastTransitionTime"}));
    return true;
}

void JobSync::recordEnd()
{
    if (textAt(m_end, {u"type"}) != u"Complete") {
        m_tools.events.record(m_job, u"Warning"_s, textAt(m_end, {u"reason"}), textAt(m_end, {u"message"}));
        return;
    }
    const Value *completions = at(m_job, {u"spec", u"completions"});
    if (completions && completions->integer() && integerAt(m_job, {u"status", u"succeeded"}) > *completions->integer())
        m_tools.events.record(m_job, u"Warning"_s, u"TooManySucceededPods"_s,
                              u"Too many succeeded pods running after completion count reached"_s);
    m_tools.events.record(m_job, u"Normal"_s, u"Completed"_s, u"Job completed"_s);
}

std::optional<ApiStatus> JobSync::track(bool needsFlush)
{
    bool isFull = false;
    if (countReleased()) needsFlush = true;
    const Pods released = addUncounted(needsFlush, isFull);
    if (announceEnd()) needsFlush = true;
    if (needsFlush) {
        if (auto refusal = flush()) return refusal;
        m_tools.backoffs[m_key] = m_backoff;
        needsFlush = false;
    }
    const auto failure = releaseAll(released);
    if (countReleased()) needsFlush = true;
    if (failure) {
        if (needsFlush)
            if (auto refusal = flush()) return refusal;
        return failure;
    }
    const bool isFinished = !isFull && finish();
    if (!needsFlush && !isFinished) return std::nullopt;
    if (auto refusal = flush()) return refusal;
    if (isFinished) {
        recordEnd();
        m_tools.decided(m_key, u"is over: %1, %2"_s.arg(textAt(m_end, {u"type"}), textAt(m_end, {u"message"})));
    }
    return std::nullopt;
}

} // namespace practice
