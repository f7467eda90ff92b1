// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/watch/json.h"

#include <algorithm>

namespace cluster {

void readField(JsonWalk &walk, QByteArrayView key, JsonValue value, ServiceRow &row)
{
    if (key != "spec") return;
    walk.fields(value, [&](QByteArrayView name, JsonValue v) {
        if (name == "type")
            row.type = walk.atom(v);
        else if (name == "selector")
            walk.fields(v, [&](QByteArrayView, JsonValue) { row.selects = true; });
    });
}

void readField(JsonWalk &walk, QByteArrayView key, JsonValue value, EndpointSliceRow &row)
{
    if (key != "endpoints") return;
    walk.elements(value, [&](JsonValue endpoint) {
        ++row.endpoints;
        bool ready = true; // absent means ready (discovery.k8s.io/v1 EndpointConditions)
        walk.fields(endpoint, [&](QByteArrayView name, JsonValue v) {
            if (name != "conditions") return;
            walk.fields(v, [&](QByteArrayView condition, JsonValue state) {
                if (condition == "ready") ready = walk.boolean(state);
            });
        });
        if (ready) ++row.ready;
    });
}

void finishRow(EndpointSliceRow &row, const MetaExtras &extras) { row.service = extras.serviceName; }

namespace {

void readNodeCondition(JsonWalk &walk, JsonValue value, NodeRow &row)
{
    Atom type, reason;
    bool isTrue = false;
    walk.fields(value, [&](QByteArrayView key, JsonValue v) {
        if (key == "type")
            type = walk.atom(v);
        else if (key == "status")
            isTrue = walk.text(v) == "True";
        else if (key == "reason")
            reason = walk.atom(v);
    });
    if (type != "Ready") return;
    row.ready = isTrue;
    row.reason = isTrue ? Atom() : reason;
}

} // namespace

void readField(JsonWalk &walk, QByteArrayView key, JsonValue value, NodeRow &row)
{
    if (key == "spec") {
        walk.fields(value, [&](QByteArrayView name, JsonValue v) {
            if (name == "unschedulable") row.unschedulable = walk.boolean(v);
        });
    } else if (key == "status") {
        walk.fields(value, [&](QByteArrayView name, JsonValue v) {
            if (name == "conditions") {
                walk.elements(v, [&](JsonValue condition) { readNodeCondition(walk, condition, row); });
            } else if (name == "nodeInfo") {
                walk.fields(v, [&](QByteArrayView part, JsonValue text) {
                    if (part == "kubeletVersion") row.version = walk.atom(text);
                });
            }
        });
    }
}

void readField(JsonWalk &walk, QByteArrayView key, JsonValue value, ClaimRow &row)
{
    walk.fields(value, [&](QByteArrayView name, JsonValue v) {
        if (key == "spec" && name == "volumeName")
            row.volume = walk.atom(v);
        else if (key == "status" && name == "phase")
            row.phase = walk.atom(v);
    });
}

namespace {

void readAbout(JsonWalk &walk, JsonValue value, EventRow &row)
{
    walk.fields(value, [&](QByteArrayView key, JsonValue v) {
        if (key == "kind")
            row.aboutKind = walk.atom(v);
        else if (key == "namespace")
            row.aboutNs = walk.atom(v);
        else if (key == "name")
            row.aboutName = walk.atom(v);
        else if (key == "uid")
            row.aboutUid = walk.uid(v);
    });
}

void readSeries(JsonWalk &walk, JsonValue value, EventRow &row)
{
    walk.fields(value, [&](QByteArrayView key, JsonValue v) {
        if (key == "count")
            row.count = walk.count(v);
        else if (key == "lastObservedTime")
            row.lastMs = std::max(row.lastMs, walk.timeMs(v));
    });
}

} // namespace

// Old events carry count, firstTimestamp, lastTimestamp and source; new ones eventTime, series and reportingComponent
// (core/v1 Event). One row holds either.
void readField(JsonWalk &walk, QByteArrayView key, JsonValue value, EventRow &row)
{
    if (key == "involvedObject") {
        readAbout(walk, value, row);
    } else if (key == "series") {
        readSeries(walk, value, row);
    } else if (key == "source") {
        walk.fields(value, [&](QByteArrayView name, JsonValue v) {
            if (name == "component" && row.component.isEmpty()) row.component = walk.atom(v);
        });
    } else if (key == "reason") {
        row.reason = walk.atom(value);
    } else if (key == "message") {
        row.message = walk.atom(value);
    } else if (key == "type") {
        row.warning = walk.text(value) == "Warning";
    } else if (key == "count") {
        row.count = std::max(row.count, walk.count(value));
    } else if (key == "reportingComponent") {
        if (const Atom component = walk.atom(value); !component.isEmpty()) row.component = component;
    } else if (key == "firstTimestamp" || key == "eventTime") {
        if (const qint64 time = walk.timeMs(value)) row.firstMs = time;
        row.lastMs = std::max(row.lastMs, row.firstMs);
    } else if (key == "lastTimestamp") {
        row.lastMs = std::max(row.lastMs, walk.timeMs(value));
    }
}

} // namespace cluster
