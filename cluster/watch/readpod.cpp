// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/watch/json.h"

#include <algorithm>

namespace cluster {

namespace {

// One entry of containerStatuses or initContainerStatuses.
struct ContainerStatus
{
    bool ready = false;
    quint32 restarts = 0;
    bool ended = false;  // terminated, for good or not
    bool failed = false; // terminated with another status than 0
    Atom waiting;        // reason, while it waits
    Atom terminated;     // reason, when it ended
};

void readState(JsonWalk &walk, JsonValue value, ContainerStatus &status)
{
    walk.fields(value, [&](QByteArrayView key, JsonValue state) {
        if (key == "waiting") {
            walk.fields(state, [&](QByteArrayView name, JsonValue v) {
                if (name == "reason") status.waiting = walk.atom(v);
            });
        } else if (key == "terminated") {
            status.ended = true;
            walk.fields(state, [&](QByteArrayView name, JsonValue v) {
                if (name == "reason")
                    status.terminated = walk.atom(v);
                else if (name == "exitCode")
                    status.failed = walk.integer(v) != 0;
            });
        }
    });
}

ContainerStatus readContainerStatus(JsonWalk &walk, JsonValue value)
{
    ContainerStatus status;
    walk.fields(value, [&](QByteArrayView key, JsonValue v) {
        if (key == "ready")
            status.ready = walk.boolean(v);
        else if (key == "restartCount")
            status.restarts = quint32(walk.count(v));
        else if (key == "state")
            readState(walk, v, status);
    });
    return status;
}

// Waiting is how every container begins; only other reasons to wait mean trouble.
bool isTrouble(const ContainerStatus &status)
{
    if (status.failed) return true;
    return !status.waiting.isEmpty() && status.waiting != "ContainerCreating" && status.waiting != "PodInitializing";
}

void readContainers(JsonWalk &walk, JsonValue value, PodRow &row, bool init)
{
    walk.elements(value, [&](JsonValue element) {
        const ContainerStatus status = readContainerStatus(walk, element);
        row.restarts += status.restarts;
        if (!init && status.ready && row.readyContainers < 0xffff) ++row.readyContainers;
        if (!isTrouble(status) || !row.reason.isEmpty()) return;
        row.reason = status.failed ? status.terminated : status.waiting;
        if (row.reason.isEmpty()) row.reason = Atom("Error");
    });
}

void readConditions(JsonWalk &walk, JsonValue value, PodRow &row)
{
    walk.elements(value, [&](JsonValue element) {
        Atom type, reason;
        bool isTrue = false;
        walk.fields(element, [&](QByteArrayView key, JsonValue v) {
            if (key == "type")
                type = walk.atom(v);
            else if (key == "status")
                isTrue = walk.text(v) == "True";
            else if (key == "reason")
                reason = walk.atom(v);
        });
        if (type == "Ready") row.ready = isTrue;
        // Pending for long without a place on any node is trouble too, and the condition says which.
        if (type == "PodScheduled" && !isTrue && row.reason.isEmpty()) row.reason = reason;
    });
}

PodPhase phaseOf(const QByteArray &text)
{
    if (text == "Pending") return PodPhase::Pending;
    if (text == "Running") return PodPhase::Running;
    if (text == "Succeeded") return PodPhase::Succeeded;
    return text == "Failed" ? PodPhase::Failed : PodPhase::Unknown;
}

void readStatus(JsonWalk &walk, JsonValue status, PodRow &row)
{
    Atom ownReason;
    walk.fields(status, [&](QByteArrayView key, JsonValue v) {
        if (key == "phase")
            row.phase = phaseOf(walk.text(v));
        else if (key == "reason")
            ownReason = walk.atom(v); // Evicted, NodeLost: beats what its containers say
        else if (key == "startTime")
            row.startedMs = walk.timeMs(v);
        else if (key == "conditions")
            readConditions(walk, v, row);
        else if (key == "containerStatuses")
            readContainers(walk, v, row, false);
        else if (key == "initContainerStatuses")
            readContainers(walk, v, row, true);
    });
    if (!ownReason.isEmpty()) row.reason = ownReason;
}

} // namespace

void readField(JsonWalk &walk, QByteArrayView key, JsonValue value, PodRow &row)
{
    if (key == "spec") {
        walk.fields(value, [&](QByteArrayView name, JsonValue v) {
            if (name == "nodeName")
                row.node = walk.atom(v);
            else if (name == "containers")
                walk.elements(v, [&](JsonValue) { row.containers = quint16(std::min(row.containers + 1, 0xffff)); });
        });
    } else if (key == "status") {
        readStatus(walk, value, row);
    }
}

void finishRow(PodRow &row, const MetaExtras &extras) { row.labels = Atom(extras.labels); }

} // namespace cluster
