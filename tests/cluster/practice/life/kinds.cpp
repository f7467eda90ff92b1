// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/life/kinds.h"

namespace life {

using namespace Qt::StringLiterals;

namespace {

const QString core = u"/api/v1"_s;
const QString apps = u"/apis/apps/v1"_s;
const QString batch = u"/apis/batch/v1"_s;
const QString owner = u"metadata.ownerReferences(0).name"_s;
const QString finalizers = u"metadata.finalizers"_s;

QList<WatchedKind> workloadsAndStorage()
{
    return {
        {u"Namespace"_s, u"namespaces"_s, core, false, true, {u"status.phase"_s}},
        {u"Node"_s, u"nodes"_s, core, false, false, {u"spec.unschedulable"_s, u"status.conditions(Ready).status"_s}},
        {u"PersistentVolume"_s,
         u"persistentvolumes"_s,
         core,
         false,
         false,
         {u"spec.claimRef.name"_s, u"status.phase"_s, finalizers}},
        {u"PersistentVolumeClaim"_s,
         u"persistentvolumeclaims"_s,
         core,
         true,
         false,
         {owner, u"spec.volumeName"_s, u"status.phase"_s}},
        {u"Deployment"_s,
         u"deployments"_s,
         apps,
         true,
         false,
         {u"spec.replicas"_s, u"spec.paused"_s, u"metadata.annotations(deployment.kubernetes.io/revision)"_s,
          u"status.conditions(Progressing).status"_s}},
        {u"ReplicaSet"_s,
         u"replicasets"_s,
         apps,
         true,
         false,
         {owner, u"metadata.annotations(deployment.kubernetes.io/revision)"_s,
          u"status.conditions(ReplicaFailure).reason"_s}},
        {u"StatefulSet"_s,
         u"statefulsets"_s,
         apps,
         true,
         false,
         {u"spec.replicas"_s, u"status.updateRevision"_s, u"status.currentRevision"_s}},
        {u"DaemonSet"_s, u"daemonsets"_s, apps, true, false, {}},
        {u"ControllerRevision"_s, u"controllerrevisions"_s, apps, true, false, {owner, u"revision"_s}},
        {u"Job"_s,
         u"jobs"_s,
         batch,
         true,
         false,
         {u"spec.suspend"_s, u"status.conditions(Suspended).status"_s, u"status.conditions(FailureTarget).reason"_s,
          u"status.conditions(Failed).reason"_s, u"status.conditions(SuccessCriteriaMet).reason"_s,
          u"status.conditions(Complete).status"_s}},
        {u"CronJob"_s, u"cronjobs"_s, batch, true, false, {u"spec.suspend"_s}},
        {u"Pod"_s,
         u"pods"_s,
         core,
         true,
         false,
         {owner, u"status.conditions(PodScheduled).reason"_s, u"spec.nodeName"_s, u"status.phase"_s,
          u"status.conditions(Ready).status"_s, u"status.conditions(DisruptionTarget).reason"_s, finalizers}},
    };
}

QList<WatchedKind> theRest()
{
    return {
        {u"Service"_s, u"services"_s, core, true, false, {}},
        {u"Endpoints"_s, u"endpoints"_s, core, true, true, {}},
        {u"EndpointSlice"_s, u"endpointslices"_s, u"/apis/discovery.k8s.io/v1"_s, true, false, {}},
        {u"PodDisruptionBudget"_s, u"poddisruptionbudgets"_s, u"/apis/policy/v1"_s, true, false, {}},
        {u"HorizontalPodAutoscaler"_s, u"horizontalpodautoscalers"_s, u"/apis/autoscaling/v2"_s, true, false, {}},
        {u"ResourceQuota"_s, u"resourcequotas"_s, core, true, false, {}},
        {u"ServiceAccount"_s, u"serviceaccounts"_s, core, true, true, {}},
        {u"ConfigMap"_s, u"configmaps"_s, core, true, true, {owner, finalizers}},
        {u"Event"_s, u"events"_s, core, true, true, {}},
    };
}

} // namespace

const QList<WatchedKind> &watchedKinds()
{
    static const QList<WatchedKind> kinds = workloadsAndStorage() + theRest();
    return kinds;
}

const WatchedKind *watchedKind(const QString &name)
{
    for (const WatchedKind &kind : watchedKinds())
        if (kind.kind == name || kind.plural == name) return &kind;
    return nullptr;
}

} // namespace life
