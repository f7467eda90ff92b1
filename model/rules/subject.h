// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/resource/views.h"

#include <QtGlobal>

#include <optional>
#include <vector>

// What a practice rule looks at: a resource opened once for all rules.
namespace model {

// The kinds that rules tell apart, as bits.
namespace rulekind {

enum Bit : quint32 {
    Pod = 1u << 0,
    Deployment = 1u << 1,
    ReplicaSet = 1u << 2,
    StatefulSet = 1u << 3,
    DaemonSet = 1u << 4,
    ReplicationController = 1u << 5,
    Job = 1u << 6,
    CronJob = 1u << 7,
    PodTemplate = 1u << 8,
    Service = 1u << 9,
    Ingress = 1u << 10,
    NetworkPolicy = 1u << 11,
    DisruptionBudget = 1u << 12,
    Autoscaler = 1u << 13,
    ConfigMap = 1u << 14,
    Secret = 1u << 15,
    ServiceAccount = 1u << 16,
    Role = 1u << 17,    // and ClusterRole
    Binding = 1u << 18, // RoleBinding and ClusterRoleBinding
    Claim = 1u << 19,
    Volume = 1u << 20,
    StorageClass = 1u << 21,
    Namespace = 1u << 22,
    Webhook = 1u << 23, // configurations of both kinds
    LimitRange = 1u << 24,
    Other = 1u << 25,
};

// Keep their Pods running for good.
constexpr quint32 lasting = Deployment | ReplicaSet | StatefulSet | DaemonSet | ReplicationController;
// Have a number of replicas that somebody chooses.
constexpr quint32 counted = Deployment | StatefulSet;
constexpr quint32 workloads = lasting | Pod | Job | CronJob | PodTemplate;
constexpr quint32 all = ~0u;

} // namespace rulekind

// One of rulekind's bits. The group counts.
quint32 ruleKind(const ResourceKey &key);

// Whether a field is there and not null, which is as good as absent.
bool isSaid(YamlRef field);

struct RuleContainer
{
    ContainerView view;
    YamlRef security, resources, liveness, readiness, startup;

    QString name() const { return view.name(); }
    YamlRef nameNode() const;
    FieldPath at(const QString &key) const { return view.path / key; }
    FieldPath inSecurity(const QString &key) const { return view.path / QStringLiteral("securityContext") / key; }
    bool isEphemeral() const { return view.role == ContainerRole::Ephemeral; }
    bool isLasting() const { return view.isLasting(); }
};

// Valid while the Resource lives.
struct RuleSubject
{
    explicit RuleSubject(const Resource &which);

    const Resource &resource;
    YamlRef root, spec;
    YamlRef nameNode; // metadata.name, else the root: where what is missing is shown
    quint32 kind = 0;
    // Of a workload that nothing in the files owns (what a controller made has its template's faults).
    std::optional<WorkloadView> workload;
    PodSpecView pod;
    YamlRef podSecurity;
    std::vector<RuleContainer> containers;
    bool isWindows = false;

    bool is(quint32 kinds) const { return kind & kinds; }
    YamlRef annotations() const { return root[u"metadata"][u"annotations"]; }
    // A field of a container's securityContext, or of the Pod's where the container does not say.
    YamlRef security(const RuleContainer &container, QStringView field) const;
};

} // namespace model
