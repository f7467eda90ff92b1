// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/fielderrors.h"
#include "cluster/practice/validation/pod.h"
#include "cluster/practice/validation/rules.h"
#include "model/base/value.h"

#include <QString>
#include <QStringView>

#include <optional>
#include <vector>

namespace practice {

// What the kinds that make pods share (pkg/apis/apps/validation, pkg/apis/batch/validation).

// What an object's template may have. old: of an update, the stored object; null pointer on a create.
PodOptions templateOptions(const model::Value *old);
// A selector that must be there and select something: "empty selector is invalid for deployment".
void checkNonEmptySelector(FieldErrors &errors, const Where &where, const model::Value *selector, QStringView kind);
// The template's labels must match. where: of the template.
void checkTemplateMatches(FieldErrors &errors, const Where &where, const ReadySelector &selector,
                          const model::Value &podTemplate);
// restartPolicy Always, and no activeDeadlineSeconds in a "Deployment"'s template.
void checkAlwaysRestarts(FieldErrors &errors, const Where &where, const model::Value &podTemplate, QStringView kind);
// Counts that must not exceed another.
struct AtMost
{
    QStringView field;
    QStringView bound;
    QStringView message;
};
void checkCounts(FieldErrors &errors, const Where &where, const model::Value &status,
                 std::initializer_list<AtMost> rules);
// status.collisionCount may not shrink.
void checkCollisions(FieldErrors &errors, const model::Value &object, const model::Value &old);
void checkSelectorUnchanged(FieldErrors &errors, const model::Value &object, const model::Value &old);

// ValidateJobSpec's part that templates have too; jobs have more around it.
void checkJobSpecBody(FieldErrors &errors, const Where &where, const model::Value &spec, const PodOptions &options);
struct IndexCount
{
    qint64 total = 0;
    QString problem = {}; // empty: the text is right
};
// "1,3-5,7" (validateIndexesFormat).
IndexCount countIndexes(const QString &text, qint64 completions);
// "failedIndexes and completedIndexes overlap at index: 3"; empty when they don't.
QString overlapProblem(const QString &completed, const QString &failed, qint64 completions);
void updateJobStatus(const model::Value &job, const model::Value &old, FieldErrors &errors);

// robfig/cron ParseStandard; empty: the schedule is right.
QString scheduleProblem(const QString &schedule);
// validateTimeZone.
void checkTimeZone(FieldErrors &errors, const Where &where, const QString &zone);

std::span<const KindValidation> appsKinds();    // Deployment, ReplicaSet, StatefulSet, DaemonSet, …
std::span<const KindValidation> batchKinds();   // Job, CronJob
std::span<const KindValidation> scalingKinds(); // HorizontalPodAutoscaler, Scale, PodDisruptionBudget

// Warnings about a template that is written anew: path is where it stands.
std::vector<QString> templateWarnings(const model::Value &object, const model::Value *old,
                                      std::initializer_list<QStringView> path, bool checksName);

} // namespace practice
