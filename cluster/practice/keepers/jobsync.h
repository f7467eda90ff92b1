// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/componentclient.h"
#include "cluster/practice/component/eventrecorder.h"
#include "cluster/practice/controllers/podcontrol.h"
#include "cluster/practice/keepers/jobindexes.h"

#include <QHash>
#include <QSet>

namespace practice {

// How long a Job waits after failed pods before it makes others (pkg/controller/job/backoff_utils.go).
struct JobBackoff
{
    static constexpr qint64 firstMs = 10 * 1000;
    static constexpr qint64 lastMs = 600 * 1000;

    int failures = 0; // since the last success
    qint64 failedMs = 0;

    // With pods that have ended since.
    JobBackoff after(std::vector<model::Value> succeeded, std::vector<model::Value> failed) const;
    qint64 remainingMs(qint64 nowMs) const;
};

// What one look at a Job needs, and what is remembered of it from one to the next.
struct JobTools
{
    const ComponentClient &client;
    EventRecorder &events;
    const model::Clock &clock;
    PodControl pods;
    Expectations expectations;
    QHash<QString, QSet<QString>> released = {}; // by Job: pods whose finalizer was taken, until that is seen
    QHash<QString, JobBackoff> backoffs = {};    // by Job
    std::function<void(const QString &key, qint64 ms)> later;
    std::function<void(const QString &key, const QString &text)> decided;

    // Takes the tracking finalizer from a pod.
    std::optional<ApiStatus> untrack(const model::Value &pod) const;
};

// One look at a Job: makes and deletes its pods, counts those that have ended, and says so in its status
// (pkg/controller/job/job_controller.go syncJob). In steps, each of which leaves what the next one finds.
class JobSync
{
public:
    static constexpr int burst = 500;         // pods made or deleted in one go
    static constexpr int mostUncounted = 500; // that status names
    static constexpr qint64 batchMs = 1000;

    // pods: those that the Job owns.
    JobSync(JobTools &tools, QString key, model::Value job, std::vector<model::Value> pods);

    std::optional<ApiStatus> run();

private:
    using Pods = std::vector<model::Value>;

    // Counting (jobsync.cpp)
    void count();
    Pods ended(const QSet<QString> &counted, bool failed) const;
    bool isIndexInRange(const model::Value &pod) const;
    void judge();
    void judgeIndexes();
    void failWith(const QString &reason, const QString &message);
    bool isPastDeadline();
    bool isComplete(qint64 active) const;
    bool noteSuspension();
    JobIndexes indexesOf(const std::function<bool(const model::Value &)> &filter) const;
    void findDelayed();

    // Pods (jobsyncpods.cpp)
    std::optional<ApiStatus> managePods();
    std::optional<ApiStatus> deleteAllActive();
    std::optional<ApiStatus> deleteSome(const Pods &pods, const QString &why);
    void haveDeleted(qint64 count, const QString &said); // said has a %1 for the count
    std::optional<ApiStatus> makePods(qint64 wanted, qint64 count);
    Answer<model::Value> makePod(const model::Value &podTemplate, std::optional<qint64> index);
    std::optional<std::vector<qint64>> indexesToMake(qint64 count);
    Pods forRemoval(qint64 atLeast) const;
    qint64 wantedActive() const;

    // Status (jobsyncstatus.cpp)
    std::optional<ApiStatus> track(bool needsFlush);
    Pods addUncounted(bool &needsFlush, bool &isFull);
    bool isLetGo(const model::Value &pod, bool failed) const;
    bool writeIndexes(const std::set<qint64> &added);
    bool announceEnd();
    bool countReleased();
    std::optional<ApiStatus> releaseAll(const Pods &pods);
    bool finish();
    void recordEnd();
    std::optional<ApiStatus> flush();

    model::Value &status();
    model::Value condition(const QString &type, const QString &reason, const QString &message) const;
    bool ensureCondition(const model::Value &wanted);

    JobTools &m_tools;
    QString m_key;
    model::Value m_job;
    Pods m_pods;
    Pods m_activePods;
    qint64 m_active = 0;
    qint64 m_ready = 0;
    qint64 m_terminating = 0;
    qint64 m_succeeded = 0;
    qint64 m_failed = 0;
    QSet<QString> m_countedSucceeded; // in status.uncountedTerminatedPods when the look began
    QSet<QString> m_countedFailed;
    QSet<QString> m_released;
    QSet<QString> m_tracked; // pods with the finalizer
    JobBackoff m_backoff;
    JobIndexes m_oldIndexes;
    JobIndexes m_indexes;
    std::optional<JobIndexes> m_failedIndexes = {};
    std::map<qint64, model::Value> m_delayed; // failed pods that wait until there is another of their index
    model::Value m_end;                       // the condition that ends the Job; null: it goes on
};

} // namespace practice
