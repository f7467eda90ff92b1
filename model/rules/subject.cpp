// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/subject.h"

#include "model/resource/kinds.h"

#include <QHash>

namespace model {

using namespace Qt::StringLiterals;

quint32 ruleKind(const ResourceKey &key)
{
    struct Known
    {
        QString group;
        quint32 bit;
    };
    static const QString none, apps = u"apps"_s, batch = u"batch"_s, net = u"networking.k8s.io"_s,
                               rbac = u"rbac.authorization.k8s.io"_s, hooks = u"admissionregistration.k8s.io"_s;
    static const QHash<QString, Known> known{
        {u"Pod"_s, {none, rulekind::Pod}},
        {u"Deployment"_s, {apps, rulekind::Deployment}},
        {u"ReplicaSet"_s, {apps, rulekind::ReplicaSet}},
        {u"StatefulSet"_s, {apps, rulekind::StatefulSet}},
        {u"DaemonSet"_s, {apps, rulekind::DaemonSet}},
        {u"ReplicationController"_s, {none, rulekind::ReplicationController}},
        {u"Job"_s, {batch, rulekind::Job}},
        {u"CronJob"_s, {batch, rulekind::CronJob}},
        {u"PodTemplate"_s, {none, rulekind::PodTemplate}},
        {u"Service"_s, {none, rulekind::Service}},
        {u"Ingress"_s, {net, rulekind::Ingress}},
        {u"NetworkPolicy"_s, {net, rulekind::NetworkPolicy}},
        {u"PodDisruptionBudget"_s, {u"policy"_s, rulekind::DisruptionBudget}},
        {u"HorizontalPodAutoscaler"_s, {u"autoscaling"_s, rulekind::Autoscaler}},
        {u"ConfigMap"_s, {none, rulekind::ConfigMap}},
        {u"Secret"_s, {none, rulekind::Secret}},
        {u"ServiceAccount"_s, {none, rulekind::ServiceAccount}},
        {u"Role"_s, {rbac, rulekind::Role}},
        {u"ClusterRole"_s, {rbac, rulekind::Role}},
        {u"RoleBinding"_s, {rbac, rulekind::Binding}},
        {u"ClusterRoleBinding"_s, {rbac, rulekind::Binding}},
        {u"PersistentVolumeClaim"_s, {none, rulekind::Claim}},
        {u"PersistentVolume"_s, {none, rulekind::Volume}},
        {u"StorageClass"_s, {u"storage.k8s.io"_s, rulekind::StorageClass}},
        {u"Namespace"_s, {none, rulekind::Namespace}},
        {u"MutatingWebhookConfiguration"_s, {hooks, rulekind::Webhook}},
        {u"ValidatingWebhookConfiguration"_s, {hooks, rulekind::Webhook}},
        {u"LimitRange"_s, {none, rulekind::LimitRange}},
    };
    const auto found = known.constFind(key.kind);
    if (found == known.cend()) return rulekind::Other;
    // Several kinds came from extensions/v1beta1.
    const bool same = found->group == key.group || (key.group == u"extensions" && !found->group.isEmpty());
    return same ? found->bit : quint32(rulekind::Other);
}

bool isSaid(YamlRef field) { return field.isValid() && !field.isNull(); }

YamlRef RuleContainer::nameNode() const
{
    const YamlRef name = view.node[u"name"];
    return name.isScalar() ? name : view.node;
}

RuleSubject::RuleSubject(const Resource &which)
    : resource(which),
      root(which.root()),
      spec(root[u"spec"]),
      nameNode(root[u"metadata"][u"name"]),
      kind(ruleKind(which.key))
{
    if (!nameNode.isScalar()) nameNode = root;
    if (!is(rulekind::workloads) || !isWorkload(which.key) || root[u"metadata"][u"ownerReferences"].size() > 0) return;
    workload.emplace(which);
    pod = workload->podSpec();
    podSecurity = pod.node[u"securityContext"];
    // Who does not say the system may still choose nodes that have only one.
    const YamlRef os = pod.node[u"os"][u"name"];
    isWindows = (isSaid(os) ? os : pod.node[u"nodeSelector"][u"kubernetes.io/os"]).text() == u"windows";
    for (const ContainerView &view : pod.containers()) {
        if (!view.node.isMapping()) continue;
        containers.push_back({view, view.node[u"securityContext"], view.node[u"resources"], view.node[u"livenessProbe"],
                              view.node[u"readinessProbe"], view.node[u"startupProbe"]});
    }
}

YamlRef RuleSubject::security(const RuleContainer &container, QStringView field) const
{
    const YamlRef own = container.security[field];
    return isSaid(own) ? own : podSecurity[field];
}

} // namespace model
