// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/autoscaling/usagesource.h"

#include <vector>

namespace practice {

// How many replicas a resource metric asks for (pkg/controller/podautoscaler/replica_calculator.go). Amounts are
// thousandths: of a CPU, of a byte.
struct ReplicaQuestion
{
    QString resource;  // "cpu", "memory"
    QString container; // empty: the whole pod
    std::vector<const model::Value *> pods;
    qint64 current = 0; // spec.replicas
    qint64 nowMs = 0;   // wall time
};

struct ReplicaAnswer
{
    QString error; // empty: there is an answer
    qint64 replicas = 0;
    qint64 utilization = 0; // percent of the requests; with a utilization target
    qint64 average = 0;     // of the pods that count
};

inline constexpr double scalingTolerance = 0.1;              // --horizontal-pod-autoscaler-tolerance
inline constexpr qint64 cpuInitializationMs = 300 * 1000;    // …-cpu-initialization-period
inline constexpr qint64 initialReadinessDelayMs = 30 * 1000; // …-initial-readiness-delay

ReplicaAnswer replicasForUtilization(const ReplicaQuestion &question, const UsageSource *usage, qint64 targetPercent);
ReplicaAnswer replicasForAverage(const ReplicaQuestion &question, const UsageSource *usage, qint64 target);

} // namespace practice
