// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/watch/json.h"

#include <algorithm>
#include <limits>

namespace cluster {

namespace {

// How many pods the update strategy leaves with an older template: updateStrategy of StatefulSets and DaemonSets.
qint32 readSpared(JsonWalk &walk, JsonValue strategy)
{
    qint32 spared = 0;
    bool onDelete = false;
    walk.fields(strategy, [&](QByteArrayView key, JsonValue v) {
        if (key == "type") onDelete = walk.text(v) == "OnDelete";
        if (key != "rollingUpdate") return;
        walk.fields(v, [&](QByteArrayView name, JsonValue number) {
            if (name == "partition") spared = walk.count(number);
        });
    });
    return onDelete ? std::numeric_limits<qint32>::max() : spared;
}

void readSpec(JsonWalk &walk, JsonValue spec, WorkloadRow &row)
{
    const bool isJob = row.meta.name.kind == "batch/Job";
    const bool isDaemonSet = row.meta.name.kind == "apps/DaemonSet"; // its numbers are all in the status
    if (!isDaemonSet) row.desired = 1;                               // the API's default for replicas and completions
    walk.fields(spec, [&](QByteArrayView key, JsonValue v) {
        if (!isDaemonSet && key == (isJob ? "completions" : "replicas"))
            row.desired = walk.count(v);
        else if (key == "paused" || key == "suspend")
            row.paused = walk.boolean(v);
        else if (key == "updateStrategy")
            row.mustUpdate = -readSpared(walk, v); // until finishRow(), when desired is known
    });
}

void readConditions(JsonWalk &walk, JsonValue value, WorkloadRow &row)
{
    walk.elements(value, [&](JsonValue element) {
        Atom type, reason;
        QByteArray status;
        walk.fields(element, [&](QByteArrayView key, JsonValue v) {
            if (key == "type")
                type = walk.atom(v);
            else if (key == "status")
                status = walk.text(v);
            else if (key == "reason")
                reason = walk.atom(v);
        });
        const bool isTrue = status == "True";
        const bool deadline = type == "Progressing" && !isTrue && reason == "ProgressDeadlineExceeded";
        const bool failedJob = type == "Failed" && isTrue;
        if (deadline || failedJob) row.failed = true;
        if (type == "Complete" && isTrue) row.complete = true;
        const bool trouble = deadline || failedJob || (type == "ReplicaFailure" && isTrue);
        if (trouble && (row.reason.isEmpty() || row.failed)) row.reason = reason;
    });
}

void readStatus(JsonWalk &walk, JsonValue status, WorkloadRow &row)
{
    walk.fields(status, [&](QByteArrayView key, JsonValue v) {
        if (key == "replicas" || key == "currentNumberScheduled" || key == "active")
            row.current = walk.count(v);
        else if (key == "updatedReplicas" || key == "updatedNumberScheduled")
            row.updated = walk.count(v);
        else if (key == "readyReplicas" || key == "numberReady" || key == "ready")
            row.ready = walk.count(v);
        else if (key == "availableReplicas" || key == "numberAvailable" || key == "succeeded")
            row.available = walk.count(v);
        else if (key == "desiredNumberScheduled")
            row.desired = walk.count(v);
        else if (key == "observedGeneration")
            row.observedGeneration = walk.integer(v);
        else if (key == "conditions")
            readConditions(walk, v, row);
    });
}

} // namespace

void readField(JsonWalk &walk, QByteArrayView key, JsonValue value, WorkloadRow &row)
{
    if (key == "spec")
        readSpec(walk, value, row);
    else if (key == "status")
        readStatus(walk, value, row);
}

void finishRow(WorkloadRow &row, const MetaExtras &extras)
{
    row.revision = extras.revision;
    row.generation = extras.generation;
    const Atom &kind = row.meta.name.kind;
    const bool rollsOut = kind != "apps/ReplicaSet" && kind != "/ReplicationController" && kind != "batch/Job";
    row.mustUpdate = rollsOut ? std::max(0, row.desired + row.mustUpdate) : 0;
}

} // namespace cluster
