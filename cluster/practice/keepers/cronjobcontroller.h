// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/controller.h"
#include "cluster/practice/keepers/crontimetable.h"

namespace practice {

// Makes a Job at each time of a schedule, and deletes old ones (pkg/controller/cronjob/cronjob_controllerv2.go).
class CronJobController final : public Controller
{
public:
    explicit CronJobController(ComponentProcess &process);

protected:
    std::optional<ApiStatus> reconcile(const QString &key) override;

private:
    // One look at a CronJob; cronJob changes with it.
    struct Look
    {
        QString key;
        model::Value cronJob;
        std::vector<model::Value> jobs; // its own
        bool changed = false;           // its status
        std::optional<qint64> againMs = {};
        std::optional<ApiStatus> refusal = {};
    };

    void cronJobChanged(const model::Value &before, const model::Value &now);
    void jobChanged(const model::Value &job);
    void removeOld(Look &look);
    void removeOldest(Look &look, std::vector<model::Value> finished, QStringView limit);
    bool removeJob(Look &look, const model::Value &job);
    void countFinished(Look &look);
    void forgetMissing(Look &look);
    void schedule(Look &look);
    void startJob(Look &look, qint64 time, const CronTimetable &timetable);
    bool isHeldUp(Look &look, qint64 time);
    bool replaceActive(Look &look);
    Answer<model::Value> makeJob(const model::Value &cronJob, qint64 time) const;
    QString scheduleOf(const model::Value &cronJob, bool isTold);
    void tell(const model::Value &cronJob, bool isWarning, const QString &reason, const QString &message);

    Informer &m_cronJobs;
    Informer &m_jobs;
};

} // namespace practice
