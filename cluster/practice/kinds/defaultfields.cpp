// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/kinds/defaultrules.h"

namespace practice {

namespace {

constexpr auto zero = Unset::Zero;
constexpr auto missing = Unset::Missing;
constexpr const char *any = nullptr;
constexpr const char *admission = "admissionregistration.k8s.io";
constexpr const char *flow = "flowcontrol.apiserver.k8s.io";

#define CORE "pkg/apis/core/v1/defaults.go "
#define GENERATED "api/core/v1/types.go +default"
#define APPS "pkg/apis/apps/v1/defaults.go "
#define BATCH "pkg/apis/batch/v1/defaults.go "
#define ADMISSION "pkg/apis/admissionregistration/v1/defaults.go "
#define FLOW "pkg/apis/flowcontrol/v1/defaults.go "
#define STORAGE "pkg/apis/storage/v1/defaults.go "

const FieldDefault rows[] = {
    {any, "Container", "terminationMessagePath", zero, R"("/dev/termination-log")", CORE "SetDefaults_Container"},
    {any, "Container", "terminationMessagePolicy", zero, R"("File")", CORE "SetDefaults_Container"},
    {any, "EphemeralContainer", "terminationMessagePath", zero, R"("/dev/termination-log")",
     CORE "SetDefaults_EphemeralContainer"},
    {any, "EphemeralContainer", "terminationMessagePolicy", zero, R"("File")", CORE "SetDefaults_EphemeralContainer"},
    {any, "ContainerPort", "protocol", zero, R"("TCP")", GENERATED},
    {any, "PodSpec", "restartPolicy", zero, R"("Always")", CORE "SetDefaults_PodSpec"},
    {any, "PodSpec", "terminationGracePeriodSeconds", missing, "30", CORE "SetDefaults_PodSpec"},
    {any, "PodSpec", "dnsPolicy", zero, R"("ClusterFirst")", CORE "SetDefaults_PodSpec"},
    {any, "PodSpec", "securityContext", missing, "{}", CORE "SetDefaults_PodSpec"},
    {any, "PodSpec", "schedulerName", zero, R"("default-scheduler")", CORE "SetDefaults_PodSpec"},
    {any, "Probe", "timeoutSeconds", zero, "1", CORE "SetDefaults_Probe"},
    {any, "Probe", "periodSeconds", zero, "10", CORE "SetDefaults_Probe"},
    {any, "Probe", "successThreshold", zero, "1", CORE "SetDefaults_Probe"},
    {any, "Probe", "failureThreshold", zero, "3", CORE "SetDefaults_Probe"},
    {any, "GRPCAction", "service", missing, R"("")", GENERATED},
    {any, "HTTPGetAction", "path", zero, R"("/")", CORE "SetDefaults_HTTPGetAction"},
    {any, "HTTPGetAction", "scheme", zero, R"("HTTP")", CORE "SetDefaults_HTTPGetAction"},
    {any, "ObjectFieldSelector", "apiVersion", zero, R"("v1")", CORE "SetDefaults_ObjectFieldSelector"},
    {any, "SecretVolumeSource", "defaultMode", missing, "420", CORE "SetDefaults_SecretVolumeSource"},
    {any, "ConfigMapVolumeSource", "defaultMode", missing, "420", CORE "SetDefaults_ConfigMapVolumeSource"},
    {any, "DownwardAPIVolumeSource", "defaultMode", missing, "420", CORE "SetDefaults_DownwardAPIVolumeSource"},
    {any, "ProjectedVolumeSource", "defaultMode", missing, "420", CORE "SetDefaults_ProjectedVolumeSource"},
    {any, "ServiceAccountTokenProjection", "expirationSeconds", missing, "3600",
     CORE "SetDefaults_ServiceAccountTokenProjection"},
    {any, "HostPathVolumeSource", "type", missing, R"("")", CORE "SetDefaults_HostPathVolumeSource"},
    {any, "ISCSIVolumeSource", "iscsiInterface", zero, R"("default")", GENERATED},
    {any, "ISCSIPersistentVolumeSource", "iscsiInterface", zero, R"("default")", GENERATED},
    {any, "RBDVolumeSource", "pool", zero, R"("rbd")", GENERATED},
    {any, "RBDVolumeSource", "user", zero, R"("admin")", GENERATED},
    {any, "RBDVolumeSource", "keyring", zero, R"("/etc/ceph/keyring")", GENERATED},
    {any, "RBDPersistentVolumeSource", "pool", zero, R"("rbd")", GENERATED},
    {any, "RBDPersistentVolumeSource", "user", zero, R"("admin")", GENERATED},
    {any, "RBDPersistentVolumeSource", "keyring", zero, R"("/etc/ceph/keyring")", GENERATED},
    {any, "ScaleIOVolumeSource", "storageMode", zero, R"("ThinProvisioned")", GENERATED},
    {any, "ScaleIOVolumeSource", "fsType", zero, R"("xfs")", GENERATED},
    {any, "ScaleIOPersistentVolumeSource", "storageMode", zero, R"("ThinProvisioned")", GENERATED},
    {any, "ScaleIOPersistentVolumeSource", "fsType", zero, R"("xfs")", GENERATED},
    {any, "AzureDiskVolumeSource", "cachingMode", missing, R"("ReadWrite")", GENERATED},
    {any, "AzureDiskVolumeSource", "fsType", missing, R"("ext4")", GENERATED},
    {any, "AzureDiskVolumeSource", "readOnly", missing, "false", GENERATED},
    {any, "AzureDiskVolumeSource", "kind", missing, R"("Shared")", GENERATED},
    {"", "Secret", "type", zero, R"("Opaque")", CORE "SetDefaults_Secret"},
    {any, "PersistentVolumeClaimSpec", "volumeMode", missing, R"("Filesystem")",
     CORE "SetDefaults_PersistentVolumeClaimSpec"},
    {"", "EndpointPort", "protocol", zero, R"("TCP")", CORE "SetDefaults_Endpoints"},
    {"", "NamespaceStatus", "phase", zero, R"("Active")", CORE "SetDefaults_NamespaceStatus"},
    {"", "ReplicationControllerSpec", "replicas", missing, "1", GENERATED},
    {"apps", "DeploymentSpec", "replicas", missing, "1", APPS "SetDefaults_Deployment"},
    {"apps", "DeploymentSpec", "revisionHistoryLimit", missing, "10", APPS "SetDefaults_Deployment"},
    {"apps", "DeploymentSpec", "progressDeadlineSeconds", missing, "600", APPS "SetDefaults_Deployment"},
    {"apps", "DaemonSetSpec", "revisionHistoryLimit", missing, "10", APPS "SetDefaults_DaemonSet"},
    {"apps", "StatefulSetSpec", "podManagementPolicy", zero, R"("OrderedReady")", APPS "SetDefaults_StatefulSet"},
    {"apps", "StatefulSetSpec", "replicas", missing, "1", APPS "SetDefaults_StatefulSet"},
    {"apps", "StatefulSetSpec", "revisionHistoryLimit", missing, "10", APPS "SetDefaults_StatefulSet"},
    {"apps", "ReplicaSetSpec", "replicas", missing, "1", APPS "SetDefaults_ReplicaSet"},
    {"batch", "CronJobSpec", "concurrencyPolicy", zero, R"("Allow")", BATCH "SetDefaults_CronJob"},
    {"batch", "CronJobSpec", "suspend", missing, "false", BATCH "SetDefaults_CronJob"},
    {"batch", "CronJobSpec", "successfulJobsHistoryLimit", missing, "3", BATCH "SetDefaults_CronJob"},
    {"batch", "CronJobSpec", "failedJobsHistoryLimit", missing, "1", BATCH "SetDefaults_CronJob"},
    {"autoscaling", "HorizontalPodAutoscalerSpec", "minReplicas", missing, "1", "pkg/apis/autoscaling/v2/defaults.go"},
    {"discovery.k8s.io", "EndpointPort", "name", missing, R"("")", "pkg/apis/discovery/v1/defaults.go"},
    {"discovery.k8s.io", "EndpointPort", "protocol", missing, R"("TCP")", "pkg/apis/discovery/v1/defaults.go"},
    {"networking.k8s.io", "NetworkPolicyPort", "protocol", missing, R"("TCP")", "pkg/apis/networking/v1/defaults.go"},
    {"networking.k8s.io", "IngressClassParametersReference", "scope", missing, R"("Cluster")",
     "pkg/apis/networking/v1/defaults.go"},
    {"rbac.authorization.k8s.io", "RoleRef", "apiGroup", zero, R"("rbac.authorization.k8s.io")",
     "pkg/apis/rbac/v1/defaults.go"},
    {"scheduling.k8s.io", "PriorityClass", "preemptionPolicy", missing, R"("PreemptLowerPriority")",
     "pkg/apis/scheduling/v1/defaults.go"},
    {"storage.k8s.io", "StorageClass", "reclaimPolicy", missing, R"("Delete")", STORAGE "SetDefaults_StorageClass"},
    {"storage.k8s.io", "StorageClass", "volumeBindingMode", missing, R"("Immediate")",
     STORAGE "SetDefaults_StorageClass"},
    {"storage.k8s.io", "CSIDriverSpec", "attachRequired", missing, "true", STORAGE "SetDefaults_CSIDriver"},
    {"storage.k8s.io", "CSIDriverSpec", "podInfoOnMount", missing, "false", STORAGE "SetDefaults_CSIDriver"},
    {"storage.k8s.io", "CSIDriverSpec", "storageCapacity", missing, "false", STORAGE "SetDefaults_CSIDriver"},
    {"storage.k8s.io", "CSIDriverSpec", "fsGroupPolicy", missing, R"("ReadWriteOnceWithFSType")",
     STORAGE "SetDefaults_CSIDriver"},
    {"storage.k8s.io", "CSIDriverSpec", "volumeLifecycleModes", zero, R"(["Persistent"])",
     STORAGE "SetDefaults_CSIDriver"},
    {"storage.k8s.io", "CSIDriverSpec", "requiresRepublish", missing, "false", STORAGE "SetDefaults_CSIDriver"},
    {"storage.k8s.io", "CSIDriverSpec", "seLinuxMount", missing, "false", STORAGE "SetDefaults_CSIDriver"},
    {admission, "ValidatingWebhook", "failurePolicy", missing, R"("Fail")", ADMISSION "SetDefaults_ValidatingWebhook"},
    {admission, "ValidatingWebhook", "matchPolicy", missing, R"("Equivalent")",
     ADMISSION "SetDefaults_ValidatingWebhook"},
    {admission, "ValidatingWebhook", "namespaceSelector", missing, "{}", ADMISSION "SetDefaults_ValidatingWebhook"},
    {admission, "ValidatingWebhook", "objectSelector", missing, "{}", ADMISSION "SetDefaults_ValidatingWebhook"},
    {admission, "ValidatingWebhook", "timeoutSeconds", missing, "10", ADMISSION "SetDefaults_ValidatingWebhook"},
    {admission, "MutatingWebhook", "failurePolicy", missing, R"("Fail")", ADMISSION "SetDefaults_MutatingWebhook"},
    {admission, "MutatingWebhook", "matchPolicy", missing, R"("Equivalent")", ADMISSION "SetDefaults_MutatingWebhook"},
    {admission, "MutatingWebhook", "namespaceSelector", missing, "{}", ADMISSION "SetDefaults_MutatingWebhook"},
    {admission, "MutatingWebhook", "objectSelector", missing, "{}", ADMISSION "SetDefaults_MutatingWebhook"},
    {admission, "MutatingWebhook", "timeoutSeconds", missing, "10", ADMISSION "SetDefaults_MutatingWebhook"},
    {admission, "MutatingWebhook", "reinvocationPolicy", missing, R"("Never")",
     ADMISSION "SetDefaults_MutatingWebhook"},
    {admission, "RuleWithOperations", "scope", missing, R"("*")", ADMISSION "SetDefaults_Rule"},
    {admission, "NamedRuleWithOperations", "scope", missing, R"("*")", ADMISSION "SetDefaults_Rule"},
    {admission, "ValidatingAdmissionPolicySpec", "failurePolicy", missing, R"("Fail")",
     ADMISSION "SetDefaults_ValidatingAdmissionPolicySpec"},
    {admission, "MatchResources", "matchPolicy", missing, R"("Equivalent")", ADMISSION "SetDefaults_MatchResources"},
    {admission, "MatchResources", "namespaceSelector", missing, "{}", ADMISSION "SetDefaults_MatchResources"},
    {admission, "MatchResources", "objectSelector", missing, "{}", ADMISSION "SetDefaults_MatchResources"},
    {any, "ServiceReference", "port", missing, "443",
     "apiextensions, apiregistration and admissionregistration v1/defaults.go"},
    {"apiextensions.k8s.io", "CustomResourceDefinitionSpec", "conversion", missing, R"({"strategy":"None"})",
     "apiextensions v1/defaults.go"},
    {flow, "FlowSchemaSpec", "matchingPrecedence", zero, "1000", FLOW "SetDefaults_FlowSchemaSpec"},
    {flow, "ExemptPriorityLevelConfiguration", "nominalConcurrencyShares", missing, "0",
     FLOW "SetDefaults_ExemptPriorityLevelConfiguration"},
    {flow, "ExemptPriorityLevelConfiguration", "lendablePercent", missing, "0",
     FLOW "SetDefaults_ExemptPriorityLevelConfiguration"},
    {flow, "LimitedPriorityLevelConfiguration", "nominalConcurrencyShares", missing, "30",
     FLOW "SetDefaults_LimitedPriorityLevelConfiguration"},
    {flow, "LimitedPriorityLevelConfiguration", "lendablePercent", missing, "0",
     FLOW "SetDefaults_LimitedPriorityLevelConfiguration"},
    {flow, "QueuingConfiguration", "handSize", zero, "8", FLOW "SetDefaults_QueuingConfiguration"},
    {flow, "QueuingConfiguration", "queues", zero, "64", FLOW "SetDefaults_QueuingConfiguration"},
    {flow, "QueuingConfiguration", "queueLengthLimit", zero, "50", FLOW "SetDefaults_QueuingConfiguration"},
};

} // namespace

std::span<const FieldDefault> fieldDefaults() { return rows; }

} // namespace practice
