// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/fielderrors.h"
#include "cluster/practice/validation/rules.h"
#include "model/base/value.h"

#include <QString>
#include <QStringView>

#include <span>
#include <utility>

namespace practice {

// The tables of restKinds(), by the API groups that they follow. Every function checks metadata too; those of updates
// repeat what Go's strategies repeat, since the number of causes is part of an answer.
std::span<const KindValidation> serviceKinds();         // Service
std::span<const KindValidation> endpointKinds();        // Endpoints, EndpointSlice
std::span<const KindValidation> nodeKinds();            // Node
std::span<const KindValidation> coreKinds();            // Namespace, ConfigMap, Secret, ServiceAccount
std::span<const KindValidation> volumeKinds();          // PersistentVolume
std::span<const KindValidation> claimKinds();           // PersistentVolumeClaim
std::span<const KindValidation> storageKinds();         // StorageClass, VolumeAttachment, CSIDriver, CSINode, …
std::span<const KindValidation> networkKinds();         // NetworkPolicy, IPAddress, ServiceCIDR
std::span<const KindValidation> ingressKinds();         // Ingress, IngressClass
std::span<const KindValidation> rbacKinds();            // Role, ClusterRole, RoleBinding, ClusterRoleBinding
std::span<const KindValidation> policyKinds();          // PriorityClass, RuntimeClass, Lease
std::span<const KindValidation> quotaKinds();           // ResourceQuota, LimitRange
std::span<const KindValidation> eventKinds();           // Event, of both groups
std::span<const KindValidation> extensionKinds();       // CustomResourceDefinition
std::span<const KindValidation> webhookKinds();         // ValidatingWebhookConfiguration, MutatingWebhookConfiguration
std::span<const KindValidation> apiServiceKinds();      // APIService
std::span<const KindValidation> flowKinds();            // FlowSchema, PriorityLevelConfiguration
std::span<const KindValidation> certificateKinds();     // CertificateSigningRequest
std::span<const KindValidation> admissionPolicyKinds(); // ValidatingAdmissionPolicy, its binding

// A rule of a kind with what the server checks for all of them around it.
template<KindValidation::Create create, bool namespaced>
void createWith(const model::Value &object, FieldErrors &errors);
template<KindValidation::Update update, bool namespaced>
void updateWith(const model::Value &object, const model::Value &old, FieldErrors &errors);

// PUT …/namespaces/NAME/finalize.
void updateNamespaceFinalize(const model::Value &space, const model::Value &old, FieldErrors &errors);

// Shared by several of them.
void checkEndpointIp(FieldErrors &errors, const Where &where, QStringView ip); // not loopback, link-local, …
void checkWebhookClient(const model::Value &client, const Where &where, FieldErrors &errors); // WebhookClientConfig
void checkAdmissionRule(const model::Value &rule, const Where &where, FieldErrors &errors);   // RuleWithOperations
void checkAdmissionConditions(const model::ValueList &conditions, const Where &where, FieldErrors &errors);
void checkCsiDriverName(FieldErrors &errors, const Where &where, const QString &name);
// PersistentVolumeSpec; inlined: as a VolumeAttachment holds it (CSI migration).
void checkVolumeSpec(FieldErrors &errors, const Where &where, const model::Value &spec, bool inlined);
void checkLoadBalancerIngress(FieldErrors &errors, const Where &where, const model::Value &ingress);
// As Go's %#v writes a list of a named type of text: []core.IPFamily{"IPv4"}; []core.IPFamily(nil).
QString goTyped(QStringView type, const model::ValueList &texts);

} // namespace practice

#include "cluster/practice/validation/metadata.h"

namespace practice {

template<KindValidation::Create create, bool namespaced>
void createWith(const model::Value &object, FieldErrors &errors)
{
    create(object, errors);
    checkCommonCreate(object, namespaced, errors);
}

template<KindValidation::Update update, bool namespaced>
void updateWith(const model::Value &object, const model::Value &old, FieldErrors &errors)
{
    checkCommonUpdate(object, old, namespaced, errors);
    update(object, old, errors);
}

} // namespace practice
