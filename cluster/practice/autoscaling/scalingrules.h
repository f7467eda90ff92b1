// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QString>

#include <vector>

namespace practice {

// What an autoscaler remembers of a target, so as not to swing (pkg/controller/podautoscaler/horizontal.go).
struct ScalingHistory
{
    struct Recommendation
    {
        qint64 replicas;
        qint64 atMs;
    };
    struct Change
    {
        qint64 replicas; // by how many
        qint64 atMs;
    };
    std::vector<Recommendation> recommendations = {};
    std::vector<Change> ups = {};
    std::vector<Change> downs = {};
};

inline constexpr qint64 downscaleStabilizationMs = 300 * 1000; // --horizontal-pod-autoscaler-downscale-stabilization

struct ScalingInput
{
    const model::Value *behavior = nullptr; // spec.behavior; null: there is none
    qint64 current = 0;
    qint64 wanted = 0; // by the metrics
    qint64 least = 1;
    qint64 most = 1;
    qint64 nowMs = 0; // monotonic
};

struct ScalingDecision
{
    qint64 replicas = 0;
    QString ableReason = {}; // of condition AbleToScale, which is true
    QString ableMessage = {};
    bool isLimited = false; // condition ScalingLimited
    QString limitReason = {};
    QString limitMessage = {};
};

// Stabilizes what is wanted and keeps it within the limits and rates; remembers it as a recommendation.
ScalingDecision decideScaling(const ScalingInput &input, ScalingHistory &history);
// A change that was made. Without behavior nothing has to be remembered.
void rememberScaling(const model::Value *behavior, ScalingHistory &history, qint64 before, qint64 now, qint64 nowMs);

} // namespace practice
