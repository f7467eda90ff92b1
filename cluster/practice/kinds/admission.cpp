// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/kinds/admission.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/kinds/admissionplugins.h"

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

ApiStatus forbiddenBy(const AdmissionRequest &request, const QString &why)
{
    QString name = request.name;
    if (name.isEmpty() && request.object) {
        name = nameOf(*request.object);
        if (name.isEmpty()) name = textAt(*request.object, {u"metadata", u"generateName"});
    }
    if (name.isEmpty()) name = u"Unknown"_s;
    return ApiStatus::forbidden({request.kind.group, request.kind.plural}, name, why);
}

bool isCore(const AdmissionRequest &request, QStringView kind)
{
    return request.kind.group.isEmpty() && request.kind.kind == kind;
}

namespace {

// apiserver pkg/admission/plugin/namespace/lifecycle
Refusal checkNamespace(const AdmissionRequest &request, const ClusterLookup &cluster)
{
    if (isCore(request, u"Namespace")) {
        static const QStringList immortal = {u"default"_s, u"kube-system"_s, u"kube-public"_s};
        if (request.operation == Operation::Delete && immortal.contains(request.name))
            return ApiStatus::forbidden({QString(), u"namespaces"_s}, request.name,
                                        u"this namespace may not be deleted"_s);
        return {};
    }
    const bool isReview =
        request.kind.group == u"authorization.k8s.io" && request.kind.kind == u"LocalSubjectAccessReview";
    if (request.ns.isEmpty() || request.operation == Operation::Delete || isReview || !cluster.namespaceNamed)
        return {};
    const std::optional<Value> found = cluster.namespaceNamed(request.ns);
    if (!found) return ApiStatus::notFound({QString(), u"namespaces"_s}, request.ns);
    if (request.operation != Operation::Create || textAt(*found, {u"status", u"phase"}) != u"Terminating") return {};
    ApiStatus status = forbiddenBy(
        request, u"unable to create new content in namespace %1 because it is being terminated"_s.arg(request.ns));
    status.causes.push_back(
        {u"NamespaceTerminating"_s, u"namespace %1 is being terminated"_s.arg(request.ns), u"metadata.namespace"_s});
    return status;
}

// plugin/pkg/admission/nodetaint
void addTaint(Value &node)
{
    Value &spec = mapIn(node, u"spec");
    ValueList taints = listAt(spec, {u"taints"});
    const bool known = std::ranges::any_of(taints, [](const Value &taint) {
        return textAt(taint, {u"key"}) == u"node.kubernetes.io/not-ready" &&
               textAt(taint, {u"effect"}) == u"NoSchedule";
    });
    if (known) return;
    taints.push_back(ValueMap{{u"key"_s, u"node.kubernetes.io/not-ready"}, {u"effect"_s, u"NoSchedule"}});
    spec.set(u"taints", std::move(taints));
}

// plugin/pkg/admission/storage/storageobjectinuseprotection
void addFinalizer(Value &object, const QString &finalizer)
{
    Value &metadata = mapIn(object, u"metadata");
    ValueList finalizers = listAt(metadata, {u"finalizers"});
    if (std::ranges::count(finalizers, Value(finalizer))) return;
    finalizers.push_back(finalizer);
    metadata.set(u"finalizers", std::move(finalizers));
}

} // namespace

Refusal admit(const AdmissionRequest &request, const ClusterLookup &cluster)
{
    if (auto refusal = checkNamespace(request, cluster)) return refusal;
    if (request.operation == Operation::Delete || !request.object || !request.subresource.isEmpty()) return {};
    const bool create = request.operation == Operation::Create;
    if (auto refusal = applyLimits(request, cluster)) return refusal;
    if (create)
        if (auto refusal = applyServiceAccount(request, cluster)) return refusal;
    if (create && isCore(request, u"Node")) addTaint(*request.object);
    if (auto refusal = applyPriority(request, cluster)) return refusal;
    if (isCore(request, u"Pod")) addTolerations(*request.object);
    if (create) setStorageClass(request, cluster);
    if (create && isCore(request, u"PersistentVolume")) addFinalizer(*request.object, u"kubernetes.io/pv-protection"_s);
    if (create && isCore(request, u"PersistentVolumeClaim"))
        addFinalizer(*request.object, u"kubernetes.io/pvc-protection"_s);
    if (create)
        if (auto refusal = applyRuntimeClass(request, cluster)) return refusal;
    if (create) setIngressClass(request, cluster);
    return {};
}

Refusal checkAdmitted(const AdmissionRequest &request, const ClusterLookup &cluster)
{
    if (request.operation == Operation::Delete || !request.object || !request.subresource.isEmpty()) return {};
    if (auto refusal = checkLimits(request, cluster)) return refusal;
    if (auto refusal = checkPriorityClass(request, cluster)) return refusal;
    if (auto refusal = checkClaimResize(request, cluster)) return refusal;
    if (request.operation == Operation::Create)
        if (auto refusal = checkRuntimeClass(request, cluster)) return refusal;
    return {};
}

} // namespace practice
