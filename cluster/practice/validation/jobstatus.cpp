// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/gotext.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/workload.h"

using namespace Qt::StringLiterals;

// pkg/apis/batch/validation/validation.go ValidateJobUpdateStatus, with the options of
// pkg/registry/batch/job/strategy.go: most rules hold only for what an update changes.
namespace practice {

using model::Value;

namespace {

bool isTrue(const Value &job, QStringView type)
{
    for (const Value &condition : listIn(structIn(job, u"status"), u"conditions"))
        if (textIn(condition, u"type") == type && textIn(condition, u"status") == u"True") return true;
    return false;
}

struct JobState
{
    explicit JobState(const Value &job)
        : status(structIn(job, u"status")),
          isComplete(isTrue(job, u"Complete")),
          isFailed(isTrue(job, u"Failed")),
          isFailing(isTrue(job, u"FailureTarget")),
          isSucceeding(isTrue(job, u"SuccessCriteriaMet"))
    {
    }
    bool isFinished() const { return isComplete || isFailed; }
    qint64 count(QStringView field) const { return numberIn(status, field).value_or(0); }

    const Value &status;
    bool isComplete;
    bool isFailed;
    bool isFailing;
    bool isSucceeding;
};

struct JobStatusCheck
{
    FieldErrors &errors;
    const Value &spec;
    const JobState &now;
    const JobState &before;
    const Where where{u"status"};

    bool changed(QStringView field) const
    {
        return !sameValue(fieldIn(now.status, field), fieldIn(before.status, field));
    }
    void refuseConditions(const QString &detail) { invalidOmitted(errors, where.child(u"conditions"), detail); }
    void refuseText(QStringView field, const QString &detail)
    {
        errors.invalidText(where.child(field), textIn(now.status, field), detail);
    }
    // A metav1.Time, which Go prints as its own String().
    void refuseTime(QStringView field, const QString &detail)
    {
        const QString text = textIn(now.status, field);
        errors.invalid(where.child(field), QString(text).replace(u'T', u' ').replace(u'Z', u" +0000 UTC"_s), detail);
    }
};

void checkUncounted(JobStatusCheck &check)
{
    const Value *uncounted = fieldIn(check.now.status, u"uncountedTerminatedPods");
    if (!uncounted) return;
    const Where at = check.where.child(u"uncountedTerminatedPods");
    QSet<QString> seen;
    for (const QStringView field : {u"succeeded", u"failed"}) {
        const Where listAt = at.child(field);
        const auto &uids = listIn(*uncounted, field);
        for (std::size_t i = 0; i < uids.size(); ++i) {
            const QString &uid = textOf(uids[i]);
            if (uid.isEmpty())
                check.errors.invalidText(listAt.index(qsizetype(i)), uid, u"must not be empty"_s);
            else if (seen.contains(uid))
                check.errors.duplicate(listAt.index(qsizetype(i)), goQuoted(uid));
            seen.insert(uid);
        }
    }
}

void checkEnd(JobStatusCheck &check)
{
    const JobState &now = check.now;
    const bool completeChanged = now.isComplete != check.before.isComplete;
    const bool failedChanged = now.isFailed != check.before.isFailed;
    const bool timesChanged = completeChanged || check.changed(u"completionTime");
    const QString &completion = textIn(now.status, u"completionTime");
    const QString &start = textIn(now.status, u"startTime");
    if ((completeChanged || failedChanged) && now.isComplete && now.isFailed)
        check.refuseConditions(u"cannot set Complete=True and Failed=true conditions"_s);
    if ((completeChanged || now.isFailing != check.before.isFailing) && now.isComplete && now.isFailing)
        check.refuseConditions(u"cannot set Complete=True and FailureTarget=true conditions"_s);
    if (timesChanged && !completion.isEmpty() && !now.isComplete)
        check.refuseTime(u"completionTime", u"cannot set completionTime when there is no Complete=True condition"_s);
    if (timesChanged && completion.isEmpty() && now.isComplete)
        check.errors.required(check.where.child(u"completionTime"), u"completionTime is required for Complete jobs"_s);
    if ((check.changed(u"startTime") || check.changed(u"completionTime")) && !start.isEmpty() &&
        !completion.isEmpty() && completion < start)
        check.refuseTime(u"completionTime", u"completionTime cannot be set before startTime"_s);
    if ((failedChanged || check.changed(u"failedIndexes")) && now.isFailed && !now.isFailing)
        check.refuseConditions(u"cannot set Failed=True condition without the FailureTarget=true condition"_s);
    if ((completeChanged || now.isSucceeding != check.before.isSucceeding) && now.isComplete && !now.isSucceeding)
        check.refuseConditions(u"cannot set Complete=True condition without the SuccessCriteriaMet=true condition"_s);
}

void checkFinished(JobStatusCheck &check)
{
    const JobState &now = check.now;
    if (!now.isFinished()) return;
    const bool finishedChanged = !check.before.isFinished();
    const bool isEmptyAndSuspended =
        flagIn(check.spec, u"suspend").value_or(false) && numberIn(check.spec, u"completions") == 0;
    if ((finishedChanged || check.changed(u"active")) && now.count(u"active") > 0)
        invalidNumber(check.errors, check.where.child(u"active"), now.count(u"active"),
                      u"active>0 is invalid for finished job"_s);
    if ((finishedChanged || check.changed(u"startTime")) && !isEmptyAndSuspended && !fieldIn(now.status, u"startTime"))
        check.errors.required(check.where.child(u"startTime"), u"startTime is required for finished job"_s);
    const Value &uncounted = structIn(now.status, u"uncountedTerminatedPods");
    if ((finishedChanged || check.changed(u"uncountedTerminatedPods")) &&
        (!listIn(uncounted, u"failed").empty() || !listIn(uncounted, u"succeeded").empty()))
        check.errors.invalid(check.where.child(u"uncountedTerminatedPods"), goOpaque(u"batch.UncountedTerminatedPods"),
                             u"uncountedTerminatedPods needs to be empty for finished job"_s);
}

void checkIndexes(JobStatusCheck &check)
{
    const bool isIndexed = textIn(check.spec, u"completionMode") == u"Indexed";
    const bool hasLimit = fieldIn(check.spec, u"backoffLimitPerIndex");
    const auto completions = numberIn(check.spec, u"completions");
    const QString &completed = textIn(check.now.status, u"completedIndexes");
    const QString &failed = textIn(check.now.status, u"failedIndexes");
    const bool hasFailed = fieldIn(check.now.status, u"failedIndexes");
    const bool completedChanged = check.changed(u"completedIndexes");
    const bool failedChanged = check.changed(u"failedIndexes");
    if (completedChanged && completions)
        if (const QString problem = countIndexes(completed, *completions).problem; !problem.isEmpty())
            check.refuseText(u"completedIndexes", u"error parsing completedIndexes: "_s + problem);
    if (failedChanged && completions && hasLimit && hasFailed)
        if (const QString problem = countIndexes(failed, *completions).problem; !problem.isEmpty())
            check.refuseText(u"failedIndexes", u"error parsing failedIndexes: "_s + problem);
    if (completedChanged && !completed.isEmpty() && !isIndexed)
        check.refuseText(u"completedIndexes",
                         u"cannot set non-empty completedIndexes when non-indexed completion mode"_s);
    if (failedChanged && !hasLimit && hasFailed)
        check.refuseText(u"failedIndexes", u"cannot set non-null failedIndexes when backoffLimitPerIndex is null"_s);
    if ((failedChanged || completedChanged) && completions && hasFailed)
        if (const QString problem = overlapProblem(completed, failed, *completions); !problem.isEmpty())
            check.refuseText(u"failedIndexes", problem);
}

void checkSuccess(JobStatusCheck &check)
{
    const JobState &now = check.now;
    const bool finishedChanged = now.isFinished() != check.before.isFinished();
    if ((finishedChanged || check.changed(u"terminating")) && now.isFinished() && now.count(u"terminating") > 0)
        invalidNumber(check.errors, check.where.child(u"terminating"), now.count(u"terminating"),
                      u"terminating>0 is invalid for finished job"_s);
    if ((check.changed(u"ready") || check.changed(u"active")) && fieldIn(now.status, u"ready") &&
        now.count(u"ready") > now.count(u"active"))
        invalidNumber(check.errors, check.where.child(u"ready"), now.count(u"ready"),
                      u"cannot set more ready pods than active"_s);
    if (now.isSucceeding && now.isFailed)
        check.refuseConditions(u"cannot set SuccessCriteriaMet=True and Failed=true conditions"_s);
    if (now.isSucceeding && now.isFailing)
        check.refuseConditions(u"cannot set SuccessCriteriaMet=True and FailureTarget=true conditions"_s);
    if (fieldIn(check.spec, u"successPolicy") && !now.isSucceeding && now.isComplete)
        check.refuseConditions(u"cannot set Complete=True for Job with SuccessPolicy unless SuccessCriteriaMet=True"_s);
}

void checkTransition(JobStatusCheck &check)
{
    const JobState &now = check.now;
    const JobState &before = check.before;
    const QString disabled = u"cannot disable the terminal %1=True condition"_s;
    if (before.isFailed && !now.isFailed) check.refuseConditions(disabled.arg(u"Failed"));
    if (before.isComplete && !now.isComplete) check.refuseConditions(disabled.arg(u"Complete"));
    if (before.isFailing && !now.isFailing) check.refuseConditions(disabled.arg(u"FailureTarget"));
    if (now.count(u"failed") < before.count(u"failed"))
        invalidNumber(check.errors, check.where.child(u"failed"), now.count(u"failed"),
                      u"cannot decrease the failed counter"_s);
    const bool mayShrink = textIn(check.spec, u"completionMode") == u"Indexed" &&
                           numberIn(check.spec, u"completions") == numberIn(check.spec, u"parallelism");
    if (!mayShrink && now.count(u"succeeded") < before.count(u"succeeded"))
        invalidNumber(check.errors, check.where.child(u"succeeded"), now.count(u"succeeded"),
                      u"cannot decrease the succeeded counter"_s);
    if (fieldIn(now.status, u"completionTime") && fieldIn(before.status, u"completionTime") &&
        check.changed(u"completionTime"))
        check.refuseTime(u"completionTime", u"completionTime cannot be mutated"_s);
    if (check.changed(u"startTime") && fieldIn(before.status, u"startTime") &&
        !flagIn(check.spec, u"suspend").value_or(false))
        check.errors.required(check.where.child(u"startTime"), u"startTime cannot be removed for unsuspended job"_s);
    if (before.isSucceeding && !now.isSucceeding)
        check.refuseConditions(u"cannot disable the SuccessCriteriaMet=True condition"_s);
    if (before.isComplete && !before.isSucceeding && now.isSucceeding)
        check.refuseConditions(u"cannot set SuccessCriteriaMet=True for Job already has Complete=true conditions"_s);
}

} // namespace

void updateJobStatus(const Value &job, const Value &old, FieldErrors &errors)
{
    checkKubeMetadataUpdate(job, old, errors);
    const JobState now(job);
    const JobState before(old);
    JobStatusCheck check{errors, structIn(job, u"spec"), now, before};
    checkNotNegativeFields(errors, check.where, now.status,
                           {u"active", u"succeeded", u"failed", u"ready", u"terminating"});
    checkUncounted(check);
    checkEnd(check);
    checkFinished(check);
    checkIndexes(check);
    checkSuccess(check);
    checkTransition(check);
}

} // namespace practice
