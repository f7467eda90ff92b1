// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QString>
#include <QStringView>

#include <optional>
#include <vector>

namespace practice {

// What the Job controller asks about Jobs and their pods (pkg/controller/job, pkg/controller/job/util).

inline constexpr QStringView jobTracking = u"batch.kubernetes.io/job-tracking"; // a finalizer
inline constexpr QStringView jobIndex = u"batch.kubernetes.io/job-completion-index";
inline constexpr QStringView jobIndexFailures = u"batch.kubernetes.io/job-index-failure-count";
inline constexpr QStringView jobIndexIgnoredFailures = u"batch.kubernetes.io/job-index-ignored-failure-count";

// The condition of a type, or null.
const model::Value *conditionOf(const model::Value &object, QStringView type);
// The condition Complete or Failed that is True; null: it is not over.
const model::Value *finishedCondition(const model::Value &job);
bool isSuspended(const model::Value &job);
bool isIndexed(const model::Value &job);
bool hasLimitPerIndex(const model::Value &job);
// Pods that are on their way out are not replaced before they have failed.
bool replacesOnlyFailed(const model::Value &job);

bool isTracked(const model::Value &pod); // has the finalizer
bool isTerminating(const model::Value &pod);
bool isPodFailed(const model::Value &pod, const model::Value &job);
std::optional<qint64> completionIndexOf(const model::Value &pod);
qint64 indexFailures(const model::Value &pod);    // that count, before this pod
qint64 allIndexFailures(const model::Value &pod); // with those that are ignored
// When it ended, as well as that can be told; since 1970.
qint64 finishedMs(const model::Value &pod);

// What a Job's podFailurePolicy says of a failed pod.
struct PolicyMatch
{
    QString action = {};  // empty: no rule is meant for it
    QString message = {}; // why the Job fails, with FailJob
    bool counts = true;
};
PolicyMatch matchFailurePolicy(const model::Value &job, const model::Value &pod);
// The successPolicy's rule is met: "Matched rules at index 0"; else empty.
class JobIndexes;
QString matchSuccessPolicy(const model::Value &job, const JobIndexes &succeeded);

// Containers that restart in place, together, too often.
bool exceedsRestarts(const model::Value &job, const std::vector<model::Value> &pods);

// Those that are given up first come first (controller.ActivePods).
void sortForRemoval(std::vector<model::Value> &pods);

} // namespace practice
