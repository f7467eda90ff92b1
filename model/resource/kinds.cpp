// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/resource/kinds.h"

#include <QHash>

namespace model {

using namespace Qt::StringLiterals;

namespace {

using enum KindFamily;

const std::vector<KindInfo> &builtIn()
{
    static const std::vector<KindInfo> kinds{
        {u""_s, u"Pod"_s, Workload, u"P"_s},
        {u"apps"_s, u"Deployment"_s, Workload, u"D"_s},
        {u"apps"_s, u"ReplicaSet"_s, Workload, u"R"_s},
        {u"apps"_s, u"StatefulSet"_s, Workload, u"SS"_s},
        {u"apps"_s, u"DaemonSet"_s, Workload, u"DS"_s},
        {u"apps"_s, u"ControllerRevision"_s, Workload, u"CV"_s},
        {u"batch"_s, u"Job"_s, Workload, u"J"_s},
        {u"batch"_s, u"CronJob"_s, Workload, u"CJ"_s},
        {u""_s, u"ReplicationController"_s, Workload, u"RC"_s},
        {u""_s, u"PodTemplate"_s, Workload, u"PT"_s},
        {u"autoscaling"_s, u"HorizontalPodAutoscaler"_s, Workload, u"H"_s},
        {u"policy"_s, u"PodDisruptionBudget"_s, Workload, u"PD"_s},
        {u"scheduling.k8s.io"_s, u"PriorityClass"_s, Workload, u"PC"_s, false},
        {u"node.k8s.io"_s, u"RuntimeClass"_s, Workload, u"RT"_s, false},
        {u""_s, u"Service"_s, Network, u"S"_s},
        {u""_s, u"Endpoints"_s, Network, u"E"_s},
        {u"discovery.k8s.io"_s, u"EndpointSlice"_s, Network, u"ES"_s},
        {u"networking.k8s.io"_s, u"Ingress"_s, Network, u"I"_s},
        {u"networking.k8s.io"_s, u"IngressClass"_s, Network, u"IC"_s, false},
        {u"networking.k8s.io"_s, u"NetworkPolicy"_s, Network, u"NP"_s},
        {u""_s, u"ConfigMap"_s, Config, u"C"_s},
        {u""_s, u"Secret"_s, Config, u"K"_s},
        {u""_s, u"LimitRange"_s, Config, u"LR"_s},
        {u""_s, u"ResourceQuota"_s, Config, u"RQ"_s},
        {u"admissionregistration.k8s.io"_s, u"ValidatingWebhookConfiguration"_s, Config, u"VW"_s, false},
        {u"admissionregistration.k8s.io"_s, u"MutatingWebhookConfiguration"_s, Config, u"MW"_s, false},
        {u"admissionregistration.k8s.io"_s, u"ValidatingAdmissionPolicy"_s, Config, u"VP"_s, false},
        {u"admissionregistration.k8s.io"_s, u"ValidatingAdmissionPolicyBinding"_s, Config, u"VB"_s, false},
        {u""_s, u"PersistentVolumeClaim"_s, Storage, u"V"_s},
        {u""_s, u"PersistentVolume"_s, Storage, u"PV"_s, false},
        {u"storage.k8s.io"_s, u"StorageClass"_s, Storage, u"SC"_s, false},
        {u"storage.k8s.io"_s, u"VolumeAttachment"_s, Storage, u"VA"_s, false},
        {u"storage.k8s.io"_s, u"CSIDriver"_s, Storage, u"CD"_s, false},
        {u"storage.k8s.io"_s, u"CSINode"_s, Storage, u"CN"_s, false},
        {u""_s, u"ServiceAccount"_s, Access, u"A"_s},
        {u"rbac.authorization.k8s.io"_s, u"Role"_s, Access, u"RO"_s},
        {u"rbac.authorization.k8s.io"_s, u"RoleBinding"_s, Access, u"RB"_s},
        {u"rbac.authorization.k8s.io"_s, u"ClusterRole"_s, Access, u"CR"_s, false},
        {u"rbac.authorization.k8s.io"_s, u"ClusterRoleBinding"_s, Access, u"CB"_s, false},
        {u""_s, u"Namespace"_s, Other, u"N"_s, false},
        {u""_s, u"Node"_s, Other, u"NO"_s, false},
        {u""_s, u"Event"_s, Other, u"EV"_s},
        {u"coordination.k8s.io"_s, u"Lease"_s, Other, u"L"_s},
        {u"apiextensions.k8s.io"_s, u"CustomResourceDefinition"_s, Other, u"X"_s, false},
        {u"apiregistration.k8s.io"_s, u"APIService"_s, Other, u"AS"_s, false},
    };
    return kinds;
}

// extensions/v1beta1 and policy/v1beta1 held these before they got homes of their own; files of that age are still
// read.
bool lives(const KindInfo &info, const QString &group)
{
    if (info.group == group) return true;
    if (group == u"extensions") return info.group == u"apps" || info.group == u"networking.k8s.io";
    return group == u"events.k8s.io" && info.kind == u"Event";
}

} // namespace

KindInfo kindInfo(const QString &group, const QString &kind)
{
    static const QMultiHash<QString, const KindInfo *> byKind = [] {
        QMultiHash<QString, const KindInfo *> index;
        for (const KindInfo &info : builtIn()) index.insert(info.kind, &info);
        return index;
    }();
    for (auto i = byKind.constFind(kind); i != byKind.cend() && i.key() == kind; ++i)
        if (lives(**i, group)) return **i;
    return {group, kind, Other, kind.left(1).toUpper(), true};
}

bool isWorkload(const ResourceKey &key)
{
    static const QHash<QString, QString> groups{
        {u"Pod"_s, u""_s},
        {u"ReplicationController"_s, u""_s},
        {u"PodTemplate"_s, u""_s},
        {u"Deployment"_s, u"apps"_s},
        {u"ReplicaSet"_s, u"apps"_s},
        {u"StatefulSet"_s, u"apps"_s},
        {u"DaemonSet"_s, u"apps"_s},
        {u"Job"_s, u"batch"_s},
        {u"CronJob"_s, u"batch"_s},
    };
    const auto found = groups.constFind(key.kind);
    return found != groups.cend() && (*found == key.group || (key.group == u"extensions" && *found == u"apps"));
}

bool isCore(const ResourceKey &key, QStringView kind) { return key.group.isEmpty() && key.kind == kind; }

QString effectiveNamespace(const QString &ns) { return ns.isEmpty() ? u"default"_s : ns; }

bool sameNamespace(const QString &a, const QString &b)
{
    return a == b || (a.isEmpty() && b == u"default") || (b.isEmpty() && a == u"default");
}

ResourceKey comparableKey(ResourceKey key)
{
    if (kindInfo(key).namespaced) key.ns = effectiveNamespace(key.ns);
    return key;
}

} // namespace model
