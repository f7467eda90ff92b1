// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/rule.h"

namespace model {

using namespace Qt::StringLiterals;

namespace {

#define T(text) QT_TRANSLATE_NOOP("Rules", text)

// The Job's own spec: a CronJob has it in its template.
FieldPath jobPath(const RuleSubject &subject)
{
    return subject.is(rulekind::CronJob) ? FieldPath{u"spec"_s, u"jobTemplate"_s, u"spec"_s} : FieldPath{u"spec"_s};
}

void unsaid(const RuleSubject &subject, RuleFindings &out, const FieldPath &field, const QString &message,
            const Value &value)
{
    if (!subject.workload || isSaid(subject.root.at(field))) return;
    out.add(subject.nameNode, field, message);
    if (!value.isNull()) out.offerSet(field, value);
}

void ttl(const RuleSubject &subject, RuleFindings &out)
{
    unsaid(subject, out, jobPath(subject) / u"ttlSecondsAfterFinished"_s,
           sayRule("the Job stays for ever when it is done"), 86400);
}

void ttlOfCronJob(const RuleSubject &subject, RuleFindings &out)
{
    const YamlRef ttlNode = subject.root.at(jobPath(subject) / u"ttlSecondsAfterFinished"_s);
    const bool hasHistory =
        isSaid(subject.spec[u"successfulJobsHistoryLimit"]) || isSaid(subject.spec[u"failedJobsHistoryLimit"]);
    if (!isSaid(ttlNode) || !hasHistory) return;
    out.add(ttlNode, jobPath(subject) / u"ttlSecondsAfterFinished"_s,
            sayRule("Jobs go after %1 s, however many the history limits want to keep").arg(ttlNode.text()));
}

void backoff(const RuleSubject &subject, RuleFindings &out)
{
    unsaid(subject, out, jobPath(subject) / u"backoffLimit"_s, sayRule("it does not say how often it is tried again"),
           Value());
}

void deadline(const RuleSubject &subject, RuleFindings &out)
{
    unsaid(subject, out, jobPath(subject) / u"activeDeadlineSeconds"_s, sayRule("it may run for ever"), Value());
}

void startDeadline(const RuleSubject &subject, RuleFindings &out)
{
    unsaid(subject, out, {u"spec"_s, u"startingDeadlineSeconds"_s},
           sayRule("a start that was missed is made up for however late"), 300);
}

void concurrency(const RuleSubject &subject, RuleFindings &out)
{
    const FieldPath field{u"spec"_s, u"concurrencyPolicy"_s};
    const YamlRef policy = subject.root.at(field);
    if (!subject.workload || isSaid(policy) || subject.spec[u"suspend"].boolean() == true) return;
    out.add(subject.nameNode, field, sayRule("a new run starts though the last one still runs"));
    out.offerSet(field, u"Forbid"_s);
}

void timeZone(const RuleSubject &subject, RuleFindings &out)
{
    const YamlRef schedule = subject.spec[u"schedule"];
    if (isSaid(subject.spec[u"timeZone"]) || !schedule.isScalar()) return;
    const FieldPath field{u"spec"_s, u"timeZone"_s};
    out.add(schedule, field, sayRule("the schedule says no time zone"));
    if (!schedule.text().contains(u"TZ=")) out.offerSet(field, u"Etc/UTC"_s);
}

// robfig/cron reads it; validation of batch/v1 refuses it since 1.29 where it is new.
void zoneInSchedule(const RuleSubject &subject, RuleFindings &out)
{
    const YamlRef schedule = subject.spec[u"schedule"];
    const QString text = schedule.text();
    if (!text.startsWith(u"TZ=") && !text.startsWith(u"CRON_TZ=")) return;
    out.add(schedule, {u"spec"_s, u"schedule"_s}, sayRule("a time zone inside the schedule is refused"));
    const qsizetype equals = text.indexOf(u'='), space = text.indexOf(u' ');
    if (space > equals && !isSaid(subject.spec[u"timeZone"]))
        out.offer(sayRule("Use spec.timeZone"),
                  {SetField{subject.resource.key, {u"spec"_s, u"timeZone"_s}, text.mid(equals + 1, space - equals - 1)},
                   SetField{subject.resource.key, {u"spec"_s, u"schedule"_s}, text.mid(space + 1).trimmed()}});
}

} // namespace

std::vector<PracticeRule> jobRules()
{
    using rulekind::Job, rulekind::CronJob;
    return {
        {"job-ttl", Severity::Info, true, Job, T("A Job stays when it is done."),
         T("Jobs and their Pods that nobody deletes pile up, slow down the API server, and keep the name."),
         T("set ttlSecondsAfterFinished"), ttl},
        {"job-ttl-history", Severity::Info, true, CronJob, T("Two settings say how long a CronJob's Jobs are kept."),
         T("ttlSecondsAfterFinished deletes them whatever the history limits say, so that a failure may be gone before "
           "anybody looks."),
         T("keep one of them"), ttlOfCronJob},
        {"job-backoff", Severity::Info, false, Job | CronJob, T("A Job does not say how often it is tried again."),
         T("Six times is what Kubernetes takes. For work that must not be done twice, that is six times too often."),
         T("set backoffLimit"), backoff},
        {"job-deadline", Severity::Info, false, Job | CronJob, T("A Job may run for ever."),
         T("One that hangs holds its cpu and memory until somebody notices."), T("set activeDeadlineSeconds"),
         deadline},
        {"cronjob-deadline", Severity::Info, false, CronJob, T("A CronJob does not say how late it may start."),
         T("After the control plane was away, runs start hours late, when they may do harm."),
         T("set startingDeadlineSeconds"), startDeadline},
        {"cronjob-concurrency", Severity::Info, true, CronJob, T("A CronJob's runs may overlap."),
         T("When one takes longer than the time to the next, they pile up, and often work on the same data."),
         T("set concurrencyPolicy: Forbid or Replace, or Allow if it is meant"), concurrency},
        {"cronjob-time-zone", Severity::Info, false, CronJob, T("A CronJob says no time zone."),
         T("The schedule is read in the zone of the controller manager, which is another one in another cluster."),
         T("set timeZone"), timeZone},
        {"cronjob-zone-in-schedule", Severity::Error, true, CronJob, T("A schedule holds a time zone."),
         T("TZ= and CRON_TZ= never were supported there; the API server refuses new CronJobs that have them."),
         T("use spec.timeZone"), zoneInSchedule},
    };
}

} // namespace model
