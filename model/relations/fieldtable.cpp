// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/relations/fieldrule.h"

namespace model {

using namespace Qt::StringLiterals;

namespace {

const QString rbac = u"rbac.authorization.k8s.io"_s, storage = u"storage.k8s.io"_s, network = u"networking.k8s.io"_s;
const QString admission = u"admissionregistration.k8s.io"_s;
const FieldTarget claim{u""_s, u"PersistentVolumeClaim"_s}, volume{u""_s, u"PersistentVolume"_s};
const FieldTarget service{u""_s, u"Service"_s}, secret{u""_s, u"Secret"_s};
const FieldTarget statefulSet{u"apps"_s, u"StatefulSet"_s}, ingress{network, u"Ingress"_s};
const FieldTarget pods{};
const FieldPattern spec{u"spec"_s};

// A class by name: of storage, of priority, …
FieldRule classBy(Relation relation, const FieldTarget &holder, const FieldPattern &at, const QString &field,
                  const FieldTarget &target)
{
    return {.relation = relation, .holder = holder, .at = at, .name = {field}, .targets = {target}, .isGlobal = true};
}

void addStorage(std::vector<FieldRule> &rules)
{
    const FieldTarget target{storage, u"StorageClass"_s};
    const FieldPattern annotations{u"metadata"_s, u"annotations"_s};
    const FieldPattern templates{u"spec"_s, u"volumeClaimTemplates"_s, u"[]"_s};
    // Before 1.6 it stood here, and it goes first until today (pkg/apis/core/v1/helper GetPersistentVolumeClaimClass).
    const QString old = u"volume.beta.kubernetes.io/storage-class"_s;
    const auto add = [&](const FieldTarget &holder, const FieldPattern &at, const QString &field) {
        rules.push_back(classBy(Relation::StorageClass, holder, at, field, target));
        rules.back().isLoose = holder == volume; // there the name of a class alone is enough to be found by it
    };
    add(claim, spec, u"storageClassName"_s);
    add(volume, spec, u"storageClassName"_s);
    add(statefulSet, templates + spec, u"storageClassName"_s);
    add(pods, {u"volumes"_s, u"[]"_s, u"ephemeral"_s, u"volumeClaimTemplate"_s, u"spec"_s}, u"storageClassName"_s);
    rules.back().isReadOnly = true; // there is no volume to write it into
    add(claim, annotations, old);
    add(volume, annotations, old);
    add(statefulSet, templates + annotations, old);
    rules.push_back({.relation = Relation::VolumeBinding,
                     .holder = claim,
                     .at = spec,
                     .name = {u"volumeName"_s},
                     .targets = {volume},
                     .isGlobal = true});
    rules.push_back({.relation = Relation::VolumeBinding,
                     .holder = volume,
                     .at = {u"spec"_s, u"claimRef"_s},
                     .name = {u"name"_s},
                     .targets = {claim},
                     .namespaceKey = u"namespace"_s});
}

void addAccess(std::vector<FieldRule> &rules)
{
    const FieldTarget role{rbac, u"Role"_s}, clusterRole{rbac, u"ClusterRole"_s};
    // Those that every cluster makes: plugin/pkg/auth/authorizer/rbac/bootstrappolicy.
    const QStringList known{
        u"ClusterRole/cluster-admin"_s, u"ClusterRole/admin"_s, u"ClusterRole/edit"_s,
        u"ClusterRole/view"_s,          u"system:*"_s,          u"Role/extension-apiserver-authentication-reader"_s};
    const auto add = [&](const QString &kind, const std::vector<FieldTarget> &targets) {
        rules.push_back({.relation = Relation::RoleRef,
                         .holder = {rbac, kind},
                         .at = {u"roleRef"_s},
                         .name = {u"name"_s},
                         .targets = targets,
                         .kindKey = u"kind"_s,
                         .groupKey = u"apiGroup"_s,
                         .known = known,
                         .onlyTargets = true});
        rules.push_back({.relation = Relation::RoleSubject,
                         .holder = {rbac, kind},
                         .at = {u"subjects"_s, u"[]"_s},
                         .name = {u"name"_s},
                         .targets = {{u""_s, u"ServiceAccount"_s}},
                         .kindKey = u"kind"_s,
                         .namespaceKey = u"namespace"_s,
                         .known = {u"default"_s},
                         .isReversed = true,
                         .onlyTargets = true});
    };
    add(u"RoleBinding"_s, {role, clusterRole});
    add(u"ClusterRoleBinding"_s, {clusterRole});
}

// clientConfig.service of admission webhooks, conversion webhooks, and of APIService.
void addCalledServices(std::vector<FieldRule> &rules)
{
    const FieldPattern client{u"clientConfig"_s, u"service"_s};
    const FieldPattern webhooks = FieldPattern{u"webhooks"_s, u"[]"_s} + client;
    const auto add = [&](Relation relation, const FieldTarget &holder, const FieldPattern &at) {
        rules.push_back({.relation = relation,
                         .holder = holder,
                         .at = at,
                         .name = {u"name"_s},
                         .targets = {service},
                         .namespaceKey = u"namespace"_s,
                         .portKey = u"port"_s,
                         .defaultPort = u"443"_s});
    };
    add(Relation::WebhookService, {admission, u"ValidatingWebhookConfiguration"_s}, webhooks);
    add(Relation::WebhookService, {admission, u"MutatingWebhookConfiguration"_s}, webhooks);
    add(Relation::WebhookService, {u"apiextensions.k8s.io"_s, u"CustomResourceDefinition"_s},
        FieldPattern{u"spec"_s, u"conversion"_s, u"webhook"_s} + client);
    rules.back().isReadOnly = true; // a strategy and versions, too
    add(Relation::ApiService, {u"apiregistration.k8s.io"_s, u"APIService"_s}, {u"spec"_s, u"service"_s});
}

void addPods(std::vector<FieldRule> &rules)
{
    rules.push_back(classBy(Relation::PriorityClass, pods, {}, u"priorityClassName"_s,
                            {u"scheduling.k8s.io"_s, u"PriorityClass"_s}));
    rules.back().known = {u"system-cluster-critical"_s, u"system-node-critical"_s};
    rules.push_back(
        classBy(Relation::RuntimeClass, pods, {}, u"runtimeClassName"_s, {u"node.k8s.io"_s, u"RuntimeClass"_s}));
    const FieldPattern pull{u"imagePullSecrets"_s, u"[]"_s};
    for (const FieldTarget &holder : {pods, FieldTarget{u""_s, u"ServiceAccount"_s}})
        rules.push_back(
            {.relation = Relation::PullSecret, .holder = holder, .at = pull, .name = {u"name"_s}, .targets = {secret}});
}

} // namespace

std::vector<FieldRule> builtinFieldRules()
{
    std::vector<FieldRule> rules;
    rules.push_back({.relation = Relation::ScaleTarget,
                     .holder = {u"autoscaling"_s, u"HorizontalPodAutoscaler"_s},
                     .at = {u"spec"_s, u"scaleTargetRef"_s},
                     .name = {u"name"_s},
                     .targets = {{u"apps"_s, u"Deployment"_s},
                                 statefulSet,
                                 {u"apps"_s, u"ReplicaSet"_s},
                                 {u""_s, u"ReplicationController"_s}},
                     .kindKey = u"kind"_s,
                     .versionKey = u"apiVersion"_s,
                     .versionIsNeeded = true});
    addAccess(rules);
    rules.push_back({.relation = Relation::GoverningService,
                     .holder = statefulSet,
                     .at = spec,
                     .name = {u"serviceName"_s},
                     .targets = {service}});
    addStorage(rules);
    rules.push_back(
        classBy(Relation::IngressClass, ingress, spec, u"ingressClassName"_s, {network, u"IngressClass"_s}));
    addPods(rules);
    rules.push_back({.relation = Relation::TlsSecret,
                     .holder = ingress,
                     .at = {u"spec"_s, u"tls"_s, u"[]"_s},
                     .name = {u"secretName"_s},
                     .targets = {secret},
                     .keys = {u"tls.crt"_s, u"tls.key"_s}});
    addCalledServices(rules);
    return rules;
}

} // namespace model
