// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/discovery/builtinkinds.h"

#include "model/schema/schemastore.h"

#include <algorithm>
#include <iterator>

namespace practice {

namespace {

constexpr const char16_t *allVerbs = u"create,delete,deletecollection,get,list,patch,update,watch";
constexpr const char16_t *namespaceVerbs = u"create,delete,get,list,patch,update,watch";
constexpr const char16_t *partVerbs = u"get,patch,update";
constexpr const char16_t *proxyVerbs = u"create,delete,get,patch,update";
constexpr const char16_t *connectVerbs = u"create,get";
constexpr const char16_t *readVerbs = u"get,list";
constexpr const char16_t *createVerb = u"create";
constexpr const char16_t *getVerb = u"get";
constexpr const char16_t *updateVerb = u"update";

struct Row
{
    const char16_t *group;
    const char16_t *version;
    const char16_t *kind;
    const char16_t *plural;
    const char16_t *singular;
    const char16_t *shortNames;
    const char16_t *categories;
    bool namespaced;
    bool hasStatus;
    bool hasScale;
    const char16_t *verbs;
};

// clang-format off
constexpr Row rows[] = {
    {u"", u"v1", u"ComponentStatus", u"componentstatuses", u"componentstatus", u"cs", u"", false, false, false, readVerbs},
    {u"", u"v1", u"ConfigMap", u"configmaps", u"configmap", u"cm", u"", true, false, false, allVerbs},
    {u"", u"v1", u"Endpoints", u"endpoints", u"endpoints", u"ep", u"", true, false, false, allVerbs},
    {u"", u"v1", u"Event", u"events", u"event", u"ev", u"", true, false, false, allVerbs},
    {u"", u"v1", u"LimitRange", u"limitranges", u"limitrange", u"limits", u"", true, false, false, allVerbs},
    {u"", u"v1", u"Namespace", u"namespaces", u"namespace", u"ns", u"", false, true, false, namespaceVerbs},
    {u"", u"v1", u"Node", u"nodes", u"node", u"no", u"", false, true, false, allVerbs},
    {u"", u"v1", u"PersistentVolumeClaim", u"persistentvolumeclaims", u"persistentvolumeclaim", u"pvc", u"", true, true, false, allVerbs},
    {u"", u"v1", u"PersistentVolume", u"persistentvolumes", u"persistentvolume", u"pv", u"", false, true, false, allVerbs},
    {u"", u"v1", u"Pod", u"pods", u"pod", u"po", u"all", true, true, false, allVerbs},
    {u"", u"v1", u"PodTemplate", u"podtemplates", u"podtemplate", u"", u"", true, false, false, allVerbs},
    {u"", u"v1", u"ReplicationController", u"replicationcontrollers", u"replicationcontroller", u"rc", u"all", true, true, true, allVerbs},
    {u"", u"v1", u"ResourceQuota", u"resourcequotas", u"resourcequota", u"quota", u"", true, true, false, allVerbs},
    {u"", u"v1", u"Secret", u"secrets", u"secret", u"", u"", true, false, false, allVerbs},
    {u"", u"v1", u"ServiceAccount", u"serviceaccounts", u"serviceaccount", u"sa", u"", true, false, false, allVerbs},
    {u"", u"v1", u"Service", u"services", u"service", u"svc", u"all", true, true, false, allVerbs},
    {u"apiregistration.k8s.io", u"v1", u"APIService", u"apiservices", u"apiservice", u"", u"api-extensions", false, true, false, allVerbs},
    {u"apps", u"v1", u"ControllerRevision", u"controllerrevisions", u"controllerrevision", u"", u"", true, false, false, allVerbs},
    {u"apps", u"v1", u"DaemonSet", u"daemonsets", u"daemonset", u"ds", u"all", true, true, false, allVerbs},
    {u"apps", u"v1", u"Deployment", u"deployments", u"deployment", u"deploy", u"all", true, true, true, allVerbs},
    {u"apps", u"v1", u"ReplicaSet", u"replicasets", u"replicaset", u"rs", u"all", true, true, true, allVerbs},
    {u"apps", u"v1", u"StatefulSet", u"statefulsets", u"statefulset", u"sts", u"all", true, true, true, allVerbs},
    {u"events.k8s.io", u"v1", u"Event", u"events", u"event", u"ev", u"", true, false, false, allVerbs},
    {u"authentication.k8s.io", u"v1", u"SelfSubjectReview", u"selfsubjectreviews", u"selfsubjectreview", u"", u"", false, false, false, createVerb},
    {u"authentication.k8s.io", u"v1", u"TokenReview", u"tokenreviews", u"tokenreview", u"", u"", false, false, false, createVerb},
    {u"authorization.k8s.io", u"v1", u"LocalSubjectAccessReview", u"localsubjectaccessreviews", u"localsubjectaccessreview", u"", u"", true, false, false, createVerb},
    {u"authorization.k8s.io", u"v1", u"SelfSubjectAccessReview", u"selfsubjectaccessreviews", u"selfsubjectaccessreview", u"", u"", false, false, false, createVerb},
    {u"authorization.k8s.io", u"v1", u"SelfSubjectRulesReview", u"selfsubjectrulesreviews", u"selfsubjectrulesreview", u"", u"", false, false, false, createVerb},
    {u"authorization.k8s.io", u"v1", u"SubjectAccessReview", u"subjectaccessreviews", u"subjectaccessreview", u"", u"", false, false, false, createVerb},
    {u"autoscaling", u"v2", u"HorizontalPodAutoscaler", u"horizontalpodautoscalers", u"horizontalpodautoscaler", u"hpa", u"all", true, true, false, allVerbs},
    {u"autoscaling", u"v1", u"HorizontalPodAutoscaler", u"horizontalpodautoscalers", u"horizontalpodautoscaler", u"hpa", u"all", true, true, false, allVerbs},
    {u"batch", u"v1", u"CronJob", u"cronjobs", u"cronjob", u"cj", u"all", true, true, false, allVerbs},
    {u"batch", u"v1", u"Job", u"jobs", u"job", u"", u"all", true, true, false, allVerbs},
    {u"networking.k8s.io", u"v1", u"IngressClass", u"ingressclasses", u"ingressclass", u"", u"", false, false, false, allVerbs},
    {u"networking.k8s.io", u"v1", u"Ingress", u"ingresses", u"ingress", u"ing", u"", true, true, false, allVerbs},
    {u"networking.k8s.io", u"v1", u"NetworkPolicy", u"networkpolicies", u"networkpolicy", u"netpol", u"", true, false, false, allVerbs},
    {u"policy", u"v1", u"PodDisruptionBudget", u"poddisruptionbudgets", u"poddisruptionbudget", u"pdb", u"", true, true, false, allVerbs},
    {u"rbac.authorization.k8s.io", u"v1", u"ClusterRoleBinding", u"clusterrolebindings", u"clusterrolebinding", u"", u"", false, false, false, allVerbs},
    {u"rbac.authorization.k8s.io", u"v1", u"ClusterRole", u"clusterroles", u"clusterrole", u"", u"", false, false, false, allVerbs},
    {u"rbac.authorization.k8s.io", u"v1", u"RoleBinding", u"rolebindings", u"rolebinding", u"", u"", true, false, false, allVerbs},
    {u"rbac.authorization.k8s.io", u"v1", u"Role", u"roles", u"role", u"", u"", true, false, false, allVerbs},
    {u"storage.k8s.io", u"v1", u"CSIDriver", u"csidrivers", u"csidriver", u"", u"", false, false, false, allVerbs},
    {u"storage.k8s.io", u"v1", u"CSINode", u"csinodes", u"csinode", u"", u"", false, false, false, allVerbs},
    {u"storage.k8s.io", u"v1", u"StorageClass", u"storageclasses", u"storageclass", u"sc", u"", false, false, false, allVerbs},
    {u"storage.k8s.io", u"v1", u"VolumeAttachment", u"volumeattachments", u"volumeattachment", u"", u"", false, true, false, allVerbs},
    {u"admissionregistration.k8s.io", u"v1", u"MutatingWebhookConfiguration", u"mutatingwebhookconfigurations", u"mutatingwebhookconfiguration", u"", u"api-extensions", false, false, false, allVerbs},
    {u"admissionregistration.k8s.io", u"v1", u"ValidatingWebhookConfiguration", u"validatingwebhookconfigurations", u"validatingwebhookconfiguration", u"", u"api-extensions", false, false, false, allVerbs},
    {u"apiextensions.k8s.io", u"v1", u"CustomResourceDefinition", u"customresourcedefinitions", u"customresourcedefinition", u"crd,crds", u"api-extensions", false, true, false, allVerbs},
    {u"scheduling.k8s.io", u"v1", u"PriorityClass", u"priorityclasses", u"priorityclass", u"pc", u"", false, false, false, allVerbs},
    {u"coordination.k8s.io", u"v1", u"Lease", u"leases", u"lease", u"", u"", true, false, false, allVerbs},
    {u"node.k8s.io", u"v1", u"RuntimeClass", u"runtimeclasses", u"runtimeclass", u"", u"", false, false, false, allVerbs},
    {u"discovery.k8s.io", u"v1", u"EndpointSlice", u"endpointslices", u"endpointslice", u"", u"", true, false, false, allVerbs},
};

// What core resources have beside status and scale.
struct SubresourceRow
{
    const char16_t *plural;
    const char16_t *name;
    const char16_t *group;
    const char16_t *version;
    const char16_t *kind;
    const char16_t *verbs;
};

constexpr SubresourceRow subresourceRows[] = {
    {u"namespaces", u"finalize", u"", u"", u"Namespace", updateVerb},
    {u"nodes", u"proxy", u"", u"", u"NodeProxyOptions", proxyVerbs},
    {u"pods", u"attach", u"", u"", u"PodAttachOptions", connectVerbs},
    {u"pods", u"binding", u"", u"", u"Binding", createVerb},
    {u"pods", u"eviction", u"policy", u"v1", u"Eviction", createVerb},
    {u"pods", u"exec", u"", u"", u"PodExecOptions", connectVerbs},
    {u"pods", u"log", u"", u"", u"Pod", getVerb},
    {u"pods", u"portforward", u"", u"", u"PodPortForwardOptions", connectVerbs},
    {u"pods", u"proxy", u"", u"", u"PodProxyOptions", proxyVerbs},
    {u"serviceaccounts", u"token", u"authentication.k8s.io", u"v1", u"TokenRequest", createVerb},
    {u"services", u"proxy", u"", u"", u"ServiceProxyOptions", proxyVerbs},
};

struct Priority
{
    const char16_t *group;
    int priority;
};

constexpr Priority priorities[] = {
    {u"", 18001},
    {u"apiregistration.k8s.io", 18000},
    {u"apps", 17800},
    {u"events.k8s.io", 17750},
    {u"authentication.k8s.io", 17700},
    {u"authorization.k8s.io", 17600},
    {u"autoscaling", 17500},
    {u"batch", 17400},
    {u"networking.k8s.io", 17200},
    {u"policy", 17100},
    {u"rbac.authorization.k8s.io", 17000},
    {u"storage.k8s.io", 16800},
    {u"admissionregistration.k8s.io", 16700},
    {u"apiextensions.k8s.io", 16700},
    {u"scheduling.k8s.io", 16600},
    {u"coordination.k8s.io", 16500},
    {u"node.k8s.io", 16300},
    {u"discovery.k8s.io", 16200},
};
// clang-format on

QString text(const char16_t *literal) { return QStringView(literal).toString(); }

QStringList words(const char16_t *literal) { return text(literal).split(u',', Qt::SkipEmptyParts); }

std::vector<Subresource> subresourcesOf(const Row &row)
{
    std::vector<Subresource> all;
    if (row.hasStatus) all.push_back({QStringLiteral("status"), {}, {}, text(row.kind), words(partVerbs)});
    if (row.hasScale)
        all.push_back({QStringLiteral("scale"), QStringLiteral("autoscaling"), QStringLiteral("v1"),
                       QStringLiteral("Scale"), words(partVerbs)});
    if (*row.group == 0)
        for (const SubresourceRow &below : subresourceRows)
            if (QStringView(below.plural) == row.plural)
                all.push_back(
                    {text(below.name), text(below.group), text(below.version), text(below.kind), words(below.verbs)});
    std::sort(all.begin(), all.end(), [](const Subresource &a, const Subresource &b) { return a.name < b.name; });
    return all;
}

} // namespace

std::vector<std::unique_ptr<ServedKind>> builtinKinds()
{
    const model::SchemaStore &schemas = model::SchemaStore::builtin();
    std::vector<std::unique_ptr<ServedKind>> all;
    all.reserve(std::size(rows));
    for (const Row &row : rows) {
        auto served = std::make_unique<ServedKind>();
        ApiKind &api = served->api;
        api.group = text(row.group);
        api.version = text(row.version);
        api.kind = text(row.kind);
        api.plural = text(row.plural);
        api.singular = text(row.singular);
        api.shortNames = words(row.shortNames);
        api.categories = words(row.categories);
        api.namespaced = row.namespaced;
        api.hasStatus = row.hasStatus;
        api.hasScale = row.hasScale;
        // Of a kind with several versions, the first that pkg/apis/*/install names.
        api.storedVersion = api.group == u"autoscaling" ? QStringLiteral("v2") : api.version;
        api.schema = schemas.kind(api.group.toUtf8(), api.version.toUtf8(), api.kind.toUtf8()).node;
        served->verbs = words(row.verbs);
        served->subresources = subresourcesOf(row);
        all.push_back(std::move(served));
    }
    return all;
}

int groupPriority(QStringView group)
{
    for (const Priority &entry : priorities)
        if (group == QStringView(entry.group)) return entry.priority;
    return 1000;
}

} // namespace practice
