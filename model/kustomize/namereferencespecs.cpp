// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/kustomize/namereferencespecs.h"

namespace model::kustomize {

using namespace Qt::StringLiterals;

namespace {

struct PodHolder
{
    const char16_t *kind, *pod;
    bool holdsConfig, holdsOthers; // which references kustomize follows in it
};

constexpr PodHolder podHolders[] = {{u"Pod", u"spec/", true, true},
                                    {u"PodTemplate", u"template/spec/", true, false},
                                    {u"Deployment", u"spec/template/spec/", true, true},
                                    {u"ReplicaSet", u"spec/template/spec/", true, false},
                                    {u"DaemonSet", u"spec/template/spec/", true, true},
                                    {u"StatefulSet", u"spec/template/spec/", true, true},
                                    {u"Job", u"spec/template/spec/", true, true},
                                    {u"CronJob", u"spec/jobTemplate/spec/template/spec/", true, true},
                                    {u"ReplicationController", u"spec/template/spec/", false, true}};

struct PodField
{
    const char16_t *group, *kind, *path; // of the target; in the Pod's spec
    bool isConfig;
};

constexpr PodField podFields[] = {{u"", u"ConfigMap", u"volumes/configMap/name", true},
                                  {u"", u"ConfigMap", u"containers/env/valueFrom/configMapKeyRef/name", true},
                                  {u"", u"ConfigMap", u"initContainers/env/valueFrom/configMapKeyRef/name", true},
                                  {u"", u"ConfigMap", u"containers/envFrom/configMapRef/name", true},
                                  {u"", u"ConfigMap", u"initContainers/envFrom/configMapRef/name", true},
                                  {u"", u"ConfigMap", u"volumes/projected/sources/configMap/name", true},
                                  {u"", u"Secret", u"volumes/secret/secretName", true},
                                  {u"", u"Secret", u"containers/env/valueFrom/secretKeyRef/name", true},
                                  {u"", u"Secret", u"initContainers/env/valueFrom/secretKeyRef/name", true},
                                  {u"", u"Secret", u"containers/envFrom/secretRef/name", true},
                                  {u"", u"Secret", u"initContainers/envFrom/secretRef/name", true},
                                  {u"", u"Secret", u"imagePullSecrets/name", true},
                                  {u"", u"Secret", u"volumes/projected/sources/secret/name", true},
                                  {u"", u"ServiceAccount", u"serviceAccountName", false},
                                  {u"", u"PersistentVolumeClaim", u"volumes/persistentVolumeClaim/claimName", false},
                                  {u"scheduling.k8s.io", u"PriorityClass", u"priorityClassName", false}};

struct OtherField
{
    const char16_t *targetGroup, *targetVersion, *targetKind;
    const char16_t *group, *kind, *path;
};

constexpr auto rbac = u"rbac.authorization.k8s.io";
constexpr auto admission = u"admissionregistration.k8s.io";

const OtherField otherFields[] = {
    {u"", u"", u"Deployment", u"", u"HorizontalPodAutoscaler", u"spec/scaleTargetRef/name"},
    {u"", u"", u"ReplicationController", u"", u"HorizontalPodAutoscaler", u"spec/scaleTargetRef/name"},
    {u"", u"", u"ReplicaSet", u"", u"HorizontalPodAutoscaler", u"spec/scaleTargetRef/name"},
    {u"", u"", u"StatefulSet", u"", u"HorizontalPodAutoscaler", u"spec/scaleTargetRef/name"},
    {u"", u"v1", u"ConfigMap", u"", u"Node", u"spec/configSource/configMap"},
    {u"", u"v1", u"ConfigMap", u"", u"Role", u"rules/resourceNames"},
    {u"", u"v1", u"ConfigMap", u"", u"ClusterRole", u"rules/resourceNames"},
    {u"", u"v1", u"ConfigMap", u"", u"Ingress",
     u"metadata/annotations/nginx.ingress.kubernetes.io\\/fastcgi-params-configmap"},
    {u"", u"v1", u"Secret", u"", u"Ingress", u"spec/tls/secretName"},
    {u"", u"v1", u"Secret", u"", u"Ingress", u"metadata/annotations/ingress.kubernetes.io\\/auth-secret"},
    {u"", u"v1", u"Secret", u"", u"Ingress", u"metadata/annotations/nginx.ingress.kubernetes.io\\/auth-secret"},
    {u"", u"v1", u"Secret", u"", u"Ingress", u"metadata/annotations/nginx.ingress.kubernetes.io\\/auth-tls-secret"},
    {u"", u"v1", u"Secret", u"", u"ServiceAccount", u"imagePullSecrets/name"},
    {u"", u"v1", u"Secret", u"", u"StorageClass", u"parameters/secretName"},
    {u"", u"v1", u"Secret", u"", u"StorageClass", u"parameters/adminSecretName"},
    {u"", u"v1", u"Secret", u"", u"StorageClass", u"parameters/userSecretName"},
    {u"", u"v1", u"Secret", u"", u"StorageClass", u"parameters/secretRef"},
    {u"", u"v1", u"Secret", u"", u"Role", u"rules/resourceNames"},
    {u"", u"v1", u"Secret", u"", u"ClusterRole", u"rules/resourceNames"},
    {u"", u"v1", u"Secret", u"serving.knative.dev", u"Service",
     u"spec/template/spec/containers/env/valueFrom/secretKeyRef/name"},
    {u"", u"v1", u"Secret", u"", u"PersistentVolume", u"spec/azureFile/secretName"},
    {u"", u"v1", u"Service", u"apps", u"StatefulSet", u"spec/serviceName"},
    {u"", u"v1", u"Service", u"", u"Ingress", u"spec/rules/http/paths/backend/serviceName"},
    {u"", u"v1", u"Service", u"", u"Ingress", u"spec/backend/serviceName"},
    {u"", u"v1", u"Service", u"", u"Ingress", u"spec/rules/http/paths/backend/service/name"},
    {u"", u"v1", u"Service", u"", u"Ingress", u"spec/defaultBackend/service/name"},
    {u"", u"v1", u"Service", u"apiregistration.k8s.io", u"APIService", u"spec/service/name"},
    {u"", u"v1", u"Service", admission, u"ValidatingWebhookConfiguration", u"webhooks/clientConfig/service"},
    {u"", u"v1", u"Service", admission, u"MutatingWebhookConfiguration", u"webhooks/clientConfig/service"},
    {rbac, u"", u"Role", rbac, u"RoleBinding", u"roleRef/name"},
    {rbac, u"", u"ClusterRole", rbac, u"RoleBinding", u"roleRef/name"},
    {rbac, u"", u"ClusterRole", rbac, u"ClusterRoleBinding", u"roleRef/name"},
    {u"", u"v1", u"ServiceAccount", rbac, u"RoleBinding", u"subjects"},
    {u"", u"v1", u"ServiceAccount", rbac, u"ClusterRoleBinding", u"subjects"},
    {u"", u"v1", u"PersistentVolume", u"", u"PersistentVolumeClaim", u"spec/volumeName"},
    {u"", u"v1", u"PersistentVolume", u"", u"ClusterRole", u"rules/resourceNames"},
    {u"storage.k8s.io", u"v1", u"StorageClass", u"", u"PersistentVolume", u"spec/storageClassName"},
    {u"storage.k8s.io", u"v1", u"StorageClass", u"", u"PersistentVolumeClaim", u"spec/storageClassName"},
    {u"storage.k8s.io", u"v1", u"StorageClass", u"", u"StatefulSet",
     u"spec/volumeClaimTemplates/spec/storageClassName"},
    {admission, u"", u"ValidatingAdmissionPolicy", admission, u"ValidatingAdmissionPolicyBinding", u"spec/policyName"}};

QString text(const char16_t *literal) { return QStringView(literal).toString(); }

std::vector<NameReference> makeReferences()
{
    std::vector<NameReference> all;
    for (const PodField &field : podFields)
        for (const PodHolder &holder : podHolders) {
            if (field.isConfig ? !holder.holdsConfig : !holder.holdsOthers) continue;
            const Gvk target{text(field.group), u"v1"_s, text(field.kind)};
            all.push_back({target, {{{}, {}, text(holder.kind)}, text(holder.pod) + text(field.path), false}});
        }
    for (const OtherField &field : otherFields)
        all.push_back({{text(field.targetGroup), text(field.targetVersion), text(field.targetKind)},
                       {{text(field.group), {}, text(field.kind)}, text(field.path), false}});
    return all;
}

} // namespace

const std::vector<NameReference> &nameReferences()
{
    static const std::vector<NameReference> references = makeReferences();
    return references;
}

} // namespace model::kustomize
