// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/keepers/cronjobcontroller.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"
#include "cluster/practice/keepers/jobpods.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

bool isListed(const Value &cronJob, const QString &uid)
{
    const ValueList &active = listAt(cronJob, {u"status", u"active"});
    return std::any_of(active.begin(), active.end(), [&uid](const Value &one) { return textAt(one, {u"uid"}) == uid; });
}

void unlist(Value &cronJob, const QString &uid)
{
    ValueList active = listAt(cronJob, {u"status", u"active"});
    std::erase_if(active, [&uid](const Value &one) { return textAt(one, {u"uid"}) == uid; });
    Value &status = mapIn(cronJob, u"status");
    if (active.empty())
        status.remove(u"active");
    else
        status.set(u"active", std::move(active));
}

// By the minute, so that it is never made twice.
QString jobNameAt(const Value &cronJob, qint64 time)
{
    return nameOf(cronJob) + u'-' + QString::number(time / 1000 / 60);
}

// "2026-01-31T10:00:00+01:00"
QString zoneTimeText(qint64 ms, const QString &zoneName)
{
    const QTimeZone zone(zoneName.toLatin1());
    const int offset =
        zoneName.isEmpty() || !zone.isValid() ? 0 : zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC));
    if (offset == 0) return timeText(ms);
    const QString local = timeText(ms + qint64(offset) * 1000).chopped(1);
    const int minutes = std::abs(offset) / 60;
    return u"%1%2%3:%4"_s.arg(local, offset < 0 ? u"-"_s : u"+"_s)
        .arg(minutes / 60, 2, 10, QChar(u'0'))
        .arg(minutes % 60, 2, 10, QChar(u'0'));
}

bool comesFirst(const Value &left, const Value &right)
{
    const QString leftStart = textAt(left, {u"status", u"startTime"});
    const QString rightStart = textAt(right, {u"status", u"startTime"});
    if (leftStart.isEmpty() != rightStart.isEmpty()) return !leftStart.isEmpty();
    return leftStart != rightStart ? leftStart < rightStart : nameOf(left) < nameOf(right);
}

} // namespace

CronJobController::CronJobController(ComponentProcess &process)
    : Controller(process, u"cronjob-controller"_s),
      m_cronJobs(process.informer(u"batch/v1", u"CronJob")),
      m_jobs(process.informer(u"batch/v1", u"Job"))
{
    const auto look = [this](const Value &cronJob) { enqueue(Informer::keyOf(cronJob)); };
    m_jobs.addIndex(u"namespace"_s, [](const Value &job) { return QStringList{namespaceOf(job)}; });
    m_cronJobs.addHandler({.added = look,
                           .changed = [this](const Value &before, const Value &now) { cronJobChanged(before, now); },
                           .removed = look});
    m_jobs.addHandler({.added = [this](const Value &job) { jobChanged(job); },
                       .changed =
                           [this](const Value &before, const Value &now) {
                               const Value *owned = controllerOf(before);
                               const Value *owner = controllerOf(now);
                               if (owned && !(owner && owner->means(*owned))) jobChanged(before);
                               jobChanged(now);
                           },
                       .removed = [this](const Value &last) { jobChanged(last); }});
}

void CronJobController::tell(const Value &cronJob, bool isWarning, const QString &reason, const QString &message)
{
    events().record(cronJob, isWarning ? u"Warning"_s : u"Normal"_s, reason, message);
}

void CronJobController::jobChanged(const Value &job)
{
    const Value *owner = controllerOf(job);
    if (!owner || textAt(*owner, {u"kind"}) != u"CronJob") return;
    const Value *cronJob = m_cronJobs.find(namespaceOf(job), textAt(*owner, {u"name"}));
    if (cronJob && uidOf(*cronJob) == textAt(*owner, {u"uid"})) enqueue(Informer::keyOf(*cronJob));
}

void CronJobController::cronJobChanged(const Value &before, const Value &now)
{
    const auto differs = [&](QStringView field) {
        return textAt(before, {u"spec", field}) != textAt(now, {u"spec", field});
    };
    if (!differs(u"schedule") && !differs(u"timeZone")) return enqueue(Informer::keyOf(now));
    QString problem;
    const CronSchedule schedule = CronSchedule::read(scheduleOf(now, false), problem);
    if (!problem.isEmpty())
        return tell(now, true, u"UnParseableCronJobSchedule"_s,
                    u"unparseable schedule for cronjob: "_s + textAt(now, {u"spec", u"schedule"}));
    enqueueAfter(Informer::keyOf(now), CronTimetable(now, schedule, clock().wallMs()).untilNextMs());
}

QString CronJobController::scheduleOf(const Value &cronJob, bool isTold)
{
    const QString schedule = textAt(cronJob, {u"spec", u"schedule"});
    if (schedule.contains(u"TZ")) {
        if (isTold)
            tell(cronJob, true, u"UnsupportedSchedule"_s,
                 u"CRON_TZ or TZ used in schedule \"%1\" is not officially supported, see "
                 u"https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details"_s.arg(
                     schedule));
        return schedule;
    }
    const QString zone = textAt(cronJob, {u"spec", u"timeZone"});
    return zone.isEmpty() || !isTimeZone(zone) ? schedule : u"TZ=%1 %2"_s.arg(zone, schedule);
}

std::optional<ApiStatus> CronJobController::reconcile(const QString &key)
{
    const Value *found = m_cronJobs.find(key);
    if (!found) return std::nullopt;
    Look look{.key = key, .cronJob = *found, .jobs = {}};
    for (const Value *job : m_jobs.byIndex(u"namespace"_s, namespaceOf(look.cronJob)))
        if (const Value *owner = controllerOf(*job); owner && textAt(*owner, {u"name"}) == nameOf(look.cronJob))
            look.jobs.push_back(*job);
    removeOld(look);
    countFinished(look);
    if (!look.refusal) forgetMissing(look);
    if (!look.refusal && !isGoing(look.cronJob)) schedule(look);
    if (look.changed)
        if (const auto written = client().update(look.cronJob, u"status"_s); !written) return written.status();
    if (!look.againMs) return look.refusal;
    enqueueAfter(key, *look.againMs);
    return std::nullopt;
}

void CronJobController::removeOld(Look &look)
{
    std::vector<Value> succeeded, failed;
    for (const Value &job : look.jobs)
        if (const Value *end = finishedCondition(job))
            (textAt(*end, {u"type"}) == u"Complete" ? succeeded : failed).push_back(job);
    removeOldest(look, std::move(succeeded), u"successfulJobsHistoryLimit");
    removeOldest(look, std::move(failed), u"failedJobsHistoryLimit");
}

void CronJobController::removeOldest(Look &look, std::vector<Value> finished, QStringView limit)
{
    const Value *most = at(std::as_const(look.cronJob), {u"spec", limit});
    if (!most || !most->integer()) return;
    const qint64 surplus = qint64(finished.size()) - *most->integer();
    if (surplus <= 0) return;
    std::sort(finished.begin(), finished.end(), comesFirst);
    decided(
        look.key,
        u"keeps %1 Jobs by %2 and has %3: deletes the oldest"_s.arg(*most->integer()).arg(limit).arg(finished.size()));
    for (qint64 i = 0; i < surplus; ++i)
        if (removeJob(look, finished[std::size_t(i)])) look.changed = true;
}

bool CronJobController::removeJob(Look &look, const Value &job)
{
    DeleteOptions options;
    options.propagation = u"Background"_s;
    const auto removed = client().remove(m_jobs.kind(), namespaceOf(job), nameOf(job), options);
    if (!removed) {
        tell(look.cronJob, true, u"FailedDelete"_s, u"Deleted job: "_s + removed.status().message);
        return false;
    }
    unlist(look.cronJob, uidOf(job));
    tell(look.cronJob, false, u"SuccessfulDelete"_s, u"Deleted job "_s + nameOf(job));
    return true;
}

void CronJobController::countFinished(Look &look)
{
    for (const Value &job : look.jobs) {
        const bool found = isListed(look.cronJob, uidOf(job));
        const Value *end = finishedCondition(job);
        if (!end) {
            if (found) continue;
            const auto latest = client().get(m_cronJobs.kind(), namespaceOf(look.cronJob), nameOf(look.cronJob));
            if (!latest) {
                look.refusal = latest.status();
                return;
            }
            if (isListed(*latest, uidOf(job)))
                look.cronJob = *latest;
            else
                tell(look.cronJob, true, u"UnexpectedJob"_s,
                     u"Saw a job that the controller did not create or forgot: "_s + nameOf(job));
            continue;
        }
        const QString type = textAt(*end, {u"type"});
        if (found) {
            unlist(look.cronJob, uidOf(job));
            tell(look.cronJob, false, u"SawCompletedJob"_s,
                 u"Saw completed job: %1, condition: %2"_s.arg(nameOf(job), type));
            look.changed = true;
        }
        const QString completed = textAt(job, {u"status", u"completionTime"});
        // Times of one form compare as texts.
        if (type == u"Complete" && completed > textAt(look.cronJob, {u"status", u"lastSuccessfulTime"})) {
            mapIn(look.cronJob, u"status").set(u"lastSuccessfulTime", completed);
            look.changed = true;
        }
    }
}

void CronJobController::forgetMissing(Look &look)
{
    const ValueList active = listAt(look.cronJob, {u"status", u"active"});
    for (const Value &reference : active) {
        const QString uid = textAt(reference, {u"uid"});
        if (std::any_of(look.jobs.begin(), look.jobs.end(), [&uid](const Value &job) { return uidOf(job) == uid; }))
            continue;
        const QString name = textAt(reference, {u"name"});
        const auto job = client().get(m_jobs.kind(), textAt(reference, {u"namespace"}), name);
        if (job) continue; // its informer is late
        if (!job.status().isNotFound()) {
            look.refusal = job.status();
            return;
        }
        tell(look.cronJob, false, u"MissingJob"_s, u"Active job went missing: "_s + name);
        unlist(look.cronJob, uid);
        look.changed = true;
    }
}

void CronJobController::schedule(Look &look)
{
    const QString zone = textAt(look.cronJob, {u"spec", u"timeZone"});
    if (!zone.isEmpty() && !isTimeZone(zone))
        return tell(look.cronJob, true, u"UnknownTimeZone"_s,
                    u"invalid timeZone: \"%1\": unknown time zone %1"_s.arg(zone));
    if (boolAt(look.cronJob, {u"spec", u"suspend"})) return;
    const QString text = textAt(look.cronJob, {u"spec", u"schedule"});
    QString problem;
    const CronSchedule schedule = CronSchedule::read(scheduleOf(look.cronJob, true), problem);
    if (!problem.isEmpty())
        return tell(look.cronJob, true, u"UnparseableSchedule"_s,
                    u"unparseable schedule: \"%1\" : %2"_s.arg(text, problem));
    const CronTimetable timetable(look.cronJob, schedule, clock().wallMs());
    const CronTimetable::Due due = timetable.due();
    if (!due.problem.isEmpty())
        return tell(look.cronJob, true, u"InvalidSchedule"_s, u"invalid schedule: %1 : %2"_s.arg(text, due.problem));
    if (due.isMuchMissed)
        tell(look.cronJob, true, u"TooManyMissedTimes"_s,
             u"too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew"_s);
    if (due.time && !isHeldUp(look, *due.time)) return startJob(look, *due.time, timetable);
    look.againMs = timetable.untilNextMs();
}

// Whether no Job is made at this time.
bool CronJobController::isHeldUp(Look &look, qint64 time)
{
    const Value *deadline = at(std::as_const(look.cronJob), {u"spec", u"startingDeadlineSeconds"});
    if (deadline && deadline->integer() && time + *deadline->integer() * 1000 < clock().wallMs()) {
        tell(look.cronJob, true, u"MissSchedule"_s,
             u"Missed scheduled time to start a job: "_s +
                 QLocale::c().toString(QDateTime::fromMSecsSinceEpoch(time, Qt::UTC),
                                       u"ddd, dd MMM yyyy HH:mm:ss +0000"));
        return true;
    }
    const ValueList &active = listAt(look.cronJob, {u"status", u"active"});
    const QString name = jobNameAt(look.cronJob, time);
    if (timeOf(textAt(look.cronJob, {u"status", u"lastScheduleTime"})) == time ||
        std::any_of(active.begin(), active.end(), [&name](const Value &one) { return textAt(one, {u"name"}) == name; }))
        return true; // that is done
    if (textAt(look.cronJob, {u"spec", u"concurrencyPolicy"}) != u"Forbid" || active.empty()) return false;
    tell(look.cronJob, false, u"JobAlreadyActive"_s,
         u"Not starting job because prior execution is running and concurrency policy is Forbid"_s);
    decided(look.key, u"is due at %1, but its last Job still runs and concurrencyPolicy is Forbid: makes none"_s.arg(
                          timeText(time)));
    return true;
}

bool CronJobController::replaceActive(Look &look)
{
    const ValueList active = listAt(look.cronJob, {u"status", u"active"});
    for (const Value &reference : active) {
        const auto job = client().get(m_jobs.kind(), textAt(reference, {u"namespace"}), textAt(reference, {u"name"}));
        if (!job) {
            tell(look.cronJob, true, u"FailedGet"_s, u"Get job: "_s + job.status().message);
            look.refusal = job.status();
            return false;
        }
        if (!removeJob(look, *job)) {
            look.refusal = ApiStatus::internal(u"could not replace job "_s + Informer::keyOf(*job));
            return false;
        }
        decided(look.key, u"is due, and concurrencyPolicy is Replace: deletes %1, which still ran"_s.arg(nameOf(*job)));
        look.changed = true;
    }
    return true;
}

Answer<Value> CronJobController::makeJob(const Value &cronJob, qint64 time) const
{
    Value job(ValueMap{{u"apiVersion"_s, u"batch/v1"}, {u"kind"_s, u"Job"}});
    Value &metadata = mapIn(job, u"metadata");
    metadata.set(u"name", jobNameAt(cronJob, time));
    metadata.set(u"namespace", namespaceOf(cronJob));
    if (const auto &labels = mapAt(cronJob, {u"spec", u"jobTemplate", u"metadata", u"labels"}); !labels.empty())
        metadata.set(u"labels", labels);
    Value annotations = mapAt(cronJob, {u"spec", u"jobTemplate", u"metadata", u"annotations"});
    annotations.set(u"batch.kubernetes.io/cronjob-scheduled-timestamp",
                    zoneTimeText(time, textAt(cronJob, {u"spec", u"timeZone"})));
    metadata.set(u"annotations", std::move(annotations));
    metadata.set(u"ownerReferences", ValueList{controllerReference(cronJob)});
    job.set(u"spec", mapAt(cronJob, {u"spec", u"jobTemplate", u"spec"}));
    return client().create(std::move(job));
}

void CronJobController::startJob(Look &look, qint64 time, const CronTimetable &timetable)
{
    if (textAt(look.cronJob, {u"spec", u"concurrencyPolicy"}) == u"Replace" && !replaceActive(look)) return;
    auto job = makeJob(look.cronJob, time);
    if (job) {
        tell(look.cronJob, false, u"SuccessfulCreate"_s, u"Created job "_s + nameOf(*job));
        decided(look.key, u"is due since %1: makes the Job %2"_s.arg(timeText(time), nameOf(*job)));
    } else {
        const bool isEnding = job.status().isNamespaceTerminating();
        if (isEnding || job.status().reason != u"AlreadyExists") {
            if (!isEnding)
                tell(look.cronJob, true, u"FailedCreate"_s, u"Error creating job: "_s + job.status().message);
            look.refusal = job.status();
            return;
        }
        // It was made before, and only not noted.
        job = client().get(m_jobs.kind(), namespaceOf(look.cronJob), jobNameAt(look.cronJob, time));
        if (!job) {
            look.refusal = job.status();
            return;
        }
        if (!isControlledBy(*job, look.cronJob) || isListed(look.cronJob, uidOf(*job))) return;
    }
    Value &status = mapIn(look.cronJob, u"status");
    ValueList active = listAt(status, {u"active"});
    active.push_back(EventRecorder::referenceTo(*job));
    status.set(u"active", std::move(active));
    status.set(u"lastScheduleTime", timeText(time));
    look.changed = true;
    look.againMs = timetable.untilNextMs();
}

} // namespace practice
