// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/apistatus.h"
#include "cluster/practice/kinds/apikind.h"
#include "model/base/value.h"

#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace practice {

// The admission plugins that an apiserver has by default (webhooks and policies aside).

enum class Operation : quint8 { Create, Update, Delete };

// One write that is about to happen.
struct AdmissionRequest
{
    const ApiKind &kind; // of the object
    Operation operation = Operation::Create;
    QString ns;                        // of the path; empty: none
    QString name;                      // of the path; empty in a create
    QString subresource;               // "status", …
    model::Value *object = nullptr;    // changed by admit(); null in a deletion
    const model::Value *old = nullptr; // null in a create
};

// What plugins ask the cluster. A function that is not set finds nothing.
struct ClusterLookup
{
    using Named = std::function<std::optional<model::Value>(const QString &name)>;
    using All = std::function<std::vector<model::Value>()>;
    using InNamespace = std::function<std::vector<model::Value>(const QString &ns)>;
    Named namespaceNamed;
    Named priorityClass;
    Named runtimeClass;
    Named storageClass;
    All priorityClasses;
    All storageClasses;
    All ingressClasses;
    // Set where accounts are kept by their controller: then pods get one, with its token.
    std::function<std::optional<model::Value>(const QString &ns, const QString &name)> serviceAccount = {};
    std::function<QString()> nameSuffix = {}; // as generateName appends it; set with serviceAccount
    InNamespace limitRanges;
    InNamespace resourceQuotas;
};

// What a plugin has against a write; nothing: go on.
using Refusal = std::optional<ApiStatus>;

// The mutating pass, after the defaults and before validation, in the order of kubeapiserver/options/plugins.go:
// NamespaceLifecycle, LimitRanger, ServiceAccount, TaintNodesByCondition, Priority, DefaultTolerationSeconds,
// DefaultStorageClass, StorageObjectInUseProtection, RuntimeClass, DefaultIngressClass. Deletions too.
Refusal admit(const AdmissionRequest &request, const ClusterLookup &cluster);
// The validating pass, after validation: LimitRanger, PodSecurity (levels are not enforced here), Priority,
// PersistentVolumeClaimResize, RuntimeClass.
Refusal checkAdmitted(const AdmissionRequest &request, const ClusterLookup &cluster);
// ResourceQuota, the last one: the ResourceQuotas whose status.used grows by this write, to be stored with it. Each
// with its whole new state.
Answer<std::vector<model::Value>> chargeQuotas(const AdmissionRequest &request, const ClusterLookup &cluster);

} // namespace practice
