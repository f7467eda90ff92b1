// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/validation/checks.h"
#include "cluster/practice/validation/gotext.h"
#include "cluster/practice/validation/metadata.h"
#include "cluster/practice/validation/names.h"
#include "cluster/practice/validation/reading.h"
#include "cluster/practice/validation/restrules.h"
#include "cluster/practice/validation/selectors.h"
#include "cluster/practice/validation/workload.h"

#include <array>

using namespace Qt::StringLiterals;

// pkg/apis/batch/validation/validation.go.
namespace practice {

using model::Value;

namespace {

constexpr QStringView uidLabel = u"batch.kubernetes.io/controller-uid";
constexpr QStringView nameLabel = u"batch.kubernetes.io/job-name";

const Value &podTemplateOf(const Value &job) { return structIn(structIn(job, u"spec"), u"template"); }

// ValidateHasLabel.
void checkHasLabel(FieldErrors &errors, const Where &labelsAt, const Value &labels, QStringView label,
                   const QString &value)
{
    const Value *found = labels.find(label);
    const QString detail = u"must be '%1'"_s.arg(value);
    if (!found)
        errors.required(labelsAt.key(label), detail);
    else if (textOf(*found) != value)
        errors.invalid(labelsAt.key(label), goStringMap(&labels), detail);
}

// validateGeneratedSelector.
void checkGeneratedSelector(FieldErrors &errors, const Value &job, bool requiresPrefixed)
{
    const Value &spec = structIn(job, u"spec");
    const Value *selector = fieldIn(spec, u"selector");
    if (flagIn(spec, u"manualSelector").value_or(false) || !selector) return;
    const Where metaAt(u"metadata");
    const Where specAt(u"spec");
    const Where templateAt = specAt.child(u"template");
    const Where templateMetaAt = templateAt.child(u"metadata");
    const Where labelsAt = templateMetaAt.child(u"labels");
    const QString uid = uidOf(job);
    const QString name = nameOf(job);
    if (uid.isEmpty()) errors.required(metaAt.child(u"uid"));
    const Value &labels = structIn(structIn(podTemplateOf(job), u"metadata"), u"labels");
    LabelMap expected{{u"controller-uid"_s, uid}, {u"job-name"_s, name}};
    checkHasLabel(errors, labelsAt, labels, u"controller-uid", uid);
    checkHasLabel(errors, labelsAt, labels, u"job-name", name);
    if (requiresPrefixed) {
        checkHasLabel(errors, labelsAt, labels, uidLabel, uid);
        checkHasLabel(errors, labelsAt, labels, nameLabel, name);
        expected.insert(uidLabel.toString(), uid);
        expected.insert(nameLabel.toString(), name);
    }
    if (const auto ready = ReadySelector::from(selector); ready && !ready->matches(expected))
        errors.invalid(specAt.child(u"selector"), goLabelSelector(selector), u"`selector` not auto-generated"_s);
}

void checkJobSpec(FieldErrors &errors, const Value &job, const PodOptions &options)
{
    const Where where(u"spec");
    const Value &spec = structIn(job, u"spec");
    const Value *selector = fieldIn(spec, u"selector");
    checkJobSpecBody(errors, where, spec, options);
    if (selector)
        checkLabelSelector(selector, where.child(u"selector"), errors, options.allowInvalidLabelValueInSelector);
    else
        errors.required(where.child(u"selector"));
    if (const auto ready = ReadySelector::from(selector))
        checkTemplateMatches(errors, where.child(u"template"), *ready, podTemplateOf(job));
}

// ValidateJob.
void checkJob(FieldErrors &errors, const Value &job, const PodOptions &options, bool requiresPrefixed)
{
    checkKubeMetadata(job, true, nameIsSubdomain, errors);
    checkGeneratedSelector(errors, job, requiresPrefixed);
    checkJobSpec(errors, job, options);
    const Value &spec = structIn(job, u"spec");
    const qint64 completions = numberIn(spec, u"completions").value_or(0);
    if (textIn(spec, u"completionMode") != u"Indexed" || completions <= 0) return;
    const QString host = nameOf(job) + u'-' + QString::number(completions - 1);
    if (!dns1123LabelProblems(host).empty())
        errors.invalidText(Where(u"metadata").child(u"name"), nameOf(job),
                           u"will not able to create pod with invalid DNS label: "_s + host);
}

void createJob(const Value &job, FieldErrors &errors) { checkJob(errors, job, podOptions(nullptr, false), true); }

void checkCompletionsUpdate(FieldErrors &errors, const Where &where, const Value &spec, const Value &old)
{
    const auto now = numberIn(spec, u"completions");
    if (now == numberIn(old, u"completions")) return;
    if (textIn(spec, u"completionMode") != u"Indexed")
        errors.invalid(where, now ? goNumber(*now) : u"\"null\""_s, immutableProblem());
    else if (now && *now != numberIn(spec, u"parallelism").value_or(0))
        invalidNumber(errors, where, *now, u"can only be modified in tandem with spec.parallelism"_s);
}

// What a suspended job that never ran may change of its template.
Value withSchedulingOf(const Value &podTemplate, const Value &old)
{
    Value merged = old;
    const auto take = [](Value &target, const Value &source, QStringView field) {
        if (const Value *value = fieldIn(source, field))
            target.set(field, *value);
        else
            target.remove(field);
    };
    const Value &spec = structIn(podTemplate, u"spec");
    Value &mergedSpec = mapIn(merged, u"spec");
    for (const QStringView field : {u"nodeSelector", u"tolerations", u"schedulingGates"}) take(mergedSpec, spec, field);
    Value affinity = structIn(mergedSpec, u"affinity");
    take(affinity, structIn(spec, u"affinity"), u"nodeAffinity");
    if (affinity.map()->empty() && !fieldIn(spec, u"affinity"))
        mergedSpec.remove(u"affinity");
    else
        mergedSpec.set(u"affinity", std::move(affinity));
    Value &meta = mapIn(merged, u"metadata");
    for (const QStringView field : {u"annotations", u"labels"}) take(meta, structIn(podTemplate, u"metadata"), field);
    return merged;
}

void checkJobUpdate(FieldErrors &errors, const Value &job, const Value &old, const PodOptions &options)
{
    const Where where(u"spec");
    const Value &spec = structIn(job, u"spec");
    const Value &oldSpec = structIn(old, u"spec");
    checkJobSpec(errors, job, options);
    checkCompletionsUpdate(errors, where.child(u"completions"), spec, oldSpec);
    checkSelectorUnchanged(errors, job, old);
    const bool isFresh =
        flagIn(oldSpec, u"suspend").value_or(false) && !fieldIn(structIn(old, u"status"), u"startTime");
    const Value before = isFresh ? withSchedulingOf(podTemplateOf(job), podTemplateOf(old)) : podTemplateOf(old);
    checkUnchanged(errors, where.child(u"template"), &podTemplateOf(job), &before, goOpaque(u"core.PodTemplateSpec"));
    const auto unchanged = [&](QStringView field, const QString &shown) {
        checkUnchanged(errors, where.child(field), fieldIn(spec, field), fieldIn(oldSpec, field),
                       fieldIn(spec, field) ? shown : u"\"null\""_s);
    };
    unchanged(u"completionMode", goQuoted(textIn(spec, u"completionMode")));
    unchanged(u"podFailurePolicy", goOpaque(u"batch.PodFailurePolicy"));
    unchanged(u"backoffLimitPerIndex", goNumber(numberIn(spec, u"backoffLimitPerIndex").value_or(0)));
    unchanged(u"managedBy", goQuoted(textIn(spec, u"managedBy")));
    unchanged(u"successPolicy", goOpaque(u"batch.SuccessPolicy"));
}

void updateJob(const Value &job, const Value &old, FieldErrors &errors)
{
    PodOptions options = podOptions(&podTemplateOf(old), false);
    if (hasInvalidSelectorValue(fieldIn(structIn(old, u"spec"), u"selector")))
        options.allowInvalidLabelValueInSelector = true;
    const Value &labels = structIn(structIn(podTemplateOf(old), u"metadata"), u"labels");
    checkJob(errors, job, options, labels.find(uidLabel) && labels.find(nameLabel));
    checkKubeMetadataUpdate(job, old, errors);
    checkJobUpdate(errors, job, old, options);
}

// validateCronJobSpec.
void checkCronJobSpec(FieldErrors &errors, const Value &object, const Value *old)
{
    const Where where(u"spec");
    const Value &spec = structIn(object, u"spec");
    const Value *oldSpec = old ? &structIn(*old, u"spec") : nullptr;
    const QString &schedule = textIn(spec, u"schedule");
    const Where scheduleAt = where.child(u"schedule");
    const bool mayHaveZone = oldSpec && textIn(*oldSpec, u"schedule").contains(u"TZ");
    if (schedule.isEmpty()) {
        errors.required(scheduleAt);
    } else {
        if (const QString problem = scheduleProblem(schedule); !problem.isEmpty())
            errors.invalidText(scheduleAt, schedule, problem);
        if (schedule.contains(u"TZ") && mayHaveZone && fieldIn(spec, u"timeZone"))
            errors.invalidText(scheduleAt, schedule, u"cannot use both timeZone field and TZ or CRON_TZ in schedule"_s);
        if (schedule.contains(u"TZ") && !mayHaveZone)
            errors.invalidText(scheduleAt, schedule,
                               u"cannot use TZ or CRON_TZ in schedule, use timeZone field instead"_s);
    }
    checkNotNegativeFields(errors, where, spec, {u"startingDeadlineSeconds"});
    const Value *zone = fieldIn(spec, u"timeZone");
    if (zone && (!oldSpec || !sameValue(zone, fieldIn(*oldSpec, u"timeZone"))))
        checkTimeZone(errors, where.child(u"timeZone"), textOf(*zone));
    checkRequiredOneOf(errors, where.child(u"concurrencyPolicy"), textIn(spec, u"concurrencyPolicy"),
                       {u"Allow", u"Forbid", u"Replace"});
    const Where templateAt = where.child(u"jobTemplate");
    const Where jobAt = templateAt.child(u"spec");
    const Value &job = structIn(structIn(spec, u"jobTemplate"), u"spec");
    const Value *oldTemplate =
        oldSpec ? &structIn(structIn(structIn(*oldSpec, u"jobTemplate"), u"spec"), u"template") : nullptr;
    checkJobSpecBody(errors, jobAt, job, podOptions(oldTemplate, false));
    if (const Value *selector = fieldIn(job, u"selector"))
        errors.invalid(jobAt.child(u"selector"), goLabelSelector(selector), u"`selector` will be auto-generated"_s);
    if (flagIn(job, u"manualSelector").value_or(false))
        errors.notSupported(jobAt.child(u"manualSelector"), u"true"_s, {u"nil"_s, u"false"_s});
    checkNotNegativeFields(errors, where, spec, {u"successfulJobsHistoryLimit", u"failedJobsHistoryLimit"});
}

void createCronJob(const Value &object, FieldErrors &errors)
{
    checkKubeMetadata(object, true, nameIsSubdomain, errors);
    checkCronJobSpec(errors, object, nullptr);
    if (const QString name = nameOf(object); utf8Size(name) > 52)
        errors.invalidText(Where(u"metadata").child(u"name"), name, u"must be no more than 52 characters"_s);
}

void updateCronJob(const Value &object, const Value &old, FieldErrors &errors)
{
    checkKubeMetadataUpdate(object, old, errors);
    checkCronJobSpec(errors, object, &old);
}

void updateCronJobStatus(const Value &, const Value &, FieldErrors &) {}

std::vector<QString> warnOfJob(const Value &object, const Value *old)
{
    return templateWarnings(object, old, {u"spec", u"template"}, true);
}

std::vector<QString> warnOfCronJob(const Value &object, const Value *old)
{
    std::vector<QString> warnings =
        templateWarnings(object, old, {u"spec", u"jobTemplate", u"spec", u"template"}, true);
    if (old && textIn(structIn(object, u"spec"), u"schedule").contains(u"TZ"))
        warnings.push_back(u"cannot use TZ or CRON_TZ in spec.spec.schedule, use timeZone instead, see "
                           u"https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details"_s);
    return warnings;
}

constexpr std::array batchTable = {
    KindValidation{u"batch", u"Job", createWith<createJob, true>, updateWith<updateJob, true>,
                   updateWith<updateJobStatus, true>, warnOfJob},
    KindValidation{u"batch", u"CronJob", createWith<createCronJob, true>, updateWith<updateCronJob, true>,
                   updateWith<updateCronJobStatus, true>, warnOfCronJob},
};

} // namespace

std::span<const KindValidation> batchKinds() { return batchTable; }

} // namespace practice
