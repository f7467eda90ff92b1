// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/watch/atom.h"

#include <QUuid>

#include <variant>

namespace cluster {

// What the program remembers of each object that it watches: few fields, texts interned, no JSON. The whole object is
// fetched when somebody looks at it. Times are milliseconds since 1970 UTC by the cluster's clock; 0 means none.

// One list+watch of a session.
using SourceId = quint16;

// Which object: kind is the API group and the kind, "apps/Deployment" or "/Pod".
struct ObjectName
{
    Atom kind;
    Atom ns; // empty for what lives in no namespace
    Atom name;

    bool operator==(const ObjectName &) const = default;
    friend size_t qHash(const ObjectName &n, size_t seed = 0) { return qHashMulti(seed, n.kind, n.ns, n.name); }
};

struct OwnerRef
{
    Atom kind; // "ReplicaSet", without its group
    Atom name;
    QUuid uid;
};

struct RowMeta
{
    ObjectName name;
    QUuid uid;
    quint64 version = 0; // metadata.resourceVersion; only to be compared for equality
    qint64 createdMs = 0;
    qint64 deletedMs = 0; // when it was asked to go; it goes once its finalizers are done
    OwnerRef owner;       // the controller among its owners
    SourceId source = 0;
};

enum class PodPhase : quint8 { Unknown, Pending, Running, Succeeded, Failed };

struct PodRow
{
    RowMeta meta;
    Atom node;            // empty: not scheduled yet
    Atom reason;          // CrashLoopBackOff, ImagePullBackOff, Evicted, …: why it is not well; else empty
    Atom labels;          // "app=web,tier=front"
    qint64 startedMs = 0; // when the kubelet took it
    quint32 restarts = 0;
    quint16 containers = 0;
    quint16 readyContainers = 0;
    PodPhase phase = PodPhase::Unknown;
    bool ready = false; // condition Ready
};

// What a person wants to know of a pod at a glance.
enum class PodState : quint8 { Unscheduled, Starting, Ready, NotReady, Failing, Succeeded, Failed, Terminating };
PodState podState(const PodRow &pod);

// Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job.
struct WorkloadRow
{
    RowMeta meta;
    qint32 desired = 0;
    qint32 current = 0; // pods that exist (a Job's: active ones)
    qint32 updated = 0; // of the newest template
    qint32 mustUpdate =
        0; // how many have to be updated: fewer with a partition, none with OnDelete and where there is no rollout
    qint32 ready = 0;
    qint32 available = 0; // a Job's: succeeded ones
    qint64 generation = 0;
    qint64 observedGeneration = 0;
    Atom revision;       // deployment.kubernetes.io/revision, on Deployments and their ReplicaSets
    Atom reason;         // of the condition that tells of trouble
    bool paused = false; // a Job's: suspended
    bool complete = false;
    bool failed = false; // a failed Job, or a progress deadline exceeded
};

struct ServiceRow
{
    RowMeta meta;
    Atom type;
    bool selects = false; // has a selector: its endpoints come from pods
};

struct EndpointSliceRow
{
    RowMeta meta;
    Atom service;
    qint32 endpoints = 0;
    qint32 ready = 0;
};

struct NodeRow
{
    RowMeta meta;
    Atom version; // the kubelet's
    Atom reason;  // why it is not ready
    bool ready = false;
    bool unschedulable = false;
};

struct ClaimRow // PersistentVolumeClaim
{
    RowMeta meta;
    Atom phase; // Pending, Bound, Lost
    Atom volume;
};

struct EventRow
{
    RowMeta meta;
    Atom aboutKind; // "Pod", without its group
    Atom aboutNs;
    Atom aboutName;
    QUuid aboutUid;
    Atom reason;
    Atom message;   // at most 1,024 bytes of it
    Atom component; // who says so
    qint32 count = 1;
    qint64 firstMs = 0;
    qint64 lastMs = 0;
    bool warning = false;
};

// Any other kind, and Secrets: only what every object has.
struct ObjectRow
{
    RowMeta meta;
};

using AnyRow = std::variant<PodRow, WorkloadRow, ServiceRow, EndpointSliceRow, NodeRow, ClaimRow, EventRow, ObjectRow>;

inline RowMeta &metaOf(AnyRow &row)
{
    return std::visit([](auto &r) -> RowMeta & { return r.meta; }, row);
}
inline const RowMeta &metaOf(const AnyRow &row)
{
    return std::visit([](const auto &r) -> const RowMeta & { return r.meta; }, row);
}

// One line for logs and tests: every field that is not empty, in a fixed order.
QByteArray printRow(const AnyRow &row);

} // namespace cluster
