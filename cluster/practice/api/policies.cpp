// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/policies.h"

#include "cluster/practice/base/objects.h"

#include <algorithm>
#include <array>

namespace practice {

namespace {

struct Policy
{
    QStringView group, kind;
    bool createOnUpdate = false;
    bool conditionalUpdate = false; // resourceVersion must be given
    bool returnsDeleted = false;
    bool orphans = false;
};

constexpr QStringView rbac = u"rbac.authorization.k8s.io";
constexpr QStringView storage = u"storage.k8s.io";
constexpr QStringView hooks = u"admissionregistration.k8s.io";

constexpr std::array policies{
    Policy{.group = u"", .kind = u"Pod", .returnsDeleted = true},
    Policy{.group = u"", .kind = u"Service", .createOnUpdate = true, .returnsDeleted = true},
    Policy{.group = u"", .kind = u"Endpoints", .createOnUpdate = true},
    Policy{.group = u"", .kind = u"Event", .createOnUpdate = true},
    Policy{.group = u"events.k8s.io", .kind = u"Event", .createOnUpdate = true},
    Policy{.group = u"", .kind = u"LimitRange", .createOnUpdate = true},
    Policy{.group = u"", .kind = u"ResourceQuota", .returnsDeleted = true},
    Policy{.group = u"", .kind = u"PersistentVolume", .returnsDeleted = true},
    Policy{.group = u"", .kind = u"PersistentVolumeClaim", .returnsDeleted = true},
    Policy{.group = u"", .kind = u"ServiceAccount", .returnsDeleted = true},
    Policy{.group = u"", .kind = u"Namespace", .returnsDeleted = true},
    Policy{.group = u"", .kind = u"PodTemplate", .returnsDeleted = true},
    Policy{.group = u"", .kind = u"ReplicationController", .orphans = true},
    Policy{.group = u"batch", .kind = u"Job", .orphans = true},
    Policy{.group = u"coordination.k8s.io", .kind = u"Lease", .createOnUpdate = true, .conditionalUpdate = true},
    Policy{.group = rbac, .kind = u"Role", .createOnUpdate = true},
    Policy{.group = rbac, .kind = u"RoleBinding", .createOnUpdate = true},
    Policy{.group = rbac, .kind = u"ClusterRole", .createOnUpdate = true},
    Policy{.group = rbac, .kind = u"ClusterRoleBinding", .createOnUpdate = true},
    Policy{.group = u"policy", .kind = u"PodDisruptionBudget", .conditionalUpdate = true},
    Policy{.group = u"node.k8s.io", .kind = u"RuntimeClass", .createOnUpdate = true, .conditionalUpdate = true},
    Policy{.group = storage, .kind = u"StorageClass", .returnsDeleted = true},
    Policy{.group = storage, .kind = u"CSIDriver", .conditionalUpdate = true, .returnsDeleted = true},
    Policy{.group = storage, .kind = u"CSINode", .conditionalUpdate = true, .returnsDeleted = true},
    Policy{.group = storage, .kind = u"VolumeAttachment", .conditionalUpdate = true, .returnsDeleted = true},
    Policy{.group = hooks, .kind = u"MutatingWebhookConfiguration", .conditionalUpdate = true},
    Policy{.group = hooks, .kind = u"ValidatingWebhookConfiguration", .conditionalUpdate = true},
    Policy{.group = u"apiextensions.k8s.io", .kind = u"CustomResourceDefinition", .conditionalUpdate = true},
    Policy{.group = u"apiregistration.k8s.io", .kind = u"APIService", .conditionalUpdate = true},
};

Policy policyOf(const ApiKind &kind)
{
    const auto found = std::find_if(policies.begin(), policies.end(), [&kind](const Policy &row) {
        return row.group == kind.group && row.kind == kind.kind;
    });
    if (found != policies.end()) return *found;
    return {.group = {}, .kind = {}, .conditionalUpdate = kind.isCustom};
}

} // namespace

bool allowsCreateOnUpdate(const ApiKind &kind) { return policyOf(kind).createOnUpdate; }

bool allowsUnconditionalUpdate(const ApiKind &kind) { return !policyOf(kind).conditionalUpdate; }

bool returnsDeletedObject(const ApiKind &kind) { return policyOf(kind).returnsDeleted; }

std::optional<ApiStatus> refuseRemoval(const ApiKind &kind, const QString &name)
{
    const bool isPriorityClass = kind.kind == u"PriorityClass" && kind.group == u"scheduling.k8s.io";
    if (!isPriorityClass || (name != u"system-node-critical" && name != u"system-cluster-critical"))
        return std::nullopt;
    return ApiStatus::forbidden({kind.group, kind.plural}, name,
                                QStringLiteral("this is a system priority class and cannot be deleted"));
}

bool orphansByDefault(const ApiKind &kind) { return policyOf(kind).orphans; }

bool hasNoDependents(const ApiKind &kind) { return kind.kind == u"Event"; }

bool holdsOn(const ApiKind &kind, const model::Value &object)
{
    return kind.group.isEmpty() && kind.kind == u"Namespace" && !listAt(object, {u"spec", u"finalizers"}).empty();
}

} // namespace practice
